//! `demarche code --import`: judgements that come in from a table.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use demarche_ledger::{Judgement, Ledger, NewJudgement};
use demarche_positions::{Case, Coder, Dispute, Saying, Stance, stance_named, stance_word, turned};
use demarche_statements::Part;
use serde::Serialize;

use crate::args::{Code, Global};
use crate::commands::dispute::code::wording;
use crate::commands::dispute::matching::{Bearing, ByWords, Meant, place};
use crate::commands::dispute::{self, coded_table, conditions};
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::screen::{self, count};
use crate::signature::{author, now};

/// Lines with what is to be told about them.
type Told = Vec<(usize, String)>;

/// What an import did, for programs.
#[derive(Serialize)]
struct Imported {
    file: String,
    /// Judgements taken over.
    taken: usize,
    /// Rows that were known before, or are the machine's.
    known: usize,
    left_out: Vec<Remark>,
    notes: Vec<Remark>,
}

/// What is to be told about a line.
#[derive(Serialize)]
struct Remark {
    line: usize,
    message: String,
}

pub fn run(
    global: &Global,
    args: &Code,
    dispute: &Dispute,
    file: &Path,
) -> Result<Outcome, Failure> {
    let rows = coded_table::read(file)?;
    let by_words = ByWords::of(&Ledger::open_read_only(&global.ledger)?, &rows)?;
    // What the machine makes of the statements takes a while, and is seldom asked.
    let asked = rows.iter().any(|row| {
        row.machine().is_some() || (row.id.is_empty() && by_words.candidates(row).len() > 1)
    });
    let case = if asked {
        let Some((_, case)) = dispute::hold(global, dispute, None)? else {
            return Ok(Outcome::Interrupted);
        };
        case
    } else {
        Case::default()
    };
    let sayings = sayings(&case);
    let bearing: Bearing = sayings
        .iter()
        .map(|saying| (saying.statement.clone(), saying.question.clone()))
        .collect();
    let mut ledger = Ledger::open(&global.ledger)?;
    let mut found = place(&ledger, dispute, &rows, &by_words, &bearing)?;
    let mut left = std::mem::take(&mut found.left);
    leave_the_machines(&mut found.placed, &sayings, &mut left);
    for meant in &mut found.placed {
        if meant.row.coder.is_empty() {
            meant.row.coder = author(args.author.as_deref())?;
        }
    }
    let history = ledger.judgements()?;
    let known = leave_the_known(&mut found.placed, dispute, &history);
    let (taken, notes) = settle(found.placed, &known, &mut left);
    let at = now();
    let named: Vec<String> = taken.iter().map(|meant| meant.stance.to_string()).collect();
    let judgements: Vec<NewJudgement<'_>> = taken
        .iter()
        .zip(&named)
        .map(|(meant, stance)| NewJudgement {
            author: &meant.row.coder,
            at: &at,
            question: &meant.row.question,
            wording: wording(Some(dispute), &meant.row.question),
            statement: &meant.statement,
            stance,
            conditions: &meant.row.conditions,
            why: (!meant.row.why.is_empty()).then_some(meant.row.why.as_str()),
        })
        .collect();
    ledger.keep_judgements(&judgements)?;
    left.sort_unstable();
    let outcome = if left.is_empty() {
        Outcome::Done
    } else {
        Outcome::LeftOut
    };
    report(global, file, (rows.len(), judgements.len()), (notes, left))?;
    Ok(outcome)
}

/// Says what was taken over of how many rows, and what not.
fn report(
    global: &Global,
    file: &Path,
    (rows, taken): (usize, usize),
    (notes, left): (Told, Told),
) -> Result<(), Failure> {
    let known = rows - taken - left.len();
    if global.json {
        let remarks = |told: Told| {
            let remark = |(line, message)| Remark { line, message };
            told.into_iter().map(remark).collect()
        };
        let mut out = screen::raw();
        json::pretty(
            &mut out,
            &Imported {
                file: file.display().to_string(),
                taken,
                known,
                left_out: remarks(left),
                notes: remarks(notes),
            },
        )?;
        return Ok(out.flush()?);
    }
    tell(file, &notes, "");
    tell(file, &left, "left out: ");
    let name = file.display().to_string();
    if rows == 0 {
        anstream::eprintln!(
            "{}: there is no row under the head; nothing was taken over",
            screen::line(&name)
        );
    } else if taken + known == 0 {
        anstream::eprintln!(
            "{}: nothing was taken over; mend the rows named above and import again",
            screen::line(&name)
        );
    }
    if global.quiet {
        return Ok(());
    }
    let mut out = screen::out();
    writeln!(
        out,
        "{} taken over, {known} known before or the machine's, {} left out.",
        count(taken, "judgement"),
        count(left.len(), "row")
    )?;
    Ok(out.flush()?)
}

fn tell(file: &Path, lines: &Told, what: &str) {
    for (line, reason) in lines {
        anstream::eprintln!(
            "{}:{line}: {what}{}",
            screen::line(&file.display().to_string()),
            screen::line(reason)
        );
    }
}

fn sayings(case: &Case) -> Vec<&Saying> {
    let by_parties = case.positions.iter().flat_map(|p| &p.evidence);
    by_parties
        .map(|evidence| &evidence.saying)
        .chain(&case.others)
        .collect()
}

/// Takes out the rows that are the machine's: they are no person's word. Those
/// that somebody seems to have changed without putting a name to it are told.
fn leave_the_machines(rows: &mut Vec<Meant>, sayings: &[&Saying], left: &mut Told) {
    rows.retain(|meant| {
        let row = &meant.row;
        let Some(version) = row.machine() else {
            return true;
        };
        let mut own = sayings
            .iter()
            .filter(|one| one.statement == meant.statement.id && one.question == row.question)
            .filter(|one| matches!(&one.coder, Coder::Machine(by) if by == version))
            .peekable();
        if own.peek().is_some() && own.all(|saying| saying.stance != meant.stance) {
            left.push((
                row.line,
                "its stance is not the machine's, whose row it is; put your name under `coder` to \
                 make it yours"
                    .to_owned(),
            ));
        }
        false
    });
}

/// The statement, the question and the coder of a row: what one judgement is on.
type Unit = (String, String, String);

fn unit(meant: &Meant) -> Unit {
    (
        meant.statement.id.clone(),
        meant.row.question.clone(),
        meant.row.coder.clone(),
    )
}

/// Takes out the rows that say what their coder's judgement says already, and
/// gives their lines.
fn leave_the_known(
    rows: &mut Vec<Meant>,
    dispute: &Dispute,
    history: &[Judgement],
) -> BTreeMap<Unit, usize> {
    let mut known = BTreeMap::new();
    rows.retain(|meant| {
        let row = &meant.row;
        let same = history.iter().filter(|one| one.counts()).any(|one| {
            one.current.as_ref() == Some(&meant.statement.id)
                && one.question == row.question
                && one.author == row.coder
                && one.is_on(wording(Some(dispute), &row.question))
                && (row.why.is_empty() || one.why.as_deref().map(str::trim) == Some(&row.why))
                && stance_named(&one.stance).is_some_and(|stance| {
                    seen_from(stance, meant.part) == meant.stance
                        && conditions::same(&one.conditions, &row.conditions)
                })
        });
        if same {
            known.insert(unit(meant), row.line);
        }
        !same
    });
    known
}

/// A statement's stance as it is that of one with this part in it.
fn seen_from(stance: Stance, part: Option<Part>) -> Stance {
    match part {
        Some(Part::Opposes) => turned(stance),
        _ => stance,
    }
}

/// One judgement for each statement, question and coder, however many rows
/// there are on it; rows that do not go together are left out.
fn settle(rows: Vec<Meant>, known: &BTreeMap<Unit, usize>, left: &mut Told) -> (Vec<Meant>, Told) {
    let mut units: BTreeMap<Unit, Vec<Meant>> = BTreeMap::new();
    for meant in rows {
        units.entry(unit(&meant)).or_default().push(meant);
    }
    let (mut taken, mut notes) = (Vec::new(), Told::new());
    for (unit, rows) in units {
        let lines: Vec<(usize, String)> = rows
            .iter()
            .map(|one| (one.row.line, stance_word(one.stance)))
            .collect();
        let meant = match agreed(rows) {
            Ok(meant) => meant,
            Err(why) => {
                left.extend(lines.into_iter().map(|(line, _)| (line, why.clone())));
                continue;
            }
        };
        if meant.stance != Stance::Conditional && !meant.row.conditions.is_empty() {
            left.extend(lines.into_iter().map(|(line, stance)| {
                (
                    line,
                    format!(
                        "it has conditions, but its stance is {stance}; write conditional, or \
                         empty `conditions`"
                    ),
                )
            }));
            continue;
        }
        if let Some(line) = known.get(&unit) {
            notes.push((
                meant.row.line,
                format!(
                    "taken over: {} judges the statement {} now, whoever has a part in it; line \
                     {line} still has what was judged before",
                    meant.row.coder,
                    stance_word(meant.stance)
                ),
            ));
        }
        taken.push(meant);
    }
    taken.sort_by_key(|meant| meant.row.line);
    (taken, notes)
}

/// The one judgement that rows of several who have a part in a statement make:
/// the speaker's stance, from which that of who opposes the speaker follows.
fn agreed(mut rows: Vec<Meant>) -> Result<Meant, String> {
    rows.sort_by_key(|meant| (meant.part == Some(Part::Opposes), meant.row.line));
    let mut rows = rows.into_iter();
    let Some(mut first) = rows.next() else {
        return Err("nothing is judged".into());
    };
    let opposes = first.part == Some(Part::Opposes);
    let shown = first.stance;
    if opposes {
        first.stance = match shown {
            Stance::Support => Stance::Oppose,
            Stance::Oppose => Stance::Support,
            Stance::Unrelated => Stance::Unrelated,
            _ => {
                return Err(format!(
                    "{} opposes the speaker, so that only yes, no and unrelated tell what the \
                     speaker's stance is; judge the speaker's",
                    first.row.person
                ));
            }
        };
    }
    for other in rows {
        let fits = if opposes {
            other.stance == shown
        } else {
            other.stance == seen_from(first.stance, other.part)
        };
        let conditions =
            other.part == Some(Part::Opposes) || other.row.conditions == first.row.conditions;
        if !fits || !conditions {
            return Err(format!(
                "lines {} and {} judge one statement differently ({}, {}), and a judgement is on \
                 the statement, whoever has a part in it; make them agree, or leave one",
                first.row.line.min(other.row.line),
                first.row.line.max(other.row.line),
                stance_word(shown),
                stance_word(other.stance)
            ));
        }
        if first.row.why.is_empty() {
            first.row.why = other.row.why;
        }
    }
    Ok(first)
}
