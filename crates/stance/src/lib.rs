//! Tells whether a statement bears on a proposition, and which stance it takes.
//!
//! Two readings check one another. A structural one takes the cue's force,
//! negation, hedges, conditions and the words that statement and proposition
//! share; a network reads the two texts together. [`Judge`] combines them to a
//! [`Judgement`] with a calibrated confidence and a reason that a person can
//! follow. `docs/stance.md` has the method and the figures.

mod among;
mod combine;
mod denial;
mod judge;
mod judgement;
mod leaning;
mod lexicon;
mod names_alone;
mod network;
mod overlap;
mod pairs;
mod plain;
mod prepared;
mod reading;
mod relevance;
mod statement;
mod token;
mod two_readings;

pub use among::{Asked, Met};
pub use judge::{Judge, StanceError};
pub use judgement::{Force, Judgement, Reason, Scores, Stance};
pub use leaning::{attitude, leaning};
pub use pairs::{NoPair, PairsError, judge_pairs};
pub use prepared::Prepared;
pub use relevance::Affinity;
pub use statement::{Proposition, Statement};
