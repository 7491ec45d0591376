//! Keeps reports and statements in one SQLite file, append-only.

mod error;
mod ledger;
mod query;
mod statement;

pub use error::{LedgerError, Result};
pub use ledger::Ledger;
pub use query::{Added, Hit, ReportFilter, ReportRow, Standing, StatementFilter};
pub use statement::{Actor, CodePoints, On, Passage, ReportSummary, Roles, Statement, Via};
