//! Code points of an original, as exports count them.

use crate::{OffsetMap, Span};

/// Bytes between two counted places; a query counts at most so many.
const STEP: usize = 256;

/// Turns byte offsets of an original, and spans of its text, into code points
/// and back.
#[derive(Debug, Clone)]
pub struct CodePoints<'r> {
    original: &'r str,
    map: &'r OffsetMap,
    /// Code points that begin before byte `STEP * i`.
    counts: Vec<usize>,
}

impl<'r> CodePoints<'r> {
    pub(crate) fn new(original: &'r str, map: &'r OffsetMap) -> Self {
        let mut counts = vec![0];
        let mut count = 0;
        for chunk in original.as_bytes().chunks(STEP) {
            count += chunk.iter().filter(|byte| begins(**byte)).count();
            counts.push(count);
        }
        Self {
            original,
            map,
            counts,
        }
    }

    /// The code points of the original, [start, end), behind a span of the
    /// report's text; several where markup stands between.
    #[must_use]
    pub fn of_span(&self, span: Span) -> Vec<[usize; 2]> {
        self.map
            .to_original(span)
            .into_iter()
            .map(|part| [self.of_byte(part.start), self.of_byte(part.end)])
            .collect()
    }

    /// How many code points of the original begin before `byte`.
    #[must_use]
    pub fn of_byte(&self, byte: usize) -> usize {
        let byte = byte.min(self.original.len());
        let step = byte / STEP;
        let rest = &self.original.as_bytes()[step * STEP..byte];
        self.counts[step] + rest.iter().filter(|byte| begins(**byte)).count()
    }

    /// The byte of the original where a code point begins; its length, for
    /// the one past the last; `None` beyond.
    #[must_use]
    pub fn byte_of(&self, code_point: usize) -> Option<usize> {
        let step = self.counts.partition_point(|count| *count <= code_point) - 1;
        let mut count = self.counts[step];
        for (at, byte) in self
            .original
            .as_bytes()
            .iter()
            .enumerate()
            .skip(step * STEP)
        {
            if begins(*byte) {
                if count == code_point {
                    return Some(at);
                }
                count += 1;
            }
        }
        (count == code_point).then_some(self.original.len())
    }

    /// The span of the report's text that code points of the original show
    /// in; `None` where they do not.
    #[must_use]
    pub fn to_span(&self, start: usize, end: usize) -> Option<Span> {
        let bytes = Span::new(self.byte_of(start)?, self.byte_of(end)?);
        self.map.to_text(bytes)
    }
}

/// Whether a byte of UTF-8 begins a code point.
const fn begins(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_as_the_standard_library_does(text in "(a|é|“|😀|\n){0,900}") {
            let map = OffsetMap::default();
            let points = CodePoints::new(&text, &map);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.of_byte(at), count);
                prop_assert_eq!(points.byte_of(count), Some(at));
            }
            let all = text.chars().count();
            prop_assert_eq!(points.of_byte(text.len()), all);
            prop_assert_eq!(points.byte_of(all), Some(text.len()));
            prop_assert_eq!(points.byte_of(all + 1), None);
        }
    }
}
