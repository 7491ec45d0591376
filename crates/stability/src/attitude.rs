//! Attitudes: how much decision makers make each other's preferences their
//! own (Inohara, Hipel and Walker 2007).

use crate::bits::Bits;
use crate::graph::{Graph, Rows};
use crate::model::{Comparison, Model};
use crate::state::State;

/// What a decision maker feels towards another, or itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Attitude {
    /// It wishes for what the other prefers.
    Positive,
    /// It does not care.
    #[default]
    Indifferent,
    /// It wishes against what the other prefers.
    Negative,
}

/// Everybody's attitude towards everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attitudes {
    rows: Vec<Vec<Attitude>>,
}

impl Attitudes {
    /// Of so many decision makers, each for itself and indifferent to the
    /// others.
    #[must_use]
    pub fn selfish(decision_makers: usize) -> Self {
        let mut rows = vec![vec![Attitude::Indifferent; decision_makers]; decision_makers];
        for (dm, row) in rows.iter_mut().enumerate() {
            row[dm] = Attitude::Positive;
        }
        Self { rows }
    }

    /// Sets the attitude of `of` towards `towards`.
    ///
    /// # Panics
    ///
    /// When there is no such decision maker.
    #[must_use]
    pub fn set(mut self, of: usize, towards: usize, attitude: Attitude) -> Self {
        self.rows[of][towards] = attitude;
        self
    }

    /// The attitude of `of` towards `towards`.
    ///
    /// # Panics
    ///
    /// When there is no such decision maker.
    #[must_use]
    pub fn get(&self, of: usize, towards: usize) -> Attitude {
        self.rows[of][towards]
    }

    /// How many decision makers there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Those whom decision maker `dm` is not indifferent to, ascending.
    ///
    /// # Panics
    ///
    /// When there is no such decision maker.
    pub fn concerned(&self, dm: usize) -> impl Iterator<Item = (usize, Attitude)> + '_ {
        let rows = self.rows[dm].iter().copied().enumerate();
        rows.filter(|(_, attitude)| *attitude != Attitude::Indifferent)
    }

    /// Whether `to` is related to `from` by the total relational preference of
    /// decision maker `dm`: no one it wishes for is worse off there, no one it
    /// wishes against is better off.
    pub(crate) fn relates(&self, model: &Model, dm: usize, to: State, from: State) -> bool {
        self.concerned(dm).all(|(other, attitude)| {
            let compared = model.compare(other, to, from);
            match attitude {
                Attitude::Positive => !matches!(compared, Comparison::Worse { .. }),
                Attitude::Negative => !compared.is_better(),
                Attitude::Indifferent => true,
            }
        })
    }

    /// For each state, those that decision maker `dm` relates to it by its
    /// total relational preference, as [`Self::relates`] says.
    pub(crate) fn relation(&self, graph: &Graph, dm: usize) -> Rows {
        let mut related = vec![Bits::full(graph.len()); graph.len()];
        for (other, attitude) in self.rows[dm].iter().enumerate() {
            match attitude {
                Attitude::Indifferent => {}
                Attitude::Positive => {
                    for (state, worse) in transposed(&graph.better[other]).iter().enumerate() {
                        related[state].subtract(worse);
                    }
                }
                Attitude::Negative => {
                    for (row, better) in related.iter_mut().zip(&graph.better[other]) {
                        row.subtract(better);
                    }
                }
            }
        }
        related
    }
}

/// Rows and columns exchanged.
pub(crate) fn transposed(rows: &Rows) -> Rows {
    let mut columns = vec![Bits::new(rows.len()); rows.len()];
    for (from, row) in rows.iter().enumerate() {
        for to in row.iter() {
            columns[to].insert(from);
        }
    }
    columns
}

/// Row by row, what is not in the relation.
pub(crate) fn complement(rows: &Rows) -> Rows {
    rows.iter()
        .map(|row| {
            let mut rest = Bits::full(row.len());
            rest.subtract(row);
            rest
        })
        .collect()
}
