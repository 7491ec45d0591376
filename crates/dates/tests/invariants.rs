//! What holds for any text, on any day.
#![allow(clippy::unwrap_used)]

use demarche_dates::{Context, Prefer, Value, find};
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn text() -> impl Strategy<Value = String> {
    let piece = select(
        "the a of in on from to until between and since before after by last next this past early late mid end \
         week month year day days years weekend quarter decade Monday Friday Sat. March May Aug. December 1 2 19 \
         31 29 February 2016 1999 99 2nd twenty-first first three few ago later earlier 2025-08-22 3/4/2025 22/8/25 \
         1990s 's ' \u{2019} \u{2013} - / . , ; ( ) \n \n\n \u{a0} \u{e9}t\u{e9} Easter Christmas overnight within fiscal Q3 H1 same \
         that summer winter century 21st morning night"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    let space = select(vec![" ", " ", " ", ""]);
    let pieces = vec((piece, space), 0..14);
    prop_oneof![
        4 => pieces.prop_map(|pieces| pieces.iter().flat_map(|(piece, space)| [*piece, *space]).collect()),
        1 => any::<String>(),
    ]
}

fn context() -> impl Strategy<Value = Context> {
    let day =
        (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap());
    let near =
        (1900i16..=2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap());
    let reference = prop_oneof![4 => near.prop_map(Some), 1 => day.prop_map(Some), 1 => Just(None)];
    (
        reference,
        select(vec![
            Prefer::Past,
            Prefer::Future,
            Prefer::Nearest,
            Prefer::Tense,
        ]),
    )
        .prop_map(|(reference, prefer)| Context {
            reference,
            prefer,
            order: None,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn expressions_are_sound(text in text(), context in context()) {
        let found = find(&text, &context);
        let mut last = 0;
        for expression in &found {
            let span = expression.span.clone();
            prop_assert!(last <= span.start && span.start < span.end && span.end <= text.len());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            last = span.end;
            if let Value::Between { from, to } = expression.value {
                prop_assert!(from <= to, "{}", &text[span]);
            }
            if let Some(anchor) = &expression.anchor {
                prop_assert!(text.get(anchor.clone()).is_some());
            }
            prop_assert!(!expression.reason.is_empty());
        }
        prop_assert_eq!(find(&text, &context), found);
    }

    /// A past reading never begins after the day of writing, where the words
    /// leave a choice.
    #[test]
    fn the_past_is_past(day in 1i8..=28, month in 1i8..=12, weekday in select(vec!["Monday", "Friday", "Sunday"]), context in context()) {
        let Some(reference) = context.reference.filter(|day| day.year() > -9000) else { return Ok(()) };
        let past = Context {
            prefer: Prefer::Past,
            ..Context::on(Some(reference))
        };
        let name = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"][usize::try_from(month - 1).unwrap()];
        for text in [format!("on {weekday}"), format!("on {name} {day}"), format!("in {name}")] {
            let found = find(&text, &past);
            prop_assert_eq!(found.len(), 1);
            prop_assert!(found[0].value.first().unwrap() <= reference, "{}", text);
        }
    }
}
