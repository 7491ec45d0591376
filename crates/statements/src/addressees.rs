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
const PHRASES: [&[&str]; 12] = [
    &["in", "response", "to"],
    &["responding", "to"],
    &["in", "reply", "to"],
    &["replying", "to"],
    &["in", "answer", "to"],
    &["in", "comments", "to"],
    &["in", "remarks", "to"],
    &["in", "talks", "with"],
    &["speaking", "to"],
    &["speaking", "with"],
    &["spoke", "to"],
    &["testifying", "before"],
];
/// What is said or sent to somebody: "in a letter to", "in a call with".
const CARRIERS: [&str; 22] = [
    "letter",
    "note",
    "message",
    "statement",
    "speech",
    "email",
    "call",
    "memo",
    "cable",
    "post",
    "address",
    "submission",
    "briefing",
    "interview",
    "interviews",
    "conversation",
    "meeting",
    "report",
    "presentation",
    "testimony",
    "appeal",
    "exchange",
];
/// Verbs that take the addressed through "to".
const CALLING: [&str; 16] = [
    "appealed",
    "appeals",
    "replied",
    "replies",
    "said",
    "spoke",
    "announced",
    "responded",
    "complained",
    "wrote",
    "writes",
    "writing",
    "apologised",
    "apologized",
    "explained",
    "signalled",
];
/// Verbs that answer whoever spoke before, where nobody else is named.
const ANSWERING: [&str; 6] = [
    "replied",
    "retorted",
    "countered",
    "responded",
    "answered",
    "rejoined",
];

/// Whether a relation answers whoever spoke before it.
pub(crate) fn answers(words: &Words, frame: &Frame) -> bool {
    (frame.cue.0..frame.cue.1).any(|at| words.is_any(at, &ANSWERING))
}
/// The words that name the addressed, in the order of the text.
pub(crate) fn of(words: &Words, frame: &Frame) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let (first, last) = frame.cue;
    for at in first..last {
        let start = if words.is_any(at, &ADDRESSING) {
            at + 1
        } else if words.is_any(at, &CALLING) && words.is(at + 1, "to")
            || words.get(at).starts_with("call") && words.is_any(at + 1, &["on", "upon"])
        {
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
        let phrase = PHRASES.iter().find(|phrase| words.reads(at, phrase));
        let start = match phrase {
            Some(phrase) => at + phrase.len(),
            None => match carrier(words, at) {
                Some(start) => start,
                None => continue,
            },
        };
        for span in noun_phrase::read_all(words, start, frame.limit(start)) {
            push(&mut found, span);
        }
    }
    for span in &mut found {
        *span = with_name(words, *span);
    }
    found
}

/// "In a short letter to": the word after it.
fn carrier(words: &Words, at: usize) -> Option<usize> {
    if !words.is_any(at, &["in", "during", "at"]) {
        return None;
    }
    let noun = (at + 1..at + 5).find(|&w| words.is_any(w, &CARRIERS))?;
    words.is_any(noun + 1, &["to", "with"]).then_some(noun + 2)
}

/// "the mediator, Hana Ito,": the name beside belongs to the phrase.
fn with_name(words: &Words, span: Span) -> Span {
    let (_, end) = words.inside(span);
    let mut last = end + 1;
    while words.all.get(last).is_some_and(|w| w.lettered && w.capital) {
        last += 1;
    }
    // "told Reuters, AFP" names two.
    let described = end > 0 && !words.all[end - 1].capital;
    let named = words.is(end, ",") && (end + 3..end + 6).contains(&last) && words.is(last, ",");
    if described && named {
        Span::new(span.start, words.all[last - 1].span.end)
    } else {
        span
    }
}

fn push(found: &mut Vec<Span>, span: Span) {
    if !found.iter().any(|other| other.overlaps(span)) {
        found.push(span);
    }
}
