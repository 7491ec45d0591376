//! Reports as they were read, found by the start of an identifier.

use std::collections::BTreeMap;

use demarche_attribution::Attribution;
use demarche_reading::Report;
use rusqlite::OptionalExtension;

use crate::{Ledger, LedgerError, Result, StatementFilter, rows};

/// How many candidates an error about an ambiguous identifier names.
const CANDIDATES: usize = 6;

impl Ledger {
    /// The attribution relations that the current extractor found in a report,
    /// for resolving them anew.
    ///
    /// # Errors
    /// As [`Ledger::statements`] for one report.
    pub fn relations(&self, report: &str) -> Result<Vec<Attribution>> {
        let statements = self.statements(&StatementFilter {
            report: Some(report.to_owned()),
            ..StatementFilter::default()
        })?;
        let at: BTreeMap<&str, usize> = statements
            .iter()
            .enumerate()
            .map(|(at, statement)| (statement.id.as_str(), at))
            .collect();
        let parent = |name: &Option<String>| at.get(name.as_deref()?).copied();
        Ok(statements
            .iter()
            .map(|statement| Attribution {
                source: statement.spans.source.clone(),
                cue: statement.spans.cue.clone(),
                content: statement.spans.content.clone(),
                kind: statement.kind,
                confidence: statement.confidence,
                parent: parent(&statement.parent),
            })
            .collect())
    }

    /// A report as it was read, with the way back to its original; `None` for
    /// one that version 1 of the ledger kept without that.
    ///
    /// # Errors
    /// As [`Ledger::original`].
    pub fn report(&self, report: &str) -> Result<Option<Report>> {
        let id = self.report_row(report)?;
        self.connection
            .prepare_cached(
                "SELECT r.path, r.file, r.line, r.format, r.bytes, t.encoding,
                     coalesce(t.original, CAST(r.bytes AS TEXT)), t.text, t.map,
                     t.given, t.url, t.title, t.outlet, t.author, t.date, t.language
                 FROM reports r
                 JOIN derivations d ON d.id = r.current
                 JOIN readings t ON t.id = d.reading
                 WHERE r.id = ?1",
            )
            .and_then(|mut query| query.query_row([id], rows::report))
            .map_err(|e| self.error(e))
    }

    /// The original text of a report, decoded: what the exported offsets count
    /// in.
    ///
    /// # Errors
    /// [`LedgerError::UnknownReport`], [`LedgerError::AmbiguousReport`], or an
    /// error about the file.
    pub fn original(&self, report: &str) -> Result<String> {
        let id = self.report_row(report)?;
        self.connection
            .prepare_cached(
                "SELECT coalesce(t.original, CAST(r.bytes AS TEXT))
                 FROM reports r
                 JOIN derivations d ON d.id = r.current
                 JOIN readings t ON t.id = d.reading
                 WHERE r.id = ?1",
            )
            .and_then(|mut query| query.query_row([id], |row| row.get(0)))
            .map_err(|e| self.error(e))
    }

    /// The row of the report whose identifier starts with `id`.
    pub(crate) fn report_row(&self, id: &str) -> Result<i64> {
        let asked = || id.to_owned();
        let mut names = self.names_from("SELECT name FROM reports", id)?;
        match names.len() {
            0 => Err(LedgerError::UnknownReport { id: asked() }),
            1 => self
                .connection
                .prepare_cached("SELECT id FROM reports WHERE name = ?1")
                .and_then(|mut query| query.query_row([names.remove(0)], |row| row.get(0)))
                .map_err(|e| self.error(e)),
            _ => Err(LedgerError::AmbiguousReport {
                id: asked(),
                candidates: names,
            }),
        }
    }

    /// The first few names that start with `start`, in order; `select` is one
    /// of ours and ends before its conditions.
    pub(crate) fn names_from(&self, select: &str, start: &str) -> Result<Vec<String>> {
        let start = start.trim().to_ascii_lowercase();
        if start.is_empty() || !start.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Vec::new());
        }
        // Identifiers are hexadecimal: 'g' comes after all that follow.
        let sql = format!(
            "{select} WHERE name >= ?1 AND name < ?1 || 'g' ORDER BY name LIMIT {CANDIDATES}"
        );
        let list = || -> rusqlite::Result<Vec<String>> {
            let mut query = self.connection.prepare_cached(&sql)?;
            query.query_map([start], |row| row.get(0))?.collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// The normalised text of a reading.
    pub(crate) fn reading_text(&self, reading: i64) -> Result<String> {
        self.connection
            .prepare_cached("SELECT text FROM readings WHERE id = ?1")
            .and_then(|mut query| query.query_row([reading], |row| row.get(0)).optional())
            .map_err(|e| self.error(e))?
            .ok_or_else(|| self.damaged("a statement's text is missing"))
    }

    pub(crate) fn damaged(&self, detail: &str) -> LedgerError {
        LedgerError::Corrupted {
            file: self.file.clone(),
            detail: detail.into(),
        }
    }
}
