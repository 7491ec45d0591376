//! Conflicts as people write and read them: model files, the files of other
//! tools, reasons in words, and pictures.
//!
//! A [`Conflict`] is what a `conflict.toml` says: options, parties, what they
//! prefer and on what evidence, and scenarios that change some of it. Each of
//! its [`Sheet`]s gives a [`demarche_stability::Model`].
//!
//! ```
//! use demarche_conflict::Conflict;
//! use demarche_stability::{Concept, analyse};
//!
//! let conflict = Conflict::parse("dilemma.toml", r#"
//!     title = "Two prisoners"
//!
//!     [[party]]
//!     name = "First"
//!     options = ["first confesses"]
//!     prefers = ['NOT "second confesses"', '"first confesses"']
//!
//!     [[party]]
//!     name = "Second"
//!     options = ["second confesses"]
//!     prefers = ['NOT "first confesses"', '"second confesses"']
//! "#)?;
//! let model = conflict.base().model()?;
//! let verdicts = analyse(&model, &[Concept::Nash])?;
//! let held: Vec<String> = verdicts.equilibria(Concept::Nash).iter().map(|s| model.pattern(s)).collect();
//! assert_eq!(held, ["YY"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate opens no file and knows of no ledger; it compiles to WebAssembly
//! as the engine does. It stands beside the engine, and not in it, so that the
//! engine needs no reader of TOML.

mod change;
mod concepts;
mod conflict;
mod error;
mod file;
mod form;
mod gmcr;
mod model;
pub mod picture;
mod report;
mod sheet;
pub mod study;
mod table;
mod told;
mod words;
mod write;

pub use change::{UnknownChange, parse_change, support as change_support, text as change_text};
pub use concepts::{concept_meaning, concept_name};
pub use conflict::{Case, Conflict, Scenario, View};
pub use error::{ConflictError, Fault};
pub use form::Form;
pub use gmcr::{GmcrError, Lost, export, import};
pub use report::{Named, OptionLine, Report, StateLine};
pub use sheet::{
    At, Evidence, NamedState, OptionEntry, PartyEntry, Preferences, Requirement, Rule, Sheet, Text,
    When,
};
pub use table::table;
pub use told::{Point, Told, told};
pub use words::{Support, Words, joined};
