//! Fuzzes the stance reading: a proposition, then source, cue, what was said before
//! and content, a line each. The pair is judged by itself, and as one that nobody
//! chose. Conditions lie within the content, and what speaks for the sides sums to
//! one.
#![no_main]

use demarche_stance::{Judge, Proposition, Statement};
use std::slice::from_ref;
use std::sync::LazyLock;

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new().expect("the model that ships"));

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut lines = text.splitn(5, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let proposition = Proposition::new(next());
    let (source, cue, before, content) = (next(), next(), [next().to_owned()], next());
    let statement = Statement { source, cue, content, sentence: "", before: &before };
    let judged = JUDGE.judge(&statement, &JUDGE.prepare(&proposition));
    let asked = JUDGE.prepare_all(from_ref(&proposition)).expect("preparing does not fail");
    let met = JUDGE.meet(from_ref(&statement), &asked).expect("meeting does not fail");
    let among = JUDGE.judge_among(&statement, &met[0], &asked, 0);
    for judged in [judged, among] {
        let judged = judged.expect("judging does not fail");
        for condition in &judged.conditions {
            assert!(content.get(condition.clone()).is_some_and(|words| !words.is_empty()));
        }
        assert!((judged.sides.iter().sum::<f32>() - 1.0).abs() < 1e-3);
        assert!((0.0..=1.0).contains(&judged.confidence));
    }
});
