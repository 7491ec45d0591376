//! Propositions of negotiation bulletins: sentence, actor, predicate, message.
//!
//! A bulletin tells of many parties in few words: "Australia, supported by the
//! US and Japan, and opposed by China, proposed X and, with Norway, preferred
//! Y". A small grammar reads that: a subject with the parties that join or
//! oppose it, verbs of saying and holding, and what stands between one verb
//! and the next. No network is asked; a sentence gives the same result by
//! itself and in a text.

mod clause;
mod names;
mod passive;
mod verbs;

use demarche_reading::Span;

pub use names::{ActorNames, NamesError};

use crate::words::Words;
use clause::Proposition;

/// What one party holds in one sentence of a bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triple {
    /// The line of the text it stands on, counted from 0 (blank lines count).
    pub line: usize,
    /// The sentence, counted from 0 in the text.
    pub sentence: usize,
    /// Where the sentence stands, in bytes of the text.
    pub span: Span,
    /// The actor, by its canonical name where the names give one.
    pub actor: String,
    /// The words that name the actor.
    pub actor_span: Span,
    /// The predicate, as the sentence words it; `opposed` for those said to
    /// oppose another's proposition.
    pub predicate: String,
    /// The message, as the sentence words it.
    pub message: String,
}

/// Reads the propositions of a bulletin, sentence by sentence.
///
/// With `names`, the actors are those that the names know, by their canonical
/// names. Where there are none ([`ActorNames::default`]), the actors are all
/// parties that have a name; the officers and bodies of the meeting, pronouns
/// and groups without a name ("many countries") hold no position that could
/// be laid at anybody's door, and are left out.
#[must_use]
pub fn triples(text: &str, names: &ActorNames) -> Vec<Triple> {
    let words = Words::new(text);
    let mut found = Vec::new();
    for (sentence, &(first, last)) in words.sentences.iter().enumerate() {
        let Some(span) = words.span(first, last) else {
            continue;
        };
        let line = usize::try_from(words.paragraphs[sentence]).unwrap_or(usize::MAX);
        let mut seen: Vec<(String, String, String)> = Vec::new();
        for Proposition {
            party,
            predicate,
            message,
        } in clause::read(&words, first, last)
        {
            let Some(actor) = names.of(&text[party.range()]) else {
                continue;
            };
            let key = (actor.clone(), predicate.clone(), message.clone());
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            found.push(Triple {
                line,
                sentence,
                span,
                actor,
                actor_span: party,
                predicate,
                message,
            });
        }
    }
    found
}
