//! The extractor on texts of our own and on any text at all.
#![allow(clippy::unwrap_used)]

use demarche_attribution::{Attribution, Extractor, Kind, Mode};
use demarche_reading::Span;
use proptest::prelude::*;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Mode::Full).unwrap());

const REPORT: &str = "The river talks went into a third day.\n\n\
    \u{201c}We will not sign this,\u{201d} Foreign Minister Lena Voss told reporters on Monday. \
    \u{201c}There is still work to do.\u{201d}\n\n\
    Her deputy said that the dam would be inspected in May, adding that two engineers had been named.\n\n\
    Officials in the delta claimed that the inspection had been cancelled, according to Kenyan media.\n";

fn words<'a>(text: &'a str, spans: &[Span]) -> Vec<&'a str> {
    spans.iter().map(|span| &text[span.range()]).collect()
}

fn find<'a>(text: &str, found: &'a [Attribution], cue: &str) -> &'a Attribution {
    found
        .iter()
        .find(|a| words(text, &a.cue).concat().contains(cue))
        .unwrap_or_else(|| panic!("no relation with the cue {cue:?} in {found:#?}"))
}

#[test]
fn direct_speech_has_its_speaker() {
    let found = EXTRACTOR.extract(REPORT).unwrap();
    let told = find(REPORT, &found, "told");
    assert_eq!(words(REPORT, &told.source), ["Foreign Minister Lena Voss"]);
    assert!(words(REPORT, &told.content)[0].contains("We will not sign this"));
    assert_eq!(told.kind, Kind::Direct);
}

#[test]
fn two_cues_of_one_sentence_share_their_speaker() {
    let found = EXTRACTOR.extract(REPORT).unwrap();
    let (said, adding) = (find(REPORT, &found, "said"), find(REPORT, &found, "adding"));
    assert_eq!(words(REPORT, &said.source), ["Her deputy"]);
    assert_eq!(said.source, adding.source);
    assert_eq!(
        words(REPORT, &said.content),
        ["that the dam would be inspected in May"]
    );
    assert_eq!(
        words(REPORT, &adding.content),
        ["that two engineers had been named"]
    );
}

#[test]
fn a_relation_inside_another_is_found_as_its_child() {
    let found = EXTRACTOR.extract(REPORT).unwrap();
    let (inner, outer) = (
        find(REPORT, &found, "claimed"),
        find(REPORT, &found, "according to"),
    );
    assert_eq!(words(REPORT, &outer.source), ["Kenyan media"]);
    assert_eq!(words(REPORT, &inner.source), ["Officials in the delta"]);
    assert_eq!(inner.parent.map(|parent| &found[parent]), Some(outer));
}

#[test]
fn what_was_read_before_changes_nothing() {
    let alone = EXTRACTOR.extract(REPORT).unwrap();
    EXTRACTOR
        .extract("\u{201c}Something else,\u{201d} she said.")
        .unwrap();
    let others: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| EXTRACTOR.extract(REPORT).unwrap()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(EXTRACTOR.extract(REPORT).unwrap(), alone);
    assert!(others.iter().all(|other| *other == alone));
}

#[test]
fn texts_without_words_have_no_relations() {
    for text in ["", " \n\n ", "…", "\u{201c}\u{201d}\u{201c}"] {
        assert_eq!(EXTRACTOR.extract(text).unwrap(), [], "{text:?}");
    }
}

/// Names of files, keys, words of no language: each has many wordpieces, and a
/// paragraph of them is longer than the network's positions.
#[test]
fn a_paragraph_of_words_in_many_pieces_is_read() {
    let keys: String = (0..400)
        .map(|n| format!("xqzjxqzjxqzjxqzj{} ", n % 10))
        .collect();
    let text = format!("{REPORT}\n{keys}\n\nThe minister said that the talks would go on.\n");
    let found = EXTRACTOR.extract(&text).unwrap();
    check(&text, &found);
    let said = found.last().unwrap();
    assert_eq!(words(&text, &said.source), ["The minister"]);
}

/// Checks what every relation promises.
fn check(text: &str, found: &[Attribution]) {
    for (n, a) in found.iter().enumerate() {
        assert!(!a.cue.is_empty() && !a.content.is_empty());
        for spans in [&a.source, &a.cue, &a.content] {
            for span in spans {
                assert!(span.start < span.end);
                assert!(
                    text.get(span.range()).is_some(),
                    "{span:?} cuts a character"
                );
            }
            assert!(spans.windows(2).all(|two| two[0].end <= two[1].start));
        }
        assert!(
            words(text, &a.content)
                .concat()
                .chars()
                .any(char::is_alphanumeric)
        );
        assert!((0.0..=1.0).contains(&a.confidence));
        let parent = a.parent.map(|parent| &found[parent]);
        assert_ne!(a.parent, Some(n));
        if let Some(parent) = parent {
            let inside = |span: &Span| parent.content.iter().any(|outer| outer.overlaps(*span));
            assert!(
                a.cue.iter().all(inside),
                "a child's cue stands in its parent's content"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_gives_sound_relations(text in "(\\PC{0,12}[ \n“”\"']{0,2}(said|told|according to| that)?){0,40}") {
        check(&text, &EXTRACTOR.extract(&text).unwrap());
    }

    #[test]
    fn shuffled_copy_gives_sound_relations(order in prop::collection::vec(0usize..40, 0..120)) {
        let parts: Vec<&str> = REPORT.split_inclusive(' ').collect();
        let text: String = order.iter().map(|&n| parts[n % parts.len()]).collect();
        check(&text, &EXTRACTOR.extract(&text).unwrap());
    }
}
