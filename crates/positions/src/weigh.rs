//! Weighs what a party's voices said on a question into a position.
//!
//! The rules stand in `docs/positions.md`, in words and with worked examples
//! that the tests recompute.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use demarche_statements::{Grade, Part};
use jiff::civil::Date;

use crate::Stance;
use crate::position::{Basis, Evidence, Firmness, Position, Spell, Stand, Totals, Use, supports};
use crate::saying::{DOUBTFUL, SURE_ENOUGH, Saying};
use crate::voice::{Rank, Voice};

/// A word of one speaker counts half for each of these that another speaker of
/// the party spoke later, in days.
pub const HALF_LIFE: i32 = 30;

/// What a party said on one question, as a position.
///
/// `sayings` may come in any order. `day` leaves out what was not known then
/// (see [`Saying::known_on`]).
#[must_use]
pub fn position(party: &str, question: &str, sayings: &[Saying], day: Option<&str>) -> Position {
    let mut sayings: Vec<&Saying> = sayings
        .iter()
        .filter(|saying| day.is_none_or(|day| saying.known_on(day)))
        .collect();
    sayings.sort_by(|a, b| {
        a.statement
            .cmp(&b.statement)
            .then_with(|| a.voice.cmp(&b.voice))
    });
    sayings.dedup_by(|a, b| a.statement == b.statement && a.voice.id == b.voice.id);
    // Doubtful words carry a position only where there are no surer ones.
    let doubtful = !sayings.iter().any(|saying| saying.counts());
    let least = if doubtful { DOUBTFUL } else { SURE_ENOUGH };
    let utterances = utterances(&sayings, least);
    let mut spells = Vec::new();
    let mut now = State::default();
    for (index, utterance) in utterances.iter().enumerate() {
        now.hear(index, utterance);
        // What was said on one day is heard together.
        let next = utterances.get(index + 1);
        if next.is_some_and(|next| next.same_moment(utterance)) {
            continue;
        }
        now.settle(&mut spells);
    }
    let stand = spells.last().map_or(Stand::Unstated, |spell| spell.stand);
    let mut evidence: Vec<Evidence> = Vec::new();
    for (index, utterance) in utterances.iter().enumerate() {
        evidence
            .extend(utterance.evidence(now.is_latest(index, utterance), now.recency(utterance)));
    }
    let idle_ones = sayings.iter().filter(|saying| !saying.counts_from(least));
    evidence.extend(idle_ones.map(|saying| idle(saying)));
    evidence.sort_by(heavier);
    let mut found = Position {
        stand,
        since: spells.last().and_then(|spell| spell.from.clone()),
        totals: now.totals(),
        spells,
        ..Position::unstated(party, question)
    };
    found.rest_on(evidence);
    if doubtful {
        found.firmness = found.firmness.map(|_| Firmness::Thin);
    }
    found
}

impl Position {
    /// Fills in what follows from the evidence.
    fn rest_on(&mut self, evidence: Vec<Evidence>) {
        let stand = self.stand;
        let mut voices = BTreeSet::new();
        let mut outlets = BTreeSet::new();
        let mut acts = BTreeSet::new();
        let mut sides = (Vec::new(), Vec::new());
        let mut conditions: Vec<String> = Vec::new();
        let mut basis = Basis::default();
        for item in &evidence {
            let saying = &item.saying;
            if !supports(saying, stand) || matches!(item.role, Use::Unsure | Use::NoPosition) {
                continue;
            }
            let place = &saying.place;
            outlets.insert(place.outlet.as_deref().unwrap_or(&place.file));
            if item.role == Use::Repeats {
                continue;
            }
            self.strength += item.score();
            voices.insert(&saying.voice.id);
            // What two say together is one act of speaking, by two.
            if acts.insert(saying.act()) {
                match saying.grade {
                    Some(Grade::FirstHand) => basis.first_hand += 1,
                    Some(Grade::Relayed) => basis.relayed += 1,
                    _ => basis.farther += 1,
                }
            }
            if item.role == Use::Current && item.recency > 0.0 {
                for condition in &saying.conditions {
                    if stand == Stand::Conditional && !conditions.contains(condition) {
                        conditions.push(condition.clone());
                    }
                }
                let side = if saying.stance == Stance::Oppose {
                    &mut sides.1
                } else {
                    &mut sides.0
                };
                if !side.contains(&saying.voice.name) {
                    side.push(saying.voice.name.clone());
                }
            }
        }
        basis.utterances = acts.len();
        basis.voices = voices.len();
        basis.outlets = outlets.len();
        self.basis = basis;
        self.conditions = conditions;
        self.sides = (stand == Stand::Divided).then_some(sides);
        self.firmness = (stand != Stand::Unstated).then(|| Firmness::of(self.strength));
        self.evidence = evidence;
    }
}

/// One act of speaking by one voice, in all the reports that carry it; the one
/// that counts comes first.
struct Utterance<'s> {
    /// Whose act it is; what stands in the content may be by another.
    voice: &'s Voice,
    carried: Vec<Word<'s>>,
}

/// A saying with what is asked of it again and again.
#[derive(Clone, Copy)]
struct Word<'s> {
    saying: &'s Saying,
    weight: f64,
    day: Option<Date>,
}

impl<'s> Word<'s> {
    fn of(saying: &'s Saying) -> Self {
        Self {
            saying,
            weight: saying.weight(),
            day: saying.days.day().and_then(|day| day.parse().ok()),
        }
    }
}

impl<'s> Utterance<'s> {
    fn best(&self) -> Word<'s> {
        self.carried[0]
    }

    fn same_moment(&self, other: &Self) -> bool {
        let (a, b) = (&self.best().saying.days, &other.best().saying.days);
        a.day() == b.day() && a.earlier == b.earlier
    }

    fn evidence(&self, latest: bool, recency: f64) -> impl Iterator<Item = Evidence> + '_ {
        self.carried.iter().enumerate().map(move |(index, word)| {
            let role = match (index, latest) {
                (0, true) => Use::Current,
                (0, false) => Use::Earlier,
                _ => Use::Repeats,
            };
            Evidence {
                saying: word.saying.clone(),
                weight: word.weight,
                recency,
                role,
                repeats: (index > 0).then(|| self.best().saying.statement.clone()),
            }
        })
    }
}

/// Whether somebody does not commit, and no report tells that they gave something up.
fn is_evasion(saying: &Saying) -> bool {
    saying.stance == Stance::NonCommittal && saying.told.is_none()
}

/// Whether one of two may have been said no later than the other, since only a
/// stretch of days is known of it.
fn may_precede(saying: &Saying, other: &Saying) -> bool {
    let from = saying.days.from.as_deref();
    from < saying.days.to.as_deref() && from.is_some() && from <= other.days.day()
}

/// A person's coding before a machine's, then a word with substance before an
/// evasion, then the heavier one, then whatever is the same every time.
fn better(a: &Word<'_>, b: &Word<'_>) -> Ordering {
    let evades = |word: &Word<'_>| word.saying.stance == Stance::NonCommittal;
    let person = |word: &Word<'_>| word.saying.coder.is_person();
    person(b)
        .cmp(&person(a))
        .then_with(|| evades(a).cmp(&evades(b)))
        .then_with(|| b.weight.total_cmp(&a.weight))
        .then_with(|| a.saying.statement.cmp(&b.saying.statement))
}

/// What counts, by the statement that says it.
type Said<'s> = BTreeMap<&'s str, Vec<&'s Saying>>;

/// The saying that another of the same party is heard with: what stands in a
/// content with what it stands in, and who is spoken for with who speaks.
fn heard_with<'s>(saying: &'s Saying, said: &Said<'s>) -> &'s Saying {
    let mut lead = saying;
    // No deeper than there are statements, whatever stands within what.
    for _ in 0..said.len() {
        let outer = lead.within.as_deref().and_then(|outer| said.get(outer));
        // Who speaks comes before who sides with them.
        match outer.and_then(|all| all.iter().min_by_key(|other| (other.part, &other.voice))) {
            Some(outer) => lead = outer,
            None => break,
        }
    }
    let speaks = |all: &Vec<&'s Saying>| {
        let mut speaking = all.iter().filter(|other| other.part == Part::Speaks);
        speaking.next().copied()
    };
    match lead.part {
        Part::SpokenFor => said
            .get(lead.statement.as_str())
            .and_then(speaks)
            .unwrap_or(lead),
        _ => lead,
    }
}

/// What counts from so much confidence on, gathered by act of speaking, in the
/// order of time.
fn utterances<'s>(sayings: &[&'s Saying], least: f64) -> Vec<Utterance<'s>> {
    let counted = || {
        let all = sayings.iter().copied();
        all.filter(|saying| saying.counts_from(least))
    };
    let mut said = Said::new();
    for saying in counted() {
        said.entry(&saying.statement).or_default().push(saying);
    }
    let mut groups: BTreeMap<(&str, &str), (&'s Voice, Vec<Word<'s>>)> = BTreeMap::new();
    // A sentence that another report has word for word was copied: its words are
    // one utterance, even where they are too few to know one by.
    let mut copied: BTreeMap<_, (&str, &str)> = BTreeMap::new();
    for saying in counted() {
        let lead = heard_with(saying, &said);
        let words = (lead.voice.id.as_str(), lead.sentence.as_str(), lead.stance);
        let own = (lead.place.report.as_str(), lead.act());
        let &mut (report, first) = copied.entry(words).or_insert(own);
        let act = if report == own.0 || lead.sentence.is_empty() {
            own.1
        } else {
            first
        };
        let (_, carried) = groups
            .entry((&lead.voice.id, act))
            .or_insert_with(|| (&lead.voice, Vec::new()));
        carried.push(Word::of(saying));
    }
    let mut all: Vec<Utterance<'s>> = groups
        .into_values()
        .map(|(voice, mut carried)| {
            carried.sort_by(better);
            Utterance { voice, carried }
        })
        .collect();
    // Where one moment has several words of a voice, the best is heard last.
    all.sort_by(|a, b| {
        let (a, b) = (a.best(), b.best());
        let days = |word: Word<'s>| &word.saying.days;
        days(a)
            .order()
            .0
            .cmp(&days(b).order().0)
            .then_with(|| (!days(a).earlier).cmp(&!days(b).earlier))
            .then_with(|| better(&b, &a))
    });
    all
}

/// A voice's latest utterance.
struct Latest<'s> {
    index: usize,
    voice: &'s Voice,
    word: Word<'s>,
}

/// Whether a later word takes an earlier one's place though another voice spoke
/// it: a state's by its name and its government's by whoever speaks for it are
/// words of one. Two who speak for it are two; an evasion, and what is only told
/// by others, leaves another's word standing.
fn speaks_in_place_of(later: &Utterance<'_>, earlier: &Latest<'_>) -> bool {
    let sent = |word: Word<'_>| word.saying.rank > Rank::Belongs;
    let (new, old) = (later.voice, earlier.voice);
    let word = later.best().saying;
    let heard = matches!(word.grade, Some(Grade::FirstHand | Grade::Relayed));
    let after = earlier.word.saying.days.day() < word.days.day();
    let one =
        (new.is_side_of(old) && sent(earlier.word)) || (old.is_side_of(new) && sent(later.best()));
    heard && after && !word.days.earlier && word.stance != Stance::NonCommittal && one
}

/// What has been heard up to a moment.
#[derive(Default)]
struct State<'s> {
    /// Each voice's latest utterance, by voice.
    latest: BTreeMap<&'s str, Latest<'s>>,
    /// The last day on which anything was said.
    day: Option<&'s str>,
    date: Option<Date>,
    /// Whether anything was heard that is not told as earlier.
    fresh: bool,
    /// Whether any of that is known first-hand or through a named outlet.
    heard: bool,
}

impl<'s> State<'s> {
    fn hear(&mut self, index: usize, utterance: &Utterance<'s>) {
        let (voice, word) = (utterance.voice, utterance.best());
        let saying = word.saying;
        // What is told as earlier takes no later word back, nor does what others tell,
        // nor an evasion that may well have come before it.
        let known = self.latest.get(voice.id.as_str());
        let known = known.map(|known| known.word.saying);
        let stays = known.is_some_and(|known| {
            !known.days.earlier
                && (saying.days.earlier
                    || (by_others(saying) && !by_others(known))
                    || (is_evasion(saying) && !is_evasion(known) && may_precede(saying, known)))
        });
        if !stays {
            self.latest
                .retain(|_, known| !speaks_in_place_of(utterance, known));
            self.latest.insert(&voice.id, Latest { index, voice, word });
        }
        self.day = self.day.max(saying.days.day());
        self.date = self.date.max(word.day);
        self.fresh |= !saying.days.earlier;
        let heard = matches!(saying.grade, Some(Grade::FirstHand | Grade::Relayed));
        self.heard |= heard && !saying.days.earlier;
    }

    fn is_latest(&self, index: usize, utterance: &Utterance<'_>) -> bool {
        self.latest
            .get(utterance.voice.id.as_str())
            .is_some_and(|latest| latest.index == index)
    }

    /// What age leaves of an utterance.
    fn recency(&self, utterance: &Utterance<'_>) -> f64 {
        self.recency_of(utterance.best())
    }

    fn recency_of(&self, word: Word<'_>) -> f64 {
        let days = &word.saying.days;
        if (days.earlier && self.fresh) || (by_others(word.saying) && self.heard) {
            return 0.0;
        }
        match (days.day(), self.day) {
            (Some(_), Some(_)) => halves(days_between(word.day, self.date)),
            (None, Some(_)) => 0.5,
            _ => 1.0,
        }
    }

    fn score(&self, word: Word<'_>) -> f64 {
        word.weight * self.recency_of(word)
    }

    fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for &Latest { word, .. } in self.latest.values() {
            let score = self.score(word);
            match word.saying.stance {
                Stance::Support => totals.yes += score,
                Stance::Oppose => totals.no += score,
                Stance::Conditional => totals.conditional += score,
                Stance::NonCommittal => totals.non_committal += score,
                _ => {}
            }
        }
        totals
    }

    /// Notes where the party stands after a moment.
    fn settle(&self, spells: &mut Vec<Spell>) {
        let stand = self.totals().stand();
        if stand == Stand::Unstated {
            return;
        }
        let words = self.latest.values().map(|latest| latest.word);
        let for_it = words.filter(|word| supports(word.saying, stand));
        let scored = for_it.clone().map(|word| (self.score(word), word));
        let Some((_, best)) = scored.min_by(|(a, x), (b, y)| {
            b.total_cmp(a)
                .then_with(|| x.saying.statement.cmp(&y.saying.statement))
        }) else {
            return;
        };
        match spells.last_mut() {
            Some(spell) if spell.stand == stand => spell.best.clone_from(&best.saying.statement),
            _ => {
                // The word that brought it here is the weightiest of this day.
                let by = for_it
                    .filter(|word| word.saying.days.day() == self.day)
                    .min_by(better)
                    .unwrap_or(best);
                spells.push(Spell {
                    stand,
                    from: self.day.map(str::to_owned),
                    by: by.saying.statement.clone(),
                    best: best.saying.statement.clone(),
                });
            }
        }
    }
}

/// Whether it is only what somebody else tells of the party.
fn by_others(saying: &Saying) -> bool {
    saying.grade == Some(Grade::SecondHand) && !saying.coder.is_person()
}

/// Half for each full half-life.
fn halves(days: i32) -> f64 {
    0.5f64.powi((days / HALF_LIFE).max(0))
}

/// Days from one day to a later one; 0 where one is none.
fn days_between(earlier: Option<Date>, later: Option<Date>) -> i32 {
    match (earlier, later) {
        (Some(earlier), Some(later)) => earlier.until(later).map_or(0, |span| span.get_days()),
        _ => 0,
    }
}

/// Evidence that carries nothing.
fn idle(saying: &Saying) -> Evidence {
    let substantive = !matches!(
        saying.stance,
        Stance::Asks | Stance::Reports | Stance::Unrelated
    );
    Evidence {
        saying: saying.clone(),
        weight: saying.weight(),
        recency: 0.0,
        role: if substantive {
            Use::Unsure
        } else {
            Use::NoPosition
        },
        repeats: None,
    }
}

/// What counts comes first, then what counts more.
fn heavier(a: &Evidence, b: &Evidence) -> Ordering {
    let used = |e: &Evidence| match e.role {
        Use::Current | Use::Earlier => 0,
        Use::Repeats => 1,
        Use::Unsure => 2,
        Use::NoPosition => 3,
    };
    used(a)
        .cmp(&used(b))
        .then_with(|| b.score().total_cmp(&a.score()))
        .then_with(|| b.weight.total_cmp(&a.weight))
        .then_with(|| b.saying.days.order().cmp(&a.saying.days.order()))
        .then_with(|| a.saying.statement.cmp(&b.saying.statement))
        .then_with(|| a.saying.voice.cmp(&b.saying.voice))
}
