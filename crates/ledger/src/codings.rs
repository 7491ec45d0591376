//! What a judge found statements to say to questions. Derived, so that it can
//! be made again; kept, so that only what is new needs judging.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{Ledger, Result};

/// What a statement says to a question, as a judge found.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCoding {
    /// The statement's identifier.
    pub statement: String,
    /// The stance, by the judge's name for it.
    pub stance: String,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// All else that the judge said, in a form of its own.
    pub detail: String,
}

/// A report as the ledger shows it now: what is judged in one go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodingUnit {
    /// The report's identifier.
    pub report: String,
    pub(crate) resolution: i64,
}

impl Ledger {
    /// The reports that a judge has not held against a question yet, in the
    /// order of [`Ledger::reports`]. The question is known by the hash of its
    /// wordings.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn uncoded(&self, question: &str, judge: &str) -> Result<Vec<CodingUnit>> {
        let list = || -> rusqlite::Result<Vec<CodingUnit>> {
            let mut query = self.connection.prepare_cached(
                "SELECT r.name, d.resolution
                 FROM addresses a
                 CROSS JOIN reports r ON r.id = a.latest
                 CROSS JOIN derivations d ON d.id = r.current
                 WHERE d.resolution IS NOT NULL AND NOT EXISTS (
                     SELECT 1 FROM questions q
                     JOIN coded c ON c.question = q.id AND c.resolution = d.resolution
                     WHERE q.hash = ?1 AND q.judge = ?2)
                 ORDER BY a.id",
            )?;
            let found = query.query_map([question, judge], |row| {
                Ok(CodingUnit {
                    report: row.get(0)?,
                    resolution: row.get(1)?,
                })
            })?;
            found.collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// Keeps what a judge found in a report, for several questions at once,
    /// each by its hash. A report without findings counts as judged, too.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn keep_codings(
        &mut self,
        unit: &CodingUnit,
        judge: &str,
        found: &[(String, Vec<StoredCoding>)],
    ) -> Result<()> {
        self.in_transaction(|connection| {
            for (question, codings) in found {
                let question = question_row(connection, question, judge)?;
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO coded (question, resolution) VALUES (?1, ?2)",
                    )?
                    .execute(params![question, unit.resolution])?;
                let mut insert = connection.prepare_cached(
                    "INSERT OR REPLACE INTO codings
                         (question, resolution, statement, stance, confidence, detail)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?;
                for coding in codings {
                    insert.execute(params![
                        question,
                        unit.resolution,
                        coding.statement,
                        coding.stance,
                        coding.confidence,
                        coding.detail
                    ])?;
                }
            }
            Ok(())
        })
    }

    /// What a judge found to bear on a question, in the reports as the ledger
    /// shows them now.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn codings(&self, question: &str, judge: &str) -> Result<Vec<StoredCoding>> {
        let list = || -> rusqlite::Result<Vec<StoredCoding>> {
            let mut query = self.connection.prepare_cached(
                "SELECT c.statement, c.stance, c.confidence, c.detail
                 FROM questions q
                 CROSS JOIN codings c ON c.question = q.id
                 CROSS JOIN resolutions x ON x.id = c.resolution
                 CROSS JOIN derivations d ON d.id = x.derivation AND d.resolution = x.id
                 CROSS JOIN reports r ON r.id = d.report AND r.current = d.id
                 CROSS JOIN addresses a ON a.id = r.address AND a.latest = r.id
                 WHERE q.hash = ?1 AND q.judge = ?2
                 ORDER BY a.id, c.statement",
            )?;
            let found = query.query_map([question, judge], |row| {
                Ok(StoredCoding {
                    statement: row.get(0)?,
                    stance: row.get(1)?,
                    confidence: row.get(2)?,
                    detail: row.get(3)?,
                })
            })?;
            found.collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// Keeps where the parties stood when a brief was printed. `dispute` is
    /// whatever tells one dispute from another.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn remember_brief(&mut self, dispute: &str, at: &str, stands: &str) -> Result<()> {
        self.in_transaction(|connection| {
            connection
                .prepare_cached("INSERT INTO briefs (at, dispute, stands) VALUES (?1, ?2, ?3)")?
                .execute(params![at, dispute, stands])?;
            Ok(())
        })
    }

    /// When a brief on a dispute was last printed, and where the parties stood.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn last_brief(&self, dispute: &str) -> Result<Option<(String, String)>> {
        self.connection
            .prepare_cached(
                "SELECT at, stands FROM briefs WHERE dispute = ?1 ORDER BY id DESC LIMIT 1",
            )
            .and_then(|mut query| {
                query
                    .query_row([dispute], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(|e| self.error(e))
    }
}

/// The row of a question as a judge read it, made where there is none.
fn question_row(connection: &Connection, hash: &str, judge: &str) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO questions (hash, judge) VALUES (?1, ?2)")?
        .execute([hash, judge])?;
    connection
        .prepare_cached("SELECT id FROM questions WHERE hash = ?1 AND judge = ?2")?
        .query_row([hash, judge], |row| row.get(0))
}
