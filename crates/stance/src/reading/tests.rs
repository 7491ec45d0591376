//! Tests of `reading`.

use super::*;

fn stance(source: &str, cue: &str, content: &str) -> Option<Stance> {
    let lexicon = Lexicon::load();
    let statement = Statement {
        source,
        cue,
        content,
        ..Statement::default()
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

#[test]
fn a_condition_belongs_to_its_sentence() {
    let lexicon = Lexicon::load();
    for (content, matched, kept) in [
        (
            "\u{201c}We sign if it is a good deal.\u{201d} \u{201c}The ferry must run.\u{201d}",
            "ferry",
            0,
        ),
        (
            "\"We only sign if it is a good deal,\" \"The ferry must run.\"",
            "ferry",
            0,
        ),
        (
            "\u{201c}We let the ferry run if it is safe.\u{201d}",
            "ferry",
            1,
        ),
        (
            "\u{201c}The ferry may run. But only if it is safe.\u{201d}",
            "ferry",
            1,
        ),
        (
            "the harbour of the U.N. may open if the ferry is safe",
            "ferry",
            1,
        ),
    ] {
        let statement = Statement {
            source: "Orr",
            cue: "said",
            content,
            ..Statement::default()
        };
        let parts = Parts::read(&statement, &lexicon);
        let mut clause = parts.clause(&[], &lexicon);
        let at = parts.content.iter().position(|token| token.text == matched);
        clause.leave_conditions_apart(&parts.content, &[at.unwrap()]);
        assert_eq!(clause.strict.len() + clause.loose.len(), kept, "{content}");
    }
}

#[test]
fn a_condition_does_not_end_within_an_abbreviation() {
    let lexicon = Lexicon::load();
    let text = "it would agree provided that the port is given to the U.N. mission, it said";
    let tokens = tokenise(text);
    let found = conditions(&tokens, &lexicon.conditions.all(&tokens));
    let span = &found[0];
    let told = &text[tokens[span.start].span.start..tokens[span.end - 1].span.end];
    assert_eq!(told, "provided that the port is given to the U.N. mission");
}
