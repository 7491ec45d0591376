//! schema.org `Quotation` (JSON-LD): one a statement, part of its article.

use demarche_ledger::{Actor, Statement};
use demarche_statements::Part;
use serde_json::{Map, Value, json};

use crate::render::prov::{actor_iri, report_iri, statement_iri};

/// All statements as one JSON-LD document.
pub fn document(statements: &[Statement]) -> Value {
    let graph: Vec<Value> = statements.iter().map(quotation).collect();
    json!({ "@context": "https://schema.org", "@graph": graph })
}

fn quotation(statement: &Statement) -> Value {
    let report = &statement.report;
    let mut article = Map::new();
    article.insert("@type".into(), "NewsArticle".into());
    article.insert("@id".into(), report_iri(statement).into());
    let facts = [("headline", &report.title), ("datePublished", &report.date)];
    for (term, value) in facts {
        if let Some(value) = value {
            article.insert(term.into(), value.clone().into());
        }
    }
    if let Some(outlet) = &report.outlet {
        let outlet = json!({ "@type": "NewsMediaOrganization", "name": outlet });
        article.insert("publisher".into(), outlet);
    }
    let mut node = Map::new();
    node.insert("@type".into(), "Quotation".into());
    node.insert("@id".into(), statement_iri(&statement.id).into());
    node.insert("text".into(), statement.text.clone().into());
    let speakers: Vec<Value> = statement
        .speakers
        .iter()
        .filter(|speaker| speaker.part != Part::Opposes)
        .map(|speaker| agent(&speaker.actor))
        .collect();
    if !speakers.is_empty() {
        node.insert("creator".into(), speakers.into());
    }
    // A day is given only where it is one.
    let on = statement.on.as_ref();
    if let Some(day) =
        on.and_then(|on| on.from.as_ref().filter(|from| on.to.as_ref() == Some(from)))
    {
        node.insert("dateCreated".into(), day.clone().into());
    }
    let about: Vec<Value> = statement
        .about
        .iter()
        .map(|about| agent(&about.actor))
        .collect();
    if !about.is_empty() {
        node.insert("about".into(), about.into());
    }
    let citation: Vec<Value> = statement
        .via
        .iter()
        .map(|link| json!({ "@type": "CreativeWork", "name": link.name }))
        .collect();
    if !citation.is_empty() {
        node.insert("citation".into(), citation.into());
    }
    node.insert("isPartOf".into(), article.into());
    node.into()
}

fn agent(actor: &Actor) -> Value {
    let mut node = Map::new();
    let kind = match actor.kind.as_str() {
        "person" => "Person",
        "state" => "Country",
        "document" => "CreativeWork",
        "organisation" | "office" | "group" => "Organization",
        _ => "Thing",
    };
    node.insert("@type".into(), kind.into());
    node.insert("@id".into(), actor_iri(&actor.id).into());
    node.insert("name".into(), actor.name.clone().into());
    if kind == "Person" {
        if let Some(office) = &actor.office {
            node.insert("jobTitle".into(), office.clone().into());
        }
        if let Some(side) = &actor.side {
            let side = json!({ "@type": "Organization", "name": side });
            node.insert("affiliation".into(), side);
        }
    }
    node.into()
}
