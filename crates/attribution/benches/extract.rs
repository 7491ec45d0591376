//! Extraction alone, of texts that are one, four and sixteen reports long, in
//! both modes; and what loading the networks takes.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use demarche_attribution::{Extractor, Mode};

const REPORT: &str = include_str!("../../../examples/2025-08-22-beijing-briefing.txt");

fn extract(criterion: &mut Criterion) {
    criterion.bench_function("load", |bench| {
        bench.iter(|| Extractor::new(Mode::Full).unwrap());
    });
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    for (name, mode) in [("full", Mode::Full), ("fast", Mode::Fast)] {
        let extractor = Extractor::new(mode).unwrap();
        for reports in [1, 4, 16] {
            let text = format!("{}\n\n", REPORT.trim_end()).repeat(reports);
            let words = text.split_whitespace().count();
            group.throughput(Throughput::Elements(words as u64));
            group.bench_with_input(BenchmarkId::new(name, words), &text, |bench, text| {
                bench.iter(|| extractor.extract(black_box(text)).unwrap());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);
