//! The JSON save files of GMCR+ (gmcr-py), as versions 0.3.1 to 0.4.1 write
//! them.
//!
//! Options have a direction (`fwd`: may be taken, `back`: may be dropped).
//! Conditions are lists of option number and `Y` or `N`, all of which must
//! hold, or several of those, one of which must (`compound`). A ranking, where
//! it is used, names feasible states by their number from 1 in ascending
//! order; so a save file's rankings change their meaning when its infeasible
//! states change.

mod export;

pub use export::{Lost, export};

use crate::conflict::Conflict;
use crate::sheet::{Sheet, Text};
use demarche_stability::{Condition, Direction, Model, ModelError, Party, Pattern, Rule, StateRef};
use serde::Deserialize;

/// Why a save file is no model.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GmcrError {
    /// It is not JSON of that form.
    #[error("no save file of GMCR+: {0}; it needs options, decisionMakers and infeasibles")]
    Form(#[from] serde_json::Error),
    /// An option number that no option has.
    #[error("{place}: there is no option number {number}; the file lists {count}")]
    Option {
        /// Where it is used.
        place: String,
        /// The number, from 0.
        number: u64,
        /// How many options there are.
        count: usize,
    },
    /// A letter that is neither `Y` nor `N`.
    #[error("{place}: an option is \"{letter}\"; write \"Y\" or \"N\"")]
    Letter {
        /// Where.
        place: String,
        /// As written.
        letter: String,
    },
    /// A direction that is none.
    #[error("option \"{option}\" has the direction \"{direction}\"; known are both, fwd and back")]
    Direction {
        /// The option.
        option: String,
        /// As written.
        direction: String,
    },
    /// A ranking is used, and a decision maker has none.
    #[error(
        "decision maker \"{0}\" has no preferenceRanking; the file says that rankings are used"
    )]
    NoRanking(String),
    /// A coalition of nobody.
    #[error("there is no decision maker number {0}; coalitions name them from 0")]
    Member(usize),
    /// The parts do not fit together.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl GmcrError {
    /// Line and column of the file, both from 1, where it is not JSON.
    #[must_use]
    pub fn place(&self) -> Option<(usize, usize)> {
        match self {
            Self::Form(error) if error.line() > 0 => Some((error.line(), error.column())),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Saved {
    options: Vec<SavedOption>,
    decision_makers: Vec<SavedParty>,
    #[serde(default)]
    infeasibles: Vec<SavedCondition>,
    #[serde(default, alias = "useManualPreferenceVectors")]
    use_manual_preference_ranking: bool,
    #[serde(default)]
    coalitions: Vec<Coalition>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SavedOption {
    name: String,
    #[serde(default = "both", alias = "reversibility")]
    permitted_direction: String,
}

fn both() -> String {
    "both".to_owned()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SavedParty {
    name: String,
    #[serde(default)]
    options: Vec<u64>,
    #[serde(default)]
    preferences: Vec<SavedCondition>,
    #[serde(default, alias = "preferenceVector")]
    preference_ranking: Option<Vec<Group>>,
    #[serde(default)]
    misperceptions: Vec<SavedCondition>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum SavedCondition {
    Simple(Vec<(u64, String)>),
    Compound { members: Vec<Vec<(u64, String)>> },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Group {
    One(u64),
    Several(Vec<u64>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Coalition {
    One(usize),
    Several(Vec<usize>),
}

/// Reads a save file of GMCR+. `name` is the file's, which the format does not
/// hold: its stem becomes the title.
///
/// # Errors
///
/// [`GmcrError`].
pub fn import(name: &str, text: &str) -> Result<Conflict, GmcrError> {
    let saved: Saved = serde_json::from_str(text)?;
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let title = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let mut builder = Model::builder(title);
    for option in &saved.options {
        let direction = match option.permitted_direction.as_str() {
            "both" => Direction::Both,
            "fwd" => Direction::TakeOnly,
            "back" => Direction::DropOnly,
            other => {
                return Err(GmcrError::Direction {
                    option: option.name.clone(),
                    direction: other.to_owned(),
                });
            }
        };
        builder = builder.one_way_option(&option.name, direction);
    }
    let count = saved.options.len().min(64);
    for (n, condition) in saved.infeasibles.iter().enumerate() {
        let place = || format!("infeasible {}", n + 1);
        builder = builder.infeasible(rule(condition, count, &place)?);
    }
    for dm in &saved.decision_makers {
        builder = builder.party(party(&saved, dm)?);
    }
    let model = builder.build()?;
    let mut sheet = Sheet::of_model(&model);
    for coalition in &saved.coalitions {
        let (members, alone) = match coalition {
            Coalition::One(member) => (std::slice::from_ref(member), true),
            Coalition::Several(members) => (members.as_slice(), false),
        };
        let name = |member: &usize| {
            let dm = saved.decision_makers.get(*member);
            dm.map(|dm| Text::from(dm.name.as_str()))
                .ok_or(GmcrError::Member(*member))
        };
        let group: Vec<Text> = members.iter().map(name).collect::<Result<_, _>>()?;
        if !alone {
            sheet.coalitions.push(group);
        }
    }
    Ok(Conflict {
        title: title.to_owned(),
        sheet,
        ..Conflict::default()
    })
}

fn party(saved: &Saved, dm: &SavedParty) -> Result<Party, GmcrError> {
    let mut party = Party::new(&dm.name);
    for number in &dm.options {
        let option = usize::try_from(*number)
            .ok()
            .and_then(|n| saved.options.get(n));
        let option = option.ok_or_else(|| GmcrError::Option {
            place: format!("options of \"{}\"", dm.name),
            number: *number,
            count: saved.options.len(),
        })?;
        party = party.owns(&option.name);
    }
    let count = saved.options.len().min(64);
    party = if saved.use_manual_preference_ranking {
        let ranking = dm.preference_ranking.as_ref();
        let ranking = ranking.ok_or_else(|| GmcrError::NoRanking(dm.name.clone()))?;
        party.ranking(ranking.iter().map(|group| -> Vec<StateRef> {
            match group {
                Group::One(number) => vec![StateRef::Ordered(*number)],
                Group::Several(numbers) => numbers.iter().map(|n| StateRef::Ordered(*n)).collect(),
            }
        }))
    } else {
        let mut statements = Vec::with_capacity(dm.preferences.len());
        for (n, condition) in dm.preferences.iter().enumerate() {
            let place = || format!("preference {} of \"{}\"", n + 1, dm.name);
            statements.push(rule(condition, count, &place)?);
        }
        party.statements(statements)
    };
    for (n, condition) in dm.misperceptions.iter().enumerate() {
        let place = || format!("misperception {} of \"{}\"", n + 1, dm.name);
        party = party.unseen(rule(condition, count, &place)?);
    }
    Ok(party)
}

fn rule(
    saved: &SavedCondition,
    count: usize,
    place: &impl Fn() -> String,
) -> Result<Rule, GmcrError> {
    Ok(match saved {
        SavedCondition::Simple(parts) => Rule::Condition(condition(parts, count, place)?),
        SavedCondition::Compound { members } => {
            let members: Result<Vec<Condition>, GmcrError> = members
                .iter()
                .map(|parts| condition(parts, count, place))
                .collect();
            Rule::Condition(Condition::Any(members?))
        }
    })
}

fn condition(
    parts: &[(u64, String)],
    count: usize,
    place: &impl Fn() -> String,
) -> Result<Condition, GmcrError> {
    let mut pattern = Pattern { care: 0, value: 0 };
    for (number, letter) in parts {
        let fits = usize::try_from(*number).ok().filter(|n| *n < count);
        let option = fits.ok_or_else(|| GmcrError::Option {
            place: place(),
            number: *number,
            count,
        })?;
        let bit = 1_u64 << option;
        match letter.as_str() {
            "Y" => {
                pattern.care |= bit;
                pattern.value |= bit;
            }
            "N" => {
                pattern.care |= bit;
                pattern.value &= !bit;
            }
            other => {
                return Err(GmcrError::Letter {
                    place: place(),
                    letter: other.to_owned(),
                });
            }
        }
    }
    Ok(Condition::Fits(pattern))
}
