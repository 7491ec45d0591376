//! `demarche brief`: one page on a dispute.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use demarche_brief::{Brief, Ink, Material, html, markdown, text};
use demarche_positions::{Case, Dispute};

use crate::args::{self, BriefFormat, Extraction, Global, Intake};
use crate::commands::{dispute, model, read};
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::render::json;
use crate::screen;

pub fn run(global: &Global, args: &args::Brief) -> Result<Outcome, Failure> {
    let format = format(global, args)?;
    if let Some(file) = &args.output {
        let read = args.read.iter().chain([&args.dispute.file]);
        output::spare(
            global,
            file,
            &read.map(PathBuf::as_path).collect::<Vec<_>>(),
        )?;
    }
    if let (Some(since), Some(on)) = (&args.since, &args.on)
        && since > on
    {
        return Err(Failure::told(format!(
            "--since {since} is after --on {on}, so nothing could be new; give a --since on or \
             before {on}, or leave one of them out"
        )));
    }
    let dispute = dispute::read(&args.dispute.file)?;
    let mut outcome = Outcome::Done;
    if !args.read.is_empty() {
        outcome = first_read(global, args)?;
        if outcome == Outcome::Interrupted {
            return Ok(outcome);
        }
    }
    let Some((ledger, case)) = dispute::hold(global, &dispute, args.on.as_deref())? else {
        return Ok(Outcome::Interrupted);
    };
    let mut brief = Brief::new(&Material {
        dispute: &dispute,
        positions: &case.positions,
        others: &case.others,
        on: args.on.as_deref(),
        since: args.since.as_deref(),
        coverage: case.coverage.clone(),
        strangers: &case.strangers,
        outlook: None,
    });
    brief.outlook = model::what_could_hold(&dispute, &case.positions, &brief);
    drop(ledger);
    print(args, format, &brief)?;
    if args.on.is_none() {
        remember(global, &dispute, &case);
    }
    Ok(outcome)
}

/// Reads without a word on standard output: that is the brief's.
fn first_read(global: &Global, args: &args::Brief) -> Result<Outcome, Failure> {
    let quietly = Global {
        quiet: true,
        json: false,
        ..global.clone()
    };
    read::run(
        &quietly,
        &args::Read {
            paths: args.read.clone(),
            intake: Intake::default(),
            extraction: Extraction::default(),
        },
    )
}

/// What to make: as asked for, or by the ending of the file to write.
fn format(global: &Global, args: &args::Brief) -> Result<BriefFormat, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let plain = if global.json {
        BriefFormat::Json
    } else {
        BriefFormat::Text
    };
    let Some(file) = &args.output else {
        return Ok(plain);
    };
    let Some(ending) = file.extension() else {
        return Ok(plain);
    };
    match ending.to_ascii_lowercase().to_str() {
        Some("html" | "htm") => Ok(BriefFormat::Html),
        Some("md" | "markdown") => Ok(BriefFormat::Markdown),
        Some("json") => Ok(BriefFormat::Json),
        Some("txt" | "text") => Ok(plain),
        _ => Err(Failure::told(format!(
            "{}: no brief is written as `.{}`; end it in .txt, .md, .markdown, .html, .htm or \
             .json, or say which with --format (a browser prints the HTML to PDF)",
            file.display(),
            ending.display()
        ))),
    }
}

fn print(args: &args::Brief, format: BriefFormat, brief: &Brief) -> Result<(), Failure> {
    let mut made = Vec::new();
    match format {
        BriefFormat::Html => made.extend(html(brief).into_bytes()),
        BriefFormat::Markdown => made.extend(markdown(brief).into_bytes()),
        BriefFormat::Json => json::pretty(&mut made, brief)?,
        BriefFormat::Text => {
            let on_screen = args.output.is_none() && screen::colour(&io::stdout());
            let ink = if on_screen { Ink::Colour } else { Ink::Plain };
            made.extend(text(brief, screen::width(), ink).into_bytes());
        }
    }
    if let Some(file) = &args.output {
        fs::write(file, made).map_err(|source| Failure::Write {
            file: file.display().to_string(),
            source,
        })
    } else {
        let mut out = screen::raw();
        out.write_all(&made)?;
        Ok(out.flush()?)
    }
}

/// Notes where the parties stood, for `watch`. A ledger that cannot be written
/// to gives a brief all the same.
fn remember(global: &Global, dispute: &Dispute, case: &Case) {
    let kept = demarche_ledger::Ledger::open(&global.ledger).and_then(|mut ledger| {
        ledger.remember_brief(
            &dispute::key(dispute),
            &crate::signature::now(),
            &dispute::memory::stands(dispute, case),
        )
    });
    if kept.is_err() && !global.quiet {
        anstream::eprintln!(
            "The ledger cannot be written to, so `watch` will not know of this brief."
        );
    }
}
