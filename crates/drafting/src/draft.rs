//! Drafts a conflict model.

use crate::assume::Assumptions;
use crate::preferences::{self, Asked, Silence};
use demarche_conflict::{
    Conflict, NamedState, OptionEntry, PartyEntry, Preferences, Rule, Sheet, Text, joined,
};
use demarche_positions::{Dispute, Party, Position, Question, Stand};

/// How to draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// Whether a party that asks something of others can hold out: refuse to
    /// settle until it has what it asks for most.
    pub hold_out: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { hold_out: true }
    }
}

/// A drafted model and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The model.
    pub conflict: Conflict,
    /// The dispute's arrangements as states of it, in their order.
    pub arrangements: Vec<Drafted>,
}

/// An arrangement as a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The arrangement's identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The state, as a pattern of `Y` and `N`.
    pub state: String,
    /// What the arrangement itself says of the options: `Y`, `N`, or `-` where
    /// it leaves them open.
    pub pattern: String,
}

/// How the name of an option to hold out ends.
const HOLDS_OUT: &str = " holds out";

/// Whether an option is a party's holding out, by its name.
pub(crate) fn is_holding_out(option: &str) -> bool {
    option.ends_with(HOLDS_OUT)
}

/// `1 party`, `2 parties`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// One option of the draft.
pub(crate) enum Choice<'d> {
    /// Doing what a question asks about.
    Question(&'d Question),
    /// A party's holding out.
    HoldOut(&'d Party),
}

impl Choice<'_> {
    pub fn name(&self) -> String {
        match self {
            Self::Question(question) => question.id.clone(),
            Self::HoldOut(party) => format!("{}{HOLDS_OUT}", party.name),
        }
    }

    fn entry(&self) -> OptionEntry {
        let bare = OptionEntry::new(Text::from(self.name()));
        match self {
            Self::Question(question) => {
                let yes = question.yes.trim().trim_end_matches('.');
                OptionEntry {
                    about: Some(yes.to_owned()),
                    take: Some(format!("see to it that “{yes}”")),
                    drop: Some(format!("go back on “{yes}”")),
                    ..bare
                }
            }
            Self::HoldOut(party) => OptionEntry {
                about: Some(format!("{} refuses to settle", party.name)),
                take: Some("hold out".to_owned()),
                drop: Some("settle".to_owned()),
                ..bare
            },
        }
    }
}

/// Drafts a conflict model of a dispute and the positions of its parties.
///
/// The draft needs at least one question that a party controls; without one
/// its model has no options, and cannot be analysed.
#[must_use]
pub fn draft(dispute: &Dispute, positions: &[Position], manner: Manner) -> Draft {
    let mut assumptions = Assumptions::default();
    let controlled: Vec<(&Question, &str)> = dispute.options().collect();
    let mut choices: Vec<(Choice<'_>, &str)> = controlled
        .iter()
        .map(|(question, by)| (Choice::Question(question), *by))
        .collect();
    let holding = holding_out(dispute, positions, manner);
    choices.extend(
        holding
            .iter()
            .map(|party| (Choice::HoldOut(party), party.id.as_str())),
    );
    left_out(dispute, &mut assumptions);
    if !holding.is_empty() {
        let names: Vec<String> = holding.iter().map(|party| party.name.clone()).collect();
        assumptions.add(format!(
            "Who asks something of others can hold out until it has what it asks for most ({}); everybody else would rather see all of them settle.",
            joined(&names)
        ));
    }
    let asked = Asked {
        dispute,
        positions,
        choices: &choices,
    };
    let mut silences = Vec::new();
    let parties: Vec<PartyEntry> = dispute
        .parties
        .iter()
        .map(|party| {
            let (rules, silence) = preferences::of(&asked, party, &mut assumptions);
            silences.push((party.name.as_str(), silence));
            PartyEntry {
                options: choices
                    .iter()
                    .filter(|(_, by)| *by == party.id)
                    .map(|(choice, _)| Text::from(choice.name()))
                    .collect(),
                preferences: Preferences::Statements(rules),
                ..PartyEntry::new(party.name.as_str())
            }
        })
        .collect();
    silent(&silences, asked.questions(), &mut assumptions);
    let arrangements = arrangements(&asked, &mut assumptions);
    let names = arrangements
        .iter()
        .map(|drafted| NamedState {
            name: Text::from(drafted.name.as_str()),
            state: Text::from(drafted.state.as_str()),
        })
        .collect();
    let today: String = choices
        .iter()
        .map(|(choice, _)| {
            if matches!(choice, Choice::HoldOut(_)) {
                'Y'
            } else {
                'N'
            }
        })
        .collect();
    if !choices.is_empty() {
        assumptions.add("Today none of the options is taken, and nobody has settled.".to_owned());
    }
    let sheet = Sheet {
        title: dispute.title.clone(),
        options: choices.iter().map(|(choice, _)| choice.entry()).collect(),
        parties,
        names: unique(names),
        status_quo: (!today.is_empty()).then(|| Text::from(today)),
        assumptions: assumptions.0,
        ..Sheet::default()
    };
    let mut conflict = Conflict::default();
    conflict.title.clone_from(&dispute.title);
    conflict.about.clone_from(&dispute.about);
    conflict.source =
        Some("drafted from a dispute file and the positions in the ledger".to_owned());
    conflict.sheet = sheet;
    Draft {
        conflict,
        arrangements,
    }
}

/// Arrangements of one name are one state's names only once.
fn unique(names: Vec<NamedState>) -> Vec<NamedState> {
    let mut kept: Vec<NamedState> = Vec::new();
    for named in names {
        if kept.iter().all(|known| known.name != named.name) {
            kept.push(named);
        }
    }
    kept
}

/// The parties that ask something of others, and so can hold out.
fn holding_out<'d>(dispute: &'d Dispute, positions: &[Position], manner: Manner) -> Vec<&'d Party> {
    let asks = |party: &Party| {
        positions.iter().any(|position| {
            position.party == party.id
                && matches!(position.stand, Stand::Yes | Stand::No | Stand::Conditional)
                && dispute
                    .options()
                    .any(|(question, by)| question.id == position.question && by != party.id)
        })
    };
    dispute
        .parties
        .iter()
        .filter(|party| manner.hold_out && asks(party))
        .collect()
}

fn left_out(dispute: &Dispute, assumptions: &mut Assumptions) {
    let left: Vec<String> = dispute
        .questions
        .iter()
        .filter(|question| question.controlled_by.is_none())
        .map(|question| format!("“{}”", question.yes.trim().trim_end_matches('.')))
        .collect();
    // More than two would be a wall of words; the brief says of each question
    // in whose hands it is.
    match left.as_slice() {
        [] => {}
        [one] => assumptions.add(format!(
            "Nobody is said to control {one}; the model leaves it out."
        )),
        [one, other] => assumptions.add(format!(
            "Nobody is said to control {one} and {other}; the model leaves them out."
        )),
        more => assumptions.add(format!(
            "Nobody is said to control {} of the {} questions; the model leaves them out.",
            more.len(),
            dispute.questions.len()
        )),
    }
}

/// On what the parties are taken not to care, and what they are taken not to do.
fn silent(silences: &[(&str, Silence)], options: usize, assumptions: &mut Assumptions) {
    let of: Vec<String> = silences
        .iter()
        .filter(|(_, silence)| silence.options > 0)
        .map(|(name, silence)| format!("{name} on {}", silence.options))
        .collect();
    if of.is_empty() {
        return;
    }
    let idle: Vec<String> = silences
        .iter()
        .filter(|(_, silence)| silence.controls)
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assumptions.add(format!(
        "Who has no clear position on a question that a party controls is taken not to care about it (of {options}: {}){}.",
        joined(&of),
        if idle.is_empty() {
            String::new()
        } else {
            format!(
                "; and not to act where it is in their own hands: {}",
                joined(&idle)
            )
        }
    ));
}

/// Each arrangement as a state. What it leaves open is as the party that
/// controls it wants, and undone where that is not known.
fn arrangements(asked: &Asked<'_>, assumptions: &mut Assumptions) -> Vec<Drafted> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for arrangement in &asked.dispute.arrangements {
        let mut pattern = String::new();
        let mut state = String::new();
        let mut filled = 0;
        for (choice, by) in asked.choices {
            let Choice::Question(question) = choice else {
                // An arrangement is one that is agreed to.
                pattern.push('-');
                state.push('N');
                continue;
            };
            if let Some(yes) = arrangement.answer(&question.id) {
                pattern.push(if yes { 'Y' } else { 'N' });
                state.push(if yes { 'Y' } else { 'N' });
                continue;
            }
            pattern.push('-');
            let wants = asked.stand(by, &question.id);
            let yes = matches!(wants, Stand::Yes | Stand::Conditional);
            state.push(if yes { 'Y' } else { 'N' });
            filled += 1;
        }
        if pattern.bytes().all(|letter| letter == b'-') {
            assumptions.add(format!(
                "“{}” answers no question that a party controls; the model cannot hold it against anything.",
                arrangement.name
            ));
            continue;
        }
        if filled > 0 {
            open.push(format!("“{}” on {filled}", arrangement.name));
        }
        found.push(Drafted {
            id: arrangement.id.clone(),
            name: arrangement.name.clone(),
            state,
            pattern,
        });
    }
    if !open.is_empty() {
        assumptions.add(format!(
            "Where an arrangement says nothing on a question that a party controls, it is taken as that party wants it, or undone: {}.",
            joined(&open)
        ));
    }
    found
}

/// A rule that no sentence tells.
pub(crate) fn assumed(when: String, because: String) -> Rule {
    Rule {
        assumed: true,
        because: Some(because),
        ..Rule::new(when)
    }
}
