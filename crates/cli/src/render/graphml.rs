//! `GraphML` of actors and citations: who passes on, addresses, speaks of or
//! denies whom, and how often.

use std::collections::BTreeMap;
use std::io::Write;

use demarche_ledger::{Actor, Statement};

use crate::failure::Failure;
use demarche_brief::visible;

/// What a node is.
#[derive(Debug, Default)]
struct Node {
    name: String,
    kind: String,
    side: String,
    statements: usize,
}

/// Writes the graph, nodes and edges in rising order of identifier.
pub fn write(out: &mut impl Write, statements: &[Statement]) -> Result<(), Failure> {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let mut edges: BTreeMap<(String, String, &'static str), usize> = BTreeMap::new();
    for statement in statements {
        add(statement, &mut nodes, &mut edges);
    }
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    )?;
    for (id, on, name, kind) in [
        ("label", "node", "label", "string"),
        ("kind", "node", "kind", "string"),
        ("side", "node", "side", "string"),
        ("statements", "node", "statements", "int"),
        ("relation", "edge", "relation", "string"),
        ("weight", "edge", "weight", "double"),
    ] {
        writeln!(
            out,
            "  <key id=\"{id}\" for=\"{on}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "  <graph id=\"actors\" edgedefault=\"directed\">")?;
    for (id, node) in &nodes {
        writeln!(out, "    <node id=\"{}\">", escaped(id))?;
        let count = node.statements.to_string();
        for (key, value) in [
            ("label", node.name.as_str()),
            ("kind", &node.kind),
            ("side", &node.side),
            ("statements", &count),
        ] {
            writeln!(out, "      <data key=\"{key}\">{}</data>", escaped(value))?;
        }
        writeln!(out, "    </node>")?;
    }
    for (number, ((from, to, relation), weight)) in edges.iter().enumerate() {
        writeln!(
            out,
            "    <edge id=\"e{number}\" source=\"{}\" target=\"{}\">\n      \
             <data key=\"relation\">{relation}</data>\n      \
             <data key=\"weight\">{weight}</data>\n    </edge>",
            escaped(from),
            escaped(to)
        )?;
    }
    Ok(writeln!(out, "  </graph>\n</graphml>")?)
}

fn add(
    statement: &Statement,
    nodes: &mut BTreeMap<String, Node>,
    edges: &mut BTreeMap<(String, String, &'static str), usize>,
) {
    let mut join = |from: &str, to: &str, relation: &'static str| {
        if from != to {
            *edges
                .entry((from.to_owned(), to.to_owned(), relation))
                .or_default() += 1;
        }
    };
    // The chain, from the report's outlet inwards, ends at the speaker.
    let mut passing: Vec<String> = Vec::new();
    if let Some(outlet) = &statement.report.outlet {
        passing.push(named(nodes, outlet, "outlet"));
    }
    for link in &statement.via {
        let id = match &link.actor {
            Some(actor) => {
                let node = nodes.entry(actor.clone()).or_default();
                if node.name.is_empty() {
                    node.name.clone_from(&link.name);
                }
                actor.clone()
            }
            None => named(nodes, &link.name, "outlet"),
        };
        if passing.last() != Some(&id) {
            passing.push(id);
        }
    }
    let Some(first) = statement.speakers.first() else {
        return;
    };
    for speaker in &statement.speakers {
        known(nodes, &speaker.actor).statements += 1;
    }
    let speaker = &first.actor.id;
    passing.push(speaker.clone());
    for pair in passing.windows(2) {
        join(&pair[0], &pair[1], "cites");
    }
    for to in &statement.to {
        known(nodes, &to.actor);
        join(speaker, &to.actor.id, "speaks to");
    }
    for about in &statement.about {
        known(nodes, &about.actor);
        join(speaker, &about.actor.id, "speaks of");
    }
    if let Some(of) = statement
        .denies
        .as_ref()
        .and_then(|denial| denial.of.as_ref())
    {
        nodes.entry(of.clone()).or_default();
        join(speaker, of, "denies");
    }
}

fn known<'n>(nodes: &'n mut BTreeMap<String, Node>, actor: &Actor) -> &'n mut Node {
    let node = nodes.entry(actor.id.clone()).or_default();
    node.name.clone_from(&actor.name);
    actor.kind.as_str().clone_into(&mut node.kind);
    node.side = actor.side.clone().unwrap_or_default();
    node
}

/// An outlet that is no actor of the ledger is known by its name.
fn named(nodes: &mut BTreeMap<String, Node>, name: &str, kind: &str) -> String {
    let id = format!("name {}", name.to_lowercase());
    let node = nodes.entry(id.clone()).or_default();
    name.clone_into(&mut node.name);
    kind.clone_into(&mut node.kind);
    id
}

/// Text for XML: its marks as entities, controls, which it may not hold, as
/// their pictures.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().map(visible) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
