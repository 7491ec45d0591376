//! The graph model for conflict resolution: given the parties of a dispute,
//! the options that each controls and what each prefers, which states are
//! stable, for whom, and who would move away from the others.
//!
//! A [`Model`] is built by names and checked once. [`analyse`] or [`Analysis`]
//! runs stability [`Concept`]s over it and gives [`Verdicts`].
//!
//! ```
//! use demarche_stability::{Concept, Direction, Model, Party, analyse};
//!
//! // Water on the Euphrates, 1975: R. Kinsara, A Simple Guide to GMCR+.
//! let model = Model::builder("Syria and Iraq")
//!     .options(["release water", "escalate", "attack"])
//!     .infeasible("YY-")
//!     .party(
//!         Party::new("Syria")
//!             .owns("release water")
//!             .owns("escalate")
//!             .statements(["NNN", "escalate", "NOT attack", "NOT \"release water\""]),
//!     )
//!     .party(
//!         Party::new("Iraq")
//!             .owns("attack")
//!             .statements(["YNN", "NNY", "NYY", "NNN", "YNY"]),
//!     )
//!     .build()?;
//! let verdicts = analyse(&model, &Concept::COMMON)?;
//! let held: Vec<String> = verdicts
//!     .equilibria(Concept::Nash)
//!     .iter()
//!     .map(|state| model.pattern(state))
//!     .collect();
//! assert_eq!(held, ["NYY"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate stands alone: it reads no clock, draws no random numbers of its
//! own and opens no file. Without the feature `threads` it starts no thread.

mod analysis;
mod attitude;
mod bits;
mod coalitions;
mod concept;
mod condition;
mod cube;
mod error;
mod explain;
mod graph;
mod hypergame;
mod inverse;
mod levers;
mod model;
mod monitor;
mod parallel;
mod reference;
mod sensitivity;
mod state;
mod status_quo;
mod symbolic;
mod verdicts;

pub use analysis::{Analysis, Method, analyse};
pub use attitude::{Attitude, Attitudes};
pub use coalitions::{
    CoalitionImprovement, coalition_equilibria, coalition_improvements, coalitions,
};
pub use concept::{Basic, Concept, Extension, UnknownConcept};
pub use condition::{Condition, ConditionError};
pub use error::{AnalysisError, ModelError, Place};
pub use explain::{Answer, Escape, Explanation, Grounds, Reason, Sanction, Temptation};
pub use hypergame::{Hypergame, Misperception};
pub use inverse::{
    Clause, Count, Requirement, Vary, Way, inverse_count, requirement, requirements,
};
pub use levers::{Difference, Lever, Levers, differences};
pub use model::{
    Change, Choice, Comparison, DecisionMaker, Direction, Merge, Model, ModelBuilder, Moves, Party,
    Preference, Rule, StateRef,
};
pub use monitor::{Progress, Watch};
pub use reference::{ReferenceError, read_reference};
pub use sensitivity::{Doubts, Effect, Factor, Findings, Sensitivity};
pub use state::{Pattern, State};
pub use status_quo::{Evolution, Move, Steps, player_moves, status_quo};
pub use symbolic::{Symbolic, SymbolicVerdicts};
pub use verdicts::{Player, StateSet, Verdicts};
