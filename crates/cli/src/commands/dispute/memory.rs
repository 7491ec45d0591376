//! What the ledger remembers of a brief, for `demarche watch` to compare with.

use std::collections::{BTreeMap, BTreeSet};

use demarche_positions::{
    Case, Dispute, Evidence, Party, Position, Question, Stand, Use, stance_word, supports,
};
use serde::{Deserialize, Serialize};

use crate::render::table;

/// What the ledger remembers of a brief.
#[derive(Serialize, Deserialize)]
pub struct Memory {
    /// The parties that the dispute had, by identifier.
    pub parties: Vec<String>,
    /// The questions that it had.
    pub questions: Vec<String>,
    /// How these were worded; memories of earlier versions do not know.
    #[serde(default)]
    pub wordings: BTreeMap<String, Wording>,
    /// Who spoke for the parties; memories of earlier versions do not know.
    #[serde(default)]
    pub speakers: BTreeMap<String, Speakers>,
    /// Who stood where; who said nothing is left out.
    pub stands: Vec<Stood>,
}

/// Who speaks for a party by the dispute file, in no order.
#[derive(Serialize, Deserialize)]
pub struct Speakers {
    pub sides: BTreeSet<String>,
    pub actors: BTreeSet<String>,
    pub heads: BTreeSet<String>,
    pub offices: BTreeSet<String>,
    pub except: BTreeSet<String>,
}

impl Speakers {
    pub fn of(party: &Party) -> Self {
        let all = |names: &[String]| names.iter().cloned().collect();
        Self {
            sides: all(&party.sides),
            actors: all(&party.actors),
            heads: all(&party.heads),
            offices: all(&party.offices),
            except: all(&party.except),
        }
    }

    /// The keys of the dispute file that list others.
    pub fn differing(&self, other: &Self) -> Vec<&'static str> {
        [
            (self.sides != other.sides, "sides"),
            (self.actors != other.actors, "actors"),
            (self.heads != other.heads, "heads"),
            (self.offices != other.offices, "offices"),
            (self.except != other.except, "except"),
        ]
        .into_iter()
        .filter_map(|(differs, key)| differs.then_some(key))
        .collect()
    }
}

/// What a question was held against statements with.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub yes: String,
    /// Of `yes`, `also` and `counter`.
    pub hash: String,
    /// It decides whose words count.
    pub controlled_by: Option<String>,
}

impl Wording {
    pub fn of(question: &Question) -> Self {
        Self {
            yes: question.yes.clone(),
            hash: question.hash(),
            controlled_by: question.controlled_by.clone(),
        }
    }
}

/// Where a party stood.
#[derive(Serialize, Deserialize)]
pub struct Stood {
    pub party: String,
    pub question: String,
    pub stand: String,
    /// The statements that were known to say something to it.
    pub statements: BTreeSet<String>,
    /// The weightiest words that supported the stand.
    pub said: Vec<Said>,
}

/// A sentence and where it stands.
#[derive(Clone, Serialize, Deserialize)]
pub struct Said {
    pub statement: String,
    pub answer: String,
    pub voice: String,
    pub outlet: String,
    pub date: Option<String>,
    pub sentence: String,
}

impl Said {
    pub fn of(evidence: &Evidence) -> Self {
        let saying = &evidence.saying;
        let place = &saying.place;
        Self {
            statement: saying.statement.clone(),
            answer: stance_word(saying.stance),
            voice: saying.voice.name.clone(),
            outlet: place.outlet.as_deref().unwrap_or(&place.file).to_owned(),
            date: place.date.as_deref().map(table::day).map(str::to_owned),
            sentence: saying.sentence.clone(),
        }
    }
}

/// Where the parties stand, for the ledger's memory.
pub fn stands(dispute: &Dispute, case: &Case) -> String {
    let memory = Memory {
        parties: dispute.parties.iter().map(|p| p.id.clone()).collect(),
        questions: dispute.questions.iter().map(|q| q.id.clone()).collect(),
        wordings: dispute
            .questions
            .iter()
            .map(|question| (question.id.clone(), Wording::of(question)))
            .collect(),
        speakers: dispute
            .parties
            .iter()
            .map(|party| (party.id.clone(), Speakers::of(party)))
            .collect(),
        stands: case
            .positions
            .iter()
            .filter(|position| position.stand != Stand::Unstated)
            .map(|position| Stood {
                party: position.party.clone(),
                question: position.question.clone(),
                stand: position.stand.word().to_owned(),
                statements: known(position)
                    .map(|e| e.saying.statement.clone())
                    .collect(),
                said: rests_on(position).into_iter().map(Said::of).collect(),
            })
            .collect(),
    };
    // Plain data always serialises.
    serde_json::to_string(&memory).unwrap_or_default()
}

/// What says something to the question surely enough to count.
pub fn known(position: &Position) -> impl Iterator<Item = &Evidence> {
    position
        .evidence
        .iter()
        .filter(|e| matches!(e.role, Use::Current | Use::Earlier | Use::Repeats))
}

/// The weightiest words for a stand: one of each answer that supports it.
pub fn rests_on(position: &Position) -> Vec<&Evidence> {
    let mut found: Vec<&Evidence> = Vec::new();
    for evidence in known(position).filter(|e| e.role != Use::Repeats) {
        let saying = &evidence.saying;
        let another = found.iter().all(|e| e.saying.stance != saying.stance);
        if another && supports(saying, position.stand) {
            found.push(evidence);
        }
    }
    found
}
