//! One version of a conflict: the keys that the conflict itself, a scenario
//! and a view have in common. What is said takes the place of what `base`
//! says; what is not said stays.

use super::party::party;
use super::rules::{rule, rules};
use crate::sheet::{NamedState, OptionEntry, Requirement, Sheet, Text};
use demarche_forms::{Faults, Table, string};
use demarche_stability::Direction;

pub(super) fn sheet(table: &mut Table<'_>, base: &Sheet, faults: &mut Faults) -> Sheet {
    let mut sheet = base.clone();
    options(table, &mut sheet, faults);
    if let Some(states) = table.strings("states", faults) {
        sheet.states = states;
    }
    let wanted = "a list of conditions or patterns";
    if let Some(values) = table.array("infeasible", wanted, faults) {
        sheet.infeasible = rules(values, "infeasible", faults);
    }
    if let Some(values) = table.array("also_infeasible", wanted, faults) {
        sheet
            .infeasible
            .extend(rules(values, "also_infeasible", faults));
    }
    if let Some(values) = table.array("feasible", wanted, faults) {
        sheet.feasible = rules(values, "feasible", faults);
    }
    if table.has("requires") {
        let tables = table.tables("requires", "a requirement", faults);
        sheet.requires = tables
            .into_iter()
            .filter_map(|t| requirement(t, faults))
            .collect();
    }
    if table.has("conditions") {
        sheet.conditions.clear();
        for (name, value) in table.entries("conditions", faults) {
            let read = rule(value, "conditions", faults).map(|rule| (name, rule));
            sheet.conditions.extend(read);
        }
    }
    if table.has("names") {
        sheet.names.clear();
        for (name, value) in table.entries("names", faults) {
            let read = string(value, "names", faults).map(|state| NamedState { name, state });
            sheet.names.extend(read);
        }
    }
    if table.has("merged") {
        sheet.merged.clear();
        for (name, value) in table.entries("merged", faults) {
            let read = rule(value, "merged", faults).map(|rule| (name, rule));
            sheet.merged.extend(read);
        }
    }
    parties(table, &mut sheet, faults);
    if let Some(values) = table.array("coalitions", "a list of lists of parties", faults) {
        sheet.coalitions = values
            .iter()
            .filter_map(|value| {
                let members = value.get_ref().as_array();
                if members.is_none() {
                    faults.kind(
                        value,
                        "coalitions",
                        "lists of parties: [[\"One\", \"Another\"]]",
                    );
                }
                Some(
                    members?
                        .iter()
                        .filter_map(|m| string(m, "coalitions", faults))
                        .collect(),
                )
            })
            .collect();
    }
    if let Some(today) = table.string("status_quo", faults) {
        sheet.status_quo = Some(today);
    }
    if let Some(assumptions) = table.strings("assumptions", faults) {
        sheet.assumptions = assumptions.into_iter().map(|text| text.text).collect();
    }
    sheet
}

/// Where a file lists options, every option stands in the list; where it does
/// not, they are those that the parties name.
fn options(table: &mut Table<'_>, sheet: &mut Sheet, faults: &mut Faults) {
    let mut seen: Vec<String> = Vec::new();
    for mut table in table.tables("option", "an option", faults) {
        let Some(name) = table.needed("name", "name it", faults) else {
            continue;
        };
        if seen.contains(&name.text) {
            faults.add(
                name.at.0.clone(),
                format!("two options are called \"{}\"", name.text),
                "give one of them another name",
            );
        }
        seen.push(name.text.clone());
        let known = sheet
            .options
            .iter()
            .position(|option| option.name.text == name.text);
        let mut option = match known {
            Some(place) => sheet.options[place].clone(),
            None => OptionEntry::new(name.clone()),
        };
        if let Some(moves) = table.string("moves", faults) {
            match direction(&moves.text) {
                Some(direction) => option.moves = direction,
                None => faults.add(
                    moves.at.0.clone(),
                    format!("`{}` is no direction", moves.text),
                    "write \"both\", \"take-only\" (once taken it stays) or \"drop-only\"",
                ),
            }
        }
        let mut text = |key| table.string(key, faults).map(|text| text.text);
        option.about = text("about").or(option.about);
        option.take = text("take").or(option.take);
        option.drop = text("drop").or(option.drop);
        table.finish(faults);
        option.name = name;
        match known {
            Some(place) => sheet.options[place] = option,
            None => sheet.options.push(option),
        }
    }
}

pub(super) fn direction(text: &str) -> Option<Direction> {
    match text {
        "both" => Some(Direction::Both),
        "take-only" => Some(Direction::TakeOnly),
        "drop-only" => Some(Direction::DropOnly),
        _ => None,
    }
}

fn parties(table: &mut Table<'_>, sheet: &mut Sheet, faults: &mut Faults) {
    let declared = !sheet.options.is_empty();
    let earlier = sheet.parties.clone();
    let mut seen: Vec<String> = Vec::new();
    for table in table.tables("party", "a party", faults) {
        let Some(party) = party(table, &earlier, faults) else {
            continue;
        };
        if seen.contains(&party.name.text) {
            faults.add(
                party.name.at.0.clone(),
                format!("two parties are called \"{}\"", party.name.text),
                "give one of them another name",
            );
        }
        seen.push(party.name.text.clone());
        match sheet
            .parties
            .iter_mut()
            .find(|known| known.name.text == party.name.text)
        {
            Some(known) => *known = party,
            None => sheet.parties.push(party),
        }
    }
    if !declared && sheet.states.is_empty() {
        let named: Vec<Text> = sheet
            .parties
            .iter()
            .flat_map(|party| party.options.clone())
            .collect();
        for name in named {
            // An option that two parties name is a fault that the model names.
            if sheet.option(&name.text).is_none() {
                sheet.options.push(OptionEntry::new(name));
            }
        }
    }
}

fn requirement(mut table: Table<'_>, faults: &mut Faults) -> Option<Requirement> {
    let dependent = table.needed("when", "write when = \"a condition\"", faults);
    let needed = table.needed("needs", "write needs = \"a condition\"", faults);
    let because = table.string("because", faults).map(|text| text.text);
    table.finish(faults);
    Some(Requirement {
        dependent: dependent?,
        needed: needed?,
        because,
    })
}
