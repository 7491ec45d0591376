//! What can be wrong with a dispute file, and where.

use std::fmt;

pub use demarche_forms::Fault;
use demarche_forms::Faults;
use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// A dispute file that cannot be used: every fault that was found.
#[derive(Debug)]
pub struct DisputeError {
    file: String,
    text: NamedSource<String>,
    faults: Vec<Fault>,
}

impl DisputeError {
    pub(super) fn new(file: &str, text: &str, faults: Faults) -> Self {
        Self {
            file: file.into(),
            text: NamedSource::new(file, text.to_owned()),
            faults: faults.placed(text),
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
