//! Judges pairs that nobody chose: every statement of a ledger is held against
//! every question, and most have nothing to say on most.
//!
//! Which pairs are worth reading is asked first ([`crate::relevance`]): each text's
//! [`Embedding`] is made once, so that the network reads only the pairs that come
//! near one another, and the statements of a report and the questions of a dispute
//! are looked at together. What a pair is, unrelated or a stance, is then told by a
//! regression over all wordings of the question ([`crate::combine`]), each read with
//! the statement alone and after what was said before it.

use crate::combine::{Wide, after, among, names, tells_condition, together};
use crate::judge::{CONDITIONAL, Judge, StanceError, UNRELATED};
use crate::names_alone::names_alone;
use crate::overlap::{Bag, Overlap, bag_of};
use crate::plain;
use crate::prepared::{Prepared, Wording};
use crate::reading::{Parts, verdict};
use crate::relevance::{Affinity, Embedding, Near, around, leads, sigmoid};
use crate::statement::NEAREST;
use crate::two_readings::Pair;
use crate::{Judgement, Proposition, Reason, Stance, Statement};
use demarche_encoder::softmax;

/// A pair that is unrelated as surely as this in the wording that it comes
/// nearest to is not read in the others.
const FAR: f32 = 0.9;

/// How much the side counts that a statement takes in a question's own words,
/// beside all else, 0 to 1.
const PLAIN: f32 = 0.75;

/// Of two wordings, one is not nearer by less than this share.
const TIE: f32 = 0.05;

/// What is nearer to another question was right, on the sheets, three quarters as
/// often as it seemed.
const ASIDE: f32 = 0.75;

/// What shares with a question nothing but the name that it is about was right, on
/// the sheets, six in ten times (and where a ledger is full of the name, hardly ever).
const NAMES_ALONE: f32 = 0.6;

/// Where a statement bears less on a question than this, it has not its words.
const BEARS: f32 = 0.5;

/// A question of a dispute, read beside the others.
#[derive(Debug, Clone)]
pub struct Asked {
    prepared: Prepared,
    /// Of each wording.
    embeddings: Vec<Embedding>,
}

/// A statement that has met the questions of a dispute, beside the other
/// statements of its report.
#[derive(Debug, Clone)]
pub struct Met {
    /// To each question, in their order.
    near: Vec<Near>,
    /// Cosines of the embeddings with those of each question's wordings.
    cosines: Vec<Vec<f32>>,
    nearest: Option<usize>,
}

impl Met {
    /// How near it comes to each question, in their order.
    pub fn affinities(&self) -> impl Iterator<Item = Affinity> {
        self.near.iter().map(|near| near.affinity)
    }

    /// The number of the question that it comes nearest to; none of none.
    #[must_use]
    pub fn nearest(&self) -> Option<usize> {
        self.nearest
    }
}

impl Judge {
    /// Reads the propositions of one dispute: what many of them have in common
    /// then tells little of which of them a statement bears on.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn prepare_all(&self, propositions: &[Proposition]) -> Result<Vec<Asked>, StanceError> {
        let all: Vec<Prepared> = propositions.iter().map(|one| self.prepare(one)).collect();
        let set: Vec<Vec<Bag>> = all
            .iter()
            .map(|one| one.wordings().map(|wording| wording.bag.clone()).collect())
            .collect();
        all.into_iter()
            .map(|mut prepared| {
                prepared.first.bag.set_apart(&set);
                for wording in &mut prepared.others {
                    wording.bag.set_apart(&set);
                }
                let embeddings = prepared
                    .wordings()
                    .map(|wording| self.network.embedding(&wording.text))
                    .collect::<Result<_, _>>()?;
                Ok(Asked {
                    prepared,
                    embeddings,
                })
            })
            .collect()
    }

    /// Brings the statements of a report, in the order of the text, before the
    /// questions of a dispute.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn meet(
        &self,
        statements: &[Statement<'_>],
        questions: &[Asked],
    ) -> Result<Vec<Met>, StanceError> {
        let mut all: Vec<Met> = statements
            .iter()
            .map(|statement| self.alone(statement, questions))
            .collect::<Result<_, _>>()?;
        let seem: Vec<Vec<f32>> = all
            .iter()
            .map(|met| {
                met.affinities()
                    .map(|one| sigmoid(self.seems(one)))
                    .collect()
            })
            .collect();
        for (met, around) in all.iter_mut().zip(around(&seem)) {
            for (near, around) in met.near.iter_mut().zip(around) {
                near.around = around;
            }
        }
        Ok(all)
    }

    /// Brings other words before the questions, in the place of a statement of a
    /// report: words that it takes up, or that lead to it.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn meet_instead(
        &self,
        statement: &Statement<'_>,
        questions: &[Asked],
        of: &Met,
    ) -> Result<Met, StanceError> {
        let mut met = self.alone(statement, questions)?;
        for (near, of) in met.near.iter_mut().zip(&of.near) {
            near.around = of.around;
        }
        Ok(met)
    }

    /// How near a statement comes to the question of that number, what stands
    /// around it considered, before the network has read the two: a logit, from 0
    /// on if it is to read them.
    #[must_use]
    pub fn promise(&self, met: &Met, question: usize) -> f32 {
        self.combination.relevance.promise(met.near[question])
    }

    fn seems(&self, affinity: Affinity) -> f32 {
        self.combination.relevance.seems(affinity)
    }

    /// A statement beside the questions, as if nothing stood around it.
    fn alone(&self, statement: &Statement<'_>, questions: &[Asked]) -> Result<Met, StanceError> {
        let embedding = self.network.embedding(&statement.whole())?;
        let bag = |text: &str| bag_of(text, &self.bags, &self.lexicon);
        let content = bag(statement.content);
        let said = bag(&format!("{} {}", statement.source, statement.cue));
        let cosines = |asked: &Asked| -> Vec<f32> {
            let own = asked.embeddings.iter();
            own.map(|own| own.cosine(&embedding)).collect()
        };
        let cosines: Vec<Vec<f32>> = questions.iter().map(cosines).collect();
        let near = |(asked, cosines): (&Asked, &Vec<f32>)| {
            let told = asked.prepared.wordings();
            let told = told.map(|wording| wording.bag.told(&content, &said));
            let affinity = Affinity {
                cosine: cosines.iter().sum::<f32>() / cosines.len() as f32,
                bearing: told.fold(0.0, f32::max),
            };
            Near {
                affinity,
                lead: 0.0,
                around: 0.0,
            }
        };
        let mut near: Vec<Near> = questions.iter().zip(&cosines).map(near).collect();
        let seems: Vec<f32> = near.iter().map(|one| self.seems(one.affinity)).collect();
        for (near, lead) in near.iter_mut().zip(leads(&seems)) {
            near.lead = lead;
        }
        let nearest = (0..near.len()).max_by(|a, b| seems[*a].total_cmp(&seems[*b]));
        Ok(Met {
            near,
            cosines,
            nearest,
        })
    }

    /// Judges a statement against one of the questions that it has met, the one
    /// of that number. All wordings of the question are asked, and the mean of
    /// what is found is weighed, those that come nearest counting most: one wording
    /// may mislead where several do not, and what comes less near misleads sooner.
    ///
    /// Runs on the calling thread alone; the result depends on the statement,
    /// the others of its report, the questions of the dispute and the model only.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn judge_among(
        &self,
        statement: &Statement<'_>,
        met: &Met,
        questions: &[Asked],
        index: usize,
    ) -> Result<Judgement, StanceError> {
        let (asked, near) = (&questions[index], met.near[index]);
        let parts = Parts::read(statement, &self.lexicon);
        let plain = self.plain(statement, &parts, asked, near.affinity);
        if plain.is_none() && self.promise(met, index) < 0.0 {
            let force = parts.force.clone();
            return Ok(self.beside(Reason {
                force,
                ..Reason::default()
            }));
        }
        let (wording, overlap) = self.nearest(statement, &parts, &asked.prepared);
        let first = self.read_near(statement, &parts, wording, overlap)?;
        let mut said_after = None;
        let mut probabilities = if parts.spoken {
            let labels = self.labels_after(statement, wording)?;
            said_after = (!statement.before.is_empty()).then_some(labels);
            let numbers = after(&self.weigh(statement, &parts, &first)?, labels);
            let cosines = &met.cosines[index];
            let mut read = vec![(cosine(asked, cosines, wording), numbers)];
            let found = self.weighed(&read, near);
            if found[UNRELATED] < FAR {
                read.append(&mut self.read_others(statement, &parts, asked, cosines, wording)?);
                self.weighed(&read, near)
            } else {
                found
            }
        } else {
            self.probabilities(statement, &parts, &first)?
        };
        // A person should be told which condition it is.
        if !tells_condition(&parts, &first) {
            probabilities[CONDITIONAL] = 0.0;
        }
        let content = self.bags.bag(&parts.content, &self.lexicon);
        let asked = &asked.prepared;
        if names_alone(
            asked,
            statement.content,
            &parts.content,
            &content,
            &self.lexicon,
        ) {
            probabilities = lessened(probabilities, NAMES_ALONE);
        }
        if let Some(side) = plain {
            probabilities = probabilities.map(|p| (1.0 - PLAIN) * p);
            probabilities[usize::from(side == Stance::Oppose)] += PLAIN;
        }
        let mut judgement = self.conclude(probabilities, &parts, &first);
        judgement.reason.after = said_after;
        lean(probabilities, &mut judgement);
        Ok(judgement)
    }

    /// What the network says of the statement and a wording, or its opposite turned
    /// round, after what was said before.
    fn labels_after(
        &self,
        statement: &Statement<'_>,
        wording: &Wording,
    ) -> Result<[f32; 6], StanceError> {
        let nearest = &statement.before[statement.before.len().saturating_sub(NEAREST)..];
        let text = &wording.text;
        let mut labels = softmax(self.network.after(nearest, &statement.whole(), text)?);
        if wording.counter {
            labels.swap(0, 1);
        }
        Ok(labels)
    }

    /// What is weighed of the wordings of a question but one.
    fn read_others(
        &self,
        statement: &Statement<'_>,
        parts: &Parts,
        asked: &Asked,
        cosines: &[f32],
        but: &Wording,
    ) -> Result<Vec<(f32, Wide)>, StanceError> {
        let wordings = asked.prepared.wordings().zip(cosines);
        wordings
            .filter(|(wording, _)| wording.text != but.text)
            .map(|(wording, cosine)| {
                let overlap = self.touch(statement, parts, wording);
                let pair = self.read_near(statement, parts, wording, overlap)?;
                let labels = self.labels_after(statement, wording)?;
                Ok((
                    *cosine,
                    after(&self.weigh(statement, parts, &pair)?, labels),
                ))
            })
            .collect()
    }

    fn weighed(&self, read: &[(f32, Wide)], near: Near) -> [f32; 6] {
        let numbers = among(&together(read), near);
        let labels = self.combination.among.probabilities(&numbers);
        if near.lead < 0.0 {
            lessened(labels, ASIDE)
        } else {
            labels
        }
    }

    /// What is weighed of a statement and all wordings of a question that it has
    /// met: numbers with their names, in order, for fitting it anew.
    ///
    /// # Errors
    /// [`StanceError::Model`] when the model does not run.
    pub fn evidence_among(
        &self,
        statement: &Statement<'_>,
        met: &Met,
        questions: &[Asked],
        index: usize,
    ) -> Result<Vec<(&'static str, f32)>, StanceError> {
        let (asked, cosines) = (&questions[index], &met.cosines[index]);
        let parts = Parts::read(statement, &self.lexicon);
        let (wording, overlap) = self.nearest(statement, &parts, &asked.prepared);
        let first = self.read_near(statement, &parts, wording, overlap)?;
        let labels = self.labels_after(statement, wording)?;
        let numbers = after(&self.weigh(statement, &parts, &first)?, labels);
        let mut read = vec![(cosine(asked, cosines, wording), numbers)];
        read.append(&mut self.read_others(statement, &parts, asked, cosines, wording)?);
        Ok(names().zip(together(&read)).collect())
    }

    /// Reads a pair, leaving conditions to the sentences that they stand in: a
    /// statement may be of several, of which one bears on the question.
    fn read_near<'a>(
        &self,
        statement: &Statement<'_>,
        parts: &Parts,
        wording: &'a Wording,
        overlap: Overlap,
    ) -> Result<Pair<'a>, StanceError> {
        let mut pair = self.read(statement, parts, wording, overlap)?;
        let matched = &pair.overlap.matched;
        if pair.clause.leave_conditions_apart(&parts.content, matched) {
            pair.structure = verdict(parts, &pair.clause, pair.sign);
        }
        Ok(pair)
    }

    /// The side that a statement takes in the question's own words, by whichever
    /// wording; none where two wordings make opposite sides of it.
    fn plain(
        &self,
        statement: &Statement<'_>,
        parts: &Parts,
        asked: &Asked,
        affinity: Affinity,
    ) -> Option<Stance> {
        if affinity.bearing < BEARS {
            return None;
        }
        let content = self.bags.bag(&parts.content, &self.lexicon);
        let source = bag_of(statement.source, &self.bags, &self.lexicon);
        let mut sides = Vec::new();
        for wording in asked.prepared.wordings() {
            let overlap = wording.bag.touched(&content);
            let (words, lacked) = wording.bag.lacked_by(&content, &source, &wording.favours);
            sides.extend(plain::side(
                parts,
                wording,
                &overlap,
                (words, &lacked),
                &self.lexicon,
            ));
        }
        let most = sides.iter().map(|(_, share)| *share).fold(0.0, f32::max);
        // A counter-proposition has most of the same words, and lacks its own.
        let mut near = sides.iter().filter(|(_, share)| share + TIE >= most);
        let best = near.next().map(|(side, _)| *side)?;
        near.all(|(side, _)| *side == best).then_some(best)
    }
}

/// How near a statement comes to one of a question's wordings.
fn cosine(asked: &Asked, cosines: &[f32], wording: &Wording) -> f32 {
    let mut near = asked.prepared.wordings().zip(cosines);
    near.find(|(own, _)| own.text == wording.text)
        .map_or(0.0, |(_, cosine)| *cosine)
}

/// All labels a share less likely, but unrelated.
fn lessened(labels: [f32; 6], share: f32) -> [f32; 6] {
    let mut labels = labels.map(|p| p * share);
    labels[UNRELATED] += 1.0 - share;
    labels
}

/// Torn between yes and no, a pair is told by neither, but a person who looks at
/// it is better served by the side that is ahead, and by how much, than by a
/// label that is less likely than both. It is always less than a half.
fn lean([yes, no, ..]: [f32; 6], judgement: &mut Judgement) {
    let side = matches!(judgement.stance, Stance::Support | Stance::Oppose);
    if !side && yes.max(no) > judgement.confidence {
        judgement.stance = if yes > no {
            Stance::Support
        } else {
            Stance::Oppose
        };
        judgement.confidence = (yes - no).abs();
        judgement.conditions.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<'a>(cue: &'a str, content: &'a str) -> Statement<'a> {
        Statement {
            source: "The minister",
            cue,
            content,
            ..Statement::default()
        }
    }

    #[test]
    fn each_statement_goes_to_its_question() {
        let judge = Judge::new().expect("the shipped model");
        let questions = [
            Proposition {
                text: "The two states open the border to traders".into(),
                synonyms: vec!["merchants may cross the frontier".into()],
                counters: vec!["the frontier stays closed to trade".into()],
            },
            Proposition::new("The hostages are released before the talks"),
        ];
        let asked = judge.prepare_all(&questions).expect("the model runs");
        let brought = |statement: &Statement<'_>| {
            let met = judge.meet(std::slice::from_ref(statement), &asked);
            met.expect("the model runs").remove(0)
        };
        let judged = |statement: &Statement<'_>, index: usize| {
            judge
                .judge_among(statement, &brought(statement), &asked, index)
                .expect("the model runs")
        };
        let (border, hostages) = (0, 1);
        let crossing = said("agreed", "that merchants may cross the frontier again");
        let captives = said(
            "demanded",
            "that those who are held captive go free before anybody negotiates",
        );
        let football = said("said", "that the national team had trained well");
        for (statement, own, other) in
            [(&crossing, border, hostages), (&captives, hostages, border)]
        {
            let met = brought(statement);
            assert_eq!(met.nearest(), Some(own));
            let near: Vec<Affinity> = met.affinities().collect();
            assert!(near[own].cosine > near[other].cosine + 0.2);
        }
        assert_eq!(judged(&crossing, border).stance, Stance::Support);
        for index in [border, hostages] {
            assert_eq!(judged(&football, index).stance, Stance::Unrelated);
        }
        assert_eq!(judged(&crossing, hostages).stance, Stance::Unrelated);
    }

    #[test]
    fn what_stands_around_a_statement_brings_it_nearer() {
        let judge = Judge::new().expect("the shipped model");
        let asked = judge
            .prepare_all(&[
                Proposition::new("The two states open the border to traders"),
                Proposition::new("The hostages are released before the talks"),
            ])
            .expect("the model runs");
        let passes = said("added", "that traders would pass by next month");
        let border = said("agreed", "to open the border to traders");
        let football = said("said", "that the national team had trained well");
        let last = |statements: &[Statement<'_>]| {
            let mut met = judge.meet(statements, &asked).expect("the model runs");
            met.pop().expect("a statement")
        };
        let (among_others, on_the_matter) = (
            last(&[football, football, passes]),
            last(&[border, border, passes]),
        );
        let promise = |met: &Met| judge.promise(met, 0);
        assert!(promise(&on_the_matter) > promise(&among_others) + 1.0);
        // Other words in its place stand among the same statements.
        let trained = said("said", "that the traders at the border had trained well");
        let instead = judge.meet_instead(&trained, &asked, &on_the_matter);
        let instead = instead.expect("the model runs");
        let off_the_matter = last(&[border, border, trained]);
        assert!((promise(&instead) - promise(&off_the_matter)).abs() < 1e-6);
        // What has to do with something else does not bear on the question, whatever stands around it.
        let met = last(&[border, border, football]);
        let judged = judge.judge_among(&football, &met, &asked, 0);
        assert_eq!(judged.expect("the model runs").stance, Stance::Unrelated);
    }

    #[test]
    fn what_was_said_before_tells_what_a_statement_takes_up() {
        let judge = Judge::new().expect("the shipped model");
        let asked = judge.prepare_all(&[Proposition::new(
            "The two states open the border to traders",
        )]);
        let asked = asked.expect("the model runs");
        let border = ["The envoy proposed to open the border to traders".to_owned()];
        let football = ["The envoy said that the national team had trained well".to_owned()];
        for (cue, content, side) in [
            ("rejected", "the proposal", 1),
            ("said", "she had no objection to the proposal", 0),
        ] {
            let labels = |before| {
                let statement = Statement {
                    before,
                    ..said(cue, content)
                };
                let wording = &asked[0].prepared.first;
                judge
                    .labels_after(&statement, wording)
                    .expect("the model runs")
            };
            let (taken_up, not) = (labels(&border), labels(&football));
            assert!(
                not[UNRELATED] > taken_up[UNRELATED] + 0.2,
                "{not:?} {taken_up:?}"
            );
            assert!(taken_up[side] > taken_up[1 - side] + 0.3, "{taken_up:?}");
        }
    }

    #[test]
    fn who_is_torn_leans_and_does_not_count() {
        let judgement = |stance, confidence| Judgement {
            stance,
            confidence,
            sides: [0.0; 3],
            conditions: Vec::new(),
            reason: Reason::default(),
        };
        let after = |probabilities, mut judgement: Judgement| {
            lean(probabilities, &mut judgement);
            (judgement.stance, (judgement.confidence * 100.0).round())
        };
        let torn = [0.3, 0.55, 0.1, 0.05, 0.0, 0.0];
        let third = judgement(Stance::Conditional, 0.1);
        assert_eq!(after(torn, third), (Stance::Oppose, 25.0));
        // What is likelier than both stays, and so does a side that was taken.
        let likelier = judgement(Stance::Unrelated, 0.6);
        let least = [0.2, 0.2, 0.0, 0.0, 0.0, 0.6];
        assert_eq!(after(least, likelier), (Stance::Unrelated, 60.0));
        let taken = judgement(Stance::Support, 0.5);
        assert_eq!(after(torn, taken), (Stance::Support, 50.0));
    }
}
