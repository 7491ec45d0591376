//! What can come of where things stand.

use super::{Section, pattern};
use crate::table::columns;
use crate::words::Words;
use demarche_stability::{
    AnalysisError, Evolution, Move, State, StateSet, Steps, Watch, status_quo,
};
use serde_json::{Value, json};

/// How many ways to each state are told.
const WAYS: usize = 3;

/// How many states are listed for people.
const LISTED: usize = 40;

/// What can be reached from `start`, by any moves and by improvements alone,
/// with the shortest ways. `held` are equilibria, to mark them.
///
/// # Errors
///
/// As [`status_quo`].
pub fn from_status_quo(
    words: &Words<'_>,
    start: State,
    coalitions: &[Vec<usize>],
    held: &StateSet,
    watch: Option<Watch<'_>>,
) -> Result<Section, AnalysisError> {
    let mut lines = Vec::new();
    let mut data = json!({ "from": pattern(words, start) });
    for (key, steps, title) in [
        (
            "improvements",
            Steps::Improvements,
            "By moves that are better for the mover",
        ),
        ("moves", Steps::Moves, "By any moves"),
    ] {
        let evolution = status_quo(words.model, start, steps, coalitions, watch)?;
        let mut reached: Vec<(State, usize)> = evolution
            .distances()
            .filter(|(_, steps)| *steps > 0)
            .collect();
        reached.sort_by_key(|(state, steps)| (*steps, *state));
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("{title}: {}", size(reached.len())));
        let rows: Vec<Vec<String>> = reached
            .iter()
            .take(LISTED)
            .map(|(state, steps)| {
                let mark = if held.contains(*state) { "*" } else { "" };
                let way = evolution
                    .paths(*state, 1)
                    .into_iter()
                    .next()
                    .unwrap_or_default();
                vec![
                    String::new(),
                    format!("{steps}"),
                    format!("{}{mark}", words.state(*state)),
                    told(words, &evolution, &way),
                ]
            })
            .collect();
        lines.extend(columns(&rows, &[false, true, false, false]));
        if reached.len() > LISTED {
            lines.push(format!("  and {} more", reached.len() - LISTED));
        }
        data[key] = reached
            .iter()
            .map(|(state, steps)| entry(words, &evolution, *state, *steps))
            .collect();
    }
    Ok(Section {
        key: "status_quo",
        title: format!("From {}", words.state(start)),
        lines,
        data,
    })
}

fn size(count: usize) -> String {
    match count {
        0 => "nothing can be reached".to_owned(),
        1 => "1 state can be reached".to_owned(),
        n => format!("{n} states can be reached (fewest moves first; * equilibrium)"),
    }
}

/// A way in words.
fn told(words: &Words<'_>, evolution: &Evolution, way: &[Move]) -> String {
    let step = |step: &Move| {
        let members = &evolution.players()[step.player].members;
        format!(
            "{}: {}",
            words.parties(members),
            words.change(step.from, step.to)
        )
    };
    way.iter().map(step).collect::<Vec<_>>().join("; ")
}

fn entry(words: &Words<'_>, evolution: &Evolution, state: State, steps: usize) -> Value {
    let step = |step: &Move| {
        json!({
            "player": evolution.players()[step.player].name,
            "from": pattern(words, step.from),
            "to": pattern(words, step.to),
        })
    };
    let ways: Vec<Vec<Value>> = evolution
        .paths(state, WAYS)
        .iter()
        .map(|way| way.iter().map(step).collect())
        .collect();
    json!({ "state": pattern(words, state), "fewest": steps, "ways": ways })
}
