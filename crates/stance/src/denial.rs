//! A proposition turned into its opposite, for the network to read beside it.
//!
//! Whoever supports a proposition opposes its denial: two readings that ought
//! to mirror one another say more together than one. Training turns
//! propositions round in nearly the same way (`negated` in
//! `training/stance_data.py`).

use crate::token::{Token, tokenise};

/// Verbs that take "not" behind them; those that tell what should or will be
/// come first, since "is" stands in many a subordinate clause.
const MODALS: &[&str] = &[
    "should", "must", "will", "would", "can", "could", "may", "might", "shall", "ought",
];
const OTHERS: &[&str] = &["is", "are", "was", "were", "do", "does", "did"];

/// Words that a sentence may begin with and that are small inside one.
const OPENERS: &[&str] = &[
    "a", "all", "an", "any", "both", "each", "every", "he", "her", "his", "if", "in", "it", "its",
    "no", "our", "she", "some", "that", "the", "their", "there", "these", "they", "this", "those",
    "we",
];

/// A text that asserts the opposite. A topic, which asserts nothing, is put
/// against instead.
pub(crate) fn denied(text: &str, sentence: bool) -> String {
    let tokens = tokenise(text);
    let is = |at: usize, words: &[&str]| {
        tokens
            .get(at)
            .is_some_and(|token: &Token| words.contains(&token.text.as_str()))
    };
    let first = |words: &[&str], then: &dyn Fn(usize) -> bool| {
        (0..tokens.len()).find(|&at| is(at, words) && then(at))
    };
    let put = |from: usize, to: usize, between: &str| {
        format!(
            "{}{between}{}",
            &text[..tokens[from].span.start],
            &text[tokens[to].span.end..]
        )
    };
    if let Some(at) = first(&["cannot"], &|_| true) {
        return put(at, at, "can");
    }
    for verbs in [MODALS, OTHERS] {
        if let Some(at) = first(verbs, &|at| is(at + 1, &["not"])) {
            return put(at, at + 1, &tokens[at].text);
        }
        let plain = |at: usize| verbs != OTHERS || !is(at, &["do", "does", "did"]);
        if let Some(at) = first(verbs, &plain) {
            let verb = &text[tokens[at].span.clone()];
            return put(at, at, &format!("{verb} not"));
        }
    }
    if let Some(at) = first(&["has", "have"], &|at| is(at + 1, &["to"])) {
        let does = if is(at, &["has"]) { "does" } else { "do" };
        return put(at, at, &format!("{does} not have"));
    }
    let bare = text.trim_end_matches(['.', ' ']);
    if !sentence {
        return format!("against {bare}");
    }
    let mut rest = bare.chars();
    match rest.next() {
        Some(letter) if is(0, OPENERS) => {
            format!(
                "It is not true that {}{}",
                letter.to_lowercase(),
                rest.as_str()
            )
        }
        _ => format!("It is not true that {bare}"),
    }
}

#[cfg(test)]
mod tests {
    use super::denied;

    #[test]
    fn propositions_are_turned_round() {
        for (text, right) in [
            (
                "The port should be reopened",
                "The port should not be reopened",
            ),
            (
                "The port should not be reopened",
                "The port should be reopened",
            ),
            ("The port can't reopen", "The port can reopen"),
            ("The army won\u{2019}t leave", "The army will leave"),
            ("The army cannot leave", "The army can leave"),
            (
                "Those who are armed must leave",
                "Those who are armed must not leave",
            ),
            (
                "The bridge is not safe for lorries",
                "The bridge is safe for lorries",
            ),
            ("The bridge is safe", "The bridge is not safe"),
            (
                "The council has to agree first",
                "The council does not have to agree first",
            ),
            (
                "The council does not recognise the island",
                "The council does recognise the island",
            ),
            (
                "The council recognises the island republic.",
                "It is not true that the council recognises the island republic",
            ),
            (
                "Norway recognises the island republic",
                "It is not true that Norway recognises the island republic",
            ),
        ] {
            assert_eq!(denied(text, true), right);
        }
        assert_eq!(denied("fishing quotas", false), "against fishing quotas");
    }

    #[test]
    fn nothing_and_marks_alone_are_no_fault() {
        for text in ["", ".", "n't", "not", "'t can", "\u{130} do"] {
            assert!(!denied(text, false).is_empty());
            assert!(!denied(text, true).is_empty());
        }
    }
}
