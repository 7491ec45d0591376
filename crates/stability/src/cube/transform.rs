//! Best or worst over all combinations of some options, one option at a time.
//!
//! Looking at every subset of a party's k options would take 4^k steps. One
//! pass an option takes k times 2^k, because what a state can reach with two
//! options it can reach with one after the other, over infeasible states too
//! as long as one party changes both at once.

use super::key::Key;
use crate::model::Direction;

/// Gives each state the `pick` of its own value and that of the state that
/// differs from it in option `option` and that it may change to.
pub(crate) fn over_option<K: Key>(
    values: &mut [K],
    option: u32,
    direction: Direction,
    pick: impl Fn(K, K) -> K + Copy,
) {
    let half = 1 << option;
    if values.len() >= 32 && half < 16 {
        match half {
            1 => near::<K, 1>(values, direction, pick),
            2 => near::<K, 2>(values, direction, pick),
            4 => near::<K, 4>(values, direction, pick),
            _ => near::<K, 8>(values, direction, pick),
        }
        return;
    }
    for block in values.chunks_exact_mut(2 * half) {
        let (without, with) = block.split_at_mut(half);
        over_rows(without, with, direction, pick);
    }
}

/// The same between two rows of states: those without an option and those
/// with it.
pub(crate) fn over_rows<K: Key>(
    without: &mut [K],
    with: &mut [K],
    direction: Direction,
    pick: impl Fn(K, K) -> K + Copy,
) {
    let pairs = without.iter_mut().zip(with.iter_mut());
    match direction {
        Direction::Both => pairs.for_each(|(without, with)| {
            let best = pick(*without, *with);
            *without = best;
            *with = best;
        }),
        Direction::TakeOnly => pairs.for_each(|(without, with)| *without = pick(*without, *with)),
        Direction::DropOnly => pairs.for_each(|(without, with)| *with = pick(*with, *without)),
    }
}

/// Partners less than 16 apart, in blocks of fixed size, so that the compiler
/// can shuffle within vectors.
fn near<K: Key, const HALF: usize>(
    values: &mut [K],
    direction: Direction,
    pick: impl Fn(K, K) -> K + Copy,
) {
    let (blocks, _) = values.as_chunks_mut::<32>();
    for block in blocks {
        let old = *block;
        match direction {
            Direction::Both => {
                for i in 0..32 {
                    block[i] = pick(old[i], old[i ^ HALF]);
                }
            }
            Direction::TakeOnly => {
                for i in 0..32 {
                    if i & HALF == 0 {
                        block[i] = pick(old[i], old[i ^ HALF]);
                    }
                }
            }
            Direction::DropOnly => {
                for i in 0..32 {
                    if i & HALF != 0 {
                        block[i] = pick(old[i], old[i ^ HALF]);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_looks_at_its_partner() {
        for options in [3_u32, 7] {
            let values: Vec<i16> = (0..1_i16 << options)
                .map(|s| s.wrapping_mul(7919))
                .collect();
            for option in 0..options {
                for direction in [Direction::Both, Direction::TakeOnly, Direction::DropOnly] {
                    let mut found = values.clone();
                    over_option(&mut found, option, direction, i16::min);
                    for (state, value) in found.iter().enumerate() {
                        let taken = state >> option & 1 == 1;
                        let free = match direction {
                            Direction::Both => true,
                            Direction::TakeOnly => !taken,
                            Direction::DropOnly => taken,
                        };
                        let partner = values[state ^ 1 << option];
                        let wanted = if free {
                            values[state].min(partner)
                        } else {
                            values[state]
                        };
                        assert_eq!(*value, wanted, "{option} {direction:?} {state}");
                    }
                }
            }
        }
    }
}
