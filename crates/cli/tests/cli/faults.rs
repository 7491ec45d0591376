//! Bad input and bad luck: each ends in a message that names the file and the
//! remedy, and never keeps the other reports from being read.

use std::fs;
use std::io::Read as _;
use std::io::Write as _;
use std::process::Stdio;

use crate::harness::{Desk, Ran, dispatch};

#[test]
fn a_missing_path_is_named_and_the_others_are_read() {
    let desk = Desk::new();
    desk.write("good.txt", dispatch(1));
    let ran = desk.run(&["read", "--fast", "nowhere.txt", "good.txt"]);
    assert_eq!(ran.code, Some(3), "{ran:#?}");
    ran.says(&["nowhere.txt", "no such file", "check the path"]);
    assert!(ran.out.contains("1 new report read"), "{ran:#?}");
}

#[test]
fn nothing_read_at_all_is_a_failure() {
    let ran = Desk::new().run(&["read", "--fast", "nowhere.txt"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    ran.says(&["nowhere.txt", "nothing was read"]);
}

#[test]
fn empty_and_binary_files_stand_among_good_ones() {
    let desk = Desk::new();
    desk.write("in/a.txt", dispatch(1));
    desk.write("in/b-empty.txt", "");
    desk.write("in/c-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0");
    desk.write("in/d-broken.jsonl", "{\"text\": \"cut off");
    desk.write("in/e.txt", dispatch(2));
    let ran = desk.run(&["read", "--fast", "in"]);
    assert_eq!(ran.code, Some(3), "{ran:#?}");
    ran.says(&["b-empty.txt", "c-picture.txt", "d-broken.jsonl"]);
    assert!(ran.out.contains("2 new reports read"), "{ran:#?}");
}

#[test]
fn another_language_is_told_and_is_no_fault() {
    let desk = Desk::new();
    desk.write("de.txt", "Der Außenminister sagte am Montag, die Verhandlungen würden in der nächsten \
        Woche fortgesetzt. Eine Einigung über die Garantien sei noch nicht in Sicht, erklärte er weiter.");
    desk.write("en.txt", dispatch(1));
    let ran = desk.run(&["read", "--fast", "de.txt", "en.txt"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    ran.says(&["de.txt", "German", "--lang en"]);
    assert!(ran.out.contains("1 skipped for their language"), "{ran:#?}");
    let ran = desk.well(&["read", "--fast", "--json", "de.txt"]);
    let summary: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(summary["skipped"][0]["reason"], "language");
    assert_eq!(summary["skipped"][0]["fault"], false);
}

#[test]
fn pairs_that_are_none_are_told_and_the_others_judged() {
    let desk = Desk::new();
    let pair = r#"{"statement": "Paris backs a truce.", "topic": "a ceasefire"}"#;
    desk.write("pairs.jsonl", format!("{pair}\n{{\"topic\": 3}}\n{pair}\n"));
    let ran = desk.run(&["stance", "nowhere.jsonl", "pairs.jsonl"]);
    assert_eq!(ran.code, Some(3), "{ran:#?}");
    ran.says(&["nowhere.jsonl", "pairs.jsonl:2", "stance --help"]);
    assert_eq!(ran.out.lines().count(), 2, "{ran:#?}");
    let ran = desk.run(&["stance", "nowhere.jsonl"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    ran.says(&["nowhere.jsonl", "nothing was read"]);
}

#[test]
fn nothing_is_written_over_the_ledger_or_what_is_read() {
    let desk = Desk::new();
    desk.write("in/a.txt", dispatch(1));
    desk.well(&["read", "--fast", "--quiet", "--ledger", "q.db", "in"]);
    let dispute = "title = \"t\"\n[[party]]\nname = \"Ukraine\"\n\
                   [[question]]\nid = \"q\"\ntext = \"?\"\nyes = \"It rains in Ukraine\"\n";
    desk.write("p.toml", dispute);
    desk.write("m.svg", "title = \"no model\"\n");
    let files = ["q.db", "p.toml", "m.svg", "in/a.txt"];
    let bytes = || files.map(|name| fs::read(desk.path(name)).expect("it is there"));
    let before = bytes();
    for args in [
        &["brief", "p.toml", "--format", "text", "-o", "q.db"][..],
        &["brief", "p.toml", "--format", "text", "-o", "./p.toml"],
        &["brief", "p.toml", "--format", "text", "-o", "q.db-wal"],
        &["brief", "p.toml", "--read", "in", "-o", "in/a.txt"],
        &["statements", "--format", "json", "-o", "in/../q.db"],
        &["statements", "--format", "xlsx", "-o", "q.db"],
        &["code", "--dispute", "p.toml", "--export", "q.db"],
        &["code", "--dispute", "p.toml", "--export", "p.toml"],
        &["actors", "--export", "q.db"],
        &["stability", "m.svg", "--graph", "m.svg"],
    ] {
        let ran = desk.run(&[&["--ledger", "q.db"], args].concat());
        assert_eq!(ran.code, Some(1), "{args:?}: {ran:#?}");
        ran.says(&["would be lost", "give another file"]);
        assert_eq!(bytes(), before, "{args:?}");
    }
    desk.well(&["--ledger", "q.db", "brief", "p.toml", "-o", "new.txt"]);
    desk.well(&["--ledger", "q.db", "brief", "p.toml", "-o", "new.txt"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("good.txt", dispatch(1));
    desk.write("shut/report.txt", dispatch(2));
    let shut = desk.path("shut");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o0)).expect("rights can be set");
    let barred = fs::read_dir(&shut).is_err();
    let ran = desk.run(&["read", "--fast", "shut", "good.txt"]);
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o700)).expect("rights can be set");
    if barred {
        assert_eq!(ran.code, Some(3), "{ran:#?}");
        ran.says(&["shut", "cannot be read", "permissions"]);
    } else {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: this user may read everything, so no folder is unreadable"
        );
    }
}

#[test]
fn a_missing_ledger_is_not_made_by_looking() {
    let desk = Desk::new();
    let ran = desk.run(&["statements", "--ledger", "none.db"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    ran.says(&["none.db", "demarche read"]);
    assert!(!desk.path("none.db").exists());
    let ran = desk.run(&["statements", "--json", "--ledger", "none.db"]);
    let error: serde_json::Value = serde_json::from_str(&ran.err).expect("JSON");
    assert!(
        error["error"]["message"]
            .as_str()
            .is_some_and(|m| m.contains("none.db"))
    );
}

#[test]
fn foreign_and_corrupt_ledgers_are_left_alone() {
    let desk = Desk::new();
    desk.write("a.txt", dispatch(1));
    desk.write(
        "letter.db",
        "Dear ledger, I am no database at all. ".repeat(200),
    );
    for args in [
        &["read", "--fast", "a.txt", "--ledger", "letter.db"][..],
        &["reports", "--ledger", "letter.db"],
    ] {
        let ran = desk.run(args);
        assert_eq!(ran.code, Some(1), "{ran:#?}");
        ran.says(&["letter.db", "--ledger"]);
    }
    assert!(
        fs::read(desk.path("letter.db"))
            .expect("it is there")
            .starts_with(b"Dear ledger")
    );

    desk.well(&["read", "--fast", "a.txt", "--ledger", "hurt.db"]);
    let mut bytes = fs::read(desk.path("hurt.db")).expect("it is there");
    let length = bytes.len();
    bytes[4096..].iter_mut().for_each(|b| *b = 0xaa);
    assert!(length > 8192);
    fs::write(desk.path("hurt.db"), bytes).expect("it can be written");
    let ran = desk.run(&["statements", "--ledger", "hurt.db"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    ran.says(&["hurt.db"]);
}

#[test]
fn a_locked_ledger_is_named() {
    let desk = Desk::new();
    desk.write("a.txt", dispatch(1));
    desk.write("b.txt", dispatch(2));
    desk.well(&["read", "--fast", "--quiet", "a.txt"]);
    let other = rusqlite::Connection::open(desk.path("demarche.db")).expect("it opens");
    other
        .execute_batch("BEGIN IMMEDIATE")
        .expect("nobody else writes");
    let ran = desk.run(&["read", "--fast", "b.txt"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    ran.says(&["demarche.db", "another process", "try again"]);
    // Looking goes on meanwhile.
    desk.well(&["statements"]);
    drop(other);
    desk.well(&["read", "--fast", "b.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_ledger_keeps_what_was_read() {
    let desk = Desk::new();
    for n in 0..40 {
        desk.write(&format!("in/{n:02}.txt"), dispatch(n).repeat(20));
    }
    fs::create_dir(desk.path("small")).expect("it can be made");
    // A file system of our own, in a name space of our own: no rights needed,
    // but not every system lets us.
    let script = "mount -t tmpfs -o size=1m demarche small || exit 99
        \"$0\" read --fast --ledger small/l.db in; echo \"code $?\"
        \"$0\" reports --ledger small/l.db";
    let output = std::process::Command::new("unshare")
        .args([
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            script,
            env!("CARGO_BIN_EXE_demarche"),
        ])
        .current_dir(desk.path("."))
        .output();
    match output {
        Ok(output) if output.status.success() => {
            let ran = Ran::from(output);
            assert!(ran.out.contains("code 1"), "{ran:#?}");
            ran.says(&["l.db", "no space left"]);
        }
        other => {
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: no small file system to fill here: {other:?}"
            );
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_output_is_an_error() {
    let desk = Desk::new();
    desk.write("a.txt", dispatch(1));
    desk.well(&["read", "--fast", "--quiet", "a.txt"]);
    for args in [
        &["statements"][..],
        &["statements", "--format", "csv"],
        &["statements", "--format", "jsonl"],
        &["reports"],
        &["man"],
        &["completions", "bash"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("Linux has it");
        let output = desk
            .command(args)
            .stdout(full)
            .output()
            .expect("the binary runs");
        let ran = Ran::from(output);
        assert_eq!(ran.code, Some(1), "{args:?}: {ran:#?}");
        ran.says(&["could not be written", "space"]);
    }
}

#[test]
fn a_reader_who_leaves_early_hears_nothing() {
    let desk = Desk::new();
    let mut child = desk
        .command(&["man"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .expect("it is piped")
        .read_to_string(&mut err)
        .expect("UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "{err}");
    assert_eq!(err, "");
}

#[test]
fn a_wrong_command_line_is_two() {
    let desk = Desk::new();
    for args in [
        &["read"][..],
        &["statements", "--since", "yesterday"],
        &["read", "a", "--jobs", "0"],
        &["frobnicate"],
    ] {
        assert_eq!(desk.run(args).code, Some(2), "{args:?}");
    }
}
