//! Why something gave no report.
//!
//! Every file, and every line of a JSON Lines file, that gives no report
//! gives a [`Skipped`]: the place, the reason, and what a person can do about
//! it. One bad file never stops the others, so these are values in the stream
//! of results and never end it.

use std::io;

use crate::Place;

/// A place that gave no report, and why.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}; {}", .reason.remedy())]
pub struct Skipped {
    /// The file, and the line of a JSON Lines file.
    pub place: Place,
    /// Why it gave no report.
    #[source]
    pub reason: Reason,
}

impl Skipped {
    pub(crate) const fn new(place: Place, reason: Reason) -> Self {
        Self { place, reason }
    }
}

/// Why a place gave no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// There is nothing at the path.
    #[error("there is no such file or folder")]
    Missing,
    /// A symbolic link whose target does not exist.
    #[error("the link leads nowhere")]
    DanglingLink,
    /// A folder that was read before: a loop of links, or a second way to it.
    #[error("this leads to a folder that is read already")]
    Repeated,
    /// A name that begins with a dot, inside a folder.
    #[error("it is hidden (its name begins with a dot)")]
    Hidden,
    /// A TOML file inside a folder: disputes, conflicts and actor files lie
    /// beside reports and are none.
    #[error("it is a TOML file, which holds settings and no report")]
    Settings,
    /// No file: a pipe, a socket, a device.
    #[error("it is a pipe, a socket or a device, not a file")]
    Special,
    /// The operating system refused.
    #[error("it cannot be read: {0}")]
    Io(#[source] io::Error),
    /// Larger than the limit.
    #[error("it is larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit that held.
        limit: u64,
    },
    /// No bytes.
    #[error("it is empty")]
    Empty,
    /// Nothing but blanks, or characters that nobody sees.
    #[error("it holds nothing but blanks")]
    Blank,
    /// Not text.
    #[error("it is not text but {0}")]
    Binary(&'static str),
    /// A page without main text.
    #[error("no main text was found in it")]
    NoText,
    /// A line that is no JSON, or not whole.
    #[error("the line is not JSON: {0}")]
    Json(String),
    /// A JSON document that is not one object a line.
    #[error("it is JSON, but not one object a line")]
    JsonDocument,
    /// A line whose value is no object.
    #[error("the line is {0}, not a JSON object")]
    NotAnObject(&'static str),
    /// A line without `text`.
    #[error("the line has no `{0}`")]
    FieldMissing(&'static str),
    /// A field of the wrong type.
    #[error("`{field}` is {found}, not a string")]
    FieldType {
        /// The field.
        field: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A line that is not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// JSON Lines that speak of texts, and are none.
    #[error("its lines are not reports: {0}")]
    NotReports(&'static str),
    /// A line with the identifier of an earlier one, and another text.
    #[error("the line has the `id` of line {line}, `{id}`, and another text")]
    RepeatedId {
        /// The identifier.
        id: String,
        /// The line that had it first.
        line: usize,
    },
    /// Line after line failed and none was good.
    #[error("its first {lines} lines all failed; the rest was not tried")]
    GaveUp {
        /// How many lines were tried.
        lines: usize,
    },
    /// A language that Demarche cannot read.
    #[error("it is in {name}, and Demarche reads English only")]
    Language {
        /// ISO 639-1 where there is a code, else 639-3.
        code: String,
        /// The English name, or the code where the name is not known.
        name: String,
    },
}

impl Reason {
    /// What a person can do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Missing => "check the path",
            Self::DanglingLink => "mend or remove the link",
            Self::Repeated => "nothing is lost; remove the link to silence this",
            Self::Hidden | Self::Settings => "name it by itself to read it",
            Self::Special => "name it by itself, or pipe it to `-`, to read it",
            Self::Io(_) => "check its permissions and that the disk is sound",
            Self::TooLarge { .. } => "split it, or raise the limit with --max-bytes",
            Self::Empty | Self::Blank => "check that it was saved whole",
            Self::Binary(_) => "save its text as .txt, .md or .html first",
            Self::NoText => "save the article's text as .txt or .md",
            Self::Json(_) => "write one whole JSON object a line",
            Self::JsonDocument => "turn it into JSON Lines, for instance with `jq -c`",
            Self::NotAnObject(_) => "write an object such as {\"text\": \"…\"}",
            Self::FieldMissing(_) => "add it: the field holds the report's words",
            Self::FieldType { .. } => "write it as a JSON string, or leave it out",
            Self::NotUtf8 => "save the file as UTF-8, as JSON requires",
            Self::NotReports(_) => "set --input-format jsonl to read them all the same",
            Self::RepeatedId { .. } => "give each report an `id` of its own",
            Self::GaveUp { .. } => "check that the file is JSON Lines, or set --input-format",
            Self::Language { .. } => "pass --lang en if it is English all the same",
        }
    }
}
