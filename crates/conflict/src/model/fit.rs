//! Narrows a scenario to the states that it leaves: what the conflict says of
//! others is without object there, and no fault.

use crate::sheet::{PartyEntry, Preferences, Sheet, Text};
use demarche_stability::{Model, State};
use std::collections::BTreeSet;

/// The sheet without what it says of states that it makes impossible; `None`
/// where its feasible states cannot be told, or nothing falls away.
pub(super) fn narrowed(sheet: &Sheet) -> Option<Sheet> {
    let skeleton = Sheet {
        names: Vec::new(),
        parties: vec![PartyEntry::new("anybody")],
        ..sheet.clone()
    };
    let model = skeleton.builder().build().ok()?;
    let gone = |text: &Text| is_pattern(&model, &text.text) && model.find(&text.text).is_none();
    let dropped: BTreeSet<&str> = sheet
        .names
        .iter()
        .filter(|named| gone(&named.state))
        .map(|named| named.name.text.as_str())
        .collect();
    let mut narrowed = sheet.clone();
    narrowed.names.retain(|named| !gone(&named.state));
    for party in &mut narrowed.parties {
        if let Preferences::Ranking { groups, gaps } = &mut party.preferences {
            let before = std::mem::take(groups);
            let mut kept = Vec::new();
            for mut group in before {
                group.retain(|text| !gone(text) && !dropped.contains(text.text.as_str()));
                kept.push(!group.is_empty());
                if !group.is_empty() {
                    groups.push(group);
                }
            }
            *gaps = moved(gaps, &kept, groups.len());
        }
    }
    (narrowed != *sheet).then_some(narrowed)
}

fn is_pattern(model: &Model, text: &str) -> bool {
    text.len() == model.options().len() && State::from_pattern(text).is_some()
}

/// Gaps stand where they stood, between the groups that are left.
fn moved(gaps: &[usize], kept: &[bool], left: usize) -> Vec<usize> {
    let mut found: Vec<usize> = gaps
        .iter()
        .filter_map(|gap| {
            let before = kept.iter().take(gap + 1).filter(|kept| **kept).count();
            before.checked_sub(1).filter(|gap| gap + 1 < left)
        })
        .collect();
    found.dedup();
    found
}
