//! What can be wrong with a model, and what can stop an analysis.

use crate::condition::ConditionError;
use std::fmt;

/// The part of a model that an error is about, so that a reader of model files
/// can point at the line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The model as a whole.
    Model,
    /// An option, by name.
    Option(String),
    /// A named state, by name.
    State(String),
    /// A named condition, by name.
    Definition(String),
    /// The infeasibility with this number, from 0.
    Infeasible(usize),
    /// The condition with this number, from 0, that states must meet to count.
    Only(usize),
    /// The dependency with this number, from 0.
    Dependency(usize),
    /// The merge with this name.
    Merge(String),
    /// A decision maker, by name.
    DecisionMaker(String),
    /// A decision maker's preference statement, weight or place in the
    /// ranking, from 0.
    Preference(String, usize),
    /// A decision maker's pair of unknown preference, from 0.
    Unknown(String, usize),
    /// A decision maker's arc, from 0.
    Arc(String, usize),
    /// A decision maker's unseen states, from 0.
    Unseen(String, usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model => f.write_str("the model"),
            Self::Option(name) => write!(f, "option \"{name}\""),
            Self::State(name) => write!(f, "state \"{name}\""),
            Self::Definition(name) => write!(f, "condition \"{name}\""),
            Self::Infeasible(n) => write!(f, "infeasibility {}", n + 1),
            Self::Only(n) => write!(f, "feasible pattern {}", n + 1),
            Self::Dependency(n) => write!(f, "dependency {}", n + 1),
            Self::Merge(name) => write!(f, "merged state \"{name}\""),
            Self::DecisionMaker(name) => write!(f, "decision maker \"{name}\""),
            Self::Preference(name, n) => write!(f, "preference {} of \"{name}\"", n + 1),
            Self::Unknown(name, n) => write!(f, "unknown preference {} of \"{name}\"", n + 1),
            Self::Arc(name, n) => write!(f, "move {} of \"{name}\"", n + 1),
            Self::Unseen(name, n) => write!(f, "unseen states {} of \"{name}\"", n + 1),
        }
    }
}

/// Why a model cannot be built. Each says where and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// More options than a state has bits.
    #[error(
        "the model has {count} options, and 64 is the most; leave out options that no preference and no infeasibility names"
    )]
    TooManyOptions {
        /// How many there are.
        count: usize,
    },
    /// Neither options nor states.
    #[error("the model has neither options nor states; add at least one option")]
    Empty,
    /// Both options and a list of named states.
    #[error(
        "the model has options and a list of states; a model has one or the other (use labels to name states of options)"
    )]
    OptionsAndStates,
    /// Nobody to decide.
    #[error("the model has no decision maker; add at least one")]
    NoDecisionMaker,
    /// Two things of a kind share a name.
    #[error("{place}: the name is used twice; names must differ")]
    DuplicateName {
        /// The second of them.
        place: Place,
    },
    /// A name that nothing in the model has.
    #[error("{place}: there is no {kind} \"{name}\"{}", hint(.near.as_deref()))]
    UnknownName {
        /// Where it is used.
        place: Place,
        /// What it should be: `option`, `decision maker`, `state`.
        kind: &'static str,
        /// The name as written.
        name: String,
        /// The name that was probably meant.
        near: Option<String>,
    },
    /// An option that two decision makers claim.
    #[error(
        "option \"{option}\" is owned by \"{first}\" and by \"{second}\"; one decision maker controls an option"
    )]
    OwnedTwice {
        /// The option.
        option: String,
        /// The decision maker that names it first.
        first: String,
        /// The decision maker that names it again.
        second: String,
    },
    /// A condition that does not read.
    #[error("{place}: {source}")]
    Condition {
        /// Whose condition.
        place: Place,
        /// What is wrong with it.
        source: ConditionError,
    },
    /// Named conditions that need each other.
    #[error("the conditions {} are defined by each other; break the circle", circle(.names))]
    CyclicConditions {
        /// The circle, in the order in which each needs the next.
        names: Vec<String>,
    },
    /// No state is feasible.
    #[error(
        "no state is left: the infeasibilities and dependencies contradict each other; take one out"
    )]
    NoStateLeft,
    /// A state that the infeasibilities exclude.
    #[error("{place}: state {state} is not feasible")]
    Infeasible {
        /// Where it is named.
        place: Place,
        /// The state, as written.
        state: String,
    },
    /// A state with two places in a ranking.
    #[error("{place}: state {state} is ranked twice")]
    RankedTwice {
        /// The second place.
        place: Place,
        /// The state.
        state: String,
    },
    /// A feasible state without a place in a ranking.
    #[error(
        "decision maker \"{decision_maker}\" does not rank state {state}; a ranking names every feasible state"
    )]
    Unranked {
        /// Whose ranking.
        decision_maker: String,
        /// The first state that is missing.
        state: String,
    },
    /// A strength of preference that does not fit the preference.
    #[error("{place}: {problem}")]
    Strength {
        /// Whose.
        place: Place,
        /// What is wrong, and the remedy.
        problem: String,
    },
    /// A move from a state to itself.
    #[error("{place}: a move leads from {state} back to itself")]
    Loop {
        /// The arc.
        place: Place,
        /// The state.
        state: String,
    },
    /// Weights whose sum does not fit.
    #[error(
        "decision maker \"{decision_maker}\": the weights add up to more than 2^62; divide them all by the same number"
    )]
    Overflow {
        /// Whose weights.
        decision_maker: String,
    },
}

fn hint(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean \"{near}\"?"))
        .unwrap_or_default()
}

fn circle(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Why an analysis gives no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisError {
    /// It was told to stop.
    #[error("stopped before it was done")]
    Stopped,
    /// It would need more memory than it may have. Said before it starts.
    #[error(
        "{what} needs about {} and may use {}; {remedy}",
        bytes(*.needed),
        bytes(*.allowed)
    )]
    Memory {
        /// What was asked for.
        what: String,
        /// The estimate, in bytes.
        needed: u64,
        /// The limit, in bytes.
        allowed: u64,
        /// What to do instead.
        remedy: &'static str,
    },
    /// The decision diagrams of a symbolic run grew beyond the memory that they
    /// may have.
    #[error("the decision diagrams need more than {}; allow more memory, ask for fewer concepts, or fix options that matter little", bytes(*.allowed))]
    Outgrown {
        /// The limit, in bytes.
        allowed: u64,
    },
    /// The concept says nothing about such a model.
    #[error("{concept} is not defined here: {reason}")]
    Undefined {
        /// The concept or analysis.
        concept: String,
        /// Why, and what to do.
        reason: String,
    },
    /// A state or decision maker that the model does not have.
    #[error("the model has no {kind} {name}")]
    Unknown {
        /// `state` or `decision maker`.
        kind: &'static str,
        /// What was asked for.
        name: String,
    },
    /// Coalitions that share a member, or have none.
    #[error("a decision maker is in two coalitions, or a coalition has no member")]
    Coalitions,
    /// A model that an analysis built from another one does not hold together.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// A number of bytes for people: `1.5 GiB`.
pub(crate) fn bytes(count: u64) -> String {
    const UNITS: [&str; 7] = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut value = count as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 {
        format!("{count} bytes")
    } else {
        format!("{value:.1} {}", UNITS[unit])
    }
}
