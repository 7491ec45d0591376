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

use demarche_stance::{Asked, Judge, Proposition, Statement};

/// Pairs that come less near and are not labelled are listed without evidence. The
/// program reads those from 0 on; a fit may move that.
const PROMISE: f32 = -0.7;

/// So many articles of another matter meet the questions of a sheet.
const STRANGERS: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "seen".into());
    let shared = labelled::shared().ok_or("there is no ../shared beside the checkout")?;
    let judge = Judge::new()?;
    if name.starts_with("among") {
        let sheets = labelled::sheets(&shared, &name);
        for (number, sheet) in sheets.iter().enumerate() {
            let asked = prepared(&judge, sheet)?;
            of_sheet(&judge, number, sheet, (sheet, usize::MAX), &asked)?;
            if name == "among-matters" {
                let next = &sheets[(number + 1) % sheets.len()];
                of_sheet(&judge, number, sheet, (next, STRANGERS), &asked)?;
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

fn prepared(judge: &Judge, sheet: &labelled::Sheet) -> Result<Vec<Asked>, Box<dyn Error>> {
    let questions: Vec<Proposition> = sheet
        .questions
        .iter()
        .map(|asked| Proposition {
            text: asked.wordings[0].clone(),
            synonyms: asked.wordings[1..].to_vec(),
            counters: asked.denied.clone(),
        })
        .collect();
    Ok(judge.prepare_all(&questions)?)
}

/// Holds the first articles of `of` against the questions of a sheet, which may be another.
fn of_sheet(
    judge: &Judge,
    number: usize,
    sheet: &labelled::Sheet,
    (of, articles): (&labelled::Sheet, usize),
    asked: &[Asked],
) -> Result<(), Box<dyn Error>> {
    let own = std::ptr::eq(sheet, of);
    let mut first = 0;
    for (article, count) in of.articles.iter().enumerate().take(articles) {
        let said = &of.statements[first..first + count];
        let statements: Vec<Statement> = said.iter().map(labelled::Said::statement).collect();
        let met = judge.meet(&statements, asked)?;
        for (at, (statement, met)) in statements.iter().zip(&met).enumerate() {
            let at = first + at;
            for (index, (question, near)) in
                sheet.questions.iter().zip(met.affinities()).enumerate()
            {
                let label = question.labels.iter().find(|(_, all)| all.contains(&at));
                let label = label.filter(|_| own);
                let read = judge.promise(met, index) >= PROMISE || label.is_some();
                let evidence = read.then(|| judge.evidence_among(statement, &asked[index]));
                println!(
                    "{}",
                    serde_json::json!({
                        "sheet": number,
                        "stranger": !own,
                        "article": article,
                        "statement": at,
                        "question": index,
                        "label": label.map_or("none", |(label, _)| label),
                        "bearing": near.bearing,
                        "cosine": near.cosine,
                        "evidence": evidence.transpose()?,
                    })
                );
            }
        }
        first += count;
    }
    Ok(())
}
