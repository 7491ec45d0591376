//! The brief on a fixed dispute, in every form, as people and programs get it.
#![allow(missing_docs, clippy::unwrap_used)]

use demarche_actors::ActorKind;
use demarche_brief::{Brief, Ink, Material, Outlook, OutlookLine, html, markdown, text};
use demarche_positions::{
    Coder, Coverage, Days, Dispute, Place, Position, Saying, Stance, Told, Voice, position,
};
use demarche_statements::{Grade, Part};

const DISPUTE: &str = r#"
title = "The <night> ferry"
about = "Whether the ferry between Ruritania and the Coast runs at night, and who pays."

[[party]]
name = "Ruritania"

[[party]]
name = "The Coast"

[[party]]
name = "Freedonia"

[[question]]
id = "ferry"
text = "Should the ferry run at night?"
yes = "The ferry runs at night"
controlled_by = "The Coast"

[[question]]
id = "toll"
text = "Is there a toll?"
yes = "The night ferry has a toll"
controlled_by = "Ruritania"

[[arrangement]]
name = "Harbour plan"
source = "draft of May"
answers = { ferry = "yes", toll = "no" }
"#;

fn voice(name: &str, office: &str, side: &str) -> Voice {
    Voice {
        id: name.to_lowercase().replace(' ', "-"),
        name: name.into(),
        kind: ActorKind::Person,
        office: (!office.is_empty()).then(|| office.into()),
        side: (!side.is_empty()).then(|| side.into()),
        side_code: None,
    }
}

fn saying(
    number: usize,
    question: &str,
    voice: Voice,
    stance: Stance,
    day: &str,
    sentence: &str,
) -> Saying {
    Saying {
        statement: format!("{number:016x}"),
        utterance: None,
        question: question.into(),
        voice,
        part: Part::Speaks,
        stance,
        conditions: Vec::new(),
        confidence: 0.9,
        extraction: 0.95,
        reason: "cue “said” (says)".into(),
        coder: Coder::Machine("judge-1".into()),
        days: Days {
            from: Some(day.into()),
            to: Some(day.into()),
            ..Days::default()
        },
        grade: Some(Grade::FirstHand),
        via: Vec::new(),
        place: Place {
            report: format!("{number:016x}"),
            file: format!("report-{number}.txt"),
            outlet: Some("The Harbour Ledger".into()),
            title: Some("A ferry | by *night*".into()),
            date: Some(day.into()),
            url: None,
        },
        sentence: sentence.into(),
        told: None,
        denies: None,
        answers: None,
        to: Vec::new(),
    }
}

fn sayings() -> Vec<Saying> {
    let orr = || voice("Ana Orr", "president", "Ruritania");
    let ek = || voice("Bo Ek", "foreign minister", "Ruritania");
    let lind = || voice("Cy Lind", "spokesman", "The Coast");
    let mut first = saying(
        1,
        "ferry",
        orr(),
        Stance::Oppose,
        "2025-05-02",
        "Orr rejected a night ferry.",
    );
    first.to = vec![lind()];
    let mut turn = saying(
        2,
        "ferry",
        orr(),
        Stance::Conditional,
        "2025-08-20",
        "Orr would accept a night ferry if the Coast halves the toll.",
    );
    turn.conditions = vec!["if the Coast halves the toll".into()];
    let mut other = saying(
        3,
        "ferry",
        ek(),
        Stance::Support,
        "2025-08-21",
        "Ek welcomed the night ferry, <script>alert(1)</script> he said.",
    );
    other.grade = Some(Grade::Relayed);
    other.via = vec!["Eastport Radio".into()];
    other.answers = Some(format!("{:016x}", 4));
    let evades = saying(
        4,
        "ferry",
        lind(),
        Stance::NonCommittal,
        "2025-08-22",
        "Asked about the ferry, Lind said that all options were open.",
    );
    let mut gave_up = saying(
        5,
        "toll",
        orr(),
        Stance::NonCommittal,
        "2025-08-22",
        "Ruritania has dropped its demand for a toll.",
    );
    gave_up.told = Some(Told::GaveUp);
    let mut clash = saying(
        6,
        "toll",
        ek(),
        Stance::Oppose,
        "2025-08-23",
        "Ek said there would be no toll.",
    );
    clash.coder = Coder::Person("dw".into());
    clash.confidence = 1.0;
    let against = saying(
        7,
        "toll",
        voice("Di Moe", "prime minister", "Ruritania"),
        Stance::Support,
        "2025-08-23",
        "Moe insisted on a toll.",
    );
    let mut doubtful = saying(
        8,
        "toll",
        lind(),
        Stance::Support,
        "2025-08-23",
        "Lind spoke of a toll.",
    );
    doubtful.confidence = 0.3;
    let expert = saying(
        9,
        "ferry",
        voice("Flo Ray", "professor", "The Coast"),
        Stance::Support,
        "2025-08-24",
        "Ray thinks that the ferry will run at night.",
    );
    vec![
        first, turn, other, evades, gave_up, clash, against, doubtful, expert,
    ]
}

fn brief() -> Brief {
    let dispute = Dispute::parse("ferry.toml", DISPUTE).unwrap();
    let all = sayings();
    let mut positions: Vec<Position> = Vec::new();
    for question in &dispute.questions {
        for party in &dispute.parties {
            let own: Vec<Saying> = all
                .iter()
                .filter(|s| s.question == question.id && s.voice.speaks_for(party))
                .cloned()
                .collect();
            positions.push(position(&party.id, &question.id, &own, None));
        }
    }
    let others: Vec<Saying> = all
        .iter()
        .filter(|saying| dispute.spoken_for(&saying.voice).next().is_none())
        .cloned()
        .collect();
    Brief::new(&Material {
        dispute: &dispute,
        positions: &positions,
        others: &others,
        since: Some("2025-08-21"),
        coverage: Coverage {
            reports: 9,
            statements: 120,
            reworded: 0,
            lost: 0,
            disputed: 0,
            uncoded: 1,
            undated: 2,
            days: Some(("2025-05-02".into(), "2025-08-24".into())),
        },
        outlook: Some(Outlook {
            method: "Graph model with three parties and two options; Nash stability.".into(),
            outcomes: vec![OutlookLine {
                arrangement: Some("harbour-plan".into()),
                name: "Harbour plan".into(),
                stable: false,
                unstable_for: vec!["ruritania".into()],
                why: "Ruritania would be better off with a toll.".into(),
                notes: vec![1],
            }],
            assumptions: vec!["Freedonia prefers whatever the Coast prefers.".into()],
            levers: Vec::new(),
        }),
    })
}

#[test]
fn for_the_terminal() {
    insta::assert_snapshot!("text", text(&brief(), 90, Ink::Plain));
    let narrow = text(&brief(), 40, Ink::Plain);
    let narrow = narrow.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(narrow.contains("Ruritania conditional"), "{narrow}");
    let coloured = text(&brief(), 90, Ink::Colour);
    let plain: String = {
        let mut rest = coloured.as_str();
        let mut out = String::new();
        while let Some(at) = rest.find('\u{1b}') {
            out.push_str(&rest[..at]);
            let end = rest[at..].find('m').unwrap();
            rest = &rest[at + end + 1..];
        }
        out + rest
    };
    assert_eq!(
        plain,
        text(&brief(), 90, Ink::Plain),
        "colours add no words"
    );
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!("markdown", markdown(&brief()));
}

#[test]
fn as_a_page() {
    let page = html(&brief());
    assert!(
        !page.contains("<script"),
        "words of reports are never markup"
    );
    insta::assert_snapshot!("html", page);
}

#[test]
fn as_data() {
    insta::assert_json_snapshot!("json", brief());
}

/// The numbers of notes anywhere in a value.
fn visit(value: &serde_json::Value, found: &mut Vec<u64>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("notes", serde_json::Value::Array(list)) => {
                        found.extend(list.iter().filter_map(serde_json::Value::as_u64));
                    }
                    ("before" | "after", value) => found.extend(value.as_u64()),
                    _ => {}
                }
                visit(value, found);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|v| visit(v, found)),
        _ => {}
    }
}

#[test]
fn every_number_leads_to_a_note() {
    let brief = brief();
    let data = serde_json::to_value(&brief).unwrap();
    let mut numbers = Vec::new();
    visit(&data, &mut numbers);
    assert!(numbers.len() > 10);
    for number in numbers {
        assert!(
            brief.note(usize::try_from(number).unwrap()).is_some(),
            "{number}"
        );
    }
    for note in &brief.notes {
        assert!(!note.sentence.is_empty() && !note.judged.is_empty());
    }
}
