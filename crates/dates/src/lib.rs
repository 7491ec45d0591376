//! Finds English date expressions in a text and tells which days they mean.
//!
//! The grammar is the one that news needs: weekdays, days and months with and
//! without a year, relative weeks, months and years, parts of them, ranges,
//! and open stretches. What cannot be known stays [`Value::Unresolved`], with
//! what is missing. Times of day, recurrences and bare durations are no dates.
//!
//! ```
//! use demarche_dates::{Context, find};
//!
//! let written = Context::on(Some("2025-08-22".parse()?));
//! let found = find("He said so on Monday, after talks in early 2014.", &written);
//! let values: Vec<_> = found.iter().map(|date| date.value.to_string()).collect();
//! assert_eq!(values, ["2025-08-18", "2014-01-01/2014-06-30"]);
//! # Ok::<(), jiff::Error>(())
//! ```

mod calendar;
mod grammar;
mod phrase;
mod resolve;
mod search;
mod token;
mod value;

pub use search::find;
pub use value::{Context, Expression, Missing, Order, Precision, Prefer, Value};
