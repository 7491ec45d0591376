//! Prints what the network says of pairs, before structure has its word: for
//! `training/stance_export.py`.
//!
//!     cargo run --release -p demarche-stance --example logits < PAIRS.jsonl
//!
//! A line has `statement` and `proposition`; a line of the output has the
//! logits of the three sides and of the six labels.

use std::error::Error;
use std::io::{self, BufRead};

use demarche_stance::Judge;

#[derive(serde::Deserialize)]
struct Pair {
    statement: String,
    proposition: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let judge = Judge::new()?;
    for line in io::stdin().lock().lines() {
        let pair: Pair = serde_json::from_str(&line?)?;
        let (three, six) = judge.logits(&pair.statement, &pair.proposition)?;
        println!("{}", serde_json::json!({ "three": three, "six": six }));
    }
    Ok(())
}
