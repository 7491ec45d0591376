//! The map from the normalised text back to the original.

use crate::Span;

/// A stretch of the normalised text and the stretch of the original it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: Span,
    original: Span,
    /// One whole, such as an entity or a run of blanks; else byte for byte.
    unit: bool,
    /// Only characters that nobody sees stand between this piece and the one
    /// before: a stretch over both is one stretch of the original.
    joined: bool,
}

/// Leads every byte of a normalised text back to the bytes of the original
/// that it came from.
///
/// Separators that the reader puts between the blocks of a page come from
/// nowhere and lead nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    /// In rising order on both sides.
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// The stretches of the original behind `span`, in order, merged where
    /// they touch, split where markup stands between.
    #[must_use]
    pub fn to_original(&self, span: Span) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        let first = self.pieces.partition_point(|p| p.text.end <= span.start);
        for piece in &self.pieces[first..] {
            if piece.text.start >= span.end || span.start >= span.end {
                break;
            }
            let part = part_of(piece.text, piece.original, piece.unit, span);
            match found.last_mut() {
                Some(last) if last.end == part.start || piece.joined => last.end = part.end,
                _ => found.push(part),
            }
        }
        found
    }

    /// The stretch of the normalised text that `span`, bytes of the original,
    /// shows in; `None` where none of it does.
    #[must_use]
    pub fn to_text(&self, span: Span) -> Option<Span> {
        let first = self
            .pieces
            .partition_point(|p| p.original.end <= span.start);
        let last = self.pieces.partition_point(|p| p.original.start < span.end);
        let found = self.pieces.get(first..last)?;
        let (first, last) = (found.first()?, found.last()?);
        let start = part_of(first.original, first.text, first.unit, span).start;
        let end = part_of(last.original, last.text, last.unit, span).end;
        (start < end).then(|| Span::new(start, end))
    }
}

impl OffsetMap {
    /// The map as bytes, to be kept beside its text: for each piece the gaps
    /// before it and its lengths, and two flags, as LEB128 numbers.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.pieces.len() * 5);
        let (mut text, mut original) = (0, 0);
        for piece in &self.pieces {
            let flags = usize::from(piece.unit) | usize::from(piece.joined) << 1;
            for number in [
                piece.text.start - text,
                piece.text.end - piece.text.start,
                piece.original.start - original,
                piece.original.end - piece.original.start,
                flags,
            ] {
                push_number(&mut bytes, number);
            }
            (text, original) = (piece.text.end, piece.original.end);
        }
        bytes
    }

    /// The map that [`OffsetMap::to_bytes`] made these of; `None` for any
    /// other bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut pieces = Vec::new();
        let (mut text, mut original) = (0_usize, 0_usize);
        while !rest.is_empty() {
            let mut span = |end: &mut usize| {
                let start = end.checked_add(take_number(&mut rest)?)?;
                *end = start.checked_add(take_number(&mut rest)?)?;
                Some(Span::new(start, *end))
            };
            let (text, original) = (span(&mut text)?, span(&mut original)?);
            let flags = take_number(&mut rest).filter(|flags| *flags < 4)?;
            pieces.push(Piece {
                text,
                original,
                unit: flags & 1 != 0,
                joined: flags & 2 != 0,
            });
        }
        Some(Self { pieces })
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for shift in (0..usize::BITS).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        let part = usize::from(first & 0x7f);
        if part.checked_shl(shift)? >> shift != part {
            return None;
        }
        number |= part << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// What of `to` answers to the part of `from` that lies in `span`.
fn part_of(from: Span, to: Span, unit: bool, span: Span) -> Span {
    if unit {
        return to;
    }
    let start = to.start + span.start.saturating_sub(from.start);
    let end = to.end - from.end.saturating_sub(span.end);
    Span::new(start, end)
}

/// A normalised text in the making, with its map.
#[derive(Debug, Clone, Default)]
pub(crate) struct View {
    text: String,
    map: OffsetMap,
    /// Where the invisible characters after the last piece end.
    unseen_to: Option<usize>,
}

impl View {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text that stands so in the original, from byte `at` on.
    pub(crate) fn push_exact(&mut self, text: &str, at: usize) {
        self.push(text, Span::new(at, at + text.len()), false);
    }

    /// Adds text that stands for the whole of `original`.
    pub(crate) fn push_unit(&mut self, text: &str, original: Span) {
        self.push(
            text,
            original,
            text.len() != 1 || original.end - original.start != 1,
        );
    }

    /// Adds text that comes from nowhere.
    pub(crate) fn push_free(&mut self, text: &str) {
        self.text.push_str(text);
        self.unseen_to = None;
    }

    /// Leaves out `original`, which nobody sees.
    pub(crate) fn leave_out(&mut self, original: Span) {
        let after = self.unseen_to.or(self.original_end());
        if after == Some(original.start) {
            self.unseen_to = Some(original.end);
        }
    }

    /// Ends the line, unless there is nothing on it.
    pub(crate) fn end_line(&mut self) {
        while self.text.ends_with(' ') {
            self.pop_blank();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push_free("\n");
        }
    }

    /// Adds all of another view of the same original, which lies after.
    pub(crate) fn append(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.unseen_to = None;
        self.map
            .pieces
            .extend(other.map.pieces.iter().map(|piece| Piece {
                text: Span::new(piece.text.start + shift, piece.text.end + shift),
                ..*piece
            }));
    }

    /// The text without blanks and line ends at its end, and its map.
    pub(crate) fn finish(mut self) -> (String, OffsetMap) {
        while self.text.ends_with([' ', '\n']) {
            self.pop_blank();
        }
        (self.text, self.map)
    }

    /// The text just so, and its map.
    pub(crate) fn finish_untrimmed(self) -> (String, OffsetMap) {
        (self.text, self.map)
    }

    fn original_end(&self) -> Option<usize> {
        self.map.pieces.last().map(|piece| piece.original.end)
    }

    fn push(&mut self, text: &str, original: Span, unit: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        let unseen_to = self.unseen_to.take();
        let Some(last) = self.map.pieces.last_mut() else {
            self.map.pieces.push(Piece {
                text: Span::new(start, end),
                original,
                unit,
                joined: false,
            });
            return;
        };
        // The map must rise on both sides: what would go back leads nowhere.
        if original.start < last.original.end {
            return;
        }
        let touches = last.text.end == start && last.original.end == original.start;
        if touches && !unit && !last.unit {
            last.text.end = end;
            last.original.end = original.end;
            return;
        }
        self.map.pieces.push(Piece {
            text: Span::new(start, end),
            original,
            unit,
            joined: unseen_to == Some(original.start),
        });
    }

    /// Takes the last character, a blank or a line end, off again.
    fn pop_blank(&mut self) {
        self.text.pop();
        let end = self.text.len();
        self.unseen_to = None;
        while let Some(last) = self.map.pieces.last_mut() {
            if last.text.end <= end {
                break;
            }
            if last.unit || last.text.start >= end {
                self.map.pieces.pop();
            } else {
                last.text.end -= 1;
                last.original.end -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (String, OffsetMap) {
        // Original: a&amp;b<i>c</i>d\u{ad}e
        let mut view = View::default();
        view.push_exact("a", 0);
        view.push_unit("&", Span::new(1, 6));
        view.push_exact("b", 6);
        view.push_exact("c", 10);
        view.push_exact("d", 15);
        view.leave_out(Span::new(16, 18));
        view.push_exact("e", 18);
        view.finish()
    }

    #[test]
    fn splits_at_markup_and_joins_over_what_nobody_sees() {
        let (text, map) = sample();
        assert_eq!(text, "a&bcde");
        assert_eq!(
            map.to_original(Span::new(0, 6)),
            [Span::new(0, 7), Span::new(10, 11), Span::new(15, 19)]
        );
        assert_eq!(map.to_original(Span::new(1, 2)), [Span::new(1, 6)]);
        assert_eq!(map.to_original(Span::new(4, 5)), [Span::new(15, 16)]);
        assert_eq!(map.to_original(Span::new(5, 6)), [Span::new(18, 19)]);
        assert!(map.to_original(Span::new(9, 12)).is_empty());
    }

    #[test]
    fn a_kept_map_is_the_same_map() {
        let (_, map) = sample();
        let bytes = map.to_bytes();
        assert_eq!(OffsetMap::from_bytes(&bytes), Some(map));
        assert_eq!(OffsetMap::from_bytes(&[]), Some(OffsetMap::default()));
        for broken in [&bytes[..bytes.len() - 1], &[0xff; 16], &[0, 1, 0, 1, 9]] {
            assert_eq!(OffsetMap::from_bytes(broken), None);
        }
        let mut long = View::default();
        long.push_exact("a", 1 << 40);
        let (_, map) = long.finish();
        assert_eq!(OffsetMap::from_bytes(&map.to_bytes()), Some(map));
    }

    #[test]
    fn leads_back_to_the_text() {
        let (_, map) = sample();
        assert_eq!(map.to_text(Span::new(2, 4)), Some(Span::new(1, 2)));
        assert_eq!(map.to_text(Span::new(7, 10)), None);
        assert_eq!(map.to_text(Span::new(6, 19)), Some(Span::new(2, 6)));
    }

    #[test]
    fn blanks_at_the_end_go_with_their_pieces() {
        let mut view = View::default();
        view.push_exact("ab ", 0);
        view.push_unit(" ", Span::new(3, 9));
        view.end_line();
        view.push_free("\n");
        let (text, map) = view.finish();
        assert_eq!(text, "ab");
        assert_eq!(map.to_original(Span::new(0, 9)), [Span::new(0, 2)]);
    }
}
