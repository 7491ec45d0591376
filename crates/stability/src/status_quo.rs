//! How a conflict can develop from where it is: what can be reached, by whose
//! moves, and the shortest ways there.

use crate::error::AnalysisError;
use crate::graph::players;
use crate::model::Model;
use crate::monitor::{Monitor, Watch};
use crate::state::State;
use crate::verdicts::Player;
use std::collections::{BTreeMap, BTreeSet};

/// Which moves count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Steps {
    /// Every move that is possible.
    #[default]
    Moves,
    /// Only moves by which the mover gains at once.
    Improvements,
}

/// One move on a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Move {
    /// Who moves, by number in [`Evolution::players`].
    pub player: usize,
    /// From where.
    pub from: State,
    /// To where.
    pub to: State,
}

/// What can come of a state.
#[derive(Clone, Debug)]
pub struct Evolution {
    players: Vec<Player>,
    start: State,
    distances: BTreeMap<State, usize>,
    /// For each state and last mover, the fewest steps there, and what comes
    /// before it on such a way. The last mover of the start is nobody.
    before: BTreeMap<Node, (usize, Vec<Node>)>,
}

/// A state and who moved last.
type Node = (State, usize);

/// Finds what can be reached from `start` by sequences of moves in which no
/// player moves twice in a row, each coalition being one player.
///
/// # Errors
///
/// [`AnalysisError::Unknown`] where `start` is not feasible,
/// [`AnalysisError::Coalitions`], [`AnalysisError::Stopped`].
pub fn status_quo(
    model: &Model,
    start: State,
    steps: Steps,
    coalitions: &[Vec<usize>],
    watch: Option<Watch<'_>>,
) -> Result<Evolution, AnalysisError> {
    let players = players(model, coalitions)?;
    if !model.is_feasible(start) {
        return Err(AnalysisError::Unknown {
            kind: "feasible state",
            name: model.pattern(start),
        });
    }
    let monitor = Monitor::new(watch, 1 << 20);
    let start = model.merged(start);
    let nobody = players.len();
    let mut distances = BTreeMap::from([(start, 0)]);
    let mut before = BTreeMap::from([((start, nobody), (0, Vec::new()))]);
    let mut layer = vec![(start, nobody)];
    for distance in 1.. {
        let mut next: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for (state, last) in layer {
            monitor.step(1)?;
            for (number, player) in players
                .iter()
                .enumerate()
                .filter(|(number, _)| *number != last)
            {
                for target in player_moves(model, &player.members, state, steps) {
                    if !before.contains_key(&(target, number)) {
                        next.entry((target, number))
                            .or_default()
                            .push((state, last));
                    }
                }
            }
        }
        if next.is_empty() {
            break;
        }
        layer = next.keys().copied().collect();
        for (state, _) in &layer {
            distances.entry(*state).or_insert(distance);
        }
        before.extend(
            next.into_iter()
                .map(|(node, earlier)| (node, (distance, earlier))),
        );
    }
    Ok(Evolution {
        players,
        start,
        distances,
        before,
    })
}

/// The states that the members, as one player, can move to from `state`:
/// sequences of their moves in which nobody moves twice in a row. As
/// improvements, only those that every member prefers to `state`.
///
/// # Panics
///
/// When there is no such decision maker.
#[must_use]
pub fn player_moves(model: &Model, members: &[usize], state: State, steps: Steps) -> Vec<State> {
    let mut found = if let [only] = members {
        model.moves(*only, state)
    } else {
        let mut seen = BTreeSet::new();
        let mut todo = vec![(state, usize::MAX)];
        while let Some((from, last)) = todo.pop() {
            for dm in members.iter().filter(|dm| **dm != last) {
                for target in model.moves(*dm, from) {
                    if seen.insert((target, *dm)) {
                        todo.push((target, *dm));
                    }
                }
            }
        }
        let states: BTreeSet<State> = seen.into_iter().map(|(state, _)| state).collect();
        states
            .into_iter()
            .filter(|target| *target != state)
            .collect()
    };
    if steps == Steps::Improvements {
        found.retain(|target| {
            members
                .iter()
                .all(|dm| model.compare(*dm, *target, state).is_better())
        });
    }
    found
}

impl Evolution {
    /// Who plays.
    #[must_use]
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// Where it starts.
    #[must_use]
    pub fn start(&self) -> State {
        self.start
    }

    /// Every state that can be reached with the fewest moves to it, ascending
    /// by state. The start is 0 moves away.
    pub fn distances(&self) -> impl Iterator<Item = (State, usize)> + '_ {
        self.distances
            .iter()
            .map(|(state, distance)| (*state, *distance))
    }

    /// The fewest moves to `state`; `None` where it cannot be reached.
    #[must_use]
    pub fn distance(&self, state: State) -> Option<usize> {
        self.distances.get(&state).copied()
    }

    /// The shortest ways to `state`, at most `limit` of them, in a fixed
    /// order. The way to the start is the empty one.
    #[must_use]
    pub fn paths(&self, state: State, limit: usize) -> Vec<Vec<Move>> {
        let mut paths = Vec::new();
        let Some(distance) = self.distance(state) else {
            return paths;
        };
        for last in 0..=self.players.len() {
            if self
                .before
                .get(&(state, last))
                .is_some_and(|(depth, _)| *depth == distance)
            {
                self.walk((state, last), &mut Vec::new(), &mut paths, limit);
            }
        }
        paths
    }

    fn walk(&self, node: Node, way: &mut Vec<Move>, paths: &mut Vec<Vec<Move>>, limit: usize) {
        if paths.len() >= limit {
            return;
        }
        let Some((depth, earlier)) = self.before.get(&node) else {
            return;
        };
        if *depth == 0 {
            paths.push(way.iter().rev().copied().collect());
        }
        for before in earlier {
            way.push(Move {
                player: node.1,
                from: before.0,
                to: node.0,
            });
            self.walk(*before, way, paths, limit);
            way.pop();
        }
    }

    /// The moves on shortest ways to any state: the evolution tree, with every
    /// branch that is as short as another.
    #[must_use]
    pub fn tree(&self) -> Vec<Move> {
        let shortest = |(state, _): &Node, depth: usize| self.distance(*state) == Some(depth);
        let mut todo: Vec<Node> = self
            .before
            .iter()
            .filter(|(node, (depth, _))| shortest(node, *depth))
            .map(|(node, _)| *node)
            .collect();
        let mut seen: BTreeSet<Node> = todo.iter().copied().collect();
        let mut moves = BTreeSet::new();
        while let Some(node) = todo.pop() {
            let Some((_, earlier)) = self.before.get(&node) else {
                continue;
            };
            for before in earlier {
                moves.insert(Move {
                    player: node.1,
                    from: before.0,
                    to: node.0,
                });
                if seen.insert(*before) {
                    todo.push(*before);
                }
            }
        }
        moves.into_iter().collect()
    }
}
