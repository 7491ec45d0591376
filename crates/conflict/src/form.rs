//! Which form a model file has, and reading any of them.

use crate::conflict::Conflict;
use crate::error::ConflictError;
use crate::gmcr;
use demarche_stability::read_reference;

/// A form of model file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `conflict.toml`.
    Toml,
    /// The JSON save file of GMCR+ (gmcr-py).
    Gmcr,
    /// The JSON model of the slow reference implementation.
    Reference,
}

impl Form {
    /// The form of a text, by what it holds.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if !start.starts_with('{') {
            Self::Toml
        } else if text.contains("\"decision_makers\"") {
            Self::Reference
        } else {
            Self::Gmcr
        }
    }
}

impl Conflict {
    /// Reads a model file of any form. `name` is what errors call it.
    ///
    /// # Errors
    ///
    /// [`ConflictError`].
    pub fn read(name: &str, text: &str) -> Result<Self, ConflictError> {
        let text = text.trim_start_matches('\u{feff}');
        let fault = |line: Option<(usize, usize)>, message: &str| {
            let (what, remedy) = match message.split_once("; ") {
                Some((what, remedy)) => (what.to_owned(), remedy.to_owned()),
                None => (message.to_owned(), String::new()),
            };
            let at = line.map_or(0, |(line, column)| byte_of(text, line, column));
            let known = if line.is_some() { text } else { "" };
            ConflictError::new(name, known, vec![(at..at, what, remedy)])
        };
        match Form::of(text) {
            Form::Toml => Self::parse(name, text),
            Form::Gmcr => {
                gmcr::import(name, text).map_err(|error| fault(error.place(), &error.to_string()))
            }
            Form::Reference => read_reference(text)
                .map(|model| Self::of_model(&model))
                .map_err(|error| fault(None, &error.to_string())),
        }
    }
}

/// The byte at a line and column, both from 1, the column in bytes.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
