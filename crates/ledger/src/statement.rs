//! The statement as the ledger gives it out: the line that exports print.

use demarche_actors::ActorKind;
use demarche_attribution::Kind;
use demarche_reading::Span;
use demarche_statements::{Aspect, Grade, LinkKind, Part, Precision};
use serde::Serialize;

use crate::Utterance;

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

/// Words of the report that something rests on.
///
/// Serialises to their places.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Evidence {
    /// Where they stand in the original, in code points.
    pub at: CodePoints,
    /// The same in bytes of the normalised text.
    #[serde(skip)]
    pub spans: Vec<Span>,
    /// The words, joined with one space.
    #[serde(skip)]
    pub words: String,
}

/// Who speaks, is spoken to or spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The actor's identifier over all reports.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The office held, as this report tells or the ledger knows.
    pub office: Option<String>,
    /// The state or organisation spoken for.
    pub side: Option<String>,
    /// The side's code: ISO 3166-1 alpha-3 for states, our own for the rest.
    pub side_code: Option<String>,
}

/// One who has a part in a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// Who it is.
    #[serde(flatten)]
    pub actor: Actor,
    /// Speaks, is spoken for, supports, opposes.
    pub part: Part,
    /// The words that say so.
    pub evidence: Evidence,
    /// Why this actor, and why this part.
    pub reason: String,
}

/// An actor that a statement is addressed to or speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Who it is.
    #[serde(flatten)]
    pub actor: Actor,
    /// The words that name them.
    pub evidence: Evidence,
}

/// When something was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct On {
    /// The first day it may have been, ISO 8601; absent where none is known.
    pub from: Option<String>,
    /// The last day it may have been.
    pub to: Option<String>,
    /// How exact that is.
    pub precision: Precision,
    /// Once, earlier than what is told around it, repeatedly.
    pub aspect: Aspect,
    /// The words it rests on.
    pub evidence: Evidence,
    /// How the days follow from them, or why they are not known.
    pub reason: String,
}

/// One link of the chain between speaker and reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Via {
    /// Who passed it on.
    pub name: String,
    /// What it is.
    pub kind: LinkKind,
    /// The identifier of the actor that it is, where it is one.
    pub actor: Option<String>,
    /// The words that say so.
    pub evidence: Evidence,
}

/// What a statement denies or takes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Denial {
    /// The statement of the same report that is denied, by its identifier.
    pub statement: Option<String>,
    /// Whether the speaker takes back words of their own.
    pub own: bool,
    /// What is denied, as the report words it.
    pub claim: String,
    /// The identifier of the actor whose claim it is, where the report says.
    pub of: Option<String>,
    /// The words that say so.
    pub evidence: Evidence,
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
    /// Who speaks: the first of `speakers`. Absent where the report names
    /// nobody.
    pub actor: Option<Actor>,
    /// All who hold it, and those who oppose it.
    pub speakers: Vec<Speaker>,
    /// Who is spoken to.
    pub to: Vec<Reference>,
    /// The actors that the content names.
    pub about: Vec<Reference>,
    /// When it was said. Absent in a statement that was not resolved.
    pub on: Option<On>,
    /// How it came to the reader, outermost first.
    pub via: Vec<Via>,
    /// How near the reader is to the speaker.
    pub grade: Option<Grade>,
    /// What it denies or takes back.
    pub denies: Option<Denial>,
    /// The utterance it reports, where other reports carry it, too.
    pub utterance: Option<Utterance>,
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
    /// Its own row.
    #[serde(skip)]
    pub(crate) row: i64,
    /// The row of the resolution that is shown, where there is one.
    #[serde(skip)]
    pub(crate) resolution: Option<i64>,
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
