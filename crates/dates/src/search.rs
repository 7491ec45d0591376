//! Goes through a text once and resolves what it finds.

use std::ops::Range;

use jiff::civil::Date;

use crate::grammar::Reader;
use crate::phrase::{Origin, Phrase};
use crate::resolve::{Known, Resolver, Trouble};
use crate::token::{Kind, Token, tokens};
use crate::value::{Context, Expression, Missing, Precision, Prefer, Value};

/// Every date expression of a text, in the order of the text; none overlap.
///
/// The result depends on the text and the context alone.
#[must_use]
pub fn find(text: &str, context: &Context) -> Vec<Expression> {
    let lower = text.to_ascii_lowercase();
    let tokens = tokens(text, &lower);
    let reader = Reader {
        text,
        lower: &lower,
        tokens: &tokens,
        may_is_a_name: [
            "theresa may",
            "mrs. may",
            "mrs may",
            "ms. may",
            "minister may",
        ]
        .iter()
        .any(|name| lower.contains(name)),
    };
    let mut found: Vec<Expression> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let read = may_start(&reader, at)
            .then(|| reader.expression(at))
            .flatten();
        let Some((phrase, next)) = read else {
            at += 1;
            continue;
        };
        // "the" is a part of "the weekend", but not of "the 2015 deal".
        let name = matches!(
            phrase,
            Phrase::Year(_) | Phrase::Month { .. } | Phrase::Day { .. }
        );
        let first = at + usize::from(name && reader.is(at, &["the"]));
        let span = tokens[first].start..tokens[next - 1].end;
        let context = Context {
            prefer: match context.prefer {
                Prefer::Tense => match reader.ahead_of_writing(at, next) {
                    Some(true) => Prefer::Future,
                    Some(false) => Prefer::Past,
                    None => Prefer::Tense,
                },
                prefer => prefer,
            },
            ..*context
        };
        let resolver = Resolver {
            context: &context,
            told: told(text, &found, span.start),
        };
        if let Some(expression) = expression(&reader, &resolver, &phrase, at, next, span) {
            found.push(expression);
        } else if !matches!(phrase, Phrase::Day { .. } | Phrase::DayOfMonth { .. }) {
            at += 1;
            continue;
        }
        at = next;
    }
    found
}

/// Whether a date can start with this token: most words are told apart here.
fn may_start(reader: &Reader<'_>, at: usize) -> bool {
    match reader.kind(at) {
        Kind::Word => matches!(
            reader.word(at),
            "the"
                | "a"
                | "an"
                | "last"
                | "previous"
                | "this"
                | "current"
                | "next"
                | "following"
                | "upcoming"
                | "coming"
                | "past"
                | "recent"
                | "today"
                | "tonight"
                | "yesterday"
                | "tomorrow"
                | "tmrw"
                | "overnight"
                | "early"
                | "late"
                | "mid"
                | "earlier"
                | "later"
                | "beginning"
                | "start"
                | "starting"
                | "middle"
                | "end"
                | "rest"
                | "remainder"
                | "remaining"
                | "since"
                | "as"
                | "prior"
                | "no"
                | "before"
                | "after"
                | "until"
                | "till"
                | "by"
                | "from"
                | "between"
                | "in"
                | "on"
                | "within"
                | "christmas"
                | "easter"
                | "good"
                | "halloween"
                | "thanksgiving"
                | "new"
                | "fiscal"
                | "fy"
                | "same"
                | "that"
                | "few"
                | "several"
                | "couple"
                | "final"
        ),
        Kind::Mark => matches!(reader.word(at), "'" | "\u{2018}" | "\u{2019}"),
        Kind::OtherNumber => false,
        _ => true,
    }
}

/// The day told last in the same paragraph, if it is one.
fn told(text: &str, found: &[Expression], at: usize) -> Option<Date> {
    let last = found.last()?;
    let Value::Between { from, to } = last.value else {
        return None;
    };
    (from == to && !text[last.span.end..at].contains('\n')).then_some(from)
}

fn expression(
    reader: &Reader<'_>,
    resolver: &Resolver<'_>,
    phrase: &Phrase,
    at: usize,
    next: usize,
    span: Range<usize>,
) -> Option<Expression> {
    let event = matches!(phrase, Phrase::Shift(_, _, Origin::Event));
    let anchor = if event {
        clause(reader, next)
    } else {
        occasion(reader, at)
    };
    match resolver.resolve(phrase) {
        Ok(Known {
            from,
            to,
            precision,
            reason,
        }) => {
            let value = match (from, to) {
                (Some(from), Some(to)) if from <= to => Value::Between { from, to },
                (Some(from), None) => Value::From(from),
                (None, Some(to)) => Value::Until(to),
                _ => return None,
            };
            Some(Expression {
                span,
                value,
                precision,
                anchor,
                reason,
            })
        }
        Err(Trouble::Missing(missing)) => Some(Expression {
            span,
            value: Value::Unresolved(missing),
            precision: Precision::Unknown,
            anchor,
            reason: lacking(missing).to_owned(),
        }),
        Err(Trouble::Impossible) => None,
    }
}

fn lacking(missing: Missing) -> &'static str {
    match missing {
        Missing::Reference => "the day of writing is not known",
        Missing::Event => "counted from something whose day is not told here",
        Missing::Order => "day and month may stand in either order",
        Missing::Calendar => "the beginning of that year is not told here",
    }
}

/// The most words of an event that are kept beside a date.
const WORDS: usize = 8;

/// "the crisis began" after "one year after".
fn clause(reader: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    let words: Vec<&Token> = reader.tokens[at.min(reader.tokens.len())..]
        .iter()
        .take(WORDS)
        .take_while(|token| !matches!(token.kind, Kind::Mark))
        .collect();
    Some(words.first()?.start..words.last()?.end)
}

/// "the Alaska summit" before "last week", where "during" leads it.
fn occasion(reader: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    // A mark with no space after it is inside a name: "U.S.-Russia".
    let inside = |at: usize| !matches!(reader.kind(at), Kind::Mark) || reader.joined(at + 1);
    let words = (0..at)
        .rev()
        .take(WORDS + 4)
        .take_while(|at| inside(*at))
        .count();
    let lead = (at - words..at)
        .rev()
        .find(|at| reader.is(*at, &["during", "amid"]))?;
    let first = lead + 1;
    let last = if reader.is(at - 1, &["in", "on", "held"]) {
        at - 2
    } else {
        at - 1
    };
    (first <= last && !matches!(reader.kind(first), Kind::Number(..) | Kind::OtherNumber))
        .then(|| reader.tokens[first].start..reader.tokens[last].end)
}
