//! Which reports are copies of one another: found as they come in, by keys in an
//! index.

use std::collections::BTreeSet;

use demarche_reading::Report;
use demarche_utterances::{Kinship, Wording, compare};
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::utterances::MOST;
use crate::{Ledger, ReportSummary, Result, rows};

/// A report that has another's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copy {
    /// The report.
    pub report: ReportSummary,
    /// `same` or `partial`.
    pub kinship: String,
    /// How that was found.
    pub why: String,
}

/// Looks for copies of a report among those kept, and keeps what it finds.
pub(crate) fn find_copies(
    connection: &Connection,
    report: &Report,
    reading: i64,
) -> rusqlite::Result<()> {
    let wording = Wording::of(&report.text);
    let mut candidates = BTreeSet::new();
    let mut sharing = connection.prepare_cached(
        "SELECT b.reading FROM bands b
         CROSS JOIN readings t ON t.id = b.reading
         CROSS JOIN readings own ON own.id = ?2
         WHERE b.band = ?1 AND t.report <> own.report LIMIT ?3",
    )?;
    let mut insert =
        connection.prepare_cached("INSERT OR IGNORE INTO bands (band, reading) VALUES (?1, ?2)")?;
    for band in wording.bands() {
        let band = band.cast_signed();
        let others: Vec<i64> = sharing
            .query_map(params![band, reading, MOST + 1], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if others.len() <= MOST {
            candidates.extend(others);
        }
        insert.execute(params![band, reading])?;
    }
    let mut text = connection.prepare_cached("SELECT text FROM readings WHERE id = ?1")?;
    for other in candidates {
        let words: String = text.query_row([other], |row| row.get(0))?;
        let likeness = compare(&wording, &Wording::of(&words));
        let kinship = match likeness.kinship {
            Kinship::Same => "same",
            Kinship::PartialCopy => "partial",
            Kinship::Different => continue,
        };
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO copies (first, second, kinship, why)
                 VALUES (min(?1, ?2), max(?1, ?2), ?3, ?4)",
            )?
            .execute(params![other, reading, kinship, likeness.reason])?;
    }
    Ok(())
}

impl Ledger {
    /// The reports that have words of this one, in the order of the ledger.
    ///
    /// # Errors
    /// As [`Ledger::original`].
    pub fn copies(&self, report: &str) -> Result<Vec<Copy>> {
        let id = self.report_row(report)?;
        let sql = format!(
            "SELECT {}, c.kinship, c.why
             FROM reports own
             CROSS JOIN derivations e ON e.id = own.current
             CROSS JOIN copies c ON e.reading IN (c.first, c.second)
             CROSS JOIN readings t ON t.id = c.first + c.second - e.reading
             CROSS JOIN reports r ON r.id = t.report
             CROSS JOIN addresses l ON l.id = r.address AND l.latest = r.id
             WHERE own.id = ?1 ORDER BY r.id",
            rows::SUMMARY
        );
        let list = || -> rusqlite::Result<Vec<Copy>> {
            self.connection
                .prepare_cached(&sql)?
                .query_map([id], |row| {
                    Ok(Copy {
                        report: rows::summary(row)?,
                        kinship: row.get(rows::SUMMARY_WIDTH)?,
                        why: row.get(rows::SUMMARY_WIDTH + 1)?,
                    })
                })?
                .collect()
        };
        list().map_err(|e| self.error(e))
    }
}
