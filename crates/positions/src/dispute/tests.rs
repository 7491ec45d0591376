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
            "d.toml:9:1: unknown key `side`; known here: `id`, `name`, `sides`, `actors`, `offices`, `except`",
        ),
        (
            "yes = \"The ferry runs at night\"\n",
            "",
            "d.toml:11:1: `yes` is missing; add `yes`",
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
