//! Reasons and analyses say the same of every state, player and concept, and
//! every step of a reason is a move that its mover can make and would.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Random, Sketch};
use demarche_stability::{
    Analysis, Answer, Attitude, Attitudes, Basic, Concept, Explanation, Extension, Model, Reason,
    Sanction, State, Steps, player_moves,
};

fn check_sanction(
    model: &Model,
    explanation: &Explanation,
    start: State,
    sanction: &Sanction,
    sim: bool,
) {
    let credible = matches!(explanation.concept, Concept::Seq | Concept::Sseq) || sim;
    let kind = if credible {
        Steps::Improvements
    } else {
        Steps::Moves
    };
    let mut at = start;
    let mut last = explanation.player;
    for step in &sanction.steps {
        let members = &explanation.players[step.player].members;
        assert_ne!(step.player, explanation.player);
        assert!(player_moves(model, members, step.from, kind).contains(&step.to));
        if sim {
            assert_eq!(step.from, explanation.state);
        } else {
            assert_eq!(step.from, at);
            assert_ne!(step.player, last);
            (at, last) = (step.to, step.player);
        }
    }
    if !sim {
        assert_eq!(at, sanction.end);
    }
    let better = sanction
        .loss
        .iter()
        .all(|reason| reason.comparison.is_better());
    assert!(!better, "{explanation:?}");
}

/// Every state, for every player, explained as it was judged.
fn compare(analysis: &Analysis<'_>, model: &Model, concepts: &[Concept], n: usize) {
    let verdicts = analysis.clone().concepts(concepts).run().unwrap();
    for concept in concepts {
        for player in 0..verdicts.players().len() {
            for state in verdicts.states().iter() {
                let explanation = analysis.explain(player, state, *concept).unwrap();
                assert_eq!(
                    Some(explanation.stable),
                    verdicts.is_stable(*concept, player, state),
                    "model {n}: {explanation:?}"
                );
                check(model, &explanation);
            }
        }
    }
}

#[test]
fn reasons_and_analyses_agree() {
    let mut random = Random(77);
    for n in 0..400 {
        let sketch = Sketch::random(&mut random, if n % 20 == 0 { 6 } else { 4 });
        let model = sketch.build().unwrap();
        let mut analysis = Analysis::new(&model);
        if n % 3 == 0 && sketch.preferences.len() > 2 {
            analysis = analysis.coalition(&[0, 1]);
        }
        compare(&analysis, &model, &Concept::COMMON, n);
    }
}

#[test]
fn reasons_of_those_who_look_ahead_agree_with_the_analyses() {
    let mut random = Random(78);
    let concepts = [1, 2, 3, 5, 60].map(Concept::LimitedMove);
    for n in 0..200 {
        let model = Sketch::random(&mut random, 4).build().unwrap();
        compare(&Analysis::new(&model), &model, &concepts, n);
        // Not everything repeats itself soon, but it does on these.
        compare(&Analysis::new(&model), &model, &[Concept::NonMyopic], n);
    }
}

#[test]
fn reasons_by_strength_doubt_and_attitude_agree_with_the_analyses() {
    let mut random = Random(79);
    let mut concepts = Vec::new();
    for basic in Basic::ALL {
        concepts.push(Concept::Relational(basic));
        concepts.extend(Extension::ALL.map(|extension| Concept::Uncertain(basic, extension)));
        if basic != Basic::Nash {
            concepts.extend([Concept::Strong(basic), Concept::Mild(basic)]);
        }
    }
    for n in 0..150 {
        let sketch = Sketch::random(&mut random, 4).doubtful(&mut random);
        let model = sketch.build().unwrap();
        let parties = sketch.preferences.len();
        let mut attitudes = Attitudes::selfish(parties);
        for of in 0..parties {
            for towards in 0..parties {
                let attitude = match random.below(4) {
                    0 => Attitude::Positive,
                    1 => Attitude::Negative,
                    _ => attitudes.get(of, towards),
                };
                attitudes = attitudes.set(of, towards, attitude);
            }
        }
        let analysis = Analysis::new(&model).attitudes(attitudes);
        compare(&analysis, &model, &concepts, n);
    }
}

fn check(model: &Model, explanation: &Explanation) {
    let members = &explanation.players[explanation.player].members;
    let common = Concept::COMMON.contains(&explanation.concept);
    for temptation in &explanation.temptations {
        if common {
            let gains = |reason: &Reason| reason.comparison.is_better();
            assert!(temptation.gain.iter().all(gains));
        }
        match &temptation.answer {
            Answer::Deters(sanction) if common => {
                check_sanction(model, explanation, temptation.to, sanction, false);
            }
            Answer::Spoilt(sanction) => {
                check_sanction(model, explanation, temptation.to, sanction, true);
            }
            Answer::Escaped(sanction, escape) => {
                let moves = player_moves(model, members, sanction.end, Steps::Moves);
                assert!(moves.contains(&escape.to));
                if common {
                    check_sanction(model, explanation, temptation.to, sanction, false);
                    let gains = |reason: &Reason| reason.comparison.is_better();
                    assert!(escape.gain.iter().all(gains));
                }
            }
            Answer::Foreseen { course, .. } => check_course(model, temptation.to, course),
            _ => {}
        }
    }
}

/// Each foreseen move begins where the one before ended, is possible, and pays
/// by what its mover foresees.
fn check_course(model: &Model, start: State, course: &Sanction) {
    let mut at = start;
    let mut last = usize::MAX;
    for (step, gain) in course.steps.iter().zip(&course.gains) {
        assert_eq!(step.from, at);
        assert_ne!(step.player, last);
        assert!(model.moves(step.player, at).contains(&step.to));
        assert!(gain.iter().all(|reason| reason.comparison.is_better()));
        (at, last) = (step.to, step.player);
    }
    assert_eq!(at, course.end);
}
