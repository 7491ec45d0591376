//! Fuzzes the reader of input of a form that the reader must find out.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::check("a", bytes));
