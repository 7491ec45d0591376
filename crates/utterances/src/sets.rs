//! Puts linked things together without letting a chain of weak links join
//! what is apart.

use std::collections::{BTreeMap, BTreeSet};

/// Puts `count` things into sets, given links between them with scores:
/// strongest first, and two sets only where at least half of the pairs across
/// them are linked. Each set is in rising order, and so are the sets.
///
/// Links name things by their place and may come in any order; one of a thing
/// with itself or with nothing is passed over. `scores` of equal links are
/// told apart by place alone, so the caller decides the order of things: by
/// something of their own (an id), never by time of arrival.
#[must_use]
pub fn sets(count: usize, links: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
    let mut linked: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for &(a, b, score) in links {
        if a != b && a < count && b < count {
            let best = linked.entry((a.min(b), a.max(b))).or_insert(score);
            *best = best.max(score);
        }
    }
    let mut ordered: Vec<_> = linked.iter().map(|(pair, score)| (*pair, *score)).collect();
    ordered.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));

    let mut home: Vec<usize> = (0..count).collect();
    let mut members: Vec<BTreeSet<usize>> = (0..count).map(|at| BTreeSet::from([at])).collect();
    for ((a, b), _) in ordered {
        let (one, other) = (home[a].min(home[b]), home[a].max(home[b]));
        if one == other {
            continue;
        }
        let across = |x: usize, y: usize| linked.contains_key(&(x.min(y), x.max(y)));
        let joined: usize = members[one]
            .iter()
            .map(|x| members[other].iter().filter(|y| across(*x, **y)).count())
            .sum();
        if 2 * joined >= members[one].len() * members[other].len() {
            let moved = std::mem::take(&mut members[other]);
            for at in &moved {
                home[*at] = one;
            }
            members[one].extend(moved);
        }
    }
    let mut sets: Vec<Vec<usize>> = members
        .into_iter()
        .filter(|set| !set.is_empty())
        .map(|set| set.into_iter().collect())
        .collect();
    sets.sort();
    sets
}

#[cfg(test)]
mod tests {
    use super::sets;

    #[test]
    fn a_chain_of_weak_links_does_not_join() {
        let links = [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.7), (2, 3, 0.6)];
        assert_eq!(sets(5, &links), [vec![0, 1, 2], vec![3], vec![4]]);
        let mut turned = links.map(|(a, b, score)| (b, a, score));
        turned.reverse();
        assert_eq!(sets(5, &turned), sets(5, &links));
        assert_eq!(sets(2, &[(0, 0, 1.0), (0, 9, 1.0)]), [[0], [1]]);
    }
}
