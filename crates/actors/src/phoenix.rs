//! Reads CAMEO actor dictionaries, as the Phoenix data set and the PETRARCH
//! and TABARI coders use them, into what is known beforehand.
//!
//! A dictionary is a list of names in capitals with underscores, synonyms
//! under them with `+`, and codes in brackets, which may be dated:
//!
//! ```text
//! JANE_DOE_  # comment
//! +PRESIDENT_DOE_
//!     [XYZGOV 991231-080507]
//!     [XYZELI]
//! ```
//!
//! An agents file is a list of nouns with a sector: `HERDER_ [~AGR]`, with
//! sets such as `!PERSON! = MAN, MEN` written into the nouns.

use std::collections::BTreeMap;

use crate::cameo::{office, side};
use crate::lexicon::BODY_NOUNS;
use crate::{ActorKind, Known, KnownActor, Role};

/// What is wrong with a dictionary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhoenixError {
    /// A synonym or code stands before any name.
    #[error(
        "{file}:{line}: {what} without a name above it; put the actor's name on a line of its own first"
    )]
    Orphan {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        what: &'static str,
    },
    /// A bracket is not closed.
    #[error(
        "{file}:{line}: a bracket is not closed; write codes as [CODE] or [CODE 991231-080507]"
    )]
    Open {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
    },
}

/// An entry while it is being read.
struct Entry {
    names: Vec<String>,
    codes: Vec<Coded>,
}

/// `[XYZGOV 991231-080507]`.
struct Coded {
    code: String,
    from: Option<String>,
    to: Option<String>,
}

/// Reads an actor dictionary. `file` is its name, for messages.
///
/// # Errors
///
/// [`PhoenixError`] tells the line and what to write there.
pub fn read_actors(file: &str, text: &str) -> Result<Known, PhoenixError> {
    let mut entries: Vec<Entry> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line_number = number + 1;
        let line = line.split(['#', ';']).next().unwrap_or("");
        if line.trim().is_empty() || line.trim_start().starts_with('!') {
            continue;
        }
        let open = |()| PhoenixError::Open {
            file: file.to_owned(),
            line: line_number,
        };
        let orphan = |what| PhoenixError::Orphan {
            file: file.to_owned(),
            line: line_number,
            what,
        };
        let (name, brackets) = match line.find('[') {
            Some(at) => line.split_at(at),
            None => (line, ""),
        };
        let codes = codes(brackets).map_err(open)?;
        let name = name.trim();
        if let Some(synonym) = name.strip_prefix('+') {
            let entry = entries.last_mut().ok_or_else(|| orphan("a synonym"))?;
            entry.names.extend(spelled(synonym));
            entry.codes.extend(codes);
        } else if name.is_empty() {
            let entry = entries.last_mut().ok_or_else(|| orphan("a code"))?;
            entry.codes.extend(codes);
        } else {
            entries.push(Entry {
                names: spelled(name).into_iter().collect(),
                codes,
            });
        }
    }
    Ok(Known::new(entries.into_iter().filter_map(actor).collect()))
}

/// Reads an agents file: nouns and the sectors they tell.
///
/// # Errors
///
/// [`PhoenixError`] tells the line and what to write there.
pub fn read_agents(file: &str, text: &str) -> Result<Known, PhoenixError> {
    let mut sets: Vec<(String, Vec<String>)> = Vec::new();
    let mut agents = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split(['#', ';']).next().unwrap_or("").trim();
        if line.is_empty() {
            continue;
        }
        if let Some((set, members)) = line.split_once('=').filter(|(set, _)| set.starts_with('!')) {
            let members = members
                .split(',')
                .map(|member| member.trim().to_owned())
                .collect();
            sets.push((set.trim().to_owned(), members));
            continue;
        }
        let Some((noun, rest)) = line.split_once('[') else {
            continue;
        };
        let Some(code) = rest
            .split([']', '}'])
            .next()
            .filter(|_| rest.contains([']', '}']))
        else {
            return Err(PhoenixError::Open {
                file: file.to_owned(),
                line: number + 1,
            });
        };
        let sector: String = code
            .trim()
            .trim_start_matches('~')
            .chars()
            .take(3)
            .collect();
        for noun in written_out(noun, &sets) {
            // "{FISHERMEN}" gives an irregular plural.
            for form in noun
                .split(['{', '}'])
                .map(str::trim)
                .filter(|form| !form.is_empty())
            {
                if let Some(form) = spelled(form)
                    && !sector.is_empty()
                {
                    agents
                        .entry(form.to_lowercase())
                        .or_insert_with(|| sector.clone());
                }
            }
        }
    }
    Ok(Known::with_agents(Vec::new(), agents))
}

/// A noun with each member of the sets it names, in turn.
fn written_out(noun: &str, sets: &[(String, Vec<String>)]) -> Vec<String> {
    for (set, members) in sets {
        if noun.contains(set.as_str()) && set.len() > 2 {
            return members
                .iter()
                .map(|member| noun.replace(set.as_str(), member))
                .collect();
        }
    }
    vec![noun.to_owned()]
}

/// A name as people write it: `JANE_DOE_` is "Jane Doe".
fn spelled(name: &str) -> Option<String> {
    let words: Vec<String> = name
        .replace('_', " ")
        .split_whitespace()
        .map(|word| {
            let short = word.chars().filter(|c| c.is_alphabetic()).count() <= 3
                && name
                    .split(['_', ' '])
                    .filter(|part| !part.is_empty())
                    .count()
                    == 1;
            if short || word.contains('.') {
                return word.to_owned();
            }
            let mut out = String::with_capacity(word.len());
            let mut start = true;
            for c in word.chars() {
                if start {
                    out.extend(c.to_uppercase());
                } else {
                    out.extend(c.to_lowercase());
                }
                start = !c.is_alphanumeric() && c != '\'';
            }
            out
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn codes(brackets: &str) -> Result<Vec<Coded>, ()> {
    let mut out = Vec::new();
    let mut rest = brackets;
    while let Some(at) = rest.find('[') {
        let inner = &rest[at + 1..];
        let end = inner.find(']').ok_or(())?;
        let mut words = inner[..end].split_whitespace();
        if let Some(code) = words.next()
            && code.chars().all(|c| c.is_ascii_alphanumeric())
        {
            let (from, to) = dates(&words.collect::<String>());
            out.push(Coded {
                code: code.to_ascii_uppercase(),
                from,
                to,
            });
        }
        rest = &inner[end + 1..];
    }
    Ok(out)
}

/// `991231-080507`, `>080508`, `<920101`.
fn dates(text: &str) -> (Option<String>, Option<String>) {
    if let Some(from) = text.strip_prefix('>') {
        return (day(from), None);
    }
    if let Some(to) = text.strip_prefix('<') {
        return (None, day(to));
    }
    match text.split_once('-') {
        Some((from, to)) => (day(from), day(to)),
        None => (None, None),
    }
}

/// `991231` or `19991231` as ISO 8601. Years of two digits up to 30 are of
/// this century.
fn day(text: &str) -> Option<String> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match text.len() {
        6 => {
            let year: u32 = text[..2].parse().ok()?;
            (
                if year <= 30 { 2000 + year } else { 1900 + year },
                &text[2..],
            )
        }
        8 => (text[..4].parse().ok()?, &text[4..]),
        _ => return None,
    };
    let (month, day): (u32, u32) = (rest[..2].parse().ok()?, rest[2..].parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn actor(entry: Entry) -> Option<KnownActor> {
    let mut names = entry.names.into_iter();
    let name = names.next()?;
    let mut aliases: Vec<String> = names.filter(|alias| *alias != name).collect();
    aliases.sort();
    aliases.dedup();
    let dated = entry
        .codes
        .iter()
        .any(|code| code.from.is_some() || code.to.is_some());
    let first = entry.codes.first().map_or("", |code| code.code.as_str());
    let folded = name.to_lowercase();
    let body = folded.split(' ').any(|word| BODY_NOUNS.contains(word));
    let international = ["IGO", "NGO", "NGM", "MNC", "IMG"]
        .iter()
        .any(|kind| first.starts_with(kind));
    let kind = if first.len() == 3 && side(first).is_some_and(|_| !international) {
        ActorKind::State
    } else if dated {
        ActorKind::Person
    } else if body || international || !name.contains(' ') {
        ActorKind::Organisation
    } else {
        ActorKind::Person
    };
    let mut roles = Vec::new();
    for code in entry.codes {
        let role = Role {
            office: office(&code.code),
            side: side(&code.code),
            from: code.from,
            to: code.to,
            evidence: Vec::new(),
        };
        if (role.side.is_some() || role.office.is_some()) && !roles.contains(&role) {
            roles.push(role);
        }
    }
    Some(KnownActor {
        kind,
        name,
        aliases,
        roles,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# a dictionary of our own\nUTOPIA_\nFRANCE_ [FRA]\n+FRENCH_REPUBLIC_\nMINISTRY_OF_PEACE [FRAGOV]\nJANE_DOE_  # comment\n+PRESIDENT_DOE_\n\t[FRAELI 700101-990809]\n\t[FRAGOV 991231-080507]\n\t[IGOUNO >20080508]\n";

    #[test]
    fn a_dictionary_gives_actors_with_dated_roles() {
        let known = read_actors("own.txt", TEXT).unwrap();
        let jane = &known.actors()[3];
        assert_eq!(
            (jane.kind, jane.name.as_str()),
            (ActorKind::Person, "Jane Doe")
        );
        assert_eq!(jane.aliases, ["President Doe"]);
        let shown: Vec<String> = jane
            .roles
            .iter()
            .map(|role| {
                format!(
                    "{} {:?} {:?}",
                    role.side.as_ref().unwrap().code,
                    role.from,
                    role.to
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "FRA Some(\"1970-01-01\") Some(\"1999-08-09\")",
                "FRA Some(\"1999-12-31\") Some(\"2008-05-07\")",
                "UNO Some(\"2008-05-08\") None"
            ]
        );
        assert_eq!(known.actors()[1].kind, ActorKind::State);
        assert_eq!(known.actors()[2].kind, ActorKind::Organisation);
    }

    #[test]
    fn faults_name_the_line() {
        let error = read_actors("own.txt", "\n+X\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "own.txt:2: a synonym without a name above it; put the actor's name on a line of its own first"
        );
        let error = read_actors("own.txt", "X [FRA\n").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("own.txt:1: a bracket is not closed")
        );
    }

    #[test]
    fn agents_give_sectors() {
        let known = read_agents(
            "agents.txt",
            "!PERSON! = MAN, MEN\nCATTLE!PERSON! [~AGR]\nHERDER_ [~AGR]\n",
        )
        .unwrap();
        assert_eq!(known.agents(), 3);
        assert_eq!(known.agent("cattlemen"), Some("AGR"));
        assert_eq!(known.agent("herder"), Some("AGR"));
    }
}
