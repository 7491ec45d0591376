//! Files that are no ledger, or that cannot be used: what is said, and that they stay as they are.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::{contents, found, keep, made_up};
use demarche_ledger::{Ledger, LedgerError, StatementFilter};
use rusqlite::Connection;
use tempfile::TempDir;

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("some.db");
    (folder, file)
}

/// A ledger of a few reports, at rest.
fn filled() -> (TempDir, PathBuf) {
    let (folder, file) = place();
    let mut ledger = Ledger::open(&file).unwrap();
    for number in 0..20 {
        let report = made_up(number, 20);
        keep(&mut ledger, &report, &found(&report.text), "x1").unwrap();
    }
    drop(ledger);
    (folder, file)
}

/// Opens both ways; both errors must name the file and this remedy.
fn refused(file: &Path, remedy: &str) -> [LedgerError; 2] {
    [Ledger::open(file), Ledger::open_read_only(file)].map(|opened| {
        let error = opened.unwrap_err();
        says(&error, file, remedy);
        error
    })
}

fn says(error: &LedgerError, file: &Path, remedy: &str) {
    let message = error.to_string();
    assert!(
        message.starts_with(&file.display().to_string()),
        "{message}"
    );
    assert!(message.contains(remedy), "{message}");
}

#[test]
fn another_programs_database_is_left_alone() {
    let (_folder, file) = place();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("CREATE TABLE songs (title)").unwrap();
    drop(other);
    let before = fs::read(&file).unwrap();
    for error in refused(&file, "another with --ledger") {
        assert!(matches!(error, LedgerError::Foreign { .. }), "{error}");
    }
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn what_is_no_database_is_left_alone() {
    for text in ["Minutes of the talks.\n".repeat(400), "x".into()] {
        let (_folder, file) = place();
        fs::write(&file, &text).unwrap();
        for error in refused(&file, "another with --ledger") {
            assert!(matches!(error, LedgerError::NotADatabase { .. }), "{error}");
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn an_empty_file_becomes_a_ledger_only_when_written_to() {
    let (_folder, file) = place();
    fs::write(&file, "").unwrap();
    let error = Ledger::open_read_only(&file).unwrap_err();
    assert!(matches!(error, LedgerError::Missing { .. }), "{error}");
    assert_eq!(fs::metadata(&file).unwrap().len(), 0);
    Ledger::open(&file).unwrap();
    Ledger::open_read_only(&file).unwrap();
}

#[test]
fn what_is_not_there_or_a_folder_or_no_name() {
    let (folder, file) = place();
    let error = Ledger::open_read_only(&file).unwrap_err();
    assert!(matches!(error, LedgerError::Missing { .. }), "{error}");
    says(&error, &file, "make one with `demarche read`");
    assert!(!file.exists(), "looking makes no file");
    for odd in [
        folder.path().into(),
        folder.path().join("nowhere/some.db"),
        PathBuf::from(":memory:"),
        PathBuf::new(),
    ] {
        let error = Ledger::open(&odd).unwrap_err();
        assert!(matches!(error, LedgerError::CannotOpen { .. }), "{error}");
        says(&error, &odd, "another with --ledger");
    }
}

#[test]
fn a_newer_ledger_asks_for_a_newer_release() {
    let (_folder, file) = filled();
    let ahead = Connection::open(&file).unwrap();
    ahead.pragma_update(None, "user_version", 99).unwrap();
    drop(ahead);
    for error in refused(&file, "update demarche") {
        assert!(
            matches!(error, LedgerError::Newer { found: 99, .. }),
            "{error}"
        );
    }
}

#[test]
fn damage_is_found_wherever_it_lies() {
    let (_folder, file) = filled();
    let whole = fs::read(&file).unwrap();
    // Each page but the first in turn; and an end that is missing.
    let pages = whole.len() / 4096;
    for page in 0..pages {
        let mut damaged = whole.clone();
        if page == 0 {
            damaged.truncate(whole.len() / 2);
        } else {
            damaged[page * 4096..(page + 1) * 4096].fill(0xA5);
        }
        fs::write(&file, damaged).unwrap();
        let error = Ledger::open(&file)
            .and_then(|ledger| ledger.check())
            .expect_err("damage in this page goes unseen");
        assert!(
            matches!(error, LedgerError::Corrupted { .. }),
            "page {page}: {error}"
        );
        says(&error, &file, "restore a copy");
        // Whatever is asked of it, it never panics.
        if let Ok(ledger) = Ledger::open_read_only(&file) {
            let _ = ledger.statements(&StatementFilter::default());
            let _ = ledger.search("guarantees", 9);
        }
    }
}

#[test]
fn values_that_no_release_writes_are_damage() {
    for spoil in [
        "UPDATE statements SET source = '[[0,1' WHERE id = 3",
        "UPDATE statements SET content = '[[0,99999]]' WHERE id = 3",
        "UPDATE statements SET source_at = '[[-1,2]]' WHERE id = 3",
        "UPDATE reports SET revision = -1 WHERE id = 1",
    ] {
        let (_folder, file) = filled();
        Connection::open(&file)
            .unwrap()
            .execute_batch(spoil)
            .unwrap();
        let ledger = Ledger::open(&file).unwrap();
        let error = ledger.statements(&StatementFilter::default()).unwrap_err();
        assert!(
            matches!(error, LedgerError::Corrupted { .. }),
            "{spoil}: {error}"
        );
        says(&error, &file, "restore a copy");
    }
}

#[test]
fn a_writer_at_work_is_waited_for_and_then_named() {
    let (_folder, file) = filled();
    let mut ledger = Ledger::open(&file).unwrap();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let report = made_up(77, 2);
    ledger.set_patience(Duration::from_millis(50)).unwrap();
    let error = keep(&mut ledger, &report, &found(&report.text), "x1").unwrap_err();
    assert!(matches!(error, LedgerError::Locked { .. }), "{error}");
    says(&error, &file, "try again when it is done");
    // Looking is possible all the while.
    let reader = Ledger::open_read_only(&file).unwrap();
    assert_eq!(contents(&reader), contents(&ledger));
    ledger.set_patience(Duration::from_secs(30)).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(100));
            other.execute_batch("ROLLBACK").unwrap();
            drop(other);
        });
        keep(&mut ledger, &report, &found(&report.text), "x1").unwrap();
    });
}

/// A superuser may write everywhere; then there is nothing to see here.
#[cfg(unix)]
#[test]
fn a_folder_without_write_access_can_be_looked_into_only() {
    use std::os::unix::fs::PermissionsExt;

    let (folder, file) = filled();
    let before = contents(&Ledger::open(&file).unwrap());
    let allow = |mode| {
        for path in [file.as_path(), folder.path()] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(0o555);
    let refused = fs::write(folder.path().join("probe"), "").is_err();
    let new = Ledger::open(&folder.path().join("new.db"));
    let again = Ledger::open(&file);
    let looked = Ledger::open_read_only(&file).map(|ledger| contents(&ledger));
    allow(0o755);
    if refused {
        let error = new.unwrap_err();
        assert!(matches!(error, LedgerError::CannotOpen { .. }), "{error}");
        says(
            &error,
            &folder.path().join("new.db"),
            "another with --ledger",
        );
        let error = again.unwrap_err();
        assert!(matches!(error, LedgerError::ReadOnly { .. }), "{error}");
        says(&error, &file, "allow writing to the file and its folder");
    }
    assert_eq!(looked.unwrap(), before);
}
