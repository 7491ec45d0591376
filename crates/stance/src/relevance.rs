//! Whether a statement and a question that nobody put together belong together.

use serde::Deserialize;

use crate::Scores;
use crate::judge::UNRELATED;

/// A text's meaning as a vector of length 1: those of texts that belong
/// together point the same way.
#[derive(Debug, Clone)]
pub(crate) struct Embedding(Vec<f32>);

impl Embedding {
    /// Brings the numbers to length 1.
    pub fn new(mut numbers: Vec<f32>) -> Self {
        let length = numbers.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        for x in &mut numbers {
            *x /= length;
        }
        Self(numbers)
    }

    /// How far two vectors point the same way, -1 to 1.
    pub fn cosine(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(x, y)| x * y).sum()
    }
}

/// How near a statement comes to a question, before the network reads the two together.
#[derive(Debug, Clone, Copy)]
pub struct Affinity {
    /// Of their embeddings, the mean over the question's wordings, -1 to 1.
    pub cosine: f32,
    /// How much of what tells the question from the others of its dispute the
    /// statement's words come near, by the wording that they come nearest to, 0 to 1.
    pub bearing: f32,
}

/// Two logistic regressions, fitted on sheets in which every statement met every
/// question (`training/stance_fit.py`): what is worth reading, and what of that
/// belongs together. And how often which stance is taken there: the pairs that
/// the six-label regression was fitted for were chosen to have some of each, so
/// its probabilities are brought to what is usual (Saerens, Latinne and
/// Decaestecker 2002, equation 2.4).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relevance {
    before: Before,
    after: After,
    /// How much oftener each stance is where nobody chose the pairs.
    stances: [f32; UNRELATED],
}

/// Before the network has read the pair.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    bias: f32,
    cosine: f32,
    bearing: f32,
    /// The least logit of a pair that is read.
    least: f32,
}

/// After it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct After {
    bias: f32,
    /// Of the logarithm of the odds of being unrelated, as the network has them.
    unrelated: f32,
    cosine: f32,
    bearing: f32,
}

impl Relevance {
    /// The logit of belonging together, before the network has read the pair.
    pub fn seems(&self, near: Affinity) -> f32 {
        let before = &self.before;
        before.bias + before.cosine * near.cosine + before.bearing * near.bearing
    }

    /// Whether the network is to read a pair.
    pub fn worth_reading(&self, near: Affinity) -> bool {
        self.seems(near) >= self.before.least
    }

    /// How likely a pair that it has read is to belong together, 0 to 1.
    pub fn belongs(&self, scores: &Scores, near: Affinity) -> f32 {
        let After {
            bias,
            unrelated,
            cosine,
            bearing,
        } = self.after;
        let p = scores.labels[UNRELATED].clamp(0.002, 0.998);
        let odds = libm::logf(p / (1.0 - p));
        let logit = bias + unrelated * odds + cosine * near.cosine + bearing * near.bearing;
        1.0 / (1.0 + libm::expf(-logit))
    }

    /// The probability of each label, unrelated being the last, for a pair that
    /// belongs together as likely as `belongs`, from what they would be had
    /// somebody chosen it.
    pub fn among(&self, chosen: [f32; 6], belongs: f32) -> [f32; 6] {
        let mut labels = chosen;
        for (label, often) in labels.iter_mut().zip(self.stances) {
            *label *= often;
        }
        let stances: f32 = labels[..UNRELATED].iter().sum();
        for label in &mut labels[..UNRELATED] {
            *label *= belongs / stances;
        }
        labels[UNRELATED] = 1.0 - belongs;
        labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stances_are_as_frequent_as_where_nobody_chose() {
        let relevance: Relevance = serde_json::from_str(
            r#"{"before": {"bias": 0, "cosine": 1, "bearing": 1, "least": 0},
                "after": {"bias": 0, "unrelated": -1, "cosine": 0, "bearing": 0},
                "stances": [2, 1, 0.5, 1, 1]}"#,
        )
        .expect("a relevance");
        // 0.2, 0.3, 0.2, 0, 0.1 become 0.4, 0.3, 0.1, 0, 0.1 of 0.9, and 0.45 of the whole.
        let found = relevance.among([0.2, 0.3, 0.2, 0.0, 0.1, 0.2], 0.45);
        let right = [0.2, 0.15, 0.05, 0.0, 0.05, 0.55];
        assert!(
            found.iter().zip(right).all(|(x, y)| (x - y).abs() < 1e-6),
            "{found:?}"
        );
    }
}
