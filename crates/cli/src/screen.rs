//! What the terminal is like, and what may be printed on it.
//!
//! Words of reports, names of files and metadata are anybody's text. An escape
//! sequence in one could rewrite the screen, and a mark that turns the writing
//! direction could show a sentence that nobody said; so neither gets through.

use std::io::{self, BufWriter, IsTerminal, StdoutLock};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use demarche_brief::visible;
use unicode_width::UnicodeWidthChar;

/// Who is said to have said it.
pub const SOURCE: Style = AnsiColor::Cyan.on_default().bold();
/// The words that signal it.
pub const CUE: Style = AnsiColor::Yellow.on_default();
/// What is attributed.
pub const CONTENT: Style = AnsiColor::Green.on_default();
/// Headings.
pub const STRONG: Style = Style::new().bold();
/// What the eye may pass over.
pub const FAINT: Style = Style::new().dimmed();
/// What needs a person.
pub const WARNING: Style = AnsiColor::Red.on_default();

/// Standard output for what people read.
pub type Out = BufWriter<AutoStream<StdoutLock<'static>>>;

/// Opens standard output for what people read: colours only where they show.
pub fn out() -> Out {
    BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()))
}

/// Opens standard output for what programs read.
pub fn raw() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Whether colours show on a stream.
pub fn colour(stream: &impl anstream::stream::RawStream) -> bool {
    AutoStream::choice(stream) != anstream::ColorChoice::Never
}

/// How many columns there are; 80 where nobody can say.
pub fn width() -> usize {
    let terminal = terminal_size::terminal_size();
    let columns = terminal.map(|(columns, _)| usize::from(columns.0));
    within(columns.or_else(asked).unwrap_or(USUAL))
}

/// How many columns COLUMNS asks for.
fn asked() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

/// What can be set and read.
fn within(columns: usize) -> usize {
    columns.clamp(40, 110)
}

/// What a page has where nobody asks for less.
const USUAL: usize = 80;

/// How many columns there are on standard output if it is a terminal, or if
/// COLUMNS asks for a narrow page; what goes elsewhere has lines of any length,
/// for other programs to search.
pub fn page() -> Option<usize> {
    if io::stdout().is_terminal() {
        return Some(width());
    }
    asked().filter(|columns| *columns < USUAL).map(within)
}

/// Whether a character changes the writing direction of what follows.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text of unknown origin on one line: white space as blanks, no controls.
pub fn line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { visible(c) })
        .collect()
}

/// A word of a command line as a person types it into a shell: what a shell
/// would take apart stands in quotation marks.
pub fn typed(word: &str) -> String {
    let word = line(word);
    let plain = |c: char| c.is_alphanumeric() || "_./:@%+=,-".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word;
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Text of unknown origin, cut to so many columns.
pub fn cut(text: &str, columns: usize) -> String {
    let text = line(text);
    if columns_of(&text) <= columns {
        return text;
    }
    let mut used = 1;
    let kept = text.chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used <= columns
    });
    let mut kept: String = kept.collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// The same, cut or filled to exactly so many columns.
pub fn cell(text: &str, columns: usize) -> String {
    let mut text = cut(text, columns);
    let missing = columns.saturating_sub(columns_of(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

pub fn columns_of(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

/// A count with its noun: `1 report`, `2 reports`.
pub fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{cell, count, cut, line, typed};

    #[test]
    fn controls_show_and_do_nothing() {
        assert_eq!(
            line("a\u{1b}[31mb\u{9b}0m\nc\u{202e}d\u{7f}"),
            "a␛[31mb\u{fffd}0m c\u{fffd}d␡"
        );
    }

    #[test]
    fn cells_have_their_width() {
        assert_eq!(cut("guarantees", 6), "guara…");
        assert_eq!(cut("a word", 3), "a…");
        assert_eq!(cell("安全保障", 5), "安全…");
        assert_eq!(cell("a", 3), "a  ");
    }

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(typed("../a-b/c.db"), "../a-b/c.db");
        assert_eq!(typed("my case/lake.db"), "'my case/lake.db'");
        assert_eq!(typed("it's $(x)"), r"'it'\''s $(x)'");
    }

    #[test]
    fn nouns_follow_their_counts() {
        assert_eq!(
            (count(1, "report").as_str(), count(0, "report").as_str()),
            ("1 report", "0 reports")
        );
    }
}
