//! What the passages of news say: span, days, precision.
#![allow(clippy::unwrap_used)]

use demarche_dates::{Context, Expression, Missing, Order, Prefer, Value, find};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A Friday.
const WRITTEN: &str = "2025-08-22";

fn written() -> Context {
    Context::on(Some(WRITTEN.parse().unwrap()))
}

fn shown(text: &str, found: &Expression) -> String {
    let words = &text[found.span.clone()];
    format!("{words} = {} {}", found.value, found.precision.as_str())
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    let found: Vec<_> = find(text, &written())
        .iter()
        .map(|found| shown(text, found))
        .collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn days_of_the_week() {
    says("She said on Friday that", &["Friday = 2025-08-22 day"]);
    says(
        "on Thursday night, he",
        &["Thursday night = 2025-08-21 day"],
    );
    says(
        "Late Monday, envoys left",
        &["Late Monday = 2025-08-18 day"],
    );
    says(
        "last Friday and next Monday",
        &[
            "last Friday = 2025-08-15 day",
            "next Monday = 2025-08-25 day",
        ],
    );
    says(
        "the talks this past Tuesday",
        &["this past Tuesday = 2025-08-19 day"],
    );
    says(
        "on Tuesday of last week",
        &["Tuesday of last week = 2025-08-12 day"],
    );
    says("Before Monday's meeting", &["Monday = 2025-08-18 day"]);
    says("The envoys rest on Sundays.", &[]);
    says(
        "from Thursday to Sunday",
        &["from Thursday to Sunday = 2025-08-14/2025-08-17 range"],
    );
}

#[test]
fn days_of_a_month() {
    says("on August 20, Lavrov", &["August 20 = 2025-08-20 day"]);
    says("Aug. 20, 2025", &["Aug. 20, 2025 = 2025-08-20 day"]);
    says("on 20 August.", &["20 August = 2025-08-20 day"]);
    says(
        "on Monday (Aug. 18) he",
        &["Monday (Aug. 18) = 2025-08-18 day"],
    );
    says(
        "Friday, Aug. 22, 2025",
        &["Friday, Aug. 22, 2025 = 2025-08-22 day"],
    );
    says(
        "the December 25 deadline",
        &["December 25 = 2024-12-25 day"],
    );
    says(
        "published 2025-08-22 here",
        &["2025-08-22 = 2025-08-22 day"],
    );
    says("on 22/8/2025", &["22/8/2025 = 2025-08-22 day"]);
    says("on the 14th, the", &["the 14th = 2025-08-14 day"]);
    says(
        "on Aug. 18 and 19, envoys",
        &["Aug. 18 and 19 = 2025-08-18/2025-08-19 range"],
    );
    says(
        "between March 3 and 5",
        &["between March 3 and 5 = 2025-03-03/2025-03-05 range"],
    );
    says(
        "the Nov. 4-6 summit",
        &["the Nov. 4-6 = 2024-11-04/2024-11-06 range"],
    );
    says(
        "since Feb. 24, 2022, war",
        &["since Feb. 24, 2022 = 2022-02-24/.. range"],
    );
}

#[test]
fn longer_stretches() {
    says(
        "last week, in Alaska",
        &["last week = 2025-08-11/2025-08-17 week"],
    );
    says(
        "over the weekend",
        &["the weekend = 2025-08-16/2025-08-17 week"],
    );
    says(
        "in 2022 in Istanbul",
        &["2022 = 2022-01-01/2022-12-31 year"],
    );
    says(
        "In early March",
        &["early March = 2025-03-01/2025-03-15 range"],
    );
    says(
        "late last year",
        &["late last year = 2024-07-01/2024-12-31 range"],
    );
    says("in mid-2014", &["mid-2014 = 2014-05-01/2014-08-31 range"]);
    says(
        "earlier this month",
        &["earlier this month = 2025-08-01/2025-08-21 range"],
    );
    says(
        "over the past two weeks",
        &["the past two weeks = 2025-08-08/2025-08-21 range"],
    );
    says(
        "from 2014 to 2016",
        &["from 2014 to 2016 = 2014-01-01/2016-12-31 range"],
    );
    says(
        "in the 1990s",
        &["the 1990s = 1990-01-01/1999-12-31 decade"],
    );
    says(
        "in the third quarter of 2024",
        &["the third quarter of 2024 = 2024-07-01/2024-09-30 quarter"],
    );
    says(
        "in June last year",
        &["June last year = 2024-06-01/2024-06-30 month"],
    );
    says(
        "in May, and it may march on",
        &["May = 2025-05-01/2025-05-31 month"],
    );
    says(
        "in the summer of 2014",
        &["the summer of 2014 = 2014-06-01/2014-08-31 season"],
    );
    says(
        "by the end of September 2025",
        &["by the end of September 2025 = ../2025-09-30 range"],
    );
    says(
        "before 2014, after 2016",
        &[
            "before 2014 = ../2013-12-31 range",
            "after 2016 = 2017-01-01/.. range",
        ],
    );
    says(
        "last winter",
        &["last winter = 2024-12-01/2025-02-28 season"],
    );
}

#[test]
fn counted_days() {
    says(
        "Palmer, 38, turned 38 last week",
        &["last week = 2025-08-11/2025-08-17 week"],
    );
    says(
        "within a few months",
        &["within a few months = 2025-08-22/2026-03-22 range"],
    );
    says(
        "This Dec. 28, 2017 photo",
        &["Dec. 28, 2017 = 2017-12-28 day"],
    );
    says(
        "on January 9 - the first since 2015",
        &[
            "January 9 = 2025-01-09 day",
            "since 2015 = 2015-01-01/.. range",
        ],
    );
    says("three days ago", &["three days ago = 2025-08-19 day"]);
    says(
        "two years ago",
        &["two years ago = 2023-01-01/2023-12-31 year"],
    );
    says("yesterday evening", &["yesterday evening = 2025-08-21 day"]);
    says(
        "a few days ago",
        &["a few days ago = 2025-08-15/2025-08-20 range"],
    );
    says(
        "Overnight, drones fell",
        &["Overnight = 2025-08-21/2025-08-22 range"],
    );
    says(
        "He will return in two weeks.",
        &["in two weeks = 2025-09-01/2025-09-07 week"],
    );
    says("the worst fall in two years", &[]);
    says(
        "two weeks after Feb. 24, 2022",
        &["two weeks after Feb. 24, 2022 = 2022-03-10 day"],
    );
    says(
        "They met on Aug. 15. The next day, he left; two days later, she did.",
        &[
            "Aug. 15 = 2025-08-15 day",
            "The next day = 2025-08-16 day",
            "two days later = 2025-08-18 day",
        ],
    );
    says(
        "They met on Aug. 15.\n\nThe next day, he left.",
        &["Aug. 15 = 2025-08-15 day", "The next day =  unknown"],
    );
    says(
        "on Christmas Eve and Easter Monday 2017",
        &[
            "Christmas Eve = 2024-12-24 day",
            "Easter Monday 2017 = 2017-04-17 day",
        ],
    );
}

#[test]
fn the_verb_tells_what_lies_ahead() {
    says(
        "Trump will meet Xi on Monday.",
        &["Monday = 2025-08-25 day"],
    );
    says("the tour will begin May 16", &["May 16 = 2026-05-16 day"]);
    says(
        "Lavrov said on Monday that he will",
        &["Monday = 2025-08-18 day"],
    );
    says(
        "who is due to leave, said on Monday",
        &["Monday = 2025-08-18 day"],
    );
    says(
        "in the coming weeks",
        &["the coming weeks = 2025-08-23/2025-10-10 range"],
    );
}

#[test]
fn what_cannot_be_known_is_said() {
    let missing = |text: &str, context: &Context| match find(text, context)[0].value {
        Value::Unresolved(missing) => missing,
        ref value => panic!("{text}: {value}"),
    };
    let nowhere = Context::default();
    for text in [
        "on Friday",
        "August 20",
        "last week",
        "in March",
        "two days ago",
    ] {
        assert_eq!(missing(text, &nowhere), Missing::Reference, "{text}");
    }
    assert_eq!(
        find("Aug. 20, 2025", &nowhere)[0].value.to_string(),
        "2025-08-20"
    );
    assert_eq!(missing("on 3/4/2025", &written()), Missing::Order);
    assert_eq!(missing("fiscal year 2020", &written()), Missing::Calendar);
    let text = "one year after the crisis began, he left";
    assert_eq!(missing(text, &written()), Missing::Event);
    assert_eq!(
        &text[find(text, &written())[0].anchor.clone().unwrap()],
        "the crisis began"
    );
    let text = "said that during the U.S.-Russia summit held last week in Alaska";
    let found = &find(text, &written())[0];
    assert_eq!(
        &text[found.anchor.clone().unwrap()],
        "the U.S.-Russia summit"
    );
    let text = "During the Alaska summit last week, he";
    let found = &find(text, &written())[0];
    assert_eq!(&text[found.anchor.clone().unwrap()], "the Alaska summit");
    assert_eq!(found.value.to_string(), "2025-08-11/2025-08-17");
}

#[test]
fn the_context_decides() {
    let later = Context {
        prefer: Prefer::Future,
        order: Some(Order::DayFirst),
        ..written()
    };
    let value = |text: &str, context: &Context| find(text, context)[0].value.to_string();
    assert_eq!(value("on Monday", &later), "2025-08-25");
    assert_eq!(value("on May 5", &later), "2026-05-05");
    assert_eq!(value("on 3/4/2025", &later), "2025-04-03");
    let nearest = Context {
        prefer: Prefer::Nearest,
        ..written()
    };
    assert_eq!(value("on Saturday", &nearest), "2025-08-23");
    assert_eq!(value("on September 1", &nearest), "2025-09-01");
    // Midnight in Greenwich is the evening before in New York.
    let moment: Timestamp = "2025-08-22T01:00:00Z".parse().unwrap();
    let zone = TimeZone::fixed(jiff::tz::offset(-4));
    assert_eq!(value("today", &Context::at(moment, &zone)), "2025-08-21");
}

#[test]
fn no_dates() {
    for text in [
        "The March on Rome",
        "the Long March-5 rocket",
        "RXJ 1131-1231",
        "it will last 22 days",
        "USA Today reported",
        "He may go.",
        "2,000 troops",
        "a 2-1 win",
        "$2020",
        "May I?",
        "Theresa May said",
        "Group of 20",
        "the second time",
        "40.1693, 1666.90125",
        "F-16",
        "10-12 percent",
        "in 3 people",
        "Feb. 30, 2025",
    ] {
        says(text, &[]);
    }
}
