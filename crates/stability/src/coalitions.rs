//! What decision makers can do together that none of them does alone.

use crate::analysis::Analysis;
use crate::concept::Basic;
use crate::error::AnalysisError;
use crate::model::Model;
use crate::state::State;
use crate::status_quo::{Steps, player_moves};
use crate::verdicts::StateSet;

/// A move of several decision makers by which all of them gain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CoalitionImprovement {
    /// Who moves, ascending.
    pub members: Vec<usize>,
    /// Where it leads.
    pub to: State,
}

/// Every coalition of two or more, ascending by size and then by members.
#[must_use]
pub fn coalitions(decision_makers: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = (0_u64..1 << decision_makers.min(16))
        .filter(|set| set.count_ones() > 1)
        .map(|set| {
            (0..decision_makers.min(16))
                .filter(|dm| set >> dm & 1 == 1)
                .collect()
        })
        .collect();
    all.sort_by(|a: &Vec<usize>, b| (a.len(), a).cmp(&(b.len(), b)));
    all
}

/// The coalitions of two or more that could leave `state` for something that
/// each member prefers. A coalition is left out where some of its members can
/// bring the same about by themselves. At most 16 decision makers are combined.
///
/// # Panics
///
/// Never for a model's own decision makers.
#[must_use]
pub fn coalition_improvements(model: &Model, state: State) -> Vec<CoalitionImprovement> {
    let mut found: Vec<CoalitionImprovement> = Vec::new();
    for members in coalitions(model.decision_makers().len()) {
        for to in player_moves(model, &members, state, Steps::Improvements) {
            let alone = members
                .iter()
                .any(|dm| model.moves(*dm, state).contains(&to));
            let fewer = found
                .iter()
                .any(|known| known.to == to && known.members.iter().all(|dm| members.contains(dm)));
            if !alone && !fewer {
                found.push(CoalitionImprovement {
                    members: members.clone(),
                    to,
                });
            }
        }
    }
    found
}

/// The states that are stable for every decision maker and every coalition:
/// each coalition is taken as one player among the rest, one at a time.
///
/// # Errors
///
/// As [`Analysis::run`]; [`AnalysisError::Undefined`] for more than 16
/// decision makers.
pub fn coalition_equilibria(model: &Model, concept: Basic) -> Result<StateSet, AnalysisError> {
    let decision_makers = model.decision_makers().len();
    if decision_makers > 16 {
        return Err(crate::analysis::undefined(
            "stability for every coalition",
            "there are too many coalitions of more than 16 decision makers",
        ));
    }
    let run = |analysis: Analysis<'_>| analysis.concepts(&[concept.into()]).run();
    let mut stable = run(Analysis::new(model))?.equilibria(concept.into());
    for members in coalitions(decision_makers) {
        let verdicts = run(Analysis::new(model).coalition(&members))?;
        let number = verdicts
            .players()
            .iter()
            .position(|player| player.members == members);
        if let Some(number) = number {
            stable = stable.intersection(verdicts.stable(concept.into(), number));
        }
    }
    Ok(stable)
}
