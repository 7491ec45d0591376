//! Runs the stability concepts over a model.

use crate::bits::Bits;
use crate::concept::{Basic, Concept};
use crate::error::AnalysisError;
use crate::graph::{Graph, Rows, Side, View, players, simultaneous, stable_states};
use crate::model::Model;
use crate::monitor::{Monitor, Watch};
use crate::verdicts::{StateSet, Verdicts};

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
pub struct Analysis<'a> {
    model: &'a Model,
    concepts: Vec<Concept>,
    coalitions: Vec<Vec<usize>>,
    memory: u64,
    watch: Option<Watch<'a>>,
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
const MEMORY: u64 = if usize::BITS < 64 { 3 << 30 } else { 16 << 30 };

impl<'a> Analysis<'a> {
    /// An analysis with the five basic concepts.
    #[must_use]
    pub fn new(model: &'a Model) -> Self {
        Self {
            model,
            concepts: Concept::BASIC.to_vec(),
            coalitions: Vec::new(),
            memory: MEMORY,
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
        let graph = Graph::new(self.model, self.memory)?;
        let steps = (self.concepts.len() * players.len() * graph.len()) as u64;
        let monitor = Monitor::new(self.watch, steps);
        let sides: Vec<Side> = players
            .iter()
            .map(|player| Side::new(&graph, &player.members))
            .collect();
        let all = StateSet::new(&graph.space, Bits::full(graph.len()));
        let mut stable = Vec::with_capacity(self.concepts.len());
        for concept in &self.concepts {
            let mut by_player = Vec::with_capacity(players.len());
            for player in 0..players.len() {
                let bits = self.decide(&graph, &sides, player, *concept, &monitor)?;
                by_player.push(StateSet::new(&graph.space, bits));
            }
            stable.push(by_player);
        }
        Ok(Verdicts::new(players, self.concepts, all, stable))
    }

    fn decide(
        &self,
        graph: &Graph,
        sides: &[Side],
        player: usize,
        concept: Concept,
        monitor: &Monitor<'_>,
    ) -> Result<Bits, AnalysisError> {
        if let Some(basic) = concept.basic() {
            return basic_states(sides, player, basic, monitor);
        }
        match concept {
            Concept::Sim if self.model.options().is_empty() => Err(AnalysisError::Undefined {
                concept: concept.to_string(),
                reason: "simultaneous moves are put together as changes of options, and the model has none".to_owned(),
            }),
            Concept::Sim => simultaneous(graph, sides, player, monitor),
            other => Err(AnalysisError::Undefined {
                concept: other.to_string(),
                reason: "not yet".to_owned(),
            }),
        }
    }
}

fn basic_states(
    sides: &[Side],
    player: usize,
    concept: Basic,
    monitor: &Monitor<'_>,
) -> Result<Bits, AnalysisError> {
    let others = sides
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != player);
    let answers: Vec<&Rows> = others
        .map(|(_, side)| {
            if concept.is_credible() {
                &side.improvements
            } else {
                &side.moves
            }
        })
        .collect();
    let own = &sides[player];
    let view = View {
        moves: &own.moves,
        tempting: &own.improvements,
        undeterred: &own.better,
        answers: &answers,
    };
    stable_states(&view, concept, monitor)
}
