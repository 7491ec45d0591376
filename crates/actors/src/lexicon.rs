//! Small words and word classes that the tables do not hold. Own lists.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::gazetteer::Gender;

/// A list of words in a file: lines of words, after lines that start with `#`.
pub(crate) struct Words {
    text: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

impl Words {
    const fn new(text: &'static str) -> Self {
        Self {
            text,
            set: OnceLock::new(),
        }
    }

    /// Whether a word, folded, is in the list.
    pub fn contains(&self, word: &str) -> bool {
        let set = self.set.get_or_init(|| {
            self.text
                .lines()
                .filter(|line| !line.starts_with('#'))
                .flat_map(str::split_whitespace)
                .collect()
        });
        set.contains(word)
    }
}

/// Words that end a noun phrase's head: what follows only modifies it.
pub(crate) static POSTMODIFIERS: Words =
    Words::new(include_str!("../data/words/postmodifiers.txt"));

/// Prepositions after which stands whom somebody speaks for.
pub(crate) static BELONGING: Words = Words::new(include_str!("../data/words/belonging.txt"));

/// Words before a noun that say nothing of the office.
pub(crate) static QUALIFIERS: Words = Words::new(include_str!("../data/words/qualifiers.txt"));

/// Qualifiers after which an office is no longer held.
pub(crate) static FORMER: Words = Words::new(include_str!("../data/words/former.txt"));

/// Words of an office that is held against those who rule.
pub(crate) static RIVALS: Words = Words::new(include_str!("../data/words/rivals.txt"));

/// So many of somebody, and not all: "many Norwegians".
pub(crate) static QUANTITIES: Words = Words::new(include_str!("../data/words/quantities.txt"));

/// Who is sent abroad: "in" tells where to, not of whom.
pub(crate) static POSTED: Words = Words::new(include_str!("../data/words/posted.txt"));

/// Articles and other words that open a noun phrase.
pub(crate) static DETERMINERS: Words = Words::new(include_str!("../data/words/determiners.txt"));

/// Words that join names ("de Gaulle", "bin Salman").
pub(crate) static PARTICLES: Words = Words::new(include_str!("../data/words/particles.txt"));

/// Portfolios and other words that make one office of a title: "foreign
/// minister", "prime minister", "secretary of state".
pub(crate) static PORTFOLIOS: Words = Words::new(include_str!("../data/words/portfolios.txt"));

/// Nouns that end the name of a body.
pub(crate) static BODY_NOUNS: Words = Words::new(include_str!("../data/words/body-nouns.txt"));

/// Nouns that end the name of an outlet; a place before them is part of it.
pub(crate) static OUTLET_NOUNS: Words = Words::new(include_str!("../data/words/outlet-nouns.txt"));

/// Outlets whose names do not say so.
pub(crate) static OUTLETS: Words = Words::new(include_str!("../data/words/outlets.txt"));

/// Acronyms that are said as words and hence written as names, too.
pub(crate) static SPOKEN: Words = Words::new(include_str!("../data/words/spoken.txt"));

/// Words that start a sentence and are no names.
pub(crate) static OPENERS: Words = Words::new(include_str!("../data/words/openers.txt"));

/// Adjectives of regions: they tell no side.
pub(crate) static REGIONAL: Words = Words::new(include_str!("../data/words/regional.txt"));

/// Days and months: they open no name.
pub(crate) static CALENDAR: Words = Words::new(include_str!("../data/words/calendar.txt"));

/// Texts that speak.
pub(crate) static DOCUMENTS: Words = Words::new(include_str!("../data/words/documents.txt"));

/// Acts of speaking: with an owner they stand for the owner.
pub(crate) static UTTERANCES: Words = Words::new(include_str!("../data/words/utterances.txt"));

/// Bodies of people that stand for the side they belong to.
pub(crate) static SIDES: Words = Words::new(include_str!("../data/words/sides.txt"));

/// Nouns of those who rule a land, and of the bodies that do.
pub(crate) static RULERS: Words = Words::new(include_str!("../data/words/rulers.txt"));

/// Verbs by which a side tells what it wants.
pub(crate) static INTENTIONS: Words = Words::new(include_str!("../data/words/intentions.txt"));

/// What a side is that tells its own stance: "ready".
pub(crate) static READINESS: Words = Words::new(include_str!("../data/words/readiness.txt"));

/// Verbs of what befalls a side.
pub(crate) static BEFALLING: Words = Words::new(include_str!("../data/words/befalling.txt"));

/// Whether a word is an honorific, such as "Mr" or "Dr".
pub(crate) fn honorific(word: &str) -> bool {
    matches!(word, "dr" | "prof" | "hon" | "justice") || honorific_gender(word).is_some()
}

/// The gender that an honorific tells.
pub(crate) fn honorific_gender(word: &str) -> Option<Gender> {
    match word {
        "mr" | "sir" | "lord" | "messrs" => Some(Gender::Man),
        "mrs" | "ms" | "miss" | "madam" | "madame" | "dame" | "lady" => Some(Gender::Woman),
        _ => None,
    }
}

/// The words that point at somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pronoun {
    /// "he", "she": one person, with the gender.
    Personal(Gender),
    /// "it".
    Thing,
    /// "they".
    Several,
    /// "I", "we": whoever speaks.
    Speaker,
    /// "who", "which": whoever was named just before.
    Relative,
    /// "you" and whatever else means nobody in particular.
    Nobody,
}

/// What a word points at, if it is a pronoun.
pub(crate) fn pronoun(word: &str) -> Option<Pronoun> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Pronoun::Personal(Gender::Man),
        "she" | "her" | "hers" | "herself" => Pronoun::Personal(Gender::Woman),
        "it" | "its" | "itself" => Pronoun::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::Several,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => {
            Pronoun::Speaker
        }
        "who" | "whom" | "whose" | "which" | "that" => Pronoun::Relative,
        "you" | "your" | "one" | "this" | "there" | "what" => Pronoun::Nobody,
        _ => return None,
    })
}

/// Family names that stand before the given name in the press: the commonest
/// of China, Korea and Vietnam.
pub(crate) static NAME_FIRST: Words = Words::new(include_str!("../data/words/name-first.txt"));
