//! Sayings for tests.

use demarche_actors::ActorKind;
use demarche_positions::{Coder, Days, Place, Saying, Stance, Voice};
use demarche_statements::{Grade, Part};

pub fn voice(name: &str, office: &str) -> Voice {
    Voice {
        id: name.to_lowercase().replace(' ', "-"),
        name: name.into(),
        kind: ActorKind::Person,
        office: Some(office.into()),
        side: Some("Ruritania".into()),
        side_code: None,
    }
}

pub fn president() -> Voice {
    voice("Ana Orr", "president")
}

pub fn spokesman() -> Voice {
    voice("Bo Ek", "government spokesman")
}

pub fn deputy() -> Voice {
    voice("Cy Dahl", "member of parliament")
}

/// First-hand, fully sure, on one day.
pub fn saying(id: &str, voice: Voice, stance: Stance, day: &str) -> Saying {
    let day = (!day.is_empty()).then(|| day.to_owned());
    Saying {
        statement: id.into(),
        utterance: None,
        within: None,
        question: "ferry".into(),
        rank: voice.rank(),
        voice,
        part: Part::Speaks,
        stance,
        conditions: Vec::new(),
        confidence: 1.0,
        extraction: 1.0,
        reason: "cue".into(),
        coder: Coder::Machine("m".into()),
        days: Days {
            from: day.clone(),
            to: day,
            ..Days::default()
        },
        grade: Some(Grade::FirstHand),
        via: Vec::new(),
        place: Place {
            report: format!("report of {id}"),
            file: format!("{id}.txt"),
            outlet: Some("The Ledger".into()),
            title: None,
            date: None,
            url: None,
        },
        sentence: format!("Sentence of {id}."),
        told: None,
        denies: None,
        answers: None,
        to: Vec::new(),
    }
}
