//! `demarche statements`: who said what, in the form asked for.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use demarche_attribution::Kind;
use demarche_ledger::{Ledger, Passage, Statement, StatementFilter};
use demarche_statements::Grade;

use crate::args::{Format, Global, How, Quoting, Statements};
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::render::marked::Marks;
use crate::render::{csv, graphml, json, prov, schemaorg, table, webannotation, xlsx};
use crate::screen;

pub fn run(global: &Global, args: &Statements) -> Result<Outcome, Failure> {
    if let Some(file) = &args.output {
        output::spare(global, file, &[])?;
    }
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let mut filter = filter(args);
    if let Some(name) = &args.by {
        filter.actor = Some(ledger.actor(name)?.id);
    }
    let statements = ledger.statements(&filter)?;
    let format = args.format.unwrap_or(if global.json {
        Format::Json
    } else {
        Format::Table
    });
    let mut raw: Box<dyn Write> = match &args.output {
        Some(file) if format != Format::Xlsx => Box::new(create(file)?),
        _ => Box::new(screen::raw()),
    };
    match format {
        Format::Table => {
            drop(raw);
            return read(global, &with_passages(&ledger, statements)?);
        }
        Format::Json => json::pretty(&mut raw, &statements)?,
        Format::Jsonl => {
            for statement in &statements {
                json::one_line(&mut raw, statement)?;
            }
        }
        Format::Csv => csv::write(&mut raw, &statements)?,
        Format::Prov => json::pretty(&mut raw, &prov::document(&statements))?,
        Format::Schemaorg => json::pretty(&mut raw, &schemaorg::document(&statements))?,
        Format::Graphml => graphml::write(&mut raw, &statements)?,
        Format::Xlsx => match &args.output {
            Some(file) => xlsx::write(file, &statements)?,
            None => {
                return Err(Failure::told(
                    "a workbook is no text; name its file with --output".to_owned(),
                ));
            }
        },
        Format::Webannotation => {
            let page = webannotation::page(&with_passages(&ledger, statements)?);
            json::pretty(&mut raw, &page)?;
        }
    }
    raw.flush()?;
    Ok(Outcome::Done)
}

fn create(file: &Path) -> Result<BufWriter<File>, Failure> {
    File::create(file)
        .map(BufWriter::new)
        .map_err(|source| Failure::Write {
            file: file.display().to_string(),
            source,
        })
}

/// Prints for reading.
fn read(global: &Global, statements: &[(Statement, Passage)]) -> Result<Outcome, Failure> {
    let marks = marks();
    let mut out = screen::out();
    table::write(&mut out, statements, marks, screen::width())?;
    out.flush()?;
    if !global.quiet {
        if statements.is_empty() {
            anstream::eprintln!("No statement fits. `demarche reports` lists what was read.");
        } else {
            writeln!(out, "\n{}", table::foot(statements, marks))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// How roles are told apart on standard output.
pub fn marks() -> Marks {
    if screen::colour(&io::stdout()) {
        Marks::Colour
    } else {
        Marks::Brackets
    }
}

fn with_passages(
    ledger: &Ledger,
    statements: Vec<Statement>,
) -> Result<Vec<(Statement, Passage)>, Failure> {
    statements
        .into_iter()
        .map(|statement| {
            let passage = ledger.passage(&statement, 0)?;
            Ok((statement, passage))
        })
        .collect()
}

fn filter(args: &Statements) -> StatementFilter {
    StatementFilter {
        speaker: args.speaker.clone(),
        actor: None,
        grade: args.grade.map(|grade| match grade {
            How::FirstHand => Grade::FirstHand,
            How::Relayed => Grade::Relayed,
            How::SecondHand => Grade::SecondHand,
            How::Unnamed => Grade::Unnamed,
        }),
        words: (!args.words.is_empty()).then(|| args.words.join(" ")),
        outlet: args.outlet.clone(),
        kind: args.kind.map(|kind| match kind {
            Quoting::Direct => Kind::Direct,
            Quoting::Indirect => Kind::Indirect,
            Quoting::Mixed => Kind::Mixed,
        }),
        from: args.since.clone(),
        to: args.until.clone(),
        report: args.report.clone(),
        min_confidence: args.min_confidence,
        limit: args.limit,
    }
}
