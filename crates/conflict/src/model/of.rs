//! From a finished model to a sheet, so that what other tools save can be
//! written as `conflict.toml`.

use crate::sheet::{NamedState, OptionEntry, PartyEntry, Preferences, Rule, Sheet, Text};
use demarche_stability::{Condition, DecisionMaker, Model, Moves, Preference, State};

impl Sheet {
    /// What a model says. Definitions are resolved, and dependencies have
    /// become infeasibilities.
    #[must_use]
    pub fn of_model(model: &Model) -> Self {
        let options = model.options();
        let names = model.option_names();
        let rule = |condition: &Condition| Rule::new(condition.text(&names));
        Self {
            title: model.name().to_owned(),
            options: options
                .iter()
                .map(|choice| OptionEntry {
                    moves: choice.direction,
                    ..OptionEntry::new(Text::from(choice.name.as_str()))
                })
                .collect(),
            states: model
                .named_states()
                .iter()
                .map(|name| Text::from(name.as_str()))
                .collect(),
            infeasible: model.infeasible().iter().map(rule).collect(),
            feasible: model.only().iter().map(rule).collect(),
            names: model
                .labels()
                .iter()
                .map(|(name, state)| NamedState {
                    name: Text::from(name.as_str()),
                    state: Text::from(model.pattern(*state)),
                })
                .collect(),
            merged: model
                .merges()
                .iter()
                .map(|merge| (Text::from(merge.name.as_str()), rule(&merge.condition)))
                .collect(),
            parties: model
                .decision_makers()
                .iter()
                .map(|dm| party(model, dm, &rule))
                .collect(),
            ..Self::default()
        }
    }
}

fn party(model: &Model, dm: &DecisionMaker, rule: &impl Fn(&Condition) -> Rule) -> PartyEntry {
    let state = |state: &State| Text::from(model.pattern(*state));
    let text = |condition: &Condition| Text::from(rule(condition).text());
    let preferences = match &dm.preference {
        Preference::Weights { weights, strong } => Preferences::Weights {
            rules: weights
                .iter()
                .map(|(when, weight)| (rule(when), *weight))
                .collect(),
            strong_from: *strong,
        },
        Preference::Ranking { groups, gaps, .. } => Preferences::Ranking {
            groups: groups
                .iter()
                .map(|group| group.iter().map(state).collect())
                .collect(),
            gaps: gaps.clone(),
        },
        Preference::Statements { statements, strong } => Preferences::Statements(
            statements
                .iter()
                .enumerate()
                .map(|(n, statement)| Rule {
                    strong: n < *strong,
                    ..rule(statement)
                })
                .collect(),
        ),
        _ => Preferences::Statements(Vec::new()),
    };
    PartyEntry {
        options: dm
            .options
            .iter()
            .map(|k| Text::from(model.options()[*k].name.as_str()))
            .collect(),
        preferences,
        unknown: dm
            .unknown
            .iter()
            .map(|(one, other)| (text(one), text(other)))
            .collect(),
        arcs: match &dm.moves {
            Moves::Arcs(arcs) => Some(
                arcs.iter()
                    .map(|(from, to)| (state(from), state(to)))
                    .collect(),
            ),
            _ => None,
        },
        unseen: dm.unseen.iter().map(rule).collect(),
        ..PartyEntry::new(dm.name.as_str())
    }
}
