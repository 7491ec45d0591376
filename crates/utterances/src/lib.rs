//! Finds copies among reports, and one utterance reported in several places.
//!
//! Pure functions: they hold no state, read no clock and draw no random
//! number, and every hash is fixed (see [`stable_hash`]), so that keys kept in
//! an index stay good from one version and machine to the next.
//!
//! - [`Wording`] is a report's text made ready: its [`Wording::bands`] go into
//!   an index, where reports that share one are candidates, and [`compare`]
//!   tells whether two candidates are copies.
//! - [`Gist`] is a statement made ready: [`Gist::keys`] go into an index, and
//!   [`link`] tells whether two statements are one utterance.
//! - [`shared`] tells how far a statement of a revised report is an earlier one
//!   in other words.
//! - [`sets`] puts linked things together, and [`origin`] tells whose the words
//!   of a set of copies were first.

mod compare;
mod denial;
mod gist;
mod hash;
mod link;
mod origin;
mod revised;
mod sets;
mod sketch;
mod stem;
mod wording;

pub use compare::{Kinship, Likeness, compare};
pub use denial::{ANSWERED_WITHIN, denies, denies_own, of_own_words};
pub use gist::{Gist, Said};
pub use hash::stable_hash;
pub use link::{Link, link};
pub use origin::{Issue, Origin, Source, independent, origin};
pub use revised::{Worded, shared};
pub use sets::sets;
pub use sketch::BANDS;
pub use wording::Wording;
