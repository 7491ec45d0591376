//! What a statement does with a question's own words, where it neither wants
//! nor rejects what they say: makes that a condition itself, speaks of deciding
//! on it or only of it, denies something else that happened, holds something else
//! against somebody.

use std::collections::BTreeSet;

use demarche_stance::{Proposition, attitude};

use crate::coding::Piece;
use crate::dispute::{folded, holds};
use crate::turns::{self, Turn};

/// Where a condition is what the question asks: whether that shows that it is
/// wanted. Who would join "only if China joins" wants China to join; of who
/// would do something "if China joins" it is not known.
pub(crate) fn itself(condition: &str, proposition: &Proposition) -> Option<bool> {
    const NEEDED: [&str; 6] = [
        "only if",
        "only when",
        "provided",
        "on condition",
        "as long as",
        "so long as",
    ];
    const OPEN: [&str; 3] = ["if", "unless", "until"];
    const SMALL: [&str; 25] = [
        "a", "an", "are", "be", "by", "can", "could", "for", "he", "in", "is", "it", "its", "of",
        "on", "she", "that", "the", "their", "they", "to", "was", "we", "will", "would",
    ];
    // Inflected forms of a word begin alike.
    const STEM: usize = 4;
    let stems = |text: &str| -> BTreeSet<String> {
        let words = text.split(' ').filter(|word| !SMALL.contains(word));
        words
            .map(|word| word.chars().take(STEM).collect())
            .collect()
    };
    let text = folded(condition);
    let after = |lists: &[&str]| {
        let mut found = lists.iter().filter_map(|start| text.strip_prefix(start));
        found.next().map(str::to_owned)
    };
    let (rest, needed) = match after(&NEEDED) {
        Some(rest) => (rest, true),
        None => (after(&OPEN)?, false),
    };
    let words = stems(rest.trim());
    let mut wordings = std::iter::once(&proposition.text).chain(&proposition.synonyms);
    let same = words.len() > 1 && wordings.any(|wording| words.is_subset(&stems(&folded(wording))));
    same.then_some(needed)
}

/// The words by which a content only says that something will be talked about
/// or decided ("would decide on lifting it", "abstained in a vote on it");
/// nothing where the question asks about that very thing.
pub(crate) fn undecided(piece: &Piece, proposition: &Proposition) -> Option<String> {
    const VERBS: [&str; 12] = [
        "decid",
        "decision",
        "discuss",
        "talk",
        "consult",
        "debat",
        "vote",
        "voting",
        "deliberat",
        "negotiat",
        "speak",
        "confer",
    ];
    const OPEN: [&str; 7] = [
        "an option",
        "on the table",
        "under discussion",
        "under consideration",
        "under review",
        "being discussed",
        "being considered",
    ];
    const ON: [&str; 6] = ["on", "about", "over", "whether", "if", "regarding"];
    // Whom it is talked about with may stand between.
    const BETWEEN: usize = 4;
    let abstains = |text: &str| {
        text.split(' ')
            .find(|word| word.starts_with("abstain"))
            .map(str::to_owned)
    };
    if let Some(word) = abstains(&folded(piece.before_content())) {
        return Some(word);
    }
    let text = folded(&format!("{} {}", piece.cue, piece.content));
    if let Some(open) = OPEN.iter().find(|open| holds(&text, open)) {
        let negated = ["not", "no longer", "never"]
            .iter()
            .any(|no| holds(&text, &format!("{no} {open}")));
        return (!negated).then(|| (*open).to_owned());
    }
    let words: Vec<&str> = text.split(' ').collect();
    (0..words.len()).find_map(|at| {
        let stem = VERBS.iter().find(|verb| words[at].starts_with(**verb))?;
        let end = words.len().min(at + 2 + BETWEEN);
        let on = (at + 1..end).find(|next| ON.contains(&words[*next]))?;
        let asked = wordings(proposition)
            .any(|wording| wording.split(' ').any(|word| word.starts_with(stem)));
        (!asked).then(|| words[at..=on].join(" "))
    })
}

/// Whether a claim that something happened is denied whose verb the question has
/// not: who denies that troops have crossed a river does not say whether they
/// will leave.
pub(crate) fn not_what_happened(piece: &Piece, proposition: &Proposition) -> bool {
    const CLAIMS: [&str; 14] = [
        "claim",
        "claims",
        "allegation",
        "allegations",
        "accusation",
        "accusations",
        "report",
        "reports",
        "rumour",
        "rumours",
        "rumor",
        "rumors",
        "suggestion",
        "suggestions",
    ];
    const HAPPENED: [&str; 3] = ["had", "have", "has"];
    const STEM: usize = 4;
    let content = folded(&piece.content);
    let told = format!("{} {content}", folded(&piece.cue));
    let mut words = told.split(' ');
    if !piece.denies && !words.any(|word| CLAIMS.contains(&word)) {
        return false;
    }
    let words: Vec<&str> = content.split(' ').collect();
    let Some(at) = words.iter().position(|word| HAPPENED.contains(word)) else {
        return false;
    };
    let mut rest = words[at + 1..]
        .iter()
        .filter(|word| !matches!(**word, "been" | "not" | "already"));
    let Some(verb) = rest.next() else {
        return false;
    };
    let stem: String = verb.chars().take(STEM).collect();
    let asked =
        wordings(proposition).any(|wording| wording.split(' ').any(|word| word.starts_with(&stem)));
    // That somebody agreed to something is what such a question asks.
    !asked && attitude(&words[at..].join(" ")).is_none()
}

/// The words by which a content holds against somebody what they did or did not do
/// ("Norland had done nothing when the dam broke"), and nothing of what is asked but
/// names: to blame somebody is not to refuse what they would do.
pub(crate) fn reproach(piece: &Piece, proposition: &Proposition) -> Option<&'static str> {
    // Who speaks of themselves blames nobody.
    const OWN: [&str; 6] = ["i", "we", "he", "she", "it", "they"];
    // What is to be, besides.
    const WANTED: [&str; 5] = ["should", "must", "ought", "cannot", "could"];
    // Long words that are in many a question.
    const COMMON: [&str; 10] = [
        "after", "against", "before", "between", "from", "into", "that", "their", "this", "with",
    ];
    const SHORT: usize = 4;
    let content = folded(&piece.content);
    let blamed = turns::holds(&content, Turn::Blames)?;
    let mut words = content.split(' ').skip_while(|word| *word == "that");
    if words.next().is_none_or(|first| OWN.contains(&first)) {
        return None;
    }
    let stem = |word: &str| word.chars().take(SHORT).collect::<String>();
    let asked: BTreeSet<String> = texts(proposition)
        .flat_map(|text| text.split(' '))
        .filter(|word| word.len() >= SHORT && !word.starts_with(char::is_uppercase))
        .map(folded)
        .filter(|word| !COMMON.contains(&word.as_str()))
        .map(|word| stem(&word))
        .collect();
    let of_it = |word: &str| asked.contains(&stem(word)) || WANTED.contains(&word);
    let of_it = content.split(' ').any(of_it);
    let before = content.split(blamed).next().unwrap_or_default();
    (!of_it && attitude(before).is_none()).then_some(blamed)
}

/// Whether it only tells that something was spoken of: "mentioned the topic of the
/// guarantors".
pub(crate) fn mention(piece: &Piece) -> bool {
    turns::holds(&piece.cue, Turn::Mentions).is_some()
        && turns::starts(&piece.content, Turn::Topic).is_some()
}

fn texts(proposition: &Proposition) -> impl Iterator<Item = &String> {
    std::iter::once(&proposition.text)
        .chain(&proposition.synonyms)
        .chain(&proposition.counters)
}

fn wordings(proposition: &Proposition) -> impl Iterator<Item = String> {
    texts(proposition).map(|text| folded(text))
}

#[cfg(test)]
mod tests {
    use demarche_stance::Proposition;

    use super::{itself, mention, not_what_happened, reproach, undecided};
    use crate::coding::Piece;

    #[test]
    fn a_condition_can_be_the_thing_itself() {
        let asked = Proposition {
            text: "China joins the security guarantees for Ukraine".into(),
            synonyms: vec!["China takes part in the guarantees".into()],
            counters: Vec::new(),
        };
        for condition in [
            "only if China joins",
            "Provided that China takes part",
            "as long as China joined the guarantees",
        ] {
            assert_eq!(itself(condition, &asked), Some(true), "{condition}");
        }
        for condition in ["if China joins", "unless China joins"] {
            assert_eq!(itself(condition, &asked), Some(false), "{condition}");
        }
        for condition in [
            "only if Russia joins",
            "if Russia joins",
            "only if it rains",
            "only if",
        ] {
            assert_eq!(itself(condition, &asked), None, "{condition}");
        }
    }
    fn said(before: &str, cue: &str, content: &str) -> Piece {
        Piece {
            cue: cue.into(),
            content: content.into(),
            sentence: format!("{before}{cue} {content}"),
            ..Piece::default()
        }
    }

    #[test]
    fn who_speaks_of_deciding_has_not_decided() {
        let asked = Proposition::new("The duties are lifted");
        let words = |before, cue, content| undecided(&said(before, cue, content), &asked);
        assert_eq!(
            words("He ", "said", "he would decide on lifting the duties").as_deref(),
            Some("decide on")
        );
        assert_eq!(
            words(
                "He ",
                "said",
                "he would talk to his allies about lifting them"
            )
            .as_deref(),
            Some("talk to his allies about")
        );
        assert_eq!(
            words("Norland abstained in ", "a vote on", "lifting the duties").as_deref(),
            Some("abstained")
        );
        assert_eq!(words("He ", "said", "the duties would be lifted"), None);
        assert_eq!(
            words("He ", "would decide", "on lifting the duties").as_deref(),
            Some("decide on")
        );
        assert_eq!(
            words("He ", "said", "lifting the duties remained an option").as_deref(),
            Some("an option")
        );
        assert_eq!(words("He ", "said", "lifting them was not an option"), None);
        let talks = Proposition::new("The two negotiate over the border");
        let piece = said("He ", "said", "they would negotiate over the border");
        assert_eq!(undecided(&piece, &talks), None);
    }

    #[test]
    fn blaming_somebody_is_not_refusing_what_they_would_do() {
        let asked = Proposition::new("Norland mediates between the islands and Ekland");
        let blames = |content| reproach(&said("She ", "said", content), &asked);
        assert_eq!(
            blames("that Norland had done nothing when Ekland took the harbour"),
            Some("had done nothing")
        );
        assert_eq!(
            blames("Norland, of all states, did not help to stop the war"),
            Some("did not help")
        );
        for content in [
            "that Norland had failed as a mediator",
            "that Norland had done nothing and should stay away",
            "that it had done nothing wrong",
            "that Norland would do nothing",
        ] {
            assert_eq!(blames(content), None, "{content}");
        }
    }

    #[test]
    fn what_is_only_mentioned_is_neither_wanted_nor_refused() {
        let mentions = |cue, content| mention(&said("They ", cue, content));
        assert!(mentions("mentioned", "the topic of the night ferry"));
        assert!(mentions("had raised", "the issue of who would sail it"));
        assert!(!mentions("mentioned", "that the ferry should sail"));
        assert!(!mentions("welcomed", "the question of the ferry"));
    }

    #[test]
    fn denying_what_happened_is_no_answer_to_what_should() {
        let asked = Proposition::new("Norland withdraws its troops from the river");
        let denies = |content| not_what_happened(&said("She ", "denied", content), &asked);
        assert!(denies("a claim that its troops had crossed the river"));
        assert!(!denies("a claim that its troops had been withdrawn"));
        assert!(!denies("a report that it had agreed to leave the river"));
        assert!(!denies("that its troops would leave the river"));
    }
}
