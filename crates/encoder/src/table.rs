//! The word table: a vector for each wordpiece, in 8-bit codes.

/// Numbers in a word's vector.
pub const WIDTH: usize = 384;

static TABLE: &[u8] = include_bytes!("../model/words.bin");

/// The word table that ships with the program: a scale for each wordpiece,
/// then a row of [`WIDTH`] 8-bit codes each.
#[derive(Debug)]
pub struct Words {
    scales: Vec<f32>,
    codes: &'static [u8],
}

impl Words {
    /// Opens the table.
    #[must_use]
    pub fn load() -> Self {
        let (scales, codes) = TABLE.split_at(TABLE.len() / (WIDTH + 4) * 4);
        let scales = scales
            .as_chunks::<4>()
            .0
            .iter()
            .map(|bytes| f32::from_le_bytes(*bytes))
            .collect();
        Self { scales, codes }
    }

    /// Writes a wordpiece's vector to `out`, which is [`WIDTH`] long. A piece
    /// that the table lacks leaves `out` as it is.
    pub fn write(&self, piece: u32, out: &mut [f32]) {
        let row = piece as usize;
        let Some(&scale) = self.scales.get(row) else {
            return;
        };
        for (out, &code) in out.iter_mut().zip(&self.codes[row * WIDTH..]) {
            *out = f32::from(code.cast_signed()) * scale;
        }
    }

    /// The vectors of some pieces, one after another.
    #[must_use]
    pub fn rows(&self, pieces: &[u32]) -> Vec<f32> {
        let mut rows = vec![0.0; pieces.len() * WIDTH];
        for (&piece, out) in pieces.iter().zip(rows.chunks_exact_mut(WIDTH)) {
            self.write(piece, out);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WordPiece;

    #[test]
    fn the_table_has_a_row_for_each_piece() {
        let words = Words::load();
        let vocabulary = include_str!("../model/vocab.txt").lines().count();
        assert_eq!(words.scales.len(), vocabulary);
        assert_eq!(words.codes.len(), vocabulary * WIDTH);
    }

    #[test]
    fn like_words_have_like_vectors() {
        let (words, model) = (
            Words::load(),
            WordPiece::load().expect("the shipped vocabulary"),
        );
        let vector = |word: &str| {
            let mut pieces = Vec::new();
            model.push(word, &mut pieces);
            words.rows(&pieces[..1])
        };
        let cosine = |a: &[f32], b: &[f32]| {
            let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f32>();
            dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
        };
        let (peace, truce, tax) = (vector("peace"), vector("truce"), vector("tax"));
        assert!(cosine(&peace, &truce) > cosine(&peace, &tax) + 0.1);
    }
}
