//! Shows whom the marked words of a text mean, for the tests of this crate.

use demarche_attribution::{Attribution, Kind};
use demarche_reading::{Options, Place, Report, Span, read_bytes};

use crate::{Known, cast};

/// A report of a text and its marked spans.
fn report(marked: &str) -> (Report, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in marked.chars() {
        match c {
            '[' => open.push(text.len()),
            ']' => spans.push(Span::new(open.pop().unwrap(), text.len())),
            c => text.push(c),
        }
    }
    spans.sort();
    let place = Place::file("told.txt");
    let mut reports = read_bytes(place, text.clone().into_bytes(), &Options::default());
    let mut report = reports.next().unwrap().unwrap();
    report.text = text;
    report.metadata.date = Some("2026-03-03".to_owned());
    (report, spans)
}

/// Whom each stretch in brackets means, in the order of the text: name, kind,
/// office and side. All of them are sources; what stands in `{}` after one is
/// its content.
pub(crate) fn told(marked: &str) -> Vec<String> {
    let bare = marked.replace(['{', '}'], "");
    let (report, spans) = report(&bare);
    let contents = contents(marked);
    let relations: Vec<Attribution> = spans
        .iter()
        .map(|&source| Attribution {
            source: vec![source],
            cue: vec![source],
            content: contents
                .iter()
                .filter(|(owner, _)| *owner == source.start)
                .map(|&(_, content)| content)
                .collect(),
            kind: Kind::Indirect,
            confidence: 1.0,
            parent: None,
        })
        .collect();
    let cast = cast(&report, &relations, &spans, &Known::default());
    let one = |span: &Span| {
        let actors = cast.of(*span).iter().map(|&at| {
            let actor = &cast.actors[at];
            let side = actor.side().map_or("", |side| side.name.as_str());
            let office = actor.office().unwrap_or("");
            format!("{}; {}; {office}; {side}", actor.name, actor.kind)
        });
        actors.collect::<Vec<_>>().join(" + ")
    };
    spans.iter().map(one).collect()
}

/// The contents marked by braces, each with the start of the source that opens
/// last before it, or first after it in the same sentence.
fn contents(marked: &str) -> Vec<(usize, Span)> {
    let (mut at, mut open) = (0, Vec::new());
    let (mut sources, mut out) = (Vec::new(), Vec::new());
    for c in marked.chars() {
        match c {
            '[' => sources.push(at),
            ']' => {}
            '{' => open.push((at, sources.last().copied())),
            '}' => {
                let (start, source) = open.pop().unwrap();
                out.push((source, Span::new(start, at)));
            }
            c => at += c.len_utf8(),
        }
    }
    let owner = |(source, content): (Option<usize>, Span)| {
        let next = || sources.iter().copied().find(|&start| start >= content.end);
        source.or_else(next).map(|source| (source, content))
    };
    out.into_iter().filter_map(owner).collect()
}
