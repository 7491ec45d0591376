//! How long it takes to judge statements against a question, to weigh what was
//! judged, and to hold a coded ledger of 10^3 to 10^5 statements against twenty
//! questions, which is what a brief waits for.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../../ledger/tests/common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use demarche_actors::ActorKind;
use demarche_ledger::{Ledger, StatementFilter, StoredCoding};
use demarche_positions::{
    Coder, Coding, Days, Dispute, Opinion, Piece, Place, Question, Rank, Saying, Stance, Voice,
    case, code_report, position,
};
use demarche_stance::{Judge, Proposition, Statement};
use demarche_statements::{Grade, Part};

/// Statements of a report, one in four on the matter.
fn pieces(count: usize) -> Vec<Piece> {
    const MATTERS: [(&str, &str); 4] = [
        ("rejected", "the night ferry to the islands"),
        ("said", "that the harvest had been good this year"),
        (
            "promised",
            "to publish the figures before the end of the month",
        ),
        ("asked", "whether the bridge could be repaired in time"),
    ];
    (0..count)
        .map(|n| {
            let (cue, content) = MATTERS[n % MATTERS.len()];
            Piece {
                id: format!("{n:016x}"),
                source: format!("Minister {}", n % 7),
                cue: cue.into(),
                content: content.into(),
                sentence: format!("Minister {} {cue} {content}.", n % 7),
                ..Piece::default()
            }
        })
        .collect()
}

fn judging(bench: &mut Criterion) {
    let judge = Judge::new().expect("the model ships with the program");
    let question = Proposition::new("The ferry to the islands runs at night");
    let asked = judge.prepare_all(&[question]).expect("the model runs");
    let mut group = bench.benchmark_group("judge statements against a question");
    group.sample_size(10);
    for count in [20, 200] {
        let pieces = pieces(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(count),
            &pieces,
            |bench, pieces| {
                let wholes = pieces.iter().map(|piece| piece.statement(&[]).whole());
                let wholes: Vec<String> = wholes.collect();
                let statements = pieces.iter().enumerate();
                let statements: Vec<Statement<'_>> = statements
                    .map(|(at, piece)| piece.statement(&wholes[..at]))
                    .collect();
                bench.iter(|| {
                    let met = judge.meet(&statements, &asked).expect("the model runs");
                    code_report(pieces, |at, _| {
                        let found = judge.judge_among(&statements[at], &met[at], &asked, 0);
                        found.map(|found| Opinion {
                            stance: found.stance,
                            confidence: f64::from(found.confidence),
                            sided: 0.0,
                            conditions: Vec::new(),
                            reason: found.reason.to_string(),
                            force: found.reason.force.as_ref().map(|(force, _)| *force),
                            nearest: true,
                        })
                    })
                    .expect("the model runs")
                });
            },
        );
    }
    group.finish();
}

fn sayings(count: usize) -> Vec<Saying> {
    const STANCES: [Stance; 4] = [
        Stance::Support,
        Stance::Oppose,
        Stance::Conditional,
        Stance::NonCommittal,
    ];
    (0..count)
        .map(|n| {
            let day = format!("20{:02}-{:02}-{:02}", 20 + n % 6, 1 + n % 12, 1 + n % 28);
            Saying {
                statement: format!("{n:016x}"),
                utterance: None,
                within: None,
                question: "ferry".into(),
                voice: Voice {
                    id: format!("speaker {}", n % 50),
                    name: format!("Speaker {}", n % 50),
                    kind: ActorKind::Person,
                    office: Some("minister of harbours".into()),
                    side: Some("Ruritania".into()),
                    side_code: None,
                },
                rank: Rank::Speaks,
                part: Part::Speaks,
                stance: STANCES[n % 4],
                conditions: Vec::new(),
                confidence: 0.5 + (n % 50) as f64 / 100.0,
                extraction: 0.9,
                reason: "cue".into(),
                coder: Coder::Machine("m".into()),
                days: Days {
                    from: Some(day.clone()),
                    to: Some(day),
                    ..Days::default()
                },
                grade: Some(Grade::FirstHand),
                via: Vec::new(),
                place: Place {
                    report: "r".into(),
                    file: "r.txt".into(),
                    outlet: None,
                    title: None,
                    date: None,
                    url: None,
                },
                sentence: "Speaker said so.".into(),
                told: None,
                denies: None,
                answers: None,
                to: Vec::new(),
            }
        })
        .collect()
}

fn weighing(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("weigh what a party said on a question");
    group.sample_size(10);
    for count in [100, 1_000, 10_000] {
        let sayings = sayings(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(count),
            &sayings,
            |bench, sayings| {
                bench.iter(|| position("ruritania", "ferry", black_box(sayings), None));
            },
        );
    }
    group.finish();
}

/// Statements in each report, and questions of the dispute.
const LINES: usize = 10;
const QUESTIONS: usize = 20;

fn dispute() -> Dispute {
    let mut text = String::from("title = \"Bench\"\n");
    for party in ["Russia", "China", "Ukraine", "United States", "Germany"] {
        let _ = writeln!(text, "[[party]]\nname = \"{party}\"");
    }
    for n in 0..QUESTIONS {
        let _ = writeln!(
            text,
            "[[question]]\nid = \"q{n}\"\ntext = \"Does it take {n} days?\"\nyes = \"It takes {n} days\""
        );
    }
    Dispute::parse("bench", &text).unwrap()
}

/// A ledger of so many statements, each coded on one of the questions.
fn coded(folder: &Path, statements: usize, dispute: &Dispute) -> Ledger {
    let mut ledger = Ledger::open(&folder.join(format!("{statements}.db"))).unwrap();
    for number in 0..statements / LINES {
        let report = common::made_up(number, LINES);
        common::keep(&mut ledger, &report, &common::found(&report.text), "bench").unwrap();
    }
    let hashes: Vec<String> = dispute.questions.iter().map(Question::hash).collect();
    for (number, unit) in ledger
        .uncoded(&hashes[0], "judge")
        .unwrap()
        .iter()
        .enumerate()
    {
        let found = ledger
            .statements(&StatementFilter {
                report: Some(unit.report.clone()),
                ..StatementFilter::default()
            })
            .unwrap();
        let mut codings: Vec<(String, Vec<StoredCoding>)> = hashes
            .iter()
            .map(|hash| (hash.clone(), Vec::new()))
            .collect();
        for (line, statement) in found.iter().enumerate() {
            let pick = number * 31 + line * 7;
            let coding = Coding {
                statement: statement.id.clone(),
                stance: ["support", "oppose", "conditional"][pick % 3].into(),
                confidence: 0.5 + (pick % 50) as f64 / 100.0,
                conditions: Vec::new(),
                reason: "made up".into(),
                told: None,
                answers: None,
            };
            codings[pick % QUESTIONS].1.push(StoredCoding {
                statement: coding.statement.clone(),
                stance: coding.stance.clone(),
                confidence: coding.confidence,
                detail: serde_json::to_string(&coding).unwrap(),
            });
        }
        ledger.keep_codings(unit, "judge", &codings).unwrap();
    }
    ledger
}

fn holding(bench: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let dispute = dispute();
    let mut group = bench.benchmark_group("hold a coded ledger against twenty questions");
    group.sample_size(10);
    for statements in [1_000, 10_000, 100_000] {
        let ledger = coded(folder.path(), statements, &dispute);
        group.throughput(Throughput::Elements(statements as u64));
        group.bench_function(BenchmarkId::from_parameter(statements), |bench| {
            bench.iter(|| case(&ledger, &dispute, "judge", None).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, judging, weighing, holding);
criterion_main!(benches);
