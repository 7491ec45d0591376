//! Finds attribution relations in English text: source, cue, content.

mod attribution;

pub use attribution::{Attribution, Kind};
