//! Fuzzes conditions: what reads must print as text that reads back as the
//! same condition, and evaluate alike in every way.
#![no_main]

use demarche_stability::{Condition, State};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let options = ["strike", "wage offer", "Y", "if"].map(String::from);
    let Ok(condition) = Condition::parse(text, &options) else {
        return;
    };
    let printed = condition.text(&options);
    match Condition::parse(&printed, &options) {
        Ok(again) => {
            for state in (0..16).map(State) {
                assert_eq!(condition.holds(state), again.holds(state), "{printed}");
                assert_eq!(condition.decide(!0, state), Some(condition.holds(state)));
            }
        }
        // Parentheses that the text did not need can be more than are allowed.
        Err(error) => assert!(error.problem.contains("nested"), "{printed}: {error}"),
    }
});
