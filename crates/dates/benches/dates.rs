//! How long finding the dates of a text takes: microseconds a word.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche_dates::{Context, find};

const PASSAGE: &str = "The minister said on Friday that the talks, which began on Aug. 15, would resume in two \
    weeks. Earlier this month the ministry had warned that the port stays closed until the end of September, as it \
    was from 2014 to 2016. Nobody in the room objected, two officials who were there told reporters, and the chair \
    thanked the delegates for their patience before he closed the meeting without another word.\n\n";

fn dates(criterion: &mut Criterion) {
    let text = PASSAGE.repeat(20);
    let words = text.split_whitespace().count() as u64;
    let context = Context::on("2025-08-22".parse().ok());
    let mut group = criterion.benchmark_group("dates");
    group.throughput(Throughput::Elements(words));
    group.bench_function("find, a word", |bench| bench.iter(|| find(&text, &context)));
    group.finish();
}

criterion_group!(benches, dates);
criterion_main!(benches);
