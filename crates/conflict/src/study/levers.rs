//! What a third party could change so that a wanted state lasts.

use super::{Section, grounds, pattern};
use crate::change;
use crate::words::Words;
use demarche_stability::{Analysis, AnalysisError, Concept, Lever, State};
use serde_json::{Value, json};

/// How many levers are told to people.
const LISTED: usize = 25;

/// The single changes that make `wanted` an equilibrium, and the sentences
/// behind the preferences that they are about.
///
/// # Errors
///
/// As [`Analysis::levers`].
pub fn levers(
    words: &Words<'_>,
    analysis: &Analysis<'_>,
    wanted: State,
    concept: Concept,
) -> Result<Section, AnalysisError> {
    let found = analysis.levers(wanted, concept)?;
    let state = words.state(wanted);
    let mut lines = Vec::new();
    if found.leaving.is_empty() {
        lines.push(format!(
            "{state} is an equilibrium under {concept} as things are."
        ));
    } else {
        lines.push(format!(
            "As things are, {} would leave it.",
            words.parties(&found.leaving)
        ));
        lines.push(format!(
            "{} of {} single changes would make it an equilibrium{}",
            found.levers.len(),
            found.tried,
            if found.levers.is_empty() { "." } else { ":" }
        ));
    }
    let told = |lever: &Lever| {
        let others = match lever.equilibria {
            1 => "the only equilibrium then".to_owned(),
            n => format!("one of {n} equilibria then"),
        };
        format!("  {} ({others})", change::text(words, &lever.change))
    };
    // Where fewer other equilibria are left, the change does more.
    let mut sorted: Vec<&Lever> = found.levers.iter().collect();
    sorted.sort_by_key(|lever| lever.equilibria);
    lines.extend(sorted.iter().take(LISTED).map(|lever| told(lever)));
    if sorted.len() > LISTED {
        lines.push(format!("  and {} more", sorted.len() - LISTED));
    }
    let support = |lever: &&Lever| change::support(words, &lever.change);
    lines.extend(grounds(sorted.iter().take(LISTED).filter_map(support)));
    let levers: Vec<Value> = sorted
        .iter()
        .map(|lever| {
            json!({
                "change": change::text(words, &lever.change),
                "equilibria": lever.equilibria,
                "rests_on": support(lever),
            })
        })
        .collect();
    let leaving: Vec<&str> = found.leaving.iter().map(|dm| words.party(*dm)).collect();
    Ok(Section {
        key: "levers",
        title: format!("What would make {state} last ({concept})"),
        lines,
        data: json!({
            "state": pattern(words, wanted),
            "concept": concept.to_string(),
            "leaving": leaving,
            "tried": found.tried,
            "levers": levers,
        }),
    })
}
