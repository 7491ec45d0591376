//! Following a dispute: what changed, in which order it was said, and what to
//! do where there is nothing yet.

use crate::coding::{DISPUTE, desk, id, json, judge, read};
use crate::harness::{Desk, holds, schema};

#[test]
fn a_party_for_which_others_speak_has_not_changed_its_mind() {
    let desk = desk();
    judge(&desk, &id(&desk, "join"), "yes", "ann");
    desk.well(&["brief", "d.toml"]);
    let stated = desk.well(&["watch", "d.toml"]);
    assert!(stated.out.contains("Nothing changed"), "{stated:?}");
    let others = DISPUTE.replacen("[[party]]\n", "[[party]]\nsides = [\"Belgium\"]\n", 1);
    desk.write("d.toml", &others);
    let ran = desk.well(&["watch", "d.toml"]);
    for words in ["is listed otherwise (`sides`) than", "Nothing changed"] {
        assert!(ran.out.contains(words), "{words}: {ran:?}");
    }
    let watched = json(&desk.well(&["watch", "d.toml", "--json"]));
    holds(&schema("watch.json"), &watched);
    assert_eq!(watched["revoiced"][0]["differs"][0], "sides");
    // After the next brief this is how it is.
    desk.well(&["brief", "d.toml"]);
    let ran = desk.well(&["watch", "d.toml"]);
    assert!(ran.out.starts_with("Nothing changed, since"), "{ran:?}");
}

#[test]
fn a_question_that_was_reworded_is_no_change_of_mind() {
    let desk = desk();
    judge(&desk, &id(&desk, "join"), "yes", "ann");
    desk.well(&["brief", "d.toml"]);
    let contrary = DISPUTE.replace(
        "yes = \"China joins",
        "yes = \"China stays out of the talks and never joins",
    );
    desk.write("d.toml", &contrary);
    let ran = desk.well(&["watch", "d.toml"]);
    assert!(
        ran.out.contains(
            "was worded “China joins the security guarantees for Ukraine” at the last brief"
        ),
        "{ran:?}"
    );
    assert!(ran.out.contains("Nothing changed"), "{ran:?}");
    let watched = json(&desk.well(&["watch", "d.toml", "--json"]));
    holds(&schema("watch.json"), &watched);
    assert_eq!(watched["reworded"][0]["question"], "china");
    assert_eq!(watched["reworded"][0]["differs"][0], "wording");
    // Who is in control decides who counts.
    desk.write("d.toml", format!("{DISPUTE}controlled_by = \"China\"\n"));
    let ran = desk.well(&["watch", "d.toml"]);
    assert!(ran.out.contains("is in other hands"), "{ran:?}");
    // A memory of before wordings were remembered is read as before.
    let ledger = rusqlite::Connection::open(desk.path("demarche.db")).expect("it opens");
    let changed = ledger
        .execute(
            "UPDATE briefs SET stands = json_remove(stands, '$.wordings')",
            [],
        )
        .expect("it can be changed");
    assert_eq!(changed, 1);
    desk.write("d.toml", DISPUTE);
    let ran = desk.well(&["watch", "d.toml"]);
    assert!(
        ran.out.starts_with("Nothing changed, since the brief"),
        "{ran:?}"
    );
}

#[test]
fn a_day_is_told_in_the_order_of_the_report() {
    let desk = Desk::new();
    desk.write("d.toml", DISPUTE);
    let who = ["Sergei Lavrov", "Andrii Sybiha", "Wang Yi"];
    let office = ["Russian", "Ukrainian", "Chinese"];
    let mut text =
        "Talks in Geneva\nThe Test Post\nhttps://test.example/a\n5 May 2025\n".to_owned();
    let verbs = ["must join", "should join", "would join", "had to join"];
    for verb in verbs {
        for (who, office) in who.iter().zip(office) {
            text.push_str(&format!(
                "\n{office} Foreign Minister {who} said on Monday that China {verb} the security \
                 guarantees for Ukraine.\n"
            ));
        }
    }
    read(&desk, &text);
    let moments = json(&desk.well(&["timeline", "d.toml", "--json"]));
    let places: Vec<usize> = moments
        .as_array()
        .expect("a list")
        .iter()
        .map(|moment| {
            text.find(moment["saying"]["sentence"].as_str().unwrap())
                .unwrap()
        })
        .collect();
    assert!(places.len() > 5, "{moments}");
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn lists_keep_to_the_columns_that_there_are() {
    let desk = desk();
    for list in ["positions", "timeline"] {
        let shown = desk
            .command(&[list, "d.toml"])
            .env("COLUMNS", "50")
            .output();
        let shown = String::from_utf8(shown.expect("it runs").stdout).expect("UTF-8");
        assert!(shown.lines().count() > 5, "{shown}");
        for line in shown.lines() {
            assert!(line.chars().count() <= 50, "{line}");
        }
    }
}

#[test]
fn a_ledger_without_reports_says_what_to_do() {
    let desk = Desk::new();
    desk.write("d.toml", DISPUTE);
    desk.write(
        "my case/empty/de.txt",
        "Der Außenminister sagte am Montag, die Verhandlungen \
        würden in der nächsten Woche fortgesetzt. Eine Einigung sei noch nicht in Sicht.",
    );
    let ledger = ["--ledger", "my case/l.db"];
    desk.well(&[&["read", "--fast", "my case/empty"], &ledger[..]].concat());
    for command in ["brief", "positions"] {
        let ran = desk.well(&[&[command, "d.toml"], &ledger[..]].concat());
        ran.says(&[
            "Nothing was read into my case/l.db yet",
            "demarche read --ledger 'my case/l.db' FOLDER",
        ]);
    }
}

#[test]
fn hints_can_be_pasted_into_a_shell() {
    let desk = Desk::new();
    desk.write("my case/in/a.txt", crate::harness::dispatch(1));
    let ran = desk.well(&[
        "read",
        "--fast",
        "my case/in",
        "--ledger",
        "my case/it's.db",
    ]);
    assert!(
        ran.out
            .contains(r"demarche statements --ledger 'my case/it'\''s.db'"),
        "{ran:?}"
    );
    let printed = desk.well(&["new", "-", "--ledger", "my case/it's.db"]).out;
    assert!(
        printed.contains("[[party]]") && !desk.path("-").exists(),
        "{printed}"
    );
}
