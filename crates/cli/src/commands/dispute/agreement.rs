//! `demarche code --agreement`: how far people agree.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use demarche_ledger::{Judgement, Ledger};
use demarche_positions::dispute::folded;
use demarche_positions::{Agreement, Dispute, Judged, agreement};

use crate::args::{Code, Global};
use crate::commands::dispute::code::typed;
use crate::failure::{Failure, Outcome};
use crate::render::{json, table};
use crate::screen::{self, FAINT, STRONG};

/// What is judged: a statement as it stands now, and a question.
struct Unit<'j> {
    statement: &'j str,
    question: &'j str,
    words: &'j str,
}

pub fn run(global: &Global, args: &Code, dispute: Option<&Dispute>) -> Result<Outcome, Failure> {
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let mut all = ledger.judgements()?;
    all.retain(Judgement::counts);
    if let Some(question) = &args.question {
        all.retain(|judgement| folded(&judgement.question) == folded(question));
    }
    if let Some(dispute) = dispute {
        all.retain(|judgement| {
            let asked = dispute.question(&judgement.question);
            asked.is_some_and(|asked| judgement.is_on(&asked.yes))
        });
    }
    let (judged, units) = compared(&all);
    let found = agreement(&judged);
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &found)?;
        out.flush()?;
    } else {
        print(&found, &units)?;
    }
    Ok(Outcome::Done)
}

/// Judgements by what they are on. A lost one is on nothing. Two wordings of a
/// question are two questions; a judgement without a wording is on each.
fn compared(all: &[Judgement]) -> (Vec<Judged<String>>, BTreeMap<String, Unit<'_>>) {
    let mut wordings: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for judgement in all {
        let known = wordings.entry(&judgement.question).or_default();
        let told = &judgement.wording;
        if !told.is_empty() && !known.iter().any(|wording| judgement.is_on(wording)) {
            known.insert(told);
        }
    }
    let (mut judged, mut units) = (Vec::new(), BTreeMap::new());
    for judgement in all {
        let Some(statement) = &judgement.current else {
            continue;
        };
        let several = wordings
            .get(judgement.question.as_str())
            .filter(|wordings| wordings.len() > 1);
        let own: Vec<Option<&str>> = match several {
            Some(wordings) => wordings
                .iter()
                .filter(|wording| judgement.is_on(wording))
                .map(|wording| Some(*wording))
                .collect(),
            None => vec![None],
        };
        for wording in own {
            let question = &judgement.question;
            let unit = match wording {
                Some(wording) => format!("{statement} {question} “{wording}”"),
                None => format!("{statement} {question}"),
            };
            units.entry(unit.clone()).or_insert(Unit {
                statement,
                question,
                words: &judgement.words,
            });
            judged.push(Judged {
                unit,
                coder: judgement.author.clone(),
                value: judgement.stance.clone(),
            });
        }
    }
    (judged, units)
}

fn print(found: &Agreement<String>, units: &BTreeMap<String, Unit<'_>>) -> Result<(), Failure> {
    let mut out = screen::out();
    match found.alpha {
        Some(alpha) => writeln!(
            out,
            "Krippendorff's alpha {STRONG}{alpha:.3}{STRONG:#}: {} of statement and question judged by two or more of {}",
            screen::count(found.units, "pair"),
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
        let Some(unit) = units.get(&disagreement.unit) else {
            continue;
        };
        let values: Vec<String> = disagreement
            .values
            .iter()
            .map(|(coder, value)| format!("{coder}: {}", typed(value)))
            .collect();
        let short = table::short(unit.statement);
        writeln!(
            out,
            "  {FAINT}{short}{FAINT:#}  {}  {}",
            screen::line(unit.question),
            screen::line(&values.join(", "))
        )?;
        writeln!(
            out,
            "            {}",
            screen::cut(unit.words, screen::width() - 12)
        )?;
    }
    Ok(out.flush()?)
}
