//! `GraphML`, for programs that lay out and analyse graphs.

use super::{Picture, escaped};
use std::fmt::Write as _;

const KEYS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="title" for="graph" attr.name="title" attr.type="string"/>
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="equilibrium" for="node" attr.name="equilibrium" attr.type="boolean"/>
  <key id="start" for="node" attr.name="start" attr.type="boolean"/>
  <key id="distance" for="node" attr.name="distance" attr.type="int"/>
  <key id="player" for="edge" attr.name="player" attr.type="string"/>
  <key id="improves" for="edge" attr.name="improves" attr.type="boolean"/>
"#;

/// The picture as `GraphML`. Nodes carry the state's pattern (`label`), its name,
/// whether it is an equilibrium and the start, and how far from the start it
/// is; edges carry who moves and whether the mover gains.
#[must_use]
pub fn graphml(picture: &Picture) -> String {
    let mut out = KEYS.to_owned();
    out.push_str("  <graph id=\"conflict\" edgedefault=\"directed\">\n");
    let _ = writeln!(
        out,
        "    <data key=\"title\">{}</data>",
        escaped(&picture.title)
    );
    for (n, node) in picture.nodes.iter().enumerate() {
        let _ = write!(
            out,
            "    <node id=\"s{n}\"><data key=\"label\">{}</data>",
            escaped(&node.label)
        );
        if let Some(name) = &node.name {
            let _ = write!(out, "<data key=\"name\">{}</data>", escaped(name));
        }
        let _ = write!(
            out,
            "<data key=\"equilibrium\">{}</data><data key=\"start\">{}</data>",
            node.equilibrium, node.start
        );
        if let Some(distance) = node.distance {
            let _ = write!(out, "<data key=\"distance\">{distance}</data>");
        }
        out.push_str("</node>\n");
    }
    for (n, arc) in picture.arcs.iter().enumerate() {
        let _ = writeln!(
            out,
            "    <edge id=\"m{n}\" source=\"s{}\" target=\"s{}\"><data key=\"player\">{}</data><data key=\"improves\">{}</data></edge>",
            arc.from,
            arc.to,
            escaped(&picture.players[arc.player]),
            arc.improves
        );
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}
