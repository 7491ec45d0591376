//! What was known on a day, what is new, and what changed since the last brief.

use serde_json::Value;

use crate::harness::{Desk, dispatch, holds, schema};

const DISPUTE: &str = r#"
title = "Guarantors"

[[party]]
name = "Ukraine"

[[party]]
name = "Türkiye"
id = "turkey"

[[question]]
id = "china"
text = "Should China be a guarantor?"
yes = "China becomes a guarantor of Ukraine's security"
also = ["Ukraine needs China among the guarantors of its security"]
"#;

const YES: &str = "KYIV, 20 February 2025\n\nUkraine needs China among the guarantors of its \
                   security, President Volodymyr Zelensky said on Thursday.\n";
const NO: &str = "KYIV, 21 August 2025\n\nUkraine does not need China among the guarantors of \
                  its security, President Volodymyr Zelensky said on Thursday.\n";

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("d.toml", DISPUTE);
    desk.write("yes.txt", YES);
    desk.write("no.txt", NO);
    desk.well(&["read", "--fast", "--quiet", "yes.txt"]);
    desk
}

#[test]
fn a_brief_for_a_day_knows_no_later_report() {
    let desk = desk();
    // Printed in August, of what was said in March.
    desk.write(
        "late.txt",
        "KYIV, 19 August 2025\n\nOn 1 March 2025 Volodymyr Zelensky rejected China as a \
         guarantor of Ukraine's security.\n",
    );
    desk.well(&["read", "--fast", "--quiet", "late.txt", "no.txt"]);
    let brief = |day: &str| json(&desk.well(&["brief", "d.toml", "--on", day, "--json"]).out);
    for (day, stand, reports) in [
        ("2025-02-19", "unstated", 0),
        ("2025-03-31", "yes", 1),
        ("2025-08-21", "no", 3),
    ] {
        let brief = brief(day);
        holds(&schema("brief.json"), &brief);
        assert_eq!(brief["matrix"][0]["cells"][0]["stand"], stand, "{day}");
        assert_eq!(brief["coverage"]["reports"], reports, "{day}");
        assert_eq!(brief["on"], day);
    }
    let page = desk.well(&["brief", "d.toml", "--on", "2025-03-31"]).out;
    assert!(
        page.contains("As known on 31 March 2025. 1 report,"),
        "{page}"
    );
    let listed = desk
        .well(&["positions", "d.toml", "--on", "2025-03-31"])
        .out;
    assert!(
        listed.starts_with("As known on 2025-03-31, by 1 report."),
        "{listed}"
    );
    let ran = desk.run(&[
        "brief",
        "d.toml",
        "--since",
        "2025-04",
        "--on",
        "2025-03-31",
    ]);
    assert_eq!(ran.code, Some(1));
    ran.says(&[
        "--since 2025-04-01 is after --on 2025-03-31",
        "give a --since on or before 2025-03-31",
    ]);
    // A month means its first day.
    let page = desk.well(&["brief", "d.toml", "--since", "2025-08"]).out;
    assert!(page.contains("NEW SINCE 1 AUGUST 2025"), "{page}");
}

#[test]
fn watch_counts_what_is_new_and_shows_it() {
    let desk = desk();
    desk.well(&["brief", "d.toml"]);
    let ran = desk.well(&["watch", "d.toml"]);
    assert!(ran.out.starts_with("Nothing changed, since the brief of"));

    desk.well(&["read", "--fast", "--quiet", "no.txt"]);
    let ran = desk.run(&["watch", "d.toml"]);
    assert_eq!(ran.code, Some(4));
    for line in [
        "guarantor of Ukraine's security”: no, was yes (1 new statement)\n",
        "    before, yes: Volodymyr Zelensky, yes.txt, 2025-02-20: “Ukraine needs China",
        "    now, no: Volodymyr Zelensky, no.txt, 2025-08-21: “Ukraine does not need China",
    ] {
        assert!(ran.out.contains(line), "{line}: {}", ran.out);
    }
    let watched = json(&desk.run(&["watch", "d.toml", "--json"]).out);
    holds(&schema("watch.json"), &watched);
    assert_eq!(watched["changes"][0]["new_utterances"], 1);

    // A copy of what is known is not new.
    desk.well(&["brief", "d.toml"]);
    desk.write("copy.txt", NO);
    desk.well(&["read", "--fast", "--quiet", "copy.txt"]);
    desk.well(&["watch", "d.toml"]);
}

#[test]
fn watch_knows_what_a_revised_report_said_before() {
    let desk = desk();
    desk.well(&["read", "--fast", "--quiet", "no.txt"]);
    desk.well(&["brief", "d.toml"]);
    desk.write("no.txt", format!("{NO}\nThe talks go on, he said.\n"));
    desk.well(&["read", "--fast", "--quiet", "no.txt"]);
    let ran = desk.well(&["watch", "d.toml"]);
    assert!(
        ran.out.starts_with("Nothing changed, since the brief of"),
        "{}",
        ran.out
    );
}

#[test]
fn watch_compares_what_two_versions_of_a_dispute_share() {
    let desk = desk();
    desk.well(&["brief", "d.toml"]);
    let party = "\n[[party]]\nname = \"Russia\"\n";
    let question = "\n[[question]]\nid = \"talks\"\ntext = \"Talks?\"\nyes = \"Talks go on\"\n";
    desk.write("d.toml", format!("{DISPUTE}{party}{question}"));
    let ran = desk.well(&["watch", "d.toml"]);
    for line in [
        "The party Russia was added to the dispute file",
        "The question “Talks go on” was added to the dispute file",
        "Nothing changed, since the brief of",
    ] {
        assert!(ran.out.contains(line), "{line}: {}", ran.out);
    }
    desk.well(&["brief", "d.toml"]);
    desk.write("d.toml", DISPUTE);
    let ran = desk.well(&["watch", "d.toml"]);
    assert!(
        ran.out.contains("The party russia is no longer"),
        "{}",
        ran.out
    );
}

#[test]
fn lists_name_all_they_know_and_cut_nothing() {
    let desk = desk();
    let whole = "Ukraine needs China among the guarantors of its security, President Volodymyr \
                 Zelensky said on Thursday.";
    let listed = desk.well(&["positions", "d.toml"]).out;
    for words in [
        "yes, since 20 February 2025, stated (",
        "  1 utterance by 1 speaker in 1 report, at first hand\n",
        whole,
    ] {
        assert!(listed.contains(words), "{words}: {listed}");
    }
    assert!(!listed.contains('…'), "{listed}");
    let listed = desk.well(&["timeline", "d.toml"]).out;
    assert!(
        listed.contains("Ukraine: Volodymyr Zelensky, 20 February 2025, yes.txt"),
        "{listed}"
    );
    assert!(listed.contains(whole), "{listed}");

    let id = desk.lines(&["statements", "--format", "jsonl"])[0]["id"].clone();
    let judged = [
        "code",
        id.as_str().unwrap(),
        "--question",
        "china",
        "--stance",
        "conditional",
        "--condition",
        "if \"all\" agree",
        "--author",
        "dw",
    ];
    desk.well(&judged);
    let listed = desk.well(&["positions", "d.toml"]).out;
    assert!(
        listed.contains("\n  on condition: “if ‘all’ agree”\n"),
        "{listed}"
    );
}

#[test]
fn where_nothing_was_said_a_list_says_so() {
    let desk = desk();
    for (command, said) in [
        (
            &["positions", "d.toml", "--party", "Türkiye"][..],
            "Türkiye has said nothing that bears on the questions, in 1 report. Try",
        ),
        (
            &["positions", "d.toml", "--on", "2025-01-01"],
            "No report counts here.",
        ),
        (
            &["timeline", "d.toml", "--since", "2025-03"],
            "No party has said anything that bears on the questions since 2025-03-01",
        ),
    ] {
        let ran = desk.well(command);
        assert!(ran.out.contains(said), "{}", ran.out);
    }
}

#[test]
fn what_cannot_be_done_is_refused_with_what_can() {
    let desk = desk();
    let ran = desk.run(&["brief", "d.toml", "--output", "brief.pdf"]);
    assert_eq!(ran.code, Some(1));
    ran.says(&["brief.pdf", ".txt, .md, .markdown, .html, .htm or .json"]);
    assert!(!desk.path("brief.pdf").exists());
    desk.well(&["brief", "d.toml", "--output", "brief.TXT"]);
    let ran = desk.run(&["positions", "d.toml", "--party", "Turkei"]);
    ran.says(&["known: Ukraine (ukraine), Türkiye (turkey)"]);
}

/// The report at hand is finished, and a person is told that nothing is lost,
/// terminal or not.
#[cfg(unix)]
#[test]
fn whoever_stops_the_coding_is_told_that_it_is_kept() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let desk = Desk::new();
    for n in 0..24 {
        desk.write(&format!("in/{n:02}.txt"), dispatch(n));
    }
    desk.well(&["read", "--fast", "--quiet", "in"]);
    // How long it takes by itself tells when a signal finds it at work: one that
    // comes before it listens may be ignored, as this program may have been told.
    let mut whole = Duration::ZERO;
    let eighths = [0, 4, 3, 5, 2, 6, 1, 7, 4, 3, 5, 2, 6, 1, 7];
    for (attempt, eighth) in eighths.into_iter().enumerate() {
        // A question of its own for each try: nothing of it is coded yet.
        let asked = format!("The guarantee binds all {attempt} signatories");
        let also: Vec<String> = (0..40).map(|n| format!("\"{asked}, {n}\"")).collect();
        desk.write(
            "slow.toml",
            format!(
                "[[party]]\nname = \"Ukraine\"\n[[question]]\nid = \"g\"\ntext = \"{asked}?\"\n\
                 yes = \"{asked}\"\nalso = [{}]\n",
                also.join(", ")
            ),
        );
        if eighth == 0 {
            let began = Instant::now();
            desk.well(&["brief", "slow.toml"]);
            whole = began.elapsed();
            continue;
        }
        let mut command = desk.command(&["brief", "slow.toml"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().expect("the binary runs");
        std::thread::sleep(whole * eighth / 8);
        let signal = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .stderr(Stdio::null())
            .status();
        assert!(signal.is_ok());
        let ran = crate::harness::Ran::from(child.wait_with_output().expect("it ends"));
        // Anything else: done before the signal came, or not listening yet.
        if ran.code == Some(130) {
            ran.says(&["What was coded is kept; the same command goes on from there."]);
            desk.well(&["brief", "slow.toml"]);
            return;
        }
    }
    panic!("no signal hit the coding");
}
