//! Reasons and analyses say the same of every state, player and concept, and
//! every step of a reason is a move that its mover can make and would.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Random, Sketch};
use demarche_stability::{
    Analysis, Answer, Concept, Explanation, Model, Sanction, State, Steps, explain, player_moves,
};

const CONCEPTS: [Concept; 6] = Concept::COMMON;

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

#[test]
fn reasons_and_analyses_agree() {
    let mut random = Random(77);
    for n in 0..400 {
        let sketch = Sketch::random(&mut random, if n % 20 == 0 { 6 } else { 4 });
        let model = sketch.build().unwrap();
        let coalitions: &[Vec<usize>] = if n % 3 == 0 && sketch.preferences.len() > 2 {
            &[vec![0, 1]]
        } else {
            &[]
        };
        let mut analysis = Analysis::new(&model).concepts(&CONCEPTS);
        for coalition in coalitions {
            analysis = analysis.coalition(coalition);
        }
        let verdicts = analysis.run().unwrap();
        for concept in CONCEPTS {
            for player in 0..verdicts.players().len() {
                for state in verdicts.states().iter() {
                    let explanation = explain(&model, coalitions, player, state, concept).unwrap();
                    assert_eq!(
                        Some(explanation.stable),
                        verdicts.is_stable(concept, player, state),
                        "model {n}: {explanation:?}"
                    );
                    check(&model, &explanation);
                }
            }
        }
    }
}

fn check(model: &Model, explanation: &Explanation) {
    let members = &explanation.players[explanation.player].members;
    for temptation in &explanation.temptations {
        assert!(
            temptation
                .gain
                .iter()
                .all(|reason| reason.comparison.is_better())
        );
        match &temptation.answer {
            Answer::Deters(sanction) => {
                check_sanction(model, explanation, temptation.to, sanction, false);
            }
            Answer::Spoilt(sanction) => {
                check_sanction(model, explanation, temptation.to, sanction, true);
            }
            Answer::Escaped(sanction, escape) => {
                check_sanction(model, explanation, temptation.to, sanction, false);
                assert!(
                    player_moves(model, members, sanction.end, Steps::Moves).contains(&escape.to)
                );
                assert!(
                    escape
                        .gain
                        .iter()
                        .all(|reason| reason.comparison.is_better())
                );
            }
            _ => {}
        }
    }
}
