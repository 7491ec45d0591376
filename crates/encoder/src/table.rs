//! Tables of vectors in 8-bit codes: of wordpieces, and of offsets between them.

use crate::linear::sized;
use crate::{ModelError, Weights};

/// Numbers in a vector of BERT's word table, and of the networks above one.
pub const WIDTH: usize = 384;

static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

/// A vector a row: a scale, and 8-bit codes.
#[derive(Debug)]
pub struct Table {
    width: usize,
    scales: Vec<f32>,
    codes: &'static [u8],
}

impl Table {
    /// The table of BERT's wordpieces that ships with the program: a scale for
    /// each, then a row of [`WIDTH`] codes each.
    #[must_use]
    pub fn words() -> Self {
        let (scales, codes) = WORDS.split_at(WORDS.len() / (WIDTH + 4) * 4);
        let scales = scales
            .as_chunks::<4>()
            .0
            .iter()
            .map(|bytes| f32::from_le_bytes(*bytes))
            .collect();
        Self {
            width: WIDTH,
            scales,
            codes,
        }
    }

    /// Reads `NAME.codes`, a row a vector, and `NAME.scale`, a number a row.
    ///
    /// # Errors
    /// When one is missing or has another form.
    pub fn read(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        let (codes, [rows, width]) = weights.bytes(&format!("{name}.codes"))?;
        let scales = sized(weights, &format!("{name}.scale"), rows)?;
        Ok(Self {
            width,
            scales,
            codes,
        })
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.scales.len()
    }

    /// All vectors, one after another.
    pub(crate) fn all(&self) -> Vec<f32> {
        let mut rows = vec![0.0; self.count() * self.width];
        for (row, out) in (0_u32..).zip(rows.chunks_exact_mut(self.width)) {
            self.write(row, out);
        }
        rows
    }

    /// Writes a row's vector to `out`, as long as that. A row that the table lacks
    /// leaves `out` as it is.
    pub fn write(&self, row: u32, out: &mut [f32]) {
        let row = row as usize;
        let Some(&scale) = self.scales.get(row) else {
            return;
        };
        for (out, &code) in out.iter_mut().zip(&self.codes[row * self.width..]) {
            *out = f32::from(code.cast_signed()) * scale;
        }
    }

    /// The vectors of some rows, one after another.
    #[must_use]
    pub fn rows(&self, pieces: &[u32]) -> Vec<f32> {
        let mut rows = vec![0.0; pieces.len() * self.width];
        for (&piece, out) in pieces.iter().zip(rows.chunks_exact_mut(self.width)) {
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
        let words = Table::words();
        let vocabulary = include_str!(concat!(env!("OUT_DIR"), "/vocab.txt"))
            .lines()
            .count();
        assert_eq!(words.scales.len(), vocabulary);
        assert_eq!(words.codes.len(), vocabulary * WIDTH);
    }

    #[test]
    fn like_words_have_like_vectors() {
        let (words, model) = (
            Table::words(),
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
