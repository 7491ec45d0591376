//! Figures worked out by hand on a corpus of three sentences, and its table.
#![allow(clippy::unwrap_used)]

use demarche_evaluation::{Article, Predictions, Relation, Score, Scores, evaluate};

/// A direct, a mixed and an indirect content; the last has no source.
const TEXT: &str = "\u{201c}The talks go on,\u{201d} Minister Vale said.\n\
                    Deputy Oduya hopes that the \u{201c}old plan\u{201d} holds.\n\
                    It was announced that the port reopens.\n";

fn span(part: &str) -> Vec<[usize; 2]> {
    assert_eq!(TEXT.matches(part).count(), 1, "{part}");
    let start = TEXT[..TEXT.find(part).unwrap()].chars().count();
    vec![[start, start + part.chars().count()]]
}

fn direct() -> Relation {
    Relation {
        source: span("Minister Vale"),
        cue: span("said"),
        content: span("\u{201c}The talks go on,\u{201d}"),
        confidence: None,
    }
}

fn mixed() -> Relation {
    Relation {
        source: span("Deputy Oduya"),
        cue: span("hopes"),
        content: span("that the \u{201c}old plan\u{201d} holds"),
        confidence: None,
    }
}

fn indirect() -> Relation {
    Relation {
        source: vec![],
        cue: span("was announced"),
        content: span("that the port reopens"),
        confidence: None,
    }
}

fn scored(predicted: Vec<Relation>) -> Scores {
    let article = Article::new("a", TEXT, vec![direct(), mixed(), indirect()]);
    evaluate(
        &[article],
        &Predictions::from([("a".to_owned(), predicted)]),
    )
}

#[track_caller]
fn check(score: Score, correct: usize, predicted: usize, gold: usize) {
    assert_eq!(
        (score.correct, score.predicted, score.gold),
        (correct, predicted, gold)
    );
    let share = |part: f64, whole: f64| if whole == 0.0 { 0.0 } else { part / whole };
    let [correct, predicted, gold] = [correct, predicted, gold].map(|n| n as f64);
    assert!((score.p - share(correct, predicted)).abs() < 1e-12);
    assert!((score.r - share(correct, gold)).abs() < 1e-12);
    assert!((score.f1 - share(2.0 * correct, predicted + gold)).abs() < 1e-12);
}

#[test]
fn a_perfect_prediction_in_any_order_is_perfect() {
    let scores = scored(vec![indirect(), direct(), mixed()]);
    // 7 tokens in the quotation, 7 in the hope, 4 in the announcement.
    check(scores.token.content, 18, 18, 18);
    check(scores.token.source, 4, 4, 4);
    check(scores.token.cue, 4, 4, 4);
    check(scores.span.content, 3, 3, 3);
    check(scores.span.source, 2, 2, 2);
    check(scores.relation.strict, 3, 3, 3);
    assert_eq!(scores.gold_relations_without_source, 1);
    let kinds = scores.recall_by_type;
    assert_eq!(
        [kinds.direct.gold, kinds.mixed.gold, kinds.indirect.gold],
        [1, 1, 1]
    );
    assert!((kinds.mixed.attributed - 1.0).abs() < 1e-12);
    assert!((scores.attribution_accuracy - 1.0).abs() < 1e-12);
}

#[test]
fn no_prediction_divides_by_nothing() {
    let scores = scored(vec![]);
    check(scores.token.content, 0, 0, 18);
    check(scores.relation.lenient, 0, 0, 3);
    assert!(scores.attribution_accuracy.abs() < 1e-12);
    assert_eq!(scores.articles_without_prediction, 0);

    let scores = evaluate(&[Article::new("a", "", vec![])], &Predictions::new());
    check(scores.relation.strict, 0, 0, 0);
    assert_eq!(
        (scores.articles, scores.articles_without_prediction),
        (1, 1)
    );
}

#[test]
fn a_shifted_content_is_lenient_and_not_strict() {
    // "talks go on,”" and "Minister": 5 of 7 tokens and one too many, 5/8.
    let shifted = Relation {
        content: span("talks go on,\u{201d} Minister"),
        ..direct()
    };
    let scores = scored(vec![shifted, mixed(), indirect()]);
    check(scores.token.content, 16, 17, 18);
    check(scores.span.content, 2, 3, 3);
    check(scores.relation.lenient, 3, 3, 3);
    check(scores.relation.attributed, 3, 3, 3);
    check(scores.relation.strict, 2, 3, 3);
}

#[test]
fn a_wrong_source_costs_the_attribution() {
    let scores = scored(vec![
        Relation {
            source: span("Deputy Oduya"),
            ..direct()
        },
        mixed(),
        Relation {
            source: span("It"),
            ..indirect()
        },
    ]);
    check(scores.relation.lenient, 3, 3, 3);
    check(scores.relation.attributed, 1, 3, 3);
    assert!((scores.attribution_accuracy - 1.0 / 3.0).abs() < 1e-12);
    assert!((scores.attribution_accuracy_where_gold_has_source - 0.5).abs() < 1e-12);
    assert!(scores.recall_by_type.direct.attributed.abs() < 1e-12);
}

#[test]
fn half_a_source_is_enough() {
    let scores = scored(vec![Relation {
        source: span("Vale"),
        ..direct()
    }]);
    check(scores.relation.attributed, 1, 1, 3);
    check(scores.relation.strict, 0, 1, 3);
    check(scores.span.source, 0, 1, 2);
}

#[test]
fn punctuation_is_nothing_to_strict() {
    let scores = scored(vec![Relation {
        content: span("The talks go on"),
        ..direct()
    }]);
    check(scores.relation.strict, 1, 1, 3);
    check(scores.span.content, 0, 1, 3);
}

#[test]
fn a_doubled_prediction_is_wrong_once() {
    let scores = scored(vec![direct(), direct()]);
    check(scores.relation.lenient, 1, 2, 3);
    // Tokens and spans are sets: there the double is not seen.
    check(scores.token.content, 7, 7, 18);
    check(scores.span.content, 1, 1, 3);
}

#[test]
fn a_prediction_without_content_is_no_relation() {
    let newline = TEXT.chars().position(|c| c == '\n').unwrap();
    let blank = Relation {
        cue: span("hopes"),
        content: vec![[newline, newline + 1]],
        ..Relation::default()
    };
    let nothing = Relation {
        cue: span("said"),
        ..Relation::default()
    };
    let scores = scored(vec![nothing, blank]);
    assert_eq!(
        (
            scores.predicted_relations,
            scores.predictions_without_content
        ),
        (0, 2)
    );
    check(scores.token.cue, 2, 2, 4);
}

#[test]
fn the_table_stays_as_it_is() {
    let scores = scored(vec![
        Relation {
            content: span("talks go on,\u{201d} Minister"),
            ..direct()
        },
        Relation {
            source: span("Minister Vale"),
            ..mixed()
        },
        Relation {
            cue: span("said"),
            ..Relation::default()
        },
    ]);
    insta::assert_snapshot!("table", scores.table());
    insta::assert_json_snapshot!("json", scores);
}
