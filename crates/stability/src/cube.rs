//! The basic concepts over the whole cube of options, by transforms.
//!
//! A state is stable when the best that its owner can get by moving, with each
//! move valued at the worse of where it leads and what the others can answer,
//! is no better than staying. What the others can answer does not depend on
//! the state left, so each concept is one propagation of minima over the
//! others' moves and one of maxima over one's own.
//!
//! A party's moves are transitive here, so that "nobody twice in a row" asks
//! nothing: the others' joint moves are plain reachability.

mod improving;
mod key;
mod layout;
mod rank;
mod simultaneous;
mod slices;
mod transform;

use crate::bits::Bits;
use crate::concept::Basic;
use crate::error::AnalysisError;
use crate::model::{Choice, Model};
use crate::monitor::Monitor;
use crate::parallel::cores;
use crate::verdicts::Space;
use improving::Sorted;
use key::{Entry, Key};
pub(crate) use rank::Ranks;
use rank::{keys, ranks, renumber};
pub(crate) use simultaneous::{simultaneous, simultaneous_memory, simultaneous_steps};
use slices::Sliced;
use std::ops::ControlFlow;
use std::sync::Arc;
pub(crate) use transform::over_option;

/// More options than this are never spread out in memory.
pub(crate) const OPTIONS: usize = 28;

/// Below this many options, threads cost more than they bring.
const SHARED: usize = 13;

/// The stable states: by concept, then by decision maker.
pub(crate) type Stable = Vec<Vec<Bits>>;

/// How much memory the run takes, in bytes, for the ranks that it may meet.
pub(crate) fn memory(model: &Model, concepts: &[Basic]) -> u64 {
    let options = model.options().len();
    if options > 58 {
        return u64::MAX;
    }
    let states = 1_u64 << options;
    let parties = model.decision_makers().len() as u64;
    let key = if narrow(model) { 2 } else { 4 };
    let entry = entry_bytes(model);
    let sorted = if concepts.iter().any(|c| c.is_credible()) {
        entry * parties
    } else {
        0
    };
    // Ranks of all, four working arrays, plain ranks and marks of one, bits of
    // the results.
    let each = key * (parties + 4) + sorted + 5;
    states.saturating_mul(each) + states / 8 * (parties * concepts.len() as u64 + 1)
}

/// How many steps of progress the run has.
pub(crate) fn steps(model: &Model, concepts: &[Basic]) -> u64 {
    let slices: u64 = model
        .decision_makers()
        .iter()
        .map(|dm| 1 << dm.options.len())
        .sum();
    let credible = u64::from(concepts.iter().any(|concept| concept.is_credible()));
    slices * concepts.len() as u64 + model.decision_makers().len() as u64 * (1 + credible)
}

/// Whether 16 bits are sure to be enough for every rank.
fn narrow(model: &Model) -> bool {
    use crate::model::Preference::{Ranking, Statements, Weights};
    model
        .decision_makers()
        .iter()
        .all(|dm| match &dm.preference {
            Statements { statements, .. } => statements.len() < 15,
            Weights { weights, .. } => weights.len() < 15,
            Ranking { groups, .. } => groups.len() < 0x7FFF,
        })
        || model.options().len() < 15
}

fn entry_bytes(model: &Model) -> u64 {
    let widest = model
        .decision_makers()
        .iter()
        .map(|dm| dm.options.len())
        .max();
    match widest.unwrap_or(0) {
        0..=7 => 1,
        8..=15 => 2,
        _ => 4,
    }
}

/// The feasible states as a cube.
pub(crate) fn space(model: &Model) -> Arc<Space> {
    let mut feasible = Bits::new(1 << model.options().len());
    let _ = model.visit_feasible(|run| {
        // The cube fits in memory, so its numbers fit.
        let place = |code| usize::try_from(code).unwrap_or(usize::MAX);
        feasible.insert_run(place(run.start), place(run.end));
        ControlFlow::<()>::Continue(())
    });
    Arc::new(Space::Cube(feasible))
}

/// Runs the concepts for every decision maker.
///
/// # Errors
///
/// [`AnalysisError::Stopped`].
pub(crate) fn solve(
    model: &Model,
    feasible: &Bits,
    concepts: &[Basic],
    monitor: &Monitor<'_>,
) -> Result<Stable, AnalysisError> {
    let ranks = model.decision_makers().iter().map(|dm| ranks(dm, feasible));
    solve_ranks(model, feasible, ranks, concepts, monitor)
}

/// The same with ranks from elsewhere, in the order of the decision makers.
pub(crate) fn solve_ranks(
    model: &Model,
    feasible: &Bits,
    given: impl Iterator<Item = Ranks>,
    concepts: &[Basic],
    monitor: &Monitor<'_>,
) -> Result<Stable, AnalysisError> {
    let mut all = Vec::with_capacity(model.decision_makers().len());
    let mut bound = 0;
    for mut ranks in given {
        if ranks.bound > i16::RANKS {
            renumber(&mut ranks, feasible);
        }
        bound = bound.max(ranks.bound);
        all.push(Packed::new(ranks, feasible));
        monitor.step(1)?;
    }
    if bound <= i16::RANKS {
        let ranks = all
            .into_iter()
            .map(|packed| packed.narrow(feasible))
            .collect();
        with_entries::<i16>(model, feasible, ranks, concepts, monitor)
    } else {
        let ranks = all
            .into_iter()
            .map(|packed| packed.wide(feasible))
            .collect();
        with_entries::<i32>(model, feasible, ranks, concepts, monitor)
    }
}

/// Ranks that are packed as soon as they are known: only the widest decision
/// maker decides how wide all must be.
enum Packed {
    Narrow(Vec<i16>),
    Wide(Ranks),
}

impl Packed {
    fn new(ranks: Ranks, feasible: &Bits) -> Self {
        if ranks.bound <= i16::RANKS {
            Self::Narrow(keys(&ranks, feasible))
        } else {
            Self::Wide(ranks)
        }
    }

    fn narrow(self, feasible: &Bits) -> Vec<i16> {
        match self {
            Self::Narrow(keys) => keys,
            Self::Wide(ranks) => keys(&ranks, feasible),
        }
    }

    fn wide(self, feasible: &Bits) -> Vec<i32> {
        match self {
            Self::Wide(ranks) => keys(&ranks, feasible),
            Self::Narrow(narrow) => narrow
                .iter()
                .map(|key| {
                    if *key == i16::MAX {
                        i32::MAX
                    } else {
                        i32::from(*key)
                    }
                })
                .collect(),
        }
    }
}

fn with_entries<K: Key>(
    model: &Model,
    feasible: &Bits,
    ranks: Vec<Vec<K>>,
    concepts: &[Basic],
    monitor: &Monitor<'_>,
) -> Result<Stable, AnalysisError> {
    match entry_bytes(model) {
        1 => Cube::<K, u8>::new(model, feasible, ranks).solve(concepts, monitor),
        2 => Cube::<K, u16>::new(model, feasible, ranks).solve(concepts, monitor),
        _ => Cube::<K, u32>::new(model, feasible, ranks).solve(concepts, monitor),
    }
}

/// What all decision makers' runs have in common.
struct Cube<'a, K, E> {
    choices: &'a [Choice],
    /// Each decision maker's options.
    own: Vec<usize>,
    ranks: Vec<Vec<K>>,
    /// Whether some state is infeasible.
    gaps: bool,
    sorted: Vec<Sorted<E>>,
    threads: usize,
}

impl<'a, K: Key, E: Entry> Cube<'a, K, E> {
    fn new(model: &'a Model, feasible: &Bits, ranks: Vec<Vec<K>>) -> Self {
        let own = model
            .decision_makers()
            .iter()
            .map(|dm| usize::try_from(dm.mask()).unwrap_or(0))
            .collect();
        Self {
            choices: model.options(),
            own,
            ranks,
            gaps: feasible.count() < feasible.len(),
            sorted: Vec::new(),
            threads: if model.options().len() < SHARED {
                1
            } else {
                cores()
            },
        }
    }

    fn solve(mut self, concepts: &[Basic], monitor: &Monitor<'_>) -> Result<Stable, AnalysisError> {
        if concepts.iter().any(|concept| concept.is_credible()) {
            for (own, rank) in self.own.iter().zip(&self.ranks) {
                self.sorted
                    .push(Sorted::new(rank, *own, self.choices, self.threads));
                monitor.step(1)?;
            }
        }
        let states = self.ranks.first().map_or(0, Vec::len);
        let mut stable: Stable = vec![Vec::with_capacity(self.own.len()); concepts.len()];
        for player in 0..self.own.len() {
            let mut marks = vec![0_u8; states];
            let sliced = Sliced::new(&self, player);
            for (place, concept) in concepts.iter().enumerate() {
                sliced.mark(*concept, 1 << place, &mut marks, monitor)?;
            }
            let marks = sliced.in_model_order(&marks);
            for (place, stable) in stable.iter_mut().enumerate() {
                stable.push(marked(&marks, place));
            }
        }
        Ok(stable)
    }
}

/// The states whose mark has the bit.
fn marked(marks: &[u8], bit: usize) -> Bits {
    let words = marks
        .chunks(64)
        .map(|block| {
            block.iter().enumerate().fold(0, |word, (place, mark)| {
                word | u64::from(mark >> bit & 1) << place
            })
        })
        .collect();
    Bits::from_words(words, marks.len())
}
