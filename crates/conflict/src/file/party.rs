//! Parties: what they control, what they prefer, how they move.

use super::rules::{rules, weighted};
use crate::sheet::{PartyEntry, Preferences, Text};
use demarche_forms::{Faults, Table, Value, integer, pair, string};

/// Reads a party. What it does not say is as in `known`, where there is one.
pub(super) fn party(
    mut table: Table<'_>,
    known: &[PartyEntry],
    faults: &mut Faults,
) -> Option<PartyEntry> {
    let name = table.needed("name", "name it", faults)?;
    let base = known.iter().find(|party| party.name.text == name.text);
    let mut party = base.cloned().unwrap_or_else(|| PartyEntry::new(""));
    party.name = name;
    if let Some(about) = table.string("about", faults) {
        party.about = Some(about.text);
    }
    if let Some(options) = table.strings("options", faults) {
        party.options = options;
    }
    if let Some(preferences) = preferences(&mut table, faults) {
        party.preferences = preferences;
    }
    let pairs = "pairs: [[\"this\", \"that\"]]";
    if let Some(values) = table.array("unknown", pairs, faults) {
        let wanted = "two conditions: [\"this\", \"that\"]";
        let read = |value| pair(value, "unknown", wanted, faults);
        party.unknown = values.iter().filter_map(read).collect();
    }
    if let Some(values) = table.array("moves", pairs, faults) {
        let wanted = "two states: [\"from\", \"to\"]";
        let read = |value| pair(value, "moves", wanted, faults);
        party.arcs = Some(values.iter().filter_map(read).collect());
    }
    if let Some(values) = table.array("unseen", "a list of conditions", faults) {
        party.unseen = rules(values, "unseen", faults);
    }
    if table.has("attitudes") {
        party.attitudes = attitudes(&mut table, faults);
    }
    table.finish(faults);
    Some(party)
}

fn preferences(table: &mut Table<'_>, faults: &mut Faults) -> Option<Preferences> {
    let given: Vec<&str> = ["prefers", "weights", "ranking"]
        .into_iter()
        .filter(|key| table.has(key))
        .collect();
    if given.len() > 1 {
        faults.add(
            table.at(),
            format!("a party with {}", given.join(" and ")),
            "keep one of them: statements, weights or a ranking",
        );
    }
    let statements = table.array(
        "prefers",
        "a list of conditions, the most important first",
        faults,
    );
    let weights = table.array("weights", "a list of { when = \"…\", weight = 1 }", faults);
    let strong_from = table.integer("strong_from", faults);
    let ranking = table.array("ranking", "a list of states, the best first", faults);
    let strong_after = table.array(
        "strong_after",
        "a list of places in the ranking, from 1",
        faults,
    );
    if let Some(values) = ranking {
        let groups = values.iter().map(|value| group(value, faults)).collect();
        let gaps = gaps(strong_after.unwrap_or_default(), faults);
        return Some(Preferences::Ranking { groups, gaps });
    }
    if let Some(values) = weights {
        let rules = values
            .iter()
            .filter_map(|value| weighted(value, "weights", true, faults))
            .collect();
        return Some(Preferences::Weights { rules, strong_from });
    }
    let statements = rules(statements?, "prefers", faults);
    let mut mild = false;
    for statement in &statements {
        if statement.strong && mild {
            faults.add(
                statement.at.0.clone(),
                "a strong statement after one that is not",
                "put the strong ones first: an earlier statement matters more",
            );
        }
        mild |= !statement.strong;
    }
    Some(Preferences::Statements(statements))
}

/// One state, or several that are equal.
fn group(value: &Value<'_>, faults: &mut Faults) -> Vec<Text> {
    let states = match value.get_ref().as_array() {
        Some(array) => &**array,
        None => std::slice::from_ref(value),
    };
    states
        .iter()
        .filter_map(|state| string(state, "ranking", faults))
        .collect()
}

fn gaps(values: &[Value<'_>], faults: &mut Faults) -> Vec<usize> {
    let mut gaps = Vec::new();
    for value in values {
        let Some(place) = integer(value, "strong_after", faults) else {
            continue;
        };
        match usize::try_from(place)
            .ok()
            .and_then(|place| place.checked_sub(1))
        {
            Some(gap) => gaps.push(gap),
            None => faults.add(
                value.span(),
                format!("there is no place {place}"),
                "places count from 1",
            ),
        }
    }
    gaps
}

fn attitudes(table: &mut Table<'_>, faults: &mut Faults) -> Vec<(Text, i8)> {
    let mut found = Vec::new();
    for (name, value) in table.entries("attitudes", faults) {
        match value.get_ref().as_str() {
            Some("positive") => found.push((name, 1)),
            Some("neutral") => found.push((name, 0)),
            Some("negative") => found.push((name, -1)),
            _ => faults.add(
                value.span(),
                format!("no attitude to \"{}\"", name.text),
                "write \"positive\", \"neutral\" or \"negative\"",
            ),
        }
    }
    found
}
