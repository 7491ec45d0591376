//! Who answers whom: the parties on a circle, an arrow for each who takes up
//! another's words.

use std::cmp::Ordering;
use std::f64::consts::TAU;
use std::fmt::Write;

use super::room::{fitted, label};
use super::svg;
use crate::brief::Brief;

const SIZE: f64 = 420.0;
const RADIUS: f64 = 140.0;
/// What a name has at the side of the circle.
const ROOM: usize = 112;

/// The nearest unit.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(place: f64) -> usize {
    place.round() as usize
}

pub(super) fn draw(brief: &Brief) -> Option<(String, String)> {
    let taking_part: Vec<&str> = brief
        .parties
        .iter()
        .map(|party| party.id.as_str())
        .filter(|id| brief.answering.iter().any(|e| e.from == *id || e.to == *id))
        .collect();
    if taking_part.is_empty() {
        return None;
    }
    let place = |id: &str| {
        let index = taking_part.iter().position(|other| *other == id)?;
        let angle = TAU * index as f64 / taking_part.len() as f64 - TAU / 4.0;
        let (x, y) = (angle.cos(), angle.sin());
        Some((
            SIZE / 2.0 + 60.0 + RADIUS * x,
            SIZE / 2.0 + RADIUS * y,
            x,
            y,
        ))
    };
    let mut inside = String::from(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\" fill=\"#444\"/>\
         </marker></defs>\n",
    );
    for edge in &brief.answering {
        let (Some(from), Some(to)) = (place(&edge.from), place(&edge.to)) else {
            continue;
        };
        let (colour, dash) = match edge.objects.cmp(&edge.agrees) {
            Ordering::Greater => ("#a32020", "5 3"),
            Ordering::Less => ("#1a6e3c", "none"),
            Ordering::Equal => ("#777777", "1 3"),
        };
        let all = edge.agrees + edge.objects + edge.other;
        let thick = (1.0 + (all as f64).sqrt()).min(6.0);
        // Bowed to the right, so that an answer does not lie on its question.
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = dx.hypot(dy).max(1.0);
        let bend = (from.0 + dx / 2.0 - dy * 0.15, from.1 + dy / 2.0 + dx * 0.15);
        let short = |end: f64, delta: f64| end - delta / long * 12.0;
        // Writing to a string cannot fail.
        let _ = writeln!(
            inside,
            "<path d=\"M{:.0} {:.0}Q{:.0} {:.0} {:.0} {:.0}\" fill=\"none\" stroke=\"{colour}\" \
             stroke-width=\"{thick:.1}\" stroke-dasharray=\"{dash}\" marker-end=\"url(#tip)\"/>",
            from.0,
            from.1,
            bend.0,
            bend.1,
            short(to.0, dx),
            short(to.1, dy)
        );
    }
    for id in &taking_part {
        let Some((x, y, outward, down)) = place(id) else {
            continue;
        };
        let anchor = if outward > 0.3 {
            "start"
        } else if outward < -0.3 {
            "end"
        } else {
            "middle"
        };
        let _ = writeln!(
            inside,
            "<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"5\" fill=\"#1c1c1c\"/>"
        );
        let (x, y) = (x + outward * 12.0, y + down * 20.0 + 4.0);
        let name = fitted(brief.party(id), ROOM);
        inside.push_str(&label(whole(x), whole(y), anchor, "#1c1c1c", &name));
    }
    Some((
        "An arrow leads from who speaks to whose words are taken up. Solid: with them; dashed: against them; dotted: neither."
            .into(),
        svg(540, 420, "Who answers whom", &inside),
    ))
}
