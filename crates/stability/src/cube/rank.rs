//! Every state's rank for a decision maker, 64 states at a time.

use super::key::Key;
use crate::bits::Bits;
use crate::condition::Condition;
use crate::model::{DecisionMaker, Preference};
use crate::state::State;
use std::collections::BTreeSet;

/// Ranks as plain numbers, and a bound that all are below.
pub(crate) struct Ranks {
    pub values: Vec<u32>,
    pub bound: u32,
}

/// Above this many values, they are renumbered without gaps before they double
/// again.
const SPARSE: u32 = 1 << 27;

/// The rank of every state of a cube for the decision maker, 0 the lowest.
/// Infeasible states get some rank or other.
pub(crate) fn ranks(dm: &DecisionMaker, feasible: &Bits) -> Ranks {
    match &dm.preference {
        Preference::Statements { statements, .. } => by_statements(statements, feasible),
        Preference::Weights { weights, .. } => by_weights(&dm.preference, weights, feasible),
        Preference::Ranking { groups, .. } => {
            let mut values = vec![0; feasible.len()];
            let bound = u32::try_from(groups.len()).unwrap_or(u32::MAX);
            for (rank, group) in (0..bound).zip(groups.iter().rev()) {
                for state in group {
                    // A ranking names feasible states only.
                    values[usize::try_from(state.0).unwrap_or(0)] = rank;
                }
            }
            Ranks { values, bound }
        }
    }
}

fn by_statements(statements: &[Condition], feasible: &Bits) -> Ranks {
    let mut ranks = Ranks {
        values: vec![0; feasible.len()],
        bound: 1,
    };
    let mut rest = statements;
    while !rest.is_empty() {
        if ranks.bound > SPARSE {
            renumber(&mut ranks, feasible);
        }
        // As many statements at once as keep the numbers below 2^31.
        let room = (31 - ranks.bound.ilog2()).saturating_sub(1).clamp(1, 8) as usize;
        let (now, later) = rest.split_at(room.min(rest.len()));
        rest = later;
        let mut words = Vec::with_capacity(now.len());
        for (number, block) in ranks.values.chunks_mut(64).enumerate() {
            words.clear();
            words.extend(
                now.iter()
                    .map(|statement| statement.word(number as u64 * 64)),
            );
            for (place, value) in block.iter_mut().enumerate() {
                for word in &words {
                    *value = *value << 1 | (word >> place & 1) as u32;
                }
            }
        }
        ranks.bound <<= now.len();
    }
    ranks
}

fn by_weights(preference: &Preference, weights: &[(Condition, i64)], feasible: &Bits) -> Ranks {
    let sums = |number: usize, sums: &mut [i64; 64]| {
        sums.fill(0);
        for (condition, weight) in weights {
            let mut left = condition.word(number as u64 * 64);
            while left != 0 {
                sums[left.trailing_zeros() as usize] += weight;
                left &= left - 1;
            }
        }
    };
    let mut distinct = BTreeSet::from([preference.value(State(0))]);
    let mut block = [0; 64];
    for (number, word) in feasible.words().iter().enumerate() {
        sums(number, &mut block);
        for (place, sum) in block.iter().enumerate() {
            if word >> place & 1 == 1 {
                distinct.insert(*sum);
            }
        }
    }
    let distinct: Vec<i64> = distinct.into_iter().collect();
    let mut values = vec![0; feasible.len()];
    for (number, values) in values.chunks_mut(64).enumerate() {
        sums(number, &mut block);
        for (value, sum) in values.iter_mut().zip(&block) {
            *value = u32::try_from(distinct.partition_point(|known| known < sum)).unwrap_or(0);
        }
    }
    Ranks {
        values,
        bound: u32::try_from(distinct.len()).unwrap_or(u32::MAX),
    }
}

/// Closes the gaps between the ranks of feasible states.
pub(crate) fn renumber(ranks: &mut Ranks, feasible: &Bits) {
    let mut used = vec![0_u64; (ranks.bound as usize).div_ceil(64)];
    for place in feasible.iter() {
        let value = ranks.values[place] as usize;
        used[value / 64] |= 1 << (value % 64);
    }
    let mut before = Vec::with_capacity(used.len());
    let mut count = 0;
    for word in &used {
        before.push(count);
        count += word.count_ones();
    }
    for value in &mut ranks.values {
        let (word, bit) = (*value as usize / 64, *value % 64);
        *value = before[word] + (used[word] & ((1 << bit) - 1)).count_ones();
    }
    ranks.bound = count.max(1);
}

/// The ranks as keys, with infeasible states above all.
pub(crate) fn keys<K: Key>(ranks: &Ranks, feasible: &Bits) -> Vec<K> {
    let mut keys = Vec::with_capacity(ranks.values.len());
    for (number, values) in ranks.values.chunks(64).enumerate() {
        let word = feasible.words()[number];
        keys.extend(values.iter().enumerate().map(|(place, value)| {
            if word >> place & 1 == 1 {
                K::new(*value)
            } else {
                K::MAX
            }
        }));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renumbering_keeps_the_order() {
        let feasible = Bits::full(64);
        let values: Vec<u32> = (0..64).map(|s| (s * 37 % 64) / 4 * 1000).collect();
        let mut ranks = Ranks {
            values: values.clone(),
            bound: 64_000,
        };
        renumber(&mut ranks, &feasible);
        assert_eq!(ranks.bound, 16);
        for a in 0..64 {
            for b in 0..64 {
                assert_eq!(
                    values[a].cmp(&values[b]),
                    ranks.values[a].cmp(&ranks.values[b])
                );
            }
        }
    }

    #[test]
    fn many_statements_keep_their_priority() {
        // Seventy statements: more than any number has bits.
        let mut statements = vec![Condition::Taken(2), Condition::Taken(0)];
        statements.extend((0..67).map(|k| Condition::Taken(k % 3)));
        statements.push(Condition::Taken(1));
        let ranks = by_statements(&statements, &Bits::full(8));
        let key = |s: usize| (s >> 2 & 1, s & 1, s >> 1 & 1);
        for a in 0..8 {
            for b in 0..8 {
                assert_eq!(key(a).cmp(&key(b)), ranks.values[a].cmp(&ranks.values[b]));
            }
        }
    }
}
