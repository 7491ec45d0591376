//! Tests of `reading`.

use super::*;

fn stance(source: &str, cue: &str, content: &str) -> Option<Stance> {
    let lexicon = Lexicon::load();
    let statement = Statement {
        source,
        cue,
        content,
        sentence: "",
    };
    let parts = Parts::read(&statement, &lexicon);
    let clause = parts.clause(&[], &lexicon);
    let sign = clause.turns.len().is_multiple_of(2);
    verdict(&parts, &clause, sign)
}

#[test]
fn cues_and_contents() {
    for (source, cue, content, expected) in [
        ("Paris", "backs", "a ceasefire", Some(Stance::Support)),
        (
            "Paris",
            "does not support",
            "a ceasefire",
            Some(Stance::Oppose),
        ),
        (
            "Paris",
            "rejected calls for",
            "a ceasefire",
            Some(Stance::Oppose),
        ),
        (
            "Paris",
            "dismissed criticism of",
            "the ceasefire",
            Some(Stance::Support),
        ),
        (
            "Paris",
            "said",
            "the army should not stop",
            Some(Stance::Support),
        ),
        (
            "Paris",
            "said",
            "there must be a ceasefire",
            Some(Stance::Support),
        ),
        ("Paris", "said", "the talks lasted an hour", None),
        (
            "Paris",
            "declined",
            "to say whether it backs a ceasefire",
            Some(Stance::NonCommittal),
        ),
        (
            "Paris",
            "asked",
            "whether a ceasefire was near",
            Some(Stance::Asks),
        ),
        (
            "Paris",
            "asked",
            "Moscow to agree to a ceasefire",
            Some(Stance::Support),
        ),
        (
            "Paris",
            "said",
            "it would help if both sides agree",
            Some(Stance::Conditional),
        ),
        (
            "Paris",
            "agreed to",
            "a truce, provided that it is watched",
            Some(Stance::Conditional),
        ),
        (
            "The Courier",
            "reported",
            "that Paris backs it",
            Some(Stance::Reports),
        ),
        (
            "Paris",
            "accused",
            "Moscow of stalling on the ceasefire",
            None,
        ),
        (
            "Paris",
            "did not rule out",
            "a ceasefire",
            Some(Stance::NonCommittal),
        ),
    ] {
        assert_eq!(
            stance(source, cue, content),
            expected,
            "{source} {cue} {content}"
        );
    }
}

#[test]
fn a_condition_ends_at_its_comma() {
    let lexicon = Lexicon::load();
    let text = "it would agree, provided that Moscow leaves first, and then talk";
    let tokens = tokenise(text);
    let found = conditions(&tokens, &lexicon.conditions.all(&tokens));
    let spans: Vec<&str> = found
        .iter()
        .map(|range| &text[tokens[range.start].span.start..tokens[range.end - 1].span.end])
        .collect();
    assert_eq!(spans, ["provided that Moscow leaves first"]);
}
