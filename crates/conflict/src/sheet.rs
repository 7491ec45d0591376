//! One version of a conflict as its file writes it, by names.

pub use demarche_forms::{At, Text};
use demarche_stability::Direction;
use serde::Serialize;

/// A sentence behind a preference or another part of a model.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Evidence {
    /// The statement's identifier in the ledger.
    pub statement: String,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// When, as the file writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// The sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

impl Evidence {
    /// On one line: the statement's identifier, cut short, who, when, where,
    /// and the sentence.
    #[must_use]
    pub fn line(&self) -> String {
        let parts = [&self.who, &self.on, &self.outlet];
        let head: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        let id = self.statement.get(..8).unwrap_or(&self.statement);
        let says = self.says.as_ref().map(|says| format!(": {says}"));
        format!("[{id}] {}{}", head.join(", "), says.unwrap_or_default())
    }
}

/// What a condition is, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// One condition or pattern.
    Text(Text),
    /// Any of these.
    AnyOf(Vec<Text>),
}

/// A condition with what is known of it: a preference statement, an
/// infeasibility, a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The condition.
    pub when: When,
    /// Where the whole entry stands.
    pub at: At,
    /// Whether it is a strong preference.
    pub strong: bool,
    /// In words.
    pub because: Option<String>,
    /// Whether it is an assumption, with no sentence behind it.
    pub assumed: bool,
    /// The sentences it rests on.
    pub evidence: Vec<Evidence>,
}

impl Rule {
    /// A bare condition.
    #[must_use]
    pub fn new(when: impl Into<String>) -> Self {
        Self {
            when: When::Text(Text::from(when.into())),
            at: At::default(),
            strong: false,
            because: None,
            assumed: false,
            evidence: Vec::new(),
        }
    }

    /// The condition as one text.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.when {
            When::Text(text) => text.text.clone(),
            When::AnyOf(parts) => {
                let parts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
                parts.join(" or ")
            }
        }
    }
}

/// An option, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionEntry {
    /// Its name.
    pub name: Text,
    /// In which directions it may change.
    pub moves: Direction,
    /// What it is, in a sentence.
    pub about: Option<String>,
    /// How to say that it is taken, after "could": "declare itself neutral".
    pub take: Option<String>,
    /// How to say that it is dropped: "give up neutrality".
    pub drop: Option<String>,
}

impl OptionEntry {
    /// An option that may be taken and dropped.
    #[must_use]
    pub fn new(name: Text) -> Self {
        Self {
            name,
            moves: Direction::Both,
            about: None,
            take: None,
            drop: None,
        }
    }
}

/// What a party prefers, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preferences {
    /// Statements, the most important first.
    Statements(Vec<Rule>),
    /// Statements with weights.
    Weights {
        /// Each with its weight.
        rules: Vec<(Rule, i64)>,
        /// The least difference that is a strong preference.
        strong_from: Option<i64>,
    },
    /// States, the best first; those of one group are equal.
    Ranking {
        /// The groups.
        groups: Vec<Vec<Text>>,
        /// The groups after which there is a wide gap, counted from 0.
        gaps: Vec<usize>,
    },
}

/// A party, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyEntry {
    /// Its name.
    pub name: Text,
    /// What it is.
    pub about: Option<String>,
    /// The options that it controls.
    pub options: Vec<Text>,
    /// What it prefers.
    pub preferences: Preferences,
    /// Pairs of conditions between which its preference is not known.
    pub unknown: Vec<(Text, Text)>,
    /// The moves that it can make, where they are listed.
    pub arcs: Option<Vec<(Text, Text)>>,
    /// States that it does not see.
    pub unseen: Vec<Rule>,
    /// Its attitudes to parties, itself among them: `1` positive, `-1`
    /// negative, `0` none.
    pub attitudes: Vec<(Text, i8)>,
}

impl PartyEntry {
    /// A party that controls and prefers nothing.
    #[must_use]
    pub fn new(name: impl Into<Text>) -> Self {
        Self {
            name: name.into(),
            about: None,
            options: Vec::new(),
            preferences: Preferences::Statements(Vec::new()),
            unknown: Vec::new(),
            arcs: None,
            unseen: Vec::new(),
            attitudes: Vec::new(),
        }
    }

    /// The preference statement or weight with this number, from 0.
    #[must_use]
    pub fn statement(&self, number: usize) -> Option<&Rule> {
        match &self.preferences {
            Preferences::Statements(rules) => rules.get(number),
            Preferences::Weights { rules, .. } => rules.get(number).map(|(rule, _)| rule),
            Preferences::Ranking { .. } => None,
        }
    }
}

/// Something that needs something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Where this holds …
    pub dependent: Text,
    /// … this must hold too.
    pub needed: Text,
    /// In words.
    pub because: Option<String>,
}

/// A state with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedState {
    /// The name.
    pub name: Text,
    /// The pattern of `Y` and `N`.
    pub state: Text,
}

/// One version of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// What it is called: the conflict's title, and the scenario's name.
    pub title: String,
    /// The options, in the order that numbers the states.
    pub options: Vec<OptionEntry>,
    /// The states, where there are no options.
    pub states: Vec<Text>,
    /// What cannot be.
    pub infeasible: Vec<Rule>,
    /// Where there are any, a state must meet one.
    pub feasible: Vec<Rule>,
    /// What needs what.
    pub requires: Vec<Requirement>,
    /// Conditions that have names.
    pub conditions: Vec<(Text, Rule)>,
    /// States that have names.
    pub names: Vec<NamedState>,
    /// States that count as one, by name.
    pub merged: Vec<(Text, Rule)>,
    /// The parties.
    pub parties: Vec<PartyEntry>,
    /// Parties that act together, by name.
    pub coalitions: Vec<Vec<Text>>,
    /// Where things stand today.
    pub status_quo: Option<Text>,
    /// What is taken for granted, in sentences.
    pub assumptions: Vec<String>,
}

impl Sheet {
    /// The party with this name.
    #[must_use]
    pub fn party(&self, name: &str) -> Option<&PartyEntry> {
        self.parties.iter().find(|party| party.name.text == name)
    }

    /// The option with this name.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&OptionEntry> {
        self.options.iter().find(|option| option.name.text == name)
    }
}
