//! Which statements of other reports a denial goes against, and who denied a
//! statement elsewhere: looked up by the words they share.

use std::collections::{BTreeMap, BTreeSet};

use demarche_utterances::{ANSWERED_WITHIN, Link, denies, denies_own};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::utterances::{Heard, SPOKEN, heard};
use crate::{Ledger, Result, Statement, words};

/// A statement of another report that a denial goes against, or the denial.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answered {
    /// The statement.
    pub statement: Statement,
    /// Why the one denies the other.
    pub why: String,
}

/// A word that more statements have leads nowhere.
const COMMON: usize = 2_000;

/// So many of a statement's rarest words are followed.
const WORDS: usize = 8;

/// So many statements, those with most of these words, are held against it.
const CANDIDATES: usize = 50;

impl Ledger {
    /// The statements of other reports that this one denies or takes back, the
    /// likeliest first. Nothing where it is no denial, or denies a statement of
    /// its own report. Its cost does not grow with the ledger.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn denied_elsewhere(&self, denial: &Statement) -> Result<Vec<Answered>> {
        match &denial.denies {
            Some(found) if found.statement.is_none() => self.answered(denial, goes_against),
            _ => Ok(Vec::new()),
        }
    }

    /// The statements of other reports that deny this one, the likeliest first.
    /// Its cost does not grow with the ledger.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn denials_elsewhere(&self, said: &Statement) -> Result<Vec<Answered>> {
        let found = self.answered(said, |this, other| goes_against(other, this))?;
        // Those that found what they deny in their own report meant that.
        let free = |one: &Answered| match &one.statement.denies {
            Some(denial) => denial.statement.is_none(),
            None => false,
        };
        Ok(found.into_iter().filter(free).collect())
    }

    fn answered(
        &self,
        statement: &Statement,
        goes_against: impl Fn(&Heard, &Heard) -> Option<Link>,
    ) -> Result<Vec<Answered>> {
        let found = answers(&self.connection, statement.row, goes_against);
        found
            .map_err(|e| self.error(e))?
            .into_iter()
            .map(|(name, why)| {
                let statement = self.statement(&name)?;
                Ok(Answered { statement, why })
            })
            .collect()
    }
}

/// The names of what answers a statement, with reasons, the likeliest first.
fn answers(
    connection: &Connection,
    statement: i64,
    goes_against: impl Fn(&Heard, &Heard) -> Option<Link>,
) -> rusqlite::Result<Vec<(String, String)>> {
    let sql = format!("{SPOKEN} WHERE s.id = ?1");
    let Some(this) = heard(connection, &sql, statement)?.into_iter().next() else {
        return Ok(Vec::new());
    };
    let mut found: Vec<(Link, i64)> = Vec::new();
    for candidate in candidates(connection, &this)? {
        for other in heard(connection, &sql, candidate)? {
            if other.report != this.report
                && near(&this, &other)
                && let Some(link) = goes_against(&this, &other)
            {
                found.push((link, candidate));
            }
        }
    }
    found.sort_by(|a, b| b.0.score.total_cmp(&a.0.score).then(a.1.cmp(&b.1)));
    let mut named = Vec::with_capacity(found.len());
    let mut name = connection.prepare_cached("SELECT name FROM statements WHERE id = ?1")?;
    for (link, candidate) in found {
        let name: Option<String> = name.query_row([candidate], |row| row.get(0)).optional()?;
        named.extend(name.map(|name| (name, link.reason)));
    }
    Ok(named)
}

/// Whether a denial goes against a statement: by its words alone, or by fewer
/// where they are the denier's own or those of somebody who spoke for the same
/// side before.
fn goes_against(denial: &Heard, said: &Heard) -> Option<Link> {
    let found = denies(&denial.gist, &said.gist);
    if found.is_some() {
        return found;
    }
    let same = denial.actor == said.actor
        || denial.of_own_words && denial.side.is_some() && denial.side == said.side;
    let before = match (denial.by, said.by) {
        (Some(denial), Some(said)) => said <= denial,
        _ => false,
    };
    (same && before)
        .then(|| denies_own(&denial.gist, &said.gist))
        .flatten()
}

/// Whether two statements can be a claim and an answer to it by the last days
/// they can have been made on, which most reports tell.
fn near(this: &Heard, other: &Heard) -> bool {
    let (Some(one), Some(other)) = (this.by, other.by) else {
        return true;
    };
    let apart = one.until(other).map_or(i32::MAX, |apart| apart.get_days());
    apart.abs() <= ANSWERED_WITHIN
}

/// The statements that share most of the rarest words with this one.
fn candidates(connection: &Connection, this: &Heard) -> rusqlite::Result<Vec<i64>> {
    let mut holding = connection.prepare_cached(
        "SELECT rowid FROM statement_words WHERE statement_words MATCH ?1 LIMIT ?2",
    )?;
    let mut rare: Vec<BTreeSet<i64>> = Vec::new();
    for word in this.gist.words() {
        let Some(query) = words::query(word) else {
            continue;
        };
        let holders: BTreeSet<i64> = holding
            .query_map(params![query, COMMON + 1], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if (2..=COMMON).contains(&holders.len()) {
            rare.push(holders);
        }
    }
    rare.sort_by_key(BTreeSet::len);
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    for holder in rare.into_iter().take(WORDS).flatten() {
        *shared.entry(holder).or_default() += 1;
    }
    shared.remove(&this.statement);
    let mut most: Vec<(usize, i64)> = shared
        .into_iter()
        .filter(|(_, words)| *words >= 2)
        .map(|(statement, words)| (words, statement))
        .collect();
    most.sort_by_key(|&(words, statement)| (std::cmp::Reverse(words), statement));
    most.truncate(CANDIDATES);
    Ok(most.into_iter().map(|(_, statement)| statement).collect())
}
