//! Events that a text dates once and leans on later: "after the meeting".

use demarche_dates::Precision;
use demarche_reading::Span;
use jiff::civil::Date;

use crate::frame::Frame;
use crate::when::Dated;
use crate::words::Words;

/// An event with its days.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// The noun that names it.
    pub span: Span,
    /// What sort of event the noun names.
    pub class: Class,
    /// The words that date it.
    pub date: Span,
    pub from: Date,
    pub to: Date,
    pub precision: Precision,
}

/// Sorts of events; nouns of one sort may mean one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Meeting,
    Briefing,
    Call,
    Interview,
    Visit,
    Speech,
    Hearing,
}

/// How a statement lies to the event it leans on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    During,
    After,
}

fn class(words: &Words, at: usize) -> Option<Class> {
    const NOUNS: [(&str, Class); 28] = [
        ("meeting", Class::Meeting),
        ("meetings", Class::Meeting),
        ("summit", Class::Meeting),
        ("talks", Class::Meeting),
        ("negotiations", Class::Meeting),
        ("session", Class::Meeting),
        ("gathering", Class::Meeting),
        ("conference", Class::Meeting),
        ("forum", Class::Meeting),
        ("briefing", Class::Briefing),
        ("briefings", Class::Briefing),
        ("call", Class::Call),
        ("conversation", Class::Call),
        ("telephone", Class::Call),
        ("interview", Class::Interview),
        ("visit", Class::Visit),
        ("trip", Class::Visit),
        ("speech", Class::Speech),
        ("address", Class::Speech),
        ("ceremony", Class::Speech),
        ("rally", Class::Speech),
        ("hearing", Class::Hearing),
        ("debate", Class::Hearing),
        ("testimony", Class::Hearing),
        ("trial", Class::Hearing),
        ("vote", Class::Hearing),
        ("court", Class::Hearing),
        ("inquiry", Class::Hearing),
    ];
    let class = NOUNS
        .iter()
        .find(|(noun, _)| words.is(at, noun))
        .map(|&(_, class)| class)?;
    let press = at > 0 && words.is_any(at - 1, &["press", "news", "media"]);
    Some(if press { Class::Briefing } else { class })
}

/// The events of a text that stand close to a date in their sentence.
pub(crate) fn find(words: &Words, dates: &[Dated]) -> Vec<Event> {
    let mut found = Vec::new();
    for dated in dates {
        let (Some(from), Some(to)) = (dated.from, dated.to) else {
            continue;
        };
        // A year dates no meeting that is leaned on as "the meeting".
        if dated.precision > Precision::Month && dated.precision != Precision::Range {
            continue;
        }
        let Some(word) = words.all.get(dated.words.0) else {
            continue;
        };
        let (first, last) = words.sentences[word.sentence as usize];
        let near = dated.words.0.saturating_sub(10).max(first)..(dated.words.1 + 6).min(last);
        for at in near {
            if let Some(class) = class(words, at) {
                found.push(Event {
                    span: words.all[at].span,
                    class,
                    date: dated.span,
                    from,
                    to,
                    precision: dated.precision,
                });
            }
        }
    }
    found.sort_by_key(|event| (event.span, event.date));
    found
}

/// The event that a relation's sentence leans on, outside its content: how,
/// which sort, and the words that say so.
pub(crate) fn reference(words: &Words, frame: &Frame) -> Option<(Relation, Class, Span)> {
    for at in frame.free() {
        let relation = if words.is_any(at, &["after", "following"]) {
            Relation::After
        } else if words.is_any(at, &["during", "at", "in"]) || words.reads(at, &["sidelines", "of"])
        {
            Relation::During
        } else {
            continue;
        };
        // "A diplomat following the talks": whoever follows them watches them.
        let watches = words.is(at, "following")
            && frame.in_source(at)
            && at > frame.source.0
            && words.all[at - 1].lettered
            && !words.is_any(at - 1, &["speaking", "immediately", "shortly", "directly"]);
        if watches {
            continue;
        }
        let start = at + 1 + usize::from(words.is(at + 1, "of"));
        let definite = words.is_any(
            start,
            &[
                "the", "their", "his", "her", "this", "that", "those", "these", "its",
            ],
        );
        // "after nearly three hours of talks": the meeting told of just now.
        let measured = words.is_any(at, &["after"])
            && (start..start + 4).any(|w| words.is_any(w, &["hours", "minutes"]));
        if !definite && !measured {
            continue;
        }
        for noun in start + 1..(start + 6).min(frame.bounds.1) {
            if frame.in_content(noun)
                || !words.all[noun].lettered && !words.is_any(noun, &["'", "\u{2019}"])
            {
                break;
            }
            if words.is_any(noun, &["of", "with", "on"]) && !measured {
                break;
            }
            // "the press conference": the last noun of the phrase decides.
            if let Some(class) = class(words, noun) {
                let relation = if measured { Relation::During } else { relation };
                return Some((relation, class, words.span(at, noun + 1)?));
            }
        }
    }
    None
}
