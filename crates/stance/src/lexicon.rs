//! The word lists in `data/`, ready to match.

use crate::Force;
use crate::token::{Token, inflects};
use std::collections::HashMap;
use std::ops::Range;

/// How many words "_" may stand for.
const GAP: usize = 3;

/// A list of phrases of one kind; the longest at a place matches.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    phrases: Vec<Vec<&'static str>>,
}

impl Phrases {
    fn push(&mut self, line: &'static str) {
        self.phrases.push(line.split_whitespace().collect());
    }

    /// The longest phrase that begins at `at`, and where it ends.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<Range<usize>> {
        self.phrases
            .iter()
            .filter_map(|phrase| end(phrase, tokens, at))
            .max()
            .map(|end| at..end)
    }

    /// All places where a phrase stands, from left to right, none overlapping.
    pub fn all(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            if let Some(range) = self.at(tokens, at) {
                at = range.end;
                found.push(range);
            } else {
                at += 1;
            }
        }
        found
    }
}

/// Where a phrase that begins at `at` ends.
fn end(phrase: &[&str], tokens: &[Token], at: usize) -> Option<usize> {
    let (&first, rest) = phrase.split_first()?;
    if first == "_" {
        return (at..=at + GAP).find_map(|next| end(rest, tokens, next));
    }
    if !inflects(&tokens.get(at)?.text, first) {
        return None;
    }
    if rest.is_empty() {
        Some(at + 1)
    } else {
        end(rest, tokens, at + 1)
    }
}

/// The sections of a list: their names and lines.
fn sections(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut name = "";
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(move |line| {
            if let Some(section) = line.strip_prefix('[') {
                name = section.trim_end_matches(']');
                return None;
            }
            Some((name, line))
        })
}

/// All word lists.
#[derive(Debug)]
pub(crate) struct Lexicon {
    cues: Vec<(Force, Vec<&'static str>)>,
    pub negators: Phrases,
    pub against: Phrases,
    pub bad: Phrases,
    pub good: Phrases,
    pub deontic: Phrases,
    pub hedges: Phrases,
    pub wait: Phrases,
    pub conditions: Phrases,
    pub weak_conditions: Phrases,
    pub media: Phrases,
    kin: HashMap<&'static str, u16>,
}

impl Lexicon {
    pub fn load() -> Self {
        let list = |text, wanted: &str| {
            let mut phrases = Phrases::default();
            for (_, line) in sections(text).filter(|(name, _)| *name == wanted) {
                phrases.push(line);
            }
            phrases
        };
        let turns = include_str!("../data/turns.txt");
        let conditions = include_str!("../data/conditions.txt");
        Self {
            cues: sections(include_str!("../data/cues.txt"))
                .filter_map(|(name, line)| Some((force(name)?, line.split_whitespace().collect())))
                .collect(),
            negators: list(turns, "negators"),
            against: list(turns, "against"),
            bad: list(turns, "bad"),
            good: list(turns, "good"),
            deontic: list(turns, "deontic"),
            hedges: list(turns, "hedges"),
            wait: list(turns, "wait"),
            conditions: list(conditions, "strong"),
            weak_conditions: list(conditions, "weak"),
            media: list(include_str!("../data/media.txt"), "media"),
            kin: (0u16..)
                .zip(sections(include_str!("../data/kin.txt")))
                .flat_map(|(number, (_, line))| {
                    line.split_whitespace().map(move |word| (word, number))
                })
                .collect(),
        }
    }

    /// The cue that begins at `at`: its force and where it ends. The longest
    /// wins; of two as long, the one that stands first in the list.
    pub fn cue_at(&self, tokens: &[Token], at: usize) -> Option<(Force, Range<usize>)> {
        let mut best: Option<(Force, usize)> = None;
        for (force, phrase) in &self.cues {
            if let Some(end) = end(phrase, tokens, at)
                && best.is_none_or(|(_, longest)| end > longest)
            {
                best = Some((*force, end));
            }
        }
        best.map(|(force, end)| (force, at..end))
    }

    /// The number of the family of words that name one thing, if the word has one.
    pub fn kin(&self, word: &str) -> Option<u16> {
        let singular = || word.strip_suffix('s').and_then(|word| self.kin.get(word));
        self.kin.get(word).or_else(singular).copied()
    }
}

fn force(name: &str) -> Option<Force> {
    Some(match name {
        "says" => Force::Says,
        "favours" => Force::Favours,
        "demands" => Force::Demands,
        "rejects" => Force::Rejects,
        "denies" => Force::Denies,
        "doubts" => Force::Doubts,
        "warns" => Force::Warns,
        "asks" => Force::Asks,
        "withholds" => Force::Withholds,
        "passes-on" => Force::PassesOn,
        "accuses" => Force::Accuses,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenise;

    #[test]
    fn every_section_is_known() {
        for (name, line) in sections(include_str!("../data/cues.txt")) {
            assert!(force(name).is_some(), "[{name}] {line}");
        }
    }

    #[test]
    fn the_longest_cue_wins() {
        let lexicon = Lexicon::load();
        for (text, expected) in [
            ("declined repeatedly to comment on", Force::Withholds),
            ("declined the invitation", Force::Rejects),
            ("called for", Force::Demands),
            ("called it a day", Force::Says),
            ("ruled out", Force::Rejects),
            ("asked whether", Force::Asks),
            ("denies", Force::Denies),
        ] {
            let found = lexicon.cue_at(&tokenise(text), 0);
            assert_eq!(found.map(|(force, _)| force), Some(expected), "{text}");
        }
    }

    #[test]
    fn names_of_one_country_are_kin() {
        let lexicon = Lexicon::load();
        assert_eq!(lexicon.kin("chinese"), lexicon.kin("beijing"));
        assert_eq!(lexicon.kin("guarantors"), lexicon.kin("guarantee"));
        assert_eq!(lexicon.kin("table"), None);
    }
}
