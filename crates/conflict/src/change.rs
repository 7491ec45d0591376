//! Changes of a model in words, to read and to type.

use crate::words::{Support, Words, place};
use demarche_stability::{Change, Condition, Direction};

/// A change in words, after "if": "Iraq did not care about “NOT attack”".
#[must_use]
pub fn text(words: &Words<'_>, change: &Change) -> String {
    let option = |k: &usize| words.option(*k);
    match change {
        Change::DropStatement {
            decision_maker,
            statement,
        } => {
            let party = words.party(*decision_maker);
            match words.single(*decision_maker, *statement) {
                Some((what, true)) => format!("{party} did not insist on “{what}”"),
                Some((what, false)) => format!("{party} did not mind “{what}”"),
                None => format!(
                    "{party} did not care about {}",
                    words.quoted(*decision_maker, *statement)
                ),
            }
        }
        Change::MoveStatement {
            decision_maker,
            statement,
            to,
        } => put(
            words.party(*decision_maker),
            &words.quoted(*decision_maker, *statement),
            *to,
            &format!(" instead of {}", place(statement + 1)),
        ),
        Change::ReverseStatement {
            decision_maker,
            statement,
        } => {
            let party = words.party(*decision_maker);
            match words.single(*decision_maker, *statement) {
                Some((what, true)) => format!("{party} were against “{what}” and not for it"),
                Some((what, false)) => format!("{party} were for “{what}” and not against it"),
                None => format!(
                    "{party} wanted the opposite of {}",
                    words.quoted(*decision_maker, *statement)
                ),
            }
        }
        Change::AddStatement {
            decision_maker,
            at,
            condition,
        } => put(
            words.party(*decision_maker),
            &words.condition(condition),
            *at,
            "",
        ),
        Change::FixOption { option: k, taken } => {
            let fate = match (words.tells_sentences(), *taken) {
                (true, true) => "were certain",
                (true, false) => "were ruled out",
                (false, true) => "could only be taken",
                (false, false) => "could only be left",
            };
            format!("{} {fate}", option(k))
        }
        Change::SetDirection {
            option: k,
            direction,
        } => match direction {
            Direction::Both => format!("{} could be taken and dropped", option(k)),
            Direction::TakeOnly => format!("{}, once taken, could not be dropped", option(k)),
            Direction::DropOnly => format!("{}, once dropped, could not be taken again", option(k)),
        },
        Change::Exclude(condition) => {
            format!("{} could not be", words.condition(condition))
        }
        Change::Admit(n) => match words.model.infeasible().get(*n) {
            Some(condition) => format!("{} could be", words.condition(condition)),
            None => format!("infeasibility {} did not hold", n + 1),
        },
        _ => "something else were so".to_owned(),
    }
}

/// A preference at a place of the order, from 0.
fn put(party: &str, what: &str, at: usize, instead: &str) -> String {
    if at == 0 {
        return format!("{party} wanted {what} most of all");
    }
    format!(
        "{party} ranked {what} {}{instead} among its wishes",
        place(at + 1)
    )
}

/// The preference that a change is about, with what it rests on; `None` where
/// it is about none that the model has.
#[must_use]
pub fn support(words: &Words<'_>, change: &Change) -> Option<Support> {
    match change {
        Change::DropStatement {
            decision_maker,
            statement,
        }
        | Change::MoveStatement {
            decision_maker,
            statement,
            ..
        }
        | Change::ReverseStatement {
            decision_maker,
            statement,
        } => Some(words.support_of(*decision_maker, *statement)),
        _ => None,
    }
}

/// Why a typed change was not understood, and what is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0}; write drop|reverse PARTY N, move PARTY N TO, add PARTY N CONDITION, fix OPTION yes|no, lock OPTION take-only|drop-only|both, exclude CONDITION or admit N, with names of several words in double quotes"
)]
pub struct UnknownChange(String);

/// Reads a change as typed after `--what-if`. Numbers count from 1.
///
/// # Errors
///
/// [`UnknownChange`] with the forms that are known.
pub fn parse_change(words: &Words<'_>, typed: &str) -> Result<Change, UnknownChange> {
    let (verb, rest) = word(typed);
    let fault = |what: String| UnknownChange(what);
    let party = |rest: &str| {
        let (name, rest) = word(rest);
        match words.model.decision_maker(&name) {
            Some(dm) => Ok((dm, rest.to_owned())),
            None => Err(UnknownChange(format!("no party is called \"{name}\""))),
        }
    };
    let option = |rest: &str| {
        let (name, rest) = word(rest);
        let found = words
            .model
            .options()
            .iter()
            .position(|choice| choice.name == name);
        match found {
            Some(option) => Ok((option, rest.to_owned())),
            None => Err(UnknownChange(format!("no option is called \"{name}\""))),
        }
    };
    let condition = |text: &str| {
        Condition::parse(text.trim(), &words.model.option_names())
            .map_err(|error| UnknownChange(format!("\"{}\" is no condition: {error}", text.trim())))
    };
    match verb.as_str() {
        "drop" | "reverse" => {
            let (decision_maker, rest) = party(rest)?;
            let (statement, _) = number(&rest)?;
            Ok(if verb == "drop" {
                Change::DropStatement {
                    decision_maker,
                    statement,
                }
            } else {
                Change::ReverseStatement {
                    decision_maker,
                    statement,
                }
            })
        }
        "move" => {
            let (decision_maker, rest) = party(rest)?;
            let (statement, rest) = number(&rest)?;
            let (to, _) = number(&rest)?;
            Ok(Change::MoveStatement {
                decision_maker,
                statement,
                to,
            })
        }
        "add" => {
            let (decision_maker, rest) = party(rest)?;
            let (at, rest) = number(&rest)?;
            Ok(Change::AddStatement {
                decision_maker,
                at,
                condition: condition(&rest)?,
            })
        }
        "fix" => {
            let (option, rest) = option(rest)?;
            match rest.trim() {
                "yes" => Ok(Change::FixOption {
                    option,
                    taken: true,
                }),
                "no" => Ok(Change::FixOption {
                    option,
                    taken: false,
                }),
                other => Err(fault(format!("\"{other}\" is neither yes nor no"))),
            }
        }
        "lock" => {
            let (option, rest) = option(rest)?;
            let direction = match rest.trim() {
                "both" => Direction::Both,
                "take-only" => Direction::TakeOnly,
                "drop-only" => Direction::DropOnly,
                other => return Err(fault(format!("\"{other}\" is no direction"))),
            };
            Ok(Change::SetDirection { option, direction })
        }
        "exclude" => Ok(Change::Exclude(condition(rest)?)),
        "admit" => {
            let (n, _) = number(rest)?;
            if n >= words.model.infeasible().len() {
                return Err(fault(format!("there is no infeasibility {}", n + 1)));
            }
            Ok(Change::Admit(n))
        }
        other => Err(fault(format!("\"{other}\" is no change"))),
    }
}

/// The first word, or what stands in double quotes, and the rest.
fn word(text: &str) -> (String, &str) {
    let text = text.trim_start();
    if let Some(quoted) = text.strip_prefix('"')
        && let Some((name, rest)) = quoted.split_once('"')
    {
        return (name.to_owned(), rest);
    }
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word.to_owned(), rest)
}

/// A number from 1 as a place from 0, and the rest.
fn number(text: &str) -> Result<(usize, String), UnknownChange> {
    let (typed, rest) = word(text);
    match typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) {
        Some(n) => Ok((n, rest.to_owned())),
        None => Err(UnknownChange(format!("\"{typed}\" is no number from 1"))),
    }
}
