//! `demarche new`: a dispute file to start from.

use std::fs;
use std::io::Write;

use demarche_ledger::{Ledger, StatementFilter};
use demarche_positions::{Said, draft};

use crate::args::{Global, New};
use crate::failure::{Failure, Outcome};
use crate::screen;

pub fn run(global: &Global, args: &New) -> Result<Outcome, Failure> {
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let said: Vec<Said> = ledger
        .statements(&StatementFilter::default())?
        .into_iter()
        .map(|statement| Said {
            side: statement.actor.and_then(|actor| actor.side),
            source: statement.source_text,
            cue: statement.cue_text,
            content: statement.text,
        })
        .collect();
    let text = draft(&said, args.questions);
    let Some(file) = &args.file else {
        let mut out = screen::raw();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        return Ok(Outcome::Done);
    };
    let name = || file.display().to_string();
    let mut made = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .map_err(|source| Failure::Write {
            file: name(),
            source,
        })?;
    made.write_all(text.as_bytes())
        .map_err(|source| Failure::Write {
            file: name(),
            source,
        })?;
    if !global.quiet {
        let name = screen::line(&name());
        anstream::eprintln!("{name} written. Edit it, then: demarche brief {name}");
    }
    Ok(Outcome::Done)
}
