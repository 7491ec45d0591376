//! Boolean conditions over the options: what a preference statement or an
//! infeasibility says.

mod nearest;
mod parse;
mod print;

pub(crate) use nearest::nearest;
pub use parse::ConditionError;
pub(crate) use parse::{Names, parse, words};

use crate::state::{Pattern, State};

/// A full boolean condition over the options of a model.
///
/// Options are meant by their place in the model, from 0. The text form counts
/// them from 1, as the literature does: see [`Condition::parse`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Condition {
    /// True or false whatever the state.
    Constant(bool),
    /// The option is taken.
    Taken(usize),
    /// The state fits the pattern.
    Fits(Pattern),
    /// The part does not hold.
    Not(Box<Condition>),
    /// Every part holds; true when there is none.
    All(Vec<Condition>),
    /// At least one part holds; false when there is none.
    Any(Vec<Condition>),
    /// `then IF given`: fails only where `given` holds and `then` does not.
    If(Box<Condition>, Box<Condition>),
    /// Both hold or neither does.
    Iff(Box<Condition>, Box<Condition>),
    /// Exactly one of the two holds.
    Xor(Box<Condition>, Box<Condition>),
}

/// Bit `s` of `LOW[k]` is bit `k` of `s`: the first six options over the 64
/// states of a word.
pub(crate) const LOW: [u64; 6] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

impl Condition {
    /// Reads a condition.
    ///
    /// Options are named by number from 1 (`3`; `-3` says that it is not
    /// taken), by a name of one word, or by any name in double quotes.
    /// Operators, tightest first: `NOT` (`!`, `~`), `AND` (`&`), `OR` (`|`),
    /// then `IF`, `IFF` (`<->`), `XOR` (`^`) and `->`, of which only one may
    /// stand without parentheses. `p IF q` fails only where `q` holds and `p`
    /// does not; `q -> p` is the same. Instead of a formula, a pattern of `Y`,
    /// `N` and `-` with one letter an option may stand.
    ///
    /// ```
    /// use demarche_stability::{Condition, State};
    ///
    /// let options = ["strike", "wage offer"].map(String::from);
    /// let condition = Condition::parse("NOT strike IF \"wage offer\"", &options)?;
    /// assert!(condition.holds(State(0b01)));
    /// assert!(!condition.holds(State(0b11)));
    /// # Ok::<(), demarche_stability::ConditionError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ConditionError`] with the byte of the text at which it went wrong.
    pub fn parse(text: &str, options: &[String]) -> Result<Self, ConditionError> {
        parse(text, &Names::options(options))
    }

    /// The condition that fails where this one holds.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Whether it holds in `state`.
    #[must_use]
    pub fn holds(&self, state: State) -> bool {
        match self {
            Self::Constant(value) => *value,
            Self::Taken(option) => state.takes(*option),
            Self::Fits(pattern) => pattern.fits(state),
            Self::Not(part) => !part.holds(state),
            Self::All(parts) => parts.iter().all(|part| part.holds(state)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(state)),
            Self::If(then, given) => then.holds(state) || !given.holds(state),
            Self::Iff(a, b) => a.holds(state) == b.holds(state),
            Self::Xor(a, b) => a.holds(state) != b.holds(state),
        }
    }

    /// Over the 64 states from `base` (a multiple of 64) on: bit `k` says
    /// whether it holds in state `base + k`.
    #[must_use]
    pub(crate) fn word(&self, base: u64) -> u64 {
        match self {
            Self::Constant(value) => spread(*value),
            Self::Taken(option) => option_word(*option, base),
            Self::Fits(pattern) => {
                if (base ^ pattern.value) & pattern.care & !63 != 0 {
                    return 0;
                }
                let mut word = !0;
                for (k, low) in LOW.iter().enumerate() {
                    if pattern.care >> k & 1 == 1 {
                        word &= if pattern.value >> k & 1 == 1 {
                            *low
                        } else {
                            !*low
                        };
                    }
                }
                word
            }
            Self::Not(part) => !part.word(base),
            Self::All(parts) => parts.iter().fold(!0, |word, part| word & part.word(base)),
            Self::Any(parts) => parts.iter().fold(0, |word, part| word | part.word(base)),
            Self::If(then, given) => then.word(base) | !given.word(base),
            Self::Iff(a, b) => !(a.word(base) ^ b.word(base)),
            Self::Xor(a, b) => a.word(base) ^ b.word(base),
        }
    }

    /// What is certain of it where only the options in `known` are fixed, to
    /// the values in `state`: `None` while that is not enough to tell.
    ///
    /// It may also be `None` where a cleverer look would tell.
    #[must_use]
    pub fn decide(&self, known: u64, state: State) -> Option<bool> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::Taken(option) => (known >> option & 1 == 1).then(|| state.takes(*option)),
            Self::Fits(pattern) => {
                if (state.0 ^ pattern.value) & pattern.care & known != 0 {
                    Some(false)
                } else {
                    (pattern.care & !known == 0).then_some(true)
                }
            }
            Self::Not(part) => part.decide(known, state).map(|value| !value),
            Self::All(parts) => many(parts, known, state, false),
            Self::Any(parts) => many(parts, known, state, true),
            Self::If(then, given) => {
                match (then.decide(known, state), given.decide(known, state)) {
                    (Some(true), _) | (_, Some(false)) => Some(true),
                    (Some(false), Some(true)) => Some(false),
                    _ => None,
                }
            }
            Self::Iff(a, b) => Some(a.decide(known, state)? == b.decide(known, state)?),
            Self::Xor(a, b) => Some(a.decide(known, state)? != b.decide(known, state)?),
        }
    }

    /// The options it speaks of, as a mask.
    #[must_use]
    pub fn options(&self) -> u64 {
        match self {
            Self::Constant(_) => 0,
            Self::Taken(option) => 1 << option,
            Self::Fits(pattern) => pattern.care,
            Self::Not(part) => part.options(),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().fold(0, |mask, part| mask | part.options())
            }
            Self::If(a, b) | Self::Iff(a, b) | Self::Xor(a, b) => a.options() | b.options(),
        }
    }
}

/// AND and OR share this: `decisive` is the value that one part settles all by.
fn many(parts: &[Condition], known: u64, state: State, decisive: bool) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match part.decide(known, state) {
            Some(value) if value == decisive => return Some(decisive),
            Some(_) => {}
            None => open = true,
        }
    }
    (!open).then_some(!decisive)
}

fn spread(value: bool) -> u64 {
    if value { !0 } else { 0 }
}

fn option_word(option: usize, base: u64) -> u64 {
    LOW.get(option)
        .copied()
        .unwrap_or_else(|| spread(base >> option & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(text: &str) -> Condition {
        let options: Vec<String> = (1..=8).map(|k| format!("o{k}")).collect();
        Condition::parse(text, &options).unwrap()
    }

    #[test]
    fn the_three_ways_to_evaluate_agree() {
        for text in [
            "1",
            "-8",
            "YN-----Y",
            "NOT (1 AND 2) OR o7",
            "(1 IF 7) XOR (2 IFF 8)",
            "(3 -> 4) AND (o1 | !o2 & 7)",
        ] {
            let condition = condition(text);
            for base in (0..256).step_by(64) {
                let word = condition.word(base);
                for k in 0..64 {
                    let state = State(base + k);
                    assert_eq!(
                        word >> k & 1 == 1,
                        condition.holds(state),
                        "{text} {state:?}"
                    );
                    assert_eq!(condition.decide(!0, state), Some(condition.holds(state)));
                }
            }
        }
    }

    #[test]
    fn a_partly_known_state_decides_only_what_is_certain() {
        let known = 0b11;
        assert_eq!(condition("1 OR 5").decide(known, State(1)), Some(true));
        assert_eq!(condition("1 AND 5").decide(known, State(1)), None);
        assert_eq!(condition("1 IF 5").decide(known, State(1)), Some(true));
        assert_eq!(condition("-YY-----").decide(known, State(1)), Some(false));
        assert_eq!(condition("1 XOR 5").decide(known, State(1)), None);
    }
}
