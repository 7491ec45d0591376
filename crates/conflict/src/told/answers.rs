//! What the others can do about a move, in sentences.

use super::{Supports, Teller, better};
use demarche_stability::{Basic, Comparison, Concept, Escape, Reason, Sanction};

impl Teller<'_> {
    /// An answer that deters.
    pub(super) fn deters(
        &self,
        sanction: &Sanction,
        text: &mut Vec<String>,
        supports: &mut Supports,
    ) {
        text.push(self.sanction("But then ", sanction, supports));
        text.push(self.loss(sanction, supports));
        if self.basic().is_some_and(Basic::is_symmetric) {
            let who = self.who(self.explanation.player);
            text.push(format!("{who} could not get out of that."));
        }
    }

    /// Moves made at the same time that spoil this one.
    pub(super) fn spoilt(
        &self,
        sanction: &Sanction,
        text: &mut Vec<String>,
        supports: &mut Supports,
    ) {
        text.push(if sanction.steps.is_empty() {
            "But the changes do not go together.".to_owned()
        } else {
            self.sanction("But at the same time ", sanction, supports)
        });
        text.push(self.loss(sanction, supports));
    }

    /// An answer that the mover can get out of.
    pub(super) fn escaped(
        &self,
        sanction: &Sanction,
        escape: &Escape,
        text: &mut Vec<String>,
        supports: &mut Supports,
    ) {
        let player = self.explanation.player;
        text.push(self.sanction("Then ", sanction, supports));
        let reasons = self.reasons(player, &escape.gain, supports);
        let how = if self.explanation.attitudes.is_some() {
            format!("by its attitudes not worse than {}", self.here())
        } else if matches!(self.explanation.concept, Concept::Strong(_)) {
            format!("not much worse than {}", self.here())
        } else {
            let better = better(&escape.gain).replace(" off", "");
            format!("still {better} than {}", self.here())
        };
        let because = if reasons.is_empty() {
            String::new()
        } else {
            format!(": {reasons}")
        };
        text.push(format!(
            "But {} could {} and so reach {}, which is {how}{because}.",
            self.who(player),
            self.words.change(sanction.end, escape.to),
            self.words.state(escape.to),
        ));
    }

    pub(super) fn nothing(&self) -> &'static str {
        let strong = matches!(self.explanation.concept, Concept::Strong(_));
        let credible = self.basic().is_some_and(Basic::is_credible);
        if self.explanation.players.len() == 1 {
            return "Nobody else is there to answer.";
        }
        match (credible, strong) {
            _ if self.explanation.concept == Concept::Sim => {
                "Nothing that the others would do at the same time spoils it."
            }
            _ if self.explanation.attitudes.is_some() => {
                "No answer of the others makes it wish itself back."
            }
            (true, true) => "No answer by which the others would gain leaves it much worse off.",
            (false, true) => "No answer of the others leaves it much worse off.",
            (true, false) => "No answer by which the others would gain takes that away again.",
            (false, false) => "No answer of the others takes that away again.",
        }
    }

    /// The basic concept that this one is or varies.
    fn basic(&self) -> Option<Basic> {
        match self.explanation.concept {
            Concept::Strong(basic)
            | Concept::Mild(basic)
            | Concept::Uncertain(basic, _)
            | Concept::Relational(basic) => Some(basic),
            other => other.basic(),
        }
    }

    /// "But then Iraq could attack (NNY) and would be better off: …".
    fn sanction(&self, opening: &str, sanction: &Sanction, supports: &mut Supports) -> String {
        let mut parts = Vec::new();
        for (step, gain) in sanction.steps.iter().zip(&sanction.gains) {
            let mut part = format!(
                "{} could {}",
                self.who(step.player),
                self.words.step(step.from, step.to),
            );
            if !gain.is_empty() {
                let reasons = self.reasons(step.player, gain, supports);
                if self.explanation.attitudes.is_some() {
                    part.extend([", by its attitudes no loss: ", &reasons]);
                } else {
                    part.extend([", and would be ", better(gain), ": ", &reasons]);
                }
            }
            parts.push(part);
        }
        format!("{opening}{}.", parts.join("; after that "))
    }

    fn loss(&self, sanction: &Sanction, supports: &mut Supports) -> String {
        let player = self.explanation.player;
        let (who, state) = (self.who(player), self.here());
        if self.explanation.attitudes.is_some() {
            let reasons = self.reasons(player, &sanction.loss, supports);
            return format!(
                "By its attitudes {who} would be no worse off back in {state}: {reasons}."
            );
        }
        // The member who is no better off is the one whom it deters, and most
        // of all who is much worse off.
        let much = |reason: &&Reason| reason.comparison == Comparison::Worse { strongly: true };
        let lost = |reason: &&Reason| !reason.comparison.is_better();
        let all = || sanction.loss.iter();
        let Some(reason) = all().find(much).or_else(|| all().find(lost)) else {
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
}
