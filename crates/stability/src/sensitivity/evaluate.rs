//! Finds the equilibria of one draw, by the quickest method that fits.

use super::draw::Draw;
use super::tiny::{Scratch as TinyScratch, Tiny};
use crate::analysis::MEMORY;
use crate::bits::Bits;
use crate::concept::Basic;
use crate::cube::{self, Ranks};
use crate::error::AnalysisError;
use crate::graph::{Graph, Rows, Side, basic_states, better, both};
use crate::model::Model;
use crate::monitor::Monitor;
use crate::state::State;
use crate::verdicts::Space;
use std::sync::Arc;

/// What stays the same in every draw.
pub(super) struct Evaluator<'a> {
    model: &'a Model,
    concepts: Vec<Basic>,
    space: Arc<Space>,
    way: Way,
}

enum Way {
    Tiny(Tiny),
    Cube,
    Graph {
        graph: Graph,
        /// By decision maker: the pairs of sets of states between which its
        /// preference is not known.
        pairs: Vec<Vec<(Bits, Bits)>>,
    },
}

/// What a thread keeps from draw to draw.
pub(super) struct Scratch {
    /// By concept: the equilibria of the last draw, a bit a place.
    pub equilibria: Vec<Vec<u64>>,
    tiny: Option<TinyScratch>,
}

impl<'a> Evaluator<'a> {
    pub fn new(model: &'a Model, concepts: &[Basic]) -> Result<Self, AnalysisError> {
        let concepts = concepts.to_vec();
        let options = model.options().len();
        if model.is_plain() && options <= 20 {
            let space = cube::space(model);
            let way = match Tiny::new(model, &space) {
                Some(tiny) => Way::Tiny(tiny),
                None => Way::Cube,
            };
            return Ok(Self {
                model,
                concepts,
                space,
                way,
            });
        }
        let graph = Graph::new(model, MEMORY)?;
        let meeting = |condition: &crate::condition::Condition| {
            let mut set = Bits::new(graph.len());
            for place in 0..graph.len() {
                let state: State = graph.space.state(place);
                if condition.holds(state) {
                    set.insert(place);
                }
            }
            set
        };
        let pairs = model
            .decision_makers()
            .iter()
            .map(|dm| {
                dm.unknown
                    .iter()
                    .map(|(one, other)| (meeting(one), meeting(other)))
                    .collect()
            })
            .collect();
        let space = Arc::clone(&graph.space);
        Ok(Self {
            model,
            concepts,
            space,
            way: Way::Graph { graph, pairs },
        })
    }

    pub fn space(&self) -> &Arc<Space> {
        &self.space
    }

    pub fn scratch(&self) -> Scratch {
        let words = self.space.len().div_ceil(64);
        let tiny = match &self.way {
            Way::Tiny(tiny) => Some(tiny.scratch(self.concepts.len())),
            _ => None,
        };
        Scratch {
            equilibria: vec![vec![0; words]; self.concepts.len()],
            tiny,
        }
    }

    /// Puts the equilibria of the draw into the scratch.
    pub fn run(&self, draw: &Draw<'_>, scratch: &mut Scratch) -> Result<(), AnalysisError> {
        let monitor = Monitor::new(None, 1);
        match (&self.way, &mut scratch.tiny) {
            (Way::Tiny(tiny), Some(kept)) => {
                tiny.run(draw, &self.concepts, kept, &mut scratch.equilibria);
            }
            (Way::Graph { graph, pairs }, _) => {
                let sides = sides(graph, pairs, draw);
                for (concept, equilibria) in self.concepts.iter().zip(&mut scratch.equilibria) {
                    let mut all = Bits::full(graph.len());
                    for player in 0..sides.len() {
                        all.intersect(&basic_states(&sides, player, *concept, &monitor)?);
                    }
                    equilibria.copy_from_slice(all.words());
                }
            }
            _ => {
                let Space::Cube(feasible) = &*self.space else {
                    return Ok(());
                };
                let ranks = (0..self.model.decision_makers().len()).map(|dm| {
                    let values = draw.closed(dm);
                    let bound = values.iter().max().map_or(1, |most| most + 1);
                    Ranks { values, bound }
                });
                let stable =
                    cube::solve_ranks(self.model, feasible, ranks, &self.concepts, &monitor)?;
                for (by_player, equilibria) in stable.iter().zip(&mut scratch.equilibria) {
                    let mut all = feasible.clone();
                    for bits in by_player {
                        all.intersect(bits);
                    }
                    equilibria.copy_from_slice(all.words());
                }
            }
        }
        Ok(())
    }
}

/// The relations of the decision makers under the draw, with what was not
/// known decided.
fn sides(graph: &Graph, pairs: &[Vec<(Bits, Bits)>], draw: &Draw<'_>) -> Vec<Side> {
    let side = |dm: usize| {
        let mut better: Rows = better(&draw.closed(dm));
        for ((one, other), first) in pairs[dm].iter().zip(&draw.first_better[dm]) {
            let (up, down) = if *first { (one, other) } else { (other, one) };
            for state in down.iter() {
                better[state].unite(up);
                better[state].remove(state);
            }
            for state in up.iter() {
                better[state].subtract(down);
            }
        }
        let moves = graph.moves[dm].clone();
        let improvements = both(&moves, &better);
        Side {
            moves,
            better,
            improvements,
        }
    };
    (0..pairs.len()).map(side).collect()
}
