//! Which statement stands now where an earlier reading or an earlier revision
//! of a report had another.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use demarche_statements::Part;
use demarche_utterances::{Worded, shared};

use crate::{CodePoints, Ledger, LedgerError, Result, Statement, StatementFilter};

/// What a statement and the one that takes its place share at least: of the
/// code points in one text, of the words from one revision to another.
const OVERLAP: f64 = 0.5;

/// Sources that say nothing of who it is.
const PRONOUNS: [&str; 5] = ["he", "she", "they", "it", "who"];

/// The statements of reports, each list fetched once.
#[derive(Default)]
pub(crate) struct Lists(BTreeMap<String, Vec<Statement>>);

impl Lists {
    fn of(&mut self, ledger: &Ledger, report: &str) -> Result<&[Statement]> {
        if !self.0.contains_key(report) {
            let filter = StatementFilter {
                report: Some(report.to_owned()),
                ..StatementFilter::default()
            };
            self.0
                .insert(report.to_owned(), ledger.statements(&filter)?);
        }
        Ok(self.0.get(report).map_or(&[], Vec::as_slice))
    }
}

impl Ledger {
    /// The statement that stands now in the place of `statement`: itself where
    /// it is still listed; or after another reading of the same text the one
    /// that shares at least half of its code points; or in a revised report the
    /// one of the same speaker that shares at least half of the words and says
    /// the same (see [`shared`]), if it is not rather another's.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn successor(&self, statement: &Statement) -> Result<Option<Statement>> {
        let found =
            self.standing_for(&statement.id, &statement.report.id, &mut Lists::default())?;
        found.map(|id| self.statement(&id)).transpose()
    }

    /// [`Ledger::successor`] by identifiers.
    pub(crate) fn standing_for(
        &self,
        statement: &str,
        report: &str,
        lists: &mut Lists,
    ) -> Result<Option<String>> {
        let Some(latest) = self.latest_report(report)? else {
            return Ok(None);
        };
        let shown = lists.of(self, &latest)?;
        if shown.iter().any(|one| one.id == statement) {
            return Ok(Some(statement.to_owned()));
        }
        let judged = match self.statement(statement) {
            Ok(judged) => judged,
            Err(LedgerError::UnknownStatement { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        if latest == report {
            return Ok(in_one_text(&judged, shown).map(|one| one.id.clone()));
        }
        let before = lists.of(self, report)?.to_vec();
        let shown = lists.of(self, &latest)?;
        Ok(in_revision(&judged, &before, shown).map(|one| one.id.clone()))
    }

    /// The last statement that stood in the place of one that has no successor
    /// now: in the latest revision that has one, or else itself.
    pub(crate) fn last_known(
        &self,
        statement: &str,
        report: &str,
        lists: &mut Lists,
    ) -> Result<String> {
        let judged = match self.statement(statement) {
            Ok(judged) => judged,
            Err(LedgerError::UnknownStatement { .. }) => return Ok(statement.to_owned()),
            Err(error) => return Err(error),
        };
        let before = lists.of(self, report)?.to_vec();
        for later in self.later_revisions(report)? {
            if let Some(found) = in_revision(&judged, &before, lists.of(self, &later)?) {
                return Ok(found.id.clone());
            }
        }
        Ok(judged.id)
    }

    /// The revisions after a report, the latest first.
    fn later_revisions(&self, report: &str) -> Result<Vec<String>> {
        let list = || -> rusqlite::Result<Vec<String>> {
            let mut query = self.connection.prepare_cached(
                "SELECT later.name FROM reports r
                 JOIN reports later ON later.address = r.address
                     AND later.revision > r.revision
                 WHERE r.name = ?1 ORDER BY later.revision DESC",
            )?;
            query.query_map([report], |row| row.get(0))?.collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// The latest revision of a report, by identifier.
    fn latest_report(&self, report: &str) -> Result<Option<String>> {
        use rusqlite::OptionalExtension;
        self.connection
            .prepare_cached(
                "SELECT latest.name FROM reports r
                 JOIN addresses a ON a.id = r.address
                 JOIN reports latest ON latest.id = a.latest
                 WHERE r.name = ?1",
            )
            .and_then(|mut query| query.query_row([report], |row| row.get(0)).optional())
            .map_err(|e| self.error(e))
    }
}

/// Another extractor drew the borders elsewhere.
fn in_one_text<'s>(judged: &Statement, shown: &'s [Statement]) -> Option<&'s Statement> {
    shown
        .iter()
        .map(|one| (overlap(&judged.content, &one.content), one))
        .filter(|(share, _)| *share >= OVERLAP)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.id.cmp(&a.1.id)))
        .map(|(_, one)| one)
}

/// How good a claim a statement has to one of a later revision: the share of
/// words, and how far it stands from the corresponding place.
#[derive(Debug, Clone, Copy)]
struct Claim {
    share: f64,
    away: usize,
}

impl Claim {
    fn order(&self, other: &Self) -> Ordering {
        let share = self.share.total_cmp(&other.share);
        share.then_with(|| other.away.cmp(&self.away))
    }
}

/// The publisher changed the text. A repeated demand is often worded alike, so
/// a statement to which another of the earlier text has the better claim is
/// left to that one.
fn in_revision<'s>(
    judged: &Statement,
    before: &[Statement],
    shown: &'s [Statement],
) -> Option<&'s Statement> {
    let claim = |old: &Statement, new: &Statement| {
        let share = same_speaker(old, new)
            .then(|| shared(worded(old), worded(new)))
            .flatten()?;
        let (at, at_now) = (place(old, before), place(new, shown));
        // What was put in or taken out before it does not move it as counted
        // from the end, and the other way round.
        let from_end = (before.len() + at_now).abs_diff(shown.len() + at);
        Some(Claim {
            share,
            away: at.abs_diff(at_now).min(from_end),
        })
    };
    let mut candidates: Vec<(Claim, &Statement)> = shown
        .iter()
        .filter_map(|new| Some((claim(judged, new)?, new)))
        .filter(|(claim, _)| claim.share >= OVERLAP)
        .collect();
    candidates.sort_by(|a, b| b.0.order(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    // Another reading's borders around the same words are no rival.
    let rivals = before.iter().filter(|other| {
        other.id != judged.id && overlap(&judged.content, &other.content) < OVERLAP
    });
    let rivals: Vec<&Statement> = rivals.collect();
    let unrivalled = |(own, new): &(Claim, &Statement)| {
        let better = |other: Claim| other.order(own).is_gt();
        !rivals
            .iter()
            .any(|rival| claim(rival, new).is_some_and(better))
    };
    candidates
        .into_iter()
        .find(unrivalled)
        .map(|(_, statement)| statement)
}

fn worded(statement: &Statement) -> Worded<'_> {
    Worded {
        cue: &statement.cue_text,
        content: &statement.text,
    }
}

/// How many statements of a report begin before this one.
fn place(statement: &Statement, all: &[Statement]) -> usize {
    let start = |one: &Statement| one.content.first().map(|[start, _]| *start);
    let own = start(statement);
    all.iter().filter(|one| start(one) < own).count()
}

fn same_speaker(one: &Statement, other: &Statement) -> bool {
    let actors = |statement: &Statement| -> Vec<String> {
        let speaks = statement.speakers.iter().filter(|s| s.part == Part::Speaks);
        speaks.map(|speaker| speaker.actor.id.clone()).collect()
    };
    let (actors, others) = (actors(one), actors(other));
    if actors.iter().any(|actor| others.contains(actor)) {
        return true;
    }
    let source = one.source_text.to_lowercase();
    let told_apart = !actors.is_empty() && !others.is_empty();
    source == other.source_text.to_lowercase()
        && !(told_apart && PRONOUNS.contains(&source.as_str()))
}

/// The code points that two places share, of all that either has.
fn overlap(one: &CodePoints, other: &CodePoints) -> f64 {
    let length = |places: &CodePoints| -> usize {
        places
            .iter()
            .map(|[start, end]| end.saturating_sub(*start))
            .sum()
    };
    let shared: usize = one
        .iter()
        .flat_map(|[a, b]| {
            other
                .iter()
                .map(move |[c, d]| (*b).min(*d).saturating_sub((*a).max(*c)))
        })
        .sum();
    let all = length(one) + length(other) - shared;
    if all == 0 {
        0.0
    } else {
        shared as f64 / all as f64
    }
}
