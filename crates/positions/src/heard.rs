//! From the ledger's statements to what is weighed.

use demarche_ledger::{Actor, Passage, Statement, StoredCoding, sentences};
use demarche_statements::{Aspect, Part};

use crate::Stance;
use crate::coding::{Coding, Piece, stance_named};
use crate::saying::{Coder, Days, Place, Saying, Told, turned};
use crate::voice::Voice;

/// What counts for a statement and a question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heard {
    pub stance: Stance,
    pub confidence: f64,
    pub conditions: Vec<String>,
    pub reason: String,
    pub coder: Coder,
    pub told: Option<Told>,
    pub answers: Option<String>,
}

/// What the machine found.
pub(crate) fn heard(coding: &StoredCoding, judge: &str) -> Option<Heard> {
    let detail: Coding = serde_json::from_str(&coding.detail).ok()?;
    Some(Heard {
        stance: stance_named(&coding.stance)?,
        confidence: coding.confidence,
        conditions: detail.conditions,
        reason: detail.reason,
        coder: Coder::Machine(judge.to_owned()),
        told: detail.told,
        answers: detail.answers,
    })
}

/// A statement with what stands around it.
pub(crate) fn piece(statement: &Statement, passage: &Passage) -> Piece {
    let excerpt = sentences(&passage.text, &passage.spans);
    let spans = &excerpt.spans;
    let before_cue = spans.source.iter().chain(&spans.cue);
    let start = before_cue.map(|span| span.start).min().unwrap_or(0);
    let all = spans.source.iter().chain(&spans.cue).chain(&spans.content);
    let end = all.map(|span| span.end).max().unwrap_or(excerpt.text.len());
    let part = |text: Option<&str>| text.unwrap_or_default().trim().to_owned();
    Piece {
        id: statement.id.clone(),
        source: statement.source_text.clone(),
        cue: statement.cue_text.clone(),
        content: statement.text.clone(),
        sentence: excerpt.text.trim().to_owned(),
        lead: part(excerpt.text.get(..start)),
        tail: part(excerpt.text.get(end..)),
        speaker: statement.actor.as_ref().map(|actor| actor.id.clone()),
        side: statement
            .actor
            .as_ref()
            .and_then(|actor| actor.side.clone()),
        parent: statement.parent.clone(),
        denies: statement.denies.is_some(),
        own_words: statement.denies.as_ref().is_some_and(|denial| denial.own),
    }
}

pub(crate) fn voice(actor: &Actor) -> Voice {
    Voice {
        id: actor.id.clone(),
        name: actor.name.clone(),
        kind: actor.kind,
        office: actor.office.clone(),
        side: actor.side.clone(),
        side_code: actor.side_code.clone(),
    }
}

/// A statement held against a question, once for each who has a part in it;
/// `denied` is the statement of another report that it denies.
pub(crate) fn sayings(
    statement: &Statement,
    sentence: &str,
    question: &str,
    heard: &Heard,
    denied: Option<&str>,
) -> Vec<Saying> {
    let report = &statement.report;
    statement
        .speakers
        .iter()
        .map(|speaker| Saying {
            statement: statement.id.clone(),
            utterance: statement.utterance.as_ref().map(|act| act.id.clone()),
            within: statement.parent.clone(),
            question: question.to_owned(),
            rank: voice(&speaker.actor).rank(),
            voice: voice(&speaker.actor),
            part: speaker.part,
            stance: match speaker.part {
                Part::Opposes => turned(heard.stance),
                _ => heard.stance,
            },
            conditions: heard.conditions.clone(),
            confidence: heard.confidence,
            extraction: f64::from(statement.confidence),
            reason: match speaker.part {
                Part::Opposes => format!("opposes the speaker; {}", heard.reason),
                Part::Supports => format!("sides with the speaker; {}", heard.reason),
                Part::SpokenFor => format!("is spoken for; {}", heard.reason),
                Part::Speaks => heard.reason.clone(),
            },
            coder: heard.coder.clone(),
            days: days(statement),
            grade: statement.grade,
            via: statement.via.iter().map(|link| link.name.clone()).collect(),
            place: Place {
                report: report.id.clone(),
                file: report.file.clone(),
                outlet: report.outlet.clone(),
                title: report.title.clone(),
                date: report.date.clone(),
                url: report.url.clone(),
            },
            sentence: sentence.to_owned(),
            told: heard.told,
            denies: statement
                .denies
                .as_ref()
                .and_then(|denial| denial.statement.as_deref())
                .or(denied)
                .map(str::to_owned),
            answers: heard.answers.clone(),
            to: statement.to.iter().map(|to| voice(&to.actor)).collect(),
        })
        .collect()
}

/// When it was said; without a day of its own, by the day of the report.
fn days(statement: &Statement) -> Days {
    let on = statement.on.as_ref();
    let earlier = on.is_some_and(|on| on.aspect == Aspect::Earlier);
    match on {
        Some(on) if on.from.is_some() || on.to.is_some() => Days {
            from: on.from.clone(),
            to: on.to.clone(),
            earlier,
            of_report: false,
        },
        _ => Days {
            from: None,
            to: statement
                .report
                .date
                .as_deref()
                .and_then(|date| date.get(..10))
                .map(str::to_owned),
            earlier,
            of_report: true,
        },
    }
}
