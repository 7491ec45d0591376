//! Tests of the real binary, as a person or a script meets it.

mod exports;
mod faults;
mod harness;
mod kill;
mod looking;
mod predictions;
