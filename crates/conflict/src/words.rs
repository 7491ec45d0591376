//! A model in words: what a move does, what a state is, why it is preferred.

use crate::sheet::{Evidence, Rule, Sheet};
use demarche_stability::{Comparison, Condition, Grounds, Model, Preference, Reason, State};
use serde::Serialize;

/// Says things about one model with the words of its sheet.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The model.
    pub model: &'a Model,
    /// The sheet that it is of.
    pub sheet: &'a Sheet,
    /// Whether conditions are told in sentences; see [`Words::in_sentences`].
    sentences: bool,
}

/// A preference that decides, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Support {
    /// Whose preference.
    pub party: String,
    /// Its place among the party's, from 1.
    pub place: usize,
    /// The condition, as the model writes it.
    pub prefers: String,
    /// In words, where the model has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Whether it is an assumption, with no sentence behind it.
    pub assumed: bool,
    /// The sentences behind it.
    pub evidence: Vec<Evidence>,
}

impl Support {
    /// What the preference is and what it rests on, a line each; none where
    /// the model says no more of it than that it is preferred.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "“{}” ({}, {} in order):",
            self.prefers, self.party, self.place
        )];
        lines.extend(self.because.clone());
        if self.assumed {
            lines.push("an assumption: no sentence tells it".to_owned());
        }
        lines.extend(self.evidence.iter().map(Evidence::line));
        if lines.len() == 1 {
            lines.clear();
        }
        lines
    }
}

impl<'a> Words<'a> {
    /// For a model and its sheet.
    #[must_use]
    pub fn new(model: &'a Model, sheet: &'a Sheet) -> Self {
        Self {
            model,
            sheet,
            sentences: false,
        }
    }

    /// The same for readers who do not have the model before them: conditions
    /// are told by what the sheet says of their options ("Western states give
    /// guarantees: no"), not by the names of the options ("NOT guarantees").
    #[must_use]
    pub fn in_sentences(self) -> Self {
        Self {
            sentences: true,
            ..self
        }
    }

    /// Whether conditions and options are told in sentences.
    pub(crate) fn tells_sentences(&self) -> bool {
        self.sentences
    }

    /// The name of a decision maker.
    #[must_use]
    pub fn party(&self, dm: usize) -> &'a str {
        &self.model.decision_makers()[dm].name
    }

    /// Several names: "A", "A and B", "A, B and C".
    #[must_use]
    pub fn parties(&self, members: &[usize]) -> String {
        let names = members.iter().map(|dm| self.party(*dm).to_owned());
        joined(&names.collect::<Vec<_>>())
    }

    /// What changes between two states, to stand after "could": "declare
    /// itself neutral and drop “strike”".
    #[must_use]
    pub fn change(&self, from: State, to: State) -> String {
        let options = self.model.options();
        if options.is_empty()
            || self.model.merged(from) != from
            || self.model.label(to).is_some() && !self.model.merges().is_empty()
        {
            return format!("move to {}", self.state(to));
        }
        let changed = (0..options.len()).filter(|k| from.takes(*k) != to.takes(*k));
        let phrase = |k: usize| {
            let entry = self
                .sheet
                .options
                .iter()
                .find(|entry| entry.name.text == options[k].name);
            let (own, word) = if to.takes(k) {
                (entry.and_then(|entry| entry.take.clone()), "choose")
            } else {
                (entry.and_then(|entry| entry.drop.clone()), "drop")
            };
            own.unwrap_or_else(|| format!("{word} “{}”", options[k].name))
        };
        joined(&changed.map(phrase).collect::<Vec<_>>())
    }

    /// A move and where it leads, to stand after "could" or "would".
    #[must_use]
    pub fn step(&self, from: State, to: State) -> String {
        let change = self.change(from, to);
        let target = self.state(to);
        if change.ends_with(&target) {
            change
        } else {
            format!("{change}, which leads to {target}")
        }
    }

    /// A state as people call it: its name and pattern, or the pattern.
    #[must_use]
    pub fn state(&self, state: State) -> String {
        match self.model.label(state) {
            Some(name) if self.model.options().is_empty() => format!("“{name}”"),
            Some(name) => format!("“{name}” ({})", self.model.pattern(state)),
            None => self.model.pattern(state),
        }
    }

    /// What is taken in a state: "release water, attack", or "nothing".
    #[must_use]
    pub fn taken(&self, state: State) -> String {
        let options = self.model.options();
        let taken: Vec<&str> = (0..options.len())
            .filter(|k| state.takes(*k))
            .map(|k| options[k].name.as_str())
            .collect();
        if taken.is_empty() {
            return "nothing".to_owned();
        }
        taken.join(", ")
    }

    /// What is taken in a state, in the sentences that say what the options
    /// are; by their names where they have none.
    #[must_use]
    pub fn done(&self, state: State) -> String {
        let taken = (0..self.model.options().len()).filter(|k| state.takes(*k));
        let told: Vec<String> = taken
            .map(|k| self.about(k).unwrap_or(&self.model.options()[k].name))
            .map(|what| format!("“{what}”"))
            .collect();
        if told.is_empty() {
            return "nothing".to_owned();
        }
        joined(&told)
    }

    /// What an option is, in a sentence.
    fn about(&self, option: usize) -> Option<&'a str> {
        let name = &self.model.options()[option].name;
        let mut entries = self.sheet.options.iter();
        let entry = entries.find(|entry| entry.name.text == *name)?;
        entry.about.as_deref()
    }

    /// A condition in quotation marks, as the model writes it; in sentences if
    /// asked for and the sheet says of each of its options what it is.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> String {
        let told = self
            .told(condition)
            .unwrap_or_else(|| condition.text(&self.model.option_names()).replace('"', ""));
        format!("“{told}”")
    }

    fn told(&self, condition: &Condition) -> Option<String> {
        if !self.sentences {
            return None;
        }
        let all = |parts: &[Condition], word: &str| {
            let told: Option<Vec<String>> = parts.iter().map(|part| self.told(part)).collect();
            Some(told?.join(word))
        };
        match condition {
            Condition::Taken(option) => Some(self.about(*option)?.to_owned()),
            Condition::Not(part) => match &**part {
                Condition::Taken(option) => Some(format!("{}: no", self.about(*option)?)),
                part => Some(format!("not so that {}", self.told(part)?)),
            },
            Condition::All(parts) if !parts.is_empty() => all(parts, "; and "),
            Condition::Any(parts) if !parts.is_empty() => all(parts, "; or "),
            Condition::If(then, given) => {
                Some(format!("{}, if {}", self.told(then)?, self.told(given)?))
            }
            Condition::Iff(one, other) => Some(format!(
                "{}, exactly if {}",
                self.told(one)?,
                self.told(other)?
            )),
            _ => None,
        }
    }

    /// Why one state is better or worse than another for a decision maker:
    /// half a sentence, whose first state is "there" and second "now".
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        let party = self.party(reason.decision_maker);
        let statement = |n: usize| self.quoted(reason.decision_maker, n);
        match (&reason.grounds, reason.comparison) {
            (_, Comparison::Unknown) => format!("what {party} prefers of the two is not known"),
            (_, Comparison::Equal) => format!("{party} is as well off"),
            (Grounds::Statement(n), comparison) => {
                let better = matches!(comparison, Comparison::Better { .. });
                match (self.single(reason.decision_maker, *n), better) {
                    (Some((what, true)), true) => format!("it would get “{what}”"),
                    (Some((what, true)), false) => format!("it would lose “{what}”"),
                    (Some((what, false)), true) => format!("it would be rid of “{what}”"),
                    (Some((what, false)), false) => {
                        format!("it would have to live with “{what}”")
                    }
                    (None, true) if self.sentences => format!("{} would hold then", statement(*n)),
                    (None, true) => format!("{} holds there and not now", statement(*n)),
                    (None, false) => format!("{} would hold no longer", statement(*n)),
                }
            }
            (
                Grounds::Weights {
                    only_first,
                    only_second,
                    difference,
                },
                _,
            ) => {
                let list = |numbers: &[usize]| {
                    let all: Vec<String> = numbers.iter().map(|n| statement(*n)).collect();
                    joined(&all)
                };
                let by = difference.abs();
                match (only_first.is_empty(), only_second.is_empty()) {
                    (false, true) => format!("{} would hold, worth {by} more", list(only_first)),
                    (true, false) => {
                        format!("{} would hold no longer, worth {by}", list(only_second))
                    }
                    _ => format!(
                        "{} would hold and {} no longer, which makes {by} {}",
                        list(only_first),
                        list(only_second),
                        if *difference > 0 { "more" } else { "less" }
                    ),
                }
            }
            (Grounds::Places { first, second }, _) => format!(
                "{party} ranks it {}, and where things stand {}",
                place(first + 1),
                place(second + 1)
            ),
            _ => String::new(),
        }
    }

    /// The preferences that decide, with what they rest on.
    #[must_use]
    pub fn support(&self, reason: &Reason) -> Vec<Support> {
        let numbers: Vec<usize> = match &reason.grounds {
            Grounds::Statement(n) => vec![*n],
            Grounds::Weights {
                only_first,
                only_second,
                ..
            } => only_first.iter().chain(only_second).copied().collect(),
            _ => Vec::new(),
        };
        numbers
            .into_iter()
            .map(|n| self.support_of(reason.decision_maker, n))
            .collect()
    }

    /// A decision maker's statement or weight, from 0, with what it rests on.
    #[must_use]
    pub fn support_of(&self, dm: usize, n: usize) -> Support {
        let rule = self.rule(dm, n);
        Support {
            party: self.party(dm).to_owned(),
            place: n + 1,
            prefers: self.statement(dm, n),
            because: rule.and_then(|rule| rule.because.clone()),
            assumed: rule.is_some_and(|rule| rule.assumed),
            evidence: rule.map(|rule| rule.evidence.clone()).unwrap_or_default(),
        }
    }

    fn rule(&self, dm: usize, n: usize) -> Option<&'a Rule> {
        self.sheet.party(self.party(dm))?.statement(n)
    }

    /// A preference statement as the sheet writes it.
    fn statement(&self, dm: usize, n: usize) -> String {
        if let Some(rule) = self.rule(dm, n) {
            return rule.text();
        }
        let names = self.model.option_names();
        match &self.model.decision_makers()[dm].preference {
            Preference::Statements { statements, .. } => statements.get(n).map(|s| s.text(&names)),
            Preference::Weights { weights, .. } => weights.get(n).map(|(s, _)| s.text(&names)),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// Whether a preference is an assumption.
    pub(crate) fn is_assumed(&self, dm: usize, n: usize) -> bool {
        self.rule(dm, n).is_some_and(|rule| rule.assumed)
    }

    /// Whether a decision maker ranks states, and has no statements.
    pub(crate) fn is_ranking(&self, dm: usize) -> bool {
        matches!(
            self.model.decision_makers()[dm].preference,
            Preference::Ranking { .. }
        )
    }

    fn preferred(&self, dm: usize, n: usize) -> Option<&'a Condition> {
        match &self.model.decision_makers()[dm].preference {
            Preference::Statements { statements, .. } => statements.get(n),
            Preference::Weights { weights, .. } => weights.get(n).map(|(condition, _)| condition),
            _ => None,
        }
    }

    /// The one sentence that a preference is about, and whether it wants it to
    /// be so; `None` where it is about several, or not told in sentences.
    pub(crate) fn single(&self, dm: usize, n: usize) -> Option<(&'a str, bool)> {
        if !self.sentences {
            return None;
        }
        match self.preferred(dm, n)? {
            Condition::Taken(option) => Some((self.about(*option)?, true)),
            Condition::Not(part) => match &**part {
                Condition::Taken(option) => Some((self.about(*option)?, false)),
                _ => None,
            },
            _ => None,
        }
    }

    /// An option in quotation marks: its sentence if asked for, or its name.
    pub(crate) fn option(&self, option: usize) -> String {
        let about = self.about(option).filter(|_| self.sentences);
        let name = &self.model.options()[option].name;
        format!("“{}”", about.unwrap_or(name))
    }

    /// A preference statement in quotation marks.
    pub(crate) fn quoted(&self, dm: usize, n: usize) -> String {
        self.preferred(dm, n)
            .and_then(|condition| self.told(condition))
            .map_or_else(
                || format!("“{}”", self.statement(dm, n).replace('"', "")),
                |told| format!("“{told}”"),
            )
    }
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "first", "second", "12th".
pub(crate) fn place(n: usize) -> String {
    const WORDS: [&str; 9] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    ];
    if let Some(word) = n.checked_sub(1).and_then(|n| WORDS.get(n)) {
        return (*word).to_owned();
    }
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}
