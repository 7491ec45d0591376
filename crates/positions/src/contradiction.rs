//! Words that cannot both stand: of two speakers of a party, of two reports of
//! one utterance, of a statement and its denial.

use serde::Serialize;

use crate::Stance;
use crate::position::{Evidence, Position, Use};

/// What sort of contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clash {
    /// Two speakers of one party, neither of whom has spoken since.
    Speakers,
    /// One speaker on one day.
    Oneself,
    /// Two reports of one utterance.
    Reports,
    /// A statement and its denial.
    Denial,
}

impl Clash {
    /// The words for headings.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Speakers => "two speakers of one party",
            Self::Oneself => "one speaker on one day",
            Self::Reports => "two reports of one utterance",
            Self::Denial => "a statement and its denial",
        }
    }
}

/// Two statements that cannot both stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Contradiction {
    /// What sort.
    pub clash: Clash,
    /// The party's identifier.
    pub party: String,
    /// The question's identifier.
    pub question: String,
    /// One statement's identifier.
    pub one: String,
    /// The other's.
    pub other: String,
}

/// The contradictions within a position's evidence.
#[must_use]
pub fn contradictions(position: &Position) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut add = |clash, one: &Evidence, other: &Evidence| {
        found.push(Contradiction {
            clash,
            party: position.party.clone(),
            question: position.question.clone(),
            one: one.saying.statement.clone(),
            other: other.saying.statement.clone(),
        });
    };
    let evidence = &position.evidence;
    for (index, one) in evidence.iter().enumerate() {
        for other in &evidence[index + 1..] {
            if let Some(clash) = clash(one, other) {
                add(clash, one, other);
            }
        }
        if let Some(denied) = &one.saying.denies
            && let Some(other) = position.evidence_of(denied)
            && other.saying.statement != one.saying.statement
        {
            add(Clash::Denial, one, other);
        }
    }
    found.sort();
    found.dedup();
    found
}

fn clash(one: &Evidence, other: &Evidence) -> Option<Clash> {
    let (a, b) = (&one.saying, &other.saying);
    if !opposed(a.stance, b.stance) {
        return None;
    }
    let same_voice = a.voice.id == b.voice.id;
    let same_utterance = a.utterance.is_some() && a.utterance == b.utterance;
    let counts = |e: &Evidence| matches!(e.role, Use::Current | Use::Earlier | Use::Repeats);
    if !counts(one) || !counts(other) {
        return None;
    }
    if same_voice && same_utterance {
        return Some(Clash::Reports);
    }
    if same_voice {
        let one_day = a.days.day().is_some() && a.days.day() == b.days.day();
        return (one_day && a.days.earlier == b.days.earlier && !a.days.of_report)
            .then_some(Clash::Oneself);
    }
    // An old word against a new one of somebody else is a shift.
    let current = |e: &Evidence| e.role == Use::Current && e.recency >= 0.5;
    (current(one) && current(other)).then_some(Clash::Speakers)
}

fn opposed(a: Stance, b: Stance) -> bool {
    let side = |stance| match stance {
        Stance::Support | Stance::Conditional => Some(true),
        Stance::Oppose => Some(false),
        _ => None,
    };
    matches!((side(a), side(b)), (Some(a), Some(b)) if a != b)
}
