//! Tests of the real binary, as a person or a script meets it.
#![allow(missing_docs, clippy::unwrap_used)]

mod coding;
mod disputes;
mod exports;
mod faults;
mod following;
mod harness;
mod kill;
mod known;
mod looking;
mod pilot;
mod predictions;
mod stability;
mod tables;
mod versions;
