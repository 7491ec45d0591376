//! What speaks for a relation, and the probability that it is right.
//!
//! `training/calibrate.py` computes the same figures, to fit the weights.

use crate::draft::{CONTENT, Draft, SOURCE};
use crate::model::Linked;
use crate::settings::Confidence;
use crate::tokens::Token;

/// What speaks for a relation, as numbers.
pub(crate) struct Evidence([f32; 8]);

impl Evidence {
    pub fn new(tokens: &[Token], draft: &Draft) -> Self {
        let Linked {
            first,
            roles,
            valid,
            sourced,
        } = &*draft.candidate.linked;
        let mean = |set: &[usize], role: usize| {
            let sum: f32 = set
                .iter()
                .filter_map(|t| roles.get(t.checked_sub(*first)?))
                .map(|r| r[role])
                .sum();
            if set.is_empty() {
                0.0
            } else {
                sum / set.len() as f32
            }
        };
        let least = |set: &[usize], role: usize| {
            set.iter()
                .filter_map(|t| roles.get(t.checked_sub(*first)?))
                .map(|r| r[role])
                .fold(1.0, f32::min)
        };
        let words = draft
            .content
            .iter()
            .filter(|&&t| tokens[t].is_word())
            .count();
        let source = if draft.source.is_empty() {
            1.0 - sourced
        } else {
            *sourced
        };
        Self([
            logit(draft.candidate.score),
            logit(*valid),
            logit(mean(&draft.content, CONTENT)),
            least(&draft.content, CONTENT),
            if draft.source.is_empty() {
                logit(1.0 - sourced)
            } else {
                logit(mean(&draft.source, SOURCE))
            },
            logit(source),
            libm::logf(words as f32),
            f32::from(u8::from(draft.parent.is_some())),
        ])
    }
}

/// Log odds, kept within what 32 bits tell apart.
fn logit(p: f32) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    libm::logf(p / (1.0 - p))
}

impl Confidence {
    /// The probability that a relation is right.
    pub fn of(&self, evidence: &Evidence) -> f32 {
        let sum = self.bias
            + self
                .weights
                .iter()
                .zip(&evidence.0)
                .map(|(w, x)| w * x)
                .sum::<f32>();
        // Four decimals: what is printed is what is kept.
        ((1.0 / (1.0 + libm::expf(-sum))) * 1e4).round() / 1e4
    }
}
