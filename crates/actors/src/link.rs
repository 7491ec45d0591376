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

use std::collections::{BTreeMap, BTreeSet};

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
    /// Offices and sides, each once, in rising order, without evidence.
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

fn correct(nodes: &Nodes, clusters: &mut Vec<Cluster>, correction: &Correction) {
    let fitting = |clusters: &[Cluster], handle: &Handle| -> Vec<usize> {
        let fits = |cluster: &Cluster| cluster.nodes.iter().any(|&n| handle.fits(nodes, n));
        (0..clusters.len())
            .filter(|&at| fits(&clusters[at]))
            .collect()
    };
    match correction {
        Correction::Merge(first, second) => {
            let targets = fitting(clusters, first);
            let Some((&target, rest)) = targets.split_first() else {
                return;
            };
            let identity = base(nodes, &clusters[target]);
            let mut others: BTreeSet<usize> = rest.iter().copied().collect();
            others.extend(fitting(clusters, second));
            others.remove(&target);
            for &at in &others {
                let mut other = std::mem::take(&mut clusters[at]);
                clusters[target].absorb(&mut other);
            }
            if !others.is_empty() {
                clusters[target].identity.get_or_insert(identity);
                clusters[target]
                    .why
                    .push(format!("merged with “{}” by a person", second.name));
            }
        }
        Correction::Split(whole, part) => {
            for at in fitting(clusters, whole) {
                let (out, kept): (BTreeSet<usize>, BTreeSet<usize>) = clusters[at]
                    .nodes
                    .iter()
                    .partition(|&&n| part.fits(nodes, n));
                if out.is_empty() || kept.is_empty() {
                    continue;
                }
                clusters[at].nodes = kept;
                let why = format!("split from “{}” by a person", whole.name);
                let identity = format!(
                    "{} apart {}",
                    part.key(),
                    part.side.as_deref().unwrap_or("")
                );
                clusters.push(Cluster {
                    nodes: out,
                    why: vec![why],
                    label: None,
                    identity: Some(identity),
                });
            }
        }
        Correction::Rename(handle, name) => {
            for at in fitting(clusters, handle) {
                clusters[at].label = Some(name.clone());
            }
        }
    }
}

impl Handle {
    /// The name that its profiles meet by.
    fn key(&self) -> String {
        format!("{} {}", self.kind, fold(&self.name))
    }

    /// The keys of all that it may fit: a correction makes them meet.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        vec![Key::Is(self.key()), Key::Wants(self.key())]
    }

    fn fits(&self, nodes: &Nodes, node: usize) -> bool {
        let actor = &nodes.actors[node];
        let states = nodes.states(node);
        let side = self
            .side
            .as_deref()
            .is_none_or(|side| states.is_empty() || states.contains(side) || !is_state(side));
        let name = fold(&self.name);
        actor.kind == self.kind && side && names(actor).any(|other| fold(other) == name)
    }
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

/// Gives each cluster an identity of its own; of namesakes, the one without a
/// state or with the first of the codes keeps the plain name.
fn name_apart(nodes: &Nodes, clusters: &mut [Cluster]) {
    let mut namesakes: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        let base = cluster
            .identity
            .clone()
            .unwrap_or_else(|| base(nodes, cluster));
        let states: Vec<&str> = cluster.states(nodes).into_iter().collect();
        namesakes
            .entry(base)
            .or_default()
            .push((states.join("+"), at));
    }
    for (base, mut holders) in namesakes {
        holders.sort();
        for (number, (states, at)) in holders.into_iter().enumerate() {
            clusters[at].identity = Some(match (number, states.as_str()) {
                (0, _) => base.clone(),
                (_, "") => format!("{base} #{number}"),
                (_, states) => format!("{base} {states}"),
            });
        }
    }
}

fn finish(nodes: &Nodes, cluster: Cluster) -> Linked {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = BTreeSet::new();
    let mut roles: BTreeSet<Role> = BTreeSet::new();
    for &node in &cluster.nodes {
        let actor = &nodes.actors[node];
        *counts.entry(&actor.name).or_default() += 1;
        all.extend(names(actor).map(str::to_owned));
        roles.extend(actor.roles.iter().map(|role| Role {
            evidence: Vec::new(),
            ..role.clone()
        }));
    }
    let given = cluster.nodes.range(nodes.profiles..).next();
    // The fullest of the names, then the one most reports use.
    let best = counts.iter().max_by_key(|(name, count)| {
        let words = name.split_whitespace().count().min(2);
        (
            words,
            **count,
            std::cmp::Reverse(name.len()),
            std::cmp::Reverse(**name),
        )
    });
    let name = cluster
        .label
        .or_else(|| given.map(|&node| nodes.actors[node].name.clone()))
        .or_else(|| best.map(|(name, _)| (*name).to_owned()))
        .unwrap_or_default();
    all.remove(&name);
    let mut why = cluster.why;
    if let Some(&node) = given {
        why.insert(
            0,
            format!("“{}” is in an actor file", nodes.actors[node].name),
        );
    }
    Linked {
        identity: cluster.identity.unwrap_or_default(),
        kind: cluster
            .nodes
            .first()
            .map_or(ActorKind::Unnamed, |&node| nodes.actors[node].kind),
        name,
        aliases: all.into_iter().collect(),
        roles: roles.into_iter().collect(),
        profiles: cluster.nodes.range(..nodes.profiles).copied().collect(),
        why,
    }
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

/// Disjoint sets of the numbers below a limit.
struct Sets(Vec<usize>);

impl Sets {
    fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The sets, each and all in rising order.
    fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.0.len() {
            groups.entry(self.root(at)).or_default().push(at);
        }
        groups.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Correction, Handle, Key, Linked, keys, link};
    use crate::{ActorKind, Known, LocalActor, Role, Side};

    fn actor(kind: ActorKind, name: &str, side: &str) -> LocalActor {
        LocalActor {
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            roles: (!side.is_empty())
                .then(|| Role {
                    side: Some(Side {
                        code: side.to_owned(),
                        name: side.to_owned(),
                    }),
                    ..Role::default()
                })
                .into_iter()
                .collect(),
            unnamed: None,
            mentions: Vec::new(),
        }
    }

    fn person(name: &str, side: &str) -> LocalActor {
        actor(ActorKind::Person, name, side)
    }

    fn linked(profiles: &[LocalActor], corrections: &[Correction]) -> Vec<Linked> {
        link(profiles, &Known::default(), corrections)
    }

    fn sets(linked: &[Linked]) -> Vec<Vec<usize>> {
        let mut sets: Vec<_> = linked.iter().map(|l| l.profiles.clone()).collect();
        sets.sort();
        sets
    }

    #[test]
    fn spellings_meet_and_surnames_go_to_the_one_they_fit() {
        let all = [
            person("Volodymyr Zelensky", "UKR"),
            person("Volodymyr Zelenskyy", ""),
            person("Zelenskiy", "UKR"),
            person("Olena Petrenko", "UKR"),
        ];
        let linked = linked(&all, &[]);
        assert_eq!(sets(&linked), [vec![0, 1, 2], vec![3]]);
        assert_eq!(linked[1].name, "Volodymyr Zelensky");
    }

    #[test]
    fn namesakes_of_two_states_stay_apart_and_a_surname_goes_by_its_side() {
        let all = [
            person("Wang Wei", "CHN"),
            person("Wang Wei", "SGP"),
            person("Wang", "CHN"),
            person("Wang", ""),
            person("Wang Wei", ""),
        ];
        let linked = linked(&all, &[]);
        assert_eq!(sets(&linked), [vec![0, 2], vec![1], vec![3], vec![4]]);
        let names: Vec<_> = linked.iter().map(|l| l.identity.as_str()).collect();
        assert_eq!(
            names,
            [
                "person wang",
                "person wang wei",
                "person wang wei CHN",
                "person wang wei SGP"
            ]
        );
    }

    #[test]
    fn one_may_speak_for_a_state_and_an_organisation() {
        let all = [
            person("Anna Berg", "NOR"),
            person("Anna Berg", "UNO"),
            actor(ActorKind::Organisation, "Foreign Ministry", "RUS"),
            actor(ActorKind::Organisation, "Foreign Ministry", "CHN"),
        ];
        assert_eq!(sets(&linked(&all, &[])), [vec![0, 1], vec![2], vec![3]]);
    }

    #[test]
    fn corrections_stand_above() {
        let all = [
            person("Jon Smith", ""),
            person("John Smith", "GBR"),
            person("John Smith", "USA"),
        ];
        let handle = |name: &str, side: Option<&str>| Handle {
            kind: ActorKind::Person,
            name: name.to_owned(),
            side: side.map(str::to_owned),
        };
        let merge = Correction::Merge(handle("John Smith", Some("GBR")), handle("Jon Smith", None));
        let merged = linked(&all, std::slice::from_ref(&merge));
        assert_eq!(sets(&merged), [vec![0, 1], vec![2]]);
        let rename = Correction::Rename(handle("Jon Smith", None), "Sir John Smith".to_owned());
        let split = Correction::Split(handle("John Smith", Some("GBR")), handle("Jon Smith", None));
        let renamed = linked(&all, &[merge.clone(), rename]);
        assert!(renamed.iter().any(|l| l.name == "Sir John Smith"));
        assert_eq!(
            sets(&linked(&all, &[merge, split])),
            [vec![0], vec![1], vec![2]]
        );
    }

    fn some_actor() -> impl Strategy<Value = LocalActor> {
        let names = [
            "Anna Berg",
            "Berg",
            "Bo Berg",
            "Anna",
            "Bo Li",
            "Li",
            "Anna Li",
        ];
        let sides = ["", "NOR", "SWE", "UNO"];
        (0..names.len(), 0..sides.len(), prop::bool::weighted(0.8)).prop_map(
            move |(name, side, is_person)| {
                let kind = if is_person {
                    ActorKind::Person
                } else {
                    ActorKind::Organisation
                };
                actor(kind, names[name], sides[side])
            },
        )
    }

    /// What linking says, whatever the order of the profiles.
    fn said(profiles: &[LocalActor], linked: &[Linked]) -> Vec<String> {
        let describe = |l: &Linked| {
            let mut members: Vec<String> = l
                .profiles
                .iter()
                .map(|&p| format!("{} {:?}", profiles[p].name, profiles[p].side()))
                .collect();
            members.sort();
            format!("{} {} {members:?}", l.identity, l.name)
        };
        linked.iter().map(describe).collect()
    }

    proptest! {
        #[test]
        fn order_does_not_matter(
            (all, mixed) in prop::collection::vec(some_actor(), 1..12)
                .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
        ) {
            prop_assert_eq!(said(&all, &linked(&all, &[])), said(&mixed, &linked(&mixed, &[])));
        }

        #[test]
        fn each_profile_is_in_one_actor(all in prop::collection::vec(some_actor(), 0..12)) {
            let linked = linked(&all, &[]);
            let mut placed: Vec<usize> = linked.iter().flat_map(|l| l.profiles.clone()).collect();
            placed.sort_unstable();
            prop_assert_eq!(placed, (0..all.len()).collect::<Vec<_>>());
            let mut identities: Vec<_> = linked.iter().map(|l| &l.identity).collect();
            identities.dedup();
            prop_assert_eq!(identities.len(), linked.len());
        }

        #[test]
        fn linking_what_shares_keys_is_linking_all(all in prop::collection::vec(some_actor(), 1..12)) {
            let whole = linked(&all, &[]);
            // The profiles that lead to the first from key to key.
            let mut near = vec![0];
            let mut at = 0;
            while at < near.len() {
                for other in 0..all.len() {
                    if !near.contains(&other) && meet(&all[near[at]], &all[other]) {
                        near.push(other);
                    }
                }
                at += 1;
            }
            near.sort_unstable();
            let part: Vec<LocalActor> = near.iter().map(|&p| all[p].clone()).collect();
            let all_said = said(&all, &whole);
            for one in said(&part, &linked(&part, &[])) {
                prop_assert!(all_said.contains(&one), "{}", one);
            }
        }
    }

    fn meet(a: &LocalActor, b: &LocalActor) -> bool {
        keys(a).iter().any(|a| {
            keys(b).iter().any(|b| match (a, b) {
                (Key::Is(a), Key::Is(b))
                | (Key::Wants(a), Key::Wants(b) | Key::Offers(b))
                | (Key::Offers(a), Key::Wants(b)) => a == b,
                _ => false,
            })
        })
    }
}
