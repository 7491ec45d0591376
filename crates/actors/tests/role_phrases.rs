//! Measures the coding of role phrases on the public cases of
//! `../shared/actors`.

use std::fs;
use std::path::Path;

use demarche_actors::{Known, code};

#[test]
fn public_cases_are_coded() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/actors/role-phrases.jsonl");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let known = Known::default();
    let (mut cases, mut countries, mut sectors) = (0, [0; 2], [0; 2]);
    let mut right = 0;
    for line in text.lines().filter(|line| !line.is_empty()) {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| case[name].as_str();
        let mention = field("mention").unwrap();
        let got = code(mention, field("context"), field("date"), &known);
        let asked = |count: &mut [usize; 2], wanted: Option<&str>, got: &str| {
            let Some(wanted) = wanted else { return true };
            count[1] += 1;
            count[0] += usize::from(wanted == got);
            wanted == got
        };
        cases += 1;
        let country = asked(&mut countries, field("country"), &got.country);
        let sector = asked(&mut sectors, field("sector"), &got.sector);
        right += usize::from(country && sector);
        if !(country && sector) {
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
    println!(
        "country {} of {}, sector {} of {}, both {right} of {cases}",
        countries[0], countries[1], sectors[0], sectors[1]
    );
    assert!(f64::from(countries[0] as u32) >= 0.85 * f64::from(countries[1] as u32));
}
