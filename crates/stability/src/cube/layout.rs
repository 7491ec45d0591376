//! Where a state lies when one decision maker's options come last: slices in
//! which only the others move, one after another.

/// The order of the states that puts the options of `own` above all others.
/// Both groups keep their own order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// How many options there are.
    pub options: u32,
    /// The options on top, as a mask.
    pub own: usize,
}

impl Layout {
    pub fn new(options: u32, own: u64) -> Self {
        // A cube's states are places in memory, so the mask fits.
        let own = usize::try_from(own).unwrap_or(0);
        Self { options, own }
    }

    /// How many options are on top.
    pub fn own_options(self) -> u32 {
        self.own.count_ones()
    }

    /// How many states a slice has.
    pub fn slice(self) -> usize {
        1 << (self.options - self.own_options())
    }

    /// How many slices there are.
    pub fn slices(self) -> usize {
        1 << self.own_options()
    }

    /// The mask of the options below the top.
    pub fn rest(self) -> usize {
        ((1 << self.options) - 1) & !self.own
    }

    /// The mask, within a slice, of options that `mask` has in the model.
    pub fn within(self, mask: usize) -> usize {
        extract(mask, self.rest())
    }

    /// The states of slice `number`, as the model numbers them, in order.
    pub fn states(self, number: usize) -> Walk {
        Walk::new(self.rest(), deposit(number, self.own))
    }
}

/// Steps through all values of some bits in ascending order, with the other
/// bits fixed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk {
    mask: usize,
    fixed: usize,
    at: usize,
}

impl Walk {
    pub fn new(mask: usize, fixed: usize) -> Self {
        Self { mask, fixed, at: 0 }
    }

    /// Goes to the value with this number, from 0.
    pub fn skip_to(&mut self, number: usize) {
        self.at = deposit(number, self.mask);
    }

    /// The present value; then steps on. After the last it starts again.
    pub fn step(&mut self) -> usize {
        let value = self.at | self.fixed;
        // The bits outside the mask are filled so that the carry runs over them.
        self.at = (self.at | !self.mask).wrapping_add(1) & self.mask;
        value
    }
}

/// Spreads the low bits of `value` over the bits of `mask`.
pub(crate) fn deposit(value: usize, mask: usize) -> usize {
    let (mut value, mut left, mut spread) = (value, mask, 0);
    while left != 0 {
        if value & 1 == 1 {
            spread |= left & left.wrapping_neg();
        }
        value >>= 1;
        left &= left - 1;
    }
    spread
}

/// Gathers the bits of `value` that `mask` has into the low bits.
pub(crate) fn extract(value: usize, mask: usize) -> usize {
    let (mut left, mut gathered, mut place) = (mask, 0, 0);
    while left != 0 {
        if value & left & left.wrapping_neg() != 0 {
            gathered |= 1 << place;
        }
        place += 1;
        left &= left - 1;
    }
    gathered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_visits_every_state_once() {
        let layout = Layout::new(5, 0b01010);
        let mut seen = Vec::new();
        for slice in 0..layout.slices() {
            let mut states = layout.states(slice);
            for place in 0..layout.slice() {
                let state = states.step();
                assert_eq!(extract(state, layout.own), slice);
                assert_eq!(extract(state, layout.rest()), place);
                seen.push(state);
            }
        }
        seen.sort_unstable();
        assert_eq!(seen, (0..32).collect::<Vec<_>>());
        assert_eq!(layout.within(0b10001), 0b101);
    }
}
