//! Prints what the combination weighs of each labelled pair, as JSON lines: for
//! `training/stance_fit.py`.
//!
//!     cargo run --release -p demarche-stance --example evidence -- seen
//!
//! With the name of a file of sheets (`among`, `among-tuning`), how near each
//! statement comes to each question, and what is weighed of those that may have
//! to do with one another, in each of the question's wordings.

#[path = "../tests/labelled/mod.rs"]
mod labelled;

use std::error::Error;

use demarche_stance::{Judge, Proposition, Statement};

/// Pairs that come less near and are not labelled are listed without evidence. The
/// program reads those from 0 on; a fit may move that.
const PROMISE: f32 = -0.3;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "seen".into());
    let shared = labelled::shared().ok_or("there is no ../shared beside the checkout")?;
    let judge = Judge::new()?;
    if name.starts_with("among") {
        for (number, sheet) in labelled::sheets(&shared, &name).iter().enumerate() {
            of_sheet(&judge, number, sheet)?;
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

fn of_sheet(judge: &Judge, number: usize, sheet: &labelled::Sheet) -> Result<(), Box<dyn Error>> {
    let questions: Vec<Proposition> = sheet
        .questions
        .iter()
        .map(|asked| Proposition {
            text: asked.wordings[0].clone(),
            synonyms: asked.wordings[1..].to_vec(),
            counters: asked.denied.clone(),
        })
        .collect();
    let prepared = judge.prepare_all(&questions)?;
    let mut first = 0;
    for (article, count) in sheet.articles.iter().enumerate() {
        let said = &sheet.statements[first..first + count];
        let statements: Vec<Statement> = said.iter().map(labelled::Said::statement).collect();
        let met = judge.meet(&statements, &prepared)?;
        for (at, (statement, met)) in statements.iter().zip(&met).enumerate() {
            let at = first + at;
            for (index, (question, near)) in
                sheet.questions.iter().zip(met.affinities()).enumerate()
            {
                let label = question.labels.iter().find(|(_, all)| all.contains(&at));
                let read = judge.promise(met, index) >= PROMISE || label.is_some();
                let wordings: &[String] = if read { &question.wordings } else { &[] };
                let each = wordings.iter().map(|one| evidence(judge, statement, one));
                println!(
                    "{}",
                    serde_json::json!({
                        "sheet": number,
                        "article": article,
                        "statement": at,
                        "question": index,
                        "label": label.map_or("none", |(label, _)| label),
                        "bearing": near.bearing,
                        "cosine": near.cosine,
                        "wordings": each.collect::<Result<Vec<_>, _>>()?,
                    })
                );
            }
        }
        first += count;
    }
    Ok(())
}
