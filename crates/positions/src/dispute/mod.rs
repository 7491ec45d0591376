//! A dispute as an analyst writes it down: who its parties are, which
//! questions matter, and which combinations of answers are on the table.
//!
//! One TOML file describes it; [`Dispute::parse`] reads it. The same type
//! serves the strategic analysis: a question that a party controls is an
//! option there ([`Dispute::options`]), and an arrangement is a named state.

mod fault;
mod names;
mod read;

pub use fault::{DisputeError, Fault};
pub use names::folded;
pub(crate) use names::holds;
pub(crate) use names::slug;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// A dispute: what one brief is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Dispute {
    /// What to call it.
    pub title: String,
    /// A sentence or two on what it is about.
    pub about: Option<String>,
    /// Who disputes, in the order of the file.
    pub parties: Vec<Party>,
    /// What about, in the order of the file.
    pub questions: Vec<Question>,
    /// The combinations of answers that have names, in the order of the file.
    pub arrangements: Vec<Arrangement>,
}

/// One that has positions: a state, an organisation, or several together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// What the file calls it: given, or made of the name.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The sides whose actors speak for it, as names or codes. The party's own
    /// name where the file lists none; beside `actors` or `heads`, unless another
    /// party lists that side.
    pub sides: Vec<String>,
    /// Actors who speak for it whatever their side, as names or identifiers.
    pub actors: Vec<String>,
    /// Actors who can commit it whatever their office, and speak for it: who
    /// heads it, where it is no state.
    pub heads: Vec<String>,
    /// Offices whose holders speak for it ("foreign minister"), if they stand
    /// on one of its sides. Empty: all offices do.
    pub offices: Vec<String>,
    /// Actors who do not speak for it though their side is one of its.
    pub except: Vec<String>,
}

/// A proposition that the analyst tracks. With a party that controls it, an
/// option: something that party can do or leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What the file calls it.
    pub id: String,
    /// The question in plain words.
    pub text: String,
    /// What "yes" asserts.
    pub yes: String,
    /// Other wordings of the same.
    pub also: Vec<String>,
    /// Propositions whose assertion is a "no".
    pub counter: Vec<String>,
    /// The identifier of the party that can bring it about or prevent it.
    pub controlled_by: Option<String>,
}

/// A combination of answers that has a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrangement {
    /// What the file calls it: given, or made of the name.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it is known from.
    pub source: Option<String>,
    /// What it gives to which question, in the order of the questions.
    pub answers: Vec<Settled>,
}

/// One question's answer in an arrangement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// The question's identifier.
    pub question: String,
    /// Whether the arrangement holds its proposition true.
    pub yes: bool,
}

impl Dispute {
    /// Reads a dispute file. `name` is what errors call it.
    ///
    /// # Errors
    /// [`DisputeError`] with every fault found and where it stands.
    pub fn parse(name: &str, text: &str) -> Result<Self, DisputeError> {
        read::dispute(name, text)
    }

    /// A party by its identifier.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// A question by its identifier.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The questions that a party controls, with that party's identifier.
    pub fn options(&self) -> impl Iterator<Item = (&Question, &str)> {
        self.questions
            .iter()
            .filter_map(|question| Some((question, question.controlled_by.as_deref()?)))
    }
}

impl Question {
    /// Sixteen hexadecimal digits that follow from what a statement is held
    /// against: what "yes" asserts, its other wordings and what contradicts
    /// it. The identifier and the text can change without a new coding.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut digest = Sha256::new();
        let mut part = |mark: u8, text: &str| {
            digest.update([mark]);
            digest.update(text.as_bytes());
            digest.update([0]);
        };
        part(b'y', &self.yes);
        self.also.iter().for_each(|text| part(b'a', text));
        self.counter.iter().for_each(|text| part(b'c', text));
        let digest = digest.finalize();
        digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl Arrangement {
    /// What it gives to a question; `None` where it leaves it open.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<bool> {
        self.answers
            .iter()
            .find(|settled| settled.question == question)
            .map(|settled| settled.yes)
    }
}

#[cfg(test)]
mod tests;
