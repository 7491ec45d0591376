//! A small dispute of our own, drafted and analysed.
#![allow(clippy::unwrap_used)]

use demarche_actors::ActorKind;
use demarche_brief::Outlook;
use demarche_drafting::{Draft, Manner, draft, outlook};
use demarche_positions::{
    Coder, Days, Dispute, Place, Position, Rank, Saying, Stance, Voice, position,
};
use demarche_statements::{Grade, Part};

const DISPUTE: &str = r#"
title = "The night ferry"

[[party]]
name = "Ruritania"

[[party]]
name = "The Coast"
id = "coast"

[[party]]
name = "The Islands"
id = "islands"

[[question]]
id = "ferry"
text = "Should the ferry run at night?"
yes = "The ferry runs at night"
controlled_by = "Ruritania"

[[question]]
id = "toll"
text = "Is there a toll?"
yes = "The ferry has a toll"
controlled_by = "coast"

[[question]]
id = "lights"
text = "Should the harbour be lit?"
yes = "The harbour is lit at night"
controlled_by = "coast"

[[question]]
id = "songs"
text = "Are there songs on board?"
yes = "People sing on board"

[[arrangement]]
name = "Night plan"
answers = { ferry = "yes", toll = "no" }

[[arrangement]]
name = "Old order"
answers = { ferry = "no", toll = "no", lights = "no" }

[[arrangement]]
name = "Songs"
answers = { songs = "yes" }
"#;

struct Said {
    party: &'static str,
    question: &'static str,
    stance: Stance,
    id: &'static str,
    sentence: &'static str,
}

fn saying(said: &Said) -> Saying {
    Saying {
        statement: said.id.into(),
        utterance: None,
        within: None,
        question: said.question.into(),
        voice: Voice {
            id: said.id.into(),
            name: format!("the minister of {}", said.party),
            kind: ActorKind::Person,
            office: Some("foreign minister".into()),
            side: Some(said.party.into()),
            side_code: None,
        },
        rank: Rank::Binds,
        part: Part::Speaks,
        stance: said.stance,
        conditions: if said.stance == Stance::Conditional {
            vec!["if the lights are on".into()]
        } else {
            Vec::new()
        },
        confidence: 0.9,
        extraction: 0.9,
        reason: "written for this test".into(),
        coder: Coder::Person("A. Tester".into()),
        days: Days {
            from: Some("2025-08-20".into()),
            to: Some("2025-08-20".into()),
            ..Days::default()
        },
        grade: Some(Grade::FirstHand),
        via: Vec::new(),
        place: Place {
            report: "r1".into(),
            file: "ferry.txt".into(),
            outlet: Some("The Harbour Ledger".into()),
            title: None,
            date: Some("2025-08-20".into()),
            url: None,
        },
        sentence: said.sentence.into(),
        told: None,
        denies: None,
        answers: None,
        to: Vec::new(),
    }
}

fn positions(dispute: &Dispute) -> Vec<Position> {
    let said = [
        Said {
            party: "ruritania",
            question: "ferry",
            stance: Stance::Conditional,
            id: "aaaaaaaaaaaaaaa1",
            sentence: "The ferry could run at night, the minister said, if the lights were on.",
        },
        Said {
            party: "ruritania",
            question: "toll",
            stance: Stance::Oppose,
            id: "aaaaaaaaaaaaaaa2",
            sentence: "There would be no toll, she said.",
        },
        Said {
            party: "ruritania",
            question: "toll",
            stance: Stance::Oppose,
            id: "aaaaaaaaaaaaaaa3",
            sentence: "Nobody pays twice, her deputy said.",
        },
        Said {
            party: "coast",
            question: "toll",
            stance: Stance::Support,
            id: "bbbbbbbbbbbbbbb1",
            sentence: "A toll was only fair, the harbour master said.",
        },
        Said {
            party: "islands",
            question: "ferry",
            stance: Stance::Support,
            id: "ccccccccccccccc1",
            sentence: "The islands need the night boat, their mayor said.",
        },
    ];
    let mut found = Vec::new();
    for party in &dispute.parties {
        for question in &dispute.questions {
            let sayings: Vec<Saying> = said
                .iter()
                .filter(|said| said.party == party.id && said.question == question.id)
                .map(saying)
                .collect();
            found.push(position(&party.id, &question.id, &sayings, None));
        }
    }
    found
}

fn drafted() -> (Dispute, Draft) {
    let dispute = Dispute::parse("ferry.toml", DISPUTE).unwrap();
    let draft = draft(&dispute, &positions(&dispute), Manner::default());
    (dispute, draft)
}

fn found() -> Outlook {
    let (dispute, draft) = drafted();
    outlook(&dispute, &draft, &|statement| match &statement[..1] {
        "a" => Some(7),
        "b" => Some(8),
        _ => None,
    })
    .unwrap()
}

#[test]
fn every_preference_cites_its_sentences_and_every_gap_is_listed() {
    let (_, draft) = drafted();
    insta::assert_snapshot!(draft.conflict.to_toml());
    for party in &draft.conflict.sheet.parties {
        let demarche_conflict::Preferences::Statements(rules) = &party.preferences else {
            panic!("statements are drafted");
        };
        assert!(
            rules
                .iter()
                .all(|rule| rule.assumed || !rule.evidence.is_empty()),
            "{rules:?}"
        );
    }
}

#[test]
fn the_draft_is_a_model_and_reads_back() {
    let (_, draft) = drafted();
    let again =
        demarche_conflict::Conflict::parse("ferry.toml", &draft.conflict.to_toml()).unwrap();
    assert_eq!(again, draft.conflict);
    again.base().model().unwrap();
}

#[test]
fn what_could_hold_is_told_with_notes_and_assumptions() {
    let found = found();
    let mut lines = vec![found.method.clone()];
    for outcome in &found.outcomes {
        lines.push(format!(
            "{}: {} {:?} {:?}\n    {}",
            outcome.name, outcome.stable, outcome.unstable_for, outcome.notes, outcome.why
        ));
    }
    lines.extend(
        found
            .levers
            .iter()
            .map(|line| format!("lever: {} {:?}", line.text, line.notes)),
    );
    lines.extend(
        found
            .assumptions
            .iter()
            .map(|line| format!("assumed: {line}")),
    );
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_dispute_without_options_has_no_outlook() {
    let text = DISPUTE
        .replace("controlled_by = \"Ruritania\"\n", "")
        .replace("controlled_by = \"coast\"\n", "");
    let dispute = Dispute::parse("ferry.toml", &text).unwrap();
    let draft = draft(&dispute, &positions(&dispute), Manner::default());
    assert!(outlook(&dispute, &draft, &|_| None).is_err());
}

#[test]
fn the_order_of_the_positions_does_not_matter() {
    let dispute = Dispute::parse("ferry.toml", DISPUTE).unwrap();
    let mut positions = positions(&dispute);
    let one = draft(&dispute, &positions, Manner::default());
    positions.reverse();
    assert_eq!(one, draft(&dispute, &positions, Manner::default()));
}
