//! Reads phrases from tokens; here, the small pieces that dates are made of.

mod compound;
mod numeric;
mod parts;
mod point;
mod relative;

use crate::phrase::{Count, Unit, Year};
use crate::token::{Kind, Token};

/// A text cut into tokens, to be read from any of them.
pub(crate) struct Reader<'t> {
    pub text: &'t str,
    /// The text in ASCII lower case: offsets are the same.
    pub lower: &'t str,
    pub tokens: &'t [Token],
    /// Whether a person in the text is called May.
    pub may_is_a_name: bool,
}

impl Reader<'_> {
    pub fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Mark, |token| token.kind)
    }

    /// The token in lower case; empty beyond the ends.
    pub fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.lower[token.start..token.end])
    }

    /// The token before, in lower case; empty at the beginning.
    pub fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// The place after one of the words, if it stands here, or here.
    pub fn skip(&self, at: usize, words: &[&str]) -> usize {
        at + usize::from(self.is(at, words))
    }

    /// Whether nothing stands between a token and the one before it.
    pub fn joined(&self, at: usize) -> bool {
        at > 0
            && self
                .tokens
                .get(at)
                .is_some_and(|token| self.tokens[at - 1].end == token.start)
    }

    pub fn dash(&self, at: usize) -> bool {
        self.is(
            at,
            &["-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}", "~"],
        )
    }

    pub fn capital(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| self.text.as_bytes()[token.start].is_ascii_uppercase())
    }

    /// "twenty-one", "twenty first": tens with what follows them.
    fn tens(&self, at: usize) -> Option<(i32, bool, usize)> {
        let Kind::Cardinal(tens) = self.kind(at) else {
            return None;
        };
        if tens >= 20 {
            let next = at + 1 + usize::from(self.dash(at + 1) && self.joined(at + 1));
            match self.kind(next) {
                Kind::Cardinal(one) if one < 10 => return Some((tens + one, false, next + 1)),
                Kind::Ordinal(one) if one < 10 => return Some((tens + one, true, next + 1)),
                _ => {}
            }
        }
        Some((tens, false, at + 1))
    }

    /// "three", "3", "a", "a couple of", "a few".
    pub fn count(&self, at: usize) -> Option<(Count, usize)> {
        match self.kind(at) {
            Kind::Number(n, digits) if n > 0 && digits <= 3 => {
                return Some((Count::Exactly(n), at + 1));
            }
            Kind::Cardinal(_) => {
                let (n, ordinal, next) = self.tens(at)?;
                return (!ordinal).then_some((Count::Exactly(n), next));
            }
            _ => {}
        }
        let next = self.skip(at, &["a"]);
        match self.word(next) {
            "few" | "several" => Some((Count::AFew, next + 1)),
            "couple" => Some((Count::Exactly(2), self.skip(next + 1, &["of"]))),
            _ if next > at || self.is(at, &["an"]) => Some((Count::Exactly(1), at + 1)),
            _ => None,
        }
    }

    pub fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        match self.kind(at) {
            Kind::Unit(unit) => Some((unit, at + 1)),
            _ => None,
        }
    }

    /// "first", "22nd", "twenty-first"; "last" is -1.
    pub fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
        match self.kind(at) {
            Kind::Ordinal(n) => Some((n, at + 1)),
            Kind::Cardinal(_) => match self.tens(at)? {
                (n, true, next) => Some((n, next)),
                _ => None,
            },
            _ => (self.is(at, &["last", "final"])).then_some((-1, at + 1)),
        }
    }

    /// The number of a day of a month, in any form.
    pub fn day(&self, at: usize) -> Option<(i8, usize)> {
        let (n, next) = match self.kind(at) {
            Kind::Number(n, digits) if digits <= 2 => (n, at + 1),
            Kind::Cardinal(_) => {
                let (n, _, next) = self.tens(at)?;
                (n, next)
            }
            Kind::Ordinal(n) => (n, at + 1),
            _ => return None,
        };
        let day = i8::try_from(n).ok().filter(|day| (1..=31).contains(day))?;
        Some((day, next))
    }

    /// The name of a month, without the point of a short form.
    pub fn month(&self, at: usize) -> Option<(i8, usize)> {
        match self.kind(at) {
            Kind::Month(month, _) => Some((month, at + 1)),
            _ => None,
        }
    }

    /// The place after the point of a month's short form, or here: a full name
    /// has one only where the number follows at once.
    pub fn month_point(&self, at: usize) -> usize {
        let short =
            at > 0 && self.word(at - 1).len() <= 4 && !self.is(at - 1, &["june", "july", "may"]);
        at + usize::from(self.is(at, &["."]) && self.joined(at) && (short || self.joined(at + 1)))
    }

    /// A year of four digits, or of two behind an apostrophe.
    pub fn year(&self, at: usize) -> Option<(i16, usize)> {
        match self.kind(at) {
            Kind::Number(n, 4) if (1000..2200).contains(&n) => {
                Some((i16::try_from(n).ok()?, at + 1))
            }
            Kind::Mark if self.is(at, &["'", "\u{2018}", "\u{2019}"]) && self.joined(at + 1) => {
                match self.kind(at + 1) {
                    Kind::Number(n, 2) => Some((century(n)?, at + 2)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// "last year", "this year", "next year".
    pub fn relative_year(&self, at: usize) -> Option<(i32, usize)> {
        let (shift, next) = self.relative(self.skip(at, &["the"]))?;
        (self.is(next, &["year"])).then_some((shift, next + 1))
    }

    /// The year after a month: "2014", ", 2014", "of 2014", "of last year".
    pub fn year_after(&self, at: usize) -> Option<(Year, usize)> {
        let month = matches!(self.kind(at.wrapping_sub(1)), Kind::Month(..));
        let at = if month { self.month_point(at) } else { at };
        let tight =
            (self.dash(at) || self.is(at, &["/"])) && self.joined(at) && self.joined(at + 1);
        let next = if tight {
            at + 1
        } else {
            self.skip(at, &[",", "of", "in"])
        };
        if let Some((year, end)) = self.year(next) {
            return Some((Year::Number(year), end));
        }
        if self.is(at, &[","]) {
            return None;
        }
        let (shift, end) = self.relative_year(next)?;
        Some((Year::Relative(shift), end))
    }

    /// "last", "this", "next" as a number of units.
    pub fn relative(&self, at: usize) -> Option<(i32, usize)> {
        // "the mission will last 22 days"
        let verb = [
            "will", "to", "would", "could", "can", "may", "might", "must", "should", "not", "t",
        ];
        if self.is(at, &["last"]) && verb.contains(&self.before(at)) {
            return None;
        }
        let shift = match self.word(at) {
            "last" | "previous" => -1,
            "this" | "current" => 0,
            "next" | "following" | "upcoming" | "coming" => 1,
            _ => return None,
        };
        let calendar = self.is(at + 1, &["calendar"]);
        Some((shift, at + 1 + usize::from(calendar)))
    }
}

/// A year of two digits: up to 39 it is of this century.
pub(crate) fn century(year: i32) -> Option<i16> {
    i16::try_from(if year < 40 { 2000 + year } else { 1900 + year }).ok()
}
