//! Noun phrases, as far as telling who is addressed or cited needs them.

use demarche_reading::Span;

use crate::parties;
use crate::words::Words;

/// Words that end a noun phrase that has begun.
const ENDS: [&str; 50] = [
    "that", "to", "on", "in", "at", "after", "before", "during", "about", "whether", "if", "by",
    "for", "with", "when", "while", "where", "who", "which", "as", "over", "from", "said", "says",
    "and", "but", "not", "had", "has", "have", "is", "was", "were", "are", "would", "will",
    "against", "through", "amid", "saying", "how", "what", "why", "late", "early", "last", "this",
    "reported", "via", "so",
];
const DAYS: [&str; 9] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
];
const PRONOUNS: [&str; 9] = [
    "him", "her", "them", "me", "us", "it", "himself", "herself", "you",
];
const DETERMINERS: [&str; 20] = [
    "the", "a", "an", "this", "these", "his", "her", "their", "its", "our", "both", "several",
    "some", "many", "two", "all", "other", "another", "my", "those",
];

/// Reads the noun phrase that starts at a word, "of" phrases included, as far
/// as `limit`: its span and the word after it. `None` where none starts there.
pub(crate) fn read(words: &Words, start: usize, limit: usize) -> Option<(Span, usize)> {
    let first = words.all.get(start)?;
    if !first.lettered {
        return None;
    }
    if words.is_any(start, &PRONOUNS)
        && !(words.is(start, "her")
            && words
                .all
                .get(start + 1)
                .is_some_and(|w| w.lettered && !words.is_any(start + 1, &ENDS)))
    {
        return Some((first.span, start + 1));
    }
    let determined = words.is_any(start, &DETERMINERS);
    let mut at = start + usize::from(determined);
    let limit = limit.min(at + 8);
    while at < limit {
        let Some(word) = words.all.get(at) else { break };
        if word.sentence != first.sentence {
            break;
        }
        if !word.lettered {
            // "Kyiv's", "G-77/China", "U.S.".
            let apostrophe = words.is_any(at, &["'", "\u{2019}"])
                && words.all[at - 1].span.end == word.span.start
                && words
                    .all
                    .get(at + 1)
                    .is_some_and(|next| next.lettered && next.span.start == word.span.end);
            let inner = words.is(at, "/") || words.is(at, ".") && words.get(at - 1).len() == 1;
            if apostrophe {
                at += 2;
                continue;
            }
            if inner {
                at += 1;
                continue;
            }
            break;
        }
        let ends = words.is_any(at, &ENDS) || words.is_any(at, &DAYS);
        if ends && !(word.capital && at > start && !words.is_any(at, &DAYS)) {
            break;
        }
        if words.is(at, "of") {
            let next = words.all.get(at + 1)?;
            if !next.lettered || !(next.capital || words.is_any(at + 1, &DETERMINERS)) {
                break;
            }
        }
        at += 1;
        // A second determiner opens another phrase, but for "of the".
        if words.is_any(at, &DETERMINERS) && !words.is(at - 1, "of") {
            break;
        }
    }
    while at > start
        && words.is_any(at - 1, &["of", "'", "\u{2019}", "."])
        && !words.all[at - 1].lettered
    {
        at -= 1;
    }
    let bare = usize::from(determined);
    if at == start + bare {
        return None;
    }
    Some((words.span(start, at)?, at))
}

/// The phrase with all that describes it, for somebody without a name:
/// "people with knowledge of the call".
pub(crate) fn described(words: &Words, span: Span, limit: usize) -> Span {
    let (first, mut at) = words.inside(span);
    if (first..at).any(|w| words.all[w].capital) {
        return span;
    }
    let longest = limit.min(at + 8);
    while at < longest
        && words.all.get(at).is_some_and(|w| w.lettered)
        && !words.is_any(
            at,
            &["that", "who", "which", "as", "and", "but", "said", "when"],
        )
        && !words.is_any(at + 1, &DAYS)
    {
        at += 1;
    }
    while at > first && words.is_any(at - 1, &ENDS) {
        at -= 1;
    }
    words.span(first, at).unwrap_or(span)
}

/// Reads one noun phrase or a list of parties.
pub(crate) fn read_all(words: &Words, start: usize, limit: usize) -> Vec<Span> {
    let list = parties::list(words, start);
    if let Some(list) = list.filter(|list| list.spans.len() > 1 && list.end <= limit) {
        return list.spans;
    }
    read(words, start, limit)
        .map(|(span, _)| span)
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_end_where_they_should() {
        for (text, expected) in [
            ("the Global Times on Friday", "the Global Times"),
            ("reporters after three hours", "reporters"),
            ("him that it was over", "him"),
            ("her colleague that", "her colleague"),
            ("the leaders of France to come", "the leaders of France"),
            (
                "Russia's foreign minister, Lavrov",
                "Russia's foreign minister",
            ),
            ("Ukraine on Thursday of walking", "Ukraine"),
            ("a media inquiry about recent remarks", "a media inquiry"),
        ] {
            let words = Words::new(text);
            let (span, _) = read(&words, 0, usize::MAX).expect(text);
            assert_eq!(&text[span.range()], expected);
        }
    }
}
