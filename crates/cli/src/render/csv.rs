//! CSV for spreadsheets: one statement a row.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a
//! carriage return for a formula, and a report's words may be anybody's. Such
//! a cell gets an apostrophe in front, which spreadsheets do not show. Control
//! characters show as their pictures.

use std::io::Write;

use demarche_ledger::Statement;

use crate::failure::Failure;
use crate::render::people;
use crate::render::table::kind;
use demarche_brief::visible;

/// How many columns there are.
pub const COLUMNS: usize = 31;

/// Their names.
pub const HEAD: [&str; COLUMNS] = [
    "id",
    "outlet",
    "date",
    "title",
    "url",
    "file",
    "report",
    "revision",
    "line",
    "speaker",
    "cue",
    "text",
    "kind",
    "confidence",
    "parent",
    "actor",
    "actor_kind",
    "office",
    "side",
    "side_code",
    "others",
    "to",
    "said_from",
    "said_to",
    "precision",
    "chain",
    "grade",
    "denies",
    "source_at",
    "cue_at",
    "content_at",
];

/// Writes a head and all rows.
pub fn write(out: impl Write, statements: &[Statement]) -> Result<(), Failure> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEAD)?;
    for statement in statements {
        rows.write_record(values(statement)?.map(|value| cell(&value)))?;
    }
    Ok(rows.flush()?)
}

/// The row of a statement, as text that may still look like a formula.
pub fn values(statement: &Statement) -> Result<[String; COLUMNS], Failure> {
    let report = &statement.report;
    let actor = statement.actor.as_ref();
    let on = statement.on.as_ref();
    let maybe = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let others = statement.speakers.get(1..).unwrap_or_default();
    let to: Vec<&str> = statement
        .to
        .iter()
        .map(|to| to.actor.name.as_str())
        .collect();
    let denies = statement.denies.as_ref();
    Ok([
        statement.id.clone(),
        maybe(report.outlet.as_deref()),
        maybe(report.date.as_deref()),
        maybe(report.title.as_deref()),
        maybe(report.url.as_deref()),
        report.file.clone(),
        report.id.clone(),
        report.revision.to_string(),
        report.line.map(|line| line.to_string()).unwrap_or_default(),
        statement.source_text.clone(),
        statement.cue_text.clone(),
        statement.text.clone(),
        kind(statement.kind).to_owned(),
        statement.confidence.to_string(),
        statement.parent.clone().unwrap_or_default(),
        maybe(actor.map(|actor| actor.name.as_str())),
        maybe(actor.map(|actor| actor.kind.as_str())),
        maybe(actor.and_then(|actor| actor.office.as_deref())),
        maybe(actor.and_then(|actor| actor.side.as_deref())),
        maybe(actor.and_then(|actor| actor.side_code.as_deref())),
        people::speakers(others),
        to.join("; "),
        maybe(on.and_then(|on| on.from.as_deref())),
        maybe(on.and_then(|on| on.to.as_deref())),
        maybe(on.map(|on| on.precision.as_str())),
        people::chain(&statement.via).unwrap_or_default(),
        maybe(statement.grade.map(people::grade)),
        maybe(denies.map(|denial| denial.claim.as_str())),
        serde_json::to_string(&statement.source)?,
        serde_json::to_string(&statement.cue)?,
        serde_json::to_string(&statement.content)?,
    ])
}

/// Text that no spreadsheet takes for a formula.
pub fn cell(text: &str) -> String {
    let safe = text.chars().map(|c| if c == '\n' { c } else { visible(c) });
    let begins = text.trim_start().chars().next();
    let formula =
        text.starts_with(['\t', '\r']) || begins.is_some_and(|c| "=+-@＝＋－＠".contains(c));
    formula.then_some('\'').into_iter().chain(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"] {
            assert!(cell(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(cell("“=” is a sign"), "“=” is a sign");
        assert_eq!(cell(""), "");
    }
}
