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
use crate::monitor::Monitor;
use crate::verdicts::Player;

/// One run over a graph.
pub(super) struct Run<'a> {
    analysis: &'a Analysis<'a>,
    graph: &'a Graph,
    players: &'a [Player],
    sides: Vec<Side>,
    attitudes: Attitudes,
    monitor: &'a Monitor<'a>,
}

impl<'a> Run<'a> {
    pub fn new(
        analysis: &'a Analysis<'a>,
        graph: &'a Graph,
        players: &'a [Player],
        monitor: &'a Monitor<'a>,
    ) -> Result<Self, AnalysisError> {
        let attitudes = analysis.attitudes_or_selfish()?;
        let sides = players
            .iter()
            .map(|player| Side::new(graph, &player.members))
            .collect();
        Ok(Self {
            analysis,
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
        self.analysis.check(concept, self.players.len())?;
        if let Some(basic) = concept.basic() {
            return each(&|player| basic_states(&self.sides, player, basic, self.monitor));
        }
        match concept {
            Concept::Sim => {
                each(&|player| simultaneous(self.graph, &self.sides, player, self.monitor))
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
        let greatly_worse = transposed(&self.graph.much_better(self.analysis.model, player));
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
