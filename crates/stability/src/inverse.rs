//! The inverse question: which preferences would make a state an equilibrium?
//!
//! Whether a decision maker would leave a state depends on one thing in its
//! preferences: which states it likes better than that one. So the answer is a
//! condition on those, which a person can read; counting rankings comes second.

mod count;

pub use count::{Count, Vary, inverse_count};

use crate::analysis::undefined;
use crate::concept::Basic;
use crate::error::AnalysisError;
use crate::graph::{Graph, Rows, Side, joint_moves};
use crate::model::Model;
use crate::state::State;
use std::collections::BTreeSet;

/// What must hold for a state to be stable for a decision maker: every clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Whose preferences it is about.
    pub decision_maker: usize,
    /// The state.
    pub state: State,
    /// The concept.
    pub concept: Basic,
    /// One clause for each move away that needs one.
    pub clauses: Vec<Clause>,
}

/// What must hold so that one move away does not tempt, or is deterred: at
/// least one of the ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where the move leads.
    pub tempting: State,
    /// The ways, the plainest first.
    pub ways: Vec<Way>,
}

/// One way in which a move away is kept from happening.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// What the others answer with; `None` where the move itself must not be
    /// better.
    pub answer: Option<State>,
    /// The states that must be no better for the decision maker than the state
    /// it is in, ascending.
    pub no_better: Vec<State>,
}

/// Answers, and the places that must be no better.
type Ways = Vec<(Option<usize>, BTreeSet<usize>)>;

/// What `dm` must prefer for `state` to be stable for it. For the credible
/// concepts the others' preferences are taken from the model.
///
/// # Errors
///
/// [`AnalysisError::Unknown`] for a state or decision maker that is not there;
/// [`AnalysisError::Memory`] for a model too large to list.
pub fn requirement(
    model: &Model,
    dm: usize,
    state: State,
    concept: Basic,
) -> Result<Requirement, AnalysisError> {
    let graph = Graph::new(model, crate::analysis::MEMORY)?;
    let place = place(model, &graph, state)?;
    if dm >= graph.decision_makers() {
        return Err(AnalysisError::Unknown {
            kind: "decision maker",
            name: format!("number {}", dm + 1),
        });
    }
    let sides: Vec<Side> = (0..graph.decision_makers())
        .map(|dm| Side::new(&graph, &[dm]))
        .collect();
    let answers: Vec<&Rows> = sides
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != dm)
        .map(|(_, side)| {
            if concept.is_credible() {
                &side.improvements
            } else {
                &side.moves
            }
        })
        .collect();
    let moves = &sides[dm].moves;
    let named = |places: &BTreeSet<usize>| places.iter().map(|p| graph.space.state(*p)).collect();
    let mut clauses = Vec::new();
    for target in moves[place].iter() {
        let mut ways: Ways = vec![(None, BTreeSet::from([target]))];
        if concept != Basic::Nash {
            for answer in joint_moves(&answers, target).iter() {
                let mut needed = BTreeSet::from([answer]);
                if concept.is_symmetric() {
                    needed.extend(moves[answer].iter());
                }
                // The state itself is never better than itself.
                needed.remove(&place);
                ways.push((Some(answer), needed));
            }
        }
        if ways.iter().any(|(_, needed)| needed.is_empty()) {
            continue;
        }
        keep_plainest(&mut ways);
        clauses.push((target, ways));
    }
    drop_implied(&mut clauses);
    let clause = |(target, ways): &(usize, Ways)| Clause {
        tempting: graph.space.state(*target),
        ways: ways
            .iter()
            .map(|(answer, needed)| Way {
                answer: answer.map(|a| graph.space.state(a)),
                no_better: named(needed),
            })
            .collect(),
    };
    Ok(Requirement {
        decision_maker: dm,
        state: graph.space.state(place),
        concept,
        clauses: clauses.iter().map(clause).collect(),
    })
}

fn place(model: &Model, graph: &Graph, state: State) -> Result<usize, AnalysisError> {
    graph
        .space
        .place(model.merged(state))
        .ok_or_else(|| AnalysisError::Unknown {
            kind: "feasible state",
            name: model.pattern(state),
        })
}

/// Drops ways that ask for more than another one does.
fn keep_plainest(ways: &mut Ways) {
    ways.sort_by(|a, b| (a.1.len(), a.0, &a.1).cmp(&(b.1.len(), b.0, &b.1)));
    let mut kept: Ways = Vec::new();
    for way in ways.drain(..) {
        if kept.iter().all(|(_, needed)| !needed.is_subset(&way.1)) {
            kept.push(way);
        }
    }
    *ways = kept;
}

/// Drops clauses that hold whenever another one does.
fn drop_implied(clauses: &mut Vec<(usize, Ways)>) {
    let implied = |by: &Ways, clause: &Ways| {
        by.iter()
            .all(|(_, asked)| clause.iter().any(|(_, needed)| needed.is_subset(asked)))
    };
    let mut n = 0;
    while n < clauses.len() {
        let redundant = clauses.iter().enumerate().any(|(other, (_, by))| {
            // Of two that say the same, the first stays.
            other != n && implied(by, &clauses[n].1) && (other < n || !implied(&clauses[n].1, by))
        });
        if redundant {
            clauses.remove(n);
        } else {
            n += 1;
        }
    }
}

impl Requirement {
    /// Whether the preferences that the model has meet it.
    #[must_use]
    pub fn is_met(&self, model: &Model) -> bool {
        let no_better = |state: &State| {
            !model
                .compare(self.decision_maker, *state, self.state)
                .is_better()
        };
        self.clauses.iter().all(|clause| {
            clause
                .ways
                .iter()
                .any(|way| way.no_better.iter().all(no_better))
        })
    }

    /// The share of all strict rankings that meet it; `None` where it speaks
    /// of more than 24 states.
    ///
    /// A ranking is judged by the states that stand below the state in
    /// question. With m states that matter, each set of x of them stands below
    /// in one of (m + 1) times (m choose x) rankings.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let states: BTreeSet<State> = self
            .clauses
            .iter()
            .flat_map(|c| &c.ways)
            .flat_map(|w| &w.no_better)
            .copied()
            .collect();
        let states: Vec<State> = states.into_iter().collect();
        if states.len() > 24 {
            return None;
        }
        let mask = |way: &Way| {
            let bit = |state: &State| {
                states
                    .binary_search(state)
                    .map_or(0, |place| 1_u32 << place)
            };
            way.no_better
                .iter()
                .fold(0, |mask, state| mask | bit(state))
        };
        let clauses: Vec<Vec<u32>> = self
            .clauses
            .iter()
            .map(|c| c.ways.iter().map(mask).collect())
            .collect();
        let mut met = vec![0_u64; states.len() + 1];
        for below in 0..1_u32 << states.len() {
            if clauses
                .iter()
                .all(|ways| ways.iter().any(|needed| needed & !below == 0))
            {
                met[below.count_ones() as usize] += 1;
            }
        }
        let mut choose = 1.0;
        let mut share = 0.0;
        for (x, met) in met.iter().enumerate() {
            share += *met as f64 / choose;
            choose = choose * (states.len() - x) as f64 / (x + 1) as f64;
        }
        Some(share / (states.len() + 1) as f64)
    }

    /// The requirement in words, a line a clause. Empty where nothing is
    /// required.
    #[must_use]
    pub fn text(&self, model: &Model) -> String {
        let who = &model.decision_makers()[self.decision_maker].name;
        let here = named(model, self.state);
        let way = |way: &Way| {
            let all: Vec<String> = way
                .no_better
                .iter()
                .map(|state| named(model, *state))
                .collect();
            format!("not prefer {} to {here}", all.join(" or "))
        };
        let line = |clause: &Clause| {
            let ways: Vec<String> = clause.ways.iter().map(way).collect();
            format!("{who} must {}\n", ways.join(", or must "))
        };
        self.clauses.iter().map(line).collect()
    }
}

fn named(model: &Model, state: State) -> String {
    let pattern = model.pattern(state);
    match model.label(state) {
        Some(label) if label != pattern => format!("{label} ({pattern})"),
        _ => pattern,
    }
}

/// [`requirement`] for a concept that may not be basic.
///
/// # Errors
///
/// As there; [`AnalysisError::Undefined`] for a concept that is not basic.
pub fn requirements(
    model: &Model,
    state: State,
    concept: crate::concept::Concept,
) -> Result<Vec<Requirement>, AnalysisError> {
    let Some(basic) = concept.basic() else {
        return Err(undefined(
            &concept.to_string(),
            "the inverse question is asked of nash, gmr, smr, seq and sseq",
        ));
    };
    (0..model.decision_makers().len())
        .map(|dm| requirement(model, dm, state, basic))
        .collect()
}
