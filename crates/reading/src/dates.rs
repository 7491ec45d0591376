//! Reads dates that say which day they mean; those that leave a choice are none.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, fmt::rfc2822};
use regex::{Captures, Regex};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

const MONTH: &str = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

#[expect(
    clippy::expect_used,
    reason = "the pattern is fixed and every test compiles it"
)]
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?ix)\b(?:
            (?<y1>\d{{4}})[-/.](?<m1>\d{{1,2}})[-/.](?<d1>\d{{1,2}})
          | (?<n2>{MONTH})\b\.?\s+(?<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?<y2>\d{{4}})
          | (?<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?<n3>{MONTH})\b\.?,?[\s-]+(?<y3>\d{{4}})
          | (?<a4>\d{{1,2}})[/.](?<b4>\d{{1,2}})[/.](?<y4>\d{{4}})
        )\b"
    ))
    .expect("a sound pattern")
});

/// What a field for dates says, as ISO 8601: a day, or a day and time where
/// the value gives one. `None` where it does not say one day.
pub(crate) fn iso(value: &str) -> Option<String> {
    let value = value.trim();
    if let Some(day) = value.get(..10).and_then(|day| day.parse::<Date>().ok()) {
        let timed = value.parse::<Timestamp>().is_ok() || value.parse::<DateTime>().is_ok();
        if value.len() > 10 && timed && value.is_ascii() {
            return Some(format!("{day}T{}", &value[11..]));
        }
        let next = value[10..].chars().next();
        return next
            .is_none_or(|c| !c.is_ascii_digit())
            .then(|| day.to_string());
    }
    if value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()) {
        return value.parse::<Date>().ok().map(|day| day.to_string());
    }
    if let Ok(zoned) = rfc2822::parse(value) {
        return Some(zoned.date().to_string());
    }
    let mut all = days(value);
    let day = all.next()?.1;
    all.all(|(_, other)| other == day).then(|| day.to_string())
}

/// Every day that a text names in full, and where. A day of numbers alone
/// counts only where no other order of day and month makes a date.
pub(crate) fn days(text: &str) -> impl Iterator<Item = (Range<usize>, Date)> {
    DATE.captures_iter(text)
        .filter_map(|found| Some((found.get(0)?.range(), day(&found)?)))
}

fn day(found: &Captures<'_>) -> Option<Date> {
    let number = |name: &str| found.name(name)?.as_str().parse::<i16>().ok();
    let month = |name: &str| {
        let start = found.name(name)?.as_str().get(..3)?.to_ascii_lowercase();
        MONTHS
            .iter()
            .zip(1..)
            .find(|(m, _)| **m == start)
            .map(|(_, n)| n)
    };
    if let Some(year) = number("y1") {
        make(year, number("m1")?, number("d1")?)
    } else if let Some(year) = number("y2") {
        make(year, month("n2")?, number("d2")?)
    } else if let Some(year) = number("y3") {
        make(year, month("n3")?, number("d3")?)
    } else {
        let (year, a, b) = (number("y4")?, number("a4")?, number("b4")?);
        match (make(year, b, a), make(year, a, b)) {
            (Some(one), Some(other)) if one != other => None,
            (one, other) => one.or(other),
        }
    }
}

fn make(year: i16, month: i16, day: i16) -> Option<Date> {
    // Reports are of our age; other numbers are numbers of something else.
    if !(1800..=2200).contains(&year) {
        return None;
    }
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// The day in a file's name: `2025-08-22`, `2025_08_22` or `20250822`, apart
/// from other letters and digits; none where it names two.
pub(crate) fn in_file_name(file: &str) -> Option<Date> {
    let mut found = None;
    for word in file.split(|c: char| !c.is_ascii_digit() && !c.is_alphanumeric()) {
        if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) {
            let part = |range: Range<usize>| word[range].parse::<i16>().ok();
            if let Some(day) = make(part(0..4)?, part(4..6)?, part(6..8)?) {
                if found.is_some_and(|other| other != day) {
                    return None;
                }
                found = Some(day);
            }
        }
    }
    for (_, day) in days(&file.replace('_', "-").replace("--", " ")) {
        if found.is_some_and(|other| other != day) {
            return None;
        }
        found = Some(day);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<String> {
        days(text).next().map(|(_, day)| day.to_string())
    }

    #[test]
    fn reads_days_in_full() {
        for text in [
            "2025-08-22",
            "August 22, 2025",
            "Aug. 22nd, 2025",
            "22 August 2025",
            "22nd of Aug 2025",
            "on Friday, 22-Aug-2025 at noon",
            "22/08/2025",
            "8/22/2025",
            "22.8.2025",
            "2025/8/22",
        ] {
            assert_eq!(first(text).as_deref(), Some("2025-08-22"), "{text}");
        }
        assert_eq!(first("Sept 9, 2022").as_deref(), Some("2022-09-09"));
    }

    #[test]
    fn leaves_what_may_be_another_day() {
        for text in [
            "03/04/2025",
            "August 2025",
            "22 August",
            "2025-13-40",
            "9/11",
            "x2025-08-221",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
        assert_eq!(first("04/04/2025").as_deref(), Some("2025-04-04"));
    }

    #[test]
    fn reads_fields() {
        for (value, iso_value) in [
            ("2025-08-22", "2025-08-22"),
            ("20250822", "2025-08-22"),
            ("2025-08-22T10:30:00+08:00", "2025-08-22T10:30:00+08:00"),
            ("2025-08-22T10:30:00Z", "2025-08-22T10:30:00Z"),
            ("2025-08-22 10:30", "2025-08-22T10:30"),
            ("2025-08-22 at noon", "2025-08-22"),
            ("Fri, 22 Aug 2025 10:30:00 +0000", "2025-08-22"),
            ("Friday, August 22, 2025 10:30 AM", "2025-08-22"),
        ] {
            assert_eq!(iso(value).as_deref(), Some(iso_value), "{value}");
        }
        for value in [
            "",
            "yesterday",
            "03/04/2025",
            "May 1, 2025 / May 2, 2025",
            "2025-08-223",
        ] {
            assert_eq!(iso(value), None, "{value}");
        }
    }

    #[test]
    fn reads_file_names() {
        let day = |file| in_file_name(file).map(|day| day.to_string());
        assert_eq!(day("gt-2025-08-22.txt").as_deref(), Some("2025-08-22"));
        assert_eq!(day("2025_08_22_talks.txt").as_deref(), Some("2025-08-22"));
        assert_eq!(day("talks_20250822.html").as_deref(), Some("2025-08-22"));
        assert_eq!(day("002_81ed9d07d236dca6.txt"), None);
        assert_eq!(day("000_83c3a8a630773216.txt"), None);
        assert_eq!(day("a20250822.txt"), None);
        assert_eq!(day("2025-08-22 to 2025-08-24.txt"), None);
    }
}
