//! Reads parts of years, nth things, and dates that are so many units from
//! another.

use super::Reader;
use crate::phrase::{Count, Origin, Phrase, Unit, Which, Year};
use crate::token::Kind;

type Read = Option<(Phrase, usize)>;

impl Reader<'_> {
    /// "Q3 2016", "2016 H1", "summer of 2014", "the 1990s", "week 31",
    /// "the 21st century", "fiscal 2019", "last year".
    pub fn part_of_year(&self, at: usize) -> Read {
        if let Some(read) = self.decade(at) {
            return Some(read);
        }
        if let Some((year, next)) = self.year(at) {
            let tight = usize::from(self.dash(next) && self.joined(next));
            let phrase = match self.kind(next + tight) {
                Kind::Quarter(quarter) => Phrase::Quarter(quarter, Some(Year::Number(year))),
                Kind::Half(half) => Phrase::Half(half, Some(Year::Number(year))),
                _ => return None,
            };
            return Some((phrase, next + tight + 1));
        }
        let year = |next: usize| match self.year_after(next) {
            Some((year, end)) => (Some(year), end),
            None => (None, next),
        };
        match self.kind(at) {
            Kind::Quarter(quarter) => {
                let (year, end) = year(at + 1);
                Some((Phrase::Quarter(quarter, year), end))
            }
            Kind::Half(half) => {
                let (year, end) = year(at + 1);
                year.is_some().then_some((Phrase::Half(half, year), end))
            }
            Kind::Season(season) => {
                let (year, end) = year(at + 1);
                let led = [
                    "in", "the", "since", "of", "by", "until", "through", "this", "during", "mid",
                ];
                // "the Winter Olympics" is no season.
                let name =
                    self.capital(at) && self.capital(end) && matches!(self.kind(end), Kind::Word);
                let known = year.is_some()
                    || !name && (led.contains(&self.before(at)) && !self.is(at, &["fall"]));
                known.then_some((Phrase::Season(season, year, Which::Any), end))
            }
            Kind::Ordinal(n) | Kind::Cardinal(n)
                if (1..=21).contains(&n) || self.ordinal(at).is_some() =>
            {
                let (n, next) = self.ordinal(at).or_else(|| Some((n, at + 1)))?;
                let next = next + usize::from(self.dash(next));
                let n = i16::try_from(n).ok().filter(|n| (1..=22).contains(n))?;
                self.is(next, &["century"])
                    .then_some((Phrase::Century(n), next + 1))
            }
            Kind::Unit(Unit::Week) => {
                let Kind::Number(n @ 1..=53, 1 | 2) = self.kind(at + 1) else {
                    return None;
                };
                let (year, end) = year(at + 2);
                Some((Phrase::WeekNumber(i8::try_from(n).ok()?, year), end))
            }
            Kind::Unit(Unit::Year) => {
                let (year, end) = self.year(self.skip(at + 1, &["of"]))?;
                Some((Phrase::Year(Year::Number(year)), end))
            }
            Kind::Word if self.is(at, &["fiscal", "fy"]) => {
                let next = self.skip(at + 1, &["year"]);
                let (_, end) = self.year(next)?;
                Some((Phrase::Fiscal, end))
            }
            _ => None,
        }
    }

    /// "1990s", "1990's", "'40s", "nineties".
    fn decade(&self, at: usize) -> Read {
        let quote = |at: usize| self.is(at, &["'", "\u{2018}", "\u{2019}"]) && self.joined(at + 1);
        let (first, next) = match self.kind(at) {
            Kind::Decade(first) => (i32::from(first), at + 1),
            Kind::Number(n, 4) if n % 10 == 0 && n >= 1000 && quote(at + 1) => (n, at + 2),
            Kind::Number(n, 2) if n % 10 == 0 && quote(at + 1) => (1900 + n, at + 2),
            Kind::Mark if quote(at) && matches!(self.kind(at + 1), Kind::Decade(_)) => {
                return self.decade(at + 1);
            }
            _ => return None,
        };
        let spelled = matches!(self.kind(at), Kind::Decade(_))
            || (self.is(next, &["s"]) && self.joined(next - 1));
        let end = if matches!(self.kind(at), Kind::Decade(_)) {
            next
        } else {
            next + 1
        };
        spelled.then_some((Phrase::Decade(i16::try_from(first).ok()?), end))
    }

    /// "the first Friday of July", "the third quarter of 2016", "the last two
    /// weeks of May", "the week of July 4".
    pub fn nth(&self, at: usize) -> Read {
        if self.is(at, &["week"]) {
            let led = self.skip(
                at + 1,
                &["of", "commencing", "starting", "beginning", "from"],
            );
            if led > at + 1 {
                let (phrase, end) = self.single(self.skip(led, &["on"]))?;
                let day = matches!(
                    phrase,
                    Phrase::Day { .. } | Phrase::DayOfMonth { .. } | Phrase::Weekday(..)
                );
                return day.then(|| (Phrase::WeekOf(Box::new(phrase)), end));
            }
        }
        let (n, next) = self.ordinal(at)?;
        let ranked = |count: i32, unit: Unit, next: usize| -> Read {
            let (within, end) = self.within(next)?;
            let within = Box::new(within);
            let phrase = match (unit, &*within, n) {
                (Unit::Quarter, Phrase::Year(year), 1..=4) if count == 1 => {
                    Phrase::Quarter(i8::try_from(n).ok()?, Some(*year))
                }
                (Unit::Quarter, Phrase::Period(Unit::Year, shift), 1..=4) if count == 1 => {
                    Phrase::Quarter(i8::try_from(n).ok()?, Some(Year::Relative(*shift)))
                }
                _ => Phrase::NthUnit(n, count, unit, within),
            };
            Some((phrase, end))
        };
        match self.kind(next) {
            Kind::Weekday(weekday, _) => {
                let (within, end) = self.within(next + 1)?;
                Some((Phrase::NthWeekday(n, weekday, Box::new(within)), end))
            }
            Kind::Unit(Unit::Quarter) if (1..=4).contains(&n) && self.before(at) == "the" => {
                let alone = || Some((Phrase::Quarter(i8::try_from(n).ok()?, None), next + 1));
                ranked(1, Unit::Quarter, next + 1).or_else(alone)
            }
            Kind::Unit(unit) => ranked(1, unit, next + 1),
            _ if self.is(next, &["half"]) => {
                let (within, end) = self.within(next + 1)?;
                let phrase = match (within, n) {
                    (Phrase::Year(year), 1 | 2) => Phrase::Half(i8::try_from(n).ok()?, Some(year)),
                    (Phrase::Period(Unit::Year, shift), 1 | 2) => {
                        Phrase::Half(i8::try_from(n).ok()?, Some(Year::Relative(shift)))
                    }
                    (within, 1) => Phrase::Part(crate::phrase::Part::Early, Box::new(within)),
                    (within, 2) => Phrase::Part(crate::phrase::Part::Late, Box::new(within)),
                    _ => return None,
                };
                Some((phrase, end))
            }
            _ => {
                let (Count::Exactly(count), unit) = self.count(next)? else {
                    return None;
                };
                let (unit, end) = self.unit(unit)?;
                ranked(count, unit, end)
            }
        }
    }

    /// What something is a part of: "of July", "in this month", "next year".
    fn within(&self, at: usize) -> Read {
        let of = self.skip(at, &["of", "in"]);
        let the = self.skip(of, &["the"]);
        if of > at {
            if let Some((year, end)) = self.year(the) {
                return Some((Phrase::Year(Year::Number(year)), end));
            }
            if the > of
                && let Some((unit @ (Unit::Month | Unit::Year), end)) = self.unit(the)
                && self.year(end).is_none()
            {
                return Some((Phrase::Period(unit, 0), end));
            }
        }
        let (phrase, end) = self.single(of)?;
        let stretch = matches!(
            phrase,
            Phrase::Month { .. }
                | Phrase::Period(..)
                | Phrase::Year(_)
                | Phrase::Quarter(..)
                | Phrase::Decade(_)
                | Phrase::Century(_)
        );
        (stretch && (of > at || matches!(phrase, Phrase::Period(..)))).then_some((phrase, end))
    }

    /// "three days ago", "two weeks from now", "2 weeks after May 13",
    /// "two days later", "one year after the crisis began".
    pub fn counted(&self, at: usize) -> Read {
        if let Some(read) = self.ahead(at) {
            return Some(read);
        }
        if let Some((count, next)) = self.count(at)
            && let Some((unit, end)) = self.unit(next + 1)
            && self.word(next + 1).ends_with('s')
        {
            let side = match self.word(next) {
                "past" | "previous" | "last" => -1,
                "next" | "coming" | "upcoming" | "following" => 1,
                _ => return None,
            };
            return Some((Phrase::Stretch(side, count, unit), end));
        }
        let (amounts, next) = self.amounts(at)?;
        let shift = |sign, origin| Phrase::Shift(amounts.clone(), sign, origin);
        let told = |sign| Some((shift(sign, Origin::Told), next + 1));
        match [next, next + 1].map(|at| self.word(at)) {
            ["ago", _] => Some((shift(-1, Origin::Reference), next + 1)),
            ["from", "now"] => Some((shift(1, Origin::Reference), next + 2)),
            ["hence", _] => Some((shift(1, Origin::Reference), next + 1)),
            ["later", _] => told(1),
            ["earlier", _] => told(-1),
            [word @ ("before" | "after" | "from" | "since"), _] => {
                let sign = if word == "before" { -1 } else { 1 };
                if let Some((phrase, end)) = self.single(next + 1).filter(|_| word != "since") {
                    let name = self.is(end, &["'", "\u{2019}"]) && self.is(end + 1, &["s"]);
                    if !name {
                        return Some((shift(sign, Origin::Phrase(Box::new(phrase))), end));
                    }
                }
                let words =
                    matches!(self.kind(next + 1), Kind::Word) && matches!(word, "before" | "after");
                words.then(|| (shift(sign, Origin::Event), next + 1))
            }
            _ => None,
        }
    }

    /// "1 month and 21 days".
    fn amounts(&self, at: usize) -> Option<(Vec<(Count, Unit)>, usize)> {
        let (count, next) = self.count(at)?;
        let (unit, mut end) = self.unit(next)?;
        let mut amounts = vec![(count, unit)];
        while amounts.len() < 4 {
            let and = self.skip(end, &["and", ","]);
            let Some((count, next)) = self.count(and) else {
                break;
            };
            let Some((unit, after)) = self.unit(next) else {
                break;
            };
            amounts.push((count, unit));
            end = after;
        }
        Some((amounts, end))
    }

    /// "in two weeks", where something lies ahead: "the worst in two years"
    /// looks back. And "within two weeks".
    fn ahead(&self, at: usize) -> Read {
        if self.is(at, &["within"]) {
            let the = self.skip(at + 1, &["the"]);
            let (amounts, end) = self.amounts(self.skip(the, &["next", "coming", "upcoming"]))?;
            let today =
                self.is(end, &["from", "after", "of"]) && self.is(end + 1, &["today", "now"]);
            return Some((Phrase::Within(amounts), end + 2 * usize::from(today)));
        }
        if !self.is(at, &["in"]) {
            return None;
        }
        let (amounts, end) = self.amounts(at + 1)?;
        let time = 3 * usize::from(self.is(end, &["'", "\u{2019}"]) && self.is(end + 2, &["time"]));
        let looks_ahead = [
            "will",
            "would",
            "shall",
            "to",
            "due",
            "expected",
            "scheduled",
            "schedule",
            "planned",
            "ll",
            "again",
            "back",
        ];
        let sentence = (at.saturating_sub(10)..at)
            .rev()
            .take_while(|at| !self.is(*at, &[".", "!", ";"]));
        let (mut ahead, mut back) = (time > 0, false);
        for at in sentence {
            let word = self.word(at);
            ahead |= looks_ahead.contains(&word);
            back |= matches!(word, "first" | "only" | "most" | "least" | "worst" | "best")
                || (word.len() > 5 && word.ends_with("est"));
        }
        let goes_on = self.is(end, &["of", "since", "after", "before", "from"]);
        (ahead && !back && !goes_on)
            .then_some((Phrase::Shift(amounts, 1, Origin::Reference), end + time))
    }
}
