//! What can be typed: the one definition behind the parser, `--help`, the
//! man pages and the completions.

// These comments become the help, where backticks around a name would show.
#![allow(clippy::doc_markdown)]

mod actors;
mod conflict;
mod dispute;
mod extraction;
mod ledger;
mod manual;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

pub use actors::{Actor, ActorAction, ActorSort, Actors};
pub use conflict::{Frame, Model, Shape, Stability, Target, Why};
pub use dispute::{Brief, BriefFormat, Code, New, Positions, StanceWord, Timeline, Watch};
pub use extraction::{Evaluate, Extract, Extraction, Form, Intake, Stance};
pub use ledger::{Format, How, Quoting, Read, Reports, Search, Show, Statements};
pub use manual::{Completions, Man};

const EXAMPLES: &str = "\
Examples:
  demarche read reports/                    read a folder into demarche.db
  demarche statements                       who said what, sentence by sentence
  demarche statements guarantees --by Lavrov --since 2025-08
  demarche show 3f9a1c2e                    one statement with its passage
  demarche statements --format csv > statements.csv
  demarche brief examples/guarantors.toml --read examples

Exit codes:
  0    all well
  1    the job was not done; the message names the file and the remedy
  2    the command line was not understood
  3    the job was done, but something was left out for a fault that you can
       mend: a report (broken, empty, too large, no right to read it) or a row
       of `code --import`. A report in a language that Demarche does not read
       is named in the summary and does not count as a fault.
  4    watch found that a position changed, or was stated again
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
    Actors(Actors),
    Actor(Actor),
    Reports(Reports),
    Search(Search),
    Extract(Extract),
    Evaluate(Evaluate),
    New(New),
    Brief(Brief),
    Positions(Positions),
    Timeline(Timeline),
    Watch(Watch),
    Code(Code),
    Stance(Stance),
    Stability(Stability),
    Why(Why),
    Model(Model),
    Completions(Completions),
    Man(Man),
}
