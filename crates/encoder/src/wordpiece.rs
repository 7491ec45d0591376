//! Wordpieces of a token: BERT's uncased vocabulary, longest match first.

use crate::ModelError;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A token of more pieces than this is taken for an unknown one.
const MOST_PIECES: usize = 24;

/// Whether the word is by itself a double quotation mark; the vocabulary has
/// one piece for all of them.
#[must_use]
pub fn is_double_quote(word: &str) -> bool {
    matches!(
        word,
        "\"" | "\u{201c}" | "\u{201d}" | "\u{201e}" | "\u{201f}" | "\u{ab}" | "\u{bb}"
    )
}

/// The vocabulary.
#[derive(Debug)]
pub struct WordPiece {
    whole: HashMap<&'static str, u32>,
    rest: HashMap<&'static str, u32>,
    unknown: u32,
    /// The piece that opens a window.
    pub start: u32,
    /// The piece between paragraphs and at a window's end.
    pub border: u32,
    quote: u32,
}

impl WordPiece {
    /// Loads the vocabulary that ships with the program.
    ///
    /// # Errors
    /// When it lacks one of its special pieces.
    pub fn load() -> Result<Self, ModelError> {
        Self::new(include_str!(concat!(env!("OUT_DIR"), "/vocab.txt")))
            .ok_or_else(|| ModelError("the vocabulary lacks its special pieces".into()))
    }

    /// Reads a vocabulary: one piece a line, later parts of words marked `##`.
    fn new(vocabulary: &'static str) -> Option<Self> {
        let (mut whole, mut rest) = (
            HashMap::with_capacity(32_000),
            HashMap::with_capacity(8_000),
        );
        for (id, piece) in (0u32..).zip(vocabulary.lines()) {
            match piece.strip_prefix("##") {
                Some(part) if !part.is_empty() => rest.insert(part, id),
                _ => whole.insert(piece, id),
            };
        }
        let get = |piece| whole.get(piece).copied();
        let (unknown, start, border, quote) =
            (get("[UNK]")?, get("[CLS]")?, get("[SEP]")?, get("\"")?);
        Some(Self {
            whole,
            rest,
            unknown,
            start,
            border,
            quote,
        })
    }

    /// Appends the pieces of one token to `pieces`.
    pub fn push(&self, word: &str, pieces: &mut Vec<u32>) {
        if is_double_quote(word) {
            pieces.push(self.quote);
            return;
        }
        let plain: String = if word.is_ascii() {
            word.to_ascii_lowercase()
        } else {
            word.to_lowercase()
                .nfd()
                .filter(|&c| !is_combining_mark(c))
                .collect()
        };
        let before = pieces.len();
        if !self.split(&plain, pieces)
            || pieces.len() == before
            || pieces.len() - before > MOST_PIECES
        {
            pieces.truncate(before);
            pieces.push(self.unknown);
        }
    }

    fn split(&self, mut word: &str, pieces: &mut Vec<u32>) -> bool {
        let mut table = &self.whole;
        while !word.is_empty() {
            let longest = word
                .char_indices()
                .nth(100)
                .map_or(word.len(), |(at, _)| at);
            let found = (1..=longest)
                .rev()
                .filter(|&end| word.is_char_boundary(end))
                .find_map(|end| table.get(&word[..end]).map(|&id| (end, id)));
            let Some((end, id)) = found else { return false };
            pieces.push(id);
            word = &word[end..];
            table = &self.rest;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_bert_does() {
        let model = WordPiece::load().expect("the vocabulary that ships");
        let pieces = |word: &str| {
            let mut out = Vec::new();
            model.push(word, &mut out);
            let names: Vec<&str> = include_str!(concat!(env!("OUT_DIR"), "/vocab.txt"))
                .lines()
                .collect();
            out.into_iter()
                .map(|piece| names[piece as usize])
                .collect::<Vec<_>>()
        };
        // As the `tokenizers` library splits them for bert-base-uncased.
        assert_eq!(pieces("Said"), ["said"]);
        assert_eq!(pieces("guarantor"), ["gu", "##aran", "##tor"]);
        assert_eq!(pieces("Erdoğan"), pieces("erdogan"));
        assert_eq!(pieces("”"), pieces("\""));
        assert_eq!(pieces("\u{1f600}"), ["[UNK]"]);
    }
}
