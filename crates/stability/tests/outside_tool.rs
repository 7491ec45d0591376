//! Compares with what an outside tool found in its own example conflicts.
//!
//! Its known errors (sanctions in which each opponent moves only once, an
//! iterator of simultaneous moves that runs dry, coalitions that ignore
//! infeasible states in between, inverse verdicts overwritten by later ones)
//! leave the cells below untouched, but for those that are named.
#![allow(clippy::unwrap_used)]

use demarche_stability::{
    Analysis, Basic, Concept, Direction, Model, Party, State, Steps, Vary, inverse_count,
    status_quo,
};
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::Path;

struct Case {
    name: &'static str,
    file: Value,
    model: Model,
    states: Vec<State>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/stability/oracles");
    let mut cases = Vec::new();
    for name in ["Prisoners", "Cuban", "Elmira", "SyriaIraq"] {
        let path = folder.join(format!("gmcrpy_{name}.json"));
        let Ok(text) = fs::read_to_string(&path) else {
            let _ = writeln!(std::io::stderr(), "SKIPPED {name}: no {}", path.display());
            continue;
        };
        let file: Value = serde_json::from_str(&text).unwrap();
        let model = model(&file);
        let states = model.states(1 << 16).unwrap();
        cases.push(Case {
            name,
            file,
            model,
            states,
        });
    }
    cases
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn model(file: &Value) -> Model {
    let options = list(&file["options"]);
    let mut builder = Model::builder(text(&file["source_file"]));
    for option in options {
        let direction = match text(&option["direction"]) {
            "fwd" => Direction::TakeOnly,
            "back" => Direction::DropOnly,
            _ => Direction::Both,
        };
        builder = builder.one_way_option(text(&option["name"]), direction);
    }
    for infeasible in list(&file["infeasibles"]) {
        builder = builder.infeasible(text(&infeasible["pattern"]));
    }
    let pattern = |ordered: &Value| {
        let states = list(&file["feasible_states"]);
        let state = states
            .iter()
            .find(|state| state["ordered"] == *ordered)
            .unwrap();
        text(&state["yn"]).to_owned()
    };
    for dm in list(&file["decision_makers"]) {
        let mut party = Party::new(text(&dm["name"]));
        for option in list(&dm["options"]) {
            party = party.owns(text(
                &options[usize::try_from(option.as_u64().unwrap()).unwrap()]["name"],
            ));
        }
        let ranking: Vec<Vec<String>> = list(&dm["ranking_best_first_ordered"])
            .iter()
            .map(|group| match group {
                Value::Array(group) => group.iter().map(pattern).collect(),
                one => vec![pattern(one)],
            })
            .collect();
        builder = builder.party(party.ranking(ranking));
    }
    builder.build().unwrap()
}

impl Case {
    fn ordered(&self, states: impl Iterator<Item = State>) -> Vec<u64> {
        states
            .map(|state| self.states.binary_search(&state).unwrap() as u64 + 1)
            .collect()
    }

    fn state(&self, ordered: u64) -> State {
        self.states[usize::try_from(ordered).unwrap() - 1]
    }
}

fn numbers(value: &Value) -> Vec<u64> {
    let mut numbers: Vec<u64> = list(value).iter().map(|n| n.as_u64().unwrap()).collect();
    numbers.sort_unstable();
    numbers
}

const SHARED: [Concept; 5] = [
    Concept::Nash,
    Concept::Gmr,
    Concept::Seq,
    Concept::Sim,
    Concept::Smr,
];

#[test]
fn moves_and_verdicts() {
    for case in cases() {
        let verdicts = Analysis::new(&case.model).concepts(&SHARED).run().unwrap();
        for (dm, player) in verdicts.players().iter().enumerate() {
            for (from, &state) in case.states.iter().enumerate() {
                let from = (from + 1).to_string();
                let moves = case.ordered(case.model.moves(dm, state).into_iter());
                assert_eq!(
                    moves,
                    numbers(&case.file["unilateral_moves"][&player.name][&from])
                );
                let gains = case.ordered(case.model.improvements(dm, state).into_iter());
                assert_eq!(
                    gains,
                    numbers(&case.file["unilateral_improvements"][&player.name][&from])
                );
            }
            for concept in SHARED {
                let wanted =
                    numbers(&case.file["stable_ordered"][concept.to_string()][&player.name]);
                let found = case.ordered(verdicts.stable(concept, dm).iter());
                assert_eq!(found, wanted, "{} {concept} {}", case.name, player.name);
            }
        }
    }
}

#[test]
fn coalitions() {
    for case in cases() {
        for coalition in list(&case.file["coalitions"]) {
            let member = |name: &Value| case.model.decision_maker(text(name)).unwrap();
            let members: Vec<usize> = list(&coalition["coalition"]).iter().map(member).collect();
            let verdicts = Analysis::new(&case.model)
                .concepts(&SHARED)
                .coalition(&members)
                .run()
                .unwrap();
            for concept in SHARED {
                let found = case.ordered(verdicts.equilibria(concept).iter());
                let wanted = numbers(&coalition["equilibria_ordered"][concept.to_string()]);
                assert_eq!(found, wanted, "{} {concept} {members:?}", case.name);
            }
        }
    }
}

#[test]
fn reachability() {
    for case in cases() {
        for (steps, key) in [
            (Steps::Moves, "any_move_min_steps_from"),
            (Steps::Improvements, "ui_only_min_steps_from"),
        ] {
            for (n, &start) in case.states.iter().enumerate() {
                let evolution = status_quo(&case.model, start, steps, &[], None).unwrap();
                let wanted = case.file["status_quo_reachability"][key][(n + 1).to_string()]
                    .as_object()
                    .unwrap();
                assert_eq!(evolution.distances().count(), wanted.len());
                for (state, distance) in evolution.distances() {
                    let ordered = case.ordered([state].into_iter())[0].to_string();
                    assert_eq!(
                        wanted[&ordered], distance,
                        "{} {key} {n} {state:?}",
                        case.name
                    );
                    for path in evolution.paths(state, 100) {
                        assert_eq!(path.len(), distance);
                        assert!(
                            path.windows(2).all(|pair| pair[0].to == pair[1].from
                                && pair[0].player != pair[1].player)
                        );
                        assert!(path.iter().all(|step| {
                            case.model.moves(step.player, step.from).contains(&step.to)
                        }));
                    }
                    assert!(!evolution.paths(state, 1).is_empty());
                }
            }
        }
    }
}

#[test]
fn inverse_counts() {
    // The tool overwrites earlier verdicts with later ones. These are the
    // counts of the slow reference in the cells where that shows.
    let wrong = [
        ("Cuban", 3, Basic::Smr, 576),
        ("Cuban", 5, Basic::Seq, 168),
        ("SyriaIraq", 1, Basic::Smr, 252),
        ("SyriaIraq", 1, Basic::Seq, 160),
        ("SyriaIraq", 2, Basic::Seq, 312),
    ];
    for case in cases() {
        for wanted in list(&case.file["inverse"]) {
            let state = case.state(wanted["desired_ordered"].as_u64().unwrap());
            let place = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
            let vary: Vec<Vary> = list(&wanted["vary_slices"])
                .iter()
                .enumerate()
                .map(|(decision_maker, slice)| Vary::Places {
                    decision_maker,
                    places: place(&slice[0])..place(&slice[1]),
                })
                .collect();
            let concepts = [Basic::Nash, Basic::Gmr, Basic::Smr, Basic::Seq];
            let found = inverse_count(&case.model, state, &vary, &concepts, None).unwrap();
            for count in found {
                assert_eq!(count.rankings, wanted["rankings_tried"].as_u64().unwrap());
                let concept = Concept::from(count.concept).to_string();
                let tool = wanted["count_rankings_giving_equilibrium"][&concept]
                    .as_u64()
                    .unwrap();
                let known = wrong.iter().find(|(name, state, other, _)| {
                    *name == case.name
                        && wanted["desired_ordered"] == *state
                        && *other == count.concept
                });
                match known {
                    Some((.., right)) => {
                        assert_ne!(tool, *right);
                        assert_eq!(count.equilibrium, *right, "{} {wanted}", case.name);
                    }
                    None => assert_eq!(count.equilibrium, tool, "{} {concept} {wanted}", case.name),
                }
            }
        }
    }
}
