//! `demarche why`: moves and counter-moves in words.

use std::io::Write;

use demarche_conflict::{Point, Support, Told, Words, told};
use demarche_stability::Analysis;

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
    let mut analysis = Analysis::new(&model);
    for coalition in &coalitions {
        analysis = analysis.coalition(coalition);
    }
    if let Some(attitudes) = case.attitudes(&model)? {
        analysis = analysis.attitudes(attitudes);
    }
    let mut answers = Vec::new();
    for player in 0..players {
        let explanation = analysis.explain(player, state, args.concept)?;
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
            "  {FAINT}{n} would not be worth making; --all tells why.{FAINT:#}"
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
    for line in support.lines() {
        for part in wrapped(&line, screen::width() - 6) {
            writeln!(out, "      {FAINT}{}{FAINT:#}", clean(&part))?;
        }
    }
    Ok(())
}
