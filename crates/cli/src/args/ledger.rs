//! The ledger's own commands: read, statements, show, reports, search.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::extraction::{Extraction, Intake};
use crate::values::{day_month_or_year, share};

/// Read reports into the ledger
///
/// Takes plain text, Markdown, web pages, JSON Lines (one report a line),
/// folders of these, and `-` for standard input. Reading the same again
/// changes nothing; a report that changed under its address becomes a new
/// revision, and the old one stays. Each report is kept in one step, so a read
/// can be stopped at any moment, and the same command finishes it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche read reports/ press-release.html
  demarche read today.txt --date 2025-08-22
  curl -s https://example.org/page | demarche read -")]
pub struct Read {
    /// Files and folders; `-` reads one report from standard input
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub intake: Intake,
    #[command(flatten)]
    pub extraction: Extraction,
}

/// List statements: who said what, in which sentence
///
/// Without options, all of them, grouped by report. Words and speakers are
/// found whatever their case and accents; put a phrase in double quotes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche statements ceasefire
  demarche statements '\"security guarantees\"' --outlet Reuters
  demarche statements --by Lavrov --grade first-hand
  demarche statements --by Zelensky --kind direct --min-confidence 0.8
  demarche statements --format xlsx --output statements.xlsx
  demarche statements --since 2025-08-01 --until 2025-08-22 --format jsonl

Formats are described field by field in docs/formats.md.")]
pub struct Statements {
    /// Words that source, cue and content together must hold, all of them
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// An actor who speaks, is spoken for, supports or opposes: a name, an
    /// alias or an identifier of `demarche actors`
    #[arg(long, value_name = "ACTOR")]
    pub by: Option<String>,
    /// How near the reader is to the speaker
    #[arg(long, value_name = "GRADE", value_enum)]
    pub grade: Option<How>,
    /// Words that the source must hold, as the report has it; `--by` finds a
    /// person under any name
    #[arg(long, value_name = "WORDS")]
    pub speaker: Option<String>,
    /// The outlet, by its whole name
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// How the words are given
    #[arg(long, value_name = "KIND", value_enum)]
    pub kind: Option<Quoting>,
    /// Published on this day or later (2025-08-22, 2025-08 or 2025)
    #[arg(long, value_name = "DAY", value_parser = day_month_or_year)]
    pub since: Option<String>,
    /// Published on this day or earlier; a month or year counts whole
    #[arg(long, value_name = "DAY", value_parser = day_month_or_year)]
    pub until: Option<String>,
    /// One report, by its identifier or the start of it
    #[arg(long, value_name = "ID")]
    pub report: Option<String>,
    /// The least confidence, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub min_confidence: Option<f32>,
    /// Print at most so many
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
    /// How to print them [default: table, or json under --json]
    #[arg(long, short, value_name = "FORMAT", value_enum)]
    pub format: Option<Format>,
    /// Write them to this file
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// How the content is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Quoting {
    /// All of it in quotation marks
    Direct,
    /// None of it
    Indirect,
    /// Some of it
    Mixed,
}

/// How near the reader is to the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum How {
    /// The report itself gives a named speaker's words
    FirstHand,
    /// One named outlet stands between
    Relayed,
    /// Somebody else tells it
    SecondHand,
    /// The speaker, or a link that all hangs on, has no name
    Unnamed,
}

/// What statements are printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading: sentences with source, cue and content marked
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// For spreadsheets
    Csv,
    /// W3C Web Annotations (JSON-LD)
    Webannotation,
    /// W3C PROV-O (JSON-LD): whence each statement comes
    Prov,
    /// schema.org quotations (JSON-LD)
    Schemaorg,
    /// GraphML: who cites, addresses, speaks of and denies whom
    Graphml,
    /// A workbook, with --output
    Xlsx,
}

/// Show one statement: its passage and all that is known of it
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  demarche show 3f9a1c2e --around 2")]
pub struct Show {
    /// The statement's identifier, or the start of it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Print so many more paragraphs before and after
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub around: usize,
}

/// List the reports in the ledger
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  demarche reports --since 2025-08 --outlet Reuters")]
pub struct Reports {
    /// Older revisions, too
    #[arg(long)]
    pub all: bool,
    /// The outlet, by its whole name
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Published on this day or later (2025-08-22, 2025-08 or 2025)
    #[arg(long, value_name = "DAY", value_parser = day_month_or_year)]
    pub since: Option<String>,
    /// Published on this day or earlier; a month or year counts whole
    #[arg(long, value_name = "DAY", value_parser = day_month_or_year)]
    pub until: Option<String>,
    /// Print at most so many
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
}

/// Search the full text of the reports, best match first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche search peacekeepers mandate
  demarche search '\"permanent neutrality\"'")]
pub struct Search {
    /// Words that the report must hold, all of them; a phrase in double quotes
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
    /// Print at most so many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    pub limit: usize,
}
