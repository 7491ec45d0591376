//! Simultaneous stability: the others improve at the same moment as the mover.

use super::{Graph, Side};
use crate::bits::Bits;
use crate::error::AnalysisError;
use crate::monitor::Monitor;
use crate::state::State;
use std::collections::BTreeSet;

/// The states that are stable for `sides[player]`: each of its improvements,
/// put together with improvements that some of the others make in the same
/// state, gives a feasible state that is no better for it.
///
/// Moves are put together as changes of options, so the states must be
/// combinations of options.
///
/// # Errors
///
/// [`AnalysisError::Stopped`].
pub(crate) fn simultaneous(
    graph: &Graph,
    sides: &[Side],
    player: usize,
    monitor: &Monitor<'_>,
) -> Result<Bits, AnalysisError> {
    let own = &sides[player];
    let mut stable = Bits::new(graph.len());
    for state in 0..graph.len() {
        monitor.step(1)?;
        let gains = &own.improvements[state];
        if gains.is_empty() {
            stable.insert(state);
            continue;
        }
        let base = graph.space.state(state).0;
        // The sets of options that the others may change together.
        let mut changes = BTreeSet::from([0]);
        for (other, side) in sides.iter().enumerate() {
            if other == player {
                continue;
            }
            let single: Vec<u64> = side.improvements[state]
                .iter()
                .map(|target| graph.space.state(target).0 ^ base)
                .collect();
            let joined: Vec<u64> = changes
                .iter()
                .flat_map(|change| single.iter().map(move |one| change | one))
                .collect();
            changes.extend(joined);
        }
        let spoiled = |target: usize| {
            let change = graph.space.state(target).0 ^ base;
            changes.iter().any(|others| {
                let place = graph.space.place(State(base ^ (change | others)));
                place.is_some_and(|place| !own.better[state].contains(place))
            })
        };
        if gains.iter().all(spoiled) {
            stable.insert(state);
        }
    }
    Ok(stable)
}
