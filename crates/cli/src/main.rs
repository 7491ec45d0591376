//! The command line: reads what was typed, calls one command, prints what the
//! other rooms of the house computed.

mod args;
mod commands;
mod failure;
mod interrupt;
mod output;
mod render;
mod screen;
mod signature;
mod values;
mod workers;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Color, Command};
use failure::{Failure, Outcome, conclude};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.global.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    conclude(run(&cli), &cli.global)
}

fn run(cli: &Cli) -> Result<Outcome, Failure> {
    let global = &cli.global;
    match &cli.command {
        Command::Read(args) => commands::read::run(global, args),
        Command::Statements(args) => commands::statements::run(global, args),
        Command::Show(args) => commands::show::run(global, args),
        Command::Actors(args) => commands::actors::run(global, args),
        Command::Actor(args) => commands::actor::run(global, args),
        Command::Reports(args) => commands::reports::run(global, args),
        Command::Search(args) => commands::search::run(global, args),
        Command::Extract(args) => commands::extract::run(global, args),
        Command::Evaluate(args) => commands::evaluate::run(global, args),
        Command::New(args) => commands::dispute::new::run(global, args),
        Command::Brief(args) => commands::dispute::brief::run(global, args),
        Command::Positions(args) => commands::dispute::positions::run(global, args),
        Command::Timeline(args) => commands::dispute::timeline::run(global, args),
        Command::Watch(args) => commands::dispute::watch::run(global, args),
        Command::Code(args) => commands::dispute::code::run(global, args),
        Command::Stance(args) => commands::stance::run(global, args),
        Command::Stability(args) => commands::stability::run(global, args),
        Command::Why(args) => commands::why::run(global, args),
        Command::Model(args) => commands::model::run(global, args),
        Command::Completions(args) => commands::manual::completions(args),
        Command::Man(args) => commands::manual::man(args),
    }
}
