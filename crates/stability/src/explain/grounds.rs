//! What it is about two states that makes one of them better.

use crate::model::{Comparison, Model, Preference};
use crate::state::State;

/// How a decision maker compares two states, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Who, by number in the model.
    pub decision_maker: usize,
    /// How the first state compares with the second.
    pub comparison: Comparison,
    /// What decides.
    pub grounds: Grounds,
}

/// What decides between two states.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grounds {
    /// Nothing: they are equal, or it is not known.
    None,
    /// The preference statement with this number, from 0. The better state
    /// meets it, the other does not.
    Statement(usize),
    /// The weights of the statements that only one of them meets.
    Weights {
        /// Statements that only the first state meets.
        only_first: Vec<usize>,
        /// Statements that only the second state meets.
        only_second: Vec<usize>,
        /// By how much the first outweighs the second.
        difference: i64,
    },
    /// The places in the ranking, from 0, the best.
    Places {
        /// Of the first state.
        first: usize,
        /// Of the second state.
        second: usize,
    },
}

impl Reason {
    /// How decision maker `dm` compares `first` with `second`.
    ///
    /// # Panics
    ///
    /// When there is no such decision maker.
    #[must_use]
    pub fn between(model: &Model, dm: usize, first: State, second: State) -> Self {
        let comparison = model.compare(dm, first, second);
        let grounds = match (&model.decision_makers()[dm].preference, comparison) {
            (_, Comparison::Unknown | Comparison::Equal) => Grounds::None,
            (preference @ Preference::Statements { .. }, _) => preference
                .deciding(first, second)
                .map_or(Grounds::None, Grounds::Statement),
            (preference @ Preference::Weights { weights, .. }, _) => {
                let only = |met: State, unmet: State| {
                    let all = weights.iter().enumerate();
                    all.filter(|(_, (rule, weight))| {
                        *weight != 0 && rule.holds(met) && !rule.holds(unmet)
                    })
                    .map(|(n, _)| n)
                    .collect()
                };
                Grounds::Weights {
                    only_first: only(first, second),
                    only_second: only(second, first),
                    difference: preference.value(first) - preference.value(second),
                }
            }
            (Preference::Ranking { places, .. }, _) => {
                match (places.get(&first), places.get(&second)) {
                    (Some(first), Some(second)) => Grounds::Places {
                        first: *first,
                        second: *second,
                    },
                    _ => Grounds::None,
                }
            }
        };
        Self {
            decision_maker: dm,
            comparison,
            grounds,
        }
    }

    /// The same for each member of a player.
    pub(super) fn of_members(
        model: &Model,
        members: &[usize],
        first: State,
        second: State,
    ) -> Vec<Self> {
        members
            .iter()
            .map(|dm| Self::between(model, *dm, first, second))
            .collect()
    }
}
