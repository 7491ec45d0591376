//! What changed: shifts, reversals, first statements, and the changes that
//! reports themselves tell of.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Stance;
use crate::position::{Evidence, Position, Stand, Use};
use crate::saying::{Days, Told};

/// How a stand changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Said for the first time.
    First,
    /// From yes to no or the other way round.
    Reversal,
    /// From conditional or non-committal to a plain yes or no.
    Hardening,
    /// From a plain yes or no, or from a conditional yes, to less.
    Softening,
    /// Its speakers began to disagree.
    Division,
    /// Its speakers agree again.
    Closing,
}

impl ChangeKind {
    /// The word for headings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first statement",
            Self::Reversal => "reversal",
            Self::Hardening => "hardening",
            Self::Softening => "softening",
            Self::Division => "division",
            Self::Closing => "closing of ranks",
        }
    }

    /// What a step from one stand to another is.
    #[must_use]
    pub fn of(from: Option<Stand>, to: Stand) -> Self {
        use Stand::{Conditional, Divided, No, NonCommittal, Unstated, Yes};
        match (from, to) {
            (None | Some(Unstated), _) => Self::First,
            (_, Divided) => Self::Division,
            (Some(Divided), _) => Self::Closing,
            (Some(Yes | Conditional), No) | (Some(No), Yes | Conditional) => Self::Reversal,
            (Some(NonCommittal), _) | (Some(Conditional), Yes) => Self::Hardening,
            _ => Self::Softening,
        }
    }
}

/// A change of a party's stand on a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The party's identifier.
    pub party: String,
    /// The question's identifier.
    pub question: String,
    /// What it is.
    pub kind: ChangeKind,
    /// Where the party stood; `None` for a first statement.
    pub from: Option<Stand>,
    /// Where it stands after.
    pub to: Stand,
    /// The day it is known from.
    pub day: Option<String>,
    /// The statement that shows where it stood.
    pub before: Option<String>,
    /// The statement that shows where it stands after.
    pub after: String,
    /// Set where the words of one report tell the change themselves.
    pub told: Option<Told>,
    /// The name of the speaker whose own word turned, where the party as a
    /// whole did not turn with it.
    pub speaker: Option<String>,
}

/// The changes of a position, oldest first.
#[must_use]
pub fn changes(position: &Position) -> Vec<Change> {
    let mut found = Vec::new();
    let mut before = None;
    for spell in &position.spells {
        found.push(Change {
            party: position.party.clone(),
            question: position.question.clone(),
            kind: ChangeKind::of(before.as_ref().map(|(stand, _)| *stand), spell.stand),
            from: before.as_ref().map(|(stand, _)| *stand),
            to: spell.stand,
            day: spell.from.clone(),
            before: before.take().map(|(_, best)| best),
            after: spell.by.clone(),
            told: None,
            speaker: None,
        });
        before = Some((spell.stand, spell.best.clone()));
    }
    for change in turnabouts(position) {
        let known = found
            .iter()
            .any(|other| other.after == change.after && other.kind == ChangeKind::Reversal);
        if !known {
            found.push(change);
        }
    }
    let told = position.evidence.iter().filter_map(|e| told(position, e));
    for change in told {
        let known = found
            .iter()
            .any(|other| other.after == change.after && other.kind != ChangeKind::First);
        if !known {
            found.push(change);
        }
    }
    found.sort_by(|a, b| a.day.cmp(&b.day));
    found
}

/// Where one speaker went from yes or conditional to no, or back, whatever
/// the party's other speakers said meanwhile. What a speaker says on one day
/// is heard together, and an evasion between two words takes neither back.
fn turnabouts(position: &Position) -> Vec<Change> {
    let mut words: BTreeMap<&str, BTreeMap<_, &Evidence>> = BTreeMap::new();
    for evidence in &position.evidence {
        let saying = &evidence.saying;
        let own = matches!(evidence.role, Use::Current | Use::Earlier);
        let dated = saying.days.day().is_some();
        if own && dated && side(saying.stance).is_some() {
            let moment = moment(&saying.days);
            words
                .entry(&saying.voice.id)
                .or_default()
                .entry(moment)
                .and_modify(|known| {
                    if heard_before(known, evidence) {
                        *known = evidence;
                    }
                })
                .or_insert(evidence);
        }
    }
    let steps = words.values().flat_map(|moments| {
        let moments: Vec<&Evidence> = moments.values().copied().collect();
        let steps: Vec<_> = moments.windows(2).map(|w| (w[0], w[1])).collect();
        steps
    });
    steps
        .filter_map(|(before, after)| {
            let (from, to) = (side(before.saying.stance)?, side(after.saying.stance)?);
            let kind = ChangeKind::of(Some(from), to);
            (kind == ChangeKind::Reversal).then(|| Change {
                party: position.party.clone(),
                question: position.question.clone(),
                kind,
                from: Some(from),
                to,
                day: after.saying.days.day().map(str::to_owned),
                before: Some(before.saying.statement.clone()),
                after: after.saying.statement.clone(),
                told: None,
                speaker: Some(after.saying.voice.name.clone()),
            })
        })
        .collect()
}

/// A day, and whether what was said is told as later than what is told around it.
fn moment(days: &Days) -> (Option<&str>, bool) {
    (days.day(), !days.earlier)
}

/// Whether of two words of one moment the second counts before the first.
fn heard_before(known: &Evidence, other: &Evidence) -> bool {
    let rank = |evidence: &Evidence| (evidence.saying.coder.is_person(), evidence.weight);
    let (known, other) = (rank(known), rank(other));
    (other.0 && !known.0) || (other.0 == known.0 && other.1 > known.1)
}

/// The stand of one word that takes a side.
fn side(stance: Stance) -> Option<Stand> {
    match stance {
        Stance::Support => Some(Stand::Yes),
        Stance::Oppose => Some(Stand::No),
        Stance::Conditional => Some(Stand::Conditional),
        _ => None,
    }
}

/// A change that the words of one statement tell.
fn told(position: &Position, evidence: &Evidence) -> Option<Change> {
    let saying = &evidence.saying;
    let own = matches!(evidence.role, Use::Current | Use::Earlier);
    let told = saying.told.filter(|_| own)?;
    let stand = side(saying.stance).unwrap_or(Stand::NonCommittal);
    let (from, to) = match told {
        // What was given up was a yes, unless the words came out as one.
        Told::GaveUp if stand == Stand::Yes => (Stand::No, Stand::Yes),
        Told::GaveUp | Told::GaveWay => (Stand::Yes, stand),
        Told::CameRound => (Stand::No, stand),
        Told::Now => return None,
    };
    // A person may have judged that nothing changed.
    if from == to {
        return None;
    }
    Some(Change {
        party: position.party.clone(),
        question: position.question.clone(),
        kind: ChangeKind::of(Some(from), to),
        from: Some(from),
        to,
        day: saying.days.day().map(str::to_owned),
        before: None,
        after: saying.statement.clone(),
        told: Some(told),
        speaker: None,
    })
}

#[cfg(test)]
mod tests {
    use super::ChangeKind;
    use crate::position::Stand::{Conditional, Divided, No, NonCommittal, Yes};

    #[test]
    fn steps_have_names() {
        for (from, to, kind) in [
            (Yes, No, ChangeKind::Reversal),
            (No, Conditional, ChangeKind::Reversal),
            (Conditional, Yes, ChangeKind::Hardening),
            (NonCommittal, No, ChangeKind::Hardening),
            (Yes, Conditional, ChangeKind::Softening),
            (No, NonCommittal, ChangeKind::Softening),
            (Yes, Divided, ChangeKind::Division),
            (Divided, No, ChangeKind::Closing),
        ] {
            assert_eq!(ChangeKind::of(Some(from), to), kind, "{from:?} {to:?}");
        }
        assert_eq!(ChangeKind::of(None, Yes), ChangeKind::First);
    }
}
