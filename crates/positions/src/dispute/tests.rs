//! Dispute files as people write them, and what is said of their mistakes.

use super::{Dispute, DisputeError};

const SMALL: &str = "\
title = \"The ferry\"

[[party]]
name = \"Ruritania\"

[[party]]
id = \"coast\"
name = \"The Coast\"
sides = [\"Eastport\", \"Westport\"]

[[question]]
id = \"ferry\"
text = \"Should the ferry run at night?\"
yes = \"The ferry runs at night\"
also = [\"There is a night ferry\"]
controlled_by = \"The Coast\"

[[question]]
id = \"toll\"
text = \"Is there a toll?\"
yes = \"The ferry has a toll\"

[[arrangement]]
name = \"Night plan\"
answers = { toll = \"no\", ferry = \"yes\" }
";

fn faults(text: &str) -> Vec<String> {
    let error: DisputeError = Dispute::parse("d.toml", text).unwrap_err();
    error.to_string().lines().map(str::to_owned).collect()
}

#[test]
fn named_speakers_come_beside_the_side_of_the_partys_own_name() {
    let file = |more: &str| {
        let parties = format!(
            "title = \"The ferry\"\n[[party]]\nname = \"Harbour Bank\"\nactors = [\"Ada Orr\"]\n{more}"
        );
        let question = "[[question]]\nid = \"f\"\ntext = \"Ferry?\"\nyes = \"The ferry sails\"\n";
        let dispute = Dispute::parse("d.toml", &format!("{parties}\n{question}")).unwrap();
        dispute.parties[0].sides.clone()
    };
    assert_eq!(file(""), ["Harbour Bank"]);
    assert!(file("sides = []").is_empty());
    // Another party has it.
    let other = "[[party]]\nname = \"Lenders\"\nsides = [\"Harbour Bank\"]";
    assert!(file(other).is_empty());
}

#[test]
fn a_dispute_is_read_as_written() {
    let dispute = Dispute::parse("d.toml", SMALL).unwrap();
    assert_eq!(dispute.title, "The ferry");
    assert_eq!(dispute.parties[0].id, "ruritania");
    assert_eq!(dispute.parties[0].sides, ["Ruritania"]);
    assert_eq!(dispute.parties[1].sides, ["Eastport", "Westport"]);
    let options: Vec<(&str, &str)> = dispute
        .options()
        .map(|(q, by)| (q.id.as_str(), by))
        .collect();
    assert_eq!(options, [("ferry", "coast")]);
    let plan = &dispute.arrangements[0];
    assert_eq!(plan.id, "night-plan");
    let order: Vec<&str> = plan.answers.iter().map(|a| a.question.as_str()).collect();
    assert_eq!(order, ["ferry", "toll"], "in the order of the questions");
    assert_eq!(
        (plan.answer("toll"), plan.answer("other")),
        (Some(false), None)
    );
}

#[test]
fn a_hash_follows_the_wordings_and_nothing_else() {
    let hash = |text: &str| Dispute::parse("d", text).unwrap().questions[0].hash();
    let before = hash(SMALL);
    assert_eq!(before.len(), 16);
    assert_eq!(
        before,
        hash(&SMALL.replace("Should the ferry", "Shall the ferry"))
    );
    assert_ne!(
        before,
        hash(&SMALL.replace("runs at night", "runs by night"))
    );
    assert_ne!(before, hash(&SMALL.replace("also", "counter")));
}

#[test]
fn every_fault_is_named_with_its_place_and_remedy() {
    let text = SMALL
        .replace(
            "controlled_by = \"The Coast\"",
            "controlled_by = \"Utopia\"",
        )
        .replace("id = \"toll\"", "id = \"ferry\"")
        .replace("ferry = \"yes\" }", "ferry = \"maybe\" }");
    assert_eq!(
        faults(&text),
        [
            "d.toml:16:17: no party is called `Utopia`; parties: ruritania, coast",
            "d.toml:19:6: two questions are called `ferry`; give one of them another id",
            "d.toml:25:13: no question is called `toll`; questions: ferry, ferry",
            "d.toml:25:34: `maybe` is no answer; write \"yes\" or \"no\"; leave open questions out",
        ]
    );
}

#[test]
fn what_the_form_forbids_is_named_with_its_place() {
    for (from, to, message) in [
        (
            "sides =",
            "side =",
            "d.toml:9:1: a party has no key `side`; did you mean `sides`?",
        ),
        (
            "yes = \"The ferry runs at night\"\n",
            "",
            "d.toml:11:1: a question without `yes`; write as a sentence what somebody who answers yes asserts",
        ),
        (
            "id = \"ferry\"",
            "id = \"night ferry\"",
            "d.toml:12:6: `night ferry` cannot be an id; use letters, digits, and - _ . without blanks",
        ),
        ("[[party]]\nid", "[party]\nid", "d.toml:6:2: "),
        ("title = \"The ferry\"", "title = The ferry", "d.toml:1:9: "),
        ("name = \"Ruritania\"", "name = 3", "d.toml:4:8: "),
    ] {
        let found = faults(&SMALL.replace(from, to));
        assert!(found[0].starts_with(message), "{found:?}");
    }
    assert_eq!(
        faults(""),
        [
            "d.toml:1:1: the dispute has no question; add one: [[question]] with id, text and yes",
            "d.toml:1:1: the dispute has no party; add one: [[party]] with a name",
        ]
    );
}

#[test]
fn one_fault_hides_no_other() {
    let text = "\
title = \"\"
[[party]]
nam = \"Russia\"
[[party]]
name = \"Coast\"
sides = []
[[question]]
id = \"a b\"
text = \"\"
yes = \"  \"
also = [\"\"]
counter = \"n\"
controlled_by = \"Russia\"
[[question]]
id = \"q\"
yes = \"x\"
text = 3
[[arrangement]]
name = \"N\"
answers = { q = true }
[[foo]]
x = 1
";
    assert_eq!(
        faults(text),
        [
            "d.toml:1:9: `title` is empty; write it, or leave `title` out",
            "d.toml:2:1: a party without `name`; name it: name = \"…\"",
            "d.toml:3:1: a party has no key `nam`; did you mean `name`?",
            "d.toml:5:8: nobody speaks for `Coast`; name its sides, actors or heads; without `sides`, the side of its own name speaks for it",
            "d.toml:8:6: `a b` cannot be an id; use letters, digits, and - _ . without blanks",
            "d.toml:9:8: `text` is empty; write the question in plain words",
            "d.toml:10:7: `yes` is empty; write as a sentence what somebody who answers yes asserts",
            "d.toml:11:9: an empty text in `also`; write it, or leave it out",
            "d.toml:12:11: `counter` is a string; write a list: counter = [\"n\"]",
            "d.toml:17:8: `text` is an integer; write text in quotation marks",
            "d.toml:20:17: `q` is a boolean; write \"yes\" or \"no\"",
            "d.toml:21:3: a dispute has no key `foo`; known here: title, about, party, question, arrangement",
        ]
    );
}

#[test]
fn parts_that_cannot_be_told_apart_are_faults() {
    let found = |from: &str, to: &str| faults(&SMALL.replace(from, to));
    assert_eq!(
        found("name = \"The Coast\"", "name = \"ruritania\""),
        [
            "d.toml:8:8: two parties have the name `ruritania`; give one of them another name, or make one party of both",
            "d.toml:16:17: no party is called `The Coast`; parties: ruritania, coast",
        ]
    );
    assert_eq!(
        found("\"Westport\"", "\"ruritania\""),
        [
            "d.toml:9:22: `ruritania` is a side of `ruritania` and of `coast`; leave it to one of them, or say by `offices` or `except` who of it speaks for which"
        ]
    );
    assert_eq!(
        found("id = \"toll\"", "id = \"FERRY\"")[0],
        "d.toml:19:6: two questions are called `ferry` and `FERRY`, which differ only in case; give one of them another id"
    );
    // Where a party says who of a side speaks for it, two can share one.
    let shared = SMALL.replace("\"Westport\"]", "\"Ruritania\"]\noffices = [\"mayor\"]");
    Dispute::parse("d.toml", &shared).unwrap();
}
