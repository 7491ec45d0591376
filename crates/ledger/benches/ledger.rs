//! How adding, listing and searching grow with the ledger: 10^3, 10^4, 10^5 statements.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::{found, keep, made_up};
use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use demarche_ledger::{Ledger, StatementFilter};

/// Statements in each report.
const LINES: usize = 10;

fn add(ledger: &mut Ledger, number: usize) {
    let report = made_up(number, LINES);
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
    for statements in [1_000, 10_000, 100_000] {
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
            speaker: Some("lavrov".into()),
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
            words: Some("neutrality \"take 555 days\"".into()),
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
        for (name, words) in [("common", "guarantees"), ("rare", "\"take 555 days\"")] {
            group.bench_function(BenchmarkId::new(name, statements), |bencher| {
                bencher.iter(|| ledger.search(words, 20).unwrap());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, growth);
criterion_main!(benches);
