//! The footnotes, as lines cite them.

use std::collections::BTreeMap;

use demarche_actors::written;
use demarche_positions::{Evidence, Position, Saying};

use crate::brief::{Judged, Note};
use crate::clean;
use crate::days;
use crate::figures;

/// The footnotes so far, one a statement.
#[derive(Default)]
pub(super) struct Notes {
    pub all: Vec<Note>,
    numbers: BTreeMap<String, usize>,
}

impl Notes {
    /// The number of the note for a saying, with what it says to its question.
    pub fn cite(&mut self, saying: &Saying, evidence: Option<&Evidence>) -> usize {
        let next = self.all.len() + 1;
        let number = *self.numbers.entry(saying.statement.clone()).or_insert(next);
        if number == next {
            self.all.push(note(next, saying));
        }
        let judged = Judged {
            question: saying.question.clone(),
            voice: clean::line(&saying.voice.name),
            stance: saying.stance,
            role: evidence.map(|evidence| evidence.role),
            confidence: hundredths(figures::sure(saying.confidence)),
            score: hundredths(evidence.map_or(0.0, Evidence::score)),
            reason: clean::line(&saying.reason),
            coder: saying.coder.clone(),
        };
        let known = &mut self.all[number - 1].judged;
        if !known
            .iter()
            .any(|j| j.question == judged.question && j.voice == judged.voice)
        {
            known.push(judged);
        }
        number
    }

    pub fn cite_evidence(&mut self, evidence: &Evidence) -> usize {
        self.cite(&evidence.saying, Some(evidence))
    }

    pub fn cite_statement(&mut self, position: &Position, statement: &str) -> Option<usize> {
        position
            .evidence_of(statement)
            .map(|evidence| self.cite_evidence(evidence))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn hundredths(share: f64) -> u32 {
    (share * 100.0).round().clamp(0.0, 1e6) as u32
}

fn note(number: usize, saying: &Saying) -> Note {
    let place = &saying.place;
    Note {
        number,
        statement: saying.statement.clone(),
        voice: clean::line(&saying.voice.name),
        office: clean::optional(saying.voice.office.as_ref()).map(|office| written(&office)),
        when: days::said(&saying.days),
        day: saying.days.day().map(str::to_owned),
        grade: saying.grade,
        via: saying.via.iter().map(|name| clean::line(name)).collect(),
        outlet: clean::line(place.outlet.as_deref().unwrap_or(&place.file)),
        date: place.date.clone(),
        title: clean::optional(place.title.as_ref()),
        url: clean::optional(place.url.as_ref()),
        file: clean::line(&place.file),
        sentence: clean::line(&saying.sentence),
        judged: Vec::new(),
    }
}
