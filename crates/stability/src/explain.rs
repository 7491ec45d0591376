//! Why a state is or is not stable for somebody, move by move.
//!
//! An explanation is found on demand: one search from each state that tempts
//! the mover, so it costs little however large the model is. Only what is
//! anticipated by looking ahead has to be worked out for every state. It holds
//! the same definitions as the analyses do, word for word; a test compares
//! them.

mod ahead;
mod grounds;
mod search;
mod terms;

pub use grounds::{Grounds, Reason};

use crate::analysis::Analysis;
use crate::attitude::Attitudes;
use crate::concept::{Basic, Concept};
use crate::error::AnalysisError;
use crate::graph::players;
use crate::model::Model;
use crate::state::State;
use crate::status_quo::{Move, Steps, player_moves};
use crate::verdicts::Player;
use search::{Search, simultaneous};
use terms::Terms;

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
    /// the state that they lead to. Where the player looks ahead, all of its
    /// moves.
    pub temptations: Vec<Temptation>,
    /// How many moves ahead the player looks; `None` where it does not count
    /// them. For non-myopic stability one of the horizons that decide.
    pub horizon: Option<u32>,
    /// The attitudes that everybody goes by; `None` where each goes by its own
    /// gain.
    pub attitudes: Option<Attitudes>,
}

/// A move that would be worth making if nobody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Temptation {
    /// Where it leads.
    pub to: State,
    /// How that compares with the state that is left: one reason a member of
    /// the player; by attitudes, one for each party that it is not indifferent
    /// to.
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
    /// What the player foresees: everybody moves for the best, it itself
    /// included. Its last state is the worst that may come of the move.
    Foreseen {
        /// The moves after the first one, and where they end. The gains
        /// compare the worst end that each mover foresees with where it moves
        /// from.
        course: Sanction,
        /// Whether it may also end elsewhere, where moves are equally good or
        /// several others may be next.
        open: bool,
    },
}

impl Answer {
    /// Whether the move is not worth making after all.
    #[must_use]
    pub fn deters(&self) -> bool {
        match self {
            Self::Deters(_) | Self::Spoilt(_) => true,
            Self::Foreseen { course, .. } => !course
                .loss
                .iter()
                .all(|reason| reason.comparison.is_better()),
            Self::NotAsked | Self::Nothing | Self::Escaped(..) => false,
        }
    }
}

/// What the others do, and where it leaves the mover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// The moves, one after the other or, where they spoil a move, from the
    /// state at the same time.
    pub steps: Vec<Move>,
    /// For each move, why its mover makes it; empty where it need not gain.
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

impl Analysis<'_> {
    /// Says why `state` is or is not stable for a player under a concept, with
    /// the coalitions and attitudes of this analysis. `player` counts the
    /// players that the coalitions leave, as [`crate::Verdicts::players`] does.
    ///
    /// # Errors
    ///
    /// As [`Analysis::run`]; [`AnalysisError::Unknown`] where the state is not
    /// feasible or there is no such player; [`AnalysisError::Memory`], too,
    /// where the others can reach more than four million states.
    pub fn explain(
        &self,
        player: usize,
        state: State,
        concept: Concept,
    ) -> Result<Explanation, AnalysisError> {
        let model = self.model;
        let players = players(model, &self.coalitions)?;
        if player >= players.len() {
            return Err(AnalysisError::Unknown {
                kind: "decision maker",
                name: format!("number {}", player + 1),
            });
        }
        if !model.is_feasible(state) {
            return Err(AnalysisError::Unknown {
                kind: "feasible state",
                name: model.pattern(state),
            });
        }
        self.check(concept, players.len())?;
        let state = model.merged(state);
        let attitudes = self.attitudes_or_selfish()?;
        match Terms::of(concept, &attitudes) {
            Some(terms) => by_answers(model, players, player, state, concept, terms),
            None => ahead::explain(self, players, player, state, concept),
        }
        .map(|explanation| Explanation {
            attitudes: matches!(concept, Concept::Relational(_)).then_some(attitudes),
            ..explanation
        })
    }
}

/// Explains by what the others can do about each move that tempts.
fn by_answers(
    model: &Model,
    players: Vec<Player>,
    player: usize,
    state: State,
    concept: Concept,
    terms: Terms<'_>,
) -> Result<Explanation, AnalysisError> {
    let members = &players[player].members;
    let moves = player_moves(model, members, state, Steps::Moves);
    let search = Search::new(model, &players, player, state, terms);
    let strong = Search::new(model, &players, player, state, Terms::strong(terms.basic));
    let mut all_strong = true;
    let mut temptations = Vec::new();
    for to in moves
        .iter()
        .filter(|to| terms.tempts(model, members, **to, state))
    {
        let answer = match concept {
            Concept::Sim => simultaneous(model, &players, player, state, *to)
                .map_or(Answer::Nothing, Answer::Spoilt),
            Concept::Mild(_) => {
                if let Answer::Deters(sanction) = strong.answer(*to)? {
                    Answer::Deters(sanction)
                } else {
                    all_strong = false;
                    search.answer(*to)?
                }
            }
            _ if terms.basic == Basic::Nash => Answer::NotAsked,
            _ => search.answer(*to)?,
        };
        temptations.push(Temptation {
            to: *to,
            gain: terms.reasons(model, members, *to, state),
            answer,
        });
    }
    let deterred = temptations.iter().all(|one| one.answer.deters());
    // What is strongly stable is not mildly so.
    let stable = deterred && !(matches!(concept, Concept::Mild(_)) && all_strong);
    Ok(Explanation {
        stable,
        moves: moves.len(),
        players,
        player,
        state,
        concept,
        temptations,
        horizon: None,
        attitudes: None,
    })
}
