//! What goes in comes out, once, under the same identifiers.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::{contents, found, keep, made_up, report, versions};
use demarche_attribution::{Attribution, Kind};
use demarche_ledger::{Ledger, LedgerError, ReportFilter, Standing, StatementFilter};
use demarche_reading::{Report, Span};
use proptest::prelude::*;

const TEXT: &str =
    "Talks went on.\nWang Yi said “guarantees” — for all.\nMr Peters said no red lines hold.\n";

fn open(folder: &tempfile::TempDir) -> Ledger {
    Ledger::open(&folder.path().join("l.db")).unwrap()
}

fn add(ledger: &mut Ledger, report: &Report) -> demarche_ledger::Added {
    keep(ledger, report, &found(&report.text), "x1").unwrap()
}

fn with(filter: impl FnOnce(&mut StatementFilter)) -> StatementFilter {
    let mut plain = StatementFilter::default();
    filter(&mut plain);
    plain
}

#[test]
fn a_statement_line_has_the_documented_shape() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    add(&mut ledger, &report("a/one.txt", TEXT));
    let statements = ledger.statements(&StatementFilter::default()).unwrap();
    assert_eq!(statements.len(), 2);
    let line = serde_json::to_value(&statements[0]).unwrap();
    assert_eq!(line["report"]["file"], "one.txt");
    assert_eq!(line["text"], "“guarantees” — for all.");
    assert_eq!(line["source"], serde_json::json!([[15, 22]]));
    assert_eq!(
        line["content"],
        serde_json::json!([[28, 51]]),
        "code points, not bytes"
    );
    assert_eq!(line["kind"], "indirect");
    assert_eq!(line["confidence"], 0.75);
    assert_eq!(line["actor"]["name"], "Wang Yi");
    assert_eq!(line["actor"]["kind"], "person");
    assert_eq!(line["speakers"][0]["part"], "speaks");
    assert_eq!(
        line["speakers"][0]["evidence"],
        serde_json::json!([[15, 22]])
    );
    assert_eq!(line["on"]["precision"], "unknown");
    assert_eq!(line["to"], serde_json::json!([]));
    assert_eq!(line["via"], serde_json::json!([]));
    for field in ["id", "report", "cue"] {
        assert!(!line[field].is_null(), "{field}");
    }
    let report = line["report"].as_object().unwrap();
    for field in ["id", "outlet", "title", "date", "url"] {
        assert!(report.contains_key(field), "{field}");
    }
    assert_eq!(ledger.original(&statements[0].report.id).unwrap(), TEXT);
    let passage = ledger.passage(&statements[0], 0).unwrap();
    assert_eq!(&passage.text[passage.spans.cue[0].range()], "said");
}

#[test]
fn filters_narrow_and_keep_the_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    for number in 0..6 {
        add(&mut ledger, &made_up(number, 10));
    }
    let all = ledger.statements(&StatementFilter::default()).unwrap();
    assert_eq!(all.len(), 60);
    let check = |filter: StatementFilter, keep: &dyn Fn(&demarche_ledger::Statement) -> bool| {
        let expected: Vec<_> = all.iter().filter(|s| keep(s)).cloned().collect();
        assert!(!expected.is_empty());
        assert_eq!(ledger.statements(&filter).unwrap(), expected, "{filter:?}");
    };
    check(with(|f| f.speaker = Some("mao".into())), &|s| {
        s.source_text == "Mao Ning"
    });
    check(with(|f| f.words = Some("GUARANTEE".into())), &|s| {
        s.text.contains("guarantees")
    });
    check(
        with(|f| {
            f.words = Some("\"take 1 days\"".into());
            f.speaker = Some("\"mao ning\"".into());
        }),
        &|s| s.text.contains("take 1 days"),
    );
    check(with(|f| f.outlet = Some("courier".into())), &|s| {
        s.report.outlet.as_deref() == Some("Courier")
    });
    check(with(|f| f.kind = Some(Kind::Indirect)), &|_| true);
    check(
        with(|f| {
            f.from = Some("2025-08-02".into());
            f.to = Some("2025-08-03".into());
        }),
        &|s| ["2025-08-02", "2025-08-03"].contains(&s.report.date.as_deref().unwrap()),
    );
    check(with(|f| f.to = Some("2025-08".into())), &|_| true);
    let id = all[10].report.id.clone();
    check(with(|f| f.report = Some(id[..6].into())), &|s| {
        s.report.id == id
    });
    assert_eq!(
        ledger.statements(&with(|f| f.limit = Some(7))).unwrap(),
        all[..7]
    );
    assert_eq!(
        ledger
            .statements(&with(|f| f.min_confidence = Some(0.8)))
            .unwrap(),
        []
    );
    assert_eq!(
        ledger
            .statements(&with(|f| f.speaker = Some("guarantees".into())))
            .unwrap(),
        []
    );
}

#[test]
fn names_are_not_stemmed() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    add(&mut ledger, &report("a.txt", TEXT));
    assert_eq!(
        ledger
            .statements(&with(|f| f.speaker = Some("Peter".into())))
            .unwrap()
            .len(),
        0
    );
    assert_eq!(
        ledger
            .statements(&with(|f| f.speaker = Some("Peters".into())))
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn the_same_again_changes_nothing_and_a_change_is_a_revision() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    let old = report("a.txt", TEXT);
    assert_eq!(
        ledger.standing(&old, versions("x1")).unwrap(),
        Standing::New
    );
    let first = add(&mut ledger, &old);
    let before = contents(&ledger);
    assert_eq!(
        add(&mut ledger, &old).standing,
        Standing::Unchanged {
            report: first.report.clone()
        }
    );
    assert_eq!(contents(&ledger), before);

    let new = report("./x/../a.txt", &TEXT.replace("no red", "two red"));
    assert_eq!(
        ledger.standing(&new, versions("x1")).unwrap(),
        Standing::Revision {
            previous: first.report.clone()
        }
    );
    let second = add(&mut ledger, &new);
    assert_eq!(second.revision, 2);
    let latest = ledger.reports(&ReportFilter::default()).unwrap();
    assert_eq!(latest.len(), 1);
    assert_eq!(latest[0].report.id, second.report);
    let all = ReportFilter {
        all_revisions: true,
        ..Default::default()
    };
    assert_eq!(ledger.reports(&all).unwrap().len(), 2);
    assert_eq!(ledger.search("\"no red\"", 9).unwrap().len(), 0);
    // The old one is still there for who asks, and in its file again it is a
    // change again.
    let of_old = ledger
        .statements(&with(|f| f.report = Some(first.report.clone())))
        .unwrap();
    assert_eq!(ledger.statement(&of_old[1].id).unwrap(), of_old[1]);
    assert_eq!(
        ledger.standing(&old, versions("x1")).unwrap(),
        Standing::Revision {
            previous: second.report
        }
    );
}

#[test]
fn another_extractor_supersedes_and_can_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    let one = report("a.txt", TEXT);
    let added = add(&mut ledger, &one);
    let before = contents(&ledger);
    let outdated = Standing::Outdated {
        report: added.report,
    };
    assert_eq!(ledger.standing(&one, versions("x2")).unwrap(), outdated);
    assert_eq!(
        keep(&mut ledger, &one, &found(TEXT)[..1], "x2")
            .unwrap()
            .statements,
        1
    );
    assert_eq!(
        ledger
            .statements(&StatementFilter::default())
            .unwrap()
            .len(),
        1
    );
    assert_eq!(ledger.standing(&one, versions("x1")).unwrap(), outdated);
    add(&mut ledger, &one);
    assert_eq!(contents(&ledger), before);
}

#[test]
fn a_text_that_stands_in_its_file_again_is_the_latest_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    let (old, new) = (
        report("a.txt", TEXT),
        report("a.txt", &TEXT.replace("no red", "two red")),
    );
    let first = add(&mut ledger, &old);
    let second = add(&mut ledger, &new);
    let back = add(&mut ledger, &old);
    assert_eq!(
        back.standing,
        Standing::Revision {
            previous: second.report
        }
    );
    assert_eq!(back.report, first.report);
    let shown = ledger.statements(&StatementFilter::default()).unwrap();
    assert!(shown.iter().all(|one| one.report.id == first.report));
    assert!(matches!(
        add(&mut ledger, &old).standing,
        Standing::Unchanged { .. }
    ));
    // Of two captures of one page the later stays, however often both are read.
    let capture = |name: &str, text: &str| {
        let mut capture = report(name, text);
        capture.metadata.url = Some("https://example.org/x".into());
        capture
    };
    let (one, two) = (
        capture("one.html", TEXT),
        capture("two.html", &TEXT.replace("no red", "two red")),
    );
    add(&mut ledger, &one);
    add(&mut ledger, &two);
    assert!(matches!(
        add(&mut ledger, &one).standing,
        Standing::Unchanged { .. }
    ));
}

#[test]
fn urls_and_given_identifiers_are_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    let mut one = report("a.html", TEXT);
    one.metadata.url = Some("https://example.org/x#top".into());
    let mut two = report("b.html", TEXT);
    two.metadata.url = Some("https://EXAMPLE.org/x".into());
    let added = add(&mut ledger, &one);
    assert_eq!(
        ledger
            .standing(&report("a.html", TEXT), versions("x1"))
            .unwrap(),
        Standing::New
    );
    two.bytes.push(b'\n');
    assert_eq!(
        ledger.standing(&two, versions("x1")).unwrap(),
        Standing::Revision {
            previous: added.report
        }
    );

    let mut line = report("c.jsonl", TEXT);
    line.place.line = Some(1);
    let plain = add(&mut ledger, &line);
    line.place.line = Some(2);
    assert_eq!(
        ledger.standing(&line, versions("x1")).unwrap(),
        Standing::Unchanged {
            report: plain.report
        }
    );
    line.metadata.id = Some("n7".into());
    assert_eq!(
        ledger.standing(&line, versions("x1")).unwrap(),
        Standing::New
    );
}

#[test]
fn a_copy_elsewhere_is_a_report_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    let (one, two) = (report("x/a.txt", TEXT), report("y/a.txt", TEXT));
    assert_ne!(add(&mut ledger, &one).report, add(&mut ledger, &two).report);
    assert_eq!(
        ledger
            .statements(&StatementFilter::default())
            .unwrap()
            .len(),
        4
    );
    assert!(matches!(
        ledger.standing(&two, versions("x1")).unwrap(),
        Standing::Unchanged { .. }
    ));
    ledger.check().unwrap();
}

#[test]
fn identifiers_may_be_shortened_while_they_are_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    for number in 0..4 {
        add(&mut ledger, &made_up(number, 10));
    }
    let one = ledger
        .statements(&with(|f| f.limit = Some(1)))
        .unwrap()
        .remove(0);
    assert_eq!(ledger.statement(&one.id.to_uppercase()).unwrap(), one);
    assert_eq!(ledger.statement(&one.id[..12]).unwrap(), one);
    for odd in ["", "zz", "0000000000000000", "%", "' OR 1"] {
        let error = ledger.statement(odd).unwrap_err();
        assert!(
            matches!(error, LedgerError::UnknownStatement { .. }),
            "{odd}: {error}"
        );
    }
    // Forty identifiers on sixteen first digits.
    let ambiguous = (0..16).any(|digit| {
        matches!(
            ledger.statement(&format!("{digit:x}")),
            Err(LedgerError::AmbiguousStatement { .. })
        )
    });
    assert!(ambiguous);
}

#[test]
fn search_marks_the_words_and_takes_nothing_for_syntax() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    add(&mut ledger, &report("a.txt", TEXT));
    let hits = ledger.search("\"red line\"", 5).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!(&hits[0].snippet[hits[0].matches[0].range()], "red lines");
    for odd in [
        "",
        "\"",
        "AND",
        "a NEAR(b",
        "text:red",
        "red*(",
        "-",
        "^",
        "\0",
        "'; DROP TABLE reports",
        "🙂",
    ] {
        ledger.search(odd, 5).unwrap();
        ledger
            .statements(&with(|f| f.words = Some(odd.into())))
            .unwrap();
    }
    assert_eq!(
        ledger.search("red — !!", 5).unwrap().len(),
        1,
        "marks are no words"
    );
    ledger.check().unwrap();
}

#[test]
fn what_does_not_fit_the_text_is_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = open(&folder);
    let one = report("a.txt", TEXT);
    let good = found(TEXT).remove(0);
    let bad: [&dyn Fn(&mut Attribution); 7] = [
        &|a| a.cue.clear(),
        &|a| a.content = vec![Span::new(5, 5)],
        &|a| a.content = vec![Span::new(0, 10_000)],
        &|a| a.content[0].start += 1,
        &|a| a.source = vec![Span::new(9, 12), Span::new(3, 5)],
        &|a| a.confidence = f32::NAN,
        &|a| a.parent = Some(7),
    ];
    for (at, spoil) in bad.iter().enumerate() {
        let mut list = vec![good.clone(), good.clone()];
        spoil(&mut list[1]);
        let error = keep(&mut ledger, &one, &list, "x1").unwrap_err();
        assert!(
            matches!(error, LedgerError::Attribution { index: 1, .. }),
            "{at}: {error}"
        );
    }
    assert!(ledger.reports(&ReportFilter::default()).unwrap().is_empty());
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let line = "[A-Zé]{1,6}( said |, )[a-zü“” \u{0}🙂]{0,9}x\n";
    prop::collection::vec(
        prop::collection::vec(line, 0..6).prop_map(|lines| lines.concat()),
        1..5,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn adding_twice_is_adding_once(texts in texts()) {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = open(&folder);
        let reports: Vec<Report> =
            texts.iter().enumerate().map(|(i, text)| report(&format!("{i}.txt"), text)).collect();
        for report in &reports {
            add(&mut ledger, report);
        }
        let once = contents(&ledger);
        for report in &reports {
            let unchanged = matches!(add(&mut ledger, report).standing, Standing::Unchanged { .. });
            prop_assert!(unchanged);
        }
        prop_assert_eq!(contents(&ledger), once);
        ledger.check().unwrap();
    }

    #[test]
    fn identifiers_do_not_hang_on_order(texts in texts()) {
        let reports: Vec<Report> =
            texts.iter().enumerate().map(|(i, text)| report(&format!("{i}.txt"), text)).collect();
        let ids = |reversed: bool| {
            let folder = tempfile::tempdir().unwrap();
            let mut ledger = open(&folder);
            let mut order: Vec<&Report> = reports.iter().collect();
            if reversed {
                order.reverse();
            }
            for report in order {
                let mut list = found(&report.text);
                if reversed {
                    list.reverse();
                }
                keep(&mut ledger, report, &list, "x1").unwrap();
            }
            let mut all = ledger.statements(&StatementFilter::default()).unwrap();
            all.sort_by(|a, b| (&a.report.file, a.spans.cue[0]).cmp(&(&b.report.file, b.spans.cue[0])));
            all.into_iter().map(|s| (s.id, s.text)).collect::<Vec<_>>()
        };
        prop_assert_eq!(ids(false), ids(true));
    }
}
