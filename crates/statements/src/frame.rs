//! The words around a relation: its sentence without its content.
//!
//! What tells of the speaking itself (the day, the addressee, who else stands
//! behind it) stands there, and what stands in the content does not count.

use demarche_attribution::Attribution;
use demarche_reading::Span;

use crate::Aspect;
use crate::words::Words;

/// A relation's place among the words of its text.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The sentence of the cue.
    pub sentence: usize,
    /// The words of that sentence, first and one past the last.
    pub bounds: (usize, usize),
    /// The words of the cue, from its first to one past its last.
    pub cue: (usize, usize),
    /// The words of the source, as it stands in the sentence; empty where it
    /// has none there.
    pub source: (usize, usize),
    /// The stretches of content as words, first and one past the last.
    pub content: Vec<(usize, usize)>,
    /// How the cue tells of time.
    pub tense: Tense,
    /// Whether it is told as earlier or repeated.
    pub aspect: Aspect,
}

/// The tense of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    /// "said", and "saying" that leans on such a verb.
    Past,
    /// "says", "demands".
    Present,
    /// "has said".
    Perfect,
    /// "had said".
    PastPerfect,
    /// "will say", "is expected to explain".
    Future,
    /// No verb: "according to", "his proposal for".
    None,
}

const REPEATED: [&str; 14] = [
    "repeatedly",
    "consistently",
    "always",
    "again",
    "often",
    "regularly",
    "frequently",
    "continually",
    "constantly",
    "traditionally",
    "routinely",
    "keeps",
    "kept",
    "time",
];
const EARLIER: [&str; 6] = [
    "previously",
    "earlier",
    "formerly",
    "originally",
    "initially",
    "before",
];

impl Frame {
    /// Places a relation.
    pub fn new(words: &Words, relation: &Attribution) -> Self {
        let cue = hull(words, &relation.cue);
        let sentence = words.all.get(cue.0).map_or(0, |w| w.sentence as usize);
        let bounds = words.sentences.get(sentence).copied().unwrap_or((0, 0));
        let within = |(first, last): (usize, usize)| first >= bounds.0 && last <= bounds.1;
        let mut source = (cue.0, cue.0);
        for &span in &relation.source {
            let place = words.inside(span);
            if within(place) {
                source = if source.0 == source.1 {
                    place
                } else {
                    (source.0.min(place.0), source.1.max(place.1))
                };
            }
        }
        let content: Vec<_> = relation
            .content
            .iter()
            .map(|&span| words.inside(span))
            .collect();
        let tense = tense(words, cue, bounds.0);
        let aspect = aspect(words, cue, bounds, tense);
        Self {
            sentence,
            bounds,
            cue,
            source,
            content,
            tense,
            aspect,
        }
    }

    /// Whether a word belongs to the content.
    pub fn in_content(&self, word: usize) -> bool {
        self.content
            .iter()
            .any(|&(first, last)| first <= word && word < last)
    }

    /// Whether a word belongs to the source.
    pub fn in_source(&self, word: usize) -> bool {
        self.source.0 <= word && word < self.source.1
    }

    /// The words of the sentence that are not content, in order.
    pub fn free(&self) -> impl Iterator<Item = usize> + '_ {
        (self.bounds.0..self.bounds.1).filter(|&word| !self.in_content(word))
    }

    /// Where a phrase that starts at a word must end: it does not run from
    /// source, cue or content into another of them.
    pub fn limit(&self, word: usize) -> usize {
        if self.in_source(word) {
            return self.source.1;
        }
        if let Some(&(_, last)) = self
            .content
            .iter()
            .find(|&&(first, last)| first <= word && word < last)
        {
            return last;
        }
        let starts = self.content.iter().map(|&(first, _)| first);
        starts
            .chain([self.cue.0, self.source.0])
            .filter(|&first| first > word)
            .min()
            .unwrap_or(self.bounds.1)
            .min(self.bounds.1)
    }

    /// Whether the cue leans on the verb before it: "…, adding that".
    pub fn is_participle(&self, words: &Words) -> bool {
        let mut at = self.cue.0;
        while at < self.cue.1 && words.get(at).ends_with("ly") {
            at += 1;
        }
        let word = words.get(at);
        word.len() > 4 && word.ends_with("ing")
    }
}

fn hull(words: &Words, spans: &[Span]) -> (usize, usize) {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return (0, 0);
    };
    let (a, b) = (words.inside(*first), words.inside(*last));
    (a.0, b.1)
}

/// Words that come before the verb and belong to it.
fn is_auxiliary(word: &str) -> bool {
    const AUXILIARY: [&str; 13] = [
        "has", "have", "had", "is", "are", "was", "were", "will", "would", "did", "does", "do",
        "be",
    ];
    AUXILIARY.iter().any(|a| word.eq_ignore_ascii_case(a))
}

fn tense(words: &Words, cue: (usize, usize), start: usize) -> Tense {
    // The auxiliary may stand in the cue or up to three words before it.
    let mut verbs = cue.0;
    while verbs > start && cue.0 - verbs < 3 {
        let before = words.get(verbs - 1);
        let adverb = before.len() > 3 && before.ends_with("ly")
            || [
                "also", "not", "never", "always", "again", "once", "long", "since", "already",
            ]
            .iter()
            .any(|w| before.eq_ignore_ascii_case(w));
        if is_auxiliary(before) {
            verbs -= 1;
            break;
        }
        if !adverb {
            break;
        }
        verbs -= 1;
    }
    let first = (verbs..cue.1).find(|&at| is_auxiliary(words.get(at)));
    match first
        .map(|at| words.get(at).to_ascii_lowercase())
        .as_deref()
    {
        Some("has" | "have") => return Tense::Perfect,
        Some("had") => return Tense::PastPerfect,
        Some("will" | "would") => return Tense::Future,
        Some("did" | "was" | "were") => return Tense::Past,
        Some("is" | "are" | "do" | "does") => {
            return if (cue.0..cue.1).any(|at| words.is(at, "expected")) {
                Tense::Future
            } else {
                Tense::Present
            };
        }
        _ => {}
    }
    if words.is(cue.0, "according") {
        return Tense::None;
    }
    for at in cue.0..cue.1 {
        let word = words.get(at).to_ascii_lowercase();
        if word.len() > 4 && word.ends_with("ing") || is_past(&word) {
            return Tense::Past;
        }
        if is_present(&word) {
            return Tense::Present;
        }
    }
    Tense::None
}

fn is_past(word: &str) -> bool {
    const IRREGULAR: [&str; 24] = [
        "said", "told", "wrote", "spoke", "thought", "felt", "saw", "knew", "made", "gave", "put",
        "took", "held", "began", "found", "set", "swore", "sought", "drew", "withdrew", "went",
        "read", "chose", "meant",
    ];
    word.len() > 3 && word.ends_with("ed") || IRREGULAR.contains(&word)
}

fn is_present(word: &str) -> bool {
    const PLURAL: [&str; 18] = [
        "say", "think", "believe", "argue", "fear", "hope", "want", "expect", "claim", "demand",
        "insist", "deny", "warn", "suggest", "call", "see", "agree", "know",
    ];
    // "proposals" and "claims" as nouns do no harm: they get no day.
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") || PLURAL.contains(&word)
}

fn aspect(words: &Words, cue: (usize, usize), bounds: (usize, usize), tense: Tense) -> Aspect {
    let near = cue.0.saturating_sub(3).max(bounds.0)..(cue.1 + 1).min(bounds.1);
    let mut repeated = false;
    let mut earlier = tense == Tense::PastPerfect;
    for at in near {
        if words.is_any(at, &REPEATED) {
            // "time and again"; "at that time" is no repetition.
            repeated |= !words.is(at, "time") || words.reads(at, &["time", "and"]);
        }
        earlier |= words.is_any(at, &EARLIER);
    }
    if repeated {
        Aspect::Repeated
    } else if earlier {
        Aspect::Earlier
    } else {
        Aspect::Once
    }
}
