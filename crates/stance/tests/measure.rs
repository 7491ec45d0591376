//! Measures the judge on labelled pairs of real statements and questions.
//!
//! The confusion tables are printed (`cargo test -p demarche-stance -- --nocapture`)
//! and stand in `docs/stance.md`.

mod labelled;

use demarche_stance::{Judge, Proposition, Stance, judge_pairs};
use std::io::Write as _;

const LABELS: [&str; 6] = [
    "yes",
    "no",
    "conditional",
    "non-committal",
    "asks-or-reports",
    "unrelated",
];

/// What was found on one half of the pairs.
struct Found {
    /// Rows: the label; columns: what was found.
    table: [[u32; 6]; 6],
    calibration: f32,
}

impl Found {
    fn macro_f1(&self) -> f32 {
        let f1 = |k: usize| {
            let said: u32 = self.table.iter().map(|row| row[k]).sum();
            let total = said + self.table[k].iter().sum::<u32>();
            if total == 0 {
                0.0
            } else {
                2.0 * self.table[k][k] as f32 / total as f32
            }
        };
        (0..6).map(f1).sum::<f32>() / 6.0
    }

    fn count(&self) -> u32 {
        self.table.iter().flatten().sum()
    }

    /// The share of pairs in which a yes was taken for a no or the other way round.
    fn reversals(&self) -> f32 {
        (self.table[0][1] + self.table[1][0]) as f32 / self.count() as f32
    }
}

fn index(stance: Stance) -> usize {
    match stance {
        Stance::Support => 0,
        Stance::Oppose => 1,
        Stance::Conditional => 2,
        Stance::NonCommittal => 3,
        Stance::Asks | Stance::Reports => 4,
        Stance::Unrelated => 5,
    }
}

fn measure(judge: &Judge, pairs: &[labelled::Labelled]) -> Found {
    let mut table = [[0; 6]; 6];
    let mut bins = [(0.0f32, 0.0f32); 10];
    for pair in pairs {
        let proposition = judge.prepare(&Proposition::new(&*pair.proposition));
        let judgement = judge
            .judge(&pair.said.statement(), &proposition)
            .expect("the model");
        let gold = LABELS
            .iter()
            .position(|label| *label == pair.label)
            .expect("one of the six labels");
        let found = index(judgement.stance);
        table[gold][found] += 1;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 10
        let bin = &mut bins[((judgement.confidence * 10.0) as usize).min(9)];
        bin.0 += judgement.confidence;
        bin.1 += f32::from(u8::from(gold == found));
    }
    let calibration = bins
        .iter()
        .map(|(sure, right)| (sure - right).abs())
        .sum::<f32>()
        / pairs.len() as f32;
    Found { table, calibration }
}

fn print(name: &str, found: &Found) {
    println!(
        "\n{name}: {} pairs; rows are labels, columns what was found",
        found.count()
    );
    println!(
        "{:>16}{}",
        "",
        LABELS.map(|label| format!("{label:>16}")).concat()
    );
    for (label, row) in LABELS.iter().zip(&found.table) {
        println!("{label:>16}{}", row.map(|n| format!("{n:>16}")).concat());
    }
    println!(
        "macro-F1 {:.3}, reversals {:.3}, calibration error {:.3}",
        found.macro_f1(),
        found.reversals(),
        found.calibration
    );
}

#[test]
fn labelled_pairs() {
    let Some(shared) = labelled::shared() else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: there is no ../shared beside the checkout"
        );
        return;
    };
    let judge = Judge::new().expect("the shipped model");
    // A little under what was measured, so that no change makes it worse
    // unnoticed. Of the aims (0.75, 0.03) the first is not reached on the
    // unseen half: see docs/stance.md.
    for (name, least, most) in [("seen", 0.78, 0.02), ("unseen", 0.72, 0.03)] {
        let found = measure(&judge, &labelled::read(&shared, name));
        print(name, &found);
        assert!(found.macro_f1() >= least, "{name}: macro-F1");
        assert!(found.reversals() <= most, "{name}: reversals");
    }
}

/// How far two people agree: what a judge could reach at best. The second saw
/// statements, propositions and rules, not the first one's labels.
#[test]
fn a_second_reader_agrees() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    let index = |label: &str| LABELS.iter().position(|known| *known == label);
    let second = read("unseen-second.tsv");
    let second: std::collections::BTreeMap<u64, &str> = second
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, label)| (id.parse().expect("an id"), label))
        .collect();
    let mut found = Found {
        table: [[0; 6]; 6],
        calibration: 0.0,
    };
    for line in read("unseen.jsonl").lines() {
        let pair: labelled::Line = serde_json::from_str(line).expect("a pair");
        let row = index(&pair.label).expect("one of the six labels");
        let column = index(second[&pair.id]).expect("one of the six labels");
        found.table[row][column] += 1;
    }
    print("unseen, the second reader", &found);
    assert!(found.macro_f1() > 0.9 && found.reversals() < 0.01);
}

/// The share of Perspectrum's development pairs that `demarche stance` gets
/// right, neutral counting as wrong. Every STEP-th pair; 1 for the figure in
/// the model card.
#[test]
fn plain_sentences() {
    const STEP: usize = 10;
    let Some(shared) = labelled::shared() else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: there is no ../shared beside the checkout"
        );
        return;
    };
    let file = shared.join("stance/perspectrum.dev.jsonl");
    let text = std::fs::read_to_string(file).expect("the development pairs");
    let lines: Vec<&str> = text.lines().step_by(STEP).collect();
    let judge = Judge::new().expect("the shipped model");
    let mut judged = Vec::new();
    let text = lines.join("\n");
    judge_pairs(&judge, text.as_bytes(), &mut judged, |no_pair| {
        panic!("{no_pair:?}")
    })
    .expect("pairs");
    let judged = String::from_utf8(judged).expect("text");
    let right = judged
        .lines()
        .filter(|line| {
            let pair: serde_json::Value = serde_json::from_str(line).expect("a pair");
            pair["stance"] == pair["label"]
        })
        .count();
    let share = right as f32 / lines.len() as f32;
    println!("perspectrum: {share:.3} of {} right", lines.len());
    assert!(share > 0.8);
}
