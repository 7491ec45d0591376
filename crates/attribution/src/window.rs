//! Neighbouring paragraphs that are encoded together.

use crate::tokens::Token;
use std::ops::Range;

/// A stretch of tokens that is encoded in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    /// The tokens encoded.
    pub tokens: Range<usize>,
    /// The tokens whose cues are read from this window; the rest is context.
    pub core: Range<usize>,
}

/// Wordpieces of a window that a long paragraph is cut into.
const LONG: usize = 288;
/// Tokens of context before the core of such a window. More than after it,
/// since a speaker mostly follows what is quoted at length.
const BEFORE: usize = 96;
/// Tokens of context after the core.
const AFTER: usize = 48;

/// Packs whole paragraphs into windows of at most `budget` wordpieces.
///
/// `cost` holds each token's number of wordpieces; one more is counted for
/// the border after each paragraph, and one for the window's start. A
/// paragraph over the budget is cut into overlapping windows of [`LONG`]
/// wordpieces. Every token is in exactly one core.
pub(crate) fn pack(tokens: &[Token], cost: &[usize], budget: usize) -> Vec<Window> {
    let mut windows = Vec::new();
    let mut open: Option<(usize, usize, usize)> = None; // first, last, room used
    let mut start = 0;
    for i in 1..=tokens.len() {
        if i < tokens.len() && tokens[i].paragraph == tokens[start].paragraph {
            continue;
        }
        let need = cost[start..i].iter().sum::<usize>() + 1;
        if let Some((first, last, used)) = open
            && used + need > budget
        {
            windows.push(Window {
                tokens: first..last,
                core: first..last,
            });
            open = None;
        }
        if need + 1 > budget {
            cut(start..i, cost, budget.max(LONG), &mut windows);
        } else {
            let (first, used) = open.map_or((start, 1), |(first, _, used)| (first, used));
            open = Some((first, i, used + need));
        }
        start = i;
    }
    if let Some((first, last, _)) = open {
        windows.push(Window {
            tokens: first..last,
            core: first..last,
        });
    }
    windows
}

/// Cuts one long paragraph.
fn cut(paragraph: Range<usize>, cost: &[usize], budget: usize, windows: &mut Vec<Window>) {
    let mut core = paragraph.start;
    while core < paragraph.end {
        let (mut first, mut room) = (core, budget.saturating_sub(2));
        // Words of many pieces must not take the core's room.
        while first > paragraph.start
            && core - first < BEFORE
            && room.saturating_sub(cost[first - 1]) >= budget / 2
        {
            first -= 1;
            room -= cost[first];
        }
        let mut last = core;
        while last < paragraph.end && room >= cost[last] {
            room -= cost[last];
            last += 1;
        }
        last = last.max(core + 1);
        let core_end = if last == paragraph.end {
            last
        } else {
            last.saturating_sub(AFTER).max(core + 1)
        };
        windows.push(Window {
            tokens: first..last,
            core: core..core_end,
        });
        core = core_end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokenise;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_token_is_in_one_core(lengths in prop::collection::vec(1usize..700, 1..12), budget in 20usize..170, long in 1usize..=24, often in 1usize..5) {
            let text: String = lengths.iter().map(|&n| "word ".repeat(n) + "\n").collect();
            let tokens = tokenise(&text);
            // Every so often a word of many pieces, of which there are at most 24.
            let cost: Vec<usize> = (0..tokens.len()).map(|n| if n % often == 0 { long } else { 1 }).collect();
            let windows = pack(&tokens, &cost, budget);
            let mut next = 0;
            for window in &windows {
                prop_assert_eq!(window.core.start, next);
                prop_assert!(window.tokens.start <= window.core.start && window.core.end <= window.tokens.end);
                let pieces: usize = cost[window.tokens.clone()].iter().sum();
                let of = |t: usize| tokens[t].paragraph;
                let borders = 1 + of(window.tokens.end - 1) - of(window.tokens.start);
                prop_assert!(1 + pieces + borders as usize <= budget.max(LONG), "{pieces} pieces");
                next = window.core.end;
            }
            prop_assert_eq!(next, tokens.len());
        }
    }
}
