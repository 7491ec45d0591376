//! Days and months written in numbers alone: "2025-08-22", "22/8/2025".

use super::{Reader, century};
use crate::phrase::{Phrase, Which, Year};
use crate::token::Kind;

impl Reader<'_> {
    fn number(&self, at: usize) -> Option<(i32, usize)> {
        match self.kind(at) {
            Kind::Number(n, digits) => Some((n, digits)),
            _ => None,
        }
    }

    /// A stroke, dash or point with nothing around it.
    fn separator(&self, at: usize) -> Option<&str> {
        let mark = self.word(at);
        let one = matches!(mark, "-" | "/" | ".");
        (one && self.joined(at) && self.joined(at + 1)).then_some(mark)
    }

    /// Whether the numbers go on, so that they are of something longer.
    fn goes_on(&self, at: usize) -> bool {
        self.separator(at).is_some_and(|mark| mark != ".")
            && matches!(self.kind(at + 1), Kind::Number(..) | Kind::OtherNumber)
    }

    /// Whether the numbers before go on with this one.
    pub fn continues(&self, at: usize) -> bool {
        at >= 2
            && self.separator(at - 1).is_some()
            && matches!(self.kind(at - 2), Kind::Number(..) | Kind::OtherNumber)
    }

    /// A day or a month in numbers.
    pub fn numeric(&self, at: usize) -> Option<(Phrase, usize)> {
        let (a, a_digits) = self.number(at)?;
        if a_digits == 8 {
            return Some((day(a / 10_000, a / 100 % 100, a % 100)?, at + 1));
        }
        let mark = self.separator(at + 1)?;
        let joins = self.dash(at.wrapping_sub(1)) && mark != "-";
        if (self.continues(at) && !joins) || self.before(at) == "+" {
            return None;
        }
        if let Some((month, next)) = self.month(at + 2) {
            return self.named_month(a, a_digits, month, next);
        }
        let (b, b_digits) = self.number(at + 2)?;
        if b_digits > 2 {
            let month = (a_digits <= 2 && b_digits == 4 && mark != "." && !self.goes_on(at + 3))
                .then(|| month(b, a))??;
            return Some((month, at + 3));
        }
        if self.separator(at + 3) != Some(mark) {
            // "2014-16" is two years; "2015-3" and "2016/11" are months.
            let month = (a_digits == 4 && b <= 12).then(|| month(a, b))??;
            return Some((month, at + 3));
        }
        let (c, c_digits) = self.number(at + 4)?;
        if self.goes_on(at + 5) && !self.dash(at + 5) {
            return None;
        }
        let phrase = match (a_digits, c_digits) {
            (4, 1 | 2) => day(a, b, c)?,
            (1 | 2, 4) => either(c, a, b)?,
            (1 | 2, 2) => either(i32::from(century(c)?), a, b)?,
            _ => return None,
        };
        Some((phrase, at + 5))
    }

    /// "05-Aug-2016" and "2019-aug-1", from behind the month.
    fn named_month(
        &self,
        a: i32,
        digits: usize,
        month: i8,
        next: usize,
    ) -> Option<(Phrase, usize)> {
        self.separator(next)?;
        let (c, c_digits) = self.number(next + 1)?;
        let phrase = match (digits, c_digits) {
            (4, 1 | 2) => day(a, i32::from(month), c)?,
            (1 | 2, 4) => day(c, i32::from(month), a)?,
            _ => return None,
        };
        Some((phrase, next + 2))
    }
}

fn year(year: i32) -> Option<i16> {
    i16::try_from(year)
        .ok()
        .filter(|year| (1000..2200).contains(year))
}

fn small(n: i32, most: i8) -> Option<i8> {
    i8::try_from(n).ok().filter(|n| (1..=most).contains(n))
}

fn day(of: i32, month: i32, day: i32) -> Option<Phrase> {
    Some(Phrase::Day {
        year: Some(Year::Number(year(of)?)),
        month: small(month, 12)?,
        day: small(day, 31)?,
        weekday: None,
    })
}

fn month(of: i32, month: i32) -> Option<Phrase> {
    Some(Phrase::Month {
        month: small(month, 12)?,
        year: Some(Year::Number(year(of)?)),
        which: Which::Any,
    })
}

/// A day and a month in an order that only their size may tell.
fn either(of: i32, a: i32, b: i32) -> Option<Phrase> {
    match (small(a, 12), small(b, 12)) {
        (Some(first), Some(second)) if first != second => Some(Phrase::Numbers {
            year: year(of)?,
            first,
            second,
        }),
        (Some(_), _) => day(of, a, b),
        (None, _) => day(of, b, a),
    }
}
