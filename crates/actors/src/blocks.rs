//! Where a live blog's blocks start: lines that open with a time of day.

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

/// "16:05 - ", "9.30am: ", "[15h30]": a time of day with a mark behind it or
/// nothing more on its line.
fn starts_with_time(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '(', '*', '#', ' ']);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(line);
    let Some(rest) = line.get(hours..).filter(|_| matches!(hours, 1 | 2)) else {
        return false;
    };
    let Some(rest) = rest.strip_prefix([':', '.', 'h', 'H']) else {
        return false;
    };
    let Some(behind) = rest.get(2..).filter(|_| digits(rest) == 2) else {
        return false;
    };
    let number = |text: &str| text.parse::<u8>().unwrap_or(u8::MAX);
    if number(&line[..hours]) > 24 || number(&rest[..2]) > 59 {
        return false;
    }
    let mut behind = behind.trim_start();
    for half in [
        "am", "pm", "a.m.", "p.m.", "GMT", "CET", "CEST", "BST", "UTC", "ET",
    ] {
        behind = behind.strip_prefix(half).unwrap_or(behind).trim_start();
    }
    behind.is_empty() || behind.starts_with(['-', '\u{2013}', '\u{2014}', ':', '|', ']', ')', '*'])
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
