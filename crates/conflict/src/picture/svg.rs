//! The picture as SVG, drawn here: no program, font or network is needed, and
//! it prints in black and white: parties differ in dash as well as in colour.

use super::layout::{Layout, layout};
use super::{Arc, Picture, escaped};
use std::fmt::Write as _;

/// Colours that colour-blind people can tell apart (Okabe and Ito 2008),
/// darkest first.
const COLOURS: [&str; 8] = [
    "#0072b2", "#d55e00", "#009e73", "#7b3294", "#b8860b", "#56b4e9", "#cc79a7", "#444444",
];

/// Dashes, so that a print without colour still tells players apart.
const DASHES: [&str; 4] = ["", "7 3", "2 3", "9 3 2 3"];

/// The picture as SVG. Thick arrows are moves by which the mover gains, thin
/// ones other moves; a double frame marks equilibria, a grey field the start.
#[must_use]
pub fn svg(picture: &Picture) -> String {
    let layout = layout(picture);
    let legend = legend(picture);
    let legend_height = 18.0 * legend.len() as f64 + 16.0;
    let longest = legend
        .iter()
        .map(|(_, text)| text.chars().count())
        .max()
        .unwrap_or(0) as f64;
    let width = layout
        .size
        .0
        .max(longest * 6.6 + 110.0)
        .max(picture.title.chars().count() as f64 * 8.5 + 60.0);
    let height = layout.size.1 + legend_height + 34.0;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" font-size=\"12\">"
    );
    let title = escaped(&picture.title);
    let _ = writeln!(out, "<title>{title}</title>");
    let _ = writeln!(
        out,
        "<desc>{} states, {} moves</desc>",
        picture.nodes.len(),
        picture.arcs.len()
    );
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    heads(&mut out, picture.players.len());
    let _ = writeln!(
        out,
        "<text x=\"30\" y=\"26\" font-size=\"15\" font-weight=\"bold\">{title}</text>"
    );
    out.push_str("<g transform=\"translate(0 22)\">\n");
    let shift = (width - layout.size.0).max(0.0) / 2.0;
    let _ = writeln!(out, "<g transform=\"translate({shift:.1} 0)\">");
    // Moves by which nobody gains lie below the others.
    for improves in [false, true] {
        for arc in picture.arcs.iter().filter(|arc| arc.improves == improves) {
            draw_arc(&mut out, picture, &layout, arc);
        }
    }
    for number in 0..picture.nodes.len() {
        draw_node(&mut out, picture, &layout, number);
    }
    out.push_str("</g>\n");
    for (n, (player, text)) in legend.iter().enumerate() {
        let y = layout.size.1 + 14.0 + 18.0 * n as f64;
        if let Some(player) = player {
            let _ = writeln!(
                out,
                "<path d=\"M30 {y:.0}h44\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.4\" stroke-dasharray=\"{}\" marker-end=\"url(#h{player})\"/>",
                colour(*player),
                dash(*player)
            );
        } else {
            let _ = writeln!(
                out,
                "<text x=\"30\" y=\"{:.0}\" fill=\"#333\">{}</text>",
                y + 4.0,
                escaped(text)
            );
            continue;
        }
        let _ = writeln!(
            out,
            "<text x=\"86\" y=\"{:.0}\">{}</text>",
            y + 4.0,
            escaped(text)
        );
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn colour(player: usize) -> &'static str {
    COLOURS[player % COLOURS.len()]
}

fn dash(player: usize) -> &'static str {
    DASHES[player % DASHES.len()]
}

fn legend(picture: &Picture) -> Vec<(Option<usize>, String)> {
    let mut lines: Vec<(Option<usize>, String)> = picture
        .players
        .iter()
        .enumerate()
        .map(|(n, name)| (Some(n), name.clone()))
        .collect();
    let mut marks = "Thick: the mover gains. Thin: it does not.".to_owned();
    if let Some(words) = &picture.marked {
        let _ = write!(marks, " Double frame: {words}.");
    }
    if picture.nodes.iter().any(|node| node.start) {
        marks.push_str(" Grey: where things stand.");
    }
    lines.push((None, marks));
    lines
}

/// One arrow head a player, and a small one for moves without gain.
fn heads(out: &mut String, players: usize) {
    out.push_str("<defs>\n");
    for player in 0..players {
        let _ = writeln!(
            out,
            "<marker id=\"h{player}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"{}\"/></marker>",
            colour(player)
        );
    }
    out.push_str("</defs>\n");
}

/// A curve that bends to its right, so that a move and its way back lie side
/// by side.
fn draw_arc(out: &mut String, picture: &Picture, layout: &Layout, arc: &Arc) {
    let (from, to) = (layout.places[arc.from], layout.places[arc.to]);
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (nx, ny) = (-dy / length, dx / length);
    let bend = (length * 0.10).clamp(7.0, 34.0);
    let middle = (
        f64::midpoint(from.0, to.0) + nx * bend,
        f64::midpoint(from.1, to.1) + ny * bend,
    );
    let start = border(from, middle, layout.half[arc.from], 1.0);
    let end = border(
        to,
        middle,
        layout.half[arc.to],
        if picture.nodes[arc.to].equilibrium {
            5.0
        } else {
            2.0
        },
    );
    let (width, opacity) = if arc.improves { (2.2, 1.0) } else { (0.8, 0.5) };
    let _ = writeln!(
        out,
        "<path d=\"M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-opacity=\"{opacity}\" stroke-dasharray=\"{}\" marker-end=\"url(#h{})\"><title>{}</title></path>",
        start.0,
        start.1,
        middle.0,
        middle.1,
        end.0,
        end.1,
        colour(arc.player),
        dash(arc.player),
        arc.player,
        escaped(&format!(
            "{}: {} to {}",
            picture.players[arc.player], picture.nodes[arc.from].label, picture.nodes[arc.to].label
        ))
    );
}

/// Where a line from the middle of a node towards `target` leaves its frame.
fn border(centre: (f64, f64), target: (f64, f64), half: (f64, f64), gap: f64) -> (f64, f64) {
    let (dx, dy) = (target.0 - centre.0, target.1 - centre.1);
    if dx == 0.0 && dy == 0.0 {
        return centre;
    }
    let (w, h) = (half.0 + gap, half.1 + gap);
    let share = f64::min(w / dx.abs().max(1e-9), h / dy.abs().max(1e-9));
    (centre.0 + dx * share, centre.1 + dy * share)
}

fn draw_node(out: &mut String, picture: &Picture, layout: &Layout, number: usize) {
    let node = &picture.nodes[number];
    let ((x, y), (w, h)) = (layout.places[number], layout.half[number]);
    let fill = if node.start { "#dddddd" } else { "#ffffff" };
    let mut frame = |grow: f64, fill: &str| {
        let _ = writeln!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"6\" fill=\"{fill}\" stroke=\"#222\" stroke-width=\"1.2\"/>",
            x - w - grow,
            y - h - grow,
            2.0 * (w + grow),
            2.0 * (h + grow)
        );
    };
    if node.equilibrium {
        frame(3.5, "#ffffff");
    }
    frame(0.0, fill);
    let base = if node.name.is_some() {
        y - 3.0
    } else {
        y + 4.5
    };
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{base:.1}\" text-anchor=\"middle\" font-family=\"Menlo, Consolas, 'DejaVu Sans Mono', monospace\">{}</text>",
        escaped(&cut(&node.label))
    );
    if let Some(name) = &node.name {
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            y + 13.0,
            escaped(&cut(name))
        );
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= 26 {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(25).collect();
    kept.push('…');
    kept
}
