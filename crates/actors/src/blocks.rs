//! Where a live blog's blocks start: lines that open with a time of day.

use std::ops::Range;

use crate::lexicon::pronoun;
use crate::words::{Gap, Word};

/// The first words of the blocks; none where fewer than two lines open so.
pub(crate) fn blocks(text: &str, words: &[Word]) -> Vec<usize> {
    let starts: Vec<usize> = (0..words.len())
        .filter(|&at| {
            let opens = at == 0 || words[at].gap == Gap::Paragraph;
            opens && starts_with_time(line_of(text, words[at].span.start))
        })
        .collect();
    if starts.len() < 2 { Vec::new() } else { starts }
}

/// The line that a byte stands in.
fn line_of(text: &str, at: usize) -> &str {
    let from = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let to = text[at..].find('\n').map_or(text.len(), |end| at + end);
    text[from..to].trim_start()
}

/// "16:05 - ", "9.30am: ", "[15h30]", "15:02 The minister": a time of day with a
/// mark behind it or nothing more on its line, or with a colon inside.
fn starts_with_time(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '(', '*', '#', ' ']);
    let Some(behind) = behind_time(line) else {
        return false;
    };
    let clock = line.as_bytes().iter().find(|byte| !byte.is_ascii_digit()) == Some(&b':');
    let marks = ['-', '\u{2013}', '\u{2014}', ':', '|', ']', ')', '*'];
    behind.is_empty()
        || behind.starts_with(marks)
        || clock && behind.starts_with(char::is_uppercase)
}

/// What stands behind the time of day that a text begins with.
fn behind_time(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(text);
    let rest = text.get(hours..).filter(|_| matches!(hours, 1 | 2))?;
    let rest = rest.strip_prefix([':', '.', 'h', 'H'])?;
    let behind = rest.get(2..).filter(|_| digits(rest) == 2)?;
    let number = |text: &str| text.parse::<u8>().unwrap_or(u8::MAX);
    if number(&text[..hours]) > 24 || number(&rest[..2]) > 59 {
        return None;
    }
    let mut behind = behind.trim_start();
    for half in [
        "am", "pm", "a.m.", "p.m.", "GMT", "CET", "CEST", "BST", "UTC", "ET",
    ] {
        behind = behind.strip_prefix(half).unwrap_or(behind).trim_start();
    }
    Some(behind)
}

/// Where a range of words goes on behind the time of day that it begins with;
/// `None` where it does not, or is nothing else.
pub(crate) fn after_time(text: &str, words: &[Word], range: &Range<usize>) -> Option<usize> {
    let start = words.get(range.start)?.span.start;
    let behind = text.len() - behind_time(&text[start..])?.len();
    range.clone().find(|&at| words[at].span.start >= behind)
}

/// Whether a name is somebody who is asked something: "Roe is asked why".
pub(crate) fn is_asked(words: &[Word], end: usize) -> bool {
    const ASKED: &[&str] = &["asked", "questioned", "pressed", "challenged", "quizzed"];
    const BE: &[&str] = &["is", "was", "were", "being", "been"];
    let next = |at: usize| words.get(at).filter(|word| word.joined());
    let is = |at: usize, list: &[&str]| next(at).is_some_and(|w| list.contains(&w.fold.as_str()));
    let has = usize::from(is(end, &["has", "had"]));
    let be = end + has;
    let adverb = usize::from(is(be + 1, &["then", "also", "again", "repeatedly"]));
    is(be, BE)
        && is(be + 1 + adverb, ASKED)
        && words.get(end).is_some_and(|w| pronoun(&w.fold).is_none())
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn a_pronoun_stays_in_its_block() {
        let found = told(
            "16:05 - [Moor, the leader of the Greens], said no.\n\n15:30 - Reed is asked why. \
             “Yes,” [she] replies.",
        );
        assert!(found[1].starts_with("Reed; person"), "{found:?}");
        let found = told(
            "16:05 - [President Ann Moor] said no.\n\n15:30 - It rains. “Yes,” [she] replies.",
        );
        assert!(!found[1].contains("Moor"), "{found:?}");
        // Without blocks, whoever is asked is nearer than who spoke before.
        let found = told("[Moor] said [he] left. Reed is asked why. “Yes,” [she] replies.");
        assert!(found[2].starts_with("Reed; person"), "{found:?}");
    }
}
