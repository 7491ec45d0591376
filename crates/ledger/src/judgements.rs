//! What people judged statements to say to questions. This cannot be made
//! again, so it is never changed or taken out: undoing adds to the history.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use serde::Serialize;

use crate::successor::Lists;
use crate::{Ledger, LedgerError, Result, Statement};

/// A person's judgement in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// Its number, from 1, for undoing it.
    pub number: i64,
    /// When it was made, ISO 8601.
    pub at: String,
    /// Who made it.
    pub author: String,
    /// The question's identifier in the dispute file.
    pub question: String,
    /// What "yes" asserted then.
    pub wording: String,
    /// The statement's identifier then.
    pub statement: String,
    /// The statement that it means now: the same, or the one that stands in its
    /// place (see [`Ledger::successor`]). `None` where none does.
    pub current: Option<String>,
    /// The report's identifier.
    pub report: String,
    /// The content's words.
    pub words: String,
    /// The stance, by its name.
    pub stance: String,
    /// Conditions, in the person's or the report's words.
    pub conditions: Vec<String>,
    /// Why.
    pub why: Option<String>,
    /// The judgement that this one takes back.
    pub undoes: Option<i64>,
    /// Whether nobody has taken it back.
    pub stands: bool,
    /// The later judgement of the same author that took its place.
    pub superseded_by: Option<i64>,
    /// The statement it means now, or the last that it meant.
    #[serde(skip)]
    unit: String,
}

impl Judgement {
    /// Whether it is its author's word now: neither taken back, nor an undoing,
    /// nor judged anew.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.stands && self.undoes.is_none() && self.superseded_by.is_none()
    }

    /// Whether it was made on this proposition. One made without a dispute file
    /// has no wording, and goes by the question's name.
    #[must_use]
    pub fn is_on(&self, proposition: &str) -> bool {
        self.wording.is_empty() || plain(&self.wording) == plain(proposition)
    }
}

/// A judgement about to be kept.
#[derive(Debug, Clone)]
pub struct NewJudgement<'j> {
    /// Who judges.
    pub author: &'j str,
    /// When, ISO 8601.
    pub at: &'j str,
    /// The question's identifier.
    pub question: &'j str,
    /// What "yes" asserts.
    pub wording: &'j str,
    /// The statement.
    pub statement: &'j Statement,
    /// The stance, by its name.
    pub stance: &'j str,
    /// Conditions.
    pub conditions: &'j [String],
    /// Why.
    pub why: Option<&'j str>,
}

impl Ledger {
    /// Keeps judgements, all or none.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn keep_judgements(&mut self, judgements: &[NewJudgement<'_>]) -> Result<()> {
        self.in_transaction(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT INTO judgements (at, author, question, wording, statement, report,
                     content, words, stance, conditions, why)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?;
            for judgement in judgements {
                let statement = judgement.statement;
                // Plain data always serialises.
                let content = serde_json::to_string(&statement.content).unwrap_or_default();
                let conditions = serde_json::to_string(judgement.conditions).unwrap_or_default();
                insert.execute(params![
                    judgement.at,
                    judgement.author,
                    judgement.question,
                    judgement.wording,
                    statement.id,
                    statement.report.id,
                    content,
                    statement.text,
                    judgement.stance,
                    conditions,
                    judgement.why
                ])?;
            }
            Ok(())
        })
    }

    /// Takes a judgement back, or an undoing; the history keeps both.
    ///
    /// # Errors
    /// [`LedgerError::UnknownJudgement`] where none that stands has the number,
    /// or an error about the file.
    pub fn undo_judgement(
        &mut self,
        number: i64,
        author: &str,
        at: &str,
        why: Option<&str>,
    ) -> Result<Judgement> {
        let history = self.judgements()?;
        let undone = history
            .into_iter()
            .find(|one| one.number == number && one.stands)
            .ok_or(LedgerError::UnknownJudgement { number })?;
        self.in_transaction(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO judgements (at, author, question, wording, statement, report,
                         content, words, stance, conditions, why, undoes)
                     SELECT ?1, ?2, question, wording, statement, report, content, words,
                         stance, conditions, ?3, id
                     FROM judgements WHERE id = ?4",
                )?
                .execute(params![at, author, why, number])?;
            Ok(())
        })?;
        Ok(undone)
    }

    /// All judgements, oldest first, with what they mean now.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn judgements(&self) -> Result<Vec<Judgement>> {
        let list = || -> rusqlite::Result<Vec<Judgement>> {
            let mut query = self.connection.prepare_cached(
                "SELECT id, at, author, question, wording, statement, report, words, stance,
                     conditions, why, undoes
                 FROM judgements ORDER BY id",
            )?;
            let found = query.query_map([], |row| {
                let conditions: String = row.get(9)?;
                Ok(Judgement {
                    number: row.get(0)?,
                    at: row.get(1)?,
                    author: row.get(2)?,
                    question: row.get(3)?,
                    wording: row.get(4)?,
                    statement: row.get(5)?,
                    current: None,
                    report: row.get(6)?,
                    words: row.get(7)?,
                    stance: row.get(8)?,
                    conditions: serde_json::from_str(&conditions).unwrap_or_default(),
                    why: row.get(10)?,
                    undoes: row.get(11)?,
                    stands: true,
                    superseded_by: None,
                    unit: String::new(),
                })
            })?;
            found.collect()
        };
        let mut history = list().map_err(|e| self.error(e))?;
        let mut undone = BTreeSet::new();
        for judgement in history.iter_mut().rev() {
            judgement.stands = !undone.contains(&judgement.number);
            if judgement.stands {
                undone.extend(judgement.undoes);
            }
        }
        self.place(&mut history)?;
        supersede(&mut history);
        Ok(history)
    }

    /// Says which statement each judgement means now.
    fn place(&self, history: &mut [Judgement]) -> Result<()> {
        let mut placed: BTreeMap<String, (Option<String>, String)> = BTreeMap::new();
        let mut lists = Lists::default();
        for judgement in history {
            let (statement, report) = (&judgement.statement, &judgement.report);
            let place = if let Some(known) = placed.get(statement) {
                known.clone()
            } else {
                let current = self.standing_for(statement, report, &mut lists)?;
                let unit = match &current {
                    Some(current) => current.clone(),
                    None => self.last_known(statement, report, &mut lists)?,
                };
                (current, unit)
            };
            placed.insert(statement.clone(), place.clone());
            (judgement.current, judgement.unit) = place;
        }
        Ok(())
    }
}

/// Marks judgements after which their author judged the same anew.
fn supersede(history: &mut [Judgement]) {
    let mut later: Vec<(usize, i64)> = Vec::new();
    let mut last: BTreeMap<(&str, &str, &str), Vec<&Judgement>> = BTreeMap::new();
    for (index, judgement) in history.iter().enumerate().rev() {
        if !judgement.stands || judgement.undoes.is_some() {
            continue;
        }
        let key = (
            judgement.author.as_str(),
            judgement.question.as_str(),
            judgement.unit.as_str(),
        );
        let known = last.entry(key).or_default();
        // One without a wording holds on any, and so replaces any.
        let by = known
            .iter()
            .find(|by| by.wording.is_empty() || plain(&by.wording) == plain(&judgement.wording));
        later.extend(by.map(|by| (index, by.number)));
        known.push(judgement);
    }
    for (index, number) in later {
        history[index].superseded_by = Some(number);
    }
}

/// The words of a proposition: case and marks do not make it another.
fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
