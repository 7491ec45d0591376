//! Verdicts on models too large to list: how many states are stable, and the
//! equilibria as patterns.

use super::{Section, pattern};
use crate::table::columns;
use crate::words::Words;
use demarche_stability::{AnalysisError, Basic, Concept, State, Symbolic, SymbolicVerdicts, Watch};
use serde_json::{Value, json};

/// How many patterns of equilibria are listed under each concept.
const LISTED: usize = 50;

/// Runs the basic ones of the concepts by decision diagrams.
///
/// # Errors
///
/// As [`Symbolic::run`]; [`AnalysisError::Undefined`] where none of the
/// concepts is basic.
pub fn symbolic(
    words: &Words<'_>,
    concepts: &[Concept],
    memory: u64,
    watch: Option<Watch<'_>>,
) -> Result<Section, AnalysisError> {
    let model = words.model;
    let basics: Vec<Basic> = concepts
        .iter()
        .filter_map(|concept| concept.basic())
        .collect();
    if basics.is_empty() {
        return Err(AnalysisError::Undefined {
            concept: "the symbolic method".to_owned(),
            reason: "it knows nash, gmr, smr, seq and sseq; ask for one of them".to_owned(),
        });
    }
    let mut run = Symbolic::new(model).concepts(&basics).memory(memory);
    if let Some(watch) = watch {
        run = run.watch(watch);
    }
    let found = run.run()?;
    let mut head = vec![String::new(), "stable for".to_owned()];
    head.extend(basics.iter().map(|basic| Concept::from(*basic).to_string()));
    let mut rows = vec![head];
    for dm in 0..model.decision_makers().len() {
        let mut row = vec![String::new(), words.party(dm).to_owned()];
        row.extend(
            basics
                .iter()
                .map(|basic| found.stable(*basic, dm).to_string()),
        );
        rows.push(row);
    }
    let mut row = vec![String::new(), "all".to_owned()];
    row.extend(
        basics
            .iter()
            .map(|basic| found.equilibria(*basic).to_string()),
    );
    rows.push(row);
    let mut right = vec![true; basics.len() + 2];
    right[..2].fill(false);
    let mut lines = vec![format!("{} feasible states", found.states())];
    let left: Vec<String> = concepts
        .iter()
        .filter(|concept| concept.basic().is_none())
        .map(ToString::to_string)
        .collect();
    if !left.is_empty() {
        lines.push(format!(
            "Not found by decision diagrams, and left out: {}",
            left.join(", ")
        ));
    }
    lines.extend(columns(&rows, &right));
    lines.extend(named(words, &basics, &found));
    let options = model.options().len();
    let mut stable = serde_json::Map::new();
    let mut equilibria = serde_json::Map::new();
    for basic in &basics {
        let name = Concept::from(*basic).to_string();
        let patterns: Vec<String> = found
            .patterns(*basic, LISTED)
            .iter()
            .map(|pattern| pattern.text(options))
            .collect();
        lines.push(format!(
            "{name}: equilibria, - where an option makes no difference"
        ));
        lines.extend(patterns.iter().map(|pattern| format!("  {pattern}")));
        if patterns.len() == LISTED {
            lines.push(format!("  (the first {LISTED} patterns)"));
        }
        // Counts may pass what a number of JSON holds.
        let counts: serde_json::Map<String, Value> = (0..model.decision_makers().len())
            .map(|dm| {
                (
                    words.party(dm).to_owned(),
                    json!(found.stable(*basic, dm).to_string()),
                )
            })
            .collect();
        stable.insert(name.clone(), counts.into());
        equilibria.insert(
            name,
            json!({ "count": found.equilibria(*basic).to_string(), "patterns": patterns }),
        );
    }
    Ok(Section {
        key: "symbolic",
        title: format!("{}, by decision diagrams", model.name()),
        lines,
        data: json!({
            "states": found.states().to_string(),
            "stable": stable,
            "equilibria": equilibria,
            "named": named_data(words, &basics, &found),
        }),
    })
}

/// Who would leave the states that have a name, as a table.
fn named(words: &Words<'_>, basics: &[Basic], found: &SymbolicVerdicts) -> Vec<String> {
    let labels = words.model.labels();
    if labels.is_empty() {
        return Vec::new();
    }
    let parties = words.model.decision_makers().len();
    let mut head = vec![String::new(), "who would leave".to_owned()];
    head.extend(basics.iter().map(|basic| Concept::from(*basic).to_string()));
    let rows = labels.iter().map(|(_, state)| {
        let mut row = vec![String::new(), words.state(*state)];
        row.extend(basics.iter().map(|basic| {
            let leaving: Vec<usize> = (0..parties)
                .filter(|dm| !found.is_stable(*basic, *dm, *state))
                .collect();
            if leaving.is_empty() {
                "nobody".to_owned()
            } else {
                words.parties(&leaving)
            }
        }));
        row
    });
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    columns(&rows, &vec![false; basics.len() + 2])
}

fn named_data(words: &Words<'_>, basics: &[Basic], found: &SymbolicVerdicts) -> Value {
    let parties = words.model.decision_makers().len();
    let entry = |(name, state): &(String, State)| {
        let stable: serde_json::Map<String, Value> = basics
            .iter()
            .map(|basic| {
                let stays = (0..parties).filter(|dm| found.is_stable(*basic, *dm, *state));
                let stays: Vec<&str> = stays.map(|dm| words.party(dm)).collect();
                (Concept::from(*basic).to_string(), json!(stays))
            })
            .collect();
        json!({ "name": name, "state": pattern(words, *state), "stable_for": stable })
    };
    words.model.labels().iter().map(entry).collect()
}
