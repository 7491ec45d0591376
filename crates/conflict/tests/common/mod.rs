//! What the tests share.
#![allow(clippy::unwrap_used, dead_code)]

use demarche_conflict::Conflict;
use std::fs;
use std::path::{Path, PathBuf};

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// An example's text, and the conflict that it is.
pub fn example(name: &str) -> (String, Conflict) {
    let text = fs::read_to_string(root().join("examples/conflicts").join(name)).unwrap();
    let conflict = Conflict::read(name, &text).unwrap();
    (text, conflict)
}
