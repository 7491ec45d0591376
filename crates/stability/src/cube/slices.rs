//! One decision maker's run: slices in which only the others move, and its
//! own moves between them.

use super::Cube;
use super::improving::Lens;
use super::key::{Entry, Key};
use super::layout::Layout;
use super::transform::{over_option, over_rows};
use crate::concept::Basic;
use crate::error::AnalysisError;
use crate::model::Direction;
use crate::monitor::Monitor;
use crate::parallel::pieces;

/// The ranks of one decision maker in the layout that puts its options on top.
pub(super) struct Sliced<'a, K, E> {
    cube: &'a Cube<'a, K, E>,
    player: usize,
    layout: Layout,
    /// Infeasible states have the highest key.
    rank: Vec<K>,
    /// The best rank that it can move to, its own included; infeasible states
    /// have the highest key.
    best: Vec<K>,
}

impl<'a, K: Key, E: Entry> Sliced<'a, K, E> {
    pub fn new(cube: &'a Cube<'a, K, E>, player: usize) -> Self {
        let ranks = &cube.ranks[player];
        let layout = Layout::new(ranks.len().trailing_zeros(), cube.own[player] as u64);
        let mut rank = vec![K::MAX; ranks.len()];
        let gather = |number: usize, slice: &mut [K]| {
            let mut states = layout.states(number);
            for key in slice {
                *key = ranks[states.step()];
            }
            Ok::<(), std::convert::Infallible>(())
        };
        let Ok(()) = pieces(&mut rank, layout.slice(), cube.threads, gather);
        let mut sliced = Self {
            cube,
            player,
            layout,
            rank,
            best: Vec::new(),
        };
        let mut best = sliced.rank.clone();
        sliced.best_own_move(&mut best);
        for (best, rank) in best.iter_mut().zip(&sliced.rank) {
            if *rank == K::MAX {
                *best = K::MAX;
            }
        }
        sliced.best = best;
        sliced
    }

    /// Puts `bit` into the marks, which lie as the slices do, of the states
    /// that are stable.
    pub fn mark(
        &self,
        concept: Basic,
        bit: u8,
        marks: &mut [u8],
        monitor: &Monitor<'_>,
    ) -> Result<(), AnalysisError> {
        let steps = self.layout.slices() as u64;
        let alone = self.layout.own == 0;
        if concept == Basic::Nash || alone {
            self.mark_where(&self.best, bit, marks);
            return monitor.step(steps);
        }
        let mut values = if concept.is_symmetric() {
            self.best.clone()
        } else {
            self.rank.clone()
        };
        if concept.is_credible() {
            self.answers_by_improvements(&mut values, monitor)?;
        } else {
            self.answers_by_moves(&mut values, monitor)?;
        }
        for (value, rank) in values.iter_mut().zip(&self.rank) {
            *value = (*value).min(*rank);
        }
        self.best_own_move(&mut values);
        self.mark_where(&values, bit, marks);
        Ok(())
    }

    fn mark_where(&self, best: &[K], bit: u8, marks: &mut [u8]) {
        for ((mark, best), rank) in marks.iter_mut().zip(best).zip(&self.rank) {
            let stable = *best <= *rank && *rank != K::MAX;
            *mark |= if stable { bit } else { 0 };
        }
    }

    /// Raises each value to the highest among the states that the player can
    /// move to. Infeasible states have none to give.
    fn best_own_move(&self, values: &mut [K]) {
        if self.cube.gaps {
            for (value, rank) in values.iter_mut().zip(&self.rank) {
                *value = if *rank == K::MAX { K::MIN } else { *value };
            }
        }
        let slice = self.layout.slice();
        for (place, option) in options(self.layout.own).enumerate() {
            let direction = self.cube.choices[option].direction;
            let half = slice << place;
            for block in values.chunks_exact_mut(2 * half) {
                let (without, with) = block.split_at_mut(half);
                over_rows(without, with, direction, K::max);
            }
        }
    }

    /// Lowers each value to the least that the others can bring about.
    fn answers_by_moves(
        &self,
        values: &mut [K],
        monitor: &Monitor<'_>,
    ) -> Result<(), AnalysisError> {
        let others: Vec<Vec<(u32, Direction)>> = self
            .others()
            .map(|other| {
                options(self.cube.own[other])
                    .map(|option| {
                        let within = self.layout.within(1 << option).trailing_zeros();
                        (within, self.cube.choices[option].direction)
                    })
                    .collect()
            })
            .collect();
        let size = self.layout.slice();
        pieces(values, size, self.cube.threads, |number, values| {
            let rank = &self.rank[number * size..(number + 1) * size];
            let lower = |party: usize, values: &mut [K]| {
                for (option, direction) in &others[party] {
                    over_option(values, *option, *direction, K::min);
                }
                if self.cube.gaps {
                    for (value, rank) in values.iter_mut().zip(rank) {
                        *value = if *rank == K::MAX { K::MAX } else { *value };
                    }
                }
            };
            if self.cube.gaps {
                let mut before = values.to_vec();
                until_settled(others.len(), |party| {
                    lower(party, values);
                    let changed = before != *values;
                    before.copy_from_slice(values);
                    changed
                });
            } else {
                // Without infeasible states the order of moves is free, so one
                // round reaches everything.
                (0..others.len()).for_each(|party| lower(party, values));
            }
            monitor.step(1)
        })
    }

    /// Lowers each value to the least that the others can bring about by moves
    /// that each mover gains by.
    fn answers_by_improvements(
        &self,
        values: &mut [K],
        monitor: &Monitor<'_>,
    ) -> Result<(), AnalysisError> {
        let lenses: Vec<Lens<'_, E>> = self
            .others()
            .map(|other| self.cube.sorted[other].seen_by(self.layout.own))
            .collect();
        pieces(
            values,
            self.layout.slice(),
            self.cube.threads,
            |number, values| {
                until_settled(lenses.len(), |party| lenses[party].lower(values, number));
                monitor.step(1)
            },
        )
    }

    /// The other decision makers that can move at all.
    fn others(&self) -> impl Iterator<Item = usize> {
        let able = |other: &usize| *other != self.player && self.cube.own[*other] != 0;
        (0..self.cube.own.len()).filter(able)
    }

    /// The marks in the model's order of states.
    pub fn in_model_order(&self, marks: &[u8]) -> Vec<u8> {
        let mut ordered = vec![0; marks.len()];
        for (number, slice) in marks.chunks_exact(self.layout.slice()).enumerate() {
            let mut states = self.layout.states(number);
            for mark in slice {
                ordered[states.step()] = *mark;
            }
        }
        ordered
    }
}

/// Lets the parties move in turn until a whole round changes nothing. `lower`
/// says whether a party's turn changed anything.
fn until_settled(parties: usize, mut lower: impl FnMut(usize) -> bool) {
    // One party alone settles in one turn, because its moves are transitive.
    let enough = if parties == 1 { 0 } else { parties };
    let mut unchanged = 0;
    let mut party = 0;
    if parties == 0 {
        return;
    }
    loop {
        unchanged = if lower(party) { 1 } else { unchanged + 1 };
        if unchanged >= enough {
            return;
        }
        party = (party + 1) % parties;
    }
}

/// The options of a mask, ascending.
fn options(mask: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |option| mask >> option & 1 == 1)
}
