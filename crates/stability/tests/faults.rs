//! What happens to models that are wrong, too large, or degenerate, and to
//! runs that somebody stops.
#![allow(clippy::unwrap_used)]

use demarche_stability::{
    Analysis, AnalysisError, Concept, Condition, Direction, Method, Model, ModelBuilder,
    ModelError, Party, Pattern, Progress, State, analyse, read_reference,
};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

fn two() -> ModelBuilder {
    Model::builder("two").options(["strike", "lockout"])
}

fn message(builder: ModelBuilder) -> String {
    builder.build().unwrap_err().to_string()
}

#[test]
fn errors_say_where_and_what_to_do() {
    let union = || Party::new("Union").owns("strike");
    let many = (0..65).fold(Model::builder("many"), |builder, n| {
        builder.option(format!("o{n}"))
    });
    let messages = [
        message(many.party(Party::new("A"))),
        message(Model::builder("empty").party(Party::new("A"))),
        message(two()),
        message(two().option("strike").party(union())),
        message(two().party(union()).party(union())),
        message(two().party(Party::new("Union").owns("strik"))),
        message(
            two()
                .party(union())
                .party(Party::new("Firm").owns("strike")),
        ),
        message(
            two()
                .party(union())
                .infeasible("strike")
                .infeasible("NOT strike"),
        ),
        message(
            two()
                .party(union())
                .requires("strike", "lockout")
                .requires("lockout", "NOT strike")
                .only("strike"),
        ),
        message(two().party(union().statements(["strike", "lockuot"]))),
        message(
            two()
                .define("calm", "NOT storm")
                .define("storm", "NOT calm")
                .party(union()),
        ),
        message(two().party(union().ranking([["YY"], ["NN"], ["YN"]]))),
        message(two().party(union().ranking([["YY"], ["NN"], ["YY"]]))),
        message(
            two()
                .infeasible("YY")
                .party(union().ranking([["YY"], ["NN"]])),
        ),
        message(
            two()
                .label("peace", "NN")
                .party(union().ranking([["paece"]])),
        ),
        message(two().party(union().arcs([("NN", "NN")]))),
        message(two().party(union().ranking_with_gaps([["YY", "NN", "YN", "NY"]], [0]))),
        message(two().party(union().weights([("strike", i64::MAX), ("lockout", 5)], None))),
        message(two().direction("pause", Direction::TakeOnly).party(union())),
        message(two().states(["war", "peace"]).party(union())),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn named_conditions_may_build_on_each_other_but_not_without_end() {
    let model = two()
        .define("calm", "NOT storm")
        .define("storm", "strike AND lockout")
        .party(Party::new("Union").owns("strike").statements(["calm"]))
        .build()
        .unwrap();
    let (storm, quiet) = (State(0b11), State(0));
    assert!(model.compare(0, quiet, storm).is_better());
    let mut builder = two()
        .define("c0", "strike IFF lockout")
        .party(Party::new("Union"));
    for n in 1..60 {
        let before = n - 1;
        builder = builder.define(format!("c{n}"), format!("c{before} IFF c{before}"));
    }
    assert!(matches!(builder.build(), Err(ModelError::Condition { .. })));
}

#[test]
fn a_model_in_which_all_is_equal_is_stable_everywhere() {
    let model = two()
        .party(Party::new("Union").owns("strike"))
        .party(Party::new("Firm").owns("lockout"))
        .build()
        .unwrap();
    let verdicts = analyse(&model, &Concept::COMMON).unwrap();
    for concept in Concept::COMMON {
        assert_eq!(verdicts.equilibria(concept).len(), 4);
    }
}

#[test]
fn very_many_infeasible_patterns_are_no_trouble() {
    let options = 18;
    let mut builder = (0..options).fold(Model::builder("patterns"), |builder, n| {
        builder.option(format!("o{n}"))
    });
    // Three of four states, each by a pattern of its own, and each twice.
    for state in (0..1_u64 << options).filter(|state| state % 4 != 0) {
        let pattern = Pattern {
            care: (1 << options) - 1,
            value: state,
        };
        builder = builder
            .infeasible(pattern)
            .infeasible(Condition::Fits(pattern));
    }
    let model = builder
        .party(Party::new("A").owns("o5").statements(["6"]))
        .party(
            Party::new("B")
                .owns("o6")
                .owns("o7")
                .statements(["-6 IFF 7", "8"]),
        )
        .build()
        .unwrap();
    let verdicts = Analysis::new(&model)
        .concepts(&[Concept::Nash])
        .method(Method::Cube)
        .run()
        .unwrap();
    assert_eq!(verdicts.states().len(), 1 << (options - 2));
    assert!(!verdicts.equilibria(Concept::Nash).is_empty());
}

#[test]
fn what_would_not_fit_is_refused_before_it_starts() {
    let large = |options: usize| {
        (0..options)
            .fold(Model::builder("large"), |builder, n| {
                builder.option(format!("o{n}"))
            })
            .party(Party::new("A").owns("o0").statements(["1"]))
            .party(Party::new("B").owns("o1").statements(["2 OR 1"]))
            .build()
            .unwrap()
    };
    let refused = |model: &Model, method| {
        let error = Analysis::new(model)
            .memory(1 << 30)
            .method(method)
            .run()
            .unwrap_err();
        assert!(matches!(error, AnalysisError::Memory { .. }), "{error}");
        error.to_string()
    };
    insta::assert_snapshot!(refused(&large(28), Method::Cube), @"spreading out 28 options needs about 5.1 GiB and may use 1.0 GiB; leave out options that no preference and no infeasibility names, or use the symbolic method (--symbolic)");
    insta::assert_snapshot!(refused(&large(40), Method::Auto), @"listing 1099511627776 states as a graph needs about 16.0 EiB and may use 1.0 GiB; leave out options that no preference and no infeasibility names, or use the symbolic method (--symbolic)");
    assert!(matches!(
        Analysis::new(&large(40)).method(Method::Cube).run(),
        Err(AnalysisError::Undefined { .. })
    ));
}

#[test]
fn a_run_reports_progress_and_stops_when_told() {
    let model = (0..10)
        .fold(Model::builder("ten"), |builder, n| {
            builder.option(format!("o{n}"))
        })
        .infeasible("1 AND 2 AND 3")
        .party(
            (0..5)
                .fold(Party::new("A"), |p, n| p.owns(format!("o{n}")))
                .statements(["1 IFF 7", "3"]),
        )
        .party(
            (5..10)
                .fold(Party::new("B"), |p, n| p.owns(format!("o{n}")))
                .statements(["2 XOR 9", "-7"]),
        )
        .build()
        .unwrap();
    for method in [Method::Cube, Method::Graph] {
        let last = AtomicU64::new(0);
        let follow = |progress: Progress| {
            assert!(progress.done <= progress.total);
            last.fetch_max(progress.done * 1000 / progress.total, Ordering::Relaxed);
            ControlFlow::Continue(())
        };
        Analysis::new(&model)
            .concepts(&Concept::COMMON)
            .method(method)
            .watch(&follow)
            .run()
            .unwrap();
        assert_eq!(last.load(Ordering::Relaxed), 1000, "{method:?}");
        let stop = |_| ControlFlow::Break(());
        let stopped = Analysis::new(&model).method(method).watch(&stop).run();
        assert_eq!(stopped.unwrap_err(), AnalysisError::Stopped);
    }
}

#[test]
fn a_model_of_named_states_has_its_own_arcs() {
    // Two moves in a row by one party are not one move here: A cannot go from
    // x to z, though it can from x to y and from y to z.
    let model = Model::builder("named")
        .states(["x", "y", "z"])
        .party(
            Party::new("A")
                .arcs([("x", "y"), ("y", "z")])
                .ranking([["z"], ["y"], ["x"]]),
        )
        .party(
            Party::new("B")
                .arcs([("z", "x")])
                .ranking([["x"], ["y"], ["z"]]),
        )
        .build()
        .unwrap();
    let verdicts = analyse(&model, &Concept::BASIC).unwrap();
    let names = |concept, player| -> Vec<String> {
        verdicts
            .stable(concept, player)
            .iter()
            .map(|state| model.pattern(state))
            .collect()
    };
    assert_eq!(names(Concept::Nash, 0), ["z"]);
    assert_eq!(names(Concept::Gmr, 0), ["y", "z"]);
    // From x, A reaches y, from which B cannot move and A alone goes on.
    assert_eq!(names(Concept::Seq, 0), ["y", "z"]);
    assert!(matches!(
        analyse(&model, &[Concept::Sim]),
        Err(AnalysisError::Undefined { .. })
    ));
}

#[test]
fn merged_states_move_as_one() {
    // Whatever else, once abandoned the plant is abandoned.
    let model = Model::builder("merged")
        .options(["modify", "abandon"])
        .merge("abandoned", "abandon")
        .party(
            Party::new("Ministry")
                .owns("modify")
                .statements(["-2", "-1"]),
        )
        .party(Party::new("Firm").owns("abandon").statements(["-1", "2"]))
        .build()
        .unwrap();
    let states = model.states(10).unwrap();
    assert_eq!(states.len(), 3);
    let abandoned = model.find("abandoned").unwrap();
    assert_eq!(model.find("YY"), Some(abandoned));
    assert!(model.moves(0, abandoned).is_empty());
    assert_eq!(model.moves(1, abandoned).len(), 2);
    let verdicts = analyse(&model, &[Concept::Nash]).unwrap();
    assert_eq!(verdicts.states().len(), 3);
}

proptest! {
    #[test]
    fn no_text_makes_a_condition_panic(text in "[-YN0-9 ()&|!<>^\"a-cANDORTIFX]{0,40}") {
        let options = ["a", "b", "c"].map(String::from);
        if let Ok(condition) = Condition::parse(&text, &options) {
            let printed = condition.text(&options);
            let again = Condition::parse(&printed, &options).unwrap();
            for state in 0..8 {
                prop_assert_eq!(condition.holds(State(state)), again.holds(State(state)));
            }
        }
    }

    #[test]
    fn no_text_makes_the_reference_reader_panic(
        options in prop::collection::vec("[ab]{1,2}", 0..4),
        statement in "[-YN12 ()AND]{0,8}",
        ranking in prop::collection::vec(0_u64..20, 0..5),
    ) {
        let file = serde_json::json!({
            "options": options,
            "infeasible": [statement],
            "decision_makers": [
                {"name": "A", "options": options, "statements": [statement]},
                {"name": "B", "ranking": ranking},
            ],
        });
        let _ = read_reference(&file.to_string());
    }
}
