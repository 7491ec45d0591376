//! What the decoder and the confidence were tuned to, kept beside the networks.

use crate::{ExtractError, Mode};
use serde::Deserialize;

/// Settings chosen on the development articles (`training/tune.py`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// A name for the networks and settings, recorded with every result.
    pub version: String,
    /// Wordpieces a window may hold.
    pub window: usize,
    pub decoder: Decoder,
    pub confidence: Confidence,
}

/// The decoder's settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decoder {
    /// Least probability of a cue worth linking.
    pub candidate: f32,
    /// Least score of a relation.
    pub relation: f32,
    /// Least score of a relation inside another's content.
    pub nested: f32,
    /// Weight of the linker's word against the tagger's, 0 to 1.
    pub mix: f32,
    /// Least probability of a content token.
    pub content: f32,
    /// Least probability of a source token.
    pub source: f32,
    /// Least probability of there being a source.
    pub sourced: f32,
    /// Cost, in nats, of a border of content.
    pub edge: f32,
    /// Cost, in nats, of a border of a source.
    pub source_edge: f32,
    /// A gap in content up to this many tokens is closed.
    pub gap: usize,
    /// And in a source.
    pub source_gap: usize,
    /// A piece of content of this many tokens or fewer goes, if there is a longer one.
    pub piece: usize,
    /// A piece of a source further than this from its likeliest piece goes.
    pub apart: usize,
    /// A quotation is content whole if this share of its words is.
    pub quote: f32,
    /// A relation that keeps less than this share of its content beside stronger ones goes.
    pub lost: f32,
}

impl Decoder {
    /// The least probability of a cue that can make a relation, if the linker
    /// is sure of it: see `draft::draft`.
    pub fn least_cue(&self) -> f32 {
        libm::powf(self.relation.min(self.nested), 1.0 / (1.0 - self.mix))
    }
}

/// A logistic regression from what the networks say to the probability that a
/// relation is right.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confidence {
    pub bias: f32,
    /// A weight for each of [`crate::evidence::Evidence`]'s features, in order.
    pub weights: [f32; 8],
}

impl Settings {
    pub fn load(mode: Mode) -> Result<Self, ExtractError> {
        let text = match mode {
            Mode::Full => include_str!("../model/settings.json"),
            Mode::Fast => include_str!("../model/settings-fast.json"),
        };
        serde_json::from_str(text)
            .map_err(|error| ExtractError::Model(format!("settings: {error}")))
    }
}
