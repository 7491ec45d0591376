//! From what parties say to what could hold.
//!
//! [`draft`] makes a conflict model of a dispute and the positions on it:
//! parties become decision makers, the questions that a party controls become
//! options, positions become preference statements with the sentences they
//! rest on, and arrangements become named states. What no sentence tells is an
//! assumption, and every assumption is listed. [`outlook`] analyses the draft
//! and fills the part of the brief that says what could hold.
//!
//! `docs/drafting.md` has the rules in words. The crate stands
//! between the positions, which know nothing of stability, and the engine,
//! which knows nothing of statements.

mod assume;
mod draft;
mod outlook;
mod preferences;

pub use draft::{Draft, Drafted, Manner, draft};
pub use outlook::{OutlookError, outlook};
