//! `demarche stance`: judges pairs of a statement and a proposition.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use demarche_stance::{Judge, NoPair, PairsError, judge_pairs};

use crate::args::{Global, Stance};
use crate::commands::intake::LeftOut;
use crate::failure::{Failure, Outcome};
use crate::screen;

pub fn run(global: &Global, args: &Stance) -> Result<Outcome, Failure> {
    let judge = Judge::new()?;
    let mut out = screen::raw();
    let (mut faults, mut printed) = (0, 0);
    for path in &args.pairs {
        let mut tell = |left_out: LeftOut| faults += left_out.tell(global);
        let input = match open(path) {
            Ok(input) => input,
            Err(error) => {
                tell(unreadable(path, &error));
                continue;
            }
        };
        match judge_pairs(&judge, input, &mut out, |no_pair| {
            tell(malformed(path, &no_pair));
        }) {
            Ok(count) => printed += count,
            Err(PairsError::Read(error)) => tell(unreadable(path, &error)),
            Err(PairsError::Write(error)) => return Err(error.into()),
            Err(PairsError::Judge(error)) => return Err(error.into()),
        }
    }
    out.flush()?;
    match (faults, printed) {
        (0, _) => Ok(Outcome::Done),
        (_, 0) => Err(Failure::NothingRead),
        _ => Ok(Outcome::LeftOut),
    }
}

fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(File::open(path)?))
}

fn unreadable(path: &Path, error: &io::Error) -> LeftOut {
    LeftOut {
        path: screen::line(&path.display().to_string()),
        line: None,
        reason: "unreadable",
        message: format!("cannot be read: {error}"),
        remedy: "check the name, and that you may read the file",
        fault: true,
    }
}

fn malformed(path: &Path, no_pair: &NoPair) -> LeftOut {
    LeftOut {
        path: screen::line(&path.display().to_string()),
        line: Some(no_pair.line),
        reason: "malformed",
        message: screen::line(&no_pair.problem),
        remedy: "`demarche stance --help` says what a line has",
        fault: true,
    }
}
