//! What counts of each pair: a person's judgement that stands, or else the machine's.

use std::collections::{BTreeMap, BTreeSet};

use demarche_ledger::{Judgement, StoredCoding};

use crate::Stance;
use crate::coding::{stance_named, stance_word};
use crate::dispute::Question;
use crate::heard::{Heard, heard};
use crate::saying::Coder;

/// What counts for a statement and a question: a person's judgement if there
/// is one that stands, or else the machine's.
pub(super) type Effective<'c> = BTreeMap<(&'c str, &'c str), Heard>;

/// What became of people's judgements.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub reworded: usize,
    pub lost: usize,
    pub disputed: usize,
}

/// What counts for every pair that somebody judged or the coder `judge` coded.
pub(super) fn effective<'c>(
    coded: &'c [(&'c Question, Vec<StoredCoding>)],
    judgements: &'c [Judgement],
    judge: &str,
) -> (Effective<'c>, Judged) {
    let mut found = Effective::new();
    let mut judged = Judged::default();
    for (question, codings) in coded {
        for coding in codings {
            if let Some(heard) = heard(coding, judge) {
                found.insert((&coding.statement, &question.id), heard);
            }
        }
    }
    let proposition = |judgement: &Judgement| {
        let asked = coded.iter().find(|(q, _)| q.id == judgement.question);
        asked.map(|(question, _)| question.yes.as_str())
    };
    let now = |judgement: &Judgement| {
        proposition(judgement).is_none_or(|proposition| judgement.is_on(proposition))
    };
    let counting: Vec<&Judgement> = judgements.iter().filter(|j| j.counts()).collect();
    // Whoever judged the new wording, too, has nothing left to do.
    let done: BTreeSet<_> = counting
        .iter()
        .filter(|judgement| now(judgement))
        .map(|judgement| by(judgement))
        .collect();
    let mut told: BTreeMap<(&str, &str), Vec<(&str, Stance)>> = BTreeMap::new();
    // Later judgements come later and replace earlier ones.
    for judgement in counting {
        let Some(stance) = stance_named(&judgement.stance) else {
            continue;
        };
        if !now(judgement) {
            judged.reworded += usize::from(!done.contains(&by(judgement)));
            continue;
        }
        let Some(statement) = &judgement.current else {
            judged.lost += usize::from(proposition(judgement).is_some());
            continue;
        };
        let key = (statement.as_str(), judgement.question.as_str());
        told.entry(key)
            .or_default()
            .push((&judgement.author, stance));
        let known = found.get(&key);
        let heard = Heard {
            stance,
            confidence: 1.0,
            conditions: judgement.conditions.clone(),
            reason: judgement
                .why
                .clone()
                .unwrap_or_else(|| "no reason given".into()),
            coder: Coder::Person(judgement.author.clone()),
            told: known.and_then(|heard| heard.told),
            answers: known.and_then(|heard| heard.answers.clone()),
        };
        found.insert(key, heard);
    }
    for (key, coders) in told {
        let Some(heard) = found.get_mut(&key) else {
            continue;
        };
        let others: Vec<String> = coders
            .iter()
            .filter(|(_, stance)| *stance != heard.stance)
            .map(|(coder, stance)| format!("{coder}: {}", stance_word(*stance)))
            .collect();
        if !others.is_empty() {
            judged.disputed += usize::from(coded.iter().any(|(q, _)| q.id == key.1));
            heard.reason = format!(
                "{}; judged otherwise by {}",
                heard.reason,
                others.join(", ")
            );
        }
    }
    (found, judged)
}

/// Who judged what, whatever the wording.
fn by(judgement: &Judgement) -> (&str, &str, &str) {
    let statement = judgement.current.as_ref().unwrap_or(&judgement.statement);
    (&judgement.author, &judgement.question, statement)
}
