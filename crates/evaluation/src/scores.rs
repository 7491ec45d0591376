//! The figures of an evaluation, in the order they are printed and written.

use serde::{Deserialize, Serialize};

/// Precision, recall and F1 with the counts behind them. A share of nothing is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Precision: correct of predicted.
    pub p: f64,
    /// Recall: correct of gold.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// What is in both.
    pub correct: usize,
    /// What the program found.
    pub predicted: usize,
    /// What people found.
    pub gold: usize,
}

impl Score {
    /// Makes a score from its counts.
    #[must_use]
    pub fn of(correct: usize, predicted: usize, gold: usize) -> Self {
        Self {
            p: share(correct, predicted),
            r: share(correct, gold),
            f1: share(2 * correct, predicted + gold),
            correct,
            predicted,
            gold,
        }
    }
}

/// A share; of nothing, 0.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// One thing for each role.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Roles<T> {
    /// What is attributed.
    pub content: T,
    /// Who it is attributed to.
    pub source: T,
    /// The words that signal it.
    pub cue: T,
}

/// One thing for each [`crate::Level`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Levels<T> {
    /// Contents overlap by half.
    pub lenient: T,
    /// And sources do.
    pub attributed: T,
    /// Both have the same words.
    pub strict: T,
}

/// One thing for each type of content, by the double quotation marks in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Kinds<T> {
    /// Every word stands in them.
    pub direct: T,
    /// No word does.
    pub indirect: T,
    /// Some do.
    pub mixed: T,
}

/// Recall among the gold relations of one type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct KindRecall {
    /// How many there are.
    pub gold: usize,
    /// The share that is matched leniently.
    pub lenient: f64,
    /// The share that is matched at the attributed level.
    pub attributed: f64,
}

/// All figures of an evaluation. [`std::fmt::Display`] prints them as a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// The articles of the corpus.
    pub articles: usize,
    /// Gold relations that have a content token.
    pub gold_relations: usize,
    /// Those of them that have no source.
    pub gold_relations_without_source: usize,
    /// Predicted relations that have a content token.
    pub predicted_relations: usize,
    /// Predicted relations that have none.
    pub predictions_without_content: usize,
    /// Tokens by role.
    pub token: Roles<Score>,
    /// Unbroken runs of tokens by role.
    pub span: Roles<Score>,
    /// Relations by level.
    pub relation: Levels<Score>,
    /// Of the relations matched leniently, the share whose source matches.
    pub attribution_accuracy: f64,
    /// The same where the gold relation has a source.
    pub attribution_accuracy_where_gold_has_source: f64,
    /// Recall by type of the gold content.
    pub recall_by_type: Kinds<KindRecall>,
    /// Articles for which there was no line of predictions.
    pub articles_without_prediction: usize,
}

impl Scores {
    /// The table, in percent, without a newline at its end.
    #[must_use]
    pub fn table(&self) -> String {
        self.to_string()
    }
}
