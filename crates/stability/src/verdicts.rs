//! The result of an analysis: which states are stable, for whom, under which
//! concept.

use crate::bits::Bits;
use crate::concept::Concept;
use crate::state::State;
use std::sync::Arc;

/// The states that an analysis speaks of, and their places.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// Every combination of options; place and number are the same. The set
    /// says which are feasible.
    Cube(Bits),
    /// These states, ascending.
    List(Vec<State>),
}

impl Space {
    pub fn len(&self) -> usize {
        match self {
            Self::Cube(feasible) => feasible.len(),
            Self::List(states) => states.len(),
        }
    }

    pub fn place(&self, state: State) -> Option<usize> {
        match self {
            Self::Cube(feasible) => {
                let place = usize::try_from(state.0).ok()?;
                (place < feasible.len() && feasible.contains(place)).then_some(place)
            }
            Self::List(states) => states.binary_search(&state).ok(),
        }
    }

    pub fn state(&self, place: usize) -> State {
        match self {
            Self::Cube(_) => State(place as u64),
            Self::List(states) => states[place],
        }
    }
}

/// A set of states of one analysis.
#[derive(Clone, Debug)]
pub struct StateSet {
    space: Arc<Space>,
    bits: Bits,
}

impl StateSet {
    pub(crate) fn new(space: &Arc<Space>, bits: Bits) -> Self {
        debug_assert_eq!(space.len(), bits.len());
        Self {
            space: Arc::clone(space),
            bits,
        }
    }

    /// Whether the state is in the set. A state that is not feasible never is.
    #[must_use]
    pub fn contains(&self, state: State) -> bool {
        self.space
            .place(state)
            .is_some_and(|place| self.bits.contains(place))
    }

    /// The states in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = State> + '_ {
        self.bits.iter().map(|place| self.space.state(place))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bits.count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }

    /// The states that are in both sets, which must come from analyses of the
    /// same model.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        if Arc::ptr_eq(&self.space, &other.space) || self.space == other.space {
            let mut both = self.clone();
            both.bits.intersect(&other.bits);
            return both;
        }
        let mut both = Self {
            space: Arc::clone(&self.space),
            bits: Bits::new(self.bits.len()),
        };
        for place in self.bits.iter() {
            if other.contains(self.space.state(place)) {
                both.bits.insert(place);
            }
        }
        both
    }
}

impl PartialEq for StateSet {
    /// Equal when they hold the same states, however they are kept.
    fn eq(&self, other: &Self) -> bool {
        if Arc::ptr_eq(&self.space, &other.space) {
            self.bits == other.bits
        } else {
            self.iter().eq(other.iter())
        }
    }
}

impl Eq for StateSet {}

/// A decision maker, or a coalition that acts as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// The member's name, or the members' with `+` between them.
    pub name: String,
    /// The members' numbers in the model, ascending.
    pub members: Vec<usize>,
}

/// Which states are stable, for which player, under which concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts {
    players: Vec<Player>,
    concepts: Vec<Concept>,
    states: StateSet,
    /// By concept, then by player.
    stable: Vec<Vec<StateSet>>,
}

impl Verdicts {
    pub(crate) fn new(
        players: Vec<Player>,
        concepts: Vec<Concept>,
        states: StateSet,
        stable: Vec<Vec<StateSet>>,
    ) -> Self {
        Self {
            players,
            concepts,
            states,
            stable,
        }
    }

    /// Who plays: the decision makers, with coalitions in place of their
    /// members.
    #[must_use]
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// The concepts that were asked for.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// Every feasible state; merged ones are one.
    #[must_use]
    pub fn states(&self) -> &StateSet {
        &self.states
    }

    /// The states that are stable for a player.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for or there is no such player.
    #[must_use]
    pub fn stable(&self, concept: Concept, player: usize) -> &StateSet {
        &self.of(concept)[player]
    }

    /// The states that are stable for every player.
    ///
    /// # Panics
    ///
    /// When the concept was not asked for.
    #[must_use]
    pub fn equilibria(&self, concept: Concept) -> StateSet {
        let mut all = self.states.clone();
        for stable in self.of(concept) {
            all = all.intersection(stable);
        }
        all
    }

    /// Whether a state is stable for a player; `None` where the concept was
    /// not asked for, or the state or player does not exist.
    #[must_use]
    pub fn is_stable(&self, concept: Concept, player: usize, state: State) -> Option<bool> {
        let place = self.concepts.iter().position(|c| *c == concept)?;
        let stable = self.stable[place].get(player)?;
        self.states.contains(state).then(|| stable.contains(state))
    }

    fn of(&self, concept: Concept) -> &[StateSet] {
        let place = self.concepts.iter().position(|c| *c == concept);
        let place = place.unwrap_or_else(|| panic!("{concept} was not asked for"));
        &self.stable[place]
    }
}
