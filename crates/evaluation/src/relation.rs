//! An attribution relation as the scorer sees it: three sets of spans.

use serde::{Deserialize, Serialize};

/// Start and end of a span in code points, the end exclusive.
pub type Offsets = [usize; 2];

/// Source, cue and content that belong together, from a person or a program.
///
/// It is written and read as in a line of predictions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Who is said to have said or thought it. Empty where the text names nobody.
    #[serde(default)]
    pub source: Vec<Offsets>,
    /// The words that signal the attribution.
    #[serde(default)]
    pub cue: Vec<Offsets>,
    /// What is attributed.
    #[serde(default)]
    pub content: Vec<Offsets>,
    /// The probability that the relation is right, where a program gives one.
    /// It plays no part in the scores, only in [`crate::Calibration`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}
