//! Tells which days a phrase means, given the day it was written.

mod relative;
mod spread;

use std::fmt::Write as _;

use jiff::civil::{Date, Weekday};

use crate::calendar::{self, Days, plus};
use crate::phrase::{Phrase, Unit, Which, Year};
use crate::value::{Context, Missing, Order, Precision, Prefer};

/// What is known of a phrase: its days, an end of `None` being open, how exact
/// it is, and how that follows.
pub(crate) struct Known {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub precision: Precision,
    pub reason: String,
}

/// Why a phrase has no days.
pub(crate) enum Trouble {
    Missing(Missing),
    /// There is no such day: the words are no date after all.
    Impossible,
}

impl From<Missing> for Trouble {
    fn from(missing: Missing) -> Self {
        Self::Missing(missing)
    }
}

type Result<T> = std::result::Result<T, Trouble>;

/// What relative phrases are counted from.
pub(crate) struct Resolver<'c> {
    pub context: &'c Context,
    /// The latest day told before in the paragraph.
    pub told: Option<Date>,
}

fn known(days: Option<Days>, precision: Precision, reason: impl Into<String>) -> Result<Known> {
    let (from, to) = days.ok_or(Trouble::Impossible)?;
    Ok(Known {
        from: Some(from),
        to: Some(to),
        precision,
        reason: reason.into(),
    })
}

fn day(day: Date, reason: impl Into<String>) -> Result<Known> {
    known(Some((day, day)), Precision::Day, reason)
}

fn sound<T>(value: Option<T>) -> Result<T> {
    value.ok_or(Trouble::Impossible)
}

fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Day => Precision::Day,
        Unit::Week | Unit::Weekend => Precision::Week,
        Unit::Fortnight => Precision::Range,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Quarter,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century => Precision::Century,
    }
}

impl Resolver<'_> {
    fn reference(&self) -> Result<Date> {
        self.context
            .reference
            .ok_or(Trouble::Missing(Missing::Reference))
    }

    fn year(&self, year: Year) -> Result<i16> {
        match year {
            Year::Number(year) => Ok(year),
            Year::Relative(shift) => Ok(sound(plus(self.reference()?, shift, Unit::Year))?.year()),
        }
    }

    /// How the year is known, given the days that were chosen.
    fn why(&self, year: Option<Year>, days: Days) -> String {
        match (year, self.context.reference) {
            (Some(Year::Number(_)), _) => "named in full".to_owned(),
            (Some(Year::Relative(_)), Some(day)) => format!("the year is counted from {day}"),
            (_, Some(day)) if days.0 > day => format!("no year is named: the next from {day}"),
            (_, Some(day)) => format!("no year is named: the latest up to {day}"),
            (_, None) => String::new(),
        }
    }

    /// Of the stretches that a function gives for years, or other counts, the
    /// one meant: a past one has begun by the reference day, a future one has
    /// not ended before it.
    fn choose(&self, around: i32, reach: i32, days: impl Fn(i32) -> Option<Days>) -> Result<Days> {
        let reference = self.reference()?;
        let all = || (around - reach..=around + reach).filter_map(&days);
        let past = all().filter(|days| days.0 <= reference).max();
        let future = all().filter(|days| days.1 >= reference).min();
        sound(match self.context.prefer {
            Prefer::Past => past.or(future),
            // A day more than ten months ago would have its year.
            Prefer::Tense => match (past, future) {
                (Some(past), Some(future)) if stale(past, reference) => Some(future),
                (past, future) => past.or(future),
            },
            Prefer::Future => future.or(past),
            Prefer::Nearest => match (past, future) {
                (Some(past), Some(future)) => {
                    let back = reference.duration_since(past.1);
                    let ahead = future.0.duration_since(reference);
                    Some(if back <= ahead { past } else { future })
                }
                (past, future) => past.or(future),
            },
        })
    }

    fn by_year(&self, year: Option<Year>, days: impl Fn(i16) -> Option<Days>) -> Result<Days> {
        match year {
            Some(year) => sound(days(self.year(year)?)),
            // Eight years reach the next 29 February even across 1900.
            None => self.choose(i32::from(self.reference()?.year()), 8, |year| {
                days(i16::try_from(year).ok()?)
            }),
        }
    }

    /// The days of a phrase.
    #[expect(clippy::too_many_lines, reason = "one arm for each phrase")]
    pub fn resolve(&self, phrase: &Phrase) -> Result<Known> {
        match phrase {
            Phrase::Day {
                year,
                month,
                day,
                weekday,
            } => self.named_day(*year, *month, *day, *weekday),
            Phrase::Numbers {
                year,
                first,
                second,
            } => {
                let (month, of) = match self.context.order {
                    Some(Order::MonthFirst) => (*first, *second),
                    Some(Order::DayFirst) => (*second, *first),
                    None => return Err(Missing::Order.into()),
                };
                let date = sound(Date::new(*year, month, of).ok())?;
                day(
                    date,
                    "named in full, day and month in the order of the context",
                )
            }
            Phrase::DayOfMonth {
                day,
                weekday,
                month,
            } => self.day_of_month(*day, *weekday, *month),
            Phrase::Weekday(weekday, which) => self.weekday(*weekday, *which),
            Phrase::Today(days) => {
                let reference = self.reference()?;
                let date = sound(plus(reference, *days, Unit::Day))?;
                day(date, format!("counted from {reference}"))
            }
            Phrase::Overnight => {
                let reference = self.reference()?;
                let before = sound(plus(reference, -1, Unit::Day))?;
                let reason = format!("the night before {reference}");
                known(Some((before, reference)), Precision::Range, reason)
            }
            Phrase::Month { month, year, which } => match which {
                Which::Any => {
                    let days = self.by_year(*year, |year| calendar::month(year, *month))?;
                    known(Some(days), Precision::Month, self.why(*year, days))
                }
                Which::Shift(shift) => self.shifted(*shift, Precision::Month, |year| {
                    calendar::month(year, *month)
                }),
                Which::Gone | Which::Coming => Err(Trouble::Impossible),
            },
            Phrase::Period(unit, shift) => self.period(*unit, *shift),
            Phrase::Weekend => self.weekend(),
            Phrase::Year(year) => {
                let days = sound(calendar::year(self.year(*year)?))?;
                known(Some(days), Precision::Year, self.why(Some(*year), days))
            }
            Phrase::Quarter(quarter, year) => {
                let days = self.by_year(*year, |year| calendar::quarter(year, *quarter))?;
                known(Some(days), Precision::Quarter, self.why(*year, days))
            }
            Phrase::Half(half, year) => {
                let days = self.by_year(*year, |year| calendar::half(year, *half))?;
                known(Some(days), Precision::Range, self.why(*year, days))
            }
            Phrase::Season(season, year, which) => self.season(*season, *year, *which),
            Phrase::Decade(first) => known(
                calendar::years(*first, 10),
                Precision::Decade,
                "named in full",
            ),
            Phrase::Century(n) => known(
                calendar::years((n - 1) * 100, 100),
                Precision::Century,
                "named in full",
            ),
            Phrase::WeekNumber(week, year) => {
                let year = self.year(year.unwrap_or(Year::Relative(0)))?;
                let year = sound(calendar::year(year))?;
                let days = calendar::nth_unit(year, i32::from(*week), 1, Unit::Week);
                known(days, Precision::Week, "weeks as ISO 8601 numbers them")
            }
            Phrase::NthWeekday(n, weekday, within) => {
                let whole = self.resolve(within)?;
                let date = calendar::nth_weekday(both(&whole)?, *n, *weekday);
                day(sound(date)?, format!("within {}", ends(&whole)))
            }
            Phrase::NthUnit(n, count, unit, within) => {
                let whole = self.resolve(within)?;
                let days = calendar::nth_unit(both(&whole)?, *n, *count, *unit);
                let exact = if *count == 1 {
                    precision(*unit)
                } else {
                    Precision::Range
                };
                known(days, exact, format!("within {}", ends(&whole)))
            }
            Phrase::WeekOf(within) => {
                let inner = self.resolve(within)?;
                let days = calendar::around(both(&inner)?.0, Unit::Week);
                known(days, Precision::Week, inner.reason)
            }
            Phrase::Stretch(side, count, unit) => self.stretch(*side, *count, *unit),
            Phrase::Within(amounts) => {
                let reference = self.reference()?;
                let last = sound(relative::shift(reference, amounts, 1, relative::MANY))?;
                known(
                    Some((reference, last)),
                    Precision::Range,
                    format!("counted from {reference}"),
                )
            }
            Phrase::Shift(amounts, sign, origin) => self.shift(amounts, *sign, origin),
            Phrase::Same(unit) => {
                let told = self.told.ok_or(Trouble::Missing(Missing::Event))?;
                known(
                    calendar::around(told, *unit),
                    precision(*unit),
                    format!("told before: {told}"),
                )
            }
            Phrase::Feast(feast, year, which) => self.feast(*feast, *year, *which),
            Phrase::Fiscal => Err(Missing::Calendar.into()),
            Phrase::Part(part, whole) => self.part(*part, whole),
            Phrase::Open(open, inner) => self.open(*open, inner),
            Phrase::Range(first, last) => self.range(first, last),
        }
    }

    fn named_day(
        &self,
        year: Option<Year>,
        month: i8,
        of: i8,
        weekday: Option<Weekday>,
    ) -> Result<Known> {
        let date = |year| {
            let date = Date::new(year, month, of).ok()?;
            Some((date, date))
        };
        let days = self.by_year(year, date)?;
        let mut reason = self.why(year, days);
        let Some(weekday) = weekday.filter(|weekday| *weekday != days.0.weekday()) else {
            return known(Some(days), Precision::Day, reason);
        };
        // The weekday tells the year where it agrees with the next one.
        if year.is_none() {
            for near in [1, -1] {
                let other = date(days.0.year().saturating_add(near));
                if let Some(other) = other.filter(|days| days.0.weekday() == weekday) {
                    let reason = format!(
                        "no year is named: nearby, it is a {weekday:?} in {}",
                        other.0.year()
                    );
                    return known(Some(other), Precision::Day, reason);
                }
            }
        }
        let _ = write!(reason, "; it is no {weekday:?}");
        known(Some(days), Precision::Day, reason)
    }

    fn day_of_month(&self, of: i8, weekday: Option<Weekday>, month: Option<i32>) -> Result<Known> {
        let reference = self.reference()?;
        let first = reference.first_of_month();
        let at = |months: i32| {
            let month = plus(first, months, Unit::Month)?;
            let date = Date::new(month.year(), month.month(), of).ok()?;
            let fits = weekday.is_none_or(|weekday| weekday == date.weekday());
            fits.then_some((date, date))
        };
        let (days, reason) = match month {
            Some(months) => (
                sound(at(months))?,
                format!("the month is counted from {reference}"),
            ),
            // A weekday falls on a given day of a month at least once in 14 months.
            None if weekday.is_some() && at(0).is_some() => (
                sound(at(0))?,
                format!("it falls on that weekday in the month of {reference}"),
            ),
            None => {
                let days = self.choose(0, 14, at)?;
                (days, self.why(None, days).replace("year", "month"))
            }
        };
        known(Some(days), Precision::Day, reason)
    }
}

/// Whether days, fewer than a month's, are more than ten months ago.
fn stale(days: Days, reference: Date) -> bool {
    let length = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    length(days.0, days.1) < 27 && length(days.1, reference) > 300
}

fn both(known: &Known) -> Result<Days> {
    sound(known.from.zip(known.to))
}

fn ends(known: &Known) -> String {
    match (known.from, known.to) {
        (Some(from), Some(to)) => format!("{from} to {to}; {}", known.reason),
        _ => known.reason.clone(),
    }
}
