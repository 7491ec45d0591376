//! The kept tables: states, bodies, leaders, places, given names, nouns.
//!
//! They are compiled in and indexed once, at the first look-up. Where each
//! comes from stands in its first lines.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Side;
use crate::UnnamedKind;
use crate::fold::{fold, sound};
use crate::lexicon::SPOKEN;
use crate::polities;
use crate::sides::named_side;
use crate::words::Word;

/// A state or territory.
#[derive(Debug)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
}

/// A body with a place in the tables.
#[derive(Debug)]
pub(crate) struct Body {
    /// The code of the side it speaks for: a state's, or its own.
    pub code: &'static str,
    /// The country code that coded role phrases give it.
    pub country: &'static str,
    /// Its PLOVER sector.
    pub sector: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// A head of state or government.
#[derive(Debug)]
pub(crate) struct Leader {
    pub name: &'static str,
    pub surname: &'static str,
    pub code: &'static str,
    pub office: &'static str,
    /// ISO 8601, to the day where known.
    pub from: &'static str,
    /// When it was last seen held; empty: in the newest edition.
    pub to: &'static str,
    /// Whether it heads a state or government, or is known to want to.
    pub head: bool,
}

/// For so many years an office whose end no table tells is taken for held.
const TERM: i32 = 5;

/// The year of an ISO date, however precise.
pub(crate) fn year(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

impl Leader {
    /// Whether the office was surely held on a day (`YYYY-MM-DD`); the months
    /// in which holders change are nobody's where a table tells only years.
    pub fn holds_on(&self, day: &str) -> bool {
        if self.from.is_empty() || self.from > day || day.starts_with(self.from) && !self.head {
            return false;
        }
        match (self.to.is_empty(), self.head) {
            (true, true) => true,
            (true, false) => year(day) <= year(self.from).map(|from| from + TERM),
            (false, true) => day <= self.to,
            (false, false) => day <= self.to && !day.starts_with(self.to),
        }
    }
}

/// How a phrase means a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Name,
    Adjective,
    People,
    Capital,
    Seat,
}

/// What a phrase of the tables means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A state, as an index into `countries`.
    Country(usize, How),
    /// A body, as an index into `bodies`.
    Body(usize),
}

/// Men's or women's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Man,
    Woman,
}

/// What a noun tells of whom it describes.
#[derive(Debug)]
pub(crate) struct Head {
    pub noun: &'static str,
    pub sector: &'static str,
    pub unnamed: UnnamedKind,
    /// It stands for its holder.
    pub office: bool,
    /// It may stand before a name.
    pub title: bool,
    /// Its plural is a group of some standing.
    pub group: bool,
    pub gender: Option<Gender>,
}

pub(crate) struct Phrase {
    pub(crate) entry: Entry,
    /// It is an acronym: its words must be written in capitals.
    pub(crate) upper: bool,
    /// A word inside it carries "'s".
    pub(crate) possessive: bool,
}

/// All of them.
pub(crate) struct Gazetteer {
    pub countries: Vec<Country>,
    pub bodies: Vec<Body>,
    pub leaders: Vec<Leader>,
    pub(crate) phrases: HashMap<String, Phrase>,
    /// The most words of any phrase that starts with a word.
    pub(crate) longest: HashMap<String, usize>,
    pub(crate) by_code: HashMap<&'static str, usize>,
    pub(crate) by_surname: HashMap<String, Vec<usize>>,
    pub(crate) places: HashMap<String, &'static str>,
    /// Regions by adjectives that do not follow from their names.
    pub(crate) regions: HashMap<String, &'static str>,
    /// Bodies whose names mean them only where they stand by themselves.
    pub(crate) alone: HashMap<String, usize>,
    pub(crate) heads: HashMap<&'static str, Head>,
    pub(crate) given: HashMap<&'static str, Gender>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);

/// The tables.
pub(crate) fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

impl Gazetteer {
    /// The longest phrase of the tables that starts at a word, with the number
    /// of words it takes. Its words are joined by white space and start with a
    /// capital, but for small words inside.
    pub fn at(&self, words: &[Word], start: usize) -> Option<(usize, Entry)> {
        let first = words.get(start)?;
        if !first.capital && !first.fold.starts_with("al-") {
            return None;
        }
        let head = first.fold.as_str();
        if let Some(&longest) = self.longest.get(head) {
            for count in (1..=longest).rev() {
                let Some(run) = words.get(start..start + count) else {
                    continue;
                };
                if run[1..].iter().any(|word| !word.joined()) {
                    continue;
                }
                let possessive = run[..count - 1].iter().any(|word| word.possessive);
                if let Some(phrase) = self.lookup(run)
                    && phrase.possessive == possessive
                {
                    return Some((count, phrase.entry));
                }
            }
        }
        // "North Korea-related".
        if let Some(&longest) = self.longest.get(head) {
            for count in (2..=longest).rev() {
                let Some(run) = words.get(start..start + count) else {
                    continue;
                };
                let joined = run[1..].iter().all(Word::joined);
                let Some((before, _)) = run[count - 1].fold.split_once('-').filter(|_| joined)
                else {
                    continue;
                };
                let first = run[..count - 1].iter().map(|word| word.fold.as_str());
                let key: Vec<&str> = first.chain([before]).collect();
                if let Some(phrase) = self.phrases.get(key.join(" ").as_str())
                    && matches!(phrase.entry, Entry::Country(..))
                {
                    return Some((count, phrase.entry));
                }
            }
        }
        // "Kurdish-led", "U.S.-backed": the part before the hyphen counts.
        let (before, _) = head.split_once('-')?;
        let phrase = self.phrases.get(before)?;
        let adjective = matches!(phrase.entry, Entry::Country(..)) || phrase.upper;
        let capitals = first.upper || before.contains('.') || SPOKEN.contains(before);
        (adjective && (!phrase.upper || capitals)).then_some((1, phrase.entry))
    }

    fn lookup(&self, run: &[Word]) -> Option<&Phrase> {
        let phrase = match run {
            [one] => self.phrases.get(one.fold.as_str())?,
            many => {
                let mut key = String::with_capacity(many.len() * 8);
                for word in many {
                    if !key.is_empty() {
                        key.push(' ');
                    }
                    key.push_str(&word.fold);
                }
                self.phrases.get(key.as_str())?
            }
        };
        let capitals = run[0].upper
            || !run[0].fold.chars().all(char::is_alphabetic)
            || run.len() == 1 && SPOKEN.contains(&run[0].fold);
        (!phrase.upper || capitals).then_some(phrase)
    }

    /// What a phrase means, as it would stand in a table.
    pub fn named(&self, name: &str) -> Option<Entry> {
        let key = fold(name);
        let key = key.strip_prefix("the ").unwrap_or(&key).replace("'s ", " ");
        self.phrases.get(key.as_str()).map(|phrase| phrase.entry)
    }

    /// The side that a code stands for.
    pub fn side(&self, code: &str) -> Option<Side> {
        if code.is_empty() {
            return None;
        }
        let name = match self.by_code.get(code) {
            Some(&index) => self.countries[index].name,
            None => self.bodies.iter().find(|body| body.code == code)?.name,
        };
        Some(Side {
            code: code.to_owned(),
            name: name.to_owned(),
        })
    }

    /// Whether a code is a state's: one of ISO 3166-1 alpha-3, or of a land
    /// that the tables do not hold.
    pub fn is_state(&self, code: &str) -> bool {
        self.by_code.contains_key(code)
    }

    /// The side that a body speaks for: its organisation, or its state if it is
    /// one of its powers, parties or places of learning. A firm or a rebel group
    /// is no voice of the state that it is at home in: it is a side of its own.
    pub fn side_of_body(&self, body: usize) -> Option<Side> {
        let body = &self.bodies[body];
        if let Some(region) = polities::of_body(self, body) {
            return Some(region);
        }
        let public = matches!(
            body.sector,
            "GOV" | "MIL" | "COP" | "SPY" | "JUD" | "LEG" | "PTY" | "IGO" | "EDU"
        );
        if public || !(body.code.is_empty() || self.is_state(body.code)) {
            self.side(body.code)
        } else {
            Some(named_side(body.name))
        }
    }

    /// The side of a table's entry.
    pub fn side_of(&self, entry: Entry) -> Option<Side> {
        match entry {
            Entry::Country(index, _) => self.side(self.countries[index].code),
            Entry::Body(index) => self.side_of_body(index),
        }
    }

    /// The leaders whose surname sounds so, as indices.
    pub fn leaders_named(&self, surname: &str) -> &[usize] {
        self.by_surname
            .get(&sound(surname))
            .map_or(&[], Vec::as_slice)
    }

    /// The state of a city or region.
    pub fn place(&self, name: &str) -> Option<&'static str> {
        self.places.get(&fold(name)).copied()
    }

    /// The region whose adjective a word is: "Scottish".
    pub fn region_of(&self, adjective: &str) -> Option<&'static str> {
        self.regions.get(adjective).copied()
    }

    /// The party or outlet that a name means where nothing stands around it.
    pub fn alone(&self, name: &str) -> Option<&Body> {
        self.alone
            .get(&fold(name))
            .map(|&index| &self.bodies[index])
    }

    /// Whose given name it is.
    pub fn gender(&self, given: &str) -> Option<Gender> {
        let key = given.split('-').next().unwrap_or(given);
        self.given.get(key).copied()
    }

    /// What a noun tells, and whether it stands in the plural.
    pub fn head(&self, word: &str) -> Option<(&Head, bool)> {
        if let Some(head) = self.heads.get(word) {
            return Some((
                head,
                word == "people"
                    || word == "police"
                    || word == "others"
                    || word == "both"
                    || word == "some"
                    || word == "many"
                    || word == "several"
                    || word == "few"
                    || word == "most"
                    || word == "media"
                    || word == "spokespeople",
            ));
        }
        let singular = |ending: &str, with: &str| {
            let stem = word.strip_suffix(ending)?;
            self.heads.get(format!("{stem}{with}").as_str())
        };
        singular("men", "man")
            .or_else(|| singular("ies", "y"))
            .or_else(|| singular("ren", ""))
            .or_else(|| singular("wives", "wife"))
            .or_else(|| singular("thieves", "thief"))
            .or_else(|| singular("s", ""))
            .or_else(|| singular("es", ""))
            .map(|head| (head, true))
            .or_else(|| {
                // "vice-president", "co-founder", "ex-minister".
                let (_, last) = word.rsplit_once('-')?;
                if word.starts_with("then-") || last.len() < 3 {
                    return None;
                }
                self.head(last)
            })
    }
}
