//! `demarche new`: a dispute file to start from.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use demarche_ledger::{Ledger, StatementFilter};
use demarche_positions::{Said, draft};
use serde_json::json;

use crate::args::{Global, New};
use crate::failure::{Failure, Outcome};
use crate::render::json;
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
    let file = args.file.as_deref().filter(|file| file.as_os_str() != "-");
    if let Some(file) = file {
        write(file, &text)?;
    }
    let name = file.map(|file| file.display().to_string());
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &json!({"file": name, "toml": text}))?;
        return Ok(Outcome::Done);
    }
    match name {
        None => {
            let mut out = screen::raw();
            out.write_all(text.as_bytes())?;
            out.flush()?;
        }
        Some(name) if !global.quiet => {
            anstream::eprintln!(
                "{} written. Edit it, then: demarche brief {}",
                screen::line(&name),
                screen::typed(&name)
            );
        }
        Some(_) => {}
    }
    Ok(Outcome::Done)
}

/// Never over another file: it may be a dispute that somebody wrote.
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let name = || file.display().to_string();
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .and_then(|mut made| made.write_all(text.as_bytes()))
        .map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => Failure::Exists { file: name() },
            _ => Failure::Write {
                file: name(),
                source,
            },
        })
}
