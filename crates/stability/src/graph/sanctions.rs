//! Nash stability and the sanctioning concepts, word for word: a state is
//! stable when every temptation can be answered with something that deters.

use super::{Rows, Side, joint_moves};
use crate::bits::Bits;
use crate::concept::Basic;
use crate::error::AnalysisError;
use crate::monitor::Monitor;

/// What the sanctioning concepts need to know of one player. The variants (by
/// strength, uncertainty, attitude) differ only in these relations.
pub(crate) struct View<'a> {
    /// Its moves.
    pub moves: &'a Rows,
    /// The moves that tempt it away from a state.
    pub tempting: &'a Rows,
    /// For each state: what would *not* deter it from leaving that state.
    pub undeterred: &'a Rows,
    /// The others' moves, one relation a player: all of them, or for credible
    /// sanctions those that the others would make.
    pub answers: &'a [&'a Rows],
}

/// The states that are stable for the player.
///
/// # Errors
///
/// [`AnalysisError::Stopped`].
pub(crate) fn stable_states(
    view: &View<'_>,
    concept: Basic,
    monitor: &Monitor<'_>,
) -> Result<Bits, AnalysisError> {
    let states = view.moves.len();
    let mut stable = Bits::new(states);
    let mut reach: Vec<Option<Bits>> = vec![None; states];
    for state in 0..states {
        monitor.step(1)?;
        if stable_at(view, concept, state, &mut reach) {
            stable.insert(state);
        }
    }
    Ok(stable)
}

/// Whether one state is stable. `reach` keeps what the others can bring about
/// from a state, once it was needed.
pub(crate) fn stable_at(
    view: &View<'_>,
    concept: Basic,
    state: usize,
    reach: &mut [Option<Bits>],
) -> bool {
    let tempting = &view.tempting[state];
    if concept == Basic::Nash {
        return tempting.is_empty();
    }
    let undeterred = &view.undeterred[state];
    tempting.iter().all(|target| {
        let reach = reach[target].get_or_insert_with(|| joint_moves(view.answers, target));
        if !concept.is_symmetric() {
            return !reach.is_subset(undeterred);
        }
        let mut sanctions = reach.clone();
        sanctions.subtract(undeterred);
        sanctions
            .iter()
            .any(|sanction| !view.moves[sanction].intersects(undeterred))
    })
}

/// The states that are stable for one of the sides, with what each prefers.
///
/// # Errors
///
/// [`AnalysisError::Stopped`].
pub(crate) fn basic_states(
    sides: &[Side],
    player: usize,
    concept: Basic,
    monitor: &Monitor<'_>,
) -> Result<Bits, AnalysisError> {
    let others = sides
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != player);
    let answers: Vec<&Rows> = others
        .map(|(_, side)| {
            if concept.is_credible() {
                &side.improvements
            } else {
                &side.moves
            }
        })
        .collect();
    let own = &sides[player];
    let view = View {
        moves: &own.moves,
        tempting: &own.improvements,
        undeterred: &own.better,
        answers: &answers,
    };
    stable_states(&view, concept, monitor)
}
