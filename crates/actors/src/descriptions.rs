//! Finds the descriptions of a text that name nobody: "the commission", "the
//! Russian side", "two farmers". They become actors only when words point at
//! them.

use std::ops::Range;

use crate::entities::{Entity, What, covering};
use crate::gazetteer::{How, gazetteer};
use crate::lexicon::{DETERMINERS, PORTFOLIOS, POSTMODIFIERS, QUALIFIERS};
use crate::words::Word;

/// The most words between a description's first word and its head.
const REACH: usize = 5;

/// The descriptions of a text, in order.
pub(crate) fn descriptions(words: &[Word], entities: &[Entity]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if opens(words, entities, at)
            && let Some(end) = head_end(words, entities, at)
        {
            out.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    out
}

/// Whether a description can start at a word.
fn opens(words: &[Word], entities: &[Entity], at: usize) -> bool {
    let word = &words[at];
    if DETERMINERS.contains(&word.fold)
        || matches!(word.fold.as_str(), "two" | "three" | "several" | "some")
    {
        return true;
    }
    match covering(entities, at).map(|index| &entities[index]) {
        Some(entity) => {
            entity.words.start == at
                && (matches!(
                    entity.what,
                    What::Country(_, How::Adjective) | What::Adjective | What::Backer(_)
                ) || words[entity.words.end - 1].possessive
                    || matches!(entity.what, What::Country(..)))
        }
        // A plural without an article: "Farmers want the subsidy back".
        None => gazetteer()
            .head(&word.fold)
            .is_some_and(|(_, plural)| plural),
    }
}

/// Where the description that starts at a word ends, if it has a head.
fn head_end(words: &[Word], entities: &[Entity], start: usize) -> Option<usize> {
    let mut at = start;
    while at < words.len() && at - start <= REACH {
        let word = &words[at];
        if at > start && !word.joined() {
            return None;
        }
        if let Some(index) = covering(entities, at) {
            let entity = &entities[index];
            match entity.what {
                What::Title => {
                    let end = entity.words.end;
                    return closed(words, entities, end).then_some(end);
                }
                What::Country(..) | What::Adjective | What::Body(_) | What::Backer(_) => {}
                _ if words[entity.words.end - 1].possessive => {}
                _ => return None,
            }
            at = entity.words.end;
            continue;
        }
        if at > start && (POSTMODIFIERS.contains(&word.fold) || is_verb(words, entities, at)) {
            return None;
        }
        let noun = gazetteer().head(&word.fold).is_some() && !word.possessive;
        if noun && closed(words, entities, at + 1) {
            return Some(at + 1);
        }
        let passes = at == start
            || noun
            || word.possessive
            || QUALIFIERS.contains(&word.fold)
            || PORTFOLIOS.contains(&word.fold)
            || at - start <= 2;
        if !passes {
            return None;
        }
        at += 1;
    }
    None
}

/// "Her words surprised analysts", "Norland expelled diplomats": a past tense
/// right after a noun or a name is no adjective.
fn is_verb(words: &[Word], entities: &[Entity], at: usize) -> bool {
    let before = &words[at - 1];
    let subject = match covering(entities, at - 1).map(|index| entities[index].what) {
        Some(What::Country(_, how)) => how != How::Adjective,
        Some(_) => false,
        None => before.fold.ends_with('s') && !DETERMINERS.contains(&before.fold),
    };
    words[at].fold.ends_with("ed") && subject && !before.possessive
}

/// Whether the head is the last of its nouns: no name and no noun follows.
fn closed(words: &[Word], entities: &[Entity], end: usize) -> bool {
    words.get(end).is_none_or(|next| {
        !next.joined()
            || (covering(entities, end)
                .is_none_or(|index| matches!(entities[index].what, What::Country(..)))
                && gazetteer().head(&next.fold).is_none()
                && !matches!(next.fold.as_str(), "report" | "reports"))
    })
}
