//! Draws preferences: the same ones for the same seed and run.

use super::{Doubts, Factor};
use crate::model::{Model, Preference};
use crate::verdicts::Space;

/// What is drawn from.
pub(super) struct Source {
    parties: Vec<Wishes>,
    /// By decision maker: how many pairs of unknown preference it has.
    pairs: Vec<usize>,
    states: usize,
}

/// One decision maker's preferences over the places of the space.
struct Wishes {
    kind: Kind,
    drop: Vec<u8>,
    swap: Vec<u8>,
}

enum Kind {
    /// By statement and place: whether it holds.
    Statements(Vec<Vec<i16>>),
    /// By weight and place: whether it holds; and the weights.
    Weights(Vec<Vec<i16>>, Vec<i64>),
    /// The places of each group, best first.
    Ranking(Vec<Vec<usize>>),
}

/// One run's preferences.
pub(super) struct Draw<'a> {
    source: &'a Source,
    /// By decision maker and place: the rank. Its scale is the decision
    /// maker's own.
    ranks: Vec<Vec<i64>>,
    /// The same where sixteen bits are enough.
    small: Vec<Vec<i16>>,
    /// By decision maker and pair of unknown preference: whether the first is
    /// better.
    pub first_better: Vec<Vec<bool>>,
    active: Vec<usize>,
    order: Vec<usize>,
    dropped: Vec<bool>,
}

impl Source {
    /// `None` where the doubts are about other preferences.
    pub fn new(model: &Model, doubts: &Doubts, space: &Space) -> Option<Self> {
        let states = space.len();
        let parties = model.decision_makers();
        if doubts.drop.len() != parties.len() || doubts.swap.len() != parties.len() {
            return None;
        }
        let truth = |condition: &crate::condition::Condition| {
            (0..states)
                .map(|place| i16::from(condition.holds(space.state(place))))
                .collect()
        };
        let mut all = Vec::with_capacity(parties.len());
        for (n, dm) in parties.iter().enumerate() {
            let (kind, drops, swaps) = match &dm.preference {
                Preference::Statements { statements, .. } => {
                    let count = statements.len();
                    (
                        Kind::Statements(statements.iter().map(truth).collect()),
                        count,
                        count.saturating_sub(1),
                    )
                }
                Preference::Weights { weights, .. } => {
                    let truths = weights
                        .iter()
                        .map(|(condition, _)| truth(condition))
                        .collect();
                    let sums = weights.iter().map(|(_, weight)| *weight).collect();
                    (Kind::Weights(truths, sums), weights.len(), 0)
                }
                Preference::Ranking { groups, .. } => {
                    let place = |state: &crate::state::State| space.place(*state);
                    let groups: Vec<Vec<usize>> = groups
                        .iter()
                        .map(|group| group.iter().filter_map(place).collect())
                        .collect();
                    let count = groups.len();
                    (Kind::Ranking(groups), 0, count.saturating_sub(1))
                }
            };
            let (drop, swap) = (doubts.drop[n].clone(), doubts.swap[n].clone());
            if drop.len() != drops || swap.len() != swaps {
                return None;
            }
            all.push(Wishes { kind, drop, swap });
        }
        let pairs = parties.iter().map(|dm| dm.unknown.len()).collect();
        Some(Self {
            parties: all,
            pairs,
            states,
        })
    }

    /// Every factor, in the order of their numbers.
    pub fn factors(&self) -> Vec<Factor> {
        let mut factors = Vec::new();
        for (decision_maker, wishes) in self.parties.iter().enumerate() {
            let drops = 0..wishes.drop.len();
            let swaps = 0..wishes.swap.len();
            factors.extend(drops.map(|statement| Factor::Dropped {
                decision_maker,
                statement,
            }));
            factors.extend(swaps.map(|first| Factor::Swapped {
                decision_maker,
                first,
            }));
            let pairs = 0..self.pairs[decision_maker];
            factors.extend(pairs.map(|pair| Factor::FirstBetter {
                decision_maker,
                pair,
            }));
        }
        factors
    }

    /// Whether every rank of decision maker `dm` fits in sixteen bits.
    fn is_small(&self, dm: usize) -> bool {
        match &self.parties[dm].kind {
            Kind::Statements(statements) => statements.len() < 15,
            Kind::Weights(_, weights) => {
                weights
                    .iter()
                    .map(|weight| weight.unsigned_abs())
                    .fold(0_u64, u64::saturating_add)
                    < 0x7FFF
            }
            Kind::Ranking(groups) => groups.len() < 0x7FFF,
        }
    }
}

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn new(seed: u64, run: u64) -> Self {
        let mut random = Self(seed ^ run.wrapping_mul(0xD134_2543_DE82_EF95));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    /// Whether something with this chance in percent happens.
    fn happens(&mut self, percent: u8) -> bool {
        ((u128::from(self.next()) * 100) >> 64) < u128::from(percent)
    }
}

impl<'a> Draw<'a> {
    pub fn new(source: &'a Source) -> Self {
        let parties = source.parties.len();
        Self {
            source,
            ranks: vec![vec![0; source.states]; parties],
            small: vec![vec![0; source.states]; parties],
            first_better: source
                .pairs
                .iter()
                .map(|pairs| vec![false; *pairs])
                .collect(),
            active: Vec::new(),
            order: Vec::new(),
            dropped: Vec::new(),
        }
    }

    /// The numbers of the factors that are present.
    pub fn active(&self) -> &[usize] {
        &self.active
    }

    /// Draws the preferences of a run.
    pub fn draw(&mut self, seed: u64, run: u64) {
        let mut random = Random::new(seed, run);
        let source = self.source;
        self.active.clear();
        let mut factor = 0;
        let mut happens = |percent: u8, active: &mut Vec<usize>| {
            let happens = random.happens(percent);
            if happens {
                active.push(factor);
            }
            factor += 1;
            happens
        };
        for (dm, wishes) in source.parties.iter().enumerate() {
            self.dropped.clear();
            for chance in &wishes.drop {
                self.dropped.push(happens(*chance, &mut self.active));
            }
            let count = match &wishes.kind {
                Kind::Statements(all) | Kind::Weights(all, _) => all.len(),
                Kind::Ranking(groups) => groups.len(),
            };
            self.order.clear();
            self.order.extend(0..count);
            for (first, chance) in wishes.swap.iter().enumerate() {
                if happens(*chance, &mut self.active) {
                    self.order.swap(first, first + 1);
                }
            }
            for pair in &mut self.first_better[dm] {
                *pair = happens(50, &mut self.active);
            }
            if source.is_small(dm) {
                rank_small(
                    &wishes.kind,
                    &self.order,
                    &self.dropped,
                    &mut self.small[dm],
                );
            } else {
                rank(
                    &wishes.kind,
                    &self.order,
                    &self.dropped,
                    &mut self.ranks[dm],
                );
            }
        }
    }

    /// The ranks of decision maker `dm` where sixteen bits are enough for
    /// every draw.
    pub fn small(&self, dm: usize) -> Option<&[i16]> {
        self.source.is_small(dm).then(|| self.small[dm].as_slice())
    }

    /// The ranks of decision maker `dm` without gaps, 0 the lowest.
    pub fn closed(&self, dm: usize) -> Vec<u32> {
        let mut ranks = match self.small(dm) {
            Some(small) => small.iter().map(|rank| i64::from(*rank)).collect(),
            None => self.ranks[dm].clone(),
        };
        renumber(&mut ranks);
        ranks
            .iter()
            .map(|rank| u32::try_from(*rank).unwrap_or(0))
            .collect()
    }
}

fn rank_small(kind: &Kind, order: &[usize], dropped: &[bool], ranks: &mut [i16]) {
    ranks.fill(0);
    match kind {
        Kind::Statements(truths) => {
            for statement in order.iter().filter(|statement| !dropped[**statement]) {
                for (rank, holds) in ranks.iter_mut().zip(&truths[*statement]) {
                    *rank = *rank << 1 | holds;
                }
            }
        }
        Kind::Weights(truths, weights) => {
            for (place, weight) in weights
                .iter()
                .enumerate()
                .filter(|(place, _)| !dropped[*place])
            {
                let weight = i16::try_from(*weight).unwrap_or(0);
                for (rank, holds) in ranks.iter_mut().zip(&truths[place]) {
                    *rank += weight * holds;
                }
            }
        }
        Kind::Ranking(groups) => {
            for (rank, group) in (0_i16..).zip(order.iter().rev()) {
                for place in &groups[*group] {
                    ranks[*place] = rank;
                }
            }
        }
    }
}

fn rank(kind: &Kind, order: &[usize], dropped: &[bool], ranks: &mut [i64]) {
    ranks.fill(0);
    match kind {
        Kind::Statements(truths) => {
            let kept = order.iter().filter(|statement| !dropped[**statement]);
            for (n, statement) in kept.enumerate() {
                // Renumbered in time, any number of statements fits.
                if n % 30 == 29 {
                    renumber(ranks);
                }
                for (rank, holds) in ranks.iter_mut().zip(&truths[*statement]) {
                    *rank = *rank << 1 | i64::from(*holds);
                }
            }
        }
        Kind::Weights(truths, weights) => {
            for (place, weight) in weights
                .iter()
                .enumerate()
                .filter(|(place, _)| !dropped[*place])
            {
                for (rank, holds) in ranks.iter_mut().zip(&truths[place]) {
                    *rank += weight * i64::from(*holds);
                }
            }
        }
        Kind::Ranking(groups) => {
            for (rank, group) in (0_i64..).zip(order.iter().rev()) {
                for place in &groups[*group] {
                    ranks[*place] = rank;
                }
            }
        }
    }
}

/// Closes the gaps between ranks.
fn renumber(ranks: &mut [i64]) {
    let mut known = ranks.to_vec();
    known.sort_unstable();
    known.dedup();
    for rank in ranks {
        *rank = i64::try_from(known.partition_point(|other| other < rank)).unwrap_or(0);
    }
}
