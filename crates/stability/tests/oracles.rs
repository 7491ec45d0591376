//! Gives the models of published cases, of an outside tool's runs and of the
//! slow reference to this crate, and wants the same verdicts.
//!
//! The oracles are not part of the repository. Where they are missing, the
//! tests say so on the terminal and pass.
#![allow(clippy::unwrap_used)]

use demarche_stability::{
    Analysis, Basic, Concept, Model, State, StateSet, Steps, Vary, Verdicts, inverse_count,
    read_reference, status_quo,
};
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::Path;

fn oracle(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/stability/oracles")
        .join(name);
    let Ok(text) = fs::read_to_string(&path) else {
        let _ = writeln!(std::io::stderr(), "SKIPPED {name}: no {}", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// The states of a set as the model's file writes them.
fn shown(model: &Model, file: &Value, states: &StateSet) -> Vec<Value> {
    let all = model.states(1 << 16).unwrap();
    states
        .iter()
        .map(|state| match file["state_ids"].as_str() {
            Some("ordered") => (all.binary_search(&state).unwrap() + 1).into(),
            Some("label") => model.label(state).unwrap().into(),
            _ => state.0.into(),
        })
        .collect()
}

fn same(found: &[Value], wanted: &Value, what: &str) {
    // Some oracles write labels as numbers.
    let sorted = |values: &[Value]| {
        let mut texts: Vec<String> = values
            .iter()
            .map(|value| value.to_string().replace('"', ""))
            .collect();
        texts.sort();
        texts
    };
    assert_eq!(sorted(found), sorted(wanted.as_array().unwrap()), "{what}");
}

fn verdicts(model: &Model, coalition: &[usize]) -> Verdicts {
    let analysis = Analysis::new(model).concepts(&Concept::COMMON);
    if coalition.is_empty() {
        analysis
    } else {
        analysis.coalition(coalition)
    }
    .run()
    .unwrap()
}

fn check_equilibria(model: &Model, file: &Value, verdicts: &Verdicts, wanted: &Value) {
    for (concept, states) in wanted.as_object().unwrap() {
        let concept: Concept = concept.parse().unwrap();
        let found = shown(model, file, &verdicts.equilibria(concept));
        same(&found, states, &format!("{} {concept}", model.name()));
    }
}

fn check_stable(model: &Model, file: &Value, verdicts: &Verdicts, wanted: &Value) {
    for (concept, players) in wanted.as_object().unwrap() {
        let concept: Concept = concept.parse().unwrap();
        for (player, states) in players.as_object().unwrap() {
            let number = verdicts
                .players()
                .iter()
                .position(|p| p.name == *player)
                .unwrap();
            let found = shown(model, file, verdicts.stable(concept, number));
            same(
                &found,
                states,
                &format!("{} {concept} {player}", model.name()),
            );
        }
    }
}

fn check_status_quo(model: &Model, wanted: &Value) {
    let start = State(wanted["from"].as_u64().unwrap());
    for (steps, key) in [
        (Steps::Moves, "any_move"),
        (Steps::Improvements, "improvements_only"),
    ] {
        let evolution = status_quo(model, start, steps, &[], None).unwrap();
        let found: Vec<(String, Value)> = evolution
            .distances()
            .map(|(state, distance)| (state.0.to_string(), distance.into()))
            .collect();
        let wanted = wanted[key].as_object().unwrap();
        assert_eq!(found.len(), wanted.len());
        for (state, distance) in found {
            assert_eq!(wanted[&state], distance);
        }
    }
}

#[test]
fn random_models() {
    let Some(oracle) = oracle("random_models.json") else {
        return;
    };
    let cases = oracle["models"].as_array().unwrap();
    assert!(cases.len() >= 30);
    for case in cases {
        let file = &case["model"];
        let model = read_reference(&file.to_string()).unwrap();
        let feasible: Vec<Value> = model
            .states(1 << 16)
            .unwrap()
            .iter()
            .map(|s| s.0.into())
            .collect();
        assert_eq!(Value::from(feasible), case["feasible_decimal"]);
        let alone = verdicts(&model, &[]);
        check_status_quo(&model, &case["status_quo"]);
        check_stable(&model, file, &alone, &case["stable"]);
        check_equilibria(&model, file, &alone, &case["equilibria"]);
        let Some(members) = case["coalition"]["members"].as_array() else {
            continue;
        };
        let members: Vec<usize> = members
            .iter()
            .map(|m| model.decision_maker(m.as_str().unwrap()).unwrap())
            .collect();
        let together = verdicts(&model, &members);
        check_stable(&model, file, &together, &case["coalition"]["stable"]);
        check_equilibria(&model, file, &together, &case["coalition"]["equilibria"]);
    }
}

#[test]
fn textbook_games() {
    let Some(oracle) = oracle("textbook_2x2.json") else {
        return;
    };
    for case in oracle["cases"].as_array().unwrap() {
        let file = &case["model"];
        let model = read_reference(&file.to_string()).unwrap();
        let verdicts = verdicts(&model, &[]);
        check_equilibria(&model, file, &verdicts, &case["expected"]);
        check_equilibria(&model, file, &verdicts, &case["reference"]);
    }
}

#[test]
fn elmira() {
    let Some(oracle) = oracle("published_elmira.json") else {
        return;
    };
    let file = &oracle["model"];
    let model = read_reference(&file.to_string()).unwrap();
    check_equilibria(
        &model,
        file,
        &verdicts(&model, &[]),
        &oracle["reference_equilibria"],
    );
    check_equilibria(
        &model,
        file,
        &verdicts(&model, &[0, 1]),
        &oracle["reference_equilibria_MoE_Uniroyal"],
    );
    let nine = &oracle["nine_state_from_memory"];
    let file = &nine["model"];
    let model = read_reference(&file.to_string()).unwrap();
    check_equilibria(
        &model,
        file,
        &verdicts(&model, &[]),
        &nine["expected_from_memory"],
    );
    check_equilibria(&model, file, &verdicts(&model, &[]), &nine["reference"]);
    check_equilibria(
        &model,
        file,
        &verdicts(&model, &[0, 1]),
        &nine["reference_MoE_Uniroyal"],
    );
}

#[test]
fn syria_and_iraq() {
    let Some(oracle) = oracle("published_syria_iraq_1975.json") else {
        return;
    };
    let file = &oracle["model"];
    let model = read_reference(&file.to_string()).unwrap();
    check_equilibria(
        &model,
        file,
        &verdicts(&model, &[]),
        &oracle["reference_equilibria"],
    );
    let all = model.states(8).unwrap();
    for (name, ranking) in oracle["published_rankings"].as_object().unwrap() {
        let dm = model.decision_maker(name).unwrap();
        let ranking: Vec<State> = ranking
            .as_array()
            .unwrap()
            .iter()
            .map(|n| all[usize::try_from(n.as_u64().unwrap()).unwrap() - 1])
            .collect();
        assert!(
            ranking
                .windows(2)
                .all(|pair| model.compare(dm, pair[0], pair[1]).is_better())
        );
    }
}

#[test]
fn rankings_that_make_a_state_an_equilibrium() {
    let Some(oracle) = oracle("published_syria_iraq_1975.json") else {
        return;
    };
    let model = read_reference(&oracle["model"].to_string()).unwrap();
    let desired = model.states(8).unwrap()[1];
    let vary = [Vary::All { decision_maker: 0 }];
    for count in inverse_count(&model, desired, &vary, &Basic::ALL, None).unwrap() {
        assert_eq!(count.rankings, 720);
        let concept = Concept::from(count.concept).to_string();
        assert_eq!(
            oracle["reference_inverse"]["equilibrium_in"][concept],
            count.equilibrium
        );
    }
}

#[test]
fn cells_on_which_the_outside_tool_is_wrong() {
    let Some(oracle) = oracle("deviations_gmcr_py.json") else {
        return;
    };
    let mut cells = 0;
    for concept in [
        Concept::Nash,
        Concept::Gmr,
        Concept::Smr,
        Concept::Seq,
        Concept::Sim,
    ] {
        let Some(case) = oracle.get(concept.to_string()) else {
            continue;
        };
        let model = read_reference(&case["model"].to_string()).unwrap();
        let all = model.states(1 << 16).unwrap();
        let verdicts = verdicts(&model, &[]);
        for cell in case["differences"].as_array().unwrap() {
            let dm = model.decision_maker(cell["dm"].as_str().unwrap()).unwrap();
            let state = all[usize::try_from(cell["state_ordered"].as_u64().unwrap()).unwrap() - 1];
            assert_eq!(
                verdicts.is_stable(concept, dm, state),
                cell["reference"].as_bool(),
                "{concept} {cell}"
            );
            cells += 1;
        }
    }
    assert!(cells > 0);
}
