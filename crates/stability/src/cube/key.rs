//! The number types that a rank may have, and what a sorted sub-cube's entry
//! may have.

/// A rank, small enough for the model's number of distinct ones. Signed,
/// because the oldest vector instructions compare signed numbers only.
pub(crate) trait Key: Copy + Ord + Send + Sync + std::fmt::Debug {
    /// Above every rank: an infeasible state, or nothing reached.
    const MAX: Self;
    /// Below every rank.
    const MIN: Self;
    /// How many ranks there may be.
    const RANKS: u32;

    /// The rank with this number, from 0.
    fn new(rank: u32) -> Self;
}

impl Key for i16 {
    const MAX: Self = i16::MAX;
    const MIN: Self = i16::MIN;
    const RANKS: u32 = 0x7FFF;

    fn new(rank: u32) -> Self {
        i16::try_from(rank).unwrap_or(i16::MAX - 1)
    }
}

impl Key for i32 {
    const MAX: Self = i32::MAX;
    const MIN: Self = i32::MIN;
    const RANKS: u32 = 0x7FFF_FFFF;

    fn new(rank: u32) -> Self {
        i32::try_from(rank).unwrap_or(i32::MAX - 1)
    }
}

/// An entry of a sorted sub-cube: which state it is, and whether it is worse
/// than the entry before it.
pub(crate) trait Entry: Copy + Send + Sync + Default {
    fn new(state: usize, worse: bool) -> Self;
    fn state(self) -> usize;
    fn worse(self) -> bool;
}

macro_rules! entry {
    ($type:ty) => {
        impl Entry for $type {
            fn new(state: usize, worse: bool) -> Self {
                // The caller chooses a type with room; the top bit is the mark.
                #[allow(clippy::cast_possible_truncation)]
                let state = state as $type;
                state | <$type>::from(worse) << (<$type>::BITS - 1)
            }

            fn state(self) -> usize {
                (self & (<$type>::MAX >> 1)) as usize
            }

            fn worse(self) -> bool {
                self >> (<$type>::BITS - 1) != 0
            }
        }
    };
}

entry!(u8);
entry!(u16);
entry!(u32);
