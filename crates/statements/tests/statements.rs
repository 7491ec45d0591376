//! What a person reads of resolved statements, on prose of our own.

mod common;

use std::fmt::Write as _;

use common::{marked, report};
use demarche_actors::Known;
use demarche_reading::Span;
use demarche_statements::{Statements, resolve};

fn told(text: &str, date: Option<&str>, outlet: Option<&str>) -> String {
    let (plain, relations) = marked(text);
    let report = report(&plain, date, outlet);
    assert_eq!(report.text, plain, "the text must be normal already");
    let statements = resolve(&report, &relations, &Known::default());
    let words = |spans: &[Span]| {
        let words: Vec<_> = spans.iter().map(|s| &report.text[s.range()]).collect();
        words.join(" … ")
    };
    let mut out = format!("day: {:?}: {}\n", statements.day.day, statements.day.reason);
    for (index, found) in statements.resolved.iter().enumerate() {
        let relation = &relations[index];
        let _ = writeln!(
            out,
            "\n{index} {} ‹{}›",
            words(&relation.source),
            words(&relation.cue)
        );
        for speaker in &found.speakers {
            // What follows is the reason of the actors' crate.
            let reason = speaker.reason.split(';').next().unwrap_or_default();
            let _ = writeln!(
                out,
                "  {:?}: {} ({}) by “{}”",
                speaker.part,
                name(&statements, speaker.actor),
                reason,
                words(&speaker.evidence)
            );
        }
        for (title, list) in [("to", &found.to), ("about", &found.about)] {
            let names: Vec<_> = list.iter().map(|r| name(&statements, r.actor)).collect();
            if !names.is_empty() {
                let _ = writeln!(out, "  {title}: {}", names.join(", "));
            }
        }
        let on = &found.on;
        let (from, to) = (
            on.from.as_deref().unwrap_or(".."),
            on.to.as_deref().unwrap_or(".."),
        );
        let _ = writeln!(
            out,
            "  on: {from} to {to}, {}, {:?}: {} by “{}”",
            on.precision.as_str(),
            on.aspect,
            on.reason,
            words(&on.evidence)
        );
        let via: Vec<_> = found
            .via
            .iter()
            .map(|link| {
                format!(
                    "{} ({:?}) by “{}”",
                    link.name,
                    link.kind,
                    words(&link.evidence)
                )
            })
            .collect();
        if !via.is_empty() {
            let _ = writeln!(out, "  via: {}", via.join(", "));
        }
        let _ = writeln!(out, "  grade: {:?}", found.grade);
        if let Some(denial) = &found.denial {
            let _ = writeln!(
                out,
                "  denies {:?} of {:?}{}: {}",
                found.denies,
                denial.of.map(|of| name(&statements, of)),
                if denial.own { ", own words" } else { "" },
                denial.claim
            );
        }
    }
    out
}

fn name(statements: &Statements, actor: usize) -> &str {
    &statements.cast.actors[actor].name
}

#[test]
fn chains_and_days() {
    insta::assert_snapshot!(told(
        "[t2 [t1 The dam will not be opened before the spring], [s1 Norwegian Energy Minister Kari Holm] [c1 said] on Thursday], [c2 according to] [s2 Reuters].\n\
         [s3 A draft treaty seen by Bloomberg] [c3 showed] [t3 that both sides would share the cost].\n\
         In an interview with the Oslo Herald on Monday, [s4 Holm] [c4 had called] [t4 the draft a wish list].\n\
         [s5 Swedish media] [c5 reported], citing an official in Stockholm, [t5 that [s6 Holm] [c6 had promised] [t6 a new offer]].\n\
         [s7 Holm] [c7 denied] [t7 the report] on Friday.\n",
        Some("2024-03-15"),
        Some("The Northern Post"),
    ));
}

#[test]
fn joint_and_delegated_speech() {
    insta::assert_snapshot!(told(
        "[s1 Australia], supported by Japan and Norway and opposed by China, [c1 proposed] [t1 a fund for the islands].\n\
         [s2 Algeria], on behalf of the African Group, [c2 urged] [t2 the European Union to pay more].\n\
         [s3 France] [c3 called for] [t3 a vote on Friday], with Brazil opposing.\n\
         [s4 A spokesman for Antonio Guterres] [c4 told] reporters [t4 that the fund was overdue], [c5 adding] [t5 that he would write to Canada].\n",
        Some("2023-12-06"),
        None,
    ));
}

#[test]
fn who_arms_somebody_does_not_second_their_words() {
    let parts = |text: &str| {
        let (plain, relations) = marked(text);
        let report = report(&plain, Some("2023-12-06"), None);
        let statements = resolve(&report, &relations, &Known::default());
        let speakers = statements.resolved[0].speakers.iter();
        let shown = speakers.map(|s| format!("{:?} {}", s.part, name(&statements, s.actor)));
        shown.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(
        parts("[s1 Separatists backed by Norway] [c1 demanded] [t1 a vote]."),
        "Speaks Separatists backed by Norway"
    );
    assert_eq!(
        parts("[s1 The rebels], backed by Norway, [c1 demanded] [t1 a vote]."),
        "Speaks rebels"
    );
    assert_eq!(
        parts("[s1 Peru], backed by Norway, [c1 demanded] [t1 a vote]."),
        "Speaks Peru; Supports Norway"
    );
}

#[test]
fn events_carry_the_day() {
    insta::assert_snapshot!(told(
        "The two presidents met in Geneva last week for a summit on the grain route.\n\
         After the meeting, [s1 Turkish President Recep Tayyip Erdogan] [c1 said] [t1 that ships would sail].\n\
         In 2022 there had been talks in Istanbul. At that time [s2 the Russian side] [c2 proposed] [t2 inspections in port].\n\
         [s3 Erdogan] [c3 has repeatedly said] [t3 that a just peace has no losers].\n\
         Original article: https://paper.example/2025/08/18/ships\n",
        None,
        None,
    ));
}

#[test]
fn nothing_is_guessed() {
    insta::assert_snapshot!(told(
        "On August 20, [s1 Foreign Minister Lena Voss] [c1 said] [t1 that the port would open].\n\
         [s2 Officials] [c2 hope] [t2 for rain].\n\
         It [c3 is believed] [t3 that the gate is rusted].\n",
        None,
        None,
    ));
}

#[test]
fn a_stand_on_a_thing_has_the_day_behind_the_thing() {
    let text = "[s1 Lunde] [c1 supported] [t1 the pipeline in 2019].\n\n\
                [s2 Holm] [c2 ruled out] [t2 a corridor for Norland] on Monday.\n\n\
                [s3 Berg] [c3 called for] [t3 a pipeline to Norland] last year.\n\n\
                [s4 Salo] [c4 agreed] [t4 to the pipeline] in 2024.\n\n\
                [s5 Orr] [c5 called for] [t5 a vote on Tuesday].\n";
    let found = told(text, Some("2026-02-11"), None);
    let days: Vec<&str> = found
        .lines()
        .filter_map(|line| line.trim().strip_prefix("on: "))
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(
        days,
        [
            "2019-01-01 to 2019-12-31",
            "2026-02-09 to 2026-02-09",
            "2025-01-01 to 2025-12-31",
            "2024-01-01 to 2024-12-31",
            ".. to 2026-02-11",
        ],
        "{found}"
    );
}

/// The days and the grade of each statement.
fn days(text: &str) -> Vec<String> {
    let (plain, relations) = marked(text);
    let report = report(&plain, Some("2025-06-10"), None);
    let statements = resolve(&report, &relations, &Known::default());
    let one = |found: &demarche_statements::Resolved| {
        let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "..".to_owned());
        format!(
            "{} to {} {:?}",
            day(&found.on.from),
            day(&found.on.to),
            found.on.aspect
        )
    };
    statements.resolved.iter().map(one).collect()
}

#[test]
fn a_date_in_a_relative_clause_is_of_that_clause() {
    let friday = "2025-06-06 to 2025-06-06 Once";
    assert_eq!(
        days(
            "[s1 President Anna Moor, who refused a truce in May], [c1 said] on Friday [t1 that \
             [s2 she] [c2 now wanted] [t2 a truce]]."
        ),
        [friday, friday]
    );
    assert_eq!(
        days(
            "[s1 President Anna Moor], who [c2 refused] [t2 a truce] last month, [c1 said] on \
             Friday [t1 that it was time]."
        )[0],
        friday
    );
    assert_eq!(
        days(
            "Under the 2015 accord, which Moor left in 2018, [s1 Ruritania] [c1 had agreed] [t1 to \
             open its ports]."
        ),
        ["2015-01-01 to 2015-12-31 Earlier"]
    );
    assert_eq!(
        days(
            "Since the accord, which Moor left in 2018, [s1 Ruritania] [c1 has agreed] [t1 to \
             open its ports]."
        ),
        [".. to 2025-06-10 Once"]
    );
    // A paper speaks on the day on which it comes out.
    assert_eq!(
        days("In a letter, which was released on Friday, [s1 Moor] [c1 said] [t1 it was time]."),
        [friday]
    );
    // The clause's own verb keeps its day.
    assert_eq!(
        days("[s1 Anna Moor], who on Friday [c1 said] [t1 that it was time], left."),
        [friday]
    );
}

#[test]
fn what_a_question_supposes_is_told_by_whoever_asks() {
    let text = "[s1 Q][c1 :] [t1 [s2 Norland] [c2 wants] [t2 it back]].\n\nA: No.\n\nQ: \
                When?\n\nA: In May.";
    let (plain, relations) = marked(text);
    let report = report(&plain, Some("2025-06-10"), None);
    let statements = resolve(&report, &relations, &Known::default());
    let last = statements.resolved.last().unwrap();
    assert_eq!(last.grade, Some(demarche_statements::Grade::SecondHand));
    assert!(last.via.iter().any(|link| link.name == "Q"));
}

#[test]
fn whoever_follows_talks_does_not_speak_after_them() {
    let text = "The talks resumed on Monday. [s1 A diplomat following the talks] [c1 said] [t1 \
                Ruritania would pay].";
    assert_eq!(days(text), [".. to 2025-06-10 Once"]);
    for text in [
        text,
        "[s1 An official briefed on the talks] [c1 said] [t1 it would pay].",
        "[s1 A person familiar with the talks] [c1 said] [t1 it would pay].",
        "[s1 A diplomat monitoring the talks] [c1 said] [t1 it would pay].",
    ] {
        let (plain, relations) = marked(text);
        let report = report(&plain, Some("2025-06-10"), None);
        let statements = resolve(&report, &relations, &Known::default());
        let last = statements.resolved.last().unwrap();
        assert_eq!(
            last.grade,
            Some(demarche_statements::Grade::Unnamed),
            "{text}"
        );
    }
}
