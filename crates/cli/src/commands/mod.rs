//! One module a command.

pub mod actor;
pub mod actors;
mod conflict;
pub mod dispute;
pub mod evaluate;
pub mod extract;
mod file_kind;
pub mod intake;
pub mod manual;
pub mod model;
pub mod read;
pub mod reports;
pub mod search;
pub mod show;
pub mod stability;
pub mod stance;
pub mod statements;
mod summary;
pub mod why;

use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// The text of a file that somebody wrote for a command.
fn text(path: &Path) -> Result<String, Failure> {
    let file = || path.display().to_string();
    let bytes = fs::read(path).map_err(|source| Failure::Open {
        file: file(),
        source,
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Failure::NotText {
            file: file(),
            line: 1 + valid.split(|byte| *byte == b'\n').skip(1).count(),
        }
    })
}
