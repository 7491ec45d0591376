//! Fuzzes the readers of model files: conflict.toml, the save files of GMCR+
//! and the JSON of the reference. What can be read is written and read back as
//! the same.
#![no_main]

use demarche_conflict::{Conflict, export, import};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let conflict = match Conflict::read("fuzz", text) {
        Ok(conflict) => conflict,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let again = Conflict::parse("again", &conflict.to_toml()).expect("what was written reads back");
    assert_eq!(conflict, again);
    // Whether many options leave a state is a hard question in general.
    if conflict.sheet.options.len() > 12 {
        return;
    }
    for case in conflict.cases() {
        let Ok(model) = case.model() else {
            continue;
        };
        if let Ok(saved) = export(&model, &[]) {
            let read = import("again", &saved.to_string()).expect("an export reads back");
            let same = read.base().model().expect("and holds together");
            assert_eq!(model.states(1 << 12).map(|s| s.len()), same.states(1 << 12).map(|s| s.len()));
        }
    }
});
