//! Combines the structural reading and the network's to a judgement.

use crate::combine::{Combination, Evidence, NAMES, evidence};
use crate::denial::denied;
use crate::lexicon::Lexicon;
use crate::network::{Network, scores};
use crate::overlap::{Bags, Overlap, bag_of};
use crate::plain::favours;
use crate::prepared::{Prepared, Wording};
use crate::reading::{Parts, turns_of, verdict};
use crate::token::tokenise;
use crate::two_readings::{Pair, disagree, reason};
use crate::{Force, Judgement, Proposition, Reason, Scores, Stance, Statement};
use demarche_encoder::{ModelError, softmax};

/// Why a statement could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum StanceError {
    /// The model that ships with the program did not load or run.
    #[error("the stance model failed: {0}")]
    Model(String),
}

impl From<ModelError> for StanceError {
    fn from(error: ModelError) -> Self {
        Self::Model(error.0)
    }
}

/// Judges statements.
pub struct Judge {
    pub(crate) lexicon: Lexicon,
    pub(crate) bags: Bags,
    pub(crate) network: Network,
    pub(crate) combination: Combination,
}

/// Words of the shortest proposition that is taken for a sentence.
const SENTENCE: usize = 5;

/// The label of what is said on conditions.
pub(crate) const CONDITIONAL: usize = 2;

/// The last of the labels, after five stances.
pub(crate) const UNRELATED: usize = 5;

/// How much more of a synonym or counter-proposition a statement must touch
/// for that to be judged instead, of 2 for all of it.
const PREFERENCE: f32 = 0.2;

impl Judge {
    /// Loads the model.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not load.
    pub fn new() -> Result<Self, StanceError> {
        Ok(Self {
            lexicon: Lexicon::load(),
            bags: Bags::load()?,
            network: Network::load()?,
            combination: Combination::load().map_err(StanceError::Model)?,
        })
    }

    /// Names the model and the rules: recorded with every coding.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.combination.version
    }

    /// Reads a proposition.
    #[must_use]
    pub fn prepare(&self, proposition: &Proposition) -> Prepared {
        let wording = |text: &String, counter| {
            let tokens = tokenise(text);
            let sentence = tokens.iter().filter(|token| token.is_word()).count() >= SENTENCE;
            Wording {
                bag: self.bags.bag(&tokens, &self.lexicon),
                turns: turns_of(&tokens, &self.lexicon),
                favours: favours(&tokens, &self.lexicon),
                text: text.clone(),
                denied: denied(text, sentence),
                sentence,
                counter,
            }
        };
        let synonyms = proposition.synonyms.iter().map(|text| wording(text, false));
        let counters = proposition.counters.iter().map(|text| wording(text, true));
        Prepared {
            first: wording(&proposition.text, false),
            others: synonyms.chain(counters).collect(),
            proposition: proposition.clone(),
        }
    }

    /// Judges a statement against a proposition that somebody put beside it,
    /// since there is something to tell. [`Judge::judge_among`] is for pairs that
    /// nobody chose.
    ///
    /// Runs on the calling thread alone; the result depends on the two texts
    /// and the model only.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn judge(
        &self,
        statement: &Statement<'_>,
        proposition: &Prepared,
    ) -> Result<Judgement, StanceError> {
        let parts = Parts::read(statement, &self.lexicon);
        let (wording, overlap) = self.nearest(statement, &parts, proposition);
        let pair = self.read(statement, &parts, wording, overlap)?;
        let probabilities = self.probabilities(statement, &parts, &pair)?;
        Ok(self.conclude(probabilities, &parts, &pair))
    }

    /// What is said of a pair that is not looked at.
    pub(crate) fn beside(&self, reason: Reason) -> Judgement {
        Judgement {
            stance: Stance::Unrelated,
            confidence: self.combination.beside,
            sides: [0.0, 0.0, 1.0],
            conditions: Vec::new(),
            reason,
        }
    }

    /// From the probabilities of the labels to the judgement.
    pub(crate) fn conclude(
        &self,
        probabilities: [f32; 6],
        parts: &Parts,
        pair: &Pair<'_>,
    ) -> Judgement {
        let (stance, confidence) = self.choose(probabilities, parts, pair);
        let conditions = [&pair.clause.strict, &pair.clause.loose]
            .into_iter()
            .find(|found| !found.is_empty())
            .filter(|_| stance == Stance::Conditional)
            .into_iter()
            .flatten()
            .map(|range| {
                parts.content[range.start].span.start..parts.content[range.end - 1].span.end
            })
            .collect();
        let mut reason = reason(
            parts,
            &pair.clause,
            &pair.overlap,
            pair.structure,
            Some(pair.scores),
        );
        reason.disagree = disagree(pair.structure, &pair.scores);
        Judgement {
            stance,
            confidence,
            sides: [
                probabilities[0],
                probabilities[1],
                1.0 - probabilities[0] - probabilities[1],
            ],
            conditions,
            reason,
        }
    }

    /// What the combination weighs of a pair: numbers with their names, in order, for
    /// fitting it anew and for whoever wants to know more than the reason tells.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn evidence(
        &self,
        statement: &Statement<'_>,
        proposition: &Prepared,
    ) -> Result<Vec<(&'static str, f32)>, StanceError> {
        let parts = Parts::read(statement, &self.lexicon);
        let (wording, overlap) = self.nearest(statement, &parts, proposition);
        let pair = self.read(statement, &parts, wording, overlap)?;
        let numbers = self.weigh(statement, &parts, &pair)?;
        Ok(NAMES.into_iter().zip(numbers).collect())
    }

    /// What the network says of two texts, before structure has its word: logits
    /// of the three sides (support, oppose, neutral) and of the six labels.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn logits(
        &self,
        statement: &str,
        proposition: &str,
    ) -> Result<([f32; 3], [f32; 6]), StanceError> {
        Ok(self.network.logits(statement, proposition)?)
    }

    /// The wording that the statement touches most, and how much. The text
    /// itself wins over a synonym that is touched little more.
    pub(crate) fn nearest<'a>(
        &self,
        statement: &Statement<'_>,
        parts: &Parts,
        proposition: &'a Prepared,
    ) -> (&'a Wording, Overlap) {
        let touch = |wording| self.touch(statement, parts, wording);
        let mut best = (&proposition.first, touch(&proposition.first));
        for wording in &proposition.others {
            let overlap = touch(wording);
            let handicap = PREFERENCE;
            if overlap.share + overlap.near > best.1.share + best.1.near + handicap {
                best = (wording, overlap);
            }
        }
        best
    }

    /// How much of a wording a statement touches. Who speaks and how counts for
    /// nearness, not for the shared words.
    pub(crate) fn touch(
        &self,
        statement: &Statement<'_>,
        parts: &Parts,
        wording: &Wording,
    ) -> Overlap {
        let bag = self.bags.bag(&parts.content, &self.lexicon);
        let around = bag_of(
            &format!("{} {}", statement.source, statement.cue),
            &self.bags,
            &self.lexicon,
        );
        let mut overlap = wording.bag.touched(&bag);
        overlap.near = wording.bag.nearness(&bag, &around);
        overlap
    }

    /// Reads a pair both ways.
    pub(crate) fn read<'a>(
        &self,
        statement: &Statement<'_>,
        parts: &Parts,
        wording: &'a Wording,
        overlap: Overlap,
    ) -> Result<Pair<'a>, StanceError> {
        let clause = parts.clause(&overlap.matched, &self.lexicon);
        let own = wording
            .turns
            .iter()
            .filter(|at| !overlap.covered.contains(at));
        let sign = (clause.turns.len() + own.count()).is_multiple_of(2) != wording.counter;
        let scores = self.scores(statement, &wording.text, wording.counter)?;
        Ok(Pair {
            wording,
            structure: verdict(parts, &clause, sign),
            clause,
            overlap,
            sign,
            scores,
        })
    }

    /// What the network says of a statement and a text, turned round if the text
    /// asserts the opposite of the proposition.
    fn scores(
        &self,
        statement: &Statement<'_>,
        text: &str,
        opposite: bool,
    ) -> Result<Scores, ModelError> {
        let mut scores = scores(self.network.logits(&statement.whole(), text)?);
        if opposite {
            scores.sides.swap(0, 1);
            scores.labels.swap(0, 1);
        }
        Ok(scores)
    }

    /// What the combination weighs. The network reads the pair a second time
    /// for it, with the proposition denied.
    pub(crate) fn weigh(
        &self,
        statement: &Statement<'_>,
        parts: &Parts,
        pair: &Pair<'_>,
    ) -> Result<Evidence, ModelError> {
        let (denied, counter) = (&pair.wording.denied, pair.wording.counter);
        let denied = self.scores(statement, denied, !counter)?;
        Ok(evidence(parts, pair, &denied))
    }

    /// The probability of each label for a pair that somebody chose.
    pub(crate) fn probabilities(
        &self,
        statement: &Statement<'_>,
        parts: &Parts,
        pair: &Pair<'_>,
    ) -> Result<[f32; 6], ModelError> {
        if parts.spoken {
            let evidence = self.weigh(statement, parts, pair)?;
            return Ok(self.combination.chosen.probabilities(&evidence));
        }
        // A plain sentence: the three sides, neutral being not about it. Held
        // against a whole sentence it is neutral more rarely than the network
        // thinks, which learnt of neutral pairs mostly from topics.
        let mut logits = pair.scores.sides.map(|p| libm::logf(p.max(1e-6)));
        if pair.wording.sentence {
            logits[2] -= self.combination.reserve;
        }
        let [support, oppose, neutral] = softmax(logits.map(|x| x / self.combination.temperature));
        Ok([support, oppose, 0.0, 0.0, 0.0, neutral])
    }

    /// The likeliest stance. Yes and no are taken only where one is clearly
    /// likelier than the other: to take one for the other is the worst fault.
    fn choose(&self, probabilities: [f32; 6], parts: &Parts, pair: &Pair<'_>) -> (Stance, f32) {
        let [yes, no, ..] = probabilities;
        let torn = parts.spoken && yes.max(no) < self.combination.margin * yes.min(no);
        let label = (0..6)
            .filter(|&label| !(torn && label < 2))
            .max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]))
            .unwrap_or(UNRELATED);
        let stance = match label {
            0 => Stance::Support,
            1 => Stance::Oppose,
            CONDITIONAL => Stance::Conditional,
            3 => Stance::NonCommittal,
            4 => match parts.force {
                Some((Force::Asks, _)) => Stance::Asks,
                _ if pair.clause.question => Stance::Asks,
                _ => Stance::Reports,
            },
            _ => Stance::Unrelated,
        };
        (stance, probabilities[label])
    }
}
