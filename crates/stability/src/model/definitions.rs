//! Named conditions, and conditions as given turned into finished ones.

use super::builder::{Rule, StateRef};
use crate::condition::{Condition, ConditionError, Names, parse, words};
use crate::error::{ModelError, Place};
use crate::state::{Pattern, State};
use std::collections::BTreeMap;

/// The conditions and states that have names.
pub(super) struct Definitions<'a> {
    options: &'a [String],
    known: BTreeMap<&'a str, Condition>,
}

impl<'a> Definitions<'a> {
    pub fn new(
        options: &'a [String],
        named: &'a [String],
        labels: &'a [(String, StateRef)],
        definitions: &'a [(String, Rule)],
    ) -> Result<Self, ModelError> {
        let mut known = BTreeMap::new();
        let all = if options.is_empty() || options.len() == 64 {
            !0
        } else {
            (1 << options.len()) - 1
        };
        let exactly = |state: State| {
            Condition::Fits(Pattern {
                care: all,
                value: state.0,
            })
        };
        for (n, name) in named.iter().enumerate() {
            known.insert(name.as_str(), exactly(State(n as u64)));
        }
        for (name, state) in labels {
            match state {
                StateRef::State(state) => {
                    known.insert(name, exactly(*state));
                }
                StateRef::Text(text) => {
                    if let Some(state) =
                        State::from_pattern(text).filter(|_| text.len() == options.len())
                    {
                        known.insert(name, exactly(state));
                    }
                }
                StateRef::Ordered(_) => {}
            }
        }
        let rules: BTreeMap<&str, &Rule> = definitions
            .iter()
            .map(|(name, rule)| (name.as_str(), rule))
            .collect();
        let mut found = Self { options, known };
        for (name, _) in definitions {
            found.define(name, &rules, &mut Vec::new())?;
        }
        Ok(found)
    }

    /// Reads the definitions that `name` needs, then its own.
    fn define(
        &mut self,
        name: &'a str,
        rules: &BTreeMap<&'a str, &'a Rule>,
        path: &mut Vec<&'a str>,
    ) -> Result<(), ModelError> {
        if self.known.contains_key(name) {
            return Ok(());
        }
        if let Some(start) = path.iter().position(|earlier| *earlier == name) {
            let names = path[start..].iter().map(|&name| name.to_owned()).collect();
            return Err(ModelError::CyclicConditions { names });
        }
        let rule = rules[name];
        path.push(name);
        let place = || Place::Definition(name.to_owned());
        for word in rule_words(rule).map_err(|source| ModelError::Condition {
            place: place(),
            source,
        })? {
            if let Some((&needed, _)) = rules.get_key_value(word.as_str()) {
                self.define(needed, rules, path)?;
            }
        }
        path.pop();
        let condition = self.read(rule, place)?;
        let (size, depth) = extent(&condition);
        if size > SIZE || depth > DEPTH {
            let problem =
                "too large once the conditions that it names are put in; simplify them".to_owned();
            let source = ConditionError { at: 0, problem };
            return Err(ModelError::Condition {
                place: place(),
                source,
            });
        }
        self.known.insert(name, condition);
        Ok(())
    }

    pub fn read(&self, rule: &Rule, place: impl Fn() -> Place) -> Result<Condition, ModelError> {
        // The place is made only for an error: a model may have a million rules.
        self.condition(rule)
            .map_err(|source| ModelError::Condition {
                place: place(),
                source,
            })
    }

    fn condition(&self, rule: &Rule) -> Result<Condition, ConditionError> {
        match rule {
            Rule::Text(text) => {
                let defined = |name: &str| self.known.get(name).cloned();
                parse(text, &Names::with(self.options, &defined))
            }
            Rule::Condition(condition) => {
                let used = condition.options();
                let count = self.options.len();
                if count > 0 && count < 64 && used >> count != 0 {
                    let problem = format!(
                        "the condition speaks of option {}, and the model has {count}",
                        64 - used.leading_zeros()
                    );
                    return Err(ConditionError { at: 0, problem });
                }
                Ok(condition.clone())
            }
            Rule::AnyOf(rules) => Ok(Condition::Any(
                rules
                    .iter()
                    .map(|rule| self.condition(rule))
                    .collect::<Result<_, _>>()?,
            )),
        }
    }
}

/// How many parts a named condition may have, and how deep they may nest:
/// names within names grow fast.
const SIZE: usize = 100_000;
const DEPTH: usize = 2_000;

fn extent(condition: &Condition) -> (usize, usize) {
    let join = |(size, depth): (usize, usize), part: &Condition| {
        let (more, below) = extent(part);
        (size + more, depth.max(below + 1))
    };
    match condition {
        Condition::Constant(_) | Condition::Taken(_) | Condition::Fits(_) => (1, 1),
        Condition::Not(part) => join((1, 1), part),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().fold((1, 1), join),
        Condition::If(a, b) | Condition::Iff(a, b) | Condition::Xor(a, b) => {
            join(join((1, 1), a), b)
        }
    }
}

fn rule_words(rule: &Rule) -> Result<Vec<String>, ConditionError> {
    match rule {
        Rule::Text(text) if Pattern::parse(text).is_some() => Ok(Vec::new()),
        Rule::Text(text) => words(text),
        Rule::Condition(_) => Ok(Vec::new()),
        Rule::AnyOf(rules) => {
            let mut all = Vec::new();
            for rule in rules {
                all.extend(rule_words(rule)?);
            }
            Ok(all)
        }
    }
}
