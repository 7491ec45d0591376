//! What can go wrong with a ledger, each with the file and the remedy.
//!
//! Policy: a caller can act on the variant, a person on the message. Every
//! message names the file or the identifier and then says what to do. Nothing
//! here is a bug of the caller except [`LedgerError::Attribution`]; what `SQLite`
//! reports and we have no name for stays in [`LedgerError::Database`].

use std::path::{Path, PathBuf};

use rusqlite::{Error, ErrorCode, ffi};

/// Why the ledger could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// There is no file to read from.
    #[error("{}: there is no ledger here; make one with `demarche read`, or name another with --ledger", file.display())]
    Missing {
        /// The ledger asked for.
        file: PathBuf,
    },
    /// The file is no `SQLite` database, or its head is damaged beyond telling.
    #[error("{}: not a ledger (no SQLite file); name another with --ledger; the file was left as it is", file.display())]
    NotADatabase {
        /// The file found in place of a ledger.
        file: PathBuf,
    },
    /// The file is the `SQLite` database of another program.
    #[error("{}: a SQLite file, but another program's; name another with --ledger; the file was left as it is", file.display())]
    Foreign {
        /// The file found in place of a ledger.
        file: PathBuf,
    },
    /// A later release of Demarche wrote the file.
    #[error("{}: written by a newer release (ledger version {found}, this one knows up to {known}); update demarche", file.display())]
    Newer {
        /// The ledger.
        file: PathBuf,
        /// The schema version in the file.
        found: u32,
        /// The newest schema version that this release knows.
        known: u32,
    },
    /// An older ledger was opened for reading only, so it cannot be migrated.
    #[error("{}: an older ledger (version {found} of {known}), opened for reading only; run `demarche read` on it once with write access to bring it up to date", file.display())]
    Older {
        /// The ledger.
        file: PathBuf,
        /// The schema version in the file.
        found: u32,
        /// The schema version that this release reads.
        known: u32,
    },
    /// `SQLite`, or our own check, found the file damaged.
    #[error("{}: the ledger is damaged ({detail}); restore a copy, or rescue what is left with `sqlite3 FILE .recover` and read the reports again", file.display())]
    Corrupted {
        /// The ledger.
        file: PathBuf,
        /// What was found wrong.
        detail: String,
    },
    /// Another process held the ledger for longer than we wait.
    #[error("{}: another process is writing to the ledger; try again when it is done", file.display())]
    Locked {
        /// The ledger.
        file: PathBuf,
    },
    /// No room for the transaction; what was committed before it is safe.
    #[error("{}: no space left to write; free some and run the same command again: what was already read is kept", file.display())]
    Full {
        /// The ledger.
        file: PathBuf,
    },
    /// The disk, or what stands for one, failed under us.
    #[error("{}: the disk failed ({detail}); check that it is sound and not full, then run the same command again: what was already read is kept", file.display())]
    Disk {
        /// The ledger.
        file: PathBuf,
        /// What was found wrong.
        detail: String,
    },
    /// The file or its folder does not let us write.
    #[error("{}: cannot write here; allow writing to the file and its folder, or name another with --ledger", file.display())]
    ReadOnly {
        /// The ledger.
        file: PathBuf,
    },
    /// The operating system refused to open the file.
    #[error("{}: cannot open ({detail}); check that the folder exists and that you may use it, or name another with --ledger", file.display())]
    CannotOpen {
        /// The ledger.
        file: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// No actor has the name or identifier.
    #[error("nobody called {name:?}; `demarche actors` lists them")]
    UnknownActor {
        /// What was asked for.
        name: String,
    },
    /// Several actors have the name.
    #[error("{name:?} could be any of {}; give the identifier", candidates.join(", "))]
    AmbiguousActor {
        /// What was asked for.
        name: String,
        /// The first few that fit, with their identifiers.
        candidates: Vec<String>,
    },
    /// No correction that stands has the number.
    #[error("no correction {number} to take back; `demarche actors history` lists them")]
    UnknownCorrection {
        /// What was asked for.
        number: i64,
    },
    /// No judgement that stands has the number.
    #[error("no judgement {number} to take back; `demarche code --history` lists them")]
    UnknownJudgement {
        /// What was asked for.
        number: i64,
    },
    /// No statement has an identifier that starts so.
    #[error("no statement {id}; `demarche statements` lists them")]
    UnknownStatement {
        /// What was asked for.
        id: String,
    },
    /// Several statements have an identifier that starts so.
    #[error("{id} could be any of {}; give more digits", candidates.join(", "))]
    AmbiguousStatement {
        /// What was asked for.
        id: String,
        /// The first few that fit, in the order of the ledger.
        candidates: Vec<String>,
    },
    /// No report has an identifier that starts so.
    #[error("no report {id}; `demarche reports` lists them")]
    UnknownReport {
        /// What was asked for.
        id: String,
    },
    /// Several reports have an identifier that starts so.
    #[error("{id} could be any of {}; give more digits", candidates.join(", "))]
    AmbiguousReport {
        /// What was asked for.
        id: String,
        /// The first few that fit, in the order of the ledger.
        candidates: Vec<String>,
    },
    /// An attribution that does not fit the report's text.
    #[error(
        "{report}: attribution {index} does not fit the text ({detail}); nothing of the report was kept; please report this as a fault of the extractor"
    )]
    Attribution {
        /// The report's path.
        report: String,
        /// The attribution's index in the list given.
        index: usize,
        /// What is wrong with it.
        detail: String,
    },
    /// Anything else that `SQLite` reports.
    #[error("{}: the ledger failed ({source}); run the command again, and report this if it stays", file.display())]
    Database {
        /// The ledger.
        file: PathBuf,
        /// `SQLite`'s own words.
        source: rusqlite::Error,
    },
}

impl LedgerError {
    /// Names what `SQLite` reported about `file`.
    pub(crate) fn from_sqlite(file: &Path, source: rusqlite::Error) -> Self {
        let file = file.to_path_buf();
        let detail = source.to_string();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotADatabase { file },
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupted { file, detail },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { file },
            Some(ErrorCode::DiskFull) => Self::Full { file },
            // No room for the index that processes share is told in its own way.
            Some(ErrorCode::SystemIoFailure) if extended(&source) == ffi::SQLITE_IOERR_SHMSIZE => {
                Self::Full { file }
            }
            Some(ErrorCode::SystemIoFailure) => Self::Disk { file, detail },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { file },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::CannotOpen { file, detail }
            }
            // A value that this crate never writes.
            None if matches!(
                source,
                Error::FromSqlConversionFailure(..)
                    | Error::IntegralValueOutOfRange(..)
                    | Error::InvalidColumnType(..)
                    | Error::Utf8Error(..)
            ) =>
            {
                Self::Corrupted { file, detail }
            }
            _ => Self::Database { file, source },
        }
    }
}

/// `SQLite`'s finer code for what went wrong; 0 where it gave none.
fn extended(source: &Error) -> i32 {
    source.sqlite_error().map_or(0, |e| e.extended_code)
}

/// What the ledger returns.
pub type Result<T> = std::result::Result<T, LedgerError>;
