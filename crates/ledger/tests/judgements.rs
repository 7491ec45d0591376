//! What people judged stays with the statements it was made on.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::{found, keep, report};
use demarche_ledger::{Judgement, Ledger, NewJudgement, Statement, StatementFilter};
use demarche_reading::Report;
use tempfile::TempDir;

const FIRST: &str = "Lavrov said China must join the security guarantees for Ukraine.\n\
    Mao Ning said Beijing had nothing to add.\n";

fn revision(text: &str) -> Report {
    let mut report = report("talks.txt", text);
    report.metadata.url = Some("https://example.org/talks".into());
    report
}

fn desk(text: &str) -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(&folder.path().join("l.db")).unwrap();
    revise(&mut ledger, text);
    (folder, ledger)
}

fn revise(ledger: &mut Ledger, text: &str) {
    keep(ledger, &revision(text), &found(text), "x1").unwrap();
}

fn all(ledger: &Ledger) -> Vec<Statement> {
    ledger.statements(&StatementFilter::default()).unwrap()
}

/// Ann's judgement on the statement of that number.
fn judge(ledger: &mut Ledger, number: usize, wording: &str) {
    let statement = all(ledger).remove(number);
    judge_as(ledger, "ann", &statement, wording);
}

fn judge_as(ledger: &mut Ledger, author: &str, statement: &Statement, wording: &str) {
    let judgement = NewJudgement {
        author,
        at: "2025-08-22T12:00:00Z",
        question: "q",
        wording,
        statement,
        stance: "support",
        conditions: &[],
        why: None,
    };
    ledger.keep_judgements(&[judgement]).unwrap();
}

/// The words that the judgements mean now.
fn meant(ledger: &Ledger) -> Vec<Option<String>> {
    let words = |judgement: Judgement| {
        judgement
            .current
            .map(|id| ledger.statement(&id).unwrap().text)
    };
    ledger
        .judgements()
        .unwrap()
        .into_iter()
        .map(words)
        .collect()
}

/// What Ann's judgement on the first statement means after a revision.
fn after(text: &str) -> Option<String> {
    let (_folder, mut ledger) = desk(FIRST);
    judge(&mut ledger, 0, "");
    revise(&mut ledger, text);
    meant(&ledger).remove(0)
}

#[test]
fn a_judgement_follows_its_statement_into_the_next_revision() {
    for words in [
        "China must certainly join the security guarantees for Ukraine.",
        "China must join the security guarantees for Ukraine.",
        "that China must join all the guarantees for the security of Ukraine.",
    ] {
        let text = format!("Merz said it was raining.\nLavrov said {words}\n");
        assert_eq!(after(&text).as_deref(), Some(words));
    }
}

#[test]
fn a_judgement_does_not_pass_to_what_says_something_else() {
    for text in [
        // Not half of the words.
        "Lavrov said China was a neighbour of many, and no friend of guarantees for Ukraine or others.\n",
        "Lavrov said China must not join the security guarantees for Ukraine.\n",
        "Lavrov said Turkey must join the security guarantees for Ukraine.\n",
        // Another's words.
        "Mao Ning said China must join the security guarantees for Ukraine.\n",
        "Nobody was there.\n",
    ] {
        assert_eq!(after(text), None, "{text}");
    }
}

#[test]
fn of_two_that_are_alike_each_keeps_its_own() {
    let one = "Lavrov said Russia would sign the security guarantees in May, all of them.\n";
    let two = "Lavrov said Russia would sign the security guarantees in May, if asked.\n";
    let (_folder, mut ledger) = desk(&format!("{one}{two}"));
    judge(&mut ledger, 0, "");
    judge(&mut ledger, 1, "");
    let words: Vec<_> = all(&ledger).into_iter().map(|s| Some(s.text)).collect();
    // A word more, and a line before.
    let changed = |line: &str| line.replace("would sign", "would gladly sign");
    revise(
        &mut ledger,
        &format!("Merz said hello.\n{}{}", changed(one), changed(two)),
    );
    let now: Vec<_> = words
        .iter()
        .map(|words| words.as_deref().map(changed))
        .collect();
    assert_eq!(meant(&ledger), now);
    // The first is taken out; its judgement is not put on the second.
    revise(&mut ledger, two);
    assert_eq!(meant(&ledger), [None, words[1].clone()]);
}

#[test]
fn a_statement_of_an_earlier_revision_has_a_successor_or_none() {
    let (_folder, mut ledger) = desk(FIRST);
    let [lavrov, mao] = <[Statement; 2]>::try_from(all(&ledger)).unwrap();
    assert_eq!(ledger.successor(&lavrov).unwrap().unwrap().id, lavrov.id);
    revise(
        &mut ledger,
        "Lavrov said China must surely join the security guarantees for Ukraine.\n",
    );
    let now = all(&ledger).remove(0);
    assert_eq!(ledger.successor(&lavrov).unwrap().unwrap().id, now.id);
    assert_eq!(ledger.successor(&mao).unwrap(), None);
}

#[test]
fn judging_anew_supersedes_ones_own_judgement_and_nobody_elses() {
    let (_folder, mut ledger) = desk(FIRST);
    judge(&mut ledger, 0, "China joins.");
    let first = all(&ledger).remove(0);
    judge_as(&mut ledger, "bob", &first, "China joins.");
    // Another proposition is another question.
    judge(&mut ledger, 0, "China leaves.");
    revise(
        &mut ledger,
        "Lavrov said China must surely join the security guarantees for Ukraine.\n",
    );
    judge(&mut ledger, 0, "china joins");
    let by = |ledger: &Ledger| -> Vec<Option<i64>> {
        let history = ledger.judgements().unwrap();
        history.iter().map(|one| one.superseded_by).collect()
    };
    assert_eq!(by(&ledger), [Some(4), None, None, None]);
    let counts = |one: &Judgement| one.counts();
    assert!(!counts(&ledger.judgements().unwrap()[0]));
    // Nor does a lost one come back because the later one is lost as well.
    revise(&mut ledger, "Nobody was there.\n");
    assert_eq!(by(&ledger), [Some(4), None, None, None]);
    ledger
        .undo_judgement(4, "ann", "2025-08-22T12:00:00Z", None)
        .unwrap();
    assert_eq!(by(&ledger), [None; 5]);
}
