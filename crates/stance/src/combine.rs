//! The two readings as numbers, and what they make together: multinomial logistic
//! regressions over them, one for pairs that somebody chose and one for those that
//! nobody did, fitted on labelled pairs (`training/stance_fit.py`).

use crate::reading::{Clause, Parts, would};
use crate::relevance::{Near, Relevance};
use crate::two_readings::Pair;
use crate::{Force, Scores, Stance};
use demarche_encoder::softmax;
use serde::Deserialize;

/// The labels that the regression tells apart, in its order.
pub(crate) const LABELS: [&str; 6] = [
    "yes",
    "no",
    "conditional",
    "non-committal",
    "asks-or-reports",
    "unrelated",
];

/// What the regression sees of a pair; each number's name is in [`NAMES`].
pub(crate) type Evidence = [f32; NAMES.len()];

/// Names of the numbers, in order.
pub(crate) const NAMES: [&str; 47] = [
    "label yes over no",
    "side support over oppose",
    "label unrelated",
    "label conditional",
    "label non-committal",
    "label asks",
    "side neutral",
    "denied, label yes over no",
    "denied, side support over oppose",
    "denied, label unrelated",
    "denied, label conditional",
    "denied, label non-committal",
    "denied, label asks",
    "denied, side neutral",
    "structure for or against",
    "said for or against",
    "structure conditional",
    "structure non-committal",
    "structure asks",
    "structure reports",
    "near",
    "media",
    "worth",
    "would if",
    "strict condition",
    "waits",
    "near, for or against",
    "near, either",
    "agreement",
    "label yes or no, how sure",
    "side, how sure",
    "near, label yes over no",
    "far",
    "not near",
    "near, said for or against",
    "near, favours",
    "near, rejects",
    "near, demands",
    "favours",
    "demands",
    "rejects",
    "withholds",
    "asks",
    "passes on",
    "accuses",
    "question",
    "inner",
];

/// Names of what the network says of a statement after what was said before it,
/// behind those of [`NAMES`].
pub(crate) const AFTER: [&str; 6] = [
    "after, label yes over no",
    "after, label unrelated",
    "after, label conditional",
    "after, label non-committal",
    "after, label asks",
    "after, label yes or no, how sure",
];

/// Places in [`Wide`] of what counts by the wording alone that the statement touches
/// most, besides the mean over all: the network's labels, of the proposition and of
/// its denial, and after what was said before.
const FIRST: [usize; 10] = [0, 2, 3, 4, 5, 7, 47, 48, 49, 50];

/// Names of these numbers.
const FIRST_NAMES: [&str; FIRST.len()] = [
    "first, label yes over no",
    "first, label unrelated",
    "first, label conditional",
    "first, label non-committal",
    "first, label asks",
    "first, denied, label yes over no",
    "first, after, label yes over no",
    "first, after, label unrelated",
    "first, after, label conditional",
    "first, after, label non-committal",
];

/// How sharply the cosine of a wording tells how much it counts in the mean.
const SHARP: f32 = 10.0;

/// What is weighed of a pair that nobody chose and one wording of its question.
pub(crate) type Wide = [f32; NAMES.len() + AFTER.len()];

/// Puts behind the evidence what the network says of the labels of the statement
/// after what was said before it.
pub(crate) fn after(evidence: &Evidence, labels: [f32; 6]) -> Wide {
    let [yes, no, conditional, noncommittal, asks, unrelated] = labels.map(log);
    let side = yes - no;
    let after = [side, unrelated, conditional, noncommittal, asks, side.abs()];
    let mut all = [0.0; NAMES.len() + AFTER.len()];
    for (all, number) in all.iter_mut().zip(evidence.iter().copied().chain(after)) {
        *all = number;
    }
    all
}

/// Of a probability, the logarithm, which is not to run away.
fn log(p: f32) -> f32 {
    libm::logf(p.max(0.002))
}

/// What the network says, as logarithms: yes over no and support over oppose,
/// then the labels that are no side, then neutral.
fn told(scores: &Scores) -> [f32; 7] {
    let [yes, no, conditional, noncommittal, asks, unrelated] = scores.labels.map(log);
    let [support, oppose, neutral] = scores.sides.map(log);
    let (label, side) = (yes - no, support - oppose);
    [
        label,
        side,
        unrelated,
        conditional,
        noncommittal,
        asks,
        neutral,
    ]
}

/// Gathers the numbers. `denied` is what the network says with the proposition
/// denied, turned round again.
pub(crate) fn evidence(parts: &Parts, pair: &Pair<'_>, denied: &Scores) -> Evidence {
    let (clause, structure, sign) = (&pair.clause, pair.structure, pair.sign);
    let force = parts.force.as_ref().map(|(force, _)| *force);
    let flag = |is: bool| f32::from(u8::from(is));
    let is = |wanted| flag(force == Some(wanted));
    let side = match structure {
        Some(Stance::Support) => 1.0,
        Some(Stance::Oppose) => -1.0,
        _ => 0.0,
    };
    // By a cue that is for or against, or by what is said.
    let polar = !matches!(force, Some(Force::Says | Force::Warns) | None);
    let (by_cue, by_content) = if polar { (side, 0.0) } else { (0.0, side) };
    let near = pair.overlap.near;
    let (network, denied) = (told(&pair.scores), told(denied));
    let [label, three, ..] = network;
    let structure = [
        by_cue,
        by_content,
        flag(structure == Some(Stance::Conditional)),
        flag(structure == Some(Stance::NonCommittal)),
        flag(structure == Some(Stance::Asks)),
        flag(structure == Some(Stance::Reports)),
        near,
        flag(parts.media),
        clause.worth.clamp(-2, 2) as f32 * if sign { 1.0 } else { -1.0 },
        flag(readiness_if(parts, clause)),
        flag(!clause.strict.is_empty()),
        flag(clause.waits),
        by_cue * near,
        by_cue.abs() * near,
        by_cue * label.signum(),
        label.abs(),
        three.abs(),
        label * near,
        flag(near < 0.25),
        flag(near < 0.5),
        by_content * near,
        is(Force::Favours) * near,
        is(Force::Rejects) * near,
        is(Force::Demands) * near,
        is(Force::Favours),
        is(Force::Demands),
        is(Force::Rejects),
        is(Force::Withholds),
        is(Force::Asks),
        is(Force::PassesOn),
        is(Force::Accuses),
        flag(clause.question),
        flag(clause.inner),
    ];
    let mut all = [0.0; NAMES.len()];
    let numbers = network.into_iter().chain(denied).chain(structure);
    for (all, number) in all.iter_mut().zip(numbers) {
        *all = number;
    }
    all
}

/// Whether a condition is told that could be quoted.
pub(crate) fn tells_condition(parts: &Parts, pair: &Pair<'_>) -> bool {
    pair.structure == Some(Stance::Conditional)
        || !pair.clause.strict.is_empty()
        || readiness_if(parts, &pair.clause)
}

/// Whether an "if" or "until" stands where readiness or refusal is spoken of.
fn readiness_if(parts: &Parts, clause: &Clause) -> bool {
    !clause.loose.is_empty() && would(parts, clause)
}

/// A multinomial logistic regression.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Regression {
    /// Mean of each number, which is taken away first.
    means: Vec<f32>,
    /// Its spread, by which it is divided then.
    spreads: Vec<f32>,
    /// A bias and a weight for each number, for each label.
    weights: Vec<Vec<f32>>,
}

impl Regression {
    fn takes(&self, numbers: usize) -> bool {
        self.means.len() == numbers
            && self.spreads.len() == numbers
            && self.weights.len() == LABELS.len()
            && self.weights.iter().all(|row| row.len() == numbers + 1)
    }

    /// The probability of each label.
    pub fn probabilities(&self, numbers: &[f32]) -> [f32; 6] {
        softmax(std::array::from_fn(|label| {
            let row = &self.weights[label];
            let numbers = numbers.iter().zip(&self.means).zip(&self.spreads);
            row[0]
                + numbers
                    .zip(&row[1..])
                    .map(|(((x, mean), spread), weight)| (x - mean) / spread * weight)
                    .sum::<f32>()
        }))
    }
}

/// The fitted regressions and the measured constants beside them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Combination {
    /// A name for network and regressions together.
    pub version: String,
    /// For a pair that somebody chose: over its evidence.
    pub chosen: Regression,
    /// For one that nobody chose: over [`among`].
    pub among: Regression,
    /// How sure it is that a pair that is not worth reading does not belong together.
    pub beside: f32,
    /// A side is taken if it is this many times as likely as the other.
    pub margin: f32,
    /// What is taken off the logit of neutral for a plain sentence beside a sentence.
    pub reserve: f32,
    /// What the logits of the three sides of a plain sentence are divided by.
    pub temperature: f32,
    /// Which pairs that nobody chose are worth reading.
    pub relevance: Relevance,
}

impl Combination {
    pub fn load() -> Result<Self, String> {
        let combination: Self = serde_json::from_str(include_str!("../model/combination.json"))
            .map_err(|error| format!("combination.json: {error}"))?;
        (combination.chosen.takes(NAMES.len()) && combination.among.takes(ALL + BESIDE))
            .then_some(combination)
            .ok_or_else(|| "combination.json has another number of weights".into())
    }
}

/// How many numbers [`among`] adds.
const BESIDE: usize = 4;

/// Numbers of a pair that nobody chose, before those of [`among`].
const ALL: usize = NAMES.len() + AFTER.len() + FIRST.len();

/// What the readings of a pair that nobody chose make together: of each wording of
/// the question how near its embedding comes to the statement's, a cosine, and its
/// numbers; the wording that the statement touches most comes first, and there is
/// one. The mean over all, of which those count most that come nearest, since a
/// wording that comes less near is read less surely; then some numbers of the first.
pub(crate) fn together(read: &[(f32, Wide)]) -> [f32; ALL] {
    let most = read.iter().map(|(cosine, _)| *cosine);
    let most = most.fold(f32::NEG_INFINITY, f32::max);
    let weight = |cosine: f32| libm::expf(SHARP * (cosine - most));
    let weights: f32 = read.iter().map(|(cosine, _)| weight(*cosine)).sum();
    let mut all = [0.0; ALL];
    for (cosine, numbers) in read {
        for (all, number) in all.iter_mut().zip(numbers) {
            *all += weight(*cosine) / weights * number;
        }
    }
    let first = FIRST.map(|at| read.first().map_or(0.0, |(_, numbers)| numbers[at]));
    all[NAMES.len() + AFTER.len()..].copy_from_slice(&first);
    all
}

/// The names of these numbers, in order.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(AFTER).chain(FIRST_NAMES)
}

/// What is weighed of a pair that nobody chose: what its readings make together,
/// then how near the two come, by how much nearer than to another question, and how
/// sure the network is of a side, either of them.
pub(crate) fn among(together: &[f32; ALL], near: Near) -> [f32; ALL + BESIDE] {
    let sides = SIDES.map(|at| together[at]);
    let sure = (sides.iter().sum::<f32>() / sides.len() as f32).abs();
    let beside = [near.affinity.cosine, near.affinity.bearing, near.lead, sure];
    let mut all = [0.0; ALL + BESIDE];
    all[..ALL].copy_from_slice(together);
    all[ALL..].copy_from_slice(&beside);
    all
}

/// The places in the evidence of what the network says for or against: by label
/// and by side, of the proposition and of its denial.
const SIDES: [usize; 4] = [0, 1, 7, 8];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_count_by_how_near_they_come() {
        let read = |cosine, number| (cosine, [number; NAMES.len() + AFTER.len()]);
        // exp(10 × 0.1) = 2.71828 to 1: (2 × 2.71828 + 1) / 3.71828 = 1.73106.
        let all = together(&[read(0.5, 2.0), read(0.4, 1.0)]);
        assert!((all[0] - 1.731_06).abs() < 1e-4, "{}", all[0]);
        assert!((all[52] - 1.731_06).abs() < 1e-4, "{}", all[52]);
        // The first by itself, though it comes less near.
        assert_eq!(together(&[read(0.4, 1.0), read(0.5, 2.0)])[53..], [1.0; 10]);
        assert_eq!(names().count(), ALL);
    }
}
