//! The basic concepts by decision diagrams, for models too large to spread
//! out.
//!
//! Nothing is listed: a set of states is a diagram over the options. For each
//! level of a decision maker's preference the sanctions are a fixpoint of
//! diagrams, begun from the level below, because what deters from a state
//! deters from any better one.

mod diagram;
mod order;
mod relations;
mod result;

pub use result::SymbolicVerdicts;

use crate::analysis::{MEMORY, undefined};
use crate::concept::Basic;
use crate::error::AnalysisError;
use crate::model::Model;
use crate::monitor::{Monitor, Watch};
use diagram::{Diagrams, NODE_BYTES, Outgrown, Set};
use relations::Relations;

/// A symbolic run in preparation.
///
/// ```
/// use demarche_stability::{Basic, Model, Party, Symbolic};
///
/// // Twenty pairs, each in a dilemma of its own: 2^40 states.
/// let mut builder = Model::builder("dilemmas");
/// for pair in 0..20 {
///     let (a, b) = (format!("a{pair}"), format!("b{pair}"));
///     builder = builder.options([a.clone(), b.clone()]);
///     let wants = |other: &str, own: &str| [other.to_owned(), format!("NOT {own}")];
///     builder = builder
///         .party(Party::new(format!("A{pair}")).owns(&a).statements(wants(&b, &a)))
///         .party(Party::new(format!("B{pair}")).owns(&b).statements(wants(&a, &b)));
/// }
/// let model = builder.build()?;
/// let verdicts = Symbolic::new(&model).concepts(&[Basic::Nash, Basic::Seq]).run()?;
/// assert_eq!(verdicts.states(), 1 << 40);
/// assert_eq!(verdicts.equilibria(Basic::Nash), 1);
/// assert_eq!(verdicts.equilibria(Basic::Seq), 1 << 20);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Symbolic<'a> {
    model: &'a Model,
    concepts: Vec<Basic>,
    memory: u64,
    watch: Option<Watch<'a>>,
}

impl<'a> Symbolic<'a> {
    /// A run of the five basic concepts.
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        Self {
            model,
            concepts: Basic::ALL.to_vec(),
            memory: MEMORY.min(4 << 30),
            watch: None,
        }
    }

    /// Asks for these concepts.
    #[must_use]
    pub fn concepts(mut self, concepts: &[Basic]) -> Self {
        self.concepts = concepts.to_vec();
        self
    }

    /// The diagrams may use about this many bytes.
    #[must_use]
    pub fn memory(mut self, bytes: u64) -> Self {
        self.memory = bytes;
        self
    }

    /// Tells `watch` about progress; it can stop the run.
    #[must_use]
    pub fn watch(mut self, watch: Watch<'a>) -> Self {
        self.watch = Some(watch);
        self
    }

    /// Does it.
    ///
    /// # Errors
    ///
    /// [`AnalysisError::Undefined`] where somebody moves along arcs, states
    /// are merged or unseen, or a preference is not known;
    /// [`AnalysisError::Outgrown`] where the diagrams need more memory than
    /// they may have, which cannot be said before; [`AnalysisError::Stopped`].
    pub fn run(self) -> Result<SymbolicVerdicts, AnalysisError> {
        if !self.model.is_plain() {
            return Err(undefined(
                "the symbolic method",
                "somebody moves along arcs, states are merged or unseen, or a preference is not known",
            ));
        }
        let limit = usize::try_from(self.memory / NODE_BYTES)
            .unwrap_or(usize::MAX)
            .min(u32::MAX as usize);
        let mut run = Run::new(self.model, limit).map_err(|Outgrown| self.outgrown())?;
        let parties = self.model.decision_makers().len();
        let mut stable = vec![Vec::with_capacity(parties); self.concepts.len()];
        for dm in 0..parties {
            let levels = run
                .relations
                .levels(&mut run.diagrams, dm)
                .map_err(|Outgrown| self.outgrown())?;
            let Some(mut levels) = levels else {
                return Err(undefined(
                    "the symbolic method",
                    "a decision maker tells more than 100,000 levels of preference apart",
                ));
            };
            let total = (parties * self.concepts.len() * levels.len()) as u64;
            let monitor = Monitor::new(self.watch, total);
            for (place, concept) in self.concepts.iter().enumerate() {
                let found = run.unstable(dm, *concept, &mut levels, &mut stable, &monitor);
                let unstable = found.map_err(|stop| match stop {
                    Stop::Outgrown => self.outgrown(),
                    Stop::Asked => AnalysisError::Stopped,
                })?;
                let feasible = run.relations.feasible;
                let set = run
                    .diagrams
                    .minus(feasible, unstable)
                    .map_err(|Outgrown| self.outgrown())?;
                stable[place].push(set);
            }
        }
        SymbolicVerdicts::new(
            self.model,
            self.concepts.clone(),
            run.diagrams,
            &run.relations,
            stable,
        )
        .map_err(|Outgrown| self.outgrown())
    }

    fn outgrown(&self) -> AnalysisError {
        AnalysisError::Outgrown {
            allowed: self.memory,
        }
    }
}

/// Why a run ends early.
enum Stop {
    Outgrown,
    Asked,
}

impl From<Outgrown> for Stop {
    fn from(_: Outgrown) -> Self {
        Self::Outgrown
    }
}

struct Run {
    diagrams: Diagrams,
    relations: Relations,
    /// Nodes at which the unneeded ones are cleared away.
    full: usize,
    limit: usize,
}

impl Run {
    fn new(model: &Model, limit: usize) -> Result<Self, Outgrown> {
        let mut diagrams = Diagrams::new(limit);
        let relations = Relations::new(&mut diagrams, model)?;
        Ok(Self {
            diagrams,
            relations,
            full: (1 << 20).min(limit / 2),
            limit,
        })
    }

    /// The states that decision maker `dm` would leave.
    fn unstable(
        &mut self,
        dm: usize,
        concept: Basic,
        levels: &mut [Set],
        stable: &mut [Vec<Set>],
        monitor: &Monitor<'_>,
    ) -> Result<Set, Stop> {
        let (mut bad, mut answered, mut unstable) = (Set::NONE, Set::NONE, Set::NONE);
        for number in 0..levels.len() {
            monitor.step(1).map_err(|_| Stop::Asked)?;
            self.tidy(
                &mut [&mut bad, &mut answered, &mut unstable],
                levels,
                stable,
            );
            let level = levels[number];
            let diagrams = &mut self.diagrams;
            bad = diagrams.or(bad, level)?;
            let better = diagrams.minus(self.relations.feasible, bad)?;
            let mut tempting = better;
            if concept != Basic::Nash {
                let mut deterring = bad;
                if concept.is_symmetric() {
                    let escaping = self.relations.by_move(diagrams, dm, better)?;
                    deterring = diagrams.minus(bad, escaping)?;
                }
                answered = diagrams.or(answered, deterring)?;
                answered = self
                    .relations
                    .answers(diagrams, dm, concept.is_credible(), answered)?;
                tempting = diagrams.minus(better, answered)?;
            }
            let leaving = self.relations.by_move(diagrams, dm, tempting)?;
            let leaving = diagrams.and(leaving, level)?;
            unstable = diagrams.or(unstable, leaving)?;
        }
        Ok(unstable)
    }

    /// Clears away what is not needed, once there is much of it.
    fn tidy(&mut self, own: &mut [&mut Set], levels: &mut [Set], stable: &mut [Vec<Set>]) {
        if self.diagrams.len() < self.full {
            return;
        }
        let mut roots: Vec<&mut Set> = own.iter_mut().map(|set| &mut **set).collect();
        roots.extend(levels.iter_mut());
        roots.extend(stable.iter_mut().flatten());
        roots.extend(self.relations.roots());
        self.diagrams.collect(&mut roots);
        self.full = (self.diagrams.len() * 4)
            .max(1 << 20)
            .min(self.limit / 2)
            .max(self.diagrams.len() + 1);
    }
}
