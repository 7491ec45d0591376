//! Measures whether confidences can be taken at their word.

use crate::Result;
use crate::brat::Article;
use crate::error::EvaluationError;
use crate::matching::{Level, matches};
use crate::predictions::Predictions;
use std::collections::BTreeSet;

/// The lower edges of the bins, less the first.
const EDGES: [f64; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// The judgements whose confidence falls into one tenth.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// How many there are.
    pub count: usize,
    /// How many of them are right.
    pub right: usize,
    /// The mean of their confidences; 0 where there are none.
    pub confidence: f64,
}

impl Bin {
    /// The share that is right; `None` where there are none.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        (self.count > 0).then(|| self.right as f64 / self.count as f64)
    }
}

/// Confidences against what proved right, in ten bins of equal width.
///
/// The first bin holds confidences from 0 to under 0.1, the last those from
/// 0.9 to 1, both included.
///
/// ```
/// use demarche_evaluation::Calibration;
///
/// // Nine of ten that are given 0.9 are right: nothing to complain of.
/// let pairs: Vec<_> = (0..10).map(|i| (0.9, i != 0)).collect();
/// let error = Calibration::measure(&pairs)?.expected_error();
/// assert!(error.is_some_and(|error| error < 1e-9));
/// # Ok::<(), demarche_evaluation::EvaluationError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Calibration {
    /// The bins, by rising confidence.
    pub bins: [Bin; 10],
}

impl Calibration {
    /// Sorts pairs of a confidence and whether it proved right into bins.
    ///
    /// # Errors
    /// [`EvaluationError::Confidence`] at a value that is not between 0 and 1.
    pub fn measure(pairs: &[(f64, bool)]) -> Result<Self> {
        let mut this = Self::default();
        for &(confidence, right) in pairs {
            if !(0.0..=1.0).contains(&confidence) {
                return Err(EvaluationError::Confidence { confidence });
            }
            let bin = &mut this.bins[EDGES.partition_point(|&edge| edge <= confidence)];
            bin.count += 1;
            bin.right += usize::from(right);
            bin.confidence += confidence;
        }
        for bin in &mut this.bins {
            bin.confidence /= bin.count.max(1) as f64;
        }
        Ok(this)
    }

    /// The expected calibration error: how far confidence and accuracy lie
    /// apart in a bin, averaged over the judgements. `None` without any.
    ///
    /// It is 0 for confidences that are right as often as they say, and it does
    /// not see errors that cancel out within a bin.
    #[must_use]
    pub fn expected_error(&self) -> Option<f64> {
        let total: usize = self.bins.iter().map(|bin| bin.count).sum();
        let apart: f64 = self
            .bins
            .iter()
            .map(|bin| (bin.right as f64 - bin.confidence * bin.count as f64).abs())
            .sum();
        (total > 0).then(|| apart / total as f64)
    }
}

/// Pairs the confidence of every prediction that has one with whether the
/// prediction matches a gold relation at `level`, for [`Calibration::measure`].
///
/// Articles without predictions add nothing.
#[must_use]
pub fn judge(articles: &[Article], predictions: &Predictions, level: Level) -> Vec<(f64, bool)> {
    let mut pairs = Vec::new();
    for article in articles {
        let Some(predicted) = predictions.get(&article.name) else {
            continue;
        };
        let right: BTreeSet<usize> = matches(&article.text, &article.gold, predicted, level)
            .into_iter()
            .map(|(_, index)| index)
            .collect();
        pairs.extend(
            predicted
                .iter()
                .enumerate()
                .filter_map(|(index, relation)| {
                    relation
                        .confidence
                        .map(|confidence| (confidence, right.contains(&index)))
                }),
        );
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Relation;

    #[track_caller]
    fn check(pairs: &[(f64, bool)], expected: f64) {
        let error = Calibration::measure(pairs)
            .unwrap()
            .expected_error()
            .unwrap();
        assert!(
            (error - expected).abs() < 1e-12,
            "{error} is not {expected}"
        );
    }

    #[test]
    fn figures_worked_out_by_hand() {
        check(&[(1.0, true)], 0.0);
        check(&[(0.0, true)], 1.0);
        // One bin: mean confidence 0.75, half right.
        check(&[(0.72, true), (0.78, false)], 0.25);
        // Two bins: |0.95 - 1| * 2/3 + |0.65 - 0| * 1/3.
        check(
            &[(0.94, true), (0.96, true), (0.65, false)],
            (0.05 * 2.0 + 0.65) / 3.0,
        );
    }

    #[test]
    fn edges_belong_to_the_bin_above_and_one_to_the_last() {
        for (confidence, bin) in [
            (0.0, 0),
            (0.0999, 0),
            (0.1, 1),
            (0.3, 3),
            (0.6, 6),
            (0.7, 7),
            (0.9, 9),
            (1.0, 9),
        ] {
            let calibration = Calibration::measure(&[(confidence, true)]).unwrap();
            assert_eq!(calibration.bins[bin].count, 1, "{confidence}");
            assert_eq!(calibration.bins[bin].accuracy(), Some(1.0));
        }
    }

    #[test]
    fn nothing_has_no_error_and_nonsense_is_refused() {
        assert_eq!(Calibration::measure(&[]).unwrap().expected_error(), None);
        assert_eq!(Calibration::default().bins[0].accuracy(), None);
        for confidence in [-0.01, 1.01, f64::NAN, f64::INFINITY] {
            assert!(
                Calibration::measure(&[(confidence, true)]).is_err(),
                "{confidence}"
            );
        }
    }

    #[test]
    fn predictions_are_judged_by_their_match() {
        let relation = |start, end, confidence| Relation {
            content: vec![[start, end]],
            confidence,
            ..Relation::default()
        };
        let articles = [
            Article::new("a", "one two three four", vec![relation(0, 7, None)]),
            Article::new("b", "one", vec![]),
        ];
        let found = vec![
            relation(8, 13, Some(0.4)),
            relation(0, 7, Some(0.8)),
            relation(14, 18, None),
            relation(3, 3, Some(0.1)),
        ];
        let predictions = Predictions::from([("a".to_owned(), found)]);
        assert_eq!(
            judge(&articles, &predictions, Level::Lenient),
            [(0.4, false), (0.8, true), (0.1, false)]
        );
    }
}
