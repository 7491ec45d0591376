//! What can be asked of a ledger, and the rows that answer.

use demarche_attribution::Kind;
use demarche_reading::Span;
use demarche_statements::Grade;
use serde::Serialize;

use crate::ReportSummary;

/// Which statements to list. The default lists all of the latest revisions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StatementFilter {
    /// Words that the source must hold, all of them, in any order; a phrase
    /// in double quotes must stand together. Case and accents do not count.
    pub speaker: Option<String>,
    /// Words that source, cue and content together must hold, likewise; here
    /// endings do not count either (`guarantee` finds `guarantees`).
    pub words: Option<String>,
    /// The identifier of an actor who speaks, is spoken for, supports or
    /// opposes.
    pub actor: Option<String>,
    /// How near the reader is to the speaker.
    pub grade: Option<Grade>,
    /// The outlet's name, whole, in any case of the letters A to Z.
    pub outlet: Option<String>,
    /// Direct, indirect or mixed.
    pub kind: Option<Kind>,
    /// The first day of publication, ISO 8601. A report without a date never
    /// fits a filter by date.
    pub from: Option<String>,
    /// The last day of publication, ISO 8601, itself included. A month or a
    /// year (`2025-08`, `2025`) includes all of its days.
    pub to: Option<String>,
    /// One report, by its identifier or the start of it; then an older
    /// revision can be listed, too.
    pub report: Option<String>,
    /// The least confidence, 0 to 1.
    pub min_confidence: Option<f32>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// Which reports to list. The default lists the latest revision of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportFilter {
    /// Older revisions, too.
    pub all_revisions: bool,
    /// As in [`StatementFilter::outlet`].
    pub outlet: Option<String>,
    /// As in [`StatementFilter::from`].
    pub from: Option<String>,
    /// As in [`StatementFilter::to`].
    pub to: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// A report in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportRow {
    /// What every statement of it carries.
    #[serde(flatten)]
    pub report: ReportSummary,
    /// The byline.
    pub author: Option<String>,
    /// The language, ISO 639.
    pub language: Option<String>,
    /// SHA-256 of the original bytes, in hexadecimal.
    pub sha256: String,
    /// The length of the original, in bytes.
    pub bytes: usize,
    /// How many statements the current extractor found.
    pub statements: usize,
    /// The extractor that found them.
    pub extractor: String,
    /// Whether no later revision has the same address.
    pub latest: bool,
}

/// A report that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The report.
    pub report: ReportSummary,
    /// Words around the first matches.
    pub snippet: String,
    /// The matched words, in bytes of `snippet`.
    #[serde(skip)]
    pub matches: Vec<Span>,
}

/// What the ledger knows of a report that is about to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is kept under this address.
    New,
    /// Something else is kept under this address: this would be its next
    /// revision.
    Revision {
        /// The identifier of the latest revision so far.
        previous: String,
    },
    /// The same bytes, read and derived the same way, are kept.
    Unchanged {
        /// The identifier of the report.
        report: String,
    },
    /// The same relations are kept, but another version of the resolver, or
    /// one that knew other actors, told who and when:
    /// [`crate::Ledger::relations`] gives them, and spares the extraction.
    Unresolved {
        /// The identifier of the report.
        report: String,
    },
    /// The same bytes are kept, but another version of the reader or of the
    /// extractor derived what the ledger shows.
    Outdated {
        /// The identifier of the report.
        report: String,
    },
}

/// What adding a report did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The report's identifier.
    pub report: String,
    /// Its revision, from 1.
    pub revision: u32,
    /// How it stood before.
    pub standing: Standing,
    /// How many statements are current for it now.
    pub statements: usize,
}
