//! The place that a report or a paragraph is written from: "LINDHAVEN — …",
//! "Lindhaven (Agency) — …". Nobody speaks there.

use std::ops::Range;

use crate::words::{Gap, Word};

/// No dateline is longer.
const MOST: usize = 12;

/// The words of the dateline that starts at a word which opens a sentence.
pub(crate) fn dateline(text: &str, words: &[Word], start: usize) -> Option<Range<usize>> {
    let first = words.get(start)?;
    if !matches!(first.gap, Gap::Stop | Gap::Paragraph) || !first.capital || first.quote {
        return None;
    }
    let mut agency = false;
    for at in start + 1..words.len().min(start + MOST) {
        let between = text.get(words[at - 1].span.end..words[at].span.start)?;
        let dash = between.contains(['—', '–'])
            || between.contains("--")
            || between.split_whitespace().any(|mark| mark == "-");
        if dash {
            let bracket = between.contains(')');
            return (first.upper && !between.contains(['"', '“']) || bracket).then_some(start..at);
        }
        agency |= between.contains('(');
        let word = &words[at];
        let place = word.capital || word.fold.starts_with(|c: char| c.is_ascii_digit());
        let ends = matches!(word.gap, Gap::Stop | Gap::Paragraph);
        if (!place || ends) && !agency || between.contains([':', '"', '“']) {
            return None;
        }
    }
    None
}

/// All datelines of a text, in order.
pub(crate) fn datelines(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    let opens = |at: &usize| matches!(words[*at].gap, Gap::Stop | Gap::Paragraph);
    (0..words.len())
        .filter(opens)
        .filter_map(|at| dateline(text, words, at))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn nobody_speaks_in_a_dateline() {
        for text in [
            "[LINDHAVEN — Norland's prime minister, Anna Sorensen], left.",
            "[LINDHAVEN (Agency) — Norland's prime minister, Anna Sorensen], left.",
            "[Lindhaven (Our Agency) - Norland's prime minister, Anna Sorensen], left.",
            "[NEW LINDHAVEN, 3 March – Norland's prime minister, Anna Sorensen], left.",
            "[KHARTOUM -- Norland's prime minister, Anna Sorensen], left.",
        ] {
            let found = told(text);
            assert!(
                found[0].starts_with("Anna Sorensen; person"),
                "{text}\n{found:?}"
            );
        }
        for (text, name) in [
            (
                "[Anna Sorensen] — she leads Norland — left.",
                "Anna Sorensen",
            ),
            ("[NATO], the alliance — left.", "NATO"),
        ] {
            let found = told(text);
            assert!(found[0].starts_with(name), "{text}\n{found:?}");
        }
    }
}
