//! The brief for a terminal.

use demarche_positions::Stand;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::brief::Brief;
use crate::compose;
use crate::document::{Block, Inline, MatrixCell, quotation};

/// Whether the terminal shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Words only.
    Plain,
    /// ANSI colours and weights.
    Colour,
}

/// A matrix column of so many columns or fewer cannot hold "conditional".
const COLUMN: usize = 12;

/// Renders the brief in lines of so many columns (at least 40).
#[must_use]
pub fn text(brief: &Brief, width: usize, ink: Ink) -> String {
    let mut page = Page {
        width: width.max(40),
        ink,
        out: String::new(),
    };
    for block in brief.document() {
        page.block(&block);
    }
    page.out
}

struct Page {
    width: usize,
    ink: Ink,
    out: String,
}

/// A word with its colour, ready to be set.
struct Word {
    text: String,
    style: &'static str,
    /// Whether a blank stands before it.
    blank: bool,
}

const STRONG: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";
const PLAIN: &str = "";
const END: &str = "\u{1b}[0m";

fn colour(stand: Stand) -> &'static str {
    match stand {
        Stand::Yes => "\u{1b}[32m",
        Stand::No => "\u{1b}[31m",
        Stand::Conditional => "\u{1b}[33m",
        Stand::NonCommittal => "\u{1b}[36m",
        Stand::Divided => "\u{1b}[35m",
        Stand::Unstated => FAINT,
    }
}

/// `[1][4]`.
fn brackets(notes: &[usize]) -> String {
    notes.iter().map(|number| format!("[{number}]")).collect()
}

fn words(line: &[Inline]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut blank = false;
    for piece in line {
        let (text, style) = match piece {
            Inline::Text(text) => (text.clone(), PLAIN),
            Inline::Strong(text) => (text.clone(), STRONG),
            Inline::Faint(text) => (text.clone(), FAINT),
            Inline::Quote(text) => (quotation(text), PLAIN),
            Inline::Stand(stand) => (stand.word().to_owned(), colour(*stand)),
            Inline::Notes(notes) => (brackets(notes), FAINT),
        };
        for part in text.split_inclusive(' ') {
            let word = part.trim_end_matches(' ');
            if !word.is_empty() {
                found.push(Word {
                    text: word.to_owned(),
                    style,
                    blank,
                });
                blank = false;
            }
            blank |= part.ends_with(' ');
        }
    }
    found
}

impl Page {
    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Title(title) => {
                self.styled(STRONG, title);
                let rule = "═".repeat(title.width().min(self.width));
                self.styled(FAINT, &rule);
            }
            Block::Heading(heading) => {
                self.out.push('\n');
                self.styled(STRONG, &heading.to_uppercase());
            }
            Block::Subheading(line) => {
                self.out.push('\n');
                self.wrap(&words(line), "", "");
            }
            Block::Paragraph(line) => self.wrap(&words(line), "", ""),
            Block::List(items) => {
                for item in items {
                    self.wrap(&words(item), "  · ", "    ");
                }
            }
            Block::Matrix { columns, rows } => self.matrix(columns, rows),
            Block::Picture(_) => {}
            Block::Sources(notes) => {
                let digits = notes.len().to_string().len();
                for note in *notes {
                    let head = format!("{:>1$} ", format!("[{}]", note.number), digits + 2);
                    let indent = " ".repeat(digits + 3);
                    self.wrap(&words(&compose::source(note)), &head, &indent);
                }
            }
        }
    }

    fn styled(&mut self, style: &str, text: &str) {
        match self.ink {
            Ink::Colour if !style.is_empty() => {
                self.out.extend([style, text, END]);
            }
            _ => self.out.push_str(text),
        }
        self.out.push('\n');
    }

    /// Sets words in lines, the first after `head`, the others after `indent`.
    fn wrap(&mut self, words: &[Word], head: &str, indent: &str) {
        self.out.push_str(head);
        let mut at = head.width();
        let mut empty = true;
        for (index, word) in words.iter().enumerate() {
            // What hangs together by no blank must not be torn apart.
            let tail: usize = words[index + 1..]
                .iter()
                .take_while(|next| !next.blank)
                .map(|next| next.text.width())
                .sum();
            let gap = usize::from(word.blank && !empty);
            let fits = at + gap + word.text.width() + tail <= self.width;
            if !fits && !empty && word.blank {
                self.out.push('\n');
                self.out.push_str(indent);
                at = indent.width();
            } else if gap == 1 {
                self.out.push(' ');
                at += 1;
            }
            match self.ink {
                Ink::Colour if !word.style.is_empty() => {
                    self.out.extend([word.style, &word.text, END]);
                }
                _ => self.out.push_str(&word.text),
            }
            at += word.text.width();
            empty = false;
        }
        self.out.push('\n');
    }

    fn matrix(&mut self, columns: &[String], rows: &[(String, Vec<MatrixCell>)]) {
        let first = (self.width / 3).clamp(16, 28);
        let each = self.width.saturating_sub(first) / columns.len().max(1);
        if each <= COLUMN {
            return self.narrow(columns, rows);
        }
        let head: Vec<Vec<String>> = std::iter::once(Vec::new())
            .chain(columns.iter().map(|name| broken(name, each - 2)))
            .collect();
        self.row(&head, first, each, &|_| STRONG);
        for (question, cells) in rows {
            let set: Vec<Vec<String>> = std::iter::once(broken(question, first - 2))
                .chain(cells.iter().map(|cell| broken(&cell_words(cell), each - 2)))
                .collect();
            self.row(&set, first, each, &|column| match column {
                0 => PLAIN,
                _ => colour(cells[column - 1].stand),
            });
        }
    }

    /// Too many parties for columns: a list.
    fn narrow(&mut self, columns: &[String], rows: &[(String, Vec<MatrixCell>)]) {
        for (question, cells) in rows {
            let mut line = vec![Inline::Text(format!("{question}:"))];
            for (party, cell) in columns.iter().zip(cells) {
                if cell.stand == Stand::Unstated {
                    continue;
                }
                line.push(Inline::Text(format!(" {party} ")));
                line.push(Inline::Stand(cell.stand));
                if !cell.words.is_empty() {
                    line.push(Inline::Text(format!(" ({})", cell.words)));
                }
                line.push(Inline::Notes(cell.notes.clone()));
                line.push(Inline::Text(";".into()));
            }
            match line.last_mut() {
                Some(Inline::Text(last)) if last == ";" => ".".clone_into(last),
                _ => line.push(Inline::Faint(" nothing stated.".into())),
            }
            self.wrap(&words(&line), "  · ", "    ");
        }
    }

    /// One row of cells, each of several lines.
    fn row(
        &mut self,
        cells: &[Vec<String>],
        first: usize,
        each: usize,
        style: &dyn Fn(usize) -> &'static str,
    ) {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut row = String::new();
            for (column, cell) in cells.iter().enumerate() {
                let width = if column == 0 { first } else { each };
                let text = cell.get(line).map_or("", String::as_str);
                let style = style(column);
                if self.ink == Ink::Colour && !style.is_empty() && !text.is_empty() {
                    row.extend([style, text, END]);
                } else {
                    row.push_str(text);
                }
                row.extend(std::iter::repeat_n(' ', width.saturating_sub(text.width())));
            }
            self.out.push_str(row.trim_end());
            self.out.push('\n');
        }
    }
}

fn cell_words(cell: &MatrixCell) -> String {
    let mut words = match cell.stand {
        Stand::Unstated => "–".to_owned(),
        stand => stand.word().to_owned(),
    };
    if !cell.words.is_empty() {
        words = format!("{words}, {}", cell.words);
    }
    if !cell.notes.is_empty() {
        words = format!("{words} {}", brackets(&cell.notes));
    }
    words
}

/// Text in lines of so many columns, broken at blanks and after hyphens, and
/// within a word only where it is too long by itself.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let mut glue = " ";
        for part in word.split_inclusive('-') {
            let last = lines.len() - 1;
            let gap = if lines[last].is_empty() { "" } else { glue };
            glue = "";
            if lines[last].width() + gap.len() + part.width() <= width {
                lines[last].push_str(gap);
                lines[last].push_str(part);
                continue;
            }
            if !lines[last].is_empty() {
                lines.push(String::new());
            }
            for c in part.chars() {
                let last = lines.len() - 1;
                if lines[last].width() + c.width().unwrap_or(0) > width {
                    lines.push(c.to_string());
                } else {
                    lines[last].push(c);
                }
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn cells_break_at_blanks_and_hyphens() {
        assert_eq!(
            broken("non-committal [12]", 9),
            ["non-", "committal", "[12]"]
        );
        assert_eq!(broken("a constitutional", 8), ["a", "constitu", "tional"]);
        assert_eq!(broken("", 8), [""]);
    }
}
