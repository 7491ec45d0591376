//! The textbook's definitions, carried out step by step. Nothing here is
//! shared with the crate but the model's conditions and preferences.

use demarche_stability::{Basic, Direction, Model, State};
use std::collections::{BTreeMap, BTreeSet};

type Set = BTreeSet<u64>;

pub struct Brute<'a> {
    model: &'a Model,
    pub states: Vec<u64>,
    /// By decision maker and state.
    moves: BTreeMap<(usize, u64), Set>,
}

impl<'a> Brute<'a> {
    pub fn new(model: &'a Model) -> Self {
        let all = 0..1_u64 << model.options().len();
        let feasible = |s: &u64| model.infeasible().iter().all(|c| !c.holds(State(*s)));
        let mut brute = Self {
            model,
            states: all.filter(feasible).collect(),
            moves: BTreeMap::new(),
        };
        for dm in 0..model.decision_makers().len() {
            for state in &brute.states {
                brute
                    .moves
                    .insert((dm, *state), brute.find_moves(dm, *state));
            }
        }
        brute
    }

    pub fn better(&self, dm: usize, a: u64, b: u64) -> bool {
        self.model.compare(dm, State(a), State(b)).is_better()
    }

    fn find_moves(&self, dm: usize, from: u64) -> Set {
        let legal = |to: &&u64| {
            **to != from
                && self.model.options().iter().enumerate().all(|(k, option)| {
                    let (before, after) = (from >> k & 1, **to >> k & 1);
                    before == after
                        || option.owner == Some(dm)
                            && match option.direction {
                                Direction::Both => true,
                                Direction::TakeOnly => after == 1,
                                Direction::DropOnly => after == 0,
                            }
                })
        };
        self.states.iter().filter(legal).copied().collect()
    }

    fn player_moves(&self, player: &[usize], from: u64, improving: bool) -> Set {
        let mut found = if let [only] = player {
            self.moves[&(*only, from)].clone()
        } else {
            let single: Vec<Vec<usize>> = player.iter().map(|dm| vec![*dm]).collect();
            self.joint(&single, from, false)
        };
        found.remove(&from);
        found.retain(|to| !improving || self.all_better(player, *to, from));
        found
    }

    fn all_better(&self, player: &[usize], a: u64, b: u64) -> bool {
        player.iter().all(|dm| self.better(*dm, a, b))
    }

    /// Legal sequences, nobody twice in a row.
    fn joint(&self, players: &[Vec<usize>], start: u64, improving: bool) -> Set {
        let mut seen: BTreeSet<(u64, usize)> = BTreeSet::new();
        let mut todo = vec![(start, usize::MAX)];
        while let Some((state, last)) = todo.pop() {
            for (n, player) in players.iter().enumerate() {
                if n != last {
                    for to in self.player_moves(player, state, improving) {
                        if seen.insert((to, n)) {
                            todo.push((to, n));
                        }
                    }
                }
            }
        }
        seen.into_iter().map(|(state, _)| state).collect()
    }

    pub fn stable(&self, players: &[Vec<usize>], player: usize, concept: Basic) -> Vec<u64> {
        let me = &players[player];
        let mut others = players.to_vec();
        others.remove(player);
        let mut reach: BTreeMap<u64, Set> = BTreeMap::new();
        let stable = |s: &&u64| {
            let bad = |u: u64| !self.all_better(me, u, **s);
            self.player_moves(me, **s, true).into_iter().all(|gain| {
                let reach = reach
                    .entry(gain)
                    .or_insert_with(|| self.joint(&others, gain, concept.is_credible()));
                concept != Basic::Nash
                    && reach.iter().any(|u| {
                        bad(*u)
                            && (!concept.is_symmetric()
                                || self.player_moves(me, *u, false).into_iter().all(bad))
                    })
            })
        };
        self.states.iter().filter(stable).copied().collect()
    }

    pub fn simultaneous(&self, dm: usize) -> Vec<u64> {
        let parties = self.model.decision_makers().len();
        let stable = |s: &&u64| {
            let s = **s;
            let mut results: Set = [s].into();
            for other in (0..parties).filter(|other| *other != dm) {
                let mut next = results.clone();
                for to in self.player_moves(&[other], s, true) {
                    next.extend(results.iter().map(|r| r ^ s ^ to));
                }
                results = next;
            }
            self.player_moves(&[dm], s, true).into_iter().all(|gain| {
                results.iter().any(|r| {
                    let u = r ^ s ^ gain;
                    self.states.contains(&u) && !self.better(dm, u, s)
                })
            })
        };
        self.states.iter().filter(stable).copied().collect()
    }
}
