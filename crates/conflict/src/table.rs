//! Verdicts as people read them: lines of text in columns.

use crate::report::{options, places};
use crate::sheet::Sheet;
use crate::words::Words;
use demarche_stability::{Concept, Model, State, Verdicts};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// More states than this are shown only where they are equilibria.
const SHOWN: usize = 40;

/// More equilibria than this are counted, and not listed.
const LISTED: usize = 100;

/// The verdicts on a model, line by line. `all` shows every state, however
/// many there are.
#[must_use]
pub fn table(model: &Model, sheet: &Sheet, verdicts: &Verdicts, all: bool) -> Vec<String> {
    let players: Vec<String> = verdicts
        .players()
        .iter()
        .map(|player| player.name.clone())
        .collect();
    let letters = letters(&players);
    let count = verdicts.states().len();
    let mut lines = vec![
        model.name().to_owned(),
        size(model, count, players.len()),
        String::new(),
    ];
    lines.extend(option_lines(model));
    let held = held(verdicts);
    let limit = if all { usize::MAX } else { LISTED };
    let shown: Vec<State> = if all || count <= SHOWN {
        verdicts.states().iter().collect()
    } else {
        held.keys().copied().take(limit).collect()
    };
    if !shown.is_empty() {
        lines.extend(state_lines(model, verdicts, &shown, count, &letters));
        lines.push(String::new());
        let each = players
            .iter()
            .zip(&letters)
            .map(|(name, letter)| format!("{letter} stable for {name}"));
        let each: Vec<String> = each.collect();
        lines.push(format!(
            "{}; · it would leave; * equilibrium: nobody would.",
            each.join(", ")
        ));
    }
    if shown.len() < count {
        lines.push(format!(
            "{} further states are left out; --all shows them.",
            count - shown.len()
        ));
    }
    lines.push(String::new());
    lines.push("Equilibria".to_owned());
    lines.extend(equilibria(model, sheet, &held, limit));
    if !sheet.assumptions.is_empty() {
        lines.push(String::new());
        lines.push("Assumed".to_owned());
        lines.extend(sheet.assumptions.iter().map(|text| format!("  {text}")));
    }
    lines
}

/// The equilibria, each with the concepts under which it is one.
fn held(verdicts: &Verdicts) -> BTreeMap<State, Vec<Concept>> {
    let mut held: BTreeMap<State, Vec<Concept>> = BTreeMap::new();
    for concept in verdicts.concepts() {
        for state in verdicts.equilibria(*concept).iter() {
            held.entry(state).or_default().push(*concept);
        }
    }
    held
}

fn size(model: &Model, states: usize, players: usize) -> String {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let mut parts = vec![count(states, "state")];
    if !model.options().is_empty() {
        parts.push(count(model.options().len(), "option"));
    }
    parts.push(count(players, "player"));
    parts.join(", ")
}

fn option_lines(model: &Model) -> Vec<String> {
    let rows = options(model).into_iter().enumerate().map(|(n, option)| {
        let note = match option.moves {
            "take-only" => "once taken, it stays",
            "drop-only" => "once dropped, it stays so",
            _ => "",
        };
        vec![
            (n + 1).to_string(),
            option.name,
            option.party.unwrap_or_else(|| "nobody".to_owned()),
            note.to_owned(),
        ]
    });
    let mut lines = columns(&rows.collect::<Vec<_>>(), &[true, false, false, false]);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A letter for each player, or a digit where first letters do not differ.
pub(crate) fn letters(players: &[String]) -> Vec<char> {
    let first: Vec<char> = players
        .iter()
        .map(|name| {
            name.chars()
                .next()
                .map_or('?', |c| c.to_uppercase().next().unwrap_or(c))
        })
        .collect();
    let distinct = first
        .iter()
        .enumerate()
        .all(|(n, letter)| !first[..n].contains(letter));
    if distinct {
        return first;
    }
    let digits = "123456789abcdefghijklmnopqrstuvwxyz".chars();
    digits
        .chain(std::iter::repeat('?'))
        .take(players.len())
        .collect()
}

fn state_lines(
    model: &Model,
    verdicts: &Verdicts,
    shown: &[State],
    count: usize,
    letters: &[char],
) -> Vec<String> {
    let name = |state: State| {
        model
            .label(state)
            .filter(|name| *name != model.pattern(state))
    };
    let named = shown.iter().any(|state| name(*state).is_some());
    // Places among the shown states alone would mislead.
    let placed = if shown.len() == count {
        places(model, shown)
    } else {
        None
    };
    let mut head = vec!["State".to_owned()];
    if named {
        head.push("Name".to_owned());
    }
    if placed.is_some() {
        head.extend(
            model
                .decision_makers()
                .iter()
                .map(|dm| format!("for {}", dm.name)),
        );
    }
    head.extend(verdicts.concepts().iter().map(Concept::to_string));
    let mut right = vec![false; head.len()];
    let first = 1 + usize::from(named);
    if placed.is_some() {
        right[first..first + model.decision_makers().len()].fill(true);
    }
    let mut rows = vec![head];
    for (n, state) in shown.iter().enumerate() {
        let mut row = vec![model.pattern(*state)];
        if named {
            row.push(name(*state).unwrap_or_default().to_owned());
        }
        if let Some(placed) = &placed {
            row.extend(placed.iter().map(|of| of[n].to_string()));
        }
        for concept in verdicts.concepts() {
            let stable = |player: usize| verdicts.stable(*concept, player).contains(*state);
            let mut cell: String = letters
                .iter()
                .enumerate()
                .map(|(player, letter)| if stable(player) { *letter } else { '·' })
                .collect();
            if (0..letters.len()).all(stable) {
                cell.push('*');
            }
            row.push(cell);
        }
        rows.push(row);
    }
    columns(&rows, &right)
}

fn equilibria(
    model: &Model,
    sheet: &Sheet,
    held: &BTreeMap<State, Vec<Concept>>,
    limit: usize,
) -> Vec<String> {
    let mut found: Vec<(&State, &Vec<Concept>)> = held.iter().collect();
    found.sort_by_key(|(_, concepts)| std::cmp::Reverse(concepts.len()));
    if found.is_empty() {
        return vec!["  none".to_owned()];
    }
    let words = Words::new(model, sheet);
    let rows: Vec<Vec<String>> = found
        .iter()
        .take(limit)
        .map(|(state, concepts)| {
            let concepts: Vec<String> = concepts.iter().map(Concept::to_string).collect();
            let taken = if model.options().is_empty() {
                String::new()
            } else {
                words.taken(**state)
            };
            let label = model.pattern(**state);
            let name = model
                .label(**state)
                .filter(|name| *name != label)
                .unwrap_or_default();
            vec![
                String::new(),
                label.clone(),
                name.to_owned(),
                concepts.join(" "),
                taken,
            ]
        })
        .collect();
    let mut lines = columns(&rows, &[false; 5]);
    if found.len() > limit {
        lines.push(format!("  and {} more", found.len() - limit));
    }
    lines
}

/// Cells in columns, two blanks apart; an empty first column indents, any
/// other that is empty is left out.
pub(crate) fn columns(rows: &[Vec<String>], right: &[bool]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.width())
            .max()
    };
    let widths: Vec<usize> = (0..count)
        .map(|column| width(column).unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            if widths[column] == 0 && column > 0 {
                continue;
            }
            let blanks = " ".repeat(widths[column] - cell.width());
            let (before, after) = match right.get(column) {
                Some(true) => (blanks.as_str(), ""),
                _ => ("", blanks.as_str()),
            };
            line.extend([before, cell, after, "  "]);
        }
        line.truncate(line.trim_end().len());
        line
    };
    rows.iter().map(line).collect()
}
