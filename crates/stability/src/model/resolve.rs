//! Checks what a builder collected and turns names into numbers.

use super::builder::{Given, ModelBuilder, Party, Rule, StateRef};
use super::definitions::Definitions;
use super::ranking::ranking;
use super::{Choice, DecisionMaker, Merge, Model, Moves, Preference};
use crate::condition::{Condition, nearest};
use crate::error::{ModelError, Place};
use crate::state::State;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

pub(super) fn resolve(builder: ModelBuilder) -> Result<Model, ModelError> {
    check_names(&builder)?;
    let choices = choices(&builder)?;
    let mut model = Model {
        name: builder.name,
        choices,
        named: builder.states,
        decision_makers: Vec::new(),
        infeasible: Vec::new(),
        only: Vec::new(),
        labels: Vec::new(),
        merges: Vec::new(),
        patterns: BTreeMap::new(),
    };
    let (options, named) = (model.option_names(), model.named.clone());
    let definitions = Definitions::new(&options, &named, &builder.labels, &builder.definitions)?;
    for (n, rule) in builder.infeasible.iter().enumerate() {
        model
            .infeasible
            .push(definitions.read(rule, || Place::Infeasible(n))?);
    }
    for (n, (dependent, needed)) in builder.dependencies.iter().enumerate() {
        let place = || Place::Dependency(n);
        let (dependent, needed) = (
            definitions.read(dependent, place)?,
            definitions.read(needed, place)?,
        );
        model
            .infeasible
            .push(Condition::All(vec![dependent, needed.negated()]));
    }
    for (n, rule) in builder.only.iter().enumerate() {
        model.only.push(definitions.read(rule, || Place::Only(n))?);
    }
    simplify(&mut model);
    if model.visit_feasible(ControlFlow::Break).is_none() {
        return Err(ModelError::NoStateLeft);
    }
    for (name, state) in &builder.labels {
        let place = || Place::State(name.clone());
        let state = find(&model, state, place)?;
        model.labels.push((name.clone(), state));
    }
    for (name, rule) in &builder.merges {
        let condition = definitions.read(rule, || Place::Merge(name.clone()))?;
        let merge = merge(&model, name.clone(), condition)?;
        model.merges.push(merge);
    }
    for party in &builder.parties {
        let decision_maker = decision_maker(&model, &definitions, party)?;
        model.decision_makers.push(decision_maker);
    }
    Ok(model)
}

/// The names of a kind so far, and how an error tells where one stands.
type Kind<'a> = (BTreeSet<&'a str>, fn(String) -> Place);

fn check_names(builder: &ModelBuilder) -> Result<(), ModelError> {
    if builder.options.len() > 64 {
        return Err(ModelError::TooManyOptions {
            count: builder.options.len(),
        });
    }
    match (builder.options.is_empty(), builder.states.is_empty()) {
        (true, true) => return Err(ModelError::Empty),
        (false, false) => return Err(ModelError::OptionsAndStates),
        _ => {}
    }
    if builder.parties.is_empty() {
        return Err(ModelError::NoDecisionMaker);
    }
    let mut kinds: [Kind<'_>; 4] = [
        (BTreeSet::new(), Place::Option),
        (BTreeSet::new(), Place::State),
        (BTreeSet::new(), Place::DecisionMaker),
        (BTreeSet::new(), Place::Definition),
    ];
    let options = builder.options.iter().map(|(name, _)| (0, name));
    let states = builder.states.iter().map(|name| (1, name));
    let labels = builder.labels.iter().map(|(name, _)| (1, name));
    let merges = builder.merges.iter().map(|(name, _)| (1, name));
    let parties = builder.parties.iter().map(|party| (2, &party.name));
    let definitions = builder.definitions.iter().map(|(name, _)| (3, name));
    let all = options
        .chain(states)
        .chain(labels)
        .chain(merges)
        .chain(parties)
        .chain(definitions);
    for (kind, name) in all {
        let (seen, place) = &mut kinds[kind];
        if !seen.insert(name) {
            return Err(ModelError::DuplicateName {
                place: place(name.clone()),
            });
        }
    }
    Ok(())
}

fn choices(builder: &ModelBuilder) -> Result<Vec<Choice>, ModelError> {
    let mut choices: Vec<Choice> = builder
        .options
        .iter()
        .map(|(name, direction)| Choice {
            name: name.clone(),
            owner: None,
            direction: *direction,
        })
        .collect();
    let absent = |place, name: &str| {
        let known = builder.options.iter().map(|(name, _)| name.as_str());
        unknown(place, "option", name, known)
    };
    for (name, direction) in &builder.directions {
        let choice = choices.iter_mut().find(|choice| choice.name == *name);
        choice.ok_or_else(|| absent(Place::Model, name))?.direction = *direction;
    }
    for (owner, party) in builder.parties.iter().enumerate() {
        for name in &party.owns {
            let Some(choice) = choices.iter_mut().find(|choice| choice.name == *name) else {
                return Err(absent(Place::DecisionMaker(party.name.clone()), name));
            };
            if let Some(first) = choice.owner.replace(owner) {
                return Err(ModelError::OwnedTwice {
                    option: name.clone(),
                    first: builder.parties[first].name.clone(),
                    second: party.name.clone(),
                });
            }
        }
    }
    Ok(choices)
}

fn unknown<'a>(
    place: Place,
    kind: &'static str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> ModelError {
    let near = nearest(name, known).map(str::to_owned);
    ModelError::UnknownName {
        place,
        kind,
        name: name.to_owned(),
        near,
    }
}

/// Takes patterns apart from other infeasibilities, and drops repeated ones.
fn simplify(model: &mut Model) {
    let mut seen = BTreeSet::new();
    let mut patterns: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    model.infeasible.retain(|condition| match condition {
        Condition::Fits(pattern) => {
            let new = seen.insert(*pattern);
            if new {
                patterns
                    .entry(pattern.care)
                    .or_default()
                    .push(pattern.value);
            }
            new
        }
        _ => true,
    });
    for values in patterns.values_mut() {
        values.sort_unstable();
    }
    model.patterns = patterns;
}

fn merge(model: &Model, name: String, condition: Condition) -> Result<Merge, ModelError> {
    let first = model.visit_feasible(|run| {
        let fits = |code: &u64| {
            condition.holds(State(*code))
                && model
                    .merges
                    .iter()
                    .all(|merge| !merge.condition.holds(State(*code)))
        };
        match run.into_iter().find(fits) {
            Some(code) => ControlFlow::Break(State(code)),
            None => ControlFlow::Continue(()),
        }
    });
    let Some(state) = first else {
        return Err(ModelError::Infeasible {
            place: Place::Merge(name),
            state: "(none left that meets the condition)".to_owned(),
        });
    };
    Ok(Merge {
        name,
        condition,
        state,
    })
}

pub(super) fn find(
    model: &Model,
    state: &StateRef,
    place: impl Fn() -> Place,
) -> Result<State, ModelError> {
    let found = match state {
        StateRef::State(state) => model.is_feasible(*state).then(|| model.merged(*state)),
        StateRef::Text(text) => {
            let found = model.find(text);
            let pattern = text.len() == model.choices.len() && State::from_pattern(text).is_some();
            if found.is_none() && !pattern {
                let labels = model.labels.iter().map(|(name, _)| name.as_str());
                let merges = model.merges.iter().map(|merge| merge.name.as_str());
                let known = labels
                    .chain(merges)
                    .chain(model.named.iter().map(String::as_str));
                return Err(unknown(place(), "state", text, known));
            }
            found
        }
        StateRef::Ordered(number) => {
            let mut left = *number;
            model
                .visit_feasible(|run| {
                    let length = run.end - run.start;
                    if left > 0 && left <= length {
                        return ControlFlow::Break(State(run.start + left - 1));
                    }
                    left = left.saturating_sub(length);
                    ControlFlow::Continue(())
                })
                .filter(|_| *number > 0)
                .map(|state| model.merged(state))
        }
    };
    found.ok_or_else(|| ModelError::Infeasible {
        place: place(),
        state: match state {
            StateRef::State(state) => model.pattern(*state),
            StateRef::Text(text) => text.clone(),
            StateRef::Ordered(number) => format!("number {number}"),
        },
    })
}

fn decision_maker(
    model: &Model,
    definitions: &Definitions<'_>,
    party: &Party,
) -> Result<DecisionMaker, ModelError> {
    let name = &party.name;
    let mut options: Vec<usize> = (0..model.choices.len())
        .filter(|k| party.owns.contains(&model.choices[*k].name))
        .collect();
    options.sort_unstable();
    let at = |n| move || Place::Preference(name.clone(), n);
    let preference = match &party.preference {
        Given::Statements { statements, strong } => Preference::Statements {
            statements: statements
                .iter()
                .enumerate()
                .map(|(n, rule)| definitions.read(rule, at(n)))
                .collect::<Result<_, _>>()?,
            strong: *strong,
        },
        Given::Weights { weights, strong } => {
            let total = weights
                .iter()
                .map(|(_, weight)| u128::from(weight.unsigned_abs()))
                .sum::<u128>();
            if total > 1 << 62 {
                return Err(ModelError::Overflow {
                    decision_maker: name.clone(),
                });
            }
            if strong.is_some_and(|least| least <= 0) {
                return Err(ModelError::Strength {
                    place: Place::DecisionMaker(name.clone()),
                    problem: "the least difference of a strong preference must be above 0"
                        .to_owned(),
                });
            }
            let read = |(n, (rule, weight)): (usize, &(Rule, i64))| {
                Ok((definitions.read(rule, at(n))?, *weight))
            };
            let weights = weights
                .iter()
                .enumerate()
                .map(read)
                .collect::<Result<_, _>>()?;
            Preference::Weights {
                weights,
                strong: *strong,
            }
        }
        Given::Ranking { groups, gaps } => ranking(model, name, groups, gaps)?,
    };
    let mut unknown = Vec::new();
    for (n, (one, other)) in party.unknown.iter().enumerate() {
        let place = || Place::Unknown(name.clone(), n);
        unknown.push((
            definitions.read(one, place)?,
            definitions.read(other, place)?,
        ));
    }
    let mut unseen = Vec::new();
    for (n, rule) in party.unseen.iter().enumerate() {
        unseen.push(definitions.read(rule, || Place::Unseen(name.clone(), n))?);
    }
    let moves = match &party.arcs {
        None => Moves::Options,
        Some(given) => {
            let mut arcs = Vec::with_capacity(given.len());
            for (n, (from, to)) in given.iter().enumerate() {
                let place = || Place::Arc(name.clone(), n);
                let (from, to) = (find(model, from, place)?, find(model, to, place)?);
                if from == to {
                    return Err(ModelError::Loop {
                        place: place(),
                        state: model.pattern(from),
                    });
                }
                arcs.push((from, to));
            }
            arcs.sort_unstable();
            arcs.dedup();
            Moves::Arcs(arcs)
        }
    };
    Ok(DecisionMaker {
        name: name.clone(),
        options,
        preference,
        unknown,
        moves,
        unseen,
    })
}
