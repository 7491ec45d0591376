//! A brief put into words, before it takes the form of a terminal, of Markdown
//! or of a page.

use demarche_positions::Stand;

use crate::brief::{Brief, Note};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words to be seen first: names.
    Strong(String),
    /// Words the eye may pass over.
    Faint(String),
    /// Words of a report, without quotation marks.
    Quote(String),
    /// Where somebody stands.
    Stand(Stand),
    /// Footnotes.
    Notes(Vec<usize>),
}

/// Words of a report in quotation marks.
#[must_use]
pub fn quotation(words: &str) -> String {
    format!("“{}”", within_marks(words))
}

/// Words as they stand between double quotation marks: their own marks are
/// single ones there.
pub(crate) fn within_marks(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        out.push(match c {
            '“' => '‘',
            '”' => '’',
            // Straight marks tell by what stands before them.
            '"' if out.is_empty() || out.ends_with([' ', '(', '[', '—', '–', '-']) => '‘',
            '"' => '’',
            c => c,
        });
    }
    out
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixCell {
    /// Where the party stands.
    pub stand: Stand,
    /// Words after it: how firmly, that it shifted.
    pub words: String,
    /// Footnotes.
    pub notes: Vec<usize>,
}

/// A picture, where the form can show one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// The matrix in colours.
    Matrix,
    /// Where the parties stood on a question over time: its index.
    Timeline(usize),
    /// Who answers whom.
    Answers,
}

/// A part of the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block<'b> {
    /// What the page is called.
    Title(String),
    /// What a section is called.
    Heading(String),
    /// What a part of a section is called.
    Subheading(Vec<Inline>),
    /// Running words.
    Paragraph(Vec<Inline>),
    /// A list.
    List(Vec<Vec<Inline>>),
    /// Questions by parties.
    Matrix {
        /// The parties.
        columns: Vec<String>,
        /// Question and its cells.
        rows: Vec<(String, Vec<MatrixCell>)>,
    },
    /// A picture; left out where none can be shown.
    Picture(PictureKind),
    /// The footnotes.
    Sources(&'b [Note]),
}

impl Brief {
    /// The brief in words: what every rendering renders.
    #[must_use]
    pub fn document(&self) -> Vec<Block<'_>> {
        crate::compose::document(self)
    }
}

#[cfg(test)]
mod tests {
    use super::quotation;

    #[test]
    fn marks_within_marks_are_single() {
        assert_eq!(quotation("“We agree,” he said."), "“‘We agree,’ he said.”");
        assert_eq!(
            quotation("\"We agree\" (\"in part\")"),
            "“‘We agree’ (‘in part’)”"
        );
        assert_eq!(quotation("It's on."), "“It's on.”");
    }
}
