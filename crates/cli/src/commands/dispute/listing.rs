//! Positions with their evidence, for people to recompute.

use std::io::Write;

use demarche_positions::{Evidence, Position, Use};

use crate::failure::Failure;
use crate::render::table;
use crate::screen::{self, FAINT, Out, STRONG};

/// What a piece of evidence does, in a word.
pub fn role(role: Use) -> &'static str {
    match role {
        Use::Current => "counts",
        Use::Earlier => "earlier",
        Use::Repeats => "repeats",
        Use::Unsure => "unsure",
        Use::NoPosition => "no position",
    }
}

/// One position: its stand, its sums, and its evidence.
pub fn position(
    out: &mut Out,
    party: &str,
    question: &str,
    position: &Position,
) -> Result<(), Failure> {
    let width = screen::width();
    let since = position
        .since
        .as_deref()
        .map(|day| format!(", since {day}"))
        .unwrap_or_default();
    let firmness = position
        .firmness
        .map(|firmness| format!(", {} ({:.2})", firmness.word(), position.strength))
        .unwrap_or_default();
    writeln!(
        out,
        "{STRONG}{}{STRONG:#} on “{}”: {STRONG}{}{STRONG:#}{since}{firmness}",
        screen::line(party),
        screen::line(question),
        position.stand.word()
    )?;
    let totals = &position.totals;
    writeln!(
        out,
        "{FAINT}  sums: yes {:.2}, conditional {:.2}, no {:.2}, non-committal {:.2}{FAINT:#}",
        totals.yes, totals.conditional, totals.no, totals.non_committal
    )?;
    for item in &position.evidence {
        evidence(out, item, width)?;
    }
    writeln!(out)?;
    Ok(())
}

/// One line of numbers, the sentence, where the weight comes from, and why.
pub fn evidence(out: &mut Out, item: &Evidence, width: usize) -> Result<(), Failure> {
    let saying = &item.saying;
    writeln!(
        out,
        "  {FAINT}{}{FAINT:#}  {:11}  {:13}  {:.2} × {:.2} = {:.2}  {}, {}, {}",
        table::short(&saying.statement),
        role(item.role),
        saying.stance.to_string(),
        item.weight,
        item.recency,
        item.score(),
        screen::line(&saying.voice.name),
        saying.days.day().unwrap_or("day unknown"),
        screen::line(saying.place.outlet.as_deref().unwrap_or(&saying.place.file))
    )?;
    writeln!(
        out,
        "            {}",
        screen::cut(&saying.sentence, width - 12)
    )?;
    let [grade, rank, confidence, extraction] = saying.factors();
    writeln!(
        out,
        "            {FAINT}{:.2} = grade {grade} × rank {rank} × confidence {confidence:.2} × \
         extraction {extraction:.2}{FAINT:#}",
        item.weight
    )?;
    writeln!(
        out,
        "            {FAINT}{}{FAINT:#}",
        screen::cut(&saying.reason, width - 12)
    )?;
    Ok(())
}
