//! Reads and writes `actors.toml`, the analyst's own list of actors.
//!
//! ```toml
//! [[actor]]
//! name = "Jane Doe"
//! kind = "person"            # may be left out
//! aliases = ["J. Doe"]
//!
//! [[actor.role]]
//! office = "foreign minister"
//! side = "France"            # a state's name or code, or an organisation
//! from = "2020-03"
//! to = "2024-07-01"
//! ```

use std::fmt::Write as _;

use serde::Deserialize;
use toml::Spanned;

use crate::gazetteer::{Entry, gazetteer};
use crate::offices::canonical;
use crate::sides::named_side;
use crate::{ActorKind, Known, KnownActor, Role, Side};

/// What is wrong with an actor file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It is no TOML, or a field is missing or unknown.
    #[error(
        "{file}:{line}: {message}; an entry starts with [[actor]] and has name, kind, aliases and [[actor.role]] with office, side, from, to"
    )]
    Form {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// A kind that does not exist.
    #[error(
        "{file}:{line}: kind {value:?} does not exist; write one of person, office, organisation, state, group, document, unnamed"
    )]
    Kind {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        value: String,
    },
    /// A day that is none.
    #[error("{file}:{line}: {value:?} is no day; write 2024, 2024-07 or 2024-07-01")]
    Day {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        value: String,
    },
    /// An actor without a name.
    #[error("{file}:{line}: the name is empty; write the actor's full name")]
    Nameless {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
    },
    /// A name that stands twice.
    #[error(
        "{file}:{line}: {name:?} stands twice for a {kind}; put both roles under one entry, or give one of them another name"
    )]
    Twice {
        /// The file's name.
        file: String,
        /// The line of the second, from 1.
        line: usize,
        /// The name.
        name: String,
        /// The kind of both.
        kind: ActorKind,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    actor: Vec<ActorEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorEntry {
    name: Spanned<String>,
    kind: Option<Spanned<String>>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    role: Vec<RoleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleEntry {
    office: Option<String>,
    side: Option<String>,
    from: Option<Spanned<toml::Value>>,
    to: Option<Spanned<toml::Value>>,
}

/// Reads an actor file. `file` is its name, for messages.
///
/// # Errors
///
/// [`FileError`] tells the line and what to write there.
pub fn read_file(file: &str, text: &str) -> Result<Known, FileError> {
    let line_at = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
    let parsed: File = toml::from_str(text).map_err(|error| FileError::Form {
        file: file.to_owned(),
        line: error.span().map_or(1, |span| line_at(span.start)),
        message: error.message().trim().replace('\n', " "),
    })?;
    let mut actors: Vec<KnownActor> = Vec::new();
    for entry in parsed.actor {
        let line = line_at(entry.name.span().start);
        let name = entry.name.into_inner().trim().to_owned();
        if name.is_empty() {
            return Err(FileError::Nameless {
                file: file.to_owned(),
                line,
            });
        }
        let kind = match entry.kind {
            None => ActorKind::Person,
            Some(word) => ActorKind::from_word(word.get_ref()).ok_or_else(|| FileError::Kind {
                file: file.to_owned(),
                line: line_at(word.span().start),
                value: word.get_ref().clone(),
            })?,
        };
        if actors
            .iter()
            .any(|other| other.name == name && other.kind == kind)
        {
            return Err(FileError::Twice {
                file: file.to_owned(),
                line,
                name,
                kind,
            });
        }
        let day = |value: Option<Spanned<toml::Value>>| -> Result<Option<String>, FileError> {
            let Some(value) = value else { return Ok(None) };
            let text = match value.get_ref() {
                toml::Value::String(text) => text.trim().to_owned(),
                toml::Value::Datetime(day) => day.to_string(),
                toml::Value::Integer(year) => year.to_string(),
                other => other.to_string(),
            };
            if is_day(&text) {
                Ok(Some(text))
            } else {
                Err(FileError::Day {
                    file: file.to_owned(),
                    line: line_at(value.span().start),
                    value: text,
                })
            }
        };
        let mut roles = Vec::new();
        for role in entry.role {
            roles.push(Role {
                office: role
                    .office
                    .map(|office| canonical(office.trim().to_lowercase().as_str()))
                    .filter(|office| !office.is_empty()),
                side: role
                    .side
                    .as_deref()
                    .map(str::trim)
                    .filter(|side| !side.is_empty())
                    .map(side),
                from: day(role.from)?,
                to: day(role.to)?,
                evidence: Vec::new(),
            });
        }
        let mut aliases: Vec<String> = entry
            .aliases
            .iter()
            .map(|alias| alias.trim().to_owned())
            .filter(|alias| !alias.is_empty() && *alias != name)
            .collect();
        aliases.sort();
        aliases.dedup();
        actors.push(KnownActor {
            kind,
            name,
            aliases,
            roles,
        });
    }
    Ok(Known::new(actors))
}

/// The side that a name, an adjective or a code tells; what the tables do not
/// hold is a side of its own.
#[must_use]
pub fn side(text: &str) -> Side {
    let g = gazetteer();
    if let Some(side) = g.side(text) {
        return side;
    }
    match g.named(text) {
        Some(entry @ (Entry::Country(..) | Entry::Body(_))) => {
            g.side_of(entry).unwrap_or_else(|| named_side(text))
        }
        None => named_side(text),
    }
}

/// `2024`, `2024-07` or `2024-07-01`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize, low: u32, high: u32| {
        part.len() == digits
            && part.bytes().all(|b| b.is_ascii_digit())
            && part
                .parse::<u32>()
                .is_ok_and(|value| (low..=high).contains(&value))
    };
    match parts[..] {
        [year] => number(year, 4, 1, 9999),
        [year, month] => number(year, 4, 1, 9999) && number(month, 2, 1, 12),
        [year, month, day] => {
            number(year, 4, 1, 9999) && number(month, 2, 1, 12) && number(day, 2, 1, 31)
        }
        _ => false,
    }
}

/// Writes actors as an actor file, in the order given. Reading it back gives
/// the same actors.
#[must_use]
pub fn write_file(actors: &[KnownActor]) -> String {
    let mut out = String::new();
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    for actor in actors {
        if !out.is_empty() {
            out.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "[[actor]]\nname = {}\nkind = \"{}\"",
            quoted(&actor.name),
            actor.kind
        );
        if !actor.aliases.is_empty() {
            let aliases: Vec<String> = actor.aliases.iter().map(|alias| quoted(alias)).collect();
            let _ = writeln!(out, "aliases = [{}]", aliases.join(", "));
        }
        for role in &actor.roles {
            let _ = writeln!(out, "\n[[actor.role]]");
            let fields = [
                ("office", role.office.as_deref()),
                (
                    "side",
                    role.side.as_ref().map(|side| {
                        if side.code.starts_with("X-") {
                            side.name.as_str()
                        } else {
                            side.code.as_str()
                        }
                    }),
                ),
                ("from", role.from.as_deref()),
                ("to", role.to.as_deref()),
            ];
            for (field, value) in fields {
                if let Some(value) = value {
                    let _ = writeln!(out, "{field} = {}", quoted(value));
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
[[actor]]
name = "Jane Doe"
aliases = ["J. Doe", "Doe"]

[[actor.role]]
office = "Minister of Foreign Affairs"
side = "France"
from = 2020-03-01
to = "2024-07"

[[actor]]
name = "Red Dune Front"
kind = "organisation"

[[actor.role]]
side = "Red Dune Front"
"#;

    #[test]
    fn a_file_gives_actors_and_is_written_back() {
        let known = read_file("actors.toml", TEXT).unwrap();
        let jane = &known.actors()[0];
        assert_eq!(jane.kind, ActorKind::Person);
        assert_eq!(jane.roles[0].office.as_deref(), Some("foreign minister"));
        assert_eq!(jane.roles[0].side.as_ref().unwrap().code, "FRA");
        assert_eq!(jane.roles[0].from.as_deref(), Some("2020-03-01"));
        assert_eq!(
            known.actors()[1].roles[0].side.as_ref().unwrap().code,
            "X-RED-DUNE-FRONT"
        );
        let written = write_file(known.actors());
        assert_eq!(read_file("again", &written).unwrap(), known);
        insta::assert_snapshot!(written);
    }

    #[test]
    fn faults_name_line_and_remedy() {
        let shown: Vec<String> = [
            "[[actor]]\nname = \"\"\n",
            "[[actor]]\nname = \"A B\"\nkind = \"human\"\n",
            "[[actor]]\nname = \"A B\"\n[[actor.role]]\nfrom = \"soon\"\n",
            "[[actor]]\nname = \"A B\"\ncolour = \"red\"\n",
            "[[actor]]\nname = \"A B\"\n\n[[actor]]\nname = \"A B\"\n",
            "[[actor]\n",
        ]
        .iter()
        .map(|text| read_file("actors.toml", text).unwrap_err().to_string())
        .collect();
        insta::assert_snapshot!(shown.join("\n"));
    }
}
