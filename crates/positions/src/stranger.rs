//! Names in a dispute file that nobody in the ledger bears: what looks like a
//! party's silence may be a slip of the pen.

use std::collections::{BTreeMap, BTreeSet};

use demarche_actors::ActorKind;
use demarche_forms::distance;
use demarche_ledger::ActorRow;

use crate::dispute::{Dispute, folded};

/// What a name in a dispute file is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// A side, whose actors speak for the party.
    Side,
    /// An actor who speaks for the party, or does not.
    Actor,
}

/// How many names a sentence lists.
const LISTED: usize = 3;

/// Names that no speaker in the ledger bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    /// The party's name.
    pub party: String,
    /// What they are names of.
    pub bearer: Bearer,
    /// The names: one, where another is near it; all that nothing is near.
    pub names: Vec<String>,
    /// A name in the ledger that differs little.
    pub near: Option<String>,
    /// Whether the ledger knows the party by no other name.
    pub unheard: bool,
}

impl Stranger {
    /// In a sentence, with what may have been meant.
    #[must_use]
    pub fn told(&self) -> String {
        let bearer = match self.bearer {
            Bearer::Side => "a side",
            Bearer::Actor => "an actor",
        };
        let mut told = format!(
            "No statement is by {bearer} called {} (party {})",
            self.named("or"),
            self.party
        );
        match &self.near {
            Some(near) => told.push_str(&format!("; did you mean “{near}”?")),
            None => told.push_str("; `demarche actors` lists who speaks, and for whom."),
        }
        told
    }

    /// The first names, and how many there are more.
    fn named(&self, last: &str) -> String {
        let mut named: Vec<String> = self
            .names
            .iter()
            .take(LISTED)
            .map(|name| format!("“{name}”"))
            .collect();
        let beyond = self.names.len() - named.len();
        if beyond > 0 {
            let plural = if beyond == 1 { "" } else { "s" };
            named.push(format!("{beyond} more name{plural}"));
        }
        match named.as_slice() {
            [first @ .., end] if !first.is_empty() => {
                format!("{} {last} {end}", first.join(", "))
            }
            _ => named.concat(),
        }
    }
}

/// All in one sentence, where there are several.
#[must_use]
pub fn told_together(strangers: &[Stranger]) -> Vec<String> {
    let [_, _, ..] = strangers else {
        return strangers.iter().map(Stranger::told).collect();
    };
    let named: Vec<String> = strangers
        .iter()
        .map(|stranger| {
            let near = stranger.near.as_ref();
            let near = near.map(|near| format!("; did you mean “{near}”?"));
            let near = near.unwrap_or_default();
            format!("{} (party {}{near})", stranger.named("and"), stranger.party)
        })
        .collect();
    vec![format!(
        "No statement is by anybody called as the dispute file says: {}. `demarche actors` lists \
         who speaks, and for whom.",
        named.join(", ")
    )]
}

/// The names of a dispute that none of the actors bears; none where there are
/// no actors at all, since then nothing has been read.
#[must_use]
pub fn strangers(dispute: &Dispute, actors: &[ActorRow]) -> Vec<Stranger> {
    if actors.is_empty() {
        return Vec::new();
    }
    let mut sides: BTreeMap<String, &str> = BTreeMap::new();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for actor in actors {
        names.insert(folded(&actor.name), &actor.name);
        names.insert(actor.id.clone(), &actor.name);
        // A state or body is its own side.
        if matches!(
            actor.kind,
            ActorKind::State | ActorKind::Organisation | ActorKind::Group
        ) {
            sides.insert(folded(&actor.name), &actor.name);
        }
        for role in &actor.roles {
            let written = role.side.iter().chain(&role.side_code);
            sides.extend(written.map(|side| (folded(side), side.as_str())));
        }
    }
    let mut found = Vec::new();
    let bears = |known: &BTreeMap<String, &str>, name: &String| {
        known.contains_key(name) || known.contains_key(&folded(name))
    };
    for party in &dispute.parties {
        let unheard = !party.sides.iter().any(|side| bears(&sides, side))
            && !party
                .actors
                .iter()
                .chain(&party.heads)
                .any(|actor| bears(&names, actor));
        let mut look = |bearer, known: &BTreeMap<String, &str>, wanted: &[&String]| {
            let stranger = |names, near| Stranger {
                party: party.name.clone(),
                bearer,
                names,
                near,
                unheard,
            };
            // A list of all that a party may be called is told in one.
            let mut far = Vec::new();
            for name in wanted {
                if bears(known, name) {
                    continue;
                }
                match near(&folded(name), known) {
                    Some(near) => found.push(stranger(vec![(*name).clone()], Some(near))),
                    None => far.push((*name).clone()),
                }
            }
            if !far.is_empty() {
                found.push(stranger(far, None));
            }
        };
        let lists = [&party.heads, &party.actors, &party.except];
        let mut actors: Vec<&String> = lists.into_iter().flatten().collect();
        let mut seen = BTreeSet::new();
        actors.retain(|name| seen.insert(folded(name)));
        look(
            Bearer::Side,
            &sides,
            &party.sides.iter().collect::<Vec<_>>(),
        );
        look(Bearer::Actor, &names, &actors);
    }
    found
}

/// The known name that differs by at most a letter in four.
fn near(name: &str, known: &BTreeMap<String, &str>) -> Option<String> {
    let most = name.chars().count() / 4;
    known
        .iter()
        .map(|(key, known)| (distance(name, key), *known))
        .filter(|(differs, _)| *differs <= most)
        .min()
        .map(|(_, known)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{strangers, told_together};
    use crate::dispute::Dispute;
    use demarche_actors::ActorKind;
    use demarche_ledger::{ActorRole, ActorRow};

    fn actor(name: &str, kind: ActorKind, side: Option<&str>) -> ActorRow {
        ActorRow {
            id: name.to_lowercase(),
            name: name.into(),
            kind,
            aliases: Vec::new(),
            roles: vec![ActorRole {
                office: None,
                side: side.map(str::to_owned),
                side_code: side.map(|side| side[..2].to_uppercase()),
                from: None,
                to: None,
            }],
            why: Vec::new(),
            statements: 1,
            reports: 1,
        }
    }

    #[test]
    fn a_name_that_nobody_bears_is_told_with_one_that_is_near() {
        let dispute = Dispute::parse(
            "d",
            "[[party]]\nname = \"Ukraine\"\n\
             [[party]]\nname = \"Kyiv\"\nsides = [\"Ukrane\", \"UK\", \"Union\"]\n\
             actors = [\"Sergej Lawrow\", \"Nobody Atall\", \"the union\"]\n\
             except = [\"Quite Another\", \"Third Person\", \"Fourth Person\"]\n\
             [[question]]\nid = \"q\"\ntext = \"?\"\nyes = \"It rains\"",
        )
        .unwrap();
        let actors = [
            actor("Ann Lee", ActorKind::Person, Some("Ukraine")),
            actor("Sergey Lavrov", ActorKind::Person, None),
            actor("Union", ActorKind::Organisation, None),
        ];
        let told: Vec<String> = strangers(&dispute, &actors)
            .iter()
            .map(super::Stranger::told)
            .collect();
        assert_eq!(
            told,
            [
                "No statement is by a side called “Ukrane” (party Kyiv); did you mean “Ukraine”?",
                "No statement is by an actor called “Sergej Lawrow” (party Kyiv); did you mean “Sergey Lavrov”?",
                "No statement is by an actor called “Nobody Atall”, “Quite Another”, “Third Person” or 1 more name (party Kyiv); `demarche actors` lists who speaks, and for whom.",
            ]
        );
        assert_eq!(
            told_together(&strangers(&dispute, &actors)),
            [
                "No statement is by anybody called as the dispute file says: “Ukrane” (party Kyiv; did you mean “Ukraine”?), “Sergej Lawrow” (party Kyiv; did you mean “Sergey Lavrov”?), “Nobody Atall”, “Quite Another”, “Third Person” and 1 more name (party Kyiv). `demarche actors` lists who speaks, and for whom."
            ]
        );
        assert!(strangers(&dispute, &[]).is_empty(), "nothing was read");
    }
}
