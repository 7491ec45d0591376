//! Whom a statement was made to.

use demarche_reading::Span;

use crate::frame::Frame;
use crate::noun_phrase;
use crate::words::Words;

/// Verbs whose object is addressed.
const ADDRESSING: [&str; 52] = [
    "told",
    "tell",
    "tells",
    "telling",
    "asked",
    "ask",
    "asks",
    "asking",
    "urged",
    "urge",
    "urges",
    "urging",
    "warned",
    "warn",
    "warns",
    "warning",
    "informed",
    "informs",
    "assured",
    "assures",
    "reminded",
    "reminds",
    "promised",
    "promises",
    "advised",
    "advises",
    "invited",
    "invites",
    "inviting",
    "ordered",
    "orders",
    "encouraged",
    "encourages",
    "pressed",
    "begged",
    "implored",
    "instructed",
    "thanked",
    "thanks",
    "answered",
    "addressing",
    "briefed",
    "notified",
    "pressing",
    "calling",
    "challenged",
    "requested",
    "persuaded",
    "reassured",
    "commanded",
    "offered",
    "lobbied",
];

/// Phrases after which the addressed stand.
const PHRASES: [&[&str]; 34] = [
    &["in", "response", "to"],
    &["responding", "to"],
    &["in", "reply", "to"],
    &["replying", "to"],
    &["in", "answer", "to"],
    &["in", "an", "interview", "with"],
    &["in", "interviews", "with"],
    &["interview", "with"],
    &["in", "a", "phone", "call", "with"],
    &["in", "a", "telephone", "call", "with"],
    &["phone", "call", "with"],
    &["telephone", "conversation", "with"],
    &["in", "a", "call", "with"],
    &["in", "a", "call", "to"],
    &["in", "a", "letter", "to"],
    &["in", "a", "message", "to"],
    &["in", "a", "statement", "to"],
    &["in", "comments", "to"],
    &["in", "remarks", "to"],
    &["in", "an", "email", "to"],
    &["in", "a", "speech", "to"],
    &["in", "an", "address", "to"],
    &["in", "a", "meeting", "with"],
    &["at", "a", "meeting", "with"],
    &["during", "a", "meeting", "with"],
    &["in", "talks", "with"],
    &["in", "a", "conversation", "with"],
    &["speaking", "to"],
    &["speaking", "with"],
    &["spoke", "to"],
    &["addressing"],
    &["quoted", "as", "telling"],
    &["in", "a", "briefing", "to"],
    &["testifying", "before"],
];

/// Particles through which a verb takes the addressed.
const THROUGH: [&str; 3] = ["to", "on", "upon"];
const CALLING: [&str; 12] = [
    "called",
    "call",
    "calls",
    "calling",
    "appealed",
    "appeals",
    "replied",
    "said",
    "spoke",
    "announced",
    "responded",
    "complained",
];

/// The words that name the addressed, in the order of the text.
pub(crate) fn of(words: &Words, frame: &Frame) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let (first, last) = frame.cue;
    for at in first..last {
        let start = if words.is_any(at, &ADDRESSING) {
            at + 1
        } else if words.is_any(at, &CALLING) && words.is_any(at + 1, &THROUGH) {
            at + 2
        } else {
            continue;
        };
        if start >= frame.bounds.1 || words.is_any(start, &["that", "for", "to", "about", "of"]) {
            continue;
        }
        let spans = noun_phrase::read_all(words, start, frame.limit(start));
        // In the content it must be an object: "urged | Russia to".
        let object = spans.last().is_some_and(|last| {
            let after = words.from(last.end);
            !frame.in_content(start)
                || words.is_any(
                    after,
                    &["to", "that", "not", "whether", "if", "for", "about", "of"],
                )
        });
        // "asked what that meant", "he told, …": no addressee.
        if object && !words.is_any(start, &["what", "why", "how", "who", "when", "where"]) {
            for span in spans {
                push(&mut found, span);
            }
        }
    }
    for at in frame.free() {
        let Some(phrase) = PHRASES.iter().find(|phrase| words.reads(at, phrase)) else {
            continue;
        };
        // Content may come between the phrase's sentence and the cue.
        for span in noun_phrase::read_all(words, at + phrase.len(), frame.limit(at + phrase.len()))
        {
            push(&mut found, span);
        }
    }
    found
}

fn push(found: &mut Vec<Span>, span: Span) {
    if !found.iter().any(|other| other.overlaps(span)) {
        found.push(span);
    }
}
