//! What parties could do together.

use super::{Section, listed, pattern, patterns};
use crate::words::Words;
use demarche_stability::{
    AnalysisError, Concept, Verdicts, coalition_equilibria, coalition_improvements,
};
use serde_json::{Value, json};

/// Which equilibria no coalition would leave either, and who would leave the
/// others together, and whereto.
///
/// # Errors
///
/// As [`coalition_equilibria`].
pub fn coalitions(words: &Words<'_>, verdicts: &Verdicts) -> Result<Section, AnalysisError> {
    let mut lines = Vec::new();
    let mut lasting = serde_json::Map::new();
    let mut held = Vec::new();
    for concept in verdicts.concepts() {
        let alone = verdicts.equilibria(*concept);
        held.extend(alone.iter());
        let Some(basic) = concept.basic() else {
            continue;
        };
        let stable = coalition_equilibria(words.model, basic)?;
        lines.push(format!(
            "{concept}: of {}, no coalition would leave either: {}",
            count(alone.len()),
            listed(words, stable.iter())
        ));
        lasting.insert(
            Concept::from(basic).to_string(),
            patterns(words, stable.iter()),
        );
    }
    held.sort_unstable();
    held.dedup();
    let mut moves: Vec<Value> = Vec::new();
    for state in held {
        for found in coalition_improvements(words.model, state) {
            lines.push(format!(
                "{}: {} could together {} ({}), and each would be better off",
                words.state(state),
                words.parties(&found.members),
                words.change(state, found.to),
                words.state(found.to),
            ));
            let members: Vec<&str> = found.members.iter().map(|dm| words.party(*dm)).collect();
            moves.push(json!({
                "from": pattern(words, state),
                "members": members,
                "to": pattern(words, found.to),
            }));
        }
    }
    Ok(Section {
        key: "coalitions",
        title: "Coalitions".to_owned(),
        lines,
        data: json!({ "equilibria": lasting, "improvements": moves }),
    })
}

fn count(n: usize) -> String {
    match n {
        1 => "1 equilibrium".to_owned(),
        n => format!("{n} equilibria"),
    }
}
