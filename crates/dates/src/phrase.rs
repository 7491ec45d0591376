//! What an expression says before it is known on which day it is said.

use jiff::civil::Weekday;

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Feasts that fall on one day the world over, and the American Thanksgiving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    Christmas,
    ChristmasEve,
    NewYear,
    NewYearsEve,
    Halloween,
    Thanksgiving,
    /// So many days after Easter Sunday.
    Easter(i8),
}

/// A year by its number, or counted from the one of the reference day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Number(i16),
    Relative(i32),
}

/// Which of the many days of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// No word says which.
    Any,
    /// In the week, or year, so many from this one.
    Shift(i32),
    /// The latest before the reference day ("this past Friday").
    Gone,
    /// The first after the reference day ("this coming Friday").
    Coming,
}

/// A part of a longer stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The first third of a year, the first half of less.
    Start,
    /// The last third of a year, the second half of less.
    End,
    /// The first half.
    Early,
    /// The middle third.
    Mid,
    /// The second half.
    Late,
    /// What of it lies before the reference day.
    SoFar,
    /// What of it is left from the reference day on.
    Rest,
}

/// On which side of a stretch an open one lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// From its first day on.
    Since,
    /// From the day after its last.
    After,
    /// Up to the day before its first.
    Before,
    /// Up to its last day.
    Until,
}

/// How many: a number, or a few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    Exactly(i32),
    AFew,
}

/// What a relative expression counts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The reference day.
    Reference,
    /// The day that the text spoke of before.
    Told,
    /// An event that the text names.
    Event,
    /// Another date.
    Phrase(Box<Phrase>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// "August 22, 2025", "Friday, Aug. 22".
    Day {
        year: Option<Year>,
        month: i8,
        day: i8,
        weekday: Option<Weekday>,
    },
    /// "3/4/2025": either may be the month.
    Numbers {
        year: i16,
        first: i8,
        second: i8,
    },
    /// "the 18th", "Friday the 15th", "the 20th of next month".
    DayOfMonth {
        day: i8,
        weekday: Option<Weekday>,
        month: Option<i32>,
    },
    /// "Friday", "last Friday", "Friday of next week".
    Weekday(Weekday, Which),
    /// "yesterday", counted in days.
    Today(i32),
    /// The night before the reference day and its morning.
    Overnight,
    /// "March", "last March", "March 2014".
    Month {
        month: i8,
        year: Option<Year>,
        which: Which,
    },
    /// "last week", "this year".
    Period(Unit, i32),
    /// "the weekend": the nearest, by preference.
    Weekend,
    Year(Year),
    /// "the third quarter of 2016".
    Quarter(i8, Option<Year>),
    Half(i8, Option<Year>),
    Season(Season, Option<Year>, Which),
    /// By its first year.
    Decade(i16),
    /// The twentieth is 20.
    Century(i16),
    /// "week 31": by ISO 8601.
    WeekNumber(i8, Option<Year>),
    /// "the first Friday of July".
    NthWeekday(i32, Weekday, Box<Phrase>),
    /// "the last two weeks of July": which, how many, of what.
    NthUnit(i32, i32, Unit, Box<Phrase>),
    /// "the week of July 4".
    WeekOf(Box<Phrase>),
    /// "the past two weeks": before the reference day, negative, or after it.
    Stretch(i32, Count, Unit),
    /// "three days ago": counts with a sign.
    Shift(Vec<(Count, Unit)>, i32, Origin),
    /// "within two weeks": from the reference day on.
    Within(Vec<(Count, Unit)>),
    /// "the same week": the unit of the day told before.
    Same(Unit),
    Feast(Feast, Option<Year>, Which),
    /// A year that begins where a state or firm has it begin.
    Fiscal,
    Part(Part, Box<Phrase>),
    Open(Open, Box<Phrase>),
    Range(Box<Phrase>, Box<Phrase>),
}
