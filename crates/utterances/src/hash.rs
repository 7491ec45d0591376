//! One hash function for all keys: FNV-1a with 64 bits, then the finaliser of
//! `SplitMix64`. Neither may ever change: keys made with it are kept.

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The hash of some bytes: the same on every machine and in every version.
#[must_use]
pub fn stable_hash(bytes: &[u8]) -> u64 {
    let mut hash = OFFSET;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
    }
    mix(hash)
}

/// Hashes made into one, in their order.
pub(crate) fn join(hashes: impl IntoIterator<Item = u64>) -> u64 {
    let mut hash = OFFSET;
    for part in hashes {
        hash = mix(hash ^ part).wrapping_mul(PRIME);
    }
    mix(hash)
}

/// Spreads every bit over all others; the finaliser of `SplitMix64` (Steele,
/// Lea and Flood, 2014).
pub(crate) fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys in ledgers depend on these values.
    #[test]
    fn hashes_never_change() {
        assert_eq!(stable_hash(b""), 0xf52a_15e9_a9b5_e89b);
        assert_eq!(stable_hash(b"talks"), 0x94c1_831d_9b6e_f997);
        assert_eq!(join([1, 2]), 0x6311_3f06_97d4_9047);
        assert_ne!(join([1, 2]), join([2, 1]));
    }
}
