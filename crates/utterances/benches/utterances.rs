//! What comparing two reports costs, and finding one utterance's siblings
//! among a million statements by their keys.

use criterion::{Criterion, criterion_group, criterion_main};
use demarche_utterances::{Gist, Said, Wording, compare, link, stable_hash};
use jiff::civil::Date;

const STATEMENTS: u32 = 1_000_000;

/// Different words of the statements.
const WORDS: u32 = 20_000;

/// A number that looks random and is the same every time.
fn draw(seed: u32, of: u32) -> u32 {
    u32::try_from(stable_hash(&seed.to_le_bytes()) % u64::from(of)).unwrap_or(0)
}

fn content(at: u32) -> String {
    // Common words are more common: the square of an even draw.
    let words = (0..12).map(|n| {
        let even = draw(at * 12 + n, WORDS);
        format!(
            "word{}",
            u64::from(even) * u64::from(even) / u64::from(WORDS)
        )
    });
    words.collect::<Vec<_>>().join(" the ")
}

/// A thousand speakers, some of whom speak much more often than others, over
/// a year.
fn gist(at: u32) -> Gist {
    let often = draw(at, 1000);
    let day = Date::new(2025, 1, 1)
        .and_then(|first| first.checked_add(jiff::Span::new().days(draw(at ^ 0x5555_5555, 365))));
    let content = content(at);
    Gist::of(&Said {
        speaker: u64::from(often * often / 1000),
        from: day.ok(),
        to: None,
        content: &content,
        quoted: &[],
        denied: false,
    })
}

fn siblings(criterion: &mut Criterion) {
    let mut index: Vec<(u64, u32)> = Vec::new();
    for at in 0..STATEMENTS {
        index.extend(gist(at).keys().into_iter().map(|key| (key, at)));
    }
    index.sort_unstable();
    let mut next = 0;
    criterion.bench_function("siblings among 1,000,000 statements", |bench| {
        bench.iter(|| {
            next = (next + 7919) % STATEMENTS;
            let asked = gist(next);
            let mut found: Vec<u32> = Vec::new();
            for key in asked.lookup() {
                let from = index.partition_point(|(other, _)| *other < key);
                found.extend(
                    index[from..]
                        .iter()
                        .take_while(|(other, _)| *other == key)
                        .map(|(_, at)| at),
                );
            }
            found.sort_unstable();
            found.dedup();
            found
                .into_iter()
                .filter(|at| link(&asked, &gist(*at)).is_some())
                .count()
        });
    });
}

fn copies(criterion: &mut Criterion) {
    let text = |from: u32| {
        (from..from + 50)
            .map(content)
            .collect::<Vec<_>>()
            .join(". ")
    };
    let (one, other) = (text(0), text(25));
    criterion.bench_function(
        "make a report of 1,150 words ready, with its keys",
        |bench| {
            bench.iter(|| Wording::of(&one).bands());
        },
    );
    let (one, other) = (Wording::of(&one), Wording::of(&other));
    criterion.bench_function("compare two reports that share half", |bench| {
        bench.iter(|| compare(&one, &other));
    });
}

criterion_group!(benches, copies, siblings);
criterion_main!(benches);
