//! The encoder that each network begins with: pieces of text in, a vector for each out.

use crate::layer::Norm;
use crate::{Layers, ModelError, Scratch, Table, WIDTH, Weights};
use std::ops::Range;

/// Word vectors, and transformer layers above them.
pub struct Encoder {
    words: Table,
    /// What is added to the word vectors.
    kinds: Vec<Vec<f32>>,
    /// Where a token stands in its sequence, if the layers do not heed offsets.
    positions: Option<Vec<f32>>,
    norm: Norm,
    layers: Layers,
}

impl Encoder {
    /// An encoder as BERT's: reads `encoder.…`, with the shared word table, and
    /// with tables of these names for what else is known of a piece.
    ///
    /// # Errors
    /// When a tensor is missing or has another form.
    pub fn read(weights: &Weights, kinds: &[&str]) -> Result<Self, ModelError> {
        let table = |name: &&str| weights.floats(&format!("encoder.{name}.weight"));
        Ok(Self {
            words: Table::words(),
            positions: Some(table(&"position")?),
            kinds: kinds.iter().map(table).collect::<Result<_, _>>()?,
            norm: Norm::read(weights, "encoder.norm", WIDTH)?,
            layers: Layers::read(weights, "encoder.layers", WIDTH, None)?,
        })
    }

    /// An encoder as `DeBERTa`'s (He, Gao and Chen 2023): reads `encoder.…`, with
    /// a word table of its own, and with vectors of the offsets between tokens
    /// (normalised) instead of positions.
    ///
    /// # Errors
    /// When a tensor is missing or has another form.
    pub fn read_relative(weights: &Weights) -> Result<Self, ModelError> {
        let offsets = Table::read(weights, "encoder.offset")?;
        Ok(Self {
            words: Table::read(weights, "encoder.word")?,
            positions: None,
            kinds: Vec::new(),
            norm: Norm::read(weights, "encoder.norm", WIDTH)?,
            layers: Layers::read(weights, "encoder.layers", WIDTH, Some(&offsets))?,
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
            if let Some(positions) = &self.positions {
                add(out, positions, at)?;
            }
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
