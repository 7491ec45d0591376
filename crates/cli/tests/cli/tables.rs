//! Judgements in tables: what goes out comes in the same, and what does not
//! come in is told.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::coding::{DISPUTE, desk, history, id, import, json, judge};
use crate::harness::{Desk, holds, schema};

#[test]
fn a_row_that_does_not_say_which_statement_it_means_is_told() {
    let desk = desk();
    let ran = import(
        &desk,
        "x.csv",
        "id,words,question,stance\n,,china,yes\n,,,\n",
    );
    assert_eq!(ran.code, Some(3), "{ran:?}");
    ran.says(&[
        "x.csv:2: left out: it does not say which statement is meant",
        "x.csv: nothing was taken over",
    ]);
    assert!(
        ran.out.ends_with("the machine's, 1 row left out.\n"),
        "{ran:?}"
    );
    let ran = import(&desk, "x.csv", "id,question,stance\n");
    ran.says(&["there is no row under the head"]);
    let ran = import(&desk, "x.csv", "title,question,stance\na,china,yes\n");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    ran.says(&["none of the columns `id`, `statement` and `words`"]);
    for file in ["none.csv", "none.xlsx"] {
        let ran = desk.run(&["code", "--import", file, "--dispute", "d.toml"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        ran.says(&[file, "cannot be opened", "check the name"]);
    }
}

/// Judges one statement on two conditions, of which one has a semicolon.
fn conditional(desk: &Desk) -> String {
    let id = id(desk, "join");
    desk.well(&[
        "code",
        &id,
        "--question",
        "china",
        "--stance",
        "conditional",
        "--condition",
        r"if asked; and \soon",
        "--condition",
        "if paid",
        "--author",
        "ann",
        "--dispute",
        "d.toml",
    ]);
    id
}

#[test]
fn conditions_with_semicolons_go_round() {
    let desk = desk();
    conditional(&desk);
    for file in ["c.csv", "c.tsv", "c.xlsx"] {
        desk.well(&["code", "--export", file, "--dispute", "d.toml"]);
        let ran = desk.well(&["code", "--import", file, "--dispute", "d.toml"]);
        assert!(ran.out.starts_with("0 judgements taken over"), "{ran:?}");
    }
    assert_eq!(history(&desk).len(), 1);
}

#[test]
fn tables_report_as_data() {
    let desk = desk();
    conditional(&desk);
    let ran = desk.well(&["code", "--export", "c.csv", "--dispute", "d.toml", "--json"]);
    let written = json(&ran);
    assert_eq!(written["file"], "c.csv");
    assert!(!ran.err.contains("written"), "{ran:?}");
    assert!(written["rows"].as_u64() > Some(0));
    desk.write("x.csv", "id,question,stance\n,china,yes\n");
    let ran = desk.run(&["code", "--import", "x.csv", "--dispute", "d.toml", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(3), ""), "{ran:?}");
    let told = json(&ran);
    holds(&schema("import.json"), &told);
    assert_eq!((&told["taken"], &told["known"]), (&0.into(), &0.into()));
    assert_eq!(told["left_out"][0]["line"], 2);
}

#[test]
fn a_workbook_has_numbers_and_a_head() {
    let desk = desk();
    conditional(&desk);
    desk.well(&["code", "--export", "c.xlsx", "--dispute", "d.toml"]);
    let mut book: Xlsx<_> = open_workbook(desk.path("c.xlsx")).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    let column = sheet.rows().next().expect("a head").iter();
    let column = column.clone().position(|cell| *cell == "confidence");
    let column = column.expect("a column");
    for row in sheet.rows().skip(1) {
        assert!(matches!(row[column], Data::Float(_)), "{:?}", row[column]);
    }
}

#[test]
fn what_nobody_judged_is_named() {
    let desk = desk();
    let (one, other) = (id(&desk, "join"), id(&desk, "failed"));
    let says = |more: &[&str], told: &str| {
        let ran = desk.well(&[&["code", "--history"], more].concat());
        assert_eq!(ran.out, format!("{told}\n"), "{more:?}");
    };
    says(&[], "Nobody has judged anything yet.");
    judge(&desk, &one, "no", "ann");
    let told = format!("Nobody has judged {other} yet.");
    says(&["--", &other], &told);
    says(
        &["--question", "toll"],
        "Nobody has judged anything on toll yet.",
    );
    let told = format!("Nobody has judged {one} on toll yet.");
    says(&["--question", "toll", "--", &one], &told);
}

#[test]
fn what_a_judgement_lacks_is_hinted_at() {
    let desk = desk();
    let id = id(&desk, "join");
    let code = |more: &[&str]| desk.well(&[&["code", &id, "--author", "ann"], more].concat());
    let ran = code(&["--question", "moon", "--stance", "yes", "--why", " "]);
    ran.says(&["question `moon` before", "--dispute"]);
    assert!(history(&desk)[0]["why"].is_null());
    let ran = code(&["--question", "moon", "--stance", "conditional"]);
    ran.says(&["No condition is told", "--condition"]);
    assert!(!ran.err.contains("before"), "{ran:?}");
    // Case makes no other question.
    code(&[
        "--question",
        "CHINA",
        "--stance",
        "yes",
        "--dispute",
        "d.toml",
    ]);
    assert_eq!(history(&desk)[2]["question"], "china");
    let table = format!("id,question,stance\n{id},China,no\n");
    assert!(
        import(&desk, "x.csv", &table)
            .out
            .starts_with("1 judgement")
    );
    assert_eq!(history(&desk)[3]["question"], "china");
    for list in ["positions", "timeline"] {
        let shown = desk.well(&[list, "d.toml"]).out;
        assert!(shown.contains("judged by cy: no reason given"), "{shown}");
    }
}

#[test]
fn the_ways_to_judge_are_listed() {
    let desk = Desk::new();
    let ran = desk.run(&["code"]);
    assert_eq!(ran.code, Some(2));
    for way in [
        "ID",
        "--search",
        "--next",
        "--import",
        "--export",
        "--history",
    ] {
        assert!(ran.err.contains(way), "{way}: {ran:?}");
    }
    let asked = ["--speaker", "x", "--question", "q", "--stance", "no"];
    let ran = desk.run(&[&["code"], &asked[..]].concat());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("  --search <WORDS>"), "{ran:?}");
    assert!(!ran.err.contains("  <ID"), "{ran:?}");
}

#[test]
fn what_to_judge_next_is_on_the_question_asked_for() {
    let desk = desk();
    let more = "[[question]]\nid = \"failed\"\ntext = \"?\"\n\
                yes = \"The permanent members had failed Ukraine\"\n";
    desk.write("d.toml", format!("{DISPUTE}{more}"));
    let next = |question: &str| {
        let ran = desk.well(&[
            "code",
            "--next",
            "--dispute",
            "d.toml",
            "--question",
            question,
            "--json",
        ]);
        let lessons = json(&ran);
        let lessons = lessons.as_array().expect("a list").clone();
        assert!(
            lessons.iter().all(|one| one["question"] == question),
            "{lessons:?}"
        );
        lessons.len()
    };
    let all = json(&desk.well(&["code", "--next", "--dispute", "d.toml", "--json"]));
    assert_eq!(
        next("china") + next("failed"),
        all.as_array().unwrap().len()
    );
    let args = [
        "code",
        "--next",
        "--dispute",
        "d.toml",
        "--question",
        "moon",
    ];
    let ran = desk.run(&args);
    assert_eq!(ran.code, Some(1));
    ran.says(&["no question is called `moon`"]);
}

#[test]
fn a_batch_is_taken_back_as_one() {
    let desk = desk();
    let search = [
        "code",
        "--search",
        "China",
        "--question",
        "china",
        "--stance",
        "no",
    ];
    let ran = desk.well(&[&search[..], &["--yes", "--author", "ann"]].concat());
    let n = history(&desk).len();
    assert!(n > 1, "{ran:?}");
    let range = format!("1-{n}");
    assert!(ran.out.contains(&format!("--undo {range}")), "{ran:?}");
    let ran = desk.run(&["code", "--undo", &format!("1-{}", n + 1), "--author", "ann"]);
    assert_eq!(ran.code, Some(1));
    ran.says(&[&format!("no judgement {} to take back", n + 1)]);
    assert_eq!(history(&desk).len(), n, "all or none");
    desk.well(&["code", "--undo", &range, "--author", "ann"]);
    let all = history(&desk);
    assert_eq!(all.len(), 2 * n);
    assert!(all[..n].iter().all(|one| one["stands"] == false), "{all:?}");
}
