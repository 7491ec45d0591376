//! Variations of a model: what a what-if asks, and what a third party could
//! bring about.

use super::builder::Given;
use super::{Direction, Model, ModelBuilder, Moves, Party, Preference, Rule, StateRef};
use crate::condition::Condition;
use crate::error::{ModelError, Place};

/// One difference from a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Change {
    /// The decision maker no longer cares about its statement.
    DropStatement {
        /// Whose.
        decision_maker: usize,
        /// Which, from 0.
        statement: usize,
    },
    /// The statement gets another place in the order of importance.
    MoveStatement {
        /// Whose.
        decision_maker: usize,
        /// Which, from 0.
        statement: usize,
        /// Its new place, from 0.
        to: usize,
    },
    /// The decision maker wants the opposite of its statement.
    ReverseStatement {
        /// Whose.
        decision_maker: usize,
        /// Which, from 0.
        statement: usize,
    },
    /// The decision maker gains a statement at the given place.
    AddStatement {
        /// Whose.
        decision_maker: usize,
        /// The place, from 0.
        at: usize,
        /// What it comes to want.
        condition: Condition,
    },
    /// The option keeps the given value and nobody can change it.
    FixOption {
        /// Which.
        option: usize,
        /// Whether it is taken.
        taken: bool,
    },
    /// The option can change in the given direction.
    SetDirection {
        /// Which.
        option: usize,
        /// How it can change from now on.
        direction: Direction,
    },
    /// States that meet this become infeasible.
    Exclude(Condition),
    /// The infeasibility with this number, from 0, no longer holds.
    Admit(usize),
}

impl Model {
    /// The model with the changes made, one after the other. Names, arcs and
    /// places in rankings of states that a change makes infeasible go with
    /// them.
    ///
    /// # Errors
    ///
    /// [`ModelError`] where a change names what the model does not have, or
    /// leaves it contradictory.
    pub fn with(&self, changes: &[Change]) -> Result<Self, ModelError> {
        let mut builder = self.to_builder();
        for change in changes {
            apply(&mut builder, change)?;
        }
        forget_gone(&mut builder)?;
        builder.build()
    }

    /// A builder that builds this model again, to change something first.
    ///
    /// Names of conditions are gone; dependencies have become infeasibilities.
    #[must_use]
    pub fn to_builder(&self) -> ModelBuilder {
        let rules = |conditions: &[Condition]| conditions.iter().cloned().map(Rule::from).collect();
        ModelBuilder {
            name: self.name.clone(),
            options: self
                .choices
                .iter()
                .map(|choice| (choice.name.clone(), choice.direction))
                .collect(),
            directions: Vec::new(),
            states: self.named.clone(),
            parties: (0..self.decision_makers.len())
                .map(|dm| self.party(dm))
                .collect(),
            definitions: Vec::new(),
            infeasible: rules(&self.infeasible),
            only: rules(&self.only),
            dependencies: Vec::new(),
            labels: self
                .labels
                .iter()
                .map(|(name, state)| (name.clone(), StateRef::State(*state)))
                .collect(),
            merges: self
                .merges
                .iter()
                .map(|merge| (merge.name.clone(), merge.condition.clone().into()))
                .collect(),
        }
    }

    fn party(&self, dm: usize) -> Party {
        let dm = &self.decision_makers[dm];
        let pair =
            |(one, other): &(Condition, Condition)| (one.clone().into(), other.clone().into());
        let arcs = match &dm.moves {
            Moves::Options => None,
            Moves::Arcs(arcs) => Some(
                arcs.iter()
                    .map(|(from, to)| ((*from).into(), (*to).into()))
                    .collect(),
            ),
        };
        let mut party = Party::new(dm.name.clone());
        party.owns = dm
            .options
            .iter()
            .map(|option| self.choices[*option].name.clone())
            .collect();
        party.unknown = dm.unknown.iter().map(pair).collect();
        party.unseen = dm.unseen.iter().cloned().map(Rule::from).collect();
        party.arcs = arcs;
        party.preference = match &dm.preference {
            Preference::Statements { statements, strong } => Given::Statements {
                statements: statements.iter().cloned().map(Rule::from).collect(),
                strong: *strong,
            },
            Preference::Weights { weights, strong } => Given::Weights {
                weights: weights
                    .iter()
                    .map(|(condition, weight)| (condition.clone().into(), *weight))
                    .collect(),
                strong: *strong,
            },
            Preference::Ranking { groups, gaps, .. } => Given::Ranking {
                groups: groups
                    .iter()
                    .map(|group| group.iter().map(|state| (*state).into()).collect())
                    .collect(),
                gaps: gaps.clone(),
            },
        };
        party
    }
}

/// Drops what is said of single states that are no longer feasible.
fn forget_gone(builder: &mut ModelBuilder) -> Result<(), ModelError> {
    let bare = ModelBuilder {
        labels: Vec::new(),
        parties: vec![Party::new("anybody")],
        ..builder.clone()
    };
    let left = bare.build()?;
    let stays = |state: &StateRef| match state {
        StateRef::State(state) => left.is_feasible(*state),
        _ => true,
    };
    builder.labels.retain(|(_, state)| stays(state));
    for party in &mut builder.parties {
        if let Some(arcs) = &mut party.arcs {
            arcs.retain(|(from, to)| stays(from) && stays(to));
        }
        if let Given::Ranking { groups, gaps } = &mut party.preference {
            for group in groups.iter_mut() {
                group.retain(stays);
            }
            // A gap stays between the groups that are left around it.
            let before = |gap: &usize| {
                groups
                    .iter()
                    .take(gap + 1)
                    .filter(|g| !g.is_empty())
                    .count()
            };
            let mut moved: Vec<usize> = gaps
                .iter()
                .filter_map(|gap| before(gap).checked_sub(1))
                .collect();
            groups.retain(|group| !group.is_empty());
            moved.retain(|gap| gap + 1 < groups.len());
            moved.dedup();
            *gaps = moved;
        }
    }
    Ok(())
}

fn apply(builder: &mut ModelBuilder, change: &Change) -> Result<(), ModelError> {
    match change {
        Change::DropStatement {
            decision_maker,
            statement,
        } => {
            let (statements, strong) = statements(builder, *decision_maker, *statement)?;
            statements.remove(*statement);
            *strong -= usize::from(*statement < *strong);
        }
        Change::MoveStatement {
            decision_maker,
            statement,
            to,
        } => {
            let (statements, _) = statements(builder, *decision_maker, *statement)?;
            let moved = statements.remove(*statement);
            statements.insert((*to).min(statements.len()), moved);
        }
        Change::ReverseStatement {
            decision_maker,
            statement,
        } => {
            let (statements, _) = statements(builder, *decision_maker, *statement)?;
            if let Rule::Condition(condition) = &statements[*statement] {
                statements[*statement] = Rule::Condition(condition.clone().negated());
            }
        }
        Change::AddStatement {
            decision_maker,
            at,
            condition,
        } => {
            let (statements, strong) = all_statements(builder, *decision_maker)?;
            let at = (*at).min(statements.len());
            statements.insert(at, condition.clone().into());
            *strong += usize::from(at < *strong);
        }
        Change::FixOption { option, taken } => {
            if *option >= builder.options.len() {
                return Err(absent("option", *option));
            }
            let kept = Condition::Taken(*option);
            let broken = if *taken { kept.negated() } else { kept };
            builder.infeasible.push(broken.into());
        }
        Change::SetDirection { option, direction } => {
            let given = builder
                .options
                .get_mut(*option)
                .ok_or_else(|| absent("option", *option))?;
            given.1 = *direction;
        }
        Change::Exclude(condition) => builder.infeasible.push(condition.clone().into()),
        Change::Admit(number) => {
            if *number >= builder.infeasible.len() {
                return Err(absent("infeasibility", *number));
            }
            builder.infeasible.remove(*number);
        }
    }
    Ok(())
}

fn all_statements(
    builder: &mut ModelBuilder,
    dm: usize,
) -> Result<(&mut Vec<Rule>, &mut usize), ModelError> {
    let party = builder
        .parties
        .get_mut(dm)
        .ok_or_else(|| absent("decision maker", dm))?;
    match &mut party.preference {
        Given::Statements { statements, strong } => Ok((statements, strong)),
        _ => Err(ModelError::UnknownName {
            place: Place::DecisionMaker(party.name.clone()),
            kind: "preference statement",
            name: "1".to_owned(),
            near: None,
        }),
    }
}

fn statements(
    builder: &mut ModelBuilder,
    dm: usize,
    statement: usize,
) -> Result<(&mut Vec<Rule>, &mut usize), ModelError> {
    let (statements, strong) = all_statements(builder, dm)?;
    if statement >= statements.len() {
        return Err(absent("preference statement", statement));
    }
    Ok((statements, strong))
}

fn absent(kind: &'static str, number: usize) -> ModelError {
    ModelError::UnknownName {
        place: Place::Model,
        kind,
        name: (number + 1).to_string(),
        near: None,
    }
}
