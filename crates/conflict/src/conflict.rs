//! A conflict with its scenarios and the views that parties have of it.

use crate::error::ConflictError;
use crate::file;
use crate::sheet::Sheet;
use demarche_stability::Model;

/// What a model file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conflict {
    /// What to call it.
    pub title: String,
    /// What it is about.
    pub about: Option<String>,
    /// Where it is known from.
    pub source: Option<String>,
    /// The conflict itself.
    pub sheet: Sheet,
    /// The same with some of it changed.
    pub scenarios: Vec<Scenario>,
    /// The conflict as parties see it who do not see it as it is.
    pub views: Vec<View>,
    /// The file it was read from: name and text, to point into.
    pub(crate) origin: Origin,
}

/// The file that places lead into. It is no part of what a conflict says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub name: String,
    pub text: String,
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

/// A variation of the conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// What is different.
    pub about: Option<String>,
    /// The whole conflict under it.
    pub sheet: Sheet,
}

/// The conflict as one party sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The party.
    pub party: String,
    /// What it sees differently.
    pub about: Option<String>,
    /// The whole conflict as it sees it.
    pub sheet: Sheet,
}

/// One sheet of a conflict, and the file to point into when it is at fault.
#[derive(Debug, Clone, Copy)]
pub struct Case<'c> {
    /// The scenario's name; `None` for the conflict itself.
    pub scenario: Option<&'c str>,
    /// What it says.
    pub sheet: &'c Sheet,
    pub(crate) origin: &'c Origin,
    /// Whether it is a variation of another sheet.
    pub(crate) derived: bool,
}

impl Conflict {
    /// Reads a model file. `name` is what errors call it.
    ///
    /// # Errors
    ///
    /// [`ConflictError`] with every fault of form that was found, and where it
    /// stands. Whether the parts fit together is told by [`Case::model`].
    pub fn parse(name: &str, text: &str) -> Result<Self, ConflictError> {
        file::conflict(name, text)
    }

    /// A conflict of a finished model, without scenarios.
    #[must_use]
    pub fn of_model(model: &Model) -> Self {
        Self {
            title: model.name().to_owned(),
            sheet: Sheet::of_model(model),
            ..Self::default()
        }
    }

    /// The conflict itself.
    #[must_use]
    pub fn base(&self) -> Case<'_> {
        Case {
            scenario: None,
            sheet: &self.sheet,
            origin: &self.origin,
            derived: false,
        }
    }

    /// The conflict itself, and each scenario.
    pub fn cases(&self) -> impl Iterator<Item = Case<'_>> {
        let scenarios = self.scenarios.iter().map(|scenario| Case {
            scenario: Some(&scenario.name),
            sheet: &scenario.sheet,
            origin: &self.origin,
            derived: true,
        });
        std::iter::once(self.base()).chain(scenarios)
    }

    /// The scenario with this name.
    #[must_use]
    pub fn scenario(&self, name: &str) -> Option<Case<'_>> {
        self.cases().find(|case| case.scenario == Some(name))
    }

    /// The conflict as a party sees it: its view, or what there is for all.
    #[must_use]
    pub fn seen_by(&self, party: &str) -> Case<'_> {
        let view = self.views.iter().find(|view| view.party == party);
        Case {
            scenario: None,
            sheet: view.map_or(&self.sheet, |view| &view.sheet),
            origin: &self.origin,
            derived: view.is_some(),
        }
    }
}
