//! Fuzzes the grammar of bulletins and the reader of actor names.
#![no_main]

use demarche_statements::{ActorNames, triples};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let names = ActorNames::read(&text).unwrap_or_default();
    for triple in triples(&text, &names) {
        assert!(text[triple.span.range()].contains(&triple.message));
    }
});
