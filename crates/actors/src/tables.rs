//! Reads the kept tables. Where each comes from stands in its first lines.

use std::collections::HashMap;

use crate::UnnamedKind;
use crate::fold::{fold, sound};
use crate::gazetteer::{Body, Country, Entry, Gazetteer, Gender, Head, How, Leader, Phrase};
use crate::lexicon::OPENERS;

impl Gazetteer {
    pub(crate) fn load() -> Self {
        let mut all = Self {
            countries: Vec::new(),
            bodies: Vec::new(),
            leaders: Vec::new(),
            phrases: HashMap::new(),
            longest: HashMap::new(),
            by_code: HashMap::new(),
            by_surname: HashMap::new(),
            places: HashMap::new(),
            regions: HashMap::new(),
            alone: HashMap::new(),
            heads: HashMap::new(),
            given: HashMap::new(),
        };
        for row in rows(include_str!("../data/places.tsv")) {
            if let [name, code] = row[..] {
                all.places.insert(fold(name), code);
            }
        }
        for row in rows(include_str!("../data/regions.tsv")) {
            if let [name, adjectives] = row[..] {
                all.regions
                    .extend(names(adjectives).map(|adjective| (fold(adjective), name)));
            }
        }
        // International bodies first: "Brussels" speaks for the European Union.
        all.load_organisations();
        all.load_countries();
        all.load_bodies();
        all.load_groups();
        all.load_people();
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
                    let body = self.body(code, code, stands_for, seat);
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

    /// Adds a body, and gives its index.
    fn body(
        &mut self,
        code: &'static str,
        country: &'static str,
        sector: &'static str,
        name: &'static str,
    ) -> usize {
        self.bodies.push(Body {
            code,
            country,
            sector,
            name,
        });
        self.bodies.len() - 1
    }

    fn load_organisations(&mut self) {
        for row in rows(include_str!("../data/organisations.tsv")) {
            if let [code, country, sector, name, others] = row[..] {
                let index = self.body(code, country, sector, name);
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
                let index = self.body(code, code, sector, name);
                // Parties of one plain word ("Forward") and acronyms of two
                // letters mean too much else.
                let word = !name.trim_start_matches("The ").contains(' ');
                let plain = word && sector == "PTY" && name.chars().any(char::is_lowercase);
                let letters = name.chars().filter(|c| c.is_alphabetic()).count();
                // The Factbook lists parties under the name of their region.
                if sector == "PTY" && self.places.contains_key(&fold(name)) {
                    continue;
                }
                if sector == "PTY" && word && !plain && letters <= 4 {
                    // An acronym of a party means it only where nothing else
                    // is asked than what it is.
                    self.alone.entry(fold(name)).or_insert(index);
                } else if !plain && name.len() > 2 {
                    self.phrase(name, Entry::Body(index));
                }
            }
        }
    }

    fn load_groups(&mut self) {
        for row in rows(include_str!("../data/groups.tsv")) {
            if let [name, code, sector, others] = row[..] {
                let index = self.body(code, code, sector, name);
                for name in std::iter::once(name).chain(names(others)) {
                    if sector == "JRN" {
                        // In a text an outlet is whoever words reached, not
                        // who said them: the chain of reporting tells.
                        self.alone.entry(fold(name)).or_insert(index);
                    } else {
                        self.phrase(name, Entry::Body(index));
                    }
                }
            }
        }
    }

    fn load_people(&mut self) {
        let heads = rows(include_str!("../data/leaders.tsv")).map(|row| (true, row));
        let governments = rows(include_str!("../data/governments.tsv"));
        let ministers = rows(include_str!("../data/ministers.tsv"));
        let others = governments.chain(ministers).map(|row| (false, row));
        for (head, row) in heads.chain(others) {
            if let [name, surname, code, office, from, to] = row[..] {
                let index = self.leaders.len();
                self.leaders.push(Leader {
                    name,
                    surname,
                    code,
                    office,
                    from,
                    to,
                    head,
                });
                self.by_surname
                    .entry(sound(surname))
                    .or_default()
                    .push(index);
                // "Le Drian", "bin Salman": found by its last word, too.
                if let Some((_, last)) = surname.rsplit_once(' ') {
                    self.by_surname.entry(sound(last)).or_default().push(index);
                }
            }
        }
        for row in rows(include_str!("../data/given.tsv")) {
            if let [gender, all] = row[..] {
                let gender = if gender == "f" {
                    Gender::Woman
                } else {
                    Gender::Man
                };
                let names = all.split(' ').filter(|name| !small_word(name));
                self.given.extend(names.map(|name| (name, gender)));
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
}

/// Whether a word is a small one, however many people are called so.
fn small_word(name: &str) -> bool {
    OPENERS.contains(name)
        && !matches!(
            name,
            "april" | "august" | "january" | "june" | "may" | "said" | "will"
        )
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

fn names(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|name| !name.is_empty())
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
