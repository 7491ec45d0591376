//! A report as read: its original, its text, and what it says of itself.

use std::fmt;

use crate::{CodePoints, OffsetMap};

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

impl Place {
    /// The place of a whole file, or of standard input where `path` is `-`.
    #[must_use]
    pub fn file(path: &str) -> Self {
        let base = path
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(path);
        Self {
            path: path.to_owned(),
            file: if base.is_empty() { path } else { base }.to_owned(),
            line: None,
        }
    }

    /// A line of the same file, from 1.
    #[must_use]
    pub fn at_line(&self, line: usize) -> Self {
        Self {
            line: Some(line),
            ..self.clone()
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path == "-" {
            f.write_str("standard input")?;
        } else {
            // A file's name is anybody's text: a control character in it must
            // not reach the terminal.
            for c in self.path.chars() {
                if c.is_control() {
                    write!(f, "{}", c.escape_default())?;
                } else {
                    write!(f, "{c}")?;
                }
            }
        }
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
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
    /// What could be read only in part, for people to know.
    pub notes: Vec<Note>,
}

impl Report {
    /// Turns spans of `text` into code points of `original`; make it once for
    /// all the spans of a report.
    #[must_use]
    pub fn code_points(&self) -> CodePoints<'_> {
        CodePoints::new(&self.original, &self.map)
    }
}

/// Something about a report that could be read only in part.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Bytes that are no text in the report's encoding; each stands as
    /// U+FFFD in `original`.
    Undecodable {
        /// How many stretches of them.
        count: usize,
    },
    /// A field of the metadata whose value could not be understood. It is
    /// taken as absent.
    Unread {
        /// The field, as the report names it.
        field: String,
        /// The value, as the report gives it.
        value: String,
    },
    /// The main text of a page was chosen by simple rules, since the page is
    /// too deep or too large for the thorough ones.
    SimpleRules,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undecodable { count } => {
                write!(
                    f,
                    "{count} place(s) could not be decoded and stand as U+FFFD"
                )
            }
            Self::Unread { field, value } => {
                let value: String = value.chars().take(60).collect();
                write!(f, "{field} {value:?} was not understood and is left out")
            }
            Self::SimpleRules => f.write_str(
                "the page is too deep or too large; its main text was chosen by simple rules",
            ),
        }
    }
}
