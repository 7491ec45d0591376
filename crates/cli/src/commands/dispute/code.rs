//! `demarche code`: what people judge, its history, and how far they agree.

use std::io::Write;

use demarche_ledger::{Judgement, Ledger, NewJudgement, Statement, StatementFilter};
use demarche_positions::{Agreement, Dispute, Judged, agreement};

use crate::args::{Code, Global, StanceWord};
use crate::commands::dispute::{self, export, import, teach};
use crate::failure::{Failure, Outcome};
use crate::render::{json, table};
use crate::screen::{self, FAINT, STRONG, count};
use crate::signature::{author, now};

pub fn run(global: &Global, args: &Code) -> Result<Outcome, Failure> {
    let dispute = args.dispute.as_deref().map(dispute::read).transpose()?;
    if let (Some(dispute), Some(question)) = (&dispute, &args.question) {
        dispute::question(dispute, question)?;
    }
    match (&args.id, &dispute) {
        _ if args.history => history(global, args),
        (Some(id), _) => one(global, args, dispute.as_ref(), id),
        _ if args.search.is_some() => many(global, args, dispute.as_ref()),
        _ if args.undo.is_some() => undo(global, args),
        _ if args.agreement => agree(global, args),
        (None, Some(dispute)) if args.next => teach::run(global, dispute, args.limit),
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

/// What yes asserts, for a judgement to count on that alone.
pub fn wording<'d>(dispute: Option<&'d Dispute>, question: &str) -> &'d str {
    dispute
        .and_then(|dispute| dispute.question(question))
        .map_or("", |question| &question.yes)
}

/// Question and stance.
fn verdict(args: &Code) -> Result<(&str, &'static str), Failure> {
    match (&args.question, args.stance) {
        (Some(question), Some(word)) => Ok((question, stance(word))),
        _ => Err(Failure::told(
            "a judgement needs a question and a stance; give --question and --stance".to_owned(),
        )),
    }
}

fn keep(
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
    let statement = ledger.statement(id)?;
    keep(&mut ledger, args, dispute, std::slice::from_ref(&statement))?;
    let kept = ledger.judgements()?.pop();
    print_kept(global, kept.as_slice())?;
    Ok(Outcome::Done)
}

fn many(global: &Global, args: &Code, dispute: Option<&Dispute>) -> Result<Outcome, Failure> {
    let mut ledger = Ledger::open(&global.ledger)?;
    let statements = ledger.statements(&StatementFilter {
        words: args.search.clone(),
        speaker: args.speaker.clone(),
        ..StatementFilter::default()
    })?;
    if args.yes {
        let before = ledger.judgements()?.len();
        keep(&mut ledger, args, dispute, &statements)?;
        let kept = ledger.judgements()?.split_off(before);
        print_kept(global, &kept)?;
        return Ok(Outcome::Done);
    }
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &statements)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let (question, stance) = verdict(args)?;
    let mut out = screen::out();
    for statement in &statements {
        let words = format!(
            "{} {} {}",
            statement.source_text, statement.cue_text, statement.text
        );
        let short = table::short(&statement.id);
        writeln!(
            out,
            "{FAINT}{short}{FAINT:#}  {}",
            screen::cut(&words, screen::width() - 10)
        )?;
    }
    writeln!(
        out,
        "\n{} would be judged {stance} on {}. --yes does it.",
        count(statements.len(), "statement"),
        screen::line(question)
    )?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn print_kept(global: &Global, kept: &[Judgement]) -> Result<(), Failure> {
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
            "{} kept, {} to {}.",
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
    let mark = match (judgement.undoes, judgement.stands, &judgement.current) {
        (Some(_), true, _) => "undoes",
        (_, false, _) => "undone",
        (_, _, None) => "lost",
        _ => "stands",
    };
    let what = match judgement.undoes {
        Some(number) => format!("takes back {number}"),
        None => format!("{} on {}", judgement.stance, judgement.question),
    };
    let why = judgement
        .why
        .as_deref()
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    writeln!(
        out,
        "{STRONG}{:>4}{STRONG:#}  {}  {}  {mark:6}  {}: {}{}",
        judgement.number,
        judgement.at,
        table::short(&judgement.statement),
        screen::line(&judgement.author),
        screen::line(&what),
        screen::line(&why)
    )?;
    let words = screen::cut(&judgement.words, screen::width() - 6);
    writeln!(out, "      {FAINT}{words}{FAINT:#}")?;
    Ok(())
}

fn undo(global: &Global, args: &Code) -> Result<Outcome, Failure> {
    let number = args.undo.unwrap_or_default();
    let mut ledger = Ledger::open(&global.ledger)?;
    ledger.undo_judgement(
        number,
        &author(args.author.as_deref())?,
        &now(),
        args.why.as_deref(),
    )?;
    let kept = ledger.judgements()?.pop();
    print_kept(global, kept.as_slice())?;
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
        all.retain(|judgement| judgement.question == *question);
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
        writeln!(out, "Nobody has judged anything yet.")?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn agree(global: &Global, args: &Code) -> Result<Outcome, Failure> {
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let mut all = ledger.judgements()?;
    all.retain(|j| j.stands && j.undoes.is_none());
    if let Some(question) = &args.question {
        all.retain(|judgement| judgement.question == *question);
    }
    let judged: Vec<Judged<String>> = all
        .iter()
        .map(|judgement| Judged {
            unit: format!("{} {}", judgement.statement, judgement.question),
            coder: judgement.author.clone(),
            value: judgement.stance.clone(),
        })
        .collect();
    let found = agreement(&judged);
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &found)?;
        out.flush()?;
    } else {
        print_agreement(&found, &all)?;
    }
    Ok(Outcome::Done)
}

fn print_agreement(found: &Agreement<String>, all: &[Judgement]) -> Result<(), Failure> {
    let mut out = screen::out();
    match found.alpha {
        Some(alpha) => writeln!(
            out,
            "Krippendorff's alpha {STRONG}{alpha:.3}{STRONG:#}: {} judged by two or more of {}",
            count(found.units, "pair of statement and question"),
            screen::line(&found.coders.join(", "))
        )?,
        None if found.units == 0 => writeln!(out, "Nothing was judged by two people yet.")?,
        None => writeln!(
            out,
            "All {} judgements are the same, so that agreement cannot be told from chance.",
            found.judgements
        )?,
    }
    for disagreement in &found.disagreements {
        let (statement, question) = disagreement.unit.split_once(' ').unwrap_or_default();
        let values: Vec<String> = disagreement
            .values
            .iter()
            .map(|(coder, value)| format!("{coder}: {value}"))
            .collect();
        let short = table::short(statement);
        writeln!(
            out,
            "  {FAINT}{short}{FAINT:#}  {}  {}",
            screen::line(question),
            screen::line(&values.join(", "))
        )?;
        if let Some(judgement) = all.iter().find(|j| j.statement == statement) {
            writeln!(
                out,
                "            {}",
                screen::cut(&judgement.words, screen::width() - 12)
            )?;
        }
    }
    Ok(out.flush()?)
}
