//! Fuzzes the reader of Markdown.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::check("a.md", bytes));
