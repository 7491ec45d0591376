//! Where the parties stood on one question over time: a bar for each stretch,
//! a dot for each utterance that a note leads to.

use std::fmt::Write;

use demarche_positions::Stand;
use jiff::civil::Date;

use super::room::{fitted, label, width};
use super::{LEGEND, colour, mark, svg};
use crate::brief::Brief;
use crate::days::short;

const LEFT: usize = 150;
const WIDTH: usize = 560;
/// Room for two lines of a name.
const ROW: usize = 30;
const TOP: usize = 10;

/// Days, on an axis that gives long silences little room: each step between
/// two days with news is as wide as the root of its length.
struct Axis {
    days: Vec<Date>,
    places: Vec<f64>,
}

impl Axis {
    fn new(mut days: Vec<Date>) -> Option<Self> {
        days.sort_unstable();
        days.dedup();
        days.first()?;
        let mut places = vec![0.0];
        for pair in days.windows(2) {
            let step = pair[0].until(pair[1]).map_or(0, |span| span.get_days());
            let last = places.last().copied().unwrap_or(0.0);
            places.push(last + f64::from(step.max(1)).sqrt());
        }
        Some(Self { days, places })
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn x(&self, day: Date) -> usize {
        let index = self.days.partition_point(|known| *known < day);
        let place = self.places.get(index).or(self.places.last()).copied();
        let all = self.places.last().copied().unwrap_or(0.0);
        // A tenth at the end shows that the last stand goes on.
        let room = WIDTH as f64 * 0.9;
        let share = if all > 0.0 {
            place.unwrap_or(0.0) / all
        } else {
            0.0
        };
        LEFT + (share * room).round() as usize
    }
}

pub(super) fn draw(brief: &Brief, index: usize) -> Option<(String, String)> {
    let row = brief.matrix.get(index)?;
    let spells: Vec<(&str, Stand, Option<Date>)> = brief
        .spells
        .iter()
        .filter(|(_, question, _, _)| *question == row.question)
        .map(|(party, _, stand, from)| {
            let from = from.as_deref().and_then(|day| day.parse().ok());
            (party.as_str(), *stand, from)
        })
        .collect();
    let axis = Axis::new(spells.iter().filter_map(|(_, _, from)| *from).collect())?;
    let mut inside = String::new();
    let mut line = 0;
    for party in &brief.parties {
        let own: Vec<_> = spells.iter().filter(|(id, _, _)| *id == party.id).collect();
        if own.is_empty() {
            continue;
        }
        let y = TOP + line * ROW;
        line += 1;
        let name = fitted(&party.name, LEFT - 10);
        inside.push_str(&label(LEFT - 8, y + 17, "end", "#1c1c1c", &name));
        for (at, (_, stand, from)) in own.iter().enumerate() {
            let start = from.map_or(LEFT, |day| axis.x(day));
            let end = own
                .get(at + 1)
                .and_then(|(_, _, next)| *next)
                .map_or(LEFT + WIDTH, |day| axis.x(day));
            let long = end.saturating_sub(start).max(3);
            // Writing to a string cannot fail.
            let _ = writeln!(
                inside,
                "<rect x=\"{start}\" y=\"{}\" width=\"{long}\" height=\"16\" fill=\"{}\"/>",
                y + 5,
                colour(*stand)
            );
            if long > 18 {
                let mark = [mark(*stand).to_owned()];
                inside.push_str(&label(start + 4, y + 17, "start", "#ffffff", &mark));
            }
        }
    }
    let bottom = TOP + line * ROW + 4;
    let mut free = 0;
    let mut right = LEFT + WIDTH;
    for day in &axis.days {
        let x = axis.x(*day);
        let _ = writeln!(
            inside,
            "<line x1=\"{x}\" y1=\"{TOP}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#999\" stroke-dasharray=\"1 3\"/>"
        );
        // Days whose labels would overlap go without.
        if x >= free {
            let text = [short(&day.to_string())];
            inside.push_str(&label(x, bottom + 14, "start", "#666", &text));
            free = x + width(&text[0]) + 6;
            right = right.max(free);
        }
    }
    let caption = format!("{LEGEND}. Silences are drawn shorter than they were.");
    let title = brief
        .question(&row.question)
        .map_or("Positions over time", |asked| &asked.yes);
    Some((caption, svg(right + 20, bottom + 22, title, &inside)))
}
