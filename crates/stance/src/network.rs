//! The network: it reads statement and proposition together, or embeds one text alone.

use crate::Scores;
use crate::relevance::Embedding;
use demarche_encoder::{Graph, ModelError, Value, WIDTH, WordPiece, Words, softmax, tensor, words};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

/// Wordpieces of the statement that are read, and of the proposition: as in
/// training (`training/stance_data.py`).
const STATEMENT: usize = 72;
const PROPOSITION: usize = 40;

/// The network, ready to run.
pub(crate) struct Network {
    words: Words,
    pieces: WordPiece,
    graph: Graph,
}

impl Network {
    pub fn load() -> Result<Self, ModelError> {
        Ok(Self {
            words: Words::load(),
            pieces: WordPiece::load()?,
            graph: Graph::load(
                include_bytes!("../model/stance.onnx"),
                &["words", "segments"],
            )?,
        })
    }

    /// Logits of both heads for a pair: sides, then labels.
    pub fn logits(
        &self,
        statement: &str,
        proposition: &str,
    ) -> Result<([f32; 3], [f32; 6]), ModelError> {
        let mut row = vec![self.pieces.start];
        row.append(&mut self.first(statement, STATEMENT));
        row.push(self.pieces.border);
        let second = row.len();
        row.append(&mut self.first(proposition, PROPOSITION));
        row.push(self.pieces.border);
        let [three, six] = self
            .graph
            .run(self.inputs(&row, second), ["three", "six"])?;
        let (three, six) = (tensor::<2>(three)?, tensor::<2>(six)?);
        let (three, six) = (three.view(), six.view());
        Ok((
            std::array::from_fn(|k| three[[0, k]]),
            std::array::from_fn(|k| six[[0, k]]),
        ))
    }

    /// What a text means by itself.
    pub fn embedding(&self, text: &str) -> Result<Embedding, ModelError> {
        let mut row = vec![self.pieces.start];
        row.append(&mut self.first(text, STATEMENT));
        row.push(self.pieces.border);
        let [vector] = self
            .graph
            .run(self.inputs(&row, row.len()), ["embedding"])?;
        let vector = tensor::<2>(vector)?;
        Ok(Embedding::new(vector.iter().copied().collect()))
    }

    /// A row of wordpieces, and where its second part begins, as the graph takes them.
    fn inputs(&self, row: &[u32], second: usize) -> Vec<Value> {
        let segments: Vec<i32> = (0..row.len()).map(|at| i32::from(at >= second)).collect();
        vec![
            NdTensor::from_data([1, row.len(), WIDTH], self.words.rows(row)).into(),
            NdTensor::from_data([1, row.len()], segments).into(),
        ]
    }

    /// The first pieces of a text.
    fn first(&self, text: &str, most: usize) -> Vec<u32> {
        let mut pieces = Vec::with_capacity(most + 8);
        for range in words(text) {
            self.pieces.push(&text[range], &mut pieces);
            if pieces.len() >= most {
                break;
            }
        }
        pieces.truncate(most);
        pieces
    }
}

/// Probabilities from logits.
pub(crate) fn scores((three, six): ([f32; 3], [f32; 6])) -> Scores {
    Scores {
        sides: softmax(three),
        labels: softmax(six),
    }
}
