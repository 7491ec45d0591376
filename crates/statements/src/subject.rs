//! Who speaks where the relation itself has no source.

use demarche_reading::Span;

use crate::clauses;
use crate::frame::Frame;
use crate::words::Words;

/// The words that name the speaker of a relation without source, and why;
/// `None` where the sentence names nobody ("it is believed").
///
/// `others` are the frames of all relations with their sources and parents.
pub(crate) fn find(
    words: &Words,
    frame: &Frame,
    earlier: Option<&[Span]>,
) -> Option<(Vec<Span>, &'static str)> {
    if let Some(span) = clauses::body(words, frame) {
        return Some((vec![span], "the body whose clauses these are"));
    }
    let participle = frame.is_participle(words);
    if participle {
        if let Some(source) = earlier.filter(|source| !source.is_empty()) {
            return Some((
                source.to_vec(),
                "the cue leans on the verb before it, whose source this is",
            ));
        }
        // "China has appeared to keep away, vehemently denying": the subject
        // of the sentence's first verb.
        let verb = (frame.bounds.0 + 1..frame.cue.0)
            .find(|&at| is_finite(words.get(at)) && name_before(words, frame, at).is_some())?;
        let span = name_before(words, frame, verb)?;
        return Some((
            vec![span],
            "the subject of the sentence, on whose verb the cue leans",
        ));
    }
    if is_passive(words, frame) {
        return None;
    }
    let mut verb = frame.cue.0;
    while verb > frame.bounds.0 && adverb(words.get(verb - 1)) {
        verb -= 1;
    }
    let span = name_before(words, frame, verb)?;
    Some((vec![span], "the subject right before the cue"))
}

fn is_finite(word: &str) -> bool {
    const VERBS: [&str; 10] = [
        "has", "have", "had", "is", "was", "are", "were", "will", "would", "did",
    ];
    VERBS.contains(&word)
}

fn adverb(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ly") || matches!(word, "also" | "then" | "never" | "later")
}

/// "was asked", "is believed": the subject is not the speaker.
fn is_passive(words: &Words, frame: &Frame) -> bool {
    (frame.cue.0.saturating_sub(2)..frame.cue.1).any(|at| {
        words.is_any(at, &["is", "are", "was", "were", "been", "be", "being"])
            && (at + 1..frame.cue.1.max(at + 3)).any(|next| {
                words.get(next).ends_with("ed") || words.is_any(next, &["said", "told"])
            })
    })
}

/// The name that ends right before a word.
fn name_before(words: &Words, frame: &Frame, at: usize) -> Option<Span> {
    let mut first = at;
    while first > frame.bounds.0 {
        let before = words.all[first - 1];
        let part = before.capital && before.lettered
            || words.is_any(first - 1, &["'", "\u{2019}"])
            || words.is(first - 1, "s") && words.is_any(first.wrapping_sub(2), &["'", "\u{2019}"])
            || words.is(first - 1, ".") && words.get(first.wrapping_sub(2)).len() == 1;
        if !part {
            break;
        }
        first -= 1;
    }
    let none = words.is_any(
        first,
        &["it", "there", "this", "that", "what", "he", "she", "they"],
    );
    if first == at || none || !words.all[first].lettered {
        return None;
    }
    words.span(first, at)
}
