//! Prints what the combination weighs of each labelled pair, as JSON lines: for
//! `training/stance_fit.py`.
//!
//!     cargo run --release -p demarche-stance --example evidence -- seen
//!
//! With the name of a file of sheets (`among`, `among-matters`), how near each
//! statement comes to each question, and what is weighed of those that may have
//! to do with one another. Of `among-matters`, whose sheets are of one matter
//! each, statements of the next sheet meet the questions, too, as `strangers`:
//! a ledger holds reports on other matters.

#[path = "../tests/labelled/mod.rs"]
mod labelled;

use std::error::Error;
use std::fmt::Write;
use std::thread;

use demarche_stance::{Asked, Judge, Proposition, StanceError, Statement};

/// Pairs that come less near and are not labelled are listed without evidence. The
/// program reads those from 0 on; a fit may move that.
const PROMISE: f32 = -1.2;

/// So many articles of another matter meet the questions of a sheet.
const STRANGERS: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "seen".into());
    let shared = labelled::shared().ok_or("there is no ../shared beside the checkout")?;
    let judge = Judge::new()?;
    if name.starts_with("among") {
        let sheets = labelled::sheets(&shared, &name);
        let all = |number: usize| -> Result<String, StanceError> {
            let sheet = &sheets[number];
            let asked = prepared(&judge, sheet)?;
            let mut lines = of_sheet(&judge, number, sheet, (sheet, usize::MAX), &asked)?;
            if name == "among-matters" {
                let next = &sheets[(number + 1) % sheets.len()];
                lines += &of_sheet(&judge, number, sheet, (next, STRANGERS), &asked)?;
            }
            Ok(lines)
        };
        // Sheets are of one size, nearly.
        let threads = thread::available_parallelism()?.get();
        for first in (0..sheets.len()).step_by(threads) {
            let numbers = first..sheets.len().min(first + threads);
            let done = thread::scope(|scope| {
                let all = &all;
                let started: Vec<_> = numbers
                    .map(|number| scope.spawn(move || all(number)))
                    .collect();
                let ended = started.into_iter().map(|one| one.join().expect("no panic"));
                ended.collect::<Result<Vec<_>, _>>()
            })?;
            for lines in done {
                print!("{lines}");
            }
        }
        return Ok(());
    }
    for pair in labelled::read(&shared, &name) {
        println!(
            "{}",
            serde_json::json!({
                "id": pair.id,
                "label": pair.label,
                "evidence": evidence(&judge, &pair.said.statement(), &pair.proposition)?,
            })
        );
    }
    Ok(())
}

fn evidence(
    judge: &Judge,
    statement: &Statement<'_>,
    wording: &str,
) -> Result<Vec<(&'static str, f32)>, Box<dyn Error>> {
    let prepared = judge.prepare(&Proposition::new(wording));
    Ok(judge.evidence(statement, &prepared)?)
}

fn prepared(judge: &Judge, sheet: &labelled::Sheet) -> Result<Vec<Asked>, StanceError> {
    let questions: Vec<Proposition> = sheet
        .questions
        .iter()
        .map(|asked| Proposition {
            text: asked.wordings[0].clone(),
            synonyms: asked.wordings[1..].to_vec(),
            counters: asked.denied.clone(),
        })
        .collect();
    judge.prepare_all(&questions)
}

/// Holds the first articles of `of` against the questions of a sheet, which may be another.
fn of_sheet(
    judge: &Judge,
    number: usize,
    sheet: &labelled::Sheet,
    (of, articles): (&labelled::Sheet, usize),
    asked: &[Asked],
) -> Result<String, StanceError> {
    let own = std::ptr::eq(sheet, of);
    let mut lines = String::new();
    let mut first = 0;
    for (article, count) in of.articles.iter().enumerate().take(articles) {
        let said = &of.statements[first..first + count];
        let wholes: Vec<String> = said.iter().map(|one| one.statement().whole()).collect();
        let statements: Vec<Statement> = said
            .iter()
            .enumerate()
            .map(|(at, one)| Statement {
                before: &wholes[..at],
                ..one.statement()
            })
            .collect();
        let met = judge.meet(&statements, asked)?;
        for (at, (statement, met)) in statements.iter().zip(&met).enumerate() {
            let at = first + at;
            for (index, (question, near)) in
                sheet.questions.iter().zip(met.affinities()).enumerate()
            {
                let label = question.labels.iter().find(|(_, all)| all.contains(&at));
                let label = label.filter(|_| own);
                let read = judge.promise(met, index) >= PROMISE || label.is_some();
                let evidence = read.then(|| judge.evidence_among(statement, met, asked, index));
                let line = serde_json::json!({
                    "sheet": number,
                    "stranger": !own,
                    "article": article,
                    "statement": at,
                    "question": index,
                    "label": label.map_or("none", |(label, _)| label),
                    "bearing": near.bearing,
                    "cosine": near.cosine,
                    "evidence": evidence.transpose()?,
                });
                writeln!(lines, "{line}").expect("a string takes all");
            }
        }
        first += count;
    }
    Ok(lines)
}
