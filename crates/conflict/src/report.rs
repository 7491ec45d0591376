//! What an analysis found, as data that serialises: the JSON of `demarche
//! stability` is its own serialisation.

use crate::sheet::Sheet;
use demarche_stability::{Direction, Model, State, StateSet, Verdicts};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::collections::BTreeSet;

/// The verdicts on one model.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The model's title.
    pub title: String,
    /// The scenario, where it is one.
    pub scenario: Option<String>,
    /// The options, in the order of the patterns.
    pub options: Vec<OptionLine>,
    /// Who plays: the parties, or coalitions of them with `+` between names.
    pub decision_makers: Vec<String>,
    /// The feasible states.
    pub states: Vec<StateLine>,
    /// Concept, then player: the states that are stable for it.
    pub stable: Named<Named<Vec<String>>>,
    /// Concept: the states that are stable for all.
    pub equilibria: Named<Vec<String>>,
    /// What the model takes for granted.
    pub assumptions: Vec<String>,
}

/// An option, for people and programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptionLine {
    /// Its name.
    pub name: String,
    /// Who controls it.
    pub party: Option<String>,
    /// `both`, `take-only` or `drop-only`.
    pub moves: &'static str,
}

/// A state, for people and programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateLine {
    /// Its pattern, or its name where there are no options.
    pub state: String,
    /// Its name, if it has one beside the pattern.
    pub name: Option<String>,
    /// For each party of the model, the place in its order from 1, the best;
    /// absent where preferences are unknown, or there are very many states.
    pub places: Option<Vec<usize>>,
}

/// Values by name, in an order of their own; an object in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Named<T> {
    /// The value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The states that are stable for a player, to look up.
struct Verdict<'r> {
    concept: &'r str,
    player: &'r str,
    states: BTreeSet<&'r str>,
}

/// Up to so many states, places in the parties' orders are worked out.
const PLACED: usize = 4096;

impl Report {
    /// Of the verdicts on a model and the sheet that it is of.
    #[must_use]
    pub fn new(model: &Model, sheet: &Sheet, scenario: Option<&str>, verdicts: &Verdicts) -> Self {
        let pattern = |state: State| model.pattern(state);
        let patterns = |set: &StateSet| -> Vec<String> { set.iter().map(pattern).collect() };
        let players: Vec<String> = verdicts.players().iter().map(|p| p.name.clone()).collect();
        let stable = verdicts.concepts().iter().map(|concept| {
            let by_player = players
                .iter()
                .enumerate()
                .map(|(n, name)| (name.clone(), patterns(verdicts.stable(*concept, n))));
            (concept.to_string(), Named(by_player.collect()))
        });
        let equilibria = verdicts.concepts().iter().map(|concept| {
            (
                concept.to_string(),
                patterns(&verdicts.equilibria(*concept)),
            )
        });
        let all: Vec<State> = verdicts.states().iter().collect();
        let places = places(model, &all);
        let states = all.iter().enumerate().map(|(n, state)| {
            let label = pattern(*state);
            StateLine {
                name: model
                    .label(*state)
                    .filter(|name| *name != label)
                    .map(str::to_owned),
                state: label,
                places: places
                    .as_ref()
                    .map(|places| places.iter().map(|of| of[n]).collect()),
            }
        });
        Self {
            title: model.name().to_owned(),
            scenario: scenario.map(str::to_owned),
            options: options(model),
            decision_makers: players.clone(),
            states: states.collect(),
            stable: Named(stable.collect()),
            equilibria: Named(equilibria.collect()),
            assumptions: sheet.assumptions.clone(),
        }
    }

    /// Rows for spreadsheets under their head: state, name, concept, party
    /// (empty for the equilibrium), stable or not.
    pub fn rows(&self) -> impl Iterator<Item = [String; 5]> + '_ {
        let sets: Vec<Verdict<'_>> = self
            .stable
            .0
            .iter()
            .flat_map(|(concept, by_player)| {
                let mut all: Vec<Verdict<'_>> = by_player
                    .0
                    .iter()
                    .map(|(player, states)| Verdict {
                        concept,
                        player,
                        states: states.iter().map(String::as_str).collect(),
                    })
                    .collect();
                if let Some(states) = self.equilibria.get(concept) {
                    all.push(Verdict {
                        concept,
                        player: "",
                        states: states.iter().map(String::as_str).collect(),
                    });
                }
                all
            })
            .collect();
        self.states.iter().flat_map(move |line| {
            let rows: Vec<[String; 5]> = sets
                .iter()
                .map(|verdict| {
                    let stable = verdict.states.contains(line.state.as_str());
                    [
                        line.state.clone(),
                        line.name.clone().unwrap_or_default(),
                        verdict.concept.to_owned(),
                        verdict.player.to_owned(),
                        if stable { "yes" } else { "no" }.to_owned(),
                    ]
                })
                .collect();
            rows
        })
    }

    /// The head of [`Report::rows`].
    pub const HEAD: [&'static str; 5] = ["state", "name", "concept", "party", "stable"];
}

pub(crate) fn options(model: &Model) -> Vec<OptionLine> {
    let line = |choice: &demarche_stability::Choice| OptionLine {
        name: choice.name.clone(),
        party: choice
            .owner
            .map(|dm| model.decision_makers()[dm].name.clone()),
        moves: match choice.direction {
            Direction::Both => "both",
            Direction::TakeOnly => "take-only",
            Direction::DropOnly => "drop-only",
        },
    };
    model.options().iter().map(line).collect()
}

/// For each party, the place of each state in its order.
pub(crate) fn places(model: &Model, states: &[State]) -> Option<Vec<Vec<usize>>> {
    let known = model
        .decision_makers()
        .iter()
        .all(|dm| dm.unknown.is_empty());
    if !known || states.len() > PLACED {
        return None;
    }
    let of = |dm: usize| {
        let better = |a: &usize, b: &usize| {
            let compared = model.compare(dm, states[*a], states[*b]);
            if compared.is_better() {
                std::cmp::Ordering::Less
            } else if compared.reversed().is_better() {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        };
        let mut order: Vec<usize> = (0..states.len()).collect();
        order.sort_by(better);
        let mut places = vec![0; states.len()];
        for (place, group) in order.chunk_by(|a, b| better(a, b).is_eq()).enumerate() {
            for state in group {
                places[*state] = place + 1;
            }
        }
        places
    };
    Some((0..model.decision_makers().len()).map(of).collect())
}
