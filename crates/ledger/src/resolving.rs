//! Keeps what a resolver made of a report's relations, and does so again.

use demarche_reading::Report;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::corrections::told_lately;
use crate::link::Told;
use crate::prepare::{self, Row};
use crate::resolved::{self, Detail};
use crate::write::{json, whole};
use crate::{Findings, Ledger, LedgerError, Result, cast, link, utterances};

/// What `SQLite` says, before the file's name is put to it.
type Sqlite<T> = std::result::Result<T, rusqlite::Error>;

impl Ledger {
    /// The reports whose statements another resolver resolved, or none, in the
    /// order of the ledger: what [`Ledger::resolve_again`] is for.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn unresolved(&self, resolver: &str) -> Result<Vec<String>> {
        let list = || -> Sqlite<Vec<String>> {
            self.connection
                .prepare_cached(
                    "SELECT r.name FROM addresses a
                     CROSS JOIN reports r ON r.id = a.latest
                     CROSS JOIN derivations d ON d.id = r.current
                     LEFT JOIN resolutions v ON v.id = d.resolution
                     WHERE v.resolver IS NOT ?1 ORDER BY a.id",
                )?
                .query_map([resolver], |row| row.get(0))?
                .collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// Keeps what a resolver made of the relations that [`Ledger::relations`]
    /// gives for a report of [`Ledger::report`], and shows that from now on.
    ///
    /// # Errors
    /// [`LedgerError::UnknownReport`], or an error about the file.
    pub fn resolve_again(
        &mut self,
        name: &str,
        report: &Report,
        findings: &Findings<'_>,
    ) -> Result<()> {
        let id = self.report_row(name)?;
        let file = self.file.clone();
        let sqlite = |e| LedgerError::from_sqlite(&file, e);
        let rows = prepare::rows(report, name, findings.relations)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(sqlite)?;
        let told = told_lately(&transaction, &mut self.told).map_err(sqlite)?;
        let again = |connection: &Connection| -> Sqlite<()> {
            let derivation: i64 = connection
                .prepare_cached("SELECT current FROM reports WHERE id = ?1")?
                .query_row([id], |row| row.get(0))?;
            let known: Option<i64> = connection
                .prepare_cached(
                    "SELECT id FROM resolutions WHERE derivation = ?1 AND resolver = ?2",
                )?
                .query_row(params![derivation, findings.versions.resolver], |row| {
                    row.get(0)
                })
                .optional()?;
            let resolution = match known {
                Some(known) => known,
                None => insert(connection, report, name, derivation, findings, &rows, &told)?,
            };
            show(connection, id, derivation, resolution)?;
            utterances::find_siblings(connection, derivation)
        };
        again(&transaction).map_err(sqlite)?;
        transaction.commit().map_err(sqlite)
    }
}

/// Makes a derivation and its resolution the ones that are shown.
pub(crate) fn show(
    connection: &Connection,
    report: i64,
    derivation: i64,
    resolution: i64,
) -> Sqlite<()> {
    connection
        .prepare_cached("UPDATE derivations SET resolution = ?2 WHERE id = ?1")?
        .execute(params![derivation, resolution])?;
    connection
        .prepare_cached("UPDATE reports SET current = ?2 WHERE id = ?1")?
        .execute(params![report, derivation])?;
    Ok(())
}

/// Keeps what a resolver made of a derivation, and links the actors that are
/// new to the ledger.
pub(crate) fn insert(
    connection: &Connection,
    report: &Report,
    name: &str,
    derivation: i64,
    findings: &Findings<'_>,
    rows: &[Row],
    told: &Told,
) -> Sqlite<i64> {
    let found = findings.statements;
    let resolution = connection
        .prepare_cached(
            "INSERT INTO resolutions (derivation, resolver, day, day_reason)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .insert(params![
            derivation,
            findings.versions.resolver,
            found.day.day,
            found.day.reason,
        ])?;
    let index = report.code_points();
    let (members, fresh) = cast::insert(
        connection,
        resolution,
        &found.cast.actors,
        report,
        &index,
        name,
    )?;
    let names = prepare::names(rows, findings.relations.len());
    let mut insert = connection.prepare_cached(
        "INSERT INTO resolved (resolution, statement, said_from, said_to, grade, detail)
         SELECT ?1, id, ?3, ?4, ?5, ?6 FROM statements WHERE derivation = ?2 AND ordinal = ?7
         RETURNING statement",
    )?;
    let mut part = connection.prepare_cached(
        "INSERT OR IGNORE INTO parts (member, statement, part) VALUES (?1, ?2, ?3)",
    )?;
    for (ordinal, row) in rows.iter().enumerate() {
        let Some(resolved) = found.resolved.get(row.relation) else {
            continue;
        };
        let detail = Detail::of(resolved, report, &index, &names);
        let statement: i64 = insert.query_row(
            params![
                resolution,
                derivation,
                resolved.on.from,
                resolved.on.to,
                resolved.grade.map(resolved::grade_name),
                json(&detail),
                whole(ordinal),
            ],
            |row| row.get(0),
        )?;
        for (member, name) in detail.parts() {
            if let Some(member) = members.get(member) {
                part.execute(params![member, statement, name])?;
            }
        }
    }
    link::profiles(connection, &fresh, told)?;
    Ok(resolution)
}
