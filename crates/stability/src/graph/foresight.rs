//! Stability for decision makers that look several moves ahead: limited-move
//! and non-myopic.
//!
//! What a mover anticipates is a set of states, found backwards from the
//! horizon. With one opponent and no ties it is one state, and this is the
//! definition of Kilgour (1985). The sets are what that leaves open: which of
//! several opponents moves next, and which of several equally good moves is
//! made.

use super::{Graph, Rows};
use crate::bits::Bits;
use crate::error::AnalysisError;
use crate::monitor::Monitor;

/// How far ahead a non-myopic mover is followed before the search for a
/// repetition is given up.
pub(super) const FARTHEST: u32 = 100_000;

/// What each decision maker anticipates in each state when it is its turn and
/// a given number of moves are left.
#[derive(Clone, PartialEq)]
pub(super) struct Anticipated {
    /// By decision maker and state: where it may end.
    pub ends: Vec<Rows>,
    /// By decision maker: the states in which it moves.
    pub moves: Vec<Bits>,
}

impl Anticipated {
    /// No move is left: it ends where it is.
    pub fn at_horizon(graph: &Graph) -> Self {
        let stay = |state| {
            let mut ends = Bits::new(graph.len());
            ends.insert(state);
            ends
        };
        let ends: Rows = (0..graph.len()).map(stay).collect();
        Self {
            ends: vec![ends; graph.decision_makers()],
            moves: vec![Bits::new(graph.len()); graph.decision_makers()],
        }
    }

    /// What is anticipated with one move more.
    pub fn earlier(&self, graph: &Graph) -> Self {
        let mut earlier = Self::at_horizon(graph);
        for dm in 0..graph.decision_makers() {
            let rank = &graph.rank[dm];
            let after: Rows = (0..graph.len())
                .map(|state| self.after(dm, state))
                .collect();
            let worst: Vec<u32> = after
                .iter()
                .map(|ends| ends.iter().map(|end| rank[end]).min().unwrap_or(0))
                .collect();
            for (state, own) in rank.iter().enumerate() {
                let moves = &graph.moves[dm][state];
                let Some(best) = moves.iter().map(|target| worst[target]).max() else {
                    continue;
                };
                if best <= *own {
                    continue;
                }
                let ends = &mut earlier.ends[dm][state];
                ends.clear();
                for target in moves.iter().filter(|target| worst[*target] == best) {
                    ends.unite(&after[target]);
                }
                earlier.moves[dm].insert(state);
            }
        }
        earlier
    }

    /// Where it may end once `mover` has moved to `state`: any other may move
    /// next; it stays there only if nobody does.
    pub fn after(&self, mover: usize, state: usize) -> Bits {
        let mut ends = Bits::new(self.ends[mover][state].len());
        for other in (0..self.ends.len()).filter(|other| *other != mover) {
            if self.moves[other].contains(state) {
                ends.unite(&self.ends[other][state]);
            }
        }
        if ends.is_empty() {
            ends.insert(state);
        }
        ends
    }
}

/// By decision maker: the states that it would not leave, looking `horizon`
/// moves ahead.
///
/// # Errors
///
/// [`AnalysisError::Stopped`].
pub(crate) fn limited_move(
    graph: &Graph,
    horizon: u32,
    monitor: &Monitor<'_>,
) -> Result<Vec<Bits>, AnalysisError> {
    let mut anticipated = Anticipated::at_horizon(graph);
    let mut repetition = Repetition::new();
    let mut done = 0;
    while done < horizon {
        monitor.step(1)?;
        anticipated = anticipated.earlier(graph);
        done += 1;
        // A far horizon is the same as a near one once it repeats itself.
        if let Some(period) = repetition.find(&anticipated, done) {
            done = horizon - (horizon - done) % period;
        }
    }
    Ok(staying(graph, &anticipated))
}

/// By decision maker: the states that it would not leave, however far it looks
/// ahead from some horizon on.
///
/// # Errors
///
/// [`AnalysisError::Stopped`]; [`AnalysisError::Undefined`] where no
/// repetition is found.
pub(crate) fn non_myopic(graph: &Graph, monitor: &Monitor<'_>) -> Result<Vec<Bits>, AnalysisError> {
    let mut anticipated = Anticipated::at_horizon(graph);
    let mut repetition = Repetition::new();
    for done in 1..=FARTHEST {
        monitor.step(1)?;
        anticipated = anticipated.earlier(graph);
        let Some(period) = repetition.find(&anticipated, done) else {
            continue;
        };
        let mut stable = staying(graph, &anticipated);
        for _ in 1..period {
            monitor.step(1)?;
            anticipated = anticipated.earlier(graph);
            for (stable, now) in stable.iter_mut().zip(staying(graph, &anticipated)) {
                stable.intersect(&now);
            }
        }
        return Ok(stable);
    }
    Err(no_repetition())
}

pub(super) fn no_repetition() -> AnalysisError {
    AnalysisError::Undefined {
        concept: "looking as far ahead".to_owned(),
        reason: format!(
            "what is anticipated does not repeat itself within {FARTHEST} moves; use limited-move stability with fewer"
        ),
    }
}

fn staying(graph: &Graph, anticipated: &Anticipated) -> Vec<Bits> {
    let stay = |moves: &Bits| {
        let mut stay = Bits::full(graph.len());
        stay.subtract(moves);
        stay
    };
    anticipated.moves.iter().map(stay).collect()
}

/// Brent's search for a repetition: compares with one earlier table, and takes
/// a new one to compare with at each power of two.
pub(super) struct Repetition {
    kept: Option<(u32, Anticipated)>,
}

impl Repetition {
    pub fn new() -> Self {
        Self { kept: None }
    }

    pub fn find(&mut self, now: &Anticipated, at: u32) -> Option<u32> {
        if let Some((then, kept)) = &self.kept
            && kept == now
        {
            return Some(at - then);
        }
        if at.is_power_of_two() {
            self.kept = Some((at, now.clone()));
        }
        None
    }
}
