//! The conflict as a graph of listed states: every concept, for any model that
//! is small enough to list.
//!
//! Each relation is a matrix of bits, one row a state. That costs memory
//! quadratic in the states, and makes every definition a few set operations
//! that read like the textbook.

mod build;
mod course;
mod foresight;
mod players;
mod sanctions;
mod simultaneous;

pub(crate) use build::better;
pub(crate) use course::{Foreseen, Foresight};
pub(crate) use foresight::{limited_move, non_myopic};
pub(crate) use players::{Side, both, joint_moves, players};
pub(crate) use sanctions::{View, basic_states, stable_at, stable_states};
pub(crate) use simultaneous::simultaneous;

use crate::bits::Bits;
use crate::verdicts::Space;
use std::sync::Arc;

/// One row of bits a state.
pub(crate) type Rows = Vec<Bits>;

/// Moves and preferences over the listed states.
pub(crate) struct Graph {
    /// The states: always a list.
    pub space: Arc<Space>,
    /// By decision maker: the states that it can move to in one step.
    pub moves: Vec<Rows>,
    /// By decision maker: the states that it certainly prefers.
    pub better: Vec<Rows>,
    /// By decision maker: the states of which it is not known whether it
    /// prefers them. `None` where all is known.
    pub unknown: Vec<Option<Rows>>,
    /// By decision maker: the place of each state in its order, 0 the worst.
    /// What is unknown is ordered as the preference says without it.
    pub rank: Vec<Vec<u32>>,
}

impl Graph {
    /// How many states there are.
    pub fn len(&self) -> usize {
        self.space.len()
    }

    /// How many decision makers there are.
    pub fn decision_makers(&self) -> usize {
        self.moves.len()
    }
}
