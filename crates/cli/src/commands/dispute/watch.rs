//! `demarche watch`: what changed since the last brief.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use anstyle::Style;
use demarche_brief::{excerpt, quotation};
use demarche_ledger::{Ledger, LedgerError};
use demarche_positions::{Dispute, Evidence, Position, Question, Stand, Use, supports};
use serde::Serialize;

use crate::args::{Global, Watch};
use crate::commands::dispute;
use crate::commands::dispute::memory::{Memory, Said, Speakers, Stood, Wording, known, rests_on};
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::render::wrapped::indented;
use crate::screen::{self, Out, STRONG};

/// How many new sentences a change shows; `demarche positions` lists all.
const SHOWN: usize = 4;

/// One difference.
#[derive(Serialize)]
struct Difference {
    party: String,
    question: String,
    before: String,
    now: String,
    /// Utterances that no statement known then told.
    new_utterances: usize,
    /// How many of these support where the party stands now.
    new_for_it: usize,
    /// What the stand rested on.
    said_before: Vec<Said>,
    /// What is new, or else what the stand rests on now.
    said_now: Vec<Said>,
}

/// Parties and questions by identifier.
#[derive(Serialize, Default)]
struct Named {
    parties: Vec<String>,
    questions: Vec<String>,
}

/// A question that is put otherwise than at the last brief.
#[derive(Serialize)]
struct Reworded {
    question: String,
    /// What yes asserted then.
    before: String,
    /// What it asserts now.
    now: String,
    /// What the dispute file has otherwise: `wording`, `control` or both.
    differs: Vec<&'static str>,
}

impl Reworded {
    /// What is otherwise, in words.
    fn told(&self) -> String {
        let has = |what| self.differs.contains(&what);
        let wording = if self.before == self.now {
            "has other wordings (`also`, `counter`) than at the last brief".to_owned()
        } else {
            format!(
                "was worded “{}” at the last brief",
                screen::line(&self.before)
            )
        };
        let control = "is in other hands (`controlled_by`) than at the last brief";
        match (has("wording"), has("control")) {
            (true, true) => format!("{wording} and {control}"),
            (true, false) => wording,
            _ => control.to_owned(),
        }
    }
}

/// A party for which others speak than at the last brief.
#[derive(Serialize)]
struct Revoiced {
    party: String,
    /// The keys of the dispute file that list others: `sides`, `actors` ….
    differs: Vec<&'static str>,
}

#[derive(Serialize)]
struct Watched {
    since: Option<String>,
    changes: Vec<Difference>,
    /// What the dispute file has and had not at the last brief.
    added: Named,
    /// What it had and has no longer.
    dropped: Named,
    /// What it asks otherwise: where parties stand on that is not compared.
    reworded: Vec<Reworded>,
    /// For whom others speak: where these parties stand is not compared.
    revoiced: Vec<Revoiced>,
}

/// What carries the position and is told by no statement that was known: another
/// report of a known utterance is not new.
fn fresh<'p>(position: &'p Position, before: Option<&Stood>) -> Vec<&'p Evidence> {
    let old = |statement: &str| before.is_some_and(|b| b.statements.contains(statement));
    let known_acts: BTreeSet<&str> = known(position)
        .filter(|e| old(&e.saying.statement))
        .map(|e| position.act_of(e))
        .collect();
    let mut acts = BTreeSet::new();
    known(position)
        .filter(|e| e.role != Use::Repeats && !known_acts.contains(position.act_of(e)))
        .filter(|e| acts.insert(position.act_of(e)))
        .collect()
}

/// A statement that was known is known, too, as what stands in its place since
/// its report was revised or read anew.
fn carry_over(ledger: &Ledger, memory: &mut Memory, now: &[Position]) -> Result<(), Failure> {
    let current: BTreeSet<&str> = now
        .iter()
        .flat_map(|position| &position.evidence)
        .map(|evidence| evidence.saying.statement.as_str())
        .collect();
    let mut successors: BTreeMap<String, Option<String>> = BTreeMap::new();
    for stood in &mut memory.stands {
        let gone = stood.statements.iter();
        let gone: Vec<String> = gone
            .filter(|id| !current.contains(id.as_str()))
            .cloned()
            .collect();
        for id in gone {
            let successor = match successors.get(&id) {
                Some(known) => known.clone(),
                None => successor(ledger, &id)?,
            };
            stood.statements.extend(successor.clone());
            successors.insert(id, successor);
        }
    }
    Ok(())
}

fn successor(ledger: &Ledger, id: &str) -> Result<Option<String>, Failure> {
    let known = match ledger.statement(id) {
        Err(LedgerError::UnknownStatement { .. }) => return Ok(None),
        known => known?,
    };
    Ok(ledger.successor(&known)?.map(|statement| statement.id))
}

pub fn run(global: &Global, args: &Watch) -> Result<Outcome, Failure> {
    let dispute = dispute::read(&args.dispute.file)?;
    let Some((ledger, case)) = dispute::hold(global, &dispute, None)? else {
        return Ok(Outcome::Interrupted);
    };
    let last = ledger.last_brief(&dispute::key(&dispute))?;
    // A memory in a form of another version is as good as none.
    let mut last: Option<(String, Memory)> =
        last.and_then(|(at, stands)| Some((at, serde_json::from_str(&stands).ok()?)));
    if let Some((_, memory)) = &mut last {
        carry_over(&ledger, memory, &case.positions)?;
    }
    let watched = watched(&dispute, &case.positions, last);
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

fn watched(dispute: &Dispute, now: &[Position], last: Option<(String, Memory)>) -> Watched {
    let parties: Vec<&str> = dispute.parties.iter().map(|p| p.id.as_str()).collect();
    let questions: Vec<&str> = dispute.questions.iter().map(|q| q.id.as_str()).collect();
    let Some((at, before)) = last else {
        let changes = now.iter().filter_map(|position| difference(position, None));
        return Watched {
            since: None,
            changes: changes.collect(),
            added: Named::default(),
            dropped: Named::default(),
            reworded: Vec::new(),
            revoiced: Vec::new(),
        };
    };
    let had = |ids: &[String], id: &str| ids.iter().any(|known| known == id);
    let reworded: Vec<Reworded> = dispute
        .questions
        .iter()
        .filter_map(|question| reworded(question, before.wordings.get(&question.id)?))
        .collect();
    let revoiced: Vec<Revoiced> = dispute
        .parties
        .iter()
        .filter_map(|party| {
            let differs = Speakers::of(party).differing(before.speakers.get(&party.id)?);
            let party = party.id.clone();
            (!differs.is_empty()).then_some(Revoiced { party, differs })
        })
        .collect();
    let another = |id: &str| reworded.iter().any(|one| one.question == id);
    let changes = now
        .iter()
        .filter(|p| had(&before.parties, &p.party) && had(&before.questions, &p.question))
        // A party that answers another question has not changed its mind.
        .filter(|p| !another(&p.question))
        // Nor has one for which others speak.
        .filter(|p| revoiced.iter().all(|one| one.party != p.party))
        .filter_map(|position| {
            let same = |b: &&Stood| b.party == position.party && b.question == position.question;
            difference(position, before.stands.iter().find(same))
        })
        .collect();
    let new = |now: &[&str], ids: &[String]| {
        let new = now.iter().filter(|id| !had(ids, id));
        new.map(|id| (*id).to_owned()).collect()
    };
    let gone = |now: &[&str], ids: &[String]| {
        let gone = ids.iter().filter(|id| !now.contains(&id.as_str()));
        gone.cloned().collect()
    };
    Watched {
        since: Some(at),
        changes,
        added: Named {
            parties: new(&parties, &before.parties),
            questions: new(&questions, &before.questions),
        },
        dropped: Named {
            parties: gone(&parties, &before.parties),
            questions: gone(&questions, &before.questions),
        },
        reworded,
        revoiced,
    }
}

fn reworded(question: &Question, before: &Wording) -> Option<Reworded> {
    let now = Wording::of(question);
    let differs: Vec<&'static str> = [
        (now.hash != before.hash, "wording"),
        (now.controlled_by != before.controlled_by, "control"),
    ]
    .into_iter()
    .filter_map(|(differs, what)| differs.then_some(what))
    .collect();
    (!differs.is_empty()).then(|| Reworded {
        question: question.id.clone(),
        before: before.yes.clone(),
        now: now.yes,
        differs,
    })
}

fn difference(position: &Position, before: Option<&Stood>) -> Option<Difference> {
    let stand = before.map_or(Stand::Unstated.word(), |before| &before.stand);
    let now = position.stand.word();
    let fresh = fresh(position, before);
    if stand == now && fresh.is_empty() {
        return None;
    }
    let shown = if fresh.is_empty() {
        rests_on(position)
    } else {
        fresh.clone()
    };
    let for_it = |e: &&&Evidence| supports(&e.saying, position.stand);
    Some(Difference {
        party: position.party.clone(),
        question: position.question.clone(),
        before: stand.to_owned(),
        now: now.to_owned(),
        new_utterances: fresh.len(),
        new_for_it: fresh.iter().filter(for_it).count(),
        said_before: before.map(|before| before.said.clone()).unwrap_or_default(),
        said_now: shown.into_iter().take(SHOWN).map(Said::of).collect(),
    })
}

fn print(global: &Global, dispute: &Dispute, watched: &Watched) -> Result<(), Failure> {
    let mut out = screen::out();
    let party = |id: &str| {
        let name = dispute.party(id).map_or(id, |party| &party.name);
        screen::line(name)
    };
    let asked = |id: &str| {
        let yes = dispute.question(id).map_or(id, |question| &question.yes);
        format!("“{}”", screen::line(yes))
    };
    for change in &watched.changes {
        let said = match (change.before == change.now, change.new_for_it) {
            (false, _) => format!("{}, was {}", change.now, change.before),
            (true, 0) => format!("still {}", change.now),
            (true, _) => format!("again {}", change.now),
        };
        let new = screen::count(change.new_utterances, "new statement");
        let new = match (change.new_for_it, change.new_utterances - change.new_for_it) {
            // A person judged anew, or a report was read anew.
            (0, 0) => "nothing new was said".to_owned(),
            (_, 0) => new,
            (0, _) => format!("{new}, not for it"),
            (_, n) => format!("{new}, {n} of them not for it"),
        };
        writeln!(
            out,
            "{STRONG}{}{STRONG:#} on {}: {said} ({new})",
            party(&change.party),
            asked(&change.question)
        )?;
        if change.before != change.now {
            sentences(&mut out, "before", &change.said_before)?;
        }
        sentences(&mut out, "now", &change.said_now)?;
    }
    if !global.quiet {
        let gap = if watched.changes.is_empty() { "" } else { "\n" };
        write!(out, "{gap}")?;
        for (named, what) in [
            (
                &watched.added,
                "was added to the dispute file; the next brief has it",
            ),
            (&watched.dropped, "is no longer in the dispute file"),
        ] {
            for id in &named.parties {
                writeln!(out, "The party {} {what}.", party(id))?;
            }
            for id in &named.questions {
                writeln!(out, "The question {} {what}.", asked(id))?;
            }
        }
        for one in &watched.reworded {
            writeln!(
                out,
                "The question {} {}: where the parties stand on it is not compared; the next brief has it.",
                asked(&one.question),
                one.told()
            )?;
        }
        for one in &watched.revoiced {
            let keys: Vec<String> = one.differs.iter().map(|key| format!("`{key}`")).collect();
            writeln!(
                out,
                "Who speaks for {} is listed otherwise ({}) than at the last brief: where it stands is not compared; the next brief has it.",
                party(&one.party),
                keys.join(", ")
            )?;
        }
        let since = watched
            .since
            .as_deref()
            .map_or("there was no brief yet".into(), |at| {
                format!("since the brief of {at}")
            });
        match watched.changes.len() {
            0 => writeln!(out, "Nothing changed, {since}.")?,
            n => writeln!(out, "{}, {since}.", screen::count(n, "change"))?,
        }
    }
    Ok(out.flush()?)
}

/// Sentences as footnotes have them: who, outlet, day of publication, words.
fn sentences(out: &mut Out, lead: &str, said: &[Said]) -> Result<(), Failure> {
    for one in said {
        let date = one.date.as_deref().map(|date| format!(", {date}"));
        let text = format!(
            "{lead}, {}: {}, {}{}: {}",
            one.answer,
            one.voice,
            one.outlet,
            date.unwrap_or_default(),
            quotation(&excerpt(&one.sentence))
        );
        indented(out, 4, Style::new(), &text)?;
    }
    Ok(())
}
