//! A state of the conflict, and patterns that many states fit.

use std::fmt;

/// A state of the conflict.
///
/// In a model with options, bit `k` says whether option `k` is taken: the
/// "decimal" number that the literature's tools print. In a model of named
/// states it is the state's place in the list of names.
///
/// ```
/// use demarche_stability::State;
///
/// let state = State::from_pattern("YNY").unwrap();
/// assert_eq!(state, State(0b101));
/// assert_eq!(state.pattern(3), "YNY");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State(pub u64);

impl State {
    /// Whether option `option` is taken.
    #[must_use]
    pub fn takes(self, option: usize) -> bool {
        self.0 >> option & 1 == 1
    }

    /// The state as one letter an option, in option order: `Y` taken, `N` not.
    #[must_use]
    pub fn pattern(self, options: usize) -> String {
        (0..options)
            .map(|k| if self.takes(k) { 'Y' } else { 'N' })
            .collect()
    }

    /// Reads a pattern of `Y` and `N`; `None` for any other letter or more
    /// than 64 of them.
    #[must_use]
    pub fn from_pattern(text: &str) -> Option<Self> {
        let pattern = Pattern::parse(text)?;
        (pattern.care.count_ones() as usize == text.len()).then_some(Self(pattern.value))
    }
}

/// Fixes some options and leaves the others open, as `Y-N` does.
///
/// ```
/// use demarche_stability::{Pattern, State};
///
/// let pattern = Pattern::parse("Y-N").unwrap();
/// assert!(pattern.fits(State(0b011)));
/// assert!(!pattern.fits(State(0b111)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern {
    /// The options that are fixed, as a mask.
    pub care: u64,
    /// Those of them that must be taken; a subset of `care`.
    pub value: u64,
}

impl Pattern {
    /// Reads `Y`, `N` and `-`, one letter an option; `None` for any other
    /// letter, no letter, or more than 64 of them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > 64 {
            return None;
        }
        let mut pattern = Self { care: 0, value: 0 };
        for (k, letter) in text.bytes().enumerate() {
            match letter {
                b'Y' => {
                    pattern.care |= 1 << k;
                    pattern.value |= 1 << k;
                }
                b'N' => pattern.care |= 1 << k,
                b'-' => {}
                _ => return None,
            }
        }
        Some(pattern)
    }

    /// Whether the state agrees with every fixed option.
    #[must_use]
    pub fn fits(self, state: State) -> bool {
        state.0 & self.care == self.value
    }

    /// One letter an option: `Y`, `N`, or `-` where it is open.
    #[must_use]
    pub fn text(self, options: usize) -> String {
        (0..options)
            .map(|k| match (self.care >> k & 1, self.value >> k & 1) {
                (0, _) => '-',
                (_, 0) => 'N',
                _ => 'Y',
            })
            .collect()
    }
}

impl fmt::Display for Pattern {
    /// As [`Pattern::text`], as far as the last fixed option.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(64 - self.care.leading_zeros() as usize))
    }
}
