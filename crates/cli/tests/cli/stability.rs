//! Model files through the real binary: verdicts, reasons, pictures, forms.

use std::fs;

use serde_json::Value;

use crate::harness::{Desk, examples, holds, schema};

fn river() -> String {
    examples()
        .join("conflicts/river-dam.toml")
        .display()
        .to_string()
}

fn elmira() -> String {
    examples()
        .join("conflicts/elmira.toml")
        .display()
        .to_string()
}

fn json(desk: &Desk, args: &[&str]) -> Value {
    serde_json::from_str(&desk.well(args).out).expect("JSON")
}

#[test]
fn verdicts_are_a_table_for_people() {
    let desk = Desk::new();
    let out = desk
        .well(&["stability", &elmira(), "--quiet", "--color", "never"])
        .out;
    insta::assert_snapshot!(out);
}

#[test]
fn verdicts_are_json_for_programs() {
    let desk = Desk::new();
    let value = json(&desk, &["stability", &elmira(), "--format", "json"]);
    holds(&schema("stability.json"), &value);
    let patterns = |value: &Value| -> Vec<String> {
        value
            .as_array()
            .expect("a list")
            .iter()
            .map(|s| s.as_str().unwrap_or_default().to_owned())
            .collect()
    };
    // The equilibria of the handout, with abandonment as one state.
    assert_eq!(
        patterns(&value["equilibria"]["nash"]),
        ["NNNYN", "NYNNY", "YNYNY"]
    );
    assert!(patterns(&value["stable"]["nash"]["Uniroyal"]).contains(&"NYNNY".to_owned()));
    let together = json(
        &desk,
        &[
            "--json",
            "stability",
            &elmira(),
            "--scenario",
            "ministry and plant together",
        ],
    );
    assert_eq!(together["decision_makers"][0], "Ministry+Uniroyal");
    assert!(!patterns(&together["equilibria"]["nash"]).contains(&"NYNNY".to_owned()));
    let typed = json(
        &desk,
        &[
            "--json",
            "stability",
            &elmira(),
            "--coalition",
            "Ministry,uniroyal",
        ],
    );
    assert_eq!(typed["equilibria"], together["equilibria"]);
}

#[test]
fn examples_fit_the_schema_of_model_files() {
    for file in [river(), elmira()] {
        let text = fs::read_to_string(file).expect("the example is there");
        holds(
            &schema("conflict.json"),
            &toml::from_str(&text).expect("TOML"),
        );
    }
}

#[test]
fn verdicts_are_rows_for_spreadsheets() {
    let desk = Desk::new();
    let out = desk
        .well(&[
            "stability",
            &river(),
            "--format",
            "csv",
            "--concept",
            "nash",
        ])
        .out;
    let mut lines = out.lines();
    assert_eq!(lines.next(), Some("state,name,concept,party,stable"));
    assert_eq!(lines.count(), 20 * 4);
}

#[test]
fn further_questions_are_answered_with_the_verdicts() {
    let desk = Desk::new();
    let args = [
        "--json",
        "stability",
        &river(),
        "--concept",
        "nash,seq",
        "--status-quo",
        "--inverse",
        "deal",
        "--sensitivity",
        "500",
        "--levers",
        "deal",
        "--coalitions",
        "--scenarios",
        "--views",
        "--what-if",
        "fix blockade no",
    ];
    let value = json(&desk, &args);
    holds(&schema("stability.json"), &value);
    for key in [
        "status_quo",
        "inverse",
        "sensitivity",
        "levers",
        "coalitions",
        "scenarios",
        "views",
        "what_if",
    ] {
        assert!(value.get(key).is_some(), "{key}");
    }
    let again = json(&desk, &args);
    assert_eq!(value, again, "the same every time");
}

#[test]
fn reasons_are_moves_and_counter_moves() {
    let desk = Desk::new();
    let out = desk
        .well(&[
            "why",
            &river(),
            "the dam fills",
            "--party",
            "lowland",
            "--color",
            "never",
        ])
        .out;
    insta::assert_snapshot!(out);
    let value = json(
        &desk,
        &["--json", "why", &river(), "deal", "--concept", "smr"],
    );
    holds(&schema("why.json"), &value);
    assert_eq!(value.as_array().map(Vec::len), Some(3));
}

#[test]
fn pictures_are_written_by_their_endings() {
    let desk = Desk::new();
    desk.well(&[
        "stability",
        &river(),
        "-q",
        "--graph",
        "g.svg",
        "--evolution",
        "e.graphml",
    ]);
    let svg = fs::read_to_string(desk.path("g.svg")).expect("it is written");
    assert!(svg.starts_with("<svg") && svg.contains("YYNYY"));
    let graph = fs::read_to_string(desk.path("e.graphml")).expect("it is written");
    assert!(graph.contains("<graphml") && graph.contains("distance"));
    let ran = desk.run(&["stability", &river(), "--graph", "g.png"]);
    assert_eq!(ran.code, Some(1));
    ran.says(&["write .svg or .graphml"]);
}

#[test]
fn models_change_their_form() {
    let desk = Desk::new();
    let nothing = ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"];
    let saved = r#"{"options": [{"name": "a", "permittedDirection": "both"}, {"name": "b c", "permittedDirection": "fwd"},
        {"name": "d", "permittedDirection": "both"}],
        "decisionMakers": [{"name": "X", "options": [0, 1], "preferences": [[[0, "Y"]]]},
        {"name": "Y", "options": [2], "preferences": [[[1, "N"]]]}], "infeasibles": [[[0, "Y"], [1, "Y"]]],
        "useManualPreferenceRanking": false}"#;
    desk.write("x.gmcr", saved);
    let toml = desk.well(&["model", "x.gmcr"]).out;
    desk.write("x.toml", &toml);
    let back = desk.well(&["model", "x.toml", "--to", "gmcr"]).out;
    desk.write("y.gmcr", &back);
    let one = json(&desk, &["--json", "stability", "x.gmcr"]);
    let states: Vec<&str> = one["states"]
        .as_array()
        .expect("states")
        .iter()
        .map(|s| s["state"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(states, nothing);
    for other in ["x.toml", "y.gmcr"] {
        let other = json(&desk, &["--json", "stability", other]);
        assert_eq!(one["stable"], other["stable"]);
    }
    let ran = desk.run(&["model", &river(), "--to", "gmcr"]);
    ran.says(&["strength of preference"]);
}

#[test]
fn faults_name_their_place_and_remedy() {
    let desk = Desk::new();
    let says = |args: &[&str], words: &[&str]| {
        let ran = desk.run(args);
        assert_eq!(ran.code, Some(1), "{ran:#?}");
        ran.says(words);
    };
    desk.write(
        "twice.toml",
        "[[party]]\nname = \"A\"\noptions = [\"x\"]\n[[party]]\nname = \"B\"\noptions = [\"x\"]\n",
    );
    says(
        &["stability", "twice.toml"],
        &[
            "twice.toml:6:12",
            "owned by",
            "one decision maker controls an option",
        ],
    );
    desk.write(
        "none.toml",
        "infeasible = [\"x\", \"NOT x\"]\n[[party]]\nname = \"A\"\noptions = [\"x\"]\n",
    );
    says(
        &["stability", "none.toml"],
        &["no state is left", "take one out"],
    );
    desk.write(
        "cycle.toml",
        "conditions = { a = \"b\", b = \"a\" }\n[[party]]\nname = \"A\"\noptions = [\"x\"]\n",
    );
    says(
        &["stability", "cycle.toml"],
        &["defined by each other", "break the circle"],
    );
    let options: Vec<String> = (0..65).map(|n| format!("\"o{n}\"")).collect();
    desk.write(
        "many.toml",
        format!(
            "[[party]]\nname = \"A\"\noptions = [{}]\n",
            options.join(", ")
        ),
    );
    says(
        &["stability", "many.toml"],
        &["65 options", "64 is the most"],
    );
    desk.write(
        "wide.toml",
        format!(
            "[[party]]\nname = \"A\"\noptions = [{}]\nprefers = [\"1\"]\n",
            options[..27].join(", ")
        ),
    );
    says(
        &[
            "stability",
            "wide.toml",
            "--memory",
            "10M",
            "--concept",
            "seq",
        ],
        &["needs about", "symbolic"],
    );
    desk.write("two.toml", "titel = \"x\"\n[[party]]\nnam = \"A\"\n");
    says(
        &["stability", "two.toml"],
        &[
            "two.toml:1:1",
            "did you mean `title`?",
            "two.toml:2:1",
            "without `name`",
        ],
    );
    says(&["stability", "absent.toml"], &["absent.toml"]);
    says(
        &["why", &river(), "peace"],
        &["\"peace\" is no state", "standoff"],
    );
    says(&["why", &river(), "YYYYY"], &["not feasible"]);
    says(
        &["why", &river(), "deal", "--party", "France"],
        &["no party is called", "Commission"],
    );
    says(
        &["stability", &river(), "--scenario", "x"],
        &["no scenario", "no money"],
    );
    says(
        &["stability", &river(), "--what-if", "burn it"],
        &["\"burn\" is no change"],
    );
    let ran = desk.run(&["stability", &river(), "--concept", "hash"]);
    assert_eq!(ran.code, Some(2));
    ran.says(&["no stability concept"]);
}

#[test]
fn names_in_a_model_cannot_steer_the_terminal() {
    let desk = Desk::new();
    desk.write("bad.toml", "[[party]]\nname = \"A\\u001b]0;owned\\u0007\"\noptions = [\"x\\u202e\"]\nprefers = [\"1\"]\n");
    let ran = desk.well(&["stability", "bad.toml"]);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'),
        "{}",
        ran.out
    );
    let ran = desk.well(&["why", "bad.toml", "N"]);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'),
        "{}",
        ran.out
    );
}
