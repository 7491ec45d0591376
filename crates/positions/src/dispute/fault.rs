//! What can be wrong with a dispute file, and where.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// One fault of a dispute file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// The faulty words, in bytes of the file.
    pub span: std::ops::Range<usize>,
}

/// A dispute file that cannot be used: every fault that was found.
#[derive(Debug)]
pub struct DisputeError {
    file: String,
    text: NamedSource<String>,
    faults: Vec<Fault>,
}

impl DisputeError {
    pub(super) fn new(
        file: &str,
        text: &str,
        found: Vec<(std::ops::Range<usize>, String, String)>,
    ) -> Self {
        let mut faults: Vec<Fault> = found
            .into_iter()
            .map(|(span, what, remedy)| {
                let (line, column) = place(text, span.start);
                Fault {
                    line,
                    column,
                    what,
                    remedy,
                    span,
                }
            })
            .collect();
        faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
        Self {
            file: file.into(),
            text: NamedSource::new(file, text.to_owned()),
            faults,
        }
    }

    /// What the file is called.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The file's text, in which the faults have their places.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.inner()
    }

    /// What is wrong, in the order of the file.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

/// Line and column of a byte, both from 1.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].chars().count() + 1)
}

impl fmt::Display for DisputeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            let Fault {
                line,
                column,
                what,
                remedy,
                ..
            } = fault;
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{}:{line}:{column}: {what}; {remedy}", self.file)?;
        }
        Ok(())
    }
}

impl std::error::Error for DisputeError {}

impl Diagnostic for DisputeError {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.faults.iter().map(|fault| {
            LabeledSpan::new(
                Some(format!("{}; {}", fault.what, fault.remedy)),
                fault.span.start,
                fault.span.len(),
            )
        })))
    }
}
