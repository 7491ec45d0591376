//! Where the states of a picture stand. No chance is involved: the same
//! picture looks the same every time.

use super::Picture;

/// Places in units of the picture, and how large it is.
pub(super) struct Layout {
    /// The middle of each node.
    pub places: Vec<(f64, f64)>,
    /// How wide and high all is.
    pub size: (f64, f64),
    /// Half the width and height of each node.
    pub half: Vec<(f64, f64)>,
}

const LETTER: f64 = 7.9;
const MARGIN: f64 = 30.0;
const COLUMN: f64 = 90.0;
const GAP: f64 = 22.0;

pub(super) fn layout(picture: &Picture) -> Layout {
    let half: Vec<(f64, f64)> = picture
        .nodes
        .iter()
        .map(|node| {
            let longest = [Some(&node.label), node.name.as_ref()];
            let letters = longest
                .iter()
                .flatten()
                .map(|text| text.chars().count())
                .max()
                .unwrap_or(1);
            let height = if node.name.is_some() { 21.0 } else { 14.0 };
            (letters.min(26) as f64 * LETTER / 2.0 + 9.0, height)
        })
        .collect();
    let mut places = if picture.layered {
        columns(picture, &half)
    } else if picture.nodes.iter().all(|node| is_pattern(&node.label)) {
        spread(cube(picture), &half)
    } else {
        spread(circle(picture.nodes.len()), &half)
    };
    let left = places
        .iter()
        .zip(&half)
        .map(|(p, h)| p.0 - h.0)
        .fold(f64::MAX, f64::min);
    let top = places
        .iter()
        .zip(&half)
        .map(|(p, h)| p.1 - h.1)
        .fold(f64::MAX, f64::min);
    for place in &mut places {
        place.0 += MARGIN - left;
        place.1 += MARGIN - top;
    }
    let right = places
        .iter()
        .zip(&half)
        .map(|(p, h)| p.0 + h.0)
        .fold(0.0, f64::max);
    let bottom = places
        .iter()
        .zip(&half)
        .map(|(p, h)| p.1 + h.1)
        .fold(0.0, f64::max);
    Layout {
        places,
        size: (right + MARGIN, bottom + MARGIN),
        half,
    }
}

fn is_pattern(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|b| b == b'Y' || b == b'N')
}

/// A projection of the cube of options: each has a direction of its own, and
/// taking it moves a state that way. Moves of one kind are parallel. Lengths
/// differ, or opposite states would fall on one another.
fn cube(picture: &Picture) -> Vec<(f64, f64)> {
    let options = picture.nodes.first().map_or(0, |node| node.label.len());
    let step = |k: usize| {
        let angle = std::f64::consts::PI * (k as f64 + 0.15) / options as f64;
        let length = 1.0 + 0.45 * ((k * 2) % 3) as f64 + 0.13 * k as f64;
        (length * angle.cos(), length * angle.sin())
    };
    let at = |state: u64| {
        (0..options)
            .filter(|k| state >> k & 1 == 1)
            .map(step)
            .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    picture.nodes.iter().map(|node| at(node.state.0)).collect()
}

fn circle(count: usize) -> Vec<(f64, f64)> {
    let at = |n: usize| {
        let angle = std::f64::consts::TAU * (n as f64 / count as f64 - 0.25);
        (angle.cos(), angle.sin())
    };
    (0..count).map(at).collect()
}

/// Blows places up until no two nodes touch, within reason.
fn spread(places: Vec<(f64, f64)>, half: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut scale: f64 = 60.0;
    for (n, (one, own)) in places.iter().zip(half).enumerate() {
        for (other, theirs) in places.iter().zip(half).take(n) {
            let (dx, dy) = ((one.0 - other.0).abs(), (one.1 - other.1).abs());
            let (wide, high) = (own.0 + theirs.0 + 2.0 * GAP, own.1 + theirs.1 + 2.0 * GAP);
            // Apart on either axis is enough.
            let needed = f64::min(wide / dx.max(1e-9), high / dy.max(1e-9));
            scale = scale.max(needed.min(400.0));
        }
    }
    places
        .into_iter()
        .map(|(x, y)| (x * scale, y * scale))
        .collect()
}

/// Columns by distance from the start; within a column each state stands near
/// those that lead to it.
fn columns(picture: &Picture, half: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let depth = picture
        .nodes
        .iter()
        .filter_map(|node| node.distance)
        .max()
        .unwrap_or(0);
    let mut places = vec![(0.0, 0.0); picture.nodes.len()];
    let mut x = 0.0;
    for distance in 0..=depth {
        let mut column: Vec<usize> = (0..picture.nodes.len())
            .filter(|n| picture.nodes[*n].distance == Some(distance))
            .collect();
        let before = |n: usize| {
            let ys: Vec<f64> = picture
                .arcs
                .iter()
                .filter(|arc| arc.to == n && picture.nodes[arc.from].distance < Some(distance))
                .map(|arc| places[arc.from].1)
                .collect();
            if ys.is_empty() {
                0.0
            } else {
                ys.iter().sum::<f64>() / ys.len() as f64
            }
        };
        let wanted: Vec<f64> = (0..picture.nodes.len()).map(before).collect();
        column.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
        let height: f64 = column.iter().map(|n| 2.0 * half[*n].1 + GAP).sum();
        let width = column.iter().map(|n| half[*n].0).fold(0.0, f64::max);
        x += width;
        let mut y = -height / 2.0;
        for n in column {
            y += half[n].1 + GAP / 2.0;
            places[n] = (x, y);
            y += half[n].1 + GAP / 2.0;
        }
        x += width + COLUMN;
    }
    places
}
