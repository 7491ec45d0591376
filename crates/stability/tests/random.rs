//! Ten thousand random models: every method agrees with the textbook, the
//! concepts imply one another as they must, and names do not matter.
#![allow(clippy::unwrap_used)]

mod common;

use common::brute::Brute;
use common::{Random, Sketch, Wish};
use demarche_stability::{
    Analysis, Basic, Concept, Condition, Method, Model, Pattern, State, StateSet, Verdicts,
};

fn numbers(set: &StateSet) -> Vec<u64> {
    set.iter().map(|state| state.0).collect()
}

fn run(model: &Model, method: Method) -> Verdicts {
    Analysis::new(model).method(method).run().unwrap()
}

fn check_implications(verdicts: &Verdicts, players: usize) {
    let weaker = [
        (Concept::Nash, Concept::Sseq),
        (Concept::Sseq, Concept::Seq),
        (Concept::Sseq, Concept::Smr),
        (Concept::Seq, Concept::Gmr),
        (Concept::Smr, Concept::Gmr),
    ];
    for player in 0..players {
        for (strict, weak) in weaker {
            let weak = verdicts.stable(weak, player);
            assert!(
                verdicts
                    .stable(strict, player)
                    .iter()
                    .all(|state| weak.contains(state))
            );
        }
    }
}

#[test]
fn every_method_agrees_with_the_textbook() {
    let mut random = Random(5);
    for n in 0..10_000 {
        // Most models are small: they find most faults, and soonest.
        let most = if n % 200 == 0 { 8 } else { 4 };
        let sketch = Sketch::random(&mut random, most);
        let model = sketch.build().unwrap();
        let brute = Brute::new(&model);
        let players: Vec<Vec<usize>> = (0..sketch.preferences.len()).map(|dm| vec![dm]).collect();
        let (cube, graph) = (run(&model, Method::Cube), run(&model, Method::Graph));
        assert_eq!(numbers(cube.states()), brute.states);
        assert_eq!(cube, graph, "model {n}: {sketch:?}");
        check_implications(&cube, players.len());
        for basic in Basic::ALL {
            for player in 0..players.len() {
                assert_eq!(
                    numbers(cube.stable(basic.into(), player)),
                    brute.stable(&players, player, basic),
                    "model {n}, {basic:?}, decision maker {player}: {sketch:?}"
                );
            }
        }
    }
}

#[test]
fn simultaneous_moves_and_coalitions_agree_with_the_textbook() {
    let mut random = Random(55);
    for n in 0..2_000 {
        let sketch = Sketch::random(&mut random, if n % 50 == 0 { 7 } else { 5 });
        let model = sketch.build().unwrap();
        let brute = Brute::new(&model);
        let parties = sketch.preferences.len();
        let [sim, listed] = [Method::Cube, Method::Graph].map(|method| {
            let analysis = Analysis::new(&model).concepts(&[Concept::Sim]);
            analysis.method(method).run().unwrap()
        });
        assert_eq!(sim, listed, "model {n}: {sketch:?}");
        for dm in 0..parties {
            assert_eq!(
                numbers(sim.stable(Concept::Sim, dm)),
                brute.simultaneous(dm),
                "model {n}: {sketch:?}"
            );
        }
        let mut members: Vec<usize> = (0..parties).collect();
        random.shuffle(&mut members);
        members.truncate(2 + random.below(2));
        let verdicts = Analysis::new(&model).coalition(&members).run().unwrap();
        let players: Vec<Vec<usize>> = verdicts
            .players()
            .iter()
            .map(|p| p.members.clone())
            .collect();
        for basic in Basic::ALL {
            for player in 0..players.len() {
                assert_eq!(
                    numbers(verdicts.stable(basic.into(), player)),
                    brute.stable(&players, player, basic),
                    "model {n}, {basic:?}, {players:?}: {sketch:?}"
                );
            }
        }
    }
}

/// The condition with each option in another place.
fn moved(condition: &Condition, to: &[usize]) -> Condition {
    let part = |condition: &Condition| Box::new(moved(condition, to));
    let parts = |parts: &[Condition]| parts.iter().map(|part| moved(part, to)).collect();
    match condition {
        Condition::Taken(option) => Condition::Taken(to[*option]),
        Condition::Fits(pattern) => Condition::Fits(Pattern {
            care: place(pattern.care, to),
            value: place(pattern.value, to),
        }),
        Condition::Not(a) => Condition::Not(part(a)),
        Condition::All(all) => Condition::All(parts(all)),
        Condition::Any(any) => Condition::Any(parts(any)),
        Condition::If(a, b) => Condition::If(part(a), part(b)),
        Condition::Iff(a, b) => Condition::Iff(part(a), part(b)),
        Condition::Xor(a, b) => Condition::Xor(part(a), part(b)),
        other => other.clone(),
    }
}

fn place(bits: u64, to: &[usize]) -> u64 {
    to.iter()
        .enumerate()
        .fold(0, |moved, (from, to)| moved | (bits >> from & 1) << to)
}

#[test]
fn names_and_order_do_not_matter() {
    let mut random = Random(7);
    for _ in 0..500 {
        let sketch = Sketch::random(&mut random, 6);
        let (options, parties) = (sketch.directions.len(), sketch.preferences.len());
        let mut to: Vec<usize> = (0..options).collect();
        let mut party_to: Vec<usize> = (0..parties).collect();
        random.shuffle(&mut to);
        random.shuffle(&mut party_to);
        let mut other = sketch.clone();
        for (from, to) in to.iter().enumerate() {
            other.directions[*to] = sketch.directions[from];
            other.owners[*to] = sketch.owners[from].map(|owner| party_to[owner]);
        }
        other.infeasible = sketch.infeasible.iter().map(|c| moved(c, &to)).collect();
        for (from, wish) in sketch.preferences.iter().enumerate() {
            other.preferences[party_to[from]] = match wish {
                Wish::Statements(all) => {
                    Wish::Statements(all.iter().map(|c| moved(c, &to)).collect())
                }
                Wish::Weights(all) => {
                    Wish::Weights(all.iter().map(|(c, w)| (moved(c, &to), *w)).collect())
                }
                Wish::Ranking(groups) => Wish::Ranking(
                    groups
                        .iter()
                        .map(|g| g.iter().map(|s| State(place(s.0, &to))).collect())
                        .collect(),
                ),
            };
        }
        let (model, other) = (sketch.build().unwrap(), other.build().unwrap());
        for method in [Method::Auto, Method::Graph] {
            let run = |model| {
                Analysis::new(model)
                    .concepts(&Concept::COMMON)
                    .method(method)
                    .run()
                    .unwrap()
            };
            let (one, two) = (run(&model), run(&other));
            for concept in Concept::COMMON {
                for (from, &party_to) in party_to.iter().enumerate() {
                    let mut expected: Vec<u64> = one
                        .stable(concept, from)
                        .iter()
                        .map(|s| place(s.0, &to))
                        .collect();
                    expected.sort_unstable();
                    assert_eq!(numbers(two.stable(concept, party_to)), expected);
                }
            }
        }
    }
}
