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

/// A statement and a question as they stand before the network has read the two.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    pub affinity: Affinity,
    /// How much more the statements around it seem to have to do with this
    /// question than with another: see [`around`].
    pub around: f32,
}

/// How far the weight of a statement falls that stands as many statements away,
/// to a share of 1/e.
const SCALE: f32 = 3.0;

/// Statements farther away than this count for nothing.
const REACH: usize = 24;

/// What stands for nothing at all, inside the logarithm.
const NOTHING: f32 = 0.2;

/// How likely a statement around belongs to any other question, if those of the
/// dispute have less: they are few of those that a report could be about.
const ANY: f32 = 0.12;

/// A question that the statements around are not about is no farther than this.
const ASIDE: f32 = -0.5;

/// For each statement of a report and each question, what the statements around
/// tell of it. A report speaks of few things at a time, and what a question is
/// about is rarely touched on once: so the probabilities that the others belong
/// to the question are summed up, nearer ones counting more, and the logarithm is
/// taken of how much more that is than for the question that has most of the rest.
///
/// `seem` is how likely each statement belongs to each question by itself.
pub(crate) fn around(seem: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let weight = |distance: usize| libm::expf(-(distance as f32) / SCALE);
    let tell = |at: usize| -> Vec<f32> {
        let first = at.saturating_sub(REACH);
        let last = seem.len().min(at + REACH + 1);
        let mut sums = vec![0.0; seem[at].len()];
        let mut any = 0.0;
        for other in (first..last).filter(|other| *other != at) {
            let weight = weight(at.abs_diff(other));
            any += weight * ANY;
            for (sum, seems) in sums.iter_mut().zip(&seem[other]) {
                *sum += weight * seems;
            }
        }
        let most = |but: usize| {
            let others = sums.iter().enumerate().filter(|(other, _)| *other != but);
            others.map(|(_, sum)| *sum).fold(any, f32::max)
        };
        let more = |(question, sum): (usize, &f32)| {
            libm::logf((sum + NOTHING) / (most(question) + NOTHING)).max(ASIDE)
        };
        sums.iter().enumerate().map(more).collect()
    };
    (0..seem.len()).map(tell).collect()
}

/// Logistic regressions, fitted on sheets in which every statement met every
/// question (`training/stance_fit.py`): what is worth reading, what stands around
/// it considered, and what of that belongs together. And how often which stance is
/// taken there: the pairs that the six-label regression was fitted for were chosen to have some of each, so
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
    /// Of what stands around it.
    around: f32,
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
    /// The logit of belonging together, by the two texts alone, before the
    /// network has read them.
    pub fn seems(&self, affinity: Affinity) -> f32 {
        let before = &self.before;
        before.bias + before.cosine * affinity.cosine + before.bearing * affinity.bearing
    }

    /// How near a pair comes that is not read yet, what stands around it
    /// considered: from 0 on it is worth reading.
    pub fn promise(&self, near: Near) -> f32 {
        self.seems(near.affinity) + self.before.around * near.around - self.before.least
    }

    /// How likely a pair that the network has read is to belong together, from
    /// 0 to 1. What stands around it has no say any more: beside few questions,
    /// or questions on one matter, it would lend too much to what is only near.
    pub fn belongs(&self, scores: &Scores, affinity: Affinity) -> f32 {
        let After {
            bias,
            unrelated,
            cosine,
            bearing,
        } = self.after;
        let p = scores.labels[UNRELATED].clamp(0.002, 0.998);
        let odds = libm::logf(p / (1.0 - p));
        sigmoid(bias + unrelated * odds + cosine * affinity.cosine + bearing * affinity.bearing)
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

/// From a logit to a probability.
pub(crate) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-logit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_counts_the_less_the_farther_it_is() {
        let mut seem = vec![vec![0.0, 0.0]; 60];
        seem[10] = vec![2.0, 0.0];
        let found = around(&seem);
        let near = |[own, other]: [f32; 2], [one, two]: [f32; 2]| {
            (own - one).abs() < 1e-5 && (other - two).abs() < 1e-5
        };
        let at = |at: usize| [found[at][0], found[at][1]];
        // What stands by itself tells nothing of itself: ln(0.2 / 0.8) is less than the least.
        assert!(near(at(10), [ASIDE, ASIDE]));
        // Next to it, ln((2 / e^(1/3) + 0.2) / (any + 0.2)), and three away.
        assert!(near(at(11), [0.71510, ASIDE]));
        assert!(near(at(7), [0.18574, ASIDE]));
        // Out of reach; alone in its report; without a statement.
        assert!(near(at(40), [ASIDE, ASIDE]));
        assert_eq!(around(&[vec![0.5, 0.1]]), [[0.0, 0.0]]);
        assert!(around(&[]).is_empty());
    }

    #[test]
    fn stances_are_as_frequent_as_where_nobody_chose() {
        let relevance: Relevance = serde_json::from_str(
            r#"{"before": {"bias": 0, "cosine": 1, "bearing": 1, "around": 0, "least": 0},
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
