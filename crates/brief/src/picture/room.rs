//! How much room a text takes in a picture, and text made to fit.
//!
//! Nobody knows which serif a reader's machine has. `DejaVu` Serif is among the
//! widest, and what fits in it fits in Georgia and Times, too.

use std::fmt::Write;

use crate::html::escape;

/// The size of letters in pictures, in units; [`super::svg`] sets it.
const SIZE: usize = 12;

/// Advance widths of `DejaVu` Serif from the blank to the tilde, in thousandths
/// of the size.
const WIDTHS: [u16; 95] = [
    318, 402, 460, 838, 636, 950, 890, 275, 390, 390, 500, 838, 318, 338, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 536, 1000, 722, 735, 765, 802, 730,
    694, 799, 872, 395, 401, 747, 664, 1024, 875, 820, 673, 820, 753, 685, 667, 843, 722, 1028,
    712, 660, 695, 390, 337, 390, 838, 500, 500, 596, 640, 560, 640, 592, 370, 640, 644, 320, 310,
    606, 320, 948, 644, 602, 640, 640, 478, 513, 402, 644, 565, 856, 564, 565, 527, 636, 337, 636,
    838,
];

/// What other letters take: the ellipsis and the letters of Chinese a square.
const OTHER: u16 = 1000;

/// The units that a text takes.
pub(super) fn width(text: &str) -> usize {
    let of = |c: char| {
        let index = u32::from(c).checked_sub(32);
        let known = index.and_then(|index| WIDTHS.get(usize::try_from(index).ok()?));
        usize::from(known.copied().unwrap_or(OTHER))
    };
    (text.chars().map(of).sum::<usize>() * SIZE).div_ceil(1000)
}

/// Text cut to so many units.
fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while !kept.is_empty() && width(&kept) + width("…") > room {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

/// Text in at most two lines of so many units, broken between words; what has no
/// room in them is cut.
pub(super) fn fitted(text: &str, room: usize) -> Vec<String> {
    if width(text) <= room {
        return vec![text.to_owned()];
    }
    let fits = |at: &usize| width(&text[..*at]) <= room;
    let mut blanks = text.match_indices(' ').map(|(at, _)| at);
    match blanks.rfind(fits) {
        Some(at) => vec![text[..at].to_owned(), cut(text[at..].trim_start(), room)],
        None => vec![cut(text, room)],
    }
}

/// The distance of two lines, in units.
const LINE: usize = 13;

/// Text of one or two lines at a place, in the middle of which the base of one
/// line lies; `anchor` is start, middle or end.
pub(super) fn label(x: usize, y: usize, anchor: &str, colour: &str, lines: &[String]) -> String {
    let top = y.saturating_sub(LINE * lines.len().saturating_sub(1) / 2);
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{}</text>",
            top + index * LINE,
            escape(line)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fitted, width};

    #[test]
    fn what_is_set_has_room() {
        let long =
            "The guarantors' ministers meet every month, WHATEVER the weather, in Harbourtown";
        for room in [60, 84, 120, 322] {
            let lines = fitted(long, room);
            assert!(lines.len() <= 2);
            for line in &lines {
                assert!(width(line) <= room, "{line:?} in {room}: {}", width(line));
            }
        }
        assert_eq!(fitted("a b", 300), ["a b"]);
        assert_eq!(
            fitted("The Coast and the Isles", 84),
            ["The Coast", "and the Isles"]
        );
        assert!(fitted("安全保障安全保障安全保障", 60)[0].ends_with('…'));
    }
}
