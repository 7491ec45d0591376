//! Fuzzes the stance reading: a proposition, then source, cue and content,
//! a line each. Conditions lie within the content, and what speaks for the
//! sides sums to one.
#![no_main]

use demarche_stance::{Judge, Proposition, Statement};
use std::sync::LazyLock;

static JUDGE: LazyLock<Judge> = LazyLock::new(|| Judge::new().expect("the model that ships"));

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut lines = text.splitn(4, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let proposition = JUDGE.prepare(&Proposition::new(next()));
    let (source, cue, content) = (next(), next(), next());
    let statement = Statement { source, cue, content, sentence: "" };
    let judged = JUDGE.judge(&statement, &proposition).expect("judging does not fail");
    for condition in &judged.conditions {
        assert!(content.get(condition.clone()).is_some_and(|words| !words.is_empty()));
    }
    assert!((judged.sides.iter().sum::<f32>() - 1.0).abs() < 1e-3);
    assert!((0.0..=1.0).contains(&judged.confidence));
});
