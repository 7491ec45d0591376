//! Counts the rankings under which a state is an equilibrium.

use super::place;
use crate::analysis::{MEMORY, undefined};
use crate::concept::Basic;
use crate::error::AnalysisError;
use crate::graph::{Graph, Rows, View, better, both, stable_at};
use crate::model::Model;
use crate::monitor::{Monitor, Watch};
use crate::state::State;
use std::ops::Range;

/// Which rankings of a decision maker are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vary {
    /// Every ranking of all states without ties.
    All {
        /// Whose.
        decision_maker: usize,
    },
    /// The groups that stand at these places of its present ranking, best
    /// first and from 0, in every order; the others stay where they are.
    Places {
        /// Whose.
        decision_maker: usize,
        /// The places.
        places: Range<usize>,
    },
}

impl Vary {
    fn decision_maker(&self) -> usize {
        match self {
            Self::All { decision_maker } | Self::Places { decision_maker, .. } => *decision_maker,
        }
    }
}

/// Under how many rankings a state is an equilibrium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The concept.
    pub concept: Basic,
    /// The rankings tried, those of several decision makers combined.
    pub rankings: u64,
    /// Those under which the state is stable for everybody.
    pub equilibrium: u64,
}

/// More combinations of rankings than this are not tried.
const MOST: u64 = 20_000_000;

/// For all rankings of the decision makers in `vary`, combined, counts those
/// that make `state` an equilibrium. The other decision makers keep theirs.
///
/// # Errors
///
/// [`AnalysisError::Undefined`] where there are too many rankings to try;
/// [`AnalysisError::Unknown`] for what the model does not have;
/// [`AnalysisError::Stopped`].
pub fn inverse_count(
    model: &Model,
    state: State,
    vary: &[Vary],
    concepts: &[Basic],
    watch: Option<Watch<'_>>,
) -> Result<Vec<Count>, AnalysisError> {
    let graph = Graph::new(model, MEMORY)?;
    let place = place(model, &graph, state)?;
    let mut orders = Vec::with_capacity(vary.len());
    for vary in vary {
        let dm = vary.decision_maker();
        if dm >= graph.decision_makers() {
            return Err(AnalysisError::Unknown {
                kind: "decision maker",
                name: format!("number {}", dm + 1),
            });
        }
        if orders
            .iter()
            .any(|order: &Order| order.decision_maker == dm)
        {
            return Err(undefined(
                "counting rankings",
                "a decision maker is varied twice; name it once",
            ));
        }
        orders.push(Order::new(&graph, vary));
    }
    let sizes: Option<Vec<u64>> = orders.iter().map(Order::size).collect();
    let rankings = sizes
        .and_then(|sizes| {
            sizes
                .iter()
                .try_fold(1_u64, |all, size| all.checked_mul(*size))
        })
        .filter(|all| *all <= MOST);
    let Some(rankings) = rankings else {
        return Err(undefined(
            "counting rankings",
            "there are more than 20 million; vary fewer decision makers or fewer places, or read the requirements instead",
        ));
    };
    let monitor = Monitor::new(watch, rankings * concepts.len() as u64);
    let mut counts = Vec::with_capacity(concepts.len());
    for concept in concepts {
        let trial = Trial {
            graph: &graph,
            place,
            concept: *concept,
            monitor: &monitor,
        };
        let equilibrium = if concept.is_credible() {
            trial.together(&orders)?
        } else {
            trial.apart(&orders)?
        };
        counts.push(Count {
            concept: *concept,
            rankings,
            equilibrium,
        });
    }
    Ok(counts)
}

/// A decision maker's groups of states, best first, and which may change
/// places.
struct Order {
    decision_maker: usize,
    groups: Vec<Vec<usize>>,
    free: Range<usize>,
}

impl Order {
    fn new(graph: &Graph, vary: &Vary) -> Self {
        let decision_maker = vary.decision_maker();
        match vary {
            Vary::All { .. } => Self {
                decision_maker,
                groups: (0..graph.len()).map(|state| vec![state]).collect(),
                free: 0..graph.len(),
            },
            Vary::Places { places, .. } => {
                let rank = &graph.rank[decision_maker];
                let best = rank.iter().max().map_or(0, |best| *best as usize + 1);
                let mut groups = vec![Vec::new(); best];
                for (state, rank) in rank.iter().enumerate() {
                    groups[best - 1 - *rank as usize].push(state);
                }
                let end = places.end.min(groups.len());
                Self {
                    decision_maker,
                    free: places.start.min(end)..end,
                    groups,
                }
            }
        }
    }

    /// How many orders there are; `None` where the number is too large.
    fn size(&self) -> Option<u64> {
        (1..=self.free.len() as u64).try_fold(1_u64, u64::checked_mul)
    }

    /// Calls `visit` with each order's preferences.
    fn each(
        &self,
        states: usize,
        visit: &mut dyn FnMut(Rows) -> Result<(), AnalysisError>,
    ) -> Result<(), AnalysisError> {
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        loop {
            let mut rank = vec![0; states];
            for (place, group) in (0_u32..).zip(order.iter().rev()) {
                for state in &self.groups[*group] {
                    rank[*state] = place;
                }
            }
            visit(better(&rank))?;
            if !next_order(&mut order[self.free.clone()]) {
                return Ok(());
            }
        }
    }
}

/// The next order in the alphabet of orders; `false` after the last.
fn next_order(order: &mut [usize]) -> bool {
    let Some(last) = order.windows(2).rposition(|pair| pair[0] < pair[1]) else {
        return false;
    };
    if let Some(larger) = order.iter().rposition(|item| *item > order[last]) {
        order.swap(last, larger);
    }
    order[last + 1..].reverse();
    true
}

struct Trial<'a> {
    graph: &'a Graph,
    place: usize,
    concept: Basic,
    monitor: &'a Monitor<'a>,
}

impl Trial<'_> {
    /// Whether the state is stable for `dm` with these preferences of all.
    fn stable(&self, dm: usize, better: &[&Rows]) -> bool {
        let moves = &self.graph.moves;
        let improvements: Vec<Rows> = if self.concept.is_credible() {
            moves
                .iter()
                .zip(better)
                .map(|(moves, better)| both(moves, better))
                .collect()
        } else {
            Vec::new()
        };
        let answers: &[Rows] = if self.concept.is_credible() {
            &improvements
        } else {
            moves
        };
        let answers: Vec<&Rows> = answers
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != dm)
            .map(|(_, rows)| rows)
            .collect();
        let own;
        let tempting = if self.concept.is_credible() {
            &improvements[dm]
        } else {
            own = both(&moves[dm], better[dm]);
            &own
        };
        let view = View {
            moves: &moves[dm],
            tempting,
            undeterred: better[dm],
            answers: &answers,
        };
        stable_at(
            &view,
            self.concept,
            self.place,
            &mut vec![None; self.graph.len()],
        )
    }

    /// Where the others' preferences do not matter, each decision maker's
    /// rankings are counted by themselves.
    fn apart(&self, orders: &[Order]) -> Result<u64, AnalysisError> {
        let present: Vec<&Rows> = self.graph.better.iter().collect();
        let mut product = 1;
        for dm in 0..present.len() {
            let Some(order) = orders.iter().find(|order| order.decision_maker == dm) else {
                product *= u64::from(self.stable(dm, &present));
                continue;
            };
            let mut count = 0;
            order.each(self.graph.len(), &mut |rows| {
                let mut all = present.clone();
                all[dm] = &rows;
                count += u64::from(self.stable(dm, &all));
                self.monitor.step(1)
            })?;
            product *= count;
        }
        Ok(product)
    }

    /// Where everybody's preferences matter to everybody, all are tried with
    /// all.
    fn together(&self, orders: &[Order]) -> Result<u64, AnalysisError> {
        let present: Vec<Rows> = self.graph.better.clone();
        let mut count = 0;
        self.nested(orders, &present, &mut count)?;
        Ok(count)
    }

    fn nested(
        &self,
        orders: &[Order],
        better: &[Rows],
        count: &mut u64,
    ) -> Result<(), AnalysisError> {
        let Some((order, rest)) = orders.split_first() else {
            let better: Vec<&Rows> = better.iter().collect();
            *count += u64::from((0..better.len()).all(|dm| self.stable(dm, &better)));
            return self.monitor.step(1);
        };
        let mut better = better.to_vec();
        order.each(self.graph.len(), &mut |rows| {
            better[order.decision_maker] = rows;
            self.nested(rest, &better, count)
        })
    }
}
