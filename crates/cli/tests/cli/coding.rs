//! Judging by hand: what people judge, in ones and many, in tables and over
//! revisions of a report.

use serde_json::Value;

use crate::harness::{Desk, Ran, examples};

pub const DISPUTE: &str = r#"
title = "Guarantors"

[[party]]
name = "Ukraine"

[[party]]
name = "Russia"

[[party]]
name = "China"

[[question]]
id = "china"
text = "Should China be a guarantor?"
yes = "China joins the security guarantees for Ukraine"
also = ["China becomes a guarantor of Ukraine's security"]
"#;

pub const REPORT: &str = "Talks in Geneva\n\
    The Test Post\n\
    https://test.example/a\n\
    5 May 2025\n\n\
    GENEVA — Russian Foreign Minister Sergei Lavrov said on Monday that China must join the \
    security guarantees for Ukraine.\n\n\
    Ukrainian President Volodymyr Zelenskyy rejected China's participation in the security \
    guarantees. He said that the permanent members had failed Ukraine before.\n";

pub fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).expect("JSON")
}

/// A desk with the report read and the dispute beside it.
pub fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("d.toml", DISPUTE);
    read(&desk, REPORT);
    desk
}

pub fn read(desk: &Desk, text: &str) {
    desk.write("in/a.txt", text);
    desk.well(&["read", "--fast", "--quiet", "in"]);
}

/// The statement with these words.
pub fn id(desk: &Desk, words: &str) -> String {
    let found = desk.lines(&["statements", words, "--format", "jsonl"]);
    found[0]["id"].as_str().expect("an id").to_owned()
}

pub fn judge(desk: &Desk, id: &str, stance: &str, author: &str) -> Ran {
    desk.well(&[
        "code",
        id,
        "--question",
        "china",
        "--stance",
        stance,
        "--author",
        author,
        "--dispute",
        "d.toml",
    ])
}

pub fn history(desk: &Desk) -> Vec<Value> {
    let history = json(&desk.well(&["code", "--history", "--json"]));
    history.as_array().expect("a list").clone()
}

pub fn import(desk: &Desk, file: &str, table: &str) -> Ran {
    desk.write(file, table);
    desk.run(&[
        "code",
        "--import",
        file,
        "--dispute",
        "d.toml",
        "--author",
        "cy",
    ])
}

#[test]
fn judgements_outlive_a_revision_or_are_told_as_lost() {
    let desk = desk();
    let old = id(&desk, "join");
    judge(&desk, &old, "no", "ann");
    judge(&desk, &old, "yes", "bob");
    read(&desk, &REPORT.replace("must join", "must certainly join"));
    let new = id(&desk, "join");
    assert_ne!(old, new);
    assert_eq!(history(&desk)[0]["current"], new.as_str());

    // An identifier noted before is good for its successor, which is told.
    let ran = judge(&desk, &old, "yes", "ann");
    ran.says(&["stood in an earlier text of a.txt", "has taken its place"]);
    let all = history(&desk);
    assert_eq!(all[2]["statement"], new.as_str());
    assert_eq!(all[0]["superseded_by"], 3);
    let shown = desk.well(&["code", "--history"]).out;
    assert!(shown.contains("superseded  ann: no on china"), "{shown}");
    assert!(shown.contains("stands      ann: yes on china"), "{shown}");
    // Both have judged one statement, before and after the revision.
    let agreement = json(&desk.well(&["code", "--agreement", "--json"]));
    assert_eq!(
        (&agreement["units"], &agreement["judgements"]),
        (&1.into(), &2.into())
    );

    let without = REPORT.replace("said on Monday that China must join", "came late to");
    read(&desk, &without);
    assert!(history(&desk).iter().all(|one| one["current"].is_null()));
    let refused = desk.run(&[
        "code",
        &old,
        "--question",
        "china",
        "--stance",
        "no",
        "--author",
        "ann",
    ]);
    assert_eq!(refused.code, Some(1));
    refused.says(&[
        "nothing has taken its place",
        "demarche statements --report",
    ]);
    let brief = json(&desk.well(&["brief", "d.toml", "--json"]));
    assert_eq!(brief["coverage"]["lost"], 2);
    let told = brief["unknown"].to_string();
    assert!(told.contains("2 judgements of people are lost"), "{told}");
    let agreement = json(&desk.well(&["code", "--agreement", "--json"]));
    assert_eq!(agreement["units"], 0);
}

#[test]
fn a_brief_says_which_judgements_are_disputed() {
    let desk = desk();
    let id = id(&desk, "join");
    judge(&desk, &id, "no", "ann");
    judge(&desk, &id, "yes", "bob");
    let brief = json(&desk.well(&["brief", "d.toml", "--json"]));
    assert_eq!(brief["coverage"]["disputed"], 1);
    assert!(brief["unknown"].to_string().contains("judged differently"));
    assert!(
        brief["notes"]
            .to_string()
            .contains("judged otherwise by ann: no")
    );
    let told = desk.well(&["code", "--agreement"]).out;
    assert!(told.contains("ann: no, bob: yes"), "{told}");
}

#[test]
fn another_wording_is_another_question_to_coders() {
    let desk = desk();
    let id = id(&desk, "join");
    desk.write(
        "e.toml",
        DISPUTE.replace("China joins the", "China stays out of the"),
    );
    judge(&desk, &id, "yes", "ann");
    let elsewhere = [
        "code",
        &id,
        "--question",
        "china",
        "--stance",
        "no",
        "--author",
        "bob",
        "--dispute",
        "e.toml",
    ];
    desk.well(&elsewhere);
    let agreement = || json(&desk.well(&["code", "--agreement", "--json"]));
    assert_eq!(agreement()["units"], 0);
    judge(&desk, &id, "yes", "bob");
    assert_eq!(agreement()["units"], 1);
    assert_eq!(agreement()["disagreements"], Value::Array(Vec::new()));
}

#[test]
fn what_does_not_count_says_so_and_a_search_shows_what_does() {
    let desk = Desk::with_examples();
    let dispute = examples().join("guarantors.toml").display().to_string();
    // She proposed what others are to do: the position takes that for a report.
    let listed = desk.well(&["positions", &dispute]).out;
    let told = "no position  reports        does not count  Giorgia Meloni";
    assert!(listed.contains(told), "{listed}");
    assert!(listed.contains("does not count, 0."), "{listed}");
    let mut args = vec!["code", "--search", "consult and act", "--speaker", "Meloni"];
    args.extend(["--question", "western-guarantees", "--stance", "no"]);
    args.extend(["--author", "ann", "--dispute", &dispute]);
    let shown = desk.well(&args).out;
    assert!(shown.contains("now reports by the machine"), "{shown}");
}

#[cfg(unix)]
#[test]
fn who_says_nothing_of_themselves_judges_by_their_account() {
    let desk = desk();
    let id = id(&desk, "failed");
    let mut args = vec!["code", &id, "--question", "china", "--stance", "no"];
    let judge = |args: &[&str], user: Option<&str>| {
        let mut command = desk.command(args);
        command.env_remove("USER").env_remove("LOGNAME");
        command.env_remove("DEMARCHE_AUTHOR");
        command.envs(user.map(|user| ("LOGNAME", user)));
        command.output().expect("the binary runs").status.code()
    };
    assert_eq!(judge(&args, Some("ann")), Some(0));
    assert_eq!(judge(&args, None), Some(0));
    let account = std::process::Command::new("id").arg("-un").output();
    let account = String::from_utf8(account.expect("a name").stdout).expect("UTF-8");
    let history = history(&desk);
    assert_eq!(history[0]["author"], "ann");
    assert_eq!(history[1]["author"], account.trim());
    // An empty name is a slip.
    args.extend(["--author", " "]);
    assert_eq!(judge(&args, None), Some(1));
}

#[test]
fn a_search_shows_who_speaks_and_what_would_give_way() {
    let desk = desk();
    let id = id(&desk, "failed");
    let search = |more: &[&str]| {
        let all = [
            "code",
            "--question",
            "china",
            "--stance",
            "no",
            "--author",
            "ann",
        ];
        desk.run(&[&all, more].concat())
    };
    // “He” is Zelenskyy.
    let found = ["--search", "permanent members", "--speaker", "zelenskyy"];
    let ran = search(&[&found[..], &["--dispute", "d.toml"]].concat());
    assert!(ran.out.contains("Volodymyr Zelenskyy"), "{ran:?}");
    assert!(
        ran.out.contains("1 statement would be judged no"),
        "{ran:?}"
    );
    assert!(!ran.out.contains("People have judged"), "{ran:?}");
    judge(&desk, &id, "yes", "bob");
    let ran = search(&found);
    assert!(ran.out.contains("now yes by bob (judgement 1)"), "{ran:?}");
    assert!(ran.out.contains("People have judged 1 of them"), "{ran:?}");
    let ran = search(&["--search", "ferry", "--yes"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("nothing was judged"), "{ran:?}");
    for nothing in ["", "  ", "\"\""] {
        let ran = search(&["--search", nothing, "--yes"]);
        assert_eq!(ran.code, Some(2));
        ran.says(&["give at least one"]);
    }
    assert_eq!(history(&desk).len(), 1);
}

#[test]
fn what_does_not_go_together_is_refused() {
    let desk = desk();
    let id = id(&desk, "join");
    for args in [
        &["--undo", "1", "--history"][..],
        &["--agreement", "--history"],
        &["--next", "--export", "x.csv", "--dispute", "d.toml"],
        &["--next", "-n", "0", "--dispute", "d.toml"],
        &[
            "--export",
            "x.csv",
            "--import",
            "y.csv",
            "--dispute",
            "d.toml",
        ],
        &[
            "--search",
            "x",
            "--question",
            "china",
            "--stance",
            "no",
            "--history",
        ],
    ] {
        let ran = desk.run(&[&["code"], args].concat());
        assert_eq!(ran.code, Some(2), "{args:?}: {ran:?}");
    }
    let refused = |args: &[&str], words: &[&str]| {
        let ran = desk.run(&[&["code"], args].concat());
        assert_eq!(ran.code, Some(1), "{args:?}: {ran:?}");
        ran.says(words);
    };
    let yes = [&id, "--question", "china", "--stance", "yes"];
    refused(
        &[&yes[..], &["--condition", "if asked"]].concat(),
        &["give --stance conditional"],
    );
    refused(
        &[&yes[..], &["--author", ""]].concat(),
        &["say who you are"],
    );
    for way in ["--export", "--import"] {
        refused(
            &[way, "x.ods", "--dispute", "d.toml"],
            &[".csv, .tsv or .xlsx"],
        );
    }
    assert!(history(&desk).is_empty());
    desk.well(&[
        "code",
        &id,
        "--question",
        "china",
        "--stance",
        "conditional",
        "--condition",
        "if asked",
        "--author",
        "ann",
    ]);
    let shown = desk.well(&["code", "--history"]).out;
    assert!(
        shown.contains("conditional on china, condition “if asked”"),
        "{shown}"
    );
}

#[test]
fn a_row_goes_to_the_statement_of_its_person() {
    let desk = desk();
    desk.write(
        "in/b.txt",
        "Talks in Bern\nThe Other Post\nhttps://test.example/b\n6 May 2025\n\nBERN — Chinese \
         Foreign Ministry spokeswoman Mao Ning said on Tuesday that China must join the security \
         guarantees for Ukraine.\n",
    );
    desk.well(&["read", "--fast", "--quiet", "in"]);
    let words = desk.lines(&["statements", "join", "--format", "jsonl"])[0]["text"].clone();
    let words = words.as_str().unwrap();
    let row = |person: &str, date: &str| {
        format!(
            "Statement;Person;Organisation;Question;Stance;Date;Coder\r\n{words};{person};;china;TRUE;{date};dan\r\n"
        )
    };
    // Europe's Excel: semicolons, and days in its own way.
    let ran = import(&desk, "sp.csv", &row("Lavrov", "05.05.2025"));
    assert!(ran.out.starts_with("1 judgement taken over"), "{ran:?}");
    let all = history(&desk);
    assert_eq!(
        (&all[0]["author"], &all[0]["stance"]),
        (&"dan".into(), &"support".into())
    );
    let shown = json(&desk.well(&["show", all[0]["statement"].as_str().unwrap(), "--json"]));
    assert_eq!(shown["statement"]["actor"]["name"], "Sergei Lavrov");

    let ran = import(&desk, "sp.csv", &row("Boris Pistorius", ""));
    assert_eq!(ran.code, Some(3));
    ran.says(&[
        "Boris Pistorius has no part in",
        "Mao Ning",
        "Sergei Lavrov",
    ]);
    let ran = import(&desk, "sp.csv", &row("", ""));
    ran.says(&["its words may be any of", "Mao Ning", "under `id`"]);
    let ran = import(&desk, "sp.csv", &row("", "06.05.2025"));
    assert!(ran.out.starts_with("1 judgement taken over"), "{ran:?}");
    for (stance, told) in [
        ("", "its stance is empty"),
        ("perhaps", "`perhaps` is no stance"),
    ] {
        let ran = import(&desk, "sp.csv", &row("Lavrov", "").replace("TRUE", stance));
        ran.says(&[told, "write yes (or support"]);
    }
}

#[test]
fn tables_go_round_without_identifiers_and_keep_each_coders_rows() {
    let desk = desk();
    let export = |file: &str| {
        desk.well(&["code", "--export", file, "--dispute", "d.toml"]);
        let bytes = std::fs::read(desk.path(file)).unwrap();
        let mut rows = csv::Reader::from_reader(bytes.as_slice());
        let head = rows.headers().unwrap().clone();
        (head, rows.records().map(Result::unwrap).collect::<Vec<_>>())
    };
    let (head, rows) = export("all.csv");
    assert!(!rows.is_empty());
    let at = |name: &str| head.iter().position(|own| own == name).unwrap();
    // Everything under a name of one's own, once with and once without `words`.
    for gone in [&["id"][..], &["id", "words"]] {
        let kept: Vec<usize> = (0..head.len())
            .filter(|i| !gone.contains(&&head[*i]))
            .collect();
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(kept.iter().map(|i| &head[*i])).unwrap();
        for row in &rows {
            let cell = |i: &usize| if *i == at("coder") { "eve" } else { &row[*i] };
            table.write_record(kept.iter().map(cell)).unwrap();
        }
        let table = String::from_utf8(table.into_inner().unwrap()).unwrap();
        let ran = import(&desk, "noid.csv", &table);
        assert!(ran.out.ends_with(" 0 rows left out.\n"), "{ran:?}");
    }
    let all = history(&desk);
    let ids = |rows: &[csv::StringRecord]| -> std::collections::BTreeSet<String> {
        rows.iter().map(|row| row[at("id")].to_owned()).collect()
    };
    let judged: std::collections::BTreeSet<String> = all
        .iter()
        .map(|one| one["statement"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(judged, ids(&rows));
    // The machine's reasons are not hers.
    assert!(all.iter().all(|one| one["why"].is_null()), "{all:?}");

    let id = id(&desk, "join");
    judge(&desk, &id, "no", "fay");
    let (_, rows) = export("both.csv");
    let coders: Vec<(&str, &str)> = rows
        .iter()
        .filter(|row| row[at("id")] == *id)
        .map(|row| (&row[at("coder")], &row[at("stance")]))
        .collect();
    assert!(coders.contains(&("fay", "oppose")), "{coders:?}");
    assert!(
        coders.iter().any(|(coder, _)| *coder == "eve"),
        "{coders:?}"
    );
    // All of it is known.
    let before = history(&desk).len();
    let ran = desk.well(&["code", "--import", "both.csv", "--dispute", "d.toml"]);
    assert!(ran.out.starts_with("0 judgements taken over"), "{ran:?}");
    assert_eq!(history(&desk).len(), before);
}

#[test]
fn rows_that_contradict_one_another_are_told() {
    let desk = desk();
    let id = id(&desk, "join");
    let table = format!("id,question,stance\n{id},china,yes\n{id},china,no\n");
    let ran = import(&desk, "two.csv", &table);
    assert_eq!(ran.code, Some(3));
    ran.says(&["two.csv:2: left out: lines 2 and 3 judge one statement differently (yes, no)"]);
    assert!(history(&desk).is_empty());
    let table = format!("id,question,stance\n{id},china,yes\n{id},china,yes\n");
    assert!(
        import(&desk, "two.csv", &table)
            .out
            .starts_with("1 judgement taken over")
    );
    // One of the two was changed since.
    let table = format!("id,question,stance\n{id},china,yes\n{id},china,no\n");
    let ran = import(&desk, "two.csv", &table);
    assert!(ran.out.starts_with("1 judgement taken over"), "{ran:?}");
    ran.says(&[
        "two.csv:3: taken over: cy judges the statement no now",
        "line 2 still has",
    ]);
    let table = format!("id,question,stance,conditions\n{id},china,yes,if asked\n");
    let ran = import(&desk, "two.csv", &table);
    ran.says(&["it has conditions, but its stance is yes"]);
}
