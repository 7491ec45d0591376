//! Reports made by hand for the ledger's tests.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use demarche_actors::Known;
use demarche_attribution::{Attribution, Kind};
use demarche_ledger::{Added, Findings, Ledger, ReportFilter, Result, StatementFilter, Versions};
use demarche_reading::{Format, Metadata, OffsetMap, Place, Report, Span};
use demarche_statements::{Statements, resolve};

/// A report whose text is its original.
pub fn report(path: &str, text: &str) -> Report {
    Report {
        place: Place {
            path: path.into(),
            file: path.rsplit('/').next().unwrap().into(),
            line: None,
        },
        format: Format::Text,
        encoding: "UTF-8".into(),
        bytes: text.into(),
        original: text.into(),
        text: text.into(),
        map: OffsetMap::default(),
        metadata: Metadata::default(),
        notes: Vec::new(),
    }
}

/// One indirect attribution for each line "A said B".
pub fn found(text: &str) -> Vec<Attribution> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(cue) = line.find(" said ") {
            found.push(Attribution {
                source: vec![Span::new(at, at + cue)],
                cue: vec![Span::new(at + cue + 1, at + cue + 5)],
                content: vec![Span::new(at + cue + 6, at + line.trim_end().len())],
                kind: Kind::Indirect,
                confidence: 0.75,
                parent: None,
            });
        }
        at += line.len();
    }
    found
}

/// An extractor's version beside the one resolver of these tests.
pub fn versions(extractor: &str) -> Versions<'_> {
    Versions {
        extractor,
        resolver: "r1",
    }
}

/// Adds a report with these relations and what resolving makes of them.
pub fn keep(
    ledger: &mut Ledger,
    report: &Report,
    relations: &[Attribution],
    extractor: &str,
) -> Result<Added> {
    let spans = |one: &Attribution| [&one.source, &one.cue, &one.content].map(Clone::clone);
    let fits = |span: Span| report.text.get(span.range()).is_some();
    let sound = relations.iter().flat_map(spans).flatten().all(fits);
    let statements = if sound {
        resolve(report, relations, &Known::default())
    } else {
        Statements::default()
    };
    ledger.add(
        report,
        &Findings {
            relations,
            statements: &statements,
            versions: versions(extractor),
        },
    )
}

/// The `number`th report of a made-up corpus, of `lines` statements.
pub fn made_up(number: usize, lines: usize) -> Report {
    let speakers = ["Lavrov", "Mao Ning", "Kuleba", "Rubio", "Merz"];
    let topics = [
        "guarantees",
        "neutrality",
        "a ceasefire",
        "peacekeepers",
        "mediation",
    ];
    let text = (0..lines)
        .map(|line| {
            let at = number * 7 + line;
            format!(
                "{} said that {} would take {at} days — “at least”.\n",
                speakers[at % 5],
                topics[(at / 5) % 5]
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let mut report = report(&format!("corpus/{number:05}.txt"), &text);
    report.metadata.outlet = Some(["Daily", "Courier"][number % 2].into());
    report.metadata.date = Some(format!("2025-08-{:02}", number % 28 + 1));
    report
}

/// All that a reader can see of a ledger.
pub fn contents(ledger: &Ledger) -> String {
    let all = ReportFilter {
        all_revisions: true,
        ..Default::default()
    };
    let reports = serde_json::to_string(&ledger.reports(&all).unwrap()).unwrap();
    let statements = ledger.statements(&StatementFilter::default()).unwrap();
    let hits = ledger.search("guarantee", usize::MAX).unwrap();
    format!(
        "{reports}\n{}\n{}",
        serde_json::to_string(&statements).unwrap(),
        serde_json::to_string(&hits).unwrap()
    )
}
