//! The statement as the ledger gives it out: the line that exports print.

use demarche_attribution::Kind;
use demarche_reading::Span;
use serde::Serialize;

/// Stretches as `[start, end)` in Unicode code points of the original file.
pub type CodePoints = Vec<[usize; 2]>;

/// The part of a report that every statement carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportSummary {
    /// The report's identifier.
    pub id: String,
    /// The file's base name, or `-` for standard input.
    pub file: String,
    /// The path as it was given when the report was first read.
    pub path: String,
    /// The line of a JSON Lines file, from 1.
    pub line: Option<usize>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication, ISO 8601.
    pub date: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// Which revision under its address this is, from 1.
    pub revision: u32,
}

/// Who speaks or is spoken to. Nothing fills it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The actor's identifier.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// Person, office, organisation, state, group, document, unnamed.
    pub kind: String,
    /// The office held on the day.
    pub office: Option<String>,
    /// The state or organisation spoken for on the day.
    pub side: Option<String>,
}

/// When something was said. Nothing fills it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct On {
    /// First day, ISO 8601.
    pub from: String,
    /// Last day, ISO 8601.
    pub to: String,
    /// Day, week, month, year.
    pub precision: String,
}

/// One link of the chain between speaker and reader. Nothing fills it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Via {
    /// Who passed it on.
    pub name: String,
    /// Outlet, person, document.
    pub kind: String,
    /// The words that say so.
    pub evidence: CodePoints,
}

/// The spans of a statement in the report's normalised text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles {
    /// Who is said to have said it. May be empty.
    pub source: Vec<Span>,
    /// The words that signal the attribution.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
}

/// An attribution as the ledger keeps it.
///
/// Serialises to the statement line: offsets there are code points of the
/// original file; the byte spans of [`Statement::spans`] stay inside.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// Sixteen hexadecimal digits that follow from the report and the spans,
    /// so that they are the same in every ledger.
    pub id: String,
    /// The report it stands in.
    pub report: ReportSummary,
    /// Where the source stands in the original.
    pub source: CodePoints,
    /// Where the cue stands in the original.
    pub cue: CodePoints,
    /// Where the content stands in the original.
    pub content: CodePoints,
    /// The content's words: the normalised text of its stretches, joined with
    /// one space.
    pub text: String,
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// The calibrated probability that source and content are right, 0 to 1.
    pub confidence: f32,
    /// The statement in whose content this one stands.
    pub parent: Option<String>,
    /// Who speaks.
    pub actor: Option<Actor>,
    /// Who is spoken to.
    pub to: Vec<Actor>,
    /// When it was said.
    pub on: Option<On>,
    /// How it came to the reader, outermost first.
    pub via: Vec<Via>,
    /// The source's words, joined like `text`.
    #[serde(skip)]
    pub source_text: String,
    /// The cue's words, joined like `text`.
    #[serde(skip)]
    pub cue_text: String,
    /// The same spans in bytes of the normalised text.
    #[serde(skip)]
    pub spans: Roles,
    /// The row of the text that `spans` count in.
    #[serde(skip)]
    pub(crate) reading: i64,
}

/// The text around a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Whole paragraphs of the normalised text, one a line.
    pub text: String,
    /// Where `text` starts in the normalised text, in bytes.
    pub start: usize,
    /// The statement's spans, in bytes of `text` (of the passage, not of the
    /// report).
    pub spans: Roles,
}
