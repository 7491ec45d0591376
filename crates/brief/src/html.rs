//! The brief as one HTML page that needs nothing else: styles and pictures are
//! inside, there is no script, and it prints on paper.

use crate::brief::Brief;
use crate::compose;
use crate::document::{Block, Inline, MatrixColumn, MatrixRow, dots, excerpt, within_marks};
use crate::picture;

const STYLE: &str = include_str!("brief.css");

/// Renders the brief as a page.
#[must_use]
pub fn html(brief: &Brief) -> String {
    let mut out =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Nothing in the page may load or run anything, whatever got into it.
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str(&format!("<title>{}</title>\n", escape(&brief.title)));
    out.push_str(&format!(
        "<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    ));
    for block in brief.document() {
        push(&mut out, brief, &block);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn push(out: &mut String, brief: &Brief, block: &Block<'_>) {
    match block {
        Block::Title(title) => out.push_str(&format!("<h1>{}</h1>\n", escape(title))),
        Block::Part(part) => out.push_str(&format!("<h1 class=\"part\">{}</h1>\n", escape(part))),
        Block::Heading(heading) => out.push_str(&format!("<h2>{}</h2>\n", escape(heading))),
        Block::Subheading(line) => out.push_str(&format!("<h3>{}</h3>\n", inline(brief, line))),
        Block::Paragraph(line) => out.push_str(&format!("<p>{}</p>\n", inline(brief, line))),
        Block::List(items) => {
            out.push_str("<ul>\n");
            for item in items {
                out.push_str(&format!("<li>{}</li>\n", inline(brief, item)));
            }
            out.push_str("</ul>\n");
        }
        Block::Matrix { columns, rows } => matrix(out, brief, columns, rows),
        Block::Picture(kind) => {
            if let Some((caption, svg)) = picture::draw(brief, *kind) {
                out.push_str(&format!(
                    "<figure>\n{svg}<figcaption>{}</figcaption>\n</figure>\n",
                    escape(&caption)
                ));
            }
        }
        Block::Sources(notes) => {
            out.push_str("<ol class=\"sources\">\n");
            for note in *notes {
                out.push_str(&format!(
                    "<li id=\"n{}\">{}</li>\n",
                    note.number,
                    inline(brief, &compose::source(note))
                ));
            }
            out.push_str("</ol>\n");
        }
    }
}

fn matrix(out: &mut String, brief: &Brief, columns: &[MatrixColumn], rows: &[MatrixRow]) {
    out.push_str("<table>\n<thead><tr><td></td>");
    for column in columns {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escape(&column.name)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str(&format!(
            "<tr><th scope=\"row\">{}</th>",
            escape(&row.question)
        ));
        for cell in &row.cells {
            let words = cell.words();
            let words = if words.is_empty() {
                String::new()
            } else {
                format!(" <small>{}</small>", escape(&words))
            };
            out.push_str(&format!(
                "<td class=\"{}\">{}{words}{}</td>",
                cell.stand.word(),
                cell.word(),
                notes(brief, &cell.notes)
            ));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    if let Some(told) = dots(rows) {
        out.push_str(&format!("<p><small>{}</small></p>\n", escape(&told)));
    }
}

fn inline(brief: &Brief, line: &[Inline]) -> String {
    line.iter()
        .map(|piece| match piece {
            Inline::Text(text) => escape(text),
            Inline::Strong(text) => format!("<strong>{}</strong>", escape(text)),
            Inline::Faint(text) => format!("<small>{}</small>", escape(text)),
            Inline::Quote(text) => format!("<q>{}</q>", escape(&within_marks(text))),
            Inline::Stand(stand) => {
                format!("<b class=\"{0}\">{0}</b>", stand.word())
            }
            Inline::Notes(numbers) => notes(brief, numbers),
        })
        .collect()
}

fn notes(brief: &Brief, numbers: &[usize]) -> String {
    let links: String = numbers
        .iter()
        .map(|number| {
            let title = brief.note(*number).map_or(String::new(), |note| {
                let sentence = excerpt(&note.sentence);
                escape(&format!("{}, {}: {sentence}", note.voice, note.when))
            });
            format!("<a href=\"#n{number}\" title=\"{title}\">{number}</a>")
        })
        .collect::<Vec<_>>()
        .join(" ");
    if links.is_empty() {
        links
    } else {
        format!("<sup>{links}</sup>")
    }
}

/// Text of unknown origin, for elements and attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
