//! Measures the crate on the part of a public specification that news needs.
//!
//! The specification is not part of the repository. Where it is missing, the
//! test says so on the terminal and passes. `docs/dates.md` explains the
//! choice of cases and the three conventions in which we differ.
#![allow(clippy::unwrap_used)]

mod choice;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use demarche_dates::{Context, Expression, Order, Precision, Prefer, Value, find};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde_json::Value as Json;

const FILES: [&str; 4] = [
    "DateParser",
    "DatePeriodParser",
    "DateTimeModel",
    "MergedParser",
];

struct Case {
    input: String,
    reference: Option<Date>,
    wanted: Vec<Wanted>,
}

struct Wanted {
    /// In lower case, without what leads it.
    text: String,
    date: bool,
    timex: String,
    /// Past first: start, end, and what the resolution says of them.
    values: Vec<(Option<Date>, Option<Date>, String)>,
}

fn cases() -> Option<Vec<Case>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/dates");
    if !folder.exists() {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED specification: no {}",
            folder.display()
        );
        return None;
    }
    let mut seen = BTreeSet::new();
    let mut cases = Vec::new();
    for file in FILES {
        let text = fs::read_to_string(folder.join(file).with_extension("json")).unwrap();
        let all: Vec<Json> = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        for case in all {
            let input = case["Input"].as_str().unwrap().to_owned();
            let reference = case["Context"]["ReferenceDateTime"]
                .as_str()
                .map(|day| day[..10].parse().unwrap());
            if !seen.insert((input.clone(), reference)) {
                continue;
            }
            let results = case["Results"].as_array().unwrap();
            // Of the parsers of one kind each, "nothing" means none of that kind.
            if results.is_empty() && file.starts_with("Date") && file.ends_with("Parser") {
                continue;
            }
            let Some(wanted) = results.iter().map(wanted).collect() else {
                continue;
            };
            cases.push(Case {
                input,
                reference,
                wanted,
            });
        }
    }
    Some(cases)
}

/// A result of the kinds date and date range; none of another.
fn wanted(result: &Json) -> Option<Wanted> {
    let kind = result["Type"]
        .as_str()
        .or_else(|| result["TypeName"].as_str())?;
    let date = match kind.trim_start_matches("datetimeV2.") {
        "date" => true,
        "daterange" => false,
        _ => return None,
    };
    let value = if result["Value"].is_object() {
        &result["Value"]
    } else {
        &result["Resolution"]
    };
    let day = |value: &Json| value.as_str().and_then(|day| day.parse::<Date>().ok());
    let mut values = Vec::new();
    let mut timex = value["Timex"].as_str().unwrap_or_default().to_owned();
    if let Some(all) = value["values"].as_array() {
        for one in all {
            one["timex"]
                .as_str()
                .unwrap_or_default()
                .clone_into(&mut timex);
            let single = day(&one["value"]);
            let ends = if single.is_some() {
                (single, single)
            } else {
                (day(&one["start"]), day(&one["end"]))
            };
            values.push((
                ends.0,
                ends.1,
                one["Mod"].as_str().unwrap_or_default().to_owned(),
            ));
        }
    } else {
        for reading in ["PastResolution", "FutureResolution"] {
            let reading = &value[reading];
            let single = day(&reading["date"]);
            let ends = if single.is_some() {
                (single, single)
            } else {
                (day(&reading["startDate"]), day(&reading["endDate"]))
            };
            values.push((ends.0, ends.1, String::new()));
        }
    }
    Some(Wanted {
        text: lead(result["Text"].as_str()?),
        date,
        timex,
        values,
    })
}

/// An expression without the words that lead it, which the specification
/// itself has now inside and now outside.
fn lead(text: &str) -> String {
    let mut text = text.to_lowercase();
    for word in ["on ", "in ", "the "] {
        if let Some(rest) = text.strip_prefix(word) {
            text = rest.to_owned();
        }
    }
    text
}

#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
enum Verdict {
    Wrong,
    /// Right in one of our conventions.
    Ours,
    Right,
}

fn judge(case: &Case) -> Verdict {
    let context = Context {
        order: Some(Order::MonthFirst),
        prefer: Prefer::Past,
        ..Context::on(case.reference)
    };
    let found = find(&case.input, &context);
    let resolved: Vec<&Wanted> = case.wanted.iter().filter(|wanted| there(wanted)).collect();
    if found.len() != resolved.len() {
        return Verdict::Wrong;
    }
    found
        .iter()
        .zip(&resolved)
        .map(|(found, wanted)| compare(case, found, wanted))
        .fold(Verdict::Right, |all, one| if one < all { one } else { all })
}

/// What the specification finds but cannot resolve ("Feb 30") is none for us.
fn there(wanted: &Wanted) -> bool {
    let season = ["-SP", "-SU", "-FA", "-WI", "SU", "SP", "WI"]
        .iter()
        .any(|season| wanted.timex.ends_with(season));
    season
        || wanted.values.iter().any(|(from, to, _)| {
            [from, to]
                .iter()
                .any(|day| day.is_some_and(|day| day.year() > 1))
        })
}

fn compare(case: &Case, found: &Expression, wanted: &Wanted) -> Verdict {
    if lead(&case.input[found.span.clone()]) != wanted.text {
        return Verdict::Wrong;
    }
    if found.precision == Precision::Season {
        let year = found.value.first().map(|day| day.year().to_string());
        let same = wanted
            .timex
            .split('-')
            .next()
            .is_some_and(|of| of.len() < 4 || Some(of) == year.as_deref());
        return if same { Verdict::Right } else { Verdict::Wrong };
    }
    let Some((start, end, limit)) = wanted.values.first() else {
        return Verdict::Wrong;
    };
    let before = |day: Date| day.checked_sub(1.day()).unwrap();
    let after = |day: Date| day.checked_add(1.day()).unwrap();
    let exact = match (&found.value, start, end) {
        (Value::From(from), Some(start), None) => from == start || *from == after(*start),
        (Value::Until(to), None, Some(end)) => to == end || *to == before(*end),
        (Value::Between { from, to }, Some(start), Some(end))
            if limit != "before" && limit != "since" =>
        {
            from == start && (to == end || (!wanted.date && *to == before(*end)))
        }
        // The parsers' own files give the limit of "more than" alone.
        _ => false,
    };
    if exact {
        return Verdict::Right;
    }
    let Value::Between { from, to } = found.value else {
        return Verdict::Wrong;
    };
    let (Some(start), Some(end)) = (*start, *end) else {
        return Verdict::Wrong;
    };
    let coarse = matches!(
        found.precision,
        Precision::Week | Precision::Month | Precision::Year | Precision::Decade
    );
    // "Two years ago" is a year, not a day.
    let unit = wanted.date && coarse && from <= start && end <= to;
    // "From 2014 to 2016" goes to the end of 2016, not to its beginning.
    let whole = from == start && found.precision == Precision::Range && {
        let spans = [
            end.last_of_month(),
            Date::new(end.year(), (end.month() + 2) / 3 * 3, 1)
                .unwrap()
                .last_of_month(),
            end.last_of_year(),
        ];
        let week = end.weekday() == Weekday::Monday && to == end.checked_add(6.days()).unwrap();
        week || end.day() == 1 && spans.contains(&to)
            || spans.contains(&to) && end == Date::constant(end.year(), 1, 1)
    };
    // Said on a Friday, "Friday" is that day.
    let today = Some(from) == case.reference
        && from == to
        && wanted.values.iter().any(|value| value.0 == Some(from));
    if unit || whole || today {
        Verdict::Ours
    } else {
        Verdict::Wrong
    }
}

#[test]
fn most_of_what_news_needs_is_right() {
    let Some(cases) = cases() else { return };
    let (mut right, mut ours, mut all) = (0_usize, 0, 0_usize);
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        if let Some(why) = choice::left_out(case) {
            *out.entry(why).or_default() += 1;
            continue;
        }
        all += 1;
        match judge(case) {
            Verdict::Right => right += 1,
            Verdict::Ours => ours += 1,
            Verdict::Wrong => wrong.push(case),
        }
    }
    if std::env::var_os("DATES_WRONG").is_some() {
        for case in &wrong {
            let context = Context {
                order: Some(Order::MonthFirst),
                prefer: Prefer::Past,
                ..Context::on(case.reference)
            };
            let found: Vec<_> = find(&case.input, &context)
                .iter()
                .map(|found| format!("[{}] {}", &case.input[found.span.clone()], found.value))
                .collect();
            let wanted: Vec<_> = case
                .wanted
                .iter()
                .map(|w| format!("[{}] {} {:?}", w.text, w.timex, w.values.first()))
                .collect();
            println!(
                "{:?} {}\n    {:?}\n    {:?}",
                case.reference, case.input, found, wanted
            );
        }
    }
    let rate = |n: usize| n as f64 / all as f64;
    let mut report = format!(
        "dates: {all} of {} cases; right {:.3}, {:.3} without our conventions\n",
        cases.len(),
        rate(right + ours),
        rate(right)
    );
    for (why, n) in &out {
        let _ = writeln!(report, "  left out {n}: {why}");
    }
    let _ = std::io::stderr().write_all(report.as_bytes());
    assert!(rate(right + ours) >= 0.9, "{report}");
}
