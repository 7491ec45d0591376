//! Fuzzes the reader of dispute files: a fault is told with its place and a
//! remedy, and what can be read hangs together.
#![no_main]

use demarche_positions::Dispute;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let dispute = match Dispute::parse("fuzz.toml", text) {
        Ok(dispute) => dispute,
        Err(error) => {
            assert!(!error.faults().is_empty());
            for fault in error.faults() {
                assert!(text.get(fault.span.clone()).is_some());
                assert!(fault.line >= 1 && fault.line <= text.lines().count().max(1) + 1);
                assert!(fault.column >= 1 && !fault.what.is_empty() && !fault.remedy.is_empty());
            }
            return;
        }
    };
    for (question, party) in dispute.options() {
        assert!(dispute.question(&question.id).is_some() && dispute.party(party).is_some());
    }
    assert_eq!(dispute, Dispute::parse("fuzz.toml", text).expect("what was read before"));
});
