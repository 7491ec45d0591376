//! The extractor: text in, attribution relations out.

use crate::Attribution;
use crate::decode::decode;
use crate::draft::{self, Candidate};
use crate::model::{Encoded, Linked, Networks};
use crate::settings::{Decoder, Settings};
use crate::tokens::{Token, tokenise};
use crate::transcript::with_turns;
use crate::window::{Window, pack};
use demarche_encoder::{ModelError, softmax};
use std::rc::Rc;

/// How much care is spent on a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// The whole encoder.
    #[default]
    Full,
    /// A pruned encoder and linker: twice as fast, less accurate.
    Fast,
}

/// Why a text could not be read for attributions.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// The model that ships with the program did not load or run.
    #[error("the extraction model failed: {0}")]
    Model(String),
}

impl From<ModelError> for ExtractError {
    fn from(error: ModelError) -> Self {
        Self::Model(error.0)
    }
}

/// Finds attribution relations with the model that ships with the program.
pub struct Extractor {
    networks: Networks,
    settings: Settings,
}

impl Extractor {
    /// Loads the model.
    ///
    /// # Errors
    /// [`ExtractError::Model`] when the model does not load.
    pub fn new(mode: Mode) -> Result<Self, ExtractError> {
        Ok(Self {
            networks: Networks::load(mode)?,
            settings: Settings::load(mode)?,
        })
    }

    /// Names the model and its mode: recorded with every result.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.settings.version
    }

    /// The attribution relations of a text, in the order of their cues.
    ///
    /// Runs on the calling thread alone; the result depends on the text and
    /// the model only.
    ///
    /// # Errors
    /// [`ExtractError::Model`] when the model does not run.
    pub fn extract(&self, text: &str) -> Result<Vec<Attribution>, ExtractError> {
        let tokens = tokenise(text);
        let mut pieces = Vec::with_capacity(tokens.len() * 2);
        let ends: Vec<usize> = tokens
            .iter()
            .map(|token| {
                self.networks
                    .wordpiece
                    .push(&text[token.span.range()], &mut pieces);
                pieces.len()
            })
            .collect();
        let cost: Vec<usize> = (0..ends.len())
            .map(|t| ends[t] - if t == 0 { 0 } else { ends[t - 1] })
            .collect();
        let windows = pack(&tokens, &cost, self.settings.window);
        let mut candidates = Vec::new();
        // One window at a time: nothing is padded, all fits the caches, and no
        // result can depend on a neighbour.
        for window in &windows {
            let encoded = self.networks.encode(window, &tokens, &pieces, &ends)?;
            candidates.append(&mut self.candidates(window, &encoded, &tokens)?);
        }
        let Settings {
            decoder,
            confidence,
            ..
        } = &self.settings;
        let found = decode(text, &tokens, &candidates, decoder, confidence);
        Ok(with_turns(text, found))
    }

    /// The cues of a window with their links.
    fn candidates(
        &self,
        window: &Window,
        encoded: &Encoded,
        tokens: &[Token],
    ) -> Result<Vec<Candidate>, ExtractError> {
        let Decoder { candidate, .. } = self.settings.decoder;
        let least = self.settings.decoder.least_cue();
        let mut cues: Vec<Vec<usize>> = Vec::new();
        let mut found = Vec::new();
        for inner in [false, true] {
            let offset = if inner { 3 } else { 0 };
            let tags: Vec<(f32, f32)> = encoded
                .tags
                .iter()
                .map(|tags| {
                    let [_, begin, inside] =
                        softmax([tags[offset], tags[offset + 1], tags[offset + 2]]);
                    (begin, inside)
                })
                .collect();
            for cue in draft::cues(&tags, candidate) {
                let score =
                    cue.iter().map(|&at| tags[at].0 + tags[at].1).sum::<f32>() / cue.len() as f32;
                let cue: Vec<usize> = cue.into_iter().map(|at| window.tokens.start + at).collect();
                // Whatever the linker says, a weaker cue makes no relation.
                if score < least || !window.core.contains(&cue[0]) {
                    continue;
                }
                // A cue that both taggers see is linked once.
                let at = cues.iter().position(|other| *other == cue);
                found.push((at.unwrap_or(cues.len()), score, inner));
                if at.is_none() {
                    cues.push(cue);
                }
            }
        }
        let linked: Vec<Rc<Linked>> = self
            .networks
            .link(window, encoded, &cues, tokens)?
            .into_iter()
            .map(Rc::new)
            .collect();
        Ok(found
            .into_iter()
            .map(|(at, score, inner)| Candidate {
                cue: cues[at].clone(),
                score,
                inner,
                linked: Rc::clone(&linked[at]),
            })
            .collect())
    }
}
