//! A set of small numbers as bits, with the operations that the analyses need
//! word by word.

/// A set of numbers below a fixed length.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Bits {
    words: Vec<u64>,
    length: usize,
}

impl Bits {
    /// The empty set of numbers below `length`.
    pub fn new(length: usize) -> Self {
        Self {
            words: vec![0; length.div_ceil(64)],
            length,
        }
    }

    /// All numbers below `length`.
    pub fn full(length: usize) -> Self {
        let mut bits = Self {
            words: vec![!0; length.div_ceil(64)],
            length,
        };
        bits.trim();
        bits
    }

    pub fn from_words(words: Vec<u64>, length: usize) -> Self {
        debug_assert_eq!(words.len(), length.div_ceil(64));
        let mut bits = Self { words, length };
        bits.trim();
        bits
    }

    /// Clears what lies past the end of the last word.
    fn trim(&mut self) {
        if !self.length.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.length % 64)) - 1;
        }
    }

    pub fn len(&self) -> usize {
        self.length
    }

    pub fn words(&self) -> &[u64] {
        &self.words
    }

    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    pub fn contains(&self, number: usize) -> bool {
        self.words[number / 64] >> (number % 64) & 1 == 1
    }

    pub fn insert(&mut self, number: usize) {
        self.words[number / 64] |= 1 << (number % 64);
    }

    /// Inserts the numbers from `start` up to `end`.
    pub fn insert_run(&mut self, start: usize, end: usize) {
        for (place, word) in self
            .words
            .iter_mut()
            .enumerate()
            .take(end.div_ceil(64))
            .skip(start / 64)
        {
            let from = start.saturating_sub(place * 64).min(63);
            let to = (end - place * 64).min(64);
            if from < to {
                *word |= (!0 << from) & (!0 >> (64 - to));
            }
        }
    }

    pub fn remove(&mut self, number: usize) {
        self.words[number / 64] &= !(1 << (number % 64));
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    pub fn clear(&mut self) {
        self.words.fill(0);
    }

    pub fn unite(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    pub fn intersect(&mut self, other: &Self) {
        for (word, kept) in self.words.iter_mut().zip(&other.words) {
            *word &= kept;
        }
    }

    pub fn subtract(&mut self, other: &Self) {
        for (word, gone) in self.words.iter_mut().zip(&other.words) {
            *word &= !gone;
        }
    }

    pub fn intersects(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }

    pub fn is_subset(&self, other: &Self) -> bool {
        self.words
            .iter()
            .zip(&other.words)
            .all(|(a, b)| a & !b == 0)
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(n, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                (left != 0).then(|| {
                    left &= left - 1;
                    n * 64 + bit
                })
            })
        })
    }
}
