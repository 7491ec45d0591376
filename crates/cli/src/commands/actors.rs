//! `demarche actors`: who speaks, and corrections of that.

use std::fs;
use std::io::Write;
use std::path::Path;

use demarche_actors::{ActorKind, Correction, Handle, Known, KnownActor, Role};
use demarche_ledger::{ActorFilter, ActorRow, Findings, Ledger, Versions};

use crate::args::{ActorAction, ActorSort, Actors, Global};
use crate::commands;
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::render::{json, people, table};
use crate::screen::{self, FAINT, STRONG, count};
use crate::signature::{author, now};

pub fn run(global: &Global, args: &Actors) -> Result<Outcome, Failure> {
    match &args.action {
        None => list(global, args),
        Some(ActorAction::History) => history(global),
        Some(ActorAction::Import { files }) => import(global, files),
        Some(action) => correct(global, action),
    }
}

fn list(global: &Global, args: &Actors) -> Result<Outcome, Failure> {
    if let Some(file) = &args.export {
        output::spare(global, file, &[])?;
    }
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let actors = ledger.actors(&ActorFilter {
        words: args.named.clone(),
        kind: args.kind.map(kind),
        side: args.side.clone(),
        limit: args.limit,
    })?;
    if let Some(file) = &args.export {
        return export(global, file, &actors);
    }
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &actors)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = screen::out();
    let width = screen::width();
    if !actors.is_empty() {
        writeln!(
            out,
            "{STRONG}{}  {}  statements  reports  name, office, side{STRONG:#}",
            screen::cell("actor", table::SHORT),
            screen::cell("kind", 12),
        )?;
    }
    for actor in &actors {
        writeln!(
            out,
            "{FAINT}{}{FAINT:#}  {}  {:>10}  {:>7}  {}",
            table::short(&actor.id),
            screen::cell(actor.kind.as_str(), 12),
            actor.statements,
            actor.reports,
            screen::cut(
                &screen::line(&people::known(actor)),
                width.saturating_sub(43).max(20)
            )
        )?;
    }
    if !global.quiet {
        writeln!(
            out,
            "\n{}. More of one: demarche actor NAME",
            count(actors.len(), "actor")
        )?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Writes the actors that have names, for a person to go on with.
fn export(global: &Global, file: &Path, actors: &[ActorRow]) -> Result<Outcome, Failure> {
    let named = |actor: &&ActorRow| !matches!(actor.kind, ActorKind::Unnamed | ActorKind::Document);
    let known: Vec<KnownActor> = actors
        .iter()
        .filter(named)
        .map(|actor| KnownActor {
            kind: actor.kind,
            name: actor.name.clone(),
            aliases: actor.aliases.clone(),
            roles: actor.roles.iter().map(role).collect(),
        })
        .collect();
    let text = demarche_actors::write_file(&known);
    fs::write(file, text).map_err(|source| Failure::Write {
        file: file.display().to_string(),
        source,
    })?;
    if !global.quiet {
        anstream::eprintln!(
            "{} written to {}; correct it by hand, then `demarche actors import` it",
            count(known.len(), "actor"),
            file.display()
        );
    }
    Ok(Outcome::Done)
}

fn role(role: &demarche_ledger::ActorRole) -> Role {
    let side = match (&role.side, &role.side_code) {
        (Some(name), Some(code)) => Some(demarche_actors::Side {
            code: code.clone(),
            name: name.clone(),
        }),
        _ => None,
    };
    Role {
        office: role.office.clone(),
        side,
        from: role.from.clone(),
        to: role.to.clone(),
        evidence: Vec::new(),
    }
}

fn correct(global: &Global, action: &ActorAction) -> Result<Outcome, Failure> {
    let mut ledger = Ledger::open(&global.ledger)?;
    let (correction, signed) = match action {
        ActorAction::Merge {
            first,
            second,
            signed,
        } => {
            let (first, second) = (ledger.actor(first)?, ledger.actor(second)?);
            if first.id == second.id {
                return Err(Failure::told(format!(
                    "{} is one actor already; nothing to merge",
                    first.name
                )));
            }
            (Correction::Merge(first.handle(), second.handle()), signed)
        }
        ActorAction::Split {
            whole,
            alias,
            side,
            signed,
        } => {
            let whole = ledger.actor(whole)?;
            let part = Handle {
                kind: whole.kind,
                name: alias.clone(),
                side: side.clone(),
            };
            (Correction::Split(whole.handle(), part), signed)
        }
        ActorAction::Rename {
            actor,
            name,
            signed,
        } => {
            let handle = ledger.actor(actor)?.handle();
            (Correction::Rename(handle, name.clone()), signed)
        }
        ActorAction::Undo { number, signed } => {
            ledger.undo_actor_correction(
                *number,
                &author(signed.author.as_deref())?,
                &now(),
                signed.why.as_deref(),
            )?;
            return said(global, &ledger);
        }
        ActorAction::History | ActorAction::Import { .. } => return Ok(Outcome::Done),
    };
    ledger.correct_actor(
        &correction,
        &author(signed.author.as_deref())?,
        &now(),
        signed.why.as_deref(),
    )?;
    said(global, &ledger)
}

/// Says what the last correction was kept as.
fn said(global: &Global, ledger: &Ledger) -> Result<Outcome, Failure> {
    if let Some(last) = ledger.actor_corrections()?.last().filter(|_| !global.quiet) {
        anstream::eprintln!(
            "Kept as number {}: {}. Take it back with: demarche actors undo {}",
            last.number,
            screen::line(&last.says),
            last.number
        );
    }
    Ok(Outcome::Done)
}

fn history(global: &Global) -> Result<Outcome, Failure> {
    let corrections = Ledger::open_read_only(&global.ledger)?.actor_corrections()?;
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &corrections)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = screen::out();
    for one in &corrections {
        let taken = if one.stands || one.kind == "undo" {
            ""
        } else {
            " (taken back)"
        };
        let why = one.why.as_deref().map(|why| format!(": {why}"));
        writeln!(
            out,
            "{:>4}  {}  {}  {}{taken}{}",
            one.number,
            one.at,
            screen::line(&one.author),
            screen::line(&one.says),
            screen::line(&why.unwrap_or_default())
        )?;
    }
    if corrections.is_empty() && !global.quiet {
        anstream::eprintln!("No corrections yet.");
    }
    Ok(out.flush().map(|()| Outcome::Done)?)
}

fn import(global: &Global, files: &[std::path::PathBuf]) -> Result<Outcome, Failure> {
    // All are read before any is kept: a mistake in one leaves all as it was.
    let mut read: Vec<(String, Known)> = Vec::new();
    for path in files {
        let file = path.display().to_string();
        let text = commands::text(path)?;
        let is_toml = path.extension().is_some_and(|end| end == "toml");
        let known = if is_toml {
            demarche_actors::read_file(&file, &text)
                .map_err(|error| Failure::told(error.to_string()))?
        } else {
            demarche_actors::read_actors(&file, &text)
                .map_err(|error| Failure::told(error.to_string()))?
        };
        let name = path.file_name().unwrap_or(path.as_os_str());
        read.push((name.to_string_lossy().into_owned(), known));
    }
    let mut ledger = Ledger::open(&global.ledger)?;
    let mut actors = 0;
    for (name, known) in &read {
        ledger.keep_actor_file(name, known, &now())?;
        actors += known.actors().len();
    }
    let (renewed, left) = renew(&mut ledger)?;
    if !global.quiet {
        anstream::eprintln!(
            "{} known from {}; statements of {} resolved again",
            count(actors, "actor"),
            count(read.len(), "file"),
            count(renewed, "report")
        );
        if left > 0 {
            anstream::eprintln!(
                "{} of an older release must be read again first: demarche read PATH",
                count(left, "report")
            );
        }
    }
    Ok(Outcome::Done)
}

/// Resolves what another resolver resolved, or one that knew other actors;
/// gives how many reports that were, and how many could not be.
fn renew(ledger: &mut Ledger) -> Result<(usize, usize), Failure> {
    let known = ledger.known_actors()?;
    let resolver = ledger.resolver(demarche_statements::VERSION)?;
    let (mut renewed, mut left) = (0, 0);
    for name in ledger.unresolved(&resolver)? {
        let Some(report) = ledger.report(&name)? else {
            left += 1;
            continue;
        };
        let relations = ledger.relations(&name)?;
        let statements = demarche_statements::resolve(&report, &relations, &known);
        let findings = Findings {
            relations: &relations,
            statements: &statements,
            versions: Versions {
                // The relations are as they were.
                extractor: "",
                resolver: &resolver,
            },
        };
        ledger.resolve_again(&name, &report, &findings)?;
        renewed += 1;
    }
    Ok((renewed, left))
}

fn kind(sort: ActorSort) -> ActorKind {
    match sort {
        ActorSort::Person => ActorKind::Person,
        ActorSort::Office => ActorKind::Office,
        ActorSort::Organisation => ActorKind::Organisation,
        ActorSort::State => ActorKind::State,
        ActorSort::Group => ActorKind::Group,
        ActorSort::Document => ActorKind::Document,
        ActorSort::Unnamed => ActorKind::Unnamed,
    }
}
