//! The two networks that ship with the program, and how they are asked.
//!
//! The encoder turns a window's words into tag scores and vectors; the linker
//! tells, for one cue, the role of every token around it. What stands beside
//! a window does not touch its result, nor does the processor.

use crate::tokens::Token;
use crate::window::Window;
use crate::{ExtractError, Mode};
use demarche_encoder::{
    Dense, Encoder, Layers, Linear, ModelError, Norm, Scratch, WIDTH as WORD, Weights, WordPiece,
    add, run, softmax,
};
use std::ops::Range;

/// Tag scores of a token: cue O B I, nested cue O B I, source, content.
pub(crate) const TAGS: usize = 8;
/// Width of a token's vector for the linker.
const WIDTH: usize = 128;
/// How many tokens on either side of a cue may belong to it.
const REACH: usize = 112;
/// And how many paragraphs after its own; none before. Further ones made no
/// difference on the development articles, and cost time.
const PARAGRAPHS: u32 = 1;

/// The networks, ready to run.
pub(crate) struct Networks {
    encoder: Encoder,
    tagger: Dense,
    project: Linear,
    linker: Linker,
    pub wordpiece: WordPiece,
}

/// The linker: a cue's vector opens and shifts those around it, then layers.
struct Linker {
    gate: Dense,
    cue: Dense,
    tags: Dense,
    distance: Vec<f32>,
    paragraph: Vec<f32>,
    own: Vec<f32>,
    norm: Norm,
    layers: Layers,
    roles: Dense,
    whole: Dense,
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
        let weights = Weights::read(match mode {
            Mode::Full => include_bytes!(concat!(env!("OUT_DIR"), "/attribution.safetensors")),
            Mode::Fast => include_bytes!(concat!(env!("OUT_DIR"), "/attribution-fast.safetensors")),
        })?;
        Ok(Self {
            encoder: Encoder::read(&weights, &["case", "state"])?,
            tagger: Dense::read(&weights, "tagger")?,
            project: Linear::read(&weights, "project")?,
            linker: Linker::read(&weights)?,
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
        let encoded = run(|scratch| {
            let mut x = self
                .encoder
                .begin(&row.pieces, &[&row.cases, &row.states])?;
            self.encoder
                .forward(0..self.encoder.depth(), &mut x, scratch)?;
            let firsts: Vec<f32> = row
                .firsts
                .iter()
                .flat_map(|&at| &x[at * WORD..(at + 1) * WORD])
                .copied()
                .collect();
            let tags = firsts.chunks_exact(WORD).map(|token| {
                let scores = self.tagger.apply(token);
                std::array::from_fn(|k| scores[k])
            });
            Ok(Encoded {
                tags: tags.collect(),
                vectors: self.project.apply(&firsts, scratch)?,
            })
        })?;
        Ok(encoded)
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
                row.push(
                    piece,
                    (tokens[t].case as usize, tokens[t].quotation as usize),
                );
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
        let lengths: Vec<usize> = ranges.iter().map(Range::len).collect();
        let linked = run(|scratch| {
            let mut x = Vec::with_capacity(lengths.iter().sum::<usize>() * WIDTH);
            for (cue, range) in cues.iter().zip(&ranges) {
                x.append(
                    &mut self
                        .linker
                        .begin(window, encoded, cue, range.clone(), tokens)?,
                );
            }
            self.linker.finish(&mut x, &lengths, cues, &ranges, scratch)
        })?;
        Ok(linked)
    }
}

impl Linker {
    fn read(weights: &Weights) -> Result<Self, ModelError> {
        let dense = |name: &str| Dense::read(weights, &format!("linker.{name}"));
        let table = |name: &str| weights.floats(&format!("linker.{name}.weight"));
        Ok(Self {
            gate: dense("gate")?,
            cue: dense("cue")?,
            tags: dense("tags")?,
            distance: table("distance")?,
            paragraph: table("paragraph")?,
            own: table("own")?,
            norm: Norm::read(weights, "linker.norm", WIDTH)?,
            layers: Layers::read(weights, "linker.layers", WIDTH, None)?,
            roles: dense("roles")?,
            whole: dense("whole")?,
        })
    }

    /// The vectors of the tokens around a cue below the first layer.
    fn begin(
        &self,
        window: &Window,
        encoded: &Encoded,
        cue: &[usize],
        range: Range<usize>,
        tokens: &[Token],
    ) -> Result<Vec<f32>, ModelError> {
        let vector = |t: usize| {
            let at = t - window.tokens.start;
            &encoded.vectors[at * WIDTH..(at + 1) * WIDTH]
        };
        let whole = mean(cue.iter().map(|&t| vector(t)));
        let (gate, shift) = (self.gate.apply(&whole), self.cue.apply(&whole));
        let (first, last) = (cue[0], cue[cue.len() - 1]);
        let home = tokens[first].paragraph;
        let mut rows = Vec::with_capacity(range.len() * WIDTH);
        for t in range {
            let tags = encoded.tags[t - window.tokens.start].map(|score| score.clamp(-8.0, 8.0));
            let tags = self.tags.apply(&tags);
            let mut row: Vec<f32> = vector(t)
                .iter()
                .zip(gate.iter().zip(&shift))
                .zip(&tags)
                .map(|((x, (gate, shift)), tags)| x * (1.0 + gate) + shift + tags)
                .collect();
            let distance = if t < first {
                bucket(first - t) + 14
            } else {
                bucket(t.saturating_sub(last))
            };
            add(&mut row, &self.distance, distance)?;
            let paragraph = paragraph_offset(tokens[t].paragraph, home);
            add(&mut row, &self.paragraph, paragraph)?;
            add(&mut row, &self.own, usize::from(cue.contains(&t)))?;
            rows.append(&mut row);
        }
        self.norm.apply(&mut rows);
        Ok(rows)
    }

    /// Passes the vectors around several cues through the layers, and reads them.
    fn finish(
        &self,
        x: &mut [f32],
        lengths: &[usize],
        cues: &[Vec<usize>],
        ranges: &[Range<usize>],
        scratch: &mut Scratch,
    ) -> Result<Vec<Linked>, ModelError> {
        self.layers
            .forward(0..self.layers.count(), x, lengths, scratch)?;
        let mut rest = &*x;
        let mut linked = Vec::with_capacity(cues.len());
        for (cue, range) in cues.iter().zip(ranges) {
            let (rows, later) = rest.split_at(range.len() * WIDTH);
            rest = later;
            let own = cue.iter().map(|&t| {
                let at = t - range.start;
                &rows[at * WIDTH..(at + 1) * WIDTH]
            });
            let whole = self.whole.apply(&mean(own));
            let roles = rows.chunks_exact(WIDTH).map(|row| {
                let roles = self.roles.apply(row);
                softmax(std::array::from_fn(|k| roles[k]))
            });
            linked.push(Linked {
                first: range.start,
                roles: roles.collect(),
                valid: sigmoid(whole[0]),
                sourced: sigmoid(whole[1]),
            });
        }
        Ok(linked)
    }
}

/// The mean of a cue's rows.
fn mean<'a>(rows: impl ExactSizeIterator<Item = &'a [f32]>) -> Vec<f32> {
    let share = 1.0 / rows.len() as f32;
    let mut mean = vec![0.0; WIDTH];
    for row in rows {
        for (mean, x) in mean.iter_mut().zip(row) {
            *mean += x * share;
        }
    }
    mean
}

/// The tokens around a cue that the linker sees.
fn reach(window: &Window, cue: &[usize], tokens: &[Token]) -> Range<usize> {
    let (first, last) = (cue[0], cue[cue.len() - 1]);
    let low = window.tokens.start.max(first.saturating_sub(REACH));
    let high = window.tokens.end.min(last + 1 + REACH);
    let (home, end) = (tokens[first].paragraph, tokens[last].paragraph + PARAGRAPHS);
    let before = (low..first)
        .rev()
        .take_while(|&t| tokens[t].paragraph == home);
    let after = (last + 1..high).take_while(|&t| tokens[t].paragraph <= end);
    let (before, after) = (before.count(), after.count());
    first - before..last + 1 + after
}

/// A window's wordpieces with their features.
#[derive(Default)]
struct Row {
    pieces: Vec<u32>,
    cases: Vec<usize>,
    states: Vec<usize>,
    /// The first piece of each token.
    firsts: Vec<usize>,
}

impl Row {
    fn push(&mut self, piece: u32, (case, state): (usize, usize)) {
        self.pieces.push(piece);
        self.cases.push(case);
        self.states.push(state);
    }
}

impl Token {
    /// Case and quotation of a piece that stands for no token.
    const MARK: (usize, usize) = (5, 0);
}

/// Log-spaced distance classes, as in training (`model.py`, `bucket`).
fn bucket(distance: usize) -> usize {
    if distance < 6 {
        return distance;
    }
    let scale = libm::logf(REACH as f32 / 5.0 + 1.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    // 0 to 8 for any distance in reach.
    let log = (libm::logf(distance as f32 / 5.0) / scale * 8.0) as usize;
    (6 + log).min(13)
}

fn paragraph_offset(here: u32, home: u32) -> usize {
    let offset = i64::from(here) - i64::from(home);
    usize::try_from(offset.clamp(-2, 2) + 2).unwrap_or(0)
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-x))
}
