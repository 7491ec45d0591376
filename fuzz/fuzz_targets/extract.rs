//! Fuzzes tokens, windows and the decoder behind the networks.
#![no_main]

use demarche_attribution::{Extractor, Mode};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Mode::Fast).expect("the model that ships"));

libfuzzer_sys::fuzz_target!(|text: &str| {
    let found = EXTRACTOR.extract(text).expect("extraction does not fail");
    for relation in &found {
        assert!(!relation.cue.is_empty() && !relation.content.is_empty());
        for spans in [&relation.source, &relation.cue, &relation.content] {
            assert!(spans.iter().all(|span| text.get(span.range()).is_some_and(|words| !words.is_empty())));
            assert!(spans.windows(2).all(|two| two[0].end <= two[1].start));
        }
        assert!(relation.parent.is_none_or(|parent| parent < found.len()));
    }
});
