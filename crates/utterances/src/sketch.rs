//! `MinHash`: a few keys of a text, of which similar texts share some.

use crate::hash::{join, mix};
use crate::wording::Word;

/// How many keys a text has at most. Two texts whose sets of shingles have
/// Jaccard similarity `j` share at least one with probability
/// `1 - (1 - j)^BANDS`: 0.95 at 0.03, 0.993 at 0.05.
pub const BANDS: usize = 96;

/// Words in a shingle. Shorter ones are shared by texts that have nothing to
/// do with each other; longer ones break at each changed word.
const SHINGLE: usize = 6;

/// Bands of one row each (Broder 1997; Leskovec, Rajaraman and Ullman, chapter
/// 3): a copied paragraph in two long texts makes for a low similarity, which
/// bands of more rows would miss.
pub(crate) fn bands(words: &[Word]) -> Vec<u64> {
    if words.len() < SHINGLE {
        return Vec::new();
    }
    let mut least = [u64::MAX; BANDS];
    for shingle in words.windows(SHINGLE) {
        let hash = join(shingle.iter().map(|word| word.hash));
        for (band, least) in (0_u64..).zip(&mut least) {
            // Each band orders the shingles in a way of its own.
            let key = mix(hash ^ mix(band + 1));
            *least = key.min(*least);
        }
    }
    (0_u64..)
        .zip(least)
        .map(|(band, least)| join([band, least]))
        .collect()
}
