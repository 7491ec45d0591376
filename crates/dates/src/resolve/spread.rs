//! What is made of other stretches: parts, open stretches, and ranges.

use jiff::civil::Date;

use super::{Known, Resolver, Result, Trouble, both, known, sound};
use crate::calendar::{Days, plus};
use crate::phrase::{Open, Part, Phrase, Unit, Which, Year};
use crate::value::{Missing, Precision};

impl Resolver<'_> {
    pub(super) fn part(&self, part: Part, whole: &Phrase) -> Result<Known> {
        let whole = self.resolve(whole)?;
        let (first, last) = both(&whole)?;
        // "late Friday" is that day, whatever its hour.
        if first == last {
            return Ok(whole);
        }
        let between = first.until(last).map_err(|_| Trouble::Impossible)?;
        let days = between.get_days() + 1;
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
            Part::Start if year => (
                (first, sound(plus(first, 4, Unit::Month).and_then(eve))?),
                "its first third".to_owned(),
            ),
            Part::End if year => (
                (sound(plus(first, 8, Unit::Month))?, last),
                "its last third".to_owned(),
            ),
            Part::Early | Part::Start => ((first, sound(eve(half))?), "its first half".to_owned()),
            Part::Late | Part::End => ((half, last), "its second half".to_owned()),
            Part::Mid => (
                sound(middle(first, last, days))?,
                "its middle third".to_owned(),
            ),
            Part::SoFar => {
                let reference = reference.ok_or(Trouble::Missing(Missing::Reference))?;
                let yesterday = sound(plus(reference, -1, Unit::Day))?;
                (
                    (first, last.min(yesterday).max(first)),
                    format!("before {reference}"),
                )
            }
            Part::Rest => {
                let reference = reference.ok_or(Trouble::Missing(Missing::Reference))?;
                (
                    (first.max(reference).min(last), last),
                    format!("from {reference} on"),
                )
            }
        };
        known(
            Some(days),
            Precision::Range,
            format!("{}; {name}", whole.reason),
        )
    }

    pub(super) fn open(&self, open: Open, inner: &Phrase) -> Result<Known> {
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
    pub(super) fn range(&self, first: &Phrase, last: &Phrase) -> Result<Known> {
        let end = |phrase: &Phrase| {
            self.resolve(phrase)
                .and_then(|known| Ok((both(&known)?, known.reason)))
        };
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
                (days, self.why(None, days))
            }
            (true, false) => {
                let ((_, to), reason) = end(last)?;
                let here = end(&in_year(first, to.year()))?.0.0;
                let from = if here <= to {
                    here
                } else {
                    end(&in_year(first, to.year() - 1))?.0.0
                };
                ((from, to), reason)
            }
            (false, true) => {
                let ((from, _), reason) = end(first)?;
                let here = end(&in_year(last, from.year()))?.0.1;
                let to = if here >= from {
                    here
                } else {
                    end(&in_year(last, from.year() + 1))?.0.1
                };
                ((from, to), reason)
            }
            (false, false) => {
                let ((from, _), reason) = end(first)?;
                let (_, to) = end(last)?.0;
                match last {
                    // "from next Monday to Friday", "from Thursday to Sunday":
                    // the first after the beginning, or the last such pair.
                    Phrase::Weekday(_, Which::Any)
                        if matches!(first, Phrase::Weekday(_, Which::Any)) && from > to =>
                    {
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
        known(
            Some((from, to)),
            Precision::Range,
            format!("from end to end; {reason}"),
        )
    }
}

fn middle(first: Date, last: Date, days: i32) -> Option<Days> {
    match days {
        7 => Some((plus(first, 1, Unit::Day)?, plus(first, 4, Unit::Day)?)),
        28..=31 => Some((plus(first, 9, Unit::Day)?, plus(first, 19, Unit::Day)?)),
        365 | 366 => Some((
            plus(first, 4, Unit::Month)?,
            plus(plus(first, 8, Unit::Month)?, -1, Unit::Day)?,
        )),
        _ => Some((
            plus(first, days / 3, Unit::Day)?,
            plus(last, -(days / 3), Unit::Day)?,
        )),
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
