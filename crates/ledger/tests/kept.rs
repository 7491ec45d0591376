//! Ledgers that earlier releases wrote can still be read, and mean the same.
//!
//! `tests/data/version-N.ledger` is kept as it was written. When the schema
//! gets a new version, add its file (`cargo test -p demarche-ledger --test kept
//! -- --ignored` writes it) and never write an old one again.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{contents, found, keep, made_up, report, versions};
use demarche_ledger::{Ledger, Standing};
use demarche_reading::Report;
use rusqlite::Connection;

fn data(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/version-{version}.ledger"))
}

/// What the kept files hold, in this order.
fn reports() -> Vec<Report> {
    let old = report("talks.txt", "Kuleba said guarantees come first.\n");
    let mut new = report("talks.txt", "Kuleba said “guarantees” come first.\n");
    new.encoding = "windows-1252".into();
    new.bytes = b"Kuleba said \x93guarantees\x94 come first.\n".to_vec();
    let mut line = report("wire.jsonl", "Mao Ning said that talks would go on.\n");
    line.place.line = Some(3);
    line.metadata.id = Some("n7".into());
    line.metadata.title = Some("Talks go on".into());
    line.metadata.author = Some("A. Writer".into());
    line.metadata.language = Some("en".into());
    let mut all = vec![old, new, line, made_up(4, 3)];
    // An address that does not hang on where this test runs.
    for report in &mut all {
        report.metadata.url = Some(format!("https://example.org/{}", report.place.file));
    }
    all
}

fn add_all(ledger: &mut Ledger) {
    for report in reports() {
        keep(ledger, &report, &found(&report.text), "x1").unwrap();
    }
}

#[test]
fn a_ledger_of_version_1_opens() {
    let folder = tempfile::tempdir().unwrap();
    let mut today = Ledger::open(&folder.path().join("today.db")).unwrap();
    add_all(&mut today);
    let file = folder.path().join("kept.db");
    fs::copy(data(1), &file).unwrap();
    let mut kept = Ledger::open(&file).unwrap();
    kept.check().unwrap();
    // Version 1 had no resolver; nothing has to be extracted again for it.
    for report in reports() {
        let standing = kept.standing(&report, versions("x1")).unwrap();
        assert!(
            matches!(standing, Standing::Unresolved { .. }),
            "{standing:?}"
        );
    }
    let relations = kept.relations("fbf098ab").unwrap();
    assert_eq!(relations, found(&reports()[1].text));
    add_all(&mut kept);
    assert_eq!(contents(&kept), contents(&today));
    let more = made_up(9, 2);
    keep(&mut kept, &more, &found(&more.text), "x1").unwrap();
    kept.check().unwrap();
}

#[test]
#[ignore = "writes the file that is then kept"]
fn write_the_file_of_this_version() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.db");
    add_all(&mut Ledger::open(&file).unwrap());
    let connection = Connection::open(&file).unwrap();
    let version = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    // Small pages make a small file.
    connection
        .execute_batch(
            "UPDATE reports SET read_at = '2025-08-22T12:00:00Z';
             PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM;
             PRAGMA journal_mode = WAL;",
        )
        .unwrap();
    drop(connection);
    assert!(
        !data(version).exists(),
        "what is kept is never written again"
    );
    fs::create_dir_all(data(version).parent().unwrap()).unwrap();
    fs::copy(file, data(version)).unwrap();
}
