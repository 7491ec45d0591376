//! Which statements of other reports are the same utterance: found as reports
//! come in, by keys in an index.

use std::collections::{BTreeSet, HashMap};

use demarche_attribution::Kind;
use demarche_reading::Date;
use demarche_utterances::{Gist, Said, independent, link, of_own_words, sets, stable_hash};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use crate::{Ledger, Result, Statement, rows};

/// An utterance that several reports carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Utterance {
    /// Its identifier: that of the first of its statements.
    pub id: String,
    /// How many reports carry it.
    pub reports: usize,
    /// How many of them are independent: copies of one another count once.
    pub origins: usize,
}

/// Another statement of the same utterance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sibling {
    /// The statement.
    pub statement: Statement,
    /// Why it is the same utterance; absent where only others link the two.
    pub why: Option<String>,
}

/// The statements that are shown and have a speaker, with what a gist is made
/// of.
pub(crate) const SPOKEN: &str =
    "SELECT s.id, s.kind, s.content, t.text, v.said_from, v.said_to, a.name,
         json_extract(v.detail, '$.denies') IS NOT NULL, r.id,
         (SELECT json_extract(e.value, '$.side.code') FROM json_each(f.detail, '$.roles') e
          WHERE json_extract(e.value, '$.side.code') IS NOT NULL LIMIT 1)
     FROM statements s
     CROSS JOIN derivations d ON d.id = s.derivation
     CROSS JOIN reports r ON r.id = d.report AND r.current = d.id
     CROSS JOIN addresses l ON l.id = r.address AND l.latest = r.id
     CROSS JOIN readings t ON t.id = d.reading
     CROSS JOIN resolved v ON v.resolution = d.resolution AND v.statement = s.id
     CROSS JOIN members m ON m.resolution = d.resolution
         AND m.ordinal = json_extract(v.detail, '$.speakers[0].member')
     CROSS JOIN profiles f ON f.id = m.profile
     CROSS JOIN actors a ON a.id = f.actor";

/// Those whose speaker other reports can know, too.
const KNOWN: &str = "json_extract(f.detail, '$.only_in') IS NULL";

/// A key that more share tells nothing, as a word does that every text has: it
/// is passed over, so that no ledger makes looking slow. Reports and statements
/// that belong together share other keys, too.
pub(crate) const MOST: usize = 100;

/// Looks for other statements of the same utterance for each statement of a
/// derivation that is now shown.
pub(crate) fn find_siblings(connection: &Connection, derivation: i64) -> rusqlite::Result<()> {
    let sql = format!("{SPOKEN} WHERE {KNOWN} AND d.id = ?1 ORDER BY s.id");
    let own = heard(connection, &sql, derivation)?;
    settle(connection, &own)
}

/// Looks again for all that profiles have a part in, since it is somebody
/// else's now.
pub(crate) fn find_again(connection: &Connection, profiles: &[i64]) -> rusqlite::Result<()> {
    let sql = format!("{SPOKEN} WHERE {KNOWN} AND f.id = ?1 ORDER BY s.id");
    for &profile in profiles {
        let moved = heard(connection, &sql, profile)?;
        for one in &moved {
            for forget in [
                "DELETE FROM utterance_keys WHERE statement = ?1",
                "DELETE FROM siblings WHERE first = ?1 OR second = ?1",
                "DELETE FROM utterances WHERE statement = ?1",
            ] {
                connection
                    .prepare_cached(forget)?
                    .execute([one.statement])?;
            }
        }
        settle(connection, &moved)?;
    }
    Ok(())
}

/// A statement with its gist.
pub(crate) struct Heard {
    pub(crate) statement: i64,
    pub(crate) report: i64,
    pub(crate) gist: Gist,
    /// The last day it can have been said on.
    pub(crate) by: Option<Date>,
    /// The name of the actor who speaks.
    pub(crate) actor: String,
    /// The code of their side.
    pub(crate) side: Option<String>,
    /// Whether it is about the speaker's own words: "having said that".
    pub(crate) of_own_words: bool,
}

pub(crate) fn heard(connection: &Connection, sql: &str, of: i64) -> rusqlite::Result<Vec<Heard>> {
    connection
        .prepare_cached(sql)?
        .query_map([of], one)?
        .collect()
}

fn one(row: &Row<'_>) -> rusqlite::Result<Heard> {
    let kind: String = row.get(1)?;
    let spans: Vec<[usize; 2]> = rows::list(row, 2)?;
    let text = row.get_ref(3)?.as_str()?;
    let content: Vec<&str> = spans
        .iter()
        .filter_map(|[start, end]| text.get(*start..*end))
        .collect();
    let content = content.join(" ");
    let day = |column: usize| -> rusqlite::Result<Option<Date>> {
        let iso: Option<String> = row.get(column)?;
        Ok(iso.and_then(|iso| iso.get(..10)?.parse().ok()))
    };
    let actor: String = row.get(6)?;
    let direct = kind == rows::kind_name(Kind::Direct);
    let whole = 0..content.len();
    let (from, to) = (day(4)?, day(5)?);
    Ok(Heard {
        statement: row.get(0)?,
        report: row.get(8)?,
        by: to,
        side: row.get(9)?,
        of_own_words: of_own_words(&content),
        gist: Gist::of(&Said {
            speaker: stable_hash(actor.as_bytes()),
            from,
            // "Not after the report" is no day.
            to: from.and(to),
            content: &content,
            quoted: if direct {
                std::slice::from_ref(&whole)
            } else {
                &[]
            },
            denied: row.get(7)?,
        }),
        actor,
    })
}

/// Keeps the keys of statements, links them to others, and names the sets.
fn settle(connection: &Connection, own: &[Heard]) -> rusqlite::Result<()> {
    let sql = format!("{SPOKEN} WHERE {KNOWN} AND s.id = ?1");
    let mut sharing = connection
        .prepare_cached("SELECT statement FROM utterance_keys WHERE key = ?1 LIMIT ?2")?;
    let mut keep = connection
        .prepare_cached("INSERT OR IGNORE INTO utterance_keys (key, statement) VALUES (?1, ?2)")?;
    let mut sibling = connection.prepare_cached(
        "INSERT OR REPLACE INTO siblings (first, second, score, why)
         VALUES (min(?1, ?2), max(?1, ?2), ?3, ?4)",
    )?;
    let mut touched = BTreeSet::new();
    for one in own {
        let mut candidates = BTreeSet::new();
        for key in one.gist.lookup() {
            let others: Vec<i64> = sharing
                .query_map(params![key.cast_signed(), MOST + 1], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            if others.len() <= MOST {
                candidates.extend(others);
            }
        }
        candidates.remove(&one.statement);
        for candidate in candidates {
            // One that is shown no more comes back as nothing.
            for other in heard(connection, &sql, candidate)? {
                if other.report == one.report {
                    continue;
                }
                if let Some(found) = link(&one.gist, &other.gist) {
                    sibling.execute(params![
                        one.statement,
                        other.statement,
                        found.score,
                        found.reason
                    ])?;
                    touched.insert(one.statement);
                }
            }
        }
        for key in one.gist.keys() {
            keep.execute(params![key.cast_signed(), one.statement])?;
        }
    }
    let mut named = BTreeSet::new();
    for statement in touched {
        if !named.contains(&statement) {
            named.extend(name(connection, statement)?);
        }
    }
    Ok(())
}

/// Puts all statements that links lead to from this one into sets, and names
/// each set; gives the statements.
fn name(connection: &Connection, statement: i64) -> rusqlite::Result<BTreeSet<i64>> {
    let mut all = BTreeSet::from([statement]);
    let mut open = vec![statement];
    let mut links: BTreeSet<(i64, i64)> = BTreeSet::new();
    let mut next = connection.prepare_cached(
        "SELECT first, second FROM siblings WHERE first = ?1
         UNION ALL SELECT first, second FROM siblings WHERE second = ?1",
    )?;
    while let Some(at) = open.pop() {
        for pair in next.query_map([at], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (first, second) = pair?;
            links.insert((first, second));
            for end in [first, second] {
                if all.insert(end) {
                    open.push(end);
                }
            }
        }
    }
    // By identifier, so that the order of reading does not matter.
    let mut names: Vec<(String, i64)> = Vec::new();
    for &statement in &all {
        names.push(
            connection
                .prepare_cached("SELECT name, id FROM statements WHERE id = ?1")?
                .query_row([statement], |row| Ok((row.get(0)?, row.get(1)?)))?,
        );
    }
    names.sort();
    let place = |statement: i64| names.iter().position(|(_, id)| *id == statement);
    let mut scored = Vec::with_capacity(links.len());
    for (first, second) in links {
        let score: f64 = connection
            .prepare_cached("SELECT score FROM siblings WHERE first = ?1 AND second = ?2")?
            .query_row([first, second], |row| row.get(0))?;
        if let (Some(a), Some(b)) = (place(first), place(second)) {
            scored.push((a, b, score));
        }
    }
    for set in sets(names.len(), &scored) {
        for &member in &set {
            let (_, statement) = &names[member];
            connection
                .prepare_cached("DELETE FROM utterances WHERE statement = ?1")?
                .execute([statement])?;
            if set.len() > 1 {
                connection
                    .prepare_cached("INSERT INTO utterances (statement, name) VALUES (?1, ?2)")?
                    .execute(params![statement, names[set[0]].0])?;
            }
        }
    }
    Ok(all)
}

/// Utterances once counted, by their identifiers.
pub(crate) type Counted = HashMap<String, Option<Utterance>>;

/// The utterance of a statement, where others report it, too; it is counted
/// once for all of its statements.
pub(crate) fn of(
    connection: &Connection,
    statement: i64,
    counted: &mut Counted,
) -> rusqlite::Result<Option<Utterance>> {
    let id: Option<String> = connection
        .prepare_cached("SELECT name FROM utterances WHERE statement = ?1")?
        .query_row([statement], |row| row.get(0))
        .optional()?;
    let Some(id) = id else {
        return Ok(None);
    };
    if let Some(known) = counted.get(&id) {
        return Ok(known.clone());
    }
    let utterance = count(connection, &id)?;
    counted.insert(id, utterance.clone());
    Ok(utterance)
}

fn count(connection: &Connection, id: &str) -> rusqlite::Result<Option<Utterance>> {
    let readings: Vec<i64> = connection
        .prepare_cached(
            "SELECT DISTINCT d.reading FROM utterances u
             CROSS JOIN statements s ON s.id = u.statement
             CROSS JOIN derivations d ON d.id = s.derivation
             CROSS JOIN reports r ON r.id = d.report AND r.current = d.id
             CROSS JOIN addresses l ON l.id = r.address AND l.latest = r.id
             WHERE u.name = ?1 ORDER BY d.reading",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if readings.len() < 2 {
        return Ok(None);
    }
    let mut copies = Vec::new();
    let mut kin = connection.prepare_cached(
        "SELECT second FROM copies WHERE first = ?1
         UNION ALL SELECT first FROM copies WHERE second = ?1",
    )?;
    for &reading in &readings {
        for other in kin.query_map([reading], |row| row.get::<_, i64>(0))? {
            copies.push((reading.cast_unsigned(), other?.cast_unsigned()));
        }
    }
    let reports: Vec<u64> = readings.iter().map(|id| id.cast_unsigned()).collect();
    Ok(Some(Utterance {
        id: id.to_owned(),
        reports: reports.len(),
        origins: independent(&reports, &copies),
    }))
}

impl Ledger {
    /// The other statements of the same utterance, in the order of the ledger.
    /// Found by an index, however large the ledger.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn siblings(&self, statement: &Statement) -> Result<Vec<Sibling>> {
        let list = || -> rusqlite::Result<Vec<(String, Option<String>)>> {
            self.connection
                .prepare_cached(
                    "SELECT s.name, (SELECT why FROM siblings
                          WHERE first = min(s.id, own.statement)
                              AND second = max(s.id, own.statement))
                     FROM utterances own
                     CROSS JOIN utterances u ON u.name = own.name
                     CROSS JOIN statements s ON s.id = u.statement
                     CROSS JOIN derivations d ON d.id = s.derivation
                     CROSS JOIN reports r ON r.id = d.report AND r.current = d.id
                     CROSS JOIN addresses l ON l.id = r.address AND l.latest = r.id
                     WHERE own.statement = ?1 AND s.id <> ?1 ORDER BY s.id",
                )?
                .query_map([statement.row], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        list()
            .map_err(|e| self.error(e))?
            .into_iter()
            .map(|(name, why)| {
                let statement = self.statement(&name)?;
                Ok(Sibling { statement, why })
            })
            .collect()
    }
}
