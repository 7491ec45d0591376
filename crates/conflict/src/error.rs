//! What can be wrong with a model file, and where.

use std::fmt;
use std::ops::Range;

/// One fault of a model file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 where the fault stands in no line.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// The faulty words, in bytes of the file.
    pub span: Range<usize>,
}

/// A model file that cannot be used: every fault that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictError {
    file: String,
    faults: Vec<Fault>,
}

impl ConflictError {
    pub(crate) fn new(file: &str, text: &str, found: Vec<(Range<usize>, String, String)>) -> Self {
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
            file: file.to_owned(),
            faults,
        }
    }

    /// What is wrong, in the order of the file.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

/// Line and column of a byte, both from 1.
fn place(text: &str, byte: usize) -> (usize, usize) {
    if text.is_empty() {
        return (0, 0);
    }
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].chars().count() + 1)
}

impl fmt::Display for ConflictError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            match fault.line {
                0 => write!(f, "{}: ", self.file)?,
                line => write!(f, "{}:{line}:{}: ", self.file, fault.column)?,
            }
            f.write_str(&fault.what)?;
            if !fault.remedy.is_empty() {
                write!(f, "; {}", fault.remedy)?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for ConflictError {}
