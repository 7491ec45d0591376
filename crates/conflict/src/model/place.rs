//! Finds the words of a file that the engine finds fault with.

use crate::sheet::{PartyEntry, Preferences, Rule, Sheet, Text, When};
use demarche_stability::{ModelError, Place};
use std::ops::Range;

type At = Range<usize>;

/// Where the fault stands, what it is, and what to do.
pub(super) fn of(error: &ModelError, sheet: &Sheet, text: &str) -> (At, String, String) {
    let (mut what, mut remedy) = match error.to_string().split_once("; ") {
        Some((what, remedy)) => (what.to_owned(), remedy.to_owned()),
        None => (error.to_string(), String::new()),
    };
    let at = match error {
        ModelError::TooManyOptions { .. } => sheet.options.get(64).map(|option| here(&option.name)),
        ModelError::NoStateLeft => {
            let all = sheet.infeasible.iter().chain(&sheet.feasible);
            all.last().map(|rule| rule.at.0.clone())
        }
        ModelError::OwnedTwice { option, second, .. } => sheet
            .party(second)
            .and_then(|party| party.options.iter().find(|owned| owned.text == *option))
            .map(here),
        ModelError::DuplicateName { place } | ModelError::Loop { place, .. } => {
            Some(entry(place, sheet).at)
        }
        ModelError::UnknownName {
            place, kind, name, ..
        } => {
            if remedy.is_empty() {
                remedy = known(kind, sheet);
            }
            Some(word(place, name, sheet))
        }
        ModelError::Infeasible { place, state } => {
            if remedy.is_empty() {
                "take it out, or change what is infeasible".clone_into(&mut remedy);
            }
            Some(word(place, state, sheet))
        }
        ModelError::RankedTwice { place, state } => {
            "keep one of the places".clone_into(&mut remedy);
            Some(word(place, state, sheet))
        }
        ModelError::Condition { place, source } => {
            let entry = entry(place, sheet);
            let failing = entry.parts.iter().find(|part| part.text.len() >= source.at);
            Some(failing.map_or(entry.at.clone(), |part| inside(part, source.at, text)))
        }
        ModelError::CyclicConditions { names } => names.first().and_then(|name| {
            let defined = sheet
                .conditions
                .iter()
                .find(|(known, _)| known.text == *name);
            defined.map(|(name, _)| here(name))
        }),
        ModelError::Unranked { decision_maker, .. } | ModelError::Overflow { decision_maker } => {
            sheet.party(decision_maker).map(|party| here(&party.name))
        }
        ModelError::Strength { place, .. } => Some(entry(place, sheet).at),
        _ => None,
    };
    if what.ends_with('?') {
        remedy.clear();
    }
    what.truncate(what.trim_end().len());
    (at.unwrap_or(0..0), what, remedy)
}

/// A part of the file: where it stands, and the texts in it.
struct Found<'s> {
    at: At,
    parts: Vec<&'s Text>,
}

fn here(text: &Text) -> At {
    text.at.0.clone()
}

fn of_text(text: &Text) -> Found<'_> {
    Found {
        at: here(text),
        parts: vec![text],
    }
}

fn of_rule(rule: &Rule) -> Found<'_> {
    let parts = match &rule.when {
        When::Text(text) => vec![text],
        When::AnyOf(parts) => parts.iter().collect(),
    };
    Found {
        at: rule.at.0.clone(),
        parts,
    }
}

fn of_pair(pair: &(Text, Text)) -> Found<'_> {
    Found {
        at: here(&pair.0).start..here(&pair.1).end,
        parts: vec![&pair.0, &pair.1],
    }
}

/// What a place of the engine means in the file.
fn entry<'s>(place: &Place, sheet: &'s Sheet) -> Found<'s> {
    let none = || Found {
        at: 0..0,
        parts: Vec::new(),
    };
    let party = |name: &str| sheet.party(name);
    let last = |names: Vec<&'s Text>, name: &str| {
        // Of two with one name, the second is at fault.
        let found = names.into_iter().rfind(|text| text.text == name);
        found.map(of_text)
    };
    let found = match place {
        Place::Option(name) => last(sheet.options.iter().map(|o| &o.name).collect(), name),
        Place::State(name) => {
            let named = sheet.names.iter().find(|named| named.name.text == *name);
            let second = last(
                sheet
                    .states
                    .iter()
                    .chain(sheet.names.iter().map(|named| &named.name))
                    .chain(sheet.merged.iter().map(|(name, _)| name))
                    .collect(),
                name,
            );
            named.map(|named| of_text(&named.state)).or(second)
        }
        Place::Definition(name) => {
            let defined = sheet
                .conditions
                .iter()
                .rfind(|(known, _)| known.text == *name);
            defined.map(|(_, rule)| of_rule(rule))
        }
        Place::Merge(name) => {
            let merged = sheet.merged.iter().rfind(|(known, _)| known.text == *name);
            merged.map(|(_, rule)| of_rule(rule))
        }
        Place::Infeasible(n) => sheet.infeasible.get(*n).map(of_rule),
        Place::Only(n) => sheet.feasible.get(*n).map(of_rule),
        Place::Dependency(n) => sheet.requires.get(*n).map(|requirement| Found {
            at: here(&requirement.dependent),
            parts: vec![&requirement.dependent, &requirement.needed],
        }),
        Place::DecisionMaker(name) => last(sheet.parties.iter().map(|p| &p.name).collect(), name),
        Place::Preference(name, n) => party(name).and_then(|party| preference(party, *n)),
        Place::Unknown(name, n) => party(name).and_then(|p| p.unknown.get(*n)).map(of_pair),
        Place::Unseen(name, n) => party(name).and_then(|p| p.unseen.get(*n)).map(of_rule),
        Place::Arc(name, n) => party(name)
            .and_then(|party| party.arcs.as_ref()?.get(*n))
            .map(of_pair),
        _ => None,
    };
    found.unwrap_or_else(none)
}

fn preference(party: &PartyEntry, n: usize) -> Option<Found<'_>> {
    match &party.preferences {
        Preferences::Ranking { groups, .. } => {
            let group = groups.get(n)?;
            Some(Found {
                at: here(group.first()?).start..here(group.last()?).end,
                parts: group.iter().collect(),
            })
        }
        _ => party.statement(n).map(of_rule),
    }
}

/// The very word at fault, where it stands by itself.
fn word(place: &Place, name: &str, sheet: &Sheet) -> At {
    if let Place::DecisionMaker(party) = place {
        let owned = sheet.party(party).map(|party| party.options.as_slice());
        if let Some(text) = owned
            .unwrap_or_default()
            .iter()
            .find(|text| text.text == name)
        {
            return here(text);
        }
    }
    let entry = entry(place, sheet);
    let exact = entry.parts.iter().find(|part| part.text == name);
    exact.map_or(entry.at, |part| here(part))
}

/// A byte of a text as a byte of the file: the same way into it where the file
/// writes the text as it is.
fn inside(part: &Text, at: usize, file: &str) -> At {
    let span = here(part);
    let written = file.get(span.clone()).unwrap_or_default();
    let opening = written.len() - written.trim_start_matches(['"', '\'']).len();
    let body = written.get(opening..).unwrap_or_default();
    if opening > 0 && body.starts_with(part.text.as_str()) {
        let start = span.start + opening + at;
        start..(start + 1).min(span.end)
    } else {
        span
    }
}

fn known(kind: &str, sheet: &Sheet) -> String {
    let names: Vec<&str> = match kind {
        "option" => sheet.options.iter().map(|o| o.name.text.as_str()).collect(),
        "decision maker" => sheet.parties.iter().map(|p| p.name.text.as_str()).collect(),
        "state" => {
            let named = sheet.names.iter().map(|named| named.name.text.as_str());
            let all = sheet.states.iter().map(|state| state.text.as_str());
            named.chain(all).collect()
        }
        _ => Vec::new(),
    };
    match names.len() {
        0 => format!("declare the {kind} first"),
        _ => format!("known: {}", names.join(", ")),
    }
}
