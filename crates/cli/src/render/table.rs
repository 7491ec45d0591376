//! Statements as people read them: grouped by report, each in its sentence.

use std::io::Write;

use demarche_attribution::Kind;
use demarche_ledger::{Passage, ReportSummary, Statement, sentences};

use crate::failure::Failure;
use crate::render::marked::{Marks, wrap};
use crate::render::people;
use crate::screen::{self, FAINT, STRONG, count};

/// How many digits of an identifier people see. Any command takes them for
/// the whole, and says so where two statements share them.
pub const SHORT: usize = 8;

/// Writes all statements under the heads of their reports.
pub fn write(
    out: &mut impl Write,
    statements: &[(Statement, Passage)],
    marks: Marks,
    width: usize,
) -> Result<(), Failure> {
    let mut report = None;
    let mut reports = 0;
    for (statement, passage) in statements {
        if report != Some(&statement.report.id) {
            report = Some(&statement.report.id);
            let gap = if reports > 0 { "\n" } else { "" };
            writeln!(
                out,
                "{gap}{STRONG}{}{STRONG:#}",
                screen::cut(&head(&statement.report), width)
            )?;
            reports += 1;
        }
        writeln!(out, "  {FAINT}{}{FAINT:#}", facts(statement))?;
        let people = people::line(statement);
        if !people.is_empty() {
            writeln!(
                out,
                "    {}",
                screen::cut(&screen::line(&people), width - 4)
            )?;
        }
        let excerpt = sentences(&passage.text, &passage.spans);
        for line in wrap(excerpt.text, &excerpt.spans, marks, width - 4) {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}

/// What follows the list: how to read it and where to go from it.
pub fn foot(statements: &[(Statement, Passage)], marks: Marks) -> String {
    let mut reports: Vec<&str> = statements
        .iter()
        .map(|(s, _)| s.report.id.as_str())
        .collect();
    reports.dedup();
    format!(
        "{} in {}. Marks: {}. More of one: demarche show ID",
        count(statements.len(), "statement"),
        count(reports.len(), "report"),
        marks.legend()
    )
}

/// A report on one line: title, outlet, day, file.
pub fn head(report: &ReportSummary) -> String {
    let place = match report.line {
        Some(line) => format!("{}:{line}", report.file),
        None => report.file.clone(),
    };
    let revision = (report.revision > 1).then(|| format!("revision {}", report.revision));
    let parts = [
        report.title.as_deref(),
        report.outlet.as_deref(),
        Some(report.date.as_deref().map_or("no date", day)),
        Some(&place),
        revision.as_deref(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().map(screen::line).collect();
    parts.join(" · ")
}

/// The day of a date that may have a time.
pub fn day(date: &str) -> &str {
    date.split_once('T').map_or(date, |(day, _)| day)
}

/// A statement's identifier, kind, confidence, and what it stands in.
fn facts(statement: &Statement) -> String {
    let inside = statement
        .parent
        .as_deref()
        .map(|id| format!("  inside {}", short(id)));
    format!(
        "{}  {:8}  {:.2}{}",
        short(&statement.id),
        kind(statement.kind),
        statement.confidence,
        inside.unwrap_or_default()
    )
}

/// The first digits of an identifier.
pub fn short(id: &str) -> &str {
    id.get(..SHORT).unwrap_or(id)
}

pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Indirect => "indirect",
        Kind::Mixed => "mixed",
    }
}
