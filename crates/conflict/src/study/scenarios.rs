//! The equilibria of each scenario of a file, side by side.

use super::Section;
use crate::conflict::Conflict;
use crate::error::ConflictError;
use crate::table::columns;
use demarche_stability::{Analysis, AnalysisError, Concept, Watch};
use serde_json::json;

/// Why scenarios could not be compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// A scenario does not hold together.
    #[error(transparent)]
    Conflict(#[from] ConflictError),
    /// It could not be analysed.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
}

/// Runs the concepts over the conflict and each of its scenarios.
///
/// # Errors
///
/// [`ScenarioError`].
pub fn scenarios(
    conflict: &Conflict,
    concepts: &[Concept],
    watch: Option<Watch<'_>>,
) -> Result<Section, ScenarioError> {
    let mut head = vec![String::new(), "Scenario".to_owned()];
    head.extend(concepts.iter().map(Concept::to_string));
    let mut rows = vec![head];
    let mut data = serde_json::Map::new();
    for case in conflict.cases() {
        let model = case.model()?;
        let mut analysis = Analysis::new(&model).concepts(concepts);
        for coalition in case.coalitions(&model)? {
            analysis = analysis.coalition(&coalition);
        }
        if let Some(attitudes) = case.attitudes(&model)? {
            analysis = analysis.attitudes(attitudes);
        }
        if let Some(watch) = watch {
            analysis = analysis.watch(watch);
        }
        let verdicts = analysis.run()?;
        let name = case.scenario.unwrap_or("as the file says");
        let mut row = vec![String::new(), name.to_owned()];
        let mut equilibria = serde_json::Map::new();
        for concept in concepts {
            let states: Vec<String> = verdicts
                .equilibria(*concept)
                .iter()
                .map(|s| model.pattern(s))
                .collect();
            row.push(if states.is_empty() {
                "none".to_owned()
            } else {
                states.join(" ")
            });
            equilibria.insert(concept.to_string(), json!(states));
        }
        rows.push(row);
        data.insert(
            case.scenario.unwrap_or("").to_owned(),
            json!({ "equilibria": equilibria }),
        );
    }
    Ok(Section {
        key: "scenarios",
        title: "Equilibria by scenario".to_owned(),
        lines: columns(&rows, &[]),
        data: data.into(),
    })
}
