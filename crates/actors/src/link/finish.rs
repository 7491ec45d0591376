//! Makes actors of clusters: identity, name, aliases, roles, reasons.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cluster, Linked, Nodes, base, names};
use crate::{ActorKind, Role};

/// Gives each cluster an identity of its own; of namesakes, the one without a
/// state or with the first of the codes keeps the plain name.
pub(super) fn name_apart(nodes: &Nodes, clusters: &mut [Cluster]) {
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

pub(super) fn finish(nodes: &Nodes, cluster: Cluster) -> Linked {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = BTreeSet::new();
    let mut roles: BTreeMap<Role, usize> = BTreeMap::new();
    for &node in &cluster.nodes {
        let actor = &nodes.actors[node];
        *counts.entry(&actor.name).or_default() += 1;
        all.extend(names(actor).map(str::to_owned));
        let own: BTreeSet<Role> = actor
            .roles
            .iter()
            .map(|role| Role {
                evidence: Vec::new(),
                ..role.clone()
            })
            .collect();
        for role in own {
            *roles.entry(role).or_default() += 1;
        }
    }
    let given = cluster.nodes.range(nodes.profiles..).next();
    // The fullest of the names, then the one most reports use.
    let best = counts.iter().max_by_key(|(name, count)| {
        let words = name.split_whitespace().count().min(2);
        (
            words,
            **count,
            // "Reuters", not "REUTERS" of a heading.
            name.chars().any(char::is_lowercase),
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
    // One report's slip does not come before what many tell.
    let mut roles: Vec<(Role, usize)> = roles.into_iter().collect();
    roles.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
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
        roles: roles.into_iter().map(|(role, _)| role).collect(),
        profiles: cluster.nodes.range(..nodes.profiles).copied().collect(),
        why,
    }
}
