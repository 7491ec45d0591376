//! The matrix as squares: where the parties stand, at a glance.

use std::fmt::Write;

use demarche_positions::{Firmness, Stand};

use super::{LEGEND, colour, cut, label, mark, svg};
use crate::brief::Brief;

const LEFT: usize = 330;
const CELL: usize = 84;
const ROW: usize = 24;
const TOP: usize = 28;

pub(super) fn draw(brief: &Brief) -> Option<(String, String)> {
    if brief.parties.is_empty() || brief.matrix.is_empty() {
        return None;
    }
    let mut inside = String::new();
    for (column, party) in brief.parties.iter().enumerate() {
        let x = LEFT + column * CELL + CELL / 2;
        inside.push_str(&label(x, 18, "middle", "#1c1c1c", &cut(&party.name, 13)));
    }
    for (index, row) in brief.matrix.iter().enumerate() {
        let y = TOP + index * ROW;
        let question = brief.question(&row.question).map_or("", |asked| &asked.yes);
        let text = cut(question, 54);
        inside.push_str(&label(LEFT - 8, y + 16, "end", "#1c1c1c", &text));
        for (column, cell) in row.cells.iter().enumerate() {
            let x = LEFT + column * CELL;
            // What is thin is drawn pale, what is firm in full colour.
            let strength = match cell.firmness {
                Some(Firmness::Firm) => "1",
                Some(Firmness::Stated) => "0.75",
                _ => "0.45",
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
            let ink = if strength == "0.45" {
                "#1c1c1c"
            } else {
                "#ffffff"
            };
            inside.push_str(&label(
                x + CELL / 2,
                y + 16,
                "middle",
                ink,
                mark(cell.stand),
            ));
        }
    }
    let width = LEFT + brief.parties.len() * CELL + 4;
    let height = TOP + brief.matrix.len() * ROW + 4;
    Some((
        format!("{LEGEND}. Full colour: firm; pale: thin; grey: unstated."),
        svg(width, height, "Where the parties stand", &inside),
    ))
}
