//! `demarche why`: moves and counter-moves in words.

use std::io::Write;

use demarche_conflict::{Point, Support, Told, Words, told};
use demarche_stability::explain;

use crate::args::{Global, Why};
use crate::commands::conflict::{case, clean, coalitions, party, read, state};
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::render::wrapped::wrapped;
use crate::screen::{self, FAINT, STRONG};

/// So many moves are told of each sort, unless all are asked for.
const TOLD: usize = 4;

pub fn run(global: &Global, args: &Why) -> Result<Outcome, Failure> {
    let conflict = read(&args.model)?;
    let case = case(&conflict, args.frame.scenario.as_deref())?;
    let model = case.model()?;
    let coalitions = coalitions(&case, &model, &args.frame)?;
    let state = state(&model, &args.state)?;
    let words = Words::new(&model, case.sheet);
    let together: usize = coalitions
        .iter()
        .map(|members| members.len().saturating_sub(1))
        .sum();
    let players = model.decision_makers().len().saturating_sub(together);
    let asked = args
        .party
        .as_ref()
        .map(|name| party(&model, name))
        .transpose()?;
    let mut answers = Vec::new();
    for player in 0..players {
        let explanation = explain(&model, &coalitions, player, state, args.concept)?;
        let members = &explanation.players[player].members;
        if asked.is_none_or(|party| members.contains(&party)) {
            answers.push(told(&words, &explanation));
        }
    }
    if global.json {
        let mut raw = screen::raw();
        json::pretty(&mut raw, &answers)?;
        raw.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = screen::out();
    for (n, answer) in answers.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        write(&mut out, answer, args.all)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn write(out: &mut screen::Out, told: &Told, all: bool) -> Result<(), Failure> {
    writeln!(out, "{STRONG}{}{STRONG:#}", clean(&told.headline))?;
    for line in wrapped(&told.meaning, screen::width()) {
        writeln!(out, "{FAINT}{}{FAINT:#}", clean(&line))?;
    }
    // One move that nothing deters is enough to leave; to stay, every move
    // must be deterred.
    let (told_ones, others): (Vec<&Point>, Vec<&Point>) = told
        .points
        .iter()
        .partition(|point| all || point.deterred == told.stable);
    let limit = if all { usize::MAX } else { TOLD };
    for point in told_ones.iter().take(limit) {
        write_point(out, point)?;
    }
    let more = told_ones.len().saturating_sub(limit);
    if more > 0 {
        writeln!(
            out,
            "  {FAINT}{} likewise; --all tells them.{FAINT:#}",
            screen::count(more, "other move")
        )?;
    }
    if !others.is_empty() {
        let n = screen::count(others.len(), "other move");
        writeln!(
            out,
            "  {FAINT}{n} would be answered; --all tells how.{FAINT:#}"
        )?;
    }
    Ok(())
}

fn write_point(out: &mut screen::Out, point: &Point) -> Result<(), Failure> {
    let width = screen::width();
    for (n, sentence) in point.text.iter().enumerate() {
        let mark = if n == 0 { "- " } else { "  " };
        for (k, line) in wrapped(sentence, width - 4).iter().enumerate() {
            let mark = if k == 0 { mark } else { "  " };
            writeln!(out, "  {mark}{}", clean(line))?;
        }
    }
    for support in &point.supports {
        write_support(out, support)?;
    }
    Ok(())
}

/// What a preference rests on; nothing where the model says no more of it.
fn write_support(out: &mut screen::Out, support: &Support) -> Result<(), Failure> {
    let width = screen::width();
    let mut lines = Vec::new();
    if let Some(because) = &support.because {
        lines.push(because.clone());
    }
    if support.assumed {
        lines.push("an assumption: no sentence tells it".to_owned());
    }
    for evidence in &support.evidence {
        let parts = [
            evidence.who.as_deref(),
            evidence.on.as_deref(),
            evidence.outlet.as_deref(),
        ];
        let head: Vec<&str> = parts.into_iter().flatten().collect();
        let id = evidence.statement.get(..8).unwrap_or(&evidence.statement);
        let says = evidence.says.as_ref().map(|says| format!(": {says}"));
        lines.push(format!(
            "[{id}] {}{}",
            head.join(", "),
            says.unwrap_or_default()
        ));
    }
    if lines.is_empty() {
        return Ok(());
    }
    let head = format!(
        "“{}” ({}, {} in order):",
        support.prefers, support.party, support.place
    );
    for line in std::iter::once(head).chain(lines) {
        for part in wrapped(&line, width - 6) {
            writeln!(out, "      {FAINT}{}{FAINT:#}", clean(&part))?;
        }
    }
    Ok(())
}
