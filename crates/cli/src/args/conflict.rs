//! What could hold: stability, why, model.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use demarche_stability::Concept;

use crate::values::size;

/// Say which states of a conflict are stable, and for whom
///
/// The model is a conflict.toml (docs/formats.md), a save file of GMCR+, or
/// the JSON of the reference implementation. States are written as patterns of
/// Y and N, one letter an option in the model's order, or by their names.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche stability examples/conflicts/river-dam.toml
  demarche stability dam.toml --concept nash,seq --coalition Upland,Lowland
  demarche stability dam.toml --status-quo today --graph dam.svg --evolution way.svg
  demarche stability dam.toml --inverse deal --vary Upland
  demarche stability dam.toml --sensitivity --levers deal
  demarche stability dam.toml --what-if 'fix blockade no' --what-if 'drop Upland 2'
  demarche stability dam.toml --format json > verdicts.json")]
pub struct Stability {
    /// The model file; `-` reads it from standard input
    #[arg(value_name = "MODEL", value_hint = ValueHint::FilePath)]
    pub model: PathBuf,
    #[command(flatten)]
    pub frame: Frame,
    /// The concepts: nash, gmr, smr, seq, sseq, sim, limited-move-H,
    /// non-myopic, and strong-, mild-, relational- and -a to -d variants
    /// [default: the first six; of a model without options the first five]
    #[arg(long, short, value_name = "NAMES", value_delimiter = ',', value_parser = concept)]
    pub concept: Vec<Concept>,
    /// Also limited-move stability, so many moves ahead
    #[arg(long, value_name = "H", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub horizon: Option<u32>,
    /// Show every state, however many there are
    #[arg(long)]
    pub all: bool,
    /// For models too large to list: count the stable states by decision
    /// diagrams, and give the equilibria as patterns; answers no other question
    #[arg(long, conflicts_with_all = [
        "coalition", "status_quo", "inverse", "sensitivity", "levers", "coalitions", "scenarios",
        "views", "what_if", "graph", "evolution",
    ])]
    pub symbolic: bool,
    /// How to print it [default: table, or json under --json]
    #[arg(long, short, value_name = "FORMAT", value_enum)]
    pub format: Option<Shape>,
    /// What can come of a state, by whose moves; without STATE, of the model's
    /// status quo
    #[arg(long, value_name = "STATE", num_args = 0..=1, default_missing_value = "")]
    pub status_quo: Option<String>,
    /// Which preferences would make a state an equilibrium
    #[arg(long, value_name = "STATE")]
    pub inverse: Option<String>,
    /// With --inverse: count over all strict rankings of these parties
    #[arg(
        long,
        value_name = "PARTIES",
        value_delimiter = ',',
        requires = "inverse"
    )]
    pub vary: Vec<String>,
    /// How often each state is an equilibrium when preferences are not sure
    #[arg(long, value_name = "RUNS", num_args = 0..=1, default_missing_value = "10000")]
    pub sensitivity: Option<u64>,
    /// With --sensitivity: the chance in percent that a statement is left out
    #[arg(
        long,
        value_name = "PERCENT",
        default_value_t = 10,
        requires = "sensitivity"
    )]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=100))]
    pub drop: u8,
    /// With --sensitivity: the chance in percent that a statement changes
    /// places with the next
    #[arg(
        long,
        value_name = "PERCENT",
        default_value_t = 20,
        requires = "sensitivity"
    )]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=100))]
    pub swap: u8,
    /// With --sensitivity: what the draws begin with; the same gives the same
    #[arg(long, value_name = "N", default_value_t = 0, requires = "sensitivity")]
    pub seed: u64,
    /// Which single changes would make a state last
    #[arg(long, value_name = "STATE")]
    pub levers: Option<String>,
    /// Which equilibria coalitions would leave, and whereto
    #[arg(long)]
    pub coalitions: bool,
    /// Compare the scenarios of the file
    #[arg(long)]
    pub scenarios: bool,
    /// What each party expects that has a view of its own
    #[arg(long)]
    pub views: bool,
    /// What a change would change: drop PARTY N, reverse PARTY N, move PARTY N
    /// TO, add PARTY N CONDITION, fix OPTION yes|no, lock OPTION DIRECTION,
    /// exclude CONDITION, admit N
    #[arg(long, value_name = "CHANGE")]
    pub what_if: Vec<String>,
    /// Draw everybody's moves, as SVG or GraphML by the file's ending
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub graph: Option<PathBuf>,
    /// Draw what can come of the status quo by improvements
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub evolution: Option<PathBuf>,
    /// The most memory to use; a run that needs more says so and does not start
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "16G")]
    pub memory: u64,
}

/// Which version of a model, and who acts together.
#[derive(Debug, Args)]
pub struct Frame {
    /// A scenario of the file
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Parties that act as one; replaces the coalitions of the file
    #[arg(long, value_name = "A,B")]
    pub coalition: Vec<String>,
}

/// What verdicts are printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// For reading
    Table,
    /// One JSON object
    Json,
    /// For spreadsheets: a row a state, concept and party
    Csv,
}

/// Say why a state is or is not stable, as moves and counter-moves
///
/// Names the options that change, the preference that decides, and the
/// sentences behind it where the model has them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche why dam.toml today --party Upland
  demarche why dam.toml YYNYY --concept smr")]
pub struct Why {
    /// The model file; `-` reads it from standard input
    #[arg(value_name = "MODEL", value_hint = ValueHint::FilePath)]
    pub model: PathBuf,
    /// The state: its name, or its pattern of Y and N
    #[arg(value_name = "STATE")]
    pub state: String,
    /// For this party only [default: all]
    #[arg(long, short, value_name = "NAME")]
    pub party: Option<String>,
    /// The concept
    #[arg(long, short, value_name = "NAME", value_parser = concept, default_value = "seq")]
    pub concept: Concept,
    #[command(flatten)]
    pub frame: Frame,
    /// Tell every move, however many there are
    #[arg(long)]
    pub all: bool,
}

/// Write a model: drafted from a dispute, or another tool's in our form
///
/// From a dispute file, the parties become decision makers, the questions that
/// a party controls become options, and the positions in the ledger become
/// preferences, each with the sentences it rests on. What no sentence tells is
/// an assumption, and says so. A model file of any form is written in the form
/// asked for.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche model guarantors.toml > guarantors.conflict.toml
  demarche model Elmira.gmcr > elmira.toml
  demarche model elmira.toml --to gmcr > Elmira.gmcr")]
pub struct Model {
    /// A dispute file or a model file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// A scenario of a model file
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// The form to write
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Target::Toml)]
    pub to: Target,
}

/// The form that a model is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// conflict.toml
    Toml,
    /// The JSON save file of GMCR+
    Gmcr,
}

fn concept(typed: &str) -> Result<Concept, String> {
    typed
        .parse()
        .map_err(|error: demarche_stability::UnknownConcept| error.to_string())
}
