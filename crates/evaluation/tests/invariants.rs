//! What holds for any text and any predictions.
#![allow(clippy::unwrap_used)]

use demarche_evaluation::{Article, Level, Predictions, Relation, Scores, evaluate, matches};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn text() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "peace",
        "said",
        "\u{e9}t\u{e9}",
        "\u{1d4d0}",
        "e\u{301}",
        "7",
        " ",
        " ",
        " ",
        "\n",
        "\r\n",
        ".",
        ",",
        "\"",
        "\u{201c}",
        "\u{201d}",
        "''",
        "``",
        "\u{ab}",
        "\u{bb}",
        "\u{2028}",
        "\u{1c}",
    ]);
    prop_oneof![
        vec(piece, 0..60).prop_map(|pieces| pieces.concat()),
        any::<String>()
    ]
}

/// Spans that may lie outside the text, end before they start, or overlap.
fn spans() -> impl Strategy<Value = Vec<[usize; 2]>> {
    vec(
        (0..150usize, 0..30usize)
            .prop_map(|(start, length)| [start, (start + length).saturating_sub(2)]),
        0..3,
    )
}

fn relation() -> impl Strategy<Value = Relation> {
    (spans(), spans(), spans()).prop_map(|(source, cue, content)| Relation {
        source,
        cue,
        content,
        confidence: None,
    })
}

fn scores(text: &str, gold: &[Relation], predicted: &[Relation]) -> Scores {
    let article = Article::new("a", text, gold.to_vec());
    evaluate(
        &[article],
        &Predictions::from([("a".to_owned(), predicted.to_vec())]),
    )
}

fn all_scores(scores: &Scores) -> [demarche_evaluation::Score; 9] {
    let (t, s, r) = (&scores.token, &scores.span, &scores.relation);
    [
        t.content,
        t.source,
        t.cue,
        s.content,
        s.source,
        s.cue,
        r.lenient,
        r.attributed,
        r.strict,
    ]
}

proptest! {
    #[test]
    fn a_perfect_prediction_scores_one(text in text(), gold in vec(relation(), 0..6)) {
        let scores = scores(&text, &gold, &gold);
        for score in all_scores(&scores) {
            prop_assert_eq!(score.correct, score.gold);
            prop_assert_eq!(score.correct, score.predicted);
            if score.gold > 0 {
                prop_assert!((score.p - 1.0).abs() < 1e-12 && (score.r - 1.0).abs() < 1e-12);
                prop_assert!((score.f1 - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn shares_are_shares(
        text in text(),
        gold in vec(relation(), 0..6),
        predicted in vec(relation(), 0..6),
    ) {
        let scores = scores(&text, &gold, &predicted);
        let kinds = scores.recall_by_type;
        let mut shares = vec![
            scores.attribution_accuracy,
            scores.attribution_accuracy_where_gold_has_source,
        ];
        for kind in [kinds.direct, kinds.indirect, kinds.mixed] {
            shares.extend([kind.lenient, kind.attributed]);
        }
        for score in all_scores(&scores) {
            shares.extend([score.p, score.r, score.f1]);
            prop_assert!(score.correct <= score.gold.min(score.predicted));
        }
        prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
        prop_assert_eq!(kinds.direct.gold + kinds.indirect.gold + kinds.mixed.gold, scores.gold_relations);
        prop_assert!(scores.relation.attributed.correct <= scores.relation.lenient.correct);
        prop_assert_eq!(scores.table().lines().count(), 22);
    }

    #[test]
    fn a_match_takes_each_relation_once(
        text in text(),
        gold in vec(relation(), 0..6),
        predicted in vec(relation(), 0..6),
    ) {
        let article = Article::new("a", text, gold);
        for level in [Level::Lenient, Level::Attributed, Level::Strict] {
            let pairs = matches(&article.text, &article.gold, &predicted, level);
            let mut golds: Vec<_> = pairs.iter().map(|pair| pair.0).collect();
            let mut founds: Vec<_> = pairs.iter().map(|pair| pair.1).collect();
            golds.sort_unstable();
            golds.dedup();
            founds.sort_unstable();
            founds.dedup();
            prop_assert_eq!((golds.len(), founds.len()), (pairs.len(), pairs.len()));
        }
    }

    /// Gold contents stand apart by a word and predictions are of one piece, so
    /// that no prediction can be half of two gold relations: without such ties
    /// the order of the predictions must not matter.
    #[test]
    fn the_order_of_predictions_is_irrelevant_without_ties(
        lengths in vec(1..6usize, 1..6),
        predicted in vec((0..60usize, 1..12usize, 0..60usize, 0..3usize), 1..8)
            .prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle())),
    ) {
        let text = "ab ".repeat(40);
        let word_span = |start: usize, words: usize| vec![[3 * start, 3 * (start + words)]];
        let mut at = 0;
        let gold: Vec<_> = lengths
            .iter()
            .map(|&length| {
                let content = word_span(at, length);
                at += length + 1;
                Relation { source: word_span(at, 1), content, ..Relation::default() }
            })
            .collect();
        let relations = |spans: &[(usize, usize, usize, usize)]| -> Vec<Relation> {
            let relation = |&(start, words, source, source_words): &_| Relation {
                source: word_span(source, source_words),
                content: word_span(start, words),
                ..Relation::default()
            };
            spans.iter().map(relation).collect()
        };
        let (predicted, shuffled) = predicted;
        prop_assert_eq!(
            scores(&text, &gold, &relations(&predicted)),
            scores(&text, &gold, &relations(&shuffled))
        );
    }
}
