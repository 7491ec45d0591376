//! What is read of negotiation bulletins, on sentences of our own.

use std::fmt::Write as _;

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
