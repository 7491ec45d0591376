//! Makes statements of a report's attribution relations: who speaks and for
//! whom, to whom, on which day, and through whom the reader hears of it.
//!
//! [`resolve`] takes a report and its relations and hands on [`Statements`];
//! [`triples`] reads negotiation bulletins, where one sentence gives many
//! parties one position.

mod address;
mod addressees;
mod bulletin;
mod chain;
mod clauses;
mod dating;
mod denial;
mod events;
mod frame;
mod governing;
mod noun_phrase;
mod parties;
mod relays;
mod report_day;
mod resolve;
mod statement;
mod subject;

mod voices;
mod when;
mod words;

/// Names the rules that statements were resolved by. Another one says that
/// resolving again can give something else.
pub const VERSION: &str = "r10";

pub use bulletin::{ActorNames, NamesError, Triple, triples};
pub use resolve::resolve;
pub use statement::{
    Aspect, Denial, Grade, Link, LinkKind, Part, Precision, Reference, ReportDay, Resolved,
    Speaker, Statements, When,
};
