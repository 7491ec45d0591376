//! Disputes: briefs, positions, codings.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum, ValueHint};

use crate::values::{at_least_one, first_day, iso_day, numbers, something, words};

/// Say on one page where the parties of a dispute stand
///
/// DISPUTE is a file that names parties, questions and arrangements;
/// docs/disputes.md describes it, and `demarche new` starts one. Statements
/// that are new are first held against the questions, which takes a while once
/// and no time later.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche brief examples/guarantors.toml --read examples
  demarche brief guarantors.toml --since 2025-08-20
  demarche brief guarantors.toml --format html --output brief.html

How positions are weighed is written down in docs/positions.md.")]
pub struct Brief {
    #[command(flatten)]
    pub dispute: DisputeFile,
    /// Add a section on what was said on this day or later (2025-08-22, 2025-08
    /// or 2025)
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub since: Option<String>,
    /// The positions as they were known on this day: of the reports published by
    /// then
    #[arg(long, value_name = "DAY", value_parser = iso_day)]
    pub on: Option<String>,
    /// First read these files and folders into the ledger
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub read: Vec<PathBuf>,
    /// What to make [default: text, or json under --json]
    #[arg(long, short, value_name = "FORMAT", value_enum)]
    pub format: Option<BriefFormat>,
    /// Write it to this file; its ending (.txt, .md, .html, .json) tells the
    /// format unless --format does
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// The dispute that a command is about.
#[derive(Debug, Clone, Args)]
pub struct DisputeFile {
    /// The dispute file
    #[arg(value_name = "DISPUTE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
}

/// What a brief is made as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    /// For reading on a terminal
    Text,
    /// Markdown
    Markdown,
    /// One page with pictures, for the browser and for paper
    Html,
    /// For programs
    Json,
}

/// List positions with all the evidence and how it is weighed
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche positions guarantors.toml
  demarche positions guarantors.toml --party Russia --question neutrality")]
pub struct Positions {
    #[command(flatten)]
    pub dispute: DisputeFile,
    /// One party, by name or id
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// One question, by id
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    /// The positions as they were known on this day: of the reports published by
    /// then
    #[arg(long, value_name = "DAY", value_parser = iso_day)]
    pub on: Option<String>,
}

/// List what the parties said on each question, in the order of time
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  demarche timeline guarantors.toml --party China --since 2025-08")]
pub struct Timeline {
    #[command(flatten)]
    pub dispute: DisputeFile,
    /// One party, by name or id
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// One question, by id
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    /// Said on this day or later (2025-08-22, 2025-08 or 2025)
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub since: Option<String>,
}

/// Tell which positions changed since the last brief
///
/// The last brief is the last that `demarche brief` printed, without --on, on a
/// dispute of this title from this ledger. Nothing is remembered by watching.
/// Parties and questions that the dispute file had then and has now are
/// compared; what was added to it or taken out is named, and is no change.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 nothing changed, 4 something did.

Example:
  demarche read today/
  demarche watch guarantors.toml; [ $? -eq 4 ] && demarche brief guarantors.toml")]
pub struct Watch {
    #[command(flatten)]
    pub dispute: DisputeFile,
}

/// Judge by hand what statements say to a question
///
/// A person's judgement replaces the machine's and survives later readings and
/// models. Nothing is lost: judging again and undoing add to the history.
#[derive(Debug, Clone, Args)]
// `speaker` and `yes` want `search`, and name it alone where it is not there.
#[command(group(ArgGroup::new("way").required(true).multiple(true).args([
    "id", "search", "next", "undo", "history", "agreement", "export", "import", "speaker", "yes",
])))]
#[command(after_help = "\
Examples:
  demarche code 3f9a1c2e --question neutrality --stance no --why \"a demand to others\" --dispute guarantors.toml
  demarche code --search \"permanent neutrality\" --question neutrality --stance yes
  demarche code --next --dispute guarantors.toml
  demarche code --undo 12
  demarche code --agreement
  demarche code --export coded.xlsx --dispute guarantors.toml")]
pub struct Code {
    /// The statement's identifier, or the start of it
    #[arg(value_name = "ID")]
    #[arg(conflicts_with_all = ["search", "undo", "next", "agreement", "export", "import"])]
    pub id: Option<String>,
    /// The question, by its id in the dispute file
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    /// What the statement says to it; tables write `support` for yes and `oppose`
    /// for no, and both are understood here and there
    #[arg(long, value_name = "STANCE", value_enum)]
    pub stance: Option<StanceWord>,
    /// Why
    #[arg(long, value_name = "WORDS")]
    pub why: Option<String>,
    /// A condition that it sets, with --stance conditional
    #[arg(long, value_name = "WORDS", value_parser = something)]
    pub condition: Vec<String>,
    /// Who judges [default: the user who is logged in]
    #[arg(long, value_name = "NAME", env = "DEMARCHE_AUTHOR")]
    pub author: Option<String>,
    /// The dispute file: a judgement on one of its questions counts as long as
    /// the question is worded so; without, it is on any question of that id
    #[arg(long, value_name = "FILE", env = "DEMARCHE_DISPUTE", value_hint = ValueHint::FilePath)]
    pub dispute: Option<PathBuf>,
    /// Judge all statements with these words; shows them first, --yes does it
    #[arg(long, value_name = "WORDS", requires_all = ["question", "stance"], value_parser = words)]
    #[arg(conflicts_with_all = ["undo", "history", "next", "agreement", "export", "import"])]
    pub search: Option<String>,
    /// With --search: of this speaker only, by name or by words of the source
    #[arg(long, value_name = "WORDS", requires = "search", value_parser = words)]
    pub speaker: Option<String>,
    /// With --search: do it
    #[arg(long, requires = "search")]
    pub yes: bool,
    /// Take back the judgement of this number, or several at once (12-15)
    #[arg(long, value_name = "N", value_parser = numbers)]
    #[arg(conflicts_with_all = ["history", "next", "agreement", "export", "import"])]
    pub undo: Option<(i64, i64)>,
    /// List the judgements; with ID, of one statement; with --question, on one
    /// question
    #[arg(long, conflicts_with_all = ["next", "agreement", "export", "import"])]
    pub history: bool,
    /// Show what would teach most: doubtful, or decisive for a position; with
    /// --question, on one question
    #[arg(long, requires = "dispute", conflicts_with_all = ["agreement", "export", "import"])]
    pub next: bool,
    /// How far coders agree: Krippendorff's alpha, and what they differ on;
    /// with --dispute, on its questions as they are worded now
    #[arg(long, conflicts_with_all = ["export", "import"])]
    pub agreement: bool,
    /// Write coded statements to a table (.csv, .tsv or .xlsx)
    #[arg(long, value_name = "FILE", requires = "dispute", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with = "import")]
    pub export: Option<PathBuf>,
    /// Take judgements from a table (.csv, .tsv or .xlsx), each by its column
    /// coder, or yours where that is empty; the machine's own rows stay the
    /// machine's
    #[arg(long, value_name = "FILE", requires = "dispute", value_hint = ValueHint::FilePath)]
    pub import: Option<PathBuf>,
    /// With --next and --history: at most so many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20, value_parser = at_least_one)]
    pub limit: usize,
}

/// A stance as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StanceWord {
    /// Supports the proposition
    #[value(alias = "support")]
    Yes,
    /// Opposes it
    #[value(alias = "oppose")]
    No,
    /// Supports it on conditions
    Conditional,
    /// Declines to commit
    NonCommittal,
    /// Asks
    Asks,
    /// Tells what others think
    Reports,
    /// Does not bear on it
    Unrelated,
}

/// Start a dispute file from what the ledger holds
///
/// Proposes the sides that speak most as parties, and contested matters as
/// questions, each with sentences as examples. What it proposes is a start:
/// the propositions are yours to write.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  demarche new guarantors.toml")]
pub struct New {
    /// The file to write [default: print it, as `-` does]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// How many questions to propose at most
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = at_least_one)]
    pub questions: usize,
}
