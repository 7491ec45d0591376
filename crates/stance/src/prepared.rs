//! A proposition, read once.

use crate::Proposition;
use crate::overlap::Bag;

/// A proposition, read once and ready to hold many statements against.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(crate) proposition: Proposition,
    /// The text itself.
    pub(crate) first: Wording,
    /// Its synonyms, then its counter-propositions.
    pub(crate) others: Vec<Wording>,
}

/// One way to put a proposition or its opposite.
#[derive(Debug, Clone)]
pub(crate) struct Wording {
    pub text: String,
    /// What asserts the opposite, or stands against the topic.
    pub denied: String,
    pub bag: Bag,
    /// Where the wording turns itself round ("should not", "a ban on").
    pub turns: Vec<usize>,
    /// Where it says that somebody is for what it is about ("accepts").
    pub favours: Vec<usize>,
    pub counter: bool,
    /// Whether it is long enough for a sentence; shorter ones are topics.
    pub sentence: bool,
}

impl Prepared {
    pub(crate) fn wordings(&self) -> impl Iterator<Item = &Wording> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The proposition as it was given.
    #[must_use]
    pub fn proposition(&self) -> &Proposition {
        &self.proposition
    }
}
