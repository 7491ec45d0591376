//! Checks what the extractor found and makes ledger rows of it.

use std::collections::HashMap;

use demarche_attribution::{Attribution, Kind};
use demarche_reading::{Report, Span};

use crate::{CodePoints, LedgerError, Result, Roles, identity, resolved};

/// A statement about to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// The index of the relation it was made of.
    pub(crate) relation: usize,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) confidence: f32,
    pub(crate) parent: Option<String>,
    pub(crate) spans: Roles,
    pub(crate) source_at: CodePoints,
    pub(crate) cue_at: CodePoints,
    pub(crate) content_at: CodePoints,
}

/// The rows for `found`, in the order of the text whatever the order given;
/// relations with equal spans are one, the most confident.
///
/// `name` is the report's identifier.
pub(crate) fn rows(report: &Report, name: &str, found: &[Attribution]) -> Result<Vec<Row>> {
    let index = report.code_points();
    let mut rows = Vec::with_capacity(found.len());
    for (at, attribution) in found.iter().enumerate() {
        let row = row(report, &index, name, at, attribution).map_err(|detail| {
            let report = report.place.path.clone();
            LedgerError::Attribution {
                report,
                index: at,
                detail,
            }
        })?;
        rows.push(row);
    }
    let names: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
    for (at, attribution) in found.iter().enumerate() {
        let problem = |detail: &str| LedgerError::Attribution {
            report: report.place.path.clone(),
            index: at,
            detail: detail.into(),
        };
        if let Some(parent) = attribution.parent {
            let parent_name = names
                .get(parent)
                .ok_or_else(|| problem("its parent is not in the list"))?;
            rows[at].parent = (*parent_name != names[at]).then(|| parent_name.clone());
        }
    }
    rows.sort_by(|a, b| {
        let place = |row: &Row| (row.spans.cue[0], row.spans.content[0]);
        // Of equals the one to keep comes first, in whatever order they came.
        (place(a), &a.name, b.confidence, &a.kind, &a.parent)
            .partial_cmp(&(place(b), &b.name, a.confidence, &b.kind, &b.parent))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    rows.dedup_by(|later, first| later.name == first.name);
    break_circles(&mut rows);
    Ok(rows)
}

fn row(
    report: &Report,
    index: &demarche_reading::CodePoints<'_>,
    name: &str,
    relation: usize,
    attribution: &Attribution,
) -> std::result::Result<Row, String> {
    let Attribution {
        source,
        cue,
        content,
        kind,
        confidence,
        parent: _,
    } = attribution;
    if !(0.0..=1.0).contains(confidence) {
        return Err(format!("confidence {confidence} is not between 0 and 1"));
    }
    let mut places = [source, cue, content]
        .into_iter()
        .zip(["source", "cue", "content"])
        .map(|(spans, role)| {
            if spans.is_empty() && role != "source" {
                return Err(format!("its {role} is empty"));
            }
            in_original(report, index, spans).map_err(|detail| format!("{role}: {detail}"))
        });
    // Three roles went in, so three places come out.
    let mut next = || places.next().unwrap_or_else(|| Ok(Vec::new()));
    let (source_at, cue_at, content_at) = (next()?, next()?, next()?);
    Ok(Row {
        relation,
        name: identity::statement_name(name, [&cue_at, &source_at, &content_at]),
        kind: *kind,
        confidence: *confidence,
        parent: None,
        spans: Roles {
            source: source.clone(),
            cue: cue.clone(),
            content: content.clone(),
        },
        source_at,
        cue_at,
        content_at,
    })
}

fn in_original(
    report: &Report,
    index: &demarche_reading::CodePoints<'_>,
    spans: &[Span],
) -> std::result::Result<CodePoints, String> {
    let mut places: CodePoints = Vec::with_capacity(spans.len());
    let mut end = 0;
    for span in spans {
        let Span { start, end: stop } = *span;
        if start >= stop || report.text.get(start..stop).is_none() {
            return Err(format!("{start}..{stop} is no stretch of the text"));
        }
        if start < end {
            return Err(format!("{start}..{stop} is out of order"));
        }
        end = stop;
        let mut found = resolved::code_points(report, index, *span)
            .ok_or_else(|| format!("{start}..{stop} has no place in the original"))?;
        places.append(&mut found);
    }
    Ok(places)
}

/// The identifiers of the rows by the index of their relation; `None` where
/// another row stands for it.
pub(crate) fn names(rows: &[Row], relations: usize) -> Vec<Option<String>> {
    let mut names = vec![None; relations];
    for row in rows {
        if let Some(name) = names.get_mut(row.relation) {
            *name = Some(row.name.clone());
        }
    }
    names
}

/// No relation stands in its own content: where parents lead round in a circle,
/// the first in the text loses its own.
fn break_circles(rows: &mut [Row]) {
    let at: HashMap<String, usize> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| (row.name.clone(), i))
        .collect();
    let parent = |rows: &[Row], i: usize| {
        rows[i]
            .parent
            .as_ref()
            .and_then(|name| at.get(name).copied())
    };
    for start in 0..rows.len() {
        let mut next = parent(rows, start);
        for _ in 0..rows.len() {
            match next {
                Some(i) if i == start => {
                    rows[start].parent = None;
                    break;
                }
                Some(i) => next = parent(rows, i),
                None => break,
            }
        }
    }
}
