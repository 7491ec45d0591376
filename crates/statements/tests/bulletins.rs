//! What is read of negotiation bulletins, on sentences of our own.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use demarche_statements::{ActorNames, triples};

const BULLETIN: &str = "\
Freedonia, supported by Norway, the US and others, and opposed by China, for the G-77, proposed a fund for the islands and, with Japan, preferred that the Chair draft it.
On the paragraph on costs, the EU did not support a deadline, while CANADA and FIJI opposed it, saying that time was short.
Inclusion of peat was supported by Latvia and Estonia, but opposed by Brazil.
Many developing countries supported a pause, with New Zealand opposing any delay.
Emphasizing that ice melts, AOSIS called for deeper cuts.
TRINIDAD and TOBAGO (on behalf of CARICOM) urged patience; the Chair noted that patience was over.
He recalled the G-77/China's objection to this idea. Parties discussed the size of the room, with Peru and Chile opposed.
Supported by Ghana, she stressed “the need, and only the need,” for rules.
";

#[test]
fn propositions_of_a_bulletin() {
    let names = ActorNames::default();
    let mut out = String::new();
    for triple in triples(BULLETIN, &names) {
        let _ = writeln!(
            out,
            "{} | {} | {} | {}",
            triple.line, triple.actor, triple.predicate, triple.message
        );
    }
    insta::assert_snapshot!(out);
}

#[test]
fn names_choose_and_rename_the_actors() {
    let names = ActorNames::read("# parties\nUS\tUnited_States\nJapan\tJapan\n").expect("sound");
    let actors: Vec<_> = triples(BULLETIN, &names)
        .into_iter()
        .map(|triple| (triple.actor, triple.predicate))
        .collect();
    let pair = |actor: &str, predicate: &str| (actor.to_owned(), predicate.to_owned());
    assert_eq!(
        actors,
        [
            pair("United_States", "proposed"),
            pair("United_States", "preferred"),
            pair("Japan", "preferred"),
        ]
    );
}

/// A proposition as scored: line, actor, predicate, message.
type Scored = (usize, String, String, String);

/// For comparison: lower case, without marks and blanks around.
fn plain(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

/// The propositions annotated in `bulletin-gold.tsv`, with the words they
/// stand for.
fn annotated(sentences: &str, names: &ActorNames) -> BTreeSet<Scored> {
    let lines: Vec<&str> = sentences.lines().collect();
    include_str!("bulletin-gold.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .map(|row| {
            let n: Vec<usize> = row
                .split('\t')
                .map(|n| n.parse().expect("a number"))
                .collect();
            let line: Vec<char> = lines[n[0] - 1].chars().collect();
            let words = |from: usize| line[n[from]..n[from + 1]].iter().collect::<String>();
            let actor = names.of(&words(1)).expect("a known actor");
            (n[0], plain(&actor), plain(&words(3)), plain(&words(5)))
        })
        .collect()
}

fn f1(gold: &BTreeSet<Scored>, found: &BTreeSet<Scored>, message: bool) -> f64 {
    let part = |all: &BTreeSet<Scored>| -> BTreeSet<Scored> {
        let keep = |(n, a, p, m): &Scored| {
            let m = if message { m.clone() } else { String::new() };
            (*n, a.clone(), p.clone(), m)
        };
        all.iter().map(keep).collect()
    };
    let (gold, found) = (part(gold), part(found));
    2.0 * gold.intersection(&found).count() as f64 / (gold.len() + found.len()) as f64
}

#[test]
fn annotated_sentences() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/negotiation");
    let read = |file: &str| std::fs::read_to_string(shared.join(file));
    let (Ok(sentences), Ok(variants)) = (read("sentences.txt"), read("actor_variants.txt")) else {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED annotated_sentences: no ../shared/negotiation"
        );
        return;
    };
    let names = ActorNames::read(&variants).expect("names");
    let gold = annotated(&sentences, &names);
    let found: BTreeSet<Scored> = triples(&sentences, &names)
        .into_iter()
        .map(|t| {
            (
                t.line + 1,
                plain(&t.actor),
                plain(&t.predicate),
                plain(&t.message),
            )
        })
        .collect();
    for (half, lines) in [("first half", 1..51), ("second half", 51..102)] {
        let of = |all: &BTreeSet<Scored>| -> BTreeSet<Scored> {
            all.iter()
                .filter(|s| lines.contains(&s.0))
                .cloned()
                .collect()
        };
        let (gold, found) = (of(&gold), of(&found));
        let (exact, pair) = (f1(&gold, &found, true), f1(&gold, &found, false));
        println!(
            "{half}: {} propositions, F1 {exact:.3} exact, {pair:.3} actor and predicate",
            gold.len()
        );
        assert!(exact >= 0.8 && pair >= 0.85, "{half}: {exact} {pair}");
    }
}
