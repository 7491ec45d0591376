//! `extract` and `evaluate`, which need no ledger.

use serde_json::Value;

use crate::harness::{Desk, dispatch};

const TEXT: &str = "Ann Lee said it would rain.\n";

fn corpus(desk: &Desk) {
    desk.write("gold/text/a.txt", TEXT);
    desk.write(
        "gold/attributions/a_0001.ann",
        "T1\tSource 0 7\tAnn Lee\nT2\tCue 8 12\tsaid\nT3\tContent 13 26\tit would rain\n\
         E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n",
    );
}

#[test]
fn predictions_are_lines_in_the_order_given() {
    let desk = Desk::new();
    for n in 0..6 {
        desk.write(&format!("in/{n}.txt"), dispatch(n));
    }
    desk.write(
        "rows.jsonl",
        "{\"id\": \"x\", \"text\": \"The minister said on Monday that talks would go on.\"}\n\
        {\"text\": \"The minister said on Tuesday that talks would go on.\"}\n",
    );
    let lines = desk.lines(&["extract", "--fast", "--jsonl", "in", "rows.jsonl"]);
    let ids: Vec<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().expect("a name"))
        .collect();
    assert_eq!(ids, ["0", "1", "2", "3", "4", "5", "x", "rows:2"]);
    assert!(!desk.path("demarche.db").exists());
}

#[test]
fn a_perfect_prediction_scores_all() {
    let desk = Desk::new();
    corpus(&desk);
    desk.write(
        "pred.jsonl",
        "{\"id\": \"a\", \"attributions\": [{\"source\": [[0, 7]], \"cue\": [[8, 12]], \
        \"content\": [[13, 26]], \"confidence\": 0.9}]}\n",
    );
    let args = ["evaluate", "gold", "--pred", "pred.jsonl", "--calibration"];
    let table = desk.well(&args).out;
    assert!(
        table.contains("expected calibration error 0.1000"),
        "{table}"
    );
    let json: Value =
        serde_json::from_str(&desk.well(&[&args[..], &["--json"]].concat()).out).expect("JSON");
    assert_eq!(json["relation"]["strict"]["f1"], 1.0);
    assert_eq!(json["calibration"]["bins"][9]["right"], 1);
}

#[test]
fn extracting_and_evaluating_agree_with_evaluating_alone() {
    let desk = Desk::new();
    corpus(&desk);
    let lines = desk
        .well(&["extract", "--fast", "--jsonl", "gold/text"])
        .out;
    desk.write("pred.jsonl", lines);
    let apart = desk.well(&["evaluate", "gold", "--pred", "pred.jsonl"]).out;
    assert_eq!(apart, desk.well(&["evaluate", "gold", "--fast"]).out);
}

#[test]
fn a_folder_that_is_no_corpus_is_named() {
    let desk = Desk::new();
    desk.write("in/a.txt", "x");
    let ran = desk.run(&["evaluate", "in"]);
    assert_eq!(ran.code, Some(1));
    ran.says(&["in", "annotation"]);
}
