//! What is known of actors before a report is read.

use std::collections::BTreeMap;

use crate::{ActorKind, Role};

/// An actor that an actor file or an earlier report told of.
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

/// The actors known beforehand. Empty is a good start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The actors, in the order of the file.
    pub actors: Vec<KnownActor>,
    /// Nouns in lower case and the PLOVER sector they tell, from an agents
    /// file.
    pub agents: BTreeMap<String, String>,
}

impl Known {
    /// Both together, these first.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.actors.extend(other.actors);
        for (noun, sector) in other.agents {
            self.agents.entry(noun).or_insert(sector);
        }
        self
    }
}
