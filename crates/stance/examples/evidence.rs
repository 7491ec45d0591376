//! Prints what the combination weighs of each labelled pair, as JSON lines: for
//! `training/stance_fit.py`.
//!
//!     cargo run --release -p demarche-stance --example evidence -- seen

#[path = "../tests/labelled/mod.rs"]
mod labelled;

use demarche_stance::{Judge, Proposition, Statement};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "seen".into());
    let shared = labelled::shared().ok_or("there is no ../shared beside the checkout")?;
    let judge = Judge::new()?;
    for pair in labelled::read(&shared, &name) {
        let statement = Statement {
            source: &pair.source,
            cue: &pair.cue,
            content: &pair.content,
            sentence: "",
        };
        let proposition = judge.prepare(&Proposition::new(&*pair.line.proposition));
        let evidence = judge.evidence(&statement, &proposition)?;
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
