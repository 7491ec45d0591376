//! Actors: who they are, and corrections of that.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

/// List the actors: who speaks in the reports, and for whom
///
/// Names that reports spell or shorten in several ways are one actor where the
/// reports' own words, an actor file or a correction say so; `demarche actor
/// NAME` tells why. Corrections are kept with their time and author, outrank
/// what the program finds, and survive reading again.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  demarche actors --side Russia
  demarche actors --export actors.toml
  demarche actors import actors.toml
  demarche actors merge 'Wang Yi' 3f9a1c2e --why 'the same minister'
  demarche actors undo 3

The form of actor files is described in docs/actors.md.")]
pub struct Actors {
    #[command(subcommand)]
    pub action: Option<ActorAction>,
    /// Words that a name must hold
    #[arg(long, value_name = "WORDS")]
    pub named: Option<String>,
    /// The state or organisation they speak for, by name or code
    #[arg(long, value_name = "SIDE")]
    pub side: Option<String>,
    /// One kind only
    #[arg(long, value_name = "KIND", value_enum)]
    pub kind: Option<ActorSort>,
    /// Print at most so many
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
    /// Write them to an actor file, to be corrected by hand and imported
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub export: Option<PathBuf>,
}

/// What can be done about actors.
#[derive(Debug, Subcommand)]
pub enum ActorAction {
    /// Say that two actors are one
    Merge {
        /// The actor whose name stays
        #[arg(value_name = "ACTOR")]
        first: String,
        /// The actor that it is, too
        #[arg(value_name = "OTHER")]
        second: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Say that a name is not that actor
    Split {
        /// The actor
        #[arg(value_name = "ACTOR")]
        whole: String,
        /// The name or alias that is somebody else's
        #[arg(value_name = "ALIAS")]
        alias: String,
        /// Only where the name speaks for this side, by code (RUS)
        #[arg(long, value_name = "CODE")]
        side: Option<String>,
        #[command(flatten)]
        signed: Signed,
    },
    /// Say what an actor is called
    Rename {
        /// The actor
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// The name to print
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Take a correction back
    Undo {
        /// Its number in the history
        #[arg(value_name = "NUMBER")]
        number: i64,
        #[command(flatten)]
        signed: Signed,
    },
    /// List the corrections, who made them and when
    History,
    /// Read actor files, and resolve all statements with them
    ///
    /// Takes actors.toml files and CAMEO actor dictionaries (as Phoenix has
    /// them, .txt). A file of the same name takes the place of the earlier one.
    Import {
        /// The files
        #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
    },
}

/// Who corrects, and why.
#[derive(Debug, Clone, Args)]
pub struct Signed {
    /// Why
    #[arg(long, value_name = "WORDS")]
    pub why: Option<String>,
    /// Who says so [default: the user who is logged in]
    #[arg(long, value_name = "NAME", env = "DEMARCHE_AUTHOR")]
    pub author: Option<String>,
}

/// What sort of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ActorSort {
    /// A human being with a name
    Person,
    /// An office whose holder no report names
    Office,
    /// A ministry, an alliance, a firm, an outlet
    Organisation,
    /// A state
    State,
    /// Several at once
    Group,
    /// A text that speaks
    Document,
    /// Somebody without a name
    Unnamed,
}

/// Tell who an actor is and what they said, each with its evidence
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  demarche actor Lavrov
  demarche actor China --mentions")]
pub struct Actor {
    /// A name, an alias, or the start of an identifier
    #[arg(required = true, value_name = "NAME")]
    pub name: Vec<String>,
    /// Print at most so many statements
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
    /// Print every mention and why it was taken to mean them
    #[arg(long)]
    pub mentions: bool,
}
