//! Finds attribution relations in English text: source, cue, content.

mod attribution;
mod extractor;

pub use attribution::{Attribution, Kind};
pub use extractor::{Extractor, ExtractError, Mode};
