//! Questions beyond the verdicts: each answered as a section with lines for
//! people and data for programs.

mod coalitions;
mod inverse;
mod levers;
mod scenarios;
mod sensitivity;
mod status_quo;
mod symbolic;
mod views;
mod what_if;

pub use coalitions::coalitions;
pub use inverse::inverse;
pub use levers::levers;
pub use scenarios::{ScenarioError, scenarios};
pub use sensitivity::{Doubt, deciding_assumptions, sensitivity};
pub use status_quo::from_status_quo;
pub use symbolic::symbolic;
pub use views::views;
pub use what_if::what_if;

use crate::words::{Support, Words};
use demarche_stability::State;
use serde_json::{Value, json};

/// The answer to one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its name in JSON.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// For people.
    pub lines: Vec<String>,
    /// For programs.
    pub data: Value,
}

/// A state in JSON: its pattern, or its name where there are no options.
fn pattern(words: &Words<'_>, state: State) -> Value {
    json!(words.model.pattern(state))
}

fn patterns(words: &Words<'_>, states: impl IntoIterator<Item = State>) -> Value {
    states
        .into_iter()
        .map(|state| pattern(words, state))
        .collect()
}

/// States in words, separated by commas; "none" where there is none.
fn listed(words: &Words<'_>, states: impl IntoIterator<Item = State>) -> String {
    let all: Vec<String> = states.into_iter().map(|state| words.state(state)).collect();
    if all.is_empty() {
        "none".to_owned()
    } else {
        all.join(", ")
    }
}

/// A share as a percentage: "37 %", "less than 1 %".
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 1.0 {
        "less than 1 %".to_owned()
    } else if percent < 100.0 && percent > 99.0 {
        "more than 99 %".to_owned()
    } else {
        format!("{percent:.0} %")
    }
}

/// What the preferences rest on, in lines for people: each preference once, and
/// nothing where the model says nothing of any.
fn grounds(supports: impl IntoIterator<Item = Support>) -> Vec<String> {
    let mut known: Vec<Support> = Vec::new();
    for support in supports {
        if !known.contains(&support) {
            known.push(support);
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for support in &known {
        let told = support.lines();
        let indent =
            |(n, line): (usize, &String)| format!("{}{line}", if n == 0 { "  " } else { "    " });
        lines.extend(told.iter().enumerate().map(indent));
    }
    if !lines.is_empty() {
        lines.insert(0, "What these preferences rest on:".to_owned());
    }
    lines
}
