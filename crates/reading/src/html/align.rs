//! Lays a text without places over blocks that have them.
//!
//! Both are compared by their letters and digits alone, since the library
//! that made the text sets blanks and marks as it likes. A block counts as
//! part of the text where it occurs there in the order of the page: long
//! blocks anywhere, short ones (`World`, `Read more`) only as a line of their
//! own or right after a block that is in, so that a menu's words are not
//! found in the middle of a sentence.

use std::collections::BTreeMap;

/// Letters from which a block is found by its words, wherever they stand.
const LONG: usize = 30;
/// Places that one block may be tried at.
const PLACES: usize = 16;
/// Bytes compared at most, over all; beyond it the page is left to simple rules.
const BUDGET: usize = 4_000_000_000;

/// A place of the text that a block may stand for.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    block: usize,
    start: usize,
    end: usize,
    weight: usize,
}

/// Which of `blocks` make up `text`; `None` where finding out would take too long.
pub(crate) fn blocks_in(blocks: &[&str], text: &str) -> Option<Vec<bool>> {
    let keys: Vec<String> = blocks.iter().map(|block| key(block)).collect();
    let mut whole = String::new();
    let mut lines = Vec::new();
    for line in text.lines() {
        let start = whole.len();
        whole.push_str(&key(line));
        if whole.len() > start {
            lines.push((start, whole.len()));
        }
    }
    if keys.len().saturating_mul(whole.len()) > BUDGET {
        return None;
    }
    let candidates = candidates(&keys, &whole, &lines);
    let chain = heaviest_chain(&candidates);
    Some(fill(&keys, &whole, &chain))
}

fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn candidates(keys: &[String], whole: &str, lines: &[(usize, usize)]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut covered = vec![false; lines.len()];
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (block, key) in keys.iter().enumerate() {
        // Where a page says the same over and over, the tenth time on the page
        // is about the tenth in the text.
        let before = seen.entry(key).or_insert(0);
        let passed = before.saturating_sub(PLACES / 2);
        *before += 1;
        if key.len() >= LONG {
            for (start, _) in whole.match_indices(key.as_str()).skip(passed).take(PLACES) {
                let end = start + key.len();
                let first = lines.partition_point(|line| line.1 <= start);
                for (line, covered) in lines.iter().zip(&mut covered).skip(first) {
                    if line.0 >= end {
                        break;
                    }
                    *covered = true;
                }
                let weight = 2 * key.len();
                found.push(Candidate {
                    block,
                    start,
                    end,
                    weight,
                });
            }
        } else if !key.is_empty() {
            let same = |line: &&(usize, usize)| whole[line.0..line.1] == **key;
            for &(start, end) in lines.iter().filter(same).skip(passed).take(PLACES) {
                let weight = 2 * key.len();
                found.push(Candidate {
                    block,
                    start,
                    end,
                    weight,
                });
            }
        }
    }
    // A line whose block has more than the line: the library left some out.
    let open: Vec<(usize, usize)> = lines
        .iter()
        .zip(covered)
        .filter(|((start, end), covered)| !covered && end - start >= LONG)
        .map(|(line, _)| *line)
        .collect();
    if open.len() * keys.iter().map(String::len).sum::<usize>() <= BUDGET {
        for (block, key) in keys.iter().enumerate() {
            for &(start, end) in &open {
                if key.len() > end - start && key.contains(&whole[start..end]) {
                    let weight = end - start;
                    found.push(Candidate {
                        block,
                        start,
                        end,
                        weight,
                    });
                }
            }
        }
    }
    found.sort_by_key(|candidate| (candidate.block, candidate.start));
    found
}

/// The heaviest row of candidates that rises both in blocks and in the text;
/// of equal ones, the later on the page.
fn heaviest_chain(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut ends: Vec<usize> = candidates.iter().map(|c| c.end).collect();
    ends.sort_unstable();
    ends.dedup();
    // A Fenwick tree of the best chain, its weight and last candidate, that
    // ends at or before a place.
    let mut best: Vec<(usize, Option<usize>)> = vec![(0, None); ends.len() + 1];
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    let mut at = 0;
    while at < candidates.len() {
        let block = candidates[at].block;
        let same = candidates[at..]
            .iter()
            .take_while(|c| c.block == block)
            .count();
        // All places of a block are weighed before any is entered: one block
        // stands for one place.
        let mut weighed = Vec::with_capacity(same);
        for (index, candidate) in candidates.iter().enumerate().skip(at).take(same) {
            let mut slot = ends.partition_point(|end| *end <= candidate.start);
            let mut top = (0, None);
            while slot > 0 {
                if best[slot].0 > top.0 {
                    top = best[slot];
                }
                slot &= slot - 1;
            }
            before[index] = top.1;
            weighed.push((index, top.0 + candidate.weight));
        }
        for (index, weight) in weighed {
            let mut slot = ends.partition_point(|end| *end < candidates[index].end) + 1;
            while slot < best.len() {
                if weight >= best[slot].0 {
                    best[slot] = (weight, Some(index));
                }
                slot += slot & slot.wrapping_neg();
            }
        }
        at += same;
    }
    let mut last = best
        .iter()
        .skip(1)
        .max_by_key(|entry| entry.0)
        .and_then(|entry| entry.1);
    let mut chain = Vec::new();
    while let Some(index) = last {
        chain.push(candidates[index]);
        last = before[index];
    }
    chain.reverse();
    chain
}

/// The blocks of the chain, and those between that stand right where the text goes on.
fn fill(keys: &[String], whole: &str, chain: &[Candidate]) -> Vec<bool> {
    let mut kept = vec![false; keys.len()];
    let mut chain = chain.iter().peekable();
    let mut cursor = 0;
    for (block, key) in keys.iter().enumerate() {
        if let Some(candidate) = chain.next_if(|candidate| candidate.block == block) {
            kept[block] = true;
            cursor = candidate.end;
            continue;
        }
        let next = chain
            .peek()
            .map_or(whole.len(), |candidate| candidate.start);
        let gap = whole.get(cursor..next).unwrap_or_default();
        if !key.is_empty() && cursor > 0 && gap.starts_with(key.as_str()) {
            kept[block] = true;
            cursor += key.len();
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_the_text_holds_in_order() {
        let long = "The envoys met for a third day by the lake and found nothing to say.";
        let other = "An aide said that the mood was better than at the meeting of last week.";
        let blocks = [
            "World",
            long,
            "World",
            "“No.”",
            other,
            "Read more",
            "Two words",
            long,
        ];
        let text = format!("{long}\n“No.” {other}\nTwo words\n");
        let kept = blocks_in(&blocks, &text).unwrap();
        assert_eq!(kept, [false, true, false, true, true, false, true, false]);
    }

    #[test]
    fn a_line_with_parts_left_out_still_finds_its_block() {
        let block =
            "PHOTO The envoys met for a third day by the lake and found nothing to say. SHARE";
        let text = "The envoys met for a third day by the lake and found nothing to say.";
        assert_eq!(blocks_in(&["Menu", block], text).unwrap(), [false, true]);
    }

    #[test]
    fn nothing_in_nothing() {
        assert_eq!(blocks_in(&[], "text").unwrap(), [false; 0]);
        assert_eq!(blocks_in(&["a", ""], "").unwrap(), [false, false]);
    }
}
