//! The two networks that ship with the program, and how they are asked.
//!
//! The encoder turns a window's word vectors into tag scores and vectors; the
//! linker tells, for one cue, the role of every token around it. Both are
//! ONNX graphs with 8-bit weights and fixed activation scales, so a result
//! does not depend on what else is in the batch.

use crate::tokens::Token;
use crate::window::Window;
use crate::{ExtractError, Mode};
use demarche_encoder::{Graph, WIDTH as WORD, WordPiece, Words, softmax, tensor};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use std::ops::Range;

/// Tag scores of a token: cue O B I, nested cue O B I, source, content.
pub(crate) const TAGS: usize = 8;
/// Width of a token's vector for the linker.
const WIDTH: usize = 128;
/// How many tokens on either side of a cue may belong to it.
const REACH: usize = 112;
/// And how many paragraphs before or after its own: further ones made no
/// difference on the development articles, and cost time.
const PARAGRAPHS: u32 = 1;
/// A masked position's score: `exp` of it is zero in 32 bits.
const MASKED: f32 = -1e4;

/// The networks, ready to run.
pub(crate) struct Networks {
    words: Words,
    encoder: Graph,
    linker: Graph,
    pub wordpiece: WordPiece,
}

/// What the encoder says of one window's tokens.
pub(crate) struct Encoded {
    /// Tag scores (logits), a row of [`TAGS`] a token.
    pub tags: Vec<[f32; TAGS]>,
    /// Linker vectors, [`WIDTH`] numbers a token.
    vectors: Vec<f32>,
}

/// What the linker says of one cue.
pub(crate) struct Linked {
    /// The document's token that `roles` begins with.
    pub first: usize,
    /// Probabilities of none, source, content.
    pub roles: Vec<[f32; 3]>,
    /// The probability that the cue makes a relation.
    pub valid: f32,
    /// The probability that the relation has a source.
    pub sourced: f32,
}

impl Networks {
    pub fn load(mode: Mode) -> Result<Self, ExtractError> {
        let (encoder, linker): (&'static [u8], &'static [u8]) = match mode {
            Mode::Full => (
                include_bytes!("../model/encoder.onnx"),
                include_bytes!("../model/linker.onnx"),
            ),
            Mode::Fast => (
                include_bytes!("../model/encoder-fast.onnx"),
                include_bytes!("../model/linker-fast.onnx"),
            ),
        };
        Ok(Self {
            words: Words::load(),
            encoder: Graph::load(encoder, &["words", "cases", "states", "bias"])?,
            linker: Graph::load(
                linker,
                &[
                    "vectors",
                    "tags",
                    "distance",
                    "paragraph",
                    "own",
                    "weight",
                    "bias",
                ],
            )?,
            wordpiece: WordPiece::load()?,
        })
    }

    /// Encodes one window of a text.
    ///
    /// `pieces` holds the wordpieces of the whole text, `ends` where each
    /// token's pieces end.
    pub fn encode(
        &self,
        window: &Window,
        tokens: &[Token],
        pieces: &[u32],
        ends: &[usize],
    ) -> Result<Encoded, ExtractError> {
        let row = self.row(window, tokens, pieces, ends);
        let length = row.pieces.len();
        let words = self.words.rows(&row.pieces);
        let inputs = vec![
            NdTensor::from_data([1, length, WORD], words).into(),
            NdTensor::from_data([1, length], row.cases).into(),
            NdTensor::from_data([1, length], row.states).into(),
            NdTensor::<f32, 4>::zeros([1, 1, 1, length]).into(),
        ];
        let [tags, vectors] = self.encoder.run(inputs, ["tags", "vectors"])?;
        let (tags, vectors) = (tensor::<3>(tags)?, tensor::<3>(vectors)?);
        let (tags, vectors) = (tags.view(), vectors.view());
        Ok(Encoded {
            tags: row
                .firsts
                .iter()
                .map(|&at| std::array::from_fn(|k| tags[[0, at, k]]))
                .collect(),
            vectors: row
                .firsts
                .iter()
                .flat_map(|&at| (0..WIDTH).map(move |k| vectors[[0, at, k]]))
                .collect(),
        })
    }

    fn row(&self, window: &Window, tokens: &[Token], pieces: &[u32], ends: &[usize]) -> Row {
        let mut row = Row::default();
        let mark = Token::MARK;
        row.push(self.wordpiece.start, mark);
        let mut paragraph = tokens.get(window.tokens.start).map(|t| t.paragraph);
        for t in window.tokens.clone() {
            if Some(tokens[t].paragraph) != paragraph {
                paragraph = Some(tokens[t].paragraph);
                row.push(self.wordpiece.border, mark);
            }
            row.firsts.push(row.pieces.len());
            let start = if t == 0 { 0 } else { ends[t - 1] };
            for &piece in &pieces[start..ends[t]] {
                row.push(piece, (tokens[t].case as i32, tokens[t].quotation as i32));
            }
        }
        row.push(self.wordpiece.border, mark);
        row
    }

    /// Links the cues of a window to the tokens around them.
    ///
    /// Each cue is its tokens (indexes of the document, rising, never empty).
    pub fn link(
        &self,
        window: &Window,
        encoded: &Encoded,
        cues: &[Vec<usize>],
        tokens: &[Token],
    ) -> Result<Vec<Linked>, ExtractError> {
        if cues.is_empty() {
            return Ok(Vec::new());
        }
        let ranges: Vec<Range<usize>> = cues.iter().map(|cue| reach(window, cue, tokens)).collect();
        let (count, length) = (cues.len(), ranges.iter().map(Range::len).max().unwrap_or(0));
        let mut vectors = NdTensor::<f32, 3>::zeros([count, length, WIDTH]);
        let mut tags = NdTensor::<f32, 3>::zeros([count, length, TAGS]);
        let mut distance = NdTensor::<i32, 2>::zeros([count, length]);
        let mut paragraph = NdTensor::<i32, 2>::full([count, length], 2);
        let mut own = NdTensor::<i32, 2>::zeros([count, length]);
        let mut weight = NdTensor::<f32, 3>::zeros([count, 1, length]);
        let mut bias = NdTensor::<f32, 4>::full([count, 1, 1, length], MASKED);
        for (k, (cue, range)) in cues.iter().zip(&ranges).enumerate() {
            let (first, last) = (cue[0], cue[cue.len() - 1]);
            let home = tokens[first].paragraph;
            for (j, t) in range.clone().enumerate() {
                let at = t - window.tokens.start;
                for i in 0..WIDTH {
                    vectors[[k, j, i]] = encoded.vectors[at * WIDTH + i];
                }
                for i in 0..TAGS {
                    tags[[k, j, i]] = encoded.tags[at][i].clamp(-8.0, 8.0);
                }
                distance[[k, j]] = if t < first {
                    bucket(first - t) + 14
                } else {
                    bucket(t.saturating_sub(last))
                };
                paragraph[[k, j]] = paragraph_offset(tokens[t].paragraph, home);
                if cue.contains(&t) {
                    own[[k, j]] = 1;
                    weight[[k, 0, j]] = 1.0 / cue.len() as f32;
                }
                bias[[k, 0, 0, j]] = 0.0;
            }
        }
        let inputs = vec![
            vectors.into(),
            tags.into(),
            distance.into(),
            paragraph.into(),
            own.into(),
            weight.into(),
            bias.into(),
        ];
        let [roles, whole] = self.linker.run(inputs, ["roles", "whole"])?;
        let (roles, whole) = (tensor::<3>(roles)?, tensor::<2>(whole)?);
        let (roles, whole) = (roles.view(), whole.view());
        Ok(ranges
            .iter()
            .enumerate()
            .map(|(k, range)| Linked {
                first: range.start,
                roles: (0..range.len())
                    .map(|j| softmax(std::array::from_fn(|r| roles[[k, j, r]])))
                    .collect(),
                valid: sigmoid(whole[[k, 0]]),
                sourced: sigmoid(whole[[k, 1]]),
            })
            .collect())
    }
}

/// The tokens around a cue that the linker sees.
fn reach(window: &Window, cue: &[usize], tokens: &[Token]) -> Range<usize> {
    let (first, last) = (cue[0], cue[cue.len() - 1]);
    let near = |t: &usize, home: usize| {
        tokens[*t].paragraph.abs_diff(tokens[home].paragraph) <= PARAGRAPHS
    };
    let low = window.tokens.start.max(first.saturating_sub(REACH));
    let high = window.tokens.end.min(last + 1 + REACH);
    let before = (low..first).rev().take_while(|t| near(t, first)).count();
    let after = (last + 1..high).take_while(|t| near(t, last)).count();
    first - before..last + 1 + after
}

/// A window's wordpieces with their features.
#[derive(Default)]
struct Row {
    pieces: Vec<u32>,
    cases: Vec<i32>,
    states: Vec<i32>,
    /// The first piece of each token.
    firsts: Vec<usize>,
}

impl Row {
    fn push(&mut self, piece: u32, (case, state): (i32, i32)) {
        self.pieces.push(piece);
        self.cases.push(case);
        self.states.push(state);
    }
}

impl Token {
    /// Case and quotation of a piece that stands for no token.
    const MARK: (i32, i32) = (5, 0);
}

/// Log-spaced distance classes, as in training (`model.py`, `bucket`).
fn bucket(distance: usize) -> i32 {
    if distance < 6 {
        return i32::try_from(distance).unwrap_or(5);
    }
    let scale = (REACH as f32 / 5.0 + 1.0).ln();
    #[allow(clippy::cast_possible_truncation)] // At most 8 for any distance in reach.
    let log = ((distance as f32 / 5.0).ln() / scale * 8.0) as i32;
    (6 + log).min(13)
}

fn paragraph_offset(here: u32, home: u32) -> i32 {
    let offset = i64::from(here) - i64::from(home);
    i32::try_from(offset.clamp(-2, 2)).unwrap_or(0) + 2
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}
