//! What the networks share: a vocabulary of wordpieces, their vectors, and how a network is run.
//!
//! Text becomes words ([`words`]), words become pieces ([`WordPiece`]), pieces
//! become vectors ([`Words`]); a [`Graph`] computes the rest. The word table
//! and the vocabulary ship once; each crate with a network ships its own
//! graphs, written by `training/export.py`.

mod graph;
mod table;
mod wordpiece;
mod words;

pub use graph::{Graph, ModelError, Value, tensor};
pub use table::{WIDTH, Words};
pub use wordpiece::{WordPiece, is_double_quote};
pub use words::{is_word, words};

/// Whether this processor comes as near to what others compute as they do to
/// one another. Sums in 32-bit floating point are rounded by the width of its
/// vectors, which moves a confidence by about 0.02 at most; and otherwise where
/// it cannot multiply and add in one step, as x86-64 processors without AVX2
/// cannot, which can move a relation over the threshold.
#[must_use]
pub fn rounds_as_others() -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma")
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        true
    }
}

/// Says in the version of a model that results are from a processor that does
/// not round as others do, so that they are not taken for the others'.
pub fn mark_rounding(version: &mut String) {
    if !rounds_as_others() {
        version.push_str(" (no AVX2)");
    }
}

/// Probabilities from logits.
#[must_use]
pub fn softmax<const N: usize>(logits: [f32; N]) -> [f32; N] {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = logits.map(|x| (x - top).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|x| x / sum)
}
