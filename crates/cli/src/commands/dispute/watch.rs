//! `demarche watch`: what changed since the last brief.

use std::collections::BTreeMap;
use std::io::Write;

use demarche_positions::{Case, Stand};
use serde::{Deserialize, Serialize};

use crate::args::{Global, Watch};
use crate::commands::dispute;
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::screen::{self, STRONG};

/// Where a party stood, as the ledger remembers it.
#[derive(Serialize, Deserialize)]
struct Stood {
    party: String,
    question: String,
    stand: String,
    utterances: usize,
}

/// One difference.
#[derive(Serialize)]
struct Difference {
    party: String,
    question: String,
    before: String,
    now: String,
    new_utterances: usize,
}

#[derive(Serialize)]
struct Watched {
    since: Option<String>,
    changes: Vec<Difference>,
}

/// Where the parties stand, for the ledger's memory.
pub fn stands(case: &Case) -> String {
    // Plain data always serialises.
    serde_json::to_string(&stood(case)).unwrap_or_default()
}

fn stood(case: &Case) -> Vec<Stood> {
    case.positions
        .iter()
        .filter(|position| position.stand != Stand::Unstated)
        .map(|position| Stood {
            party: position.party.clone(),
            question: position.question.clone(),
            stand: position.stand.word().to_owned(),
            utterances: position.basis.utterances,
        })
        .collect()
}

pub fn run(global: &Global, args: &Watch) -> Result<Outcome, Failure> {
    let dispute = dispute::read(&args.dispute.file)?;
    let Some((ledger, case)) = dispute::hold(global, &dispute, None)? else {
        return Ok(Outcome::Interrupted);
    };
    let last = ledger.last_brief(&dispute::key(&dispute))?;
    let (since, before) = match last {
        Some((at, stands)) => (Some(at), serde_json::from_str(&stands).unwrap_or_default()),
        None => (None, Vec::<Stood>::new()),
    };
    let watched = Watched {
        since,
        changes: differences(&before, &stood(&case)),
    };
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &watched)?;
        out.flush()?;
    } else {
        print(global, &dispute, &watched)?;
    }
    Ok(if watched.changes.is_empty() {
        Outcome::Done
    } else {
        Outcome::Changed
    })
}

fn differences(before: &[Stood], now: &[Stood]) -> Vec<Difference> {
    let key = |one: &Stood| (one.party.clone(), one.question.clone());
    let known: BTreeMap<_, &Stood> = before.iter().map(|one| (key(one), one)).collect();
    let mut found = Vec::new();
    for one in now {
        let (stand, utterances) = known
            .get(&key(one))
            .map_or(("unstated", 0), |old| (old.stand.as_str(), old.utterances));
        if stand != one.stand || utterances < one.utterances {
            found.push(Difference {
                party: one.party.clone(),
                question: one.question.clone(),
                before: stand.to_owned(),
                now: one.stand.clone(),
                new_utterances: one.utterances.saturating_sub(utterances),
            });
        }
    }
    let held: BTreeMap<_, &Stood> = now.iter().map(|one| (key(one), one)).collect();
    for one in before.iter().filter(|one| !held.contains_key(&key(one))) {
        found.push(Difference {
            party: one.party.clone(),
            question: one.question.clone(),
            before: one.stand.clone(),
            now: "unstated".into(),
            new_utterances: 0,
        });
    }
    found
}

fn print(
    global: &Global,
    dispute: &demarche_positions::Dispute,
    watched: &Watched,
) -> Result<(), Failure> {
    let mut out = screen::out();
    for change in &watched.changes {
        let party = dispute.party(&change.party).map_or("", |party| &party.name);
        let asked = dispute
            .question(&change.question)
            .map_or(change.question.as_str(), |question| &question.yes);
        let said = if change.before == change.now {
            format!("again {}", change.now)
        } else {
            format!("{}, was {}", change.now, change.before)
        };
        writeln!(
            out,
            "{STRONG}{}{STRONG:#} on “{}”: {said} ({} new)",
            screen::line(party),
            screen::line(asked),
            change.new_utterances
        )?;
    }
    if !global.quiet {
        let since = watched
            .since
            .as_deref()
            .map_or("there was no brief yet".into(), |at| {
                format!("since the brief of {at}")
            });
        match watched.changes.len() {
            0 => writeln!(out, "Nothing changed, {since}.")?,
            n => writeln!(out, "\n{}, {since}.", screen::count(n, "change"))?,
        }
    }
    Ok(out.flush()?)
}
