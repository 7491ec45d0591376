//! What a decision maker prefers to what, and how strongly.

use crate::condition::Condition;
use crate::state::State;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How a decision maker orders the states.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Preference {
    /// Conditions, the most important first. Of two states the one is
    /// preferred that meets the first condition on which they differ (Fraser
    /// and Hipel 1988; Fang, Hipel and Kilgour 1993, section 6.4).
    Statements {
        /// The conditions.
        statements: Vec<Condition>,
        /// How many of them, from the first on, are strong: a state that wins
        /// by one of these is greatly preferred (Hou, Jiang and Xu 2015).
        strong: usize,
    },
    /// Conditions with weights; the greater sum is preferred.
    Weights {
        /// Each condition and what a state gains by meeting it.
        weights: Vec<(Condition, i64)>,
        /// A difference of at least this much is a great preference. `None`
        /// where every preference is mild.
        strong: Option<i64>,
    },
    /// Every feasible state, best first; those in one group are equal.
    Ranking {
        /// The groups.
        groups: Vec<Vec<State>>,
        /// The groups after which there is a wide gap: everything up to them
        /// is greatly preferred to everything after them.
        gaps: Vec<usize>,
        /// The group of each state.
        places: BTreeMap<State, usize>,
    },
}

/// How one state compares with another for a decision maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// It is worse.
    Worse {
        /// Whether by much.
        strongly: bool,
    },
    /// They are equally preferred.
    Equal,
    /// It is better.
    Better {
        /// Whether by much.
        strongly: bool,
    },
    /// The decision maker's preference is not known.
    Unknown,
}

impl Comparison {
    /// Whether it is better, mildly or strongly.
    #[must_use]
    pub fn is_better(self) -> bool {
        matches!(self, Self::Better { .. })
    }

    /// The comparison the other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Worse { strongly } => Self::Better { strongly },
            Self::Better { strongly } => Self::Worse { strongly },
            same => same,
        }
    }
}

impl Preference {
    /// Compares `a` with `b`: `Better` says that `a` is preferred.
    #[must_use]
    pub fn compare(&self, a: State, b: State) -> Comparison {
        let (ordering, strongly) = match self {
            Self::Statements { statements, strong } => match self.deciding(a, b) {
                Some(first) if statements[first].holds(a) => (Ordering::Greater, first < *strong),
                Some(first) => (Ordering::Less, first < *strong),
                None => (Ordering::Equal, false),
            },
            Self::Weights { strong, .. } => {
                let difference = self.value(a) - self.value(b);
                let strongly = strong.is_some_and(|least| difference.abs() >= least);
                (difference.cmp(&0), strongly)
            }
            Self::Ranking { gaps, .. } => {
                let (a, b) = (-self.value(a), -self.value(b));
                let (first, last) = (a.min(b), a.max(b));
                let strongly = gaps
                    .iter()
                    .any(|gap| (first..last).contains(&i64::try_from(*gap).unwrap_or(i64::MAX)));
                (b.cmp(&a), strongly)
            }
        };
        match ordering {
            Ordering::Less => Comparison::Worse { strongly },
            Ordering::Equal => Comparison::Equal,
            Ordering::Greater => Comparison::Better { strongly },
        }
    }

    /// The statement by which `a` and `b` differ first: the one that decides
    /// between them. `None` where none does, and where preferences are not
    /// given as statements.
    #[must_use]
    pub fn deciding(&self, a: State, b: State) -> Option<usize> {
        let Self::Statements { statements, .. } = self else {
            return None;
        };
        statements
            .iter()
            .position(|statement| statement.holds(a) != statement.holds(b))
    }

    /// The sum of weights, or minus the place in the ranking; 0 for statements,
    /// which have too many values for a number.
    pub(crate) fn value(&self, state: State) -> i64 {
        match self {
            Self::Statements { .. } => 0,
            Self::Weights { weights, .. } => weights
                .iter()
                .filter(|(condition, _)| condition.holds(state))
                .map(|(_, weight)| weight)
                .sum(),
            Self::Ranking { groups, places, .. } => {
                let place = places.get(&state).copied().unwrap_or(groups.len());
                -i64::try_from(place).unwrap_or(i64::MAX)
            }
        }
    }

    /// Whether any preference is a great one.
    #[must_use]
    pub fn has_strength(&self) -> bool {
        match self {
            Self::Statements { strong, .. } => *strong > 0,
            Self::Weights { strong, .. } => strong.is_some(),
            Self::Ranking { gaps, .. } => !gaps.is_empty(),
        }
    }
}
