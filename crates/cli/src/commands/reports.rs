//! `demarche reports`: what was read.

use std::io::Write;

use demarche_ledger::{Ledger, ReportFilter, ReportRow};

use crate::args::{Global, Reports};
use crate::failure::{Failure, Outcome};
use crate::render::{json, table};
use crate::screen::{self, FAINT, STRONG, count};

pub fn run(global: &Global, args: &Reports) -> Result<Outcome, Failure> {
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let reports = ledger.reports(&ReportFilter {
        all_revisions: args.all,
        outlet: args.outlet.clone(),
        from: args.since.clone(),
        to: args.until.clone(),
        limit: args.limit,
    })?;
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &reports)?;
        out.flush()?;
    } else {
        print(global, &reports)?;
    }
    Ok(Outcome::Done)
}

fn print(global: &Global, reports: &[ReportRow]) -> Result<(), Failure> {
    let mut out = screen::out();
    let rest = screen::width().saturating_sub(38);
    if !reports.is_empty() {
        writeln!(
            out,
            "{STRONG}{}  {}  statements  title, outlet, file{STRONG:#}",
            screen::cell("report", table::SHORT),
            screen::cell("date", 10)
        )?;
    }
    for row in reports {
        let report = &row.report;
        let older = if row.latest { "" } else { "older: " };
        let file = match report.line {
            Some(line) => format!("{}:{line}", report.file),
            None => report.file.clone(),
        };
        let parts = [
            report.title.as_deref(),
            report.outlet.as_deref(),
            Some(&file),
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let date = report.date.as_deref().map_or("—", table::day);
        writeln!(
            out,
            "{FAINT}{}{FAINT:#}  {}  {:>10}  {older}{}",
            table::short(&report.id),
            screen::cell(date, 10),
            row.statements,
            screen::cut(&parts.join(" · "), rest + 4)
        )?;
    }
    if !global.quiet {
        let statements = reports.iter().map(|row| row.statements).sum();
        writeln!(
            out,
            "\n{}, {}",
            count(reports.len(), "report"),
            count(statements, "statement")
        )?;
    }
    Ok(out.flush()?)
}
