//! Who plays: decision makers alone or as coalitions, and how several move in
//! turn.

use super::{Graph, Rows};
use crate::bits::Bits;
use crate::error::AnalysisError;
use crate::model::Model;
use crate::verdicts::Player;

/// A player's relations: a decision maker's own, or a coalition's.
#[derive(Clone)]
pub(crate) struct Side {
    /// What it can move to in one step of the player.
    pub moves: Rows,
    /// What it prefers: for a coalition, what each member prefers.
    pub better: Rows,
    /// Those of `moves` that it prefers.
    pub improvements: Rows,
}

impl Side {
    /// The relations of the members as one player.
    pub fn new(graph: &Graph, members: &[usize]) -> Self {
        let (moves, better) = if let [only] = members {
            (graph.moves[*only].clone(), graph.better[*only].clone())
        } else {
            let sides: Vec<&Rows> = members.iter().map(|dm| &graph.moves[*dm]).collect();
            let mut moves: Rows = (0..graph.len())
                .map(|state| joint_moves(&sides, state))
                .collect();
            for (state, row) in moves.iter_mut().enumerate() {
                row.remove(state);
            }
            let better = members.iter().map(|dm| &graph.better[*dm]);
            (moves, common(better, graph.len()))
        };
        let improvements = both(&moves, &better);
        Self {
            moves,
            better,
            improvements,
        }
    }
}

/// Row by row, what all the relations have in common.
pub(crate) fn common<'a>(relations: impl Iterator<Item = &'a Rows>, states: usize) -> Rows {
    let mut all = vec![Bits::full(states); states];
    for relation in relations {
        for (row, other) in all.iter_mut().zip(relation) {
            row.intersect(other);
        }
    }
    all
}

/// Row by row, what both relations have in common.
pub(crate) fn both(one: &Rows, other: &Rows) -> Rows {
    let mut rows = one.clone();
    for (row, other) in rows.iter_mut().zip(other) {
        row.intersect(other);
    }
    rows
}

/// The states that the players can bring about from `start` by moving in turn,
/// nobody twice in a row (Fang, Hipel and Kilgour 1993, definition 3.8).
/// `start` itself is among them only where a sequence comes back to it.
pub(crate) fn joint_moves(players: &[&Rows], start: usize) -> Bits {
    let states = players.first().map_or(0, |rows| rows.len());
    let mut found = Bits::new(states);
    if let [only] = players {
        found.unite(&only[start]);
        return found;
    }
    // A state is open again for each player that moved to it last.
    let mut seen = vec![Bits::new(states); players.len()];
    let mut todo = vec![(start, players.len())];
    while let Some((state, last)) = todo.pop() {
        for (player, rows) in players.iter().enumerate() {
            if player == last {
                continue;
            }
            let seen = &mut seen[player];
            for (word, reached) in rows[state].words().iter().enumerate() {
                let mut new = reached & !seen.words()[word];
                seen.words_mut()[word] |= new;
                while new != 0 {
                    todo.push((word * 64 + new.trailing_zeros() as usize, player));
                    new &= new - 1;
                }
            }
        }
    }
    for seen in &seen {
        found.unite(seen);
    }
    found
}

/// The players: each coalition one, in the order of their first members.
pub(crate) fn players(
    model: &Model,
    coalitions: &[Vec<usize>],
) -> Result<Vec<Player>, AnalysisError> {
    let count = model.decision_makers.len();
    let mut taken = vec![false; count];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for coalition in coalitions {
        let mut members = coalition.clone();
        members.sort_unstable();
        if members.is_empty() {
            return Err(AnalysisError::Coalitions);
        }
        for member in &members {
            let taken = taken
                .get_mut(*member)
                .ok_or_else(|| AnalysisError::Unknown {
                    kind: "decision maker",
                    name: format!("number {}", member + 1),
                })?;
            if std::mem::replace(taken, true) {
                return Err(AnalysisError::Coalitions);
            }
        }
        groups.push(members);
    }
    groups.extend((0..count).filter(|dm| !taken[*dm]).map(|dm| vec![dm]));
    groups.sort();
    let name = |members: &[usize]| {
        let names: Vec<&str> = members
            .iter()
            .map(|dm| model.decision_makers[*dm].name.as_str())
            .collect();
        names.join("+")
    };
    Ok(groups
        .into_iter()
        .map(|members| Player {
            name: name(&members),
            members,
        })
        .collect())
}
