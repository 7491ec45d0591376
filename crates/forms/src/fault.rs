//! What is at fault in a file, where, and what to do.

use std::ops::Range;

use crate::table::Value;

/// One fault of a file.
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

/// Faults so far: where, what, and what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<(Range<usize>, String, String)>);

impl Faults {
    /// One more.
    pub fn add(&mut self, at: Range<usize>, what: impl Into<String>, remedy: impl Into<String>) {
        self.0.push((at, what.into(), remedy.into()));
    }

    /// Something else than what is needed.
    pub fn kind(&mut self, value: &Value<'_>, key: &str, wanted: &str) {
        self.add(
            value.span(),
            format!("`{key}` is {}", an(value.get_ref().type_str())),
            format!("write {wanted}"),
        );
    }

    /// With their lines and columns, in the order of the file.
    #[must_use]
    pub fn placed(self, text: &str) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self
            .0
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
        faults
    }
}

fn an(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {kind}")
}

/// Line and column of a byte, both from 1.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].chars().count() + 1)
}
