//! Every export holds what `docs/formats.md` and `docs/schema/` promise, and
//! every span leads back to the original file.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::harness::{Desk, examples, holds, schema};

#[test]
fn real_output_fits_the_schemas() {
    let desk = Desk::new();
    let examples = examples().display().to_string();
    let json =
        |args: &[&str]| -> Value { serde_json::from_str(&desk.well(args).out).expect("JSON") };

    holds(
        &schema("summary.json"),
        &json(&["read", "--fast", "--json", &examples]),
    );

    let statement = schema("statement.json");
    let lines = desk.lines(&["statements", "--format", "jsonl"]);
    assert!(lines.len() > 10, "{} statements", lines.len());
    for line in &lines {
        holds(&statement, line);
    }
    assert_eq!(
        json(&["statements", "--format", "json"]),
        Value::Array(lines)
    );

    holds(
        &schema("annotations.json"),
        &json(&["statements", "--format", "webannotation"]),
    );
    holds(&schema("reports.json"), &json(&["reports", "--json"]));
    holds(
        &schema("hits.json"),
        &json(&["search", "--json", "guarantees"]),
    );

    let prediction = schema("prediction.json");
    for line in desk.lines(&["extract", "--fast", "--jsonl", "--nested", &examples]) {
        holds(&prediction, &line);
    }
}

#[test]
fn every_span_leads_back_to_the_original() {
    let desk = Desk::with_examples();
    let lines = desk.lines(&["statements", "--format", "jsonl"]);
    let mut by_form: BTreeMap<String, usize> = BTreeMap::new();
    for line in &lines {
        let original: Vec<char> = original(&line["report"]).chars().collect();
        let read = |role: &str| -> String {
            let spans = line[role].as_array().expect("a list of spans");
            let mut last = 0;
            let mut text = String::new();
            for span in spans {
                let [start, end] = [0, 1]
                    .map(|i| usize::try_from(span[i].as_u64().expect("a count")).expect("it fits"));
                assert!(
                    last <= start && start < end && end <= original.len(),
                    "{span} in {line:#}"
                );
                text.extend(&original[start..end]);
                last = end;
            }
            text
        };
        assert_eq!(
            bare(&read("content")),
            bare(line["text"].as_str().expect("text")),
            "{line:#}"
        );
        assert!(!read("cue").trim().is_empty());
        let file = line["report"]["file"].as_str().expect("a name");
        let form = file.rsplit('.').next().expect("an ending");
        *by_form.entry(form.to_owned()).or_default() += 1;
    }
    assert_eq!(
        by_form.keys().collect::<Vec<_>>(),
        ["html", "jsonl", "md", "txt"],
        "{by_form:?}"
    );
}

/// What offsets count in: the file as decoded, or the record's `text`.
fn original(report: &Value) -> String {
    let file = examples().join(report["file"].as_str().expect("a name"));
    let text = String::from_utf8(fs::read(file).expect("the example is there")).expect("UTF-8");
    match report["line"].as_u64() {
        None => text,
        Some(line) => {
            let record = text
                .lines()
                .nth(usize::try_from(line).expect("it fits") - 1)
                .expect("the line is there");
            let record: Value = serde_json::from_str(record).expect("JSON");
            record["text"].as_str().expect("a text").to_owned()
        }
    }
}

/// Without blanks, which a line break or markup may stand for, and with the
/// entities that the example page uses turned into characters.
fn bare(text: &str) -> String {
    let entities = [
        ("&amp;", "&"),
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&mdash;", "—"),
        ("&ndash;", "–"),
        ("&#8217;", "’"),
    ];
    let text = entities
        .iter()
        .fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c));
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .collect()
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let desk = Desk::new();
    desk.write(
        "a.jsonl",
        "{\"title\": \"=HYPERLINK(1)\", \"outlet\": \"@SUM\", \"text\": \
        \"The minister said on Monday that the talks would go on.\"}\n",
    );
    desk.well(&["read", "--fast", "--quiet", "a.jsonl"]);
    let csv = desk.well(&["statements", "--format", "csv"]).out;
    assert!(csv.starts_with("id,outlet,date,"), "{csv}");
    assert!(
        csv.contains("'=HYPERLINK(1)") && csv.contains("'@SUM"),
        "{csv}"
    );
}

#[test]
fn annotations_quote_what_they_point_at() {
    let desk = Desk::with_examples();
    let page = desk.well(&["statements", "--format", "webannotation"]).out;
    let page: Value = serde_json::from_str(&page).expect("JSON");
    let lines = desk.lines(&["statements", "--format", "jsonl"]);
    let items = page["items"].as_array().expect("items");
    assert_eq!(items.len(), lines.len());
    for (item, line) in items.iter().zip(&lines) {
        let contents: Vec<&str> = item["target"]
            .as_array()
            .expect("targets")
            .iter()
            .filter(|target| target["role"] == "content")
            .flat_map(|target| target["selector"].as_array().expect("selectors"))
            .filter_map(|selector| selector["exact"].as_str())
            .collect();
        assert_eq!(contents.join(" "), line["text"].as_str().expect("text"));
    }
}
