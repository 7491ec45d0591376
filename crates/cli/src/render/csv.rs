//! CSV for spreadsheets: one statement a row.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a
//! carriage return for a formula, and a report's words may be anybody's. Such
//! a cell gets an apostrophe in front, which spreadsheets do not show. Control
//! characters show as their pictures.

use std::io::Write;

use demarche_ledger::Statement;

use crate::failure::Failure;
use crate::render::table::kind;
use crate::screen::visible;

const HEAD: [&str; 20] = [
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
    "side",
    "source_at",
    "cue_at",
    "content_at",
];

/// Writes a head and all rows.
pub fn write(out: impl Write, statements: &[Statement]) -> Result<(), Failure> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEAD)?;
    for statement in statements {
        rows.write_record(row(statement)?)?;
    }
    Ok(rows.flush()?)
}

fn row(statement: &Statement) -> Result<[String; 20], Failure> {
    let report = &statement.report;
    let actor = statement.actor.as_ref();
    let text = |text: &str| cell(text);
    let maybe = |text: Option<&str>| text.map(cell).unwrap_or_default();
    Ok([
        statement.id.clone(),
        maybe(report.outlet.as_deref()),
        maybe(report.date.as_deref()),
        maybe(report.title.as_deref()),
        maybe(report.url.as_deref()),
        text(&report.file),
        report.id.clone(),
        report.revision.to_string(),
        report.line.map(|line| line.to_string()).unwrap_or_default(),
        text(&statement.source_text),
        text(&statement.cue_text),
        text(&statement.text),
        kind(statement.kind).to_owned(),
        statement.confidence.to_string(),
        statement.parent.clone().unwrap_or_default(),
        maybe(actor.map(|actor| actor.name.as_str())),
        maybe(actor.and_then(|actor| actor.side.as_deref())),
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
