//! A statement held against a question, for one who has a part in it.

use demarche_statements::{Grade, Part};
use serde::{Deserialize, Serialize};

use crate::Stance;
use crate::voice::{Rank, Voice};

/// From here on a machine's coding carries a position.
pub const SURE_ENOUGH: f64 = 0.6;

/// From here on it carries a thin one where a party has nothing that is
/// [`SURE_ENOUGH`]. Below, it is shown and offered for correction.
pub const DOUBTFUL: f64 = 0.5;

/// Who judged it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Coder {
    /// A version of the machine.
    Machine(String),
    /// A person, by name.
    Person(String),
}

impl Coder {
    /// Whether a person judged it.
    #[must_use]
    pub fn is_person(&self) -> bool {
        matches!(self, Self::Person(_))
    }
}

/// When something was said, as days from and to, ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize)]
pub struct Days {
    /// The first day it may have been.
    pub from: Option<String>,
    /// The last day it may have been.
    pub to: Option<String>,
    /// Told as lying before what is told around it ("had previously refused").
    pub earlier: bool,
    /// Whether this is only the day of the report: said then or before.
    pub of_report: bool,
}

impl Days {
    /// The day to sort by: the last that it may have been.
    #[must_use]
    pub fn day(&self) -> Option<&str> {
        self.to.as_deref().or(self.from.as_deref())
    }

    /// What comes first in time: unknown days, then days; on one day what is
    /// told as earlier.
    pub(crate) fn order(&self) -> (Option<&str>, bool, Option<&str>) {
        (self.day(), !self.earlier, self.from.as_deref())
    }
}

/// Where the words stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The report's identifier.
    pub report: String,
    /// The file's base name.
    pub file: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication.
    pub date: Option<String>,
    /// The address.
    pub url: Option<String>,
}

/// What the words themselves tell of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// A demand or position was given up ("abandoned the requirement").
    GaveUp,
    /// It was held until then, and pressure had its effect ("favoured it, but
    /// compromised").
    GaveWay,
    /// It was resisted until then, and pressure had its effect ("opposed it, but
    /// relented").
    CameRound,
    /// It is new ("for the first time", "now willing").
    Now,
}

/// A statement held against a question, for one who has a part in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Saying {
    /// The statement's identifier.
    pub statement: String,
    /// The act of speaking that this and other statements carry, where it is
    /// known to be one.
    pub utterance: Option<String>,
    /// The statement in whose content it stands, where it stands in one.
    pub within: Option<String>,
    /// The question's identifier.
    pub question: String,
    /// Who.
    pub voice: Voice,
    /// How far they bind the party that it is weighed for.
    pub rank: Rank,
    /// The part they have in it; the stance is theirs, not the speaker's.
    pub part: Part,
    /// What it says to the question.
    pub stance: Stance,
    /// The conditions, in the words of the report.
    pub conditions: Vec<String>,
    /// How sure the stance is, 0 to 1; 1 for a person's.
    pub confidence: f64,
    /// How sure it is that these are the speaker and the words, 0 to 1.
    pub extraction: f64,
    /// Why, in words a person can follow.
    pub reason: String,
    /// Who judged it.
    pub coder: Coder,
    /// When it was said.
    pub days: Days,
    /// How near the reader is to the speaker.
    pub grade: Option<Grade>,
    /// Who passed it on, outermost first.
    pub via: Vec<String>,
    /// Where it stands.
    pub place: Place,
    /// The sentence or sentences it stands in, as the report has them.
    pub sentence: String,
    /// What the sentence tells of a change.
    pub told: Option<Told>,
    /// The statement whose content this one denies.
    pub denies: Option<String>,
    /// The statement that this one takes up, where its words refer to one.
    pub answers: Option<String>,
    /// Who is spoken to.
    pub to: Vec<Voice>,
}

impl Saying {
    /// How much it counts, before its age: grade × rank × confidence ×
    /// extraction. `docs/positions.md` has the table.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.factors().iter().product()
    }

    /// Grade, rank, confidence, extraction, as they are multiplied.
    #[must_use]
    pub fn factors(&self) -> [f64; 4] {
        // A person who codes a statement has read it, so it stands.
        let extraction = if self.coder.is_person() {
            1.0
        } else {
            self.extraction
        };
        [
            grade_factor(self.grade),
            rank_factor(self.rank),
            self.confidence,
            extraction,
        ]
    }

    /// The act of speaking that it belongs to: the utterance where one is
    /// known, and otherwise the statement by itself.
    #[must_use]
    pub fn act(&self) -> &str {
        self.utterance.as_deref().unwrap_or(&self.statement)
    }

    /// Whether it was known on a day: where its report says when it was
    /// published, by that; otherwise by the day on which it was said.
    #[must_use]
    pub fn known_on(&self, day: &str) -> bool {
        let published = self.place.date.as_deref().map(day_of);
        published
            .or(self.days.day())
            .is_some_and(|known| known <= day)
    }

    /// Whether it carries a position beside others.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.counts_from(SURE_ENOUGH)
    }

    /// Whether it can carry a position where so much confidence suffices.
    pub(crate) fn counts_from(&self, least: f64) -> bool {
        let substantive = matches!(
            self.stance,
            Stance::Support | Stance::Oppose | Stance::Conditional | Stance::NonCommittal
        );
        substantive && (self.coder.is_person() || self.confidence >= least)
    }
}

/// The day of a date that may have a time.
pub(crate) fn day_of(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}

/// How much each step between speaker and reader leaves.
#[must_use]
pub fn grade_factor(grade: Option<Grade>) -> f64 {
    match grade {
        Some(Grade::FirstHand) => 1.0,
        Some(Grade::Relayed) => 0.8,
        Some(Grade::SecondHand) | None => 0.5,
        Some(Grade::Unnamed) => 0.3,
    }
}

/// How much each rank counts.
#[must_use]
pub fn rank_factor(rank: Rank) -> f64 {
    match rank {
        Rank::Binds => 1.0,
        Rank::Speaks => 0.8,
        Rank::Belongs => 0.5,
    }
}

/// A stance as it looks to one who is against the speaker: support and
/// opposition change places; all else says nothing about them.
#[must_use]
pub fn turned(stance: Stance) -> Stance {
    match stance {
        Stance::Support => Stance::Oppose,
        Stance::Oppose => Stance::Support,
        Stance::Unrelated => Stance::Unrelated,
        _ => Stance::Reports,
    }
}
