//! PROV-O (JSON-LD): statements as entities, where they were quoted from, and
//! whom they are attributed to.
//!
//! A statement was quoted from its report, had each document and outlet of its
//! chain for a primary source, and is attributed to its speakers; an agent
//! acts on behalf of its side. Terms: the W3C's PROV-O recommendation (2013).

use std::collections::BTreeSet;

use demarche_ledger::{Actor, Statement};
use demarche_statements::{LinkKind, Part};
use serde_json::{Map, Value, json};

/// All statements as one JSON-LD document, every node once, in the order of
/// its first use.
pub fn document(statements: &[Statement]) -> Value {
    let mut graph = Graph::default();
    for statement in statements {
        add(&mut graph, statement);
    }
    json!({
        "@context": {
            "prov": "http://www.w3.org/ns/prov#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "dcterms": "http://purl.org/dc/terms/",
            "dm": "urn:demarche:term:",
        },
        "@graph": graph.nodes,
    })
}

#[derive(Default)]
struct Graph {
    nodes: Vec<Value>,
    known: BTreeSet<String>,
}

impl Graph {
    fn put(&mut self, id: &str, node: impl FnOnce() -> Value) -> Value {
        if self.known.insert(id.to_owned()) {
            let mut node = node();
            if let Value::Object(fields) = &mut node {
                fields.insert("@id".into(), id.into());
            }
            self.nodes.push(node);
        }
        json!({ "@id": id })
    }
}

fn add(graph: &mut Graph, statement: &Statement) {
    let report = &statement.report;
    let from = graph.put(&report_iri(statement), || {
        let mut node = Map::new();
        node.insert("@type".into(), "prov:Entity".into());
        let facts = [
            ("dcterms:title", &report.title),
            ("dcterms:publisher", &report.outlet),
            ("dcterms:issued", &report.date),
        ];
        for (term, value) in facts {
            if let Some(value) = value {
                node.insert(term.into(), value.clone().into());
            }
        }
        node.into()
    });
    let mut node = Map::new();
    node.insert("@type".into(), json!(["prov:Entity", "dm:Statement"]));
    node.insert("prov:value".into(), statement.text.clone().into());
    node.insert("prov:wasQuotedFrom".into(), from);
    let mut attributed = Vec::new();
    for speaker in &statement.speakers {
        // Those who oppose it are no source of it.
        if speaker.part != Part::Opposes {
            attributed.push(agent(graph, &speaker.actor));
        }
    }
    node.insert("prov:wasAttributedTo".into(), attributed.into());
    let primary: Vec<Value> = statement
        .via
        .iter()
        .filter(|link| link.actor.is_some() || link.kind == LinkKind::Outlet)
        .map(|link| {
            let id = match &link.actor {
                Some(actor) => actor_iri(actor),
                None => format!("urn:demarche:name:{}", encoded(&link.name)),
            };
            graph.put(&id, || {
                let kind = match link.kind {
                    LinkKind::Document => "prov:Entity",
                    _ => "prov:Agent",
                };
                json!({ "@type": kind, "dcterms:title": link.name })
            })
        })
        .collect();
    if !primary.is_empty() {
        node.insert("prov:hadPrimarySource".into(), primary.into());
    }
    if let Some(on) = &statement.on {
        let days = [("dm:saidFrom", &on.from), ("dm:saidTo", &on.to)];
        for (term, day) in days {
            if let Some(day) = day {
                node.insert(term.into(), json!({ "@type": "xsd:date", "@value": day }));
            }
        }
    }
    if let Some(grade) = statement.grade {
        node.insert("dm:grade".into(), super::people::grade(grade).into());
    }
    if let Some(parent) = &statement.parent {
        let within = json!({ "@id": statement_iri(parent) });
        node.insert("prov:wasDerivedFrom".into(), within);
    }
    if let Some(denied) = statement.denies.as_ref().and_then(|d| d.statement.as_ref()) {
        node.insert("dm:denies".into(), json!({ "@id": statement_iri(denied) }));
    }
    graph.put(&statement_iri(&statement.id), || node.into());
}

fn agent(graph: &mut Graph, actor: &Actor) -> Value {
    let side = actor
        .side_code
        .as_ref()
        .filter(|_| actor.side.as_ref() != Some(&actor.name))
        .map(|code| {
            let id = format!("urn:demarche:side:{}", encoded(code));
            let name = actor.side.clone().unwrap_or_default();
            graph.put(
                &id,
                || json!({ "@type": "prov:Organization", "dcterms:title": name }),
            )
        });
    graph.put(&actor_iri(&actor.id), || {
        let kind = match actor.kind.as_str() {
            "person" => "prov:Person",
            "organisation" | "state" => "prov:Organization",
            _ => "prov:Agent",
        };
        let mut node = Map::new();
        node.insert("@type".into(), kind.into());
        node.insert("dcterms:title".into(), actor.name.clone().into());
        node.insert("dm:kind".into(), actor.kind.as_str().into());
        if let Some(office) = &actor.office {
            node.insert("dm:office".into(), office.clone().into());
        }
        if let Some(side) = side {
            node.insert("prov:actedOnBehalfOf".into(), side);
        }
        node.into()
    })
}

pub fn statement_iri(id: &str) -> String {
    format!("urn:demarche:statement:{id}")
}

pub fn actor_iri(id: &str) -> String {
    format!("urn:demarche:actor:{id}")
}

/// A report's own address, or a name for it.
pub fn report_iri(statement: &Statement) -> String {
    let report = &statement.report;
    match &report.url {
        Some(url) if url.starts_with("http://") || url.starts_with("https://") => url.clone(),
        _ => format!("urn:demarche:report:{}", report.id),
    }
}

/// Percent-encoding for a part of a URN.
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
