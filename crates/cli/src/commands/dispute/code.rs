//! `demarche code`: what people judge, and its history.

use std::io::Write;
use std::path::Path;

use demarche_ledger::{Judgement, Ledger, LedgerError, NewJudgement, Statement};
use demarche_positions::dispute::folded;
use demarche_positions::{Dispute, stance_named, stance_word};

use crate::args::{Code, Global, StanceWord};
use crate::commands::dispute::{self, agreement, batch, export, import, teach};
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::render::{json, table};
use crate::screen::{self, FAINT, STRONG, count};
use crate::signature::{author, now};

pub fn run(global: &Global, args: &Code) -> Result<Outcome, Failure> {
    if let Some(file) = &args.export {
        let read: Vec<&Path> = args.dispute.as_deref().into_iter().collect();
        output::spare(global, file, &read)?;
    }
    let dispute = args.dispute.as_deref().map(dispute::read).transpose()?;
    let mut args = args.clone();
    args.why = args.why.filter(|why| !why.trim().is_empty());
    if let (Some(dispute), Some(question)) = (&dispute, &mut args.question) {
        question.clone_from(&dispute::question(dispute, question)?.id);
    }
    let args = &args;
    match (&args.id, &dispute) {
        _ if args.history => history(global, args),
        (Some(id), _) => one(global, args, dispute.as_ref(), id),
        _ if args.search.is_some() => batch::run(global, args, dispute.as_ref()),
        _ if args.undo.is_some() => undo(global, args),
        _ if args.agreement => agreement::run(global, args, dispute.as_ref()),
        (None, Some(dispute)) if args.next => {
            teach::run(global, dispute, args.question.as_deref(), args.limit)
        }
        (None, Some(dispute)) => match (&args.export, &args.import) {
            (Some(file), _) => export::run(global, dispute, file),
            (_, Some(file)) => import::run(global, args, dispute, file),
            _ => Err(Failure::Internal("nothing to do with the judgements")),
        },
        _ => Err(Failure::Internal("nothing to do with the judgements")),
    }
}

/// The stance's name in the ledger.
pub fn stance(word: StanceWord) -> &'static str {
    match word {
        StanceWord::Yes => "support",
        StanceWord::No => "oppose",
        StanceWord::Conditional => "conditional",
        StanceWord::NonCommittal => "non-committal",
        StanceWord::Asks => "asks",
        StanceWord::Reports => "reports",
        StanceWord::Unrelated => "unrelated",
    }
}

/// A stance of the ledger as a person types it.
pub fn typed(name: &str) -> String {
    stance_named(name).map_or_else(|| name.to_owned(), stance_word)
}

/// What yes asserts, for a judgement to count on that alone.
pub fn wording<'d>(dispute: Option<&'d Dispute>, question: &str) -> &'d str {
    dispute
        .and_then(|dispute| dispute.question(question))
        .map_or("", |question| &question.yes)
}

/// Question and stance.
pub fn verdict(args: &Code) -> Result<(&str, &'static str), Failure> {
    if !args.condition.is_empty() && args.stance.is_some_and(|s| s != StanceWord::Conditional) {
        return Err(Failure::told(
            "only a conditional stance has conditions; give --stance conditional, or leave \
             --condition out"
                .to_owned(),
        ));
    }
    match (&args.question, args.stance) {
        (Some(question), Some(word)) => Ok((question, stance(word))),
        _ => Err(Failure::told(
            "a judgement needs a question and a stance; give --question and --stance".to_owned(),
        )),
    }
}

/// Keeps one judgement on each statement.
pub fn keep(
    ledger: &mut Ledger,
    args: &Code,
    dispute: Option<&Dispute>,
    statements: &[Statement],
) -> Result<(), Failure> {
    let (question, stance) = verdict(args)?;
    let author = author(args.author.as_deref())?;
    let at = now();
    let judgements: Vec<NewJudgement<'_>> = statements
        .iter()
        .map(|statement| NewJudgement {
            author: &author,
            at: &at,
            question,
            wording: wording(dispute, question),
            statement,
            stance,
            conditions: &args.condition,
            why: args.why.as_deref(),
        })
        .collect();
    Ok(ledger.keep_judgements(&judgements)?)
}

fn one(
    global: &Global,
    args: &Code,
    dispute: Option<&Dispute>,
    id: &str,
) -> Result<Outcome, Failure> {
    let mut ledger = Ledger::open(&global.ledger)?;
    let noted = ledger.statement(id)?;
    let short = table::short(&noted.id);
    let Some(statement) = ledger.successor(&noted)? else {
        return Err(Failure::told(format!(
            "statement {short} stood in an earlier text of {}, and nothing has taken its place; \
             `demarche statements --report` lists what the report holds now, by the identifier \
             that `demarche reports` gives",
            noted.report.file
        )));
    };
    if statement.id != noted.id && !global.quiet {
        anstream::eprintln!(
            "Statement {short} stood in an earlier text of {}; {}, which has taken its place, is judged.",
            screen::line(&noted.report.file),
            table::short(&statement.id)
        );
    }
    let known = ledger.judgements()?;
    keep(&mut ledger, args, dispute, std::slice::from_ref(&statement))?;
    let kept = ledger.judgements()?.pop();
    print_kept(global, kept.as_slice())?;
    if !global.quiet && !global.json {
        hint(args, dispute, &known);
    }
    Ok(Outcome::Done)
}

/// What a judgement may lack without being wrong.
fn hint(args: &Code, dispute: Option<&Dispute>, known: &[Judgement]) {
    if args.stance == Some(StanceWord::Conditional) && args.condition.is_empty() {
        anstream::eprintln!(
            "No condition is told; judge again with --condition \"…\" to add what it is."
        );
    }
    let question = args.question.as_deref().unwrap_or_default();
    if dispute.is_none() && !known.iter().any(|one| one.question == question) {
        anstream::eprintln!(
            "Nobody has judged anything on a question `{}` before, and without --dispute nothing \
             tells whether there is one.",
            screen::line(question)
        );
    }
}

/// Prints judgements just kept, and how to take them back.
pub fn print_kept(global: &Global, kept: &[Judgement]) -> Result<(), Failure> {
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &kept)?;
        return Ok(out.flush()?);
    }
    if global.quiet {
        return Ok(());
    }
    let mut out = screen::out();
    for judgement in kept {
        judgement_line(&mut out, judgement)?;
    }
    if let [first, .., last] = kept {
        writeln!(
            out,
            "{} kept. Take them back with: demarche code --undo {}-{}",
            count(kept.len(), "judgement"),
            first.number,
            last.number
        )?;
    } else if let [only] = kept {
        writeln!(
            out,
            "Take it back with: demarche code --undo {}",
            only.number
        )?;
    }
    Ok(out.flush()?)
}

fn judgement_line(out: &mut screen::Out, judgement: &Judgement) -> Result<(), Failure> {
    let mark = match (
        judgement.undoes,
        judgement.superseded_by,
        &judgement.current,
    ) {
        _ if !judgement.stands => "undone",
        (Some(_), _, _) => "undoes",
        (_, Some(_), _) => "superseded",
        (_, _, None) => "lost",
        _ => "stands",
    };
    let what = match judgement.undoes {
        Some(number) => format!("takes back {number}"),
        None => format!("{} on {}", typed(&judgement.stance), judgement.question),
    };
    let conditions: String = judgement
        .conditions
        .iter()
        .map(|condition| format!(", condition “{condition}”"))
        .collect();
    let why = judgement
        .why
        .as_deref()
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    writeln!(
        out,
        "{STRONG}{:>4}{STRONG:#}  {}  {}  {mark:10}  {}: {}{}{}",
        judgement.number,
        judgement.at,
        table::short(&judgement.statement),
        screen::line(&judgement.author),
        screen::line(&what),
        screen::line(&conditions),
        screen::line(&why)
    )?;
    let words = screen::cut(&judgement.words, screen::width() - 6);
    writeln!(out, "      {FAINT}{words}{FAINT:#}")?;
    let moved = judgement
        .current
        .as_ref()
        .filter(|current| **current != judgement.statement);
    if let Some(current) = moved {
        let current = table::short(current);
        writeln!(out, "      {FAINT}{current} has taken its place{FAINT:#}")?;
    }
    Ok(())
}

fn undo(global: &Global, args: &Code) -> Result<Outcome, Failure> {
    let (first, last) = args.undo.unwrap_or_default();
    let mut ledger = Ledger::open(&global.ledger)?;
    let known = ledger.judgements()?;
    // All of them or none.
    for number in first..=last {
        if !known.iter().any(|one| one.number == number && one.stands) {
            return Err(LedgerError::UnknownJudgement { number }.into());
        }
    }
    let (author, at) = (author(args.author.as_deref())?, now());
    for number in (first..=last).rev() {
        ledger.undo_judgement(number, &author, &at, args.why.as_deref())?;
    }
    let kept = ledger.judgements()?.split_off(known.len());
    print_kept(global, &kept)?;
    Ok(Outcome::Done)
}

fn history(global: &Global, args: &Code) -> Result<Outcome, Failure> {
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let mut all = ledger.judgements()?;
    if let Some(id) = &args.id {
        let statement = ledger.statement(id)?;
        all.retain(|j| j.statement == statement.id || j.current.as_ref() == Some(&statement.id));
    }
    if let Some(question) = &args.question {
        all.retain(|judgement| folded(&judgement.question) == folded(question));
    }
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &all)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = screen::out();
    let skipped = all.len().saturating_sub(args.limit);
    if skipped > 0 {
        writeln!(
            out,
            "{FAINT}{} earlier; -n shows more{FAINT:#}",
            count(skipped, "judgement")
        )?;
    }
    for judgement in &all[skipped..] {
        judgement_line(&mut out, judgement)?;
    }
    if all.is_empty() && !global.quiet {
        let what = args.id.as_deref().unwrap_or("anything");
        let asked = args.question.as_deref();
        let on = asked
            .map(|asked| format!(" on {asked}"))
            .unwrap_or_default();
        writeln!(
            out,
            "Nobody has judged {}{} yet.",
            screen::line(what),
            screen::line(&on)
        )?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
