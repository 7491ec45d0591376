//! Scores resolving on the annotated reports in `../shared/coverage`, with
//! the annotated relations given: what it makes of them is measured, not how
//! they are found. The reports are not part of the repository; where they or
//! Python are missing, the test says so and passes.

mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use demarche_actors::Known;
use demarche_attribution::{Attribution, Kind};
use demarche_reading::{Options, Place, Report, Span, read_bytes};
use demarche_statements::resolve;
use serde_json::{Value, json};

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/coverage")
        .join(path)
}

fn spans(report: &Report, value: &Value) -> Vec<Span> {
    let points = report.code_points();
    let end = |n: &Value| {
        n.as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .expect("an offset")
    };
    let list = value.as_array().expect("a list");
    list.iter()
        .filter_map(|pair| points.to_span(end(&pair[0]), end(&pair[1])))
        .collect()
}

/// What `demarche statements --format jsonl` would print of one report.
fn predictions(id: &str, golds: &[Value]) -> String {
    let bytes = std::fs::read(shared(&format!("{id}.txt"))).expect("the report");
    let read = read_bytes(
        Place::file(&format!("{id}.txt")),
        bytes,
        &Options::default(),
    );
    let report = read.into_iter().next().expect("one").expect("readable");
    let relations: Vec<Attribution> = golds
        .iter()
        .map(|gold| Attribution {
            source: spans(&report, &gold["source"]),
            cue: spans(&report, &gold["cue"]),
            content: spans(&report, &gold["content"]),
            kind: Kind::Indirect,
            confidence: 1.0,
            parent: None,
        })
        .collect();
    let found = resolve(&report, &relations, &Known::default());
    let mut out = String::new();
    for (gold, statement) in golds.iter().zip(&found.resolved) {
        let actor = statement
            .speakers
            .first()
            .map(|s| &found.cast.actors[s.actor]);
        let line = json!({
            "report": {"file": format!("{id}.txt")},
            "source": gold["source"], "cue": gold["cue"], "content": gold["content"],
            "actor": actor.map(|a| json!({"name": a.name, "side": a.side().map(|s| &s.name)})),
            "on": {"from": statement.on.from, "to": statement.on.to},
            "via": statement.via.iter().map(|l| json!({"name": l.name})).collect::<Vec<_>>(),
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

#[test]
fn annotated_reports() {
    let needed = ["score_statements.py", "gold-000.jsonl", "gold-002.jsonl"];
    let python = Command::new("python3").arg("--version").output();
    if !needed.iter().all(|path| shared(path).exists()) || python.is_err() {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED annotated_reports: no ../shared/coverage, or no python3"
        );
        return;
    }
    let mut lines = String::new();
    for gold in &needed[1..] {
        let text = std::fs::read_to_string(shared(gold)).expect("the gold");
        let golds: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("one object a line"))
            .filter(|gold: &Value| gold["optional"].as_bool() != Some(true))
            .collect();
        let id = golds[0]["id"].as_str().expect("an id").to_owned();
        lines.push_str(&predictions(&id, &golds));
    }
    let file = std::env::temp_dir().join(format!("demarche-coverage-{}.jsonl", std::process::id()));
    std::fs::write(&file, lines).expect("a file to write");
    let output = Command::new("python3")
        .arg(shared("score_statements.py"))
        .arg("--gold")
        .args(needed[1..].iter().map(|gold| shared(gold)))
        .arg("--pred")
        .arg(&file)
        .arg("--json")
        .output()
        .expect("the scorer runs");
    std::fs::remove_file(&file).expect("the file goes");
    let scores: Value = serde_json::from_slice(&output.stdout).expect("scores");
    println!("{scores}");
    for (figure, least) in [
        ("actor", 0.9),
        ("side", 0.9),
        ("date", 0.85),
        ("chain", 0.8),
    ] {
        let got = scores[figure].as_f64().unwrap_or(0.0);
        assert!(got >= least, "{figure} is {got}: {scores}");
    }
}
