//! Reads reports of any form into text with an offset map back to the original.
//!
//! The first room of the house: bytes come in, [`Report`]s go out. What gives
//! no report gives a [`Skipped`] that names the file, the reason and the
//! remedy; nothing is passed over in silence.
//!
//! ```
//! use demarche_reading::{Options, Place, read_bytes};
//!
//! let options = Options::default();
//! let bytes = "“We will sign,” the minister said.".as_bytes().to_vec();
//! for read in read_bytes(Place::file("note.txt"), bytes, &options) {
//!     match read {
//!         Ok(report) => println!("{}", report.text),
//!         Err(skipped) => eprintln!("{skipped}"),
//!     }
//! }
//! ```

mod code_points;
mod dates;
mod encoding;
mod error;
mod front_matter;
mod html;
mod json_lines;
mod language;
mod markdown;
mod offsets;
mod options;
mod plain_metadata;
mod report;
mod reports;
mod sniff;
mod span;
mod text;
mod walk;

pub use code_points::CodePoints;
pub use encoding::decoded;
pub use error::{Reason, Skipped};
pub use jiff::civil::Date;
pub use offsets::OffsetMap;
pub use options::Options;
pub use report::{Format, Metadata, Note, Place, Report};
pub use reports::{Reports, read_bytes};
pub use span::Span;
pub use walk::{Source, find, read_path, read_paths};
