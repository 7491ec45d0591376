//! A text as words, marks and sentences.
//!
//! Coarser than what the networks read: a hyphenated word is one, and a
//! sentence ends where a reader would say so, also in copy whose sentences
//! run together without a blank.

use demarche_reading::Span;

/// A word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub span: Span,
    /// The number of its sentence.
    pub sentence: u32,
    /// Whether it has letters or digits.
    pub lettered: bool,
    /// Whether its first character is a capital letter or a digit glued to
    /// capitals, as in a name.
    pub capital: bool,
}

/// A text cut into words and sentences.
#[derive(Debug)]
pub(crate) struct Words<'t> {
    pub text: &'t str,
    pub all: Vec<Word>,
    /// Of each sentence: its words as indices, first and one past the last.
    pub sentences: Vec<(usize, usize)>,
    /// Of each sentence: the number of its paragraph (line).
    pub paragraphs: Vec<u32>,
}

/// Words before whose full stop a sentence goes on.
const SHORTENED: [&str; 44] = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "capt", "maj", "sgt",
    "st", "no", "nos", "art", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "inc", "ltd", "co", "corp", "messrs", "rev", "hon", "amb", "para",
    "paras", "fig", "ed", "cf",
];

impl<'t> Words<'t> {
    /// Cuts a text.
    pub fn new(text: &'t str) -> Self {
        let mut all: Vec<Word> = Vec::with_capacity(text.len() / 5);
        let mut sentences = Vec::new();
        let mut paragraphs = Vec::new();
        let (mut first, mut paragraph) = (0, 0);
        let mut characters = text.char_indices().peekable();
        while let Some((start, c)) = characters.next() {
            if c.is_whitespace() {
                if c == '\n' {
                    if all.len() > first {
                        sentences.push((first, all.len()));
                        paragraphs.push(paragraph);
                        first = all.len();
                    }
                    paragraph += 1;
                }
                continue;
            }
            let mut end = start + c.len_utf8();
            let word = c.is_alphanumeric();
            if word {
                while let Some(&(at, next)) = characters.peek() {
                    let inner = matches!(next, '-' | '\u{2010}' | '\u{2011}')
                        && text[at + next.len_utf8()..]
                            .chars()
                            .next()
                            .is_some_and(char::is_alphanumeric);
                    if !next.is_alphanumeric() && !inner {
                        break;
                    }
                    end = at + next.len_utf8();
                    characters.next();
                }
            }
            if word && starts_sentence(text, &all, first, start, c) {
                let split = opening(text, &all, first);
                sentences.push((first, split));
                paragraphs.push(paragraph);
                first = split;
            }
            all.push(Word {
                span: Span::new(start, end),
                sentence: 0,
                lettered: word,
                capital: c.is_uppercase(),
            });
        }
        if all.len() > first {
            sentences.push((first, all.len()));
            paragraphs.push(paragraph);
        }
        for (number, &(from, to)) in (0u32..).zip(&sentences) {
            for word in &mut all[from..to] {
                word.sentence = number;
            }
        }
        Self {
            text,
            all,
            sentences,
            paragraphs,
        }
    }

    /// The text of a word.
    pub fn get(&self, index: usize) -> &'t str {
        self.all
            .get(index)
            .map_or("", |word| &self.text[word.span.range()])
    }

    /// Whether a word is this one, in any case.
    pub fn is(&self, index: usize, word: &str) -> bool {
        self.get(index).eq_ignore_ascii_case(word)
    }

    /// Whether a word is one of these, in any case.
    pub fn is_any(&self, index: usize, words: &[&str]) -> bool {
        let this = self.get(index);
        words.iter().any(|word| this.eq_ignore_ascii_case(word))
    }

    /// Whether these words stand at `index`, in any case.
    pub fn reads(&self, index: usize, phrase: &[&str]) -> bool {
        phrase
            .iter()
            .enumerate()
            .all(|(offset, word)| self.is(index + offset, word))
    }

    /// The first word that starts at or after a byte.
    pub fn from(&self, byte: usize) -> usize {
        self.all.partition_point(|word| word.span.start < byte)
    }

    /// The words that lie in a span, as indices, first and one past the last.
    pub fn inside(&self, span: Span) -> (usize, usize) {
        let first = self.all.partition_point(|word| word.span.end <= span.start);
        let last = self.all.partition_point(|word| word.span.start < span.end);
        (first, last.max(first))
    }

    /// The stretch from one word to another, the last not included.
    pub fn span(&self, first: usize, last: usize) -> Option<Span> {
        let (first, last) = (self.all.get(first)?, self.all.get(last.checked_sub(1)?)?);
        (first.span.start < last.span.end).then(|| Span::new(first.span.start, last.span.end))
    }
}

/// Whether a word that starts at `start` begins a sentence, by what stands
/// before it.
fn starts_sentence(text: &str, all: &[Word], first: usize, start: usize, c: char) -> bool {
    let mut marks = all[first..].iter().rev();
    let mut quoted = false;
    let stop = loop {
        let Some(mark) = marks.next() else {
            return false;
        };
        match &text[mark.span.range()] {
            "\"" | "\u{201c}" | "\u{201d}" | "\u{2018}" | "\u{2019}" | "'" | ")" | "(" | "]"
            | "[" => quoted = true,
            "." | "!" | "?" | "\u{2026}" => break mark,
            _ => return false,
        }
    };
    if !c.is_uppercase() && !c.is_numeric() {
        return false;
    }
    let blank = text[stop.span.end..start].contains(char::is_whitespace);
    let Some(before) = marks.next() else {
        return false;
    };
    let word = &text[before.span.range()];
    let touches = before.span.end == stop.span.start;
    let closed = quoted && blank && !opens_only(text, stop.span.end, start);
    if &text[stop.span.range()] != "." || !touches || !before.lettered {
        return blank || quoted;
    }
    if closed {
        return true;
    }
    // "U.S.", "J. Smith": a letter by itself ends no sentence.
    if word.len() == 1 && before.capital {
        return false;
    }
    if SHORTENED.iter().any(|s| word.eq_ignore_ascii_case(s)) && (before.capital || word == "vs") {
        return false;
    }
    if c.is_numeric() {
        return blank || quoted;
    }
    blank || word.chars().next_back().is_some_and(char::is_lowercase)
}

/// Whether the marks between a full stop and the next word only open
/// something: they stand after a blank.
fn opens_only(text: &str, stop: usize, start: usize) -> bool {
    text[stop..start]
        .chars()
        .next()
        .is_some_and(char::is_whitespace)
}

/// Where the new sentence begins: an opening quotation mark or bracket right
/// before its first word belongs to it.
fn opening(text: &str, all: &[Word], first: usize) -> usize {
    let mut split = all.len();
    while split > first + 1 {
        let mark = &all[split - 1];
        let opens = match &text[mark.span.range()] {
            "\u{201c}" | "\u{2018}" | "(" | "[" => true,
            "\"" | "'" => {
                let before = text[..mark.span.start].chars().next_back();
                // `end."In`: by itself it could be either; an even number of
                // marks so far in the sentence says that it opens.
                let marks = all[first..split - 1]
                    .iter()
                    .filter(|w| &text[w.span.range()] == "\"")
                    .count();
                before.is_some_and(char::is_whitespace) || marks % 2 == 0
            }
            _ => false,
        };
        if !opens {
            break;
        }
        split -= 1;
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let words = Words::new(text);
        words
            .sentences
            .iter()
            .filter_map(|&(from, to)| words.span(from, to))
            .map(|span| &text[span.range()])
            .collect()
    }

    #[test]
    fn sentences_end_where_a_reader_says_so() {
        assert_eq!(
            sentences("Mr. Roe of the U.S. Treasury spoke on Aug. 20. He left.\nThen J. Doe came."),
            [
                "Mr. Roe of the U.S. Treasury spoke on Aug. 20.",
                "He left.",
                "Then J. Doe came."
            ]
        );
    }

    #[test]
    fn sentences_run_together() {
        assert_eq!(
            sentences(
                "a role to that end.\"In fact, we try,\" Wang said.\"We aim,\" he said.Then."
            ),
            [
                "a role to that end.",
                "\"In fact, we try,\" Wang said.",
                "\"We aim,\" he said.",
                "Then."
            ]
        );
        assert_eq!(
            sentences("“No.” She left. “Why?” he asked."),
            ["“No.”", "She left.", "“Why?” he asked."]
        );
    }
}
