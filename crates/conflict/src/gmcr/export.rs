//! Writes a model as a save file of GMCR+.

use demarche_stability::{Condition, Direction, Model, Moves, Pattern, Preference, State};
use serde_json::{Value, json};

/// The most states that a ranking is written out for.
const RANKED: usize = 1 << 16;

/// The most alternatives that one condition may come to: the format knows
/// neither NOT nor parentheses.
const ALTERNATIVES: usize = 4096;

/// What the format cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Lost {
    /// A model of named states.
    #[error(
        "the save files of GMCR+ know states by their options only; this model names its states"
    )]
    NamedStates,
    /// Explicit arcs.
    #[error("the save files of GMCR+ know moves by options only; \"{0}\" moves along arcs")]
    Arcs(String),
    /// States that count as one.
    #[error("the save files of GMCR+ cannot merge states; take `merged` out")]
    Merged,
    /// Unknown preferences.
    #[error("the save files of GMCR+ have no unknown preferences; settle those of \"{0}\"")]
    Unknown(String),
    /// Strength.
    #[error("the save files of GMCR+ have no strength of preference; take that of \"{0}\" out")]
    Strength(String),
    /// A condition that comes to too many patterns.
    #[error("a condition of {0} comes to more than 4096 patterns; split it")]
    Condition(String),
    /// Too many states to rank.
    #[error(
        "\"{0}\" has weights, and there are more than 65536 states to rank by them; write statements"
    )]
    States(String),
    /// An option that nobody controls.
    #[error("the save files of GMCR+ give every option to a decision maker; \"{0}\" has none")]
    Unowned(String),
    /// Some parties have rankings, others statements.
    #[error(
        "a save file of GMCR+ has rankings for all or for none, and there are more than 65536 states to rank"
    )]
    Mixed,
}

/// The model as a save file of GMCR+, as version 0.4.1 writes it.
///
/// Where a party has a ranking or weights, the file has rankings of all.
/// `coalitions` are the parties that act together.
///
/// # Errors
///
/// [`Lost`] names what the format cannot hold.
#[expect(clippy::too_many_lines, reason = "one field of the file after another")]
pub fn export(model: &Model, coalitions: &[Vec<usize>]) -> Result<Value, Lost> {
    check(model)?;
    // The tool puts options in the order of their owners when it opens a
    // file; a ranking would then mean other states.
    let mut order: Vec<usize> = Vec::new();
    for dm in model.decision_makers() {
        order.extend(&dm.options);
    }
    if let Some((_, choice)) = model
        .options()
        .iter()
        .enumerate()
        .find(|(k, _)| !order.contains(k))
    {
        return Err(Lost::Unowned(choice.name.clone()));
    }
    let place = |option: usize| order.iter().position(|k| *k == option).unwrap_or(option);
    let simple = |pattern: &Pattern| -> Value {
        let mut parts: Vec<(usize, &str)> = (0..order.len())
            .filter(|k| pattern.care >> k & 1 == 1)
            .map(|k| {
                (
                    place(k),
                    if pattern.value >> k & 1 == 1 {
                        "Y"
                    } else {
                        "N"
                    },
                )
            })
            .collect();
        parts.sort_unstable();
        json!(parts)
    };
    let ranked = model
        .decision_makers()
        .iter()
        .any(|dm| !matches!(dm.preference, Preference::Statements { .. }));
    let options: Vec<Value> = order
        .iter()
        .map(|k| {
            let choice = &model.options()[*k];
            let direction = match choice.direction {
                Direction::Both => "both",
                Direction::TakeOnly => "fwd",
                Direction::DropOnly => "back",
            };
            json!({"name": choice.name, "permittedDirection": direction})
        })
        .collect();
    let mut infeasibles = Vec::new();
    for condition in model.infeasible() {
        let parts =
            patterns(condition).ok_or_else(|| Lost::Condition("what is infeasible".into()))?;
        infeasibles.extend(parts.iter().map(&simple));
    }
    if !model.only().is_empty() {
        let none = Condition::Any(model.only().to_vec()).negated();
        let parts = patterns(&none).ok_or_else(|| Lost::Condition("what is feasible".into()))?;
        infeasibles.extend(parts.iter().map(&simple));
    }
    let mut parties = Vec::new();
    for (number, dm) in model.decision_makers().iter().enumerate() {
        let whose = || format!("\"{}\"", dm.name);
        let written = |condition: &Condition| -> Result<Value, Lost> {
            let parts = patterns(condition).ok_or_else(|| Lost::Condition(whose()))?;
            Ok(match parts.as_slice() {
                [one] => simple(one),
                several => {
                    let members: Vec<Value> = several.iter().map(&simple).collect();
                    json!({"compound": true, "members": members})
                }
            })
        };
        let mut party = json!({
            "name": dm.name,
            "options": dm.options.iter().map(|k| place(*k)).collect::<Vec<_>>(),
        });
        let statements = match &dm.preference {
            Preference::Statements { statements, .. } => statements.as_slice(),
            _ => &[],
        };
        let preferences: Result<Vec<Value>, Lost> = statements.iter().map(written).collect();
        party["preferences"] = Value::from(preferences?);
        if !dm.unseen.is_empty() {
            let unseen: Result<Vec<Value>, Lost> = dm.unseen.iter().map(written).collect();
            party["misperceptions"] = Value::from(unseen?);
        }
        if ranked {
            party["preferenceRanking"] = ranking(model, number, &order)?;
        }
        parties.push(party);
    }
    let mut saved = json!({
        "program": "gmcr-py",
        "version": "0.4.1",
        "options": options,
        "decisionMakers": parties,
        "infeasibles": infeasibles,
        "useManualPreferenceRanking": ranked,
    });
    if !coalitions.is_empty() {
        saved["coalitions"] = together(model, coalitions);
    }
    Ok(saved)
}

fn check(model: &Model) -> Result<(), Lost> {
    if model.options().is_empty() {
        return Err(Lost::NamedStates);
    }
    if !model.merges().is_empty() {
        return Err(Lost::Merged);
    }
    for dm in model.decision_makers() {
        if dm.moves != Moves::Options {
            return Err(Lost::Arcs(dm.name.clone()));
        }
        if !dm.unknown.is_empty() {
            return Err(Lost::Unknown(dm.name.clone()));
        }
        if dm.preference.has_strength() {
            return Err(Lost::Strength(dm.name.clone()));
        }
    }
    Ok(())
}

fn together(model: &Model, coalitions: &[Vec<usize>]) -> Value {
    let mut groups: Vec<Vec<usize>> = coalitions.to_vec();
    for dm in 0..model.decision_makers().len() {
        if !groups.iter().any(|group| group.contains(&dm)) {
            groups.push(vec![dm]);
        }
    }
    groups.sort();
    groups
        .iter()
        .map(|group| match group.as_slice() {
            [one] => json!(one),
            several => json!(several),
        })
        .collect()
}

/// All feasible states by their number in the tool's order, the best first.
fn ranking(model: &Model, dm: usize, order: &[usize]) -> Result<Value, Lost> {
    let name = || model.decision_makers()[dm].name.clone();
    let mut states = model.states(RANKED).ok_or_else(|| Lost::States(name()))?;
    let code = |state: State| -> u64 {
        order
            .iter()
            .enumerate()
            .filter(|(_, k)| state.takes(**k))
            .fold(0, |code, (place, _)| code | 1 << place)
    };
    states.sort_by_key(|state| code(*state));
    let mut places: Vec<usize> = (0..states.len()).collect();
    let preference = &model.decision_makers()[dm].preference;
    let better = |a: &usize, b: &usize| {
        let compared = preference.compare(states[*a], states[*b]);
        match compared {
            _ if compared.is_better() => std::cmp::Ordering::Less,
            _ if compared.reversed().is_better() => std::cmp::Ordering::Greater,
            _ => std::cmp::Ordering::Equal,
        }
    };
    places.sort_by(better);
    let groups = places.chunk_by(|a, b| better(a, b).is_eq());
    let groups: Vec<Value> = groups
        .map(|group| match group {
            [one] => json!(one + 1),
            several => json!(several.iter().map(|place| place + 1).collect::<Vec<_>>()),
        })
        .collect();
    Ok(Value::from(groups))
}

/// Patterns of which a state fits one exactly where the condition holds;
/// `None` where they are too many. No state fits two.
fn patterns(condition: &Condition) -> Option<Vec<Pattern>> {
    if let Condition::Fits(pattern) = condition {
        return Some(vec![*pattern]);
    }
    if let Condition::Any(parts) = condition
        && parts.iter().all(|part| matches!(part, Condition::Fits(_)))
    {
        let parts = parts.iter().filter_map(|part| match part {
            Condition::Fits(pattern) => Some(*pattern),
            _ => None,
        });
        return Some(parts.collect());
    }
    let mut found = Vec::new();
    let used: Vec<usize> = (0..64)
        .filter(|k| condition.options() >> k & 1 == 1)
        .collect();
    split(condition, &used, Pattern { care: 0, value: 0 }, &mut found)?;
    Some(found)
}

/// Fixes one option after the other until the condition is decided.
fn split(
    condition: &Condition,
    open: &[usize],
    so_far: Pattern,
    found: &mut Vec<Pattern>,
) -> Option<()> {
    match condition.decide(so_far.care, State(so_far.value)) {
        Some(true) => {
            found.push(so_far);
            return (found.len() <= ALTERNATIVES).then_some(());
        }
        Some(false) => return Some(()),
        None => {}
    }
    let (option, rest) = open.split_first()?;
    let care = so_far.care | 1 << option;
    for value in [so_far.value | 1 << option, so_far.value] {
        split(condition, rest, Pattern { care, value }, found)?;
    }
    Some(())
}
