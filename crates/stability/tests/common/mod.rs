//! Random models, the same in every run, and the textbook's definitions
//! carried out step by step on them.
#![allow(dead_code)]

pub mod brute;

use demarche_stability::{Condition, Direction, Model, ModelError, Party, Pattern, Rule, State};

/// `SplitMix64`: small, and the same everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// A model before it is built, so that it can be relabelled.
#[derive(Clone, Debug)]
pub struct Sketch {
    pub directions: Vec<Direction>,
    /// Each option's owner; `None` is nobody.
    pub owners: Vec<Option<usize>>,
    pub infeasible: Vec<Condition>,
    pub preferences: Vec<Wish>,
    /// Whether the first half of everybody's statements is strong.
    pub strong: bool,
    /// By party: states between which its preference is not known.
    pub unknown: Vec<Option<(Condition, Condition)>>,
}

#[derive(Clone, Debug)]
pub enum Wish {
    Statements(Vec<Condition>),
    Weights(Vec<(Condition, i64)>),
    Ranking(Vec<Vec<State>>),
}

pub fn condition(random: &mut Random, options: usize, depth: usize) -> Condition {
    if depth == 0 || random.chance(30) {
        let option = Condition::Taken(random.below(options));
        return if random.chance(50) {
            option
        } else {
            option.negated()
        };
    }
    let mut part = || Box::new(condition(random, options, depth - 1));
    let (a, b) = (part(), part());
    match random.below(7) {
        0 => Condition::Not(a),
        1 => Condition::All(vec![*a, *b]),
        2 => Condition::Any(vec![*a, *b]),
        3 => Condition::If(a, b),
        4 => Condition::Iff(a, b),
        5 => Condition::Xor(a, b),
        _ => {
            let care = random.next() & ((1 << options) - 1);
            Condition::Fits(Pattern {
                care,
                value: random.next() & care,
            })
        }
    }
}

pub fn pattern(random: &mut Random, options: usize) -> Condition {
    let mut pattern = Pattern { care: 0, value: 0 };
    for _ in 0..=random.below(3) {
        let option = random.below(options);
        pattern.care |= 1 << option;
        pattern.value |= (random.next() & 1) << option;
    }
    pattern.value &= pattern.care;
    Condition::Fits(pattern)
}

impl Sketch {
    pub fn random(random: &mut Random, most_options: usize) -> Self {
        loop {
            let options = 2 + random.below(most_options - 1);
            let parties = 2 + random.below(4.min(options));
            let directions = (0..options)
                .map(|_| match random.below(6) {
                    0 => Direction::TakeOnly,
                    1 => Direction::DropOnly,
                    _ => Direction::Both,
                })
                .collect();
            let owners = (0..options)
                .map(|_| (!random.chance(4)).then(|| random.below(parties)))
                .collect();
            let mut infeasible = Vec::new();
            for _ in 0..random.below(4) {
                infeasible.push(if random.chance(70) {
                    pattern(random, options)
                } else {
                    let first = condition(random, options, 1);
                    Condition::All(vec![first, condition(random, options, 1)])
                });
            }
            let mut sketch = Self {
                directions,
                owners,
                infeasible,
                preferences: Vec::new(),
                strong: false,
                unknown: vec![None; parties],
            };
            sketch.preferences = vec![Wish::Statements(Vec::new()); parties];
            let Ok(model) = sketch.build() else { continue };
            let states = model.states(1 << 10).unwrap();
            for preference in &mut sketch.preferences {
                *preference = wish(random, options, &states);
            }
            return sketch;
        }
    }

    /// The same with strong preferences and ones that are not known.
    pub fn doubtful(mut self, random: &mut Random) -> Self {
        let options = self.directions.len();
        self.strong = true;
        for unknown in &mut self.unknown {
            if random.chance(50) {
                let one = pattern(random, options);
                *unknown = Some((one, pattern(random, options)));
            }
        }
        self
    }

    pub fn build(&self) -> Result<Model, ModelError> {
        let mut builder = Model::builder("random");
        for (n, direction) in self.directions.iter().enumerate() {
            builder = builder.one_way_option(format!("o{n}"), *direction);
        }
        for condition in &self.infeasible {
            builder = builder.infeasible(condition.clone());
        }
        for (n, wish) in self.preferences.iter().enumerate() {
            let mut party = Party::new(format!("D{n}"));
            for (option, owner) in self.owners.iter().enumerate() {
                if *owner == Some(n) {
                    party = party.owns(format!("o{option}"));
                }
            }
            party = match wish {
                Wish::Statements(statements) if self.strong => {
                    let (strong, mild) = statements.split_at(statements.len() / 2);
                    party.strong_statements(strong.to_vec(), mild.to_vec())
                }
                Wish::Statements(statements) => party.statements(statements.clone()),
                Wish::Weights(weights) => party.weights(weights.clone(), self.strong.then_some(2)),
                Wish::Ranking(groups) => {
                    let gap = (self.strong && groups.len() > 2).then_some(1);
                    party.ranking_with_gaps(groups.clone(), gap)
                }
            };
            if let Some((one, other)) = &self.unknown[n] {
                party = party.unknown(one.clone(), other.clone());
            }
            builder = builder.party(party);
        }
        builder.build()
    }
}

fn wish(random: &mut Random, options: usize, states: &[State]) -> Wish {
    match random.below(3) {
        0 => Wish::Statements(
            (0..random.below(6))
                .map(|_| condition(random, options, 2))
                .collect(),
        ),
        1 => Wish::Weights(
            (0..=random.below(5))
                .map(|_| {
                    (
                        condition(random, options, 1),
                        i64::try_from(random.below(7)).unwrap() - 3,
                    )
                })
                .collect(),
        ),
        _ => {
            let mut left = states.to_vec();
            random.shuffle(&mut left);
            let mut groups = Vec::new();
            while !left.is_empty() {
                let most = 1 + random.below(4);
                let size = 1 + random.below(most).min(left.len() - 1);
                groups.push(left.split_off(left.len() - size));
            }
            Wish::Ranking(groups)
        }
    }
}

pub fn rules(conditions: &[Condition]) -> Vec<Rule> {
    conditions.iter().cloned().map(Rule::from).collect()
}
