//! Pieces of a text by how likely they are: a unigram language model (Kudo 2018).

use crate::ModelError;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// What stands in a piece for the space before a word.
const SPACE: char = '\u{2581}';
/// A character that no piece has costs this much more than the rarest piece.
const UNKNOWN_COSTS: f32 = 10.0;

/// A vocabulary of pieces with the logarithms of their probabilities.
#[derive(Debug)]
pub struct Unigram {
    pieces: HashMap<&'static str, (u32, f32)>,
    /// The most characters of a piece.
    longest: usize,
    unknown_score: f32,
    unknown: u32,
    /// The piece that opens a row.
    pub start: u32,
    /// The piece between the parts of a row and at its end.
    pub border: u32,
}

impl Unigram {
    /// Reads a vocabulary: a piece and its score a line, with a tab between;
    /// those in square brackets are no text.
    ///
    /// # Errors
    /// When a line has another form or a special piece is missing.
    pub fn read(vocabulary: &'static str) -> Result<Self, ModelError> {
        let (mut pieces, mut special) = (HashMap::new(), HashMap::new());
        let (mut longest, mut least) = (0, 0.0_f32);
        for (id, line) in (0..).zip(vocabulary.lines()) {
            let read = line
                .split_once('\t')
                .and_then(|(piece, score)| Some((piece, score.parse().ok()?)));
            let Some((piece, score)) = read else {
                return Err(ModelError(format!("no piece and score: {line}")));
            };
            if piece.starts_with('[') && piece.ends_with(']') && piece.len() > 2 {
                special.insert(piece, id);
            } else {
                pieces.insert(piece, (id, score));
                longest = longest.max(piece.chars().count());
                least = least.min(score);
            }
        }
        let special = |piece| {
            let found = special.get(piece).copied();
            found.ok_or_else(|| ModelError(format!("the vocabulary lacks {piece}")))
        };
        Ok(Self {
            longest,
            unknown_score: least - UNKNOWN_COSTS,
            unknown: special("[UNK]")?,
            start: special("[CLS]")?,
            border: special("[SEP]")?,
            pieces,
        })
    }

    /// The first pieces of a text, at most so many.
    ///
    /// The text is brought to one form (NFKC, control characters gone) and cut
    /// at spaces; each word with the space before it becomes the pieces whose
    /// probabilities have the largest product (Viterbi). Neighbouring
    /// characters that no piece has are one unknown piece.
    #[must_use]
    pub fn first(&self, text: &str, most: usize) -> Vec<u32> {
        let plain: String = text
            .nfkc()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control() && !is_mark_of_format(*c))
            .collect();
        let mut found = Vec::with_capacity(most + 8);
        for word in plain.split(' ').filter(|word| !word.is_empty()) {
            self.split(word, &mut found);
            if found.len() >= most {
                break;
            }
        }
        found.truncate(most);
        found
    }

    /// Appends the pieces of one word.
    fn split(&self, word: &str, found: &mut Vec<u32>) {
        let mut marked = String::with_capacity(word.len() + SPACE.len_utf8());
        marked.push(SPACE);
        marked.push_str(word);
        // Where each character ends, and for that place the best last piece:
        // what the pieces up to there are worth, where it begins, its number.
        let ends: Vec<usize> = marked
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .collect();
        let begins = |place: usize| if place == 0 { 0 } else { ends[place - 1] };
        let mut best: Vec<(f32, usize, u32)> = vec![(f32::MIN, 0, self.unknown); ends.len() + 1];
        best[0].0 = 0.0;
        for place in 0..ends.len() {
            let before = best[place].0;
            let mut alone = false;
            for (length, &end) in ends[place..].iter().take(self.longest).enumerate() {
                if let Some(&(id, score)) = self.pieces.get(&marked[begins(place)..end]) {
                    alone |= length == 0;
                    if before + score > best[place + length + 1].0 {
                        best[place + length + 1] = (before + score, place, id);
                    }
                }
            }
            if !alone && before + self.unknown_score > best[place + 1].0 {
                best[place + 1] = (before + self.unknown_score, place, self.unknown);
            }
        }
        let (first, mut place) = (found.len(), ends.len());
        while place > 0 {
            let (_, begin, id) = best[place];
            if !(id == self.unknown && found[first..].last() == Some(&id)) {
                found.push(id);
            }
            place = begin;
        }
        found[first..].reverse();
    }
}

/// Whether a character only says how its neighbours are drawn or where a line may break.
fn is_mark_of_format(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str = "[CLS]\t0\n[SEP]\t0\n[UNK]\t0\n\u{2581}cease\t-9\n\u{2581}ceasefire\t-11\n\
                              fire\t-8\ns\t-4\n\u{2581}a\t-3\n\u{2581}\t-5\n\u{2581}un\t-7\nfi\t-7.5\nre\t-6\nce\t-8";

    fn split(text: &str, most: usize) -> Vec<u32> {
        let model = Unigram::read(VOCABULARY).expect("a vocabulary");
        model.first(text, most)
    }

    #[test]
    fn the_likeliest_pieces_win() {
        // -11 - 4 beats -9 - 8 - 4.
        assert_eq!(split("ceasefires", 9), [4, 6]);
        // Alone, "fire" (-8) beats "fi" and "re" (-13.5).
        assert_eq!(split("a fire", 9), [7, 8, 5]);
        assert_eq!(split("  a \u{200b}\n\u{ff41} ", 9), [7, 7]);
    }

    #[test]
    fn unknown_characters_are_one_piece() {
        assert_eq!(split("a жжs", 9), [7, 8, 2, 6]);
        assert_eq!(split("ж", 9), [8, 2]);
        assert!(split("", 9).is_empty());
    }

    #[test]
    fn a_text_is_cut_after_so_many_pieces() {
        assert_eq!(split("a a fire a", 3), [7, 7, 8]);
    }

    #[test]
    fn faults_of_a_vocabulary_are_told() {
        for fault in ["[CLS]\t0\n[UNK]\t0\na\t-1", "a"] {
            assert!(Unigram::read(fault).is_err());
        }
    }
}
