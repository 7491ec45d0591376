//! What can be typed: the one definition behind the parser, `--help`, the
//! man pages and the completions.

// These comments become the help, where backticks around a name would show.
#![allow(clippy::doc_markdown)]

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use demarche_reading::Date;

use crate::values::{day, day_month_or_year, share, size};

const EXAMPLES: &str = "\
Examples:
  demarche read reports/                    read a folder into demarche.db
  demarche statements                       who said what, sentence by sentence
  demarche statements guarantees --speaker Lavrov --since 2025-08
  demarche show 3f9a1c2e                    one statement with its passage
  demarche statements --format csv > statements.csv

Exit codes:
  0    all well
  1    the job was not done; the message names the file and the remedy
  2    the command line was not understood
  3    read or extract did its job, but left out a report for a fault that you
       can mend (broken, empty, too large, no right to read it). A report in a
       language that Demarche does not read is named in the summary and does
       not count as a fault.
  130  stopped by Ctrl-C; what was read before is kept";

/// Who said what, and how we know it: reads news reports into a ledger of
/// statements, each tied to the words it stands in.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The ledger: one SQLite file, made by `read` where there is none
    #[arg(long, global = true, value_name = "FILE", env = "DEMARCHE_LEDGER")]
    #[arg(default_value = "demarche.db", value_hint = ValueHint::FilePath)]
    pub ledger: PathBuf,
    /// Print results and errors only: no summary, no progress, no hints
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Print results, summaries and errors as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never: source, cue and content are marked by brackets
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Read(Read),
    Statements(Statements),
    Show(Show),
    Reports(Reports),
    Search(Search),
    Extract(Extract),
    Evaluate(Evaluate),
    Completions(Completions),
    Man(Man),
}

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

/// How reports are read, for every command that reads some.
#[derive(Debug, Clone, Default, Args)]
pub struct Intake {
    /// The day of publication (2025-08-22), over what the reports say
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Option<Date>,
    /// The language (such as en), over what the reports say and seem to be
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,
    /// Skip files larger than this (bytes, or with k, M or G) [default: 32 MiB]
    #[arg(long, visible_alias = "max-bytes", value_name = "SIZE", value_parser = size)]
    pub max_size: Option<u64>,
    /// The form of all files, over what names and contents say
    #[arg(long, value_name = "FORM", value_enum)]
    pub input_format: Option<Form>,
}

/// The form a report comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// A web page
    Html,
    /// JSON Lines
    Jsonl,
}

/// How statements are found, for every command that extracts some.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Extraction {
    /// About one and a half times as fast, less accurate
    #[arg(long)]
    pub fast: bool,
    /// Work on so many reports at once [default: one for each core]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
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
  demarche statements --speaker Zelensky --kind direct --min-confidence 0.8
  demarche statements --since 2025-08-01 --until 2025-08-22 --format jsonl

Formats are described field by field in docs/formats.md.")]
pub struct Statements {
    /// Words that source, cue and content together must hold, all of them
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// Words that the source must hold
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

/// Extract statements from files, without a ledger
///
/// Prints one line a report, {"id", "attributions": [{"source", "cue",
/// "content", "kind", "confidence"}]}: what `demarche evaluate --pred` scores.
/// Offsets are [start, end) in Unicode code points of the file as it is.
///
/// Annotated corpora of the PolNeAR kind give each word to one relation at
/// most. So only relations that stand in no other's content are printed,
/// unless you ask for the nested ones with --nested.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche extract --jsonl report.txt
  demarche extract --jsonl corpus/text/ --nested > predictions.jsonl")]
pub struct Extract {
    /// Files and folders; `-` reads one report from standard input
    #[arg(required = true, value_name = "FILES", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Print JSON Lines: the only format so far, and the default
    #[arg(long)]
    pub jsonl: bool,
    /// Relations inside another's content, too
    #[arg(long)]
    pub nested: bool,
    #[command(flatten)]
    pub intake: Intake,
    #[command(flatten)]
    pub extraction: Extraction,
}

/// Score extraction against annotated reports
///
/// DIR holds text/NAME.txt and, in brat's standoff format,
/// attributions/NAME_xxxx.ann, where xxxx (four hexadecimal digits) names the
/// annotator; the first in the alphabet is the standard. Relations that stand
/// inside another's content are left out, as such corpora have none.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche evaluate polnear/dev
  demarche evaluate polnear/dev --pred predictions.jsonl --json
  demarche evaluate polnear/dev --calibration")]
pub struct Evaluate {
    /// The annotated reports
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Score these predictions (of `extract --jsonl`) instead of extracting
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with_all = ["fast", "jobs"])]
    pub pred: Option<PathBuf>,
    /// Tell, too, how far the confidences can be trusted
    #[arg(long)]
    pub calibration: bool,
    #[command(flatten)]
    pub extraction: Extraction,
}

/// Print the completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  demarche completions bash > ~/.local/share/bash-completion/completions/demarche")]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// Print the man page
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  demarche man --dir ~/.local/share/man/man1")]
pub struct Man {
    /// Write it to this folder instead, and one for each command beside it
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
}
