//! Finds the feasible states of a model without looking at each that is not.

use super::Model;
use crate::condition::Condition;
use crate::state::State;
use std::ops::{ControlFlow, Range};

impl Model {
    /// Whether the state is one of the model.
    #[must_use]
    pub fn is_feasible(&self, state: State) -> bool {
        if self.choices.is_empty() {
            return state.0 < self.named.len() as u64;
        }
        let inside = self.choices.len() == 64 || state.0 >> self.choices.len() == 0;
        inside
            && !self
                .patterns
                .iter()
                .any(|(care, values)| values.binary_search(&(state.0 & care)).is_ok())
            && !self
                .infeasible
                .iter()
                .any(|condition| !matches!(condition, Condition::Fits(_)) && condition.holds(state))
            && (self.only.is_empty() || self.only.iter().any(|condition| condition.holds(state)))
    }

    /// Gives the feasible states as ascending runs of consecutive numbers,
    /// until `visit` breaks. Merged states are all given.
    pub fn visit_feasible<B>(
        &self,
        mut visit: impl FnMut(Range<u64>) -> ControlFlow<B>,
    ) -> Option<B> {
        if self.choices.is_empty() {
            return visit(0..self.named.len() as u64).break_value();
        }
        let infeasible: Vec<&Condition> = self.infeasible.iter().collect();
        let only = (!self.only.is_empty()).then(|| self.only.iter().collect());
        descend(
            self.choices.len(),
            0,
            &infeasible,
            only.as_ref(),
            &mut visit,
        )
        .break_value()
    }

    /// The feasible states in ascending order, each merged group as one;
    /// `None` where there are more than `limit`.
    #[must_use]
    pub fn states(&self, limit: usize) -> Option<Vec<State>> {
        let mut states = Vec::new();
        let too_many = self.visit_feasible(|run| {
            for code in run {
                let state = State(code);
                if self.merges.is_empty() || self.merged(state) == state {
                    if states.len() == limit {
                        return ControlFlow::Break(());
                    }
                    states.push(state);
                }
            }
            ControlFlow::Continue(())
        });
        too_many.is_none().then_some(states)
    }
}

/// Fixes the options from the last to the first. Conditions that are settled
/// by the fixed ones are dropped, so that each costs only as much as the part
/// of the cube that it speaks of.
fn descend<B>(
    free: usize,
    base: u64,
    infeasible: &[&Condition],
    only: Option<&Vec<&Condition>>,
    visit: &mut impl FnMut(Range<u64>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let known = if free >= 64 { 0 } else { !0 << free };
    let mut open = Vec::with_capacity(infeasible.len());
    for condition in infeasible {
        match condition.decide(known, State(base)) {
            Some(true) => return ControlFlow::Continue(()),
            Some(false) => {}
            None => open.push(*condition),
        }
    }
    let mut still: Option<Vec<&Condition>> = None;
    if let Some(only) = only {
        let mut wanted = Vec::new();
        let mut met = false;
        for condition in only {
            match condition.decide(known, State(base)) {
                Some(true) => {
                    met = true;
                    break;
                }
                Some(false) => {}
                None => wanted.push(*condition),
            }
        }
        if !met {
            if wanted.is_empty() {
                return ControlFlow::Continue(());
            }
            still = Some(wanted);
        }
    }
    if open.is_empty() && still.is_none() && free < 64 {
        return visit(base..base + (1 << free));
    }
    if free <= 6 {
        let size = 1_u64 << free;
        let block = base & !63;
        let mut word = !open
            .iter()
            .fold(0, |word, condition| word | condition.word(block));
        if let Some(only) = &still {
            word &= only
                .iter()
                .fold(0, |word, condition| word | condition.word(block));
        }
        word >>= base - block;
        if size < 64 {
            word &= (1 << size) - 1;
        }
        return runs(word, base, visit);
    }
    descend(free - 1, base, &open, still.as_ref(), visit)?;
    descend(
        free - 1,
        base | 1 << (free - 1),
        &open,
        still.as_ref(),
        visit,
    )
}

/// The runs of set bits of a word, from the lowest.
fn runs<B>(
    mut word: u64,
    base: u64,
    visit: &mut impl FnMut(Range<u64>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let mut at = 0;
    while word != 0 {
        let skip = word.trailing_zeros();
        word >>= skip;
        at += u64::from(skip);
        let length = word.trailing_ones();
        visit(base + at..base + at + u64::from(length))?;
        word = if length == 64 { 0 } else { word >> length };
        at += u64::from(length);
    }
    ControlFlow::Continue(())
}
