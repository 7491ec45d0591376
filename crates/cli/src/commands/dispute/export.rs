//! `demarche code --export`: coded statements into a table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use demarche_brief::figures::sure;
use demarche_ledger::{Judgement, Ledger};
use demarche_positions::{Coder, Dispute, Saying, stance_named, turned};
use demarche_statements::Part;

use crate::args::Global;
use crate::commands::dispute::coded_table::{COLUMNS, MACHINE, form, write};
use crate::commands::dispute::matching::sentence;
use crate::commands::dispute::{self, conditions};
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::screen;

/// People's judgements by statement and question.
type Judged<'j> = BTreeMap<(&'j str, &'j str), Vec<&'j Judgement>>;

/// Writes what bears on the questions of a dispute: a row for each who has a
/// part in a statement, and for each person who judged it.
pub fn run(global: &Global, dispute: &Dispute, file: &Path) -> Result<Outcome, Failure> {
    let form = form(file)?;
    let Some((ledger, case)) = dispute::hold(global, dispute, None)? else {
        return Ok(Outcome::Interrupted);
    };
    let by_parties = case
        .positions
        .iter()
        .flat_map(|p| p.evidence.iter().map(|e| &e.saying));
    let mut sayings: Vec<&Saying> = by_parties.chain(&case.others).collect();
    let key = |s: &Saying| (s.question.clone(), s.statement.clone(), s.voice.id.clone());
    sayings.sort_by_key(|saying| key(saying));
    sayings.dedup_by_key(|saying| key(saying));

    let history = ledger.judgements()?;
    let mut judged = Judged::new();
    for judgement in history.iter().filter(|judgement| judgement.counts()) {
        let asked = dispute.question(&judgement.question);
        if let (Some(asked), Some(statement)) = (asked, &judgement.current)
            && judgement.is_on(&asked.yes)
        {
            let unit = (statement.as_str(), judgement.question.as_str());
            judged.entry(unit).or_default().push(judgement);
        }
    }

    let mut rows = Vec::new();
    let mut spoken = BTreeSet::new();
    for saying in sayings {
        let unit = (saying.statement.as_str(), saying.question.as_str());
        spoken.insert(unit);
        let words = ledger.statement(&saying.statement)?.text;
        match judged.get(&unit) {
            Some(people) => rows.extend(
                people
                    .iter()
                    .map(|judgement| persons(&said(saying, words.clone()), judgement, saying.part)),
            ),
            None => rows.push(machines(said(saying, words), saying)),
        }
    }
    // What nobody is known to have said can be judged, too.
    for (unit, people) in judged.iter().filter(|(unit, _)| !spoken.contains(*unit)) {
        let row = unspoken(&ledger, unit)?;
        rows.extend(
            people
                .iter()
                .map(|judgement| persons(&row, judgement, Part::Speaks)),
        );
    }
    rows.sort_by(|a, b| (&a[QUESTION], &a[ID]).cmp(&(&b[QUESTION], &b[ID])));
    write(file, form, &rows)?;
    if global.json {
        let summary = serde_json::json!({
            "file": file.display().to_string(),
            "rows": rows.len(),
        });
        let mut out = screen::raw();
        json::pretty(&mut out, &summary)?;
        out.flush()?;
    } else if !global.quiet {
        anstream::eprintln!("{} written", screen::count(rows.len(), "coded statement"));
    }
    Ok(Outcome::Done)
}

/// Places of columns that are filled in later.
const ID: usize = 0;
const QUESTION: usize = 4;
const STANCE: usize = 5;
const CONDITIONS: usize = 6;
const CODER: usize = 8;
const CONFIDENCE: usize = 9;
const WHY: usize = 10;
const REASON: usize = 12;

/// The columns that say which statement and who.
fn said(saying: &Saying, words: String) -> [String; COLUMNS] {
    let place = &saying.place;
    [
        saying.statement.clone(),
        saying.sentence.clone(),
        saying.voice.name.clone(),
        saying.voice.side.clone().unwrap_or_default(),
        saying.question.clone(),
        String::new(),
        String::new(),
        saying.days.day().unwrap_or_default().to_owned(),
        String::new(),
        String::new(),
        String::new(),
        place.outlet.clone().unwrap_or_else(|| place.file.clone()),
        String::new(),
        words,
    ]
}

fn unspoken(ledger: &Ledger, (id, question): &(&str, &str)) -> Result<[String; COLUMNS], Failure> {
    let statement = ledger.statement(id)?;
    let sentence = sentence(&ledger.passage(&statement, 0)?);
    let report = &statement.report;
    let mut row = <[String; COLUMNS]>::default();
    row[ID].clone_from(&statement.id);
    row[1] = sentence;
    (*question).clone_into(&mut row[QUESTION]);
    row[11] = report.outlet.clone().unwrap_or_else(|| report.file.clone());
    row[13].clone_from(&statement.text);
    Ok(row)
}

/// The machine's reason stands apart from `why`, where people give theirs: a
/// row that somebody puts their name to must not give it as their own.
fn machines(mut row: [String; COLUMNS], saying: &Saying) -> [String; COLUMNS] {
    row[STANCE] = saying.stance.to_string();
    row[CONDITIONS] = conditions::joined(&saying.conditions);
    row[CODER] = match &saying.coder {
        Coder::Machine(version) => format!("{MACHINE}{version}"),
        Coder::Person(name) => name.clone(),
    };
    row[CONFIDENCE] = format!("{:.2}", sure(saying.confidence));
    row[REASON].clone_from(&saying.reason);
    row
}

fn persons(row: &[String; COLUMNS], judgement: &Judgement, part: Part) -> [String; COLUMNS] {
    let mut row = row.clone();
    let stance = stance_named(&judgement.stance);
    row[STANCE] = match (stance, part) {
        (Some(stance), Part::Opposes) => turned(stance).to_string(),
        _ => judgement.stance.clone(),
    };
    row[CONDITIONS] = conditions::joined(&judgement.conditions);
    row[CODER].clone_from(&judgement.author);
    row[CONFIDENCE] = "1.00".into();
    row[WHY] = judgement.why.clone().unwrap_or_default();
    row
}
