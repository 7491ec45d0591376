//! Arrangements held against what the parties say: who accepts, who objects,
//! on which question, and who has not said.

use serde::Serialize;

use crate::dispute::{Arrangement, Party};
use crate::position::{Position, Stand};

/// What a party's position means for one answer of an arrangement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// It says the same.
    Agrees,
    /// It says the same if its conditions are met.
    OnConditions,
    /// It says the contrary if its conditions are met: it wants on conditions
    /// what the arrangement rules out.
    ObjectsOnConditions,
    /// It says the contrary.
    Objects,
    /// Its speakers disagree.
    Divided,
    /// It has not committed itself.
    NonCommittal,
    /// It has said nothing.
    NotSaid,
}

impl Fit {
    /// Of a stand, for an arrangement that holds the proposition true or not.
    #[must_use]
    pub fn of(stand: Stand, yes: bool) -> Self {
        match (stand, yes) {
            (Stand::Yes, true) | (Stand::No, false) => Self::Agrees,
            (Stand::Yes, false) | (Stand::No, true) => Self::Objects,
            (Stand::Conditional, true) => Self::OnConditions,
            // With its conditions unmet it wants no more than the arrangement
            // gives, so this is no objection yet.
            (Stand::Conditional, false) => Self::ObjectsOnConditions,
            (Stand::Divided, _) => Self::Divided,
            (Stand::NonCommittal, _) => Self::NonCommittal,
            (Stand::Unstated, _) => Self::NotSaid,
        }
    }

    /// Whether such an answer makes a party receive the whole so.
    #[must_use]
    pub fn decides(self, whole: Reception) -> bool {
        match whole {
            Reception::Accepts | Reception::AcceptsInPart => self == Self::Agrees,
            Reception::Wavers => WAVERING.contains(&self),
            Reception::Objects => self == Self::Objects,
            Reception::NotSaid => self == Self::NotSaid,
        }
    }
}

/// What is neither agreement nor objection nor silence.
const WAVERING: [Fit; 4] = [
    Fit::OnConditions,
    Fit::ObjectsOnConditions,
    Fit::Divided,
    Fit::NonCommittal,
];

/// Where a party stands on an arrangement as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reception {
    /// Agrees on every answer.
    Accepts,
    /// Agrees on those it has spoken on; on others it has said nothing.
    AcceptsInPart,
    /// Agrees or wants the contrary on conditions, or is undecided on some
    /// answer; objects to none.
    Wavers,
    /// Objects to at least one answer.
    Objects,
    /// Has said nothing on any answer.
    NotSaid,
}

impl Reception {
    /// The words for tables.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Accepts => "accepts",
            Self::AcceptsInPart => "accepts in part",
            Self::Wavers => "wavers",
            Self::Objects => "objects",
            Self::NotSaid => "has not said",
        }
    }
}

/// A party held against an arrangement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The party's identifier.
    pub party: String,
    /// As a whole.
    pub reception: Reception,
    /// Answer by answer: the question's identifier and what the position means
    /// for it, in the order of the questions.
    pub answers: Vec<(String, Fit)>,
}

/// Holds an arrangement against the positions of the parties, in their order.
#[must_use]
pub fn hold(arrangement: &Arrangement, parties: &[Party], positions: &[Position]) -> Vec<Held> {
    parties
        .iter()
        .map(|party| {
            let answers: Vec<(String, Fit)> = arrangement
                .answers
                .iter()
                .map(|settled| {
                    let stand = positions
                        .iter()
                        .find(|p| p.party == party.id && p.question == settled.question)
                        .map_or(Stand::Unstated, |p| p.stand);
                    (settled.question.clone(), Fit::of(stand, settled.yes))
                })
                .collect();
            Held {
                party: party.id.clone(),
                reception: reception(&answers),
                answers,
            }
        })
        .collect()
}

fn reception(answers: &[(String, Fit)]) -> Reception {
    let any = |wanted: &[Fit]| answers.iter().any(|(_, fit)| wanted.contains(fit));
    if any(&[Fit::Objects]) {
        Reception::Objects
    } else if any(&WAVERING) {
        Reception::Wavers
    } else if !any(&[Fit::Agrees]) {
        Reception::NotSaid
    } else if any(&[Fit::NotSaid]) {
        Reception::AcceptsInPart
    } else {
        Reception::Accepts
    }
}

#[cfg(test)]
mod tests {
    use super::{Fit, Reception, reception};
    use crate::position::Stand;

    #[test]
    fn what_is_wanted_on_conditions_and_ruled_out_is_no_silence() {
        assert_eq!(Fit::of(Stand::Conditional, true), Fit::OnConditions);
        assert_eq!(Fit::of(Stand::Conditional, false), Fit::ObjectsOnConditions);
        assert_eq!(Fit::of(Stand::NonCommittal, false), Fit::NonCommittal);
        let whole = reception(&[
            (String::new(), Fit::ObjectsOnConditions),
            (String::new(), Fit::Agrees),
        ]);
        assert_eq!(whole, Reception::Wavers);
        assert!(Fit::ObjectsOnConditions.decides(whole) && !Fit::Agrees.decides(whole));
    }

    #[test]
    fn one_objection_outweighs_all_agreement() {
        let of = |fits: &[Fit]| {
            let answers: Vec<_> = fits.iter().map(|fit| (String::new(), *fit)).collect();
            reception(&answers)
        };
        assert_eq!(of(&[Fit::Agrees, Fit::Agrees]), Reception::Accepts);
        assert_eq!(of(&[Fit::Agrees, Fit::NotSaid]), Reception::AcceptsInPart);
        assert_eq!(of(&[Fit::Agrees, Fit::OnConditions]), Reception::Wavers);
        assert_eq!(of(&[Fit::Agrees, Fit::Objects]), Reception::Objects);
        assert_eq!(of(&[Fit::NotSaid]), Reception::NotSaid);
        assert_eq!(of(&[]), Reception::NotSaid);
    }
}
