//! The network: it reads statement and proposition together, the statement alone or
//! after what was said before it, or embeds one text alone.

use crate::Scores;
use crate::relevance::Embedding;
use demarche_encoder::{
    Dense, Encoder, Layers, Linear, ModelError, Scratch, Table, Unigram, WIDTH, Weights, activate,
    run, softmax,
};

/// Pieces of the statement that are read, and of the proposition: as in
/// training (`training/stance_data.py`).
const STATEMENT: usize = 180;
const PROPOSITION: usize = 40;

/// Pieces of what was said before a statement that are read, and of the statement
/// then: as in training, too.
const BEFORE: usize = 64;
const AFTER: usize = 110;

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
    after: After,
}

/// What reads a statement after what was said before it: upper layers, pooling and
/// head of its own, above the lower layers of the others.
struct After {
    /// Layers of the encoder below.
    shared: usize,
    layers: Layers,
    pool: Linear,
    six: Dense,
}

impl After {
    /// `weights` are its own, `below` those of the encoder.
    fn read(weights: &Weights, below: &Weights, depth: usize) -> Result<Self, ModelError> {
        let offsets = Table::read(below, "encoder.offset")?;
        let layers = Layers::read(weights, "layers", WIDTH, Some(&offsets))?;
        let shared = depth.checked_sub(layers.count());
        Ok(Self {
            shared: shared.ok_or_else(|| ModelError("context has too many layers".into()))?,
            layers,
            pool: Linear::read(weights, "pool")?,
            six: Dense::read(weights, "six")?,
        })
    }
}

impl Network {
    pub fn load() -> Result<Self, ModelError> {
        let weights = Weights::read(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/stance.safetensors"
        )))?;
        let context = Weights::read(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/context.safetensors"
        )))?;
        let encoder = Encoder::read_relative(&weights)?;
        Ok(Self {
            after: After::read(&context, &weights, encoder.depth())?,
            pieces: Unigram::read(include_str!(concat!(env!("OUT_DIR"), "/pieces.txt")))?,
            encoder,
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
            let y = pooled(&self.pool, &x, scratch)?;
            let (three, six) = (self.three.apply(&y), self.six.apply(&y));
            Ok((
                std::array::from_fn(|k| three[k]),
                std::array::from_fn(|k| six[k]),
            ))
        })
    }

    /// Logits of the labels of a statement that stands after others, the nearest last.
    pub fn after(
        &self,
        before: &[String],
        statement: &str,
        proposition: &str,
    ) -> Result<[f32; 6], ModelError> {
        let mut said = Vec::new();
        for text in before {
            said.append(&mut self.pieces.first(text, BEFORE));
            said.push(self.pieces.border);
        }
        let mut row = vec![self.pieces.start];
        row.extend_from_slice(&said[said.len().saturating_sub(BEFORE)..]);
        for (text, most) in [(statement, AFTER), (proposition, PROPOSITION)] {
            row.append(&mut self.pieces.first(text, most));
            row.push(self.pieces.border);
        }
        let after = &self.after;
        run(|scratch| {
            let mut x = self.encoder.begin(&row, &[])?;
            self.encoder.forward(0..after.shared, &mut x, scratch)?;
            let length = x.len() / WIDTH;
            let all = 0..after.layers.count();
            after.layers.forward(all, &mut x, &[length], scratch)?;
            let six = after.six.apply(&pooled(&after.pool, &x, scratch)?);
            Ok(std::array::from_fn(|k| six[k]))
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

/// What a head sees of a sequence: its first vector and the mean of all, pooled.
fn pooled(pool: &Linear, x: &[f32], scratch: &mut Scratch) -> Result<Vec<f32>, ModelError> {
    let mut both = x[..WIDTH].to_vec();
    both.append(&mut mean(x));
    let mut y = pool.apply(&both, scratch)?;
    activate(&mut y);
    Ok(y)
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
