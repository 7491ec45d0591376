//! `demarche timeline`: what was said on each question, in the order of time.

use std::io::Write;

use demarche_positions::Evidence;
use serde::Serialize;

use crate::args::{Global, Timeline};
use crate::commands::dispute::{self, Choice, listing};
use crate::failure::{Failure, Outcome};
use crate::render::json;
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

pub fn run(global: &Global, args: &Timeline) -> Result<Outcome, Failure> {
    let dispute = dispute::read(&args.dispute.file)?;
    let (party, question) = (args.party.as_deref(), args.question.as_deref());
    let choice = Choice::of(&dispute, party, question)?;
    let Some((_, case)) = dispute::hold(global, &dispute, None)? else {
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
    moments.sort_by(|a, b| {
        order(a.question)
            .cmp(&order(b.question))
            .then_with(|| a.day.cmp(&b.day))
            .then_with(|| {
                a.evidence
                    .saying
                    .statement
                    .cmp(&b.evidence.saying.statement)
            })
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
            writeln!(out, "{gap}{STRONG}{}{STRONG:#}", screen::line(asked))?;
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
