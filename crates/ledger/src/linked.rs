//! An actor over all reports, as linking made it.

use demarche_actors::ActorKind;
use serde::{Deserialize, Serialize};

use crate::profile::ProfileRole;

/// The column `actors.detail`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Linked {
    pub(crate) kind: ActorKind,
    /// The name to print.
    pub(crate) label: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) roles: Vec<ProfileRole>,
    /// Why these profiles are one actor, and what was kept apart.
    pub(crate) why: Vec<String>,
}
