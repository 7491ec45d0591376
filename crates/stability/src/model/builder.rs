//! Puts a model together by names, before any of it is checked.

use super::{Direction, Model};
use crate::condition::Condition;
use crate::error::ModelError;
use crate::state::{Pattern, State};

/// A condition as given: text to be read, or a finished one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// As [`Condition::parse`] reads it. Named conditions, and names of
    /// states, may stand in it too.
    Text(String),
    /// A condition over option numbers.
    Condition(Condition),
    /// Holds where any of these holds.
    AnyOf(Vec<Rule>),
}

impl From<&str> for Rule {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Rule {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Condition> for Rule {
    fn from(condition: Condition) -> Self {
        Self::Condition(condition)
    }
}

impl From<Pattern> for Rule {
    fn from(pattern: Pattern) -> Self {
        Self::Condition(Condition::Fits(pattern))
    }
}

/// A state as given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StateRef {
    /// A name, or a pattern of `Y` and `N` over all options.
    Text(String),
    /// By number.
    State(State),
    /// The feasible state with this place, from 1, in ascending order.
    Ordered(u64),
}

impl From<&str> for StateRef {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for StateRef {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<State> for StateRef {
    fn from(state: State) -> Self {
        Self::State(state)
    }
}

/// A decision maker as given. Without preferences it is indifferent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub(super) name: String,
    pub(super) owns: Vec<String>,
    pub(super) preference: Given,
    pub(super) unknown: Vec<(Rule, Rule)>,
    pub(super) arcs: Option<Vec<(StateRef, StateRef)>>,
    pub(super) unseen: Vec<Rule>,
}

/// A preference as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    Statements {
        statements: Vec<Rule>,
        strong: usize,
    },
    Weights {
        weights: Vec<(Rule, i64)>,
        strong: Option<i64>,
    },
    Ranking {
        groups: Vec<Vec<StateRef>>,
        gaps: Vec<usize>,
    },
}

impl Party {
    /// A decision maker that owns nothing yet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            owns: Vec::new(),
            preference: Given::Statements {
                statements: Vec::new(),
                strong: 0,
            },
            unknown: Vec::new(),
            arcs: None,
            unseen: Vec::new(),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// It controls this option.
    #[must_use]
    pub fn owns(mut self, option: impl Into<String>) -> Self {
        self.owns.push(option.into());
        self
    }

    /// It prefers by these statements, the most important first.
    #[must_use]
    pub fn statements<R: Into<Rule>>(self, statements: impl IntoIterator<Item = R>) -> Self {
        self.strong_statements(Vec::<Rule>::new(), statements)
    }

    /// It prefers by these statements, and strongly by the first ones.
    #[must_use]
    pub fn strong_statements<R: Into<Rule>, S: Into<Rule>>(
        mut self,
        strong: impl IntoIterator<Item = S>,
        mild: impl IntoIterator<Item = R>,
    ) -> Self {
        let mut statements: Vec<Rule> = strong.into_iter().map(Into::into).collect();
        let strong = statements.len();
        statements.extend(mild.into_iter().map(Into::into));
        self.preference = Given::Statements { statements, strong };
        self
    }

    /// It prefers the state with the greater sum of weights. A difference of
    /// at least `strong` is a great preference.
    #[must_use]
    pub fn weights<R: Into<Rule>>(
        mut self,
        weights: impl IntoIterator<Item = (R, i64)>,
        strong: Option<i64>,
    ) -> Self {
        let weights = weights
            .into_iter()
            .map(|(rule, weight)| (rule.into(), weight))
            .collect();
        self.preference = Given::Weights { weights, strong };
        self
    }

    /// It ranks every feasible state, best first; those in one group are
    /// equal.
    #[must_use]
    pub fn ranking<S: Into<StateRef>, G: IntoIterator<Item = S>>(
        self,
        groups: impl IntoIterator<Item = G>,
    ) -> Self {
        self.ranking_with_gaps(groups, [])
    }

    /// As [`Party::ranking`], with a wide gap after each group named in
    /// `gaps` (numbered from 0): what stands before it is greatly preferred to
    /// what stands after it.
    #[must_use]
    pub fn ranking_with_gaps<S: Into<StateRef>, G: IntoIterator<Item = S>>(
        mut self,
        groups: impl IntoIterator<Item = G>,
        gaps: impl IntoIterator<Item = usize>,
    ) -> Self {
        let groups = groups
            .into_iter()
            .map(|group| group.into_iter().map(Into::into).collect())
            .collect();
        self.preference = Given::Ranking {
            groups,
            gaps: gaps.into_iter().collect(),
        };
        self
    }

    /// Its preference between states that meet `one` and states that meet
    /// `other` is not known.
    #[must_use]
    pub fn unknown(mut self, one: impl Into<Rule>, other: impl Into<Rule>) -> Self {
        self.unknown.push((one.into(), other.into()));
        self
    }

    /// It moves along these arcs only, and not by its options.
    #[must_use]
    pub fn arcs<S: Into<StateRef>, T: Into<StateRef>>(
        mut self,
        arcs: impl IntoIterator<Item = (S, T)>,
    ) -> Self {
        let arcs = arcs.into_iter().map(|(from, to)| (from.into(), to.into()));
        self.arcs = Some(arcs.collect());
        self
    }

    /// It does not see the states that meet this: it neither enters nor
    /// leaves them.
    #[must_use]
    pub fn unseen(mut self, rule: impl Into<Rule>) -> Self {
        self.unseen.push(rule.into());
        self
    }
}

/// Collects a model; [`ModelBuilder::build`] checks it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelBuilder {
    pub(super) name: String,
    pub(super) options: Vec<(String, Direction)>,
    pub(super) directions: Vec<(String, Direction)>,
    pub(super) states: Vec<String>,
    pub(super) parties: Vec<Party>,
    pub(super) definitions: Vec<(String, Rule)>,
    pub(super) infeasible: Vec<Rule>,
    pub(super) only: Vec<Rule>,
    pub(super) dependencies: Vec<(Rule, Rule)>,
    pub(super) labels: Vec<(String, StateRef)>,
    pub(super) merges: Vec<(String, Rule)>,
}

impl ModelBuilder {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Renames the model.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Adds an option. The order in which options are added numbers the states.
    #[must_use]
    pub fn option(self, name: impl Into<String>) -> Self {
        self.one_way_option(name, Direction::Both)
    }

    /// Adds an option that may change in the given direction only.
    #[must_use]
    pub fn one_way_option(mut self, name: impl Into<String>, direction: Direction) -> Self {
        self.options.push((name.into(), direction));
        self
    }

    /// Adds options.
    #[must_use]
    pub fn options<S: Into<String>>(self, names: impl IntoIterator<Item = S>) -> Self {
        names.into_iter().fold(self, Self::option)
    }

    /// Sets the direction in which an option may change. A name that no option
    /// has is reported when the model is built.
    #[must_use]
    pub fn direction(mut self, option: impl Into<String>, direction: Direction) -> Self {
        self.directions.push((option.into(), direction));
        self
    }

    /// Makes it a model of named states without options: every decision maker
    /// needs arcs and a ranking.
    #[must_use]
    pub fn states<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.states.extend(names.into_iter().map(Into::into));
        self
    }

    /// Adds a decision maker.
    #[must_use]
    pub fn party(mut self, party: Party) -> Self {
        self.parties.push(party);
        self
    }

    /// Puts a decision maker in place of the one with the same name, or adds
    /// it.
    #[must_use]
    pub fn replace_party(mut self, party: Party) -> Self {
        match self
            .parties
            .iter_mut()
            .find(|known| known.name == party.name)
        {
            Some(known) => *known = party,
            None => self.parties.push(party),
        }
        self
    }

    /// The decision makers so far.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// Gives a condition a name, by which other conditions can use it.
    #[must_use]
    pub fn define(mut self, name: impl Into<String>, rule: impl Into<Rule>) -> Self {
        self.definitions.push((name.into(), rule.into()));
        self
    }

    /// No state may meet this.
    #[must_use]
    pub fn infeasible(mut self, rule: impl Into<Rule>) -> Self {
        self.infeasible.push(rule.into());
        self
    }

    /// States must meet this, or another condition given so.
    #[must_use]
    pub fn only(mut self, rule: impl Into<Rule>) -> Self {
        self.only.push(rule.into());
        self
    }

    /// Where `dependent` holds, `needed` must hold too.
    #[must_use]
    pub fn requires(mut self, dependent: impl Into<Rule>, needed: impl Into<Rule>) -> Self {
        self.dependencies.push((dependent.into(), needed.into()));
        self
    }

    /// Names a state.
    #[must_use]
    pub fn label(mut self, name: impl Into<String>, state: impl Into<StateRef>) -> Self {
        self.labels.push((name.into(), state.into()));
        self
    }

    /// The states that meet this count as one. A state belongs to the first
    /// merge that it meets.
    #[must_use]
    pub fn merge(mut self, name: impl Into<String>, rule: impl Into<Rule>) -> Self {
        self.merges.push((name.into(), rule.into()));
        self
    }

    /// Checks everything and makes the model.
    ///
    /// # Errors
    ///
    /// [`ModelError`] for the first fault that is found.
    pub fn build(self) -> Result<Model, ModelError> {
        super::resolve::resolve(self)
    }
}
