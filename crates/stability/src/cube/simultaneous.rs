//! Simultaneous stability over the cube: each state by itself, because what
//! the others gain by depends on the state that all move from.

use super::rank::ranks;
use crate::bits::Bits;
use crate::error::AnalysisError;
use crate::model::{Changeable, Model};
use crate::monitor::Monitor;
use crate::parallel::{cores, pieces};
use crate::state::State;

/// Words of states that a thread takes at once.
const PIECE: usize = 64;

/// How many steps of progress a run has.
pub(crate) fn simultaneous_steps(model: &Model) -> u64 {
    let words = (1_u64 << model.options().len()).div_ceil(64);
    words.div_ceil(PIECE as u64) * model.decision_makers().len() as u64
}

/// How much memory a run takes, in bytes, while it keeps the results for so
/// many other concepts: everybody's ranks, and bits.
pub(crate) fn simultaneous_memory(model: &Model, others: usize) -> u64 {
    let options = model.options().len();
    if options > 58 {
        return u64::MAX;
    }
    let parties = model.decision_makers().len() as u64;
    let states = 1_u64 << options;
    states.saturating_mul(4 * parties) + states / 8 * (parties * (others as u64 + 1) + 1)
}

/// The states that are stable for each decision maker: each of its
/// improvements, put together with improvements that some of the others have
/// in the same state, gives a feasible state that is no better for it.
///
/// # Errors
///
/// [`AnalysisError::Stopped`].
pub(crate) fn simultaneous(
    model: &Model,
    feasible: &Bits,
    monitor: &Monitor<'_>,
) -> Result<Vec<Bits>, AnalysisError> {
    let parties: Vec<Party> = model
        .decision_makers()
        .iter()
        .map(|dm| Party {
            rank: ranks(dm, feasible).values,
            changeable: Changeable::new(model.options(), dm.mask()),
        })
        .collect();
    let mut stable = Vec::with_capacity(parties.len());
    for player in 0..parties.len() {
        let mut bits = feasible.clone();
        pieces(bits.words_mut(), PIECE, cores(), |number, words| {
            let mut gains = vec![Vec::new(); parties.len()];
            for (place, word) in words.iter_mut().enumerate() {
                let base = (number * PIECE + place) * 64;
                let mut left = *word;
                while left != 0 {
                    let bit = left.trailing_zeros() as usize;
                    left &= left - 1;
                    if !is_stable(&parties, feasible, player, base + bit, &mut gains) {
                        *word &= !(1 << bit);
                    }
                }
            }
            monitor.step(1)
        })?;
        stable.push(bits);
    }
    Ok(stable)
}

struct Party {
    /// By state.
    rank: Vec<u32>,
    changeable: Changeable,
}

impl Party {
    /// The sets of options by whose change it gains in the state.
    fn gains(&self, feasible: &Bits, state: usize, gains: &mut Vec<usize>) {
        gains.clear();
        // A cube's states are places in memory, so its masks fit.
        let free = usize::try_from(self.changeable.at(State(state as u64))).unwrap_or(0);
        let mut change = free;
        while change != 0 {
            let target = state ^ change;
            if feasible.contains(target) && self.rank[target] > self.rank[state] {
                gains.push(change);
            }
            change = (change - 1) & free;
        }
    }
}

fn is_stable(
    parties: &[Party],
    feasible: &Bits,
    player: usize,
    state: usize,
    gains: &mut [Vec<usize>],
) -> bool {
    parties[player].gains(feasible, state, &mut gains[player]);
    if gains[player].is_empty() {
        return true;
    }
    for (other, party) in parties
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != player)
    {
        party.gains(feasible, state, &mut gains[other]);
    }
    let rank = &parties[player].rank;
    let bad = |target: usize| feasible.contains(target) && rank[target] <= rank[state];
    let others: Vec<&[usize]> = gains
        .iter()
        .enumerate()
        .filter(|(other, gains)| *other != player && !gains.is_empty())
        .map(|(_, gains)| gains.as_slice())
        .collect();
    gains[player]
        .iter()
        .all(|change| spoiled(state ^ change, &others, &bad))
}

/// Whether changes of some of the others, at most one each, lead from the
/// state to a bad one.
fn spoiled(state: usize, others: &[&[usize]], bad: &impl Fn(usize) -> bool) -> bool {
    let Some((first, rest)) = others.split_first() else {
        return bad(state);
    };
    spoiled(state, rest, bad)
        || first
            .iter()
            .any(|change| spoiled(state ^ change, rest, bad))
}
