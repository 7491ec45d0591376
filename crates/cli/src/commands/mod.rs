//! One module a command.

pub mod evaluate;
pub mod extract;
pub mod intake;
pub mod manual;
pub mod read;
pub mod reports;
pub mod search;
pub mod show;
pub mod statements;
mod summary;
