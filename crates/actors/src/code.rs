//! Codes a phrase by country and sector, as event data do: "the Pakistani
//! Army" is PAK MIL.
//!
//! Sectors are those of the PLOVER ontology: GOV, MIL, COP, SPY, JUD, LEG, PTY,
//! REL, BUS, EDU, MED, JRN, CVL and so on; ELI for those who held an office;
//! UNK where the words tell none.

use crate::Known;
use crate::cameo;
use crate::entities::{Entity, What, covering, entities};
use crate::gazetteer::{How, gazetteer};
use crate::lexicon::{CALENDAR, pronoun};
use crate::sides;
use crate::words::{Word, words};

/// The code of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// ISO 3166-1 alpha-3; UNO, EUR, IGO and such for organisations; empty
    /// where the words tell none.
    pub country: String,
    /// The PLOVER sector; empty for a state as a whole.
    pub sector: String,
    /// What tells so, for people to read.
    pub reason: String,
}

/// Codes a phrase. `context` is text around it that may name a country; `date`
/// is the day it was written, in any usual form, for offices that people held;
/// `known` are actors and nouns from files.
#[must_use]
pub fn code(mention: &str, context: Option<&str>, date: Option<&str>, known: &Known) -> Code {
    let phrase = Coding::new(mention, date, known);
    let mut code = phrase.code();
    if code.country.is_empty()
        && let Some(context) = context
        && code.sector != "JNK"
    {
        let around = Coding::new(context, date, known);
        if let Some(country) = around.country() {
            code.country = country;
            code.reason
                .push_str("; the country from what stands around it");
        }
    }
    code
}

pub(crate) struct Coding<'a> {
    pub(crate) words: Vec<Word>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) date: Option<String>,
    pub(crate) known: &'a Known,
}

/// Sectors whose people belong to the elites once they have left.
pub(crate) const STATE: &[&str] = &["GOV", "MIL", "LEG", "SPY", "COP", "JUD"];

/// Words that name a time and no actor.
const TIMES: &[&str] = &[
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "now",
    "morning",
    "evening",
    "week",
    "month",
    "year",
];

impl<'a> Coding<'a> {
    fn new(text: &str, date: Option<&str>, known: &'a Known) -> Self {
        let words = words(text);
        let entities = entities(&words);
        Self {
            words,
            entities,
            date: date.and_then(day),
            known,
        }
    }

    fn code(&self) -> Code {
        let answer = |country: Option<String>, sector: &str, reason: &str| Code {
            country: country.unwrap_or_default(),
            sector: sector.to_owned(),
            reason: reason.to_owned(),
        };
        let content: Vec<&Word> = self
            .words
            .iter()
            .filter(|word| !matches!(word.fold.as_str(), "the" | "a" | "an"))
            .collect();
        let Some(first) = content.first() else {
            return answer(None, "UNK", "no words");
        };
        if content.len() == 1 && pronoun(&first.fold).is_some() {
            return answer(None, "UNK", "a pronoun alone");
        }
        if content
            .iter()
            .all(|word| TIMES.contains(&word.fold.as_str()) || CALENDAR.contains(&word.fold))
        {
            return answer(None, "JNK", "a time, no actor");
        }
        if let Some(code) = self.whole() {
            return code;
        }
        if let Some((country, sector, reason)) = self.leader() {
            return answer(Some(country), &sector, &reason);
        }
        // A place by itself.
        if let Some(place) = gazetteer().place(
            &content
                .iter()
                .map(|word| word.fold.as_str())
                .collect::<Vec<_>>()
                .join(" "),
        ) {
            return answer(Some(place.to_owned()), "CVL", "a city or region");
        }
        if let Some(code) = self.in_file() {
            return code;
        }
        let (sector, told) = self.sector();
        answer(self.country(), &sector, &told)
    }

    /// The whole phrase is one entry of the tables.
    fn whole(&self) -> Option<Code> {
        let start = usize::from(self.words.first()?.fold == "the");
        let all: Vec<&str> = self.words[start..].iter().map(|w| &*w.fold).collect();
        let acronym = all.len() > 1 || self.words.last().is_some_and(|one| one.upper);
        if let Some(body) = gazetteer().alone(&all.join(" "))
            && (acronym || body.sector != "PTY")
        {
            return Some(Code {
                country: body.country.to_owned(),
                sector: body.sector.to_owned(),
                reason: format!("{}, by itself", body.name),
            });
        }
        let entity = self
            .entities
            .iter()
            .find(|entity| entity.words.start == start && entity.words.end == self.words.len())?;
        let g = gazetteer();
        let (country, sector, reason) = match entity.what {
            What::Country(country, How::Capital | How::Seat) => (
                g.countries[country].code,
                "GOV",
                "a capital or seat stands for its government",
            ),
            What::Country(country, How::Name) => {
                let body = self.words.iter().any(|word| word.fold == "authority");
                let code = g.countries[country].code;
                // Nobody governs it.
                let code = if code == "ATA" { "" } else { code };
                (code, if body { "GOV" } else { "" }, "a state")
            }
            What::Body(body) => (
                g.bodies[body].country,
                g.bodies[body].sector,
                "a body of the tables",
            ),
            _ => return None,
        };
        Some(Code {
            country: country.to_owned(),
            sector: sector.to_owned(),
            reason: reason.to_owned(),
        })
    }

    /// An actor of the files: the whole phrase, or the person who ends it.
    fn in_file(&self) -> Option<Code> {
        let all: Vec<&str> = self.words.iter().map(|word| word.fold.as_str()).collect();
        let whole = all.join(" ");
        let whole = whole.strip_prefix("the ").unwrap_or(&whole);
        let last = self.entities.iter().find(|entity| {
            matches!(entity.what, What::Person | What::Name) && entity.words.end == self.words.len()
        });
        let person = last.map(|entity| all[entity.words.clone()].join(" "));
        let actor = self
            .known
            .called(whole)
            .next()
            .or_else(|| self.known.called(person.as_deref()?).next())?;
        let date = self.date.as_deref().unwrap_or("9999");
        let held = |role: &&crate::Role| {
            role.from.as_deref().is_none_or(|from| from <= date)
                && role.to.as_deref().is_none_or(|to| date <= to)
        };
        let role = actor
            .roles
            .iter()
            .find(|role| held(role) && (role.from.is_some() || role.to.is_some()))
            .or_else(|| {
                actor
                    .roles
                    .iter()
                    .find(|role| role.from.is_none() && role.to.is_none())
            })
            .or_else(|| actor.roles.last())?;
        let sector = match role.office.as_deref() {
            Some(office) if !held(&role) && cameo::sector(office) == Some("GOV") => "ELI",
            Some(office) => cameo::sector(office).unwrap_or("GOV"),
            None => "UNK",
        };
        Some(Code {
            country: role
                .side
                .as_ref()
                .map(|side| side.code.clone())
                .unwrap_or_default(),
            sector: sector.to_owned(),
            reason: format!("{}, in the actor file", actor.name),
        })
    }

    /// The country that the words tell: of a state or body named, then of a
    /// place.
    pub fn country(&self) -> Option<String> {
        let g = gazetteer();
        let mut turned = false;
        for at in 0..self.words.len() {
            let word = self.words[at].fold.as_str();
            if matches!(word, "to" | "on" | "about" | "against") && at > 0 {
                turned = true;
            } else if matches!(word, "in" | "at" | "from" | "of" | "for" | "with") {
                turned = false;
            }
            let Some(index) = covering(&self.entities, at) else {
                continue;
            };
            if self.entities[index].words.start != at || turned {
                continue;
            }
            match self.entities[index].what {
                What::Country(country, _) => return Some(g.countries[country].code.to_owned()),
                What::Body(body) if !g.bodies[body].country.is_empty() => {
                    return Some(g.bodies[body].country.to_owned());
                }
                What::Organisation => {
                    if let Some((side, _)) = sides::body_side(&self.words, &self.entities, index) {
                        return Some(side.code);
                    }
                }
                What::Adjective => {
                    if let Some(side) = sides::own_state(&self.words[at]) {
                        return Some(side.code);
                    }
                }
                _ => {}
            }
        }
        self.place()
    }

    /// The state of a city or region named, the longest name first.
    pub(crate) fn place(&self) -> Option<String> {
        let g = gazetteer();
        for count in (1..=3).rev() {
            for run in self.words.windows(count) {
                let name = run
                    .iter()
                    .map(|word| word.fold.as_str())
                    .collect::<Vec<_>>()
                    .join(" ");
                let person = run[0].opens() && count == 1 && g.gender(&name).is_some();
                if run.iter().all(|word| word.capital)
                    && !person
                    && g.head(&name).is_none()
                    && let Some(code) = g.place(&name)
                {
                    return Some(code.to_owned());
                }
            }
        }
        None
    }
}

/// A day in one of the usual forms as ISO 8601, to the year at least.
fn day(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let parts: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    let year = parts
        .iter()
        .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()))?;
    if text.starts_with(year.as_str()) && parts.len() == 3 {
        return Some(text.trim().to_owned());
    }
    let month = parts
        .iter()
        .find_map(|part| MONTHS.iter().position(|month| part.starts_with(month)));
    let day = parts
        .iter()
        .filter(|part| part.len() <= 2)
        .find_map(|part| part.parse::<u32>().ok());
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{:02}-{day:02}", month + 1),
        (Some(month), None) => format!("{year}-{:02}", month + 1),
        _ => year.clone(),
    })
}

#[cfg(test)]
mod tests;
