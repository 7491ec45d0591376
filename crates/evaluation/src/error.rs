//! What can be wrong with a corpus or with predictions.
//!
//! Every message names the file, the line where there is one, and what would
//! be right. Names and words that come from the input are quoted with escapes:
//! they may hold anything. Bad input is never skipped, because a figure over
//! half a corpus looks like any other figure.

use std::io;
use std::path::PathBuf;

/// Why an evaluation did not come about.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationError {
    /// A file or folder could not be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not UTF-8.
    #[error("{}, line {line}: not UTF-8; convert the file first", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The line of the first wrong byte, from 1.
        line: usize,
    },
    /// A folder holds no annotation.
    #[error(
        "{}: no annotations; expected a folder with text/NAME.txt and attributions/NAME_xxxx.ann",
        folder.display()
    )]
    NoAnnotations {
        /// The folder.
        folder: PathBuf,
    },
    /// An annotation file's name does not tell article and annotator.
    #[error(
        "{}: the name should be ARTICLE_xxxx.ann, with four hexadecimal digits (0-9, a-f) for the annotator",
        path.display()
    )]
    AnnotationName {
        /// The file.
        path: PathBuf,
    },
    /// An event links to a span that its file does not define.
    #[error("{}, line {line}: an event refers to {id}, which the file does not define", path.display())]
    MissingSpan {
        /// The annotation file.
        path: PathBuf,
        /// The line of the event, from 1.
        line: usize,
        /// The identifier that is missing.
        id: String,
    },
    /// An offset is larger than any text.
    #[error("{}, line {line}: {offset} is too large for an offset", path.display())]
    Offset {
        /// The annotation file.
        path: PathBuf,
        /// The line of the span, from 1.
        line: usize,
        /// The offset as written.
        offset: String,
    },
    /// A line of predictions is not JSON.
    #[error("{}, line {line}: not JSON: {source}", path.display())]
    Json {
        /// The predictions.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the parser said; its own line number is 1, a line being read at a time.
        source: serde_json::Error,
    },
    /// A line of predictions is JSON of another shape.
    #[error("{}, line {line}: {what}", path.display())]
    Shape {
        /// The predictions.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is missing or of the wrong type.
        what: &'static str,
    },
    /// Predictions for an article that the corpus does not have.
    #[error("{}, line {line}: the corpus has no article {id:?}", path.display())]
    UnknownArticle {
        /// The predictions.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The identifier.
        id: String,
    },
    /// A second line for the same article.
    #[error("{}, line {line}: a second line for article {id:?}; put all its attributions on one", path.display())]
    RepeatedArticle {
        /// The predictions.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The identifier.
        id: String,
    },
    /// A predicted span is no pair of offsets into the text.
    #[error(
        "{}, line {line}: {role} span {span} is not [start, end] with 0 <= start <= end <= {length}, the text's length in code points",
        path.display()
    )]
    Span {
        /// The predictions.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The role: source, cue or content.
        role: &'static str,
        /// The span as written, cut short if it is long.
        span: String,
        /// The length of the text in code points.
        length: usize,
    },
    /// A confidence is not a probability.
    #[error("{confidence} is not a confidence between 0 and 1")]
    Confidence {
        /// The value.
        confidence: f64,
    },
}
