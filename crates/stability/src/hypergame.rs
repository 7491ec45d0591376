//! Misperception: each side sees a conflict of its own (a hypergame; Wang,
//! Hipel and Fraser 1988).

use crate::analysis::Analysis;
use crate::concept::Concept;
use crate::error::{AnalysisError, ModelError, Place};
use crate::model::Model;
use crate::state::State;
use crate::verdicts::Verdicts;

/// The conflict as it is, and as each decision maker sees it.
#[derive(Clone, Debug)]
pub struct Hypergame {
    base: Model,
    /// By decision maker of the base: its own model.
    views: Vec<Model>,
    /// By decision maker: the place in its model of each option of the base.
    options: Vec<Vec<Option<usize>>>,
}

/// What each side expects, and what can last although they see different
/// conflicts.
#[derive(Clone, Debug)]
pub struct Misperception {
    /// By decision maker: the verdicts of its own model.
    pub expected: Vec<Verdicts>,
    /// The states of the base in which every decision maker stays, each by its
    /// own model.
    pub lasting: Vec<State>,
    /// By decision maker: the states of its own model that it takes for
    /// equilibria and that nothing lasting looks like to it.
    pub surprises: Vec<Vec<State>>,
}

impl Hypergame {
    /// The base model, with the models of those who see it differently; the
    /// others see it as it is. Decision makers and options are matched by
    /// name; a view may lack options and decision makers of the base, but must
    /// have the one who sees it.
    ///
    /// # Errors
    ///
    /// [`ModelError::UnknownName`] for a view of nobody, or one that has an
    /// option that the base lacks or lacks its owner.
    pub fn new(base: Model, views: Vec<(usize, Model)>) -> Result<Self, ModelError> {
        let decision_makers = base.decision_makers().len();
        let mut all: Vec<Model> = vec![base.clone(); decision_makers];
        for (dm, view) in views {
            let Some(owner) = base.decision_makers().get(dm) else {
                return Err(unknown(
                    Place::Model,
                    "decision maker",
                    &format!("number {}", dm + 1),
                ));
            };
            if view.decision_maker(&owner.name).is_none() {
                return Err(unknown(
                    Place::DecisionMaker(owner.name.clone()),
                    "decision maker",
                    &owner.name,
                ));
            }
            all[dm] = view;
        }
        let mut options = Vec::with_capacity(decision_makers);
        for (dm, view) in all.iter().enumerate() {
            let here = base.option_names();
            let there = view.option_names();
            if let Some(extra) = there.iter().find(|name| !here.contains(name)) {
                let place = Place::DecisionMaker(base.decision_makers()[dm].name.clone());
                return Err(unknown(place, "option", extra));
            }
            options.push(
                here.iter()
                    .map(|name| there.iter().position(|other| other == name))
                    .collect(),
            );
        }
        Ok(Self {
            base,
            views: all,
            options,
        })
    }

    /// The conflict as it is.
    #[must_use]
    pub fn base(&self) -> &Model {
        &self.base
    }

    /// The conflict as decision maker `dm` sees it.
    ///
    /// # Panics
    ///
    /// When there is no such decision maker.
    #[must_use]
    pub fn view(&self, dm: usize) -> &Model {
        &self.views[dm]
    }

    /// What a state of the base looks like to decision maker `dm`: the options
    /// that it knows. `None` where it takes that for impossible.
    ///
    /// # Panics
    ///
    /// When there is no such decision maker.
    #[must_use]
    pub fn seen(&self, dm: usize, state: State) -> Option<State> {
        let view = &self.views[dm];
        if self.base.options().is_empty() {
            return view.find(self.base.label(state)?);
        }
        let mut seen = 0;
        for (option, place) in self.options[dm].iter().enumerate() {
            if let Some(place) = place {
                seen |= u64::from(state.takes(option)) << place;
            }
        }
        view.is_feasible(State(seen))
            .then(|| view.merged(State(seen)))
    }

    /// Analyses every view under the concept.
    ///
    /// A decision maker stays in a state that it takes for impossible only if
    /// it cannot move there at all; such states are never lasting here.
    ///
    /// # Errors
    ///
    /// As [`Analysis::run`]; [`AnalysisError::Undefined`] for relational
    /// stability, since nobody's view tells of attitudes.
    pub fn analyse(&self, concept: Concept) -> Result<Misperception, AnalysisError> {
        if matches!(concept, Concept::Relational(_)) {
            return Err(crate::analysis::undefined(
                &concept.to_string(),
                "views tell of no attitudes; choose another concept",
            ));
        }
        let run = |view| Analysis::new(view).concepts(&[concept]).run();
        let expected: Vec<Verdicts> = self.views.iter().map(run).collect::<Result<_, _>>()?;
        let stays = |dm: usize, state: State| {
            let own = self.views[dm].decision_maker(&self.base.decision_makers()[dm].name);
            let (Some(own), Some(seen)) = (own, self.seen(dm, state)) else {
                return false;
            };
            expected[dm].stable(concept, own).contains(seen)
        };
        let Some(states) = self.base.states(1 << 24) else {
            return Err(crate::analysis::undefined(
                "a hypergame",
                "it has more than 2^24 states",
            ));
        };
        let lasting: Vec<State> = states
            .into_iter()
            .filter(|state| (0..self.views.len()).all(|dm| stays(dm, *state)))
            .collect();
        let surprises = (0..self.views.len())
            .map(|dm| {
                let seen: Vec<Option<State>> =
                    lasting.iter().map(|state| self.seen(dm, *state)).collect();
                let hoped = expected[dm].equilibria(concept);
                hoped
                    .iter()
                    .filter(|state| !seen.contains(&Some(*state)))
                    .collect()
            })
            .collect();
        Ok(Misperception {
            expected,
            lasting,
            surprises,
        })
    }
}

fn unknown(place: Place, kind: &'static str, name: &str) -> ModelError {
    ModelError::UnknownName {
        place,
        kind,
        name: name.to_owned(),
        near: None,
    }
}
