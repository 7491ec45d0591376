//! Prints what the combination weighs of each labelled pair, as JSON lines: for
//! `training/stance_fit.py`.
//!
//!     cargo run --release -p demarche-stance --example evidence -- seen
//!
//! With `among`, of all pairs of a statement and a question of the dispute in
//! `tests/pairs/among.txt` that the statement bears on by a fifth or more.

#[path = "../tests/labelled/mod.rs"]
mod labelled;

use std::error::Error;
use std::path::Path;

use demarche_stance::{Judge, Proposition, Statement};
use labelled::Labelled;

/// Less bearing is never looked at.
const LEAST: f32 = 0.2;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "seen".into());
    let shared = labelled::shared().ok_or("there is no ../shared beside the checkout")?;
    let judge = Judge::new()?;
    let pairs = labelled::read(&shared, &name);
    if name == "among" {
        return among(&judge, &pairs);
    }
    for pair in pairs {
        let proposition = judge.prepare(&Proposition::new(&*pair.line.proposition));
        let evidence = judge.evidence(&statement(&pair), &proposition)?;
        println!(
            "{}",
            serde_json::json!({
                "id": pair.line.id,
                "label": pair.line.label,
                "evidence": evidence,
            })
        );
    }
    Ok(())
}

fn statement(pair: &Labelled) -> Statement<'_> {
    Statement {
        source: &pair.source,
        cue: &pair.cue,
        content: &pair.content,
        sentence: "",
    }
}

fn among(judge: &Judge, statements: &[Labelled]) -> Result<(), Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs/among.txt");
    let questions = std::fs::read_to_string(file)?;
    let questions: Vec<Proposition> = questions.lines().map(Proposition::new).collect();
    let prepared = judge.prepare_all(&questions);
    for said in statements {
        let statement = statement(said);
        for (number, question) in (1..).zip(&prepared) {
            let label = said.line.stances.get(&u32::to_string(&number));
            let bearing = judge.bearing(&statement, question);
            if bearing < LEAST && label.is_none() {
                continue;
            }
            println!(
                "{}",
                serde_json::json!({
                    "id": said.line.id,
                    "question": number,
                    "label": label.map_or("unrelated", String::as_str),
                    "bearing": bearing,
                    "near": judge.nearness(&statement, question),
                    "evidence": judge.evidence(&statement, question)?,
                })
            );
        }
    }
    Ok(())
}
