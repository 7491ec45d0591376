//! Finds the statements that rows of a table mean: by identifier, or by words,
//! speaker, side, day, source and question.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use demarche_ledger::{
    Ledger, LedgerError, Passage, Speaker, Statement, StatementFilter, sentences,
};
use demarche_positions::dispute::folded;
use demarche_positions::{Dispute, Stance, stance_named};
use demarche_statements::Part;

use crate::commands::dispute::coded_table::Row;
use crate::commands::dispute::question;
use crate::failure::Failure;
use crate::render::table;

/// What may stand under `stance`, for messages.
const STANCES: &str = "yes (or support, agree, true, 1), no (or oppose, disagree, false, 0), \
    conditional, non-committal, asks, reports or unrelated";

/// So many candidates are named; more help nobody.
const NAMED: usize = 5;

/// Statements and questions that bear on one another.
pub type Bearing = BTreeSet<(String, String)>;

/// A row and the statement that it means.
#[derive(Debug)]
pub struct Meant {
    pub row: Row,
    pub stance: Stance,
    pub statement: Statement,
    /// The part of the person named in it, where one is.
    pub part: Option<Part>,
}

/// What became of the rows.
#[derive(Debug, Default)]
pub struct Placed {
    /// Rows with the statements they mean.
    pub placed: Vec<Meant>,
    /// Lines left out, and why.
    pub left: Vec<(usize, String)>,
}

/// Statements that rows without an identifier may mean, by words.
#[derive(Debug, Default)]
pub struct ByWords {
    statements: Vec<(Statement, BTreeSet<String>)>,
    index: BTreeMap<String, Vec<usize>>,
}

/// The sentence or sentences that a statement stands in.
pub fn sentence(passage: &Passage) -> String {
    let excerpt = sentences(&passage.text, &passage.spans);
    excerpt.text.trim().to_owned()
}

impl ByWords {
    /// Looks through the ledger, if any row wants it.
    pub fn of(ledger: &Ledger, rows: &[Row]) -> Result<Self, Failure> {
        let wanted: BTreeSet<String> = rows
            .iter()
            .filter(|row| row.id.is_empty())
            .flat_map(|row| [folded(&row.statement), folded(&row.words)])
            .filter(|words| !words.is_empty())
            .collect();
        let mut found = Self::default();
        if wanted.is_empty() {
            return Ok(found);
        }
        ledger.visit_statements(&StatementFilter::default(), |statement, text| {
            let passage = Passage::of(text, &statement.spans, 0);
            // People copy the content, the whole of it, or the sentence.
            let whole = format!(
                "{} {} {}",
                statement.source_text, statement.cue_text, statement.text
            );
            let keys: BTreeSet<String> = [
                folded(&statement.text),
                folded(&whole),
                folded(&sentence(&passage)),
            ]
            .into();
            if !keys.is_disjoint(&wanted) {
                for key in &keys {
                    let known = found.index.entry(key.clone()).or_default();
                    known.push(found.statements.len());
                }
                found.statements.push((statement, keys));
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// The statements that hold a row's words.
    pub fn candidates(&self, row: &Row) -> Vec<&Statement> {
        let (words, sentence) = (folded(&row.words), folded(&row.statement));
        let key = if words.is_empty() { &sentence } else { &words };
        let found = self.index.get(key).into_iter().flatten();
        let mut found: Vec<_> = found.filter_map(|at| self.statements.get(*at)).collect();
        if !words.is_empty() {
            narrow(&mut found, |(_, keys)| keys.contains(&sentence));
        }
        found.into_iter().map(|(statement, _)| statement).collect()
    }
}

/// Keeps what fits, if anything does.
fn narrow<T: Copy>(found: &mut Vec<T>, fits: impl Fn(T) -> bool) {
    let fitting: Vec<T> = found.iter().copied().filter(|one| fits(*one)).collect();
    if !fitting.is_empty() {
        *found = fitting;
    }
}

/// Finds the statements that rows mean.
pub fn place(
    ledger: &Ledger,
    dispute: &Dispute,
    rows: &[Row],
    by_words: &ByWords,
    bearing: &Bearing,
) -> Result<Placed, Failure> {
    let mut found = Placed::default();
    for row in rows {
        match meant(ledger, dispute, row, by_words, bearing)? {
            Ok(meant) => found.placed.push(meant),
            Err(why) => found.left.push((row.line, why)),
        }
    }
    Ok(found)
}

/// What a row means, or why that cannot be told.
fn meant(
    ledger: &Ledger,
    dispute: &Dispute,
    row: &Row,
    by_words: &ByWords,
    bearing: &Bearing,
) -> Result<Result<Meant, String>, Failure> {
    let Ok(question) = question(dispute, &row.question) else {
        return Ok(Err(format!(
            "the dispute has no question `{}`",
            row.question
        )));
    };
    if [&row.id, &row.statement, &row.words]
        .iter()
        .all(|cell| cell.is_empty())
    {
        return Ok(Err(
            "it does not say which statement is meant; fill `id`, `statement` or `words`".into(),
        ));
    }
    let stance = match stance(&row.stance) {
        Ok(stance) => stance,
        Err(why) => return Ok(Err(why)),
    };
    let statement = if row.id.is_empty() {
        match choose(row, &question.id, by_words.candidates(row), bearing) {
            Ok(statement) => statement.clone(),
            Err(why) => return Ok(Err(why)),
        }
    } else {
        let unclear = |error: &LedgerError| {
            matches!(
                error,
                LedgerError::UnknownStatement { .. } | LedgerError::AmbiguousStatement { .. }
            )
        };
        let noted = match ledger.statement(&row.id) {
            Ok(noted) => noted,
            Err(error) if unclear(&error) => return Ok(Err(error.to_string())),
            Err(error) => return Err(error.into()),
        };
        let Some(statement) = ledger.successor(&noted)? else {
            return Ok(Err(format!(
                "statement {} stood in an earlier text of its report, and nothing has taken its \
                 place",
                table::short(&noted.id)
            )));
        };
        statement
    };
    let part = speaker(&statement, &row.person).map(|speaker| speaker.part);
    Ok(Ok(Meant {
        row: Row {
            question: question.id.clone(),
            ..row.clone()
        },
        stance,
        statement,
        part,
    }))
}

/// The stance that a cell names.
fn stance(cell: &str) -> Result<Stance, String> {
    let name = cell.trim().to_lowercase().replace([' ', '_'], "-");
    match name.as_str() {
        "" => Err(format!("its stance is empty; write {STANCES}")),
        "yes" | "1" | "true" | "agree" | "agreement" => Ok(Stance::Support),
        "no" | "0" | "-1" | "false" | "disagree" | "disagreement" => Ok(Stance::Oppose),
        "noncommittal" => Ok(Stance::NonCommittal),
        name => stance_named(name).ok_or_else(|| format!("`{cell}` is no stance; write {STANCES}")),
    }
}

/// Of statements with the same words, the one that a row means.
fn choose<'s>(
    row: &Row,
    question: &str,
    mut found: Vec<&'s Statement>,
    bearing: &Bearing,
) -> Result<&'s Statement, String> {
    if found.is_empty() {
        return Err("the ledger has no such statement".into());
    }
    let all = found.clone();
    let of_person = |one: &Statement| speaker(one, &row.person).is_some();
    let of_side = |one: &Statement| {
        let mut actors = one.speakers.iter().map(|speaker| &speaker.actor);
        actors.any(|actor| {
            let own = [
                Some(&actor.name),
                actor.side.as_ref(),
                actor.side_code.as_ref(),
            ];
            own.into_iter()
                .flatten()
                .any(|name| folded(name) == folded(&row.organisation))
        })
    };
    // A word of one must not become another's; the rest only helps to choose.
    for (name, holds) in [
        (&row.person, &of_person as &dyn Fn(&Statement) -> bool),
        (&row.organisation, &of_side),
    ] {
        if name.is_empty() {
            continue;
        }
        let must = name == &row.person || row.person.is_empty();
        narrow(&mut found, holds);
        if must && !found.iter().any(|one| holds(one)) {
            return Err(format!(
                "{name} has no part in what its words stand in: {}",
                listed(&all)
            ));
        }
    }
    if !row.date.is_empty() {
        narrow(&mut found, |one| said_on(one, &row.date));
    }
    if !row.source.is_empty() {
        let source = folded(&row.source);
        narrow(&mut found, |one| {
            let report = &one.report;
            folded(report.outlet.as_ref().unwrap_or(&report.file)) == source
        });
    }
    narrow(&mut found, |one| {
        bearing.contains(&(one.id.clone(), question.to_owned()))
    });
    match found[..] {
        [only] => Ok(only),
        _ => Err(format!(
            "its words may be any of {}; put the right one under `id`",
            listed(&found)
        )),
    }
}

fn listed(statements: &[&Statement]) -> String {
    let one = |statement: &&Statement| {
        let report = &statement.report;
        let who = statement
            .actor
            .as_ref()
            .map_or("nobody named", |actor| actor.name.as_str());
        let mut told = vec![who, report.outlet.as_ref().unwrap_or(&report.file)];
        told.extend(report.date.as_deref().and_then(|date| date.get(..10)));
        format!("{} ({})", table::short(&statement.id), told.join(", "))
    };
    let mut names: Vec<String> = statements.iter().take(NAMED).map(one).collect();
    if statements.len() > NAMED {
        names.push(format!("{} more", statements.len() - NAMED));
    }
    names.join(", ")
}

fn said_on(statement: &Statement, day: &str) -> bool {
    let within = statement.on.as_ref().is_some_and(|on| {
        let (from, to) = (on.from.as_deref(), on.to.as_deref());
        (from.is_some() || to.is_some())
            && from.is_none_or(|from| from <= day)
            && to.is_none_or(|to| day <= to)
    });
    within
        || statement
            .report
            .date
            .as_deref()
            .and_then(|date| date.get(..10))
            == Some(day)
}

/// The one of a statement's speakers that a name means: the whole name, or all
/// words of the shorter ("Merz" for "Friedrich Merz").
pub fn speaker<'s>(statement: &'s Statement, name: &str) -> Option<&'s Speaker> {
    let wanted = folded(name);
    let words =
        |name: &str| -> BTreeSet<String> { name.split_whitespace().map(str::to_owned).collect() };
    let asked = words(&wanted);
    if asked.is_empty() {
        return None;
    }
    let called = |speaker: &&Speaker| folded(&speaker.actor.name) == wanted;
    let like = |speaker: &&Speaker| {
        let own = words(&folded(&speaker.actor.name));
        !own.is_empty() && (own.is_subset(&asked) || asked.is_subset(&own))
    };
    let speakers = &statement.speakers;
    let known = speakers.iter().find(called);
    known.or_else(|| speakers.iter().find(like))
}

#[cfg(test)]
mod tests {
    use demarche_positions::Stance;

    use super::stance;

    #[test]
    fn a_stance_is_written_in_several_ways() {
        for yes in ["yes", "Yes", "TRUE", "1", "support", "agree"] {
            assert_eq!(stance(yes), Ok(Stance::Support), "{yes}");
        }
        for no in ["no", "FALSE", "0", "-1", "oppose"] {
            assert_eq!(stance(no), Ok(Stance::Oppose), "{no}");
        }
        assert_eq!(stance("Non committal"), Ok(Stance::NonCommittal));
        for other in ["", " ", "perhaps"] {
            let told = stance(other).unwrap_err();
            assert!(told.contains("yes (or support"), "{told}");
        }
    }
}
