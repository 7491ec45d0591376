//! Fuzzes the reader of web pages.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::check("a.html", bytes));
