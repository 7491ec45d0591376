//! Gives the same predictions to this crate and to the reference evaluator,
//! and wants the same figures and the same table from both.
//!
//! The reference and the corpus are not part of the repository. Where they or
//! Python are missing, the tests say so on the terminal and pass.
#![allow(clippy::unwrap_used)]

use demarche_evaluation::{
    Article, Predictions, Relation, Scores, Text, evaluate, read_gold, read_predictions,
};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path)
}

/// Whether what a test needs is there. Written to the terminal itself, because
/// the test harness swallows what a passing test prints.
fn there(test: &str, paths: &[PathBuf]) -> bool {
    let mut lacking: Vec<_> = paths
        .iter()
        .filter(|path| !path.exists())
        .map(|path| path.display().to_string())
        .collect();
    if !Command::new("python3")
        .arg("--version")
        .output()
        .is_ok_and(|o| o.status.success())
    {
        lacking.push("python3".to_owned());
    }
    if !lacking.is_empty() {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED {test}: no {}",
            lacking.join(", no ")
        );
    }
    lacking.is_empty()
}

fn python(arguments: &[&str]) -> String {
    let output = Command::new("python3")
        .args(arguments)
        .env("PYTHONUTF8", "1")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// A sequence of numbers that is the same at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Gold relations made worse in the ways a program errs: shifted ends, dropped
/// and doubled relations, lost and strange sources, broken contents.
fn perturbed(article: &Article, numbers: &mut Numbers) -> Vec<Relation> {
    let length = article.text.length();
    let mut found: Vec<Relation> = Vec::new();
    for gold in &article.gold {
        let mut relation = gold.clone();
        match numbers.below(12) {
            0 => continue,
            1 => found.push(relation.clone()),
            2 => relation.source.clear(),
            3 => relation.content.clear(),
            4 => relation.source = vec![[numbers.below(length), length]],
            5 => relation.content.truncate(1),
            6 => {
                let [start, end] = relation.content[0];
                let middle = start.midpoint(end);
                relation.content = vec![[start, middle], [(middle + 9).min(end), end]];
            }
            _ => {}
        }
        for role in [
            &mut relation.source,
            &mut relation.cue,
            &mut relation.content,
        ] {
            for span in role.iter_mut() {
                let by = [0, 0, 0, 1, 4, 15, 40][numbers.below(7)];
                span[0] = if numbers.below(2) == 0 {
                    span[0].saturating_sub(by)
                } else {
                    span[0] + by
                };
                span[0] = span[0].min(span[1]);
                let by = [0, 0, 1, 6, 30][numbers.below(5)];
                span[1] = (span[1] + by).min(length);
            }
        }
        let at = numbers.below(found.len() + 1);
        found.insert(at, relation);
    }
    found
}

/// Scores a file of predictions with both evaluators and compares everything.
fn compare(corpus: &Path, articles: &[Article], predictions: &Path) -> Scores {
    let scores = evaluate(articles, &read_predictions(predictions, articles).unwrap());

    let reference = shared("attribution/attribution_eval.py");
    let arguments = [
        reference.to_str().unwrap(),
        "--gold",
        corpus.to_str().unwrap(),
        "--pred",
        predictions.to_str().unwrap(),
    ];
    assert_eq!(scores.table() + "\n", python(&arguments));
    let expected: Value =
        serde_json::from_str(&python(&[&arguments[..], &["--json"]].concat())).unwrap();
    same_figures(&serde_json::to_value(&scores).unwrap(), &expected, "");
    scores
}

/// The same members in the same order, and the same numbers to four decimals.
fn same_figures(ours: &Value, theirs: &Value, at: &str) {
    if let (Value::Object(ours), Value::Object(theirs)) = (ours, theirs) {
        assert!(ours.keys().eq(theirs.keys()), "members of {at:?}");
        for (key, value) in ours {
            same_figures(value, &theirs[key], &format!("{at}/{key}"));
        }
    } else {
        let (ours, theirs) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
        assert!(
            (ours - theirs).abs() < 0.000_05,
            "{at}: {ours} is not {theirs}"
        );
    }
}

fn write_predictions(path: &Path, predictions: &Predictions) {
    let lines: Vec<String> = predictions
        .iter()
        .map(|(id, attributions)| json!({ "id": id, "attributions": attributions }).to_string())
        .collect();
    fs::write(path, lines.join("\n")).unwrap();
}

#[test]
fn polnear_dev_gets_the_same_figures() {
    let corpus = shared("polnear/dev");
    let needed = [corpus.clone(), shared("attribution/attribution_eval.py")];
    if !there("polnear_dev_gets_the_same_figures", &needed) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("predictions.jsonl");
    let articles = read_gold(&corpus).unwrap();
    for seed in 0..2 {
        let mut numbers = Numbers(seed);
        let predictions: Predictions = articles
            .iter()
            .filter_map(|article| {
                let found = perturbed(article, &mut numbers);
                (numbers.below(15) != 0).then(|| (article.name.clone(), found))
            })
            .collect();
        write_predictions(&file, &predictions);
        let scores = compare(&corpus, &articles, &file);
        // Neither all right nor all wrong: the comparison has something to see.
        assert!((0.2..0.95).contains(&scores.relation.attributed.f1));
        assert!(scores.articles_without_prediction > 0);
        assert!(scores.predictions_without_content > 0);
    }

    let perfect = articles
        .iter()
        .map(|a| (a.name.clone(), a.gold.clone()))
        .collect();
    write_predictions(&file, &perfect);
    compare(&corpus, &articles, &file);
    write_predictions(&file, &Predictions::new());
    compare(&corpus, &articles, &file);
}

/// Pieces that make a text hard to cut: marks of all kinds, line ends, blanks
/// that are not spaces, characters outside the first plane.
const PIECES: [&str; 40] = [
    "a",
    "said",
    "caf\u{e9}",
    "e\u{301}",
    "\u{1f600}",
    "\u{1d4d0}",
    "_x",
    "9",
    "\u{bd}",
    "\u{24b6}",
    " ",
    " ",
    " ",
    " ",
    "\u{a0}",
    "\u{2009}",
    "\u{1c}",
    "\u{1f}",
    "\u{85}",
    "\u{2028}",
    "\n",
    "\r\n",
    "\r",
    "\u{201c}",
    "\u{201d}",
    "\u{201e}",
    "\u{201f}",
    "\u{ab}",
    "\u{bb}",
    "\"",
    "\"",
    "``",
    "''",
    "'",
    "\u{2018}",
    "\u{2014}",
    "(",
    ".",
    "\u{feff}",
    "\u{200d}",
];

#[test]
fn invented_corpora_get_the_same_figures() {
    let needed = [shared("attribution/attribution_eval.py")];
    if !there("invented_corpora_get_the_same_figures", &needed) {
        return;
    }
    let mut numbers = Numbers(7);
    for _ in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path();
        fs::create_dir(corpus.join("text")).unwrap();
        fs::create_dir(corpus.join("attributions")).unwrap();
        let mut predictions = Predictions::new();
        for article in 0..30 {
            let text: String = (0..60)
                .map(|_| PIECES[numbers.below(PIECES.len())])
                .collect();
            let length = text.chars().count();
            fs::write(corpus.join(format!("text/a_{article}.txt")), &text).unwrap();
            let mut relations = |count: usize| -> Vec<Relation> {
                let mut spans = |most: usize| -> Vec<[usize; 2]> {
                    (0..numbers.below(most + 1))
                        .map(|_| {
                            let start = numbers.below(length);
                            [start, (start + numbers.below(30)).min(length)]
                        })
                        .collect()
                };
                (0..count)
                    .map(|_| Relation {
                        source: spans(1),
                        cue: spans(1),
                        content: spans(2),
                        confidence: None,
                    })
                    .collect()
            };
            let gold = relations(6);
            let mut found = relations(2);
            found.extend_from_slice(&gold[..4]);
            fs::write(
                corpus.join(format!("attributions/a_{article}_0b00.ann")),
                standoff(&gold),
            )
            .unwrap();
            fs::write(
                corpus.join(format!("attributions/a_{article}_ff00.ann")),
                "",
            )
            .unwrap();
            predictions.insert(format!("a_{article}"), found);
        }
        let file = corpus.join("predictions.jsonl");
        write_predictions(&file, &predictions);
        compare(corpus, &read_gold(corpus).unwrap(), &file);
    }
}

fn standoff(relations: &[Relation]) -> String {
    let (mut lines, mut count) = (String::new(), 0);
    for (event, relation) in relations.iter().enumerate() {
        let mut roles = String::new();
        for (name, spans) in [
            ("Source", &relation.source),
            ("Cue", &relation.cue),
            ("Content", &relation.content),
        ] {
            if !spans.is_empty() {
                count += 1;
                let offsets: Vec<_> = spans.iter().map(|[a, b]| format!("{a} {b}")).collect();
                writeln!(lines, "T{count}\t{name} {}\tx\ny", offsets.join(";")).unwrap();
                write!(roles, " {name}:T{count}").unwrap();
            }
        }
        writeln!(lines, "E{event}\tAttribution:T{count}{roles}").unwrap();
    }
    lines
}

#[test]
fn all_characters_are_cut_alike() {
    if !there("all_characters_are_cut_alike", &[]) {
        return;
    }
    // For each character that Python's Unicode knows: is it a word (w), a
    // token by itself (t), or a blank (b)?
    let table = python(&[
        "-c",
        "import re, unicodedata\n\
         for i in range(0x110000):\n\
         \x20   c = chr(i)\n\
         \x20   if unicodedata.category(c) not in ('Cn', 'Cs'):\n\
         \x20       print(i, 'w' if re.match(r'\\w', c) else 't' if re.match(r'[^\\w\\s]', c) else 'b')",
    ]);
    let table: Vec<(char, &str)> = table
        .lines()
        .map(|line| {
            let (point, kind) = line.split_once(' ').unwrap();
            (char::from_u32(point.parse().unwrap()).unwrap(), kind)
        })
        .collect();
    assert!(table.len() > 200_000);
    // Each character in a line of its own, four code points long.
    let mut lines = String::new();
    for (c, _) in &table {
        writeln!(lines, "a{c}b").unwrap();
    }
    let text = Text::new(lines);
    let mut tokens = vec![0; table.len()];
    for [start, _] in text.tokens() {
        tokens[start / 4] += 1;
    }
    for ((c, theirs), tokens) in table.into_iter().zip(tokens) {
        let ours = match tokens {
            1 => "w",
            2 => "b",
            _ => "t",
        };
        assert_eq!(ours, theirs, "{c:?}");
    }
}

#[test]
fn shares_are_rounded_alike() {
    if !there("shares_are_rounded_alike", &[]) {
        return;
    }
    let theirs = python(&[
        "-c",
        "for n in range(1, 321):\n\x20   print(*(f'{100 * (k / n):.1f}' for k in range(n + 1)))",
    ]);
    for (whole, line) in (1..).zip(theirs.lines()) {
        let ours: Vec<String> = (0..=whole)
            .map(|part| format!("{:.1}", 100.0 * (f64::from(part) / f64::from(whole))))
            .collect();
        assert_eq!(ours.join(" "), line, "shares of {whole}");
    }
}
