//! The encoder that each network begins with: wordpieces in, a vector for each out.

use crate::layer::Norm;
use crate::{Layers, ModelError, Scratch, WIDTH, Weights, Words};
use std::ops::Range;

/// Word vectors with position and kind, and transformer layers above them.
pub struct Encoder {
    words: Words,
    positions: Vec<f32>,
    /// Tables of what else is known of a piece, a row a kind.
    kinds: Vec<Vec<f32>>,
    norm: Norm,
    layers: Layers,
}

impl Encoder {
    /// Reads `encoder.…`, with the tables of kinds of these names.
    ///
    /// # Errors
    /// When a tensor is missing or has another form.
    pub fn read(weights: &Weights, kinds: &[&str]) -> Result<Self, ModelError> {
        let table = |name: &&str| weights.floats(&format!("encoder.{name}.weight"));
        Ok(Self {
            words: Words::load(),
            positions: table(&"position")?,
            kinds: kinds.iter().map(table).collect::<Result<_, _>>()?,
            norm: Norm::read(weights, "encoder.norm", WIDTH)?,
            layers: Layers::read(weights, "encoder.layers", WIDTH)?,
        })
    }

    /// How many layers there are.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.layers.count()
    }

    /// Vectors of a sequence below the first layer: [`WIDTH`] numbers a piece.
    /// `kinds` holds each piece's row in each table.
    ///
    /// # Errors
    /// When the sequence is longer than there are positions, or a table has no such row.
    pub fn begin(&self, pieces: &[u32], kinds: &[&[usize]]) -> Result<Vec<f32>, ModelError> {
        let mut x = self.words.rows(pieces);
        let tables = self.kinds.iter().zip(kinds);
        for (at, out) in x.chunks_exact_mut(WIDTH).enumerate() {
            add(out, &self.positions, at)?;
            for (table, rows) in tables.clone() {
                add(out, table, rows[at])?;
            }
        }
        self.norm.apply(&mut x);
        Ok(x)
    }

    /// Passes a sequence's vectors through some of the layers, in place.
    ///
    /// # Errors
    /// When a product cannot be taken, which is a fault of this program.
    pub fn forward(
        &self,
        layers: Range<usize>,
        x: &mut [f32],
        scratch: &mut Scratch,
    ) -> Result<(), ModelError> {
        let length = x.len() / WIDTH;
        self.layers.forward(layers, x, &[length], scratch)
    }
}

/// Adds a row of a table to a vector of the same width.
///
/// # Errors
/// When the table has no such row.
pub fn add(out: &mut [f32], table: &[f32], row: usize) -> Result<(), ModelError> {
    let width = out.len();
    let from = table
        .get(row * width..(row + 1) * width)
        .ok_or_else(|| ModelError(format!("a table has no row {row}")))?;
    for (out, x) in out.iter_mut().zip(from) {
        *out += x;
    }
    Ok(())
}
