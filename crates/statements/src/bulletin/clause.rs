//! The grammar of a bulletin's sentence.

use demarche_reading::Span;

use super::verbs::{self, Predicate};
use crate::Part;
use crate::parties;
use crate::voices;
use crate::words::Words;

/// A party, what it does, and what about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposition {
    pub party: Span,
    pub predicate: String,
    pub message: String,
}

/// Those who hold something together, and those who oppose it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Subject {
    with: Vec<Span>,
    against: Vec<Span>,
    /// The word after the subject with all that belongs to it.
    end: usize,
}

/// What follows a message.
enum Next {
    /// Another verb of the same subject, at this word; parties may join it.
    Verb(usize),
    /// Another subject, at this word.
    Clause(usize),
    /// Nothing.
    End,
}

/// Reads the propositions of one sentence, `first` to one past `last`.
pub(super) fn read(words: &Words, first: usize, last: usize) -> Vec<Proposition> {
    let mut reader = Reader {
        words,
        last,
        found: Vec::new(),
        topic: None,
    };
    reader.passives(first);
    reader.nouns(first);
    reader.sentence(first);
    reader.found
}

struct Reader<'a> {
    words: &'a Words<'a>,
    last: usize,
    found: Vec<Proposition>,
    /// The last message, which "…, while X opposed" is about.
    topic: Option<String>,
}

impl Reader<'_> {
    fn sentence(&mut self, first: usize) {
        let mut at = first;
        // "Emphasizing that X, CANADA did not support Y".
        let mut opening = None;
        if let Some(predicate) = verbs::participle(self.words, first, self.last) {
            let comma = (predicate.end..self.last)
                .find(|&w| self.words.is(w, ",") && self.clause_at(w + 1).is_some());
            if let Some(comma) = comma {
                opening = Some((predicate.clone(), self.text(predicate.end, comma)));
                at = comma + 1;
            }
        }
        self.discussed(first);
        while at < self.last {
            let Some(start) = (at..self.last).find(|&w| {
                (w == first || w == at || self.opens_clause(w)) && self.clause_at(w).is_some()
            }) else {
                return;
            };
            let Some((subject, predicate)) = self.clause_at(start) else {
                return;
            };
            if let Some((predicate, message)) = opening.take() {
                self.hold(&subject, &predicate, &message);
            }
            at = self.clause(subject, predicate);
        }
    }

    /// "Parties discussed X, with A and B opposed": X is what is opposed.
    fn discussed(&mut self, first: usize) {
        let words = self.words;
        let verb = (first..self.last)
            .find(|&w| words.is_any(w, &["discussed", "debated", "considered", "addressed"]));
        if let Some(verb) = verb {
            let end = (verb..self.last)
                .find(|&w| words.is(w, ",") && words.is(w + 1, "with"))
                .unwrap_or(self.last);
            self.topic = Some(self.text(verb + 1, end));
        }
    }

    /// Whether a clause may begin at a word, by the word before it.
    fn opens_clause(&self, at: usize) -> bool {
        at > 0
            && self.words.is_any(
                at - 1,
                &[
                    ",", ":", ";", "while", "whereas", "but", "and", "with", "\u{201d}", "\u{2013}",
                ],
            )
    }

    /// Follows a subject through all its verbs; the word to go on from.
    fn clause(&mut self, mut subject: Subject, mut predicate: Predicate) -> usize {
        loop {
            let (end, next) = self.boundary(predicate.end);
            let mut message = self.text(predicate.end, end);
            if message.is_empty() {
                message = self.topic.clone().unwrap_or_default();
            }
            self.trailing(end, &mut subject);
            self.hold(&subject, &predicate, &message);
            self.topic = Some(message);
            match next {
                Next::End => return self.last,
                Next::Clause(at) => return at,
                Next::Verb(at) => {
                    // "and, with Switzerland, and opposed by China, said".
                    subject.against.clear();
                    let mut joined = subject.clone();
                    joined.end = at;
                    self.modifiers(&mut joined);
                    let verb = verbs::skip_adverbs(self.words, joined.end, self.last);
                    let found = verbs::finite(self.words, verb, self.last)
                        .or_else(|| verbs::participle(self.words, verb, self.last));
                    let Some(found) = found else {
                        return at;
                    };
                    // Those who join one verb do not join the next.
                    subject = joined;
                    predicate = found;
                }
            }
        }
    }

    /// A subject and its verb at a word.
    fn clause_at(&self, at: usize) -> Option<(Subject, Predicate)> {
        let words = self.words;
        let mut start = at;
        while words.is_any(start, &["while", "whereas", "but", "and", "that"]) {
            start += 1;
        }
        if words.is(start, "with") {
            return self.absolute(start + 1);
        }
        let mut subject = Subject {
            end: start,
            ..Subject::default()
        };
        // "Supported by Norway, he stressed".
        if let Some((part, after)) = voices::marker_at(words, start, self.last) {
            if matches!(part, Part::Supports | Part::SpokenFor) && !words.is(start, "with") {
                let list = parties::list(words, after)?;
                subject.with.extend(list.spans);
                subject.end = list.end + usize::from(words.is(list.end, ","));
            }
        }
        if words.is_any(subject.end, &["he", "she", "they", "it"]) {
            subject.end += 1;
        } else {
            let list = parties::list(words, subject.end).filter(|list| list.closed)?;
            subject.with.splice(0..0, list.spans);
            subject.end = list.end;
        }
        self.modifiers(&mut subject);
        let verb = verbs::skip_adverbs(words, subject.end, self.last);
        let predicate = verbs::finite(words, verb, self.last)?;
        Some((subject, predicate))
    }

    /// "with NEW ZEALAND opposing X", "with the US opposed to X".
    fn absolute(&self, at: usize) -> Option<(Subject, Predicate)> {
        let words = self.words;
        let list = parties::list(words, at)?;
        let verb = verbs::skip_adverbs(words, list.end, self.last);
        let predicate = if words.is(verb, "opposed") {
            Predicate {
                words: words.get(verb).to_owned(),
                end: verb + 1 + usize::from(words.is(verb + 1, "to")),
            }
        } else {
            verbs::participle(words, verb, self.last)?
        };
        let subject = Subject {
            with: list.spans,
            against: Vec::new(),
            end: verb,
        };
        Some((subject, predicate))
    }

    /// ", supported by A and B, and opposed by C, for D,": all that stands
    /// between a subject and its verb.
    fn modifiers(&self, subject: &mut Subject) {
        let words = self.words;
        let mut against = false;
        loop {
            let mut at = subject.end;
            while words.is_any(at, &[",", "and", "but", "("]) && at < subject.end + 3 {
                at += 1;
            }
            let marker = voices::marker_at(words, at, self.last).filter(|_| at < self.last);
            let Some((part, after)) = marker else {
                break;
            };
            let Some(list) = parties::list(words, after) else {
                break;
            };
            // "opposed by Panama, for the CfRN": the CfRN opposes, too.
            against = part == Part::Opposes || against && part == Part::SpokenFor;
            if against {
                subject.against.extend(list.spans);
            } else {
                subject.with.extend(list.spans);
            }
            subject.end = list.end + usize::from(words.is(list.end, ")"));
        }
        if words.is(subject.end, ",") {
            subject.end += 1;
        }
    }

    /// Where the message that starts at a word ends, and what follows it.
    fn boundary(&self, start: usize) -> (usize, Next) {
        let words = self.words;
        let mut quoted = false;
        let mut at = start;
        while at < self.last {
            // "on behalf of the OECD" at the end speaks of the subject.
            let behalf = words.reads(at, &["on", "behalf", "of"]) && !words.is(at - 1, ",");
            if behalf && parties::list(words, at + 3).is_some_and(|l| l.end + 1 >= self.last) {
                return (at, Next::End);
            }
            let word = words.get(at);
            match word {
                "\u{201c}" => quoted = true,
                "\u{201d}" => quoted = false,
                "\"" => quoted = !quoted,
                _ => {}
            }
            if quoted {
                at += 1;
                continue;
            }
            let comma = matches!(word, "," | ";");
            let after = if comma { at + 1 } else { at };
            if comma && words.is(after, "with") && self.absolute(after + 1).is_some() {
                return (at, Next::Clause(after));
            }
            if comma {
                if verbs::participle(words, after, self.last).is_some() {
                    return (at, Next::Verb(after));
                }
                if let Some((_, list)) = self.tail(after) {
                    if list + 1 >= self.last {
                        return (at, Next::End);
                    }
                }
            }
            let turns = words.is_any(after, &["while", "whereas"]);
            if turns && self.clause_at(after + 1).is_some() {
                return (at, Next::Clause(after + 1));
            }
            let joins = words.is_any(after, &["and", "but"]);
            if joins && at > start {
                if comma && self.clause_at(after + 1).is_some() {
                    return (at, Next::Clause(after + 1));
                }
                let mut joined = Subject {
                    end: after + 1,
                    ..Subject::default()
                };
                self.modifiers(&mut joined);
                let verb = verbs::skip_adverbs(words, joined.end, self.last);
                if verbs::finite(words, verb, self.last).is_some() {
                    return (at, Next::Verb(after + 1));
                }
            }
            if word == ";" && self.clause_at(after).is_some() {
                return (at, Next::Clause(after));
            }
            at += 1;
        }
        (self.last, Next::End)
    }

    /// ", opposed by X" at the end of a sentence: the parties and the word
    /// after them.
    fn tail(&self, at: usize) -> Option<((Part, Vec<Span>), usize)> {
        let mut start = at;
        while self.words.is_any(start, &["and", "but"]) {
            start += 1;
        }
        let (part, after) = voices::marker_at(self.words, start, self.last)?;
        let list = parties::list(self.words, after)?;
        Some(((part, list.spans), list.end))
    }

    /// Adds those who stand behind the message.
    fn trailing(&self, end: usize, subject: &mut Subject) {
        let words = self.words;
        if words.reads(end, &["on", "behalf", "of"]) {
            if let Some(list) = parties::list(words, end + 3) {
                subject.with.extend(list.spans);
            }
            return;
        }
        if !words.is(end, ",") {
            return;
        }
        if let Some(((part, spans), _)) = self.tail(end + 1) {
            match part {
                Part::Opposes => subject.against.extend(spans),
                Part::Supports => subject.with.extend(spans),
                // It may be anybody in the message who is spoken for.
                Part::Speaks | Part::SpokenFor => {}
            }
        }
    }

    /// "X was supported by A and B, but opposed by C".
    fn passives(&mut self, first: usize) {
        const HELD: [&str; 16] = [
            "supported",
            "opposed",
            "endorsed",
            "rejected",
            "accepted",
            "favored",
            "favoured",
            "welcomed",
            "advocated",
            "criticized",
            "proposed",
            "suggested",
            "requested",
            "submitted",
            "introduced",
            "questioned",
        ];
        let words = self.words;
        let mut start = first;
        for at in first..self.last {
            // "On Tuesday, 10 November, draft programmes were submitted by".
            if words.is(at, ",") && (words.is(at + 1, "the") || number_before(words, at)) {
                start = at + 1;
            }
            if words.is(at, ",") && at == first + 1 {
                start = at + 1;
            }
            if !words.is_any(at, &["was", "were", "is", "are"]) {
                continue;
            }
            let mut verb = verbs::skip_adverbs(words, at + 1, self.last);
            let message = self.text(start, at);
            let mut any = false;
            while words.is_any(verb, &HELD) && words.is(verb + 1, "by") {
                let Some(end) = self.agents(verb, &message) else {
                    break;
                };
                any = true;
                let mut next = end;
                while words.is_any(next, &[",", "but", "and"]) {
                    next += 1;
                }
                verb = verbs::skip_adverbs(words, next, self.last);
            }
            if any {
                self.topic = Some(message);
                return;
            }
        }
    }

    /// Those after "by", with the ones they speak for; the word after them.
    fn agents(&mut self, verb: usize, message: &str) -> Option<usize> {
        let words = self.words;
        let predicate = words.get(verb).to_owned();
        let mut list = parties::list(words, verb + 2)?;
        loop {
            for party in list.spans {
                self.push(party, &predicate, message);
            }
            let mut end = list.end;
            if words.is(end, "(") {
                if let Some((_, after)) = voices::marker_at(words, end + 1, self.last) {
                    let inner = parties::list(words, after)?;
                    for party in inner.spans {
                        self.push(party, &predicate, message);
                    }
                    end = inner.end + usize::from(words.is(inner.end, ")"));
                }
            }
            // "by A (on behalf of B), C and D".
            let more = words.is(end, ",") && end > list.end;
            match parties::list(words, end + 1).filter(|_| more) {
                Some(next) => list = next,
                None => return Some(end),
            }
        }
    }

    /// "the G-77/China's objection to this concept".
    fn nouns(&mut self, first: usize) {
        const NOUNS: [&str; 6] = [
            "objection",
            "objections",
            "opposition",
            "support",
            "endorsement",
            "rejection",
        ];
        let words = self.words;
        for at in first + 2..self.last {
            let owned = words.is(at - 1, "s") && words.is_any(at - 2, &["'", "\u{2019}"]);
            if !owned || !words.is_any(at, &NOUNS) || !words.is_any(at + 1, &["to", "of", "for"]) {
                continue;
            }
            let owner = (first..at - 2)
                .rev()
                .take(6)
                .filter(|&w| parties::party(words, w).is_some_and(|(_, end)| end >= at - 2))
                .last();
            let end = (at + 2..self.last)
                .find(|&w| words.is_any(w, &[",", ";"]))
                .unwrap_or(self.last);
            let message = self.text(at + 2, end);
            if let Some(party) = owner.and_then(|w| words.span(w, at - 2)) {
                self.push(party, words.get(at), &message);
            }
        }
    }

    fn hold(&mut self, subject: &Subject, predicate: &Predicate, message: &str) {
        for &party in &subject.with {
            self.push(party, &predicate.words, message);
        }
        for &party in &subject.against {
            self.push(party, "opposed", message);
        }
    }

    fn push(&mut self, party: Span, predicate: &str, message: &str) {
        if !message.is_empty() {
            self.found.push(Proposition {
                party,
                predicate: predicate.to_owned(),
                message: message.to_owned(),
            });
        }
    }

    /// The text from a word to another, without the marks around it.
    fn text(&self, first: usize, last: usize) -> String {
        let words = self.words;
        let (mut first, mut last) = (first, last.min(self.last));
        while first < last && words.is_any(first, &[",", ":", ";"]) {
            first += 1;
        }
        while last > first && words.is_any(last - 1, &[".", ",", ";", ":"]) {
            last -= 1;
        }
        words
            .span(first, last)
            .map(|span| words.text[span.range()].to_owned())
            .unwrap_or_default()
    }
}

/// Whether a number or a month stands right before a word: the end of a date.
fn number_before(words: &Words, at: usize) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    at > 1
        && words.is_any(at - 1, &MONTHS)
        && words.get(at - 2).starts_with(|c: char| c.is_ascii_digit())
}
