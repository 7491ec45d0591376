//! Tells which days a phrase means, given the day it was written.

use jiff::civil::{Date, Weekday};

use crate::calendar::{self, Days, plus};
use crate::phrase::{Count, Feast, Open, Origin, Part, Phrase, Season, Unit, Which, Year};
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

    /// How the year is known.
    fn why(&self, year: Option<Year>) -> String {
        match (year, self.context.reference) {
            (Some(Year::Number(_)), _) => "named in full".to_owned(),
            (Some(Year::Relative(_)), Some(day)) => format!("the year is counted from {day}"),
            (_, Some(day)) => {
                let side = match self.context.prefer {
                    Prefer::Past => "the latest up to",
                    Prefer::Future => "the first from",
                    Prefer::Nearest => "the nearest to",
                };
                format!("no year is named: {side} {day}")
            }
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
                day(date, "named in full, day and month in the order of the context")
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
                    known(Some(days), Precision::Month, self.why(*year))
                }
                Which::Shift(shift) => self.shifted(*shift, Precision::Month, |year| calendar::month(year, *month)),
                Which::Gone | Which::Coming => Err(Trouble::Impossible),
            },
            Phrase::Period(unit, shift) => self.period(*unit, *shift),
            Phrase::Weekend => self.weekend(),
            Phrase::Year(year) => {
                let days = calendar::year(self.year(*year)?);
                known(days, Precision::Year, self.why(Some(*year)))
            }
            Phrase::Quarter(quarter, year) => {
                let days = self.by_year(*year, |year| calendar::quarter(year, *quarter))?;
                known(Some(days), Precision::Quarter, self.why(*year))
            }
            Phrase::Half(half, year) => {
                let days = self.by_year(*year, |year| calendar::half(year, *half))?;
                known(Some(days), Precision::Range, self.why(*year))
            }
            Phrase::Season(season, year, which) => self.season(*season, *year, *which),
            Phrase::Decade(first) => known(calendar::years(*first, 10), Precision::Decade, "named in full"),
            Phrase::Century(n) => {
                known(calendar::years((n - 1) * 100, 100), Precision::Century, "named in full")
            }
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
                let exact = if *count == 1 { precision(*unit) } else { Precision::Range };
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
                let last = sound(shift(reference, amounts, 1, 1))?;
                known(Some((reference, last)), Precision::Range, format!("counted from {reference}"))
            }
            Phrase::Shift(amounts, sign, origin) => self.shift(amounts, *sign, origin),
            Phrase::Same(unit) => {
                let told = self.told.ok_or(Trouble::Missing(Missing::Event))?;
                known(calendar::around(told, *unit), precision(*unit), format!("told before: {told}"))
            }
            Phrase::Feast(feast, year, which) => self.feast(*feast, *year, *which),
            Phrase::Fiscal => Err(Missing::Calendar.into()),
            Phrase::Part(part, whole) => self.part(*part, whole),
            Phrase::Open(open, inner) => self.open(*open, inner),
            Phrase::Range(first, last) => self.range(first, last),
        }
    }

    fn named_day(&self, year: Option<Year>, month: i8, of: i8, weekday: Option<Weekday>) -> Result<Known> {
        let date = |year| {
            let date = Date::new(year, month, of).ok()?;
            Some((date, date))
        };
        let days = self.by_year(year, date)?;
        let mut reason = self.why(year);
        let Some(weekday) = weekday.filter(|weekday| *weekday != days.0.weekday()) else {
            return known(Some(days), Precision::Day, reason);
        };
        // The weekday tells the year where it agrees with the next one.
        if year.is_none() {
            for near in [1, -1] {
                let other = date(days.0.year().saturating_add(near));
                if let Some(other) = other.filter(|days| days.0.weekday() == weekday) {
                    let reason = format!("no year is named: nearby, it is a {weekday:?} in {}", other.0.year());
                    return known(Some(other), Precision::Day, reason);
                }
            }
        }
        reason.push_str("; it is no ");
        reason.push_str(&format!("{weekday:?}"));
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
            Some(months) => (sound(at(months))?, format!("the month is counted from {reference}")),
            // A weekday falls on a given day of a month at least once in 14 months.
            None => match at(0).filter(|_| weekday.is_some()) {
                Some(days) => (days, format!("it is a {:?} in the month of {reference}", days.0.weekday())),
                None => (self.choose(0, 14, at)?, self.why(None).replace("year", "month")),
            },
        };
        known(Some(days), Precision::Day, reason)
    }

    fn weekday(&self, weekday: Weekday, which: Which) -> Result<Known> {
        let reference = self.reference()?;
        let name = format!("{weekday:?}");
        let ahead = i32::from(reference.weekday().until(weekday));
        let back = i32::from(weekday.until(reference.weekday()));
        let (days, reason) = match which {
            Which::Any => match self.context.prefer {
                Prefer::Past => (-back, format!("the latest {name} up to {reference}")),
                Prefer::Future => (ahead, format!("the first {name} from {reference}")),
                Prefer::Nearest => (
                    if back <= ahead { -back } else { ahead },
                    format!("the {name} nearest to {reference}"),
                ),
            },
            Which::Shift(weeks) => {
                let offset = |day: Weekday| i32::from(day.to_monday_zero_offset());
                (
                    offset(weekday) - offset(reference.weekday()) + 7 * weeks,
                    format!("the week is counted from that of {reference}"),
                )
            }
            Which::Gone => (if back == 0 { -7 } else { -back }, format!("the latest {name} before {reference}")),
            Which::Coming => (if ahead == 0 { 7 } else { ahead }, format!("the first {name} after {reference}")),
        };
        day(sound(plus(reference, days, Unit::Day))?, reason)
    }

    /// "last September": in the year so many from this one.
    fn shifted(&self, shift: i32, exact: Precision, days: impl Fn(i16) -> Option<Days>) -> Result<Known> {
        let reference = self.reference()?;
        let year = sound(plus(reference, shift, Unit::Year))?.year();
        let all = [year.checked_sub(1), Some(year), year.checked_add(1)];
        let mut all = all.into_iter().flatten().filter_map(&days);
        // The last one that is over, the next one that has not begun.
        let found = match shift {
            0 => days(year),
            -1 => all.filter(|days| days.1 < reference).max(),
            _ => all.find(|days| days.0 > reference),
        };
        known(found, exact, format!("counted from {reference}"))
    }

    fn season(&self, season: Season, year: Option<Year>, which: Which) -> Result<Known> {
        let all = |year| calendar::season(year, season);
        match which {
            Which::Any => {
                let days = self.by_year(year, all)?;
                known(Some(days), Precision::Season, format!("{}; seasons of the northern half", self.why(year)))
            }
            Which::Shift(shift) => self.shifted(shift, Precision::Season, all),
            Which::Gone | Which::Coming => self.shifted(-1, Precision::Season, all),
        }
    }

    fn feast(&self, feast: Feast, year: Option<Year>, which: Which) -> Result<Known> {
        let all = |year| {
            let date = calendar::feast(year, feast)?;
            Some((date, date))
        };
        match which {
            Which::Shift(shift) => self.shifted(shift, Precision::Day, all),
            _ => {
                let days = self.by_year(year, all)?;
                known(Some(days), Precision::Day, self.why(year))
            }
        }
    }

    fn period(&self, unit: Unit, shift: i32) -> Result<Known> {
        let reference = self.reference()?;
        let near = match unit {
            // A month back from the 31st is no day of the month before.
            Unit::Month | Unit::Quarter => reference.first_of_month(),
            _ => reference,
        };
        let days = calendar::around(sound(plus(near, shift, unit))?, unit);
        known(days, precision(unit), format!("counted from {reference}"))
    }

    fn weekend(&self) -> Result<Known> {
        let reference = self.reference()?;
        let days = self.choose(0, 2, |weeks| {
            calendar::around(plus(reference, weeks, Unit::Week)?, Unit::Weekend)
        })?;
        let reason = self.why(None).replace("no year is named", "no week is named");
        known(Some(days), Precision::Week, reason)
    }

    /// The units before the reference day, or after it, without the day itself.
    fn stretch(&self, side: i32, count: Count, unit: Unit) -> Result<Known> {
        let reference = self.reference()?;
        let count = match count {
            Count::Exactly(count) => count,
            Count::AFew => MANY,
        };
        let days = if unit == Unit::Quarter {
            let (first, last) = sound(calendar::around(reference, unit))?;
            if side < 0 {
                plus(first, -count, unit).zip(plus(first, -1, Unit::Day))
            } else {
                plus(last, 1, Unit::Day).and_then(|next| {
                    let end = plus(plus(next, count, unit)?, -1, Unit::Day)?;
                    Some((next, end))
                })
            }
        } else if side < 0 {
            plus(reference, -count, unit).zip(plus(reference, -1, Unit::Day))
        } else {
            plus(reference, 1, Unit::Day).zip(plus(reference, count, unit))
        };
        let one_day = unit == Unit::Day && count == 1;
        let exact = if one_day { Precision::Day } else { Precision::Range };
        known(days, exact, format!("counted from {reference}"))
    }

    fn shift(&self, amounts: &[(Count, Unit)], sign: i32, origin: &Origin) -> Result<Known> {
        let (start, named) = match origin {
            Origin::Reference => (self.reference()?, false),
            Origin::Told => (self.told.ok_or(Trouble::Missing(Missing::Event))?, false),
            Origin::Event => return Err(Missing::Event.into()),
            Origin::Phrase(phrase) => {
                let inner = self.resolve(phrase)?;
                let (first, last) = both(&inner)?;
                (if sign < 0 { first } else { last }, first == last)
            }
        };
        let reason = format!("counted from {start}");
        if amounts.iter().any(|(count, _)| *count == Count::AFew) {
            let (near, far) = (shift(start, amounts, sign, FEW), shift(start, amounts, sign, MANY));
            let days = near.zip(far).map(|(near, far)| (near.min(far), near.max(far)));
            return known(days, Precision::Range, format!("{reason}, a few being {FEW} to {MANY}"));
        }
        let date = sound(shift(start, amounts, sign, 1))?;
        // "Two years ago" is said of a year; two weeks after a named day, of a day.
        let finest = amounts.iter().map(|(_, unit)| *unit).min_by_key(|unit| precision(*unit));
        match finest {
            Some(unit) if unit != Unit::Day && !named => known(calendar::around(date, unit), precision(unit), reason),
            _ => day(date, reason),
        }
    }

    fn part(&self, part: Part, whole: &Phrase) -> Result<Known> {
        let whole = self.resolve(whole)?;
        let (first, last) = both(&whole)?;
        // "late Friday" is that day, whatever its hour.
        if first == last {
            return Ok(whole);
        }
        let days = i32::try_from(first.until(last).map_err(|_| Trouble::Impossible)?.get_days())
            .map_err(|_| Trouble::Impossible)?
            + 1;
        let year = matches!(days, 365 | 366) && first.day() == 1;
        let half = sound(match days {
            _ if year => plus(first, 6, Unit::Month),
            7 => plus(first, 3, Unit::Day),
            28..=31 => plus(first, 15, Unit::Day),
            _ => plus(first, days / 2, Unit::Day),
        })?;
        let eve = |day| plus(day, -1, Unit::Day);
        let reference = self.context.reference;
        let (days, name) = match part {
            Part::Start if year => ((first, sound(plus(first, 4, Unit::Month).and_then(eve))?), "its first third".to_owned()),
            Part::End if year => ((sound(plus(first, 8, Unit::Month))?, last), "its last third".to_owned()),
            Part::Early | Part::Start => ((first, sound(eve(half))?), "its first half".to_owned()),
            Part::Late | Part::End => ((half, last), "its second half".to_owned()),
            Part::Mid => (sound(middle(first, last, days))?, "its middle third".to_owned()),
            Part::SoFar => {
                let reference = reference.ok_or(Trouble::Missing(Missing::Reference))?;
                let yesterday = sound(plus(reference, -1, Unit::Day))?;
                ((first, last.min(yesterday).max(first)), format!("before {reference}"))
            }
            Part::Rest => {
                let reference = reference.ok_or(Trouble::Missing(Missing::Reference))?;
                ((first.max(reference).min(last), last), format!("from {reference} on"))
            }
        };
        known(Some(days), Precision::Range, format!("{}; {name}", whole.reason))
    }

    fn open(&self, open: Open, inner: &Phrase) -> Result<Known> {
        let inner = self.resolve(inner)?;
        let (first, last) = both(&inner)?;
        let (from, to) = match open {
            Open::Since => (Some(first), None),
            Open::After => (plus(last, 1, Unit::Day), None),
            Open::Before => (None, plus(first, -1, Unit::Day)),
            Open::Until => (None, Some(last)),
        };
        if from.is_none() && to.is_none() {
            return Err(Trouble::Impossible);
        }
        Ok(Known {
            from,
            to,
            precision: Precision::Range,
            reason: inner.reason,
        })
    }

    /// Two ends; one that leaves out its year has it from the other, and the
    /// first is the last such before the second.
    fn range(&self, first: &Phrase, last: &Phrase) -> Result<Known> {
        let end = |phrase: &Phrase| self.resolve(phrase).and_then(|known| Ok((both(&known)?, known.reason)));
        let ((from, to), reason) = match (open_year(first), open_year(last)) {
            (true, true) => {
                let near = i32::from(self.reference()?.year());
                let days = self.choose(near, 8, |year| {
                    let year = i16::try_from(year).ok()?;
                    let (from, _) = end(&in_year(first, year)).ok()?.0;
                    let (_, to) = end(&in_year(last, year)).ok()?.0;
                    let next = || Some(end(&in_year(last, year.checked_add(1)?)).ok()?.0.1);
                    Some((from, if to < from { next()? } else { to }))
                })?;
                (days, self.why(None))
            }
            (true, false) => {
                let ((_, to), reason) = end(last)?;
                let here = end(&in_year(first, to.year()))?.0.0;
                let from = if here <= to { here } else { end(&in_year(first, to.year() - 1))?.0.0 };
                ((from, to), reason)
            }
            (false, true) => {
                let ((from, _), reason) = end(first)?;
                let here = end(&in_year(last, from.year()))?.0.1;
                let to = if here >= from { here } else { end(&in_year(last, from.year() + 1))?.0.1 };
                ((from, to), reason)
            }
            (false, false) => {
                let ((from, _), reason) = end(first)?;
                let (_, to) = end(last)?.0;
                match last {
                    // "from next Monday to Friday", "from Thursday to Sunday":
                    // the first after the beginning, or the last such pair.
                    Phrase::Weekday(_, Which::Any) if matches!(first, Phrase::Weekday(_, Which::Any)) && from > to => {
                        ((sound(plus(from, -1, Unit::Week))?, to), reason)
                    }
                    Phrase::Weekday(weekday, Which::Any) => {
                        let ahead = i32::from(from.weekday().until(*weekday));
                        ((from, sound(plus(from, ahead, Unit::Day))?), reason)
                    }
                    _ => ((from, to), reason),
                }
            }
        };
        if from > to {
            return Err(Trouble::Impossible);
        }
        known(Some((from, to)), Precision::Range, format!("from end to end; {reason}"))
    }
}

/// "A few" is at least this many, and at most [`MANY`].
const FEW: i32 = 2;
const MANY: i32 = 7;

fn shift(start: Date, amounts: &[(Count, Unit)], sign: i32, few: i32) -> Option<Date> {
    amounts.iter().try_fold(start, |day, (count, unit)| {
        let count = match count {
            Count::Exactly(count) => *count,
            Count::AFew => few,
        };
        plus(day, sign.checked_mul(count)?, *unit)
    })
}

fn middle(first: Date, last: Date, days: i32) -> Option<Days> {
    match days {
        7 => Some((plus(first, 1, Unit::Day)?, plus(first, 4, Unit::Day)?)),
        28..=31 => Some((plus(first, 9, Unit::Day)?, plus(first, 19, Unit::Day)?)),
        365 | 366 => Some((plus(first, 4, Unit::Month)?, plus(plus(first, 8, Unit::Month)?, -1, Unit::Day)?)),
        _ => Some((plus(first, days / 3, Unit::Day)?, plus(last, -(days / 3), Unit::Day)?)),
    }
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

/// Whether a phrase names a day or month of no certain year.
fn open_year(phrase: &Phrase) -> bool {
    match phrase {
        Phrase::Day { year: None, .. }
        | Phrase::Month {
            year: None,
            which: Which::Any,
            ..
        }
        | Phrase::Quarter(_, None) => true,
        Phrase::Part(_, inner) => open_year(inner),
        _ => false,
    }
}

fn in_year(phrase: &Phrase, of: i16) -> Phrase {
    let mut phrase = phrase.clone();
    match &mut phrase {
        Phrase::Day { year, .. } | Phrase::Month { year, .. } | Phrase::Quarter(_, year) => {
            *year = Some(Year::Number(of));
        }
        Phrase::Part(_, inner) => **inner = in_year(inner, of),
        _ => {}
    }
    phrase
}
