//! Fuzzes the reader of predictions, and scoring what it lets through.
#![no_main]

use demarche_evaluation::{Article, evaluate, parse_predictions};
use std::path::Path;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let articles = [Article::new("a", "“Yes,” Ann Lee said.\nBob denied it.", Vec::new())];
    if let Ok(predictions) = parse_predictions(bytes, Path::new("fuzz.jsonl"), &articles) {
        let _ = evaluate(&articles, &predictions).to_string();
    }
});
