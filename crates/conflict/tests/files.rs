//! Model files: what they may say, what is said when they are wrong, and that
//! what is written reads back the same.
#![allow(clippy::unwrap_used)]

mod common;

use common::example;
use demarche_conflict::{Conflict, Form};
use demarche_stability::{Concept, analyse};

const SMALL: &str = r#"
title = "Two doors"
infeasible = ["red AND blue"]

[[party]]
name = "Ann"
options = ["red"]
prefers = ["blue", "NOT red"]

[[party]]
name = "Bob"
options = ["blue"]
prefers = ["red"]
"#;

/// What is said of the small conflict with one part of it exchanged.
fn fault(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    said(&SMALL.replacen(from, to, 1))
}

fn said(text: &str) -> String {
    let read = Conflict::read("c.toml", text);
    match read.and_then(|conflict| conflict.base().model().map(|_| ())) {
        Ok(()) => "fine".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn faults_name_line_column_and_remedy() {
    let many: Vec<String> = (0..65).map(|n| format!("\"o{n}\"")).collect();
    let cases = [
        ("title =", "titel ="),
        ("title = \"Two doors\"", "title = Two doors"),
        ("title = \"Two doors\"", "title = 3"),
        ("[\"red AND blue\"]", "\"red AND blue\""),
        ("[\"red AND blue\"]", "[\"red AND blue\", 7]"),
        ("[\"red AND blue\"]", "[\"red AND green\"]"),
        ("[\"red AND blue\"]", "[\"red AND (blue\"]"),
        ("[\"red AND blue\"]", "[\"red\", \"NOT red\"]"),
        ("name = \"Bob\"", "name = \"Ann\""),
        ("name = \"Bob\"\n", ""),
        ("[\"blue\"]\nprefers", "[\"red\"]\nprefers"),
        ("[\"red\"]\nprefers", "[\"red\", \"red\"]\nprefers"),
        (
            "prefers = [\"red\"]",
            "prefers = [\"red\", { when = \"bleu\" }]",
        ),
        ("prefers = [\"red\"]", "prefers = [{ strong = true }]"),
        (
            "prefers = [\"red\"]",
            "prefers = [\"red\", { when = \"blue\", strong = true }]",
        ),
        (
            "prefers = [\"red\"]",
            "prefers = [\"red\"]\nranking = [\"NN\"]",
        ),
        ("prefers = [\"red\"]", "ranking = [\"NN\", \"YN\"]"),
        (
            "prefers = [\"red\"]",
            "ranking = [\"NN\", \"YN\", \"NY\", \"YN\"]",
        ),
        (
            "prefers = [\"red\"]",
            "ranking = [\"NN\", \"YN\", \"NY\", \"YY\"]",
        ),
        (
            "prefers = [\"red\"]",
            "ranking = [\"NN\", \"YN\", \"NY\", \"peace\"]",
        ),
        (
            "prefers = [\"red\"]",
            "ranking = [\"NN\", \"YN\", \"NY\"]\nstrong_after = [0]",
        ),
        ("prefers = [\"red\"]", "weights = [\"red\"]"),
        ("prefers = [\"red\"]", "weights = [{ when = \"red\" }]"),
        ("prefers = [\"red\"]", "unknown = [[\"red\"]]"),
        ("prefers = [\"red\"]", "moves = [[\"NN\", \"NN\"]]"),
        ("prefers = [\"red\"]", "attitudes = { Ann = \"warm\" }"),
        (
            "infeasible =",
            "conditions = { a = \"b\", b = \"NOT a\" }\ninfeasible =",
        ),
        (
            "infeasible =",
            "names = { \"peace\" = \"YY\" }\ninfeasible =",
        ),
        (
            "infeasible =",
            "option = [{ name = \"red\", moves = \"sideways\" }]\ninfeasible =",
        ),
        (
            "infeasible =",
            "option = [{ name = \"red\" }]\ninfeasible =",
        ),
        ("infeasible =", "states = [\"a\"]\ninfeasible ="),
        (
            "infeasible =",
            "scenario = [{ name = \"x\", like = \"y\" }]\ninfeasible =",
        ),
        ("infeasible =", "view = [{ of = \"Cid\" }]\ninfeasible ="),
    ];
    let mut said_of: Vec<String> = cases.iter().map(|(from, to)| fault(from, to)).collect();
    said_of.push(fault("[\"red\"]", &format!("[{}]", many.join(", "))));
    said_of.push(said(""));
    said_of.push(said("title = \"x\"\ntitle = \"y\""));
    said_of.push(said("{\"decision_makers\": 3}"));
    said_of.push(said("{\"options\": [\n{\"nam\": 1}]}"));
    insta::assert_snapshot!(said_of.join("\n---\n"));
}

#[test]
fn several_faults_are_told_at_once() {
    let text = SMALL
        .replace("name = \"Bob\"", "nam = \"Bob\"")
        .replace("title", "titel");
    assert_eq!(said(&text).lines().count(), 2, "{}", said(&text));
}

#[test]
fn what_is_written_reads_back() {
    for name in ["river-dam.toml", "elmira.toml"] {
        let (_, conflict) = example(name);
        let written = conflict.to_toml();
        let again =
            Conflict::parse("again.toml", &written).unwrap_or_else(|e| panic!("{e}\n{written}"));
        assert_eq!(conflict, again, "{written}");
    }
    insta::assert_snapshot!(example("river-dam.toml").1.to_toml());
}

#[test]
fn examples_hold_together() {
    for name in ["river-dam.toml", "elmira.toml"] {
        for case in example(name).1.cases() {
            case.model().unwrap();
        }
    }
}

#[test]
fn scenarios_change_what_they_say_and_nothing_else() {
    let (_, conflict) = example("river-dam.toml");
    let names: Vec<Option<&str>> = conflict.cases().map(|case| case.scenario).collect();
    assert_eq!(
        names,
        [
            None,
            Some("the road is open by law"),
            Some("no money"),
            Some("neither")
        ]
    );
    let counts: Vec<usize> = conflict
        .cases()
        .map(|case| case.model().unwrap().states(1 << 10).unwrap().len())
        .collect();
    assert_eq!(counts, [20, 12, 10, 6]);
    assert_eq!(
        conflict
            .seen_by("Upland")
            .model()
            .unwrap()
            .states(99)
            .unwrap()
            .len(),
        12
    );
    assert_eq!(conflict.seen_by("Lowland").sheet, &conflict.sheet);
}

#[test]
fn a_scenario_can_change_one_party() {
    let text = format!(
        "{SMALL}\n[[scenario]]\nname = \"s\"\n[[scenario.party]]\nname = \"Bob\"\nprefers = [\"NOT red\"]\n"
    );
    let conflict = Conflict::parse("c.toml", &text).unwrap();
    let sheet = conflict.scenario("s").unwrap().sheet;
    assert_eq!(sheet.party("Ann"), conflict.sheet.party("Ann"));
    assert_eq!(sheet.party("Bob").unwrap().options.len(), 1);
    assert_eq!(
        sheet.party("Bob").unwrap().statement(0).unwrap().text(),
        "NOT red"
    );
}

#[test]
fn a_graph_of_named_states_needs_no_options() {
    let text = r#"
states = ["calm", "tense", "war"]

[[party]]
name = "A"
moves = [["calm", "tense"], ["tense", "war"]]
ranking = ["calm", "war", "tense"]

[[party]]
name = "B"
moves = [["tense", "calm"]]
ranking = [["calm", "tense"], "war"]
"#;
    let model = Conflict::parse("graph.toml", text)
        .unwrap()
        .base()
        .model()
        .unwrap();
    let verdicts = analyse(&model, &[Concept::Nash]).unwrap();
    let held: Vec<String> = verdicts
        .equilibria(Concept::Nash)
        .iter()
        .map(|s| model.pattern(s))
        .collect();
    assert_eq!(held, ["calm", "war"]);
}

#[test]
fn forms_are_told_apart_by_what_they_hold() {
    assert_eq!(Form::of("title = \"{\""), Form::Toml);
    assert_eq!(Form::of("\u{feff} {\"decisionMakers\": []}"), Form::Gmcr);
    assert_eq!(Form::of("{\"decision_makers\": []}"), Form::Reference);
}

#[test]
fn a_million_infeasible_patterns_are_read() {
    let mut text = String::from("infeasible = [\n");
    for n in 0..100_000_u64 {
        let pattern: String = (0..20)
            .map(|k| if n >> k & 1 == 1 { 'Y' } else { 'N' })
            .collect();
        text.push_str(&format!("\"{pattern}\",\n"));
    }
    text.push_str("]\n[[party]]\nname = \"A\"\noptions = [");
    let options: Vec<String> = (0..20).map(|k| format!("\"o{k}\"")).collect();
    text.push_str(&options.join(", "));
    text.push_str("]\n");
    let model = Conflict::parse("big.toml", &text)
        .unwrap()
        .base()
        .model()
        .unwrap();
    assert_eq!(model.states(1 << 20).unwrap().len(), (1 << 20) - 100_000);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "[a-z\\[\\]{}=\",#\n0-9 ]{0,200}") {
        let _ = said(&text);
    }

    #[test]
    fn no_change_of_a_file_makes_the_reader_panic(at in 0_usize..2500, new in ".{0,3}") {
        let (mut text, _) = example("river-dam.toml");
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, &new);
        let _ = said(&text);
    }
}
