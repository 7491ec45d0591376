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

mod error;
mod identity;
mod ledger;
mod list;
mod prepare;
mod query;
mod rows;
mod schema;
mod search;
mod statement;
mod words;
mod write;

pub use error::{LedgerError, Result};
pub use ledger::Ledger;
pub use query::{Added, Hit, ReportFilter, ReportRow, Standing, StatementFilter};
pub use statement::{Actor, CodePoints, On, Passage, ReportSummary, Roles, Statement, Via};
