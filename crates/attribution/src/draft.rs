//! One cue's relation: the likeliest roles around it, made fit to read.

use crate::model::Linked;
use crate::quotation::Quoted;
use crate::settings::Decoder;
use crate::stretch::{
    tidy, whole_name, whole_phrases, whole_quotations, whole_speech, without_strays,
};
use crate::tokens::Token;
use libm::{logf, powf};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// A cue with what the networks say of it.
pub(crate) struct Candidate {
    /// Its tokens, rising, never empty.
    pub cue: Vec<usize>,
    /// The tagger's mean probability that they are a cue.
    pub score: f32,
    /// Whether the tagger takes it for a cue inside another's content.
    pub inner: bool,
    pub linked: Rc<Linked>,
}

/// Cues in the begin and inside probabilities of a stretch of tokens.
///
/// A token starts a cue where beginning one is likelier than going on with
/// one; an inside run apart from its beginning joins the cue before it if
/// that is near. Results are positions in the stretch.
pub(crate) fn cues(begin_inside: &[(f32, f32)], threshold: f32) -> Vec<Vec<usize>> {
    const NEAR: usize = 8;
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (at, &(begin, inside)) in begin_inside.iter().enumerate() {
        if begin + inside < threshold {
            continue;
        }
        match found.last_mut() {
            Some(cue) if inside > begin && cue.last().is_some_and(|&last| at - last <= NEAR) => {
                cue.push(at);
            }
            _ => found.push(vec![at]),
        }
    }
    found
}

const NONE: usize = 0;
pub(crate) const SOURCE: usize = 1;
pub(crate) const CONTENT: usize = 2;

/// A relation in the making, in tokens.
pub(crate) struct Draft<'a> {
    pub candidate: &'a Candidate,
    /// The tagger's and the linker's word together, 0 to 1.
    pub score: f32,
    pub source: Vec<usize>,
    pub content: Vec<usize>,
    /// The draft that it is nested in, by its place among the drafts.
    pub parent: Option<usize>,
}

/// One cue's relation, if its score reaches the least that any needs.
pub(crate) fn draft<'a>(
    text: &str,
    tokens: &[Token],
    quotations: &[Quoted],
    candidate: &'a Candidate,
    settings: &Decoder,
) -> Option<Draft<'a>> {
    let Candidate {
        cue, score, linked, ..
    } = candidate;
    let score = powf(*score, 1.0 - settings.mix) * powf(linked.valid, settings.mix);
    if score < settings.relation.min(settings.nested) {
        return None;
    }
    let path = likeliest(linked, cue, settings);
    let of = |role| {
        (linked.first..)
            .zip(&path)
            .filter(move |&(_, &r)| r == role)
            .map(|(t, _)| t)
    };
    let source: Vec<usize> = if linked.sourced >= settings.sourced {
        of(SOURCE).collect()
    } else {
        Vec::new()
    };

    let blocked: BTreeSet<usize> = cue.iter().chain(&source).copied().collect();
    let content = whole_quotations(
        tokens,
        quotations,
        of(CONTENT).collect(),
        &blocked,
        settings.quote,
    );
    let content = whole_speech(text, tokens, content, &blocked);
    let content = whole_phrases(text, tokens, content, &blocked);
    let runs = tidy(text, tokens, content.into_iter(), &blocked, settings.gap);
    let runs = without_strays(text, tokens, &runs, &blocked);
    let longest = runs.iter().map(Range::len).max()?;
    let content: Vec<usize> = runs
        .into_iter()
        .filter(|run| run.len() > settings.piece || run.len() == longest)
        .flatten()
        .collect();

    let blocked: BTreeSet<usize> = cue.iter().chain(&content).copied().collect();
    let runs = tidy(
        text,
        tokens,
        source.into_iter(),
        &blocked,
        settings.source_gap,
    );
    let mass = |run: &Range<usize>| -> f32 {
        run.clone()
            .filter_map(|t| linked.roles.get(t - linked.first))
            .map(|roles| roles[SOURCE])
            .sum()
    };
    let main = runs
        .iter()
        .fold(None::<&Range<usize>>, |best, run| match best {
            Some(best) if mass(best) >= mass(run) => Some(best),
            _ => Some(run),
        });
    let source = main.map_or_else(Vec::new, |main| {
        let near = |run: &Range<usize>| {
            let gap = if run.start >= main.end {
                run.start + 1 - main.end
            } else {
                (main.start + 1).saturating_sub(run.end)
            };
            run == main || gap <= settings.apart
        };
        runs.iter()
            .filter(|run| near(run))
            .cloned()
            .flatten()
            .collect()
    });
    let source = whole_name(text, tokens, source, cue);
    let content: Vec<usize> = content
        .into_iter()
        .filter(|t| !source.contains(t))
        .collect();
    Some(Draft {
        candidate,
        score,
        source,
        content,
        parent: None,
    })
}

/// The likeliest role of each token when borders have a price (Viterbi).
fn likeliest(linked: &Linked, cue: &[usize], settings: &Decoder) -> Vec<usize> {
    let prior = [
        0.0,
        logf(0.5 / settings.source),
        logf(0.5 / settings.content),
    ];
    let weight = |at: usize, role: usize| {
        if role != NONE && cue.contains(&(linked.first + at)) {
            -30.0
        } else {
            logf(linked.roles[at][role].clamp(1e-6, 1.0)) + prior[role]
        }
    };
    let edge = [0.0, settings.source_edge, settings.edge];
    let cost = |from: usize, to: usize| {
        if from == to {
            0.0
        } else {
            edge[from] + edge[to]
        }
    };
    let mut best: [f32; 3] = std::array::from_fn(|role| weight(0, role));
    let mut back = vec![[0usize; 3]; linked.roles.len()];
    for (at, back) in back.iter_mut().enumerate().skip(1) {
        let before = best;
        for to in 0..3 {
            let ways = std::array::from_fn(|from| before[from] - cost(from, to));
            back[to] = argmax(&ways);
            best[to] = ways[back[to]] + weight(at, to);
        }
    }
    let mut role = argmax(&best);
    let mut path = vec![role; linked.roles.len()];
    for at in (1..path.len()).rev() {
        role = back[at][role];
        path[at - 1] = role;
    }
    path
}

/// The first of the greatest.
fn argmax(values: &[f32; 3]) -> usize {
    (1..3).fold(0, |best, i| if values[i] > values[best] { i } else { best })
}
