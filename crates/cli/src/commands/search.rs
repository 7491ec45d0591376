//! `demarche search`: reports by their words.

use std::io::Write;

use demarche_ledger::{Hit, Ledger, Roles};

use crate::args::{Global, Search};
use crate::commands::statements::marks;
use crate::failure::{Failure, Outcome};
use crate::render::marked::wrap;
use crate::render::{json, table};
use crate::screen::{self, FAINT, STRONG};

pub fn run(global: &Global, args: &Search) -> Result<Outcome, Failure> {
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let hits = ledger.search(&args.words.join(" "), args.limit)?;
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &hits)?;
        out.flush()?;
    } else {
        print(global, &hits)?;
    }
    Ok(Outcome::Done)
}

fn print(global: &Global, hits: &[Hit]) -> Result<(), Failure> {
    let mut out = screen::out();
    let width = screen::width();
    for hit in hits {
        let id = table::short(&hit.report.id);
        let head = screen::cut(&table::head(&hit.report), width - table::SHORT - 2);
        writeln!(out, "{FAINT}{id}{FAINT:#}  {STRONG}{head}{STRONG:#}")?;
        let matches = Roles {
            cue: hit.matches.clone(),
            ..Roles::default()
        };
        for line in wrap(&hit.snippet, &matches, marks(), width - 4) {
            writeln!(out, "    {line}")?;
        }
    }
    if hits.is_empty() && !global.quiet {
        anstream::eprintln!(
            "No report holds all these words. Statements: `demarche statements WORDS`."
        );
    }
    Ok(out.flush()?)
}
