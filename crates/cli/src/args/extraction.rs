//! How reports are read and statements found, and the commands that need no
//! ledger: extract, evaluate.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use demarche_reading::Date;

use crate::values::{day, size};

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
    /// Twice as fast, less accurate
    #[arg(long)]
    pub fast: bool,
    /// Work on so many reports at once [default: one for each core]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
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
  demarche extract --jsonl corpus/text/ --nested > predictions.jsonl
  demarche extract --triples bulletin.txt")]
pub struct Extract {
    /// Files and folders; `-` reads one report from standard input
    #[arg(required = true, value_name = "FILES", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Print JSON Lines: the default
    #[arg(long)]
    pub jsonl: bool,
    /// Relations inside another's content, too
    #[arg(long)]
    pub nested: bool,
    /// Read negotiation bulletins: print sentence, actor, predicate and
    /// message, parted by tabs, a line for each party that holds it
    #[arg(long, conflicts_with_all = ["jsonl", "nested", "fast", "jobs"])]
    pub triples: bool,
    /// With --triples: only these actors, by these names (a variant, a tab and
    /// the name on each line)
    #[arg(long, value_name = "FILE", requires = "triples", value_hint = ValueHint::FilePath)]
    pub names: Option<PathBuf>,
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

/// Judge pairs of a statement and a proposition
///
/// A line is a JSON object with "statement" and "proposition" (a sentence) or
/// "topic" (a noun phrase). "source", "cue" and "content" may stand in place
/// of "statement": whoever is said to say something, the words that tell so,
/// and what is said. Each line is printed as it is, with "stance" (support,
/// oppose, neutral), "confidence" and "reason" added, as soon as it is judged.
/// A line that is no pair is told and left out, and the exit code is 3 then.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche stance pairs.jsonl > judged.jsonl
  echo '{\"statement\": \"Paris backs a truce.\", \"topic\": \"a ceasefire\"}' | demarche stance -")]
pub struct Stance {
    /// Files of pairs; `-` reads standard input
    #[arg(required = true, value_name = "PAIRS", value_hint = ValueHint::FilePath)]
    pub pairs: Vec<PathBuf>,
}
