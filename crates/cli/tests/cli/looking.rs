//! What a person sees. Few snapshots, of what does not hang on the model.

use serde_json::Value;

use crate::harness::{Desk, dispatch};

#[test]
fn help_teaches() {
    let desk = Desk::new();
    insta::assert_snapshot!("help", desk.well(&["--help"]).out);
    for command in [
        "read",
        "statements",
        "show",
        "reports",
        "search",
        "extract",
        "evaluate",
        "completions",
        "man",
    ] {
        let help = desk.well(&[command, "--help"]).out;
        assert!(help.contains("Example"), "{command} shows no example");
    }
}

#[test]
fn reading_again_changes_nothing_and_a_changed_report_is_revised() {
    let desk = Desk::new();
    desk.write("a.txt", dispatch(1));
    desk.write("b.txt", dispatch(2));
    let first = desk.well(&["read", "--fast", "a.txt", "b.txt"]);
    assert!(first.out.contains("2 new reports read;"), "{first:#?}");
    let before = desk.well(&["statements", "--format", "jsonl"]).out;
    let again = desk.well(&["read", "--fast", "a.txt", "b.txt"]);
    assert!(
        again
            .out
            .contains("0 new reports read, 2 unchanged; 0 new statements"),
        "{again:#?}"
    );
    assert_eq!(before, desk.well(&["statements", "--format", "jsonl"]).out);
    desk.write("a.txt", dispatch(3));
    let changed = desk.well(&["read", "--fast", "a.txt", "b.txt"]);
    assert!(
        changed.out.contains("1 revised, 1 unchanged"),
        "{changed:#?}"
    );
}

#[test]
fn any_number_of_threads_writes_the_same() {
    let desk = Desk::new();
    for n in 0..12 {
        desk.write(&format!("in/{n:02}.txt"), dispatch(n));
    }
    let ledger = |jobs: &str| {
        let name = format!("{jobs}.db");
        desk.well(&[
            "read", "--fast", "--quiet", "--jobs", jobs, "--ledger", &name, "in",
        ]);
        desk.well(&["statements", "--format", "jsonl", "--ledger", &name])
            .out
    };
    assert_eq!(ledger("1"), ledger("5"));
}

#[test]
fn one_statement_from_list_to_passage() {
    let desk = Desk::new();
    desk.write("a.jsonl", "{\"title\": \"Talks\\u001b[31m resume\", \"outlet\": \"Example Wire\", \"date\": \"2025-08-20\", \
        \"text\": \"Rain fell on the city all morning.\\n\\nThe minister said that the talks would go on.\"}\n");
    desk.well(&["read", "--fast", "--quiet", "a.jsonl"]);
    let list = desk.well(&["statements"]).out;
    assert!(
        list.starts_with("Talks␛[31m resume · Example Wire · 2025-08-20 · a.jsonl:1\n"),
        "{list}"
    );
    assert!(
        list.contains("<said>") && list.contains("[who]") && !list.contains('\u{1b}'),
        "{list}"
    );
    let coloured = desk.well(&["statements", "--color", "always"]).out;
    assert!(coloured.contains("\u{1b}[33msaid\u{1b}[0m"), "{coloured:?}");
    assert!(!coloured.contains("\u{1b}[31m resume"), "{coloured:?}");

    let lines = desk.lines(&["statements", "--format", "jsonl"]);
    let id = lines[0]["id"].as_str().expect("an identifier");
    let shown = desk.well(&["show", &id[..8]]).out;
    assert!(
        shown.contains("Rain fell") && shown.contains(id) && shown.contains("Example Wire"),
        "{shown}"
    );
    let shown: Value = serde_json::from_str(&desk.well(&["show", "--json", id]).out).expect("JSON");
    assert_eq!(shown["statement"], lines[0]);

    let reports = desk.well(&["reports"]).out;
    assert!(
        reports.contains("2025-08-20") && reports.contains("1 report, "),
        "{reports}"
    );
    let found = desk.well(&["search", "rain"]).out;
    assert!(found.contains("<Rain> fell"), "{found}");

    let ran = desk.run(&["show", "ffffffffffffffff"]);
    assert_eq!(ran.code, Some(1));
    ran.says(&["ffffffffffffffff", "demarche statements"]);
}

#[test]
fn standard_input_is_a_report() {
    let desk = Desk::new();
    desk.write("a.txt", dispatch(1));
    let input = std::fs::File::open(desk.path("a.txt")).expect("it is there");
    let status = desk
        .command(&["read", "--fast", "--quiet", "-"])
        .stdin(input)
        .status();
    assert!(status.expect("the binary runs").success());
    assert!(desk.well(&["reports"]).out.contains("1 report"));
}

#[test]
fn quiet_says_nothing() {
    let desk = Desk::new();
    desk.write("a.txt", dispatch(1));
    let ran = desk.well(&["read", "--fast", "--quiet", "a.txt"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
}

#[test]
fn completions_and_man_pages_come_from_the_same_definition() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            desk.well(&["completions", shell])
                .out
                .contains("min-confidence"),
            "{shell}"
        );
    }
    assert!(desk.well(&["man"]).out.contains(".TH demarche 1"));
    desk.well(&["man", "--dir", "man1"]);
    assert!(desk.path("man1/demarche.1").exists());
    assert!(desk.path("man1/demarche-statements.1").exists());
}
