//! The day of a report, and the day that its relative dates are counted from.

use std::sync::LazyLock;

use demarche_dates::{Context, Precision, Value};
use demarche_reading::{Report, Span};
use jiff::civil::{Date, Weekday};

use crate::{ReportDay, address};

/// The day of a report with what its dates are counted from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub day: ReportDay,
    /// The report's day; where that is not known, a day close to it that the
    /// report's own words fix.
    pub reference: Option<Date>,
}

/// The day of a report: what its metadata says, else what its own words fix.
pub(crate) fn of(report: &Report) -> Known {
    if let Some(date) = &report.metadata.date
        && let Some(day) = date.get(..10).and_then(|day| day.parse::<Date>().ok())
    {
        return known(day, Vec::new(), format!("the report says it is of {day}"));
    }
    if let Some(dated) = report.metadata.url.as_deref().and_then(address::day) {
        return known(dated.day, Vec::new(), dated.reason);
    }
    by_address(&report.text)
        .or_else(|| by_words(&report.text))
        .unwrap_or_else(|| Known {
            day: ReportDay {
                reason: "the report has no date, and nothing in it fixes one".to_owned(),
                ..ReportDay::default()
            },
            reference: None,
        })
}

fn known(day: Date, evidence: Vec<Span>, reason: String) -> Known {
    Known {
        day: ReportDay {
            day: Some(day.to_string()),
            evidence,
            reason,
        },
        reference: Some(day),
    }
}

/// An address that the text gives as its own: on a line that calls it the
/// original, the source or the link.
fn by_address(text: &str) -> Option<Known> {
    const OWN: [&str; 5] = [
        "original",
        "source",
        "link",
        "first published",
        "published at",
    ];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(from) = line.find("http") else {
            continue;
        };
        let before = line.get(..from).unwrap_or_default().to_lowercase();
        if before.len() > 60 || !OWN.iter().any(|word| before.contains(word)) {
            continue;
        }
        let length = line[from..]
            .find(|c: char| c.is_whitespace() || c == '"' || c == ')')
            .unwrap_or(line.len() - from);
        let span = Span::new(start + from, start + from + length);
        if let Some(dated) = address::day(&text[span.range()]) {
            let reason = format!(
                "the report gives the address of its original, and {}",
                dated.reason
            );
            return Some(known(dated.day, vec![span], reason));
        }
    }
    None
}

/// A day that the report's words fix although nothing dates the report: a day
/// in full, or a weekday with day and month that fits one year only.
fn by_words(text: &str) -> Option<Known> {
    let expressions = demarche_dates::find(text, &Context::default());
    let latest = expressions
        .iter()
        .filter(|e| e.precision == Precision::Day)
        .filter_map(|e| Some((e.value.first()?, Span::from(e.span.clone()))))
        .max();
    if let Some((day, span)) = latest {
        return Some(Known {
            day: ReportDay {
                day: None,
                evidence: vec![span],
                reason: format!(
                    "the report has no date; the latest day it names in full, {day} (“{}”), serves to count from",
                    &text[span.range()]
                ),
            },
            reference: Some(day),
        });
    }
    expressions
        .iter()
        .find_map(|e| by_weekday(text, Span::from(e.span.clone())))
}

/// An event that comes round in fixed years.
struct Recurring {
    words: &'static str,
    held: i16,
    every: i16,
}

static RECURRING: LazyLock<Vec<Recurring>> = LazyLock::new(|| {
    include_str!("../data/recurring-events.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some(Recurring {
                words: fields.next()?,
                held: fields.next()?.parse().ok()?,
                every: fields.next()?.parse().ok()?,
            })
        })
        .collect()
});

/// "Monday (Mar. 7)": few years have it; a recurring event that the report
/// names leaves one of them, or none is taken.
fn by_weekday(text: &str, span: Span) -> Option<Known> {
    let words = &text[span.range()];
    let (weekday, month, day) = weekday_and_day(words)?;
    let lower = text.to_lowercase();
    let event = RECURRING
        .iter()
        .filter(|event| lower.contains(event.words))
        .collect::<Vec<_>>();
    // The web's own age: what is read here was written in it.
    let fits = |year: i16| Date::new(year, month, day).is_ok_and(|date| date.weekday() == weekday);
    let years: Vec<i16> = (1995..=2045).filter(|&year| fits(year)).collect();
    let left: Vec<i16> = years
        .iter()
        .copied()
        .filter(|year| {
            !event.is_empty()
                && event
                    .iter()
                    .all(|e| (year - e.held).rem_euclid(e.every) == 0)
        })
        .collect();
    let [year] = left[..] else {
        return None;
    };
    let date = Date::new(year, month, day).ok()?;
    let near = years
        .iter()
        .filter(|other| (year - **other).abs() <= 12)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    Some(Known {
        day: ReportDay {
            day: None,
            evidence: vec![span],
            reason: format!(
                "the report has no date; “{words}” falls in {near}, and of these only {year} fits the “{}” it speaks of",
                lower
                    .find(event[0].words)
                    .and_then(|at| text.get(at..at + event[0].words.len()))
                    .unwrap_or(event[0].words)
            ),
        },
        reference: Some(date),
    })
}

/// The weekday, month and day that words name, where they name all three.
fn weekday_and_day(words: &str) -> Option<(Weekday, i8, i8)> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let (mut weekday, mut month, mut day) = (None, None, None);
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()) {
        let lower = word.to_ascii_lowercase();
        if let Some((_, found)) = DAYS.iter().find(|(name, _)| *name == lower) {
            weekday = Some(*found);
        } else if let Ok(number) = lower
            .trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .parse::<i8>()
        {
            day = Some(number);
        } else if let Some(found) = lower
            .get(..3)
            .and_then(|start| (1..).zip(MONTHS).find(|(_, name)| *name == start))
        {
            month = Some(found.0);
        }
    }
    Some((weekday?, month?, day?))
}

/// The days of an expression as two ends, either of which may be open.
pub(crate) fn ends(value: &Value) -> (Option<Date>, Option<Date>) {
    (value.first(), value.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_and_a_recurring_event_leave_one_year() {
        let text = "He spoke on Monday (Mar. 7), after the Winter Olympics.";
        let at = text.find("Monday").expect("there");
        let span = Span::new(at, at + "Monday (Mar. 7)".len());
        let known = by_weekday(text, span).expect("one year");
        assert_eq!(
            known.reference.map(|day| day.to_string()).as_deref(),
            Some("2022-03-07")
        );
        assert_eq!(known.day.day, None);
        let vague = "He spoke on Monday (Mar. 7), after the meeting.";
        assert!(by_weekday(vague, span).is_none());
    }

    #[test]
    fn an_own_address_dates_a_report() {
        let text = "Talk.\nOriginal article: https://paper.example/2025/08/19/talk\n";
        let known = by_address(text).expect("a day");
        assert_eq!(known.day.day.as_deref(), Some("2025-08-19"));
        assert!(by_address("See https://paper.example/2025/08/19/talk for more.").is_none());
    }
}
