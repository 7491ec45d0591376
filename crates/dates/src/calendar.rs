//! The stretches of days that units, months, seasons and feasts cover.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::phrase::{Feast, Season, Unit};

/// From a day to a day, both inclusive.
pub(crate) type Days = (Date, Date);

/// A day so many units later, or earlier; none beyond the calendar's ends.
pub(crate) fn plus(day: Date, count: i32, unit: Unit) -> Option<Date> {
    day.checked_add(span(count, unit)?).ok()
}

fn span(count: i32, unit: Unit) -> Option<Span> {
    Some(match unit {
        Unit::Day => Span::new().try_days(count).ok()?,
        Unit::Week | Unit::Weekend => Span::new().try_weeks(count).ok()?,
        Unit::Fortnight => Span::new().try_weeks(count.checked_mul(2)?).ok()?,
        Unit::Month => Span::new().try_months(count).ok()?,
        Unit::Quarter => Span::new().try_months(count.checked_mul(3)?).ok()?,
        Unit::Year => Span::new().try_years(count).ok()?,
        Unit::Decade => Span::new().try_years(count.checked_mul(10)?).ok()?,
        Unit::Century => Span::new().try_years(count.checked_mul(100)?).ok()?,
    })
}

/// The unit of the calendar that a day is in: its week from Monday, its month.
pub(crate) fn around(day: Date, unit: Unit) -> Option<Days> {
    let days = |back: i8, length: i32| {
        let first = plus(day, -i32::from(back), Unit::Day)?;
        Some((first, plus(first, length - 1, Unit::Day)?))
    };
    match unit {
        Unit::Day => Some((day, day)),
        Unit::Week => days(day.weekday().to_monday_zero_offset(), 7),
        Unit::Fortnight => days(day.weekday().to_monday_zero_offset(), 14),
        Unit::Weekend => days(day.weekday().to_monday_zero_offset() - 5, 2),
        Unit::Month => Some((day.first_of_month(), day.last_of_month())),
        Unit::Quarter => quarter(day.year(), (day.month() - 1) / 3 + 1),
        Unit::Year => year(day.year()),
        Unit::Decade => years(day.year() - day.year().rem_euclid(10), 10),
        Unit::Century => years(day.year() - day.year().rem_euclid(100), 100),
    }
}

/// A whole month.
pub(crate) fn month(year: i16, month: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// A quarter of a year, from 1.
pub(crate) fn quarter(year: i16, quarter: i8) -> Option<Days> {
    let first = Date::new(year, quarter * 3 - 2, 1).ok()?;
    Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
}

/// A half of a year, from 1.
pub(crate) fn half(year: i16, half: i8) -> Option<Days> {
    let first = Date::new(year, half * 6 - 5, 1).ok()?;
    Some((first, first.checked_add(5.months()).ok()?.last_of_month()))
}

/// A whole year.
pub(crate) fn year(year: i16) -> Option<Days> {
    years(year, 1)
}

/// So many years from the beginning of one.
pub(crate) fn years(first: i16, count: i16) -> Option<Days> {
    let last = first.checked_add(count - 1)?;
    Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

/// A season of the northern half of the earth, as meteorologists count; a
/// winter belongs to the year in which it begins.
pub(crate) fn season(year: i16, season: Season) -> Option<Days> {
    let first = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let first = Date::new(year, first, 1).ok()?;
    Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
}

/// The day of a feast.
pub(crate) fn feast(year: i16, feast: Feast) -> Option<Date> {
    match feast {
        Feast::Christmas => Date::new(year, 12, 25).ok(),
        Feast::ChristmasEve => Date::new(year, 12, 24).ok(),
        Feast::NewYear => Date::new(year, 1, 1).ok(),
        Feast::NewYearsEve => Date::new(year, 12, 31).ok(),
        Feast::Halloween => Date::new(year, 10, 31).ok(),
        Feast::Thanksgiving => nth_weekday(month(year, 11)?, 4, Weekday::Thursday),
        Feast::Easter(days) => plus(easter(year)?, i32::from(days), Unit::Day),
    }
}

/// Easter Sunday in the Gregorian calendar, by the "anonymous" method as
/// printed in Meeus, Astronomical Algorithms, chapter 8.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let lag = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - lag + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let day = moon + sunday - 7 * late + 114;
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(day / 31).ok()?,
        i8::try_from(day % 31 + 1).ok()?,
    )
    .ok()
}

/// The nth such weekday of a stretch, from 1; -1 is the last.
pub(crate) fn nth_weekday(days: Days, n: i32, weekday: Weekday) -> Option<Date> {
    let day = if n < 0 {
        let back = weekday.until(days.1.weekday());
        plus(days.1, (n + 1) * 7 - i32::from(back), Unit::Day)?
    } else {
        let ahead = days.0.weekday().until(weekday);
        plus(days.0, (n - 1) * 7 + i32::from(ahead), Unit::Day)?
    };
    (days.0 <= day && day <= days.1).then_some(day)
}

/// The nth so many units of a stretch, from 1; -1 are the last. A week
/// belongs to the month or year that its Thursday is in, as in ISO 8601.
pub(crate) fn nth_unit(days: Days, n: i32, count: i32, unit: Unit) -> Option<Days> {
    if unit == Unit::Week {
        let (first, last) = if n < 0 {
            let last = nth_weekday(days, -1, Weekday::Thursday)?;
            (plus(last, -(count - 1), Unit::Week)?, last)
        } else {
            let first = nth_weekday(days, n, Weekday::Thursday)?;
            (first, plus(first, count - 1, Unit::Week)?)
        };
        return Some((around(first, Unit::Week)?.0, around(last, Unit::Week)?.1));
    }
    let (first, last) = if n < 0 {
        let after = plus(days.1, 1, Unit::Day)?;
        (plus(after, -count, unit)?, days.1)
    } else {
        let first = plus(days.0, (n - 1).checked_mul(count)?, unit)?;
        (first, plus(plus(first, count, unit)?, -1, Unit::Day)?)
    };
    (days.0 <= first && last <= days.1).then_some((first, last))
}
