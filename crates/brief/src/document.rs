//! A brief put into words, before it takes the form of a terminal, of Markdown
//! or of a page.

use demarche_positions::{Firmness, Stand};

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

/// The most characters of a report's sentence that are printed: no sentence of
/// prose is longer, and text without full stops is one sentence to its end.
const EXCERPT: usize = 600;

/// A sentence as it is printed: cut at a word where it is beyond all measure.
#[must_use]
pub fn excerpt(sentence: &str) -> String {
    let Some((end, _)) = sentence.char_indices().nth(EXCERPT) else {
        return sentence.to_owned();
    };
    let kept = &sentence[..end];
    // A word without end, as in a writing without blanks, is cut itself.
    let at_word = kept
        .rfind(char::is_whitespace)
        .filter(|at| *at > end / 2)
        .unwrap_or(end);
    format!("{} …", kept[..at_word].trim_end())
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
            // Straight marks tell by what stands before them.
            '"' if out.is_empty() || out.ends_with([' ', '(', '[', '—', '–', '-']) => '‘',
            '”' | '"' => '’',
            c => c,
        });
    }
    out
}

/// A column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixColumn {
    /// What the dispute file calls the party.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// What the dispute file calls the question.
    pub id: String,
    /// What "yes" asserts.
    pub question: String,
    /// One for each column.
    pub cells: Vec<MatrixCell>,
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixCell {
    /// Where the party stands.
    pub stand: Stand,
    /// How firmly.
    pub firmness: Option<Firmness>,
    /// Whether the stand is not what it was before.
    pub shifted: bool,
    /// What was heard that carries no position, where nothing is stated.
    pub heard: Vec<&'static str>,
    /// Footnotes.
    pub notes: Vec<usize>,
}

impl MatrixCell {
    /// The stand in a word; a dot where nothing is stated, so that the cell
    /// is seen to be empty.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.stand {
            Stand::Unstated => DOT,
            stand => stand.word(),
        }
    }

    /// Words after the stand: how firmly, that it shifted, what was heard.
    #[must_use]
    pub fn words(&self) -> String {
        let firmness = match self.firmness {
            Some(firmness @ (Firmness::Firm | Firmness::Thin)) => Some(firmness.word()),
            _ => None,
        };
        let mut words: Vec<&str> = firmness.into_iter().collect();
        if self.shifted {
            words.push("shifted");
        }
        words.extend(&self.heard);
        words.join(", ")
    }

    /// The stand and the words after it.
    #[must_use]
    pub fn told(&self) -> String {
        let words = self.words();
        match self.stand {
            _ if words.is_empty() => self.word().to_owned(),
            Stand::Unstated => format!("{DOT} {words}"),
            stand => format!("{}, {words}", stand.word()),
        }
    }

    /// The stand in a letter or two, for narrow columns: small where it is
    /// thin, with a star where it shifted. [`legend`] explains them.
    #[must_use]
    pub fn code(&self) -> String {
        let letter = match self.stand {
            Stand::Yes => "Y",
            Stand::No => "N",
            Stand::Conditional => "C",
            Stand::NonCommittal => "–",
            Stand::Divided => "÷",
            Stand::Unstated if self.heard.is_empty() => DOT,
            Stand::Unstated => "?",
        };
        let mut code = letter.to_owned();
        if self.firmness == Some(Firmness::Thin) {
            code.make_ascii_lowercase();
        }
        if self.shifted {
            code.push('*');
        }
        code
    }
}

/// Stands where nothing is stated.
pub const DOT: &str = "·";

/// What the dot in some cells of a matrix in words means, where there is one.
#[must_use]
pub fn dots(rows: &[MatrixRow]) -> Option<String> {
    let mut cells = rows.iter().flat_map(|row| &row.cells);
    let any = cells.any(|cell| cell.stand == Stand::Unstated);
    any.then(|| format!("{DOT} {SILENCE}."))
}

/// What the dot says.
const SILENCE: &str = "nothing stated";

/// What the codes in some cells mean.
#[must_use]
pub fn legend(rows: &[MatrixRow]) -> String {
    let codes: Vec<String> = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(MatrixCell::code))
        .collect();
    let known = [
        ("Y", "yes"),
        ("N", "no"),
        ("C", "on conditions"),
        ("–", "does not commit"),
        ("÷", "divided"),
        ("?", "asked about it, or too unsure to count"),
        (DOT, SILENCE),
    ];
    let used: Vec<String> = known
        .iter()
        .filter(|(code, _)| {
            let same = |other: &String| other.trim_end_matches('*').to_uppercase() == *code;
            codes.iter().any(same)
        })
        .map(|(code, words)| format!("{code} {words}"))
        .collect();
    let mut legend = used.join(", ");
    if codes.iter().any(|code| code.starts_with(['y', 'n', 'c'])) {
        legend.push_str("; small letters: thin");
    }
    if codes.iter().any(|code| code.ends_with('*')) {
        legend.push_str("; * shifted");
    }
    legend.push('.');
    legend
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
    /// What a part is called. It begins a page where there are pages.
    Part(String),
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
        columns: Vec<MatrixColumn>,
        /// The questions.
        rows: Vec<MatrixRow>,
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
    use super::{EXCERPT, excerpt, quotation};

    #[test]
    fn a_sentence_without_end_is_cut_at_a_word() {
        let short = "word ".repeat(EXCERPT / 5);
        assert_eq!(excerpt(&short), short);
        let cut = excerpt(&"über ".repeat(1_000));
        assert!(cut.ends_with("über …"), "{cut}");
        assert!(cut.chars().count() <= EXCERPT + 2);
        let cut = excerpt(&"安".repeat(1_000));
        assert_eq!(cut.chars().count(), EXCERPT + 2);
    }

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
