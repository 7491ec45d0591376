//! The basic concepts over a cube so small that everything stays in the
//! innermost cache: what mass runs are made of.
//!
//! The states keep their order, and another party's improvements are looked up
//! by the set of options that it changes, eight states at a time; sorting
//! would cost more than it saves here.

use super::draw::Draw;
use crate::concept::Basic;
use crate::cube::over_option;
use crate::model::{Changeable, Direction, Model};
use crate::state::State;
use crate::verdicts::Space;

/// Above this many options, or this many of one decision maker, other methods
/// are quicker.
const OPTIONS: usize = 10;
const OWN: usize = 4;

/// What is the same in every draw.
pub(super) struct Tiny {
    states: usize,
    parties: Vec<Owned>,
    /// Lowest key where the state is feasible, highest where it is not.
    closed: Vec<i16>,
    gaps: bool,
}

/// A decision maker's options.
struct Owned {
    options: Vec<(u32, Direction)>,
    /// Each set of its options that it may change at once, with the highest
    /// key where the directions forbid that and the lowest elsewhere.
    changes: Vec<(usize, Vec<i16>)>,
}

/// What a thread keeps from draw to draw.
pub(super) struct Scratch {
    /// By decision maker and state: the rank; the highest key if infeasible.
    rank: Vec<Vec<i16>>,
    /// By decision maker and state: the best rank that it can move to.
    best: Vec<Vec<i16>>,
    /// By decision maker and change: where it is an improvement, the lowest
    /// key; elsewhere the highest.
    barred: Vec<Vec<Vec<i16>>>,
    values: Vec<i16>,
    before: Vec<i16>,
    /// By concept: the worst that the others can bring about for one decision
    /// maker.
    answered: [Vec<i16>; 4],
    /// By concept asked for: all bits set where the state has been stable for
    /// everybody so far.
    kept: Vec<Vec<i16>>,
}

/// The concepts with answers, in an order in which each one's answers are no
/// worse for the mover than those of the ones after it.
const ANSWERED: [Basic; 4] = [Basic::Sseq, Basic::Seq, Basic::Smr, Basic::Gmr];

/// Those of them before it, by place, whose answers bound a concept's own.
fn bounds(place: usize) -> &'static [usize] {
    [&[] as &[usize], &[0], &[0], &[1, 2]][place]
}

impl Tiny {
    /// `None` where the model is not small enough.
    pub fn new(model: &Model, space: &Space) -> Option<Self> {
        let options = model.options().len();
        let Space::Cube(feasible) = space else {
            return None;
        };
        // Eight states are looked at together.
        if !(3..=OPTIONS).contains(&options)
            || model
                .decision_makers()
                .iter()
                .any(|dm| dm.options.len() > OWN)
        {
            return None;
        }
        let states = feasible.len();
        let parties = model
            .decision_makers()
            .iter()
            .map(|dm| {
                let own = dm.mask();
                let changeable = Changeable::new(model.options(), own);
                let allowed = |change: u64| {
                    let bar = |state: usize| {
                        let free = changeable.at(State(state as u64));
                        if change & !free == 0 {
                            i16::MIN
                        } else {
                            i16::MAX
                        }
                    };
                    (0..states).map(bar).collect()
                };
                let mut changes = Vec::new();
                let mut change = own;
                while change != 0 {
                    changes.push((usize::try_from(change).unwrap_or(0), allowed(change)));
                    change = (change - 1) & own;
                }
                let options = dm
                    .options
                    .iter()
                    .map(|option| {
                        (
                            u32::try_from(*option).unwrap_or(0),
                            model.options()[*option].direction,
                        )
                    })
                    .collect();
                Owned { options, changes }
            })
            .collect();
        let closed = (0..states)
            .map(|s| {
                if feasible.contains(s) {
                    i16::MIN
                } else {
                    i16::MAX
                }
            })
            .collect();
        Some(Self {
            states,
            parties,
            closed,
            gaps: feasible.count() < states,
        })
    }

    pub fn scratch(&self, concepts: usize) -> Scratch {
        let row = vec![0; self.states];
        Scratch {
            rank: vec![row.clone(); self.parties.len()],
            best: vec![row.clone(); self.parties.len()],
            barred: self
                .parties
                .iter()
                .map(|party| vec![row.clone(); party.changes.len()])
                .collect(),
            values: row.clone(),
            before: row.clone(),
            answered: [row.clone(), row.clone(), row.clone(), row.clone()],
            kept: vec![row; concepts],
        }
    }

    /// Puts the equilibria under each concept into `equilibria`.
    pub fn run(
        &self,
        draw: &Draw<'_>,
        concepts: &[Basic],
        scratch: &mut Scratch,
        equilibria: &mut [Vec<u64>],
    ) {
        for dm in 0..self.parties.len() {
            let rank = &mut scratch.rank[dm];
            match draw.small(dm) {
                Some(small) => rank.copy_from_slice(small),
                None => {
                    for (rank, closed) in rank.iter_mut().zip(draw.closed(dm)) {
                        *rank = i16::try_from(closed).unwrap_or(i16::MAX - 1);
                    }
                }
            }
            raise_to(rank, &self.closed);
            let best = &mut scratch.best[dm];
            best.copy_from_slice(rank);
            self.best_own_move(dm, best);
            raise_to(best, &self.closed);
        }
        if concepts.iter().any(|concept| concept.is_credible()) {
            for (dm, party) in self.parties.iter().enumerate() {
                for ((change, allowed), barred) in party.changes.iter().zip(&mut scratch.barred[dm])
                {
                    bar(&scratch.rank[dm], *change, allowed, barred);
                }
            }
        }
        for kept in &mut scratch.kept {
            for (kept, closed) in kept.iter_mut().zip(&self.closed) {
                *kept = if *closed == i16::MAX { 0 } else { -1 };
            }
        }
        for dm in 0..self.parties.len() {
            self.keep_stable(dm, concepts, scratch);
        }
        for (kept, equilibria) in scratch.kept.iter().zip(equilibria) {
            for (word, kept) in equilibria.iter_mut().zip(kept.chunks(64)) {
                *word = kept.iter().enumerate().fold(0, |word, (place, kept)| {
                    word | u64::from(*kept != 0) << place
                });
            }
        }
    }

    /// Takes away the states that are not stable for the decision maker.
    fn keep_stable(&self, dm: usize, concepts: &[Basic], scratch: &mut Scratch) {
        let asked = |concept: Basic| concepts.iter().position(|one| *one == concept);
        let answers = !self.parties[dm].options.is_empty();
        let mut known = [false; 4];
        for (place, concept) in ANSWERED.into_iter().enumerate() {
            let Some(number) = asked(concept).filter(|_| answers) else {
                continue;
            };
            let mut values = std::mem::take(&mut scratch.values);
            values.copy_from_slice(if concept.is_symmetric() {
                &scratch.best[dm]
            } else {
                &scratch.rank[dm]
            });
            // Begun from what is known to be possible, it settles sooner.
            for bound in bounds(place).iter().filter(|bound| known[**bound]) {
                lower_to(&mut values, &scratch.answered[*bound]);
            }
            self.settle(dm, concept.is_credible(), &mut values, scratch);
            scratch.answered[place].copy_from_slice(&values);
            known[place] = true;
            let rank = &scratch.rank[dm];
            lower_to(&mut values, rank);
            self.best_own_move(dm, &mut values);
            keep_where(&values, rank, &mut scratch.kept[number]);
            scratch.values = values;
        }
        for (number, concept) in concepts.iter().enumerate() {
            if *concept == Basic::Nash || !answers {
                let (best, rank) = (&scratch.best[dm], &scratch.rank[dm]);
                keep_where(best, rank, &mut scratch.kept[number]);
            }
        }
    }

    /// Lowers each value to the lowest that the others can bring about.
    fn settle(&self, dm: usize, credible: bool, values: &mut [i16], scratch: &mut Scratch) {
        let others: Vec<usize> = (0..self.parties.len())
            .filter(|other| *other != dm && !self.parties[*other].options.is_empty())
            .collect();
        let mut unchanged = 0;
        for turn in 0.. {
            // One party alone settles in one turn.
            if unchanged >= others.len() || turn > 0 && others.len() == 1 {
                break;
            }
            let other = others[turn % others.len()];
            let changed = if credible {
                let changes = self.parties[other]
                    .changes
                    .iter()
                    .zip(&scratch.barred[other]);
                changes.fold(false, |any, ((change, _), barred)| {
                    lower(values, *change, barred) | any
                })
            } else {
                scratch.before.copy_from_slice(values);
                for (option, direction) in &self.parties[other].options {
                    over_option(values, *option, *direction, i16::min);
                }
                if self.gaps {
                    raise_to(values, &self.closed);
                }
                *scratch.before != *values
            };
            unchanged = if changed { 1 } else { unchanged + 1 };
        }
    }

    /// Raises each value to the highest among the states that the decision
    /// maker can move to. Infeasible states have none to give.
    fn best_own_move(&self, dm: usize, values: &mut [i16]) {
        if self.gaps {
            for (value, closed) in values.iter_mut().zip(&self.closed) {
                *value = if *closed == i16::MAX {
                    i16::MIN
                } else {
                    *value
                };
            }
        }
        for (option, direction) in &self.parties[dm].options {
            over_option(values, *option, *direction, i16::max);
        }
    }
}

fn raise_to(values: &mut [i16], least: &[i16]) {
    for (value, least) in values.iter_mut().zip(least) {
        *value = (*value).max(*least);
    }
}

fn lower_to(values: &mut [i16], most: &[i16]) {
    for (value, most) in values.iter_mut().zip(most) {
        *value = (*value).min(*most);
    }
}

/// Clears the states whose best is better than they are.
fn keep_where(best: &[i16], rank: &[i16], kept: &mut [i16]) {
    for ((best, rank), kept) in best.iter().zip(rank).zip(kept) {
        *kept &= -i16::from(best <= rank);
    }
}

/// Where the change leads to a better state, `barred` is what `allowed` says;
/// elsewhere the highest key. An infeasible target has the highest rank. It has
/// nothing to give, so that it looks better does no harm.
fn bar(rank: &[i16], change: usize, allowed: &[i16], barred: &mut [i16]) {
    match change & 7 {
        0 => bar_by::<0>(rank, change >> 3, allowed, barred),
        1 => bar_by::<1>(rank, change >> 3, allowed, barred),
        2 => bar_by::<2>(rank, change >> 3, allowed, barred),
        3 => bar_by::<3>(rank, change >> 3, allowed, barred),
        4 => bar_by::<4>(rank, change >> 3, allowed, barred),
        5 => bar_by::<5>(rank, change >> 3, allowed, barred),
        6 => bar_by::<6>(rank, change >> 3, allowed, barred),
        _ => bar_by::<7>(rank, change >> 3, allowed, barred),
    }
}

fn bar_by<const WITHIN: usize>(rank: &[i16], between: usize, allowed: &[i16], barred: &mut [i16]) {
    let (rank, _) = rank.as_chunks::<8>();
    let (allowed, _) = allowed.as_chunks::<8>();
    let (barred, _) = barred.as_chunks_mut::<8>();
    for (block, (barred, allowed)) in barred.iter_mut().zip(allowed).enumerate() {
        let (own, partner) = (rank[block], rank[block ^ between]);
        for i in 0..8 {
            let better = partner[i ^ WITHIN] > own[i];
            barred[i] = if better { allowed[i] } else { i16::MAX };
        }
    }
}

/// Lowers each value to that of the state that differs by the change, where it
/// is not barred. Says whether anything changed.
fn lower(values: &mut [i16], change: usize, barred: &[i16]) -> bool {
    match change & 7 {
        0 => lower_by::<0>(values, change >> 3, barred),
        1 => lower_by::<1>(values, change >> 3, barred),
        2 => lower_by::<2>(values, change >> 3, barred),
        3 => lower_by::<3>(values, change >> 3, barred),
        4 => lower_by::<4>(values, change >> 3, barred),
        5 => lower_by::<5>(values, change >> 3, barred),
        6 => lower_by::<6>(values, change >> 3, barred),
        _ => lower_by::<7>(values, change >> 3, barred),
    }
}

fn lower_by<const WITHIN: usize>(values: &mut [i16], between: usize, barred: &[i16]) -> bool {
    let (blocks, _) = values.as_chunks_mut::<8>();
    let (barred, _) = barred.as_chunks::<8>();
    let mut changed = 0;
    for block in 0..blocks.len() {
        let partner = blocks[block ^ between];
        let barred = &barred[block];
        let own = &mut blocks[block];
        for i in 0..8 {
            let new = own[i].min(partner[i ^ WITHIN].max(barred[i]));
            changed |= new ^ own[i];
            own[i] = new;
        }
    }
    changed != 0
}
