//! The brief: one page on where the parties of a dispute stand, what changed,
//! what contradicts, and how we know.
//!
//! [`Brief`] is one plain data structure, made by [`Brief::new`] from
//! positions; its JSON form is its own serialisation. [`text`], [`markdown`]
//! and [`html`] render the same [`document`](document::Block) three times, so
//! that they say the same. Words of reports are cleaned when they enter the
//! brief and escaped when they leave it.

mod brief;
mod build;
mod clean;
mod compose;
mod days;
pub mod document;
pub mod figures;
mod html;
mod markdown;
mod picture;
mod text;

pub use brief::{
    Answering, Arranged, ArrangedParty, Asked, Brief, Cell, ClashView, Judged, Line, News, Note,
    Open, Outlook, OutlookLine, Provenance, Row, Shift, Side,
};
pub use build::Material;
pub use clean::visible;
pub use days::said;
pub use document::{excerpt, quotation};
pub use html::html;
pub use markdown::markdown;
pub use text::{Ink, text};
