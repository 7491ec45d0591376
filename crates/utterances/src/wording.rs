//! A report's text as a row of words that can be compared with another's.

use std::ops::Range;
use std::sync::LazyLock;

use crate::hash::stable_hash;
use crate::sketch;

/// Phrases of sentences that belong to the page and not to the report.
static FURNITURE: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(include_str!("../data/furniture.txt")));

/// The lines of a data file without its comments.
pub(crate) fn lines(file: &'static str) -> Vec<&'static str> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
}

/// A word of a text: letters and digits, in lower case, as a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub hash: u64,
    /// Whether it stands in quotation marks: two reporters who heard the same
    /// words have them in common without copying.
    pub quoted: bool,
}

/// A report's words, without page furniture such as copyright lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    pub(crate) words: Vec<Word>,
    /// The hash of the whole: an order for pairs that no caller can turn.
    pub(crate) whole: u64,
}

impl Wording {
    /// Makes a report's text ready.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 6);
        let mut before = 0;
        for line in text.split('\n') {
            let posted = is_post(line);
            // A post's signature may stand in a line of its own, after it.
            if posted && line.trim_start().starts_with(['\u{2014}', '\u{2013}', '-']) {
                for word in &mut words[before..] {
                    *word = Word {
                        quoted: true,
                        ..*word
                    };
                }
            }
            before = words.len();
            line_words(line, posted, &mut words);
        }
        let whole = crate::hash::join(words.iter().map(|word| word.hash));
        Self { words, whole }
    }

    /// How many words it has that are not quoted: the reporter's own.
    #[must_use]
    pub fn own_words(&self) -> usize {
        self.words.iter().filter(|word| !word.quoted).count()
    }

    /// Keys under which to keep the report: another that shares one is a
    /// candidate for [`compare`](crate::compare()). A text of less than six
    /// words has none.
    #[must_use]
    pub fn bands(&self) -> Vec<u64> {
        sketch::bands(&self.words)
    }
}

/// Whether a line holds a post that is shown in the report: it is signed
/// "Name (@handle)".
fn is_post(line: &str) -> bool {
    line.match_indices("(@").any(|(at, _)| {
        let handle = &line[at + 2..];
        let end = handle.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        end.is_some_and(|end| end > 0 && handle[end..].starts_with(')'))
    })
}

fn line_words(line: &str, posted: bool, words: &mut Vec<Word>) {
    let quotes = quotations(line);
    for sentence in sentences(line) {
        let text = &line[sentence.clone()];
        let plain = text.to_lowercase().replace('\u{2019}', "'");
        if FURNITURE.iter().any(|phrase| plain.contains(phrase)) {
            continue;
        }
        for word in word_spans(text) {
            let at = sentence.start + word.start;
            let lower = text[word].to_lowercase().replace('\u{2019}', "'");
            words.push(Word {
                hash: stable_hash(lower.as_bytes()),
                quoted: posted || quotes.iter().any(|quote| quote.contains(&at)),
            });
        }
    }
}

/// The sentences of a line, cut at every full stop: furniture is told by
/// phrases, and an abbreviation cut in two harms nothing.
fn sentences(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut ends: Vec<usize> = line
        .match_indices(['.', '!', '?'])
        .map(|(at, _)| at + 1)
        .collect();
    ends.push(line.len());
    ends.into_iter().map(move |end| {
        let sentence = start..end;
        start = end;
        sentence
    })
}

/// Where the words of a text are: letters and digits, with an apostrophe
/// between them.
pub(crate) fn word_spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let start = loop {
            let (at, c) = chars.next()?;
            if c.is_alphanumeric() {
                break at;
            }
        };
        let mut end = text.len();
        while let Some(&(at, c)) = chars.peek() {
            let joins = matches!(c, '\'' | '\u{2019}')
                && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
            if !c.is_alphanumeric() && !joins {
                end = at;
                break;
            }
            chars.next();
        }
        Some(start..end)
    })
}

/// What stands in quotation marks in a line. A single quotation mark opens
/// before a word where none is open, and closes after one; a double one that
/// is not closed goes to the end of the line, as in a quotation of several
/// paragraphs.
pub(crate) fn quotations(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut single_until = 0;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let after = &line[at + c.len_utf8()..];
        match c {
            '\u{201c}' => open = open.or(Some(at)),
            '"' if open.is_none() => open = Some(at),
            '"' | '\u{201d}' => {
                if let Some(start) = open.take() {
                    found.push(start..at);
                }
            }
            '\'' | '\u{2018}'
                if open.is_none()
                    && at >= single_until
                    && !before.is_alphanumeric()
                    && after.starts_with(char::is_alphanumeric) =>
            {
                if let Some(end) = single_end(after) {
                    single_until = at + c.len_utf8() + end;
                    found.push(at..single_until);
                }
            }
            _ => {}
        }
        before = c;
    }
    found.extend(open.map(|start| start..line.len()));
    found
}

/// Where a single quotation closes: an apostrophe with no word after it.
fn single_end(text: &str) -> Option<usize> {
    text.match_indices(['\'', '\u{2019}'])
        .find(|(at, mark)| !text[at + mark.len()..].starts_with(char::is_alphanumeric))
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> usize {
        Wording::of(text)
            .words
            .iter()
            .filter(|word| word.quoted)
            .count()
    }

    #[test]
    fn knows_what_is_quoted() {
        assert_eq!(quoted("He said: \u{201c}We will go,\u{201d} and left."), 3);
        assert_eq!(quoted("He said: \"We will go,\" and left."), 3);
        assert_eq!(quoted("He said: 'We won't go,' and left."), 3);
        assert_eq!(quoted("The ministers' plan, and Oduya's"), 0);
        assert_eq!(quoted("\u{201c}It goes on,\nshe said."), 3);
        assert_eq!(quoted("We go now.\n\u{2014} A Name (@a_name) May 1"), 9);
    }

    #[test]
    fn leaves_out_furniture() {
        let words = |text: &str| Wording::of(text).words.len();
        assert_eq!(
            words("The talks go on. All rights reserved. Sign up here"),
            4
        );
        assert_eq!(
            Wording::of("Caf\u{e9}, it\u{2019}s"),
            Wording::of("caf\u{e9} it's")
        );
    }
}
