//! A statement made ready to be compared with others.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::hash::{join, mix, stable_hash};
use crate::stem::stem;
use crate::wording::{lines, quotations, word_spans};

/// Words that say nothing of their own.
static FUNCTIONS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    lines(include_str!("../data/functions.txt"))
        .into_iter()
        .collect()
});

/// Words that turn what is said into its contrary.
const NEGATIONS: [&str; 11] = [
    "not", "no", "never", "nor", "neither", "none", "nothing", "nobody", "without", "cannot",
    "nowhere",
];

/// Numbers that are written as words, from two.
const NUMBERS: [&str; 11] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// A statement as a ledger has it.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Who spoke: any number that is the same for the same actor and no other.
    pub speaker: u64,
    /// The first day it may have been said on, where that is known.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// What was said, as the report has it, with its quotation marks.
    pub content: &'a str,
    /// Bytes of `content` that are the speaker's own words. What stands in
    /// quotation marks is found without them; they are for content that stood
    /// in quotation marks as a whole, which are then outside it.
    pub quoted: &'a [Range<usize>],
    /// Whether the cue denies it ("denied that").
    pub denied: bool,
}

/// A word that carries content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// As written.
    pub word: String,
    /// The hash of its stem.
    pub stem: u64,
    pub quoted: bool,
    /// Digits, or a name inside a sentence: what a paraphrase keeps.
    pub fixed: Fixed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fixed {
    No,
    Name,
    Number,
}

/// A statement made ready: its content words, its day and its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gist {
    pub(crate) speaker: u64,
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) terms: Vec<Term>,
    pub(crate) negated: bool,
}

impl Gist {
    /// Makes a statement ready.
    #[must_use]
    pub fn of(said: &Said<'_>) -> Self {
        let days = match (said.from, said.to) {
            (Some(from), Some(to)) => Some((from.min(to), from.max(to))),
            (Some(day), None) | (None, Some(day)) => Some((day, day)),
            (None, None) => None,
        };
        let marked = quotations(said.content);
        let quoted = |at: usize| {
            said.quoted
                .iter()
                .chain(&marked)
                .any(|span| span.contains(&at))
        };
        let mut terms = Vec::new();
        let mut negations = usize::from(said.denied);
        let mut first = true;
        for span in word_spans(said.content) {
            let word = &said.content[span.clone()];
            let lower = word.to_lowercase().replace('\u{2019}', "'");
            negations += usize::from(NEGATIONS.contains(&lower.as_str()) || lower.ends_with("n't"));
            let begins = std::mem::take(&mut first) || starts_sentence(said.content, span.start);
            if FUNCTIONS.contains(lower.as_str())
                || NEGATIONS.contains(&lower.as_str())
                || lower.ends_with("n't")
            {
                continue;
            }
            // "Three" and "3" are one number.
            let digits = NUMBERS
                .iter()
                .position(|number| *number == lower)
                .map(|n| (n + 2).to_string());
            let fixed = if digits.is_some() || word.starts_with(|c: char| c.is_ascii_digit()) {
                Fixed::Number
            } else if word.starts_with(char::is_uppercase) && !begins {
                Fixed::Name
            } else {
                Fixed::No
            };
            terms.push(Term {
                stem: stable_hash(digits.unwrap_or_else(|| stem(&lower)).as_bytes()),
                word: word.to_owned(),
                quoted: quoted(span.start),
                fixed,
            });
        }
        Self {
            speaker: said.speaker,
            days,
            terms,
            negated: negations % 2 == 1,
        }
    }

    /// Its content words as written, each once in whatever form.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let new = self.terms.iter().filter(|term| seen.insert(term.stem));
        new.map(|term| term.word.as_str()).collect()
    }

    /// The stems of its content words, each once.
    pub(crate) fn stems(&self) -> BTreeSet<u64> {
        self.terms.iter().map(|term| term.stem).collect()
    }

    /// Keys under which to keep the statement: some for its speaker and each
    /// of its days, some for its speaker and content. Few statements share
    /// one, however large the ledger.
    #[must_use]
    pub fn keys(&self) -> Vec<u64> {
        self.keyed(0)
    }

    /// Keys under which to look for others that may be the same utterance:
    /// those of [`Self::keys`], and those of the days before and after, since
    /// a day ends at another hour elsewhere.
    #[must_use]
    pub fn lookup(&self) -> Vec<u64> {
        self.keyed(1)
    }

    fn keyed(&self, margin: i64) -> Vec<u64> {
        let mut keys = BTreeSet::new();
        if let Some((from, to)) = self.days
            && span(from, to) <= LONGEST
        {
            let mut day = from.checked_sub(margin.days()).unwrap_or(from);
            let last = to.checked_add(margin.days()).unwrap_or(to);
            while day <= last {
                keys.insert(join([
                    DAY,
                    self.speaker,
                    stable_hash(day.to_string().as_bytes()),
                ]));
                let Ok(next) = day.checked_add(1.day()) else {
                    break;
                };
                day = next;
            }
        }
        // Where a day is unknown or vague, the content has to find it: a
        // MinHash of its stems, in bands of two.
        let stems = self.stems();
        if !stems.is_empty() {
            let least = |order: u64| stems.iter().map(|stem| mix(stem ^ mix(order))).min();
            for band in 0..CONTENT_KEYS {
                let rows = [least(2 * band), least(2 * band + 1)];
                keys.insert(join(
                    [CONTENT, self.speaker, band]
                        .into_iter()
                        .chain(rows.into_iter().flatten()),
                ));
            }
        }
        keys.into_iter().collect()
    }
}

/// Marks of the two families of keys.
const DAY: u64 = 1;
const CONTENT: u64 = 2;

/// A stretch longer than this says too little of the day to be a key.
const LONGEST: i32 = 31;

/// At similarity 0.5, eight bands of two rows find nine of ten.
const CONTENT_KEYS: u64 = 8;

/// The days from one to another.
pub(crate) fn span(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// Whether a word begins a sentence or a quotation, where a capital says
/// nothing.
fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\n', '\t']);
    before.is_empty()
        || before.ends_with([
            '.', '!', '?', ':', '"', '\u{201c}', '\u{2018}', '\n', '\u{2014}',
        ])
}
