//! Gives random models to the slow reference itself and to this crate: arcs
//! drawn by hand that are not transitive, unseen states, coalitions.
//!
//! The reference is not part of the repository. Where it or Python is missing,
//! the test says so on the terminal and passes.
#![allow(clippy::unwrap_used)]

mod common;

use common::Random;
use demarche_stability::{Analysis, Concept, State, Steps, read_reference, status_quo};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn reference() -> Option<PathBuf> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/stability/gmcr_reference.py");
    let python = Command::new("python3").arg("--version").output();
    if path.exists() && python.is_ok_and(|output| output.status.success()) {
        return Some(path);
    }
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED the slow reference: no {} or no python3",
        path.display()
    );
    None
}

fn ask(reference: &Path, model: &Value, arguments: &[String]) -> Value {
    let mut child = Command::new("python3")
        .arg(reference)
        .arg("-")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(model.to_string().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{model}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn random_model(random: &mut Random) -> Value {
    let options = 2 + random.below(2);
    let states = 1_u64 << options;
    let parties = 2 + random.below(3);
    let names: Vec<String> = (0..options).map(|n| format!("o{n}")).collect();
    let mut owned: Vec<Vec<String>> = vec![Vec::new(); parties];
    for name in &names {
        owned[random.below(parties)].push(name.clone());
    }
    let mut moves = serde_json::Map::new();
    let mut decision_makers = Vec::new();
    for (party, owned) in owned.iter().enumerate() {
        if random.chance(70) {
            let mut arcs = Vec::new();
            for from in 0..states {
                for to in 0..states {
                    if from != to && random.chance(20) {
                        arcs.push(json!([from, to]));
                    }
                }
            }
            moves.insert(format!("D{party}"), arcs.into());
        }
        let mut left: Vec<u64> = (0..states).collect();
        random.shuffle(&mut left);
        let mut ranking: Vec<Vec<u64>> = Vec::new();
        for state in left {
            match ranking.last_mut() {
                Some(group) if random.chance(20) => group.push(state),
                _ => ranking.push(vec![state]),
            }
        }
        decision_makers
            .push(json!({"name": format!("D{party}"), "options": owned, "ranking": ranking}));
    }
    let mut unseen = serde_json::Map::new();
    if random.chance(30) {
        let pattern = format!("{}{}", ["Y", "N"][random.below(2)], "-".repeat(options - 1));
        unseen.insert("D0".to_owned(), json!([pattern]));
    }
    json!({
        "options": names,
        "decision_makers": decision_makers,
        "moves": moves,
        "misperceptions": unseen,
    })
}

#[test]
fn graphs_drawn_by_hand() {
    let Some(reference) = reference() else {
        return;
    };
    let mut random = Random(1963);
    // Starting Python takes longest; more models found nothing more.
    for n in 0..16 {
        let file = random_model(&mut random);
        let model = read_reference(&file.to_string()).unwrap();
        let together = n % 2 == 1;
        let mut arguments = vec!["--status-quo".to_owned(), "1".to_owned()];
        let mut analysis = Analysis::new(&model).concepts(&Concept::COMMON);
        let coalitions: &[Vec<usize>] = if together { &[vec![0, 1]] } else { &[] };
        if together {
            arguments.extend(["--coalition".to_owned(), "D0,D1".to_owned()]);
            analysis = analysis.coalition(&[0, 1]);
        }
        let wanted = ask(&reference, &file, &arguments);
        let verdicts = analysis.run().unwrap();
        for concept in Concept::COMMON {
            for (number, player) in verdicts.players().iter().enumerate() {
                let found: Vec<u64> = verdicts
                    .stable(concept, number)
                    .iter()
                    .map(|s| s.0)
                    .collect();
                let name = concept.to_string();
                assert_eq!(
                    Value::from(found),
                    wanted["stable"][&name][&player.name],
                    "{name} {file}"
                );
            }
        }
        for (steps, key) in [
            (Steps::Moves, "any_move"),
            (Steps::Improvements, "improvements_only"),
        ] {
            let evolution = status_quo(&model, State(1), steps, coalitions, None).unwrap();
            let wanted = wanted["status_quo"][key].as_object().unwrap();
            assert_eq!(evolution.distances().count(), wanted.len());
            for (state, distance) in evolution.distances() {
                assert_eq!(wanted[&state.0.to_string()], distance, "{key} {file}");
            }
        }
    }
}
