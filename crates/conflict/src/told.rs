//! An explanation told: moves and counter-moves in sentences, each with the
//! preferences that decide.

mod ahead;
mod answers;

use crate::concepts::{concept_meaning, concept_name};
use crate::words::{Support, Words, joined};
use demarche_stability::{Answer, Attitude, Comparison, Concept, Explanation, Reason, Temptation};
use serde::Serialize;

/// Why a state is or is not stable for a party, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Who.
    pub party: String,
    /// The state as a pattern of `Y` and `N`, or its name.
    pub state: String,
    /// The concept's short name.
    pub concept: String,
    /// Whether the state is stable.
    pub stable: bool,
    /// What is so, in a sentence.
    pub headline: String,
    /// What the concept takes for granted.
    pub meaning: String,
    /// One for each move that would be worth making if nobody answered; where
    /// the party looks ahead, one for each move. Those that nothing deters
    /// come first.
    pub points: Vec<Point>,
}

/// A move, and what would come of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Where the move leads.
    pub to: String,
    /// Whether the move is not worth making after all.
    pub deterred: bool,
    /// Sentences: the move, the answer, what then.
    pub text: Vec<String>,
    /// The preferences that decide, each once.
    pub supports: Vec<Support>,
}

/// Tells an explanation.
#[must_use]
pub fn told(words: &Words<'_>, explanation: &Explanation) -> Told {
    let teller = Teller { words, explanation };
    // Those that nothing deters first, and then those that pay at once.
    let mut temptations: Vec<&Temptation> = explanation.temptations.iter().collect();
    temptations.sort_by_key(|one| (one.answer.deters(), !pays(&one.gain)));
    Told {
        party: teller.who(explanation.player),
        state: words.model.pattern(explanation.state),
        concept: explanation.concept.to_string(),
        stable: explanation.stable,
        headline: teller.headline(),
        meaning: format!(
            "{}: {}",
            capital(&concept_name(explanation.concept)),
            concept_meaning(explanation.concept)
        ),
        points: temptations.into_iter().map(|t| teller.point(t)).collect(),
    }
}

/// How a party stands that is neither better off nor worse.
const AS_WELL: &str = "as well off";

struct Teller<'a> {
    words: &'a Words<'a>,
    explanation: &'a Explanation,
}

impl Teller<'_> {
    fn who(&self, player: usize) -> String {
        self.words
            .parties(&self.explanation.players[player].members)
    }

    /// Whether the player is one party; a coalition takes a plural verb.
    fn single(&self, player: usize) -> bool {
        self.explanation.players[player].members.len() == 1
    }

    /// The state that is left or kept.
    fn here(&self) -> String {
        self.words.state(self.explanation.state)
    }

    fn headline(&self) -> String {
        let explanation = self.explanation;
        let who = self.who(explanation.player);
        let state = self.here();
        let (s, has, them) = if self.single(explanation.player) {
            ("s", "it has", "it")
        } else {
            ("", "they have", "them")
        };
        let ahead = explanation.horizon.is_some();
        let worth = if explanation.attitudes.is_some() {
            "worth making by its attitudes".to_owned()
        } else if ahead {
            "worth making, as far as is foreseen".to_owned()
        } else {
            format!("better for {them}")
        };
        // Looking ahead, moves that are not worth making are told, too.
        let tempting = if ahead {
            0
        } else {
            explanation.temptations.len()
        };
        let deterred = explanation.temptations.iter().all(|t| t.answer.deters());
        let (also, how) = match (explanation.concept, explanation.stable, deterred) {
            (Concept::Mild(_), false, true) => (
                ", and more than mildly",
                " so as to leave it much worse off",
            ),
            (_, false, _) => return format!("{who} leave{s} {state}."),
            _ => ("", ""),
        };
        let why = match (explanation.moves, tempting) {
            (0, _) => format!("{has} no move from there"),
            (1, 0) => format!("the one move from there is not {worth}"),
            (n, 0) => format!("none of the {n} moves from there is {worth}"),
            (_, 1) => format!("the move that would be {worth} can be answered{how}"),
            (_, n) => {
                format!("each of the {n} moves that would be {worth} can be answered{how}")
            }
        };
        format!("{who} stay{s} in {state}{also}: {why}.")
    }

    fn point(&self, temptation: &Temptation) -> Point {
        let mut supports = Supports::default();
        let mut text = vec![self.temptation(temptation, &mut supports)];
        match &temptation.answer {
            Answer::Deters(sanction) => self.deters(sanction, &mut text, &mut supports),
            Answer::Spoilt(sanction) => self.spoilt(sanction, &mut text, &mut supports),
            Answer::Escaped(sanction, escape) => {
                self.escaped(sanction, escape, &mut text, &mut supports);
            }
            Answer::Nothing => text.push(self.nothing().to_owned()),
            Answer::Foreseen { course, open } => {
                self.foreseen(course, *open, &mut text, &mut supports);
            }
            _ => {}
        }
        Point {
            to: self.words.model.pattern(temptation.to),
            deterred: temptation.answer.deters(),
            text,
            supports: supports.0,
        }
    }

    /// The move, and how it would leave the mover at once.
    fn temptation(&self, temptation: &Temptation, supports: &mut Supports) -> String {
        let explanation = self.explanation;
        let player = explanation.player;
        let head = format!(
            "{} could {}",
            self.who(player),
            self.words.step(explanation.state, temptation.to),
        );
        let reasons = self.reasons(player, &temptation.gain, supports);
        if explanation.attitudes.is_some() {
            return format!("{head}, and by its attitudes that is no loss: {reasons}.");
        }
        if explanation.horizon.is_some() {
            let at_once = standing(&temptation.gain);
            return if pays(&temptation.gain) {
                format!("{head}, and would at once be {at_once}: {reasons}.")
            } else {
                format!("{head}, and would at once be {at_once}.")
            };
        }
        format!(
            "{head}, and would be {}: {reasons}.",
            better(&temptation.gain)
        )
    }

    /// Reasons in words, joined. `player` is whose attitudes they concern.
    fn reasons(&self, player: usize, reasons: &[Reason], supports: &mut Supports) -> String {
        let several = reasons.len() > 1;
        let each = reasons.iter().map(|reason| {
            supports.add(self.words, reason);
            let text = self.words.reason(reason);
            match self.wish(player, reason.decision_maker) {
                Some(whom) => format!("for {whom} {text}"),
                None if several => {
                    format!("for {} {text}", self.words.party(reason.decision_maker))
                }
                None => text,
            }
        });
        joined(&each.collect::<Vec<_>>())
    }

    /// The party as somebody whom the player wishes well or ill; `None` where
    /// no attitudes count.
    fn wish(&self, player: usize, dm: usize) -> Option<String> {
        let attitudes = self.explanation.attitudes.as_ref()?;
        let of = *self.explanation.players[player].members.first()?;
        let name = self.words.party(dm);
        Some(match attitudes.get(of, dm) {
            Attitude::Negative => format!("{name}, whom it wishes ill,"),
            _ if dm == of => "itself".to_owned(),
            _ => format!("{name}, whom it wishes well,"),
        })
    }
}

/// "better off", "much worse off", "as well off".
fn standing(reasons: &[Reason]) -> &'static str {
    match reasons.first().map(|reason| reason.comparison) {
        Some(Comparison::Better { .. }) => better(reasons),
        Some(Comparison::Worse { strongly: true }) => "much worse off",
        Some(Comparison::Worse { .. }) => "worse off",
        _ => AS_WELL,
    }
}

/// Preferences in the order in which they are first needed.
#[derive(Default)]
struct Supports(Vec<Support>);

impl Supports {
    fn add(&mut self, words: &Words<'_>, reason: &Reason) {
        for support in words.support(reason) {
            if !self.0.contains(&support) {
                self.0.push(support);
            }
        }
    }
}

/// Whether everybody whom the reasons are about is better off.
fn pays(reasons: &[Reason]) -> bool {
    reasons.iter().all(|reason| reason.comparison.is_better())
}

fn better(reasons: &[Reason]) -> &'static str {
    let strongly = |reason: &Reason| reason.comparison == Comparison::Better { strongly: true };
    let unknown = |reason: &Reason| reason.comparison == Comparison::Unknown;
    if reasons.iter().any(unknown) {
        "perhaps better off"
    } else if reasons.iter().all(strongly) {
        "much better off"
    } else {
        "better off"
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
