//! The network that reads statement and proposition together.

use crate::Scores;
use demarche_encoder::{Graph, ModelError, WIDTH, WordPiece, Words, softmax, tensor, words};
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
                ["three", "six"],
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
        let segments: Vec<i32> = (0..row.len()).map(|at| i32::from(at >= second)).collect();
        let [three, six] = self.graph.run(vec![
            NdTensor::from_data([1, row.len(), WIDTH], self.words.rows(&row)).into(),
            NdTensor::from_data([1, row.len()], segments).into(),
        ])?;
        let (three, six) = (tensor::<2>(three)?, tensor::<2>(six)?);
        let (three, six) = (three.view(), six.view());
        Ok((
            std::array::from_fn(|k| three[[0, k]]),
            std::array::from_fn(|k| six[[0, k]]),
        ))
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
