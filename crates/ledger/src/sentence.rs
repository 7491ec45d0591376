//! Cuts a passage down to the sentences that hold a statement.
//!
//! For the eye only: where a sentence ends is guessed, and a wrong guess shows
//! a little more or less of what stands around the statement.

use crate::Roles;
use demarche_reading::Span;

/// A part of a passage, with the statement's spans in bytes of the part.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// The sentences.
    pub text: &'a str,
    /// The statement's spans, in bytes of `text`.
    pub spans: Roles,
}

/// The sentences of `text` that the spans stand in.
#[must_use]
pub fn sentences<'a>(text: &'a str, spans: &Roles) -> Excerpt<'a> {
    let all = || {
        [&spans.source, &spans.cue, &spans.content]
            .into_iter()
            .flatten()
    };
    let first = all().map(|span| span.start).min().unwrap_or(0);
    let last = all().map(|span| span.end).max().unwrap_or(text.len());
    let (true, Some(after)) = (text.is_char_boundary(first), text.get(last..)) else {
        return Excerpt {
            text,
            spans: spans.clone(),
        };
    };
    // Over the whole text: a border just before the statement shows only with
    // what comes after it.
    let start = borders(text)
        .take_while(|border| *border <= first)
        .last()
        .unwrap_or(0);
    // A statement that is a whole sentence ends with its own full stop.
    let own_end = text[start..last]
        .trim_end_matches(CLOSING)
        .ends_with(ENDING);
    let end = if own_end {
        Some(0)
    } else {
        borders(after).next()
    };
    let end = last + end.unwrap_or(after.len());
    let shift = |spans: &[Span]| -> Vec<Span> {
        spans
            .iter()
            .map(|span| Span::new(span.start - start, span.end - start))
            .collect()
    };
    Excerpt {
        text: &text[start..end],
        spans: Roles {
            source: shift(&spans.source),
            cue: shift(&spans.cue),
            content: shift(&spans.content),
        },
    }
}

const ENDING: [char; 4] = ['.', '!', '?', '…'];
const CLOSING: [char; 6] = ['"', '”', '’', '»', ')', ']'];

/// Where sentences end in `text`: after a closing mark at a line's end, or
/// before a capital letter or an opening quotation mark, with or without the
/// blank that run-together copy has lost.
fn borders(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(|(at, c)| {
        if c == '\n' {
            return Some(at + 1);
        }
        if !ENDING.contains(&c) {
            return None;
        }
        let rest = &text[at + c.len_utf8()..];
        let marks = rest.len() - rest.trim_start_matches(CLOSING).len();
        let next = rest[marks..].trim_start_matches(' ');
        let opens = next.starts_with(|c: char| c.is_uppercase() || "“\"«‘".contains(c));
        (opens && !abbreviates(&text[..at])).then(|| text.len() - next.len())
    })
}

/// Whether a full stop after `before` abbreviates: an initial, or a short
/// title.
fn abbreviates(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let starts_high = word.starts_with(char::is_uppercase);
    starts_high && (word.chars().count() == 1 || TITLES.contains(&word))
}

const TITLES: [&str; 12] = [
    "Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Sen", "Rep", "Gov", "St", "Prof",
];

#[cfg(test)]
mod tests {
    use super::sentences;
    use crate::Roles;
    use demarche_reading::Span;

    fn excerpt<'a>(text: &'a str, cue: &str) -> &'a str {
        let at = text.find(cue).expect("the cue stands in the text");
        let spans = Roles {
            cue: vec![Span::new(at, at + cue.len())],
            ..Roles::default()
        };
        let found = sentences(text, &spans);
        assert_eq!(&found.text[found.spans.cue[0].range()], cue);
        found.text
    }

    #[test]
    fn takes_the_sentence_and_no_more() {
        let text = "It rained. Gen. A. Orlov said so. “Did he?” She asked twice.";
        assert_eq!(excerpt(text, "said"), "Gen. A. Orlov said so. ");
        assert_eq!(excerpt(text, "asked"), "She asked twice.");
    }

    #[test]
    fn copes_with_sentences_run_together_and_with_lines() {
        assert_eq!(
            excerpt("to that end.Russia said yes.Ukraine no.", "said"),
            "Russia said yes."
        );
        assert_eq!(
            excerpt("for all to see.Russia said yes.", "Russia said"),
            "Russia said yes."
        );
        assert_eq!(
            excerpt("Photo: Xinhua\nMao said yes\nMore", "said"),
            "Mao said yes\n"
        );
    }

    #[test]
    fn does_not_run_past_the_statement_s_own_stop() {
        let text = "“We agree.” he said. Rain fell.";
        assert_eq!(excerpt(text, "“We agree.”"), "“We agree.”");
    }
}
