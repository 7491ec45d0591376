//! Reads what is made of dates: parts of them, ranges, and open stretches.

use super::Reader;
use crate::phrase::{Open, Part, Phrase, Unit, Which};
use crate::token::Kind;

type Read = Option<(Phrase, usize)>;

impl Reader<'_> {
    /// The longest date expression that starts at a token.
    pub fn expression(&self, at: usize) -> Read {
        self.open(at)
            .or_else(|| self.range(at))
            .or_else(|| self.part(at))
            .or_else(|| self.single(at))
    }

    /// "since late July", "after 2016", "no later than Friday".
    fn open(&self, at: usize) -> Read {
        let (open, next) = match [at, at + 1, at + 2].map(|at| self.word(at)) {
            ["since" | "starting" | "beginning", ..] => {
                (Open::Since, self.skip(at + 1, &["on", "from", "in"]))
            }
            ["as", "early", "as"] | ["as", "of", _] => (
                Open::Since,
                at + 2 + usize::from(self.is(at + 1, &["early"])),
            ),
            ["prior", "to", _] | ["earlier", "than", _] => (Open::Before, at + 2),
            ["no", "later", "than"]
            | ["as", "late", "as"]
            | ["on" | "in", "or", "before"]
            | ["before", "or", "on" | "in"] => (Open::Until, at + 3),
            ["on" | "in", "or", "after"] | ["after", "or", "on" | "in"] => (Open::Since, at + 3),
            ["later", "than", _] => (Open::After, at + 2),
            ["after", ..] => (Open::After, at + 1),
            ["before", ..] => (Open::Before, at + 1),
            ["until" | "till" | "by", ..] => (Open::Until, at + 1),
            _ => {
                let (phrase, next) = self.part(at).or_else(|| self.single(at))?;
                let open = match [next, next + 1].map(|at| self.word(at)) {
                    ["onwards" | "onward", _] => {
                        return Some((Phrase::Open(Open::Since, Box::new(phrase)), next + 1));
                    }
                    ["or" | "and", "later" | "after"] => Open::Since,
                    ["or", "earlier" | "before"] => Open::Until,
                    _ => return None,
                };
                // "and after my work is done" goes on with something else.
                let ends = matches!(self.kind(next + 2), Kind::Mark);
                return ends.then(|| (Phrase::Open(open, Box::new(phrase)), next + 2));
            }
        };
        let (phrase, end) = self.part(next).or_else(|| self.single(next))?;
        // "before Monday's meeting" is before the meeting.
        let owner = self.is(end, &["'", "\u{2019}"]) && self.is(end + 1, &["s"]);
        // "before the end of March" may be its last day but one.
        let (open, phrase) = match (open, phrase) {
            (Open::Before, Phrase::Part(Part::End, whole)) => (Open::Until, *whole),
            (Open::After, Phrase::Part(Part::Start, whole)) => (Open::Since, *whole),
            (open, phrase) => (open, phrase),
        };
        (!owner || open == Open::Since).then(|| (Phrase::Open(open, Box::new(phrase)), end))
    }

    /// "early March", "the end of this week", "earlier this month".
    fn part(&self, at: usize) -> Read {
        let the = self.skip(at, &["the"]);
        let dash = |next: usize| next + usize::from(self.dash(next));
        let of = |next: usize| {
            self.is(next, &["of"])
                .then(|| self.skip(next + 1, &["the"]))
        };
        let (part, next) = match self.word(the) {
            "early" => (Part::Early, dash(the + 1)),
            "late" => (Part::Late, dash(the + 1)),
            "mid" => (Part::Mid, dash(the + 1)),
            "earlier" => (Part::SoFar, self.skip(the + 1, &["in", "on"])),
            "later" => (Part::Rest, self.skip(the + 1, &["in", "on"])),
            "beginning" | "start" => (Part::Start, of(the + 1)?),
            "middle" => (Part::Mid, of(the + 1)?),
            "end" => (Part::End, of(the + 1)?),
            "rest" | "remainder" | "remaining" => (
                Part::Rest,
                self.skip(of(the + 1).unwrap_or(the + 1), &["the", "my"]),
            ),
            _ => return None,
        };
        let named = next > the + 1 || self.is(next, &["the"]);
        let unit_at = self.skip(next, &["the"]);
        if let Some((unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade), end)) =
            self.unit(unit_at)
            && named
            && !self.is(end, &["of"])
            && self.year(end).is_none()
        {
            return Some((Phrase::Part(part, Box::new(Phrase::Period(unit, 0))), end));
        }
        let (phrase, end) = self.range_of_days(next).or_else(|| self.single(next))?;
        let part = match (part, &phrase) {
            // "earlier last week" is in its first half; "earlier this week" is not yet over.
            (Part::SoFar, Phrase::Period(_, shift)) if *shift < 0 => Part::Early,
            (Part::Rest, Phrase::Period(_, shift)) if *shift != 0 => Part::Late,
            _ => part,
        };
        Some((Phrase::Part(part, Box::new(phrase)), end))
    }

    /// "from March to May", "between March 3 and 5", "2014-2016".
    fn range(&self, at: usize) -> Read {
        let between = self.is(at, &["between"]);
        let led = between || self.is(at, &["from"]);
        let start = at + usize::from(led);
        if let Some(read) = self.range_of_days(start) {
            return Some(read);
        }
        let (first, next) = self.range_end(start, led)?;
        if let Some((last, end)) = self.day_after(&first, next) {
            return Some((Phrase::Range(Box::new(first), Box::new(last)), end));
        }
        let joins = if between {
            &["and", "to", "through"][..]
        } else {
            &["to", "until", "till", "through"][..]
        };
        let dash = self.dash(next) && (led || dated(&first));
        if !self.is(next, joins) && !dash {
            return None;
        }
        let join = next + 1;
        if self.is(next, &["to"]) && self.is(join, &["date"]) && led {
            return Some((
                Phrase::Range(Box::new(first), Box::new(Phrase::Today(0))),
                join + 1,
            ));
        }
        let (last, end) = self
            .range_end(join, true)
            .or_else(|| self.short_end(&first, join))?;
        Some((Phrase::Range(Box::new(first), Box::new(last)), end))
    }

    /// "and 19" after "August 18".
    fn day_after(&self, first: &Phrase, at: usize) -> Read {
        let Phrase::Day { day, .. } = first else {
            return None;
        };
        let and = self.is(at, &["and"]).then_some(at + 1)?;
        let (next, _) = self.day(and)?;
        let (last, end) = self.short_end(first, and)?;
        let another = matches!(
            self.kind(end),
            Kind::Month(..) | Kind::Word | Kind::Cardinal(_)
        );
        (next == day + 1 && !another).then_some((last, end))
    }

    fn range_end(&self, at: usize, led: bool) -> Read {
        if led && self.is(at, &["now"]) {
            return Some((Phrase::Today(0), at + 1));
        }
        if let Some(read) = self.part(at).or_else(|| self.single(at)) {
            return Some(read);
        }
        let (year, next) = self.year(at)?;
        let joined = self.dash(next)
            || (self.is(next, &["to", "through", "until"]) && self.year(next + 1).is_some());
        // "RXJ 1131-1231" is a star.
        (led || (joined && !self.continues(at) && year >= 1700))
            .then_some((Phrase::Year(crate::phrase::Year::Number(year)), next))
    }

    /// The end that leaves out what the beginning said: "March 3 to 5",
    /// "2014-16".
    fn short_end(&self, first: &Phrase, at: usize) -> Read {
        match first {
            Phrase::Day {
                year,
                month,
                weekday: None,
                ..
            } => {
                // "January 9 - the first since 2015" is no range.
                if self.dash(at - 1)
                    && !matches!(self.kind(at), Kind::Number(..) | Kind::Ordinal(_))
                {
                    return None;
                }
                let (day, next) = self.day(self.skip(at, &["the"]))?;
                let (year, end) = match self.year_after(next) {
                    Some((year, end)) => (Some(year), end),
                    None => (*year, next),
                };
                let phrase = Phrase::Day {
                    year,
                    month: *month,
                    day,
                    weekday: None,
                };
                (self.unit(end).is_none()).then_some((phrase, end))
            }
            Phrase::Year(crate::phrase::Year::Number(first)) => {
                let Kind::Number(n, 2) = self.kind(at) else {
                    return None;
                };
                let last = first - first.rem_euclid(100) + i16::try_from(n).ok()?;
                ((1..=16).contains(&(last - first)) && self.joined(at) && !self.continues(at - 2))
                    .then_some((Phrase::Year(crate::phrase::Year::Number(last)), at + 1))
            }
            _ => None,
        }
    }

    /// "4 to 22 January 1995", "between 3 and 12 of Sept", "9-12 June",
    /// "from 4 to 22 this month".
    fn range_of_days(&self, at: usize) -> Read {
        let (first, next) = self.day(self.skip(at, &["the"]))?;
        let join = if self.is(next, &["to", "until", "till", "through", "and"]) || self.dash(next) {
            self.skip(next + 1, &["the"])
        } else {
            return None;
        };
        let days = self.day(join).map(|(last, _)| last);
        if self.is(next, &["and"])
            && !self.is(at.wrapping_sub(1), &["between"])
            && days != Some(first + 1)
        {
            return None;
        }
        if let Some((
            Phrase::Day {
                year, month, day, ..
            },
            end,
        )) = self.day_and_month(join, None)
        {
            let begin = Phrase::Day {
                year,
                month,
                day: first,
                weekday: None,
            };
            let last = Phrase::Day {
                year,
                month,
                day,
                weekday: None,
            };
            return (first < day).then(|| (Phrase::Range(Box::new(begin), Box::new(last)), end));
        }
        let (last, next) = self.day(join)?;
        let (shift, end) = self.relative(self.skip(next, &["of", "in"]))?;
        let day = |day| {
            Box::new(Phrase::DayOfMonth {
                day,
                weekday: None,
                month: Some(shift),
            })
        };
        self.is(end, &["month"])
            .then(|| (Phrase::Range(day(first), day(last)), end + 1))
    }
}

/// Whether a dash after it joins it to another date.
fn dated(phrase: &Phrase) -> bool {
    !matches!(
        phrase,
        Phrase::Period(..)
            | Phrase::Shift(..)
            | Phrase::Stretch(..)
            | Phrase::Weekday(_, Which::Shift(_))
            | Phrase::Today(_)
    )
}
