//! Words that cannot both stand: of two speakers of a party, of two reports of
//! one utterance, of a statement and its denial.

use std::collections::{BTreeMap, BTreeSet};

use demarche_statements::Part;
use serde::Serialize;

use crate::Stance;
use crate::change::ChangeKind;
use crate::dispute::folded;
use crate::position::{Evidence, Position, Use};
use crate::saying::Saying;

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
    /// One speaker on one day, in two outlets: either they spoke twice, or one
    /// of the two has it wrong.
    Outlets,
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
            Self::Outlets => "one speaker on one day, as two outlets tell it",
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
            match clash(one, other) {
                Some(Clash::Speakers) if turned_between(position, one, other) => {}
                Some(clash) => add(clash, one, other),
                None => {}
            }
        }
        if let Some(denied) = &one.saying.denies
            && let Some(other) = position.evidence_of(denied)
            && other.saying.statement != one.saying.statement
            && other.saying.sentence != one.saying.sentence
        {
            add(Clash::Denial, one, other);
        }
    }
    // A denial tells more of a pair than that its speakers disagree.
    let pair = |c: &Contradiction| {
        let (one, other) = (c.one.clone(), c.other.clone());
        (one.clone().min(other.clone()), one.max(other))
    };
    let denied: BTreeSet<_> = found
        .iter()
        .filter(|c| c.clash == Clash::Denial)
        .map(pair)
        .collect();
    found.retain(|c| c.clash == Clash::Denial || !denied.contains(&pair(c)));
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
    // What is heard with what it stands in contradicts nobody by itself.
    let counts = |e: &Evidence| match e.role {
        Use::Current | Use::Earlier => true,
        Use::Repeats => e.saying.within.is_none() && e.saying.part != Part::SpokenFor,
        Use::Unsure | Use::NoPosition => false,
    };
    if !counts(one) || !counts(other) {
        return None;
    }
    if same_voice && same_utterance {
        return Some(Clash::Reports);
    }
    if same_voice {
        let one_day = a.days.day().is_some() && a.days.day() == b.days.day();
        let told_as_one = one_day && a.days.earlier == b.days.earlier;
        if told_as_one
            && a.place.report != b.place.report
            && much_the_same(&a.sentence, &b.sentence)
        {
            return Some(Clash::Reports);
        }
        let clash = if publisher(a) == publisher(b) {
            Clash::Oneself
        } else {
            Clash::Outlets
        };
        return (told_as_one && !a.days.of_report).then_some(clash);
    }
    // An old word against a new one of somebody else is a shift.
    let current = |e: &Evidence| e.role == Use::Current && e.recency >= 0.5;
    (current(one) && current(other)).then_some(Clash::Speakers)
}

/// Who published it; without a name, the report.
fn publisher(saying: &Saying) -> &str {
    let place = &saying.place;
    place.outlet.as_deref().unwrap_or(&place.report)
}

/// Whether the party went from one side to the other between two words: the
/// older is then what it held before.
fn turned_between(position: &Position, one: &Evidence, other: &Evidence) -> bool {
    let [.., before, now] = position.spells.as_slice() else {
        return false;
    };
    let turn = ChangeKind::of(Some(before.stand), now.stand) == ChangeKind::Reversal;
    let day = |e: &Evidence| e.saying.days.day().map(str::to_owned);
    let (first, last) = (day(one).min(day(other)), day(one).max(day(other)));
    turn && now.from.is_some() && first < now.from && last >= now.from
}

/// Statements that a party denies and another voice made: a paper's claim, an
/// allegation. With each contradiction come the evidence that denies and what is
/// denied. A denial of the party's own words is among [`contradictions`]; that
/// one party rejects what another wants is where they stand, and no contradiction.
#[must_use]
pub fn denials<'c>(
    positions: &'c [Position],
    others: &'c [Saying],
) -> Vec<(Contradiction, &'c Evidence, &'c Saying)> {
    let evidence = || {
        let of = |position: &'c Position| position.evidence.iter().map(move |e| (position, e));
        positions.iter().flat_map(of)
    };
    let mut said: BTreeMap<(&str, &str), &Saying> = BTreeMap::new();
    let wants = |e: &Evidence| matches!(e.role, Use::Current | Use::Earlier | Use::Repeats);
    let told = evidence().filter(|(_, e)| !wants(e));
    for saying in told.map(|(_, e)| &e.saying).chain(others) {
        said.entry((&saying.question, &saying.statement))
            .or_insert(saying);
    }
    let mut found: Vec<_> = evidence()
        .filter_map(|(position, one)| {
            let denied = one.saying.denies.as_deref()?;
            let other = *said.get(&(position.question.as_str(), denied))?;
            let new = position.evidence_of(denied).is_none() && one.role != Use::Unsure;
            let contradiction = Contradiction {
                clash: Clash::Denial,
                party: position.party.clone(),
                question: position.question.clone(),
                one: one.saying.statement.clone(),
                other: denied.to_owned(),
            };
            new.then_some((contradiction, one, other))
        })
        .collect();
    found.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    found.dedup_by(|(a, ..), (b, ..)| a == b);
    found
}

/// Whether two reports have most of their words in common: they tell of one
/// act of speaking, whatever else they make of it.
fn much_the_same(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let folded = folded(text);
        folded.split(' ').map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    // Of all words of both, three in five.
    5 * common >= 3 * (one.len() + other.len() - common)
}

fn opposed(a: Stance, b: Stance) -> bool {
    let side = |stance| match stance {
        Stance::Support | Stance::Conditional => Some(true),
        Stance::Oppose => Some(false),
        _ => None,
    };
    matches!((side(a), side(b)), (Some(a), Some(b)) if a != b)
}
