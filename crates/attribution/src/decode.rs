//! From what the networks say to attribution relations.
//!
//! Each cue is decoded for itself; relations whose cue stands in another's
//! content are nested in it; side by side, each content token goes to the
//! strongest relation. `training/decode.py` does the same, to tune it.

use crate::Attribution;
use crate::kind;
use crate::model::Linked;
use crate::quotation::{self, Quoted};
use crate::settings::{Confidence, Decoder};
use crate::stretch::{may_start_sentence, spans, tidy, whole_name, whole_quotations};
use crate::tokens::Token;
use std::collections::BTreeSet;
use std::ops::Range;

/// A cue with what the networks say of it.
pub(crate) struct Candidate {
    /// Its tokens, rising, never empty.
    pub cue: Vec<usize>,
    /// The tagger's mean probability that they are a cue.
    pub score: f32,
    /// Whether the tagger takes it for a cue inside another's content.
    pub inner: bool,
    pub linked: Linked,
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
const SOURCE: usize = 1;
const CONTENT: usize = 2;

/// A relation in the making, in tokens.
struct Draft<'a> {
    candidate: &'a Candidate,
    score: f32,
    source: Vec<usize>,
    content: Vec<usize>,
    parent: Option<usize>,
}

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

/// One cue's relation, if its score reaches the least that any needs.
fn draft<'a>(
    text: &str,
    tokens: &[Token],
    quotations: &[Quoted],
    candidate: &'a Candidate,
    settings: &Decoder,
) -> Option<Draft<'a>> {
    let Candidate {
        cue, score, linked, ..
    } = candidate;
    let score = score.powf(1.0 - settings.mix) * linked.valid.powf(settings.mix);
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
    let runs = tidy(text, tokens, content.into_iter(), &blocked, settings.gap);
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
        (0.5 / settings.source).ln(),
        (0.5 / settings.content).ln(),
    ];
    let weight = |at: usize, role: usize| {
        if role != NONE && cue.contains(&(linked.first + at)) {
            -30.0
        } else {
            linked.roles[at][role].clamp(1e-6, 1.0).ln() + prior[role]
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

/// Gives each draft its parent, the smallest content that its cue stands in,
/// grows nested contents to where they must reach, and drops drafts too weak
/// for their place.
fn nest<'a>(
    text: &str,
    tokens: &[Token],
    mut drafts: Vec<Draft<'a>>,
    settings: &Decoder,
) -> Vec<Draft<'a>> {
    let mut contents: Vec<BTreeSet<usize>> = drafts
        .iter()
        .map(|d| d.content.iter().copied().collect())
        .collect();
    let parents: Vec<Option<usize>> = (0..drafts.len())
        .map(|i| {
            (0..drafts.len())
                .filter(|&k| !drafts[k].candidate.inner && drafts[k].score >= settings.relation)
                .filter(|&k| encloses(&drafts, &contents, k, i))
                .min_by_key(|&k| (contents[k].len(), drafts[k].candidate.cue.clone()))
        })
        .collect();
    for (draft, parent) in drafts.iter_mut().zip(parents) {
        draft.parent = parent;
    }
    for i in 0..drafts.len() {
        if let Some(content) = completed(text, tokens, &drafts, &contents, i, settings) {
            contents[i] = content.iter().copied().collect();
            drafts[i].content = content;
        }
    }
    // What a grown content has swallowed stands in it now.
    for i in 0..drafts.len() {
        let Some(parent) = drafts[i].parent else {
            continue;
        };
        let nearest = (0..drafts.len())
            .filter(|&k| drafts[k].parent == Some(parent) && encloses(&drafts, &contents, k, i))
            .min_by_key(|&k| (contents[k].len(), drafts[k].candidate.cue.clone()));
        drafts[i].parent = nearest.or(Some(parent));
    }
    let stays: Vec<bool> = drafts
        .iter()
        .map(|draft| match draft.parent {
            None => !draft.candidate.inner && draft.score >= settings.relation,
            Some(_) => draft.score >= settings.nested,
        })
        .collect();
    keep(drafts, &stays)
}

/// Whether `inner`'s cue stands in `outer`'s content, and not the other way
/// round as well.
fn encloses(drafts: &[Draft], contents: &[BTreeSet<usize>], outer: usize, inner: usize) -> bool {
    outer != inner
        && drafts[inner]
            .candidate
            .cue
            .iter()
            .all(|t| contents[outer].contains(t))
        && !drafts[outer]
            .candidate
            .cue
            .iter()
            .any(|t| contents[inner].contains(t))
}

/// A nested content grown to the edge of its parent's, where it must reach it.
///
/// "A is ready, B said on Monday, according to C": what B said runs from the
/// sentence's start. "A, quoted as saying that B and C": to its end.
fn completed(
    text: &str,
    tokens: &[Token],
    drafts: &[Draft],
    contents: &[BTreeSet<usize>],
    which: usize,
    settings: &Decoder,
) -> Option<Vec<usize>> {
    let draft = &drafts[which];
    let parent = draft.parent?;
    let within = &contents[parent];
    let (cue, content) = (&draft.candidate.cue, &draft.content);
    let (&first, &last) = (content.first()?, content.last()?);
    let (&cue_first, &cue_last) = (cue.first()?, cue.last()?);
    let grown = if last < cue_first && draft.source.first().is_none_or(|&source| source > first) {
        let mut start = first;
        while start > 0 && within.contains(&(start - 1)) && !may_start_sentence(text, tokens, start)
        {
            start -= 1;
        }
        start..first
    } else if first > cue_last
        && first - cue_last <= 2
        && text[tokens[first].span.range()].eq_ignore_ascii_case("that")
    {
        let mut end = last + 1;
        while within.contains(&end) && !may_start_sentence(text, tokens, end) {
            end += 1;
        }
        let grown = last + 1..end;
        // A relation of equal rank, with no speaker of its own there, ends it.
        let stops = drafts.iter().enumerate().any(|(k, beside)| {
            k != which
                && beside.parent == Some(parent)
                && beside.score >= settings.nested
                && beside
                    .candidate
                    .cue
                    .first()
                    .is_some_and(|t| grown.contains(t))
                && !beside.source.iter().any(|t| grown.contains(t))
        });
        if stops {
            return None;
        }
        grown
    } else {
        return None;
    };
    let outside: BTreeSet<usize> = cue.iter().chain(&draft.source).copied().collect();
    let mut grown: Vec<usize> = grown.filter(|t| !outside.contains(t)).collect();
    while grown
        .last()
        .is_some_and(|&t| t > last && !tokens[t].is_word())
    {
        grown.pop();
    }
    if !grown.iter().any(|&t| tokens[t].is_word()) {
        return None;
    }
    let have: BTreeSet<usize> = grown.into_iter().chain(content.iter().copied()).collect();
    let (&start, &end) = (have.first()?, have.last()?);
    Some(
        (start..=end)
            .filter(|t| have.contains(t) || !outside.contains(t))
            .collect(),
    )
}

/// Drops drafts and renumbers parents; what loses its parent goes too.
fn keep<'a>(drafts: Vec<Draft<'a>>, stays: &[bool]) -> Vec<Draft<'a>> {
    let mut number = 0;
    let numbers: Vec<Option<usize>> = stays
        .iter()
        .map(|&stays| {
            stays.then(|| {
                number += 1;
                number - 1
            })
        })
        .collect();
    let mut orphaned = false;
    let mut kept = Vec::new();
    let mut here = Vec::new();
    for (mut draft, &stay) in drafts.into_iter().zip(stays) {
        if !stay {
            continue;
        }
        let lost = draft.parent.is_some_and(|parent| numbers[parent].is_none());
        draft.parent = draft.parent.and_then(|parent| numbers[parent]);
        orphaned |= lost;
        here.push(!lost);
        kept.push(draft);
    }
    if orphaned { keep(kept, &here) } else { kept }
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
    keep(drafts, &stays)
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

/// What speaks for a relation, as numbers.
struct Evidence([f32; 8]);

impl Evidence {
    fn new(tokens: &[Token], draft: &Draft) -> Self {
        let Linked {
            first,
            roles,
            valid,
            sourced,
        } = &draft.candidate.linked;
        let mean = |set: &[usize], role: usize| {
            let sum: f32 = set
                .iter()
                .filter_map(|t| roles.get(t.checked_sub(*first)?))
                .map(|r| r[role])
                .sum();
            if set.is_empty() {
                0.0
            } else {
                sum / set.len() as f32
            }
        };
        let least = |set: &[usize], role: usize| {
            set.iter()
                .filter_map(|t| roles.get(t.checked_sub(*first)?))
                .map(|r| r[role])
                .fold(1.0, f32::min)
        };
        let words = draft
            .content
            .iter()
            .filter(|&&t| tokens[t].is_word())
            .count();
        let source = if draft.source.is_empty() {
            1.0 - sourced
        } else {
            *sourced
        };
        Self([
            logit(draft.candidate.score),
            logit(*valid),
            logit(mean(&draft.content, CONTENT)),
            least(&draft.content, CONTENT),
            if draft.source.is_empty() {
                logit(1.0 - sourced)
            } else {
                logit(mean(&draft.source, SOURCE))
            },
            logit(source),
            (words as f32).ln(),
            f32::from(u8::from(draft.parent.is_some())),
        ])
    }
}

/// Log odds, kept within what 32 bits tell apart.
fn logit(p: f32) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

impl Confidence {
    fn of(&self, evidence: &Evidence) -> f32 {
        let sum = self.bias
            + self
                .weights
                .iter()
                .zip(&evidence.0)
                .map(|(w, x)| w * x)
                .sum::<f32>();
        // Four decimals: what is printed is what is kept.
        ((1.0 / (1.0 + (-sum).exp())) * 1e4).round() / 1e4
    }
}
