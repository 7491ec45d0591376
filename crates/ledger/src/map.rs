//! The offset map as the ledger keeps it.
//!
//! A JSON list of `[start, end, from, to]`: bytes `start..end` of the text
//! stand for bytes `from..to` of the original. Equal lengths mean byte for
//! byte; otherwise the piece is one unit. What has no place in the original is
//! in no piece.

use demarche_reading::{Report, Span};

/// The stretches of the original behind `span`.
///
/// A report made by hand, its text being its original, needs no map.
pub(crate) fn to_original(report: &Report, span: Span) -> Vec<Span> {
    let found = report.map.to_original(span);
    if found.is_empty() && report.text == report.original {
        return vec![span];
    }
    found
}

/// The whole map, as few pieces as will do.
pub(crate) fn pieces(report: &Report) -> Vec<[usize; 4]> {
    let mut pieces = Vec::new();
    if report.text == report.original {
        if !report.text.is_empty() {
            pieces.push([0, report.text.len(), 0, report.original.len()]);
        }
        return pieces;
    }
    let mut start = 0;
    for line in report.text.split_inclusive('\n') {
        split(report, Span::new(start, start + line.len()), &mut pieces);
        start += line.len();
    }
    pieces
}

/// Halves `span` until each part is byte for byte or one character.
fn split(report: &Report, span: Span, pieces: &mut Vec<[usize; 4]>) {
    let text = &report.text[span.range()];
    let found = report.map.to_original(span);
    if let [one] = found[..]
        && report.original.get(one.range()) == Some(text)
    {
        return push(pieces, span, one, true);
    }
    let half = text.floor_char_boundary(text.len() / 2);
    let half = if half == 0 {
        text.chars().next().map_or(0, char::len_utf8)
    } else {
        half
    };
    if half < text.len() {
        split(report, Span::new(span.start, span.start + half), pieces);
        split(report, Span::new(span.start + half, span.end), pieces);
    } else if let (Some(first), Some(last)) = (found.first(), found.last()) {
        push(pieces, span, Span::new(first.start, last.end), false);
    }
}

fn push(pieces: &mut Vec<[usize; 4]>, span: Span, original: Span, same: bool) {
    if let Some([start, end, from, to]) = pieces.last_mut() {
        let last_same = *end - *start == *to - *from;
        if *end == span.start && *to == original.start && last_same && same {
            *end = span.end;
            *to = original.end;
            return;
        }
    }
    pieces.push([span.start, span.end, original.start, original.end]);
}
