//! What is known of actors before a report is read.

use std::collections::{BTreeMap, HashMap};

use crate::fold::{fold, sound};
use crate::{ActorKind, Role};

/// An actor that an actor file or a dictionary tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownActor {
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Its name.
    pub name: String,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// Offices with their side and days; they carry no evidence.
    pub roles: Vec<Role>,
}

impl KnownActor {
    /// Its name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// The actors known beforehand. Empty is a good start.
#[derive(Debug, Clone, Default)]
pub struct Known {
    actors: Vec<KnownActor>,
    agents: BTreeMap<String, String>,
    /// From a whole name, folded, to actors.
    whole: HashMap<String, Vec<usize>>,
    /// From the sound of a name's first or last word to people.
    words: HashMap<String, Vec<usize>>,
    /// From an office and its side's code to people who hold or held it.
    offices: HashMap<String, Vec<usize>>,
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.actors == other.actors && self.agents == other.agents
    }
}

impl Eq for Known {}

impl Known {
    /// These actors, in this order.
    #[must_use]
    pub fn new(actors: Vec<KnownActor>) -> Self {
        Self::with_agents(actors, BTreeMap::new())
    }

    /// These actors, and nouns in lower case with the PLOVER sector that they
    /// tell.
    #[must_use]
    pub fn with_agents(actors: Vec<KnownActor>, agents: BTreeMap<String, String>) -> Self {
        let mut known = Self {
            agents,
            ..Self::default()
        };
        for actor in actors {
            known.push(actor);
        }
        known
    }

    /// Both together, these first.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for actor in other.actors {
            self.push(actor);
        }
        for (noun, sector) in other.agents {
            self.agents.entry(noun).or_insert(sector);
        }
        self
    }

    /// The actors, in the order of the files.
    #[must_use]
    pub fn actors(&self) -> &[KnownActor] {
        &self.actors
    }

    /// The sector that a noun tells.
    #[must_use]
    pub fn agent(&self, noun: &str) -> Option<&str> {
        self.agents.get(noun).map(String::as_str)
    }

    /// How many nouns tell a sector.
    #[must_use]
    pub fn agents(&self) -> usize {
        self.agents.len()
    }

    fn push(&mut self, actor: KnownActor) {
        let index = self.actors.len();
        for name in actor.names() {
            let folded = fold(name);
            if actor.kind == ActorKind::Person {
                let first = folded.split(' ').next();
                for word in first.into_iter().chain(folded.rsplit(' ').next()) {
                    let holders = self.words.entry(sound(word)).or_default();
                    if holders.last() != Some(&index) {
                        holders.push(index);
                    }
                }
            }
            let holders = self.whole.entry(folded).or_default();
            if holders.last() != Some(&index) {
                holders.push(index);
            }
        }
        for role in actor
            .roles
            .iter()
            .filter(|_| actor.kind == ActorKind::Person)
        {
            if let (Some(office), Some(side)) = (&role.office, &role.side) {
                let holders = self
                    .offices
                    .entry(format!("{office}@{}", side.code))
                    .or_default();
                if holders.last() != Some(&index) {
                    holders.push(index);
                }
            }
        }
        self.actors.push(actor);
    }

    /// The people who hold or held an office of a side.
    pub(crate) fn holders(&self, office: &str, code: &str) -> impl Iterator<Item = &KnownActor> {
        let found = self
            .offices
            .get(&format!("{office}@{code}"))
            .map_or(&[][..], Vec::as_slice);
        found.iter().map(|&index| &self.actors[index])
    }

    /// The actors with this name or alias, folded.
    pub(crate) fn called(&self, folded: &str) -> impl Iterator<Item = &KnownActor> {
        let found = self.whole.get(folded).map_or(&[][..], Vec::as_slice);
        found.iter().map(|&index| &self.actors[index])
    }

    /// The people one of whose names starts or ends with a word that sounds so.
    pub(crate) fn people_with(&self, word: &str) -> impl Iterator<Item = &KnownActor> {
        let found = self.words.get(&sound(word)).map_or(&[][..], Vec::as_slice);
        found.iter().map(|&index| &self.actors[index])
    }
}
