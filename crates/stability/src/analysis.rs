//! Runs the stability concepts over a model.

mod decide;

use crate::attitude::Attitudes;
use crate::bits::Bits;
use crate::concept::{Basic, Concept};
use crate::cube;
use crate::error::AnalysisError;
use crate::graph::{Graph, players};
use crate::model::Model;
use crate::monitor::{Monitor, Watch};
use crate::verdicts::{Player, Space, StateSet, Verdicts};
use decide::Run;
use std::sync::Arc;

/// A run in preparation: which concepts, who acts together, how much memory.
///
/// ```
/// use demarche_stability::{Analysis, Concept, Model, Party};
///
/// let model = Model::builder("two of three")
///     .options(["a", "b", "c"])
///     .party(Party::new("A").owns("a").statements(["1 AND 2"]))
///     .party(Party::new("B").owns("b").statements(["1 AND 2"]))
///     .party(Party::new("C").owns("c").statements(["-1"]))
///     .build()?;
/// let verdicts = Analysis::new(&model).concepts(&[Concept::Nash]).coalition(&[0, 1]).run()?;
/// assert_eq!(verdicts.players()[0].name, "A+B");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Analysis<'a> {
    pub(crate) model: &'a Model,
    concepts: Vec<Concept>,
    pub(crate) coalitions: Vec<Vec<usize>>,
    pub(crate) memory: u64,
    method: Method,
    attitudes: Option<Attitudes>,
    pub(crate) watch: Option<Watch<'a>>,
}

/// How the states are kept while they are analysed. The verdicts are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// As a cube for the basic concepts and `sim` where the model allows it,
    /// otherwise as a graph.
    #[default]
    Auto,
    /// Every combination of options has its place in memory. For the basic
    /// concepts and `sim`, up to 28 options, without coalitions, where everybody moves
    /// by options and all preferences are known.
    Cube,
    /// Every feasible state is listed, with matrices of moves and
    /// preferences. For all concepts and models, up to some ten thousand
    /// states.
    Graph,
}

/// Runs the concepts over the model, every decision maker alone.
///
/// # Errors
///
/// As [`Analysis::run`].
pub fn analyse(model: &Model, concepts: &[Concept]) -> Result<Verdicts, AnalysisError> {
    Analysis::new(model).concepts(concepts).run()
}

/// How many bytes a run may use unless it is told otherwise: 16 GiB, or what a
/// 32-bit machine can address.
pub(crate) const MEMORY: u64 = if usize::BITS < 64 { 3 << 30 } else { 16 << 30 };

/// What to do about a model that is too large to spread out or list.
pub(crate) const REMEDY: &str = "leave out options that no preference and no infeasibility names, or use the symbolic method (--symbolic)";

impl<'a> Analysis<'a> {
    /// An analysis with the five basic concepts.
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        Self {
            model,
            concepts: Concept::BASIC.to_vec(),
            coalitions: Vec::new(),
            memory: MEMORY,
            method: Method::Auto,
            attitudes: None,
            watch: None,
        }
    }

    /// Asks for these concepts; repeated ones count once.
    #[must_use]
    pub fn concepts(mut self, concepts: &[Concept]) -> Self {
        self.concepts.clear();
        for concept in concepts {
            if !self.concepts.contains(concept) {
                self.concepts.push(*concept);
            }
        }
        self
    }

    /// These decision makers act as one.
    #[must_use]
    pub fn coalition(mut self, members: &[usize]) -> Self {
        self.coalitions.push(members.to_vec());
        self
    }

    /// The run may use this many bytes. It says so before it starts if that
    /// is not enough.
    #[must_use]
    pub fn memory(mut self, bytes: u64) -> Self {
        self.memory = bytes;
        self
    }

    /// Sets the attitudes for relational stability. Without them everybody is
    /// selfish.
    #[must_use]
    pub fn attitudes(mut self, attitudes: Attitudes) -> Self {
        self.attitudes = Some(attitudes);
        self
    }

    /// Chooses the method.
    #[must_use]
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
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
    /// [`AnalysisError::Memory`] before it starts where it would need too
    /// much, [`AnalysisError::Undefined`] for a concept that does not apply to
    /// the model, [`AnalysisError::Stopped`] when the watch stops it,
    /// [`AnalysisError::Coalitions`] or [`AnalysisError::Unknown`] for
    /// coalitions that make no sense.
    pub fn run(self) -> Result<Verdicts, AnalysisError> {
        let players = players(self.model, &self.coalitions)?;
        let (by_cube, by_graph) = self.shares()?;
        let mut results: Vec<Option<Vec<StateSet>>> = vec![None; self.concepts.len()];
        let mut all = None;
        if !by_cube.is_empty() {
            all = Some(self.run_cube(&by_cube, &mut results)?);
        }
        if !by_graph.is_empty() || all.is_none() {
            let listed = self.run_graph(&players, &by_graph, &mut results)?;
            all = all.or(Some(listed));
        }
        let stable = results.into_iter().map(Option::unwrap_or_default).collect();
        let all =
            all.unwrap_or_else(|| StateSet::new(&Arc::new(Space::List(Vec::new())), Bits::new(0)));
        Ok(Verdicts::new(players, self.concepts, all, stable))
    }

    /// The same analysis of another model, which tells nobody about progress:
    /// concepts, coalitions, attitudes, method and memory. The other model
    /// must have the same decision makers.
    #[must_use]
    pub fn on<'m>(&self, model: &'m Model) -> Analysis<'m> {
        Analysis {
            model,
            concepts: self.concepts.clone(),
            coalitions: self.coalitions.clone(),
            memory: self.memory,
            method: self.method,
            attitudes: self.attitudes.clone(),
            watch: None,
        }
    }

    /// The attitudes; where none were set, everybody is selfish.
    pub(crate) fn attitudes_or_selfish(&self) -> Result<Attitudes, AnalysisError> {
        let count = self.model.decision_makers().len();
        match &self.attitudes {
            None => Ok(Attitudes::selfish(count)),
            Some(attitudes) if attitudes.len() == count => Ok(attitudes.clone()),
            Some(_) => Err(undefined(
                "relational stability",
                "the attitudes are of another number of decision makers than the model has",
            )),
        }
    }

    /// Whether a concept applies to the model, with so many players.
    pub(crate) fn check(&self, concept: Concept, players: usize) -> Result<(), AnalysisError> {
        if concept.basic().is_some() {
            return Ok(());
        }
        let decision_makers = self.model.decision_makers();
        let reason = match concept {
            Concept::Sim if self.model.options().is_empty() => {
                "simultaneous moves are put together as changes of options, and the model has none"
            }
            Concept::Sim => return Ok(()),
            _ if players < decision_makers.len() => {
                "it speaks of single decision makers; leave out the coalition"
            }
            Concept::LimitedMove(_) | Concept::NonMyopic
                if decision_makers.iter().any(|dm| !dm.unknown.is_empty()) =>
            {
                "looking ahead needs preferences that are all known"
            }
            _ => return Ok(()),
        };
        Err(undefined(&concept.to_string(), reason))
    }

    /// Which concepts, by place, are done over the cube, and which over a
    /// graph.
    fn shares(&self) -> Result<(Vec<usize>, Vec<usize>), AnalysisError> {
        let why_no_cube = if !self.model.is_plain() {
            Some(
                "somebody moves along arcs, states are merged or unseen, or a preference is not known",
            )
        } else if !self.coalitions.is_empty() {
            Some("a coalition has no ranks")
        } else if self.model.options().len() > cube::OPTIONS {
            Some("the model has more than 28 options")
        } else if self.method == Method::Auto && self.is_sparse() {
            Some("few of the many combinations of options are feasible")
        } else {
            None
        };
        let places = 0..self.concepts.len();
        let (basic, other): (Vec<usize>, Vec<usize>) = places.partition(|place| {
            let concept = self.concepts[*place];
            concept.basic().is_some() || concept == Concept::Sim
        });
        match (self.method, why_no_cube) {
            (Method::Graph, _) | (Method::Auto, Some(_)) => {
                Ok(((Vec::new()), basic.into_iter().chain(other).collect()))
            }
            (Method::Auto, None) => Ok((basic, other)),
            (Method::Cube, Some(reason)) => Err(undefined("the cube method", reason)),
            (Method::Cube, None) => match other.first() {
                Some(place) => Err(undefined(
                    &self.concepts[*place].to_string(),
                    "the cube method knows the five basic concepts and sim only; use the graph method",
                )),
                None => Ok((basic, other)),
            },
        }
    }

    /// Whether so few states are feasible that a list of them is handled
    /// sooner than the cube.
    fn is_sparse(&self) -> bool {
        let options = self.model.options().len();
        let most = 1_usize << (options / 2 + 2);
        options > 12 && self.model.states(most).is_some()
    }

    fn run_cube(
        &self,
        places: &[usize],
        results: &mut [Option<Vec<StateSet>>],
    ) -> Result<StateSet, AnalysisError> {
        let concepts: Vec<Basic> = places
            .iter()
            .filter_map(|place| self.concepts[*place].basic())
            .collect();
        let simultaneous = places.len() > concepts.len();
        let mut needed = cube::memory(self.model, &concepts);
        if simultaneous {
            needed = needed.max(cube::simultaneous_memory(self.model, concepts.len()));
        }
        if needed > self.memory {
            return Err(AnalysisError::Memory {
                what: format!("spreading out {} options", self.model.options().len()),
                needed,
                allowed: self.memory,
                remedy: REMEDY,
            });
        }
        let space = cube::space(self.model);
        let Space::Cube(feasible) = &*space else {
            return Err(undefined("the cube method", "the states are listed"));
        };
        let mut steps = cube::steps(self.model, &concepts);
        if simultaneous {
            steps += cube::simultaneous_steps(self.model);
        }
        let monitor = Monitor::new(self.watch, steps);
        let mut stable = cube::solve(self.model, feasible, &concepts, &monitor)?.into_iter();
        for place in places {
            let by_player = if self.concepts[*place] == Concept::Sim {
                cube::simultaneous(self.model, feasible, &monitor)?
            } else {
                stable.next().unwrap_or_default()
            };
            let sets = by_player
                .into_iter()
                .map(|bits| StateSet::new(&space, bits));
            results[*place] = Some(sets.collect());
        }
        Ok(StateSet::new(&space, feasible.clone()))
    }

    fn run_graph(
        &self,
        players: &[Player],
        places: &[usize],
        results: &mut [Option<Vec<StateSet>>],
    ) -> Result<StateSet, AnalysisError> {
        let graph = Graph::new(self.model, self.memory)?;
        let steps = (places.len() * players.len() * graph.len()) as u64;
        let monitor = Monitor::new(self.watch, steps);
        let run = Run::new(self, &graph, players, &monitor)?;
        for place in places {
            let sets = run.stable(self.concepts[*place])?.into_iter();
            results[*place] = Some(sets.map(|bits| StateSet::new(&graph.space, bits)).collect());
        }
        Ok(StateSet::new(&graph.space, Bits::full(graph.len())))
    }
}

pub(crate) fn undefined(concept: &str, reason: &str) -> AnalysisError {
    AnalysisError::Undefined {
        concept: concept.to_owned(),
        reason: reason.to_owned(),
    }
}
