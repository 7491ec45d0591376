//! Prints scores as a table, byte for byte as the reference evaluator does.

use crate::scores::{KindRecall, Score, Scores};
use std::fmt;

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "articles             {}  ({} without prediction)",
            self.articles, self.articles_without_prediction
        )?;
        writeln!(
            f,
            "gold relations       {}  ({} without source)",
            self.gold_relations, self.gold_relations_without_source
        )?;
        writeln!(
            f,
            "predicted relations  {}  (and {} without content)",
            self.predicted_relations, self.predictions_without_content
        )?;
        writeln!(f)?;
        let [p, r, f1] = ["P", "R", "F1"];
        let [correct, predicted, gold] = ["correct", "predicted", "gold"];
        writeln!(
            f,
            "{:22}{p:>7}{r:>7}{f1:>7}{correct:>10}{predicted:>11}{gold:>8}",
            ""
        )?;
        for (unit, roles) in [("token", &self.token), ("span", &self.span)] {
            write_score(f, unit, "content", &roles.content)?;
            write_score(f, unit, "source", &roles.source)?;
            write_score(f, unit, "cue", &roles.cue)?;
        }
        write_score(f, "relation", "lenient", &self.relation.lenient)?;
        write_score(f, "relation", "attributed", &self.relation.attributed)?;
        write_score(f, "relation", "strict", &self.relation.strict)?;
        writeln!(f)?;
        writeln!(
            f,
            "attribution accuracy (sources of leniently matched relations)  {:.1}",
            100.0 * self.attribution_accuracy
        )?;
        writeln!(
            f,
            "  where the gold relation has a source                         {:.1}",
            100.0 * self.attribution_accuracy_where_gold_has_source
        )?;
        writeln!(f)?;
        let [lenient, attributed] = ["lenient", "attributed"];
        writeln!(
            f,
            "{:22}{lenient:>9}{attributed:>12}{gold:>8}",
            "recall by gold type"
        )?;
        write_recall(f, "direct", &self.recall_by_type.direct)?;
        writeln!(f)?;
        write_recall(f, "indirect", &self.recall_by_type.indirect)?;
        writeln!(f)?;
        write_recall(f, "mixed", &self.recall_by_type.mixed)
    }
}

fn write_score(f: &mut fmt::Formatter<'_>, unit: &str, what: &str, score: &Score) -> fmt::Result {
    let name = format!("{unit} {what}");
    let [p, r, f1] = [score.p, score.r, score.f1].map(|share| 100.0 * share);
    let Score {
        correct,
        predicted,
        gold,
        ..
    } = score;
    writeln!(
        f,
        "{name:22}{p:7.1}{r:7.1}{f1:7.1}{correct:>10}{predicted:>11}{gold:>8}"
    )
}

fn write_recall(f: &mut fmt::Formatter<'_>, kind: &str, recall: &KindRecall) -> fmt::Result {
    let [lenient, attributed] = [recall.lenient, recall.attributed].map(|share| 100.0 * share);
    write!(
        f,
        "{kind:22}{lenient:9.1}{attributed:12.1}{:>8}",
        recall.gold
    )
}
