//! The analyses beyond single verdicts, on cases that can be followed by hand
//! and on random models.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Random, Sketch};
use demarche_stability::{
    Analysis, Attitude, Attitudes, Basic, Change, Concept, Direction, Doubts, Extension, Hypergame,
    Model, ModelBuilder, Party, Sensitivity, State, Vary, analyse, coalition_equilibria,
    coalition_improvements, differences, inverse_count, requirement,
};

/// A two-by-two game; each ranking best first, the first letter A's.
fn game(name: &str, a: [&str; 4], b: [&str; 4]) -> Model {
    let ranking = |ranking: [&str; 4]| ranking.map(|state| vec![state.to_owned()]);
    Model::builder(name)
        .options(["a cooperates", "b cooperates"])
        .party(Party::new("A").owns("a cooperates").ranking(ranking(a)))
        .party(Party::new("B").owns("b cooperates").ranking(ranking(b)))
        .build()
        .unwrap()
}

fn dilemma() -> Model {
    game(
        "Prisoner's dilemma",
        ["NY", "YY", "NN", "YN"],
        ["YN", "YY", "NN", "NY"],
    )
}

fn equilibria(model: &Model, concept: Concept) -> Vec<String> {
    let verdicts = analyse(model, &[concept]).unwrap();
    verdicts
        .equilibria(concept)
        .iter()
        .map(|state| model.pattern(state))
        .collect()
}

#[test]
fn looking_one_move_ahead_is_nash_stability() {
    let mut random = Random(11);
    for _ in 0..300 {
        let model = Sketch::random(&mut random, 5).build().unwrap();
        let verdicts = analyse(&model, &[Concept::Nash, Concept::LimitedMove(1)]).unwrap();
        for dm in 0..verdicts.players().len() {
            assert_eq!(
                verdicts.stable(Concept::Nash, dm),
                verdicts.stable(Concept::LimitedMove(1), dm)
            );
        }
    }
}

#[test]
fn far_sighted_prisoners_cooperate() {
    let model = dilemma();
    assert_eq!(equilibria(&model, Concept::LimitedMove(1)), ["NN"]);
    // A would defect, B would follow, and A could only make it worse.
    assert_eq!(equilibria(&model, Concept::LimitedMove(2)), ["NN", "YY"]);
    assert_eq!(equilibria(&model, Concept::NonMyopic), ["NN", "YY"]);
    // A horizon far beyond the repetition costs nothing.
    assert_eq!(
        equilibria(&model, Concept::LimitedMove(1_000_000_000)),
        equilibria(&model, Concept::LimitedMove(1_000))
    );
}

#[test]
fn a_sanction_is_strong_when_it_costs_much() {
    // As the dilemma, with a wide gap in A's ranking above the state in which
    // both defect, and none in B's.
    let model = Model::builder("strength")
        .options(["a cooperates", "b cooperates"])
        .party(
            Party::new("A")
                .owns("a cooperates")
                .ranking_with_gaps([["NY"], ["YY"], ["NN"], ["YN"]], [1]),
        )
        .party(
            Party::new("B")
                .owns("b cooperates")
                .ranking([["YN"], ["YY"], ["NN"], ["NY"]]),
        )
        .build()
        .unwrap();
    let both = State::from_pattern("YY").unwrap();
    let concepts = [
        Concept::Strong(Basic::Gmr),
        Concept::Mild(Basic::Gmr),
        Concept::Strong(Basic::Seq),
    ];
    let verdicts = analyse(&model, &concepts).unwrap();
    assert!(
        verdicts
            .stable(Concept::Strong(Basic::Gmr), 0)
            .contains(both)
    );
    assert!(
        verdicts
            .stable(Concept::Strong(Basic::Seq), 0)
            .contains(both)
    );
    assert!(!verdicts.stable(Concept::Mild(Basic::Gmr), 0).contains(both));
    assert!(
        !verdicts
            .stable(Concept::Strong(Basic::Gmr), 1)
            .contains(both)
    );
    assert!(verdicts.stable(Concept::Mild(Basic::Gmr), 1).contains(both));
}

#[test]
fn strong_and_mild_stability_divide_stability() {
    let mut random = Random(12);
    for _ in 0..300 {
        let model = Sketch::random(&mut random, 5).build().unwrap();
        for basic in [Basic::Gmr, Basic::Smr, Basic::Seq, Basic::Sseq] {
            let concepts = [
                basic.into(),
                Concept::Strong(basic),
                Concept::Mild(basic),
                Concept::Nash,
            ];
            let verdicts = analyse(&model, &concepts).unwrap();
            for dm in 0..verdicts.players().len() {
                let [all, strong, mild, nash] =
                    concepts.map(|concept| verdicts.stable(concept, dm));
                assert_eq!(all.len(), strong.len() + mild.len());
                // No preference is strong here, so only what needs no sanction
                // is.
                assert_eq!(strong, nash);
            }
        }
    }
}

fn with_unknown() -> ModelBuilder {
    // A does not know whether it likes mutual defection better than mutual
    // cooperation.
    Model::builder("unknown")
        .options(["a cooperates", "b cooperates"])
        .party(
            Party::new("A")
                .owns("a cooperates")
                .ranking([["NY"], ["YY"], ["NN"], ["YN"]])
                .unknown("YY", "NN"),
        )
        .party(
            Party::new("B")
                .owns("b cooperates")
                .ranking([["YN"], ["YY"], ["NN"], ["NY"]]),
        )
}

#[test]
fn an_uncertain_sanction_deters_in_two_of_four_readings() {
    let model = with_unknown().build().unwrap();
    let both = State::from_pattern("YY").unwrap();
    for (extension, deterred) in [
        (Extension::A, false),
        (Extension::B, false),
        (Extension::C, true),
        (Extension::D, true),
    ] {
        let concept = Concept::Uncertain(Basic::Gmr, extension);
        let verdicts = analyse(&model, &[concept]).unwrap();
        assert_eq!(
            verdicts.is_stable(concept, 0, both),
            Some(deterred),
            "{extension:?}"
        );
    }
}

#[test]
fn with_everything_known_the_four_readings_are_one() {
    let mut random = Random(13);
    for _ in 0..200 {
        let model = Sketch::random(&mut random, 5).build().unwrap();
        for basic in Basic::ALL {
            let plain = analyse(&model, &[basic.into()]).unwrap();
            for extension in Extension::ALL {
                let concept = Concept::Uncertain(basic, extension);
                let verdicts = analyse(&model, &[concept]).unwrap();
                for dm in 0..plain.players().len() {
                    assert_eq!(verdicts.stable(concept, dm), plain.stable(basic.into(), dm));
                }
            }
        }
    }
}

#[test]
fn friends_cooperate_and_selfish_ones_do_not() {
    let model = dilemma();
    let concept = Concept::Relational(Basic::Nash);
    let run = |attitudes: Attitudes| {
        let verdicts = Analysis::new(&model)
            .concepts(&[concept])
            .attitudes(attitudes)
            .run()
            .unwrap();
        let states: Vec<String> = verdicts
            .equilibria(concept)
            .iter()
            .map(|s| model.pattern(s))
            .collect();
        states
    };
    assert_eq!(run(Attitudes::selfish(2)), ["NN"]);
    let friends = Attitudes::selfish(2)
        .set(0, 1, Attitude::Positive)
        .set(1, 0, Attitude::Positive);
    assert!(run(friends).contains(&"YY".to_owned()));
}

#[test]
fn relational_stability_of_the_selfish_is_plain_stability_without_ties() {
    let mut random = Random(14);
    for _ in 0..100 {
        let model = Sketch::random(&mut random, 4).build().unwrap();
        let mut builder = model.to_builder();
        for dm in model.decision_makers() {
            let mut order = model.states(1 << 10).unwrap();
            random.shuffle(&mut order);
            let mut party = Party::new(dm.name.clone());
            for option in &dm.options {
                party = party.owns(model.options()[*option].name.clone());
            }
            builder = builder.replace_party(party.ranking(order.into_iter().map(|state| [state])));
        }
        compare_relational(&builder.build().unwrap());
    }
}

fn compare_relational(model: &Model) {
    for basic in Basic::ALL {
        let verdicts = analyse(model, &[basic.into(), Concept::Relational(basic)]).unwrap();
        for dm in 0..verdicts.players().len() {
            assert_eq!(
                verdicts.stable(basic.into(), dm),
                verdicts.stable(Concept::Relational(basic), dm)
            );
        }
    }
}

#[test]
fn prisoners_escape_together() {
    let model = dilemma();
    let defect = State::from_pattern("NN").unwrap();
    let found = coalition_improvements(&model, defect);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].members.as_slice(), model.pattern(found[0].to)),
        (&[0, 1][..], "YY".to_owned())
    );
    let stable = coalition_equilibria(&model, Basic::Nash).unwrap();
    assert!(stable.is_empty());
    let stable: Vec<String> = coalition_equilibria(&model, Basic::Seq)
        .unwrap()
        .iter()
        .map(|s| model.pattern(s))
        .collect();
    assert_eq!(stable, ["YY"]);
}

#[test]
fn requirements_agree_with_counting() {
    let mut random = Random(15);
    for _ in 0..60 {
        let sketch = Sketch::random(&mut random, 3);
        let model = sketch.build().unwrap();
        let states = model.states(1 << 10).unwrap();
        if states.len() > 6 {
            continue;
        }
        for dm in 0..model.decision_makers().len() {
            for basic in Basic::ALL {
                let state = states[random.below(states.len())];
                let required = requirement(&model, dm, state, basic).unwrap();
                let verdicts = analyse(&model, &[basic.into()]).unwrap();
                assert_eq!(
                    required.is_met(&model),
                    verdicts.stable(basic.into(), dm).contains(state)
                );
                if basic.is_credible() {
                    continue;
                }
                // Everybody else indifferent, only this one's rankings count.
                let mut builder = model.to_builder();
                for other in model
                    .decision_makers()
                    .iter()
                    .filter(|other| other.name != model.decision_makers()[dm].name)
                {
                    let mut party = Party::new(other.name.clone());
                    for option in &other.options {
                        party = party.owns(model.options()[*option].name.clone());
                    }
                    builder = builder.replace_party(party);
                }
                let alone = builder.build().unwrap();
                let count = inverse_count(
                    &alone,
                    state,
                    &[Vary::All { decision_maker: dm }],
                    &[basic],
                    None,
                )
                .unwrap()[0];
                let share = count.equilibrium as f64 / count.rankings as f64;
                assert!(
                    (required.share().unwrap() - share).abs() < 1e-9,
                    "{required:?} {count:?}"
                );
            }
        }
    }
}

#[test]
fn a_requirement_reads_as_a_sentence() {
    let model = dilemma();
    let both = State::from_pattern("YY").unwrap();
    let required = requirement(&model, 0, both, Basic::Gmr).unwrap();
    insta::assert_snapshot!(required.text(&model), @"A must not prefer NY to YY, or must not prefer NN to YY");
}

#[test]
fn doubts_of_nothing_change_nothing() {
    let mut random = Random(16);
    for n in 0..150 {
        let model = Sketch::random(&mut random, if n % 10 == 0 { 8 } else { 5 })
            .build()
            .unwrap();
        let findings = Sensitivity::new(&model, Doubts::uniform(&model, 0, 0))
            .runs(3)
            .run()
            .unwrap();
        let verdicts = analyse(&model, &Concept::BASIC).unwrap();
        for basic in Basic::ALL {
            let mut found: Vec<State> = findings
                .shares(basic)
                .iter()
                .map(|(state, share)| {
                    assert!((share - 1.0).abs() < 1e-12);
                    *state
                })
                .collect();
            found.sort_unstable();
            assert_eq!(
                found,
                verdicts.equilibria(basic.into()).iter().collect::<Vec<_>>(),
                "{n} {basic:?}"
            );
        }
    }
}

#[test]
fn certain_doubts_are_changes() {
    let statements = ["1 AND 2", "-3", "2 OR 4", "4"];
    let build = |statements: &[&str]| {
        Model::builder("doubts")
            .options(["a", "b", "c", "d"])
            .infeasible("YYYY")
            .party(
                Party::new("A")
                    .owns("a")
                    .owns("b")
                    .statements(statements.to_vec()),
            )
            .party(
                Party::new("B")
                    .owns("c")
                    .owns("d")
                    .statements(["-1", "4", "2"]),
            )
            .build()
            .unwrap()
    };
    let model = build(&statements);
    let mut doubts = Doubts::uniform(&model, 0, 0);
    doubts.drop[0][2] = 100;
    doubts.swap[0][0] = 100;
    let findings = Sensitivity::new(&model, doubts).runs(10).run().unwrap();
    let changed = build(&["-3", "1 AND 2", "4"]);
    for basic in Basic::ALL {
        let mut found: Vec<State> = findings
            .shares(basic)
            .into_iter()
            .map(|(state, _)| state)
            .collect();
        found.sort_unstable();
        let wanted: Vec<State> = analyse(&changed, &[basic.into()])
            .unwrap()
            .equilibria(basic.into())
            .iter()
            .collect();
        assert_eq!(found, wanted, "{basic:?}");
    }
}

#[test]
fn mass_runs_repeat_themselves_and_name_what_decides() {
    let model = Model::builder("one thing matters")
        .options(["a", "b", "c"])
        .party(Party::new("A").owns("a").statements(["1", "2"]))
        .party(Party::new("B").owns("b").owns("c").statements(["2", "3"]))
        .build()
        .unwrap();
    let run = |seed| {
        Sensitivity::new(&model, Doubts::uniform(&model, 20, 10))
            .runs(4_000)
            .seed(seed)
            .run()
            .unwrap()
    };
    let (one, two, other) = (run(1), run(1), run(2));
    let all = State::from_pattern("NYY").unwrap();
    assert_eq!(one.shares(Basic::Nash), two.shares(Basic::Nash));
    assert_ne!(one.shares(Basic::Nash), other.shares(Basic::Nash));
    // Without the wish for its own option, A has no reason to take it.
    let first = one.effects(Basic::Nash, all)[0];
    assert_eq!(
        first.factor,
        demarche_stability::Factor::Dropped {
            decision_maker: 0,
            statement: 0
        }
    );
    assert!((first.with - 1.0).abs() < 1e-9 && first.without.abs() < 1e-9);
}

#[test]
fn unknown_preferences_are_drawn_both_ways() {
    let model = with_unknown().build().unwrap();
    let findings = Sensitivity::new(&model, Doubts::uniform(&model, 0, 0))
        .runs(2_000)
        .concepts(&[Basic::Gmr])
        .run()
        .unwrap();
    let both = State::from_pattern("YY").unwrap();
    let share = findings
        .shares(Basic::Gmr)
        .iter()
        .find(|(state, _)| *state == both)
        .unwrap()
        .1;
    assert!((share - 0.5).abs() < 0.05, "{share}");
    assert!((findings.effects(Basic::Gmr, both)[0].with - 1.0).abs() < 1e-9);
}

#[test]
fn each_side_expects_what_it_sees() {
    // B does not know that A can cooperate at all.
    let base = dilemma();
    let view = Model::builder("as B sees it")
        .option("b cooperates")
        .party(Party::new("A"))
        .party(Party::new("B").owns("b cooperates").statements(["-1"]))
        .build()
        .unwrap();
    let game = Hypergame::new(base.clone(), vec![(1, view)]).unwrap();
    let found = game.analyse(Concept::Seq).unwrap();
    let expected = |dm: usize| -> Vec<String> {
        found.expected[dm]
            .equilibria(Concept::Seq)
            .iter()
            .map(|s| game.view(dm).pattern(s))
            .collect()
    };
    assert_eq!(expected(0), ["NN", "YY"]);
    assert_eq!(expected(1), ["N"]);
    let lasting: Vec<String> = found.lasting.iter().map(|s| base.pattern(*s)).collect();
    assert_eq!(lasting, ["NN"]);
    // A hopes for cooperation that will not last.
    assert_eq!(
        found.surprises[0]
            .iter()
            .map(|s| base.pattern(*s))
            .collect::<Vec<_>>(),
        ["YY"]
    );
    assert!(found.surprises[1].is_empty());
}

#[test]
fn levers_do_what_they_say() {
    let model = Model::builder("dilemma in statements")
        .options(["a", "b"])
        .party(Party::new("A").owns("a").statements(["2", "-1"]))
        .party(Party::new("B").owns("b").statements(["1", "-2"]))
        .build()
        .unwrap();
    let both = State::from_pattern("YY").unwrap();
    let found = Analysis::new(&model).levers(both, Concept::Nash).unwrap();
    assert_eq!(found.leaving, [0, 1]);
    // No single change keeps both from defecting.
    assert!(found.levers.is_empty());
    let model = model
        .with(&[Change::SetDirection {
            option: 0,
            direction: Direction::TakeOnly,
        }])
        .unwrap();
    let found = Analysis::new(&model).levers(both, Concept::Nash).unwrap();
    assert_eq!(found.leaving, [1]);
    assert!(found.levers.iter().any(|lever| lever.change
        == Change::SetDirection {
            option: 1,
            direction: Direction::TakeOnly
        }));
    assert!(found.levers.iter().any(|lever| lever.change
        == Change::DropStatement {
            decision_maker: 1,
            statement: 1
        }));
    for lever in &found.levers {
        let changed = model.with(std::slice::from_ref(&lever.change)).unwrap();
        let verdicts = analyse(&changed, &[Concept::Nash]).unwrap();
        assert!(verdicts.equilibria(Concept::Nash).contains(both));
        assert_eq!(verdicts.equilibria(Concept::Nash).len(), lever.equilibria);
    }
    let before = analyse(&model, &[Concept::Nash]).unwrap();
    let after = analyse(
        &model.with(&[found.levers[0].change.clone()]).unwrap(),
        &[Concept::Nash],
    )
    .unwrap();
    assert!(differences(&before, &before).is_empty());
    assert!(
        differences(&before, &after)
            .iter()
            .any(|d| d.state == both && d.player == "B" && d.after == Some(true))
    );
}
