//! Decision diagrams against the cube on random and on structured models, and
//! a structured model that no cube holds.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Random, Sketch};
use demarche_stability::{
    Analysis, AnalysisError, Basic, Method, Model, Party, State, Symbolic, analyse,
};

fn check(model: &Model) {
    let cube = Analysis::new(model).method(Method::Cube).run().unwrap();
    let symbolic = Symbolic::new(model).run().unwrap();
    assert_eq!(symbolic.states(), cube.states().len() as u128);
    for basic in Basic::ALL {
        for dm in 0..model.decision_makers().len() {
            let stable = cube.stable(basic.into(), dm);
            assert_eq!(
                symbolic.stable(basic, dm),
                stable.len() as u128,
                "{basic:?} {dm}"
            );
            for state in stable.iter() {
                assert!(symbolic.is_stable(basic, dm, state));
            }
        }
        let equilibria = cube.equilibria(basic.into());
        assert_eq!(symbolic.equilibria(basic), equilibria.len() as u128);
        let mut covered: Vec<State> = Vec::new();
        for pattern in symbolic.patterns(basic, usize::MAX) {
            covered.extend(
                (0..1 << model.options().len())
                    .map(State)
                    .filter(|s| pattern.fits(*s)),
            );
        }
        covered.sort_unstable();
        assert_eq!(covered, equilibria.iter().collect::<Vec<_>>());
    }
}

#[test]
fn random_models() {
    let mut random = Random(40);
    for n in 0..400 {
        check(
            &Sketch::random(&mut random, if n % 20 == 0 { 8 } else { 5 })
                .build()
                .unwrap(),
        );
    }
}

/// A row of parties with two options each: the first costs something and helps
/// the neighbours, the second answers a neighbour that does not help.
fn row(parties: usize) -> Model {
    rows(parties, parties)
}

/// The same with only the first `free` parties free to act.
fn rows(parties: usize, free: usize) -> Model {
    let mut builder = Model::builder("row");
    for n in 0..parties {
        builder = builder.options([format!("help{n}"), format!("block{n}")]);
        // Nobody helps and blocks at once.
        builder = builder.infeasible(format!("help{n} AND block{n}"));
        if n >= free {
            builder = builder.infeasible(format!("help{n} OR block{n}"));
        }
    }
    for n in 0..parties {
        let (before, after) = ((n + parties - 1) % parties, (n + 1) % parties);
        builder = builder.party(
            Party::new(format!("P{n}"))
                .owns(format!("help{n}"))
                .owns(format!("block{n}"))
                .statements([
                    format!("NOT (block{before} OR block{after})"),
                    format!("help{before} AND help{after}"),
                    format!("block{n} IFF (NOT help{before} AND NOT help{after})"),
                    format!("NOT help{n}"),
                ]),
        );
    }
    builder.build().unwrap()
}

#[test]
fn a_structured_model_of_forty_options() {
    check(&row(4));
    check(&row(5));
    let large = row(20);
    let symbolic = Symbolic::new(&large).run().unwrap();
    // Three settings a party.
    assert_eq!(symbolic.states(), 3_u128.pow(20));
    // The same row, of a size that the cube holds, has the same equilibria as
    // far as one can see: everybody's neighbourhood looks alike.
    let (three, six) = (row(3), row(6));
    for model in [&three, &six] {
        let explicit = analyse(model, &[demarche_stability::Concept::Nash]).unwrap();
        let symbolic = Symbolic::new(model).concepts(&[Basic::Nash]).run().unwrap();
        assert_eq!(
            symbolic.equilibria(Basic::Nash),
            explicit.equilibria(demarche_stability::Concept::Nash).len() as u128
        );
    }
    let nash = symbolic.equilibria(Basic::Nash);
    for weaker in [Basic::Sseq, Basic::Seq, Basic::Smr, Basic::Gmr] {
        assert!(symbolic.equilibria(weaker) >= nash, "{weaker:?}");
    }
}

/// Forty options, of which so few combinations are feasible that they can be
/// listed: the same verdicts on every state for each of the twenty parties.
#[test]
fn forty_options_agree_with_the_graph_where_both_fit() {
    let model = rows(20, 5);
    assert_eq!(model.options().len(), 40);
    let graph = Analysis::new(&model).method(Method::Graph).run().unwrap();
    let symbolic = Symbolic::new(&model).run().unwrap();
    assert_eq!(graph.states().len(), 3_usize.pow(5));
    assert_eq!(symbolic.states(), 3_u128.pow(5));
    for basic in Basic::ALL {
        for dm in 0..20 {
            let stable = graph.stable(basic.into(), dm);
            for state in graph.states().iter() {
                let agreed = symbolic.is_stable(basic, dm, state);
                assert_eq!(agreed, stable.contains(state), "{basic:?} {dm}");
            }
            assert_eq!(symbolic.stable(basic, dm), stable.len() as u128);
        }
        let equilibria = graph.equilibria(basic.into()).len() as u128;
        assert_eq!(symbolic.equilibria(basic), equilibria);
    }
}

#[test]
fn too_little_memory_is_an_error() {
    let model = row(20);
    let result = Symbolic::new(&model).memory(1 << 16).run();
    assert!(matches!(result, Err(AnalysisError::Outgrown { .. })));
}

#[test]
fn a_watch_stops_the_run() {
    let model = row(10);
    let stop = |_| std::ops::ControlFlow::Break(());
    assert!(matches!(
        Symbolic::new(&model).watch(&stop).run(),
        Err(AnalysisError::Stopped)
    ));
}
