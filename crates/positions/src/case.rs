//! Where the parties of a dispute stand, by what a ledger's statements were coded as.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use demarche_actors::ActorKind;
use demarche_ledger::{
    ActorFilter, ActorRow, CodingUnit, Judgement, Ledger, LedgerError, Passage, Reference,
    ReportFilter, Statement, StatementFilter, StoredCoding,
};
use demarche_statements::{Grade, Part};
use serde::Serialize;

use crate::Stance;
use crate::coding::{stance_named, stance_word};
use crate::dispute::{Dispute, Question};
use crate::heard::{Heard, heard, piece, sayings, voice};
use crate::position::Position;
use crate::saying::{Coder, Saying, day_of};
use crate::stranger::{Stranger, strangers};
use crate::subject::{Named, asks_about, of_its_own, of_one_another, speaks_of};
use crate::turns::points_back;
use crate::voice::Voice;
use crate::weigh::position;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// How many reports.
    pub reports: usize,
    /// How many statements they hold.
    pub statements: usize,
    /// How many standing judgements of people are on another wording of their
    /// question, and so do not count.
    pub reworded: usize,
    /// How many standing judgements of people are lost: their report was
    /// revised, and nothing in it takes the statement's place.
    pub lost: usize,
    /// How many pairs of statement and question people judge differently. The
    /// latest judgement counts.
    pub disputed: usize,
    /// How many of the reports nobody has held against the questions yet.
    pub uncoded: usize,
    /// How many reports give no day of publication.
    pub undated: usize,
    /// The first and the last day of publication.
    pub days: Option<(String, String)>,
}

/// Where the parties of a dispute stand, by a ledger.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// The positions: question by question, in the order of the dispute, and
    /// within it party by party.
    pub positions: Vec<Position>,
    /// What voices said that speak for no party.
    pub others: Vec<Saying>,
    /// Names in the dispute file that nobody in the ledger bears.
    pub strangers: Vec<Stranger>,
    /// What was read.
    pub coverage: Coverage,
}

/// What counts for a statement and a question: a person's judgement if there
/// is one that stands, or else the machine's.
type Effective<'c> = BTreeMap<(&'c str, &'c str), Heard>;

/// What became of people's judgements.
#[derive(Debug, Default)]
struct Judged {
    reworded: usize,
    lost: usize,
    disputed: usize,
}

/// Weighs what the ledger holds, as coded by `judge` (see [`coder`](crate::coder)). `day`
/// asks for what was known on a day: reports published later do not count.
///
/// # Errors
/// Errors about the ledger.
pub fn case(
    ledger: &Ledger,
    dispute: &Dispute,
    judge: &str,
    day: Option<&str>,
) -> Result<Case, LedgerError> {
    let mut coded: Vec<(&Question, Vec<StoredCoding>)> = Vec::new();
    let mut waiting = BTreeSet::new();
    for question in &dispute.questions {
        let hash = question.hash();
        coded.push((question, ledger.codings(&hash, judge)?));
        waiting.extend(ledger.uncoded(&hash, judge)?);
    }
    let judgements = ledger.judgements()?;
    let (effective, judged) = effective(&coded, &judgements, judge);
    let wanted: BTreeSet<&str> = effective.keys().map(|(statement, _)| *statement).collect();
    let mut coverage = coverage(ledger, &waiting, day)?;
    coverage.reworded = judged.reworded;
    coverage.lost = judged.lost;
    coverage.disputed = judged.disputed;
    let statements = statements(ledger, &wanted, coverage.statements)?;
    let by_id: BTreeMap<&str, &Statement> = statements
        .iter()
        .map(|(statement, _)| (statement.id.as_str(), statement))
        .collect();
    let mut held_in: BTreeMap<&str, &Statement> = BTreeMap::new();
    for (statement, _) in &statements {
        if let Some(outer) = statement.parent.as_deref() {
            held_in.entry(outer).or_insert(statement);
        }
    }
    let actors = ledger.actors(&ActorFilter::default())?;
    let persons = persons(&actors);
    let mut by_question: BTreeMap<&str, Vec<Saying>> = BTreeMap::new();
    for (statement, sentence) in &statements {
        let denied = ledger.denied_elsewhere(statement)?;
        let denied = denied
            .iter()
            .map(|one| one.statement.id.as_str())
            .find(|id| wanted.contains(id));
        // "denied a report by the Herald that …": the report stands in what is denied.
        let inner = held_in.get(statement.id.as_str());
        let who = |said: &Statement| said.actor.as_ref().map(|actor| actor.id.clone());
        let inner = inner.filter(|one| statement.denies.is_some() && who(one) != who(statement));
        let denied = denied.or(inner.map(|inner| inner.id.as_str()));
        for question in &dispute.questions {
            let Some(heard) = effective.get(&(statement.id.as_str(), question.id.as_str())) else {
                continue;
            };
            let answered = heard
                .answers
                .as_deref()
                .and_then(|id| by_id.get(id))
                .copied();
            if heard.coder.is_person() || pertains(dispute, question, statement, answered) {
                let mut said = sayings(statement, sentence, &question.id, heard, denied);
                told_by_their_own(ledger, &by_id, &mut said)?;
                if !heard.coder.is_person() {
                    leave_to_the_other(question, sentence, statement, &mut said);
                    leave_what_is_their_own(question, &persons, statement, &mut said);
                }
                by_question.entry(&question.id).or_default().extend(said);
            }
        }
    }
    let mut found = Case {
        coverage,
        strangers: strangers(dispute, &actors),
        ..Case::default()
    };
    for question in &dispute.questions {
        let mut sayings = by_question.remove(question.id.as_str()).unwrap_or_default();
        leave_what_is_denied(dispute, &mut sayings);
        for party in &dispute.parties {
            let own: Vec<Saying> = sayings
                .iter()
                .filter(|saying| saying.voice.speaks_for(party))
                .map(|saying| Saying {
                    rank: saying.voice.rank_in(party),
                    ..saying.clone()
                })
                .collect();
            found
                .positions
                .push(position(&party.id, &question.id, &own, day));
        }
        let nobodys = |saying: &Saying| {
            day.is_none_or(|day| saying.known_on(day))
                && dispute.spoken_for(&saying.voice).next().is_none()
        };
        found.others.extend(sayings.into_iter().filter(nobodys));
    }
    Ok(found)
}

/// Whether a statement is about the party that a question is about: spoken by
/// it, or naming it first, by itself or in what it takes up.
fn pertains(
    dispute: &Dispute,
    question: &Question,
    statement: &Statement,
    answered: Option<&Statement>,
) -> bool {
    let Some(controller) = question
        .controlled_by
        .as_deref()
        .and_then(|id| dispute.party(id))
    else {
        return true;
    };
    let own = |statement: &Statement| {
        let named: Vec<Named> = statement
            .about
            .iter()
            .map(|about| named(dispute, about))
            .collect();
        speaks_of(dispute, question, &statement.text, &named)
    };
    let speakers = &statement.speakers;
    speakers
        .iter()
        .any(|speaker| voice(&speaker.actor).speaks_for(controller))
        || match answered.filter(|_| points_back(&statement.text)) {
            // "rejected this" is about what "this" stands for.
            Some(answered) => own(answered),
            None => own(statement) || answered.is_some_and(own),
        }
}

/// What a minister tells of the government is as near as the minister's words,
/// and not told by somebody else.
fn told_by_their_own(
    ledger: &Ledger,
    by_id: &BTreeMap<&str, &Statement>,
    said: &mut [Saying],
) -> Result<(), LedgerError> {
    for saying in said.iter_mut() {
        let Some(outer) = saying.within.as_deref() else {
            continue;
        };
        if saying.grade != Some(Grade::SecondHand) {
            continue;
        }
        let found;
        let outer = match by_id.get(outer) {
            Some(outer) => *outer,
            None => match ledger.statement(outer) {
                Ok(statement) => {
                    found = statement;
                    &found
                }
                Err(LedgerError::UnknownStatement { .. }) => continue,
                Err(error) => return Err(error),
            },
        };
        let own = outer.speakers.iter().any(|speaker| {
            let teller = voice(&speaker.actor);
            let sides = teller.side.as_ref().zip(saying.voice.side.as_ref());
            speaker.part == Part::Speaks
                && (sides.is_some_and(|(a, b)| a == b) || saying.voice.is_side_of(&teller))
        });
        if own {
            saying.grade = outer.grade;
        }
    }
    Ok(())
}

/// What two say of each other is no word of either on itself: where the
/// question asks about one of them, it is the other's.
fn leave_to_the_other(
    question: &Question,
    sentence: &str,
    statement: &Statement,
    said: &mut [Saying],
) {
    let speaks = |saying: &&mut Saying| saying.part == Part::Speaks;
    if said
        .iter()
        .filter(|saying| saying.part == Part::Speaks)
        .count()
        < 2
    {
        return;
    }
    let Some(words) = of_one_another(&statement.cue_text, &statement.text, sentence) else {
        return;
    };
    let itself = |saying: &&mut Saying| asks_about(question, &saying.voice);
    for saying in said.iter_mut().filter(speaks).filter(itself) {
        saying.stance = Stance::Reports;
        saying.conditions.clear();
        saying.reason = format!("says it of “{words}”, not of itself; {}", saying.reason);
    }
}

/// What somebody does about a thing of their own is no word on somebody else's.
fn leave_what_is_their_own(
    question: &Question,
    persons: &[Voice],
    statement: &Statement,
    said: &mut [Saying],
) {
    for saying in said {
        let own = of_its_own(question, &saying.voice, &statement.text, persons);
        if let Some(words) = own {
            saying.stance = Stance::Reports;
            saying.conditions.clear();
            saying.reason = format!("is about “{words}”; {}", saying.reason);
        }
    }
}

/// The people in a ledger, by name only.
fn persons(actors: &[ActorRow]) -> Vec<Voice> {
    let people = actors
        .iter()
        .filter(|actor| actor.kind == ActorKind::Person);
    people
        .map(|actor| Voice {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            office: None,
            side: None,
            side_code: None,
        })
        .collect()
}

/// What somebody is said to have done and denies is no position of theirs: it
/// is an allegation, and stands among the contradictions.
fn leave_what_is_denied(dispute: &Dispute, sayings: &mut [Saying]) {
    let parties = |saying: &Saying| -> Vec<String> {
        let own = dispute.spoken_for(&saying.voice);
        own.map(|party| party.id.clone()).collect()
    };
    let mut denied: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for saying in sayings.iter() {
        if let Some(claim) = &saying.denies {
            denied
                .entry(claim.clone())
                .or_default()
                .extend(parties(saying));
        }
    }
    for saying in sayings
        .iter_mut()
        .filter(|saying| !saying.coder.is_person())
    {
        // Told by somebody else: a colleague who denies what somebody is quoted
        // with contradicts them.
        let claims = saying.within.iter().chain([&saying.statement]);
        let deniers: Vec<&String> = claims.filter_map(|id| denied.get(id)).flatten().collect();
        let quoted = saying.grade == Some(Grade::FirstHand);
        let told = saying.within.is_some() || (!quoted && !saying.via.is_empty());
        if told && parties(saying).iter().any(|own| deniers.contains(&own)) {
            saying.stance = Stance::Reports;
            saying.conditions.clear();
            saying.reason = format!("alleged, and denied by the same side; {}", saying.reason);
        }
    }
}

fn named(dispute: &Dispute, about: &Reference) -> Named {
    let voice = voice(&about.actor);
    Named {
        words: about.evidence.words.clone(),
        parties: dispute
            .spoken_for(&voice)
            .map(|party| party.id.clone())
            .collect(),
    }
}

/// Below this share of all statements, looking each up is quicker than going
/// through all.
const FEW: usize = 5;

/// The statements wanted with their sentences, in the order of the ledger where
/// most are wanted, and else of their identifiers: what is made of them does not
/// depend on it.
fn statements(
    ledger: &Ledger,
    wanted: &BTreeSet<&str>,
    all: usize,
) -> Result<Vec<(Statement, String)>, LedgerError> {
    let mut found = Vec::with_capacity(wanted.len());
    if FEW * wanted.len() < all {
        for id in wanted {
            let statement = ledger.statement(id)?;
            let sentence = sentence(&statement, &ledger.passage(&statement, 0)?);
            found.push((statement, sentence));
        }
        return Ok(found);
    }
    ledger.visit_statements(&StatementFilter::default(), |statement, text| {
        if wanted.contains(statement.id.as_str()) {
            let sentence = sentence(&statement, &Passage::of(text, &statement.spans, 0));
            found.push((statement, sentence));
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn sentence(statement: &Statement, passage: &Passage) -> String {
    piece(statement, passage).sentence
}

fn effective<'c>(
    coded: &'c [(&'c Question, Vec<StoredCoding>)],
    judgements: &'c [Judgement],
    judge: &str,
) -> (Effective<'c>, Judged) {
    let mut found = Effective::new();
    let mut judged = Judged::default();
    for (question, codings) in coded {
        for coding in codings {
            if let Some(heard) = heard(coding, judge) {
                found.insert((&coding.statement, &question.id), heard);
            }
        }
    }
    let proposition = |judgement: &Judgement| {
        let asked = coded.iter().find(|(q, _)| q.id == judgement.question);
        asked.map(|(question, _)| question.yes.as_str())
    };
    let now = |judgement: &Judgement| {
        proposition(judgement).is_none_or(|proposition| judgement.is_on(proposition))
    };
    let counting: Vec<&Judgement> = judgements.iter().filter(|j| j.counts()).collect();
    // Whoever judged the new wording, too, has nothing left to do.
    let done: BTreeSet<_> = counting
        .iter()
        .filter(|judgement| now(judgement))
        .map(|judgement| by(judgement))
        .collect();
    let mut told: BTreeMap<(&str, &str), Vec<(&str, Stance)>> = BTreeMap::new();
    // Later judgements come later and replace earlier ones.
    for judgement in counting {
        let Some(stance) = stance_named(&judgement.stance) else {
            continue;
        };
        if !now(judgement) {
            judged.reworded += usize::from(!done.contains(&by(judgement)));
            continue;
        }
        let Some(statement) = &judgement.current else {
            judged.lost += usize::from(proposition(judgement).is_some());
            continue;
        };
        let key = (statement.as_str(), judgement.question.as_str());
        told.entry(key)
            .or_default()
            .push((&judgement.author, stance));
        let known = found.get(&key);
        let heard = Heard {
            stance,
            confidence: 1.0,
            conditions: judgement.conditions.clone(),
            reason: judgement
                .why
                .clone()
                .unwrap_or_else(|| "no reason given".into()),
            coder: Coder::Person(judgement.author.clone()),
            told: known.and_then(|heard| heard.told),
            answers: known.and_then(|heard| heard.answers.clone()),
        };
        found.insert(key, heard);
    }
    for (key, coders) in told {
        let Some(heard) = found.get_mut(&key) else {
            continue;
        };
        let others: Vec<String> = coders
            .iter()
            .filter(|(_, stance)| *stance != heard.stance)
            .map(|(coder, stance)| format!("{coder}: {}", stance_word(*stance)))
            .collect();
        if !others.is_empty() {
            judged.disputed += usize::from(coded.iter().any(|(q, _)| q.id == key.1));
            heard.reason = format!(
                "{}; judged otherwise by {}",
                heard.reason,
                others.join(", ")
            );
        }
    }
    (found, judged)
}

/// Who judged what, whatever the wording.
fn by(judgement: &Judgement) -> (&str, &str, &str) {
    let statement = judgement.current.as_ref().unwrap_or(&judgement.statement);
    (&judgement.author, &judgement.question, statement)
}

/// What was read, of that what was published by a day. A report that does not
/// say when it was published may have been, and is counted.
fn coverage(
    ledger: &Ledger,
    waiting: &BTreeSet<CodingUnit>,
    day: Option<&str>,
) -> Result<Coverage, LedgerError> {
    let mut reports = ledger.reports(&ReportFilter::default())?;
    reports.retain(|row| {
        let published = row.report.date.as_deref().map(day_of);
        !matches!((published, day), (Some(published), Some(day)) if published > day)
    });
    let days: BTreeSet<&str> = reports
        .iter()
        .filter_map(|row| row.report.date.as_deref())
        .filter_map(|date| date.get(..10))
        .collect();
    let waiting: BTreeSet<&str> = waiting.iter().map(|unit| unit.report.as_str()).collect();
    Ok(Coverage {
        reports: reports.len(),
        statements: reports.iter().map(|row| row.statements).sum(),
        reworded: 0,
        lost: 0,
        disputed: 0,
        uncoded: reports
            .iter()
            .filter(|row| waiting.contains(row.report.id.as_str()))
            .count(),
        undated: reports
            .iter()
            .filter(|row| row.report.date.is_none())
            .count(),
        days: days
            .first()
            .zip(days.last())
            .map(|(first, last)| ((*first).to_owned(), (*last).to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use demarche_actors::ActorKind;
    use demarche_statements::Part;

    use super::leave_what_is_denied;
    use crate::Stance;
    use crate::dispute::Dispute;
    use crate::saying::{Coder, Days, Place, Saying};
    use crate::voice::Voice;

    fn saying(statement: &str, side: &str, stance: Stance) -> Saying {
        Saying {
            statement: statement.into(),
            utterance: None,
            within: None,
            question: "q".into(),
            voice: Voice {
                id: side.to_lowercase(),
                name: side.into(),
                kind: ActorKind::State,
                office: None,
                side: Some(side.into()),
                side_code: None,
            },
            rank: crate::Rank::Binds,
            part: Part::Speaks,
            stance,
            conditions: Vec::new(),
            confidence: 1.0,
            extraction: 1.0,
            reason: "cue".into(),
            coder: Coder::Machine("m".into()),
            days: Days::default(),
            grade: None,
            via: Vec::new(),
            place: Place {
                report: "r".into(),
                file: "r.txt".into(),
                outlet: None,
                title: None,
                date: None,
                url: None,
            },
            sentence: String::new(),
            told: None,
            denies: None,
            answers: None,
            to: Vec::new(),
        }
    }

    #[test]
    fn what_a_party_denies_is_no_position_of_it() {
        let dispute = Dispute::parse(
            "d",
            "[[party]]\nname = \"Ruritania\"\n[[party]]\nname = \"Freedonia\"\n\
             [[question]]\nid = \"q\"\ntext = \"?\"\nyes = \"It asked for ships\"",
        )
        .unwrap();
        let mut alleged = saying("inner", "Ruritania", Stance::Support);
        alleged.within = Some("paper".into());
        let mut denial = saying("denial", "Ruritania", Stance::Oppose);
        denial.denies = Some("paper".into());
        let stance = |all: &[Saying]| {
            let mut all = all.to_vec();
            leave_what_is_denied(&dispute, &mut all);
            all[0].stance
        };
        assert_eq!(stance(&[alleged.clone(), denial.clone()]), Stance::Reports);
        // Nobody denies it; another denies it; a person has judged it.
        assert_eq!(stance(&[alleged.clone()]), Stance::Support);
        let mut other = saying("denial", "Freedonia", Stance::Oppose);
        other.denies = Some("paper".into());
        assert_eq!(stance(&[alleged.clone(), other]), Stance::Support);
        alleged.coder = Coder::Person("ann".into());
        assert_eq!(stance(&[alleged, denial]), Stance::Support);
    }
}
