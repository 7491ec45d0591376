//! Words of unknown origin, made harmless for every rendering.

/// The character to print for one that a report holds: no terminal control and
/// nothing that turns the writing direction gets through.
#[must_use]
pub fn visible(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    }
}

/// Text on one line: white space as single blanks, no controls.
pub(crate) fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().map(visible).collect()
}

/// The same where there is any.
pub(crate) fn optional(text: Option<&String>) -> Option<String> {
    text.map(|text| line(text)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn controls_show_and_do_nothing() {
        assert_eq!(line("a\u{1b}[31m\n b\u{202e}c"), "a␛[31m b\u{fffd}c");
    }
}
