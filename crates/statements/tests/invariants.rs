//! What holds for every text and all relations.

mod common;

use common::report;
use demarche_actors::Known;
use demarche_attribution::{Attribution, Kind};
use demarche_reading::Span;
use demarche_statements::{ActorNames, Resolved, resolve, triples};
use proptest::prelude::*;

/// Pieces that the rules look for, so that random texts set them off.
const PIECES: [&str; 48] = [
    "China",
    "the US",
    "Mao Ning",
    "Foreign Minister Lavrov",
    "he",
    "they",
    "Reuters",
    "the Global Times",
    "Ukrainian media",
    "a diplomat",
    "said",
    "told",
    "denied",
    "has said",
    "proposed",
    "supported by",
    "opposed by",
    "on behalf of",
    "with",
    "for",
    "according to",
    "citing",
    "seen by",
    "on Friday",
    "last week",
    "in 2022",
    "After the meeting",
    "the summit",
    "At that time",
    "the next day",
    "that",
    "this",
    "the report",
    "and",
    "but",
    "while",
    ",",
    ".",
    ". ",
    "\"",
    "\u{201c}",
    "\u{201d}",
    "\n",
    "(",
    ")",
    "'s",
    "é",
    "walked back",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    // A blank text is no report.
    prop::collection::vec(piece, 1..60).prop_map(|pieces| format!("Talks {}", pieces.join(" ")))
}

/// A stretch of a text, by two shares of its characters.
fn stretch(text: &str, a: f64, b: f64) -> Option<Span> {
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let last = ends.len() - 1;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a small count"
    )]
    let at = |share: f64| ends[((share * last as f64) as usize).min(last)];
    let (from, to) = (at(a.min(b)), at(a.max(b)));
    (from < to).then(|| Span::new(from, to))
}

type Shares = [(f64, f64); 3];

fn relations(text: &str, shares: &[(Shares, usize)]) -> Vec<Attribution> {
    shares
        .iter()
        .filter_map(|([source, cue, content], parent)| {
            let span = |(a, b): &(f64, f64)| stretch(text, *a, *b);
            Some(Attribution {
                source: span(source).into_iter().collect(),
                cue: vec![span(cue)?],
                content: vec![span(content)?],
                kind: Kind::Mixed,
                confidence: 0.5,
                parent: Some(*parent).filter(|parent| *parent < 9),
            })
        })
        .collect()
}

fn shares() -> impl Strategy<Value = Vec<(Shares, usize)>> {
    let pair = || (0.0..1.0f64, 0.0..0.2f64).prop_map(|(a, length)| (a, (a + length).min(1.0)));
    prop::collection::vec(([pair(), pair(), pair()], 0..14usize), 0..8)
}

fn spans(found: &Resolved) -> Vec<Span> {
    let mut all = found.on.evidence.clone();
    all.extend(found.speakers.iter().flat_map(|s| s.evidence.clone()));
    all.extend(found.to.iter().flat_map(|r| r.evidence.clone()));
    all.extend(found.about.iter().flat_map(|r| r.evidence.clone()));
    all.extend(found.via.iter().flat_map(|l| l.evidence.clone()));
    all.extend(found.denial.iter().flat_map(|d| d.evidence.clone()));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn statements_are_sound(text in text(), shares in shares(), dated in any::<bool>()) {
        let report = report(&text, dated.then_some("2025-08-22"), dated.then_some("The Post"));
        let relations = relations(&report.text, &shares);
        let found = resolve(&report, &relations, &Known::default());
        prop_assert_eq!(&found, &resolve(&report, &relations, &Known::default()));
        prop_assert_eq!(found.resolved.len(), relations.len());
        let actors = found.cast.actors.len();
        for statement in &found.resolved {
            for span in spans(statement) {
                prop_assert!(span.start < span.end);
                prop_assert!(report.text.get(span.range()).is_some());
            }
            prop_assert!(statement.speakers.iter().all(|s| s.actor < actors && !s.reason.is_empty()));
            prop_assert!(statement.to.iter().chain(&statement.about).all(|r| r.actor < actors));
            prop_assert!(statement.via.iter().all(|l| l.actor.is_none_or(|a| a < actors)));
            prop_assert!(statement.denies.is_none_or(|at| at < relations.len()));
            prop_assert!(!statement.on.reason.is_empty());
            if let (Some(from), Some(to)) = (&statement.on.from, &statement.on.to) {
                prop_assert!(from <= to, "{from} {to}");
            }
        }
    }

    #[test]
    fn triples_are_words_of_their_sentence(text in text()) {
        let found = triples(&text, &ActorNames::default());
        prop_assert_eq!(&found, &triples(&text, &ActorNames::default()));
        for triple in found {
            let sentence = &text[triple.span.range()];
            prop_assert!(sentence.contains(&triple.message));
            prop_assert!(sentence.contains(&triple.predicate) || triple.predicate == "opposed");
            prop_assert!(text[triple.actor_span.range()].contains(&triple.actor));
        }
    }
}
