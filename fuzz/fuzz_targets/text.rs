//! Fuzzes the reader of plain text.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::check("a.txt", bytes));
