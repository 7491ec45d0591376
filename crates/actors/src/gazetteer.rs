//! The kept tables: states, bodies, leaders, places, given names, nouns.
//!
//! They are compiled in and indexed once, at the first look-up. Where each
//! comes from stands in its first lines.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Side;
use crate::UnnamedKind;
use crate::fold::{fold, sound};
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
#[derive(Debug, Clone, Copy)]
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
#[expect(clippy::struct_excessive_bools, reason = "one mark of the table each")]
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

struct Phrase {
    entry: Entry,
    /// It is an acronym: its words must be written in capitals.
    upper: bool,
    /// A word inside it carries "'s".
    possessive: bool,
}

/// All of them.
pub(crate) struct Gazetteer {
    pub countries: Vec<Country>,
    pub bodies: Vec<Body>,
    pub leaders: Vec<Leader>,
    phrases: HashMap<String, Phrase>,
    /// The most words of any phrase that starts with a word.
    longest: HashMap<String, usize>,
    by_code: HashMap<&'static str, usize>,
    by_surname: HashMap<String, Vec<usize>>,
    places: HashMap<String, &'static str>,
    parties: HashMap<String, usize>,
    heads: HashMap<&'static str, Head>,
    given: HashMap<&'static str, Gender>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);

/// The tables.
pub(crate) fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

fn names(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|name| !name.is_empty())
}

impl Gazetteer {
    fn load() -> Self {
        let mut all = Self {
            countries: Vec::new(),
            bodies: Vec::new(),
            leaders: Vec::new(),
            phrases: HashMap::new(),
            longest: HashMap::new(),
            by_code: HashMap::new(),
            by_surname: HashMap::new(),
            places: HashMap::new(),
            parties: HashMap::new(),
            heads: HashMap::new(),
            given: HashMap::new(),
        };
        // International bodies first: "Brussels" speaks for the European Union.
        all.load_organisations();
        all.load_countries();
        all.load_bodies();
        all.load_people();
        for row in rows(include_str!("../data/places.tsv")) {
            if let [name, code] = row[..] {
                all.places.insert(fold(name), code);
            }
        }
        for row in rows(include_str!("../data/heads.tsv")) {
            if let [noun, sector, unnamed, marks] = row[..] {
                let head = Head {
                    noun,
                    sector,
                    unnamed: unnamed_kind(unnamed),
                    office: marks.contains('o'),
                    title: marks.contains('t'),
                    group: marks.contains('g'),
                    gender: if marks.contains('m') {
                        Some(Gender::Man)
                    } else if marks.contains('f') {
                        Some(Gender::Woman)
                    } else {
                        None
                    },
                };
                all.heads.entry(noun).or_insert(head);
            }
        }
        all
    }

    fn load_countries(&mut self) {
        let table: Vec<_> = rows(include_str!("../data/countries.tsv")).collect();
        for row in &table {
            if let [code, _, name, ..] = row[..] {
                self.by_code.insert(code, self.countries.len());
                self.countries.push(Country { code, name });
            }
        }
        // Names of all states before adjectives of any: "Niger" is a state.
        for (at, how) in [
            (2, How::Name),
            (3, How::Name),
            (6, How::Capital),
            (4, How::Adjective),
            (5, How::People),
        ] {
            for (index, row) in table.iter().enumerate() {
                for name in row.get(at).copied().into_iter().flat_map(names) {
                    self.phrase(name, Entry::Country(index, how));
                }
            }
        }
        for row in rows(include_str!("../data/seats.tsv")) {
            if let [seat, code, stands_for] = row[..]
                && let Some(&index) = self.by_code.get(code)
            {
                if matches!(stands_for, "MIL" | "LEG") {
                    let body = self.bodies.len();
                    self.bodies.push(Body {
                        code,
                        country: code,
                        sector: stands_for,
                        name: seat,
                    });
                    self.phrase(seat, Entry::Body(body));
                    continue;
                }
                let how = if seat == stands_for || stands_for.ends_with(seat) {
                    How::Capital
                } else {
                    How::Seat
                };
                self.phrase(seat, Entry::Country(index, how));
            }
        }
    }

    fn load_organisations(&mut self) {
        for row in rows(include_str!("../data/organisations.tsv")) {
            if let [code, country, sector, name, others] = row[..] {
                let index = self.bodies.len();
                self.bodies.push(Body {
                    code,
                    country,
                    sector,
                    name,
                });
                self.phrase(name, Entry::Body(index));
                for other in names(others) {
                    self.phrase(other, Entry::Body(index));
                }
            }
        }
    }

    fn load_bodies(&mut self) {
        for row in rows(include_str!("../data/bodies.tsv")) {
            if let [name, code, sector] = row[..] {
                let index = self.bodies.len();
                self.bodies.push(Body {
                    code,
                    country: code,
                    sector,
                    name,
                });
                // Parties of one plain word ("Forward") and acronyms of two
                // letters mean too much else.
                let word = !name.trim_start_matches("The ").contains(' ');
                let plain = word && sector == "PTY" && name.chars().any(char::is_lowercase);
                let letters = name.chars().filter(|c| c.is_alphabetic()).count();
                if sector == "PTY" && word && !plain && letters <= 4 {
                    // An acronym of a party means it only where nothing else
                    // is asked than what it is.
                    self.parties.entry(fold(name)).or_insert(index);
                } else if !plain && name.len() > 2 {
                    self.phrase(name, Entry::Body(index));
                }
            }
        }
    }

    fn load_people(&mut self) {
        for row in rows(include_str!("../data/leaders.tsv")) {
            if let [name, surname, code, office, from, to] = row[..] {
                let index = self.leaders.len();
                self.leaders.push(Leader {
                    name,
                    surname,
                    code,
                    office,
                    from,
                    to,
                });
                self.by_surname
                    .entry(sound(surname))
                    .or_default()
                    .push(index);
            }
        }
        for row in rows(include_str!("../data/given.tsv")) {
            if let [gender, all] = row[..] {
                let gender = if gender == "f" {
                    Gender::Woman
                } else {
                    Gender::Man
                };
                self.given.extend(all.split(' ').map(|name| (name, gender)));
            }
        }
    }

    /// Enters a phrase; the first meaning of one stays.
    fn phrase(&mut self, name: &str, entry: Entry) {
        let key = fold(name);
        let key = key.strip_prefix("the ").unwrap_or(&key);
        let possessive = key.contains("'s ") || key.contains("s' ");
        let bare = key.replace("'s ", " ").replace("s' ", "s ");
        let key = bare.as_str();
        let first = key.split(' ').next().unwrap_or(key).to_owned();
        let count = key.split(' ').count();
        let longest = self.longest.entry(first).or_default();
        *longest = count.max(*longest);
        let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let upper = letters.len() >= 2 && letters.iter().all(|c| c.is_uppercase());
        self.phrases.entry(key.to_owned()).or_insert(Phrase {
            entry,
            upper,
            possessive,
        });
    }

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
        // "Kurdish-led", "U.S.-backed": the part before the hyphen counts.
        let (before, _) = head.split_once('-')?;
        let phrase = self.phrases.get(before)?;
        let adjective = matches!(phrase.entry, Entry::Country(..)) || phrase.upper;
        (adjective && (!phrase.upper || first.upper || before.contains('.')))
            .then_some((1, phrase.entry))
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
        (!phrase.upper || run[0].upper || !run[0].fold.chars().all(char::is_alphabetic))
            .then_some(phrase)
    }

    /// What a phrase means, as it would stand in a table.
    pub fn named(&self, name: &str) -> Option<Entry> {
        let key = fold(name);
        let key = key.strip_prefix("the ").unwrap_or(&key).replace("'s ", " ");
        self.phrases.get(key.as_str()).map(|phrase| phrase.entry)
    }

    /// The side that a code stands for.
    pub fn side(&self, code: &str) -> Option<Side> {
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

    /// The side of a table's entry.
    pub fn side_of(&self, entry: Entry) -> Option<Side> {
        match entry {
            Entry::Country(index, _) => self.side(self.countries[index].code),
            Entry::Body(index) => self.side(self.bodies[index].code),
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

    /// The party whose short acronym it is.
    pub fn party(&self, acronym: &str) -> Option<&Body> {
        self.parties
            .get(&fold(acronym))
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

fn unnamed_kind(word: &str) -> UnnamedKind {
    match word {
        "official" => UnnamedKind::Official,
        "diplomat" => UnnamedKind::Diplomat,
        "military" => UnnamedKind::Military,
        "insider" => UnnamedKind::Insider,
        "expert" => UnnamedKind::Expert,
        "witness" => UnnamedKind::Witness,
        "media" => UnnamedKind::Media,
        "source" => UnnamedKind::Source,
        _ => UnnamedKind::Other,
    }
}
