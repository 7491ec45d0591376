//! What can be wrong with a model file, and where.

use std::fmt;
use std::ops::Range;

pub use demarche_forms::Fault;
use demarche_forms::Faults;

/// A model file that cannot be used: every fault that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictError {
    file: String,
    faults: Vec<Fault>,
}

impl ConflictError {
    pub(crate) fn new(file: &str, text: &str, found: Vec<(Range<usize>, String, String)>) -> Self {
        let mut faults = Faults(found).placed(text);
        // A model that was read from no file has no lines.
        if text.is_empty() {
            for fault in &mut faults {
                (fault.line, fault.column) = (0, 0);
            }
        }
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
