//! Reads a dispute file and checks what its parts say of one another.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Arrangement, Dispute, DisputeError, Party, Question, Settled, folded, slug};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDispute {
    title: Option<String>,
    about: Option<String>,
    #[serde(default)]
    party: Vec<RawParty>,
    #[serde(default)]
    question: Vec<RawQuestion>,
    #[serde(default)]
    arrangement: Vec<RawArrangement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParty {
    id: Option<Spanned<String>>,
    name: Spanned<String>,
    sides: Option<Vec<String>>,
    #[serde(default)]
    actors: Vec<String>,
    #[serde(default)]
    offices: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    id: Spanned<String>,
    text: String,
    yes: Spanned<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    counter: Vec<String>,
    controlled_by: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawArrangement {
    id: Option<Spanned<String>>,
    name: Spanned<String>,
    source: Option<String>,
    #[serde(default)]
    answers: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// Faults so far: where, what, and what to do.
#[derive(Default)]
struct Faults(Vec<(Range<usize>, String, String)>);

impl Faults {
    fn add(&mut self, at: Range<usize>, what: impl Into<String>, remedy: impl Into<String>) {
        self.0.push((at, what.into(), remedy.into()));
    }
}

pub(super) fn dispute(file: &str, text: &str) -> Result<Dispute, DisputeError> {
    let raw: RawDispute = toml::from_str(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        let (what, remedy) = explained(error.message());
        DisputeError::new(file, text, vec![(at, what, remedy)])
    })?;
    let mut faults = Faults::default();
    let parties = parties(raw.party, &mut faults);
    let questions = questions(raw.question, &parties, &mut faults);
    let arrangements = arrangements(raw.arrangement, &questions, &mut faults);
    if questions.is_empty() {
        faults.add(
            0..0,
            "the dispute has no question",
            "add one: [[question]] with id, text and yes",
        );
    }
    if parties.is_empty() {
        faults.add(
            0..0,
            "the dispute has no party",
            "add one: [[party]] with a name",
        );
    }
    if !faults.0.is_empty() {
        return Err(DisputeError::new(file, text, faults.0));
    }
    Ok(Dispute {
        title: raw.title.unwrap_or_else(|| stem(file)),
        about: raw.about,
        parties,
        questions,
        arrangements,
    })
}

/// What the parser says, and what to do about it.
fn explained(message: &str) -> (String, String) {
    let message = message.trim();
    let line = message.lines().next().unwrap_or(message);
    if let Some((what, known)) = line.split_once(", expected ") {
        if what.starts_with("unknown field") {
            let what = what.replace("unknown field", "unknown key");
            return (
                what,
                format!("known here: {}", known.trim_start_matches("one of ")),
            );
        }
        return (what.to_owned(), format!("expected {known}"));
    }
    if let Some(name) = line.strip_prefix("missing field ") {
        return (format!("{name} is missing"), format!("add {name}"));
    }
    (
        line.to_owned(),
        "see docs/disputes.md for what the file may hold".into(),
    )
}

/// The file's name without folder and ending.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name).to_owned()
}

fn parties(raw: Vec<RawParty>, faults: &mut Faults) -> Vec<Party> {
    let mut all: Vec<Party> = Vec::new();
    for raw in raw {
        let at = raw.id.as_ref().map_or(raw.name.span(), Spanned::span);
        let name = raw.name.into_inner();
        let id = raw.id.map_or_else(|| slug(&name), Spanned::into_inner);
        if name.trim().is_empty() {
            faults.add(at.clone(), "a party without a name", "name it");
        }
        check_id(&id, &at, faults);
        if all.iter().any(|party| party.id == id) {
            faults.add(
                at,
                format!("two parties are called `{id}`"),
                "give one of them another id or name",
            );
        }
        let sides = match raw.sides {
            Some(sides) => sides,
            // Who names speakers means these; all others, the whole side.
            None if raw.actors.is_empty() => vec![name.clone()],
            None => Vec::new(),
        };
        all.push(Party {
            id,
            name,
            sides,
            actors: raw.actors,
            offices: raw.offices,
            except: raw.except,
        });
    }
    all
}

fn questions(raw: Vec<RawQuestion>, parties: &[Party], faults: &mut Faults) -> Vec<Question> {
    let mut all: Vec<Question> = Vec::new();
    for raw in raw {
        let at = raw.id.span();
        let id = raw.id.into_inner();
        check_id(&id, &at, faults);
        if all.iter().any(|question| question.id == id) {
            faults.add(
                at,
                format!("two questions are called `{id}`"),
                "give one of them another id",
            );
        }
        if raw.yes.get_ref().trim().is_empty() {
            faults.add(
                raw.yes.span(),
                "nothing says what yes asserts",
                "write the proposition as a sentence",
            );
        }
        let controlled_by = raw.controlled_by.and_then(|by| {
            let found = party(parties, by.get_ref());
            if found.is_none() {
                faults.add(
                    by.span(),
                    format!("no party is called `{}`", by.get_ref()),
                    format!("parties: {}", listed(parties.iter().map(|p| p.id.as_str()))),
                );
            }
            found.map(|party| party.id.clone())
        });
        all.push(Question {
            id,
            text: raw.text,
            yes: raw.yes.into_inner(),
            also: raw.also,
            counter: raw.counter,
            controlled_by,
        });
    }
    all
}

fn arrangements(
    raw: Vec<RawArrangement>,
    questions: &[Question],
    faults: &mut Faults,
) -> Vec<Arrangement> {
    let mut all: Vec<Arrangement> = Vec::new();
    for raw in raw {
        let at = raw.id.as_ref().map_or(raw.name.span(), Spanned::span);
        let name = raw.name.into_inner();
        let id = raw.id.map_or_else(|| slug(&name), Spanned::into_inner);
        check_id(&id, &at, faults);
        if all.iter().any(|arrangement| arrangement.id == id) {
            faults.add(
                at.clone(),
                format!("two arrangements are called `{id}`"),
                "give one of them another id or name",
            );
        }
        if raw.answers.is_empty() {
            faults.add(
                at,
                format!("arrangement `{id}` answers no question"),
                "add answers = { question = \"yes\" }",
            );
        }
        let mut answers = Vec::new();
        for (question, answer) in raw.answers {
            let order = questions.iter().position(|q| q.id == *question.get_ref());
            let yes = match answer.get_ref().as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                other => {
                    faults.add(
                        answer.span(),
                        format!("`{other}` is no answer"),
                        "write \"yes\" or \"no\"; leave open questions out",
                    );
                    None
                }
            };
            let Some(order) = order else {
                faults.add(
                    question.span(),
                    format!("no question is called `{}`", question.get_ref()),
                    format!(
                        "questions: {}",
                        listed(questions.iter().map(|q| q.id.as_str()))
                    ),
                );
                continue;
            };
            let question = question.into_inner();
            answers.extend(yes.map(|yes| (order, Settled { question, yes })));
        }
        answers.sort_by_key(|(order, _)| *order);
        all.push(Arrangement {
            id,
            name,
            source: raw.source,
            answers: answers.into_iter().map(|(_, settled)| settled).collect(),
        });
    }
    all
}

/// A party by identifier or name.
fn party<'p>(parties: &'p [Party], name: &str) -> Option<&'p Party> {
    let same = |party: &&Party| party.id == name || folded(&party.name) == folded(name);
    parties.iter().find(same)
}

/// Identifiers are typed at the command line and stand in tables.
fn check_id(id: &str, at: &Range<usize>, faults: &mut Faults) {
    let fits = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    if id.is_empty() || !id.chars().all(fits) {
        faults.add(
            at.clone(),
            format!("`{id}` cannot be an id"),
            "use letters, digits, and - _ . without blanks",
        );
    }
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        return "none yet".into();
    }
    names.join(", ")
}
