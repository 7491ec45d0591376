//! Finds attribution relations in English text: source, cue, content.
//!
//! The second room of the house: a report's text comes in, [`Attribution`]s
//! go out. A text is cut into tokens and packed into windows ([`Extractor`]);
//! one network tags cues, a second links each cue to its source and content;
//! the decoder makes relations of that, nested ones included. What an interview's
//! labels say is read by its form ([`turns`]).

mod attribution;
mod decode;
mod draft;
mod evidence;
mod extractor;
mod kind;
mod model;
mod nest;
mod quotation;
mod settings;
mod stretch;
mod tokens;
mod transcript;
mod window;

pub use attribution::{Attribution, Kind};
pub use extractor::{ExtractError, Extractor, Mode};
pub use transcript::{Speaker, Turn, turns};
