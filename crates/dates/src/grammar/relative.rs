//! Reads dates that are counted from the day of writing or from the day told
//! before.

use super::Reader;
use crate::phrase::{Count, Origin, Phrase, Unit, Which};
use crate::token::Kind;

/// How many words before or after a date its verb is looked for.
const REACH: usize = 8;

type Read = Option<(Phrase, usize)>;

impl Reader<'_> {
    /// "last Friday", "this week", "next March", "the past two weeks".
    pub fn relative_date(&self, at: usize) -> Read {
        if let Some(read) = self.gone_or_coming(at) {
            return Some(read);
        }
        let (shift, next) = self.relative(at)?;
        match self.kind(next) {
            Kind::Unit(Unit::Day) if shift != 0 => None,
            Kind::Unit(Unit::Day) => Some((Phrase::Today(0), next + 1)),
            Kind::Unit(unit) => {
                if self.is(at, &["following"]) && self.before(at) == "the" && self.told_before(at) {
                    return None;
                }
                let end = next + 1;
                // "the coming weeks" are a few, "the last decade" is ten years.
                let few = self.word(next).ends_with('s');
                if few && self.is(at, &["following", "previous", "this", "current"]) {
                    return None;
                }
                if shift != 0 && (few || (unit == Unit::Decade && shift < 0)) {
                    let count = if few { Count::AFew } else { Count::Exactly(1) };
                    return Some((Phrase::Stretch(shift, count, unit), end));
                }
                if unit == Unit::Week {
                    let on = self.skip(self.skip(end, &["-", ","]), &["on"]);
                    if let Kind::Weekday(weekday, _) = self.kind(on)
                        && !self.is(end, &[","])
                        && self.day_and_month(on + 1, None).is_none()
                    {
                        return Some((Phrase::Weekday(weekday, Which::Shift(shift)), on + 1));
                    }
                }
                Some((Phrase::Period(unit, shift), end))
            }
            Kind::Weekday(weekday, _) => {
                if let Some((phrase @ Phrase::Day { .. }, end)) = self.with_weekday(next) {
                    return Some((phrase, end));
                }
                let which = match self.word(at) {
                    "coming" | "upcoming" => Which::Coming,
                    _ => Which::Shift(shift),
                };
                Some((Phrase::Weekday(weekday, which), next + 1))
            }
            Kind::Month(month, sure) if sure || self.capital(next) || shift != 0 => {
                if self.day(self.month_point(next + 1)).is_some() {
                    return None;
                }
                let phrase = Phrase::Month {
                    month,
                    year: None,
                    which: Which::Shift(shift),
                };
                Some((phrase, self.month(next)?.1))
            }
            Kind::Season(season) => {
                Some((Phrase::Season(season, None, Which::Shift(shift)), next + 1))
            }
            _ if self.is(next, &["morning", "afternoon", "evening"])
                && shift == 0
                && !self.capital(next) =>
            {
                Some((Phrase::Today(0), next + 1))
            }
            _ if self.is(next, &["night"]) && shift == -1 => Some((Phrase::Today(-1), next + 1)),
            _ if self.is(next, &["fiscal"]) => {
                Some((Phrase::Fiscal, self.skip(next + 1, &["year"])))
            }
            _ => {
                if let Some((Phrase::Feast(feast, None, _), end)) = self.feast(next) {
                    return Some((Phrase::Feast(feast, None, Which::Shift(shift)), end));
                }
                let (count, unit) = self.count(next)?;
                let (unit, end) = self.unit(unit)?;
                (shift != 0).then_some((Phrase::Stretch(shift, count, unit), end))
            }
        }
    }

    /// "this past Friday", "the past two weeks", "this coming Monday".
    fn gone_or_coming(&self, at: usize) -> Read {
        let at = self.skip(at, &["this"]);
        let (which, shift) = match self.word(at) {
            "past" | "recent" => (Which::Gone, -1),
            "coming" | "upcoming" => (Which::Coming, 1),
            _ => return None,
        };
        let recent = self.is(at, &["recent"]);
        match self.kind(at + 1) {
            Kind::Unit(unit) if self.word(at + 1).ends_with('s') => {
                Some((Phrase::Stretch(shift, Count::AFew, unit), at + 2))
            }
            _ if recent => None,
            Kind::Weekday(weekday, _) => Some((Phrase::Weekday(weekday, which), at + 2)),
            Kind::Unit(unit @ (Unit::Quarter | Unit::Weekend)) => {
                Some((Phrase::Period(unit, shift), at + 2))
            }
            Kind::Unit(unit) if shift < 0 => {
                Some((Phrase::Stretch(-1, Count::Exactly(1), unit), at + 2))
            }
            Kind::Season(season) if shift < 0 => {
                Some((Phrase::Season(season, None, Which::Gone), at + 2))
            }
            _ => {
                let (count, next) = self.count(at + 1)?;
                let (unit, end) = self.unit(next)?;
                Some((Phrase::Stretch(shift, count, unit), end))
            }
        }
    }

    /// "yesterday", "tonight", "overnight", "the day after tomorrow".
    pub fn near(&self, at: usize) -> Read {
        // "USA Today", "The Tonight Show".
        let name = self.is(at, &["today", "tonight"])
            && self.capital(at)
            && (self.after_name(at) || self.is(at + 1, &["show"]));
        if name {
            return None;
        }
        let days = match self.word(at) {
            "today" | "tonight" => 0,
            "yesterday" => -1,
            "tomorrow" | "tmrw" => 1,
            "overnight" => return Some((Phrase::Overnight, at + 1)),
            _ => {
                let the = self.skip(at, &["the"]);
                return match [the, the + 1, the + 2].map(|at| self.word(at)) {
                    ["day", "before", "yesterday"] => Some((Phrase::Today(-2), the + 3)),
                    ["day", "after", "tomorrow" | "tmrw"] => Some((Phrase::Today(2), the + 3)),
                    ["weekend", ..] if !self.is(the + 1, &["after", "of"]) => {
                        Some((Phrase::Weekend, the + 1))
                    }
                    [
                        "week" | "month" | "year" | "weekend",
                        "after",
                        "next" | "the",
                    ] => {
                        let end = self.skip(the + 2, &["the"]);
                        let (unit, _) = self.unit(the)?;
                        self.is(end, &["next"])
                            .then_some((Phrase::Period(unit, 2), end + 1))
                    }
                    _ => None,
                };
            }
        };
        Some((Phrase::Today(days), at + 1))
    }

    /// Whether a word with a capital stands before, with nothing between.
    fn after_name(&self, at: usize) -> bool {
        at > 0 && self.capital(at - 1) && self.kind(at - 1) == Kind::Word
    }

    /// Whether a date from one token to another lies ahead of the day of
    /// writing, as the nearest verb before it in its sentence tells, or else
    /// the first one after it: "will meet on Friday", "On Friday, he said that
    /// he will". `None` where no verb tells.
    pub fn ahead_of_writing(&self, at: usize, next: usize) -> Option<bool> {
        let deadline = [at, at + 1].map(|at| self.word(at));
        if matches!(deadline, ["as", "early" | "late"] | ["no", "later"]) {
            return Some(true);
        }
        let stop = |at: &usize| !self.is(*at, &[".", "!", "?", ";", "\n"]);
        let before = (at.saturating_sub(REACH)..at).rev().take_while(stop);
        let after = (next..(next + REACH).min(self.tokens.len())).take_while(stop);
        before.chain(after).find_map(|at| tense(self.word(at)))
    }

    /// Whether a date stands earlier in the paragraph, on which "the next
    /// day" can rest. The resolver knows for certain.
    fn told_before(&self, at: usize) -> bool {
        self.tokens[..at]
            .iter()
            .rev()
            .take(60)
            .any(|token| matches!(token.kind, Kind::Month(..) | Kind::Weekday(..)))
    }

    /// "the same day", "the next day", "that week", "the day before".
    pub fn told(&self, at: usize) -> Read {
        let the = self.skip(at, &["the"]);
        let shift = |sign| Phrase::Shift(vec![(Count::Exactly(1), Unit::Day)], sign, Origin::Told);
        match [the, the + 1].map(|at| self.word(at)) {
            [
                "same" | "that",
                "day" | "week" | "month" | "year" | "weekend",
            ] => Some((Phrase::Same(self.unit(the + 1)?.0), the + 2)),
            ["next" | "following", "day"] => Some((shift(1), the + 2)),
            ["previous", "day"] => Some((shift(-1), the + 2)),
            ["day", "before"] if the > at && matches!(self.kind(the + 2), Kind::Mark) => {
                Some((shift(-1), the + 2))
            }
            ["day", "after"] if the > at && matches!(self.kind(the + 2), Kind::Mark) => {
                Some((shift(1), the + 2))
            }
            ["following", "week" | "month" | "year"] if the > at => {
                let (unit, end) = self.unit(the + 1)?;
                let phrase = Phrase::Shift(vec![(Count::Exactly(1), unit)], 1, Origin::Told);
                Some((phrase, end))
            }
            _ => None,
        }
    }
}

/// Whether a verb looks ahead or back; `None` for other words.
fn tense(word: &str) -> Option<bool> {
    match word {
        "will" | "shall" | "ll" | "would" | "due" | "scheduled" | "planned" | "expected"
        | "plans" | "slated" => Some(true),
        "said" | "told" | "was" | "were" | "had" | "has" | "met" | "held" | "spoke" | "came"
        | "went" | "began" | "made" | "took" | "gave" => Some(false),
        _ if word.len() > 4 && word.ends_with("ed") => Some(false),
        _ => None,
    }
}
