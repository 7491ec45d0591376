//! How spans, kinds and statements lie in the file's columns.

use std::fmt::Write;

use demarche_attribution::Kind;
use demarche_reading::{Format, Metadata, OffsetMap, Place, Report, Span};
use rusqlite::Row;
use rusqlite::types::{FromSqlError, Type};
use serde::de::DeserializeOwned;

use crate::{ReportSummary, Roles, Statement};

/// The columns that [`summary`] reads, of `reports r` and `readings t`.
pub(crate) const SUMMARY: &str =
    "r.name, r.file, r.path, r.line, t.outlet, t.title, t.date, t.url, r.revision";

/// How many columns [`SUMMARY`] has.
pub(crate) const SUMMARY_WIDTH: usize = 9;

/// The columns that [`statement`] reads, of `statements s` beside the above.
pub(crate) const STATEMENT: &str = "s.name, s.kind, s.confidence, s.parent, s.source, s.cue, s.content, s.source_at, s.cue_at, s.content_at, t.id, d.resolution, s.id";

/// Reads [`SUMMARY`] from the row's first columns.
pub(crate) fn summary(row: &Row<'_>) -> rusqlite::Result<ReportSummary> {
    Ok(ReportSummary {
        id: row.get(0)?,
        file: row.get(1)?,
        path: row.get(2)?,
        line: row.get(3)?,
        outlet: row.get(4)?,
        title: row.get(5)?,
        date: row.get(6)?,
        url: row.get(7)?,
        revision: row.get(8)?,
    })
}

/// Reads [`SUMMARY`] and [`STATEMENT`]; the words are still to be filled in
/// from the text.
pub(crate) fn statement(row: &Row<'_>) -> rusqlite::Result<Statement> {
    let at = |column: usize| SUMMARY_WIDTH + column;
    let kind: String = row.get(at(1))?;
    Ok(Statement {
        report: summary(row)?,
        id: row.get(at(0))?,
        kind: parse_kind(&kind).ok_or_else(|| damaged(at(1), &kind))?,
        confidence: confidence(row.get(at(2))?),
        parent: row.get(at(3))?,
        spans: Roles {
            source: spans(row, at(4))?,
            cue: spans(row, at(5))?,
            content: spans(row, at(6))?,
        },
        source: list(row, at(7))?,
        cue: list(row, at(8))?,
        content: list(row, at(9))?,
        reading: row.get(at(10))?,
        text: String::new(),
        source_text: String::new(),
        cue_text: String::new(),
        resolution: row.get(at(11))?,
        row: row.get(at(12))?,
        actor: None,
        speakers: Vec::new(),
        to: Vec::new(),
        about: Vec::new(),
        on: None,
        via: Vec::new(),
        grade: None,
        denies: None,
        utterance: None,
    })
}

/// Reads a whole report, from the columns of [`crate::Ledger::report`].
pub(crate) fn report(row: &Row<'_>) -> rusqlite::Result<Option<Report>> {
    let format: String = row.get(3)?;
    let map: Option<Vec<u8>> = row.get(8)?;
    let Some(map) = map.and_then(|bytes| OffsetMap::from_bytes(&bytes)) else {
        return Ok(None);
    };
    Ok(Some(Report {
        place: Place {
            path: row.get(0)?,
            file: row.get(1)?,
            line: row.get(2)?,
        },
        format: parse_format(&format).ok_or_else(|| damaged(3, &format))?,
        encoding: row.get(5)?,
        bytes: row.get(4)?,
        original: row.get(6)?,
        text: row.get(7)?,
        map,
        metadata: Metadata {
            id: row.get(9)?,
            url: row.get(10)?,
            title: row.get(11)?,
            outlet: row.get(12)?,
            author: row.get(13)?,
            date: row.get(14)?,
            language: row.get(15)?,
        },
        notes: Vec::new(),
    }))
}

pub(crate) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Markdown => "markdown",
        Format::Html => "html",
        Format::JsonLines => "jsonl",
    }
}

fn parse_format(name: &str) -> Option<Format> {
    [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::JsonLines,
    ]
    .into_iter()
    .find(|format| format_name(*format) == name)
}

/// Fills in the words of a statement. False when its spans do not fit `text`.
pub(crate) fn fill(statement: &mut Statement, text: &str) -> bool {
    let Roles {
        source,
        cue,
        content,
    } = &statement.spans;
    let fits = [source, cue, content]
        .into_iter()
        .flatten()
        .all(|s| text.get(s.range()).is_some());
    if fits {
        statement.text = joined(text, content);
        statement.source_text = joined(text, source);
        statement.cue_text = joined(text, cue);
    }
    fits
}

/// The stretches of `text`, joined with one space.
pub(crate) fn joined(text: &str, spans: &[Span]) -> String {
    let stretches: Vec<&str> = spans
        .iter()
        .filter_map(|span| text.get(span.range()))
        .collect();
    stretches.join(" ")
}

/// Spans as `[[start,end],…]`.
pub(crate) fn spans_json(spans: &[Span]) -> String {
    let mut json = String::from("[");
    for (at, span) in spans.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(json, "{comma}[{},{}]", span.start, span.end);
    }
    json.push(']');
    json
}

pub(crate) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Indirect => "indirect",
        Kind::Mixed => "mixed",
    }
}

fn parse_kind(name: &str) -> Option<Kind> {
    [Kind::Direct, Kind::Indirect, Kind::Mixed]
        .into_iter()
        .find(|kind| kind_name(*kind) == name)
}

/// `SQLite` keeps 64 bits of what was 32, so that nothing is lost on the way
/// back.
#[expect(clippy::cast_possible_truncation)]
fn confidence(stored: f64) -> f32 {
    stored as f32
}

fn spans(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<Span>> {
    let pairs: Vec<[usize; 2]> = list(row, column)?;
    Ok(pairs
        .into_iter()
        .map(|[start, end]| Span::new(start, end))
        .collect())
}

pub(crate) fn list<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let json = row.get_ref(column)?.as_str()?;
    serde_json::from_str(json).map_err(|_| damaged(column, json))
}

/// A column whose value this crate never writes.
fn damaged(column: usize, value: &str) -> rusqlite::Error {
    let detail = FromSqlError::Other(format!("cannot be read: {value:?}").into());
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(detail))
}
