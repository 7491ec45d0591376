//! The conflict as data: who decides, over what, and what they prefer.

mod builder;
mod change;
mod definitions;
mod feasible;
mod moves;
mod preference;
mod ranking;
mod resolve;

pub use builder::{ModelBuilder, Party, Rule, StateRef};
pub use change::Change;
pub(crate) use moves::Changeable;
pub use preference::{Comparison, Preference};

use crate::condition::Condition;
use crate::state::State;
use std::collections::BTreeMap;

/// In which directions an option may change. Both are the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// It may be taken and dropped.
    #[default]
    Both,
    /// It may be taken; once taken it stays (`NY`).
    TakeOnly,
    /// It may be dropped; once dropped it stays so (`YN`).
    DropOnly,
}

/// An option: something that its owner can take or leave.
///
/// It is not called `Option` because Rust has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// The decision maker that controls it. `None` where nobody does: then it
    /// never changes.
    pub owner: Option<usize>,
    /// The directions in which it may change.
    pub direction: Direction,
}

/// How a decision maker can move.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Moves {
    /// By changing any of its own options at once.
    Options,
    /// Along these arcs and no others. They need not be transitive.
    Arcs(Vec<(State, State)>),
}

/// A decision maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionMaker {
    /// Its name.
    pub name: String,
    /// The options that it controls, in the model's order.
    pub options: Vec<usize>,
    /// How it orders the states.
    pub preference: Preference,
    /// Pairs of conditions: between a state that meets the one and a state
    /// that meets the other, its preference is not known.
    pub unknown: Vec<(Condition, Condition)>,
    /// How it moves.
    pub moves: Moves,
    /// States that it does not see: it neither enters nor leaves them.
    pub unseen: Vec<Condition>,
}

impl DecisionMaker {
    /// Its own options as a mask.
    #[must_use]
    pub fn mask(&self) -> u64 {
        self.options
            .iter()
            .fold(0, |mask, option| mask | 1 << option)
    }
}

/// States that count as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The name of the merged state.
    pub name: String,
    /// Which states it is made of.
    pub condition: Condition,
    /// The feasible state with the lowest number among them, which stands for
    /// all: preferences are taken from it.
    pub state: State,
}

/// A conflict: decision makers, what they control, what is possible and what
/// they prefer.
///
/// A model is checked when it is built and does not change afterwards; a
/// what-if is another model, made with [`Model::with`].
///
/// ```
/// use demarche_stability::{Concept, Model, Party, analyse};
///
/// let model = Model::builder("Prisoner's dilemma")
///     .options(["a cooperates", "b cooperates"])
///     .party(Party::new("A").owns("a cooperates").statements(["2", "-1"]))
///     .party(Party::new("B").owns("b cooperates").statements(["1", "-2"]))
///     .build()?;
/// let verdicts = analyse(&model, &[Concept::Nash, Concept::Seq])?;
/// let patterns = |concept| -> Vec<String> {
///     verdicts.equilibria(concept).iter().map(|s| model.pattern(s)).collect()
/// };
/// assert_eq!(patterns(Concept::Nash), ["NN"]);
/// assert_eq!(patterns(Concept::Seq), ["NN", "YY"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) name: String,
    pub(crate) choices: Vec<Choice>,
    pub(crate) named: Vec<String>,
    pub(crate) decision_makers: Vec<DecisionMaker>,
    pub(crate) infeasible: Vec<Condition>,
    pub(crate) only: Vec<Condition>,
    pub(crate) labels: Vec<(String, State)>,
    pub(crate) merges: Vec<Merge>,
    /// Infeasible patterns by the options they fix, so that a million of them
    /// are looked up and not tried one by one.
    pub(crate) patterns: BTreeMap<u64, Vec<u64>>,
}

impl Model {
    /// Starts a model.
    #[must_use]
    pub fn builder(name: impl Into<String>) -> ModelBuilder {
        ModelBuilder::new(name)
    }

    /// The model's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The options, in the order that numbers the states; empty in a model of
    /// named states.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        &self.choices
    }

    /// The names of the options, in order.
    #[must_use]
    pub fn option_names(&self) -> Vec<String> {
        self.choices
            .iter()
            .map(|choice| choice.name.clone())
            .collect()
    }

    /// The names of the states of a model without options; empty otherwise.
    #[must_use]
    pub fn named_states(&self) -> &[String] {
        &self.named
    }

    /// The decision makers, in order.
    #[must_use]
    pub fn decision_makers(&self) -> &[DecisionMaker] {
        &self.decision_makers
    }

    /// The number of the decision maker with this name.
    #[must_use]
    pub fn decision_maker(&self, name: &str) -> Option<usize> {
        self.decision_makers.iter().position(|dm| dm.name == name)
    }

    /// What no state may meet: infeasibilities, and dependencies turned round.
    #[must_use]
    pub fn infeasible(&self) -> &[Condition] {
        &self.infeasible
    }

    /// Where this is not empty, a state must meet one of these to count.
    #[must_use]
    pub fn only(&self) -> &[Condition] {
        &self.only
    }

    /// Names of states, in the order in which they were given.
    #[must_use]
    pub fn labels(&self) -> &[(String, State)] {
        &self.labels
    }

    /// The states that count as one.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The name of a state, if it has one.
    #[must_use]
    pub fn label(&self, state: State) -> Option<&str> {
        let labelled = self.labels.iter().find(|(_, labelled)| *labelled == state);
        let merged = || self.merges.iter().find(|merge| merge.state == state);
        labelled
            .map(|(name, _)| name.as_str())
            .or_else(|| merged().map(|merge| merge.name.as_str()))
            .or_else(|| {
                let place = usize::try_from(state.0).ok()?;
                self.named.get(place).map(String::as_str)
            })
    }

    /// The state as a pattern of `Y` and `N`, or its name in a model of named
    /// states.
    #[must_use]
    pub fn pattern(&self, state: State) -> String {
        if self.choices.is_empty() {
            self.label(state)
                .map_or_else(|| state.0.to_string(), str::to_owned)
        } else {
            state.pattern(self.choices.len())
        }
    }

    /// The state that a name or a pattern means, as its merged state where it
    /// is merged. `None` where nothing feasible is meant.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<State> {
        let pattern = (text.len() == self.choices.len()).then(|| State::from_pattern(text));
        let labelled = || {
            let label = self.labels.iter().find(|(name, _)| name == text);
            label.map(|(_, state)| *state)
        };
        let merged = || {
            self.merges
                .iter()
                .find(|merge| merge.name == text)
                .map(|merge| merge.state)
        };
        let named = || {
            self.named
                .iter()
                .position(|name| name == text)
                .map(|n| State(n as u64))
        };
        let state = pattern
            .flatten()
            .or_else(labelled)
            .or_else(merged)
            .or_else(named)?;
        self.is_feasible(state).then(|| self.merged(state))
    }

    /// The state that stands for `state` where states are merged.
    #[must_use]
    pub fn merged(&self, state: State) -> State {
        self.merges
            .iter()
            .find(|merge| merge.condition.holds(state))
            .map_or(state, |merge| merge.state)
    }

    /// Whether every decision maker moves by its options, over states that are
    /// not merged, with preferences that are all known: what the fast methods
    /// ask for.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.named.is_empty()
            && self.merges.is_empty()
            && self.decision_makers.iter().all(|dm| {
                dm.moves == Moves::Options && dm.unknown.is_empty() && dm.unseen.is_empty()
            })
    }

    /// How decision maker `dm` compares state `a` with state `b`: `Better`
    /// says that it prefers `a`.
    ///
    /// # Panics
    ///
    /// When there is no decision maker `dm`.
    #[must_use]
    pub fn compare(&self, dm: usize, a: State, b: State) -> Comparison {
        let dm = &self.decision_makers[dm];
        let unknown = a != b
            && dm.unknown.iter().any(|(one, other)| {
                one.holds(a) && other.holds(b) || one.holds(b) && other.holds(a)
            });
        if unknown {
            Comparison::Unknown
        } else {
            dm.preference.compare(a, b)
        }
    }
}
