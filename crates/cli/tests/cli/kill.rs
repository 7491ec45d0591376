//! A read that is killed at any moment loses and doubles nothing.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Instant;

use crate::harness::{Desk, dispatch};

const KILLS: usize = 50;
/// Kills of one ledger before its read is let through to the end.
const ROUND: usize = 5;
const REPORTS: usize = 24;

#[test]
fn fifty_kills_lose_and_double_nothing() {
    let desk = Desk::new();
    for n in 0..REPORTS {
        desk.write(&format!("in/{n:02}.txt"), dispatch(n));
    }
    let read = |ledger: &str| {
        let mut command = desk.command(&[
            "read", "--fast", "--quiet", "--jobs", "2", "--ledger", ledger, "in",
        ]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let kept = |ledger: &str| {
        let statements = desk
            .well(&["statements", "--format", "jsonl", "--ledger", ledger])
            .out;
        let reports = desk
            .well(&["reports", "--json", "--all", "--ledger", ledger])
            .out;
        (statements, reports)
    };

    let begun = Instant::now();
    assert!(
        read("whole.db")
            .status()
            .expect("the binary runs")
            .success()
    );
    let whole_read = begun.elapsed();
    let whole = kept("whole.db");
    assert!(whole.0.lines().count() >= REPORTS, "{}", whole.0);

    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut kills, mut tries, mut partial, mut round) = (0, 0, 0, 0);
    while kills < KILLS {
        round += 1;
        let ledger = format!("round-{round}.db");
        for _ in 0..ROUND {
            tries += 1;
            assert!(
                tries < 20 * KILLS,
                "only {kills} kills hit a read that was going on"
            );
            let mut child = read(&ledger).spawn().expect("the binary runs");
            sleep(whole_read.mul_f64(random.share()));
            // A read that is over cannot be killed any more, and does not count.
            let over = child.try_wait().expect("it can be asked").is_some();
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            kills += usize::from(!over);
            if over {
                break;
            }
            let reports = desk.run(&["reports", "--json", "--ledger", &ledger]).out;
            let reports = reports.matches("\"sha256\"").count();
            partial += usize::from(0 < reports && reports < REPORTS);
        }
        assert!(read(&ledger).status().expect("the binary runs").success());
        assert_eq!(kept(&ledger), whole, "after {kills} kills");
    }
    assert!(partial > 0, "no kill left a ledger half read");
}

/// Splitmix64: the same kills every time, as far as the machine lets them.
struct Random(u64);

impl Random {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(0)) / f64::from(u32::MAX)
    }
}
