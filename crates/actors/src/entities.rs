//! Finds the names in a text: states, bodies, people, and the titles before them.

use std::ops::Range;

use crate::backers::backs;
use crate::chunks::{chunk, opens_name, plain_name};
use crate::ends::{goes_on, office_end};
use crate::gazetteer::{Entry, How, gazetteer};
use crate::lexicon::{
    BODY_NOUNS, CALENDAR, DOCUMENTS, FORMER, OPENERS, OUTLET_NOUNS, PORTFOLIOS, POSTMODIFIERS,
    REGIONAL, UTTERANCES, pronoun,
};
use crate::people::VERBS;
use crate::words::Word;

/// What a stretch of words names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A state, as an index into the table.
    Country(usize, How),
    /// A body of the table.
    Body(usize),
    /// A body that its own words tell to be one.
    Organisation,
    /// A person, by title, given name or apposition.
    Person,
    /// One or more words with capitals that may be a person.
    Name,
    /// The words of an office.
    Title,
    /// An adjective of a land that the tables do not hold: "Vestrian".
    Adjective,
    /// Who backs what follows, and is not it: "Norland-backed".
    Backer(Option<Entry>),
}

/// A stretch of words that names something.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    pub words: Range<usize>,
    pub what: What,
}

/// The names of a text, in order; none overlaps another.
pub(crate) fn entities(words: &[Word]) -> Vec<Entity> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        at = next(words, at, &mut out).max(at + 1);
    }
    surnames(words, &mut out);
    whole_names(words, &mut out);
    out
}

/// "Kasholo People's Front": a body of the tables is another where a name that
/// they do not hold stands right before it, and so is its short name in that
/// report.
fn whole_names(words: &[Word], found: &mut Vec<Entity>) {
    let body = |entity: &Entity| match entity.what {
        What::Body(body) => gazetteer().is_state(gazetteer().bodies[body].code),
        _ => false,
    };
    let told = |entity: &Entity| -> Vec<String> {
        let words = words[entity.words.clone()].iter();
        words.map(|word| word.fold.clone()).collect()
    };
    let mut others: Vec<Vec<String>> = Vec::new();
    let mut at = 1;
    while at < found.len() {
        let (name, own) = (&found[at - 1], &found[at]);
        let first = &words[name.words.start];
        let next = name.words.end == own.words.start
            && words[own.words.start].joined()
            && !words[name.words.end - 1].possessive
            && !(first.opens() && gazetteer().head(&first.fold).is_some());
        if next && name.what == What::Name && own.words.len() > 1 && body(own) {
            others.push(told(own));
            found[at - 1] = Entity {
                words: name.words.start..own.words.end,
                what: What::Organisation,
            };
            found.remove(at);
        } else {
            at += 1;
        }
    }
    for entity in found.iter_mut() {
        if !others.is_empty() && body(entity) && others.contains(&told(entity)) {
            entity.what = What::Organisation;
        }
    }
}

/// "Lima added", after "President Caio Lima said": a place that is the surname
/// of somebody named before is that person where it does what people do.
fn surnames(words: &[Word], found: &mut [Entity]) {
    let mut seen: Vec<&str> = Vec::new();
    for entity in found {
        let range = entity.words.clone();
        let last = words[range.end - 1].fold.as_str();
        if entity.what == What::Person && range.len() > 1 {
            seen.push(last);
            continue;
        }
        let place = matches!(entity.what, What::Country(_, How::Name | How::Capital));
        if !place || range.len() > 1 || !seen.contains(&last) {
            continue;
        }
        let verb = |word: Option<&Word>| word.is_some_and(|w| VERBS.contains(&w.fold.as_str()));
        let before = range.start.checked_sub(1).map(|at| &words[at]);
        let before = before.filter(|_| words[range.start].joined());
        let behind = words.get(range.end).filter(|next| next.joined());
        let inside = before.is_some_and(|word| POSTMODIFIERS.contains(&word.fold));
        if !inside && (verb(behind) || verb(before) && behind.is_none()) {
            entity.what = What::Name;
        }
    }
}

/// The entity that covers a word.
pub(crate) fn covering(entities: &[Entity], word: usize) -> Option<usize> {
    let at = entities.partition_point(|entity| entity.words.end <= word);
    (entities.get(at)?.words.start <= word).then_some(at)
}

/// Reads what starts at a word and returns where to go on.
fn next(words: &[Word], at: usize, out: &mut Vec<Entity>) -> usize {
    let word = &words[at];
    let follows = |at: usize| words.get(at).filter(|word| word.joined());
    // "He" is a family name where a given name follows.
    let points = pronoun(&word.fold).is_some()
        && !word.upper
        && !follows(at + 1).is_some_and(|next| next.capital);
    if !word.capital || points || word.fold == "i" || word.fold.starts_with("i'") {
        return at + 1;
    }
    let found = gazetteer().at(words, at);
    let end = at + found.map_or(1, |(count, _)| count);
    let entry = found.map(|(_, entry)| entry);
    if backs(&words[end - 1], entry) && follows(end).is_some() {
        out.push(Entity {
            words: at..end,
            what: What::Backer(entry),
        });
        return end;
    }
    if let Some((count, entry)) = found {
        let end = at + count;
        let after = follows(end).filter(|_| !words[end - 1].possessive);
        let outlet = after.is_some_and(|word| word.capital && OUTLET_NOUNS.contains(&word.fold));
        let name = count == 1
            && matches!(entry, Entry::Country(_, How::Name | How::Capital))
            && gazetteer().gender(&word.fold).is_some()
            && after.is_some_and(plain_name)
            && gazetteer().at(words, end).is_none();
        let longer = matches!(entry, Entry::Body(body) if goes_on(words, at..end, body));
        if !outlet && !name && !longer {
            let what = match entry {
                Entry::Country(index, how) => What::Country(index, how),
                Entry::Body(index) => What::Body(index),
            };
            out.push(Entity {
                words: at..end,
                what,
            });
            return end;
        }
    }
    if CALENDAR.contains(&word.fold) {
        return at + 1;
    }
    // "Former Norlandic President Jana Adler", "Defence ministry spokesman".
    let lower = follows(at + 1).is_some_and(|next| !next.capital);
    if word.opens()
        && !word.upper
        && (FORMER.contains(&word.fold) || lower && PORTFOLIOS.contains(&word.fold))
    {
        return at + 1;
    }
    // "Families of the hostages": a noun that only opens a sentence.
    // "House Republicans", "Democrats": people of a kind, not a name.
    let people = gazetteer()
        .head(&word.fold)
        .is_some_and(|(_, plural)| plural)
        && !follows(at + 1).is_some_and(|next| next.capital);
    if people && !word.upper && !word.possessive {
        return at + 1;
    }
    let lone = word.opens()
        && !follows(at + 1).is_some_and(|next| next.capital)
        && office_end(words, at + 1, at + 1) == at + 1;
    if lone && (gazetteer().head(&word.fold).is_some() || common(&word.fold)) && !word.upper {
        return at + 1;
    }
    if national(words, at) || regional(words, at) {
        out.push(Entity {
            words: at..at + 1,
            what: What::Adjective,
        });
        return at + 1;
    }
    if word.opens()
        && OPENERS.contains(&word.fold)
        && !opens_name(words, at)
        && !(word.fold == "new" && follows(at + 1).is_some_and(|next| next.capital))
    {
        return at + 1;
    }
    chunk(words, at, out)
}

/// A noun of texts and talk, in either number.
fn common(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    DOCUMENTS.contains(word)
        || DOCUMENTS.contains(singular)
        || UTTERANCES.contains(word)
        || word == "minutes"
}

/// "European leaders", "Western officials": the adjective of a region, with a
/// noun after it that is no part of a name.
fn regional(words: &[Word], at: usize) -> bool {
    let word = words[at].fold.as_str();
    REGIONAL.contains(word)
        && words.get(at + 1).is_none_or(|next| {
            !next.joined()
                || !next.capital
                || gazetteer()
                    .head(&next.fold)
                    .is_some_and(|(head, _)| head.title)
        })
}

/// Whether a word looks like the adjective of a land and stands before a noun
/// that lands have: "Vestrian officials".
pub(crate) fn national(words: &[Word], at: usize) -> bool {
    let noun = |at: usize| {
        words
            .get(at)
            .filter(|next| next.joined())
            .is_some_and(|next| {
                let word = next.fold.as_str();
                gazetteer().head(word).is_some()
                    || PORTFOLIOS.contains(word)
                    || BODY_NOUNS.contains(word)
                    || crate::lexicon::QUALIFIERS.contains(word)
            })
    };
    // "The Vestrian and Norlandic ministers".
    let joined = words.get(at + 1).is_some_and(|and| {
        let other = || gazetteer().at(words, at + 2).map(|(_, entry)| entry);
        let adjective = || matches!(other(), Some(Entry::Country(_, How::Adjective)));
        and.joined() && and.fold == "and" && (national(words, at + 2) || adjective())
    });
    // "Vestrian election board" counts; "Sarkissian said" is a surname.
    words.get(at).and_then(land).is_some()
        && (joined
            || noun(at + 1)
            || (words
                .get(at + 1)
                .is_some_and(|next| next.joined() && !next.capital)
                && noun(at + 2)))
}

/// The land whose adjective a word is, by a name in the report, or by its ending:
/// "Vestrian" of "Vestria", "Norlandic" of "Norland". In the word's own letters.
pub(crate) fn land(word: &Word) -> Option<String> {
    let fold = word.fold.as_str();
    if word.capital
        && !word.possessive
        && let Some(region) = gazetteer().region_of(fold)
    {
        return Some(region.to_owned());
    }
    let stem = fold
        .strip_suffix('n')
        .filter(|stem| stem.ends_with("ia") && stem.len() >= 5)
        .or_else(|| {
            fold.strip_suffix("ic")
                .filter(|stem| stem.ends_with("land"))
        })
        .or_else(|| {
            fold.strip_suffix("ish")
                .filter(|stem| stem.ends_with("land"))
        })
        .or_else(|| fold.strip_suffix('i').filter(|stem| stem.ends_with("stan")));
    if !word.capital
        || word.possessive
        || gazetteer().gender(fold).is_some()
        || gazetteer().head(fold).is_some()
    {
        return None;
    }
    if let Some(land) = &word.land {
        return Some(land.to_string());
    }
    let mut letters = stem?.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn shown(text: &str) -> String {
        let cut = words(text);
        entities(&cut)
            .iter()
            .map(|entity| {
                let from = cut[entity.words.start].span.start;
                let to = cut[entity.words.end - 1].span.end;
                let what = match entity.what {
                    What::Country(..) => "state",
                    What::Body(_) => "body",
                    What::Organisation => "organisation",
                    What::Person => "person",
                    What::Name => "name",
                    What::Title => "title",
                    What::Adjective => "adjective",
                    What::Backer(_) => "backer",
                };
                format!("{what}: {}", &text[from..to])
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn names_are_found() {
        insta::assert_snapshot!(shown(
            "Recently the spokesperson of the Chinese Foreign Ministry, Mao Ning, met Russian \
             President Vladimir Putin. U.S. Secretary of State John Kerry and Li Hua, an expert \
             with the Institute of Russian, Eastern European and Central Asian Studies at the \
             Chinese Academy of Social Sciences, told the Washington Post that NATO would not \
             move. Putin's foreign minister agreed. The Kremlin and Britain's Defence Ministry \
             declined, Crown Prince Mohammed bin Salman said. Julie Bishop of Australia left."
        ));
    }

    #[test]
    fn bodies_bear_the_names_of_their_members() {
        for name in [
            "Coastal Millers' Association",
            "International War Risk Insurers' Association",
            "Northern Women's League",
        ] {
            let found = shown(&format!("Ana Holm of the {name} said so."));
            assert!(found.contains(&format!("organisation: {name}")), "{found}");
        }
        for owner in ["Holm's Council", "the ministers' Council", "Vostra's Party"] {
            let found = shown(&format!("Members of {owner} said so."));
            assert!(!found.contains(owner), "{found}");
        }
    }

    #[test]
    fn a_surname_may_be_a_place() {
        for (text, person) in [
            ("President Caio Lima said so.", "Caio Lima"),
            ("Foreign Minister Boris Paris said so.", "Boris Paris"),
            ("The spokesman Caio Lima said so.", "Caio Lima"),
            ("A Brazilian spokesman, Caio Lima, said so.", "Caio Lima"),
            ("Mr. London said so.", "London"),
        ] {
            let found = shown(text);
            assert!(
                found.contains(&format!("person: {person}")),
                "{text}\n{found}"
            );
        }
        for (text, state) in [
            (
                "President Caio Lima left. Lima added that it rained.",
                false,
            ),
            ("President Caio Lima left. “It rained,” said Lima.", false),
            ("President Caio Lima left. In Lima it rained.", true),
            ("President Caio Lima left. Officials in Lima said so.", true),
        ] {
            assert_eq!(shown(text).contains("state: "), state, "{text}");
        }
        for text in [
            "President Putin China said so.",
            "Yesterday Lima said so.",
            "The president, Lima said, left.",
        ] {
            let found = shown(text);
            assert!(found.contains("state: "), "{text}\n{found}");
        }
    }
}
