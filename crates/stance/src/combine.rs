//! The two readings as numbers, and what they make together: a multinomial
//! logistic regression over them, fitted on labelled pairs (`training/stance_fit.py`).

use crate::overlap::Overlap;
use crate::reading::{Clause, Parts, would};
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
pub(crate) const NAMES: [&str; 41] = [
    "label yes",
    "label no",
    "label conditional",
    "label non-committal",
    "label asks",
    "label unrelated",
    "side support",
    "side oppose",
    "side neutral",
    "structure support",
    "structure oppose",
    "structure conditional",
    "structure non-committal",
    "structure asks",
    "structure reports",
    "said for",
    "said against",
    "favours",
    "demands",
    "rejects",
    "denies",
    "doubts",
    "warns",
    "asks",
    "withholds",
    "passes on",
    "accuses",
    "no cue",
    "strict condition",
    "loose condition",
    "would if",
    "question",
    "waits",
    "media",
    "inner",
    "hedged",
    "worth",
    "share",
    "near",
    "none shared",
    "length",
];

/// Gathers the numbers.
pub(crate) fn evidence(
    parts: &Parts,
    clause: &Clause,
    sign: bool,
    overlap: &Overlap,
    structure: Option<Stance>,
    scores: &Scores,
) -> Evidence {
    let force = parts.force.as_ref().map(|(force, _)| *force);
    let flag = |is: bool| f32::from(u8::from(is));
    let log = |p: f32| p.max(0.002).ln();
    let polar = matches!(
        force,
        Some(Force::Favours | Force::Demands | Force::Rejects | Force::Denies | Force::Doubts)
    );
    let side = |wanted| flag(polar && structure == Some(wanted));
    let said = |wanted| flag(!polar && structure == Some(wanted));
    let direction = if sign { 1.0 } else { -1.0 };
    let [yes, no, conditional, noncommittal, asks, unrelated] = scores.labels.map(log);
    let [support, oppose, neutral] = scores.sides.map(log);
    [
        yes,
        no,
        conditional,
        noncommittal,
        asks,
        unrelated,
        support,
        oppose,
        neutral,
        side(Stance::Support),
        side(Stance::Oppose),
        flag(structure == Some(Stance::Conditional)),
        flag(structure == Some(Stance::NonCommittal)),
        flag(structure == Some(Stance::Asks)),
        flag(structure == Some(Stance::Reports)),
        said(Stance::Support),
        said(Stance::Oppose),
        flag(force == Some(Force::Favours)),
        flag(force == Some(Force::Demands)),
        flag(force == Some(Force::Rejects)),
        flag(force == Some(Force::Denies)),
        flag(force == Some(Force::Doubts)),
        flag(force == Some(Force::Warns)),
        flag(force == Some(Force::Asks)),
        flag(force == Some(Force::Withholds)),
        flag(force == Some(Force::PassesOn)),
        flag(force == Some(Force::Accuses)),
        flag(force.is_none()),
        flag(!clause.strict.is_empty()),
        flag(!clause.loose.is_empty()),
        flag(!clause.loose.is_empty() && would(parts, clause)),
        flag(clause.question),
        flag(clause.waits),
        flag(parts.media),
        flag(clause.inner),
        flag(!clause.hedges.is_empty()),
        clause.worth.clamp(-2, 2) as f32 * direction,
        overlap.share,
        overlap.near,
        flag(overlap.matched.is_empty()),
        (parts.content.len() as f32 + 1.0).ln(),
    ]
}

/// The fitted regression and the measured constants beside it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Combination {
    /// A name for network and regression together.
    pub version: String,
    /// Mean of each number, which is taken away first.
    means: Vec<f32>,
    /// Its spread, by which it is divided then.
    spreads: Vec<f32>,
    /// A bias and a weight for each number, for each label.
    weights: Vec<Vec<f32>>,
    /// The least nearness of a pair that is shown to the network.
    pub gate: f32,
    /// How sure it is that a pair below the gate does not belong together.
    pub beside: f32,
    /// A side is taken if it is this many times as likely as the other.
    pub margin: f32,
    /// What the logits of the three sides of a plain sentence are divided by.
    pub temperature: f32,
}

impl Combination {
    pub fn load() -> Result<Self, String> {
        let combination: Self = serde_json::from_str(include_str!("../model/combination.json"))
            .map_err(|error| format!("combination.json: {error}"))?;
        let fits = combination.means.len() == NAMES.len()
            && combination.spreads.len() == NAMES.len()
            && combination.weights.len() == LABELS.len()
            && combination
                .weights
                .iter()
                .all(|row| row.len() == NAMES.len() + 1);
        fits.then_some(combination)
            .ok_or_else(|| "combination.json has another number of weights".into())
    }

    /// The probability of each label.
    pub fn probabilities(&self, evidence: &Evidence) -> [f32; 6] {
        softmax(std::array::from_fn(|label| {
            let row = &self.weights[label];
            let numbers = evidence.iter().zip(&self.means).zip(&self.spreads);
            row[0]
                + numbers
                    .zip(&row[1..])
                    .map(|(((x, mean), spread), weight)| (x - mean) / spread * weight)
                    .sum::<f32>()
        }))
    }
}
