//! `demarche timeline`: what was said on each question, in the order of time.

use std::collections::BTreeMap;
use std::io::Write;

use demarche_ledger::Ledger;
use demarche_positions::Evidence;
use serde::Serialize;

use crate::args::{Global, Timeline};
use crate::commands::dispute::{self, Choice, listing};
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::render::wrapped::indented;
use crate::screen::{self, STRONG};

/// A moment of the timeline.
#[derive(Serialize)]
struct Moment<'c> {
    day: Option<&'c str>,
    party: &'c str,
    question: &'c str,
    #[serde(flatten)]
    evidence: &'c Evidence,
}

/// Where a statement stands: in which report, and where in its text.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    date: Option<String>,
    file: String,
    line: Option<usize>,
    start: usize,
    statement: String,
}

/// Statements by identifier, with where they stand.
type Places = BTreeMap<String, Standing>;

impl Moment<'_> {
    /// What decides on one day: what is told as earlier, and then the place.
    fn place<'p>(&self, places: &'p Places) -> (bool, Option<&'p Standing>) {
        let saying = &self.evidence.saying;
        (!saying.days.earlier, places.get(&saying.statement))
    }
}

fn places(ledger: &Ledger, moments: &[Moment<'_>]) -> Result<Places, Failure> {
    let mut found = Places::new();
    for moment in moments {
        let id = &moment.evidence.saying.statement;
        if found.contains_key(id) {
            continue;
        }
        let statement = ledger.statement(id)?;
        let report = &statement.report;
        let spans = [&statement.source, &statement.cue, &statement.content];
        let starts = spans.into_iter().filter_map(|span| span.first());
        let standing = Standing {
            date: report.date.clone(),
            file: report.file.clone(),
            line: report.line,
            start: starts.map(|[start, _]| *start).min().unwrap_or_default(),
            statement: id.clone(),
        };
        found.insert(id.clone(), standing);
    }
    Ok(found)
}

pub fn run(global: &Global, args: &Timeline) -> Result<Outcome, Failure> {
    let dispute = dispute::read(&args.dispute.file)?;
    let (party, question) = (args.party.as_deref(), args.question.as_deref());
    let choice = Choice::of(&dispute, party, question)?;
    let Some((ledger, case)) = dispute::hold(global, &dispute, None)? else {
        return Ok(Outcome::Interrupted);
    };
    let mut moments: Vec<Moment<'_>> = case
        .positions
        .iter()
        .filter(|position| choice.takes(position))
        .flat_map(|position| {
            position.evidence.iter().map(|evidence| Moment {
                day: evidence.saying.days.day(),
                party: &position.party,
                question: &position.question,
                evidence,
            })
        })
        .filter(|moment| match (&args.since, moment.day) {
            (Some(since), Some(day)) => day >= since.as_str(),
            (Some(_), None) => false,
            (None, _) => true,
        })
        .collect();
    let order = |id: &str| {
        dispute
            .questions
            .iter()
            .position(|question| question.id == id)
    };
    let places = places(&ledger, &moments)?;
    moments.sort_by(|a, b| {
        order(a.question)
            .cmp(&order(b.question))
            .then_with(|| a.day.cmp(&b.day))
            .then_with(|| a.place(&places).cmp(&b.place(&places)))
    });
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &moments)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = screen::out();
    let mut heading = "";
    for moment in &moments {
        if moment.question != heading {
            let gap = if heading.is_empty() { "" } else { "\n" };
            heading = moment.question;
            let asked = dispute
                .question(heading)
                .map_or(heading, |asked| &asked.yes);
            write!(out, "{gap}")?;
            indented(&mut out, 0, STRONG, asked)?;
        }
        let party = dispute.party(moment.party).map(|party| party.name.as_str());
        listing::evidence(&mut out, moment.evidence, party)?;
    }
    if moments.is_empty() && !global.quiet {
        let since = args.since.as_deref();
        writeln!(out, "{}", choice.nothing(&case.coverage, since))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
