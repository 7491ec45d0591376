//! Positions with their evidence, for people to recompute.

use std::io::Write;

use anstyle::Style;
use demarche_brief::figures::{strength, sure};
use demarche_brief::{Cell, excerpt, quotation, said};
use demarche_positions::{Coder, Evidence, Firmness, Position, Stand, Use};

use crate::failure::Failure;
use crate::render::table;
use crate::render::wrapped::indented;
use crate::screen::{self, FAINT, Out, STRONG};

/// Where the lines under an identifier start.
const INDENT: usize = 12;

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

/// One position: its stand, what it rests on, its sums, and its evidence.
pub fn position(
    out: &mut Out,
    party: &str,
    question: &str,
    position: &Position,
) -> Result<(), Failure> {
    let cell = Cell::of(position);
    let since = cell
        .since_when()
        .map(|since| format!(", {since}"))
        .unwrap_or_default();
    let firmness = position
        .firmness
        .map(Firmness::word)
        .map(|word| format!(", {word} ({:.2})", strength(position.strength)))
        .unwrap_or_default();
    let plain = Style::new();
    let rest = format!(
        "on “{}”: {STRONG}{}{STRONG:#}{since}{firmness}",
        screen::line(question),
        position.stand.word()
    );
    let head = format!(
        "{} on “{question}”: {}{since}{firmness}",
        party,
        position.stand.word()
    );
    let fits = |width: usize| screen::columns_of(&screen::line(&head)) <= width;
    if screen::page().is_none_or(fits) {
        writeln!(out, "{STRONG}{}{STRONG:#} {rest}", screen::line(party))?;
    } else {
        indented(out, 0, STRONG, &head)?;
    }
    if let Some(sides) = cell.divided() {
        indented(out, 2, plain, &sides)?;
    }
    for condition in &cell.conditions {
        let condition = format!("on condition: {}", quotation(&excerpt(condition)));
        indented(out, 2, plain, &condition)?;
    }
    if position.stand != Stand::Unstated {
        indented(out, 2, plain, &cell.behind())?;
    }
    let totals = &position.totals;
    let sums = format!(
        "sums: yes {:.2}, conditional {:.2}, no {:.2}, non-committal {:.2}",
        totals.yes, totals.conditional, totals.no, totals.non_committal
    );
    indented(out, 2, FAINT, &sums)?;
    for item in &position.evidence {
        evidence(out, item, None)?;
    }
    writeln!(out)?;
    Ok(())
}

/// One line of numbers and names, the sentence, where the weight comes from, and
/// why; `party` names whose position it is evidence of, where nothing else does.
pub fn evidence(out: &mut Out, item: &Evidence, party: Option<&str>) -> Result<(), Failure> {
    let saying = &item.saying;
    let id = table::short(&saying.statement);
    let score = match item.role {
        Use::Unsure => format!("does not count, {:.2} sure", sure(saying.confidence)),
        Use::NoPosition => "does not count".to_owned(),
        _ => format!(
            "{:.2} × {:.2} = {:.2}",
            item.weight,
            item.recency,
            item.score()
        ),
    };
    let stance = saying.stance.to_string();
    let use_and_stance = format!("{:11}  {stance:13}", role(item.role));
    let numbers = format!("{use_and_stance}  {score}");
    let name = &saying.voice.name;
    let party = party.filter(|party| party != name);
    let place = &saying.place;
    let who = screen::line(&format!(
        "{}{name}, {}, {}",
        party.map(|party| format!("{party}: ")).unwrap_or_default(),
        said(&saying.days),
        place.outlet.as_deref().unwrap_or(&place.file)
    ));
    let columns = 2 + table::SHORT + 2 + screen::columns_of(&numbers);
    let fits = |width: usize| columns + 2 + screen::columns_of(&who) <= width;
    if screen::page().is_none_or(fits) {
        writeln!(out, "  {FAINT}{id}{FAINT:#}  {numbers}  {who}")?;
    } else {
        if screen::page().is_none_or(|width| columns <= width) {
            writeln!(out, "  {FAINT}{id}{FAINT:#}  {numbers}")?;
        } else {
            writeln!(out, "  {FAINT}{id}{FAINT:#}  {}", use_and_stance.trim_end())?;
            indented(out, INDENT, Style::new(), &score)?;
        }
        indented(out, INDENT, Style::new(), &who)?;
    }
    indented(out, INDENT, Style::new(), &excerpt(&saying.sentence))?;
    if !matches!(item.role, Use::Unsure | Use::NoPosition) {
        let [grade, rank, confidence, extraction] = saying.factors();
        let product = format!(
            "{:.2} = grade {grade} × rank {rank} × confidence {confidence:.2} × \
             extraction {extraction:.2}",
            item.weight
        );
        indented(out, INDENT, FAINT, &product)?;
    }
    // A person's reason is worth what its author is.
    let reason = match &saying.coder {
        Coder::Person(name) if saying.reason.trim().is_empty() => {
            format!("judged by {name}: no reason given")
        }
        Coder::Person(name) => format!("judged by {name}: {}", saying.reason),
        Coder::Machine(_) => saying.reason.clone(),
    };
    indented(out, INDENT, FAINT, &reason)?;
    Ok(())
}
