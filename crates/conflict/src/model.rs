//! From what a sheet says to a checked model, and back.

mod fit;
mod of;
mod place;

use crate::conflict::Case;
use crate::error::ConflictError;
use crate::sheet::{PartyEntry, Preferences, Rule, Sheet, Text, When};
use demarche_stability::{
    Attitude, Attitudes, Model, ModelBuilder, Party, Rule as Given, StateRef,
};

impl Case<'_> {
    /// The model that the sheet describes. In a scenario or a view, names and
    /// places in rankings of states that it makes impossible fall away.
    ///
    /// # Errors
    ///
    /// [`ConflictError`] with the first thing that does not fit, and where it
    /// stands in the file.
    pub fn model(&self) -> Result<Model, ConflictError> {
        let narrowed = self.derived.then(|| fit::narrowed(self.sheet)).flatten();
        let sheet = narrowed.as_ref().unwrap_or(self.sheet);
        sheet.builder().build().map_err(|error| {
            let (at, what, remedy) = place::of(&error, sheet, &self.origin.text);
            ConflictError::new(
                &self.origin.name,
                &self.origin.text,
                vec![(at, what, remedy)],
            )
        })
    }

    /// The parties that act together, as numbers in the model.
    ///
    /// # Errors
    ///
    /// [`ConflictError`] for a name that no party has.
    pub fn coalitions(&self, model: &Model) -> Result<Vec<Vec<usize>>, ConflictError> {
        let member = |name: &Text| self.party(model, name);
        let group = |names: &Vec<Text>| names.iter().map(member).collect();
        self.sheet.coalitions.iter().map(group).collect()
    }

    /// Everybody's attitudes; `None` where the sheet says nothing of any, so
    /// that everybody is selfish.
    ///
    /// # Errors
    ///
    /// [`ConflictError`] for a name that no party has.
    pub fn attitudes(&self, model: &Model) -> Result<Option<Attitudes>, ConflictError> {
        let parties = &self.sheet.parties;
        if parties.iter().all(|entry| entry.attitudes.is_empty()) {
            return Ok(None);
        }
        let mut attitudes = Attitudes::selfish(parties.len());
        for entry in parties {
            let of = self.party(model, &entry.name)?;
            for (name, attitude) in &entry.attitudes {
                let attitude = match attitude {
                    1 => Attitude::Positive,
                    0 => Attitude::Indifferent,
                    _ => Attitude::Negative,
                };
                attitudes = attitudes.set(of, self.party(model, name)?, attitude);
            }
        }
        Ok(Some(attitudes))
    }

    fn party(&self, model: &Model, name: &Text) -> Result<usize, ConflictError> {
        model.decision_maker(&name.text).ok_or_else(|| {
            let names = model.decision_makers().iter().map(|dm| dm.name.clone());
            let names: Vec<String> = names.collect();
            let what = format!("no party is called \"{}\"", name.text);
            let remedy = format!("parties: {}", names.join(", "));
            let found = vec![(name.at.0.clone(), what, remedy)];
            ConflictError::new(&self.origin.name, &self.origin.text, found)
        })
    }
}

impl Sheet {
    /// The same for the engine, not checked yet.
    #[must_use]
    pub fn builder(&self) -> ModelBuilder {
        let mut builder = Model::builder(&self.title);
        for option in &self.options {
            builder = builder.one_way_option(&option.name.text, option.moves);
        }
        builder = builder.states(self.states.iter().map(|state| state.text.clone()));
        for rule in &self.infeasible {
            builder = builder.infeasible(given(rule));
        }
        for rule in &self.feasible {
            builder = builder.only(given(rule));
        }
        for requirement in &self.requires {
            let (dependent, needed) = (&requirement.dependent.text, &requirement.needed.text);
            builder = builder.requires(dependent.as_str(), needed.as_str());
        }
        for (name, rule) in &self.conditions {
            builder = builder.define(&name.text, given(rule));
        }
        for named in &self.names {
            builder = builder.label(&named.name.text, named.state.text.as_str());
        }
        for (name, rule) in &self.merged {
            builder = builder.merge(&name.text, given(rule));
        }
        self.parties
            .iter()
            .fold(builder, |builder, entry| builder.party(party(entry)))
    }
}

fn given(rule: &Rule) -> Given {
    match &rule.when {
        When::Text(text) => Given::from(text.text.as_str()),
        When::AnyOf(parts) => Given::AnyOf(
            parts
                .iter()
                .map(|part| Given::from(part.text.as_str()))
                .collect(),
        ),
    }
}

fn party(entry: &PartyEntry) -> Party {
    let mut party = Party::new(&entry.name.text);
    for option in &entry.options {
        party = party.owns(&option.text);
    }
    party = match &entry.preferences {
        Preferences::Statements(rules) => {
            let strong = rules.iter().take_while(|rule| rule.strong).count();
            party.strong_statements(
                rules[..strong].iter().map(given),
                rules[strong..].iter().map(given),
            )
        }
        Preferences::Weights { rules, strong_from } => {
            let rules = rules.iter().map(|(rule, weight)| (given(rule), *weight));
            party.weights(rules, *strong_from)
        }
        Preferences::Ranking { groups, gaps } => {
            let states = |group: &Vec<Text>| -> Vec<StateRef> { group.iter().map(state).collect() };
            party.ranking_with_gaps(groups.iter().map(states), gaps.iter().copied())
        }
    };
    for (one, other) in &entry.unknown {
        party = party.unknown(one.text.as_str(), other.text.as_str());
    }
    if let Some(arcs) = &entry.arcs {
        party = party.arcs(arcs.iter().map(|(from, to)| (state(from), state(to))));
    }
    for rule in &entry.unseen {
        party = party.unseen(given(rule));
    }
    party
}

fn state(text: &Text) -> StateRef {
    StateRef::from(text.text.as_str())
}
