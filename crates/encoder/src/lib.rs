//! What the networks share: a vocabulary of wordpieces, their vectors, and how a network is run.
//!
//! Text becomes words ([`words`]), words become pieces ([`WordPiece`]), pieces
//! become vectors ([`Words`]); an [`Encoder`] takes them through its
//! [`Layers`]. The word table and the vocabulary ship once; each crate with a
//! network ships its own [`Weights`], written by `training/export.py`, and
//! says how its parts hang together.
//!
//! A network's result is the same on every processor: see `steps`.

// Loops take the widest vectors only where they are inlined (`steps::vectorised`).
#![allow(clippy::inline_always)]

mod attention;
mod encoder;
mod layer;
mod linear;
mod run;
mod steps;
mod table;
mod weights;
mod wordpiece;
mod words;

pub use encoder::{Encoder, add};
pub use layer::{Layers, Norm, Scratch};
pub use linear::{Dense, Linear};
pub use run::run;
pub use steps::activate;
pub use table::{WIDTH, Words};
pub use weights::Weights;
pub use wordpiece::{WordPiece, is_double_quote};
pub use words::{is_word, words};

/// A network or the vocabulary did not load or run: a fault of this program,
/// since both ship inside it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct ModelError(pub String);

impl ModelError {
    fn new(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Probabilities from logits.
#[must_use]
pub fn softmax<const N: usize>(logits: [f32; N]) -> [f32; N] {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = logits.map(|x| libm::expf(x - top));
    let sum: f32 = powers.iter().sum();
    powers.map(|x| x / sum)
}
