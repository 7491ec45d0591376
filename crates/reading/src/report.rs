//! A report as read: its original, its text, and what it says of itself.

use crate::OffsetMap;

/// Where a report was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path as given (joined under a folder), or `-` for standard input.
    pub path: String,
    /// The file's base name, or `-`.
    pub file: String,
    /// The line of a JSON Lines file, from 1.
    pub line: Option<usize>,
}

/// The form a report came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// One line of a JSON Lines file.
    JsonLines,
}

/// What a report says of itself. Absent is not false: `None` means that the
/// report does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The identifier that a JSON line gives.
    pub id: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The byline.
    pub author: Option<String>,
    /// The day of publication, ISO 8601 (`2025-08-22`, or a date and time).
    pub date: Option<String>,
    /// The language, ISO 639-1 where there is a code, else 639-3.
    pub language: Option<String>,
}

/// One article, release or transcript as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Where it was read from.
    pub place: Place,
    /// The form it came in.
    pub format: Format,
    /// The encoding of `bytes`, by its WHATWG name (`UTF-8`, `windows-1252`).
    pub encoding: String,
    /// The original, byte for byte. Of a JSON line, the UTF-8 of its `text`.
    pub bytes: Vec<u8>,
    /// `bytes` decoded: the text that exported offsets count in.
    pub original: String,
    /// The normalised view: main text only, paragraphs on lines of their own.
    pub text: String,
    /// From `text` (bytes) to `original` (bytes).
    pub map: OffsetMap,
    /// What the report says of itself.
    pub metadata: Metadata,
}
