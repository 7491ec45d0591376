//! An actor as reports tell it: kind, names and roles, without their places.

use demarche_actors::{ActorKind, LocalActor, Role, Side, UnnamedKind};
use serde::{Deserialize, Serialize};

use crate::identity;

/// The column `profiles.detail`. Equal profiles share a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) kind: ActorKind,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) roles: Vec<ProfileRole>,
    pub(crate) unnamed: Option<UnnamedKind>,
    /// The report, where the actor is somebody there and nowhere else.
    pub(crate) only_in: Option<String>,
}

/// A role without the words that tell of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct ProfileRole {
    pub(crate) office: Option<String>,
    pub(crate) side: Option<Side>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

impl Profile {
    /// What `report` tells of an actor.
    pub(crate) fn of(actor: &LocalActor, report: &str) -> Self {
        // "Sources" in two reports are two sets of people, for all one knows.
        let local = demarche_actors::keys(actor).is_empty();
        Self {
            kind: actor.kind,
            name: actor.name.clone(),
            aliases: actor.aliases.clone(),
            roles: actor.roles.iter().map(ProfileRole::of).collect(),
            unnamed: actor.unnamed,
            only_in: local.then(|| report.to_owned()),
        }
    }

    /// The actor again, without mentions.
    pub(crate) fn actor(&self) -> LocalActor {
        LocalActor {
            kind: self.kind,
            name: self.name.clone(),
            aliases: self.aliases.clone(),
            roles: self.roles.iter().map(ProfileRole::role).collect(),
            unnamed: self.unnamed,
            mentions: Vec::new(),
        }
    }

    /// The column, and its digest.
    pub(crate) fn column(&self) -> (String, [u8; 32]) {
        // Plain data always serialises.
        let detail = serde_json::to_string(self).unwrap_or_default();
        let digest = identity::digest(&[detail.as_bytes()]);
        (detail, digest)
    }
}

impl ProfileRole {
    pub(crate) fn of(role: &Role) -> Self {
        Self {
            office: role.office.clone(),
            side: role.side.clone(),
            from: role.from.clone(),
            to: role.to.clone(),
        }
    }

    pub(crate) fn role(&self) -> Role {
        Role {
            office: self.office.clone(),
            side: self.side.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            evidence: Vec::new(),
        }
    }
}
