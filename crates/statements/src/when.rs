//! When each statement was made.
//!
//! Words about the speaking come first ("said on Friday"), then what they
//! lean on ("after the meeting", "at that time"), then the speaker's other
//! words. What none of it tells stays unknown: not later than the report.

use demarche_dates::{Missing, Precision};
use demarche_reading::Span;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::events::{self, Event, Relation};
use crate::frame::{Frame, Tense};
use crate::report_day::{self, Known};
use crate::words::Words;
use crate::{Aspect, When};

/// A date expression among the words of its text.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    pub span: Span,
    /// Its words, first and one past the last.
    pub words: (usize, usize),
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub precision: Precision,
    pub reason: String,
    pub missing: Option<Missing>,
}

/// What a report's statements are dated with.
pub(crate) struct Clock<'a> {
    pub words: &'a Words<'a>,
    pub known: &'a Known,
    pub(crate) dates: Vec<Dated>,
    events: Vec<Event>,
}

/// A day or days with what they rest on.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub precision: Precision,
    pub evidence: Vec<Span>,
    pub reason: String,
}

impl<'a> Clock<'a> {
    /// Finds the dates and dated events of a text.
    pub fn new(words: &'a Words<'a>, known: &'a Known) -> Self {
        let context = demarche_dates::Context::on(known.reference);
        let dates: Vec<Dated> = demarche_dates::find(words.text, &context)
            .into_iter()
            .map(|expression| {
                let span = Span::from(expression.span.clone());
                let (from, to) = report_day::ends(&expression.value);
                Dated {
                    span,
                    words: words.inside(span),
                    from,
                    to,
                    precision: expression.precision,
                    reason: expression.reason,
                    missing: match expression.value {
                        demarche_dates::Value::Unresolved(missing) => Some(missing),
                        _ => None,
                    },
                }
            })
            .collect();
        let events = events::find(words, &dates);
        Self {
            words,
            known,
            dates,
            events,
        }
    }

    /// The day that a relation's own sentence gives, by a date or by an event
    /// told of before. `others` are the frames of all relations, `last` is
    /// the day of the last dated statement before.
    pub fn own(&self, frame: &Frame, others: &[Frame], last: Option<&Found>) -> Option<Found> {
        if let Some(dated) = self.governing(frame, others) {
            return self.resolve(dated);
        }
        self.by_event(frame)
            .or_else(|| self.at_that_time(frame, last))
    }

    /// A date expression about the speaking whose days cannot be told.
    pub fn unresolved(&self, frame: &Frame, others: &[Frame]) -> Option<&Dated> {
        self.governing(frame, others)
            .filter(|dated| dated.from.is_none() && dated.to.is_none())
    }

    fn resolve(&self, dated: &Dated) -> Option<Found> {
        if dated.missing == Some(Missing::Event) {
            return self.same_day(dated);
        }
        if dated.from.is_none() && dated.to.is_none() {
            return None;
        }
        let report = self.known.day.day.as_ref().and(self.known.reference);
        let mut to = dated.to;
        // Nobody reports what is yet to be said.
        if let Some(day) = report {
            to = Some(to.map_or(day, |to| to.min(day).max(dated.from.unwrap_or(to.min(day)))));
        }
        Some(Found {
            from: dated.from,
            to,
            precision: dated.precision,
            evidence: vec![dated.span],
            reason: format!(
                "“{}”: {}",
                &self.words.text[dated.span.range()],
                dated.reason
            ),
        })
    }

    /// "The same day", "two days later": counted from the last day told
    /// before.
    fn same_day(&self, dated: &Dated) -> Option<Found> {
        let text = self.words.text[dated.span.range()].to_lowercase();
        let has = |list: &[&str]| text.split(' ').any(|word| list.contains(&word));
        let count: i64 = if text.contains("same") {
            0
        } else if text.contains("two days") {
            2
        } else if text.contains("three days") {
            3
        } else if text.contains("days") || !text.contains("day") {
            return None;
        } else {
            1
        };
        let shift = if count == 0 || has(&["next", "following", "later", "after"]) {
            count
        } else if has(&["before", "previous", "earlier", "prior"]) {
            -count
        } else {
            return None;
        };

        let base = self.dates.iter().rev().find(|d| {
            d.span.end <= dated.span.start && d.precision == Precision::Day && d.from.is_some()
        })?;
        let day = base.from?.checked_add(shift.days()).ok()?;
        let report = self.known.day.day.as_ref().and(self.known.reference);
        if report.is_some_and(|report| day > report) {
            return None;
        }
        Some(Found {
            from: Some(day),
            to: Some(day),
            precision: Precision::Day,
            evidence: vec![base.span, dated.span],
            reason: format!(
                "“{}”, counted from “{}”, {}",
                &self.words.text[dated.span.range()],
                &self.words.text[base.span.range()],
                base.from?
            ),
        })
    }

    /// "After the meeting", "at the press conference": by what was said of
    /// that event before.
    fn by_event(&self, frame: &Frame) -> Option<Found> {
        let (relation, class, place) = events::reference(self.words, frame)?;
        let report = self.known.day.day.as_ref().and(self.known.reference);
        let past = |e: &Event| report.is_none_or(|day| e.from <= day);
        let event = self
            .events
            .iter()
            .rev()
            .find(|e| e.span.end <= place.start && e.class == class && past(e))?;
        let text = self.words.text;
        let told = format!(
            "“{}”; “{}” dates it",
            &text[place.range()],
            &text[event.date.range()]
        );
        Some(match relation {
            Relation::During => Found {
                from: Some(event.from),
                to: Some(report.map_or(event.to, |day| event.to.min(day))),
                precision: event.precision,
                evidence: vec![place, event.date],
                reason: told,
            },
            Relation::After => Found {
                from: Some(event.from),
                to: report,
                precision: Precision::Range,
                evidence: vec![place, event.date],
                reason: match report {
                    Some(day) => format!("{told}; not after the report's day {day}"),
                    None => told,
                },
            },
        })
    }

    /// "At that time": about when the paragraph's last date before it was,
    /// else the last dated statement; so no finer than its month.
    fn at_that_time(&self, frame: &Frame, last: Option<&Found>) -> Option<Found> {
        const PHRASES: [&[&str]; 4] = [
            &["at", "that", "time"],
            &["at", "the", "time"],
            &["back", "then"],
            &["at", "that", "point"],
        ];
        let words = self.words;
        let place = frame.free().find_map(|at| {
            let phrase = PHRASES.iter().find(|phrase| words.reads(at, phrase))?;
            words.span(at, at + phrase.len())
        })?;
        let paragraph = |sentence: usize| words.paragraphs.get(sentence);
        let near = self.dates.iter().rev().find(|d| {
            let sentence = words.all.get(d.words.0).map(|w| w.sentence as usize);
            d.span.end <= place.start
                && d.from.is_some()
                && d.to.is_some()
                && sentence.and_then(paragraph) == paragraph(frame.sentence)
        });
        let (from, to, precision, leans) = match (near, last) {
            (Some(near), _) => (near.from?, near.to?, near.precision, near.span),
            (None, Some(last)) => (last.from?, last.to?, last.precision, *last.evidence.last()?),
            (None, None) => return None,
        };
        let month = from.year() == to.year() && from.month() == to.month();
        let report = self.known.day.day.as_ref().and(self.known.reference);
        let (from, to, precision) = if month {
            let end = to.last_of_month();
            let end = report.map_or(end, |day| end.min(day).max(to));
            (from.first_of_month(), end, Precision::Month)
        } else {
            (from, to, precision)
        };
        Some(Found {
            from: Some(from),
            to: Some(to),
            precision,
            evidence: vec![place, leans],
            reason: format!(
                "“{}” leans on “{}”, and says no finer than the {}",
                &words.text[place.range()],
                &words.text[leans.range()],
                precision.as_str()
            ),
        })
    }

    /// What is left to say where nothing tells the day.
    pub fn unknown(&self, frame: &Frame, others: &[Frame]) -> When {
        let day = self.known.day.day.clone();
        let bound = day.as_ref().map_or_else(
            || "the report itself has no date".to_owned(),
            |day| format!("not after the report's own day {day}"),
        );
        let (evidence, reason) = match self.unresolved(frame, others) {
            Some(dated) => (
                vec![dated.span],
                format!(
                    "“{}” cannot be resolved: {}; {bound}",
                    &self.words.text[dated.span.range()],
                    dated.reason
                ),
            ),
            None if frame.tense == Tense::Future => {
                return When {
                    reason: "told as yet to come".to_owned(),
                    aspect: frame.aspect,
                    ..When::default()
                };
            }
            None => (
                Vec::new(),
                match frame.aspect {
                    Aspect::Repeated => format!("told as repeated, without a day; {bound}"),
                    Aspect::Earlier => format!("told as earlier, without a day; {bound}"),
                    Aspect::Once => format!("the report does not say when; {bound}"),
                },
            ),
        };
        When {
            to: day,
            evidence,
            reason,
            aspect: frame.aspect,
            ..When::default()
        }
    }
}

impl Found {
    /// As it stands in a statement.
    pub fn into_when(self, aspect: Aspect) -> When {
        When {
            from: self.from.map(|day| day.to_string()),
            to: self.to.map(|day| day.to_string()),
            precision: self.precision,
            evidence: self.evidence,
            reason: self.reason,
            aspect,
        }
    }
}
