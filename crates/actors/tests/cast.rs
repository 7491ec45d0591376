//! Resolves mentions in passages of our own and in the labelled ones that are
//! there to be seen.
#![allow(missing_docs, clippy::unwrap_used)]

mod marked;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use demarche_actors::{Cast, Known, cast, read_file};
use demarche_attribution::{Attribution, Kind};
use demarche_reading::Span;
use marked::{Marked, report, said_by};

/// Asks for whatever stands in brackets, and shows whom it means.
fn shown(marked: &str, known: &Known) -> String {
    let Marked {
        report,
        relations,
        spans,
    } = marked::read(marked, Some("2025-08-22"));
    let cast = cast(&report, &relations, &spans, known);
    let text = &report.text;
    let line = |span: &Span| {
        let actors: Vec<String> = cast
            .of(*span)
            .iter()
            .map(|&at| one(&cast, at, *span))
            .collect();
        format!("{} → {}", &text[span.range()], actors.join(" + "))
    };
    spans.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn one(cast: &Cast, at: usize, span: Span) -> String {
    let actor = &cast.actors[at];
    let mention = cast.mention(at, span).unwrap();
    format!(
        "{} ({}; {}; {}) by {}: {}",
        actor.name,
        actor.kind,
        actor.side().map_or("no side", |side| side.name.as_str()),
        actor.office().unwrap_or("no office"),
        mention.form,
        mention.reason
    )
}

#[test]
fn people_are_named_in_many_ways() {
    insta::assert_snapshot!(shown(
        "Ruritanian officials met on Monday. [German Foreign Minister Jana Adler] said the talks \
         went well. [Adler] left early, and [she] did not speak again. [The foreign minister] \
         had arrived late. [Rolf Anker, a researcher at the Swedish Institute of Polar Studies], \
         disagreed. [The spokesperson of the Polish Defence Ministry, Ewa Lis], declined. \
         [Lis and Anker] met later. [Mr. Adler] is somebody else.",
        &Known::default()
    ));
}

#[test]
fn places_and_bodies_stand_for_sides() {
    insta::assert_snapshot!(shown(
        "[Beijing] and [the Kremlin] agreed. [The Turkish side] did not. [NATO] and [Brussels] \
         waited, [European leaders] said. [The White House] spoke for [the U.S. government], and \
         [it] was short. [Kyiv's foreign ministry] answered; [the ministry] gave no date.",
        &Known::default()
    ));
}

#[test]
fn some_are_not_named() {
    insta::assert_snapshot!(shown(
        "[A senior French official] spoke first. [People familiar with the talks] and [two \
         diplomats briefed on the text] followed. [A draft treaty seen by a broadcaster] says \
         otherwise. [Analysts] doubt it, and [they] are many. [The official] spoke again.",
        &Known::default()
    ));
}

#[test]
fn one_spokesman_is_not_another() {
    insta::assert_snapshot!(shown(
        "[A Nato spokesman] said the bridge stood. [The rebels' spokesman, Karim Zadran], said it \
         had been blown up. [A foreign ministry spokesman in Oslo] knew of no Norwegians there. \
         [The spokesman] gave no number. [Zadran] spoke again, and so did [the Nato spokesman]. \
         [The Norwegian foreign ministry spokesman] had no more to say.",
        &Known::default()
    ));
}

#[test]
fn names_end_where_small_words_and_offices_do() {
    insta::assert_snapshot!(shown(
        "[U.S. Secretary of State Ruth Abbott] called for calm. Since Abbott took office, little \
         has changed, [Abbott] said. [Secretary of State Ruth Abbott] met no one. Her words \
         surprised analysts, [who] had expected more. [The People's Daily] printed them, and \
         [the prime minister's office] called; [she] did not answer.",
        &Known::default()
    ));
}

#[test]
fn groups_and_lands_are_no_people() {
    insta::assert_snapshot!(shown(
        "Seoul and Pyongyang met. [The North] wanted more than [the South], [the Korean Central \
         News Agency] reported. [Many Germans] watched, and [the Social Democrats] agreed. \
         A North Korea-related ship was seen, the Chosun Ilbo newspaper wrote; [the two Koreas], \
         [Chosun Ilbo] said, had a quarrel.",
        &Known::default()
    ));
}

#[test]
fn headings_and_transcripts_name_people() {
    insta::assert_snapshot!(shown(
        "[Ewa Lis] Says Talks Failed\n\nThe talks failed, [former President Ewa Lis] said. \
         “[He] never came,” [the former president] told [the Morning Post then]. \
         [LIS]: That is so. [African-Americans] agreed with [Gov. Bill Anker]. French President \
         Luc Morel met Budget Commission President Ada Roth; [the president] was late.",
        &Known::default()
    ));
}

#[test]
fn offices_before_a_name_are_read_whole() {
    insta::assert_snapshot!(shown(
        "[Head of the Polish Sejm's Budget Committee Jana Adler] agreed. Former Polish President \
         Rolf Lis did not, and [Lis] said so. [Defence ministry spokesman Karol Bem] was asked. \
         [A spokesman for President Ewa Zajac] answered.",
        &Known::default()
    ));
}

#[test]
fn an_actor_file_tells_more() {
    let known = read_file(
        "actors.toml",
        "[[actor]]\nname = \"Ewa Lis\"\naliases = [\"E. Lis\"]\n[[actor.role]]\noffice = \"foreign minister\"\nside = \"Poland\"\nfrom = \"2024-01-01\"\n\n\
         [[actor]]\nname = \"Red Dune Front\"\nkind = \"organisation\"\naliases = [\"RDF\"]\n[[actor.role]]\nside = \"Red Dune Front\"\n",
    )
    .unwrap();
    insta::assert_snapshot!(shown(
        "[Lis] wrote to [the RDF]. [Poland's foreign minister] had no more to say.",
        &known
    ));
}

#[test]
fn nothing_asked_and_odd_spans_do_no_harm() {
    let report = report("“É” said Äsa. ", None);
    let odd = [
        Span::new(1, 2),
        Span::new(0, 0),
        Span::new(90, 99),
        Span::new(0, report.text.len()),
    ];
    let cast = cast(&report, &[], &odd, &Known::default());
    assert!(cast.of(Span::new(90, 99)).is_empty());
}

#[test]
fn seen_passages() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../statements/tests/passages/seen.jsonl");
    let Ok(file) = fs::read_to_string(&path) else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {} is not there",
            path.display()
        );
        return;
    };
    let (mut all, mut names, mut kinds, mut sides) = (0_u32, 0_u32, 0_u32, 0_u32);
    for line in file.lines().filter(|line| !line.is_empty()) {
        let passage: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = passage["text"].as_str().unwrap();
        let at: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let spans = |value: &serde_json::Value| -> Vec<Span> {
            let number =
                |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
            let pairs = value.as_array().unwrap().iter();
            pairs
                .map(|pair| Span::new(at[number(&pair[0])], at[number(&pair[1])]))
                .collect()
        };
        let statements = passage["statements"].as_array().unwrap();
        let relations: Vec<Attribution> = statements
            .iter()
            .map(|statement| Attribution {
                source: spans(&statement["source"]),
                cue: spans(&statement["cue"]),
                content: spans(&statement["content"]),
                kind: Kind::Indirect,
                confidence: 1.0,
                parent: None,
            })
            .collect();
        let asked: Vec<Span> = relations
            .iter()
            .flat_map(|relation| relation.source.clone())
            .collect();
        let cast = cast(
            &report(text, passage["date"].as_str()),
            &relations,
            &asked,
            &Known::default(),
        );
        for (relation, statement) in relations.iter().zip(statements) {
            for speaker in statement["speakers"].as_array().unwrap() {
                // Parts of joint sources are another crate's to find.
                if speaker["part"] != "speaks" {
                    continue;
                }
                all += 1;
                let plain = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
                let wanted = plain(speaker["name"].as_str().unwrap());
                let meant = relation.source.iter().flat_map(|&span| cast.of(span));
                let found = meant
                    .map(|&at| &cast.actors[at])
                    .find(|actor| plain(&actor.name) == wanted);
                let Some(actor) = found else { continue };
                names += 1;
                kinds += u32::from(speaker["kind"].as_str() == Some(actor.kind.as_str()));
                sides += u32::from(
                    speaker["side"].as_str() == actor.side().map(|side| side.name.as_str()),
                );
            }
        }
    }
    println!("speakers {all}: name right {names}, kind too {kinds}, side too {sides}");
    assert!(f64::from(names) >= 0.9 * f64::from(all));
}

#[test]
fn whoever_tells_what_others_said_goes_on_as_the_speaker() {
    let text = "Jana Adler met Karol Bem. Bem agreed, according to Rolf Lis, the mediator. \
                Both leaders were ready, he claimed.";
    let report = report(text, None);
    let span = |words: &str| {
        let at = text.find(words).unwrap();
        Span::new(at, at + words.len())
    };
    let relation = |source: &str, content: &str| Attribution {
        content: vec![span(content)],
        ..said_by(span(source))
    };
    let relations = [
        relation("Rolf Lis, the mediator", "Bem agreed"),
        relation("Both leaders", "ready"),
        relation("he", "Both leaders were ready"),
    ];
    let he = text.rfind("he claimed").unwrap();
    let he = Span::new(he, he + 2);
    let mut relations = relations.to_vec();
    relations[2].source = vec![he];
    let asked = [span("Rolf Lis, the mediator"), span("Both leaders"), he];
    let cast = cast(&report, &relations, &asked, &Known::default());
    let names: Vec<&str> = cast
        .of(he)
        .iter()
        .map(|&at| cast.actors[at].name.as_str())
        .collect();
    assert_eq!(names, ["Rolf Lis"]);
}
