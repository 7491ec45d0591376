//! Adds reports, each in one transaction.

use demarche_reading::Report;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::corrections::told_lately;
use crate::identity::{self, Identity};
use crate::prepare::{self, Row};
use crate::rows::{format_name, joined, kind_name, spans_json};
use crate::{
    Added, Findings, Ledger, LedgerError, Result, Standing, Versions, copies, resolving, utterances,
};

/// What `SQLite` says, before the file's name is put to it.
type Sqlite<T> = std::result::Result<T, rusqlite::Error>;

/// What the ledger keeps of a report already.
struct Kept {
    standing: Standing,
    /// The address, if it is known.
    address: Option<i64>,
    /// The report with the same bytes under it.
    report: Option<(i64, String, u32)>,
    /// The reading with the same text and metadata.
    reading: Option<i64>,
    /// The derivation of that reading by the same extractor.
    derivation: Option<i64>,
    /// The resolution of that derivation by the same resolver.
    resolution: Option<i64>,
    /// The number of revisions so far.
    revisions: u32,
}

impl Ledger {
    /// What the ledger knows of a report, so that the work of extraction can
    /// be spared.
    ///
    /// The same bytes under the same address are the same report, be they the
    /// latest revision or an earlier one: a folder that holds two versions of
    /// a page changes nothing when it is read again.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn standing(&self, report: &Report, versions: Versions<'_>) -> Result<Standing> {
        let identity = Identity::of(report, &self.folder);
        kept(&self.connection, report, &identity, versions)
            .map(|kept| kept.standing)
            .map_err(|e| self.error(e))
    }

    /// Adds a report and what was found in it, in one transaction.
    ///
    /// Adding the same report by the same versions again changes nothing,
    /// whatever the findings say. By others, its statements become the ones
    /// shown; the earlier ones stay in the file.
    ///
    /// # Errors
    /// [`LedgerError::Attribution`] when a span does not fit the text, or an
    /// error about the file. Nothing of the report is then kept.
    pub fn add(&mut self, report: &Report, findings: &Findings<'_>) -> Result<Added> {
        let identity = Identity::of(report, &self.folder);
        let file = self.file.clone();
        let sqlite = |e| LedgerError::from_sqlite(&file, e);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(sqlite)?;
        let kept = kept(&transaction, report, &identity, findings.versions).map_err(sqlite)?;
        let (id, name, revision) = match kept.report {
            Some(ref known) => known.clone(),
            None => insert_report(&transaction, report, &identity, &kept).map_err(sqlite)?,
        };
        if !matches!(kept.standing, Standing::Unchanged { .. }) {
            let rows = prepare::rows(report, &name, findings.relations)?;
            let derivation = match kept.derivation {
                Some(known) => known,
                None => insert_derivation(
                    &transaction,
                    report,
                    id,
                    kept.reading,
                    findings.versions.extractor,
                    &rows,
                )
                .map_err(sqlite)?,
            };
            let resolution = if let Some(known) = kept.resolution {
                known
            } else {
                let told = told_lately(&transaction, &mut self.told).map_err(sqlite)?;
                resolving::insert(
                    &transaction,
                    report,
                    &name,
                    derivation,
                    findings,
                    &rows,
                    &told,
                )
                .map_err(sqlite)?
            };
            if kept.report.is_some() && matches!(kept.standing, Standing::Revision { .. }) {
                show_revision(&transaction, id).map_err(sqlite)?;
            }
            resolving::show(&transaction, id, derivation, resolution).map_err(sqlite)?;
            utterances::find_siblings(&transaction, derivation).map_err(sqlite)?;
        }
        let statements = transaction
            .prepare_cached(
                "SELECT count(*) FROM statements s JOIN reports r ON r.current = s.derivation
                 WHERE r.id = ?1",
            )
            .and_then(|mut count| count.query_row([id], |row| row.get(0)))
            .map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
        Ok(Added {
            report: name,
            revision,
            standing: kept.standing,
            statements,
        })
    }
}

fn kept(
    connection: &Connection,
    report: &Report,
    identity: &Identity,
    versions: Versions<'_>,
) -> Sqlite<Kept> {
    let mut kept = Kept {
        standing: Standing::New,
        address: None,
        report: None,
        reading: None,
        derivation: None,
        resolution: None,
        revisions: 0,
    };
    let known: Option<(i64, String, u32)> = connection
        .prepare_cached(
            "SELECT a.id, r.name, (SELECT max(revision) FROM reports WHERE address = a.id)
             FROM addresses a JOIN reports r ON r.id = a.latest WHERE a.key = ?1",
        )?
        .query_row([&identity.key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((address, previous, revisions)) = known else {
        return Ok(kept);
    };
    kept.address = Some(address);
    kept.revisions = revisions;
    let same = connection
        .prepare_cached(
            "SELECT r.id, r.name, r.revision, r.current, d.resolution, a.latest = r.id
             FROM reports r JOIN derivations d ON d.id = r.current
             JOIN addresses a ON a.id = r.address
             WHERE r.address = ?1 AND r.sha256 = ?2",
        )?
        .query_row(params![address, identity.sha256], |row| {
            let known: (i64, String, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let shown: (i64, Option<i64>, bool) = (row.get(3)?, row.get(4)?, row.get(5)?);
            Ok((known, shown))
        })
        .optional()?;
    let Some((same, (current, resolution, latest))) = same else {
        kept.standing = Standing::Revision { previous };
        return Ok(kept);
    };
    kept.reading = connection
        .prepare_cached("SELECT id FROM readings WHERE report = ?1 AND fingerprint = ?2")?
        .query_row(params![same.0, fingerprint(report)], |row| row.get(0))
        .optional()?;
    if let Some(reading) = kept.reading {
        kept.derivation = connection
            .prepare_cached("SELECT id FROM derivations WHERE reading = ?1 AND extractor = ?2")?
            .query_row(params![reading, versions.extractor], |row| row.get(0))
            .optional()?;
    }
    if let Some(derivation) = kept.derivation {
        kept.resolution = connection
            .prepare_cached("SELECT id FROM resolutions WHERE derivation = ?1 AND resolver = ?2")?
            .query_row(params![derivation, versions.resolver], |row| row.get(0))
            .optional()?;
    }
    let name = same.1.clone();
    kept.report = Some(same);
    let shown = kept.derivation == Some(current);
    kept.standing = if identity.alone && !latest {
        // An earlier text that stands there again.
        Standing::Revision { previous }
    } else if shown && kept.resolution.is_some() && kept.resolution == resolution {
        Standing::Unchanged { report: name }
    } else if shown {
        Standing::Unresolved { report: name }
    } else {
        Standing::Outdated { report: name }
    };
    Ok(kept)
}

fn insert_report(
    connection: &Connection,
    report: &Report,
    identity: &Identity,
    kept: &Kept,
) -> Sqlite<(i64, String, u32)> {
    let address = if let Some(known) = kept.address {
        known
    } else {
        connection
            .prepare_cached("INSERT INTO addresses (key) VALUES (?1)")?
            .insert([&identity.key])?
    };
    let plain = identity.name();
    let taken = connection
        .prepare_cached("SELECT 1 FROM reports WHERE name = ?1")?
        .exists([&plain])?;
    let name = if taken {
        identity.name_of_copy()
    } else {
        plain
    };
    let revision = kept.revisions + 1;
    let id = connection
        .prepare_cached(
            "INSERT INTO reports (name, address, revision, sha256, format, path, file, line, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .insert(params![
            name,
            address,
            revision,
            identity.sha256,
            format_name(report.format),
            report.place.path,
            report.place.file,
            report.place.line.map(whole),
            report.bytes,
        ])?;
    show_revision(connection, id)?;
    Ok((id, name, revision))
}

/// Makes a report the one that stands at its address.
fn show_revision(connection: &Connection, id: i64) -> Sqlite<()> {
    connection
        .prepare_cached(
            "UPDATE addresses SET latest = ?1
             WHERE id = (SELECT address FROM reports WHERE id = ?1)",
        )?
        .execute([id])?;
    Ok(())
}

fn insert_derivation(
    connection: &Connection,
    report: &Report,
    id: i64,
    reading: Option<i64>,
    extractor: &str,
    rows: &[Row],
) -> Sqlite<i64> {
    let reading = match reading {
        Some(known) => known,
        None => insert_reading(connection, report, id)?,
    };
    let derivation = connection
        .prepare_cached("INSERT INTO derivations (report, reading, extractor) VALUES (?1, ?2, ?3)")?
        .insert(params![id, reading, extractor])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO statements (derivation, ordinal, name, kind, confidence, parent,
             source, cue, content, source_at, cue_at, content_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    let mut words =
        connection.prepare_cached("INSERT INTO statement_words (rowid, words) VALUES (?1, ?2)")?;
    let mut speakers = connection
        .prepare_cached("INSERT INTO statement_speakers (rowid, words) VALUES (?1, ?2)")?;
    for (ordinal, row) in rows.iter().enumerate() {
        let statement = insert.insert(params![
            derivation,
            whole(ordinal),
            row.name,
            kind_name(row.kind),
            f64::from(row.confidence),
            row.parent,
            spans_json(&row.spans.source),
            spans_json(&row.spans.cue),
            spans_json(&row.spans.content),
            json(&row.source_at),
            json(&row.cue_at),
            json(&row.content_at),
        ])?;
        let source = joined(&report.text, &row.spans.source);
        let cue = joined(&report.text, &row.spans.cue);
        let content = joined(&report.text, &row.spans.content);
        // A line between the roles keeps them apart for a reader of the
        // index; a phrase over their border is a rare and harmless match.
        words.execute(params![statement, format!("{source}\n{cue}\n{content}")])?;
        if !source.is_empty() {
            speakers.execute(params![statement, source])?;
        }
    }
    Ok(derivation)
}

fn insert_reading(connection: &Connection, report: &Report, id: i64) -> Sqlite<i64> {
    let metadata = &report.metadata;
    let original = (report.bytes != report.original.as_bytes()).then_some(&report.original);
    let reading = connection
        .prepare_cached(
            "INSERT INTO readings (report, fingerprint, outlet, date, title, url, author, language,
                 given, encoding, original, text, map)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .insert(params![
            id,
            fingerprint(report),
            metadata.outlet,
            metadata.date,
            metadata.title,
            metadata.url,
            metadata.author,
            metadata.language,
            metadata.id,
            report.encoding,
            original,
            report.text,
            report.map.to_bytes(),
        ])?;
    connection
        .prepare_cached("INSERT INTO report_words (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![reading, metadata.title, report.text])?;
    copies::find_copies(connection, report, reading)?;
    Ok(reading)
}

/// What tells two readings of the same bytes apart.
fn fingerprint(report: &Report) -> [u8; 32] {
    let metadata = &report.metadata;
    // "None" and "Some of nothing" differ.
    let field = |value: &Option<String>| {
        value
            .as_ref()
            .map_or(vec![0], |v| [&[1], v.as_bytes()].concat())
    };
    let fields = [
        &metadata.outlet,
        &metadata.date,
        &metadata.title,
        &metadata.url,
        &metadata.author,
        &metadata.language,
        &metadata.id,
    ]
    .map(field);
    let mut all: Vec<&[u8]> = fields.iter().map(Vec::as_slice).collect();
    all.push(report.encoding.as_bytes());
    all.push(report.text.as_bytes());
    identity::digest(&all)
}

pub(crate) fn json(value: &impl serde::Serialize) -> String {
    // Lists of numbers always serialise.
    serde_json::to_string(value).unwrap_or_else(|_| "[]".into())
}

pub(crate) fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
