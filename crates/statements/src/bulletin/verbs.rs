//! The verbs of a bulletin, and how they stand in a sentence.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::words::Words;

/// A predicate in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Predicate {
    /// As the sentence words it.
    pub words: String,
    /// The word after it.
    pub end: usize,
}

struct Forms {
    /// Form to the particles that may follow it.
    base: BTreeMap<&'static str, Vec<&'static str>>,
    past: BTreeMap<&'static str, Vec<&'static str>>,
    ing: BTreeMap<&'static str, Vec<&'static str>>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut forms = Forms {
        base: BTreeMap::new(),
        past: BTreeMap::new(),
        ing: BTreeMap::new(),
    };
    for line in include_str!("../../data/bulletin-verbs.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let fields: Vec<&'static str> = line.split(' ').collect();
        if let [base, past, ing, particles @ ..] = fields.as_slice() {
            for (map, form) in [
                (&mut forms.base, base),
                (&mut forms.past, past),
                (&mut forms.ing, ing),
            ] {
                map.entry(*form).or_default().extend(particles);
            }
        }
    }
    forms
});

/// Skips what may stand between a subject and its verb and is no part of it.
pub(super) fn skip_adverbs(words: &Words, start: usize, end: usize) -> usize {
    const ADVERBS: [&str; 14] = [
        "also",
        "then",
        "further",
        "however",
        "again",
        "both",
        "each",
        "all",
        "instead",
        "later",
        "likewise",
        "never",
        "nevertheless",
        "still",
    ];
    let mut at = start;
    while at < end {
        let word = words.get(at);
        let adverb = word.len() > 4 && word.ends_with("ly") && !words.all[at].capital;
        if adverb || words.is_any(at, &ADVERBS) {
            at += 1;
            // ", however,"
            if words.is(at, ",") && words.is(at - 1, "however") {
                at += 1;
            }
        } else {
            break;
        }
    }
    at
}

/// The finite predicate at a word: "proposed", "called for", "did not
/// support", "cannot accept".
pub(super) fn finite(words: &Words, start: usize, end: usize) -> Option<Predicate> {
    let mut at = start;
    let auxiliary = words.is_any(
        at,
        &[
            "did", "does", "do", "could", "can", "cannot", "would", "will", "may", "must", "should",
        ],
    );
    if auxiliary {
        at += 1;
        while at < end
            && (words.is(at, "not") || words.get(at).ends_with("ly") || words.is(at, "only"))
        {
            at += 1;
        }
        return form(words, &FORMS.base, start, at, end);
    }
    // "has proposed", "had opposed".
    if words.is_any(at, &["has", "have", "had"]) {
        at += 1;
        while at < end && (words.is(at, "not") || words.get(at).ends_with("ly")) {
            at += 1;
        }
        return form(words, &FORMS.past, start, at, end);
    }
    form(words, &FORMS.past, start, at, end)
}

/// The participle at a word: "noting", "calling for".
pub(super) fn participle(words: &Words, at: usize, end: usize) -> Option<Predicate> {
    form(words, &FORMS.ing, at, at, end)
}

fn form(
    words: &Words,
    forms: &BTreeMap<&'static str, Vec<&'static str>>,
    start: usize,
    at: usize,
    end: usize,
) -> Option<Predicate> {
    if at >= end || !words.all[at].lettered {
        return None;
    }
    let particles = forms.get(words.get(at).to_lowercase().as_str())?;
    // "proposed by", "supported by": a passive is no predicate of its subject.
    if words.is(at + 1, "by") {
        return None;
    }
    let particle = particles.iter().any(|particle| words.is(at + 1, particle));
    let next = at + 1 + usize::from(particle && at + 1 < end);
    let span = words.span(start, next)?;
    Some(Predicate {
        words: words.text[span.range()].to_owned(),
        end: next,
    })
}
