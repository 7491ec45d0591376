//! W3C Web Annotations (JSON-LD): one annotation a statement.
//!
//! The target is the report, with one selector pair for each stretch of the
//! content: where it stands, and its words with those around. Source and cue
//! are targets likewise, told apart by `role`, a term of our own.

use demarche_ledger::{Passage, Statement};
use demarche_reading::Span;
use serde::Serialize;

use crate::render::table::kind;

/// How many characters of the surroundings a quotation carries.
const AROUND: usize = 32;

/// A page that holds all annotations.
#[derive(Debug, Serialize)]
pub struct Page {
    #[serde(rename = "@context")]
    context: (&'static str, Terms),
    id: &'static str,
    r#type: &'static str,
    #[serde(rename = "startIndex")]
    start_index: usize,
    items: Vec<Annotation>,
}

/// Our own terms, beside those of the standard.
#[derive(Debug, Serialize)]
struct Terms {
    role: &'static str,
    confidence: &'static str,
    inside: &'static str,
}

#[derive(Debug, Serialize)]
struct Annotation {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    confidence: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    inside: Option<String>,
    body: Vec<Body>,
    target: Vec<Target>,
}

#[derive(Debug, Serialize)]
struct Body {
    r#type: &'static str,
    purpose: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
struct Target {
    r#type: &'static str,
    role: &'static str,
    source: String,
    selector: Vec<Selector>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
enum Selector {
    TextPositionSelector {
        start: usize,
        end: usize,
    },
    TextQuoteSelector {
        exact: String,
        prefix: String,
        suffix: String,
    },
}

/// Puts annotations on one page.
pub fn page(statements: &[(Statement, Passage)]) -> Page {
    Page {
        context: (
            "http://www.w3.org/ns/anno.jsonld",
            Terms {
                role: "urn:demarche:role",
                confidence: "urn:demarche:confidence",
                inside: "urn:demarche:inside",
            },
        ),
        id: "urn:demarche:statements",
        r#type: "AnnotationPage",
        start_index: 0,
        items: statements
            .iter()
            .map(|(statement, passage)| annotation(statement, passage))
            .collect(),
    }
}

fn annotation(statement: &Statement, passage: &Passage) -> Annotation {
    let text = |purpose, value: &str| Body {
        r#type: "TextualBody",
        purpose,
        value: value.to_owned(),
    };
    let mut body = vec![text("classifying", kind(statement.kind))];
    if !statement.source_text.is_empty() {
        body.push(text("identifying", &statement.source_text));
    }
    let spans = &passage.spans;
    let roles = [
        ("content", &statement.content, &spans.content),
        ("source", &statement.source, &spans.source),
        ("cue", &statement.cue, &spans.cue),
    ];
    let address = statement.report.url.clone();
    let address = address.unwrap_or_else(|| format!("urn:demarche:report:{}", statement.report.id));
    let targets = roles.into_iter().flat_map(|(role, places, spans)| {
        selectors(places, spans, &passage.text)
            .into_iter()
            .map(move |selector| (role, selector))
    });
    Annotation {
        id: urn(&statement.id),
        r#type: "Annotation",
        motivation: "identifying",
        confidence: statement.confidence,
        inside: statement.parent.as_deref().map(urn),
        body,
        target: targets
            .map(|(role, selector)| Target {
                r#type: "SpecificResource",
                role,
                source: address.clone(),
                selector,
            })
            .collect(),
    }
}

fn urn(statement: &str) -> String {
    format!("urn:demarche:statement:{statement}")
}

/// The selectors of each target of a role. Several selectors of one target
/// must select the same; where markup splits a stretch of text, its places in
/// the file and its words are therefore targets of their own.
fn selectors(places: &[[usize; 2]], spans: &[Span], text: &str) -> Vec<Vec<Selector>> {
    let position = |[start, end]: &[usize; 2]| Selector::TextPositionSelector {
        start: *start,
        end: *end,
    };
    let quotes = spans.iter().filter_map(|span| quote(text, *span));
    if places.len() == spans.len() {
        return places
            .iter()
            .map(position)
            .zip(quotes)
            .map(|(p, q)| vec![p, q])
            .collect();
    }
    places
        .iter()
        .map(position)
        .chain(quotes)
        .map(|selector| vec![selector])
        .collect()
}

fn quote(text: &str, span: Span) -> Option<Selector> {
    let before = text.get(..span.start)?;
    let start = before
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    Some(Selector::TextQuoteSelector {
        exact: text.get(span.range())?.to_owned(),
        prefix: before[start..].to_owned(),
        suffix: text.get(span.end..)?.chars().take(AROUND).collect(),
    })
}
