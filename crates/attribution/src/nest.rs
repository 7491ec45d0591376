//! Relations inside the contents of others.

use crate::draft::Draft;
use crate::settings::Decoder;
use crate::stretch::may_start_sentence;
use crate::tokens::Token;
use std::collections::BTreeSet;

/// Gives each draft its parent, the smallest content that its cue stands in,
/// grows nested contents to where they must reach, and drops drafts too weak
/// for their place.
pub(crate) fn nest<'a>(
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
pub(crate) fn keep<'a>(drafts: Vec<Draft<'a>>, stays: &[bool]) -> Vec<Draft<'a>> {
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
