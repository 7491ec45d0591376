//! What a packager or a shell asks for: completions, man pages.

use std::path::PathBuf;

use clap::{Args, ValueHint};

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
