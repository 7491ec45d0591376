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

/// Pairs that come less near and are not labelled are listed without evidence.
const COSINE: f32 = 0.15;
const BEARING: f32 = 0.1;

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
    for (at, said) in sheet.statements.iter().enumerate() {
        let statement = said.statement();
        let met = judge.meet(&statement, &prepared)?;
        for (index, (question, near)) in sheet.questions.iter().zip(met.affinities()).enumerate() {
            let label = question.labels.iter().find(|(_, all)| all.contains(&at));
            let read = near.cosine >= COSINE || near.bearing >= BEARING || label.is_some();
            let wordings: &[String] = if read { &question.wordings } else { &[] };
            let each = wordings.iter().map(|one| evidence(judge, &statement, one));
            println!(
                "{}",
                serde_json::json!({
                    "sheet": number,
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
    Ok(())
}
