//! Which actors of many reports are one: linking, pure and in no order.
//!
//! Reports tell of an actor as a *profile*: a [`LocalActor`] without its
//! mentions. Profiles with the same name in any spelling are one actor, unless
//! they speak for different states; a profile of one name alone ("Lavrov")
//! goes to the one full name that fits, or stays by itself. People's
//! corrections stand above all of that.
//!
//! [`keys`] says which profiles can meet at all, so that a store can link the
//! ones that a new report touches and get what linking everything would give.

mod correct;
mod finish;
mod sets;

use std::collections::{BTreeMap, BTreeSet};

use correct::correct;
use finish::{finish, name_apart};
use sets::Sets;

use crate::fold::{fold as plain, sound};
use crate::gazetteer::gazetteer;
use crate::{ActorKind, Known, LocalActor, Role};

/// How a profile can meet others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// It has this name: meets all that have it.
    Is(String),
    /// Its full name holds this word: meets those that want it.
    Offers(String),
    /// This word is all its name: meets those that offer or want it.
    Wants(String),
}

/// A person's correction of how profiles were linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// These are one actor, by the name of the first.
    Merge(Handle, Handle),
    /// The profiles that the second fits are not the actor that the first is.
    Split(Handle, Handle),
    /// Print this name for it.
    Rename(Handle, String),
}

/// Names an actor beyond one linking: by kind, name in any spelling, and side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handle {
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Its name or one of its aliases.
    pub name: String,
    /// The code of its side; `None` fits any.
    pub side: Option<String>,
}

/// An actor over many reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// What its identifier follows from: stays when reports are added, as
    /// long as no namesake turns up.
    pub identity: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// The name to print.
    pub name: String,
    /// Other names and spellings, in rising order, without `name`.
    pub aliases: Vec<String>,
    /// Offices and sides, each once, without evidence: those that most profiles
    /// tell first, then in rising order.
    pub roles: Vec<Role>,
    /// The profiles it was made of: indices, in rising order. Empty where
    /// only an actor file knows it.
    pub profiles: Vec<usize>,
    /// Why they are one, and what was kept apart, for a person to read.
    pub why: Vec<String>,
}

/// How a profile can meet others. None for those who are somebody in their own
/// report only: "sources" in two reports are two sets of people, for all one
/// knows, and so are "a draft document" and another.
#[must_use]
pub fn keys(actor: &LocalActor) -> Vec<Key> {
    if matches!(actor.kind, ActorKind::Unnamed | ActorKind::Document) {
        return Vec::new();
    }
    let mut keys = BTreeSet::new();
    for name in names(actor) {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let key = |word: &str| format!("{} {word}", actor.kind);
        match (actor.kind, words.as_slice()) {
            (_, []) => {}
            (ActorKind::Person, [word]) => {
                if name == actor.name {
                    keys.insert(Key::Wants(key(word)));
                }
            }
            (ActorKind::Person, [first, .., last]) => {
                keys.insert(Key::Is(key(&folded)));
                // The family name stands first in some languages.
                keys.insert(Key::Offers(key(first)));
                keys.insert(Key::Offers(key(last)));
            }
            _ => {
                keys.insert(Key::Is(key(&folded)));
            }
        }
    }
    keys.into_iter().collect()
}

/// Links profiles. All that share a key with one of them should be among them,
/// and all that share one with those; more do no harm. Corrections apply in
/// their order. The result does not depend on the order of the profiles, but
/// for the indices in it; it comes in rising order of identity.
#[must_use]
pub fn link(profiles: &[LocalActor], known: &Known, corrections: &[Correction]) -> Vec<Linked> {
    let nodes = Nodes::new(profiles, known);
    let mut clusters = by_name(&nodes);
    let rest = single_names(&nodes, &mut clusters);
    clusters.extend(rest);
    for correction in corrections {
        correct(&nodes, &mut clusters, correction);
    }
    clusters.retain(|cluster| !cluster.nodes.is_empty());
    name_apart(&nodes, &mut clusters);
    let mut linked: Vec<Linked> = clusters
        .into_iter()
        .map(|cluster| finish(&nodes, cluster))
        .collect();
    linked.sort_by(|a, b| (&a.identity, &a.name).cmp(&(&b.identity, &b.name)));
    linked
}

/// Profiles and, after them, the actors known beforehand.
struct Nodes {
    actors: Vec<LocalActor>,
    /// How many are profiles.
    profiles: usize,
}

impl Nodes {
    fn new(profiles: &[LocalActor], known: &Known) -> Self {
        let beforehand = known.actors().iter().map(|actor| LocalActor {
            kind: actor.kind,
            name: actor.name.clone(),
            aliases: actor.aliases.clone(),
            roles: actor.roles.clone(),
            unnamed: None,
            mentions: Vec::new(),
        });
        Self {
            actors: profiles.iter().cloned().chain(beforehand).collect(),
            profiles: profiles.len(),
        }
    }

    fn states(&self, node: usize) -> BTreeSet<&str> {
        self.actors[node]
            .roles
            .iter()
            .filter_map(|role| role.side.as_ref())
            .map(|side| side.code.as_str())
            .filter(|code| is_state(code))
            .collect()
    }
}

/// Nodes that are one actor.
#[derive(Debug, Default)]
struct Cluster {
    nodes: BTreeSet<usize>,
    why: Vec<String>,
    /// The name a person gave it.
    label: Option<String>,
    /// What its identifier follows from, before namesakes are told apart.
    identity: Option<String>,
}

impl Cluster {
    fn states<'n>(&self, nodes: &'n Nodes) -> BTreeSet<&'n str> {
        self.nodes.iter().flat_map(|&n| nodes.states(n)).collect()
    }

    fn absorb(&mut self, other: &mut Self) {
        self.nodes.append(&mut other.nodes);
        self.why.append(&mut other.why);
        if self.label.is_none() {
            self.label = other.label.take();
        }
    }
}

/// One cluster for each name and state, and one for each node that meets
/// nobody.
fn by_name(nodes: &Nodes) -> Vec<Cluster> {
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut sets = Sets::new(nodes.actors.len());
    let mut waits = BTreeSet::new();
    for (node, actor) in nodes.actors.iter().enumerate() {
        let keys = keys(actor);
        if keys.iter().any(|key| matches!(key, Key::Wants(_)))
            && !keys.iter().any(|key| matches!(key, Key::Is(_)))
        {
            waits.insert(node);
        }
        for key in keys {
            if let Key::Is(name) = key {
                holders.entry(name).or_default().push(node);
            }
        }
    }
    for holders in holders.values() {
        for pair in holders.windows(2) {
            sets.join(pair[0], pair[1]);
        }
    }
    sets.groups()
        .into_iter()
        .filter(|group| !waits.contains(&group[0]))
        .flat_map(|group| by_state(nodes, &group))
        .collect()
}

/// Takes namesakes apart who speak for different states.
fn by_state(nodes: &Nodes, group: &[usize]) -> Vec<Cluster> {
    let mut sets = Sets::new(group.len());
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, &node) in group.iter().enumerate() {
        for state in nodes.states(node) {
            let other = *first.entry(state).or_insert(at);
            sets.join(other, at);
        }
    }
    let (mut sided, mut free) = (Vec::new(), Vec::new());
    for set in sets.groups() {
        let members: BTreeSet<usize> = set.iter().map(|&at| group[at]).collect();
        if members.iter().any(|&node| !nodes.states(node).is_empty()) {
            sided.push(members);
        } else {
            free.extend(members);
        }
    }
    let cluster = |nodes: BTreeSet<usize>, why: &str| Cluster {
        nodes,
        why: if why.is_empty() {
            Vec::new()
        } else {
            vec![why.to_owned()]
        },
        ..Cluster::default()
    };
    let free: BTreeSet<usize> = free.into_iter().collect();
    match (sided.len(), free.is_empty()) {
        (0, _) => vec![cluster(free, "")],
        (1, _) => {
            let mut all = sided.pop().unwrap_or_default();
            let why = if free.is_empty() {
                ""
            } else {
                "where reports tell no side, the name alone decides: nobody else has it"
            };
            all.extend(free);
            vec![cluster(all, why)]
        }
        (_, free_is_empty) => {
            let apart = "kept apart from namesakes who speak for other states";
            let mut clusters: Vec<Cluster> =
                sided.into_iter().map(|set| cluster(set, apart)).collect();
            if !free_is_empty {
                clusters.push(cluster(
                    free,
                    "no side is told, and several people have the name: not taken for any of them",
                ));
            }
            clusters
        }
    }
}

/// Gives each profile of one name alone to the one cluster that fits, and
/// makes clusters of the rest.
fn single_names(nodes: &Nodes, clusters: &mut [Cluster]) -> Vec<Cluster> {
    let mut offers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        for key in cluster.nodes.iter().flat_map(|&n| keys(&nodes.actors[n])) {
            if let Key::Offers(word) = key {
                offers.entry(word).or_default().insert(at);
            }
        }
    }
    let states: Vec<BTreeSet<&str>> = clusters.iter().map(|c| c.states(nodes)).collect();
    let placed: BTreeSet<usize> = clusters
        .iter()
        .flat_map(|c| c.nodes.iter().copied())
        .collect();
    let mut left: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (node, actor) in nodes.actors.iter().enumerate() {
        let wanted = keys(actor).into_iter().find_map(|key| match key {
            Key::Wants(word) => Some(word),
            _ => None,
        });
        let Some(word) = wanted.filter(|_| !placed.contains(&node)) else {
            continue;
        };
        let own = nodes.states(node);
        let offering = offers.get(&word);
        let fitting = |sure: bool| -> Vec<usize> {
            let all = offering.into_iter().flatten().copied();
            all.filter(|&at| {
                let shared = !states[at].is_disjoint(&own);
                shared || (!sure && (own.is_empty() || states[at].is_empty()))
            })
            .collect()
        };
        let (sure, possible) = (fitting(true), fitting(false));
        let only = match (sure.as_slice(), possible.as_slice()) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        };
        if let Some(at) = only {
            clusters[at].nodes.insert(node);
            let why = format!("“{}” alone fits nobody else", actor.name);
            if !clusters[at].why.contains(&why) {
                clusters[at].why.push(why);
            }
        } else {
            left.entry(word).or_default().push(node);
        }
    }
    left.values()
        .flat_map(|group| by_state(nodes, group))
        .collect()
}

/// What a cluster's identifier follows from: the first of its members' names.
fn base(nodes: &Nodes, cluster: &Cluster) -> String {
    let keys = |members: &dyn Fn(usize) -> bool| {
        let members = cluster.nodes.iter().filter(|&&n| members(n));
        members
            .map(|&n| {
                let actor = &nodes.actors[n];
                let folded = fold(&actor.name);
                // A full name goes before a surname alone.
                let alone = actor.kind == ActorKind::Person && !folded.contains(' ');
                (alone, format!("{} {folded}", actor.kind))
            })
            .min()
    };
    keys(&|n| n >= nodes.profiles)
        .or_else(|| keys(&|_| true))
        .map_or_else(String::new, |(_, key)| key)
}

fn names(actor: &LocalActor) -> impl Iterator<Item = &str> {
    std::iter::once(actor.name.as_str()).chain(actor.aliases.iter().map(String::as_str))
}

/// A name in one spelling, so that its variants meet: words of six letters and
/// more by their sound, shorter ones by their letters.
fn fold(name: &str) -> String {
    let name = plain(name).replace(['\'', '.'], "");
    let words = name.split(|c: char| !c.is_alphanumeric());
    let keys: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(|word| {
            if word.len() < 6 {
                word.to_owned()
            } else {
                sound(word)
            }
        })
        .collect();
    keys.join(" ")
}

/// Whether a side's code is a state's: nobody speaks for two states, but many
/// speak for a state and for an organisation.
fn is_state(code: &str) -> bool {
    gazetteer().is_state(code)
}

#[cfg(test)]
mod tests;
