//! What the networks share: how text becomes pieces and vectors, and how a network is run.
//!
//! Text becomes pieces ([`words`] and [`WordPiece`], or [`Unigram`]), pieces
//! become vectors ([`Table`]); an [`Encoder`] takes them through its
//! [`Layers`]. BERT's wordpieces and their table ship here; each crate with a
//! network ships its own [`Weights`], written by `training/shipped.py`, and
//! says how its parts hang together.
//!
//! A network's result is the same on every processor: see `steps`.

// Loops take the widest vectors only where they are inlined (`steps::vectorised`).
#![allow(clippy::inline_always)]

mod attention;
mod encoder;
mod layer;
mod linear;
mod relative;
mod run;
mod steps;
mod table;
mod unigram;
mod weights;
mod wordpiece;
mod words;

pub use encoder::{Encoder, add};
pub use layer::{Layers, Norm, Scratch};
pub use linear::{Dense, Linear};
pub use run::run;
pub use steps::activate;
pub use table::{Table, WIDTH};
pub use unigram::Unigram;
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
