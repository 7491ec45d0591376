//! The brief for a terminal.

use demarche_positions::Stand;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::brief::Brief;
use crate::compose;
use crate::document::{
    Block, Inline, MatrixCell, MatrixColumn, MatrixRow, dots, legend, quotation,
};

/// Whether the terminal shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Words only.
    Plain,
    /// ANSI colours and weights.
    Colour,
}

/// A matrix column of so many columns holds words: "non-committal [12]".
const WORDS: usize = 18;

/// A longer matrix says its stands in codes, since words take several lines.
const ROWS: usize = 8;

/// A matrix whose questions take more lines than this names them by their
/// identifiers: the first page has room for it and not for two lines a row.
const LINES: usize = 20;

/// Columns that the questions of a matrix need.
const QUESTION: usize = 20;

/// A narrower column would break every name.
const LEAST: usize = 6;

/// A party whose name has a longer piece than this goes by its identifier, if
/// that is shorter.
const NAME: usize = 9;

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
            Block::Part(part) => {
                self.out.push('\n');
                self.styled(STRONG, &part.to_uppercase());
                self.styled(FAINT, &"═".repeat(self.width));
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

    fn matrix(&mut self, columns: &[MatrixColumn], rows: &[MatrixRow]) {
        let first = (self.width / 3).clamp(16, 28);
        let each = self.width.saturating_sub(first) / columns.len().max(1);
        let in_words = each >= WORDS && rows.len() <= ROWS;
        if in_words {
            self.table(columns, rows, first, each, &cell_words);
            if let Some(told) = dots(rows) {
                self.wrap(&words(&[Inline::Faint(told)]), "", "");
            }
            return;
        }
        let set = |cell: &MatrixCell| cited(&cell.code(), &cell.notes);
        let cells = rows.iter().flat_map(|row| &row.cells);
        let widest = cells.map(|cell| set(cell).width()).max().unwrap_or(0);
        let heads = columns.iter().map(|column| longest(&head(column)));
        // Where names or cells have no room, some parties stand below the others.
        let room = self.width.saturating_sub(QUESTION);
        let least = heads.max().unwrap_or(0).max(widest).max(LEAST) + 1;
        let parts = columns.len().div_ceil((room / least).max(1)).max(1);
        let beside = columns.len().div_ceil(parts).max(1);
        let each = least.max((least + 1).min(room / beside)).min(room);
        let first = self.width.saturating_sub(beside * each).min(2 * QUESTION);
        for (part, columns) in columns.chunks(beside).enumerate() {
            if part > 0 {
                self.out.push('\n');
            }
            let of_part = |row: &MatrixRow| MatrixRow {
                cells: row
                    .cells
                    .iter()
                    .skip(part * beside)
                    .take(beside)
                    .cloned()
                    .collect(),
                ..row.clone()
            };
            let rows: Vec<MatrixRow> = rows.iter().map(of_part).collect();
            self.table(columns, &rows, first, each, &set);
        }
        self.wrap(&words(&[Inline::Faint(legend(rows))]), "", "");
    }

    /// Parties as columns of width `each`, questions as rows.
    fn table(
        &mut self,
        columns: &[MatrixColumn],
        rows: &[MatrixRow],
        first: usize,
        each: usize,
        set: &dyn Fn(&MatrixCell) -> String,
    ) {
        let titles: Vec<Vec<String>> = rows
            .iter()
            .map(|row| broken(&row.question, first - 2))
            .collect();
        let long = titles.iter().map(Vec::len).sum::<usize>() > LINES;
        let heads: Vec<Vec<String>> = std::iter::once(Vec::new())
            .chain(columns.iter().map(|column| broken(&head(column), each - 1)))
            .collect();
        self.row(&heads, first, each, &|_| STRONG);
        for (row, title) in rows.iter().zip(titles) {
            let title = if long {
                broken(&row.id, first - 2)
            } else {
                title
            };
            let cells: Vec<Vec<String>> = std::iter::once(title)
                .chain(row.cells.iter().map(|cell| broken(&set(cell), each - 1)))
                .collect();
            self.row(&cells, first, each, &|column| match column {
                0 => PLAIN,
                _ => colour(row.cells[column - 1].stand),
            });
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

/// A party's name, or its identifier where the name has a word too long for a
/// column and the identifier has none.
fn head(column: &MatrixColumn) -> String {
    if longest(&column.name) > NAME && longest(&column.id) <= NAME {
        return column.id.clone();
    }
    column.name.clone()
}

/// The width of the longest piece that is not broken.
fn longest(text: &str) -> usize {
    let pieces = text.split(' ').flat_map(|word| word.split_inclusive('-'));
    pieces.map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn cell_words(cell: &MatrixCell) -> String {
    cited(&cell.told(), &cell.notes)
}

/// Words with their footnotes.
fn cited(words: &str, notes: &[usize]) -> String {
    format!("{words} {}", brackets(notes)).trim_end().to_owned()
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
