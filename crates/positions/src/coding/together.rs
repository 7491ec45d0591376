//! What the statements of a report do to one another once each is judged: a
//! condition in the next clause, a denial around a claim, words passed on.

use super::{INFERRED, Opinion, Piece, bears};
use crate::saying::Told;
use crate::turns::{Turn, ends, holds, starts};
use crate::{Force, Stance};

/// An opinion, what its words tell of a change, and the statement it takes up.
pub(super) type Held = (Opinion, Option<Told>, Option<usize>);

/// "agreed to it, but required that …": a condition in the next clause.
pub(super) fn set_conditions(pieces: &[Piece], opinions: &mut [Held]) {
    for index in 0..pieces.len() {
        if opinions[index].0.stance != Stance::Support {
            continue;
        }
        let piece = &pieces[index];
        let next = pieces.iter().skip(index + 1).take(2).find(|next| {
            next.sentence == piece.sentence
                && next.speaker == piece.speaker
                && next.source == piece.source
                && next.parent == piece.parent
                && holds(&next.cue, Turn::Requires).is_some()
                && between(&piece.sentence, &piece.content, &next.cue)
                    .is_some_and(|words| holds(words, Turn::Condition).is_some())
        });
        if let Some(next) = next {
            let opinion = &mut opinions[index].0;
            opinion.stance = Stance::Conditional;
            opinion.conditions.push(next.content.clone());
            opinion.confidence *= INFERRED;
            opinion.reason = format!(
                "{}; the next clause sets a condition (“{}”)",
                opinion.reason, next.cue
            );
        }
    }
}

/// What stands between two parts of a sentence.
pub(super) fn between<'s>(sentence: &'s str, first: &str, second: &str) -> Option<&'s str> {
    let start = sentence.find(first)? + first.len();
    let rest = &sentence[start..];
    rest.find(second).map(|end| &rest[..end])
}

/// What stands in a denied content is nobody's position by that: whoever denies
/// it holds the contrary of what it says.
pub(super) fn turn_the_denied(pieces: &[Piece], opinions: &mut [Held]) {
    for index in 0..pieces.len() {
        if !pieces[index].denies {
            continue;
        }
        let piece = &pieces[index];
        let words_alone = opinions[index].1 != Some(Told::GaveUp)
            && (piece.own_words
                || starts(&piece.content, Turn::OwnSaying).is_some()
                || ends(&piece.cue, Turn::OwnSaying).is_some()
                || holds(opening(&piece.content), Turn::Saying).is_some()
                || holds(&piece.content, Turn::Unqualified).is_some());
        if words_alone {
            let opinion = &mut opinions[index].0;
            if bears(opinion) {
                opinion.stance = Stance::Reports;
                opinion.conditions.clear();
                opinion.reason = format!("denies the words, not the thing; {}", opinion.reason);
            }
        }
        let mut contrary: Option<(Stance, f64)> = None;
        for (inner, (opinion, _, _)) in opinions.iter_mut().enumerate() {
            if inner == index || !stands_in(pieces, inner, index) || !bears(opinion) {
                continue;
            }
            let turned = match opinion.stance {
                Stance::Support => Some(Stance::Oppose),
                Stance::Oppose => Some(Stance::Support),
                _ => None,
            };
            if let Some(turned) = turned {
                let surer = contrary
                    .as_ref()
                    .is_none_or(|(_, least)| opinion.confidence > *least);
                if surer {
                    contrary = Some((turned, opinion.confidence));
                }
            }
            opinion.stance = Stance::Reports;
            opinion.conditions.clear();
            opinion.reason = format!("told only in what is denied; {}", opinion.reason);
        }
        if let Some((stance, confidence)) = contrary.filter(|_| !words_alone) {
            let opinion = &mut opinions[index].0;
            opinion.stance = stance;
            opinion.confidence = confidence;
            opinion.reason = format!("denies it; {}", opinion.reason);
        }
    }
}

/// The first words of a content: "that he had ever said", "having called for".
fn opening(content: &str) -> &str {
    const WORDS: usize = 5;
    let ends = content.match_indices(char::is_whitespace);
    let end = ends.map(|(at, _)| at).nth(WORDS - 1);
    &content[..end.unwrap_or(content.len())]
}

/// Whether a statement stands in another's content, at any depth.
pub(super) fn stands_in(pieces: &[Piece], inner: usize, outer: usize) -> bool {
    let mut at = inner;
    // No deeper than there are statements, whatever the parents say.
    for _ in 0..pieces.len() {
        let parent = pieces[at].parent.as_ref();
        match pieces.iter().position(|piece| Some(&piece.id) == parent) {
            Some(found) if found == outer => return true,
            Some(found) => at = found,
            None => return false,
        }
    }
    false
}

/// Who passes on what somebody of another side said holds no position by it:
/// the inner statement carries it. Nor does a paper, say, that is cited for
/// what somebody of its own side said.
pub(super) fn leave_to_the_inner(pieces: &[Piece], opinions: &mut [Held]) {
    for index in 0..pieces.len() {
        let outer = &pieces[index];
        let cited = opinions[index].0.force == Some(Force::PassesOn);
        let others = |inner: &Piece| {
            let (own, same) = match (&inner.speaker, &inner.side) {
                (Some(speaker), _) if Some(speaker) == outer.speaker.as_ref() => (true, true),
                (_, Some(side)) => (false, Some(side) == outer.side.as_ref()),
                (_, None) => (false, false),
            };
            !same || (cited && !own)
        };
        let inner = pieces
            .iter()
            .zip(opinions.iter())
            .find(|(inner, (opinion, _, _))| {
                let most_of_it = 5 * inner.content.len() >= 2 * outer.content.len();
                inner.parent.as_ref() == Some(&outer.id)
                    && !inner.source.is_empty()
                    && most_of_it
                    && bears(opinion)
                    && others(inner)
            });
        // Who denies what others said holds the contrary.
        let who = inner
            .filter(|_| !outer.denies)
            .map(|(inner, _)| inner.source.clone());
        let opinion = &mut opinions[index].0;
        if let Some(who) = who
            && bears(opinion)
        {
            opinion.stance = Stance::Reports;
            opinion.conditions.clear();
            opinion.reason = format!("passes on what {who} said; {}", opinion.reason);
        }
    }
}
