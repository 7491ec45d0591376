//! How adding, listing, searching and looking up the siblings of an utterance
//! grow with the ledger: 10^3, 10^4 and 10^5 statements, and 10^6 with
//! `DEMARCHE_BENCH=large` (a quarter of an hour to fill).
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::{found, keep, report};
use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use demarche_ledger::{Ledger, StatementFilter};
use demarche_reading::Report;

/// Statements in each report.
const LINES: usize = 10;

/// One report in so many prints what another outlet printed before.
const COPIES: usize = 20;

/// Numbers that look random and are the same in every run (`SplitMix64`).
fn draw(state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((z ^ (z >> 31)) >> 1).unwrap()
}

/// A word of two or three syllables.
fn word(state: &mut u64) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "ce", "di", "fo", "gu", "har", "jen", "kil", "lom", "mur", "na", "pe", "ri", "so",
        "tu", "van", "wes", "yil", "zor", "bran", "cle", "dri", "fro", "glu",
    ];
    // A few words are common, most are rare.
    let rank = draw(state) % 5_000;
    let mut number = rank * rank / 5_000;
    let mut made = String::new();
    for _ in 0..3 {
        made.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    made
}

/// The `number`th report: ten statements by a few of many speakers.
fn made_up(number: usize) -> Report {
    let copied = number % COPIES == COPIES - 1;
    let mut state = u64::try_from(if copied { number - 7 } else { number }).unwrap();
    let first = draw(&mut state) % 2_000;
    let day = draw(&mut state);
    let text: String = (0..LINES)
        .map(|line| {
            let mut name = word(&mut u64::try_from((first + line % 3) % 2_000).unwrap());
            name[..1].make_ascii_uppercase();
            let words: Vec<String> = (0..14).map(|_| word(&mut state)).collect();
            format!("Minister {name} said that {}.\n", words.join(" "))
        })
        .collect();
    let mut report = report(&format!("corpus/{number:06}.txt"), &text);
    report.metadata.outlet = Some(["Daily", "Courier", "Herald"][number % 3].into());
    report.metadata.date = Some(format!("2025-{:02}-{:02}", day % 12 + 1, day / 12 % 28 + 1));
    report
}

fn add(ledger: &mut Ledger, number: usize) {
    let report = made_up(number);
    keep(ledger, &report, &found(&report.text), "bench").unwrap();
}

/// A ledger of so many statements, at rest.
fn filled(folder: &Path, statements: usize) -> PathBuf {
    let file = folder.join(format!("{statements}.db"));
    let mut ledger = Ledger::open(&file).unwrap();
    for number in 0..statements / LINES {
        add(&mut ledger, number);
    }
    file
}

/// One report of ten statements, into a ledger that grows by a tenth at most.
fn insert(file: &Path, statements: usize, times: u64) -> Duration {
    let copy = file.with_extension("copy");
    let first = statements / LINES;
    let room = (first / 10).max(1);
    let mut left = usize::try_from(times).unwrap();
    let mut spent = Duration::ZERO;
    while left > 0 {
        fs::copy(file, &copy).unwrap();
        let mut ledger = Ledger::open(&copy).unwrap();
        let now = room.min(left);
        let start = Instant::now();
        for number in first..first + now {
            add(&mut ledger, number);
        }
        spent += start.elapsed();
        left -= now;
    }
    spent
}

fn growth(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut sizes = vec![1_000, 10_000, 100_000];
    if std::env::var_os("DEMARCHE_BENCH").is_some_and(|what| what == "large") {
        sizes.push(1_000_000);
    }
    for statements in sizes {
        let file = filled(folder.path(), statements);

        let mut group = criterion.benchmark_group("ledger/insert");
        group.sampling_mode(SamplingMode::Flat).sample_size(10);
        group.throughput(Throughput::Elements(LINES as u64));
        group.bench_function(BenchmarkId::from_parameter(statements), |bencher| {
            bencher.iter_custom(|times| insert(&file, statements, times));
        });
        group.finish();

        let ledger = Ledger::open_read_only(&file).unwrap();
        let one_speaker = StatementFilter {
            speaker: Some("bababa".into()),
            limit: Some(50),
            ..Default::default()
        };
        let one_day = StatementFilter {
            outlet: Some("Courier".into()),
            from: Some("2025-08-14".into()),
            to: Some("2025-08-14".into()),
            limit: Some(50),
            ..Default::default()
        };
        let rare_words = StatementFilter {
            words: Some("glukilba drimurce".into()),
            ..Default::default()
        };
        let mut group = criterion.benchmark_group("ledger/list");
        group.sampling_mode(SamplingMode::Flat).sample_size(10);
        for (name, filter) in [
            ("speaker", one_speaker),
            ("outlet-day", one_day),
            ("words", rare_words),
        ] {
            group.bench_function(BenchmarkId::new(name, statements), |bencher| {
                bencher.iter(|| ledger.statements(&filter).unwrap());
            });
        }
        group.finish();

        let mut group = criterion.benchmark_group("ledger/search");
        group.sampling_mode(SamplingMode::Flat).sample_size(10);
        for (name, words) in [("common", "bababa"), ("rare", "glukilba")] {
            group.bench_function(BenchmarkId::new(name, statements), |bencher| {
                bencher.iter(|| ledger.search(words, 20).unwrap());
            });
        }
        group.finish();

        let mut copied = None;
        ledger
            .visit_statements(&StatementFilter::default(), |statement, _| {
                if ledger.siblings(&statement).unwrap().is_empty() {
                    return ControlFlow::Continue(());
                }
                copied = Some(statement);
                ControlFlow::Break(())
            })
            .unwrap();
        let statement = copied.expect("one report in twenty is a copy");
        let mut group = criterion.benchmark_group("ledger/siblings");
        group.sampling_mode(SamplingMode::Flat).sample_size(10);
        group.bench_function(BenchmarkId::from_parameter(statements), |bencher| {
            bencher.iter(|| ledger.siblings(&statement).unwrap());
        });
        group.finish();
    }
}

criterion_group!(benches, growth);
criterion_main!(benches);
