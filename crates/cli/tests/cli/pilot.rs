//! The brief on the pilot coverage against the positions that a careful reader
//! found in it. The coverage is not part of the repository.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::{Desk, examples};

/// A cell of the reader's table: question, party, what the brief may say, and
/// what would be the opposite. Several stands where the reader's words leave
/// them open ("no longer"; "yes, then gave way").
const EXPECTED: [(&str, &str, &[&str], &[&str]); 17] = [
    ("china-guarantor", "russia", &["yes"], &["no"]),
    (
        "china-guarantor",
        "ukraine",
        &["no"],
        &["yes", "conditional"],
    ),
    ("china-guarantor", "china", &["non-committal"], &[]),
    ("western-guarantees", "russia", &["conditional"], &["no"]),
    ("us-guarantees", "us", &["yes"], &["no"]),
    ("neutrality", "russia", &["yes"], &["no"]),
    ("neutrality", "ukraine", &["unstated"], &[]),
    ("istanbul-basis", "russia", &["yes"], &["no"]),
    ("ceasefire-first", "us", &["no"], &["yes", "conditional"]),
    (
        "ceasefire-first",
        "europe",
        &["yes", "non-committal"],
        &["no"],
    ),
    (
        "ceasefire-first",
        "ukraine",
        &["non-committal", "no"],
        &["yes", "conditional"],
    ),
    ("china-mediates", "china", &["yes", "conditional"], &["no"]),
    ("china-mediates", "ukraine", &["yes"], &["no"]),
    ("humanitarian-aid", "china", &["yes"], &["no"]),
    (
        "olympics-request",
        "china",
        &["no"],
        &["yes", "conditional"],
    ),
    (
        "europe-pays-arms",
        "europe",
        &["yes", "conditional"],
        &["no"],
    ),
    // Reported only: no party holds it.
    ("five-permanent", "ukraine", &["unstated"], &[]),
];

/// The cells that have shifted by the reader's table.
const SHIFTED: [(&str, &str); 3] = [
    ("us-guarantees", "us"),
    ("ceasefire-first", "europe"),
    ("ceasefire-first", "ukraine"),
];

fn coverage() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/coverage");
    if folder.is_dir() {
        return Some(folder);
    }
    // Written to the terminal itself: a passing test's words are swallowed.
    let _ = writeln!(
        std::io::stderr(),
        "skipped: the_pilot_agrees_with_a_careful_reader needs {}",
        folder.display()
    );
    None
}

#[test]
fn the_pilot_agrees_with_a_careful_reader() {
    let Some(folder) = coverage() else { return };
    let desk = Desk::new();
    let mut reports: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| path.display().to_string())
        .collect();
    reports.sort();
    let mut read = vec!["read", "--quiet"];
    read.extend(reports.iter().map(String::as_str));
    desk.well(&read);
    let dispute = examples().join("guarantors.toml").display().to_string();
    let brief: Value =
        serde_json::from_str(&desk.well(&["brief", &dispute, "--json"]).out).unwrap();
    let cell = |question: &str, party: &str| -> &Value {
        let rows = brief["matrix"].as_array().unwrap();
        let row = rows.iter().find(|row| row["question"] == question).unwrap();
        let cells = row["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["party"] == party).unwrap()
    };
    let mut agree = 0;
    let mut report = String::new();
    for (question, party, fitting, opposite) in EXPECTED {
        let stand = cell(question, party)["stand"].as_str().unwrap();
        let fits = fitting.contains(&stand);
        agree += usize::from(fits);
        let mark = if fits { "+" } else { "-" };
        report += &format!("{mark} {question} {party}: {stand}, expected {fitting:?}\n");
        assert!(
            !opposite.contains(&stand),
            "the opposite of the reader's:\n{report}"
        );
    }
    for (question, party) in SHIFTED {
        let shifted = cell(question, party)["shifted"].as_bool().unwrap();
        assert!(shifted, "no shift of {party} on {question}:\n{report}");
    }
    let clashes = brief["contradictions"].as_array().unwrap();
    assert!(
        clashes
            .iter()
            .any(|clash| clash["question"] == "olympics-request" && clash["clash"] == "denial"),
        "what the newspaper claims and China denies: {clashes:?}"
    );
    let share = agree as f64 / EXPECTED.len() as f64;
    assert!(share >= 0.85, "{agree} of {}:\n{report}", EXPECTED.len());
}
