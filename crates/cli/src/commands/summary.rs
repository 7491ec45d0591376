//! What a read did, counted and told.

use std::io::Write;
use std::path::Path;

use demarche_ledger::{Added, Standing};
use demarche_reading::Report;
use serde::Serialize;

use crate::args::Global;
use crate::commands::intake::LeftOut;
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::screen::{self, STRONG, WARNING, count};

/// How many places of one kind people are told of before the rest is counted.
const TOLD: usize = 20;

/// What a read did.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    ledger: String,
    reports: Reports,
    statements: usize,
    skipped: Vec<LeftOut>,
    notes: Vec<Remark>,
    pub interrupted: bool,
}

#[derive(Debug, Default, Serialize)]
struct Reports {
    new: usize,
    revised: usize,
    /// Read before, and now extracted again by another version.
    renewed: usize,
    unchanged: usize,
}

#[derive(Debug, Serialize)]
struct Remark {
    path: String,
    line: Option<usize>,
    note: String,
}

impl Summary {
    pub fn new(ledger: &Path) -> Self {
        Self {
            ledger: ledger.display().to_string(),
            ..Self::default()
        }
    }

    pub fn skip(&mut self, skipped: impl Into<LeftOut>) {
        self.skipped.push(skipped.into());
    }

    pub fn note(&mut self, report: &Report) {
        self.notes.extend(report.notes.iter().map(|note| Remark {
            path: screen::line(&report.place.path),
            line: report.place.line,
            note: screen::line(&note.to_string()),
        }));
    }

    pub fn unchanged(&mut self) {
        self.reports.unchanged += 1;
    }

    pub fn added(&mut self, added: &Added) {
        let counted = match added.standing {
            Standing::New => &mut self.reports.new,
            Standing::Revision { .. } => &mut self.reports.revised,
            Standing::Outdated { .. } | Standing::Unresolved { .. } => &mut self.reports.renewed,
            Standing::Unchanged { .. } => return self.unchanged(),
        };
        *counted += 1;
        self.statements += added.statements;
    }

    fn read(&self) -> usize {
        let Reports {
            new,
            revised,
            renewed,
            unchanged,
        } = self.reports;
        new + revised + renewed + unchanged
    }

    /// Prints it and decides how the read ended.
    pub fn conclude(&self, global: &Global) -> Result<Outcome, Failure> {
        if global.json {
            let mut out = screen::raw();
            json::pretty(&mut out, self)?;
            out.flush()?;
        } else {
            self.tell(global)?;
        }
        let faults = self.skipped.iter().filter(|s| s.fault).count();
        match (self.interrupted, faults, self.read()) {
            (true, _, _) => Ok(Outcome::Interrupted),
            (_, 0, _) => Ok(Outcome::Done),
            (_, _, 0) => Err(Failure::NothingRead),
            _ => Ok(Outcome::LeftOut),
        }
    }

    fn tell(&self, global: &Global) -> Result<(), Failure> {
        let named = |s: &&LeftOut| s.fault || (s.reason == "language" && !global.quiet);
        for skipped in self.skipped.iter().filter(named).take(TOLD) {
            skipped.warn();
        }
        let more = self
            .skipped
            .iter()
            .filter(named)
            .count()
            .saturating_sub(TOLD);
        if more > 0 {
            anstream::eprintln!("{WARNING}skipped{WARNING:#} {more} more; --json lists them all");
        }
        if global.quiet {
            return Ok(());
        }
        for remark in self.notes.iter().take(TOLD) {
            anstream::eprintln!("note: {}: {}", remark.path, remark.note);
        }
        let mut out = screen::out();
        writeln!(out, "{STRONG}{}{STRONG:#}", self.line())?;
        if self.interrupted {
            writeln!(
                out,
                "Stopped. What was read is kept; the same command reads the rest."
            )?;
        } else if self.statements > 0 {
            writeln!(
                out,
                "See them with: demarche statements{}",
                option(&self.ledger)
            )?;
        }
        Ok(out.flush()?)
    }

    /// All counts on one line.
    fn line(&self) -> String {
        let Reports {
            new,
            revised,
            renewed,
            unchanged,
        } = self.reports;
        let why = |reason: &str| self.skipped.iter().filter(|s| s.reason == reason).count();
        let faults = self.skipped.iter().filter(|s| s.fault).count();
        let parts = [
            (revised, "revised"),
            (renewed, "worked on anew"),
            (unchanged, "unchanged"),
            (why("language"), "skipped for their language"),
            (
                why("hidden") + why("repeated"),
                "passed over (hidden, or met twice)",
            ),
            (why("settings"), "passed over (TOML files are no reports)"),
            (
                why("not-reports"),
                "passed over (JSON Lines that are no reports)",
            ),
            (faults, "skipped for a fault"),
        ];
        let mut told = vec![format!("{} read", count(new, "new report"))];
        let some = parts.into_iter().filter(|(n, _)| *n > 0);
        told.extend(some.map(|(n, what)| format!("{n} {what}")));
        let statements = count(self.statements, "new statement");
        format!(
            "{}; {statements} in {}",
            told.join(", "),
            screen::line(&self.ledger)
        )
    }
}

/// The option that a hint needs to name this ledger.
fn option(ledger: &str) -> String {
    if ledger == "demarche.db" {
        String::new()
    } else {
        format!(" --ledger {}", screen::typed(ledger))
    }
}
