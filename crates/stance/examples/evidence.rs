//! Prints what the combination weighs of each labelled pair, as JSON lines: for
//! `training/stance_fit.py`.
//!
//!     cargo run --release -p demarche-stance --example evidence -- seen
//!
//! With the name of a file of sheets (`among`, `among-tuning`), of every pair
//! of a statement and a question that may have to do with one another, in each
//! of the question's wordings.

#[path = "../tests/labelled/mod.rs"]
mod labelled;

use std::error::Error;

use demarche_stance::{Judge, Proposition, Statement};

/// Pairs that bear on one another less and are not labelled are left out.
const LEAST: f32 = 0.05;

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
        .map(|asked| Proposition::new(&*asked.wordings[0]))
        .collect();
    let prepared = judge.prepare_all(&questions);
    for (at, said) in sheet.statements.iter().enumerate() {
        let statement = said.statement();
        for ((index, asked), question) in sheet.questions.iter().enumerate().zip(&prepared) {
            let label = asked.labels.iter().find(|(_, all)| all.contains(&at));
            let bearing = judge.bearing(&statement, question);
            if bearing < LEAST && label.is_none() {
                continue;
            }
            let of = |wordings: &[String]| {
                let each = wordings.iter().map(|one| evidence(judge, &statement, one));
                each.collect::<Result<Vec<_>, _>>()
            };
            println!(
                "{}",
                serde_json::json!({
                    "sheet": number,
                    "statement": at,
                    "question": index,
                    "label": label.map_or("none", |(label, _)| label),
                    "bearing": bearing,
                    "near": judge.nearness(&statement, question),
                    "wordings": of(&asked.wordings)?,
                    "denied": of(&asked.denied)?,
                })
            );
        }
    }
    Ok(())
}
