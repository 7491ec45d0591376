//! Pairs predicted relations with gold ones.

use crate::relation::Relation;
use crate::text::{Text, TokenSet};
use std::collections::BTreeSet;

/// How alike two relations must be to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Half of the contents' tokens are shared: intersection over union >= 0.5.
    Lenient,
    /// And half of the sources' tokens are, or neither has a source.
    Attributed,
    /// Content and source have the same words; punctuation is left aside.
    Strict,
}

/// A relation in tokens.
pub(crate) struct TokenRelation {
    /// Where it stands in the list it comes from.
    pub index: usize,
    pub content: TokenSet,
    pub source: TokenSet,
    content_words: TokenSet,
    source_words: TokenSet,
}

impl TokenRelation {
    /// The relations that have a content token.
    pub(crate) fn of(text: &Text, relations: &[Relation]) -> Vec<Self> {
        let with_content = relations
            .iter()
            .enumerate()
            .filter_map(|(index, relation)| {
                let content = text.token_set(&relation.content);
                let source = text.token_set(&relation.source);
                (!content.is_empty()).then(|| Self {
                    index,
                    content_words: text.without_punctuation(&content),
                    source_words: text.without_punctuation(&source),
                    content,
                    source,
                })
            });
        with_content.collect()
    }

    /// Whether the sources are as alike as [`Level::Attributed`] wants.
    pub(crate) fn source_matches(&self, other: &Self) -> bool {
        overlap(&self.source, &other.source) >= ENOUGH
    }
}

/// The least intersection over union that counts as a match.
const ENOUGH: f64 = 0.5;

/// Intersection over union; two empty sets are alike.
fn overlap(one: &TokenSet, other: &TokenSet) -> f64 {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 {
        1.0
    } else {
        shared as f64 / all as f64
    }
}

/// Matches one to one, best content first, then best source, then in order.
///
/// Greedy, not the best total: a prediction that equals a gold relation is
/// never given away to make two halves match elsewhere.
pub(crate) fn match_relations(
    gold: &[TokenRelation],
    predicted: &[TokenRelation],
    level: Level,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, wanted) in gold.iter().enumerate() {
        for (p, found) in predicted.iter().enumerate() {
            let content = overlap(&wanted.content, &found.content);
            let source = overlap(&wanted.source, &found.source);
            let allowed = match level {
                Level::Lenient => content >= ENOUGH,
                Level::Attributed => content >= ENOUGH && source >= ENOUGH,
                Level::Strict => {
                    wanted.content_words == found.content_words
                        && wanted.source_words == found.source_words
                }
            };
            if allowed {
                candidates.push((content, source, g, p));
            }
        }
    }
    // Stable, and the candidates stand in the order of their indexes.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let (mut gold_taken, mut predicted_taken) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, _, g, p) in candidates {
        if !gold_taken.contains(&g) && !predicted_taken.contains(&p) {
            gold_taken.insert(g);
            predicted_taken.insert(p);
            pairs.push((g, p));
        }
    }
    pairs
}

/// The relations of one text that match at a level, as indexes into `gold` and
/// `predicted`, best match first. Relations without a content token match
/// nothing.
#[must_use]
pub fn matches(
    text: &Text,
    gold: &[Relation],
    predicted: &[Relation],
    level: Level,
) -> Vec<(usize, usize)> {
    let gold = TokenRelation::of(text, gold);
    let predicted = TokenRelation::of(text, predicted);
    match_relations(&gold, &predicted, level)
        .into_iter()
        .map(|(g, p)| (gold[g].index, predicted[p].index))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(source: &[[usize; 2]], content: &[[usize; 2]]) -> Relation {
        Relation {
            source: source.to_vec(),
            content: content.to_vec(),
            ..Relation::default()
        }
    }

    // Tokens: a0 b1 c2 d3 ,4 e5 f6 .7
    const TEXT: &str = "a b c d, e f.";

    #[track_caller]
    fn check(gold: &[Relation], predicted: &[Relation], level: Level, expected: &[(usize, usize)]) {
        assert_eq!(matches(&Text::new(TEXT), gold, predicted, level), expected);
    }

    #[test]
    fn half_is_enough_and_less_is_not() {
        let gold = [relation(&[], &[[0, 7]])];
        check(
            &gold,
            &[relation(&[], &[[0, 3]])],
            Level::Lenient,
            &[(0, 0)],
        );
        check(&gold, &[relation(&[], &[[0, 1]])], Level::Lenient, &[]);
        check(
            &gold,
            &[relation(&[[9, 10]], &[[0, 7]])],
            Level::Attributed,
            &[],
        );
        check(
            &gold,
            &[relation(&[], &[[0, 7]])],
            Level::Attributed,
            &[(0, 0)],
        );
    }

    #[test]
    fn strict_leaves_punctuation_aside() {
        let gold = [relation(&[[0, 1]], &[[2, 8]])];
        check(
            &gold,
            &[relation(&[[0, 1]], &[[2, 7]])],
            Level::Strict,
            &[(0, 0)],
        );
        check(&gold, &[relation(&[], &[[2, 7]])], Level::Strict, &[]);
        // Two contents of mere punctuation are not the same content.
        check(
            &[relation(&[], &[[7, 8]])],
            &[relation(&[], &[[12, 13]])],
            Level::Strict,
            &[],
        );
    }

    #[test]
    fn the_best_pair_goes_first_and_each_goes_once() {
        let gold = [relation(&[], &[[0, 5]]), relation(&[], &[[0, 7]])];
        let predicted = [relation(&[], &[[0, 7]]), relation(&[], &[[0, 3]])];
        check(&gold, &predicted, Level::Lenient, &[(1, 0), (0, 1)]);
        check(&gold, &predicted[..1], Level::Lenient, &[(1, 0)]);
        // Sources decide between equal contents, then the order.
        let gold = [
            relation(&[[9, 10]], &[[0, 7]]),
            relation(&[[11, 12]], &[[0, 7]]),
        ];
        check(
            &gold,
            &[relation(&[[11, 12]], &[[0, 7]])],
            Level::Lenient,
            &[(1, 0)],
        );
        check(
            &gold,
            &[relation(&[], &[[0, 7]])],
            Level::Lenient,
            &[(0, 0)],
        );
    }

    #[test]
    fn indexes_count_relations_without_content_too() {
        let gold = [
            relation(&[[0, 1]], &[]),
            relation(&[], &[[1, 2]]),
            relation(&[], &[[0, 3]]),
        ];
        check(
            &gold,
            &[relation(&[], &[]), relation(&[], &[[0, 3]])],
            Level::Lenient,
            &[(2, 1)],
        );
    }
}
