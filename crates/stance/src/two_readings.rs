//! What structure and network say of a pair, side by side: where one checks
//! the other, and the reason that a person reads.

use crate::overlap::Overlap;
use crate::prepared::Wording;
use crate::reading::{Clause, Parts};
use crate::{Reason, Scores, Stance};

/// A pair read both ways, before the two are combined.
pub(crate) struct Pair<'a> {
    pub wording: &'a Wording,
    pub clause: Clause,
    pub overlap: Overlap,
    pub structure: Option<Stance>,
    pub sign: bool,
    pub scores: Scores,
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
        after: None,
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
