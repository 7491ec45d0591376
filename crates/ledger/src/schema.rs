//! Opens the file, tells whose it is, and brings it up to date.

use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::{LedgerError, Result};

/// "Dmrc": tells a ledger from another program's database.
pub(crate) const APPLICATION_ID: i32 = 0x446d_7263;

/// How long a writer waits for another before it gives up. Longer than any
/// transaction of ours takes, shorter than a person's patience.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// No `SQLite` database is smaller, unless it is empty: the least page.
const SMALLEST: u64 = 512;

/// Enough for every statement that this crate prepares, in their variants.
const CACHED_STATEMENTS: usize = 64;

/// Each brings a ledger from the version of its index to the next. Only ever
/// appended to: ledgers of all versions are in people's hands.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001_ledger.sql"),
    include_str!("migrations/002_resolutions.sql"),
    include_str!("migrations/003_codings.sql"),
];

/// What a file turned out to be.
enum Found {
    /// No table yet: ours to fill.
    Empty,
    /// A ledger of this version.
    Ledger(u32),
}

/// Opens for reading and writing, creating and migrating.
pub(crate) fn open(file: &Path) -> Result<Connection> {
    open_with(file, MIGRATIONS)
}

/// [`open`] with the migrations given, so that tests can look ahead.
pub(crate) fn open_with(file: &Path, migrations: &[&str]) -> Result<Connection> {
    let begun = Instant::now();
    loop {
        match open_once(file, migrations) {
            // SQLite does not wait while another makes or ends the write-ahead
            // log, so this does.
            Err(LedgerError::Locked { .. }) if begun.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(10));
            }
            done => return done,
        }
    }
}

fn open_once(file: &Path, migrations: &[&str]) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = connect(file, file.to_path_buf(), flags)?;
    // SQLite falls back to reading where it may not write; say so now, not
    // after the first report was extracted.
    let sqlite = |e| LedgerError::from_sqlite(file, e);
    let found = look(&connection, file, migrations.len())?;
    if connection.is_readonly("main").map_err(sqlite)? {
        return Err(LedgerError::ReadOnly { file: file.into() });
    }
    let mode: String = connection
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .map_err(sqlite)?;
    if mode != "wal" {
        connection
            .query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
            .map_err(sqlite)?;
    }
    // Safe with WAL: a power cut can take back the last reports, never tear one.
    connection
        .pragma_update(None, "synchronous", "NORMAL")
        .map_err(sqlite)?;
    connection
        .pragma_update(None, "foreign_keys", true)
        .map_err(sqlite)?;
    if !matches!(found, Found::Ledger(version) if version as usize == migrations.len()) {
        migrate(&mut connection, file, migrations)?;
    }
    Ok(connection)
}

/// Opens for reading only.
pub(crate) fn open_read_only(file: &Path) -> Result<Connection> {
    open_read_only_with(file, MIGRATIONS.len())
}

/// [`open_read_only`] by a release that knows so many versions.
fn open_read_only_with(file: &Path, known: usize) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let opened = connect(file, file.to_path_buf(), flags)
        .and_then(|connection| Ok((look(&connection, file, known)?, connection)));
    let (found, connection) = match opened {
        // A ledger at rest in a folder that we may not write to: SQLite wants
        // its shared-memory file beside it unless told that nobody writes.
        Err(LedgerError::CannotOpen { .. } | LedgerError::ReadOnly { .. }) if at_rest(file) => {
            let uri = immutable_uri(file);
            let connection = connect(file, uri, flags | OpenFlags::SQLITE_OPEN_URI)?;
            (look(&connection, file, known)?, connection)
        }
        other => other?,
    };
    let known = version_number(known);
    match found {
        Found::Ledger(version) if version == known => Ok(connection),
        Found::Ledger(version) => Err(LedgerError::Older {
            file: file.into(),
            found: version,
            known,
        }),
        Found::Empty => Err(LedgerError::Missing { file: file.into() }),
    }
}

/// [`inspect`] at one moment, though somebody may be making the ledger.
fn look(connection: &Connection, file: &Path, known: usize) -> Result<Found> {
    let moment = connection
        .unchecked_transaction()
        .map_err(|e| LedgerError::from_sqlite(file, e))?;
    inspect(&moment, file, known)
}

fn connect(file: &Path, target: PathBuf, flags: OpenFlags) -> Result<Connection> {
    match fs::metadata(file) {
        Err(e) if e.kind() == ErrorKind::NotFound => {
            if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) {
                return Err(LedgerError::Missing { file: file.into() });
            }
        }
        Err(e) => {
            return Err(LedgerError::CannotOpen {
                file: file.into(),
                detail: e.to_string(),
            });
        }
        Ok(metadata) if metadata.is_dir() => {
            return Err(LedgerError::CannotOpen {
                file: file.into(),
                detail: "it is a folder".into(),
            });
        }
        // SQLite takes so little for an empty database and would write over it.
        Ok(metadata) if (1..SMALLEST).contains(&metadata.len()) => {
            return Err(LedgerError::NotADatabase { file: file.into() });
        }
        Ok(_) => {}
    }
    // An empty path would be a private temporary database for SQLite, and
    // `:memory:` one that is gone at the end; neither keeps anything.
    if file.as_os_str().is_empty() || file.as_os_str() == ":memory:" {
        return Err(LedgerError::CannotOpen {
            file: file.into(),
            detail: "not the name of a file".into(),
        });
    }
    let sqlite = |e| LedgerError::from_sqlite(file, e);
    let connection = Connection::open_with_flags(target, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(sqlite)?;
    connection.busy_timeout(PATIENCE).map_err(sqlite)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    Ok(connection)
}

/// Whether nobody has the ledger open: the last to leave takes its log away.
fn at_rest(file: &Path) -> bool {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    !Path::new(&log).exists()
}

fn immutable_uri(file: &Path) -> PathBuf {
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let mut uri = String::from("file://");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    uri.into()
}

/// Tells a ledger, an empty file, and somebody else's file apart without
/// writing a byte.
fn inspect(connection: &Connection, file: &Path, known: usize) -> Result<Found> {
    let sqlite = |e| LedgerError::from_sqlite(file, e);
    let number = |pragma: &str| {
        connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0))
    };
    let application = number("application_id").map_err(sqlite)?;
    let version = number("user_version").map_err(sqlite)?;
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(sqlite)?;
    if application == 0 && version == 0 && tables == 0 {
        return Ok(Found::Empty);
    }
    if application != i64::from(APPLICATION_ID) {
        return Err(LedgerError::Foreign { file: file.into() });
    }
    let found = u32::try_from(version).unwrap_or(0);
    if found == 0 {
        return Err(LedgerError::Corrupted {
            file: file.into(),
            detail: format!("schema version {version}"),
        });
    }
    if found as usize > known {
        return Err(LedgerError::Newer {
            file: file.into(),
            found,
            known: version_number(known),
        });
    }
    Ok(Found::Ledger(found))
}

/// All that is missing, in one transaction: a ledger is of one version or of
/// the next, never between.
fn migrate(connection: &mut Connection, file: &Path, migrations: &[&str]) -> Result<()> {
    let sqlite = |e| LedgerError::from_sqlite(file, e);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(sqlite)?;
    // Another process may have been here while we waited for the lock.
    let done = match inspect(&transaction, file, migrations.len())? {
        Found::Empty => 0,
        Found::Ledger(version) => version as usize,
    };
    for migration in migrations.iter().skip(done) {
        transaction.execute_batch(migration).map_err(sqlite)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(sqlite)?;
    transaction
        .pragma_update(None, "user_version", version_number(migrations.len()))
        .map_err(sqlite)?;
    transaction.commit().map_err(sqlite)
}

fn version_number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::sync::Barrier;
    use std::thread;

    use tempfile::TempDir;

    use super::{MIGRATIONS, open, open_read_only, open_read_only_with, open_with};
    use crate::LedgerError;

    const SECOND: &str = "ALTER TABLE reports ADD COLUMN colour TEXT;
        UPDATE reports SET colour = 'red';";
    const BROKEN: &str = "CREATE TABLE half (x) STRICT; INSERT INTO nowhere VALUES (1);";

    /// A ledger of version 1 with a report in it.
    fn old() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("l.db");
        let connection = open_with(&file, &MIGRATIONS[..1]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO addresses (key) VALUES ('file a.txt');
                 INSERT INTO reports (name, address, revision, sha256, format, path, file, bytes)
                 VALUES ('ab', 1, 1, x'00', 'text', 'a.txt', 'a.txt', x'41');",
            )
            .unwrap();
        (folder, file)
    }

    fn next() -> Vec<&'static str> {
        [MIGRATIONS, &[SECOND]].concat()
    }

    fn colour(file: &Path) -> String {
        open_with(file, &next())
            .unwrap()
            .query_row("SELECT colour FROM reports WHERE name = 'ab'", [], |row| {
                row.get(0)
            })
            .unwrap()
    }

    #[test]
    fn an_older_ledger_is_brought_up_to_date_with_what_is_in_it() {
        let (_folder, file) = old();
        let known = MIGRATIONS.len() + 1;
        let error = open_read_only_with(&file, known).unwrap_err();
        assert!(matches!(error, LedgerError::Older { .. }), "{error}");
        assert!(error.to_string().contains("run `demarche read`"), "{error}");
        assert_eq!(colour(&file), "red");
        assert_eq!(colour(&file), "red", "and only once");
        open_read_only_with(&file, known).unwrap();
        for error in [open(&file).unwrap_err(), open_read_only(&file).unwrap_err()] {
            assert!(matches!(error, LedgerError::Newer { .. }), "{error}");
        }
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let (_folder, file) = old();
        let mut bad = next();
        bad.push(BROKEN);
        open_with(&file, &bad).unwrap_err();
        let connection = open_with(&file, &MIGRATIONS[..1]).unwrap();
        let half: i64 = connection
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%half%' OR sql LIKE '%colour%'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(half, 0);
    }

    #[test]
    fn several_may_make_and_migrate_a_ledger_at_once() {
        for _ in 0..10 {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("l.db");
            at_once(|| drop(open_with(&file, &MIGRATIONS[..1]).unwrap()));
            at_once(|| drop(open_with(&file, &next()).unwrap()));
        }
    }

    fn at_once(act: impl Fn() + Sync) {
        let barrier = Barrier::new(4);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    barrier.wait();
                    act();
                });
            }
        });
    }
}
