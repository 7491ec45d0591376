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

pub(super) struct Reader<'a> {
    pub words: &'a Words<'a>,
    pub last: usize,
    found: Vec<Proposition>,
    /// The last message, which "…, while X opposed" is about.
    pub topic: Option<String>,
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
        if let Some((part, after)) = voices::marker_at(words, start, self.last)
            && matches!(part, Part::Supports | Part::SpokenFor)
            && !words.is(start, "with")
        {
            let list = parties::list(words, after)?;
            subject.with.extend(list.spans);
            subject.end = list.end + usize::from(words.is(list.end, ","));
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
                if let Some((_, list)) = self.tail(after)
                    && list + 1 >= self.last
                {
                    return (at, Next::End);
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

    fn hold(&mut self, subject: &Subject, predicate: &Predicate, message: &str) {
        for &party in &subject.with {
            self.push(party, &predicate.words, message);
        }
        for &party in &subject.against {
            self.push(party, "opposed", message);
        }
    }

    pub fn push(&mut self, party: Span, predicate: &str, message: &str) {
        if !message.is_empty() {
            self.found.push(Proposition {
                party,
                predicate: predicate.to_owned(),
                message: message.to_owned(),
            });
        }
    }

    /// The text from a word to another, without the marks around it.
    pub fn text(&self, first: usize, last: usize) -> String {
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
