//! Plain text broken into lines.

use std::io::{self, Write};

use anstyle::Style;

use crate::screen::{self, columns_of};

/// Writes text of unknown origin with so many blanks before each line: wrapped
/// on a terminal, and on one line elsewhere. Nothing is cut.
pub fn indented(out: &mut impl Write, blanks: usize, style: Style, text: &str) -> io::Result<()> {
    let text = screen::line(text);
    let lines = match screen::page() {
        Some(width) => wrapped(&text, width.saturating_sub(blanks)),
        None => vec![text.trim().to_owned()],
    };
    for line in lines {
        writeln!(out, "{:blanks$}{style}{line}{style:#}", "")?;
    }
    Ok(())
}

/// The text in lines of at most so many columns, broken between words; a word
/// that is longer stands on a line of its own.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && columns_of(&line) + 1 + columns_of(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("a bb ccc", 4), ["a bb", "ccc"]);
        assert_eq!(wrapped("abcdef gh", 3), ["abcdef", "gh"]);
        assert_eq!(wrapped("", 3), [""]);
    }
}
