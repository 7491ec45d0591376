//! Reads reports of any form into text with an offset map back to the original.
//!
//! The first room of the house: bytes come in, [`Report`]s go out.

mod span;
mod offsets;
mod report;

pub use offsets::OffsetMap;
pub use report::{Format, Metadata, Place, Report};
pub use span::Span;
