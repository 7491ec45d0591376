//! Which preferences would make a state an equilibrium.

use super::{Section, listed, pattern, patterns, percent};
use crate::words::Words;
use demarche_stability::{
    AnalysisError, Concept, Requirement, State, Vary, Watch, Way, inverse_count, requirement,
};
use serde_json::{Value, json};

/// What each party must prefer for `state` to be an equilibrium under each of
/// the basic concepts among `concepts`; and, where parties are given in `vary`,
/// for how many of their rankings it is one.
///
/// # Errors
///
/// As [`requirement`] and [`inverse_count`].
pub fn inverse(
    words: &Words<'_>,
    state: State,
    concepts: &[Concept],
    vary: &[usize],
    watch: Option<Watch<'_>>,
) -> Result<Section, AnalysisError> {
    let model = words.model;
    let basics: Vec<_> = concepts
        .iter()
        .filter_map(|concept| concept.basic())
        .collect();
    let mut lines = Vec::new();
    let mut data = Vec::new();
    for basic in &basics {
        let name = Concept::from(*basic).to_string();
        lines.push(format!("{name}:"));
        for dm in 0..model.decision_makers().len() {
            let needed = requirement(model, dm, state, *basic)?;
            let met = needed.is_met(model);
            let share = needed.share();
            let verdict = if met { "is so" } else { "is not so" };
            let how_often =
                share.map(|share| format!("; so in {} of all strict rankings", percent(share)));
            if needed.clauses.is_empty() {
                lines.push(format!(
                    "  {} stays there whatever it prefers",
                    words.party(dm)
                ));
            } else {
                lines.push(format!(
                    "  {} must, which {verdict} in the model{}:",
                    words.party(dm),
                    how_often.unwrap_or_default()
                ));
                lines.extend(needed.clauses.iter().map(|clause| {
                    let ways: Vec<String> = clause
                        .ways
                        .iter()
                        .map(|way| told(words, &needed, way))
                        .collect();
                    format!("    {}", ways.join(", or "))
                }));
            }
            data.push(entry(words, &needed, &name, met, share));
        }
    }
    let mut section = json!({ "state": pattern(words, state), "requirements": data });
    if !vary.is_empty() {
        let varied: Vec<Vary> = vary
            .iter()
            .map(|dm| Vary::All {
                decision_maker: *dm,
            })
            .collect();
        let names = words.parties(vary);
        lines.push(String::new());
        // That there are too many to count does not make the requirements
        // less worth reading.
        match inverse_count(model, state, &varied, &basics, watch) {
            Err(AnalysisError::Undefined { reason, .. }) => {
                lines.push(format!(
                    "The strict rankings of {names} are not counted: {reason}."
                ));
                section["not_counted"] = json!(reason);
            }
            counts => {
                let counts = counts?;
                lines.push(format!(
                    "Over every strict ranking of {names}, an equilibrium in:"
                ));
                lines.extend(counts.iter().map(|count| {
                    let name = Concept::from(count.concept).to_string();
                    format!("  {name:<5} {} of {}", count.equilibrium, count.rankings)
                }));
                let counts = counts.iter().map(|count| {
                    json!({
                        "concept": Concept::from(count.concept).to_string(),
                        "rankings": count.rankings,
                        "equilibrium": count.equilibrium,
                    })
                });
                section["counts"] = counts.collect();
            }
        }
        section["vary"] = vary.iter().map(|dm| json!(words.party(*dm))).collect();
    }
    Ok(Section {
        key: "inverse",
        title: format!("What would make {} an equilibrium", words.state(state)),
        lines,
        data: section,
    })
}

fn told(words: &Words<'_>, needed: &Requirement, way: &Way) -> String {
    let here = words.state(needed.state);
    let states = listed(words, way.no_better.iter().copied());
    match way.answer {
        None => format!("not prefer {states} to {here}"),
        Some(answer) => format!(
            "not prefer {states} to {here} (the others can answer with {})",
            words.state(answer)
        ),
    }
}

fn entry(
    words: &Words<'_>,
    needed: &Requirement,
    concept: &str,
    met: bool,
    share: Option<f64>,
) -> Value {
    let way = |way: &Way| {
        json!({
            "answer": way.answer.map(|answer| pattern(words, answer)),
            "no_better": patterns(words, way.no_better.iter().copied()),
        })
    };
    let clauses = needed.clauses.iter().map(|clause| {
        json!({
            "tempting": pattern(words, clause.tempting),
            "ways": clause.ways.iter().map(way).collect::<Vec<_>>(),
        })
    });
    json!({
        "concept": concept,
        "party": words.party(needed.decision_maker),
        "met": met,
        "share": share,
        "clauses": clauses.collect::<Vec<_>>(),
    })
}
