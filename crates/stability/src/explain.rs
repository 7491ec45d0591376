//! Why a state is or is not stable for somebody, move by move.
//!
//! An explanation is found on demand: one search from each state that tempts
//! the mover, so it costs little however large the model is. It holds the same
//! definitions as the analyses do, word for word; a test compares them.

mod grounds;
mod search;

pub use grounds::{Grounds, Reason};

use crate::concept::{Basic, Concept, Extension};
use crate::error::AnalysisError;
use crate::graph::players;
use crate::model::{Comparison, Model};
use crate::state::State;
use crate::status_quo::{Move, Steps, player_moves};
use crate::verdicts::Player;
use search::{Search, simultaneous};

/// Why a state is or is not stable for a player.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Everybody who plays; moves name them by number.
    pub players: Vec<Player>,
    /// Whose view it is, by number.
    pub player: usize,
    /// The state.
    pub state: State,
    /// What stability means here.
    pub concept: Concept,
    /// Whether the state is stable.
    pub stable: bool,
    /// How many moves the player has.
    pub moves: usize,
    /// Its moves that would be worth making if nobody answered, ascending by
    /// the state that they lead to.
    pub temptations: Vec<Temptation>,
}

/// A move that would be worth making if nobody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Temptation {
    /// Where it leads.
    pub to: State,
    /// Why that is better: one reason a member of the player.
    pub gain: Vec<Reason>,
    /// What the others can do about it.
    pub answer: Answer,
}

/// What the others can do about a move.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// It does not matter: the concept looks at the move alone.
    NotAsked,
    /// Nothing that deters.
    Nothing,
    /// This deters.
    Deters(Sanction),
    /// This would, but the mover has a way out of it, and out of every other.
    Escaped(Sanction, Escape),
    /// Moves that the others make at the same time spoil it.
    Spoilt(Sanction),
}

/// What the others do, and where it leaves the mover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// The moves, one after the other or, where they spoil a move, from the
    /// state at the same time.
    pub steps: Vec<Move>,
    /// For each move, why its mover gains by it; empty where it need not.
    pub gains: Vec<Vec<Reason>>,
    /// Where it ends.
    pub end: State,
    /// How the end compares with the state that was left, for each member.
    pub loss: Vec<Reason>,
}

/// The mover's way out of a sanction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escape {
    /// Where it leads.
    pub to: State,
    /// How that compares with the state that was left, for each member.
    pub gain: Vec<Reason>,
}

/// What tempts, what deters, and which moves the others are credited with,
/// under a concept.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four answers that are independent of each other"
)]
struct Terms {
    basic: Basic,
    /// An uncertain gain tempts.
    tempts_unknown: bool,
    /// An uncertain loss deters.
    deters_unknown: bool,
    /// Only a great loss deters.
    strong: bool,
    /// The others are credited with uncertain gains, too.
    credits_unknown: bool,
}

impl Terms {
    fn of(concept: Concept) -> Option<Self> {
        let plain = |basic| Self {
            basic,
            tempts_unknown: false,
            deters_unknown: true,
            strong: false,
            credits_unknown: false,
        };
        match concept {
            Concept::Strong(basic) => Some(Self {
                strong: true,
                ..plain(basic)
            }),
            Concept::Uncertain(basic, extension) => Some(Self::uncertain(basic, extension)),
            Concept::Sim => Some(plain(Basic::Gmr)),
            other => other.basic().map(plain),
        }
    }

    fn uncertain(basic: Basic, extension: Extension) -> Self {
        Self {
            basic,
            tempts_unknown: extension.tempts_unknown(),
            deters_unknown: extension.deters_unknown(),
            strong: false,
            credits_unknown: true,
        }
    }

    fn tempts(self, model: &Model, members: &[usize], to: State, from: State) -> bool {
        gains(model, members, to, from, self.tempts_unknown)
    }

    /// Whether being in `end` deters from having left `from`.
    fn deters(self, model: &Model, members: &[usize], end: State, from: State) -> bool {
        if self.strong {
            return members
                .iter()
                .any(|dm| model.compare(*dm, end, from) == Comparison::Worse { strongly: true });
        }
        !gains(model, members, end, from, !self.deters_unknown)
    }
}

/// Whether every member prefers `to` to `from`, or may.
fn gains(model: &Model, members: &[usize], to: State, from: State, or_unknown: bool) -> bool {
    members.iter().all(|dm| match model.compare(*dm, to, from) {
        Comparison::Better { .. } => true,
        Comparison::Unknown => or_unknown,
        _ => false,
    })
}

/// Says why `state` is or is not stable for a player under a concept: one of
/// the basic ones, simultaneous stability, a strong or an uncertain variant.
/// `player` counts the players that the coalitions leave, as
/// [`crate::Verdicts::players`] does.
///
/// # Errors
///
/// [`AnalysisError::Undefined`] for other concepts, [`AnalysisError::Unknown`]
/// where the state is not feasible or there is no such player,
/// [`AnalysisError::Coalitions`], [`AnalysisError::Memory`] where the others
/// can reach more than four million states.
pub fn explain(
    model: &Model,
    coalitions: &[Vec<usize>],
    player: usize,
    state: State,
    concept: Concept,
) -> Result<Explanation, AnalysisError> {
    let players = players(model, coalitions)?;
    let members = match players.get(player) {
        Some(player) => player.members.clone(),
        None => {
            return Err(AnalysisError::Unknown {
                kind: "decision maker",
                name: format!("number {}", player + 1),
            });
        }
    };
    if !model.is_feasible(state) {
        return Err(AnalysisError::Unknown {
            kind: "feasible state",
            name: model.pattern(state),
        });
    }
    let Some(terms) = Terms::of(concept) else {
        return Err(AnalysisError::Undefined {
            concept: concept.to_string(),
            reason: "reasons are given for nash, gmr, smr, seq, sseq, sim and their strong and uncertain variants".to_owned(),
        });
    };
    if concept == Concept::Sim && model.options().is_empty() {
        return Err(AnalysisError::Undefined {
            concept: concept.to_string(),
            reason:
                "simultaneous moves are put together as changes of options, and the model has none"
                    .to_owned(),
        });
    }
    let state = model.merged(state);
    let moves = player_moves(model, &members, state, Steps::Moves);
    let mut temptations = Vec::new();
    let mut search = Search::new(model, &players, player, state, terms);
    for to in &moves {
        if !terms.tempts(model, &members, *to, state) {
            continue;
        }
        let answer = match concept {
            Concept::Sim => match simultaneous(model, &players, player, state, *to) {
                Some(sanction) => Answer::Spoilt(sanction),
                None => Answer::Nothing,
            },
            _ if terms.basic == Basic::Nash => Answer::NotAsked,
            _ => search.answer(*to)?,
        };
        temptations.push(Temptation {
            to: *to,
            gain: Reason::of_members(model, &members, *to, state),
            answer,
        });
    }
    let deterred = |temptation: &Temptation| {
        matches!(temptation.answer, Answer::Deters(_) | Answer::Spoilt(_))
    };
    Ok(Explanation {
        stable: temptations.iter().all(deterred),
        players,
        player,
        state,
        concept,
        moves: moves.len(),
        temptations,
    })
}
