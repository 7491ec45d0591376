//! `demarche actor`: who somebody is, and what they said.

use std::io::Write;

use demarche_actors::ActorKind;
use demarche_ledger::{ActorFilter, ActorRow, Ledger, MentionOf, Statement, StatementFilter};
use serde::Serialize;

use crate::args::{Actor, Global};
use crate::failure::{Failure, Outcome};
use crate::render::marked::wrap;
use crate::render::{json, people, table};
use crate::screen::{self, FAINT, STRONG, count};

/// An actor with all that belongs to them.
#[derive(Serialize)]
struct Portrait {
    actor: ActorRow,
    /// Who else is on the side of a state or organisation, most statements first.
    on_its_side: Vec<ActorRow>,
    statements: Vec<Statement>,
    mentions: Vec<MentionOf>,
}

pub fn run(global: &Global, args: &Actor) -> Result<Outcome, Failure> {
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let actor = ledger.actor(&args.name.join(" "))?;
    let mut statements = ledger.statements(&StatementFilter {
        actor: Some(actor.id.clone()),
        ..StatementFilter::default()
    })?;
    // By the day it was said, as far as that is known.
    statements.sort_by(|a, b| day(a).cmp(&day(b)));
    let mentions = ledger.mentions(&actor.id)?;
    let side = matches!(actor.kind, ActorKind::State | ActorKind::Organisation);
    let mut on_its_side = Vec::new();
    if side {
        on_its_side = ledger.actors(&ActorFilter {
            side: Some(actor.name.clone()),
            ..ActorFilter::default()
        })?;
        on_its_side.retain(|other| other.id != actor.id);
    }
    let portrait = Portrait {
        actor,
        on_its_side,
        statements,
        mentions,
    };
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &portrait)?;
        out.flush()?;
    } else {
        print(&portrait, args)?;
    }
    Ok(Outcome::Done)
}

/// What statements are sorted by: those without a day stand at the day of
/// their report, those without either at the end.
fn day(statement: &Statement) -> (bool, Option<&str>) {
    let on = statement.on.as_ref();
    let said = on.and_then(|on| on.from.as_deref().or(on.to.as_deref()));
    let day = said.or(statement.report.date.as_deref());
    (day.is_none(), day)
}

fn print(portrait: &Portrait, args: &Actor) -> Result<(), Failure> {
    let mut out = screen::out();
    let width = screen::width();
    let Portrait {
        actor,
        on_its_side,
        statements,
        mentions,
    } = portrait;
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}",
        screen::line(&people::known(actor))
    )?;
    let fact = |out: &mut dyn Write, name: &str, value: &str| -> Result<(), Failure> {
        for (line, text) in wrap(
            value,
            &demarche_ledger::Roles::default(),
            crate::commands::statements::marks(),
            width - 14,
        )
        .iter()
        .enumerate()
        {
            let name = if line == 0 { name } else { "" };
            writeln!(out, "{FAINT}{name:12}{FAINT:#}  {text}")?;
        }
        Ok(())
    };
    fact(&mut out, "actor", &actor.id)?;
    fact(&mut out, "kind", actor.kind.as_str())?;
    if !actor.aliases.is_empty() {
        fact(&mut out, "also", &actor.aliases.join(", "))?;
    }
    for role in &actor.roles {
        let days = match (&role.from, &role.to) {
            (Some(from), Some(to)) => format!(" ({from} to {to})"),
            (Some(from), None) => format!(" (from {from})"),
            (None, Some(to)) => format!(" (to {to})"),
            (None, None) => String::new(),
        };
        let parts: Vec<&str> = [role.office.as_deref(), role.side.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        fact(&mut out, "role", &format!("{}{days}", parts.join(", ")))?;
    }
    for why in &actor.why {
        fact(&mut out, "one because", why)?;
    }
    writeln!(
        out,
        "\n{STRONG}{} in {}{STRONG:#}",
        count(statements.len(), "statement"),
        count(actor.reports, "report")
    )?;
    for statement in statements.iter().take(args.limit.unwrap_or(usize::MAX)) {
        writeln!(
            out,
            "  {FAINT}{}  {}{FAINT:#}",
            table::short(&statement.id),
            about(statement)
        )?;
        let words = format!("{} {}", statement.cue_text, statement.text);
        for line in wrap(
            &words,
            &demarche_ledger::Roles::default(),
            crate::commands::statements::marks(),
            width - 4,
        ) {
            writeln!(out, "    {line}")?;
        }
    }
    print_side(&mut out, on_its_side, width)?;
    if args.mentions {
        writeln!(
            out,
            "\n{STRONG}{}{STRONG:#}",
            count(mentions.len(), "mention")
        )?;
        for mention in mentions {
            let place = table::head(&mention.report);
            let line = format!(
                "{} ({}): {} · {place}",
                mention.words, mention.form, mention.reason
            );
            writeln!(out, "  {}", screen::cut(&screen::line(&line), width - 2))?;
        }
    }
    Ok(out.flush()?)
}

/// Who else speaks for a state or organisation.
fn print_side(out: &mut impl Write, others: &[ActorRow], width: usize) -> Result<(), Failure> {
    if others.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{STRONG}on its side{STRONG:#}")?;
    for other in others {
        let said = count(other.statements, "statement");
        let line = format!("{}: {said}", people::known(other));
        writeln!(
            out,
            "  {FAINT}{}{FAINT:#}  {}",
            table::short(&other.id),
            screen::cut(&screen::line(&line), width - 12)
        )?;
    }
    Ok(())
}

/// When, how near, and where it stands.
fn about(statement: &Statement) -> String {
    let on = statement.on.as_ref();
    let parts = [
        Some(
            on.and_then(people::days)
                .unwrap_or_else(|| "day not known".to_owned()),
        ),
        statement.grade.map(|grade| people::grade(grade).to_owned()),
        people::chain(&statement.via).map(|chain| format!("through {chain}")),
        statement.utterance.as_ref().map(|one| {
            format!(
                "in {}, {} independent",
                count(one.reports, "report"),
                one.origins
            )
        }),
        Some(table::head(&statement.report)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
