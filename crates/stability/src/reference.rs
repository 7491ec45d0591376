//! Reads the JSON models of `gmcr_reference.py`, the slow reference that the
//! oracles come from.

use crate::error::ModelError;
use crate::model::{Direction, Model, ModelBuilder, Party, Rule, StateRef};
use crate::state::State;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Why a text is no model of the reference.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceError {
    /// It is not JSON of the expected form.
    #[error("not a model of the reference: {0}")]
    Json(#[from] serde_json::Error),
    /// It reads, and the model does not hold together.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A state that is written in none of the ways the reference knows.
    #[error("{0} is no state; a number, a label or a pattern of Y and N is")]
    State(String),
    /// A direction other than `NY` and `YN`.
    #[error(
        "irreversible option \"{option}\" has direction \"{direction}\"; NY and YN are the two"
    )]
    Direction {
        /// The option.
        option: String,
        /// As written.
        direction: String,
    },
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    name: String,
    options: Vec<String>,
    decision_makers: Vec<FileParty>,
    #[serde(default)]
    infeasible: Vec<String>,
    #[serde(default)]
    feasible: Option<Vec<String>>,
    #[serde(default)]
    irreversible: BTreeMap<String, String>,
    #[serde(default)]
    moves: BTreeMap<String, Vec<(Id, Id)>>,
    #[serde(default)]
    misperceptions: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    state_ids: Ids,
}

#[derive(Deserialize)]
struct FileParty {
    name: String,
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    statements: Vec<Statement>,
    #[serde(default)]
    ranking: Option<Vec<Group>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Statement {
    Text(String),
    AnyOf { any_of: Vec<Statement> },
    Either(Vec<Statement>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Group {
    One(Id),
    Several(Vec<Id>),
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Id {
    Number(u64),
    Text(String),
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Ids {
    #[default]
    Decimal,
    Ordered,
    Label,
}

/// Reads a model of the reference.
///
/// # Errors
///
/// [`ReferenceError`].
pub fn read_reference(text: &str) -> Result<Model, ReferenceError> {
    let file: File = serde_json::from_str(text)?;
    let mut builder = Model::builder(&file.name).options(file.options.iter().cloned());
    for (option, direction) in &file.irreversible {
        let direction = match direction.as_str() {
            "NY" => Direction::TakeOnly,
            "YN" => Direction::DropOnly,
            other => {
                return Err(ReferenceError::Direction {
                    option: option.clone(),
                    direction: other.to_owned(),
                });
            }
        };
        builder = builder.direction(option, direction);
    }
    for pattern in &file.infeasible {
        builder = builder.infeasible(pattern.as_str());
    }
    for pattern in file.feasible.iter().flatten() {
        builder = builder.only(pattern.as_str());
    }
    for (label, pattern) in &file.labels {
        builder = builder.label(label, pattern.as_str());
    }
    for dm in &file.decision_makers {
        let party = party(&file, dm)?;
        builder = builder.party(party);
    }
    check(&file, &builder)?;
    Ok(builder.build()?)
}

/// Moves and misperceptions name decision makers outside the list of them.
fn check(file: &File, builder: &ModelBuilder) -> Result<(), ReferenceError> {
    for name in file.moves.keys().chain(file.misperceptions.keys()) {
        if !builder.parties().iter().any(|party| party.name() == name) {
            return Err(ReferenceError::Model(ModelError::UnknownName {
                place: crate::error::Place::Model,
                kind: "decision maker",
                name: name.clone(),
                near: None,
            }));
        }
    }
    Ok(())
}

fn party(file: &File, dm: &FileParty) -> Result<Party, ReferenceError> {
    let mut party = dm.options.iter().fold(Party::new(&dm.name), Party::owns);
    party = match &dm.ranking {
        None => party.statements(dm.statements.iter().map(rule)),
        Some(groups) => {
            let mut ranking: Vec<Vec<StateRef>> = Vec::new();
            for group in groups {
                let ids = match group {
                    Group::One(id) => std::slice::from_ref(id),
                    Group::Several(ids) => ids,
                };
                ranking.push(
                    ids.iter()
                        .map(|id| state(file, id))
                        .collect::<Result<_, _>>()?,
                );
            }
            party.ranking(ranking)
        }
    };
    if let Some(arcs) = file.moves.get(&dm.name) {
        let mut read = Vec::with_capacity(arcs.len());
        for (from, to) in arcs {
            read.push((state(file, from)?, state(file, to)?));
        }
        party = party.arcs(read);
    }
    for pattern in file.misperceptions.get(&dm.name).into_iter().flatten() {
        party = party.unseen(pattern.as_str());
    }
    Ok(party)
}

fn rule(statement: &Statement) -> Rule {
    match statement {
        Statement::Text(text) => Rule::Text(text.clone()),
        Statement::AnyOf { any_of: parts } | Statement::Either(parts) => {
            Rule::AnyOf(parts.iter().map(rule).collect())
        }
    }
}

/// A pattern goes before a label, and a label before a number.
fn state(file: &File, id: &Id) -> Result<StateRef, ReferenceError> {
    let text = match id {
        Id::Number(number) => number.to_string(),
        Id::Text(text) => text.clone(),
    };
    let pattern = text.len() == file.options.len() && State::from_pattern(&text).is_some();
    if pattern || file.labels.contains_key(&text) {
        return Ok(StateRef::Text(text));
    }
    match text.parse() {
        Ok(number) if file.state_ids == Ids::Ordered => Ok(StateRef::Ordered(number)),
        Ok(number) => Ok(StateRef::State(State(number))),
        Err(_) => Err(ReferenceError::State(format!("\"{text}\""))),
    }
}
