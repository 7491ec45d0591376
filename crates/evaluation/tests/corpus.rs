//! Reads corpora from disk: which files count, and what is said of bad ones.
#![allow(clippy::unwrap_used)]

use demarche_evaluation::{read_gold, read_predictions};
use std::fs;
use std::path::Path;

fn corpus(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for sub in ["text", "attributions"] {
        fs::create_dir(folder.path().join(sub)).unwrap();
    }
    for (name, contents) in files {
        fs::write(folder.path().join(name), contents).unwrap();
    }
    folder
}

/// The message, with the folder taken out of it.
fn message(folder: &Path) -> String {
    let error = read_gold(folder).unwrap_err().to_string();
    error
        .replace(&format!("{}/", folder.display()), "")
        .replace(&folder.display().to_string(), "FOLDER")
}

const ONE: &[u8] = b"T1\tContent 0 2\tit\nE1\tAttribution:T1 Content:T1\n";

#[test]
fn the_first_annotator_is_gold_and_newlines_stay() {
    let folder = corpus(&[
        ("text/b.txt", b"it\r\nis\r"),
        ("text/a_1.txt", b"it"),
        ("text/unannotated.txt", b"\xff"),
        (
            "attributions/b_00ff.ann",
            b"T1\tContent 4 6\tis\nE1\tAttribution:T1 Content:T1\n",
        ),
        ("attributions/b_0a00.ann", ONE),
        ("attributions/a_1_beef.ann", ONE),
        ("attributions/notes.txt", b"not an annotation"),
    ]);
    let articles = read_gold(folder.path()).unwrap();
    let names: Vec<_> = articles.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["a_1", "b"]);
    assert_eq!(articles[1].gold[0].content, [[4, 6]]);
    assert_eq!(articles[1].text.as_str(), "it\r\nis\r");
}

#[test]
fn a_folder_that_is_no_corpus_is_named() {
    let empty = tempfile::tempdir().unwrap();
    let expected = "FOLDER: no annotations; expected a folder with text/NAME.txt and attributions/NAME_xxxx.ann";
    assert_eq!(message(empty.path()), expected);
    assert_eq!(message(corpus(&[]).path()), expected);
    let file = corpus(&[("attributions.txt", b"")]);
    fs::remove_dir(file.path().join("attributions")).unwrap();
    fs::write(file.path().join("attributions"), "").unwrap();
    assert!(message(file.path()).starts_with("attributions: cannot be read: "));
}

#[test]
fn bad_files_are_named_with_their_lines() {
    let folder = corpus(&[("attributions/a_xyz.ann", ONE)]);
    assert!(
        message(folder.path())
            .starts_with("attributions/a_xyz.ann: the name should be ARTICLE_xxxx.ann")
    );

    let folder = corpus(&[("attributions/a_0001.ann", ONE)]);
    assert!(message(folder.path()).starts_with("text/a.txt: cannot be read: "));

    let folder = corpus(&[
        ("attributions/a_0001.ann", ONE),
        ("text/a.txt", b"one\ntwo\n\xe9t\xe9"),
    ]);
    assert_eq!(
        message(folder.path()),
        "text/a.txt, line 3: not UTF-8; convert the file first"
    );

    let folder = corpus(&[
        (
            "attributions/a_0001.ann",
            b"\nE1\tAttribution:T1 Content:T8",
        ),
        ("text/a.txt", b""),
    ]);
    assert_eq!(
        message(folder.path()),
        "attributions/a_0001.ann, line 2: an event refers to T8, which the file does not define"
    );
}

#[test]
fn missing_predictions_are_named() {
    let error = read_predictions(Path::new("no/such.jsonl"), &[])
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("no/such.jsonl: cannot be read: "),
        "{error}"
    );
}
