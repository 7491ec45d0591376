//! Who a source mention means, and the side and office it speaks for.
//!
//! [`cast`] takes a report, its attribution relations and the spans somebody
//! asks about, and hands on a [`Cast`]: the report's actors, each with kind,
//! names, roles and mentions, and the actors that each span means.
//!
//! ```
//! # fn of(report: &demarche_reading::Report, relations: &[demarche_attribution::Attribution]) {
//! use demarche_actors::{Known, cast};
//!
//! let asked: Vec<_> = relations.iter().flat_map(|r| r.source.clone()).collect();
//! let cast = cast(report, relations, &asked, &Known::default());
//! for span in asked {
//!     for &actor in cast.of(span) {
//!         println!("{} means {}", &report.text[span.range()], cast.actors[actor].name);
//!     }
//! }
//! # }
//! ```

mod actor;
mod appositions;
mod backers;
mod blocks;
mod cameo;
mod carried;
mod cast;
mod chunks;
mod code;
mod counterparts;
mod dateline;
mod demonyms;
mod describe;
mod descriptions;
mod draft;
mod ends;
mod entities;
mod file;
mod fold;
mod gazetteer;
mod holders;
mod known;
mod labels;
mod leanings;
mod lexicon;
mod link;
mod mention;
mod noun_phrase;
mod office_holders;
mod offices;
mod outside;
mod own;
mod people;
mod phoenix;
mod point;
mod polities;
mod resolve;
mod roles;
mod salience;
mod scene;
mod sector;
mod shared_head;
mod short_names;
mod sides;
mod stances;
mod tables;
mod times;
#[cfg(test)]
mod told;
mod undescribed;
mod words;
mod written;

pub use actor::{ActorKind, Form, LocalActor, Mention, Role, Side, UnnamedKind};
pub use cast::Cast;
pub use code::{Code, code};
pub use file::{FileError, read_file, side, write_file};
pub use fold::fold;
pub use known::{Known, KnownActor};
pub use link::{Correction, Handle, Key, Linked, keys, link};
pub use phoenix::{PhoenixError, read_actors, read_agents};
pub use resolve::cast;
pub use written::written;
