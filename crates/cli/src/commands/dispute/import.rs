//! `demarche code --import`: judgements that come in from a table.

use std::io::Write;
use std::path::Path;

use demarche_ledger::{Ledger, NewJudgement, Statement};
use demarche_positions::{Case, Coder, Dispute, Saying};

use crate::args::{Code, Global};
use crate::commands::dispute::code::wording;
use crate::commands::dispute::{self, coded_table};
use crate::failure::{Failure, Outcome};
use crate::screen::{self, count};
use crate::signature::{author, now};

pub fn run(
    global: &Global,
    args: &Code,
    dispute: &Dispute,
    file: &Path,
) -> Result<Outcome, Failure> {
    let rows = coded_table::read(file)?;
    let machines = if rows.iter().any(|row| row.machine().is_some()) {
        let Some((_, case)) = dispute::hold(global, dispute, None)? else {
            return Ok(Outcome::Interrupted);
        };
        case
    } else {
        Case::default()
    };
    let mut ledger = Ledger::open(&global.ledger)?;
    let mut found = coded_table::place(&ledger, dispute, &rows)?;
    let read = found.placed.len();
    let edited = leave_the_machines(&mut found.placed, &machines);
    found.left.extend_from_slice(&edited);
    found.left.sort_unstable();
    let at = now();
    for (row, _) in &mut found.placed {
        if row.coder.is_empty() {
            row.coder = author(args.author.as_deref())?;
        }
    }
    let standing = ledger.judgements()?;
    found.placed.retain(|(row, statement)| {
        !standing.iter().any(|known| {
            let current = known.current.as_deref().unwrap_or(&known.statement);
            known.stands
                && current == statement.id
                && known.question == row.question
                && known.author == row.coder
                && known.stance == row.stance
                && known.conditions == row.conditions
        })
    });
    let judgements: Vec<NewJudgement<'_>> = found
        .placed
        .iter()
        .map(|(row, statement)| NewJudgement {
            author: &row.coder,
            at: &at,
            question: &row.question,
            wording: wording(Some(dispute), &row.question),
            statement,
            stance: &row.stance,
            conditions: &row.conditions,
            why: (!row.why.is_empty()).then_some(row.why.as_str()),
        })
        .collect();
    ledger.keep_judgements(&judgements)?;
    for (line, reason) in &found.left {
        anstream::eprintln!(
            "{}:{line}: left out: {}",
            screen::line(&file.display().to_string()),
            screen::line(reason)
        );
    }
    if !global.quiet {
        let mut out = screen::out();
        writeln!(
            out,
            "{} taken over, {} known before or the machine's, {} left out.",
            count(judgements.len(), "judgement"),
            read - judgements.len() - edited.len(),
            count(found.left.len(), "row")
        )?;
        out.flush()?;
    }
    Ok(if found.left.is_empty() {
        Outcome::Done
    } else {
        Outcome::LeftOut
    })
}

/// Takes out the rows that are the machine's: they are no person's word. Gives
/// those that somebody seems to have changed without putting a name to it.
fn leave_the_machines(
    rows: &mut Vec<(coded_table::Row, Statement)>,
    case: &Case,
) -> Vec<(usize, String)> {
    let by_parties = case.positions.iter().flat_map(|p| &p.evidence);
    let sayings: Vec<&Saying> = by_parties
        .map(|evidence| &evidence.saying)
        .chain(&case.others)
        .collect();
    let mut edited = Vec::new();
    rows.retain(|(row, statement)| {
        let Some(version) = row.machine() else {
            return true;
        };
        let mut own = sayings
            .iter()
            .filter(|saying| saying.statement == statement.id && saying.question == row.question)
            .filter(|saying| matches!(&saying.coder, Coder::Machine(by) if by == version))
            .peekable();
        if own.peek().is_some() && own.all(|saying| saying.stance.to_string() != row.stance) {
            edited.push((
                row.line,
                "its stance is not the machine's, whose row it is; put your name under `coder` to \
                 make it yours"
                    .to_owned(),
            ));
        }
        false
    });
    edited
}
