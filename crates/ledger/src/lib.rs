//! Keeps reports and statements in one `SQLite` file, append-only.
//!
//! [`Ledger`] is the whole of it: [`Ledger::add`] puts a report and what was
//! found in it into the file, [`Ledger::statements`], [`Ledger::reports`] and
//! [`Ledger::search`] take it out again. Reports are the only things here that
//! cannot be made again; texts, statements and indexes are derived from them,
//! say which extractor derived them, and are superseded, never overwritten.
//!
//! All SQL of the workspace is in this crate. Every value from outside is
//! bound, never spliced into a query.

mod actors;
mod cast;
mod codings;
mod copies;
mod corrections;
mod denials;
mod error;
mod findings;
mod identity;
mod judgements;
mod ledger;
mod link;
mod linked;
mod list;
mod prepare;
mod profile;
mod query;
mod resolved;
mod resolving;
mod rows;
mod schema;
mod search;
mod sentence;
mod statement;
mod stored;
mod successor;
mod utterances;
mod words;
mod write;

pub use actors::{ActorFilter, ActorRole, ActorRow, MentionOf};
pub use codings::{CodingUnit, StoredCoding};
pub use copies::Copy;
pub use corrections::ActorCorrection;
pub use denials::Answered;
pub use error::{LedgerError, Result};
pub use findings::{Findings, Versions};
pub use judgements::{Judgement, NewJudgement};
pub use ledger::Ledger;
pub use query::{Added, Hit, ReportFilter, ReportRow, Standing, StatementFilter};
pub use sentence::{Excerpt, sentences};
pub use statement::{
    Actor, CodePoints, Denial, Evidence, On, Passage, Reference, ReportSummary, Roles, Speaker,
    Statement, Via,
};
pub use utterances::{Sibling, Utterance};
