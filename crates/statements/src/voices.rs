//! Who has which part in a statement: joint and delegated speech.
//!
//! "Australia, supported by the US and Japan, proposed", "Algeria, on behalf
//! of the G-77, urged", "with X opposing", "X, for the EU, said".

use demarche_reading::Span;

use crate::frame::Frame;
use crate::parties;
use crate::words::Words;
use crate::{Part, noun_phrase};

/// Words that name one who takes part, and the words that give the part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    pub part: Part,
    pub span: Span,
    /// The words that tell the part; `None` for the source itself.
    pub marker: Option<Span>,
}

/// A phrase after which a list of parties follows.
const MARKERS: [(&[&str], Part); 25] = [
    (&["supported", "by"], Part::Supports),
    (&["backed", "by"], Part::Supports),
    (&["joined", "by"], Part::Supports),
    (&["seconded", "by"], Part::Supports),
    (&["echoed", "by"], Part::Supports),
    (&["endorsed", "by"], Part::Supports),
    (&["with", "the", "support", "of"], Part::Supports),
    (&["with", "the", "backing", "of"], Part::Supports),
    (&["with", "support", "from"], Part::Supports),
    (&["with", "backing", "from"], Part::Supports),
    (&["together", "with"], Part::Supports),
    (&["along", "with"], Part::Supports),
    (&["jointly", "with"], Part::Supports),
    (&["on", "behalf", "of"], Part::SpokenFor),
    (&["speaking", "on", "behalf", "of"], Part::SpokenFor),
    (&["speaking", "for"], Part::SpokenFor),
    (&["in", "the", "name", "of"], Part::SpokenFor),
    (&["representing"], Part::SpokenFor),
    (&["opposed", "by"], Part::Opposes),
    (&["contradicted", "by"], Part::Opposes),
    (&["over", "the", "objections", "of"], Part::Opposes),
    (&["over", "objections", "from"], Part::Opposes),
    (&["over", "objections", "by"], Part::Opposes),
    (&["despite", "objections", "from"], Part::Opposes),
    (&["against", "the", "wishes", "of"], Part::Opposes),
];

/// Nouns whose "for" tells whom somebody speaks for.
const MOUTHPIECES: [&str; 9] = [
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokespersons",
    "spokesmen",
    "lawyer",
    "attorney",
    "representative",
    "mouthpiece",
];

/// Whom a backer arms rather than seconds.
const ARMED: [&str; 12] = [
    "rebels",
    "separatists",
    "militants",
    "insurgents",
    "guerrillas",
    "fighters",
    "militia",
    "militias",
    "forces",
    "troops",
    "army",
    "paramilitaries",
];

/// Everybody who takes part, the source first, in the order of the text.
pub(crate) fn of(words: &Words, frame: &Frame, source: &[Span]) -> Vec<Voice> {
    let mut voices = Vec::new();
    for &span in source {
        let (mut first, last) = words.inside(span);
        // "Speaking for the families, lawyer Mira Okafor".
        if let Some((part, after)) = marker_at(words, first, last) {
            let next = add(words, first, after, part, &mut voices);
            first = if words.is(next, ",") { next + 1 } else { next }.min(last);
        }
        let mut end = last;
        // What stands behind the first marker is no part of the name.
        let marks = |&at: &usize| marker_at(words, at, last).is_some() && !arms(words, at);
        if let Some(marker) = (first + 1..last).find(marks) {
            end = marker;
            while end > first + 1 && (words.is(end - 1, ",") || words.is(end - 1, "(")) {
                end -= 1;
            }
        }
        if let Some(span) = words.span(first, end) {
            let voice = Voice {
                part: Part::Speaks,
                span,
                marker: None,
            };
            let others = voices.iter().take_while(|v| v.part == Part::Speaks).count();
            voices.insert(others, voice);
        }
        let noun = (first..last).find(|&at| words.is_any(at, &MOUTHPIECES));
        if let Some(noun) = noun.filter(|&noun| words.is(noun + 1, "for")) {
            // Inside the source's own words, so not left out as one of them.
            let mut named = Vec::new();
            add(words, noun + 1, noun + 2, Part::SpokenFor, &mut named);
            voices.append(&mut named);
        }
    }
    // Around the source, and after the content of the same sentence.
    let sentence = frame.bounds;
    let mut at = sentence.0;
    while at < sentence.1 {
        let found = marker_at(words, at, sentence.1)
            .filter(|_| !frame.in_content(at) || after_comma(words, at) && frame.cue.1 <= at)
            .filter(|_| !arms(words, at));
        if let Some((part, after)) = found.filter(|&(part, _)| applies(words, frame, at, part)) {
            at = add(words, at, after, part, &mut voices).max(after);
        } else if let Some((part, list, end)) = absolute(words, at, sentence.1) {
            if frame.cue.0 <= end {
                let marker = words.span(at, at + 1);
                for span in list {
                    push(&mut voices, Voice { part, span, marker });
                }
            }
            at = end;
        } else {
            at += 1;
        }
    }
    voices
}

/// Whether a marker has to do with this relation's source: it stands between
/// source and cue, or after a comma behind them.
fn applies(words: &Words, frame: &Frame, at: usize, part: Part) -> bool {
    let between = frame.source.0 <= at && at < frame.cue.0 && frame.source.0 < frame.source.1;
    let inside = frame.in_source(at);
    let behind = frame.cue.1 <= at && after_comma(words, at) && part != Part::SpokenFor;
    // "…, the minister said on behalf of the EU."
    let spoken = part == Part::SpokenFor && frame.cue.1 == at;
    // "Supported by Norway, he suggested".
    let opening = at == frame.bounds.0 && frame.source.0 < frame.source.1;
    inside || between || behind && !frame.in_content(at) || spoken || opening
}

/// "Rebels backed by Norland": who stands behind somebody all along, and not
/// in these words.
fn arms(words: &Words, at: usize) -> bool {
    if !words.is_any(at, &["backed", "supported"]) || !words.is(at + 1, "by") || at == 0 {
        return false;
    }
    let comma = words.is_any(at - 1, &[",", "("]);
    let noun = if comma { at.saturating_sub(2) } else { at - 1 };
    let common = !comma && words.is(at, "backed") && !words.all[noun].capital;
    common && words.all[noun].lettered || words.is_any(noun, &ARMED)
}

fn after_comma(words: &Words, at: usize) -> bool {
    at > 0
        && (words.is(at - 1, ",")
            || words.is(at - 1, "(")
            || words.is_any(at - 1, &["and", "but"]) && after_comma(words, at - 1))
}

/// The marker at a word: the part it gives and the word after it.
pub(crate) fn marker_at(words: &Words, at: usize, end: usize) -> Option<(Part, usize)> {
    for (phrase, part) in &MARKERS {
        if words.reads(at, phrase) {
            return Some((*part, at + phrase.len()));
        }
    }
    // ", with India, Venezuela," and ", for the EU,": only between commas.
    if !after_comma(words, at) {
        return None;
    }
    let part = if words.is(at, "with") {
        Part::Supports
    } else if words.is(at, "for") {
        Part::SpokenFor
    } else {
        return None;
    };
    let list = parties::list(words, at + 1)?;
    let closed = list.end < end
        && (words.is_any(list.end, &[",", ")", "but"])
            || words.reads(list.end, &["and", "opposed"]));
    // "with Macron" is company; "with Macron's" and "with the summit" are not.
    closed.then_some((part, at + 1))
}

/// ", with the LDCs opposing": the part, the parties and the word after.
fn absolute(words: &Words, at: usize, end: usize) -> Option<(Part, Vec<Span>, usize)> {
    if !words.is_any(at, &["with", "while", "but", "whereas"]) {
        return None;
    }
    let list = parties::list(words, at + 1)?;
    let mut verb = list.end;
    while words.is_any(verb, &["initially", "strongly", "also", "both", "all"]) {
        verb += 1;
    }
    let part = if words.is_any(
        verb,
        &[
            "opposing",
            "opposed",
            "objecting",
            "objected",
            "disagreeing",
            "disagreed",
            "dissenting",
            "dissented",
        ],
    ) {
        Part::Opposes
    } else if words.is_any(
        verb,
        &[
            "supporting",
            "agreeing",
            "concurring",
            "agreed",
            "concurred",
        ],
    ) {
        Part::Supports
    } else {
        return None;
    };
    // With an object of its own it is another statement.
    let after = verb + 1;
    let short = after >= end
        || !words.all[after].lettered
        || words.is_any(after, &["it", "this", "these", "them", "the", "him"])
            && (after + 1 >= end
                || !words.all[after + 1].lettered
                || words.is_any(after + 1, &["idea", "proposal", "move", "plan"]));
    short.then_some((part, list.spans, after))
}

/// Adds the parties after a marker; the word after them.
fn add(words: &Words, at: usize, after: usize, part: Part, voices: &mut Vec<Voice>) -> usize {
    let marker = words.span(at, after);
    let (spans, end) = match parties::list(words, after) {
        Some(list) => (list.spans, list.end),
        None => match noun_phrase::read(words, after, usize::MAX) {
            Some((span, end)) => (vec![span], end),
            None => return after,
        },
    };
    for span in spans {
        push(voices, Voice { part, span, marker });
    }
    end
}

fn push(voices: &mut Vec<Voice>, voice: Voice) {
    if !voices.iter().any(|v| v.span.overlaps(voice.span)) {
        voices.push(voice);
    }
}
