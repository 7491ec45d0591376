//! Sums up over the articles what the scores are shares of.

use crate::brat::Article;
use crate::matching::{Level, TokenRelation, match_relations};
use crate::predictions::Predictions;
use crate::relation::{Offsets, Relation};
use crate::scores::{KindRecall, Kinds, Levels, Roles, Score, Scores, share};
use crate::text::{Kind, Text, runs};
use std::collections::BTreeSet;

/// Scores predictions against the gold relations of a corpus.
///
/// Predictions for articles that are not in the corpus are not looked at;
/// [`crate::read_predictions`] refuses them.
#[must_use]
pub fn evaluate(articles: &[Article], predictions: &Predictions) -> Scores {
    let mut counts = Counts::default();
    for article in articles {
        let predicted = predictions.get(&article.name);
        counts.articles_without_prediction += usize::from(predicted.is_none());
        counts.add(
            &article.text,
            &article.gold,
            predicted.map_or(&[], Vec::as_slice),
        );
    }
    counts.scores()
}

#[derive(Default, Clone, Copy)]
struct Count {
    correct: usize,
    predicted: usize,
    gold: usize,
}

impl Count {
    fn add<T: Ord>(&mut self, gold: &BTreeSet<T>, predicted: &BTreeSet<T>) {
        self.gold += gold.len();
        self.predicted += predicted.len();
        self.correct += gold.intersection(predicted).count();
    }

    fn score(self) -> Score {
        Score::of(self.correct, self.predicted, self.gold)
    }
}

#[derive(Default, Clone, Copy)]
struct KindCount {
    gold: usize,
    lenient: usize,
    attributed: usize,
}

#[derive(Default)]
struct Counts {
    articles: usize,
    articles_without_prediction: usize,
    gold: usize,
    gold_without_source: usize,
    predicted: usize,
    predicted_without_content: usize,
    token: Roles<Count>,
    span: Roles<Count>,
    matched: Levels<usize>,
    kinds: Kinds<KindCount>,
    source_matches: usize,
    lenient_with_source: usize,
    source_matches_with_source: usize,
}

impl Counts {
    fn add(&mut self, text: &Text, gold: &[Relation], predicted: &[Relation]) {
        self.articles += 1;
        self.add_role(
            text,
            gold,
            predicted,
            |r| &r.content,
            |roles| &mut roles.content,
        );
        self.add_role(
            text,
            gold,
            predicted,
            |r| &r.source,
            |roles| &mut roles.source,
        );
        self.add_role(text, gold, predicted, |r| &r.cue, |roles| &mut roles.cue);

        let all_predicted = predicted.len();
        let gold = TokenRelation::of(text, gold);
        let predicted = TokenRelation::of(text, predicted);
        self.gold += gold.len();
        self.gold_without_source += gold.iter().filter(|r| r.source.is_empty()).count();
        self.predicted += predicted.len();
        self.predicted_without_content += all_predicted - predicted.len();
        for relation in &gold {
            self.kind(text, relation).gold += 1;
        }

        for (g, p) in match_relations(&gold, &predicted, Level::Lenient) {
            self.matched.lenient += 1;
            self.kind(text, &gold[g]).lenient += 1;
            let source_matches = usize::from(gold[g].source_matches(&predicted[p]));
            self.source_matches += source_matches;
            if !gold[g].source.is_empty() {
                self.lenient_with_source += 1;
                self.source_matches_with_source += source_matches;
            }
        }
        for (g, _) in match_relations(&gold, &predicted, Level::Attributed) {
            self.matched.attributed += 1;
            self.kind(text, &gold[g]).attributed += 1;
        }
        self.matched.strict += match_relations(&gold, &predicted, Level::Strict).len();
    }

    /// Counts the tokens and runs of one role. Overlapping relations count a
    /// token, or the same run, once.
    fn add_role(
        &mut self,
        text: &Text,
        gold: &[Relation],
        predicted: &[Relation],
        role: fn(&Relation) -> &[Offsets],
        count: fn(&mut Roles<Count>) -> &mut Count,
    ) {
        let collect = |relations: &[Relation]| {
            let (mut tokens, mut all_runs) = (BTreeSet::new(), BTreeSet::new());
            for relation in relations {
                let set = text.token_set(role(relation));
                all_runs.extend(runs(&set));
                tokens.extend(set);
            }
            (tokens, all_runs)
        };
        let (gold_tokens, gold_runs) = collect(gold);
        let (predicted_tokens, predicted_runs) = collect(predicted);
        count(&mut self.token).add(&gold_tokens, &predicted_tokens);
        count(&mut self.span).add(&gold_runs, &predicted_runs);
    }

    fn kind(&mut self, text: &Text, gold: &TokenRelation) -> &mut KindCount {
        match text.kind(&gold.content) {
            Kind::Direct => &mut self.kinds.direct,
            Kind::Indirect => &mut self.kinds.indirect,
            Kind::Mixed => &mut self.kinds.mixed,
        }
    }

    fn scores(&self) -> Scores {
        let roles = |counts: &Roles<Count>| Roles {
            content: counts.content.score(),
            source: counts.source.score(),
            cue: counts.cue.score(),
        };
        let level = |matched| Score::of(matched, self.predicted, self.gold);
        let recall = |count: KindCount| KindRecall {
            gold: count.gold,
            lenient: share(count.lenient, count.gold),
            attributed: share(count.attributed, count.gold),
        };
        Scores {
            articles: self.articles,
            gold_relations: self.gold,
            gold_relations_without_source: self.gold_without_source,
            predicted_relations: self.predicted,
            predictions_without_content: self.predicted_without_content,
            token: roles(&self.token),
            span: roles(&self.span),
            relation: Levels {
                lenient: level(self.matched.lenient),
                attributed: level(self.matched.attributed),
                strict: level(self.matched.strict),
            },
            attribution_accuracy: share(self.source_matches, self.matched.lenient),
            attribution_accuracy_where_gold_has_source: share(
                self.source_matches_with_source,
                self.lenient_with_source,
            ),
            recall_by_type: Kinds {
                direct: recall(self.kinds.direct),
                indirect: recall(self.kinds.indirect),
                mixed: recall(self.kinds.mixed),
            },
            articles_without_prediction: self.articles_without_prediction,
        }
    }
}
