//! The matrix as squares: where the parties stand, at a glance.

use std::fmt::Write;

use demarche_positions::{Firmness, Stand};

use super::room::{fitted, label};
use super::{LEGEND, colour, mark, svg};
use crate::brief::Brief;

const INK: &str = "#1c1c1c";
const LEFT: usize = 330;
const CELL: usize = 84;
/// Room for two lines.
const ROW: usize = 30;
const TOP: usize = 34;
/// From the top of a row to the base of a line in its middle.
const BASE: usize = 19;

pub(super) fn draw(brief: &Brief) -> Option<(String, String)> {
    if brief.parties.is_empty() || brief.matrix.is_empty() {
        return None;
    }
    let mut inside = String::new();
    for (column, party) in brief.parties.iter().enumerate() {
        let x = LEFT + column * CELL + CELL / 2;
        let name = fitted(&party.name, CELL - 4);
        inside.push_str(&label(x, 20, "middle", INK, &name));
    }
    for (index, row) in brief.matrix.iter().enumerate() {
        let y = TOP + index * ROW;
        let question = brief.question(&row.question).map_or("", |asked| &asked.yes);
        let text = fitted(question, LEFT - 10);
        inside.push_str(&label(LEFT - 8, y + BASE, "end", INK, &text));
        for (column, cell) in row.cells.iter().enumerate() {
            let x = LEFT + column * CELL;
            // What is thin is drawn pale, what is firm in full colour. White marks
            // can be read on full colours only (contrast 5.9 and more), dark
            // ones on the paler (5.8 and more).
            let (strength, ink) = match cell.firmness {
                Some(Firmness::Firm) => ("1", "#ffffff"),
                Some(Firmness::Stated) => ("0.55", INK),
                _ => ("0.25", INK),
            };
            let (fill, strength) = match cell.stand {
                Stand::Unstated => ("#f2f2f2", "1"),
                stand => (colour(stand), strength),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                inside,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" fill-opacity=\"{strength}\"/>",
                x + 1,
                y + 1,
                CELL - 2,
                ROW - 2
            );
            let mark = [mark(cell.stand).to_owned()];
            inside.push_str(&label(x + CELL / 2, y + BASE, "middle", ink, &mark));
        }
    }
    let width = LEFT + brief.parties.len() * CELL + 4;
    let height = TOP + brief.matrix.len() * ROW + 4;
    Some((
        format!("{LEGEND}. Full colour: firm; half: stated; pale: thin; grey: unstated."),
        svg(width, height, "Where the parties stand", &inside),
    ))
}
