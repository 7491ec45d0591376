//! Tells whether two statements are one utterance, and why.

use std::collections::BTreeSet;

use crate::gist::{Fixed, Gist, Term, span};

/// Why two statements are one utterance.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// From 0 to 1: how much they have in common. It orders links; it is no
    /// probability.
    pub score: f64,
    /// What they have in common, for a person to read.
    pub reason: String,
}

/// Days between which a day's end and a time zone may lie.
const NEAR: i32 = 1;

/// Content words that make a quotation in common: fewer may be a set phrase.
const QUOTATION: usize = 3;

/// Whether two statements are one utterance: the same speaker, days that may
/// be the same, and the same meaning. `None` where anything speaks against it
/// or too little for it. It is the same whichever comes first.
///
/// What is asked of the words, counted as stems of content words:
///
/// - a quotation in common of at least three, and a third of the shorter
///   statement's words; or
/// - three fifths of the shorter's words, at least four; or
/// - for paraphrases and translations, half of the shorter's words, at least
///   three, with a name or a number among them, and the same known day.
///
/// Numbers that contradict each other, or a "not" in one alone, speak against.
/// Where a day is not known, four fifths of the words and at least five are
/// asked for, or a quotation of five.
#[must_use]
pub fn link(a: &Gist, b: &Gist) -> Option<Link> {
    if a.speaker != b.speaker || a.negated != b.negated {
        return None;
    }
    let day = days(a, b)?;
    let (one, other) = (a.stems(), b.stems());
    let shared = one.intersection(&other).count();
    let shorter = one.len().min(other.len());
    if shorter == 0 || contradict(a, b) {
        return None;
    }
    let share = shared as f64 / shorter as f64;
    let quotation = quotation(a, b);
    let quoted = quotation.len();
    let fixed = fixed(a, b);
    let enough = match day {
        Day::Same | Day::Near => {
            (quoted >= QUOTATION && 3 * shared >= shorter)
                || (share >= 0.6 && shared >= 4)
                || (matches!(day, Day::Same) && share >= 0.5 && shared >= 3 && !fixed.is_empty())
        }
        Day::Unknown => (quoted >= 5 && 3 * shared >= shorter) || (share >= 0.8 && shared >= 5),
    };
    // One statement of few words inside a long one is another matter, unless
    // it is quoted.
    let longer = one.len().max(other.len());
    if !enough || (quoted < QUOTATION && longer > 4 * shorter) {
        return None;
    }
    let mut reason = format!(
        "same speaker, {}, {shared} of {shorter} content words",
        day.words(a, b)
    );
    if quoted >= QUOTATION {
        let words: Vec<_> = quotation.iter().map(|term| term.word.as_str()).collect();
        reason.push_str(", shared quotation \u{201c}");
        reason.push_str(&words.join(" "));
        reason.push('\u{201d}');
    }
    if !fixed.is_empty() {
        reason.push_str(", both name ");
        reason.push_str(&fixed.into_iter().collect::<Vec<_>>().join(", "));
    }
    let both = (one.len() + other.len() - shared) as f64;
    let jaccard = shared as f64 / both;
    let bonus = if quoted >= QUOTATION { 0.25 } else { 0.0 };
    let certain = if matches!(day, Day::Same) { 1.0 } else { 0.9 };
    Some(Link {
        score: ((0.5 * share + 0.5 * jaccard + bonus) * certain).min(1.0),
        reason,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Same,
    Near,
    Unknown,
}

impl Day {
    fn words(self, a: &Gist, b: &Gist) -> String {
        match (self, a.days, b.days) {
            (Self::Same, Some(one), Some(other)) => {
                let (from, to) = (one.0.max(other.0), one.1.min(other.1));
                if from == to {
                    format!("same day ({from})")
                } else {
                    format!("days that may be the same ({from} to {to})")
                }
            }
            (Self::Near, Some(one), Some(other)) => {
                let (first, last) = if one.1 < other.0 {
                    (one.1, other.0)
                } else {
                    (other.1, one.0)
                };
                format!("a day apart ({first}, {last})")
            }
            _ => "day not known".to_owned(),
        }
    }
}

fn days(a: &Gist, b: &Gist) -> Option<Day> {
    let (Some(one), Some(other)) = (a.days, b.days) else {
        return Some(Day::Unknown);
    };
    if one.0 <= other.1 && other.0 <= one.1 {
        // Two stretches that overlap somewhere in a year say as good as nothing.
        let overlap = span(one.0.max(other.0), one.1.min(other.1));
        return Some(if overlap > 31 {
            Day::Unknown
        } else {
            Day::Same
        });
    }
    let apart = if one.1 < other.0 {
        span(one.1, other.0)
    } else {
        span(other.1, one.0)
    };
    (apart <= NEAR).then_some(Day::Near)
}

/// Whether both have numbers, and neither all of the other's.
fn contradict(a: &Gist, b: &Gist) -> bool {
    let numbers = |gist: &Gist| -> BTreeSet<u64> {
        let all = gist.terms.iter().filter(|term| term.fixed == Fixed::Number);
        all.map(|term| term.stem).collect()
    };
    let (one, other) = (numbers(a), numbers(b));
    !one.is_empty() && !other.is_empty() && !one.is_subset(&other) && !other.is_subset(&one)
}

/// Names and numbers in both, in alphabetical order.
pub(crate) fn fixed(a: &Gist, b: &Gist) -> BTreeSet<String> {
    let known = |gist: &Gist| -> BTreeSet<u64> {
        let all = gist.terms.iter().filter(|term| term.fixed != Fixed::No);
        all.map(|term| term.stem).collect()
    };
    let (one, other) = (known(a), known(b));
    let shared: BTreeSet<u64> = one.intersection(&other).copied().collect();
    // The shortest form of each: "Russia" rather than "Russia's".
    let mut names = BTreeSet::new();
    for stem in shared {
        let forms = a
            .terms
            .iter()
            .chain(&b.terms)
            .filter(|term| term.stem == stem);
        names.extend(
            forms
                .map(|term| &term.word)
                .min_by_key(|word| (word.len(), *word))
                .cloned(),
        );
    }
    names
}

/// The longest row of content words that both have in quotation marks.
pub(crate) fn quotation<'a>(a: &'a Gist, b: &'a Gist) -> &'a [Term] {
    let mut best: &[Term] = &[];
    for i in 0..a.terms.len() {
        for j in 0..b.terms.len() {
            let length = a.terms[i..]
                .iter()
                .zip(&b.terms[j..])
                .take_while(|(one, other)| one.quoted && other.quoted && one.stem == other.stem)
                .count();
            let row = &a.terms[i..i + length];
            let words = |terms: &[Term]| -> Vec<String> {
                terms.iter().map(|term| term.word.clone()).collect()
            };
            let other = &b.terms[j..j + length];
            // Of two spellings, the one first in the alphabet, so that the
            // order of the two does not matter.
            let row = if words(row) <= words(other) {
                row
            } else {
                other
            };
            if length > best.len()
                || (length == best.len() && length > 0 && words(row) < words(best))
            {
                best = row;
            }
        }
    }
    best
}
