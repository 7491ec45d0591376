//! The attribution relation.

use demarche_reading::Span;
use serde::{Deserialize, Serialize};

/// How the content is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Every word stands in quotation marks.
    Direct,
    /// No word does.
    Indirect,
    /// Some do.
    Mixed,
}

/// Source, cue and content that belong together.
///
/// Each role is a list of spans in rising order that do not touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Who is said to have said or thought it. May be empty.
    pub source: Vec<Span>,
    /// The words that signal the attribution. Never empty.
    pub cue: Vec<Span>,
    /// What is attributed. Never empty.
    pub content: Vec<Span>,
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// The calibrated probability that source and content are right, 0 to 1.
    pub confidence: f32,
    /// The relation whose content this one stands in: its index in the list
    /// that holds both.
    pub parent: Option<usize>,
}
