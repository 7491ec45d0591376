//! How much the verdicts hang on preferences that nobody knows for sure: many
//! runs, each with preferences drawn anew.

mod draw;
mod evaluate;
mod tally;
mod tiny;

use crate::analysis::undefined;
use crate::concept::Basic;
use crate::error::AnalysisError;
use crate::model::{Model, Preference};
use crate::monitor::{Monitor, Watch};
use crate::parallel::{cores, pieces};
use crate::state::State;
use crate::verdicts::Space;
use draw::{Draw, Source};
use evaluate::Evaluator;
use std::sync::Arc;
use tally::Tally;

/// How likely each preference is to be otherwise. All chances are in percent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubts {
    /// By decision maker and statement or weight: the chance that it does not
    /// count.
    pub drop: Vec<Vec<u8>>,
    /// By decision maker and statement or group of a ranking: the chance that
    /// it changes places with the next.
    pub swap: Vec<Vec<u8>>,
}

impl Doubts {
    /// The same chances everywhere.
    #[must_use]
    pub fn uniform(model: &Model, drop: u8, swap: u8) -> Self {
        let sizes = model
            .decision_makers()
            .iter()
            .map(|dm| match &dm.preference {
                Preference::Statements { statements, .. } => (statements.len(), statements.len()),
                Preference::Weights { weights, .. } => (weights.len(), 0),
                Preference::Ranking { groups, .. } => (0, groups.len()),
            });
        let (drops, swaps) = sizes
            .map(|(drops, swaps)| (vec![drop; drops], vec![swap; swaps.saturating_sub(1)]))
            .unzip();
        Self {
            drop: drops,
            swap: swaps,
        }
    }
}

/// One way in which a run's preferences may differ from the model's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Factor {
    /// The statement or weight does not count.
    Dropped {
        /// Whose.
        decision_maker: usize,
        /// Which, from 0.
        statement: usize,
    },
    /// The statement or group stands behind the next one.
    Swapped {
        /// Whose.
        decision_maker: usize,
        /// Which, from 0.
        first: usize,
    },
    /// Of the states between which the preference is not known, those that
    /// meet the first condition are better; otherwise those that meet the
    /// second.
    FirstBetter {
        /// Whose.
        decision_maker: usize,
        /// Which pair, from 0.
        pair: usize,
    },
}

/// The plan of a mass run.
pub struct Sensitivity<'a> {
    model: &'a Model,
    doubts: Doubts,
    concepts: Vec<Basic>,
    runs: u64,
    seed: u64,
    watch: Option<Watch<'a>>,
}

/// What came of a mass run.
#[derive(Clone, Debug)]
pub struct Findings {
    runs: u64,
    concepts: Vec<Basic>,
    space: Arc<Space>,
    factors: Vec<Factor>,
    tally: Tally,
}

/// How often a state is an equilibrium with a factor and without it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// What differs.
    pub factor: Factor,
    /// The share of the runs with it in which the state is an equilibrium.
    pub with: f64,
    /// The share of the runs without it.
    pub without: f64,
}

impl<'a> Sensitivity<'a> {
    /// Ten thousand runs of the five basic concepts.
    #[must_use]
    pub fn new(model: &'a Model, doubts: Doubts) -> Self {
        Self {
            model,
            doubts,
            concepts: Basic::ALL.to_vec(),
            runs: 10_000,
            seed: 0,
            watch: None,
        }
    }

    /// Asks for these concepts only.
    #[must_use]
    pub fn concepts(mut self, concepts: &[Basic]) -> Self {
        self.concepts = concepts.to_vec();
        self.concepts.dedup();
        self
    }

    /// How many runs.
    #[must_use]
    pub fn runs(mut self, runs: u64) -> Self {
        self.runs = runs;
        self
    }

    /// The same seed draws the same preferences, whatever the machine and the
    /// number of threads.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Tells `watch` about progress; it can stop the runs.
    #[must_use]
    pub fn watch(mut self, watch: Watch<'a>) -> Self {
        self.watch = Some(watch);
        self
    }

    /// Does them.
    ///
    /// # Errors
    ///
    /// [`AnalysisError::Undefined`] where the doubts do not fit the model;
    /// [`AnalysisError::Memory`], [`AnalysisError::Stopped`].
    pub fn run(self) -> Result<Findings, AnalysisError> {
        let evaluator = Evaluator::new(self.model, &self.concepts)?;
        let source = Source::new(self.model, &self.doubts, evaluator.space()).ok_or_else(|| {
            undefined(
                "sensitivity",
                "the doubts are about other preferences than the model has",
            )
        })?;
        let factors = source.factors();
        let states = evaluator.space().len();
        let monitor = Monitor::new(self.watch, self.runs);
        // Sums do not depend on who adds them up, so the pieces may be any.
        let piece = self.runs.div_ceil(64).max(1);
        let count = usize::try_from(self.runs.div_ceil(piece)).unwrap_or(64);
        let mut tallies = vec![Tally::new(self.concepts.len(), factors.len(), states); count];
        pieces(&mut tallies, 1, cores(), |number, tally| {
            let mut draw = Draw::new(&source);
            let mut scratch = evaluator.scratch();
            let first = number as u64 * piece;
            for run in first..(first + piece).min(self.runs) {
                draw.draw(self.seed, run);
                evaluator.run(&draw, &mut scratch)?;
                for (place, equilibria) in scratch.equilibria.iter().enumerate() {
                    tally[0].add(place, draw.active(), equilibria);
                }
                tally[0].count(draw.active());
                monitor.step(1)?;
            }
            tally[0].close();
            Ok::<(), AnalysisError>(())
        })?;
        let mut tally = Tally::new(self.concepts.len(), factors.len(), states);
        for part in &tallies {
            tally.merge(part);
        }
        Ok(Findings {
            runs: self.runs,
            concepts: self.concepts,
            space: Arc::clone(evaluator.space()),
            factors,
            tally,
        })
    }
}

impl Findings {
    /// How many runs there were.
    #[must_use]
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// The states that are an equilibrium in some run with the share of runs
    /// in which they are, the most frequent first.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for.
    #[must_use]
    pub fn shares(&self, concept: Basic) -> Vec<(State, f64)> {
        let counts = self.tally.equilibria(self.place(concept));
        let mut found: Vec<(u32, State)> = counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(place, count)| (*count, self.space.state(place)))
            .collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let runs = self.runs.max(1) as f64;
        found
            .into_iter()
            .map(|(count, state)| (state, f64::from(count) / runs))
            .collect()
    }

    /// How each factor that occurred, and did not always occur, bears on
    /// whether the state is an equilibrium; the one that decides most first.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for.
    #[must_use]
    pub fn effects(&self, concept: Basic, state: State) -> Vec<Effect> {
        let place = self.place(concept);
        let Some(at) = self.space.place(state) else {
            return Vec::new();
        };
        let total = f64::from(self.tally.equilibria(place)[at]);
        let mut effects = Vec::new();
        for (factor, name) in self.factors.iter().enumerate() {
            let active = self.tally.active(factor);
            if active == 0 || active == self.runs {
                continue;
            }
            let joint = f64::from(self.tally.joint(place, factor)[at]);
            effects.push(Effect {
                factor: *name,
                with: joint / active as f64,
                without: (total - joint) / (self.runs - active) as f64,
            });
        }
        let weight = |effect: &Effect| (effect.with - effect.without).abs();
        effects.sort_by(|a, b| {
            weight(b)
                .total_cmp(&weight(a))
                .then(a.factor.cmp(&b.factor))
        });
        effects
    }

    fn place(&self, concept: Basic) -> usize {
        let place = self.concepts.iter().position(|known| *known == concept);
        place.unwrap_or_else(|| panic!("{concept:?} was not asked for"))
    }
}
