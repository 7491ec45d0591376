//! Why a decision maker that looks several moves ahead moves or stays: what it
//! foresees of each of its moves.

use super::{Answer, Explanation, Reason, Sanction, Temptation};
use crate::analysis::Analysis;
use crate::concept::Concept;
use crate::error::AnalysisError;
use crate::graph::{Foresight, Graph};
use crate::model::Model;
use crate::monitor::Monitor;
use crate::state::State;
use crate::status_quo::Move;
use crate::verdicts::Player;

/// Explains limited-move or non-myopic stability.
pub(super) fn explain(
    analysis: &Analysis<'_>,
    players: Vec<Player>,
    player: usize,
    state: State,
    concept: Concept,
) -> Result<Explanation, AnalysisError> {
    let model = analysis.model;
    let graph = Graph::new(model, analysis.memory)?;
    let asked = match concept {
        Concept::LimitedMove(horizon) => Some(horizon),
        _ => None,
    };
    let monitor = Monitor::new(analysis.watch, 1 << 10);
    let foresight = Foresight::new(&graph, asked, analysis.memory, &monitor)?;
    let Some(at) = graph.space.place(state) else {
        return Err(AnalysisError::Unknown {
            kind: "feasible state",
            name: model.pattern(state),
        });
    };
    // A non-myopic mover stays only if it stays at every horizon that recurs.
    let horizon = asked.unwrap_or_else(|| {
        let mut recurring = foresight.recurring();
        let last = recurring.end - 1;
        recurring
            .find(|horizon| foresight.leaves(*horizon, player, at))
            .unwrap_or(last)
    });
    let teller = Teller {
        model,
        graph: &graph,
        foresight: &foresight,
        player,
        at,
        horizon,
    };
    let mut temptations: Vec<Temptation> = graph.moves[player][at]
        .iter()
        .map(|to| teller.move_to(to))
        .collect();
    temptations.sort_by_key(|one| one.to);
    Ok(Explanation {
        players,
        player,
        state,
        concept,
        stable: !foresight.leaves(horizon, player, at),
        moves: temptations.len(),
        temptations,
        horizon: Some(horizon),
        attitudes: None,
    })
}

struct Teller<'a> {
    model: &'a Model,
    graph: &'a Graph,
    foresight: &'a Foresight,
    player: usize,
    at: usize,
    horizon: u32,
}

impl Teller<'_> {
    fn state(&self, place: usize) -> State {
        self.graph.space.state(place)
    }

    fn compare(&self, dm: usize, first: usize, second: usize) -> Vec<Reason> {
        let (first, second) = (self.state(first), self.state(second));
        vec![Reason::between(self.model, dm, first, second)]
    }

    fn move_to(&self, to: usize) -> Temptation {
        let left = self.horizon - 1;
        let ends = self.foresight.after(left, self.player, to);
        let rank = &self.graph.rank[self.player];
        let end = ends.iter().min_by_key(|end| rank[*end]).unwrap_or(to);
        let course = self
            .foresight
            .course(self.graph, left, self.player, to, end);
        let step = |one: &crate::graph::Foreseen| Move {
            player: one.mover,
            from: self.state(one.from),
            to: self.state(one.to),
        };
        let course = Sanction {
            steps: course.iter().map(step).collect(),
            gains: course
                .iter()
                .map(|one| self.compare(one.mover, one.worst, one.from))
                .collect(),
            end: self.state(end),
            loss: self.compare(self.player, end, self.at),
        };
        Temptation {
            to: self.state(to),
            gain: self.compare(self.player, to, self.at),
            answer: Answer::Foreseen {
                course,
                open: ends.count() > 1,
            },
        }
    }
}
