//! One module a command.

pub mod actor;
pub mod actors;
mod conflict;
pub mod dispute;
pub mod evaluate;
pub mod extract;
mod file_kind;
pub mod intake;
pub mod manual;
pub mod model;
pub mod read;
pub mod reports;
pub mod search;
pub mod show;
pub mod stability;
pub mod stance;
pub mod statements;
mod summary;
pub mod why;
