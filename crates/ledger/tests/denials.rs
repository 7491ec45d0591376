//! A denial in one report finds the claim in another, whichever came first.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::{found, keep, made_up, report};
use demarche_attribution::{Attribution, Kind};
use demarche_ledger::{Ledger, Statement, StatementFilter};
use demarche_reading::Span;

const CLAIM: &str = "Rubio said that Ankara had agreed to send a brigade to the buffer zone.\n";
const DENIAL: &str = "Fidan denied that Ankara had agreed to send any brigade to a buffer zone.\n";

/// The denial, and the agreement that stands in its content, which is not what
/// somebody else said.
fn denial() -> Vec<Attribution> {
    let place = |words: &str| {
        let start = DENIAL.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let one = |source, cue, content, parent| Attribution {
        source: vec![place(source)],
        cue: vec![place(cue)],
        content: vec![place(content)],
        kind: Kind::Indirect,
        confidence: 0.9,
        parent,
    };
    let agreed = "to send any brigade to a buffer zone";
    let content = "that Ankara had agreed to send any brigade to a buffer zone";
    vec![
        one("Fidan", "denied", content, None),
        one("Ankara", "had agreed", agreed, Some(0)),
    ]
}

fn ledger(folder: &tempfile::TempDir, denial_first: bool, day: &str) -> Ledger {
    let mut ledger = Ledger::open(&folder.path().join("l.db")).unwrap();
    // Other statements, so that words have something to be rare in.
    for number in 0..4 {
        let other = made_up(number, 10);
        keep(&mut ledger, &other, &found(&other.text), "x1").unwrap();
    }
    let mut claim = report("one.txt", CLAIM);
    claim.metadata.date = Some("2025-08-19".into());
    let mut denied = report("two.txt", DENIAL);
    denied.metadata.date = Some(day.into());
    if denial_first {
        keep(&mut ledger, &denied, &denial(), "x1").unwrap();
    }
    keep(&mut ledger, &claim, &found(&claim.text), "x1").unwrap();
    if !denial_first {
        keep(&mut ledger, &denied, &denial(), "x1").unwrap();
    }
    ledger
}

fn statement(ledger: &Ledger, cue: &str) -> Statement {
    let all = ledger.statements(&StatementFilter::default()).unwrap();
    let mut with = all
        .into_iter()
        .filter(|one| one.cue_text == cue && one.text.contains("brigade"));
    with.next().unwrap()
}

#[test]
fn a_denial_finds_the_claim_and_the_claim_the_denial() {
    for denial_first in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(&folder, denial_first, "2025-08-20");
        let (claim, denial) = (statement(&ledger, "said"), statement(&ledger, "denied"));
        assert_eq!(denial.denies.as_ref().unwrap().statement, None);
        let claims = ledger.denied_elsewhere(&denial).unwrap();
        assert_eq!(claims.len(), 1);
        assert_eq!(claims[0].statement.id, claim.id);
        assert!(claims[0].why.contains("content words"), "{}", claims[0].why);
        let denials = ledger.denials_elsewhere(&claim).unwrap();
        assert_eq!(denials.len(), 1);
        assert_eq!(denials[0].statement.id, denial.id);
        // The claim denies nothing, and nobody denied the denial.
        assert_eq!(ledger.denied_elsewhere(&claim).unwrap(), []);
        assert_eq!(ledger.denials_elsewhere(&denial).unwrap(), []);
    }
}

#[test]
fn a_denial_of_last_year_is_of_another_claim() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(&folder, false, "2026-08-20");
    let denial = statement(&ledger, "denied");
    assert_eq!(ledger.denied_elsewhere(&denial).unwrap(), []);
}

/// The days of a claim and of a denial by somebody of words of their own, in few
/// of the claim's words, and how many claims the denial finds.
fn own_words(claim: &str, claimed: &str, denial: &str, denied: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(&folder.path().join("l.db")).unwrap();
    for number in 0..4 {
        let other = made_up(number, 10);
        keep(&mut ledger, &other, &found(&other.text), "x1").unwrap();
    }
    let mut one = report("one.txt", claim);
    one.metadata.date = Some(claimed.into());
    keep(&mut ledger, &one, &found(claim), "x1").unwrap();
    let mut two = report("two.txt", denial);
    two.metadata.date = Some(denied.into());
    let cue = denial.find("denied").unwrap();
    let content = cue + "denied ".len();
    let relation = Attribution {
        source: vec![Span::new(0, cue - 1)],
        cue: vec![Span::new(cue, cue + "denied".len())],
        content: vec![Span::new(content, denial.trim_end_matches(".\n").len())],
        kind: Kind::Indirect,
        confidence: 0.9,
        parent: None,
    };
    keep(&mut ledger, &two, &[relation], "x1").unwrap();
    let denial = statement(&ledger, "denied");
    assert_eq!(denial.denies.as_ref().unwrap().statement, None);
    ledger.denied_elsewhere(&denial).unwrap().len()
}

#[test]
fn few_words_are_enough_for_a_denial_of_ones_own() {
    let claim = "Mona Fidan said that Freedonia will send a brigade to the zone.\n";
    let denial = "Mona Fidan denied having said that Freedonia would send a brigade.\n";
    assert_eq!(own_words(claim, "2025-08-03", denial, "2025-08-20"), 1);
    // Not what was said after it, nor what somebody else said.
    assert_eq!(own_words(claim, "2025-08-21", denial, "2025-08-20"), 0);
    let another = "Ewa Lis denied having said that Freedonia would send a brigade.\n";
    assert_eq!(own_words(claim, "2025-08-03", another, "2025-08-20"), 0);
}
