//! What is counted from the day of writing, or from another day.

use jiff::civil::{Date, Weekday};

use super::{Known, Resolver, Result, Trouble, both, day, known, precision, sound};
use crate::calendar::{self, Days, plus};
use crate::phrase::{Count, Feast, Origin, Season, Unit, Which, Year};
use crate::value::{Missing, Precision, Prefer};

impl Resolver<'_> {
    pub(super) fn weekday(&self, weekday: Weekday, which: Which) -> Result<Known> {
        let reference = self.reference()?;
        let name = format!("{weekday:?}");
        let ahead = i32::from(reference.weekday().until(weekday));
        let back = i32::from(weekday.until(reference.weekday()));
        let (days, reason) = match which {
            Which::Any => match self.context.prefer {
                Prefer::Past | Prefer::Tense => {
                    (-back, format!("the latest {name} up to {reference}"))
                }
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
            Which::Gone => (
                if back == 0 { -7 } else { -back },
                format!("the latest {name} before {reference}"),
            ),
            Which::Coming => (
                if ahead == 0 { 7 } else { ahead },
                format!("the first {name} after {reference}"),
            ),
        };
        day(sound(plus(reference, days, Unit::Day))?, reason)
    }

    /// "last September": in the year so many from this one.
    pub(super) fn shifted(
        &self,
        shift: i32,
        exact: Precision,
        days: impl Fn(i16) -> Option<Days>,
    ) -> Result<Known> {
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

    pub(super) fn season(&self, season: Season, year: Option<Year>, which: Which) -> Result<Known> {
        let all = |year| calendar::season(year, season);
        match which {
            Which::Any => {
                let days = self.by_year(year, all)?;
                known(
                    Some(days),
                    Precision::Season,
                    format!("{}; seasons of the northern half", self.why(year, days)),
                )
            }
            Which::Shift(shift) => self.shifted(shift, Precision::Season, all),
            Which::Gone | Which::Coming => self.shifted(-1, Precision::Season, all),
        }
    }

    pub(super) fn feast(&self, feast: Feast, year: Option<Year>, which: Which) -> Result<Known> {
        let all = |year| {
            let date = calendar::feast(year, feast)?;
            Some((date, date))
        };
        if let Which::Shift(shift) = which {
            return self.shifted(shift, Precision::Day, all);
        }
        let days = self.by_year(year, all)?;
        known(Some(days), Precision::Day, self.why(year, days))
    }

    pub(super) fn period(&self, unit: Unit, shift: i32) -> Result<Known> {
        let reference = self.reference()?;
        let near = match unit {
            // A month back from the 31st is no day of the month before.
            Unit::Month | Unit::Quarter => reference.first_of_month(),
            _ => reference,
        };
        let days = calendar::around(sound(plus(near, shift, unit))?, unit);
        known(days, precision(unit), format!("counted from {reference}"))
    }

    pub(super) fn weekend(&self) -> Result<Known> {
        let reference = self.reference()?;
        let days = self.choose(0, 2, |weeks| {
            calendar::around(plus(reference, weeks, Unit::Week)?, Unit::Weekend)
        })?;
        let reason = self
            .why(None, days)
            .replace("no year is named", "no week is named");
        known(Some(days), Precision::Week, reason)
    }

    /// The units before the reference day, or after it, without the day itself.
    pub(super) fn stretch(&self, side: i32, count: Count, unit: Unit) -> Result<Known> {
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
        let exact = if one_day {
            Precision::Day
        } else {
            Precision::Range
        };
        known(days, exact, format!("counted from {reference}"))
    }

    pub(super) fn shift(
        &self,
        amounts: &[(Count, Unit)],
        sign: i32,
        origin: &Origin,
    ) -> Result<Known> {
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
            let (near, far) = (
                shift(start, amounts, sign, FEW),
                shift(start, amounts, sign, MANY),
            );
            let days = near
                .zip(far)
                .map(|(near, far)| (near.min(far), near.max(far)));
            return known(
                days,
                Precision::Range,
                format!("{reason}, a few being {FEW} to {MANY}"),
            );
        }
        let date = sound(shift(start, amounts, sign, 1))?;
        // "Two years ago" is said of a year; two weeks after a named day, of a day.
        let finest = amounts
            .iter()
            .map(|(_, unit)| *unit)
            .min_by_key(|unit| precision(*unit));
        match finest {
            Some(unit) if unit != Unit::Day && !named => {
                known(calendar::around(date, unit), precision(unit), reason)
            }
            _ => day(date, reason),
        }
    }
}

/// "A few" is at least this many, and at most [`MANY`].
const FEW: i32 = 2;
pub(super) const MANY: i32 = 7;

pub(super) fn shift(start: Date, amounts: &[(Count, Unit)], sign: i32, few: i32) -> Option<Date> {
    amounts.iter().try_fold(start, |day, (count, unit)| {
        let count = match count {
            Count::Exactly(count) => *count,
            Count::AFew => few,
        };
        plus(day, sign.checked_mul(count)?, *unit)
    })
}
