//! Where the parties of a dispute stand, by what a ledger's statements were coded as.

mod effective;
mod whose;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use demarche_actors::ActorKind;
use demarche_ledger::{
    ActorFilter, ActorRow, CodingUnit, Ledger, LedgerError, Passage, ReportFilter, Statement,
    StatementFilter, StoredCoding,
};
use serde::Serialize;

use crate::dispute::{Dispute, Question};
use crate::heard::{piece, sayings};
use crate::position::Position;
use crate::saying::{Saying, day_of};
use crate::stranger::{Stranger, strangers};
use crate::voice::Voice;
use crate::weigh::position;
use effective::effective;
use whose::{
    leave_to_the_other, leave_what_is_denied, leave_what_is_their_own, pertains, told_by_their_own,
};

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
