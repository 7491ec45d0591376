//! One state's moves, found on demand: what explanations and small questions
//! need, whatever the size of the model.

use super::{Choice, Direction, Model, Moves};
use crate::state::State;

/// The options of a mask that may change, by the value that they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Changeable {
    /// May be taken where they are not.
    pub take: u64,
    /// May be dropped where they are taken.
    pub drop: u64,
}

impl Changeable {
    /// Of the options in `own`.
    pub fn new(choices: &[Choice], own: u64) -> Self {
        let mut changeable = Self {
            take: own,
            drop: own,
        };
        for (k, choice) in choices.iter().enumerate() {
            match choice.direction {
                Direction::Both => {}
                Direction::TakeOnly => changeable.drop &= !(1 << k),
                Direction::DropOnly => changeable.take &= !(1 << k),
            }
        }
        changeable
    }

    /// The options that may change in this state.
    pub fn at(self, state: State) -> u64 {
        self.take & !state.0 | self.drop & state.0
    }
}

impl Model {
    /// The states that decision maker `dm` can move to from `state` in one
    /// step, in ascending order.
    ///
    /// # Panics
    ///
    /// When there is no decision maker `dm`.
    #[must_use]
    pub fn moves(&self, dm: usize, state: State) -> Vec<State> {
        let mut found = Vec::new();
        if self.merges.is_empty() {
            self.plain_moves(dm, state, &mut found);
        } else {
            let home = self.merged(state);
            self.members(home, |member| self.plain_moves(dm, member, &mut found));
            for target in &mut found {
                *target = self.merged(*target);
            }
            found.retain(|target| *target != home);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those of [`Model::moves`] that decision maker `dm` prefers to `state`.
    ///
    /// # Panics
    ///
    /// When there is no decision maker `dm`.
    #[must_use]
    pub fn improvements(&self, dm: usize, state: State) -> Vec<State> {
        let mut found = self.moves(dm, state);
        found.retain(|target| self.compare(dm, *target, state).is_better());
        found
    }

    /// Every feasible state that `home` stands for.
    fn members(&self, home: State, mut visit: impl FnMut(State)) {
        let Some(merge) = self.merges.iter().find(|merge| merge.state == home) else {
            return visit(home);
        };
        let _ = self.visit_feasible(|run| {
            for code in run {
                if merge.condition.holds(State(code)) && self.merged(State(code)) == home {
                    visit(State(code));
                }
            }
            std::ops::ControlFlow::<()>::Continue(())
        });
    }

    fn plain_moves(&self, dm: usize, state: State, found: &mut Vec<State>) {
        let dm = &self.decision_makers[dm];
        let hidden = |state: State| dm.unseen.iter().any(|unseen| unseen.holds(state));
        if !dm.unseen.is_empty() && hidden(state) {
            return;
        }
        match &dm.moves {
            Moves::Arcs(arcs) => {
                // Arcs are sorted when the model is built.
                let from = arcs.partition_point(|(source, _)| *source < state);
                let own = arcs[from..]
                    .iter()
                    .take_while(|(source, _)| *source == state);
                found.extend(
                    own.map(|(_, target)| *target)
                        .filter(|target| !hidden(*target)),
                );
            }
            Moves::Options => {
                let free = Changeable::new(&self.choices, dm.mask()).at(state);
                let mut change = free;
                while change != 0 {
                    let target = State(state.0 ^ change);
                    if self.is_feasible(target) && !hidden(target) {
                        found.push(target);
                    }
                    change = (change - 1) & free;
                }
            }
        }
    }
}
