//! Tells whether one report's words are another's.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use crate::wording::{Word, Wording};

/// Words that two texts must share in a row before it counts: fewer are
/// shared by any two reports of one event.
const RUN: usize = 8;

/// Own words in common that make a copy of a part.
const FEWEST: usize = 30;

/// ... and their share of the shorter report's own words.
const PART: f64 = 0.125;

/// The share above which one report is the other.
const WHOLE: f64 = 0.65;

/// What two reports are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// One is the other, or a cut or an extended version of it.
    Same,
    /// They share passages of reporting, from each other or from a third.
    PartialCopy,
    /// They share quotations, names and chance at most.
    Different,
}

/// How alike two reports are. It is the same whichever comes first.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// What follows from it.
    pub kinship: Kinship,
    /// Words in common, in rows of at least eight, quotations left out.
    pub own: usize,
    /// Their share of the own words of the report that has fewer.
    pub share: f64,
    /// Words in common, quotations too.
    pub all: usize,
    /// The longest row in common.
    pub longest: usize,
    /// The finding in words.
    pub reason: String,
}

/// Compares two reports word by word.
///
/// Rows of words in common are taken longest first, each word once (Wise's
/// greedy string tiling), so that cuts, moved paragraphs and added ones do no
/// harm. Quotations do not count: two reporters may have heard the same words.
#[must_use]
pub fn compare(a: &Wording, b: &Wording) -> Likeness {
    let key = |wording: &Wording| (wording.words.len(), wording.whole);
    let (short, long) = if key(a) <= key(b) { (a, b) } else { (b, a) };
    let tiles = tiles(&short.words, &long.words);
    let mut own = 0;
    for tile in &tiles {
        let pairs = short.words[tile.short..][..tile.length]
            .iter()
            .zip(&long.words[tile.long..]);
        own += pairs
            .filter(|(one, other)| !one.quoted && !other.quoted)
            .count();
    }
    let fewer = short.own_words().min(long.own_words());
    let share = own as f64 / fewer.max(1) as f64;
    let kinship = if own < FEWEST.min(fewer.max(1)) || share < PART {
        Kinship::Different
    } else if share >= WHOLE {
        Kinship::Same
    } else {
        Kinship::PartialCopy
    };
    let all = tiles.iter().map(|tile| tile.length).sum();
    let longest = tiles.iter().map(|tile| tile.length).max().unwrap_or(0);
    let passages = if tiles.len() == 1 {
        "passage"
    } else {
        "passages"
    };
    Likeness {
        kinship,
        own,
        share,
        all,
        longest,
        reason: format!(
            "{own} of the shorter report's {fewer} own words are in both, in {} {passages}, the longest of {longest} words",
            tiles.len()
        ),
    }
}

/// A row of words in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tile {
    short: usize,
    long: usize,
    length: usize,
}

/// A possible tile, ordered by length and then by place, the first greatest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Possible {
    length: usize,
    place: std::cmp::Reverse<(usize, usize)>,
}

fn tiles(short: &[Word], long: &[Word]) -> Vec<Tile> {
    let mut possible = matches(short, long);
    let mut taken = (vec![false; short.len()], vec![false; long.len()]);
    let mut tiles = Vec::new();
    while let Some(Possible { length, place }) = possible.pop() {
        let (a, b) = place.0;
        let free = |at: usize| !taken.0[a + at] && !taken.1[b + at];
        if (0..length).all(free) {
            taken.0[a..a + length].fill(true);
            taken.1[b..b + length].fill(true);
            tiles.push(Tile {
                short: a,
                long: b,
                length,
            });
            continue;
        }
        // What is left of it between the words that others have taken.
        let mut start = 0;
        for at in 0..=length {
            if at == length || !free(at) {
                if at - start >= RUN {
                    possible.push(Possible {
                        length: at - start,
                        place: std::cmp::Reverse((a + start, b + start)),
                    });
                }
                start = at + 1;
            }
        }
    }
    tiles.sort_by_key(|tile| tile.short);
    tiles
}

/// At most this many places of one row in a text are looked at: a text that
/// repeats itself could otherwise make the work grow with its square.
const PLACES: usize = 32;

/// All rows in common that cannot be made longer.
fn matches(short: &[Word], long: &[Word]) -> BinaryHeap<Possible> {
    let row = |words: &[Word], at: usize| {
        crate::hash::join(words[at..at + RUN].iter().map(|word| word.hash))
    };
    let rows = |words: &[Word]| (words.len() + 1).saturating_sub(RUN);
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for at in 0..rows(long) {
        let all = places.entry(row(long, at)).or_default();
        if all.len() < PLACES {
            all.push(at);
        }
    }
    // The diagonal tells whether a row goes on one already found.
    let mut reached: BTreeMap<isize, usize> = BTreeMap::new();
    let mut possible = BinaryHeap::new();
    for a in 0..rows(short) {
        let Some(all) = places.get(&row(short, a)) else {
            continue;
        };
        for &b in all {
            let diagonal = a.cast_signed() - b.cast_signed();
            if reached.get(&diagonal).is_some_and(|end| a < *end) {
                continue;
            }
            let length = short[a..]
                .iter()
                .zip(&long[b..])
                .take_while(|(one, other)| one.hash == other.hash)
                .count();
            reached.insert(diagonal, a + length);
            if length >= RUN {
                possible.push(Possible {
                    length,
                    place: std::cmp::Reverse((a, b)),
                });
            }
        }
    }
    possible
}
