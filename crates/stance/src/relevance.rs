//! Which pairs of statement and question, that nobody put together, are worth reading.

use serde::Deserialize;

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
    /// How much nearer it seems to this question than to any other of the
    /// dispute, in logits: see [`leads`].
    pub lead: f32,
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

/// What is farther from a question than this, in logits, is simply not about it:
/// a statement leads to a question by no more because all others are farther still.
/// Without another question it leads by as much as it is nearer than this.
const BACKGROUND: f32 = -3.0;

/// How much nearer a statement seems to each question than to the nearest of the others.
pub(crate) fn leads(seems: &[f32]) -> Vec<f32> {
    let most = |but: usize| {
        let others = seems.iter().enumerate().filter(|(other, _)| *other != but);
        others.map(|(_, seems)| *seems).fold(BACKGROUND, f32::max)
    };
    let lead = |(at, own): (usize, &f32)| own - most(at);
    seems.iter().enumerate().map(lead).collect()
}

/// Logistic regressions, fitted on sheets in which every statement met every
/// question (`training/stance_fit.py`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relevance {
    seems: Seems,
    promise: Promise,
}

/// By the two texts alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seems {
    bias: f32,
    cosine: f32,
    bearing: f32,
}

/// By what stands around the statement and what else is asked, too.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Promise {
    bias: f32,
    cosine: f32,
    bearing: f32,
    lead: f32,
    around: f32,
    /// The least logit of a pair that is read.
    least: f32,
}

impl Relevance {
    /// The logit of belonging together, by the two texts alone.
    pub fn seems(&self, affinity: Affinity) -> f32 {
        let seems = &self.seems;
        seems.bias + seems.cosine * affinity.cosine + seems.bearing * affinity.bearing
    }

    /// How near a pair comes that the network has not read yet, what stands
    /// around it and what else is asked considered: from 0 on it is worth reading.
    pub fn promise(&self, near: Near) -> f32 {
        let (promise, affinity) = (&self.promise, near.affinity);
        promise.bias
            + promise.cosine * affinity.cosine
            + promise.bearing * affinity.bearing
            + promise.lead * near.lead
            + promise.around * near.around
            - promise.least
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
    fn a_statement_leads_by_what_it_is_nearer_than_to_the_next() {
        assert_eq!(leads(&[-1.0, -2.0, -4.0]), [1.0, -1.0, -3.0]);
        // Nothing is farther than the background; nor is there anything else.
        assert_eq!(leads(&[-1.0, -5.0]), [2.0, -4.0]);
        assert_eq!(leads(&[-2.5]), [0.5]);
        assert!(leads(&[]).is_empty());
    }
}
