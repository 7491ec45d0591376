//! From what the networks say to attribution relations.
//!
//! Each cue is decoded for itself ([`crate::draft`]); relations whose cue
//! stands in another's content are nested in it ([`crate::nest`]); side by
//! side, each content token goes to the strongest relation.
//! `training/decode.py` does the same, to tune it.

use crate::Attribution;
use crate::draft::{Candidate, Draft, draft};
use crate::evidence::Evidence;
use crate::kind;
use crate::nest::{keep, nest};
use crate::quotation;
use crate::settings::{Confidence, Decoder};
use crate::stretch::{spans, tidy};
use crate::tokens::Token;
use std::collections::BTreeSet;

/// Decodes the candidates of one text.
pub(crate) fn decode(
    text: &str,
    tokens: &[Token],
    candidates: &[Candidate],
    settings: &Decoder,
    confidence: &Confidence,
) -> Vec<Attribution> {
    let quotations = quotation::quoted(tokens);
    let mut drafts: Vec<Draft> = candidates
        .iter()
        .filter_map(|candidate| draft(text, tokens, &quotations, candidate, settings))
        .collect();
    drafts.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.candidate.inner.cmp(&b.candidate.inner))
            .then_with(|| a.candidate.cue.cmp(&b.candidate.cue))
    });
    let drafts = one_a_cue(drafts);
    let drafts = nest(text, tokens, drafts, settings);
    let mut drafts = share(text, tokens, drafts, settings);
    order(&mut drafts);
    drafts
        .iter()
        .map(|draft| Attribution {
            source: spans(tokens, &draft.source),
            cue: spans(tokens, &draft.candidate.cue),
            content: spans(tokens, &draft.content),
            kind: kind::of(tokens, &draft.content),
            confidence: confidence.of(&Evidence::new(tokens, draft)),
            parent: draft.parent,
        })
        .collect()
}

/// The best draft for each cue; drafts come best first and stay so.
fn one_a_cue(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut used: BTreeSet<usize> = BTreeSet::new();
    drafts
        .into_iter()
        .filter(|draft| {
            let free = draft.candidate.cue.iter().all(|t| !used.contains(t));
            if free {
                used.extend(&draft.candidate.cue);
            }
            free
        })
        .collect()
}

/// Side by side (under one parent, or under none), a content token belongs to
/// one relation: the strongest.
fn share<'a>(
    text: &str,
    tokens: &[Token],
    mut drafts: Vec<Draft<'a>>,
    settings: &Decoder,
) -> Vec<Draft<'a>> {
    let wholes: Vec<BTreeSet<usize>> = drafts
        .iter()
        .map(|d| d.content.iter().copied().collect())
        .collect();
    let mut stays = vec![true; drafts.len()];
    for i in 0..drafts.len() {
        let siblings = || (0..i).filter(|&k| stays[k] && drafts[k].parent == drafts[i].parent);
        let cues: BTreeSet<usize> = siblings()
            .flat_map(|k| drafts[k].candidate.cue.iter().copied())
            .collect();
        let taken: BTreeSet<usize> = siblings()
            .flat_map(|k| drafts[k].content.iter().copied())
            .collect();
        let within = drafts[i].parent.map(|parent| &wholes[parent]);
        let content = &drafts[i].content;
        let free: Vec<usize> = content
            .iter()
            .copied()
            .filter(|t| {
                !taken.contains(t) && !cues.contains(t) && within.is_none_or(|w| w.contains(t))
            })
            .collect();
        if (free.len() as f32) < content.len() as f32 * settings.lost {
            stays[i] = false;
        } else if free.len() < content.len() {
            let mut blocked = cues;
            blocked.extend(drafts[i].candidate.cue.iter().chain(&drafts[i].source));
            drafts[i].content = tidy(text, tokens, free.into_iter(), &blocked, 0)
                .into_iter()
                .flatten()
                .collect();
            stays[i] = !drafts[i].content.is_empty();
        }
    }
    for i in 0..drafts.len() {
        if let Some(parent) = drafts[i].parent.filter(|_| stays[i]) {
            drafts[i].parent = still_in(&drafts, &stays, i, parent);
            stays[i] = drafts[i].parent.is_some();
        }
    }
    keep(drafts, &stays)
}

/// Whose content a nested cue stands in once its parent's has been shared: the
/// parent's still, or that of a relation beside it, which has taken the place.
fn still_in(drafts: &[Draft], stays: &[bool], which: usize, parent: usize) -> Option<usize> {
    let cue = &drafts[which].candidate.cue;
    let holds = |&k: &usize| cue.iter().all(|t| drafts[k].content.contains(t));
    let beside = (0..drafts.len())
        .filter(|&k| k != which && stays[k] && drafts[k].parent == drafts[parent].parent);
    std::iter::once(parent).chain(beside).find(holds)
}

/// Sorts by cue, parents renumbered.
fn order(drafts: &mut [Draft]) {
    let mut places: Vec<usize> = (0..drafts.len()).collect();
    places.sort_by(|&a, &b| drafts[a].candidate.cue.cmp(&drafts[b].candidate.cue));
    let mut numbers = vec![0; drafts.len()];
    for (new, &old) in places.iter().enumerate() {
        numbers[old] = new;
    }
    for draft in drafts.iter_mut() {
        draft.parent = draft.parent.map(|parent| numbers[parent]);
    }
    drafts.sort_by(|a, b| a.candidate.cue.cmp(&b.candidate.cue));
}
