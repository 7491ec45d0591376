//! `demarche positions`: where parties stand, with all the evidence.

use std::io::Write;

use demarche_positions::Position;

use crate::args::{Global, Positions};
use crate::commands::dispute::{self, Choice, listing};
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::screen;

pub fn run(global: &Global, args: &Positions) -> Result<Outcome, Failure> {
    let dispute = dispute::read(&args.dispute.file)?;
    let (party, question) = (args.party.as_deref(), args.question.as_deref());
    let choice = Choice::of(&dispute, party, question)?;
    let Some((_, mut case)) = dispute::hold(global, &dispute, args.on.as_deref())? else {
        return Ok(Outcome::Interrupted);
    };
    case.positions.retain(|position| choice.takes(position));
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &case.positions)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = screen::out();
    if let Some(on) = args.on.as_deref().filter(|_| !global.quiet) {
        let reports = screen::count(case.coverage.reports, "report");
        writeln!(out, "As known on {on}, by {reports}.\n")?;
    }
    // Without a choice, silence is not worth a line for each.
    let chosen = choice.is_one();
    for position in &case.positions {
        if position.evidence.is_empty() && !chosen {
            continue;
        }
        let party = dispute
            .party(&position.party)
            .map_or("", |party| &party.name);
        let asked = dispute
            .question(&position.question)
            .map_or("", |asked| &asked.yes);
        listing::position(&mut out, party, asked, position)?;
    }
    let silent = |position: &Position| position.evidence.is_empty();
    if case.positions.iter().all(silent) && !global.quiet {
        writeln!(out, "{}", choice.nothing(&case.coverage, None))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
