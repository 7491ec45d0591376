//! Fuzzes the finder of date expressions: spans are whole characters in
//! rising order, and no stretch ends before it begins.
#![no_main]

use demarche_dates::{Context, Order, Prefer, Value, find};

libfuzzer_sys::fuzz_target!(|input: (&str, u16, u8)| {
    let (text, day, choice) = input;
    let first = "1950-01-01".parse::<jiff::civil::Date>().ok();
    let reference = first.and_then(|first| first.checked_add(jiff::Span::new().days(day)).ok());
    let context = Context {
        reference: reference.filter(|_| choice & 1 == 0),
        prefer: [Prefer::Past, Prefer::Future, Prefer::Nearest][usize::from(choice >> 1) % 3],
        order: (choice & 0x80 != 0).then_some(Order::MonthFirst),
    };
    let mut last = 0;
    for expression in find(text, &context) {
        assert!(last <= expression.span.start);
        assert!(!text[expression.span.clone()].is_empty());
        last = expression.span.end;
        if let Value::Between { from, to } = expression.value {
            assert!(from <= to);
        }
        if let Some(anchor) = expression.anchor {
            assert!(text.is_char_boundary(anchor.start) && text.is_char_boundary(anchor.end));
        }
    }
});
