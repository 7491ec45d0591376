//! Whether a statement of a revised report is an earlier one in other words.

use std::collections::{BTreeMap, BTreeSet};

use crate::gist::{Fixed, Gist, Said, Term};
use crate::stem::stem;
use crate::wording::word_spans;

/// Cues that only pass words on: an editor puts one for another without
/// changing what is said.
const PLAIN: [&str; 9] = [
    "said", "says", "say", "saying", "told", "tells", "added", "adds", "stated",
];

/// A statement as one revision of a report words it.
#[derive(Debug, Clone, Copy)]
pub struct Worded<'a> {
    /// The words that signal it.
    pub cue: &'a str,
    /// What is attributed.
    pub content: &'a str,
}

/// The part of the content's words that both have, of all that either has, 0
/// to 1. `None` where more than the wording changed: another cue, a negation
/// come or gone, a name or a number that is no longer there. A word more or
/// less is an editor's; any of these can turn what is said.
#[must_use]
pub fn shared(before: Worded<'_>, after: Worded<'_>) -> Option<f64> {
    // The cue first, so that a negation of it counts.
    let whole = |worded: Worded<'_>| gist(&format!("{}: {}", worded.cue, worded.content));
    let (old, new) = (whole(before), whole(after));
    let kept = new.stems();
    // The content's alone: whether a cue takes in the day ("said on Monday") is
    // the extractor's, and changes nothing.
    let content = gist(before.content);
    let mut fixed = content.terms.iter().filter(|term| is_fixed(term));
    let same = same_cue(before.cue, after.cue)
        && old.negated == new.negated
        && fixed.all(|term| kept.contains(&term.stem));
    same.then(|| {
        let (old, new) = (counted(before.content), counted(after.content));
        let all: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let of = |words: &BTreeMap<String, usize>, word: &String| {
            words.get(word).copied().unwrap_or_default()
        };
        let sum = |both: fn(usize, usize) -> usize| -> usize {
            all.iter()
                .map(|word| both(of(&old, word), of(&new, word)))
                .sum()
        };
        // Nothing is as like nothing as it gets.
        sum(usize::min) as f64 / sum(usize::max).max(1) as f64
    })
}

fn gist(content: &str) -> Gist {
    Gist::of(&Said {
        speaker: 0,
        from: None,
        to: None,
        content,
        quoted: &[],
        denied: false,
    })
}

/// A name at the start of a sentence cannot be told from another word there;
/// here it is safer to take either for a name.
fn is_fixed(term: &Term) -> bool {
    term.fixed != Fixed::No || term.word.starts_with(char::is_uppercase)
}

fn lower(text: &str) -> impl Iterator<Item = String> {
    word_spans(text).map(|span| text[span].to_lowercase().replace('\u{2019}', "'"))
}

fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for word in lower(text) {
        *found.entry(stem(&word)).or_default() += 1;
    }
    found
}

fn same_cue(before: &str, after: &str) -> bool {
    let words = |cue: &str| -> BTreeSet<String> {
        lower(cue)
            .map(|word| {
                if PLAIN.contains(&word.as_str()) {
                    PLAIN[0].to_owned()
                } else {
                    stem(&word)
                }
            })
            .collect()
    };
    let (before, after) = (words(before), words(after));
    before == after || !before.is_disjoint(&after)
}

#[cfg(test)]
mod tests {
    use super::{Worded, shared};

    const SAID: (&str, &str) = (
        "said",
        "China must join the security guarantees for Ukraine",
    );

    fn compare(before: (&str, &str), after: (&str, &str)) -> Option<f64> {
        let worded = |(cue, content)| Worded { cue, content };
        shared(worded(before), worded(after))
    }

    #[test]
    fn a_word_more_is_an_editors() {
        let after = "China must certainly join the security guarantees for Ukraine";
        let share = compare(SAID, ("added", after)).unwrap();
        assert!((share - 8.0 / 9.0).abs() < 1e-9, "{share}");
        assert_eq!(compare(SAID, SAID), Some(1.0));
        assert_eq!(
            compare(("said on Monday", SAID.1), ("said on", SAID.1)),
            Some(1.0)
        );
        assert_eq!(compare(("", ""), ("", "")), Some(0.0));
    }

    #[test]
    fn what_turns_a_statement_is_no_wording() {
        for after in [
            (
                "said",
                "China must not join the security guarantees for Ukraine",
            ),
            (
                "said",
                "Turkey must join the security guarantees for Ukraine",
            ),
            (
                "said",
                "China must join the security guarantees for Moldova",
            ),
            (
                "denied",
                "China must join the security guarantees for Ukraine",
            ),
            (
                "did not say",
                "China must join the security guarantees for Ukraine",
            ),
        ] {
            assert_eq!(compare(SAID, after), None, "{after:?}");
        }
        let (before, after) = ("rejected", "welcomed");
        assert_eq!(compare((before, "the plan"), (after, "the plan")), None);
        assert_eq!(
            compare(("said", "in 10 days"), ("said", "in 30 days")),
            None
        );
    }

    #[test]
    fn other_words_share_little() {
        let after =
            "China, he hoped, would think of Ukraine, and nobody else had better plans than nobody";
        assert!(compare(SAID, ("said", after)).unwrap() < 0.5);
    }
}
