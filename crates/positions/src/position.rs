//! Where a party stands on a question: the stand, since when, how firmly, and
//! all that it rests on.

use serde::Serialize;

use crate::saying::Saying;

/// Where a party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// Holds the proposition.
    Yes,
    /// Holds the contrary.
    No,
    /// Holds it if conditions are met.
    Conditional,
    /// Was asked or spoke of it, and does not commit.
    NonCommittal,
    /// Its speakers disagree.
    Divided,
    /// Nothing is known.
    Unstated,
}

impl Stand {
    /// The word for tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Conditional => "conditional",
            Self::NonCommittal => "non-committal",
            Self::Divided => "divided",
            Self::Unstated => "unstated",
        }
    }
}

/// What a piece of evidence does for the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// A speaker's latest word: counts.
    Current,
    /// An earlier word of a speaker who has spoken since.
    Earlier,
    /// Another report of an utterance that counts already.
    Repeats,
    /// Judged with too little confidence to count.
    Unsure,
    /// A question, a request, or somebody else's stance.
    NoPosition,
}

/// One statement behind a position.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The statement, as held against the question.
    pub saying: Saying,
    /// Its weight before its age: grade × rank × confidence × extraction.
    pub weight: f64,
    /// What its age leaves of it: 1, ½, ¼ …
    pub recency: f64,
    /// What it does for the position.
    pub role: Use,
    /// The identifier of the statement whose utterance this repeats.
    pub repeats: Option<String>,
}

impl Evidence {
    /// What it counts: weight × recency.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.weight * self.recency
    }
}

/// How firmly a stand is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Firmness {
    /// Strength below 0.5: one doubtful or distant source.
    Thin,
    /// Said, and no more.
    Stated,
    /// Strength of 1.5 and more: said more than once by those who bind.
    Firm,
}

impl Firmness {
    /// Of a strength: the summed scores of the utterances that support a stand.
    #[must_use]
    pub fn of(strength: f64) -> Self {
        if strength >= 1.5 {
            Self::Firm
        } else if strength >= 0.5 {
            Self::Stated
        } else {
            Self::Thin
        }
    }

    /// The word for tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Thin => "thin",
            Self::Stated => "stated",
            Self::Firm => "firm",
        }
    }
}

/// What stands behind a position, counted.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Basis {
    /// Utterances that support it, each once.
    pub utterances: usize,
    /// How many people or bodies uttered them.
    pub voices: usize,
    /// How many outlets carry them.
    pub outlets: usize,
    /// How many of the utterances the reader has at first hand.
    pub first_hand: usize,
    /// How many through one named outlet or paper.
    pub relayed: usize,
    /// How many through more, or without a name.
    pub farther: usize,
}

/// The summed scores of the speakers' latest words, by stance.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Totals {
    /// For the proposition.
    pub yes: f64,
    /// Against it.
    pub no: f64,
    /// For it, on conditions.
    pub conditional: f64,
    /// Not committed.
    pub non_committal: f64,
}

impl Totals {
    /// The stand that follows. `docs/positions.md` gives the rules in words.
    #[must_use]
    pub fn stand(&self) -> Stand {
        let affirm = self.yes + self.conditional;
        let sides = affirm + self.no;
        if sides + self.non_committal <= 0.0 {
            Stand::Unstated
        } else if self.non_committal > sides {
            Stand::NonCommittal
        } else if 3.0 * affirm.min(self.no) >= sides {
            Stand::Divided
        } else if self.no > affirm {
            Stand::No
        } else if 3.0 * self.conditional >= affirm {
            Stand::Conditional
        } else {
            Stand::Yes
        }
    }

    /// The share of the summed scores that speaks for a stand.
    #[must_use]
    pub fn share(&self, stand: Stand) -> f64 {
        let all = self.yes + self.no + self.conditional + self.non_committal;
        let part = match stand {
            Stand::Yes | Stand::Conditional => self.yes + self.conditional,
            Stand::No => self.no,
            Stand::NonCommittal => self.non_committal,
            Stand::Divided => self.yes + self.conditional + self.no,
            Stand::Unstated => 0.0,
        };
        if all > 0.0 { part / all } else { 0.0 }
    }
}

/// One stretch of time in which a party stood in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spell {
    /// Where it stood.
    pub stand: Stand,
    /// Since when; `None` where no day is known.
    pub from: Option<String>,
    /// The statement that brought it there.
    pub by: String,
    /// The weightiest statement for it when the stretch ended, or at the end.
    pub best: String,
}

/// Where a party stands on a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Position {
    /// The party's identifier.
    pub party: String,
    /// The question's identifier.
    pub question: String,
    /// Where it stands.
    pub stand: Stand,
    /// The day since when; `None` where no day is known or nothing is stated.
    pub since: Option<String>,
    /// How firmly; `None` where nothing is stated.
    pub firmness: Option<Firmness>,
    /// The summed scores of the utterances that support the stand.
    pub strength: f64,
    /// The speakers' latest words, summed.
    pub totals: Totals,
    /// What it rests on, counted.
    pub basis: Basis,
    /// The conditions of a conditional position, each once.
    pub conditions: Vec<String>,
    /// Who holds which side, where divided: names of those for and against.
    pub sides: Option<(Vec<String>, Vec<String>)>,
    /// All that was said, what counts most first.
    pub evidence: Vec<Evidence>,
    /// Where it stood over time, oldest first.
    pub spells: Vec<Spell>,
}

impl Position {
    /// A position of which nothing is known.
    #[must_use]
    pub fn unstated(party: &str, question: &str) -> Self {
        Self {
            party: party.into(),
            question: question.into(),
            stand: Stand::Unstated,
            since: None,
            firmness: None,
            strength: 0.0,
            totals: Totals::default(),
            basis: Basis::default(),
            conditions: Vec::new(),
            sides: None,
            evidence: Vec::new(),
            spells: Vec::new(),
        }
    }

    /// The evidence of a statement.
    #[must_use]
    pub fn evidence_of(&self, statement: &str) -> Option<&Evidence> {
        self.evidence
            .iter()
            .find(|evidence| evidence.saying.statement == statement)
    }

    /// The act of speaking that a piece of its evidence belongs to: that of what
    /// it repeats, or else its own.
    #[must_use]
    pub fn act_of<'e>(&'e self, evidence: &'e Evidence) -> &'e str {
        evidence
            .repeats
            .as_deref()
            .and_then(|repeated| self.evidence_of(repeated))
            .unwrap_or(evidence)
            .saying
            .act()
    }

    /// The weightiest words that count.
    #[must_use]
    pub fn best(&self) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| {
            evidence.role == Use::Current && supports(&evidence.saying, self.stand)
        })
    }
}

/// Whether a saying speaks for a stand.
#[must_use]
pub fn supports(saying: &Saying, stand: Stand) -> bool {
    use crate::Stance as S;
    match stand {
        Stand::Yes => matches!(saying.stance, S::Support),
        Stand::Conditional => matches!(saying.stance, S::Support | S::Conditional),
        Stand::No => saying.stance == S::Oppose,
        Stand::NonCommittal => saying.stance == S::NonCommittal,
        Stand::Divided => matches!(saying.stance, S::Support | S::Conditional | S::Oppose),
        Stand::Unstated => false,
    }
}
