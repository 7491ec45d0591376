//! The labels of an interview: "Q:" is whoever asks, "A:" is whoever answers.

use demarche_reading::Span;

use crate::draft::Draft;
use crate::mention::Reader;
use crate::{ActorKind, UnnamedKind};

const ASKING: [&str; 5] = ["Q", "QUESTION", "Question", "REPORTER", "Reporter"];
const ANSWERING: [&str; 3] = ["A", "ANSWER", "Answer"];

/// The label that opens the line of a byte, where it is one of these.
fn label(text: &str, at: usize, labels: &[&str]) -> Option<Span> {
    let from = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[from..].split('\n').next().unwrap_or_default();
    let bare = line.trim_start_matches([' ', '\t', '*', '_']);
    let start = from + line.len() - bare.len();
    labels.iter().find_map(|label| {
        let behind = bare.strip_prefix(label)?;
        let behind = behind.trim_start_matches(['*', '_']);
        let closed = behind.starts_with([':', '.']) && behind.len() > 1;
        closed.then(|| Span::new(start, start + label.len()))
    })
}

/// The label of the question in whose line a byte of a text stands.
#[must_use]
pub fn question(text: &str, at: usize) -> Option<Span> {
    label(text, at, &ASKING)
}

/// The first question of a text.
fn first_question(text: &str) -> Option<usize> {
    let mut starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let first = question(text, 0).map(|span| span.start);
    first.or_else(|| starts.find_map(|at| Some(question(text, at)?.start)))
}

/// Whom a span means that is a label, with the reason; nobody where it is the
/// label of somebody whom the report does not tell.
pub(crate) fn labelled(reader: &mut Reader<'_>, span: Span) -> Option<Vec<(usize, String)>> {
    let text = reader.scene.text;
    if question(text, span.start) == Some(span) {
        let actor = reader.scene.drafts.at("unnamed:press:".to_owned(), || {
            let mut draft = Draft::new(ActorKind::Unnamed, "press");
            draft.unnamed = Some(UnnamedKind::Media);
            draft
        });
        return Some(vec![(actor, "whoever asks the questions".to_owned())]);
    }
    let first = first_question(text)?;
    if label(text, span.start, &ANSWERING) != Some(span) {
        return None;
    }
    // Whoever the report names before the first question, where it is one
    // person, or one who holds an office.
    let drafts = &reader.scene.drafts.all;
    let before = |&at: &usize| {
        let mut mentions = drafts[at].mentions.iter();
        drafts[at].kind == ActorKind::Person && mentions.any(|one| one.span.end <= first)
    };
    let people: Vec<usize> = (0..drafts.len()).filter(before).collect();
    let in_office = |&at: &usize| {
        let mut roles = drafts[at].roles.iter();
        roles.any(|role| role.office.is_some())
    };
    let holders: Vec<usize> = people.iter().copied().filter(in_office).collect();
    let (([one], _) | (_, [one])) = (&people[..], &holders[..]) else {
        return Some(Vec::new());
    };
    let reason = format!("{}, who is asked the questions", drafts[*one].name);
    Some(vec![(*one, reason)])
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn an_interview_s_labels_are_the_press_and_whoever_is_asked() {
        let found = told(
            "Lars Bech, Norway's foreign minister, spoke to us.\n\n[Q]: Should it end?\n\n[A]: It \
             should.",
        );
        assert_eq!(found[0], "press; unnamed; ; ");
        assert!(found[1].starts_with("Lars Bech; person;"), "{found:?}");
        assert!(found[1].ends_with("Norway"), "{found:?}");
        let found = told("[QUESTION]: Should it end?\n\n[A]: It should.");
        assert_eq!(found, ["press; unnamed; ; ", ""]);
        // Two who could be asked.
        let found = told(
            "Norway's foreign minister, Lars Bech, and Peru's foreign minister, Ana Ruiz, \
             spoke.\n\nQ: Should it end?\n\n[A]: It should.",
        );
        assert_eq!(found[0], "");
    }

    #[test]
    fn a_letter_without_questions_is_no_label() {
        let found = told("Lars Bech left.\n\n[A]: it rained.");
        assert!(!found[0].contains("Bech"), "{found:?}");
    }
}
