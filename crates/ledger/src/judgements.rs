//! What people judged statements to say to questions. This cannot be made
//! again, so it is never changed or taken out: undoing adds to the history.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use serde::Serialize;

use crate::{CodePoints, Ledger, LedgerError, Result, Statement, StatementFilter};

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
    /// The statement that it means now: the same, or after another reading of
    /// the report the one that holds the same words. `None` where none does.
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
    /// Whether it still counts.
    pub stands: bool,
    #[serde(skip)]
    content: CodePoints,
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

/// A judgement's content must share at least this part of the code points with
/// the statement that takes its statement's place.
const OVERLAP: f64 = 0.5;

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
                     conditions, why, undoes, content
                 FROM judgements ORDER BY id",
            )?;
            let found = query.query_map([], |row| {
                let conditions: String = row.get(9)?;
                let content: String = row.get(12)?;
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
                    content: serde_json::from_str(&content).unwrap_or_default(),
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
        Ok(history)
    }

    /// Says which statement each judgement means now.
    fn place(&self, history: &mut [Judgement]) -> Result<()> {
        let mut placed: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut shown: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
        for judgement in history {
            if let Some(current) = placed.get(&judgement.statement) {
                judgement.current.clone_from(current);
                continue;
            }
            if let Some(report) = self.latest_report(&judgement.report)? {
                if !shown.contains_key(&report) {
                    let filter = StatementFilter {
                        report: Some(report.clone()),
                        ..StatementFilter::default()
                    };
                    shown.insert(report.clone(), self.statements(&filter)?);
                }
                judgement.current = means(judgement, &shown[&report]);
            }
            placed.insert(judgement.statement.clone(), judgement.current.clone());
        }
        Ok(())
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

/// The statement among those shown that a judgement means.
fn means(judgement: &Judgement, shown: &[Statement]) -> Option<String> {
    if let Some(same) = shown.iter().find(|s| s.id == judgement.statement) {
        return Some(same.id.clone());
    }
    let same_text = shown
        .first()
        .is_some_and(|s| s.report.id == judgement.report);
    if same_text {
        // Another extractor drew the borders elsewhere.
        let overlap = |s: &&Statement| overlap(&judgement.content, &s.content);
        return shown
            .iter()
            .map(|s| (overlap(&s), s))
            .filter(|(share, _)| *share >= OVERLAP)
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.id.cmp(&a.1.id)))
            .map(|(_, s)| s.id.clone());
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = words(&judgement.words);
    shown
        .iter()
        .find(|s| words(&s.text) == wanted)
        .map(|s| s.id.clone())
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
