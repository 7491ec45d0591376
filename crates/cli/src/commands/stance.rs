//! `demarche stance`: judges pairs of a statement and a proposition.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use demarche_stance::{Judge, judge_pairs};

use crate::args::Stance;
use crate::failure::{Failure, Outcome};
use crate::screen;

pub fn run(args: &Stance) -> Result<Outcome, Failure> {
    let judge = Judge::new()?;
    let mut out = screen::raw();
    for path in &args.pairs {
        let name = path.display().to_string();
        let (name, input): (&str, Box<dyn BufRead>) = if name == "-" {
            ("standard input", Box::new(io::stdin().lock()))
        } else {
            let file = File::open(path).map_err(|source| Failure::Open {
                file: name.clone(),
                source,
            })?;
            (&name, Box::new(BufReader::new(file)))
        };
        judge_pairs(&judge, name, input, &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
