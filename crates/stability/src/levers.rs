//! What somebody outside could change so that a wanted state lasts, and what
//! any change makes of the verdicts.

use crate::analysis::Analysis;
use crate::concept::Concept;
use crate::condition::Condition;
use crate::error::AnalysisError;
use crate::model::{Change, Direction, Model, Preference};
use crate::monitor::Monitor;
use crate::state::State;
use crate::verdicts::Verdicts;

/// A change that makes the wanted state an equilibrium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// What changes.
    pub change: Change,
    /// How many equilibria there are then, the wanted one among them.
    pub equilibria: usize,
}

/// Where a wanted state stands, and what would make it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levers {
    /// The decision makers who would leave the wanted state as things are, by
    /// themselves or as members of a coalition.
    pub leaving: Vec<usize>,
    /// The changes of one thing that make it an equilibrium: what keeps an
    /// option first, then preferences by decision maker.
    pub levers: Vec<Lever>,
    /// How many changes were tried.
    pub tried: usize,
}

impl Analysis<'_> {
    /// Looks for single changes that make `wanted` an equilibrium under the
    /// concept: an option that can no longer be changed away from its value
    /// there, or changes at all; a decision maker's statement dropped,
    /// reversed, or given another place; a decision maker that comes to care
    /// for one option above all. Coalitions and attitudes stay as they are.
    ///
    /// # Errors
    ///
    /// As [`Analysis::run`]; [`AnalysisError::Unknown`] for a state that is not
    /// feasible.
    pub fn levers(&self, wanted: State, concept: Concept) -> Result<Levers, AnalysisError> {
        let model = self.model;
        if !model.is_feasible(wanted) {
            return Err(AnalysisError::Unknown {
                kind: "feasible state",
                name: model.pattern(wanted),
            });
        }
        let run = |model: &Model| self.on(model).concepts(&[concept]).run();
        let now = run(model)?;
        let wanted = model.merged(wanted);
        let leaving: Vec<usize> = (0..now.players().len())
            .filter(|player| !now.stable(concept, *player).contains(wanted))
            .flat_map(|player| now.players()[player].members.clone())
            .collect();
        let candidates = candidates(model, wanted, &leaving);
        let monitor = Monitor::new(self.watch, candidates.len() as u64);
        let mut found = Levers {
            leaving,
            levers: Vec::new(),
            tried: candidates.len(),
        };
        for change in candidates {
            monitor.step(1)?;
            // A change can make a ranking incomplete or leave no state; then
            // it is no lever.
            let Ok(changed) = model.with(std::slice::from_ref(&change)) else {
                continue;
            };
            let equilibria = run(&changed)?.equilibria(concept);
            if equilibria.contains(wanted) {
                found.levers.push(Lever {
                    change,
                    equilibria: equilibria.len(),
                });
            }
        }
        Ok(found)
    }
}

fn candidates(model: &Model, wanted: State, leaving: &[usize]) -> Vec<Change> {
    let mut candidates = Vec::new();
    if leaving.is_empty() {
        return candidates;
    }
    for (option, choice) in model.options().iter().enumerate() {
        if choice.owner.is_none() {
            continue;
        }
        let taken = wanted.takes(option);
        let keeping = if taken {
            Direction::TakeOnly
        } else {
            Direction::DropOnly
        };
        if choice.direction != keeping {
            candidates.push(Change::SetDirection {
                option,
                direction: keeping,
            });
        }
        candidates.push(Change::FixOption { option, taken });
    }
    for (dm, decision_maker) in model.decision_makers().iter().enumerate() {
        let Preference::Statements { statements, .. } = &decision_maker.preference else {
            continue;
        };
        for statement in 0..statements.len() {
            candidates.push(Change::DropStatement {
                decision_maker: dm,
                statement,
            });
            candidates.push(Change::ReverseStatement {
                decision_maker: dm,
                statement,
            });
            for to in (0..statements.len()).filter(|to| *to != statement) {
                // Moving one down a place is moving the next up a place.
                if to != statement + 1 {
                    candidates.push(Change::MoveStatement {
                        decision_maker: dm,
                        statement,
                        to,
                    });
                }
            }
        }
        for option in 0..model.options().len() {
            let taken = Condition::Taken(option);
            let condition = if wanted.takes(option) {
                taken
            } else {
                taken.negated()
            };
            candidates.push(Change::AddStatement {
                decision_maker: dm,
                at: 0,
                condition,
            });
        }
    }
    candidates
}

/// One verdict that two analyses give differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The concept.
    pub concept: Concept,
    /// The player's name.
    pub player: String,
    /// The state.
    pub state: State,
    /// The verdict before; `None` where the state was not feasible.
    pub before: Option<bool>,
    /// The verdict after; `None` where the state is not feasible.
    pub after: Option<bool>,
}

/// The verdicts that differ between two analyses, of the concepts and players
/// that both have. The models must number their states alike.
#[must_use]
pub fn differences(before: &Verdicts, after: &Verdicts) -> Vec<Difference> {
    let mut all: Vec<State> = before
        .states()
        .iter()
        .chain(after.states().iter())
        .collect();
    all.sort_unstable();
    all.dedup();
    let mut found = Vec::new();
    for concept in before
        .concepts()
        .iter()
        .filter(|concept| after.concepts().contains(concept))
    {
        for (player, known) in before.players().iter().enumerate() {
            let Some(other) = after
                .players()
                .iter()
                .position(|other| other.name == known.name)
            else {
                continue;
            };
            for state in &all {
                let was = before.is_stable(*concept, player, *state);
                let is = after.is_stable(*concept, other, *state);
                if was != is {
                    found.push(Difference {
                        concept: *concept,
                        player: known.name.clone(),
                        state: *state,
                        before: was,
                        after: is,
                    });
                }
            }
        }
    }
    found
}
