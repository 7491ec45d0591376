//! The brief as Markdown (`CommonMark` with tables and footnotes in brackets).

use demarche_positions::Stand;

use crate::brief::Brief;
use crate::compose;
use crate::document::{Block, Inline, MatrixColumn, MatrixRow, dots, quotation};

/// Renders the brief as Markdown.
#[must_use]
pub fn markdown(brief: &Brief) -> String {
    let mut out = String::new();
    for block in brief.document() {
        match block {
            Block::Title(title) => paragraph(&mut out, &format!("# {}", escape(&title))),
            Block::Part(part) => {
                paragraph(&mut out, &format!("---\n\n# {}", escape(&part)));
            }
            Block::Heading(heading) => paragraph(&mut out, &format!("## {}", escape(&heading))),
            Block::Subheading(line) => paragraph(&mut out, &format!("### {}", plain(&line))),
            Block::Paragraph(line) => paragraph(&mut out, &inline(&line)),
            Block::List(items) => {
                for item in items {
                    out.push_str("- ");
                    out.push_str(&inline(&item));
                    out.push('\n');
                }
                out.push('\n');
            }
            Block::Matrix { columns, rows } => matrix(&mut out, &columns, &rows),
            Block::Picture(_) => {}
            Block::Sources(notes) => {
                for note in notes {
                    let number = note.number;
                    out.push_str(&format!("<a id=\"n{number}\"></a>**{number}.** "));
                    out.push_str(&inline(&compose::source(note)));
                    out.push_str("\n\n");
                }
            }
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn paragraph(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push_str("\n\n");
}

fn inline(line: &[Inline]) -> String {
    let parts = line.iter().map(|piece| match piece {
        Inline::Text(text) | Inline::Faint(text) => escape(text),
        Inline::Strong(text) => format!("**{}**", escape(text)),
        Inline::Quote(text) => escape(&quotation(text)),
        Inline::Stand(stand) => format!("**{}**", stand.word()),
        Inline::Notes(notes) => references(notes),
    });
    parts.collect::<String>().trim_end().to_owned()
}

/// A heading is bold by itself.
fn plain(line: &[Inline]) -> String {
    let parts = line.iter().map(|piece| match piece {
        Inline::Strong(text) => escape(text),
        other => inline(std::slice::from_ref(other)),
    });
    // A blank between two pieces stands at the start of the second.
    parts.collect()
}

fn references(notes: &[usize]) -> String {
    notes
        .iter()
        .map(|number| format!("[\\[{number}\\]](#n{number})"))
        .collect()
}

fn matrix(out: &mut String, columns: &[MatrixColumn], rows: &[MatrixRow]) {
    let names: Vec<String> = columns.iter().map(|column| escape(&column.name)).collect();
    out.push_str(&format!("| | {} |\n", names.join(" | ")));
    out.push_str(&format!("|---|{}\n", "---|".repeat(columns.len())));
    for row in rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                // The stand is bold, and the rest of the words is as told.
                let told = escape(&cell.told());
                let told = match cell.stand {
                    Stand::Unstated => told,
                    stand => told.replacen(stand.word(), &format!("**{}**", stand.word()), 1),
                };
                format!("{told} {}", references(&cell.notes))
                    .trim_end()
                    .to_owned()
            })
            .collect();
        out.push_str(&format!(
            "| {} | {} |\n",
            escape(&row.question),
            cells.join(" | ")
        ));
    }
    out.push('\n');
    if let Some(told) = dots(rows) {
        paragraph(out, &escape(&told));
    }
}

/// Text of unknown origin that Markdown must not take for markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at_start = true;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // These make headings, lists and rules at the start of a line.
            '#' | '+' | '-' | '=' if at_start => {
                out.push('\\');
                out.push(c);
            }
            // A bare address would become a link to wherever it likes.
            ':' if out.ends_with("http") || out.ends_with("https") => out.push_str("&#58;"),
            '@' => out.push_str("&#64;"),
            _ => out.push(c),
        }
        at_start &= c.is_ascii_digit() || c == ' ';
    }
    // `1.` and `1)` at the start would be a list.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn words_of_reports_are_never_markup() {
        assert_eq!(
            escape("<script> *a* [b](http://c) | `d` & e@f"),
            "&lt;script&gt; \\*a\\* \\[b\\](http&#58;//c) \\| \\`d\\` &amp; e&#64;f"
        );
        assert_eq!(escape("# a - b"), "\\# a - b");
        assert_eq!(escape("12. a"), "12\\. a");
    }
}
