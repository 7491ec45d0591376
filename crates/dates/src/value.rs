//! What an expression says: its days, how exact they are, and why.

use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// What a text's relative dates are counted from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context {
    /// The day the text was written, where it was written. Without it, only
    /// what names its year is resolved.
    pub reference: Option<Date>,
    /// Which day is meant where the words leave a choice.
    pub prefer: Prefer,
    /// How the text writes a day in numbers, where that is known. Without it,
    /// "3/4/2025" stays unresolved; "22/8/2025" leaves no choice.
    pub order: Option<Order>,
}

/// Which comes first in a day of numbers alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As in the United States.
    MonthFirst,
    /// As nearly everywhere else.
    DayFirst,
}

impl Context {
    /// A context for a text written on a day, whose verbs tell which days lie
    /// ahead: [`Prefer::Tense`].
    #[must_use]
    pub fn on(reference: Option<Date>) -> Self {
        Self {
            reference,
            prefer: Prefer::Tense,
            order: None,
        }
    }

    /// A context for a text of which the moment and the time zone are known:
    /// the same moment is another day elsewhere.
    #[must_use]
    pub fn at(moment: Timestamp, zone: &TimeZone) -> Self {
        Self::on(Some(zone.to_datetime(moment).date()))
    }
}

/// Which of the possible days "Friday" or "May 5" means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Prefer {
    /// The latest that is not after the reference day: right for what was said.
    #[default]
    Past,
    /// The earliest that is not before the reference day: right for plans.
    Future,
    /// The one nearest to the reference day; the past one of two.
    Nearest,
    /// As the nearest verb tells: the next for "will meet on Friday", the past
    /// one for "said on Friday". Without a verb, the past one; but a day of a
    /// month that was more than ten months ago would have its year, so the
    /// next.
    Tense,
}

/// A date expression and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// Its bytes in the text, on character boundaries. Prepositions that do
    /// not change the days ("on", "in") are outside, others inside.
    pub span: Range<usize>,
    /// Its days.
    pub value: Value,
    /// How exact the words are.
    pub precision: Precision,
    /// The bytes of the event beside it that narrows it further ("the Alaska
    /// summit" in "during the Alaska summit last week") or that it is counted
    /// from ("the crisis began" in "one year after the crisis began").
    pub anchor: Option<Range<usize>>,
    /// How the days follow from the words, for a person to read.
    pub reason: String,
}

/// The days of an expression. All ends are inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// From a day to a day; `from` is never after `to`. One day has both equal.
    Between {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// This day and all after it, with no end named ("since May").
    From(Date),
    /// This day and all before it, with no beginning named ("before 2014").
    Until(Date),
    /// The words do not say which days, given the context.
    Unresolved(Missing),
}

impl Value {
    /// The first day, where there is one.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        match self {
            Self::Between { from, .. } | Self::From(from) => Some(*from),
            Self::Until(_) | Self::Unresolved(_) => None,
        }
    }

    /// The last day, where there is one.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        match self {
            Self::Between { to, .. } | Self::Until(to) => Some(*to),
            Self::From(_) | Self::Unresolved(_) => None,
        }
    }
}

/// ISO 8601: a day, an interval of days joined by a stroke, with `..` for an
/// open end; nothing for what is unresolved.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between { from, to } if from == to => write!(f, "{from}"),
            Self::Between { from, to } => write!(f, "{from}/{to}"),
            Self::From(from) => write!(f, "{from}/.."),
            Self::Until(to) => write!(f, "../{to}"),
            Self::Unresolved(_) => Ok(()),
        }
    }
}

/// What is needed to tell the days of an unresolved expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The day the text was written.
    Reference,
    /// The day of the event at [`Expression::anchor`], or of the day that the
    /// text spoke of before ("the same day").
    Event,
    /// The order of day and month ("3/4/2025").
    Order,
    /// When the year begins of whoever counts it ("fiscal 2019").
    Calendar,
}

/// How exact an expression's words are.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// A week, Monday to Sunday, or its weekend.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A season.
    Season,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// Any other stretch: two named ends, an open end, or a part of a longer
    /// one ("early March", "the past two weeks").
    Range,
    /// The days are not known.
    #[default]
    Unknown,
}

impl Precision {
    /// The name in exports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Range => "range",
            Self::Unknown => "unknown",
        }
    }
}
