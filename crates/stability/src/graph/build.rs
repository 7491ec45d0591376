//! Lists a model's states and fills the matrices.

use super::{Graph, Rows};
use crate::analysis::REMEDY;
use crate::bits::Bits;
use crate::error::AnalysisError;
use crate::model::{Changeable, Comparison, DecisionMaker, Model, Moves};
use crate::state::State;
use crate::verdicts::Space;
use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::sync::Arc;

/// More states than this are never listed as a graph: a matrix would have
/// 2^32 bits.
pub(crate) const LISTED: usize = 1 << 16;

impl Graph {
    /// Lists the model's states.
    ///
    /// # Errors
    ///
    /// [`AnalysisError::Memory`] where the matrices would not fit in `allowed`
    /// bytes.
    pub fn new(model: &Model, allowed: u64) -> Result<Self, AnalysisError> {
        let count = |states: u64| {
            // Moves and preferences, and two tables of joint moves.
            let matrices = 2 * model.decision_makers.len() as u64 + 4;
            states.saturating_mul(states) / 8 * matrices
        };
        let Some(states) = model
            .states(LISTED)
            .filter(|states| count(states.len() as u64) <= allowed)
        else {
            let (found, all) = feasible_count(model);
            return Err(AnalysisError::Memory {
                what: format!(
                    "listing {}{found} states as a graph",
                    if all { "" } else { "more than " }
                ),
                needed: count(found),
                allowed,
                remedy: REMEDY,
            });
        };
        let space = Arc::new(Space::List(states));
        let mut graph = Self {
            space: Arc::clone(&space),
            moves: Vec::new(),
            better: Vec::new(),
            unknown: Vec::new(),
            rank: Vec::new(),
        };
        let Space::List(states) = &*space else {
            return Ok(graph);
        };
        let members = members(model, states);
        for dm in &model.decision_makers {
            graph.moves.push(moves(model, dm, states, &members));
            let rank = ranks(dm, states);
            let mut better = better(&rank);
            let unknown = unknown(dm, states);
            if let Some(unknown) = &unknown {
                for (better, unknown) in better.iter_mut().zip(unknown) {
                    better.subtract(unknown);
                }
            }
            graph.better.push(better);
            graph.unknown.push(unknown);
            graph.rank.push(rank);
        }
        Ok(graph)
    }

    /// By decision maker: for each state, those that it greatly prefers.
    pub fn much_better(&self, model: &Model, dm: usize) -> Rows {
        let Space::List(states) = &*self.space else {
            return Vec::new();
        };
        let row = |from: &State| {
            let mut row = Bits::new(states.len());
            for (place, to) in states.iter().enumerate() {
                if model.compare(dm, *to, *from) == (Comparison::Better { strongly: true }) {
                    row.insert(place);
                }
            }
            row
        };
        states.iter().map(row).collect()
    }
}

/// The number of feasible states, merged ones counted apart, as far as it is
/// found quickly, and whether these are all.
fn feasible_count(model: &Model) -> (u64, bool) {
    let (mut count, mut runs) = (0_u64, 0);
    let broken = model.visit_feasible(|run| {
        count = count.saturating_add(run.end - run.start);
        runs += 1;
        if runs > 1 << 20 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    (count, broken.is_none())
}

/// Where states are merged: every feasible state with the place of the one
/// that stands for it.
fn members(model: &Model, states: &[State]) -> Vec<(State, usize)> {
    let mut members = Vec::new();
    if model.merges.is_empty() {
        members.extend(
            states
                .iter()
                .enumerate()
                .map(|(place, state)| (*state, place)),
        );
        return members;
    }
    let _ = model.visit_feasible(|run| {
        for code in run {
            let home = model.merged(State(code));
            if let Ok(place) = states.binary_search(&home) {
                members.push((State(code), place));
            }
        }
        ControlFlow::<()>::Continue(())
    });
    members
}

fn moves(model: &Model, dm: &DecisionMaker, states: &[State], members: &[(State, usize)]) -> Rows {
    let mut rows = vec![Bits::new(states.len()); states.len()];
    let hidden = |state: State| dm.unseen.iter().any(|unseen| unseen.holds(state));
    let mut link = |from: (State, usize), to: (State, usize)| {
        if from.1 != to.1 && (dm.unseen.is_empty() || !hidden(from.0) && !hidden(to.0)) {
            rows[from.1].insert(to.1);
        }
    };
    match &dm.moves {
        Moves::Arcs(arcs) => {
            for (from, to) in arcs {
                let place =
                    |state: &State| states.binary_search(state).map(|place| (*state, place));
                if let (Ok(from), Ok(to)) = (place(from), place(to)) {
                    link(from, to);
                }
            }
        }
        Moves::Options => {
            let own = dm.mask();
            let changeable = Changeable::new(&model.choices, own);
            let mut groups = members.to_vec();
            groups.sort_by_key(|(state, _)| (state.0 & !own, *state));
            for group in groups.chunk_by(|a, b| (a.0.0 ^ b.0.0) & !own == 0) {
                for from in group {
                    let fixed = !changeable.at(from.0);
                    for to in group.iter().filter(|to| (to.0.0 ^ from.0.0) & fixed == 0) {
                        link(*from, *to);
                    }
                }
            }
        }
    }
    rows
}

/// Each state's place in the decision maker's order, 0 the worst, equal ones
/// together.
pub(crate) fn ranks(dm: &DecisionMaker, states: &[State]) -> Vec<u32> {
    let compare = |a: &usize, b: &usize| match dm.preference.compare(states[*a], states[*b]) {
        Comparison::Better { .. } => Ordering::Greater,
        Comparison::Worse { .. } => Ordering::Less,
        Comparison::Equal | Comparison::Unknown => Ordering::Equal,
    };
    let mut order: Vec<usize> = (0..states.len()).collect();
    order.sort_by(compare);
    let mut rank = vec![0; states.len()];
    let mut place = 0;
    for pair in order.windows(2) {
        place += u32::from(compare(&pair[0], &pair[1]).is_ne());
        rank[pair[1]] = place;
    }
    rank
}

/// For each state, those with a higher rank.
pub(crate) fn better(rank: &[u32]) -> Rows {
    let mut order: Vec<usize> = (0..rank.len()).collect();
    order.sort_by_key(|state| std::cmp::Reverse(rank[*state]));
    let mut rows = vec![Bits::new(rank.len()); rank.len()];
    let mut above = Bits::new(rank.len());
    for group in order.chunk_by(|a, b| rank[*a] == rank[*b]) {
        for state in group {
            rows[*state] = above.clone();
        }
        for state in group {
            above.insert(*state);
        }
    }
    rows
}

fn unknown(dm: &DecisionMaker, states: &[State]) -> Option<Rows> {
    if dm.unknown.is_empty() {
        return None;
    }
    let mut rows = vec![Bits::new(states.len()); states.len()];
    for (one, other) in &dm.unknown {
        let meeting = |condition: &crate::condition::Condition| {
            let mut set = Bits::new(states.len());
            for (place, state) in states.iter().enumerate() {
                if condition.holds(*state) {
                    set.insert(place);
                }
            }
            set
        };
        let (one, other) = (meeting(one), meeting(other));
        for (from, to) in [(&one, &other), (&other, &one)] {
            for place in from.iter() {
                rows[place].unite(to);
            }
        }
    }
    for (place, row) in rows.iter_mut().enumerate() {
        row.remove(place);
    }
    Some(rows)
}
