//! Disputes as a person meets them: a brief, corrections, tables, watching.

use serde_json::Value;

use crate::harness::{Desk, examples, holds, schema};

const DISPUTE: &str = r#"
title = "Guarantors"

[[party]]
name = "Ukraine"

[[party]]
name = "Russia"

[[question]]
id = "china"
text = "Should China be a guarantor?"
yes = "China becomes a guarantor of Ukraine's security"
also = ["Ukraine needs China among the guarantors of its security"]
controlled_by = "Russia"

[[arrangement]]
name = "With China"
answers = { china = "yes" }
"#;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The statement in which Ukraine's president speaks of China.
fn about_china(desk: &Desk) -> String {
    let found = desk.lines(&[
        "statements",
        "need",
        "China",
        "guarantors",
        "--format",
        "jsonl",
    ]);
    found[0]["id"].as_str().unwrap().to_owned()
}

fn stand(desk: &Desk, party: &str) -> String {
    let brief = json(&desk.well(&["brief", "d.toml", "--json"]).out);
    let cells = brief["matrix"][0]["cells"].as_array().unwrap();
    let cell = cells.iter().find(|cell| cell["party"] == party).unwrap();
    cell["stand"].as_str().unwrap().to_owned()
}

#[test]
fn a_dispute_from_the_file_to_the_brief_and_back() {
    let desk = Desk::with_examples();
    desk.write("d.toml", DISPUTE);
    let ran = desk.well(&["brief", "d.toml"]);
    for heading in ["WHERE THEY STAND", "ARRANGEMENTS", "HOW WE KNOW"] {
        assert!(ran.out.contains(heading), "{heading}: {}", ran.out);
    }
    // Nothing has changed since.
    desk.well(&["watch", "d.toml"]);

    // A person's judgement counts, whatever the machine found.
    let id = about_china(&desk);
    for (stance, expected) in [("no", "no"), ("yes", "yes"), ("no", "no")] {
        desk.well(&[
            "code",
            &id,
            "--question",
            "china",
            "--stance",
            stance,
            "--author",
            "dw",
            "--why",
            "a test",
            "--dispute",
            "d.toml",
        ]);
        let others = json(&desk.well(&["code", "--history", "--json"]).out);
        assert_eq!(
            others.as_array().unwrap().last().unwrap()["stance"],
            if expected == "no" {
                "oppose"
            } else {
                "support"
            }
        );
    }
    assert_eq!(stand(&desk, "ukraine"), "no");
    // Reading again changes nothing about it.
    desk.well(&[
        "read",
        "--fast",
        "--quiet",
        &examples().display().to_string(),
    ]);
    assert_eq!(stand(&desk, "ukraine"), "no");

    // Undoing twice leaves the first.
    desk.well(&["code", "--undo", "3", "--author", "dw"]);
    desk.well(&["code", "--undo", "2", "--author", "dw"]);
    let history = json(&desk.well(&["code", "--history", "--json"]).out);
    let stands: Vec<bool> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|j| j["stands"].as_bool().unwrap())
        .collect();
    assert_eq!(stands, [true, false, false, true, true]);
    let refused = desk.run(&["code", "--undo", "2", "--author", "dw"]);
    assert_eq!(refused.code, Some(1));
    refused.says(&["no judgement 2 to take back"]);

    // Another coder disagrees.
    desk.well(&[
        "code",
        &id,
        "--question",
        "china",
        "--stance",
        "yes",
        "--author",
        "ek",
    ]);
    let agreement = json(&desk.well(&["code", "--agreement", "--json"]).out);
    assert_eq!(agreement["units"], 1);
    assert_eq!(agreement["disagreements"].as_array().unwrap().len(), 1);
    // And the position changed.
    assert_eq!(desk.run(&["watch", "d.toml"]).code, Some(4));
}

#[test]
fn what_two_say_of_one_another_is_no_word_on_themselves() {
    let desk = Desk::new();
    desk.write(
        "debate.txt",
        "LONDON, 3 March 2025\n\nVladimir Putin and Volodymyr Zelensky said on Monday that \
         the other is unfit to lead his country.\n",
    );
    desk.write(
        "d.toml",
        "[[party]]\nname = \"Russia\"\n[[party]]\nname = \"Ukraine\"\n[[question]]\nid = \"fit\"\n\
         text = \"Is Zelensky fit to lead Ukraine?\"\nyes = \"Zelensky is fit to lead his country\"\n\
         counter = [\"Zelensky is unfit to lead his country\"]\n",
    );
    desk.well(&["read", "--quiet", "debate.txt"]);
    assert_eq!(stand(&desk, "russia"), "no");
    assert_eq!(stand(&desk, "ukraine"), "unstated");
    let shown = desk
        .well(&["positions", "d.toml", "--party", "Ukraine"])
        .out;
    assert!(shown.contains("not of itself"), "{shown}");
}

#[test]
fn coded_statements_go_out_and_come_in() {
    let desk = Desk::with_examples();
    desk.write("d.toml", DISPUTE);
    let id = about_china(&desk);
    desk.well(&[
        "code",
        &id,
        "--question",
        "china",
        "--stance",
        "no",
        "--author",
        "dw",
    ]);
    for file in ["coded.csv", "coded.xlsx"] {
        desk.well(&["code", "--export", file, "--dispute", "d.toml"]);
        let before = json(&desk.well(&["code", "--history", "--json"]).out)
            .as_array()
            .unwrap()
            .len();
        // What nobody changed stays whose it is.
        let ran = desk.well(&["code", "--import", file, "--dispute", "d.toml"]);
        assert!(ran.out.starts_with("0 judgements taken over"), "{ran:?}");
        let after = json(&desk.well(&["code", "--history", "--json"]).out)
            .as_array()
            .unwrap()
            .len();
        assert_eq!(after, before);
    }
    // A row of the machine's becomes a person's with a name, and not without.
    let table = std::fs::read_to_string(desk.path("coded.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let head = rows.headers().unwrap().clone();
    let row = rows
        .records()
        .map(Result::unwrap)
        .find(|row| row[8].starts_with("machine ") && row[5] != *"asks")
        .expect("the machine coded something");
    for (coder, code, taken) in [
        ("", 0, "1 judgement taken"),
        (&row[8], 3, "0 judgements taken"),
    ] {
        let mut changed: Vec<&str> = row.iter().collect();
        (changed[5], changed[8]) = ("asks", coder);
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(&head).unwrap();
        out.write_record(&changed).unwrap();
        desk.write("changed.csv", out.into_inner().unwrap());
        let mut import = vec!["code", "--import", "changed.csv", "--dispute", "d.toml"];
        import.extend(["--author", "ab"]);
        let ran = desk.run(&import);
        assert_eq!(ran.code, Some(code), "{ran:?}");
        assert!(ran.out.starts_with(taken), "{ran:?}");
        desk.run(&["code", "--undo", "2", "--author", "ab"]);
    }
    let history = desk.well(&["code", &id, "--history", "--json"]).out;
    assert_eq!(json(&history).as_array().unwrap().len(), 1);
    desk.write(
        "odd.csv",
        "statement,question,stance\nnobody said this,china,yes\n,,\nx,moon,yes\n",
    );
    let ran = desk.run(&[
        "code",
        "--import",
        "odd.csv",
        "--dispute",
        "d.toml",
        "--author",
        "dw",
    ]);
    assert_eq!(ran.code, Some(3));
    ran.says(&[
        "odd.csv:2: left out: the ledger has no such statement",
        "no question `moon`",
    ]);
    desk.write("none.csv", "a,b\n1,2\n");
    let ran = desk.run(&[
        "code",
        "--import",
        "none.csv",
        "--dispute",
        "d.toml",
        "--author",
        "dw",
    ]);
    assert_eq!(ran.code, Some(1));
    ran.says(&["it has no column `question`"]);
}

#[test]
fn faults_of_a_dispute_are_shown_where_they_are() {
    let desk = Desk::new();
    desk.write(
        "d.toml",
        DISPUTE.replace("china = \"yes\"", "moon = \"yes\""),
    );
    let ran = desk.run(&["brief", "d.toml"]);
    assert_eq!(ran.code, Some(1));
    ran.says(&["no question is called `moon`", "questions: china"]);
    let ran = desk.run(&["brief", "d.toml", "--json"]);
    let error = json(&ran.err);
    assert_eq!(
        error["error"]["message"],
        "d.toml:19:13: no question is called `moon`"
    );
    let ran = desk.run(&["brief", "none.toml"]);
    ran.says(&["none.toml: cannot be opened"]);
    // Several faults stay apart, and those of an empty file are told.
    desk.write("d.toml", "[[party]]\nname = \"\"\n");
    let error = json(&desk.run(&["brief", "d.toml", "--json"]).err);
    let faults = error["error"]["faults"].as_array().unwrap();
    assert_eq!(faults.len(), 2);
    assert_eq!(faults[1]["line"], 2);
    assert_eq!(faults[1]["remedy"], "name it: name = \"…\"");
    assert_eq!(error["error"]["remedy"], Value::Null);
    desk.write("d.toml", "");
    desk.run(&["brief", "d.toml"]).says(&[
        "the dispute has no question; add one",
        "the dispute has no party; add one",
    ]);
}

#[test]
fn a_name_that_nobody_bears_is_told() {
    let desk = Desk::with_examples();
    desk.write(
        "d.toml",
        DISPUTE.replace(
            "name = \"Ukraine\"",
            "name = \"Kyiv\"\nsides = [\"Ukrane\"]",
        ),
    );
    let told = "No statement is by a side called “Ukrane” (party Kyiv); did you mean “Ukraine”?";
    let ran = desk.well(&["brief", "d.toml"]);
    assert!(ran.err.contains(told), "{}", ran.err);
    let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains(told), "{out}");
    let ran = desk.well(&["positions", "d.toml"]);
    assert!(ran.err.contains(told), "{}", ran.err);
}

#[test]
fn a_first_dispute_file_is_one() {
    let desk = Desk::with_examples();
    desk.well(&["new", "first.toml"]);
    desk.well(&["positions", "first.toml"]);
    let refused = desk.run(&["new", "first.toml"]);
    assert_eq!(refused.code, Some(1), "never over another file");
    refused.says(&["first.toml: exists already", "give another name"]);
    let printed = json(&desk.well(&["new", "--json"]).out);
    assert_eq!(
        printed["toml"].as_str().unwrap(),
        std::fs::read_to_string(desk.path("first.toml")).unwrap()
    );
    desk.run(&["new", "--questions", "0"])
        .says(&["write 1 or more"]);
}

#[test]
fn the_schemas_hold_the_example_and_all_that_is_printed_of_it() {
    let desk = Desk::with_examples();
    let file = examples().join("guarantors.toml");
    let dispute: toml::Value = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    holds(
        &schema("dispute.json"),
        &serde_json::to_value(dispute).unwrap(),
    );
    let file = file.display().to_string();
    let printed = |args: &[&str]| json(&desk.run(&[args, &["--json"]].concat()).out);
    let full = |name: &str, value: &Value| {
        holds(&schema(name), value);
        assert_ne!(value.as_array().map(Vec::len), Some(0), "{name}");
    };
    full("brief.json", &printed(&["brief", &file]));
    full("positions.json", &printed(&["positions", &file]));
    full("timeline.json", &printed(&["timeline", &file]));
    full("actors.json", &printed(&["actors"]));
    full(
        "lessons.json",
        &printed(&["code", "--next", "--dispute", &file]),
    );
    let statement = about_china(&desk);
    let judged = [
        "code",
        &statement,
        "--question",
        "china-guarantor",
        "--stance",
        "yes",
        "--dispute",
        &file,
        "--author",
        "dw",
    ];
    full("judgements.json", &printed(&judged));
    full("judgements.json", &printed(&["code", "--history"]));
    let watched = printed(&["watch", &file]);
    holds(&schema("watch.json"), &watched);
    assert_ne!(watched["changes"], json("[]"));
}
