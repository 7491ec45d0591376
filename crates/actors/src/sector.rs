//! The PLOVER sector that a phrase tells.

use std::ops::Range;

use crate::code::{Coding, STATE};
use crate::entities::{What, covering};
use crate::gazetteer::gazetteer;
use crate::lexicon::{FORMER, POSTMODIFIERS};
use crate::roles;

impl<'a> Coding<'a> {
    /// The sector, and the words that tell it.
    pub(crate) fn sector(&self) -> (String, String) {
        let g = gazetteer();
        let all = 0..self.words.len();
        let zone = roles::zone_end(&self.words, &self.entities, &all);
        let former = self.words[..zone]
            .iter()
            .any(|word| FORMER.contains(&word.fold) || word.fold.starts_with("ex-"));
        let agent = |word: &str| self.known.agent(word);
        // The last noun before the first modifier is the head; a person's name
        // may follow it.
        let head = (0..zone).rev().find_map(|at| {
            let word = self.words[at].fold.as_str();
            let inside = covering(&self.entities, at).map(|index| self.entities[index].what);
            match inside {
                Some(What::Person | What::Country(..)) => return None,
                // What a body is, its own name may hide ("Democratic Forces").
                Some(What::Body(body)) => return Some((at, g.bodies[body].sector)),
                _ => {}
            }
            g.head(word)
                .map(|(head, _)| (at, head.sector))
                .or_else(|| body_sector(word).map(|sector| (at, sector)))
        });
        let body = self.entities.iter().find_map(|entity| match entity.what {
            What::Body(body) if entity.words.end <= zone => Some(g.bodies[body].sector),
            _ => None,
        });
        let Some((at, mut sector)) = head else {
            if let Some(sector) = body {
                return (sector.to_owned(), "a body of the tables".to_owned());
            }
            return self.without_head(&(0..zone), &agent);
        };
        let noun = self.words[at].fold.clone();
        let before = self.modifier(&(0..at));
        // "a team of heavily armed police", "president of the … League".
        let of = self.complement(zone);
        if let Some(told) = before.filter(|_| VAGUE.contains(&sector) && noun != "party") {
            if told != "GOV" || sector == "UNK" {
                sector = told;
            }
        } else if (matches!(sector, "UNK") && !matches!(noun.as_str(), "men" | "group")
            || matches!(
                noun.as_str(),
                "president"
                    | "director"
                    | "head"
                    | "chief"
                    | "chairman"
                    | "member"
                    | "team"
                    | "group"
            ))
            && let Some(told) = of.filter(|told| !(*told == "CVL" && noun == "group"))
        {
            sector = told;
        }
        if sector == "JRN" && before == Some("GOV") {
            sector = "GOV";
        }
        if let Some(body) =
            body.filter(|sector| matches!(*sector, "SPY" | "MIL" | "COP" | "JUD" | "LEG"))
            && matches!(sector, "GOV" | "UNK")
        {
            sector = body;
        }
        if let Some(told) = agent(&noun).filter(|_| sector == "UNK") {
            return (told.to_owned(), format!("“{noun}” in the agents file"));
        }
        if former && STATE.contains(&sector) {
            return ("ELI".to_owned(), format!("“{noun}”, no longer"));
        }
        (sector.to_owned(), format!("“{noun}”"))
    }

    /// What the words before a head tell.
    fn modifier(&self, range: &Range<usize>) -> Option<&'static str> {
        let state_news = self.words[range.clone()]
            .iter()
            .any(|word| word.fold == "state");
        if state_news {
            return Some("GOV");
        }
        range.clone().rev().find_map(|at| {
            let word = self.words[at].fold.as_str();
            MODIFIERS
                .iter()
                .find(|(modifier, _)| {
                    *modifier == word || word.strip_suffix("'s") == Some(modifier)
                })
                .map(|(_, sector)| *sector)
        })
    }

    /// What follows "of": the sector of its noun.
    fn complement(&self, zone: usize) -> Option<&'static str> {
        let g = gazetteer();
        if self.words.get(zone)?.fold != "of" {
            return None;
        }
        let end = (zone + 1..self.words.len())
            .find(|&at| POSTMODIFIERS.contains(&self.words[at].fold))
            .unwrap_or(self.words.len());
        let text = zone + 1..end;
        self.modifier(&text)
            .filter(|sector| *sector == "SPY")
            .or_else(|| {
                text.rev().find_map(|at| {
                    let word = self.words[at].fold.as_str();
                    g.head(word)
                        .map(|(head, _)| head.sector)
                        .or_else(|| body_sector(word))
                        .filter(|sector| *sector != "UNK")
                })
            })
    }

    /// A phrase whose nouns no table knows: an agents file, a modifier, a
    /// place.
    fn without_head(
        &self,
        range: &Range<usize>,
        agent: &dyn Fn(&str) -> Option<&'a str>,
    ) -> (String, String) {
        for at in range.clone().rev() {
            let word = self.words[at].fold.as_str();
            let singular = word.strip_suffix('s').unwrap_or(word);
            if let Some(sector) = agent(word).or_else(|| agent(singular)) {
                return (sector.to_owned(), format!("“{word}” in the agents file"));
            }
        }
        if let Some(sector) = self.modifier(range) {
            return (sector.to_owned(), "the words before the noun".to_owned());
        }
        ("UNK".to_owned(), "no word tells".to_owned())
    }
}

/// Adjectives and nouns before a head that tell its sector.
const MODIFIERS: &[(&str, &str)] = &[
    ("agricultural", "AGR"),
    ("medical", "MED"),
    ("health", "MED"),
    ("military", "MIL"),
    ("army", "MIL"),
    ("naval", "MIL"),
    ("religious", "REL"),
    ("jewish", "REL"),
    ("muslim", "REL"),
    ("christian", "REL"),
    ("catholic", "REL"),
    ("islamic", "REL"),
    ("hindu", "REL"),
    ("buddhist", "REL"),
    ("intelligence", "SPY"),
    ("secret", "SPY"),
    ("spy", "SPY"),
    ("paramilitary", "PRM"),
    ("rebel", "REB"),
    ("insurgent", "REB"),
    ("militant", "REB"),
    ("separatist", "REB"),
    ("opposition", "OPP"),
    ("antiwar", "OPP"),
    ("protest", "OPP"),
    ("gang", "CRM"),
    ("crime", "CRM"),
    ("criminal", "CRM"),
    ("theft", "CRM"),
    ("drug", "CRM"),
    ("police", "COP"),
    ("parliamentary", "LEG"),
    ("congressional", "LEG"),
    ("judicial", "JUD"),
    ("business", "BUS"),
    ("trade", "BUS"),
    ("student", "EDU"),
    ("labor", "LAB"),
    ("labour", "LAB"),
    ("environmental", "ENV"),
    ("refugee", "REF"),
    ("party", "PTY"),
    ("fleet", "MIL"),
    ("state", "GOV"),
    ("government", "GOV"),
    ("presidential", "GOV"),
];

/// Sectors that a modifier may turn into another.
const VAGUE: &[&str] = &["UNK", "LAB", "GOV", "CVL", "SOC", "LEG"];

/// The sector of a noun that ends the name of a body.
fn body_sector(word: &str) -> Option<&'static str> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    Some(match singular {
        "ministry" | "department" | "office" | "bureau" | "directorate" | "secretariat"
        | "government" | "embassy" | "treasury" => "GOV",
        "service" | "alliance" | "centre" | "center" => "UNK",
        "forces" | "corp" | "corps" | "command" | "navy" | "fleet" | "guard" | "legion"
        | "regiment" | "battalion" => "MIL",
        "institution" | "endowment" | "laboratory" | "museum" | "library" => "EDU",
        "inc" | "ltd" | "llc" | "holding" | "motor" | "airway" | "airline" => "BUS",
        "front" | "brigade" => "REB",
        "league" | "federation" | "confederation" | "society" | "club" => "SOC",
        _ => return None,
    })
}
