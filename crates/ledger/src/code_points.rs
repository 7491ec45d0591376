//! Counts the code points of a text, to turn byte offsets into them.

/// Every so many bytes the count so far is noted, so that a lookup reads only
/// a little of the text.
const STRIDE: usize = 256;

/// Turns byte offsets of one text into code-point offsets.
pub(crate) struct CodePointIndex<'a> {
    text: &'a str,
    /// Code points that start before byte `i * STRIDE`.
    marks: Vec<usize>,
}

impl<'a> CodePointIndex<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut count = 0;
        let marks = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let mark = count;
                count += starts(chunk);
                mark
            })
            .collect();
        Self { text, marks }
    }

    /// The code points before byte `offset`; of an offset past the end, all.
    pub(crate) fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let mark = (offset / STRIDE).min(self.marks.len().saturating_sub(1));
        let before = self.marks.get(mark).copied().unwrap_or(0);
        before + starts(&self.text.as_bytes()[mark * STRIDE..offset])
    }
}

/// Bytes that start a code point: all but UTF-8's continuation bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::CodePointIndex;

    #[test]
    fn agrees_with_counting() {
        let text = "Ünïted «Nations» 联合国 said 🙂. ".repeat(40);
        let index = CodePointIndex::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(byte), count);
        }
        assert_eq!(index.at(text.len()), text.chars().count());
        assert_eq!(index.at(usize::MAX), text.chars().count());
        assert_eq!(CodePointIndex::new("").at(3), 0);
    }
}
