//! Fuzzes the reader of JSON Lines.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::check("a.jsonl", bytes));
