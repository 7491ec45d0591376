//! The order in which diagrams ask for the options: those that conditions
//! speak of together stand together.

use crate::condition::Condition;
use crate::model::{Model, Preference};

/// The place of each option. Options that belong together are drawn to the
/// middle of what they belong to, again and again, and the order that spreads
/// them least is kept (the FORCE heuristic of Aloul, Markov and Sakallah 2003).
pub(crate) fn order(model: &Model) -> Vec<u32> {
    let options = model.options().len();
    let mut groups: Vec<u64> = model
        .infeasible()
        .iter()
        .chain(model.only())
        .map(Condition::options)
        .collect();
    for dm in model.decision_makers() {
        groups.push(dm.mask());
        match &dm.preference {
            Preference::Statements { statements, .. } => {
                groups.extend(statements.iter().map(Condition::options));
            }
            Preference::Weights { weights, .. } => {
                groups.extend(weights.iter().map(|(c, _)| c.options()));
            }
            Preference::Ranking { .. } => {}
        }
    }
    groups.retain(|group| group.count_ones() > 1);
    groups.sort_unstable();
    groups.dedup();
    // A million patterns are not needed to see what belongs together.
    groups.truncate(10_000);
    let mut place: Vec<u32> = (0..).take(options).collect();
    let (mut best, mut least) = (place.clone(), spread(&place, &groups));
    for _ in 0..50 {
        let mut pull = vec![(0.0, 0.0); options];
        for group in &groups {
            let middle = members(*group).map(|k| f64::from(place[k])).sum::<f64>()
                / f64::from(group.count_ones());
            for k in members(*group) {
                pull[k].0 += middle;
                pull[k].1 += 1.0;
            }
        }
        let mut wanted: Vec<(f64, usize)> = pull
            .iter()
            .enumerate()
            .map(|(k, (sum, count))| {
                (
                    if *count > 0.0 {
                        sum / count
                    } else {
                        f64::from(place[k])
                    },
                    k,
                )
            })
            .collect();
        wanted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (to, (_, k)) in (0..).zip(&wanted) {
            place[*k] = to;
        }
        let now = spread(&place, &groups);
        if now < least {
            (best, least) = (place.clone(), now);
        }
    }
    best
}

fn members(group: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |k| group >> k & 1 == 1)
}

fn spread(place: &[u32], groups: &[u64]) -> u64 {
    let width = |group: &u64| {
        let places = members(*group).map(|k| place[k]);
        let (least, most) = places.fold((u32::MAX, 0), |(least, most), p| {
            (least.min(p), most.max(p))
        });
        u64::from(most.saturating_sub(least))
    };
    groups.iter().map(width).sum()
}
