//! Measures the coding of role phrases on the public cases of
//! `../shared/actors`, by the tables alone and with the dictionaries there.
//!
//! `cargo test -p demarche-actors --test role_phrases -- --nocapture` prints
//! the figures and every case that is wrong.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use demarche_actors::{Known, code, read_actors, read_agents};

fn shared(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/actors")
        .join(file)
}

/// Right of asked.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    right: u32,
    asked: u32,
}

impl Count {
    /// Counts one case; a case that is not asked is right.
    fn add(&mut self, wanted: Option<&str>, got: &str) -> bool {
        let Some(wanted) = wanted else { return true };
        self.asked += 1;
        self.right += u32::from(wanted == got);
        wanted == got
    }

    fn share(self) -> f64 {
        f64::from(self.right) / f64::from(self.asked.max(1))
    }
}

fn measure(cases: &str, known: &Known, verbose: bool) -> (Count, Count, Count) {
    let (mut country, mut sector, mut both) = Default::default();
    for line in cases.lines().filter(|line| !line.is_empty()) {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| case[name].as_str();
        let mention = field("mention").unwrap();
        let got = code(mention, field("context"), field("date"), known);
        let right = Count::add(&mut country, field("country"), &got.country)
            & Count::add(&mut sector, field("sector"), &got.sector);
        Count::add(&mut both, Some("true"), &right.to_string());
        if verbose && !right {
            println!(
                "{mention:?}: wanted {} {}, got {} {} ({})",
                field("country").unwrap_or("-"),
                field("sector").unwrap_or("-"),
                got.country,
                got.sector,
                got.reason
            );
        }
    }
    (country, sector, both)
}

#[test]
fn public_cases_are_coded() {
    let Ok(cases) = fs::read_to_string(shared("role-phrases.jsonl")) else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {} is not there",
            shared("role-phrases.jsonl").display()
        );
        return;
    };
    let read = |file: &str| fs::read_to_string(shared(file)).unwrap();
    let dictionaries = read_actors("countries", &read("Phoenix.Countries.actors.txt"))
        .unwrap()
        .and(read_actors("international", &read("Phoenix.International.actors.txt")).unwrap())
        .and(read_agents("agents", &read("Phoenix.agents.txt")).unwrap());
    for (name, known, least) in [
        ("tables alone", Known::default(), 0.83),
        ("with the dictionaries", dictionaries, 0.82),
    ] {
        let (country, sector, both) = measure(&cases, &known, true);
        println!(
            "{name}: country {}/{} = {:.3}, sector {}/{} = {:.3}, both {}/{} = {:.3}",
            country.right,
            country.asked,
            country.share(),
            sector.right,
            sector.asked,
            sector.share(),
            both.right,
            both.asked,
            both.share()
        );
        assert!(country.share() >= least, "{name}");
    }
}
