//! The network: it reads statement and proposition together, or embeds one text alone.

use crate::Scores;
use crate::relevance::Embedding;
use demarche_encoder::{
    Dense, Encoder, Linear, ModelError, Unigram, WIDTH, Weights, activate, run, softmax,
};

/// Pieces of the statement that are read, and of the proposition: as in
/// training (`training/stance_data.py`).
const STATEMENT: usize = 180;
const PROPOSITION: usize = 40;

/// Layers below the vector of a text alone.
const EXIT: usize = 3;

/// The network, ready to run.
pub(crate) struct Network {
    pieces: Unigram,
    encoder: Encoder,
    embed: Dense,
    pool: Linear,
    three: Dense,
    six: Dense,
}

impl Network {
    pub fn load() -> Result<Self, ModelError> {
        let weights = Weights::read(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/stance.safetensors"
        )))?;
        Ok(Self {
            pieces: Unigram::read(include_str!(concat!(env!("OUT_DIR"), "/pieces.txt")))?,
            encoder: Encoder::read_relative(&weights)?,
            embed: Dense::read(&weights, "embed")?,
            pool: Linear::read(&weights, "pool")?,
            three: Dense::read(&weights, "three")?,
            six: Dense::read(&weights, "six")?,
        })
    }

    /// Logits of both heads for a pair: sides, then labels.
    pub fn logits(
        &self,
        statement: &str,
        proposition: &str,
    ) -> Result<([f32; 3], [f32; 6]), ModelError> {
        let mut row = self.row(statement, STATEMENT);
        row.append(&mut self.pieces.first(proposition, PROPOSITION));
        row.push(self.pieces.border);
        run(|scratch| {
            let mut x = self.encoder.begin(&row, &[])?;
            self.encoder
                .forward(0..self.encoder.depth(), &mut x, scratch)?;
            let mut pooled = x[..WIDTH].to_vec();
            pooled.append(&mut mean(&x));
            let mut y = self.pool.apply(&pooled, scratch)?;
            activate(&mut y);
            let (three, six) = (self.three.apply(&y), self.six.apply(&y));
            Ok((
                std::array::from_fn(|k| three[k]),
                std::array::from_fn(|k| six[k]),
            ))
        })
    }

    /// What a text means by itself.
    pub fn embedding(&self, text: &str) -> Result<Embedding, ModelError> {
        let row = self.row(text, STATEMENT);
        run(|scratch| {
            let mut x = self.encoder.begin(&row, &[])?;
            self.encoder.forward(0..EXIT, &mut x, scratch)?;
            Ok(Embedding::new(self.embed.apply(&mean(&x))))
        })
    }

    /// A row's first part: the first pieces of a text between its two marks.
    fn row(&self, text: &str, most: usize) -> Vec<u32> {
        let mut row = vec![self.pieces.start];
        row.append(&mut self.pieces.first(text, most));
        row.push(self.pieces.border);
        row
    }
}

/// The mean of a sequence's vectors.
fn mean(x: &[f32]) -> Vec<f32> {
    let mut mean = vec![0.0; WIDTH];
    for row in x.chunks_exact(WIDTH) {
        for (mean, x) in mean.iter_mut().zip(row) {
            *mean += x;
        }
    }
    let rows = (x.len() / WIDTH) as f32;
    mean.iter().map(|sum| sum / rows).collect()
}

/// Probabilities from logits.
pub(crate) fn scores((three, six): ([f32; 3], [f32; 6])) -> Scores {
    Scores {
        sides: softmax(three),
        labels: softmax(six),
    }
}
