//! What each party expects that sees the conflict in its own way.

use super::{Section, listed, patterns};
use crate::conflict::Conflict;
use crate::error::ConflictError;
use crate::words::Words;
use demarche_stability::{Concept, Hypergame, Model};
use serde_json::{Value, json};

use super::scenarios::ScenarioError;

/// The equilibria that each party expects, and what can last.
///
/// # Errors
///
/// [`ScenarioError`].
pub fn views(conflict: &Conflict, concepts: &[Concept]) -> Result<Section, ScenarioError> {
    let base = conflict.base().model()?;
    let mut views: Vec<(usize, Model)> = Vec::new();
    for view in &conflict.views {
        if let Some(dm) = base.decision_maker(&view.party) {
            views.push((dm, conflict.seen_by(&view.party).model()?));
        }
    }
    let game = Hypergame::new(base, views).map_err(|error| {
        let found = vec![(
            0..0,
            error.to_string(),
            "a view may leave out, and not add".to_owned(),
        )];
        ScenarioError::Conflict(ConflictError::new(&conflict.origin.name, "", found))
    })?;
    let model = game.base();
    let words = Words::new(model, &conflict.sheet);
    let mut lines = Vec::new();
    let mut data = serde_json::Map::new();
    for concept in concepts {
        // Looking for equilibria of views is defined for every concept that
        // the views' models allow; the others say why not.
        let found = game.analyse(*concept)?;
        lines.push(format!("{concept}:"));
        let mut expected = serde_json::Map::new();
        for (dm, verdicts) in found.expected.iter().enumerate() {
            let view = game.view(dm);
            let sheet = conflict.seen_by(words.party(dm)).sheet;
            let own = Words::new(view, sheet);
            let equilibria = verdicts.equilibria(*concept);
            lines.push(format!(
                "  {} expects: {}",
                words.party(dm),
                listed(&own, equilibria.iter())
            ));
            if !found.surprises[dm].is_empty() {
                lines.push(format!(
                    "    but not to last: {}",
                    listed(&own, found.surprises[dm].iter().copied())
                ));
            }
            let entry: Value = json!({
                "expects": patterns(&own, equilibria.iter()),
                "surprised": patterns(&own, found.surprises[dm].iter().copied()),
            });
            expected.insert(words.party(dm).to_owned(), entry);
        }
        lines.push(format!(
            "  can last: {}",
            listed(&words, found.lasting.iter().copied())
        ));
        let entry = json!({
            "views": expected,
            "lasting": patterns(&words, found.lasting.iter().copied()),
        });
        data.insert(concept.to_string(), entry);
    }
    Ok(Section {
        key: "views",
        title: "As each party sees it".to_owned(),
        lines,
        data: data.into(),
    })
}
