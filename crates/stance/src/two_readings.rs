//! What structure and network say of a pair, side by side: where one checks
//! the other, and the reason that a person reads.

use crate::overlap::Overlap;
use crate::reading::{Clause, Parts};
use crate::{Force, Reason, Scores, Stance};

/// A pair read both ways, before the two are combined.
pub(crate) struct Pair {
    pub clause: Clause,
    pub overlap: Overlap,
    pub structure: Option<Stance>,
    pub sign: bool,
    pub scores: Scores,
    /// Whether the proposition is a sentence rather than a topic.
    pub sentence: bool,
}

/// How much of a proposition's words a statement must have for its structure to
/// outweigh the network.
const PLAIN: f32 = 0.75;

/// From here on the network, or the two readings together, are sure enough to
/// stand against structure alone.
const SURE: f32 = 0.6;

/// What structure alone is followed with: just enough to count.
const FOLLOWED: f32 = 0.5;

/// Where a statement says a proposition in its own words, what its structure
/// tells is plain: a network that reads it the other way round, or as beside
/// the matter, is mistaken oftener if the cue itself takes a side ("proposed",
/// "rejected"), or if it is not sure. The confidence says that they disagree.
pub(crate) fn checked(
    (stance, confidence): (Stance, f32),
    parts: &Parts,
    pair: &Pair,
) -> (Stance, f32) {
    let force = parts.force.as_ref().map(|(force, _)| *force);
    let polar = !matches!(force, Some(Force::Says | Force::Warns) | None);
    let against = match (pair.structure, stance) {
        (Some(told @ Stance::Support), Stance::Oppose | Stance::Unrelated)
        | (Some(told @ Stance::Oppose), Stance::Support | Stance::Unrelated) => Some(told),
        _ => None,
    };
    let network = pair.scores.sides.into_iter().fold(0.0, f32::max);
    let unsure = confidence < SURE && network < SURE;
    match against {
        Some(told) if pair.overlap.share >= PLAIN && (polar || unsure) => (told, FOLLOWED),
        _ => (stance, confidence),
    }
}

/// The reason so far, without whether the readings disagree.
pub(crate) fn reason(
    parts: &Parts,
    clause: &Clause,
    overlap: &Overlap,
    structure: Option<Stance>,
    model: Option<Scores>,
) -> Reason {
    let words = |places: &[usize]| -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for &at in places {
            let word = &parts.content[at].text;
            if !found.contains(word) {
                found.push(word.clone());
            }
        }
        found
    };
    let mut negation = parts.negation.clone();
    negation.extend(words(&clause.turns));
    Reason {
        force: parts.force.clone(),
        negation,
        hedges: words(&clause.hedges),
        matched: words(&overlap.matched),
        structure,
        model,
        disagree: false,
    }
}

/// Whether structure and network take opposite sides, or one of them a side
/// and the other firmly none.
pub(crate) fn disagree(structure: Option<Stance>, scores: &Scores) -> bool {
    let [yes, no, ..] = scores.labels;
    match structure {
        Some(Stance::Support) => no > yes,
        Some(Stance::Oppose) => yes > no,
        Some(Stance::Conditional) => scores.labels[2] < 0.05,
        Some(Stance::NonCommittal) => scores.labels[3] < 0.05,
        Some(Stance::Asks | Stance::Reports) => scores.labels[4] < 0.05,
        _ => false,
    }
}
