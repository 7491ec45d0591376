//! Words of a file and where they stand in it.

use std::ops::Range;

/// Where something stands in the file it was read from, in bytes; empty where
/// it was read from none. Two things that say the same are equal wherever they
/// stand.
#[derive(Debug, Clone, Default)]
pub struct At(pub Range<usize>);

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for At {}

/// A name or a condition, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// As written.
    pub text: String,
    /// Where.
    pub at: At,
}

impl Text {
    /// Of a file or of none.
    #[must_use]
    pub fn new(text: impl Into<String>, at: Range<usize>) -> Self {
        Self {
            text: text.into(),
            at: At(at),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new(text, 0..0)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::new(text, 0..0)
    }
}
