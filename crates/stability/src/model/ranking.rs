//! Checks a ranking: every feasible state has one place.

use super::builder::StateRef;
use super::resolve::find;
use super::{Model, Preference};
use crate::error::{ModelError, Place};
use crate::state::State;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

pub(super) fn ranking(
    model: &Model,
    name: &str,
    given: &[Vec<StateRef>],
    gaps: &[usize],
) -> Result<Preference, ModelError> {
    let mut groups = Vec::with_capacity(given.len());
    let mut places = BTreeMap::new();
    for (place, group) in given.iter().enumerate() {
        let mut states = Vec::with_capacity(group.len());
        for state in group {
            let at = || Place::Preference(name.to_owned(), place);
            let state = find(model, state, at)?;
            match places.insert(state, place) {
                None => states.push(state),
                // A merged state may be named by each of its parts.
                Some(earlier) if earlier == place && !model.merges.is_empty() => {}
                Some(_) => {
                    return Err(ModelError::RankedTwice {
                        place: at(),
                        state: model.pattern(state),
                    });
                }
            }
        }
        groups.push(states);
    }
    let missing = model.visit_feasible(|run| {
        for code in run {
            if !places.contains_key(&model.merged(State(code))) {
                return ControlFlow::Break(State(code));
            }
        }
        ControlFlow::Continue(())
    });
    if let Some(state) = missing {
        return Err(ModelError::Unranked {
            decision_maker: name.to_owned(),
            state: model.pattern(state),
        });
    }
    if let Some(gap) = gaps.iter().find(|gap| **gap + 1 >= groups.len()) {
        return Err(ModelError::Strength {
            place: Place::DecisionMaker(name.to_owned()),
            problem: format!(
                "there is no group after group {}; a gap stands between two groups of the ranking",
                gap + 1
            ),
        });
    }
    let mut gaps = gaps.to_vec();
    gaps.sort_unstable();
    gaps.dedup();
    Ok(Preference::Ranking {
        groups,
        gaps,
        places,
    })
}
