//! Applies people's corrections to what linking found.

use std::collections::BTreeSet;

use super::{Cluster, Correction, Handle, Key, Nodes, base, fold, is_state, names};

pub(super) fn correct(nodes: &Nodes, clusters: &mut Vec<Cluster>, correction: &Correction) {
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
