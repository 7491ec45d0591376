//! Texts whose mentions stand in brackets.

use demarche_attribution::{Attribution, Kind};
use demarche_reading::{Options, Place, Report, Span, read_bytes};

/// A report of a day, of a relation each for what stood in brackets, and where that stands.
pub struct Marked {
    pub report: Report,
    pub relations: Vec<Attribution>,
    pub spans: Vec<Span>,
}

/// Reads `marked` as published on `date`; brackets may stand in brackets.
pub fn read(marked: &str, date: Option<&str>) -> Marked {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut open = Vec::new();
    for c in marked.chars() {
        match c {
            '[' => open.push(text.len()),
            ']' => spans.push(Span::new(open.pop().unwrap(), text.len())),
            c => text.push(c),
        }
    }
    Marked {
        report: report(&text, date),
        relations: spans.iter().map(|&span| said_by(span)).collect(),
        spans,
    }
}

/// A report with this text and day.
pub fn report(text: &str, date: Option<&str>) -> Report {
    let bytes = text.as_bytes().to_vec();
    let mut report = read_bytes(Place::file("passage.txt"), bytes, &Options::default())
        .next()
        .unwrap()
        .unwrap();
    // Spans count in the text as it stands in the file.
    text.clone_into(&mut report.text);
    report.metadata.date = date.map(str::to_owned);
    report
}

/// A relation whose source alone matters.
pub fn said_by(source: Span) -> Attribution {
    Attribution {
        source: vec![source],
        cue: vec![source],
        content: Vec::new(),
        kind: Kind::Indirect,
        confidence: 1.0,
        parent: None,
    }
}
