//! Denials and walk-backs, and the statement that they go against.

use std::collections::BTreeSet;

use demarche_attribution::Attribution;
use demarche_reading::Span;

use crate::frame::Frame;
use crate::words::Words;
use crate::{Denial, Part, Speaker};

/// Cues that deny by themselves.
const DENYING: [&str; 19] = [
    "disagreed",
    "disagrees",
    "denied",
    "denies",
    "deny",
    "denying",
    "denial",
    "refuted",
    "refutes",
    "refuting",
    "disputed",
    "disputes",
    "disputing",
    "disavowed",
    "contradicted",
    "contradicts",
    "contradicting",
    "debunked",
    "rebutted",
];
/// Cues that deny where their object is something said.
const REJECTING: [&str; 20] = [
    "rejected",
    "rejects",
    "rejecting",
    "rejection",
    "dismissed",
    "dismisses",
    "dismissing",
    "dismissal",
    "rebuffed",
    "brushed",
    "shrugged",
    "challenged",
    "questioned",
    "condemned",
    "rubbished",
    "scoffed",
    "ridiculed",
    "called",
    "described",
    "rebutting",
];
/// Things said.
const SAID: [&str; 44] = [
    "account",
    "accounts",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "assertion",
    "assertions",
    "charge",
    "charges",
    "claim",
    "claims",
    "comment",
    "comments",
    "criticism",
    "notion",
    "idea",
    "insinuation",
    "remark",
    "remarks",
    "report",
    "reports",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "speculation",
    "statement",
    "statements",
    "story",
    "stories",
    "suggestion",
    "suggestions",
    "thought",
    "version",
    "words",
    "this",
    "that",
    "it",
    "them",
    "argument",
    "contention",
    "complaint",
    "reporting",
];
/// Cues that take one's own words back.
const TAKING_BACK: [&[&str]; 15] = [
    &["corrected"],
    &["walked", "back"],
    &["walking", "back"],
    &["walks", "back"],
    &["backtracked"],
    &["backed", "away"],
    &["backed", "off"],
    &["retracted"],
    &["retracting"],
    &["took", "back"],
    &["takes", "back"],
    &["recanted"],
    &["withdrew"],
    &["backpedalled"],
    &["reversed"],
];

/// Whether a relation denies something, and what, without the one denied.
pub(crate) fn find(words: &Words, frame: &Frame, relation: &Attribution) -> Option<Denial> {
    let (first, last) = frame.cue;
    let start = frame.content.first().map_or(last, |content| content.0);
    let own = (first..last).any(|at| TAKING_BACK.iter().any(|phrase| words.reads(at, phrase)));
    let denies = (first..last).any(|at| words.is_any(at, &DENYING));
    // Not "described as denied": the thing said must open the object.
    let rejects = (first..last).any(|at| words.is_any(at, &REJECTING))
        && (last.min(start)..start + 6).any(|at| words.is_any(at, &SAID))
        && object_is_said(words, start);
    let untrue = (first..last).any(|at| words.is_any(at, &["called", "described"]))
        && frame.content.iter().any(|&(from, to)| {
            (from..to).any(|at| {
                words.is_any(
                    at,
                    &[
                        "false",
                        "untrue",
                        "baseless",
                        "groundless",
                        "fabricated",
                        "nonsense",
                        "unfounded",
                        "fake",
                        "lies",
                        "lie",
                    ],
                )
            })
        });
    let labelled = (first..last).any(|at| words.is_any(at, &["called", "described"]));
    // "neither confirmed nor denied", "did not deny".
    let negated = (first.saturating_sub(3)..last)
        .any(|at| words.is_any(at, &["neither", "nor", "not", "never", "cannot", "without"]));
    if negated || !(own || denies || rejects && !labelled || untrue) {
        return None;
    }
    let claim = relation
        .content
        .iter()
        .map(|span| &words.text[span.range()])
        .collect::<Vec<_>>()
        .join(" … ");
    let mut evidence = relation.cue.clone();
    evidence.extend(relation.content.first());
    Some(Denial {
        own,
        claim,
        evidence,
        of: None,
    })
}

/// "the account", "claims by X", "Moscow's claim": the head of the object is
/// something said.
fn object_is_said(words: &Words, start: usize) -> bool {
    for at in start..start + 6 {
        if words.is_any(at, &SAID) {
            return true;
        }
        if words.is_any(at, &["of", "to", "by", "from", "for", "in", ",", "."]) {
            return false;
        }
    }
    false
}

/// What each statement offers to be denied.
pub(crate) struct Said<'a> {
    pub frame: &'a Frame,
    pub relation: &'a Attribution,
    pub speakers: &'a [Speaker],
    pub stems: BTreeSet<String>,
}

/// The words of a content that carry its meaning, cut to their stems.
pub(crate) fn stems(words: &Words, content: &[Span]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for &span in content {
        let (first, last) = words.inside(span);
        for at in first..last {
            let word = words.get(at);
            if word.chars().count() > 3 && !COMMON.iter().any(|c| word.eq_ignore_ascii_case(c)) {
                found.insert(word.to_lowercase().chars().take(6).collect());
            }
        }
    }
    found
}

const COMMON: [&str; 42] = [
    "that",
    "this",
    "with",
    "from",
    "have",
    "been",
    "were",
    "would",
    "will",
    "which",
    "they",
    "their",
    "them",
    "than",
    "then",
    "there",
    "about",
    "also",
    "into",
    "some",
    "such",
    "should",
    "could",
    "must",
    "more",
    "only",
    "over",
    "after",
    "before",
    "report",
    "reports",
    "claim",
    "claims",
    "claimed",
    "said",
    "account",
    "allegation",
    "allegations",
    "what",
    "when",
    "whom",
    "accusations",
];

/// Whether a statement stands in another's content, however deep. What stands
/// in a denied content is told by the denial itself, and is not what somebody
/// else said.
fn inside(all: &[Said], index: usize, outer: usize) -> bool {
    let mut up = all[index].relation.parent;
    // No tree is deeper than it has statements.
    for _ in 0..all.len() {
        match up.and_then(|parent| Some((parent, all.get(parent)?))) {
            Some((parent, _)) if parent == outer => return true,
            Some((_, said)) => up = said.relation.parent,
            None => return false,
        }
    }
    false
}

/// The statement that `at` denies, among all of the report.
pub(crate) fn target(words: &Words, at: usize, own: bool, all: &[Said]) -> Option<usize> {
    let this = &all[at];
    let speaks = |said: &Said| {
        said.speakers
            .iter()
            .find(|s| s.part == Part::Speaks)
            .map(|s| s.actor)
    };
    let speaker = speaks(this);
    let fits = |index: usize, said: &Said| {
        let same = speaks(said).is_some() && speaks(said) == speaker;
        index != at && !inside(all, index, at) && (own || !same) && !said.stems.is_empty()
    };

    // The words agree.
    let share = |said: &Said| {
        let common = this.stems.intersection(&said.stems).count();
        let least = this.stems.len().min(said.stems.len());
        (common >= 2 && common * 2 >= least).then_some(common)
    };
    let agreed = all
        .iter()
        .enumerate()
        .filter(|&(index, said)| fits(index, said))
        .filter_map(|(index, said)| Some((share(said)?, index)))
        .max_by_key(|&(common, index)| (common, std::cmp::Reverse(index)));
    if let Some((_, index)) = agreed {
        return Some(index);
    }
    // "rejected this", "dismissed the account": what somebody else said just
    // before.
    let start = this.frame.content.first()?.0;
    let vague = ["this", "that", "it", "these", "such", "the", "those"];
    let opens = words.is_any(start, &vague) && this.stems.len() <= 2;
    let flat = words.is_any(this.frame.cue.0, &["disagreed", "disagrees"]);
    if !(opens || flat) {
        return None;
    }

    let cue = this.frame.cue.0;
    let near: Vec<(usize, &Said)> = all
        .iter()
        .enumerate()
        .filter(|&(index, said)| fits(index, said))
        .filter(|(_, said)| said.relation.parent == this.relation.parent)
        .collect();
    let before = near
        .iter()
        .filter(|(_, said)| {
            said.frame.cue.0 < cue
                && this.frame.sentence - said.frame.sentence.min(this.frame.sentence) <= 2
        })
        .max_by_key(|(_, said)| said.frame.cue.0);
    // "rejected the accusation, a day after X accused".
    let after = near
        .iter()
        .filter(|(_, said)| said.frame.cue.0 > cue && said.frame.sentence == this.frame.sentence)
        .min_by_key(|(_, said)| said.frame.cue.0);
    before.or(after).map(|&(index, _)| index)
}
