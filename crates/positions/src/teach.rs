//! Which judgement of a person would teach most: where the machine doubts, and
//! where a position hangs on one statement.

use serde::Serialize;

use crate::position::{Position, Use};
use crate::saying::Saying;
use crate::weigh::position;

/// Of a position's evidence, so many are tried: a position with more does not
/// hang on one of them.
const TRIED: usize = 40;

/// A statement that a person should judge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lesson {
    /// The statement's identifier.
    pub statement: String,
    /// The question's identifier.
    pub question: String,
    /// The party's identifier.
    pub party: String,
    /// Doubt, 0 to 1, and 1 more where the position hangs on it.
    pub value: f64,
    /// Whether the position would be another without it.
    pub decisive: bool,
}

/// What would teach most, first. What a person has judged is left out.
#[must_use]
pub fn lessons(positions: &[Position]) -> Vec<Lesson> {
    let mut found = Vec::new();
    for held in positions {
        let sayings: Vec<Saying> = held.evidence.iter().map(|e| e.saying.clone()).collect();
        for (index, evidence) in held.evidence.iter().enumerate() {
            let saying = &evidence.saying;
            if saying.coder.is_person() || evidence.role == Use::NoPosition {
                continue;
            }
            let decisive = evidence.role == Use::Current && sayings.len() <= TRIED && {
                let mut others = sayings.clone();
                others.remove(index);
                position(&held.party, &held.question, &others, None).stand != held.stand
            };
            // Most doubt lies at one half.
            let doubt = 1.0 - (2.0 * saying.confidence - 1.0).abs();
            found.push(Lesson {
                statement: saying.statement.clone(),
                question: held.question.clone(),
                party: held.party.clone(),
                value: doubt + f64::from(u8::from(decisive)),
                decisive,
            });
        }
    }
    found.sort_by(|a, b| {
        b.value
            .total_cmp(&a.value)
            .then_with(|| a.statement.cmp(&b.statement))
            .then_with(|| a.question.cmp(&b.question))
    });
    found.dedup_by(|a, b| a.statement == b.statement && a.question == b.question);
    found
}
