//! Reports and relations for tests.
#![allow(dead_code, reason = "each test uses its part")]

use demarche_attribution::{Attribution, Kind};
use demarche_reading::{Options, Place, Report, Span, read_bytes};

/// Reads a text as a plain file would be read.
pub fn report(text: &str, date: Option<&str>, outlet: Option<&str>) -> Report {
    let read = read_bytes(
        Place::file("report.txt"),
        text.as_bytes().to_vec(),
        // A few words put together at random may look like any language.
        &Options {
            language: Some("en".into()),
            ..Options::default()
        },
    );
    let mut report = read
        .into_iter()
        .next()
        .expect("one report")
        .expect("readable");
    if date.is_some() {
        report.metadata.date = date.map(str::to_owned);
    }
    report.metadata.outlet = outlet.map(str::to_owned);
    report
}

/// Takes the marks out of a text and makes relations of them. `[s1 …]` is a
/// stretch of source of relation 1, `[c1 …]` of its cue, `[t1 …]` of what is
/// told; a bracket may stand inside another. Relation 2 stands in relation 1
/// where its cue stands in what 1 tells.
pub fn marked(text: &str) -> (String, Vec<Attribution>) {
    let mut plain = String::new();
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut found: Vec<Attribution> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '[' {
            let (mark, after) = rest[1..].split_once(' ').expect("a mark");
            let role = mark.chars().next().expect("a role");
            let number: usize = mark[1..].parse().expect("a number");
            open.push((role, number - 1, plain.len()));
            rest = after;
        } else if c == ']' {
            let (role, index, start) = open.pop().expect("an open bracket");
            while found.len() <= index {
                found.push(Attribution {
                    source: Vec::new(),
                    cue: Vec::new(),
                    content: Vec::new(),
                    kind: Kind::Indirect,
                    confidence: 1.0,
                    parent: None,
                });
            }
            let span = Span::new(start, plain.len());
            match role {
                's' => found[index].source.push(span),
                'c' => found[index].cue.push(span),
                _ => found[index].content.push(span),
            }
            rest = &rest[1..];
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    let parent = |index: usize| {
        let cue = found[index].cue[0];
        let holds = |other: &Attribution| {
            other
                .content
                .iter()
                .any(|c| c.start <= cue.start && cue.end <= c.end)
        };
        let length = |other: usize| {
            found[other]
                .content
                .iter()
                .map(|c| c.end - c.start)
                .sum::<usize>()
        };
        (0..found.len())
            .filter(|&other| other != index && holds(&found[other]))
            .min_by_key(|&other| length(other))
    };
    let parents: Vec<_> = (0..found.len()).map(parent).collect();
    for (relation, parent) in found.iter_mut().zip(parents) {
        relation.parent = parent;
    }
    (plain, found)
}
