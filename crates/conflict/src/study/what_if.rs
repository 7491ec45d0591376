//! What a change makes of the verdicts.

use super::{Section, listed, pattern, patterns};
use crate::change;
use crate::words::Words;
use demarche_stability::{Analysis, AnalysisError, Change, Verdicts, differences};
use serde_json::{Value, json};

/// Runs the analysis that gave the verdicts `before` over the changed model and
/// says what differs.
///
/// # Errors
///
/// [`AnalysisError::Model`] where the changes leave no model, and as
/// [`Analysis::run`].
pub fn what_if(
    words: &Words<'_>,
    analysis: &Analysis<'_>,
    before: &Verdicts,
    changes: &[Change],
) -> Result<Section, AnalysisError> {
    let model = words.model.with(changes)?;
    let after = analysis.on(&model).concepts(before.concepts()).run()?;
    let mut lines: Vec<String> = changes
        .iter()
        .map(|one| format!("If {}:", change::text(words, one)))
        .collect();
    let mut equilibria = serde_json::Map::new();
    for concept in before.concepts() {
        let (was, is) = (before.equilibria(*concept), after.equilibria(*concept));
        let gained: Vec<_> = is.iter().filter(|state| !was.contains(*state)).collect();
        let lost: Vec<_> = was.iter().filter(|state| !is.contains(*state)).collect();
        let line = match (gained.is_empty(), lost.is_empty()) {
            (true, true) => "the same equilibria".to_owned(),
            (false, true) => format!("new equilibria: {}", listed(words, gained.iter().copied())),
            (true, false) => format!("no longer: {}", listed(words, lost.iter().copied())),
            (false, false) => format!(
                "new equilibria: {}; no longer: {}",
                listed(words, gained.iter().copied()),
                listed(words, lost.iter().copied())
            ),
        };
        lines.push(format!("  {concept}: {line}"));
        equilibria.insert(
            concept.to_string(),
            json!({
                "now": patterns(words, is.iter()),
                "gained": patterns(words, gained),
                "lost": patterns(words, lost),
            }),
        );
    }
    let verdicts: Vec<Value> = differences(before, &after)
        .iter()
        .map(|one| {
            json!({
                "concept": one.concept.to_string(),
                "player": one.player,
                "state": pattern(words, one.state),
                "before": one.before,
                "after": one.after,
            })
        })
        .collect();
    let told: Vec<String> = changes.iter().map(|one| change::text(words, one)).collect();
    Ok(Section {
        key: "what_if",
        title: "What if".to_owned(),
        lines,
        data: json!({ "changes": told, "equilibria": equilibria, "verdicts": verdicts }),
    })
}
