//! Fuzzes the comparison of reports and of statements: any text is taken, and
//! the order of two makes no difference.
#![no_main]

use demarche_utterances::{Gist, Said, Wording, compare, link};

libfuzzer_sys::fuzz_target!(|texts: (&str, &str)| {
    let (a, b) = (Wording::of(texts.0), Wording::of(texts.1));
    let likeness = compare(&a, &b);
    assert_eq!(likeness, compare(&b, &a));
    assert!(likeness.own <= a.own_words().min(b.own_words()));
    let gist = |content| {
        Gist::of(&Said {
            speaker: 1,
            from: None,
            to: None,
            content,
            quoted: &[],
            denied: false,
        })
    };
    assert_eq!(
        link(&gist(texts.0), &gist(texts.1)),
        link(&gist(texts.1), &gist(texts.0))
    );
});
