//! Conditions and what stands around them: text, list or table.

use crate::sheet::{At, Evidence, Rule, Text, When};
use demarche_forms::{Faults, Table, Value, string};
use toml::de::DeValue;

/// A list of conditions.
pub(super) fn rules(values: &[Value<'_>], key: &str, faults: &mut Faults) -> Vec<Rule> {
    values
        .iter()
        .filter_map(|value| rule(value, key, faults))
        .collect()
}

pub(super) fn rule(value: &Value<'_>, key: &str, faults: &mut Faults) -> Option<Rule> {
    weighted(value, key, false, faults).map(|(rule, _)| rule)
}

/// A condition, and its weight where it needs one.
pub(super) fn weighted(
    value: &Value<'_>,
    key: &str,
    weight: bool,
    faults: &mut Faults,
) -> Option<(Rule, i64)> {
    let bare = |when| Rule {
        when,
        at: At(value.span()),
        strong: false,
        because: None,
        assumed: false,
        evidence: Vec::new(),
    };
    match value.get_ref() {
        DeValue::String(text) if !weight => {
            Some((bare(When::Text(Text::new(text.as_ref(), value.span()))), 0))
        }
        DeValue::Array(parts) if !weight => {
            Some((bare(When::AnyOf(any_of(parts, key, faults))), 0))
        }
        DeValue::Table(table) => {
            let mut table = Table::new(table, value.span(), "a condition");
            let text = table.string("when", faults);
            let parts = table.array("any_of", "a list of conditions", faults);
            let when = match (text, parts) {
                (Some(text), None) => When::Text(text),
                (None, Some(parts)) => When::AnyOf(any_of(parts, key, faults)),
                _ => {
                    faults.add(
                        table.at(),
                        format!("an entry of `{key}` says no condition"),
                        "write when = \"a condition\", or any_of = [\"one\", \"another\"]",
                    );
                    return None;
                }
            };
            let strong = table.boolean("strong", faults).unwrap_or(false);
            let because = table.string("because", faults).map(|text| text.text);
            let assumed = table.boolean("assumed", faults).unwrap_or(false);
            let evidence = table
                .array("evidence", "a list of statements", faults)
                .map(|values| {
                    values
                        .iter()
                        .filter_map(|value| evidence(value, faults))
                        .collect()
                })
                .unwrap_or_default();
            let weight = if weight {
                let given = table.integer("weight", faults);
                if given.is_none() {
                    faults.add(
                        table.at(),
                        "a condition without `weight`",
                        "write weight = 1",
                    );
                }
                given?
            } else {
                0
            };
            table.finish(faults);
            let rule = Rule {
                strong,
                because,
                assumed,
                evidence,
                ..bare(when)
            };
            Some((rule, weight))
        }
        _ => {
            let wanted = if weight {
                "tables: { when = \"a condition\", weight = 1 }"
            } else {
                "a condition, a list of conditions, or { when = \"a condition\" }"
            };
            faults.kind(value, key, wanted);
            None
        }
    }
}

fn any_of(parts: &[Value<'_>], key: &str, faults: &mut Faults) -> Vec<Text> {
    parts
        .iter()
        .filter_map(|part| string(part, key, faults))
        .collect()
}

/// A statement's identifier, or a table with more about it.
fn evidence(value: &Value<'_>, faults: &mut Faults) -> Option<Evidence> {
    if let Some(statement) = value.get_ref().as_str() {
        return Some(Evidence {
            statement: statement.to_owned(),
            ..Evidence::default()
        });
    }
    let mut table = Table::of(value, "evidence", "evidence", faults)?;
    let statement = table.needed("statement", "give the statement's identifier", faults);
    let mut text = |key| table.string(key, faults).map(|text| text.text);
    let found = Evidence {
        who: text("who"),
        on: text("on"),
        outlet: text("outlet"),
        says: text("says"),
        statement: String::new(),
    };
    table.finish(faults);
    Some(Evidence {
        statement: statement?.text,
        ..found
    })
}
