//! Searches what the others can bring about, nearest first.

use super::terms::{Terms, gains};
use super::{Answer, Escape, Reason, Sanction};
use crate::error::AnalysisError;
use crate::model::Model;
use crate::state::State;
use crate::status_quo::{Move, Steps, player_moves};
use crate::verdicts::Player;
use std::collections::BTreeSet;

/// The most places (states, each with who moved last) that one search looks
/// at: some 200 MiB.
const PLACES: usize = 1 << 22;

/// What it takes to find the answer to a move.
pub(super) struct Search<'a> {
    model: &'a Model,
    players: &'a [Player],
    player: usize,
    state: State,
    terms: Terms<'a>,
}

/// A state that the others brought about, how, and from which place before.
struct Place {
    state: State,
    last: usize,
    before: Option<usize>,
}

impl<'a> Search<'a> {
    pub fn new(
        model: &'a Model,
        players: &'a [Player],
        player: usize,
        state: State,
        terms: Terms<'a>,
    ) -> Self {
        Self {
            model,
            players,
            player,
            state,
            terms,
        }
    }

    fn members(&self) -> &'a [usize] {
        &self.players[self.player].members
    }

    /// The answer to a move to `to`: the shortest sanction that deters, the
    /// first in the order of players and states where several are as short.
    pub fn answer(&self, to: State) -> Result<Answer, AnalysisError> {
        let mut places = vec![Place {
            state: to,
            last: usize::MAX,
            before: None,
        }];
        let mut seen: BTreeSet<(State, usize)> = BTreeSet::new();
        let mut judged: BTreeSet<State> = BTreeSet::new();
        let mut escaped = None;
        let mut next = 0;
        while next < places.len() {
            let (from, last) = (places[next].state, places[next].last);
            for other in (0..self.players.len()).filter(|p| *p != self.player && *p != last) {
                for state in self.replies(other, from) {
                    if !seen.insert((state, other)) {
                        continue;
                    }
                    places.push(Place {
                        state,
                        last: other,
                        before: Some(next),
                    });
                    if places.len() > PLACES {
                        return Err(AnalysisError::Memory {
                            what: "looking for an answer".to_owned(),
                            needed: 2 * 48 * PLACES as u64,
                            allowed: 48 * PLACES as u64,
                            remedy: "ask about a state from which less can be reached, or about nash",
                        });
                    }
                    let deters = self
                        .terms
                        .deters(self.model, self.members(), state, self.state);
                    if !deters || !judged.insert(state) {
                        continue;
                    }
                    let sanction = |places: &[Place]| self.sanction(places, places.len() - 1);
                    if !self.terms.basic.is_symmetric() {
                        return Ok(Answer::Deters(sanction(&places)));
                    }
                    match self.escape(state) {
                        None => return Ok(Answer::Deters(sanction(&places))),
                        Some(escape) if escaped.is_none() => {
                            escaped = Some((sanction(&places), escape));
                        }
                        Some(_) => {}
                    }
                }
            }
            next += 1;
        }
        Ok(match escaped {
            Some((sanction, escape)) => Answer::Escaped(sanction, escape),
            None => Answer::Nothing,
        })
    }

    /// The moves that another player is credited with.
    fn replies(&self, other: usize, from: State) -> Vec<State> {
        let members = &self.players[other].members;
        let mut found = player_moves(self.model, members, from, Steps::Moves);
        if self.terms.basic.is_credible() {
            let terms = self.terms;
            found.retain(|to| terms.credits(self.model, members, *to, from));
        }
        found
    }

    /// A move of the mover's that takes it out of what was to deter it.
    fn escape(&self, from: State) -> Option<Escape> {
        let members = self.members();
        let moves = player_moves(self.model, members, from, Steps::Moves);
        let out = |to: &State| !self.terms.deters(self.model, members, *to, self.state);
        moves.into_iter().find(out).map(|to| Escape {
            to,
            gain: self.terms.reasons(self.model, members, to, self.state),
        })
    }

    fn sanction(&self, places: &[Place], last: usize) -> Sanction {
        let mut steps = Vec::new();
        let mut at = last;
        while let Some(before) = places[at].before {
            steps.push(Move {
                player: places[at].last,
                from: places[before].state,
                to: places[at].state,
            });
            at = before;
        }
        steps.reverse();
        let gain = |step: &Move| {
            if !self.terms.basic.is_credible() {
                return Vec::new();
            }
            let members = &self.players[step.player].members;
            self.terms.reasons(self.model, members, step.to, step.from)
        };
        let end = places[last].state;
        Sanction {
            gains: steps.iter().map(gain).collect(),
            steps,
            end,
            loss: self
                .terms
                .reasons(self.model, self.members(), end, self.state),
        }
    }
}

/// Improvements that others make in `state`, at the same time as the player
/// moves to `to`, and that spoil it: as few of the others as will do.
pub(super) fn simultaneous(
    model: &Model,
    players: &[Player],
    player: usize,
    state: State,
    to: State,
) -> Option<Sanction> {
    let others: Vec<(usize, Vec<State>)> = (0..players.len())
        .filter(|other| *other != player)
        .map(|other| {
            let members = &players[other].members;
            (
                other,
                player_moves(model, members, state, Steps::Improvements),
            )
        })
        .collect();
    let members = &players[player].members;
    // Sets of moves, by what they change; those of fewer players first.
    let mut sets: Vec<(u64, Vec<Move>)> = vec![(0, Vec::new())];
    for (other, improvements) in &others {
        let joined: Vec<(u64, Vec<Move>)> = sets
            .iter()
            .flat_map(|(change, moves)| {
                improvements.iter().map(move |to| {
                    let mut moves = moves.clone();
                    moves.push(Move {
                        player: *other,
                        from: state,
                        to: *to,
                    });
                    (change | (to.0 ^ state.0), moves)
                })
            })
            .collect();
        sets.extend(joined);
    }
    sets.sort_by_key(|(_, moves)| moves.len());
    let own = to.0 ^ state.0;
    for (change, moves) in sets {
        let end = State(state.0 ^ (own | change));
        if !model.is_feasible(end) {
            continue;
        }
        let end = model.merged(end);
        if gains(model, members, end, state, false) {
            continue;
        }
        let gain = |step: &Move| {
            let members = &players[step.player].members;
            Reason::of_members(model, members, step.to, step.from)
        };
        return Some(Sanction {
            gains: moves.iter().map(gain).collect(),
            steps: moves,
            end,
            loss: Reason::of_members(model, members, end, state),
        });
    }
    None
}
