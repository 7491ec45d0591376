//! What people read: tables, reasons, answers to further questions.
#![allow(clippy::unwrap_used)]

mod common;

use common::example;
use demarche_conflict::picture::{evolution, graphml, integrated, svg};
use demarche_conflict::study::{self, Doubt, Section};
use demarche_conflict::{Case, Conflict, Report, Told, Words, parse_change, table, told};
use demarche_stability::{Analysis, Basic, Concept, Extension, Model, Steps, Verdicts, status_quo};

fn verdicts(model: &Model) -> Verdicts {
    Analysis::new(model)
        .concepts(&Concept::COMMON)
        .run()
        .unwrap()
}

fn shown(told: &Told) -> String {
    let mut lines = vec![told.headline.clone(), told.meaning.clone()];
    for point in &told.points {
        lines.push(format!("- {}", point.text.join(" ")));
        for support in &point.supports {
            lines.push(format!(
                "    {} {}: {} {:?}",
                support.party, support.place, support.prefers, support.because
            ));
        }
    }
    lines.join("\n")
}

fn told_of(case: &Case<'_>, model: &Model, state: &str, party: usize, concept: Concept) -> String {
    let words = Words::new(model, case.sheet);
    let state = model.find(state).unwrap();
    let mut analysis = Analysis::new(model);
    if let Some(attitudes) = case.attitudes(model).unwrap() {
        analysis = analysis.attitudes(attitudes);
    }
    shown(&told(
        &words,
        &analysis.explain(party, state, concept).unwrap(),
    ))
}

#[test]
fn tables_read_well() {
    let (_, river) = example("river-dam.toml");
    let model = river.base().model().unwrap();
    insta::assert_snapshot!(
        "river",
        table(&model, &river.sheet, &verdicts(&model), false).join("\n")
    );
    let (_, elmira) = example("elmira.toml");
    let model = elmira.base().model().unwrap();
    insta::assert_snapshot!(
        "elmira",
        table(&model, &elmira.sheet, &verdicts(&model), false).join("\n")
    );
}

#[test]
fn reasons_are_told_as_moves_and_counter_moves() {
    let (_, river) = example("river-dam.toml");
    let case = river.base();
    let model = case.model().unwrap();
    let mut all = Vec::new();
    for (state, party, concept) in [
        ("today", 0, Concept::Nash),
        ("today", 0, Concept::Seq),
        ("today", 0, Concept::Smr),
        ("deal", 0, Concept::Seq),
        ("deal", 1, Concept::Seq),
        ("standoff", 1, Concept::Sseq),
        ("the dam fills", 2, Concept::Sim),
        ("YYNNN", 1, Concept::Sim),
        ("YYNNN", 1, Concept::Gmr),
    ] {
        all.push(told_of(&case, &model, state, party, concept));
    }
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn reasons_from_rankings_name_places() {
    let (_, elmira) = example("elmira.toml");
    let case = elmira.base();
    let model = case.model().unwrap();
    insta::assert_snapshot!(told_of(&case, &model, "NYNNN", 2, Concept::Smr));
}

/// Two neighbours in a dilemma; one of them wishes the other well.
const GARDENS: &str = r#"
title = "Two gardens"

[[option]]
name = "hedge"
take = "cut the hedge"
drop = "let the hedge grow"

[[option]]
name = "drain"
take = "clear the drain"
drop = "leave the drain"

[[party]]
name = "Upper"
options = ["hedge"]
prefers = [
  { when = "drain", strong = true, because = "the cellar is wet", evidence = [{ statement = "0123456789abcdef", who = "the tenant", says = "The cellar is under water." }] },
  "NOT hedge",
]
attitudes = { Upper = "neutral", Lower = "positive" }

[[party]]
name = "Lower"
options = ["drain"]
prefers = [
  "hedge",
  { when = "NOT drain", evidence = [{ statement = "fedcba9876543210", who = "the owner", on = "2025-03-01", says = "The drain is not ours to clear." }] },
]
attitudes = { Upper = "negative" }
"#;

#[test]
fn reasons_are_told_under_every_kind_of_concept() {
    let mut all = Vec::new();
    let (_, elmira) = example("elmira.toml");
    let case = elmira.base();
    let model = case.model().unwrap();
    for (state, party, concept) in [
        ("NYNNN", 1, Concept::LimitedMove(1)),
        ("NYNNN", 1, Concept::LimitedMove(3)),
        ("YYNNN", 0, Concept::LimitedMove(2)),
        ("NYNNN", 2, Concept::NonMyopic),
        ("order accepted", 1, Concept::NonMyopic),
    ] {
        all.push(told_of(&case, &model, state, party, concept));
    }
    let (_, river) = example("river-dam.toml");
    let case = river.base();
    let model = case.model().unwrap();
    for (state, party, concept) in [
        ("NYNNY", 0, Concept::Strong(Basic::Smr)),
        ("NYNNY", 0, Concept::Mild(Basic::Smr)),
        ("deal", 2, Concept::Mild(Basic::Seq)),
        ("YNNNN", 2, Concept::Uncertain(Basic::Seq, Extension::A)),
    ] {
        all.push(told_of(&case, &model, state, party, concept));
    }
    let gardens = Conflict::parse("gardens.toml", GARDENS).unwrap();
    let case = gardens.base();
    let model = case.model().unwrap();
    for (state, party, concept) in [
        ("YN", 0, Concept::Relational(Basic::Nash)),
        ("NN", 0, Concept::Relational(Basic::Seq)),
        ("NN", 0, Concept::Relational(Basic::Nash)),
        ("YY", 0, Concept::Relational(Basic::Seq)),
        ("YY", 1, Concept::Relational(Basic::Gmr)),
        ("NY", 1, Concept::Strong(Basic::Gmr)),
    ] {
        all.push(told_of(&case, &model, state, party, concept));
    }
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn what_if_keeps_attitudes() {
    let gardens = Conflict::parse("gardens.toml", GARDENS).unwrap();
    let case = gardens.base();
    let model = case.model().unwrap();
    let words = Words::new(&model, case.sheet);
    let concept = Concept::Relational(Basic::Nash);
    let attitudes = case.attitudes(&model).unwrap().unwrap();
    let analysis = Analysis::new(&model)
        .attitudes(attitudes)
        .concepts(&[concept]);
    let before = analysis.clone().run().unwrap();
    let selfish = Analysis::new(&model).concepts(&[concept]).run().unwrap();
    assert_ne!(before, selfish);
    // Something that is always so decides nothing.
    let nothing = parse_change(&words, "add Upper 1 hedge OR NOT hedge").unwrap();
    let found = study::what_if(&words, &analysis, &before, &[nothing]).unwrap();
    assert_eq!(found.data["verdicts"], serde_json::json!([]));
}

#[test]
fn what_a_lever_is_about_brings_its_sentences() {
    let gardens = Conflict::parse("gardens.toml", GARDENS).unwrap();
    let model = gardens.base().model().unwrap();
    let words = Words::new(&model, &gardens.sheet);
    let found = study::levers(
        &words,
        &Analysis::new(&model),
        model.find("NY").unwrap(),
        Concept::Nash,
    )
    .unwrap();
    insta::assert_snapshot!("levers_cite", section(&found));
    let doubt = Doubt {
        runs: 200,
        ..Doubt::default()
    };
    let unsure = study::sensitivity(&words, Concept::Nash, doubt, None).unwrap();
    let cites = |line: &String| line.contains("[01234567]");
    assert!(unsure.lines.iter().any(cites), "{:?}", unsure.lines);
}

fn section(section: &Section) -> String {
    format!(
        "{}\n{}\n\n{:#}",
        section.title,
        section.lines.join("\n"),
        section.data
    )
}

#[test]
fn further_questions_are_answered() {
    let (_, river) = example("river-dam.toml");
    let case = river.base();
    let model = case.model().unwrap();
    let words = Words::new(&model, case.sheet);
    let verdicts = verdicts(&model);
    let today = model.find("today").unwrap();
    let deal = model.find("deal").unwrap();
    let held = verdicts.equilibria(Concept::Seq);
    insta::assert_snapshot!(
        "status_quo",
        section(&study::from_status_quo(&words, today, &[], &held, None).unwrap())
    );
    insta::assert_snapshot!(
        "inverse",
        section(&study::inverse(&words, deal, &[Concept::Nash, Concept::Seq], &[], None).unwrap())
    );
    insta::assert_snapshot!(
        "levers",
        study::levers(&words, &Analysis::new(&model), deal, Concept::Nash)
            .unwrap()
            .lines
            .join("\n")
    );
    insta::assert_snapshot!(
        "coalitions",
        section(&study::coalitions(&words, &verdicts).unwrap())
    );
    insta::assert_snapshot!(
        "scenarios",
        section(&study::scenarios(&river, &[Concept::Nash, Concept::Seq], None).unwrap())
    );
    let doubt = Doubt {
        runs: 2000,
        ..Doubt::default()
    };
    insta::assert_snapshot!(
        "sensitivity",
        study::sensitivity(&words, Concept::Seq, doubt, None)
            .unwrap()
            .lines
            .join("\n")
    );
    let changes = [parse_change(&words, "fix blockade no").unwrap()];
    insta::assert_snapshot!(
        "what_if",
        section(&study::what_if(&words, &Analysis::new(&model), &verdicts, &changes).unwrap())
    );
    insta::assert_snapshot!(
        "views",
        study::views(&river, &[Concept::Nash, Concept::Seq])
            .unwrap()
            .lines
            .join("\n")
    );
}

#[test]
fn changes_are_read_as_typed() {
    let (_, river) = example("river-dam.toml");
    let model = river.base().model().unwrap();
    let words = Words::new(&model, &river.sheet);
    for typed in [
        "drop Upland 2",
        "reverse \"Lowland\" 1",
        "move Upland 3 1",
        "add Commission 1 fill AND NOT fund",
        "fix fill yes",
        "lock data take-only",
        "exclude fill",
        "admit 1",
    ] {
        let change = parse_change(&words, typed).unwrap_or_else(|e| panic!("{typed}: {e}"));
        model.with(&[change]).unwrap();
    }
    for typed in [
        "",
        "drop",
        "drop Nobody 1",
        "drop Upland 0",
        "fix fill maybe",
        "exclude (",
        "admit 9",
    ] {
        assert!(parse_change(&words, typed).is_err(), "{typed}");
    }
}

#[test]
fn pictures_are_whole_and_say_what_they_show() {
    let (_, river) = example("river-dam.toml");
    let model = river.base().model().unwrap();
    let verdicts = verdicts(&model);
    let today = model.find("today").unwrap();
    let held = verdicts.equilibria(Concept::Seq);
    let graph = integrated(
        &model,
        verdicts.players(),
        Some((&held, "equilibrium (seq)".into())),
        Some(today),
    )
    .unwrap();
    assert_eq!(graph.nodes.len(), 20);
    insta::assert_snapshot!("graphml", graphml(&graph));
    let drawn = svg(&graph);
    assert_eq!(
        drawn.matches("<path d=\"M").count(),
        graph.arcs.len() + 2 * verdicts.players().len()
    );
    let tree = status_quo(&model, today, Steps::Improvements, &[], None).unwrap();
    let tree = evolution(&model, &tree, Some((&held, "equilibrium (seq)".into()))).unwrap();
    assert!(tree.nodes.iter().all(|node| node.distance.is_some()));
    let tree = svg(&tree);
    if let Ok(folder) = std::env::var("PICTURES") {
        std::fs::write(format!("{folder}/graph.svg"), drawn).unwrap();
        std::fs::write(format!("{folder}/tree.svg"), tree).unwrap();
    }
}

#[test]
fn the_report_serialises_as_promised() {
    let (_, river) = example("river-dam.toml");
    let model = river.base().model().unwrap();
    let report = Report::new(&model, &river.sheet, None, &verdicts(&model));
    let value = serde_json::to_value(&report).unwrap();
    let deal = value["stable"]["nash"]["Lowland"].as_array().unwrap();
    assert!(deal.iter().all(|state| state.as_str().unwrap().len() == 5));
    assert_eq!(report.rows().count(), 20 * 6 * 4);
}
