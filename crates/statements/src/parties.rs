//! Lists of parties: "the US, Japan, several developing countries and others".
//!
//! A party is a name (words with capitals, joined by "of", "the", "/") or a
//! group ("many developing countries", "others"). What a list may hold is told
//! by form alone, so that an unheard-of name is a party too.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use demarche_reading::Span;

use crate::words::Words;

/// A list of parties in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parties {
    /// Each party, with its article or quantity.
    pub spans: Vec<Span>,
    /// The word after the list.
    pub end: usize,
    /// Whether "and", "or" or the like stands before the last.
    pub closed: bool,
}

static JOINED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("../data/joined-names.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

/// Words that may open a party.
const OPENING: [&str; 22] = [
    "the", "a", "an", "several", "some", "many", "most", "other", "all", "both", "various",
    "numerous", "few", "two", "three", "four", "five", "certain", "another", "one", "any",
    "number",
];

/// Nouns for several parties, or for one without a name.
const GROUPS: [&str; 40] = [
    "countries",
    "country",
    "parties",
    "party",
    "delegates",
    "delegations",
    "delegation",
    "members",
    "states",
    "governments",
    "nations",
    "groups",
    "observers",
    "ministers",
    "participants",
    "speakers",
    "representatives",
    "negotiators",
    "organizations",
    "organisations",
    "ngos",
    "leaders",
    "officials",
    "allies",
    "others",
    "capitals",
    "lawmakers",
    "delegate",
    "observer",
    "diplomats",
    "envoys",
    "senators",
    "regions",
    "stakeholders",
    "institutions",
    "agencies",
    "coalitions",
    "partners",
    "donors",
    "companies",
];

/// Words with a capital that are no part of a party's name.
const NO_NAME: [&str; 20] = [
    "article",
    "decision",
    "protocol",
    "on",
    "in",
    "at",
    "while",
    "he",
    "she",
    "they",
    "it",
    "this",
    "however",
    "paragraph",
    "annex",
    "option",
    "noting",
    "regarding",
    "monday",
    "friday",
];

/// Reads the list of parties that starts at a word; `None` where none does.
pub(crate) fn list(words: &Words, start: usize) -> Option<Parties> {
    let mut spans = Vec::new();
    let (mut at, mut end) = (start, start);
    let (mut closed, mut and) = (false, false);
    let mut complete = true;
    while let Some((first, next)) = party(words, at) {
        spans.push(words.span(first, next)?);
        complete = spans.len() == 1 || and;
        end = next;
        at = next;
        and = false;
        // ", and", ", as well as", "and", ",".
        let comma = words.is(at, ",") || words.is(at, ";");
        if comma {
            at += 1;
        }
        if words.is_any(at, &["and", "or", "&"]) {
            closed |= !comma;
            and = true;
            at += 1;
        } else if words.reads(at, &["as", "well", "as"]) {
            and = true;
            at += 3;
        } else if words.reads(at, &["along", "with"]) {
            at += 2;
        } else if !comma || closed {
            // "proposals by A, B and C, the Chair noted": D is no part of it.
            break;
        }
    }
    (!spans.is_empty()).then_some(Parties {
        spans,
        end,
        closed: complete,
    })
}

/// Reads one party: its first word and the word after it.
pub(crate) fn party(words: &Words, start: usize) -> Option<(usize, usize)> {
    let sentence = words.all.get(start)?.sentence;
    let here = |at: usize| words.all.get(at).is_some_and(|w| w.sentence == sentence);
    let mut at = start;
    while here(at) && words.is_any(at, &OPENING) && !words.is(at, "number") {
        at += 1;
    }
    // "a number of", "a group of", "the majority of".
    if at > start
        && words.is_any(at, &["number", "majority", "group", "range", "coalition"])
        && words.is(at + 1, "of")
    {
        at += 2;
        while here(at) && words.is_any(at, &OPENING) {
            at += 1;
        }
    }
    if let Some(next) = name(words, at, sentence) {
        return Some((start, next));
    }
    // "developing countries", "other least developed country parties".
    let mut last = None;
    for (look, at) in (at..at + 5).enumerate() {
        if !here(at) || !words.all[at].lettered {
            break;
        }
        if words.is_any(at, &GROUPS) {
            last = Some(at + 1);
        } else if last.is_some() || look == 4 || !describes(words.get(at)) {
            break;
        }
    }
    // "Some", "many": quantities by themselves.
    let alone = at == start + 1
        && words.is_any(start, &["some", "many", "several", "others", "most"])
        && !words.all.get(at).is_some_and(|w| w.lettered && w.capital);
    let next = last.or(alone.then_some(at))?;
    Some((start, group_tail(words, next, sentence)))
}

/// Whether a word may describe a group: no verb and no small word.
fn describes(word: &str) -> bool {
    const SMALL: [&str; 28] = [
        "that", "to", "of", "for", "on", "in", "by", "with", "and", "or", "is", "are", "was",
        "were", "the", "a", "an", "this", "as", "if", "said", "not", "be", "from", "at", "it",
        "which", "who",
    ];
    const DESCRIBING: [&str; 9] = [
        "developing",
        "developed",
        "participating",
        "industrialized",
        "industrialised",
        "united",
        "concerned",
        "affected",
        "emerging",
    ];
    let lower = word.to_ascii_lowercase();
    let verb = lower.ends_with("ed") || lower.ends_with("ing");
    !SMALL.contains(&lower.as_str()) && (!verb || DESCRIBING.contains(&lower.as_str()))
}

/// What may follow a group's noun and belong to it: "from Asia", "of the EU".
fn group_tail(words: &Words, at: usize, sentence: u32) -> usize {
    if words.is_any(at, &["from", "of", "in", "within"]) {
        let mut from = at + 1;
        while words.is(from, "the") {
            from += 1;
        }
        if let Some(next) = name(words, from, sentence) {
            return next;
        }
    }
    at
}

/// Reads a name: the word after it.
fn name(words: &Words, start: usize, sentence: u32) -> Option<usize> {
    let capital = |at: usize| {
        words
            .all
            .get(at)
            .is_some_and(|w| w.sentence == sentence && w.lettered && w.capital)
    };
    if !capital(start) || words.is_any(start, &NO_NAME) {
        return None;
    }
    let mut at = start + 1;
    loop {
        if capital(at) && !words.is_any(at, &NO_NAME) {
            at += 1;
        } else if words.is_any(at, &["/", "'", "\u{2019}", "-", "&"])
            && (capital(at + 1) || number(words, at + 1) && words.is(at, "-"))
        {
            at += 2;
        } else if words.is(at, ".") && single_letter(words, at - 1) {
            // "U.S."
            at += 1;
        } else if words.is_any(at, &["'", "\u{2019}"]) && words.is(at + 1, "s") && capital(at + 2) {
            at += 3;
        } else if words.is_any(at, &["of", "for", "de", "la", "du", "d"]) {
            // "Republic of Korea", "Coalition for Rainforest Nations".
            let mut from = at + 1;
            while words.is_any(from, &["the", "la", "les"]) {
                from += 1;
            }
            if capital(from) && !words.is_any(from, &NO_NAME) || number(words, from) {
                at = from + 1;
            } else {
                break;
            }
        } else if words.is(at, "and") && joined(words, start, at) {
            at += if words.is(at + 1, "the") { 3 } else { 2 };
        } else {
            break;
        }
    }
    // "Zammit Cutajar (Netherlands)" is one party.
    if words.is(at, "(") && capital(at + 1) {
        let mut close = at + 2;
        while close < at + 6 && !words.is(close, ")") {
            close += 1;
        }
        if words.is(close, ")") {
            at = close + 1;
        }
    }
    Some(at)
}

fn number(words: &Words, at: usize) -> bool {
    words
        .get(at)
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_digit())
}

fn single_letter(words: &Words, at: usize) -> bool {
    words.get(at).len() == 1 && words.all[at].capital
}

/// Whether "and" at `at` stands inside one name that starts at or after
/// `start`.
fn joined(words: &Words, start: usize, at: usize) -> bool {
    (start..at).any(|from| {
        (2..=3).any(|length| {
            words.span(from, at + length).is_some_and(|span| {
                let name = words.text[span.range()].to_lowercase();
                JOINED.contains(name.as_str())
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<&str>, &str) {
        let words = Words::new(text);
        let parties = list(&words, 0).expect("a list");
        (
            parties
                .spans
                .iter()
                .map(|span| &text[span.range()])
                .collect(),
            words.get(parties.end),
        )
    }

    #[test]
    fn lists_by_form() {
        assert_eq!(
            read("the US, JAPAN, Trinidad and Tobago and several developing countries, opposed"),
            (
                vec![
                    "the US",
                    "JAPAN",
                    "Trinidad and Tobago",
                    "several developing countries"
                ],
                ","
            )
        );
        assert_eq!(
            read("The G-77/CHINA, the Republic of Korea, CG-11 and others proposed"),
            (
                vec!["The G-77/CHINA", "the Republic of Korea", "CG-11", "others"],
                "proposed"
            )
        );
    }
}
