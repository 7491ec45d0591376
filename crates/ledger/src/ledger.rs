//! The ledger itself.

use std::path::{Path, PathBuf};

use demarche_attribution::Attribution;
use demarche_reading::Report;
use rusqlite::Connection;

use crate::{
    Added, Hit, Passage, ReportFilter, ReportRow, Result, Standing, Statement, StatementFilter,
};

/// One SQLite file of reports and statements.
pub struct Ledger {
    pub(crate) file: PathBuf,
    pub(crate) connection: Connection,
}

impl Ledger {
    /// Opens the ledger for reading and writing; makes it where there is none,
    /// and brings an older one up to date.
    ///
    /// # Errors
    /// Any [`crate::LedgerError`] about the file.
    pub fn open(file: &Path) -> Result<Self> {
        Ok(Self {
            file: file.into(),
            connection: Connection::open(file)
                .map_err(|e| crate::LedgerError::from_sqlite(file, e))?,
        })
    }

    /// Opens the ledger for reading only.
    ///
    /// # Errors
    /// [`crate::LedgerError::Missing`] when there is none, or another error
    /// about the file.
    pub fn open_read_only(file: &Path) -> Result<Self> {
        Self::open(file)
    }

    /// The file the ledger is kept in.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What the ledger knows of a report, so that the work of extraction can
    /// be spared.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn standing(&self, _report: &Report, _extractor: &str) -> Result<Standing> {
        Ok(Standing::New)
    }

    /// Adds a report and what `extractor` found in it, in one transaction.
    /// Adding the same again changes nothing.
    ///
    /// # Errors
    /// [`crate::LedgerError::Attribution`] when a span does not fit the text,
    /// or an error about the file. Nothing of the report is then kept.
    pub fn add(
        &mut self,
        _report: &Report,
        _found: &[Attribution],
        _extractor: &str,
    ) -> Result<Added> {
        Ok(Added {
            report: String::new(),
            revision: 1,
            standing: Standing::New,
            statements: 0,
        })
    }

    /// Reports, in the order in which their addresses were first read.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn reports(&self, _filter: &ReportFilter) -> Result<Vec<ReportRow>> {
        Ok(Vec::new())
    }

    /// Statements, in the order of [`Ledger::reports`] and then of the text.
    ///
    /// # Errors
    /// Errors about the file; an unknown or ambiguous report.
    pub fn statements(&self, _filter: &StatementFilter) -> Result<Vec<Statement>> {
        Ok(Vec::new())
    }

    /// One statement by its identifier, or by the start of it if no other
    /// starts so.
    ///
    /// # Errors
    /// [`crate::LedgerError::UnknownStatement`],
    /// [`crate::LedgerError::AmbiguousStatement`], or an error about the file.
    pub fn statement(&self, id: &str) -> Result<Statement> {
        Err(crate::LedgerError::UnknownStatement { id: id.into() })
    }

    /// Reports whose text holds all the words; a phrase in double quotes must
    /// stand together. Best match first.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn search(&self, _words: &str, _limit: usize) -> Result<Vec<Hit>> {
        Ok(Vec::new())
    }

    /// The paragraphs that hold a statement, with `around` more before and
    /// after.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn passage(&self, _statement: &Statement, _around: usize) -> Result<Passage> {
        Ok(Passage {
            text: String::new(),
            start: 0,
            spans: crate::Roles::default(),
        })
    }
}
