//! `demarche code --next`: what a person should judge first.

use std::io::Write;

use demarche_brief::figures::sure;
use demarche_positions::{Dispute, Position, lessons, stance_word};

use crate::args::Global;
use crate::commands::dispute;
use crate::failure::{Failure, Outcome};
use crate::render::{json, table};
use crate::screen::{self, FAINT, STRONG};

pub fn run(
    global: &Global,
    dispute: &Dispute,
    question: Option<&str>,
    limit: usize,
) -> Result<Outcome, Failure> {
    let Some((_, case)) = dispute::hold(global, dispute, None)? else {
        return Ok(Outcome::Interrupted);
    };
    let mut found = lessons(&case.positions);
    found.retain(|lesson| question.is_none_or(|asked| asked == lesson.question));
    found.truncate(limit);
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &found)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = screen::out();
    for lesson in &found {
        let own = |p: &&Position| p.party == lesson.party && p.question == lesson.question;
        let Some(evidence) = case
            .positions
            .iter()
            .find(own)
            .and_then(|position| position.evidence_of(&lesson.statement))
        else {
            continue;
        };
        let saying = &evidence.saying;
        let asked = dispute
            .question(&lesson.question)
            .map_or("", |asked| &asked.yes);
        let hangs = if lesson.decisive {
            ", the position hangs on it"
        } else {
            ""
        };
        writeln!(
            out,
            "{FAINT}{}{FAINT:#}  {STRONG}{}{STRONG:#} on “{}”: {}, {:.2} sure{hangs}",
            table::short(&lesson.statement),
            screen::line(&saying.voice.name),
            screen::line(asked),
            stance_word(saying.stance),
            sure(saying.confidence)
        )?;
        writeln!(
            out,
            "          {}",
            screen::cut(&saying.sentence, screen::width() - 10)
        )?;
        writeln!(
            out,
            "          {FAINT}demarche code {} --question {} --stance …{FAINT:#}",
            table::short(&lesson.statement),
            lesson.question
        )?;
    }
    if found.is_empty() && !global.quiet {
        let on = question.map(|asked| format!(" on {}", screen::line(asked)));
        writeln!(out, "Nothing is in doubt{}.", on.unwrap_or_default())?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
