//! A model as diagrams: which states are feasible, who can move where, and
//! what each prefers.

use super::diagram::{Diagrams, Outgrown, Set};
use super::order::order;
use crate::condition::Condition;
use crate::model::{Direction, Model, Preference};
use crate::state::State;
use std::collections::BTreeMap;

/// More levels of preference than this are not gone through.
const LEVELS: usize = 100_000;

/// Option `k` is variable `2 p(k)`, and the value that a mover gives it the
/// next one, where `p` is the option's place in the order.
pub(super) struct Relations {
    /// The variable of each option.
    pub variables: Vec<u32>,
    /// The feasible states.
    pub feasible: Set,
    parties: Vec<Party>,
}

struct Party {
    /// Its options' variables and directions.
    options: Vec<(u32, Direction)>,
    /// Those variables as a mask.
    mask: u128,
    /// From which state it could improve by giving its options which values.
    improving: Set,
    preference: Wish,
}

enum Wish {
    /// The states that meet each statement, the most important first.
    Statements(Vec<Set>),
    /// Levels, the worst first; `None` where there are too many.
    Levels(Option<Vec<Set>>),
}

impl Relations {
    pub fn new(diagrams: &mut Diagrams, model: &Model) -> Result<Self, Outgrown> {
        let variables: Vec<u32> = order(model).into_iter().map(|place| 2 * place).collect();
        let mut relations = Self {
            variables,
            feasible: Set::ALL,
            parties: Vec::new(),
        };
        for condition in model.infeasible() {
            let excluded = relations.set(diagrams, condition)?;
            relations.feasible = diagrams.minus(relations.feasible, excluded)?;
        }
        if !model.only().is_empty() {
            let mut wanted = Set::NONE;
            for condition in model.only() {
                let set = relations.set(diagrams, condition)?;
                wanted = diagrams.or(wanted, set)?;
            }
            relations.feasible = diagrams.and(relations.feasible, wanted)?;
        }
        for dm in model.decision_makers() {
            let options: Vec<(u32, Direction)> = dm
                .options
                .iter()
                .map(|option| {
                    (
                        relations.variables[*option],
                        model.options()[*option].direction,
                    )
                })
                .collect();
            let mask = options
                .iter()
                .fold(0, |mask, (variable, _)| mask | 1_u128 << variable);
            let preference = relations.wish(diagrams, &dm.preference)?;
            let mut party = Party {
                options,
                mask,
                improving: Set::NONE,
                preference,
            };
            party.improving = relations.improving(diagrams, &party)?;
            relations.parties.push(party);
        }
        Ok(relations)
    }

    /// Every set that must outlast a collection.
    pub fn roots(&mut self) -> Vec<&mut Set> {
        let mut roots = vec![&mut self.feasible];
        for party in &mut self.parties {
            roots.push(&mut party.improving);
            match &mut party.preference {
                Wish::Statements(sets) | Wish::Levels(Some(sets)) => roots.extend(sets),
                Wish::Levels(None) => {}
            }
        }
        roots
    }

    /// The states that meet a condition.
    fn set(&self, diagrams: &mut Diagrams, condition: &Condition) -> Result<Set, Outgrown> {
        let two = |diagrams: &mut Diagrams, a: &Condition, b: &Condition| {
            Ok((self.set(diagrams, a)?, self.set(diagrams, b)?))
        };
        match condition {
            Condition::Constant(value) => Ok(if *value { Set::ALL } else { Set::NONE }),
            Condition::Taken(option) => diagrams.variable(self.variables[*option]),
            Condition::Fits(pattern) => self.pattern(diagrams, pattern.care, pattern.value),
            Condition::Not(part) => {
                let part = self.set(diagrams, part)?;
                diagrams.not(part)
            }
            Condition::All(parts) => parts.iter().try_fold(Set::ALL, |all, part| {
                let part = self.set(diagrams, part)?;
                diagrams.and(all, part)
            }),
            Condition::Any(parts) => parts.iter().try_fold(Set::NONE, |any, part| {
                let part = self.set(diagrams, part)?;
                diagrams.or(any, part)
            }),
            Condition::If(then, given) => {
                let (then, given) = two(diagrams, then, given)?;
                let broken = diagrams.minus(given, then)?;
                diagrams.not(broken)
            }
            Condition::Iff(a, b) => {
                let (a, b) = two(diagrams, a, b)?;
                let differing = diagrams.xor(a, b)?;
                diagrams.not(differing)
            }
            Condition::Xor(a, b) => {
                let (a, b) = two(diagrams, a, b)?;
                diagrams.xor(a, b)
            }
        }
    }

    fn pattern(&self, diagrams: &mut Diagrams, care: u64, value: u64) -> Result<Set, Outgrown> {
        let mut fixed: Vec<(u32, bool)> = self
            .variables
            .iter()
            .enumerate()
            .filter(|(option, _)| care >> option & 1 == 1)
            .map(|(option, variable)| (*variable, value >> option & 1 == 1))
            .collect();
        // From the last variable up, each step makes one node.
        fixed.sort_unstable_by(|a, b| b.cmp(a));
        fixed
            .into_iter()
            .try_fold(Set::ALL, |all, (variable, taken)| {
                let mut literal = diagrams.variable(variable)?;
                if !taken {
                    literal = diagrams.not(literal)?;
                }
                diagrams.and(literal, all)
            })
    }

    fn wish(&self, diagrams: &mut Diagrams, preference: &Preference) -> Result<Wish, Outgrown> {
        match preference {
            Preference::Statements { statements, .. } => {
                let sets = statements
                    .iter()
                    .map(|statement| self.set(diagrams, statement));
                Ok(Wish::Statements(sets.collect::<Result<_, _>>()?))
            }
            Preference::Ranking { groups, .. } => {
                let all = self.variables.len();
                let care = if all == 64 { !0 } else { (1 << all) - 1 };
                let mut levels = Vec::with_capacity(groups.len());
                for group in groups.iter().rev() {
                    let mut level = Set::NONE;
                    for State(state) in group {
                        let state = self.pattern(diagrams, care, *state)?;
                        level = diagrams.or(level, state)?;
                    }
                    levels.push(diagrams.and(level, self.feasible)?);
                }
                Ok(Wish::Levels(Some(levels)))
            }
            Preference::Weights { weights, .. } => {
                let mut sums = BTreeMap::from([(0_i64, self.feasible)]);
                for (condition, weight) in weights {
                    let meeting = self.set(diagrams, condition)?;
                    let mut next: BTreeMap<i64, Set> = BTreeMap::new();
                    for (sum, states) in sums {
                        let with = diagrams.and(states, meeting)?;
                        let without = diagrams.minus(states, meeting)?;
                        for (sum, states) in [(sum + weight, with), (sum, without)] {
                            if states != Set::NONE {
                                let known = next.get(&sum).copied().unwrap_or(Set::NONE);
                                next.insert(sum, diagrams.or(known, states)?);
                            }
                        }
                    }
                    if next.len() > LEVELS {
                        return Ok(Wish::Levels(None));
                    }
                    sums = next;
                }
                Ok(Wish::Levels(Some(sums.into_values().collect())))
            }
        }
    }

    /// The levels of a decision maker's preference, the worst first. `None`
    /// where there are too many.
    pub fn levels(&self, diagrams: &mut Diagrams, dm: usize) -> Result<Option<Vec<Set>>, Outgrown> {
        match &self.parties[dm].preference {
            Wish::Levels(levels) => Ok(levels.clone()),
            Wish::Statements(statements) => {
                let mut levels = vec![self.feasible];
                for statement in statements {
                    let mut next = Vec::with_capacity(levels.len() * 2);
                    for level in levels {
                        let without = diagrams.minus(level, *statement)?;
                        let with = diagrams.and(level, *statement)?;
                        next.extend(
                            [without, with]
                                .into_iter()
                                .filter(|half| *half != Set::NONE),
                        );
                    }
                    if next.len() > LEVELS {
                        return Ok(None);
                    }
                    levels = next;
                }
                Ok(Some(levels))
            }
        }
    }

    /// From which state, by giving the party's options which values, it gets
    /// to a feasible state that it prefers.
    fn improving(&self, diagrams: &mut Diagrams, party: &Party) -> Result<Set, Outgrown> {
        let shift = |diagrams: &mut Diagrams, set| diagrams.shift(set, party.mask);
        let mut relation = Set::NONE;
        match &party.preference {
            Wish::Statements(statements) => {
                for statement in statements.iter().rev() {
                    let after = shift(diagrams, *statement)?;
                    let gained = diagrams.minus(after, *statement)?;
                    let differing = diagrams.xor(after, *statement)?;
                    let tied = diagrams.minus(relation, differing)?;
                    relation = diagrams.or(gained, tied)?;
                }
            }
            Wish::Levels(levels) => {
                let mut below = Set::NONE;
                for level in levels.iter().flatten() {
                    let after = shift(diagrams, *level)?;
                    let gained = diagrams.and(below, after)?;
                    relation = diagrams.or(relation, gained)?;
                    below = diagrams.or(below, *level)?;
                }
            }
        }
        let after = shift(diagrams, self.feasible)?;
        let feasible = diagrams.and(self.feasible, after)?;
        relation = diagrams.and(relation, feasible)?;
        for (variable, direction) in &party.options {
            let (now, then) = (
                diagrams.variable(*variable)?,
                diagrams.variable(*variable + 1)?,
            );
            let barred = match direction {
                Direction::Both => continue,
                Direction::TakeOnly => diagrams.minus(now, then)?,
                Direction::DropOnly => diagrams.minus(then, now)?,
            };
            relation = diagrams.minus(relation, barred)?;
        }
        Ok(relation)
    }

    /// The feasible states that are in the set, or from which the decision
    /// maker can move into it.
    pub fn by_move(&self, diagrams: &mut Diagrams, dm: usize, set: Set) -> Result<Set, Outgrown> {
        let mut reaching = set;
        for (variable, direction) in &self.parties[dm].options {
            if *direction == Direction::Both {
                continue;
            }
            let taken = diagrams.variable(*variable)?;
            let (value, from) = match direction {
                Direction::DropOnly => (false, taken),
                _ => (true, diagrams.not(taken)?),
            };
            let after = diagrams.fix(reaching, *variable, value)?;
            let moving = diagrams.and(after, from)?;
            reaching = diagrams.or(reaching, moving)?;
        }
        let free = |(variable, direction): &(u32, Direction)| {
            if *direction == Direction::Both {
                1_u128 << variable
            } else {
                0
            }
        };
        let mask = self.parties[dm]
            .options
            .iter()
            .map(free)
            .fold(0, |mask, bit| mask | bit);
        reaching = diagrams.exists(reaching, mask)?;
        diagrams.and(reaching, self.feasible)
    }

    /// The states from which the decision maker could improve into the set.
    fn by_improvement(
        &self,
        diagrams: &mut Diagrams,
        dm: usize,
        set: Set,
    ) -> Result<Set, Outgrown> {
        let party = &self.parties[dm];
        let after = diagrams.shift(set, party.mask)?;
        diagrams.and_exists(party.improving, after, party.mask << 1)
    }

    /// The states from which the others than `dm` can bring about a state of
    /// the set, by any moves or by improvements.
    pub fn answers(
        &self,
        diagrams: &mut Diagrams,
        dm: usize,
        credible: bool,
        set: Set,
    ) -> Result<Set, Outgrown> {
        let others: Vec<usize> = (0..self.parties.len())
            .filter(|other| *other != dm && self.parties[*other].mask != 0)
            .collect();
        let mut reaching = set;
        let mut unchanged = 0;
        let mut turn = 0;
        while unchanged < others.len() {
            let other = others[turn % others.len()];
            let before = reaching;
            if credible {
                let improving = self.by_improvement(diagrams, other, reaching)?;
                reaching = diagrams.or(reaching, improving)?;
            } else {
                reaching = self.by_move(diagrams, other, reaching)?;
            }
            unchanged = if reaching == before { unchanged + 1 } else { 1 };
            turn += 1;
        }
        Ok(reaching)
    }
}
