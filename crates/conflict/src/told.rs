//! An explanation told: moves and counter-moves in sentences, each with the
//! preferences that decide.

use crate::words::{Support, Words, concept_meaning, concept_name, joined};
use demarche_stability::{Answer, Comparison, Explanation, Reason, Sanction, State, Temptation};
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
    /// One for each move that would be worth making: those that nothing deters
    /// first.
    pub points: Vec<Point>,
}

/// A move, and what would come of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Where the move leads.
    pub to: String,
    /// Whether the move is deterred.
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
    let mut points: Vec<Point> = explanation
        .temptations
        .iter()
        .map(|t| teller.point(t))
        .collect();
    points.sort_by_key(|point| point.deterred);
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
        points,
    }
}

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

    fn headline(&self) -> String {
        let explanation = self.explanation;
        let who = self.who(explanation.player);
        let state = self.words.state(explanation.state);
        let s = if self.single(explanation.player) {
            "s"
        } else {
            ""
        };
        let has = if s.is_empty() { "they have" } else { "it has" };
        let them = if s.is_empty() { "them" } else { "it" };
        let tempting = explanation.temptations.len();
        match (explanation.stable, explanation.moves, tempting) {
            (true, 0, _) => format!("{who} stay{s} in {state}: {has} no move from there."),
            (true, 1, 0) => format!(
                "{who} stay{s} in {state}: the one move from there is not better for {them}."
            ),
            (true, n, 0) => format!(
                "{who} stay{s} in {state}: none of the {n} moves from there is better for {them}."
            ),
            (true, _, 1) => format!(
                "{who} stay{s} in {state}: the move that would be better for {them} can be answered."
            ),
            (true, _, n) => format!(
                "{who} stay{s} in {state}: each of the {n} moves that would be better for {them} can be answered."
            ),
            (false, ..) => format!("{who} leave{s} {state}."),
        }
    }

    fn point(&self, temptation: &Temptation) -> Point {
        let explanation = self.explanation;
        let mut supports = Supports::default();
        let who = self.who(explanation.player);
        let mut text = vec![format!(
            "{who} could {}, which leads to {}, and would be {}: {}.",
            self.words.change(explanation.state, temptation.to),
            self.place(temptation.to),
            better(&temptation.gain),
            self.reasons(&temptation.gain, &mut supports),
        )];
        let deterred = match &temptation.answer {
            Answer::Deters(sanction) => {
                text.push(self.sanction("But then ", sanction, &mut supports));
                text.push(self.loss(sanction, &mut supports));
                let name = explanation.concept.to_string();
                if name.contains("smr") || name.contains("sseq") {
                    text.push(format!("{who} could not get out of that."));
                }
                true
            }
            Answer::Spoilt(sanction) => {
                if sanction.steps.is_empty() {
                    text.push("But the changes do not go together.".to_owned());
                } else {
                    text.push(self.sanction("But at the same time ", sanction, &mut supports));
                }
                text.push(self.loss(sanction, &mut supports));
                true
            }
            Answer::Escaped(sanction, escape) => {
                text.push(self.sanction("Then ", sanction, &mut supports));
                text.push(format!(
                    "But {who} could {} and so reach {}, which is still {} than {}: {}.",
                    self.words.change(sanction.end, escape.to),
                    self.place(escape.to),
                    better(&escape.gain).replace(" off", ""),
                    self.words.state(explanation.state),
                    self.reasons(&escape.gain, &mut supports),
                ));
                false
            }
            Answer::Nothing => {
                text.push(self.nothing());
                false
            }
            _ => false,
        };
        Point {
            to: self.words.model.pattern(temptation.to),
            deterred,
            text,
            supports: supports.0,
        }
    }

    fn nothing(&self) -> String {
        let name = self.explanation.concept.to_string();
        if self.explanation.players.len() == 1 {
            "Nobody else is there to answer.".to_owned()
        } else if name.contains("seq") {
            "No answer by which the others would gain takes that away again.".to_owned()
        } else if name == "sim" {
            "Nothing that the others would do at the same time spoils it.".to_owned()
        } else {
            "No answer of the others takes that away again.".to_owned()
        }
    }

    /// "But then Iraq could attack (NNY) and would be better off: …".
    fn sanction(&self, opening: &str, sanction: &Sanction, supports: &mut Supports) -> String {
        let mut parts = Vec::new();
        for (step, gain) in sanction.steps.iter().zip(&sanction.gains) {
            let mut part = format!(
                "{} could {}, which leads to {}",
                self.who(step.player),
                self.words.change(step.from, step.to),
                self.place(step.to),
            );
            if !gain.is_empty() {
                let reasons = self.reasons(gain, supports);
                part.extend([", and would be ", better(gain), ": ", &reasons]);
            }
            parts.push(part);
        }
        format!("{opening}{}.", parts.join("; after that "))
    }

    fn loss(&self, sanction: &Sanction, supports: &mut Supports) -> String {
        let who = self.who(self.explanation.player);
        let state = self.words.state(self.explanation.state);
        // The member who is no better off is the one whom it deters.
        let deterring: Vec<&Reason> = sanction
            .loss
            .iter()
            .filter(|reason| !reason.comparison.is_better())
            .take(1)
            .collect();
        let Some(reason) = deterring.first() else {
            return format!("That is not much better for {who} than {state}.");
        };
        let whose = self.words.party(reason.decision_maker);
        supports.add(self.words, reason);
        match reason.comparison {
            Comparison::Worse { strongly } => format!(
                "{whose} would then be {}worse off than in {state}: {}.",
                if strongly { "much " } else { "" },
                self.words.reason(reason)
            ),
            Comparison::Equal => format!("{whose} would then be no better off than in {state}."),
            _ => format!("Whether {whose} would then be better off than in {state} is not known."),
        }
    }

    fn reasons(&self, reasons: &[Reason], supports: &mut Supports) -> String {
        let several = reasons.len() > 1;
        let each = reasons.iter().map(|reason| {
            supports.add(self.words, reason);
            let text = self.words.reason(reason);
            if several {
                format!("for {} {text}", self.words.party(reason.decision_maker))
            } else {
                text
            }
        });
        joined(each.collect())
    }

    fn place(&self, state: State) -> String {
        self.words.state(state)
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
