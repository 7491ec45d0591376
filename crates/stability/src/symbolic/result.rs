//! The verdicts of a symbolic run: sets of states that may be too large to
//! list.

use super::diagram::{Diagrams, Outgrown, Set};
use super::relations::Relations;
use crate::concept::Basic;
use crate::model::Model;
use crate::state::{Pattern, State};

/// Which states are stable, for whom, under which concept, as diagrams.
pub struct SymbolicVerdicts {
    concepts: Vec<Basic>,
    diagrams: Diagrams,
    /// The variable of each option.
    variables: Vec<u32>,
    feasible: Set,
    /// By concept and decision maker.
    stable: Vec<Vec<Set>>,
    /// By concept.
    equilibria: Vec<Set>,
}

impl SymbolicVerdicts {
    pub(super) fn new(
        model: &Model,
        concepts: Vec<Basic>,
        mut diagrams: Diagrams,
        relations: &Relations,
        stable: Vec<Vec<Set>>,
    ) -> Result<Self, Outgrown> {
        debug_assert_eq!(model.options().len(), relations.variables.len());
        let mut equilibria = Vec::with_capacity(stable.len());
        for by_player in &stable {
            let mut all = relations.feasible;
            for set in by_player {
                all = diagrams.and(all, *set)?;
            }
            equilibria.push(all);
        }
        let variables = relations.variables.clone();
        let feasible = relations.feasible;
        Ok(Self {
            concepts,
            diagrams,
            variables,
            feasible,
            stable,
            equilibria,
        })
    }

    /// The concepts that were asked for.
    #[must_use]
    pub fn concepts(&self) -> &[Basic] {
        &self.concepts
    }

    /// How many states are feasible.
    #[must_use]
    pub fn states(&self) -> u128 {
        self.count(self.feasible)
    }

    /// How many states are stable for a decision maker.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for or there is no such decision maker.
    #[must_use]
    pub fn stable(&self, concept: Basic, dm: usize) -> u128 {
        self.count(self.stable[self.place(concept)][dm])
    }

    /// How many states are equilibria.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for.
    #[must_use]
    pub fn equilibria(&self, concept: Basic) -> u128 {
        self.count(self.equilibria[self.place(concept)])
    }

    /// Whether a state is stable for a decision maker; `false` where it is not
    /// feasible.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for or there is no such decision maker.
    #[must_use]
    pub fn is_stable(&self, concept: Basic, dm: usize, state: State) -> bool {
        self.contains(self.stable[self.place(concept)][dm], state)
    }

    /// Whether a state is an equilibrium.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for.
    #[must_use]
    pub fn is_equilibrium(&self, concept: Basic, state: State) -> bool {
        self.contains(self.equilibria[self.place(concept)], state)
    }

    /// The equilibria as patterns that do not overlap, at most `limit` of
    /// them, in a fixed order. An option that is open in a pattern makes no
    /// difference there.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for.
    #[must_use]
    pub fn patterns(&self, concept: Basic, limit: usize) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        if limit == 0 {
            return patterns;
        }
        self.diagrams
            .paths(self.equilibria[self.place(concept)], &mut |asked, value| {
                let options = |bits: u128| {
                    self.variables
                        .iter()
                        .enumerate()
                        .fold(0, |mask, (option, variable)| {
                            mask | ((bits >> variable & 1) as u64) << option
                        })
                };
                patterns.push(Pattern {
                    care: options(asked),
                    value: options(value),
                });
                patterns.len() < limit
            });
        patterns
    }

    fn count(&self, set: Set) -> u128 {
        let options = u32::try_from(self.variables.len()).unwrap_or(64);
        self.diagrams.count(set, options)
    }

    fn contains(&self, set: Set, state: State) -> bool {
        let mut taken = 0_u128;
        for (option, variable) in self.variables.iter().enumerate() {
            taken |= u128::from(state.takes(option)) << variable;
        }
        self.diagrams
            .contains(set, |variable| taken >> variable & 1 == 1)
    }

    fn place(&self, concept: Basic) -> usize {
        let place = self.concepts.iter().position(|known| *known == concept);
        place.unwrap_or_else(|| panic!("{concept:?} was not asked for"))
    }
}
