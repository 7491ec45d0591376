//! The country and sector of somebody whom a table of office holders knows.

use crate::code::{self, Coding, STATE};
use crate::entities::What;
use crate::fold::fold;
use crate::gazetteer::{Leader, gazetteer, year};

/// A phrase without a date speaks of an office that ended since as of one held.
const RECENT: i32 = 2016;

impl Coding<'_> {
    /// A head of state or government by name: in office or not on the day.
    pub(crate) fn leader(&self) -> Option<(String, String, String)> {
        let g = gazetteer();
        let entity = self
            .entities
            .iter()
            .find(|entity| matches!(entity.what, What::Person | What::Name))?;
        if entity.words.end < self.words.len() || self.words[entity.words.end - 1].possessive {
            return None;
        }
        let name: Vec<String> = self.words[entity.words.clone()]
            .iter()
            .map(|word| word.fold.clone())
            .collect();
        let mut found: Vec<&Leader> = name
            .iter()
            .flat_map(|word| g.leaders_named(word))
            .map(|&index| &g.leaders[index])
            .filter(|leader| {
                let words: Vec<String> = leader.name.split(' ').map(fold).collect();
                if name.len() == 1 {
                    crate::fold::same_word(leader.surname, &name[0])
                } else {
                    // "Juan Carlos Jobet" is not King Juan Carlos.
                    crate::people::same_person(&words, &name)
                        && (name.len() <= words.len() || name.last() == words.last())
                }
            })
            .collect();
        // The office of the day, a head's before a minister's, the newest first.
        let order = |one: &Leader| {
            let date = self.date.as_deref();
            (
                date.is_some_and(|day| one.holds_on(day)),
                one.head,
                one.from,
            )
        };
        found.sort_by(|a, b| order(b).cmp(&order(a)));
        let leader = *found.first()?;
        if name.len() == 1 && found.iter().any(|other| other.code != leader.code) {
            return None;
        }
        if leader.office == "pope" {
            let told = format!("{}, pope", leader.name);
            return Some((String::new(), "REL".to_owned(), told));
        }
        let held = match &self.date {
            Some(date) if !leader.head => leader.holds_on(date),
            // Last seen in office some time before: that it has ended is a
            // guess once four years have passed.
            Some(date) => {
                leader.from <= date.as_str()
                    && (leader.to.is_empty() || year(date) <= year(leader.to).map(|to| to + 4))
            }
            None => {
                leader.to.is_empty()
                    || leader.office == "politician"
                    || year(leader.to) >= Some(RECENT)
            }
        };
        let told = format!("{}, {}", leader.name, leader.office);
        let country = leader.code.to_owned();
        // The phrase itself may tell: "Senator", "the former minister".
        if entity.words.start > 0
            && let (sector, _) = self.sector()
            && sector != "UNK"
        {
            return Some((country, sector, told));
        }
        // A commander's is the army, a senator's the legislature.
        let mut sector = code::code(leader.office, None, None, self.known).sector;
        if leader.head || sector.is_empty() || sector == "UNK" {
            "GOV".clone_into(&mut sector);
        }
        if !held && STATE.contains(&sector.as_str()) {
            "ELI".clone_into(&mut sector);
        }
        Some((country, sector, told))
    }
}
