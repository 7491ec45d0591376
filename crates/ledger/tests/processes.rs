//! Several processes on one ledger, and one that is killed at any moment: nothing is lost or doubled.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use common::{contents, found, keep, made_up, versions};
use demarche_ledger::{Ledger, ReportFilter, Standing, StatementFilter};

/// Names the ledger to a child of this test.
const CHILD: &str = "DEMARCHE_TEST_LEDGER";
const REPORTS: usize = 60;
const LINES: usize = 3;
const KILLS: usize = 60;

/// Adds the reports that are not there yet, and says so of each.
fn add_all(file: &Path, numbers: impl Iterator<Item = usize>, say: bool) {
    let mut ledger = Ledger::open(file).unwrap();
    ledger.set_patience(Duration::from_mins(1)).unwrap();
    for number in numbers {
        let report = made_up(number, LINES);
        if matches!(
            ledger.standing(&report, versions("x1")).unwrap(),
            Standing::Unchanged { .. }
        ) {
            continue;
        }
        keep(&mut ledger, &report, &found(&report.text), "x1").unwrap();
        if say {
            println!("added {number}");
        }
    }
}

/// No test of its own: what the child of the next one does.
#[test]
fn child() {
    if let Some(file) = env::var_os(CHILD) {
        add_all(Path::new(&file), 0..REPORTS, true);
    }
}

#[test]
fn killed_at_any_moment_nothing_is_lost_or_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let calm = folder.path().join("calm.db");
    add_all(&calm, 0..REPORTS, false);
    let calm = Ledger::open(&calm).unwrap();
    let expected = contents(&calm);
    let reports = calm.reports(&ReportFilter::default()).unwrap();

    let mut random = Random(20_250_822);
    let (mut kills, mut ledgers) = (0, 0);
    while kills < KILLS {
        let file = folder.path().join(format!("{ledgers}.db"));
        ledgers += 1;
        let mut before = 0;
        loop {
            // A third dies while it opens the ledger, the rest some way on.
            let after = random.below(3) * random.below(12);
            let pause = random.below(if after == 0 { 30_000 } else { 3_000 });
            let (announced, killed) = run_and_kill(&file, after, Duration::from_micros(pause));
            kills += usize::from(killed);
            let ledger = Ledger::open(&file).unwrap();
            ledger.check().unwrap();
            let kept = ledger.reports(&ReportFilter::default()).unwrap();
            assert!(
                kept.len() >= before + announced,
                "{before} before, {announced} announced, {} kept",
                kept.len()
            );
            before = kept.len();
            assert_eq!(kept, reports[..before]);
            let statements = ledger.statements(&StatementFilter::default()).unwrap();
            assert_eq!(statements.len(), before * LINES);
            if !killed {
                assert_eq!(before, REPORTS);
                assert_eq!(contents(&ledger), expected);
                break;
            }
        }
    }
    assert!(ledgers > 1, "some were read to the end");
}

/// Lets a child add reports until it has announced `after`, and a little
/// longer; how many it announced, and whether it was still at work.
fn run_and_kill(file: &Path, after: u64, pause: Duration) -> (usize, bool) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(CHILD, file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let is_report = |line: &String| line.contains("added ");
    let mut announced = 0;
    while announced < usize::try_from(after).unwrap() && lines.by_ref().any(|l| is_report(&l)) {
        announced += 1;
    }
    thread::sleep(pause);
    child.kill().unwrap();
    announced += lines.filter(is_report).count();
    let killed = !child.wait().unwrap().success();
    (announced, killed)
}

/// Sebastiano Vigna's `SplitMix64`: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
}

#[test]
fn readers_see_whole_reports_while_one_writes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("l.db");
    Ledger::open(&file).unwrap();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut seen = 0;
                while !done.load(Ordering::Relaxed) {
                    let ledger = Ledger::open_read_only(&file).unwrap();
                    let now = ledger
                        .statements(&StatementFilter::default())
                        .unwrap()
                        .len();
                    assert_eq!(now % LINES, 0);
                    assert!(now >= seen, "{now} after {seen}");
                    seen = now;
                    ledger.search("ceasefire", 3).unwrap();
                }
            });
        }
        add_all(&file, 0..REPORTS, false);
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn two_writers_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("l.db");
    thread::scope(|scope| {
        scope.spawn(|| add_all(&file, 0..40, false));
        scope.spawn(|| add_all(&file, (20..60).rev(), false));
    });
    let ledger = Ledger::open(&file).unwrap();
    ledger.check().unwrap();
    let reports = ledger.reports(&ReportFilter::default()).unwrap();
    let mut files: Vec<_> = reports
        .into_iter()
        .map(|r| (r.report.file, r.statements))
        .collect();
    files.sort();
    let expected: Vec<_> = (0..REPORTS)
        .map(|n| (format!("{n:05}.txt"), LINES))
        .collect();
    assert_eq!(files, expected);
}
