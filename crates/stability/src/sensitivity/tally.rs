//! Counts in how many runs each state is an equilibrium, with each factor.

/// Counts of runs.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// By factor: the runs that have it.
    active: Vec<u64>,
    /// By concept: the runs in which each state is an equilibrium.
    equilibria: Vec<Counts>,
    /// By concept and factor: those of them that have the factor.
    joint: Vec<Vec<Counts>>,
}

impl Tally {
    pub fn new(concepts: usize, factors: usize, states: usize) -> Self {
        let none = Counts::new(states);
        Self {
            active: vec![0; factors],
            equilibria: vec![none.clone(); concepts],
            joint: vec![vec![none; factors]; concepts],
        }
    }

    /// Counts a run that has these factors.
    pub fn count(&mut self, active: &[usize]) {
        for factor in active {
            self.active[*factor] += 1;
        }
    }

    /// Counts the equilibria of a run, a bit a state.
    pub fn add(&mut self, concept: usize, active: &[usize], equilibria: &[u64]) {
        self.equilibria[concept].add(equilibria);
        for factor in active {
            self.joint[concept][*factor].add(equilibria);
        }
    }

    /// Makes the counts readable, once all runs are in.
    pub fn close(&mut self) {
        let joint = self.joint.iter_mut().flatten();
        for counts in self.equilibria.iter_mut().chain(joint) {
            counts.spill();
        }
    }

    /// Adds the counts of another that is closed, as this one is.
    pub fn merge(&mut self, other: &Self) {
        for (sum, more) in self.active.iter_mut().zip(&other.active) {
            *sum += more;
        }
        let ours = self
            .equilibria
            .iter_mut()
            .chain(self.joint.iter_mut().flatten());
        let theirs = other.equilibria.iter().chain(other.joint.iter().flatten());
        for (sums, more) in ours.zip(theirs) {
            for (sum, more) in sums.whole.iter_mut().zip(&more.whole) {
                *sum += more;
            }
        }
    }

    /// The runs that have a factor.
    pub fn active(&self, factor: usize) -> u64 {
        self.active[factor]
    }

    /// By state: the runs in which it is an equilibrium.
    pub fn equilibria(&self, concept: usize) -> &[u32] {
        &self.equilibria[concept].whole
    }

    /// Those of them that have the factor.
    pub fn joint(&self, concept: usize, factor: usize) -> &[u32] {
        &self.joint[concept][factor].whole
    }
}

/// A count a state. A run adds a set of states at once: the newest counts are
/// kept as binary digits, the same digit of 64 states in one word, and spilled
/// before they overflow.
#[derive(Clone, Debug)]
struct Counts {
    whole: Vec<u32>,
    digits: Vec<[u64; DIGITS]>,
    /// Sets added since the last spill.
    added: u32,
}

const DIGITS: usize = 8;

impl Counts {
    fn new(states: usize) -> Self {
        Self {
            whole: vec![0; states],
            digits: vec![[0; DIGITS]; states.div_ceil(64)],
            added: 0,
        }
    }

    fn add(&mut self, set: &[u64]) {
        if self.added == (1 << DIGITS) - 1 {
            self.spill();
        }
        self.added += 1;
        for (digits, word) in self.digits.iter_mut().zip(set) {
            let mut carry = *word;
            for digit in digits {
                if carry == 0 {
                    break;
                }
                (*digit, carry) = (*digit ^ carry, *digit & carry);
            }
        }
    }

    fn spill(&mut self) {
        self.added = 0;
        for (digits, counts) in self.digits.iter_mut().zip(self.whole.chunks_mut(64)) {
            for (power, digit) in digits.iter_mut().enumerate() {
                let mut left = std::mem::take(digit);
                while left != 0 {
                    counts[left.trailing_zeros() as usize] += 1 << power;
                    left &= left - 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn counts_are_those_of_adding_one_by_one() {
        let mut tally = Tally::new(1, 2, 70);
        let mut expected = [[0_u32; 70]; 2];
        for run in 0..1000_u64 {
            let set = [run.wrapping_mul(0x9E37_79B9_7F4A_7C15), run & 0x3F];
            let active: &[usize] = if run % 3 == 0 { &[1] } else { &[] };
            tally.add(0, active, &set);
            tally.count(active);
            for state in 0..70 {
                let held = u32::from(set[state / 64] >> (state % 64) & 1 == 1);
                expected[0][state] += held;
                expected[1][state] += if active.is_empty() { 0 } else { held };
            }
        }
        tally.close();
        let mut twice = Tally::new(1, 2, 70);
        twice.close();
        twice.merge(&tally);
        assert_eq!(twice.equilibria(0), expected[0]);
        assert_eq!(twice.joint(0, 1), expected[1]);
        assert_eq!(twice.joint(0, 0), [0; 70]);
        assert_eq!((twice.active(0), twice.active(1)), (0, 334));
    }
}
