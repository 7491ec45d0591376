//! What each concept asks of the graph.

use super::{Analysis, undefined};
use crate::attitude::{Attitudes, complement, transposed};
use crate::bits::Bits;
use crate::concept::{Basic, Concept, Extension};
use crate::error::AnalysisError;
use crate::graph::{
    Graph, Rows, Side, View, basic_states, both, limited_move, non_myopic, simultaneous,
    stable_states,
};
use crate::model::Model;
use crate::monitor::Monitor;
use crate::verdicts::Player;

/// One run over a graph.
pub(super) struct Run<'a> {
    model: &'a Model,
    graph: &'a Graph,
    players: &'a [Player],
    sides: Vec<Side>,
    attitudes: Attitudes,
    monitor: &'a Monitor<'a>,
}

impl<'a> Run<'a> {
    pub fn new(
        analysis: &Analysis<'a>,
        graph: &'a Graph,
        players: &'a [Player],
        monitor: &'a Monitor<'a>,
    ) -> Result<Self, AnalysisError> {
        let selfish = || Attitudes::selfish(graph.decision_makers());
        let attitudes = analysis.attitudes.clone().unwrap_or_else(selfish);
        if attitudes.len() != graph.decision_makers() {
            return Err(undefined(
                "relational stability",
                "the attitudes are of another number of decision makers than the model has",
            ));
        }
        let sides = players
            .iter()
            .map(|player| Side::new(graph, &player.members))
            .collect();
        Ok(Self {
            model: analysis.model,
            graph,
            players,
            sides,
            attitudes,
            monitor,
        })
    }

    /// The stable states of each player.
    pub fn stable(&self, concept: Concept) -> Result<Vec<Bits>, AnalysisError> {
        let each = |decide: &dyn Fn(usize) -> Result<Bits, AnalysisError>| {
            (0..self.players.len())
                .map(decide)
                .collect::<Result<Vec<_>, _>>()
        };
        if let Some(basic) = concept.basic() {
            return each(&|player| basic_states(&self.sides, player, basic, self.monitor));
        }
        match concept {
            Concept::Sim if self.model.options().is_empty() => Err(undefined(
                "sim",
                "simultaneous moves are put together as changes of options, and the model has none",
            )),
            Concept::Sim => {
                each(&|player| simultaneous(self.graph, &self.sides, player, self.monitor))
            }
            _ if self.players.len() < self.graph.decision_makers() => Err(undefined(
                &concept.to_string(),
                "it speaks of single decision makers; leave out the coalition",
            )),
            Concept::LimitedMove(_) | Concept::NonMyopic
                if self.graph.unknown.iter().any(Option::is_some) =>
            {
                Err(undefined(
                    &concept.to_string(),
                    "looking ahead needs preferences that are all known",
                ))
            }
            Concept::LimitedMove(horizon) => limited_move(self.graph, horizon, self.monitor),
            Concept::NonMyopic => non_myopic(self.graph, self.monitor),
            Concept::Strong(basic) => each(&|player| self.strong(basic, player)),
            Concept::Mild(basic) => each(&|player| {
                let mut mild = basic_states(&self.sides, player, basic, self.monitor)?;
                mild.subtract(&self.strong(basic, player)?);
                Ok(mild)
            }),
            Concept::Uncertain(basic, extension) => {
                each(&|player| self.uncertain(basic, extension, player))
            }
            Concept::Relational(basic) => self.relational(basic),
            other => Err(undefined(&other.to_string(), "there is no such concept")),
        }
    }

    fn others<'r>(&self, player: usize, of: impl Fn(usize) -> &'r Rows) -> Vec<&'r Rows> {
        (0..self.players.len())
            .filter(|other| *other != player)
            .map(of)
            .collect()
    }

    fn answers(&self, concept: Basic, player: usize) -> Vec<&Rows> {
        let sides = &self.sides;
        self.others(player, |other| {
            if concept.is_credible() {
                &sides[other].improvements
            } else {
                &sides[other].moves
            }
        })
    }

    /// Only what is greatly worse deters.
    fn strong(&self, concept: Basic, player: usize) -> Result<Bits, AnalysisError> {
        let own = &self.sides[player];
        let greatly_worse = transposed(&self.graph.much_better(self.model, player));
        let view = View {
            moves: &own.moves,
            tempting: &own.improvements,
            undeterred: &complement(&greatly_worse),
            answers: &self.answers(concept, player),
        };
        stable_states(&view, concept, self.monitor)
    }

    fn uncertain(
        &self,
        concept: Basic,
        extension: Extension,
        player: usize,
    ) -> Result<Bits, AnalysisError> {
        let maybe_better = |dm: usize| {
            let mut rows = self.graph.better[dm].clone();
            for (row, unknown) in rows.iter_mut().zip(self.graph.unknown[dm].iter().flatten()) {
                row.unite(unknown);
            }
            rows
        };
        // The others are credited with every move that they might gain by.
        let credible: Vec<Rows> = (0..self.players.len())
            .map(|dm| both(&self.graph.moves[dm], &maybe_better(dm)))
            .collect();
        let own = &self.sides[player];
        let answers = if concept.is_credible() {
            self.others(player, |other| &credible[other])
        } else {
            self.answers(concept, player)
        };
        let maybe = maybe_better(player);
        let view = View {
            moves: &own.moves,
            tempting: if extension.tempts_unknown() {
                &credible[player]
            } else {
                &own.improvements
            },
            undeterred: if extension.deters_unknown() {
                &own.better
            } else {
                &maybe
            },
            answers: &answers,
        };
        stable_states(&view, concept, self.monitor)
    }

    fn relational(&self, concept: Basic) -> Result<Vec<Bits>, AnalysisError> {
        let related: Vec<Rows> = (0..self.players.len())
            .map(|dm| self.attitudes.relation(self.graph, dm))
            .collect();
        let replies: Vec<Rows> = related
            .iter()
            .enumerate()
            .map(|(dm, rows)| both(&self.graph.moves[dm], rows))
            .collect();
        let decide = |player: usize| {
            let answers = if concept.is_credible() {
                self.others(player, |other| &replies[other])
            } else {
                self.answers(concept, player)
            };
            // A sanction deters when the state left relates to it.
            let view = View {
                moves: &self.sides[player].moves,
                tempting: &replies[player],
                undeterred: &complement(&transposed(&related[player])),
                answers: &answers,
            };
            stable_states(&view, concept, self.monitor)
        };
        (0..self.players.len()).map(decide).collect()
    }
}
