//! Whose words copies have, and how many sources stand behind them.
#![allow(clippy::unwrap_used)]

use demarche_utterances::{Issue, Source, independent, origin};

fn issue<'a>(outlet: &'a str, day: &str, text: &'a str) -> Issue<'a> {
    Issue {
        outlet,
        day: day.parse().ok(),
        moment: None,
        text,
    }
}

#[test]
fn an_agency_that_is_credited_is_the_origin() {
    let copies = [
        issue(
            "www.herald.example",
            "2025-08-22",
            "ORAM (Reuters) - The strait stays closed.",
        ),
        issue(
            "www.post.example",
            "2025-08-21",
            "The strait stays closed. (Reporting by A. Vale)",
        ),
    ];
    let found = origin(&copies);
    assert_eq!(found.source, Source::Agency("Reuters"));
    assert_eq!(found.reason, "2 of 2 reports credit Reuters");

    let own = issue("www.reuters.com", "2025-08-22", "The strait stays closed.");
    let found = origin(&[copies[0], own, copies[1]]);
    assert_eq!(found.source, Source::Report(1));
    assert_eq!(
        found.reason,
        "3 of 3 reports credit Reuters, whose own this is"
    );
}

#[test]
fn without_a_credit_the_earliest_is() {
    let one = issue(
        "www.herald.example",
        "2025-08-22",
        "The strait stays closed.",
    );
    let other = issue("www.post.example", "2025-08-21", "The strait stays closed.");
    assert_eq!(origin(&[one, other]).source, Source::Report(1));
    assert_eq!(origin(&[one, one]).source, Source::Unknown);
    let undated = issue("www.times.example", "", "The strait stays closed.");
    assert_eq!(origin(&[one, undated]).source, Source::Unknown);
    assert_eq!(origin(&[]).source, Source::Unknown);
    // An agency as a source in the middle of a text is no credit.
    let text = format!(
        "{}, he told AFP - {}",
        "The strait is closed. ".repeat(20),
        "It is. ".repeat(80)
    );
    let quoting = issue("www.times.example", "2025-08-20", &text);
    assert_eq!(origin(&[one, quoting]).source, Source::Report(1));
}

#[test]
fn copies_count_once() {
    assert_eq!(independent(&[1, 2, 3], &[]), 3);
    assert_eq!(independent(&[1, 2, 3], &[(1, 2)]), 2);
    // Copies of one report that itself does not carry the utterance.
    assert_eq!(independent(&[1, 2, 3], &[(1, 9), (9, 3)]), 2);
    assert_eq!(independent(&[5, 5], &[]), 1);
    assert_eq!(independent(&[], &[(1, 2)]), 0);
}
