//! The labels of an interview: "Q:" is whoever asks, "A:" is whoever answers.

use demarche_attribution::{Speaker, Turn};
use demarche_reading::Span;

use crate::draft::Draft;
use crate::mention::Reader;
use crate::{ActorKind, UnnamedKind};

/// Whom a span means that is such a label, with the reason; nobody where it is
/// the label of somebody whom the report does not tell.
pub(crate) fn labelled(reader: &mut Reader<'_>, span: Span) -> Option<Vec<(usize, String)>> {
    let turns = &reader.scene.turns;
    let at = turns.iter().position(|turn| turn.label == span)?;
    match turns[at].speaker {
        Speaker::Named => None,
        Speaker::Asks => {
            let actor = reader.scene.drafts.at("unnamed:press:".to_owned(), || {
                let mut draft = Draft::new(ActorKind::Unnamed, "press");
                draft.unnamed = Some(UnnamedKind::Media);
                draft
            });
            Some(vec![(actor, "whoever asks the questions".to_owned())])
        }
        Speaker::Answers => {
            let named = turns[..at].iter().rev();
            let named = named.filter(|turn| turn.speaker == Speaker::Named);
            let by_label = named.map(|turn| turn.label).next();
            let found = match by_label {
                Some(label) => reader.scene.named_at(label),
                None => asked(reader),
            };
            let reason = |one: usize| {
                let name = &reader.scene.drafts.all[one].name;
                format!("{name}, who is asked the questions")
            };
            Some(found.map(|one| (one, reason(one))).into_iter().collect())
        }
    }
}

/// Whom the report names before the first question, where it is one person, or
/// one who holds an office, or one who is named more often than all others.
fn asked(reader: &Reader<'_>) -> Option<usize> {
    let asks = |turn: &&Turn| turn.speaker == Speaker::Asks;
    let first = reader.scene.turns.iter().find(asks)?.label.start;
    let drafts = &reader.scene.drafts.all;
    let before = |at: usize| {
        let mentions = drafts[at].mentions.iter();
        mentions.filter(|one| one.span.end <= first).count()
    };
    let people: Vec<usize> = (0..drafts.len())
        .filter(|&at| drafts[at].kind == ActorKind::Person && before(at) > 0)
        .collect();
    let in_office = |&at: &usize| {
        let mut roles = drafts[at].roles.iter();
        roles.any(|role| role.office.is_some())
    };
    let holders: Vec<usize> = people.iter().copied().filter(in_office).collect();
    if let ([one], _) | (_, [one]) = (&people[..], &holders[..]) {
        return Some(*one);
    }
    let most = people.iter().map(|&at| before(at)).max()?;
    let mut often = people.iter().filter(|&&at| before(at) == most);
    match (often.next(), often.next()) {
        (Some(&one), None) => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn an_interview_s_labels_are_the_press_and_whoever_is_asked() {
        let found = told(
            "Lars Bech, Norway's foreign minister, spoke to us.\n\n[Q]: Should it end?\n\n[A]: It \
             should.\n\nQ: Now?\n\nA: Yes.",
        );
        assert_eq!(found[0], "press; unnamed; ; ");
        assert!(found[1].starts_with("Lars Bech; person;"), "{found:?}");
        assert!(found[1].ends_with("Norway"), "{found:?}");
        let found = told("[QUESTION]: Should it end?\n\n[A]: It should.\nQ: Now?\nA: Yes.");
        assert_eq!(found, ["press; unnamed; ; ", ""]);
        // Two who could be asked.
        let found = told(
            "Norway's foreign minister, Lars Bech, and Peru's foreign minister, Ana Ruiz, \
             spoke.\n\nQ: Should it end?\n\n[A]: It should.\n\nQ: Now?\n\nA: Yes.",
        );
        assert_eq!(found[0], "");
    }

    #[test]
    fn an_answer_is_given_by_whoever_a_label_named_last_or_the_text_names_most() {
        let found = told(
            "Norway's foreign minister, Lars Bech, and Peru's foreign minister, Ana Ruiz, \
             spoke.\n\nQ: Should it end?\n\n[Bech]: It should.\n\nQ: Now?\n\n[A]: Yes.",
        );
        assert!(found[1].starts_with("Lars Bech; person;"), "{found:?}");
        let found = told(
            "Ana Ruiz sat down with Lars Bech. Bech had been in Oslo.\n\nQ: Should it \
             end?\n\n[A]: It should.\n\nQ: Now?\n\nA: Yes.",
        );
        assert!(found[0].starts_with("Lars Bech; person;"), "{found:?}");
    }

    #[test]
    fn a_letter_without_questions_is_no_label() {
        let found = told("Lars Bech left.\n\n[A]: it rained.");
        assert!(!found[0].contains("Bech"), "{found:?}");
    }
}
