//! Reads one date: a day, a week, a month, a year, by name or from another.

use jiff::civil::Weekday;

use super::Reader;
use crate::phrase::{Feast, Phrase, Which, Year};
use crate::token::Kind;

type Read = Option<(Phrase, usize)>;

impl Reader<'_> {
    /// The date that starts at a token, and the token after it.
    pub fn single(&self, at: usize) -> Read {
        let the = self.skip(at, &["the"]);
        let (phrase, next) = self
            .numeric(at)
            .or_else(|| self.with_weekday(at))
            .or_else(|| self.day_and_month(the, None))
            .or_else(|| self.nth(the))
            .or_else(|| self.relative_date(the))
            .or_else(|| self.month_and_year(the))
            .or_else(|| self.part_of_year(the))
            .or_else(|| self.near(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.feast(the))
            .or_else(|| self.told(at))
            .or_else(|| self.day_alone(at))
            .or_else(|| self.bare_year(the))?;
        Some((phrase, self.day_part(next)))
    }

    /// "morning" and the like after a day's name.
    fn day_part(&self, at: usize) -> usize {
        let day = matches!(self.kind(at.wrapping_sub(1)), Kind::Weekday(..))
            || self.is(at.wrapping_sub(1), &["yesterday", "tomorrow"]);
        if day {
            self.skip(at, &["morning", "afternoon", "evening", "night"])
        } else {
            at
        }
    }

    /// "Friday, Aug. 22", "Monday (Mar. 7)", "Friday the 15th", "Tuesday of
    /// last week", "Friday".
    pub fn with_weekday(&self, at: usize) -> Read {
        let Kind::Weekday(weekday, sure) = self.kind(at) else {
            return None;
        };
        if self.word(at).ends_with("days")
            || self.is(at.wrapping_sub(1), &["every", "each", "black"])
        {
            return None;
        }
        let after = at + 1 + usize::from(!sure && self.is(at + 1, &["."]));
        let bracket = self.is(after, &["("]);
        let mark = self.skip(after, &[",", "("]);
        let inner = if self.dash(mark) { mark + 1 } else { mark };
        if let Some((phrase, next)) = self.day_and_month(inner, Some(weekday)) {
            return match bracket {
                true if self.is(next, &[")"]) => Some((phrase, next + 1)),
                true => None,
                false => Some((phrase, next)),
            };
        }
        if let Some((phrase, next)) = self.numeric(inner).filter(|_| !bracket) {
            return Some((phrase, next));
        }
        let the = self.skip(after, &["the"]);
        if let Some((day, next)) = self.day(the)
            && (the > after
                || matches!(self.kind(the), Kind::Ordinal(_))
                || matches!(self.kind(next), Kind::Mark))
            && !self.is(after, &[",", "("])
            && self.unit(next).is_none()
        {
            let phrase = Phrase::DayOfMonth {
                day,
                weekday: Some(weekday),
                month: None,
            };
            return Some((phrase, next));
        }
        let of = self.skip(self.skip(after, &["of"]), &["the"]);
        if let Some((shift, next)) = self.relative(of)
            && self.is(next, &["week"])
        {
            return Some((Phrase::Weekday(weekday, Which::Shift(shift)), next + 1));
        }
        let led = [
            "on", "last", "next", "this", "until", "till", "from", "to", "through", "between",
            "by", "since", "or", "and",
        ];
        let known =
            sure || (led.contains(&self.before(at)) && self.capital(at) && self.word(at) != "sun");
        known.then_some((Phrase::Weekday(weekday, Which::Any), after))
    }

    /// A day of a named month, in either order, with or without a year.
    pub fn day_and_month(&self, at: usize, weekday: Option<Weekday>) -> Read {
        let (month, day, next) = self.month_day(at).or_else(|| self.day_month(at))?;
        let (year, next) = match self.year_after(next) {
            Some((year, next)) => (Some(year), next),
            None => (None, next),
        };
        let phrase = Phrase::Day {
            year,
            month,
            day,
            weekday,
        };
        Some((phrase, next))
    }

    fn month_day(&self, at: usize) -> Option<(i8, i8, usize)> {
        let (month, next) = self.month(at)?;
        let next = self.month_point(next);
        // "Oct-2", but not "the Long March-5 rocket".
        let short = self.word(at).len() <= 4;
        let tight = short
            && (self.dash(next) || self.is(next, &["/"]))
            && self.joined(next)
            && self.joined(next + 1);
        let comma = self.is(next, &[","]) && matches!(self.kind(next + 1), Kind::Ordinal(_));
        let next = self.skip(next + usize::from(tight || comma), &["the"]);
        let (day, end) = self.day(next)?;
        // "May 5 percent", "March 2 million": the number counts something.
        let counts = self.unit(end).is_some()
            || self.is(end, &["percent", "million", "billion", "people", "%"]);
        (!counts).then_some((month, day, end))
    }

    fn day_month(&self, at: usize) -> Option<(i8, i8, usize)> {
        let the = self.skip(at, &["the"]);
        if self.continues(the) {
            return None;
        }
        let (day, next) = self.day(the)?;
        let tight = (self.dash(next) || self.is(next, &["/", "."]))
            && self.joined(next)
            && self.joined(next + 1);
        let next = self.skip(next + usize::from(tight), &["day"]);
        let (month, end) = self.month(self.skip(next, &["of"]))?;
        let sure = matches!(self.kind(self.skip(next, &["of"])), Kind::Month(_, true))
            || self.capital(end - 1);
        (sure || !self.is(end - 1, &["may", "march"])).then_some((month, day, end))
    }

    /// "March 2014", "March", "2014 March"; a month's name that is also
    /// another word needs a word before it that says so.
    fn month_and_year(&self, at: usize) -> Read {
        if let Some((year, next)) = self.year(at)
            && let Some((month, end)) = self.month(self.skip(next, &[","]))
            && (self.capital(end - 1) || !self.is(end - 1, &["may", "march"]))
        {
            let phrase = Phrase::Month {
                month,
                year: Some(Year::Number(year)),
                which: Which::Any,
            };
            return Some((phrase, end));
        }
        let Kind::Month(_, sure) = self.kind(at) else {
            return None;
        };
        let (month, next) = self.month(at)?;
        if let Some((year, end)) = self.year_after(next) {
            let phrase = Phrase::Month {
                month,
                year: Some(year),
                which: Which::Any,
            };
            return Some((phrase, end));
        }
        let joins = self.dash(next) || self.is(next, &["to", "through"]);
        let another = joins && self.capital(at) && matches!(self.kind(next + 1), Kind::Month(..));
        // "the March on Rome" is none.
        let march = self.is(at, &["march"])
            && (self.is(at.wrapping_sub(1), &["the", "a", "s"])
                || (self.dash(next) && self.joined(next) && self.joined(next + 1)));
        let known = (sure && !march) || another || self.led_month(at);
        let phrase = Phrase::Month {
            month,
            year: None,
            which: Which::Any,
        };
        known.then_some((phrase, next))
    }

    fn led_month(&self, at: usize) -> bool {
        let before = self.before(at);
        let strong = [
            "in", "since", "until", "till", "early", "late", "mid", "during", "through", "between",
        ];
        let weak = ["of", "by", "from", "before", "after"];
        let name = ["to", "and", "-", "or"];
        strong.contains(&before)
            || before == "-" && self.is(at.wrapping_sub(2), &["mid"])
            || !(self.may_is_a_name && self.is(at, &["may"]))
                && (weak.contains(&before) || name.contains(&before) && self.capital(at))
    }

    /// "Christmas Day", "Easter Monday 2017", "New Year's Eve".
    pub fn feast(&self, at: usize) -> Read {
        let (feast, next) = match [at, at + 1].map(|at| self.word(at)) {
            ["christmas", "eve"] => (Feast::ChristmasEve, at + 2),
            ["christmas", "day"] => (Feast::Christmas, at + 2),
            ["christmas", _] => (Feast::Christmas, at + 1),
            ["easter", "sunday"] => (Feast::Easter(0), at + 2),
            ["easter", "monday"] => (Feast::Easter(1), at + 2),
            ["easter", _] => (Feast::Easter(0), at + 1),
            ["good", "friday"] => (Feast::Easter(-2), at + 2),
            ["halloween", _] => (Feast::Halloween, at + 1),
            ["thanksgiving", _] => (Feast::Thanksgiving, self.skip(at + 1, &["day"])),
            ["new", "year"] => {
                let s = at + 2 + 2 * usize::from(self.is(at + 3, &["s"]) && self.joined(at + 3));
                match self.word(s) {
                    "eve" => (Feast::NewYearsEve, s + 1),
                    "day" => (Feast::NewYear, s + 1),
                    _ if s == at + 2 && self.before(at) != "a" && self.before(at) != "the" => {
                        (Feast::NewYear, s)
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        match self.year_after(next) {
            Some((year, end)) => Some((Phrase::Feast(feast, Some(year), Which::Any), end)),
            None => Some((Phrase::Feast(feast, None, Which::Any), next)),
        }
    }

    /// "the 18th", "the 20th of next month".
    fn day_alone(&self, at: usize) -> Read {
        let the = self.skip(at, &["the"]);
        let (day, next) = self
            .ordinal(the)
            .filter(|(day, _)| (1..=31).contains(day))?;
        let day = i8::try_from(day).ok()?;
        let of = self.skip(self.skip(self.skip(next, &["day"]), &["of"]), &["the"]);
        if of > next {
            let (shift, end) = match self.relative(of) {
                Some((shift, end)) => (shift, end),
                None if self.is(of.wrapping_sub(1), &["the"]) => (0, of),
                None => return None,
            };
            let phrase = Phrase::DayOfMonth {
                day,
                weekday: None,
                month: Some(shift),
            };
            return self.is(end, &["month"]).then_some((phrase, end + 1));
        }
        let alone = matches!(self.kind(next), Kind::Mark) && !self.dash(next);
        let digits = self.word(the).starts_with(|c: char| c.is_ascii_digit());
        let led = ["on", "until", "till", "by", "since", "from", "of"].contains(&self.before(at));
        let phrase = Phrase::DayOfMonth {
            day,
            weekday: None,
            month: None,
        };
        (the > at && digits && alone && led).then_some((phrase, next))
    }

    /// A year by itself, where a word before it says that it is one.
    fn bare_year(&self, at: usize) -> Read {
        let (year, next) = self.year(at)?;
        let led = [
            "in",
            "of",
            "since",
            "until",
            "till",
            "by",
            "to",
            "from",
            "before",
            "after",
            "between",
            "year",
            "during",
            "through",
            "throughout",
            "early",
            "mid",
            "late",
            "the",
            "than",
            "not",
            "around",
            "(",
            "=",
            "or",
            "for",
        ];
        let before = self.before(at);
        let counted = [
            "people",
            "troops",
            "soldiers",
            "men",
            "women",
            "miles",
            "km",
            "kilometers",
            "kilometres",
            "meters",
            "metres",
            "pieces",
            "workers",
            "jobs",
            "dollars",
            "euros",
            "tons",
            "tonnes",
            "feet",
            "votes",
            "points",
            "percent",
            "million",
            "billion",
        ];
        let follows = matches!(before, "and" | ",")
            && at >= 2
            && self.year(at - 2).is_some()
            && !self.continues(at - 2);
        let part = self.dash(at.wrapping_sub(1))
            && self.is(at.wrapping_sub(2), &["mid", "early", "late", "pre", "post"]);
        let open = self.is(next, &["or", "and"]) && self.is(next + 1, &["later", "after"]);
        let known = (open || led.contains(&before) || follows || part)
            && !counted.contains(&self.word(next));
        known.then_some((Phrase::Year(Year::Number(year)), next))
    }
}
