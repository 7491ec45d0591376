//! The ledger as a whole: opening it, checking it, how long it waits.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use crate::corrections::Lately;
use crate::{LedgerError, Result, identity, schema};

/// One `SQLite` file of reports and statements.
///
/// Append-only: what was read stays. Several processes may read while one
/// writes; a second writer waits for the first. Killed at any moment, the file
/// holds each report with all its statements or not at all.
///
/// ```
/// use demarche_ledger::{Ledger, StatementFilter};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let file = folder.path().join("demarche.db");
/// let ledger = Ledger::open(&file)?;
/// let by_lavrov = StatementFilter { speaker: Some("Lavrov".into()), ..Default::default() };
/// assert!(ledger.statements(&by_lavrov)?.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Ledger {
    pub(crate) file: PathBuf,
    /// The folder of the file, absolute: addresses are seen from here.
    pub(crate) folder: PathBuf,
    pub(crate) connection: Connection,
    /// What people told about actors, once it was asked for.
    pub(crate) told: Option<Lately>,
}

impl Ledger {
    /// Opens the ledger for reading and writing; makes it where there is none,
    /// and brings an older one up to date.
    ///
    /// # Errors
    /// Any [`LedgerError`] about the file. What is not a ledger is left as it
    /// was.
    pub fn open(file: &Path) -> Result<Self> {
        Ok(Self::from_connection(file, schema::open(file)?))
    }

    /// Opens the ledger for reading only; works in a folder without write
    /// access, too.
    ///
    /// # Errors
    /// [`LedgerError::Missing`] when there is none, [`LedgerError::Older`]
    /// when it must be migrated first, or another error about the file.
    pub fn open_read_only(file: &Path) -> Result<Self> {
        Ok(Self::from_connection(file, schema::open_read_only(file)?))
    }

    fn from_connection(file: &Path, connection: Connection) -> Self {
        let mut folder = identity::plain(file);
        folder.pop();
        Self {
            file: file.into(),
            folder,
            connection,
            told: None,
        }
    }

    /// The file the ledger is kept in.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Sets how long to wait for another writer before
    /// [`LedgerError::Locked`]; five seconds unless told.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn set_patience(&self, patience: Duration) -> Result<()> {
        self.connection
            .busy_timeout(patience)
            .map_err(|e| self.error(e))
    }

    /// Reads the whole file and checks that it is sound: `SQLite`'s own check,
    /// references, and that the full-text index agrees with the texts. Takes
    /// about as long as reading the file; the last part needs write access and
    /// is left out without it.
    ///
    /// # Errors
    /// [`LedgerError::Corrupted`] with what is wrong, or another error about
    /// the file.
    pub fn check(&self) -> Result<()> {
        let damaged = |detail: String| LedgerError::Corrupted {
            file: self.file.clone(),
            detail,
        };
        let verdict: String = self
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(|e| self.error(e))?;
        if verdict != "ok" {
            return Err(damaged(verdict));
        }
        let dangling = self
            .connection
            .prepare("PRAGMA foreign_key_check")
            .and_then(|mut check| check.exists([]))
            .map_err(|e| self.error(e))?;
        if dangling {
            return Err(damaged("a row refers to one that is missing".into()));
        }
        let writable = !self
            .connection
            .is_readonly("main")
            .map_err(|e| self.error(e))?;
        if writable {
            self.connection
                .execute_batch(
                    "INSERT INTO report_words (report_words, rank) VALUES ('integrity-check', 1)",
                )
                .map_err(|e| self.error(e))?;
        }
        Ok(())
    }

    /// Puts the file's name to what `SQLite` said.
    pub(crate) fn error(&self, source: rusqlite::Error) -> LedgerError {
        LedgerError::from_sqlite(&self.file, source)
    }
}

#[cfg(test)]
mod tests {
    use demarche_attribution::{Attribution, Kind};
    use demarche_reading::{Format, Metadata, OffsetMap, Place, Report, Span};

    use demarche_statements::Statements;

    use crate::{Findings, Ledger, LedgerError, ReportFilter, Versions};

    fn report(number: usize) -> Report {
        let text = format!("Rubio said no to number {number}. ").repeat(400);
        Report {
            place: Place::file(&format!("{number}.txt")),
            format: Format::Text,
            encoding: "UTF-8".into(),
            bytes: text.clone().into(),
            original: text.clone(),
            text,
            map: OffsetMap::default(),
            metadata: Metadata::default(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_full_disk_keeps_what_was_there_and_lets_us_go_on() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("l.db");
        let mut ledger = Ledger::open(&file).unwrap();
        let found = [Attribution {
            source: vec![Span::new(0, 5)],
            cue: vec![Span::new(6, 10)],
            content: vec![Span::new(11, 13)],
            kind: Kind::Indirect,
            confidence: 0.5,
            parent: None,
        }];
        let findings = Findings {
            relations: &found,
            statements: &Statements::default(),
            versions: Versions {
                extractor: "x1",
                resolver: "r1",
            },
        };
        // SQLite then behaves as it does on a disk of this size.
        let pages = |ledger: &Ledger, most: u32| {
            ledger
                .connection
                .query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))
                .unwrap();
        };
        pages(&ledger, 100);
        let mut kept = 0;
        let error = loop {
            match ledger.add(&report(kept), &findings) {
                Ok(_) => kept += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, LedgerError::Full { .. }), "{error}");
        let message = error.to_string();
        assert!(
            message.contains("l.db") && message.contains("free some"),
            "{message}"
        );
        assert!(kept > 0);
        ledger.check().unwrap();
        assert_eq!(
            ledger.reports(&ReportFilter::default()).unwrap().len(),
            kept
        );
        pages(&ledger, 10_000);
        ledger.add(&report(kept), &findings).unwrap();
        ledger.check().unwrap();
        assert_eq!(
            ledger.reports(&ReportFilter::default()).unwrap().len(),
            kept + 1
        );
    }
}
