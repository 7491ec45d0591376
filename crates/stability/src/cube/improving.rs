//! Others' improvements: sub-cubes sorted once by the party's rank, and kept.
//!
//! In a sub-cube only one party's options change. Sorted from its best state
//! to its worst, every improvement leads to an earlier entry, so one pass that
//! carries the minimum along settles all of them.

use super::key::{Entry, Key};
use super::layout::{Walk, deposit, extract};
use crate::model::{Choice, Direction};
use crate::parallel::pieces;

/// A party's sub-cubes, each as its states from best to worst. Infeasible
/// states come first; they carry no value, so they change nothing.
pub(crate) struct Sorted<E> {
    /// The sub-cubes one after another, in the order of the other options.
    entries: Vec<E>,
    /// The party's options as a mask.
    own: usize,
    /// How many options the cube has.
    options: u32,
    /// The party's one-way options, each as a mask within the sub-cube, and
    /// whether it can only be taken.
    one_way: Vec<(usize, bool)>,
}

/// The place of one party in the slices of another.
pub(crate) struct Lens<'a, E> {
    sorted: &'a Sorted<E>,
    /// Where each state of a sub-cube lies, counted from the sub-cube's first.
    offsets: Vec<usize>,
    /// The other options within the slice.
    bases: usize,
    /// Those options in the numbering of the sub-cubes.
    cubes: usize,
    /// The options of the slice's owner in the numbering of the sub-cubes.
    owner: usize,
}

impl<E: Entry> Sorted<E> {
    /// Sorts the sub-cubes of the party that owns `own`, by its ranks.
    pub fn new<K: Key>(rank: &[K], own: usize, choices: &[Choice], threads: usize) -> Self {
        let options = rank.len().trailing_zeros();
        let size = 1 << own.count_ones();
        let offsets: Vec<usize> = (0..size).map(|state| deposit(state, own)).collect();
        let rest = (rank.len() - 1) & !own;
        let mut entries = vec![E::default(); rank.len()];
        let run = (1 << 14).max(size);
        let sort = |number: usize, piece: &mut [E]| {
            let mut bases = Walk::new(rest, 0);
            let first = number * run / size;
            bases.skip_to(first);
            let mut order: Vec<(K, usize)> = Vec::with_capacity(size);
            for cube in piece.chunks_exact_mut(size) {
                let base = bases.step();
                order.clear();
                order.extend(
                    offsets
                        .iter()
                        .enumerate()
                        .map(|(state, offset)| (rank[base | offset], state)),
                );
                order.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
                let mut before = None;
                for (entry, (rank, state)) in cube.iter_mut().zip(&order) {
                    *entry = E::new(*state, before.is_some_and(|before| before != *rank));
                    before = Some(*rank);
                }
            }
            Ok::<(), std::convert::Infallible>(())
        };
        let Ok(()) = pieces(&mut entries, run, threads, sort);
        let one_way = choices
            .iter()
            .enumerate()
            .filter(|(k, choice)| own >> k & 1 == 1 && choice.direction != Direction::Both)
            .map(|(k, choice)| {
                (
                    extract(1 << k, own),
                    choice.direction == Direction::TakeOnly,
                )
            })
            .collect();
        Self {
            entries,
            own,
            options,
            one_way,
        }
    }

    /// How it looks from slices in which the options of `owner` do not move.
    pub fn seen_by(&self, owner: usize) -> Lens<'_, E> {
        let all = (1 << self.options) - 1;
        let slice = all & !owner;
        let own = extract(self.own, slice);
        let size = 1 << self.own.count_ones();
        Lens {
            sorted: self,
            offsets: (0..size).map(|state| deposit(state, own)).collect(),
            bases: extract(slice & !self.own, slice),
            cubes: extract(slice & !self.own, all & !self.own),
            owner: extract(owner, all & !self.own),
        }
    }
}

impl<E: Entry> Lens<'_, E> {
    /// Lowers each state's value to the least value among the states that the
    /// party could improve to. Says whether anything changed.
    pub fn lower<K: Key>(&self, values: &mut [K], slice: usize) -> bool {
        let size = self.offsets.len();
        let mut bases = Walk::new(self.bases, 0);
        let mut cubes = Walk::new(self.cubes, deposit(slice, self.owner));
        let mut changed = false;
        for _ in 0..values.len() / size {
            let (base, cube) = (bases.step(), cubes.step());
            let entries = &self.sorted.entries[cube * size..(cube + 1) * size];
            if self.sorted.one_way.is_empty() {
                changed |= lower_cube(values, base, entries, &self.offsets);
            } else {
                changed |= self.lower_one_way(values, base, entries);
            }
        }
        changed
    }

    /// With one-way options: for each setting of them, one pass over the
    /// states that can be reached from it.
    fn lower_one_way<K: Key>(&self, values: &mut [K], base: usize, entries: &[E]) -> bool {
        let one_way = &self.sorted.one_way;
        let mask = one_way.iter().fold(0, |mask, (option, _)| mask | option);
        let take = one_way.iter().fold(
            0,
            |take, (option, taking)| if *taking { take | option } else { take },
        );
        let mut changed = false;
        for setting in 0..1_usize << one_way.len() {
            let setting = deposit(setting, mask);
            let free = take & !setting | mask & !take & setting;
            let (mut better, mut all) = (K::MAX, K::MAX);
            for entry in entries {
                if entry.worse() {
                    better = all;
                }
                let state = entry.state();
                let change = (state ^ setting) & mask;
                if change & !free != 0 {
                    continue;
                }
                let value = &mut values[base + self.offsets[state]];
                if change == 0 && better < *value {
                    *value = better;
                    changed = true;
                }
                all = all.min(*value);
            }
        }
        changed
    }
}

fn lower_cube<K: Key, E: Entry>(
    values: &mut [K],
    base: usize,
    entries: &[E],
    offsets: &[usize],
) -> bool {
    // The least value among strictly better states, and among all so far.
    let (mut better, mut all) = (K::MAX, K::MAX);
    let mut changed = false;
    for entry in entries {
        better = if entry.worse() { all } else { better };
        let value = &mut values[base + offsets[entry.state()]];
        let new = better.min(*value);
        changed |= new != *value;
        *value = new;
        all = all.min(new);
    }
    changed
}
