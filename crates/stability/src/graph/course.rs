//! What is anticipated at every horizon, kept so that the course of events
//! that a mover foresees can be told.

use super::Graph;
use super::foresight::{Anticipated, FARTHEST, Repetition, no_repetition};
use crate::bits::Bits;
use crate::error::AnalysisError;
use crate::monitor::Monitor;
use std::ops::Range;

/// What is anticipated with each number of moves left.
pub(crate) struct Foresight {
    /// By the number of moves left, up to where it repeats itself.
    tables: Vec<Anticipated>,
    /// After so many of them come the last ones again.
    period: usize,
}

/// One foreseen move.
pub(crate) struct Foreseen {
    pub mover: usize,
    pub from: usize,
    pub to: usize,
    /// The worst end that its mover foresees of it.
    pub worst: usize,
}

impl Foresight {
    /// Works it out up to `horizon` moves; without one, until it repeats
    /// itself.
    ///
    /// # Errors
    ///
    /// [`AnalysisError::Memory`] where the tables would take more than
    /// `allowed` bytes, [`AnalysisError::Undefined`] where nothing repeats
    /// itself, [`AnalysisError::Stopped`].
    pub fn new(
        graph: &Graph,
        horizon: Option<u32>,
        allowed: u64,
        monitor: &Monitor<'_>,
    ) -> Result<Self, AnalysisError> {
        let states = graph.len() as u64;
        let one = states.div_ceil(64) * 8 * (states + 1) * graph.decision_makers() as u64;
        let mut tables = vec![Anticipated::at_horizon(graph)];
        let mut repetition = Repetition::new();
        for done in 1..=horizon.unwrap_or(FARTHEST).min(FARTHEST) {
            monitor.step(1)?;
            let needed = one * (u64::from(done) + 2);
            if needed > allowed {
                return Err(AnalysisError::Memory {
                    what: format!("keeping what is foreseen {done} moves ahead"),
                    needed,
                    allowed,
                    remedy: "ask for fewer moves ahead",
                });
            }
            let earlier = tables[tables.len() - 1].earlier(graph);
            let found = repetition.find(&earlier, done);
            tables.push(earlier);
            if let Some(period) = found {
                return Ok(Self {
                    tables,
                    period: usize::try_from(period).unwrap_or(1),
                });
            }
        }
        match horizon {
            Some(horizon) if horizon <= FARTHEST => Ok(Self { tables, period: 1 }),
            _ => Err(no_repetition()),
        }
    }

    /// What is anticipated with so many moves left.
    fn at(&self, left: u32) -> &Anticipated {
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        let last = self.tables.len() - 1;
        &self.tables[if left > last {
            last - (self.period - 1) + (left - last - 1) % self.period
        } else {
            left
        }]
    }

    /// The horizons that come again and again.
    pub fn recurring(&self) -> Range<u32> {
        let end = u32::try_from(self.tables.len()).unwrap_or(u32::MAX);
        end - u32::try_from(self.period).unwrap_or(1)..end
    }

    /// Whether a decision maker that looks so far ahead moves.
    pub fn leaves(&self, horizon: u32, dm: usize, state: usize) -> bool {
        self.at(horizon).moves[dm].contains(state)
    }

    /// Where it may end once `mover` has moved to `state`, with so many moves
    /// left.
    pub fn after(&self, left: u32, mover: usize, state: usize) -> Bits {
        self.at(left).after(mover, state)
    }

    /// Moves that lead from `state`, where `mover` has moved to with so many
    /// moves left, to `end`, which is one of the ends to expect.
    pub fn course(
        &self,
        graph: &Graph,
        mut left: u32,
        mut mover: usize,
        mut state: usize,
        end: usize,
    ) -> Vec<Foreseen> {
        let mut course = Vec::new();
        while left > 0 {
            let now = self.at(left);
            let next = (0..graph.decision_makers()).find(|dm| {
                *dm != mover && now.moves[*dm].contains(state) && now.ends[*dm][state].contains(end)
            });
            let Some(dm) = next else { break };
            left -= 1;
            let rank = &graph.rank[dm];
            let lowest = |ends: &Bits| ends.iter().min_by_key(|end| rank[*end]);
            let targets: Vec<(usize, Bits)> = graph.moves[dm][state]
                .iter()
                .map(|to| (to, self.after(left, dm, to)))
                .collect();
            let worst = |ends: &Bits| lowest(ends).map(|end| rank[end]);
            let best = targets.iter().filter_map(|(_, ends)| worst(ends)).max();
            let made = targets
                .iter()
                .find(|(_, ends)| worst(ends) == best && ends.contains(end));
            let Some((to, ends)) = made else { break };
            course.push(Foreseen {
                mover: dm,
                from: state,
                to: *to,
                worst: lowest(ends).unwrap_or(*to),
            });
            (mover, state) = (dm, *to);
        }
        course
    }
}
