//! What tempts, what deters, and which moves the others are credited with,
//! under a concept.

use super::Reason;
use crate::attitude::Attitudes;
use crate::concept::{Basic, Concept, Extension};
use crate::model::{Comparison, Model};
use crate::state::State;

/// The terms of a concept.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four answers that are independent of each other"
)]
pub(super) struct Terms<'a> {
    pub basic: Basic,
    /// An uncertain gain tempts.
    tempts_unknown: bool,
    /// An uncertain loss deters.
    deters_unknown: bool,
    /// Only a great loss deters.
    strong: bool,
    /// The others are credited with uncertain gains, too.
    credits_unknown: bool,
    /// Everybody goes by these instead of its own gain.
    attitudes: Option<&'a Attitudes>,
}

impl<'a> Terms<'a> {
    pub fn plain(basic: Basic) -> Self {
        Self {
            basic,
            tempts_unknown: false,
            deters_unknown: true,
            strong: false,
            credits_unknown: false,
            attitudes: None,
        }
    }

    pub fn strong(basic: Basic) -> Self {
        Self {
            strong: true,
            ..Self::plain(basic)
        }
    }

    fn uncertain(basic: Basic, extension: Extension) -> Self {
        Self {
            tempts_unknown: extension.tempts_unknown(),
            deters_unknown: extension.deters_unknown(),
            credits_unknown: true,
            ..Self::plain(basic)
        }
    }

    /// `None` for concepts that look ahead.
    pub fn of(concept: Concept, attitudes: &'a Attitudes) -> Option<Self> {
        match concept {
            Concept::Strong(basic) => Some(Self::strong(basic)),
            Concept::Mild(basic) => Some(Self::plain(basic)),
            Concept::Uncertain(basic, extension) => Some(Self::uncertain(basic, extension)),
            Concept::Relational(basic) => Some(Self {
                attitudes: Some(attitudes),
                ..Self::plain(basic)
            }),
            Concept::Sim => Some(Self::plain(Basic::Gmr)),
            other => other.basic().map(Self::plain),
        }
    }

    /// Whether moving from `from` to `to` tempts the members.
    pub fn tempts(self, model: &Model, members: &[usize], to: State, from: State) -> bool {
        self.wants(model, members, to, from, self.tempts_unknown)
    }

    /// Whether others are credited with moving from `from` to `to`.
    pub fn credits(self, model: &Model, members: &[usize], to: State, from: State) -> bool {
        self.wants(model, members, to, from, self.credits_unknown)
    }

    fn wants(
        self,
        model: &Model,
        members: &[usize],
        to: State,
        from: State,
        or_unknown: bool,
    ) -> bool {
        match self.attitudes {
            Some(attitudes) => members
                .iter()
                .all(|dm| attitudes.relates(model, *dm, to, from)),
            None => gains(model, members, to, from, or_unknown),
        }
    }

    /// Whether being in `end` deters from having left `from`.
    pub fn deters(self, model: &Model, members: &[usize], end: State, from: State) -> bool {
        if let Some(attitudes) = self.attitudes {
            return members
                .iter()
                .any(|dm| attitudes.relates(model, *dm, from, end));
        }
        if self.strong {
            return members
                .iter()
                .any(|dm| model.compare(*dm, end, from) == Comparison::Worse { strongly: true });
        }
        !gains(model, members, end, from, !self.deters_unknown)
    }

    /// How `first` compares with `second` for each member; by attitudes, for
    /// each party that a member is not indifferent to.
    pub fn reasons(
        self,
        model: &Model,
        members: &[usize],
        first: State,
        second: State,
    ) -> Vec<Reason> {
        match self.attitudes {
            Some(attitudes) => members
                .iter()
                .flat_map(|dm| attitudes.concerned(*dm))
                .map(|(other, _)| Reason::between(model, other, first, second))
                .collect(),
            None => Reason::of_members(model, members, first, second),
        }
    }
}

/// Whether every member prefers `to` to `from`, or may.
pub(super) fn gains(
    model: &Model,
    members: &[usize],
    to: State,
    from: State,
    or_unknown: bool,
) -> bool {
    members.iter().all(|dm| match model.compare(*dm, to, from) {
        Comparison::Better { .. } => true,
        Comparison::Unknown => or_unknown,
        _ => false,
    })
}
