//! Measures resolving on labelled passages, with the labelled relations given.
//!
//! `tests/passages/seen.jsonl` was read while the rules were made;
//! `unseen.jsonl` only measures. Run with `--nocapture` for the figures.

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::report;
use demarche_actors::Known;
use demarche_attribution::{Attribution, Kind};
use demarche_reading::{Report, Span};
use demarche_statements::{Grade, Part, Resolved, Statements, resolve};
use serde_json::Value;

fn read(passage: &Value) -> Report {
    report(
        passage["text"].as_str().expect("a text"),
        passage["date"].as_str(),
        passage["outlet"].as_str(),
    )
}

fn relations(passage: &Value, report: &Report) -> Vec<Attribution> {
    let points = report.code_points();
    let spans = |value: &Value| -> Vec<Span> {
        let list = value.as_array().expect("a list");
        list.iter()
            .map(|pair| {
                let end = |at: usize| pair[at].as_u64().and_then(|n| usize::try_from(n).ok());
                points
                    .to_span(end(0).expect("a start"), end(1).expect("an end"))
                    .expect("inside the text")
            })
            .collect()
    };
    let statements = passage["statements"].as_array().expect("a list");
    statements
        .iter()
        .map(|gold| Attribution {
            source: spans(&gold["source"]),
            cue: spans(&gold["cue"]),
            content: spans(&gold["content"]),
            kind: match gold["kind"].as_str() {
                Some("direct") => Kind::Direct,
                Some("mixed") => Kind::Mixed,
                _ => Kind::Indirect,
            },
            confidence: 1.0,
            parent: gold["parent"]
                .as_u64()
                .and_then(|n| usize::try_from(n).ok()),
        })
        .collect()
}

fn words(name: &str) -> Vec<String> {
    name.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !["the", "a", "an", "of"].contains(word))
        .map(str::to_owned)
        .collect()
}

/// Whether two names mean the same: the words of one are among the other's.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let within = |x: &[String], y: &[String]| !x.is_empty() && x.iter().all(|w| y.contains(w));
    within(&a, &b) || within(&b, &a)
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .map(|list| list.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default()
}

/// Whether both lists name the same, in any order.
fn same_all(gold: &[&str], found: &[String]) -> bool {
    gold.len() == found.len() && gold.iter().all(|g| found.iter().any(|f| same(g, f)))
}

/// The first and last day of a gold date.
fn days(gold: &str) -> (String, String) {
    if let Some((from, to)) = gold.split_once('/') {
        return (days(from).0, days(to).1);
    }
    match gold.len() {
        4 => (format!("{gold}-01-01"), format!("{gold}-12-31")),
        7 => (format!("{gold}-01"), format!("{gold}-31")),
        _ => (gold.to_owned(), gold.to_owned()),
    }
}

fn date_right(gold: &Value, found: &Resolved) -> bool {
    let on = &found.on;
    match gold.as_str() {
        None => on.from.is_none(),
        Some(gold) => {
            let (from, to) = days(gold);
            match (&on.from, &on.to) {
                (Some(a), b) => *a >= from && b.as_ref().unwrap_or(a) <= &to,
                _ => false,
            }
        }
    }
}

#[derive(Default)]
struct Rates {
    fields: BTreeMap<&'static str, (usize, usize)>,
    wrong: Vec<String>,
}

impl Rates {
    fn count(&mut self, field: &'static str, right: bool, told: impl FnOnce() -> String) {
        let (good, all) = self.fields.entry(field).or_default();
        *all += 1;
        if right {
            *good += 1;
        } else {
            self.wrong.push(format!("{field}: {}", told()));
        }
    }

    fn share(&self, field: &str) -> f64 {
        let (good, all) = self.fields[field];
        good as f64 / all as f64
    }
}

fn name(statements: &Statements, actor: usize) -> String {
    statements.cast.actors[actor].name.clone()
}

fn side(statements: &Statements, actor: usize) -> Option<String> {
    let actor = &statements.cast.actors[actor];
    actor.side().map(|side| side.name.clone())
}

fn grade_word(grade: Option<Grade>) -> &'static str {
    match grade {
        Some(Grade::FirstHand) => "first-hand",
        Some(Grade::Relayed) => "relayed",
        Some(Grade::SecondHand) => "second-hand",
        Some(Grade::Unnamed) | None => "unnamed",
    }
}

fn part_word(part: Part) -> &'static str {
    match part {
        Part::Speaks => "speaks",
        Part::SpokenFor => "spoken-for",
        Part::Supports => "supports",
        Part::Opposes => "opposes",
    }
}

fn compare(
    rates: &mut Rates,
    at: &str,
    gold: &Value,
    found: &Resolved,
    all: &Statements,
    outlet: Option<&str>,
) {
    let none = Vec::new();
    let speakers = gold["speakers"].as_array().unwrap_or(&none);
    let listed: Vec<(String, &str)> = found
        .speakers
        .iter()
        .map(|s| (name(all, s.actor), part_word(s.part)))
        .collect();
    let first = speakers.first().and_then(|s| s["name"].as_str());
    let actor = match (first, listed.first()) {
        (Some(gold), Some((found, _))) => same(gold, found),
        (None, None) => true,
        _ => false,
    };
    rates.count("actor", actor, || {
        format!("{at}: {first:?} found {listed:?}")
    });
    let part = |s: &Value| s["part"].as_str().unwrap_or("speaks").to_owned();
    let matched = |s: &Value| {
        listed.iter().any(|(name, p)| {
            *p == part(s) && s["name"].as_str().is_some_and(|gold| same(gold, name))
        })
    };
    let joint = speakers.len() == listed.len() && speakers.iter().all(matched);
    rates.count("speakers", joint, || {
        format!("{at}: {speakers:?} found {listed:?}")
    });
    if let Some(gold) = speakers.first().and_then(|s| s["side"].as_str()) {
        let side = found.speakers.first().and_then(|s| side(all, s.actor));
        let right = side.as_deref().is_some_and(|side| same(gold, side));
        rates.count("side", right, || format!("{at}: {gold} found {side:?}"));
    }
    let to: Vec<String> = found.to.iter().map(|r| name(all, r.actor)).collect();
    let right = same_all(&strings(&gold["to"]), &to);
    rates.count("to", right, || {
        format!("{at}: {:?} found {to:?}", gold["to"])
    });
    let on = &found.on;
    rates.count("date", date_right(&gold["on"], found), || {
        format!(
            "{at}: {} found {:?}..{:?} {}",
            gold["on"], on.from, on.to, on.reason
        )
    });
    let via: Vec<String> = found
        .via
        .iter()
        .map(|link| link.name.clone())
        .filter(|name| outlet.is_none_or(|outlet| !same(outlet, name)))
        .collect();
    let right = same_all(&strings(&gold["via"]), &via);
    rates.count("chain", right, || {
        format!("{at}: {:?} found {via:?}", gold["via"])
    });
    let grade = grade_word(found.grade);
    rates.count("grade", gold["grade"].as_str() == Some(grade), || {
        format!("{at}: {} found {grade}", gold["grade"])
    });
    let denies = gold["denies"].as_u64();
    let right = denies == found.denies.map(|at| at as u64);
    if denies.is_some() || !right {
        rates.count("denies", right, || {
            format!("{at}: {denies:?} found {:?}", found.denies)
        });
    }
}

fn measure(file: &str) -> Rates {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/passages")
        .join(file);
    let lines = std::fs::read_to_string(&path).expect("the passages");
    let mut rates = Rates::default();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let passage: Value = serde_json::from_str(line).expect("one object a line");
        // These five were seen before the rules were finished.
        if (1001..=1005).contains(&passage["id"].as_u64().unwrap_or(0)) {
            continue;
        }
        let report = read(&passage);
        let statements = resolve(&report, &relations(&passage, &report), &Known::default());
        let golds = passage["statements"].as_array().expect("a list");
        for (index, (gold, found)) in golds.iter().zip(&statements.resolved).enumerate() {
            let at = format!(
                "{}.{index} ({})",
                passage["id"],
                passage["topic"].as_str().unwrap_or("")
            );
            compare(
                &mut rates,
                &at,
                gold,
                found,
                &statements,
                passage["outlet"].as_str(),
            );
        }
    }
    rates
}

fn print(title: &str, rates: &Rates) {
    println!("{title}");
    for (field, (good, all)) in &rates.fields {
        println!(
            "  {field:9} {good:3} of {all:3}  {:.3}",
            *good as f64 / *all as f64
        );
    }
}

#[test]
fn seen_passages() {
    let rates = measure("seen.jsonl");
    print("passages read while building", &rates);
    for wrong in &rates.wrong {
        println!("    {wrong}");
    }
    for (field, least) in [
        ("actor", 0.85),
        ("date", 0.9),
        ("chain", 0.9),
        ("grade", 0.75),
    ] {
        assert!(
            rates.share(field) >= least,
            "{field}: {}",
            rates.share(field)
        );
    }
}

#[test]
fn unseen_passages() {
    let rates = measure("unseen.jsonl");
    print("passages only measured on", &rates);
    for (field, least) in [
        ("actor", 0.85),
        ("date", 0.9),
        ("chain", 0.9),
        ("grade", 0.75),
    ] {
        assert!(
            rates.share(field) >= least,
            "{field}: {}",
            rates.share(field)
        );
    }
}
