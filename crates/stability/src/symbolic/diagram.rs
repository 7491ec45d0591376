//! Binary decision diagrams: sets of states as shared graphs (Bryant 1986).
//!
//! Reduced and ordered, without complemented edges. Nodes are numbered in the
//! order in which they are made, so that the same operations give the same
//! numbers every time.

mod mix;
mod read;

use mix::Mix;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// A set: the number of its root. Numbers are good until the next collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Set(u32);

impl Set {
    /// No state.
    pub const NONE: Self = Self(0);
    /// Every state.
    pub const ALL: Self = Self(1);
}

/// More nodes than are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outgrown;

type Made = Result<Set, Outgrown>;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Node {
    /// The variable it asks; leaves have the highest number.
    variable: u32,
    low: Set,
    high: Set,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Operation {
    And(Set, Set),
    Xor(Set, Set),
    Exists(Set, u128),
    AndExists(Set, Set, u128),
    Shift(Set, u128),
    Fix(Set, u32, bool),
}

type Table<K, V> = HashMap<K, V, BuildHasherDefault<Mix>>;

/// All nodes, and what is known of them.
pub(crate) struct Diagrams {
    nodes: Vec<Node>,
    unique: Table<Node, Set>,
    done: Table<Operation, Set>,
    /// How many nodes there may be.
    limit: usize,
}

/// About how many bytes a node takes, with its places in the tables.
pub(crate) const NODE_BYTES: u64 = 80;

impl Diagrams {
    pub fn new(limit: usize) -> Self {
        let leaf = |set| Node {
            variable: u32::MAX,
            low: set,
            high: set,
        };
        Self {
            nodes: vec![leaf(Set::NONE), leaf(Set::ALL)],
            unique: Table::default(),
            done: Table::default(),
            limit,
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, set: Set) -> Node {
        self.nodes[set.0 as usize]
    }

    fn make(&mut self, variable: u32, low: Set, high: Set) -> Made {
        if low == high {
            return Ok(low);
        }
        let node = Node {
            variable,
            low,
            high,
        };
        if let Some(known) = self.unique.get(&node) {
            return Ok(*known);
        }
        if self.nodes.len() >= self.limit {
            return Err(Outgrown);
        }
        let set = Set(u32::try_from(self.nodes.len()).map_err(|_| Outgrown)?);
        self.nodes.push(node);
        self.unique.insert(node, set);
        Ok(set)
    }

    /// The states in which the variable is 1.
    pub fn variable(&mut self, variable: u32) -> Made {
        self.make(variable, Set::NONE, Set::ALL)
    }

    /// The two halves of a set by a variable that is not below its root's.
    fn halves(&self, set: Set, variable: u32) -> (Set, Set) {
        let node = self.node(set);
        if node.variable == variable {
            (node.low, node.high)
        } else {
            (set, set)
        }
    }

    /// The states in both.
    pub fn and(&mut self, a: Set, b: Set) -> Made {
        match (a.min(b), a.max(b)) {
            (Set::NONE, _) => Ok(Set::NONE),
            (Set::ALL, other) => Ok(other),
            (a, b) if a == b => Ok(a),
            (a, b) => {
                let operation = Operation::And(a, b);
                if let Some(known) = self.done.get(&operation) {
                    return Ok(*known);
                }
                let variable = self.node(a).variable.min(self.node(b).variable);
                let ((a0, a1), (b0, b1)) = (self.halves(a, variable), self.halves(b, variable));
                let (low, high) = (self.and(a0, b0)?, self.and(a1, b1)?);
                let made = self.make(variable, low, high)?;
                self.done.insert(operation, made);
                Ok(made)
            }
        }
    }

    /// The states in exactly one of them.
    pub fn xor(&mut self, a: Set, b: Set) -> Made {
        match (a.min(b), a.max(b)) {
            (Set::NONE, other) => Ok(other),
            (a, b) if a == b => Ok(Set::NONE),
            (a, b) => {
                let operation = Operation::Xor(a, b);
                if let Some(known) = self.done.get(&operation) {
                    return Ok(*known);
                }
                let variable = self.node(a).variable.min(self.node(b).variable);
                let ((a0, a1), (b0, b1)) = (self.halves(a, variable), self.halves(b, variable));
                let (low, high) = (self.xor(a0, b0)?, self.xor(a1, b1)?);
                let made = self.make(variable, low, high)?;
                self.done.insert(operation, made);
                Ok(made)
            }
        }
    }

    /// The states that are not in the set.
    pub fn not(&mut self, a: Set) -> Made {
        self.xor(a, Set::ALL)
    }

    /// The states in either.
    pub fn or(&mut self, a: Set, b: Set) -> Made {
        let (a, b) = (self.not(a)?, self.not(b)?);
        let neither = self.and(a, b)?;
        self.not(neither)
    }

    /// The states of `a` that are not in `b`.
    pub fn minus(&mut self, a: Set, b: Set) -> Made {
        let not = self.not(b)?;
        self.and(a, not)
    }

    /// The states that are in the set for some value of the variables of the
    /// mask.
    pub fn exists(&mut self, a: Set, mask: u128) -> Made {
        let node = self.node(a);
        // No variable of the mask at or below this one: nothing to do.
        if node.variable == u32::MAX || mask >> node.variable == 0 {
            return Ok(a);
        }
        let operation = Operation::Exists(a, mask);
        if let Some(known) = self.done.get(&operation) {
            return Ok(*known);
        }
        let (low, high) = (self.exists(node.low, mask)?, self.exists(node.high, mask)?);
        let made = if mask >> node.variable & 1 == 1 {
            self.or(low, high)?
        } else {
            self.make(node.variable, low, high)?
        };
        self.done.insert(operation, made);
        Ok(made)
    }

    /// [`Diagrams::exists`] of [`Diagrams::and`], without making the latter.
    pub fn and_exists(&mut self, a: Set, b: Set, mask: u128) -> Made {
        let (a, b) = (a.min(b), a.max(b));
        if a == Set::NONE {
            return Ok(Set::NONE);
        }
        if a == Set::ALL || a == b {
            return self.exists(b, mask);
        }
        let variable = self.node(a).variable.min(self.node(b).variable);
        if mask >> variable == 0 {
            return self.and(a, b);
        }
        let operation = Operation::AndExists(a, b, mask);
        if let Some(known) = self.done.get(&operation) {
            return Ok(*known);
        }
        let ((a0, a1), (b0, b1)) = (self.halves(a, variable), self.halves(b, variable));
        let low = self.and_exists(a0, b0, mask)?;
        let made = if mask >> variable & 1 == 1 {
            if low == Set::ALL {
                low
            } else {
                let high = self.and_exists(a1, b1, mask)?;
                self.or(low, high)?
            }
        } else {
            let high = self.and_exists(a1, b1, mask)?;
            self.make(variable, low, high)?
        };
        self.done.insert(operation, made);
        Ok(made)
    }

    /// The set with each variable of the mask renamed to the next, which the
    /// set must not speak of.
    pub fn shift(&mut self, a: Set, mask: u128) -> Made {
        let node = self.node(a);
        if node.variable == u32::MAX || mask >> node.variable == 0 {
            return Ok(a);
        }
        let operation = Operation::Shift(a, mask);
        if let Some(known) = self.done.get(&operation) {
            return Ok(*known);
        }
        let (low, high) = (self.shift(node.low, mask)?, self.shift(node.high, mask)?);
        let shifted = node.variable + u32::from(mask >> node.variable & 1 == 1);
        let made = self.make(shifted, low, high)?;
        self.done.insert(operation, made);
        Ok(made)
    }

    /// The states that would be in the set if the variable had the value.
    pub fn fix(&mut self, a: Set, variable: u32, value: bool) -> Made {
        let node = self.node(a);
        if node.variable > variable {
            return Ok(a);
        }
        if node.variable == variable {
            return Ok(if value { node.high } else { node.low });
        }
        let operation = Operation::Fix(a, variable, value);
        if let Some(known) = self.done.get(&operation) {
            return Ok(*known);
        }
        let (low, high) = (
            self.fix(node.low, variable, value)?,
            self.fix(node.high, variable, value)?,
        );
        let made = self.make(node.variable, low, high)?;
        self.done.insert(operation, made);
        Ok(made)
    }

    /// Forgets every node that none of the roots needs, and renumbers the
    /// roots.
    pub fn collect(&mut self, roots: &mut [&mut Set]) {
        let old = std::mem::replace(&mut self.nodes, Self::new(0).nodes);
        self.unique.clear();
        self.done.clear();
        // Halves are always older than what they are halves of.
        let mut needed = vec![false; old.len()];
        for root in roots.iter() {
            needed[root.0 as usize] = true;
        }
        for place in (2..old.len()).rev() {
            if needed[place] {
                needed[old[place].low.0 as usize] = true;
                needed[old[place].high.0 as usize] = true;
            }
        }
        let mut moved = vec![Set::NONE, Set::ALL];
        moved.resize(old.len(), Set::NONE);
        for place in 2..old.len() {
            if needed[place] {
                let node = old[place];
                let node = Node {
                    low: moved[node.low.0 as usize],
                    high: moved[node.high.0 as usize],
                    ..node
                };
                let set = Set(u32::try_from(self.nodes.len()).unwrap_or(0));
                self.nodes.push(node);
                self.unique.insert(node, set);
                moved[place] = set;
            }
        }
        for root in roots.iter_mut() {
            **root = moved[root.0 as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_agree_with_truth_tables() {
        let mut diagrams = Diagrams::new(10_000);
        let x: Vec<Set> = (0..4).map(|k| diagrams.variable(2 * k).unwrap()).collect();
        let ab = diagrams.and(x[0], x[1]).unwrap();
        let mut f = diagrams.xor(x[2], x[3]).unwrap();
        f = diagrams.or(ab, f).unwrap();
        let truth = |s: u32| (s & 3 == 3) || (s >> 2 & 1 != s >> 3 & 1);
        let state = |s: u32| move |variable: u32| s >> (variable / 2) & 1 == 1;
        let exists = diagrams.exists(f, 1 << 2).unwrap();
        let fixed = diagrams.fix(f, 0, true).unwrap();
        let with = diagrams.and_exists(f, x[0], 1 << 6).unwrap();
        for s in 0..16 {
            assert_eq!(diagrams.contains(f, state(s)), truth(s));
            assert_eq!(
                diagrams.contains(exists, state(s)),
                truth(s) || truth(s ^ 2)
            );
            assert_eq!(diagrams.contains(fixed, state(s)), truth(s | 1));
            let some = |t: u32| t & 1 == 1 && truth(t);
            assert_eq!(diagrams.contains(with, state(s)), some(s) || some(s ^ 8));
        }
        assert_eq!(
            diagrams.count(f, 4),
            (0..16).filter(|s| truth(*s)).count() as u128
        );
        let mut kept = f;
        diagrams.collect(&mut [&mut kept]);
        for s in 0..16 {
            assert_eq!(diagrams.contains(kept, state(s)), truth(s));
        }
        let mut covered = 0;
        diagrams.paths(kept, &mut |asked, _| {
            covered += 1 << (4 - asked.count_ones());
            true
        });
        assert_eq!(covered, diagrams.count(kept, 4));
    }

    #[test]
    fn shifting_renames() {
        let mut diagrams = Diagrams::new(1000);
        let (a, b) = (diagrams.variable(0).unwrap(), diagrams.variable(2).unwrap());
        let both = diagrams.and(a, b).unwrap();
        let shifted = diagrams.shift(both, 0b100).unwrap();
        assert!(diagrams.contains(shifted, |variable| variable == 0 || variable == 3));
        assert!(!diagrams.contains(shifted, |variable| variable == 0 || variable == 2));
    }

    #[test]
    fn growth_has_a_limit() {
        let mut diagrams = Diagrams::new(5);
        let sets: Vec<Made> = (0..10).map(|k| diagrams.variable(2 * k)).collect();
        assert!(sets.contains(&Err(Outgrown)));
    }
}
