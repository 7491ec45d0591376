//! Reads sets: membership, size, and paths as patterns.

use super::{Diagrams, Set, Table};

impl Diagrams {
    /// Whether the set has the state whose variables `value` tells.
    pub fn contains(&self, set: Set, value: impl Fn(u32) -> bool) -> bool {
        let mut at = set;
        loop {
            let node = self.node(at);
            if node.variable == u32::MAX {
                return at == Set::ALL;
            }
            at = if value(node.variable) {
                node.high
            } else {
                node.low
            };
        }
    }

    /// How many of the values of `variables` variables, numbered evenly from 0
    /// in steps of two, are in the set.
    pub fn count(&self, set: Set, variables: u32) -> u128 {
        let mut known: Table<Set, u128> = Table::default();
        self.count_below(set, variables, &mut known) << self.level(set, variables)
    }

    fn level(&self, set: Set, variables: u32) -> u32 {
        let variable = self.node(set).variable;
        if variable == u32::MAX {
            variables
        } else {
            variable / 2
        }
    }

    fn count_below(&self, set: Set, variables: u32, known: &mut Table<Set, u128>) -> u128 {
        if set == Set::NONE || set == Set::ALL {
            return u128::from(set == Set::ALL);
        }
        if let Some(count) = known.get(&set) {
            return *count;
        }
        let node = self.node(set);
        let mut count = 0;
        for half in [node.low, node.high] {
            let skipped = self.level(half, variables) - node.variable / 2 - 1;
            count += self.count_below(half, variables, known) << skipped;
        }
        known.insert(set, count);
        count
    }

    /// The paths to the set's states, as the variables that each asks and
    /// their values, until `visit` says no.
    pub fn paths(&self, set: Set, visit: &mut impl FnMut(u128, u128) -> bool) {
        self.walk(set, 0, 0, visit);
    }

    fn walk(
        &self,
        set: Set,
        asked: u128,
        value: u128,
        visit: &mut impl FnMut(u128, u128) -> bool,
    ) -> bool {
        if set == Set::NONE {
            return true;
        }
        if set == Set::ALL {
            return visit(asked, value);
        }
        let node = self.node(set);
        let bit = 1 << node.variable;
        self.walk(node.low, asked | bit, value, visit)
            && self.walk(node.high, asked | bit, value | bit, visit)
    }
}
