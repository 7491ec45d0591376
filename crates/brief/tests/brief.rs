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
        within: None,
        question: question.into(),
        rank: voice.rank(),
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

fn positions(dispute: &Dispute, all: &[Saying], on: Option<&str>) -> Vec<Position> {
    let mut positions: Vec<Position> = Vec::new();
    for question in &dispute.questions {
        for party in &dispute.parties {
            let own: Vec<Saying> = all
                .iter()
                .filter(|s| s.question == question.id && s.voice.speaks_for(party))
                .cloned()
                .collect();
            positions.push(position(&party.id, &question.id, &own, on));
        }
    }
    positions
}

fn brief() -> Brief {
    brief_of(&sayings(), None)
}

fn brief_of(all: &[Saying], on: Option<&str>) -> Brief {
    let dispute = Dispute::parse("ferry.toml", DISPUTE).unwrap();
    let positions = positions(&dispute, all, on);
    let others: Vec<Saying> = all
        .iter()
        .filter(|saying| dispute.spoken_for(&saying.voice).next().is_none())
        .cloned()
        .collect();
    Brief::new(&Material {
        dispute: &dispute,
        positions: &positions,
        others: &others,
        on,
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
        strangers: &[],
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
    for line in narrow.lines() {
        assert!(line.chars().count() <= 40, "{line}");
    }
    // Codes are explained, and every party has its column.
    for words in [
        "C* [1]",
        "÷* [4]",
        "– [3]",
        "C on conditions",
        "* shifted",
        "Freedonia",
    ] {
        assert!(narrow.contains(words), "{words}: {narrow}");
    }
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

/// The section of a text under a heading, on one line.
fn section(brief: &Brief, heading: &str) -> String {
    let page = text(brief, 100, Ink::Plain);
    let (_, rest) = page.split_once(&format!("\n{heading}\n")).unwrap();
    let end = rest.find("\n\n").unwrap_or(rest.len());
    let words: Vec<&str> = rest[..end].split_whitespace().collect();
    words.join(" ")
}

#[test]
fn what_is_new_is_held_against_the_stand() {
    let mut all = sayings();
    // A member's word does not turn what the president has just said.
    let member = voice("Gil Poe", "member of parliament", "Ruritania");
    let words = "Poe said that the ferry should not run.";
    let mut poe = saying(10, "ferry", member, Stance::Oppose, "2025-08-22", words);
    poe.confidence = 0.6;
    all.push(poe);
    let on_the_ferry = |all: &[Saying]| {
        let brief = brief_of(all, None);
        let new = brief.news.iter().find(|new| new.question == "ferry");
        let new = new.unwrap().clone();
        let said = |numbers: &[usize]| -> Vec<String> {
            let notes = numbers.iter().map(|n| brief.note(*n).unwrap());
            notes.map(|note| note.voice.clone()).collect()
        };
        let also: Vec<_> = new.also.iter().map(|(s, n)| (*s, said(n))).collect();
        (
            new.text,
            said(&new.notes),
            also,
            section(&brief, "NEW SINCE 21 AUGUST 2025"),
        )
    };
    let (text, notes, also, shown) = on_the_ferry(&all);
    assert_eq!(text, "again conditional");
    assert_eq!(notes, ["Bo Ek"]);
    assert_eq!(also, [(Stance::Oppose, vec!["Gil Poe".to_owned()])]);
    assert!(
        shown.contains("again conditional [2]; also said: no ["),
        "{shown}"
    );
    // Without Ek's yes nothing that is new supports the stand.
    all.remove(2);
    let (text, notes, also, shown) = on_the_ferry(&all);
    assert_eq!(text, "still conditional");
    assert_eq!(notes, ["Ana Orr"]);
    assert_eq!(also, [(Stance::Oppose, vec!["Gil Poe".to_owned()])]);
    assert!(
        shown.contains("still conditional [1]; also said: no ["),
        "{shown}"
    );
}

#[test]
fn what_was_published_later_is_not_on_an_earlier_page() {
    let mut all = sayings();
    // Told much later of an early day.
    all[1].days.to = Some("2025-05-01".into());
    all[1].days.from = Some("2025-05-01".into());
    let page = text(&brief_of(&all, Some("2025-05-02")), 100, Ink::Plain);
    assert!(page.contains("As known on 2 May 2025. "), "{page}");
    assert!(page.contains("Orr rejected a night ferry."), "{page}");
    assert!(!page.contains("halves the toll"), "{page}");
}

#[test]
fn one_sentence_of_two_is_one_line_with_one_note() {
    let mut all = sayings();
    // The spokesman speaks for the expert in one sentence.
    let mut spokesman = all[8].clone();
    spokesman.voice = voice("Hy Low", "spokesman", "");
    spokesman.rank = spokesman.voice.rank();
    all.push(spokesman);
    // And two of Ruritania have a part in one statement.
    let mut joint = all[2].clone();
    joint.voice = voice("Gil Poe", "member of parliament", "Ruritania");
    joint.rank = joint.voice.rank();
    all.push(joint);
    let brief = brief_of(&all, None);
    let others = section(&brief, "WHAT OTHERS SAY");
    assert!(others.contains("yes (Flo Ray and Hy Low) ["), "{others}");
    assert_eq!(brief.others.len(), 1);
    let cell = &brief.matrix[0].cells[0];
    assert_eq!(cell.notes, [1, 2]);
    assert_eq!((cell.utterances, cell.voices), (2, 3));
}

#[test]
fn how_we_know_counts_what_the_positions_rest_on_once() {
    let mut all = sayings();
    // Another outlet carries what Ek said; he also speaks to another question.
    let mut copy = all[2].clone();
    copy.statement = format!("{:016x}", 11);
    copy.place.outlet = Some("The Echo".into());
    for carried in [&mut all[2], &mut copy] {
        carried.utterance = Some("ek-on-the-ferry".into());
    }
    let mut toll = all[2].clone();
    toll.question = "toll".into();
    all.extend([copy, toll]);
    let known = brief_of(&all, None).provenance;
    // Orr's condition, Lind's evasion, Ek's no and Moe's yes to the toll; the
    // president's older no and the demand given up support no stand.
    assert_eq!((known.first_hand, known.relayed), (4, 1));
    assert_eq!(
        known.outlets,
        [
            ("The Harbour Ledger".to_owned(), 5),
            ("The Echo".to_owned(), 1)
        ]
    );
}

#[test]
fn a_year_is_no_day() {
    let mut all = sayings();
    all[1].days.from = Some("2025-08-01".into());
    all[1].days.to = Some("2025-08-31".into());
    all.truncate(2);
    let page = text(&brief_of(&all, None), 200, Ink::Plain);
    assert!(page.contains("since a day in August 2025"), "{page}");
    assert!(page.contains("reversal in August 2025"), "{page}");
    assert!(!page.contains("31 August"), "{page}");
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

/// A dispute of six parties and fourteen questions, on which somebody speaks.
fn large() -> Dispute {
    let mut text = String::from("title = \"Large\"\n");
    for name in [
        "Ruritania",
        "The Coast",
        "Freedonia",
        "Far Islands",
        "Union",
        "Neutral States",
    ] {
        text.push_str(&format!("[[party]]\nname = \"{name}\"\n"));
    }
    text.push_str(
        "[[question]]\nid = \"ferry\"\ntext = \"?\"\nyes = \"The ferry runs at night\"\n",
    );
    text.push_str("[[question]]\nid = \"toll\"\ntext = \"?\"\nyes = \"The ferry has a toll\"\n");
    for number in 3..=14 {
        text.push_str(&format!(
            "[[question]]\nid = \"harbour-{number}\"\ntext = \"?\"\n\
             yes = \"The harbour of the {number} islands is closed to every ship of the others\"\n"
        ));
    }
    for name in ["Harbour plan", "Coast draft", "Island terms", "Union paper"] {
        text.push_str(&format!(
            "[[arrangement]]\nname = \"{name}\"\nanswers = {{ ferry = \"yes\", toll = \"no\" }}\n"
        ));
    }
    Dispute::parse("large.toml", &text).unwrap()
}

fn plain(dispute: &Dispute, positions: &[Position], outlook: Option<Outlook>) -> Brief {
    Brief::new(&Material {
        dispute,
        positions,
        others: &[],
        on: None,
        since: None,
        coverage: Coverage::default(),
        strangers: &[],
        outlook,
    })
}

fn cannot_hold() -> Outlook {
    let outcome = |name: &str| OutlookLine {
        arrangement: Some(name.into()),
        name: name.into(),
        stable: false,
        unstable_for: vec!["ruritania".into()],
        why: "Ruritania would hold out.".into(),
        notes: vec![1],
    };
    Outlook {
        method: "A graph model.".into(),
        outcomes: ["Harbour plan", "Coast draft"].map(outcome).to_vec(),
        assumptions: vec!["Freedonia prefers whatever the Coast prefers.".into()],
        levers: Vec::new(),
    }
}

#[test]
fn the_answer_is_one_page() {
    let dispute = large();
    let positions = positions(&dispute, &sayings(), None);
    let made = text(
        &plain(&dispute, &positions, Some(cannot_hold())),
        80,
        Ink::Plain,
    );
    let (page, detail) = made.split_once("\nIN DETAIL\n").unwrap();
    for line in made.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(
        page.lines().count() <= 60,
        "{}\n{page}",
        page.lines().count()
    );
    for words in [
        "C* [1]",
        "Harbour plan: Ruritania and The Coast waver",
        "Ruritania would leave Harbour plan and Coast draft",
        "nothing from Freedonia, Far Islands,",
        "and 11 more, in detail below",
    ] {
        let words = words.split(' ').collect::<Vec<_>>();
        let page = page.split_whitespace().collect::<Vec<_>>();
        assert!(
            page.windows(words.len()).any(|part| part == words),
            "{words:?}: {page:?}"
        );
    }
    for heading in [
        "QUESTION BY QUESTION",
        "ARRANGEMENTS, ANSWER BY ANSWER",
        "SOURCES",
    ] {
        assert!(detail.contains(heading), "{heading}");
    }
    let dots = page
        .lines()
        .find(|line| line.starts_with("harbour-14"))
        .unwrap();
    assert_eq!(dots.matches('·').count(), 6, "{dots}");
}

#[test]
fn an_empty_ledger_is_told_in_a_line() {
    let dispute = large();
    let positions = positions(&dispute, &[], None);
    let made = text(
        &plain(&dispute, &positions, Some(cannot_hold())),
        80,
        Ink::Plain,
    );
    assert!(
        made.contains("Nothing is stated yet, so no arrangement can be held against positions.")
    );
    assert!(
        !made.contains("could hold") && !made.contains("would leave"),
        "{made}"
    );
}

#[test]
fn conditions_are_quoted_where_an_arrangement_meets_them() {
    let text_of = |answer: &str| {
        let dispute = DISPUTE.replace("ferry = \"yes\"", &format!("ferry = \"{answer}\""));
        let dispute = Dispute::parse("ferry.toml", &dispute).unwrap();
        let turn: Vec<Saying> = sayings()
            .into_iter()
            .filter(|s| s.stance == Stance::Conditional)
            .collect();
        let made = text(
            &plain(&dispute, &positions(&dispute, &turn, None), None),
            200,
            Ink::Plain,
        );
        made.lines()
            .filter(|line| line.contains("Ruritania wavers"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(text_of("yes")[1].contains(
        "has conditions on “The ferry runs at night”: “if the Coast halves the toll” [1]"
    ));
    assert!(text_of("no")[1].contains(
        "wants on conditions “The ferry runs at night”, which this rules out: “if the Coast halves the toll” [1]"
    ));
}

#[test]
fn no_party_is_cut_within_its_name() {
    let names = [
        "Bolivia",
        "Ecuador",
        "Venezuela",
        "Peru",
        "Uruguay",
        "Chile",
        "Argentina",
        "Costa Rica",
    ];
    let parties: String = names
        .map(|name| format!("[[party]]\nname = \"{name}\"\n"))
        .concat();
    let asked = "[[question]]\nid = \"q\"\ntext = \"?\"\nyes = \"The ferry runs at night\"\n";
    let dispute = Dispute::parse("d.toml", &format!("title = \"D\"\n{parties}{asked}")).unwrap();
    let brief = plain(&dispute, &positions(&dispute, &[], None), None);
    for width in [40, 60, 80, 100] {
        let page = text(&brief, width, Ink::Plain);
        let (_, matrix) = page.split_once("\nWHERE THEY STAND\n").unwrap();
        let (matrix, _) = matrix.split_once("\nSHIFTS\n").unwrap();
        for name in names {
            let mut words = name.split(' ');
            let whole = words.all(|word| matrix.split_whitespace().any(|set| set == word));
            assert!(whole, "{name} at {width}: {matrix}");
        }
        for line in matrix.lines() {
            assert!(line.chars().count() <= width, "{line}");
        }
        assert_eq!(matrix.matches('·').count(), names.len() + 1, "{matrix}");
    }
}

#[test]
fn who_is_answered_unsurely_is_not_answered() {
    let mut all = sayings();
    let sure = brief_of(&all, None).answering;
    assert_eq!(sure.len(), 1, "{sure:?}");
    assert_eq!((sure[0].agrees, sure[0].objects), (1, 1));
    // The machine is unsure of what the president said to the spokesman.
    all[0].confidence = 0.09;
    let unsure = brief_of(&all, None).answering;
    assert_eq!((unsure[0].agrees, unsure[0].objects), (1, 0));
}

#[test]
fn a_file_is_no_outlet() {
    let mut all = sayings();
    let behind = |all: &[Saying]| {
        let brief = brief_of(all, None);
        let known = section(&brief, "HOW WE KNOW");
        (brief.matrix[0].cells[0].behind(), known)
    };
    let (told, known) = behind(&all);
    assert!(told.contains("2 speakers in 1 outlet,"), "{told}");
    assert!(
        known.contains("Carried by The Harbour Ledger (5)."),
        "{known}"
    );
    all[2].place.outlet = None;
    let (told, known) = behind(&all);
    assert!(
        told.contains(" in 1 outlet and 1 report without one,"),
        "{told}"
    );
    assert!(
        known.contains("Carried by The Harbour Ledger (4), a file that names no outlet."),
        "{known}"
    );
    for saying in &mut all {
        saying.place.outlet = None;
    }
    let (told, known) = behind(&all);
    assert!(told.contains(" in 2 reports,"), "{told}");
    assert!(
        known.contains("Carried by 5 files that name no outlet."),
        "{known}"
    );
}

#[test]
fn a_sentence_without_end_is_cut_on_the_page_and_whole_in_the_data() {
    let mut all = sayings();
    all[1].sentence = "Orr would accept a night ferry and ".repeat(500);
    let brief = brief_of(&all, None);
    for page in [text(&brief, 80, Ink::Plain), markdown(&brief), html(&brief)] {
        assert!(page.chars().count() < 30_000, "{}", page.chars().count());
        assert!(page.contains('…'));
    }
    let whole = |note: &demarche_brief::Note| note.sentence.chars().count() > 10_000;
    assert!(brief.notes.iter().any(whole));
}

#[test]
fn outcomes_lie_outside_arrangements_only_where_there_are_some() {
    let other = OutlookLine {
        arrangement: None,
        name: "YN".into(),
        stable: true,
        unstable_for: Vec::new(),
        why: "Nobody would move.".into(),
        notes: Vec::new(),
    };
    let page = |outlook: Outlook| {
        let dispute = large();
        let positions = positions(&dispute, &sayings(), None);
        text(&plain(&dispute, &positions, Some(outlook)), 200, Ink::Plain)
    };
    let mut outlook = cannot_hold();
    outlook.outcomes.push(other);
    assert!(page(outlook.clone()).contains("1 outcome outside the arrangements could hold"));
    outlook.outcomes.drain(..2);
    let made = page(outlook);
    assert!(made.contains("1 outcome could hold"), "{made}");
    assert!(!made.contains("outside the arrangements"), "{made}");
}

#[test]
fn an_earlier_word_with_a_day_of_its_own_was_said_on_it() {
    let mut all = sayings();
    all.truncate(1);
    all[0].days.from = Some("2025-02-01".into());
    all[0].days.to = Some("2025-02-28".into());
    all[0].days.earlier = true;
    let brief = brief_of(&all, None);
    let page = text(&brief, 200, Ink::Plain);
    assert!(
        page.contains("president, February 2025, told as earlier. "),
        "{page}"
    );
    assert!(page.contains("since a day in February 2025"), "{page}");
    assert!(!page.contains("before"), "{page}");
}

#[test]
fn what_is_thin_is_printed_below_a_half() {
    let mut all = sayings();
    all.truncate(1);
    // 0.6208 × 0.8 = 0.4966
    all[0].confidence = 0.6208;
    all[0].extraction = 0.8;
    let brief = brief_of(&all, None);
    let page = text(&brief, 200, Ink::Plain);
    assert!(page.contains("Thin (0.49)"), "{page}");
    assert_eq!(brief.matrix[0].cells[0].strength.to_string(), "0.49");
}

#[test]
fn the_dot_is_explained_where_there_is_one() {
    let silent = brief();
    let told = "· nothing stated.";
    for page in [
        text(&silent, 90, Ink::Plain),
        markdown(&silent),
        html(&silent),
    ] {
        assert_eq!(page.matches(told).count(), 1, "{page}");
    }
    let mut all = sayings();
    let free = |question| {
        let who = voice("Ed Fry", "president", "Freedonia");
        saying(
            20,
            question,
            who,
            Stance::Support,
            "2025-08-24",
            "Fry said yes.",
        )
    };
    all.extend([free("ferry"), free("toll")]);
    let lind = voice("Cy Lind", "spokesman", "The Coast");
    let words = "Lind wants no toll.";
    all.push(saying(
        21,
        "toll",
        lind,
        Stance::Oppose,
        "2025-08-24",
        words,
    ));
    let page = markdown(&brief_of(&all, None));
    assert!(!page.contains(told), "{page}");
}
