//! What a statement and a proposition have in common: words, and meaning by word vectors.

use crate::lexicon::Lexicon;
use crate::token::{Token, akin, tokenise};
use demarche_encoder::{ModelError, Table, WIDTH, WordPiece};

/// The cosine that words with nothing in common often reach in the word table.
const CHANCE: f32 = 0.2;

/// What a word of source and cue counts, beside one of the content.
const AROUND: f32 = 0.5;

/// A text's content words with their vectors.
#[derive(Debug, Clone)]
pub(crate) struct Bag {
    words: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    /// The number of its token.
    at: usize,
    text: String,
    kin: Option<u16>,
    /// Of length 1.
    vector: Vec<f32>,
    weight: f32,
    /// How well the word tells its text from others of a set, 0 to 1.
    rarity: f32,
}

/// Makes bags of texts.
pub(crate) struct Bags {
    words: Table,
    pieces: WordPiece,
}

/// How much of a proposition a statement touches.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlap {
    /// The share of the proposition's weight whose words the statement has, 0 to 1.
    pub share: f32,
    /// The same, counting each word by the meaning of the nearest word of the
    /// statement: see [`Bag::nearness`].
    pub near: f32,
    /// Numbers of the statement's tokens that match, rising.
    pub matched: Vec<usize>,
    /// Numbers of the proposition's tokens that match, rising.
    pub covered: Vec<usize>,
}

impl Bags {
    pub fn load() -> Result<Self, ModelError> {
        Ok(Self {
            words: Table::words(),
            pieces: WordPiece::load()?,
        })
    }

    /// The content words of a text.
    pub fn bag(&self, tokens: &[Token], lexicon: &Lexicon) -> Bag {
        let words = tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| token.is_content())
            .map(|(at, token)| self.entry(at, &token.text, lexicon))
            .collect();
        Bag { words }
    }

    fn entry(&self, at: usize, word: &str, lexicon: &Lexicon) -> Entry {
        let mut pieces = Vec::new();
        self.pieces.push(word, &mut pieces);
        let mut vector = vec![0.0; WIDTH];
        for row in self.words.rows(&pieces).chunks_exact(WIDTH) {
            vector.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        }
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        for x in &mut vector {
            *x /= length;
        }
        Entry {
            at,
            text: word.to_owned(),
            kin: lexicon.kin(word),
            vector,
            weight: weight(&pieces),
            rarity: 1.0,
        }
    }
}

/// The first piece of the vocabulary that is a word ("the"): before it come
/// marks and letters, from it on words, the common ones first.
const FIRST_WORD: u32 = 330;

/// How telling a word is, by its rank in the vocabulary.
fn weight(pieces: &[u32]) -> f32 {
    let rarest = pieces.iter().copied().max().unwrap_or(0);
    match rarest.checked_sub(FIRST_WORD) {
        None => 0.7,
        Some(rank) => libm::logf(rank as f32 / 500.0 + 4.0),
    }
}

impl Entry {
    /// Whether both are forms of one word or name one thing.
    fn is_same(&self, other: &Self) -> bool {
        akin(&self.text, &other.text) || (self.kin.is_some() && self.kin == other.kin)
    }

    /// How near two words are, 0 to 1: 1 for words that are the same, else the
    /// cosine of their vectors above [`CHANCE`].
    fn near(&self, other: &Self) -> f32 {
        if self.is_same(other) {
            return 1.0;
        }
        let pairs = self.vector.iter().zip(&other.vector);
        let cosine: f32 = pairs.map(|(x, y)| x * y).sum();
        ((cosine - CHANCE) / (1.0 - CHANCE)).max(0.0)
    }
}

impl Bag {
    /// How much of what tells this bag from the others of its set a statement
    /// comes near, 0 to 1: as [`Bag::nearness`], but words that many of the
    /// set have count less, and so does who speaks and how: what somebody says
    /// is seldom about that somebody.
    pub fn told(&self, content: &Bag, around: &Bag) -> f32 {
        let best = |entry: &Entry, bag: &Bag| {
            let near = bag.words.iter().map(|other| entry.near(other));
            near.fold(0.0, f32::max)
        };
        let (mut sum, mut total) = (0.0, 0.0);
        for entry in &self.words {
            let weight = entry.weight * entry.rarity;
            total += weight;
            sum += weight * best(entry, content).max(AROUND * best(entry, around));
        }
        if total > 0.0 { sum / total } else { 0.0 }
    }

    /// Whether one of its words is a form of this one.
    fn has(&self, entry: &Entry) -> bool {
        self.words.iter().any(|own| own.is_same(entry))
    }

    /// Sets how well each word tells this bag from the others of a set: the
    /// logarithm of the share of the set that has it, scaled to 1 for a word
    /// of one alone (inverse document frequency).
    pub fn set_apart(&mut self, set: &[Vec<Bag>]) {
        let size = set.len() as f32;
        for entry in &mut self.words {
            let holders = set
                .iter()
                .filter(|wordings| wordings.iter().any(|bag| bag.has(entry)))
                .count();
            let rarity = |holders: f32| libm::logf(1.0 + size / holders.max(1.0));
            entry.rarity = rarity(holders as f32) / rarity(1.0);
        }
    }

    /// How near in meaning the words of a statement come to this bag's, 0 to 1:
    /// each word counts by the nearest of the content or of what is around it.
    pub fn nearness(&self, content: &Bag, around: &Bag) -> f32 {
        let total: f32 = self.words.iter().map(|entry| entry.weight).sum();
        let others = || content.words.iter().chain(&around.words);
        let sum: f32 = self
            .words
            .iter()
            .map(|entry| entry.weight * others().map(|other| entry.near(other)).fold(0.0, f32::max))
            .sum();
        if total > 0.0 { sum / total } else { 0.0 }
    }

    /// How many words this bag has, and the numbers of the tokens of those that the
    /// statement lacks, in its content and around it; words at the tokens of
    /// `apart` do not count.
    pub fn lacked_by(&self, content: &Bag, around: &Bag, apart: &[usize]) -> (usize, Vec<usize>) {
        let words = || self.words.iter().filter(|entry| !apart.contains(&entry.at));
        let lacked = words().filter(|entry| !content.has(entry) && !around.has(entry));
        (words().count(), lacked.map(|entry| entry.at).collect())
    }

    /// How much of this bag a statement touches by its words.
    pub fn touched(&self, statement: &Bag) -> Overlap {
        let mut overlap = Overlap::default();
        let total: f32 = self.words.iter().map(|entry| entry.weight).sum();
        if total == 0.0 {
            return overlap;
        }
        for entry in &self.words {
            let before = overlap.matched.len();
            let same = statement.words.iter().filter(|other| entry.is_same(other));
            overlap.matched.extend(same.map(|other| other.at));
            if overlap.matched.len() > before {
                overlap.share += entry.weight / total;
                overlap.covered.push(entry.at);
            }
        }
        overlap.matched.sort_unstable();
        overlap.matched.dedup();
        overlap
    }
}

/// The bag of a phrase.
pub(crate) fn bag_of(text: &str, bags: &Bags, lexicon: &Lexicon) -> Bag {
    bags.bag(&tokenise(text), lexicon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_and_near_words() {
        let (bags, lexicon) = (Bags::load().expect("shipped"), Lexicon::load());
        let proposition = bag_of("China should act as a guarantor", &bags, &lexicon);
        let touched = |text: &str| {
            let tokens = tokenise(text);
            let bag = bags.bag(&tokens, &lexicon);
            let overlap = proposition.touched(&bag);
            (
                overlap,
                proposition.nearness(&bag, &Bag { words: Vec::new() }),
            )
        };
        let (about, near) = touched("Beijing was ready to serve as one of the guarantors");
        let (beside, far) = touched("the weather had slowed the search");
        assert!(about.share > 0.5, "{}", about.share);
        assert_eq!(about.matched, [0, 9]);
        assert!(beside.matched.is_empty());
        assert!(far < near - 0.3);
    }
}
