//! Save files of GMCR+: read, and written so that they mean the same.
//!
//! The oracles are not part of the repository. Where they are missing, the
//! tests say so on the terminal and pass.
#![allow(clippy::unwrap_used)]

mod common;

use common::example;
use demarche_conflict::{Conflict, export, import};
use demarche_stability::{Concept, Model, State, StateSet, analyse, read_reference};
use serde_json::Value;
use std::fs;
use std::io::Write as _;

/// In the form that versions 0.3 wrote, with every part that the form has.
const SAVED: &str = r#"{
 "program": "gmcr-py", "version": "0.3.12", "useManualPreferenceVectors": false,
 "options": [
  {"name": "Release Water", "permittedDirection": "both"},
  {"name": "Escalate", "permittedDirection": "fwd"},
  {"name": "Attack", "permittedDirection": "back"}],
 "decisionMakers": [
  {"name": "Syria", "options": [0, 1], "misperceptions": [[[0, "Y"], [1, "N"]]],
   "preferences": [[[0, "N"], [1, "N"], [2, "N"]], {"compound": true, "members": [[[1, "Y"]], [[2, "N"]]]}]},
  {"name": "Iraq", "options": [2], "preferences": [[[0, "Y"]]], "preferenceVector": [1, [2, 3]]}],
 "infeasibles": [[[0, "Y"], [1, "Y"]]],
 "coalitions": [[0, 1]], "coalitionsFull": []
}"#;

fn oracle(name: &str) -> Option<Value> {
    let path = common::root()
        .join("../shared/stability/oracles")
        .join(name);
    let Ok(text) = fs::read_to_string(&path) else {
        let _ = writeln!(std::io::stderr(), "SKIPPED {name}: no {}", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// Both models give the same verdicts on the same states, however their
/// options are ordered.
fn same(one: &Model, other: &Model) {
    let concepts = Concept::COMMON;
    let (a, b) = (
        analyse(one, &concepts).unwrap(),
        analyse(other, &concepts).unwrap(),
    );
    let (here, there) = (one.option_names(), other.option_names());
    let renamed = |states: &StateSet| -> Vec<State> {
        let taken = |state: State, name: &String| {
            let option = here.iter().position(|known| known == name).unwrap();
            u64::from(state.takes(option))
        };
        let place = |state: State| {
            there
                .iter()
                .enumerate()
                .map(|(k, name)| taken(state, name) << k)
                .sum()
        };
        let mut states: Vec<State> = states.iter().map(|state| State(place(state))).collect();
        states.sort_unstable();
        states
    };
    assert_eq!(renamed(a.states()), b.states().iter().collect::<Vec<_>>());
    for concept in concepts {
        for player in 0..a.players().len() {
            let found: Vec<State> = b.stable(concept, player).iter().collect();
            assert_eq!(
                renamed(a.stable(concept, player)),
                found,
                "{concept} {player}"
            );
        }
    }
}

#[test]
fn every_part_of_a_save_file_is_read() {
    let conflict = import("folder/water.gmcr", SAVED).unwrap();
    insta::assert_snapshot!(conflict.to_toml());
}

#[test]
fn faults_of_save_files_are_named() {
    let fault = |from: &str, to: &str| {
        assert!(SAVED.contains(from), "{from}");
        Conflict::read("water.gmcr", &SAVED.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    };
    let said = [
        fault("\"options\": [0, 1]", "\"options\": [0, 7]"),
        fault("[0, \"Y\"], [1, \"N\"]", "[9, \"Y\"]"),
        fault("[[0, \"Y\"]]]", "[[0, \"X\"]]]"),
        fault("\"fwd\"", "\"up\""),
        fault("Vectors\": false", "Vectors\": true"),
        fault("[[0, 1]]", "[[0, 5]]"),
        fault("\"decisionMakers\"", "\"makers\""),
        fault("\"Escalate\"", "\"Attack\""),
        fault("[0, 1], \"misp", "[0, 2], \"misp"),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_is_exported_reads_back_as_the_same_model() {
    let (_, elmira) = example("river-dam.toml");
    let mut sheet = elmira.sheet.clone();
    for party in &mut sheet.parties {
        party.unknown.clear();
        if let demarche_conflict::Preferences::Statements(rules) = &mut party.preferences {
            for rule in rules {
                rule.strong = false;
            }
        }
    }
    let model = sheet.builder().build().unwrap();
    let saved = export(&model, &[vec![0, 2]]).unwrap();
    let again = import("r.gmcr", &saved.to_string()).unwrap();
    same(&model, &again.base().model().unwrap());
    assert_eq!(again.base().coalitions(&model).unwrap(), [[0, 2]]);
}

#[test]
fn what_the_form_cannot_hold_is_named() {
    let (_, river) = example("river-dam.toml");
    let model = river.base().model().unwrap();
    assert_eq!(
        export(&model, &[]).unwrap_err().to_string(),
        "the save files of GMCR+ have no strength of preference; take that of \"Upland\" out"
    );
    let (_, elmira) = example("elmira.toml");
    let model = elmira.base().model().unwrap();
    assert!(
        export(&model, &[])
            .unwrap_err()
            .to_string()
            .contains("cannot merge states")
    );
}

#[test]
fn the_outside_tools_models_survive_the_way_there_and_back() {
    for name in ["published_elmira.json", "published_syria_iraq_1975.json"] {
        let Some(oracle) = oracle(name) else { return };
        let model = read_reference(&oracle["model"].to_string()).unwrap();
        let saved = export(&model, &[]).unwrap();
        same(
            &model,
            &import("x.gmcr", &saved.to_string())
                .unwrap()
                .base()
                .model()
                .unwrap(),
        );
        // And by way of our own form.
        let toml = Conflict::of_model(&model).to_toml();
        same(
            &model,
            &Conflict::parse("x.toml", &toml)
                .unwrap()
                .base()
                .model()
                .unwrap(),
        );
    }
}

#[test]
fn the_save_files_of_known_deviations_are_the_models_beside_them() {
    let Some(oracle) = oracle("deviations_gmcr_py.json") else {
        return;
    };
    for (name, case) in oracle.as_object().unwrap() {
        let saved =
            import("x.gmcr", &case["gmcr"].to_string()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let model = read_reference(&case["model"].to_string()).unwrap();
        same(&saved.base().model().unwrap(), &model);
    }
}

#[test]
fn random_models_survive_every_form() {
    let Some(oracle) = oracle("random_models.json") else {
        return;
    };
    for case in oracle["models"].as_array().unwrap() {
        let model = read_reference(&case["model"].to_string()).unwrap();
        let toml = Conflict::of_model(&model).to_toml();
        let again = Conflict::parse("x.toml", &toml).unwrap_or_else(|e| panic!("{e}\n{toml}"));
        same(&model, &again.base().model().unwrap());
        let saved = export(&model, &[]).unwrap();
        same(
            &model,
            &import("x.gmcr", &saved.to_string())
                .unwrap()
                .base()
                .model()
                .unwrap(),
        );
    }
}
