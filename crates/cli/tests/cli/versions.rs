//! Results do not change under an old version: a ledger would take them for
//! what it has.

use demarche_attribution::{Extractor, Mode};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::harness::{Desk, examples};

/// What depends on this file system. (Nothing depends on the processor.)
const LEFT_OUT: [&str; 2] = ["id", "report"];

/// Where this fails, look at what changed. If it is meant, raise the version of
/// what changed it (`settings.json` of attribution, `VERSION` of statements),
/// and then accept the snapshot: never one without the other.
#[test]
fn results_change_only_with_a_version() {
    let desk = Desk::new();
    let folder = examples();
    desk.well(&["read", folder.to_str().unwrap(), "--quiet"]);
    let lines = desk.well(&["statements", "--format", "jsonl"]).out;
    let mut digest = Sha256::new();
    let mut count = 0;
    for line in lines.lines() {
        let mut statement: Value = serde_json::from_str(line).unwrap();
        let file = statement["report"]["file"].clone();
        let object = statement.as_object_mut().unwrap();
        for key in LEFT_OUT {
            object.remove(key);
        }
        digest.update(format!("{file} {}\n", named(statement)));
        count += 1;
    }
    let extractor = Extractor::new(Mode::Full).unwrap();
    let digest: String = digest
        .finalize()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let told = format!(
        "{} {}: {count} statements, {digest}",
        extractor.version(),
        demarche_statements::VERSION,
    );
    insta::assert_snapshot!(told);
}

/// Without identifiers, which are hashes over what is left out.
fn named(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(key, _)| !["id", "actor_id", "parent", "statement"].contains(&key.as_str()))
            .map(|(key, value)| (key, named(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(named).collect(),
        other => other,
    }
}
