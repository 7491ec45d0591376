//! Cuts a text into words and marks, as training does (`training/data.py`, `TOKEN`).

use std::ops::Range;

/// Whether a character is part of a word.
#[must_use]
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Byte ranges of a text's words and marks, in order: runs of letters, digits
/// and `_`, and every other visible character by itself.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.find(|(_, c)| !c.is_whitespace())?;
        let mut end = start + first.len_utf8();
        if is_word(first) {
            while let Some((at, c)) = characters.next_if(|&(_, c)| is_word(c)) {
                end = at + c.len_utf8();
            }
        }
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks() {
        let text = "A U.S. aide\n\nsaid 3rd_time. Ж—é";
        let found: Vec<_> = words(text).map(|range| &text[range]).collect();
        assert_eq!(
            found,
            [
                "A", "U", ".", "S", ".", "aide", "said", "3rd_time", ".", "Ж", "—", "é"
            ]
        );
    }
}
