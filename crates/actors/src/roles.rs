//! Reads an office and its side out of a noun phrase.

use std::ops::Range;

use demarche_reading::Span;

use crate::entities::{Entity, What, covering};
use crate::gazetteer::{Gender, Head, gazetteer};
use crate::lexicon::{DETERMINERS, FORMER, POSTMODIFIERS, honorific};
use crate::offices::office;
use crate::sides::side;
use crate::words::Word;
use crate::{Role, Side};

/// A noun phrase read as a description of somebody.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// The index of its head word.
    pub head: usize,
    /// What the head noun tells.
    pub noun: &'static Head,
    /// The head stands in the plural.
    pub plural: bool,
    /// Starts with "the" or a possessive.
    pub definite: bool,
    /// The office in lower case, without its country.
    pub office: String,
    /// Whom the holder speaks for.
    pub side: Option<Side>,
    /// A person who owns it: "Putin's foreign minister". The entity's index.
    pub owner: Option<usize>,
    /// No longer held.
    pub former: bool,
    /// All its words.
    pub words: Range<usize>,
    /// A name of its own, where its words name several.
    pub called: Option<String>,
}

impl Phrase {
    /// As a role, resting on the phrase's words.
    pub fn role(&self, words: &[Word]) -> Role {
        Role {
            office: self
                .noun
                .office
                .then(|| {
                    if self.former {
                        format!("former {}", self.office)
                    } else {
                        self.office.clone()
                    }
                })
                .or_else(|| Some(self.office.clone()))
                .filter(|office| !office.is_empty()),
            side: self.side.clone(),
            from: None,
            to: None,
            evidence: vec![span(words, &self.words)],
        }
    }
}

/// The bytes that a range of words covers.
pub(crate) fn span(words: &[Word], range: &Range<usize>) -> Span {
    Span::new(words[range.start].span.start, words[range.end - 1].span.end)
}

/// Where the part before the first modifier ends.
pub(crate) fn zone_end(words: &[Word], entities: &[Entity], range: &Range<usize>) -> usize {
    let mut at = range.start;
    while at < range.end {
        if let Some(index) = covering(entities, at) {
            at = entities[index].words.end.max(at + 1);
            continue;
        }
        if at > range.start && (POSTMODIFIERS.contains(&words[at].fold) && !words[at].capital) {
            return at;
        }
        at += 1;
    }
    range.end
}

/// Reads a noun phrase; none where no noun of the table heads it.
pub(crate) fn phrase(words: &[Word], entities: &[Entity], range: Range<usize>) -> Option<Phrase> {
    if range.is_empty() {
        return None;
    }
    let g = gazetteer();
    let zone = range.start..zone_end(words, entities, &range);
    // "Secretary of State": the state is no head.
    let complement = |at: usize| {
        covering(entities, at).is_some_and(|index| {
            (entities[index].words.start..at)
                .any(|at| matches!(words[at].fold.as_str(), "of" | "for"))
        })
    };
    let head = (zone.start..zone.end).rev().find(|&at| {
        let inside = covering(entities, at).map(|index| entities[index].what);
        // Words of a name are no description, however they read.
        let open = matches!(inside, None | Some(What::Title));
        open && g.head(&words[at].fold).is_some()
            && !words[at].possessive
            && !honorific(&words[at].fold)
            && !complement(at)
    })?;
    // Nothing but a name may follow the head inside the zone.
    let trailing = head + 1..zone.end;
    if trailing
        .clone()
        .any(|at| covering(entities, at).is_none() && !DETERMINERS.contains(&words[at].fold))
    {
        return None;
    }
    let (noun, plural) = g.head(&words[head].fold)?;
    let title_end = covering(entities, head)
        .filter(|&index| entities[index].what == What::Title)
        .map_or(head + 1, |index| entities[index].words.end);
    let (side, told, owner) = side(
        words,
        entities,
        &(zone.start..head),
        &(title_end..range.end),
    );
    // "Quebec Premier": the region is a side and no part of the office.
    let inside = |told: &Range<usize>| {
        let title = covering(entities, told.start);
        title.is_some_and(|index| entities[index].what == What::Title)
    };
    let from = told
        .filter(|told| side.as_ref().is_some_and(Side::is_own) && inside(told))
        .map_or(zone.start, |told| told.end);
    let definite = words[range.start].fold == "the"
        || matches!(
            words[range.start].fold.as_str(),
            "his" | "her" | "its" | "their"
        )
        || words[zone.start..head].iter().any(|word| word.possessive)
        || (range.start..=head).all(|at| words[at].capital);
    let former = words[zone.start..head]
        .iter()
        .any(|word| FORMER.contains(&word.fold) || word.fold.starts_with("ex-"));
    Some(Phrase {
        head,
        noun,
        plural,
        definite,
        office: office(words, entities, from, head, title_end, range.end),
        side,
        owner,
        former,
        words: range,
        called: None,
    })
}

/// The gender that a description tells.
pub(crate) fn gender(noun: &Head, word: &str) -> Option<Gender> {
    noun.gender.or(match word {
        w if w.ends_with("woman") => Some(Gender::Woman),
        w if w.ends_with("man") => Some(Gender::Man),
        _ => None,
    })
}
