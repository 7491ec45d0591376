//! Bad input: each fault names its file and its remedy, and none stops the others.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use demarche_reading::{
    Date, Note, Options, Place, Reason, Report, Skipped, find, read_bytes, read_paths,
};

const GOOD: &str = "The envoy said on Monday that nothing had been agreed so far.\n";

fn one(file: &str, bytes: &[u8]) -> Result<Report, Skipped> {
    let mut all: Vec<_> =
        read_bytes(Place::file(file), bytes.to_vec(), &Options::default()).collect();
    assert_eq!(all.len(), 1, "{file}");
    all.remove(0)
}

fn fault(file: &str, bytes: &[u8]) -> String {
    one(file, bytes).unwrap_err().to_string()
}

/// One line a result: `ok NAME` or the fault, without the folder's path.
fn read_folder(folder: &Path, options: &Options) -> Vec<String> {
    let prefix = format!("{}/", folder.display());
    read_paths([folder], options)
        .map(|read| match read {
            Ok(report) => format!("ok {}", report.place),
            Err(skipped) => skipped.to_string(),
        })
        .map(|line| line.replace(&prefix, ""))
        .collect()
}

#[test]
fn empty_and_blank() {
    assert_eq!(
        fault("a.txt", b""),
        "a.txt: it is empty; check that it was saved whole"
    );
    for (file, bytes) in [
        ("a.txt", " \n\t\u{a0}\u{feff}\r\n".as_bytes()),
        ("a.md", b"\n\n"),
        ("a.html", b"  "),
        ("a.jsonl", b"\n\n \n"),
        ("a.txt", b"\xff\xfe"),
    ] {
        assert_eq!(
            fault(file, bytes),
            format!("{file}: it holds nothing but blanks; check that it was saved whole")
        );
    }
    assert!(fault("a.jsonl", b"").contains("it is empty"));
}

#[test]
fn text_that_is_none() {
    assert_eq!(
        fault("a.txt", b"%PDF-1.7 x"),
        "a.txt: it is not text but a PDF document; save its text as .txt, .md or .html first"
    );
    for file in ["a", "a.txt", "a.md", "a.html", "a.jsonl"] {
        assert!(
            fault(file, &[0, 1, 2, 3, 200, 0, 9, 7]).contains("binary data"),
            "{file}"
        );
    }
    let page = b"<html><head><title>T</title></head><body><script>x</script></body></html>";
    assert!(fault("a.html", page).contains("no main text"));
}

#[test]
fn stray_zero_bytes_are_dirt() {
    let report = one("a.txt", format!("{GOOD}\0{GOOD}").as_bytes()).unwrap();
    assert_eq!(report.text, format!("{GOOD}{GOOD}"));
}

#[test]
fn cut_and_invalid_utf8_is_read_and_noted() {
    let cut = &"“We agree”".as_bytes()[..13];
    let report = one("a.txt", &[GOOD.as_bytes(), &cut[..cut.len() - 1]].concat()).unwrap();
    assert_eq!(report.encoding, "UTF-8");
    assert_eq!(report.notes, [Note::Undecodable { count: 1 }]);
    let report = one("a.txt", b"\xef\xbb\xbfThe envoy said \xff no.").unwrap();
    assert_eq!(report.notes, [Note::Undecodable { count: 1 }]);
    assert!(report.original.starts_with('\u{feff}'));
    assert_eq!(report.code_points().of_span((0..3).into()), [[1, 4]]);
}

#[test]
fn other_languages_are_named() {
    let text = "Le ministre a déclaré lundi que les discussions se poursuivraient toute la semaine et que son gouvernement n'avait encore rien décidé au sujet des garanties demandées par ses voisins.";
    assert_eq!(
        fault("a.txt", text.as_bytes()),
        "a.txt: it is in French, and Demarche reads English only; pass --lang en if it is English all the same"
    );
    let options = Options {
        language: Some("en".to_owned()),
        date: Some(Date::constant(2025, 8, 22)),
        ..Options::default()
    };
    let read: Vec<_> = read_bytes(Place::file("a.txt"), text.into(), &options).collect();
    let report = read[0].as_ref().unwrap();
    assert_eq!(report.metadata.language.as_deref(), Some("en"));
    assert_eq!(report.metadata.date.as_deref(), Some("2025-08-22"));
}

#[test]
fn json_that_is_no_json_lines() {
    assert!(fault("a.json", b"{\n  \"text\": \"x\"\n}").contains("not one object a line"));
    assert!(fault("a.json", b"[{\"text\": \"x\"}]").contains("jq -c"));
    assert!(one("a.json", format!("{{\"text\": {GOOD:?}}}").as_bytes()).is_ok());
}

#[test]
fn an_enormous_file_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = File::create(folder.path().join("b.txt")).unwrap();
    file.set_len(100 << 20).unwrap();
    fs::write(folder.path().join("a.txt"), GOOD).unwrap();
    // A file of zeros is binary; what counts is that size comes first.
    let long = folder.path().join("c.txt");
    fs::write(&long, GOOD.repeat(1000)).unwrap();
    File::options()
        .append(true)
        .open(&long)
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    let start = Instant::now();
    let lines = read_folder(folder.path(), &Options::default());
    assert_eq!(lines[0], "ok a.txt");
    assert!(lines[1].starts_with("b.txt: it is not text"));
    assert_eq!(
        lines[2],
        "c.txt: it is larger than the limit of 33554432 bytes; split it, or raise the limit with --max-bytes"
    );
    assert!(start.elapsed() < Duration::from_secs(5));
    let small = Options {
        max_bytes: 10,
        ..Options::default()
    };
    assert!(read_folder(folder.path(), &small)[0].contains("limit of 10 bytes"));
}

#[test]
fn folders_are_read_in_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir_all(path.join("m/inner")).unwrap();
    for file in [
        "z.txt",
        "a.md",
        "m/inner/x",
        "m/2.txt",
        "m/10.txt",
        ".hidden",
    ] {
        fs::write(path.join(file), GOOD).unwrap();
    }
    fs::write(path.join("m/bad.txt"), "").unwrap();
    let expected = [
        ".hidden: it is hidden (its name begins with a dot); name it by itself to read it",
        "ok a.md",
        "ok m/10.txt",
        "ok m/2.txt",
        "m/bad.txt: it is empty; check that it was saved whole",
        "ok m/inner/x",
        "ok z.txt",
    ];
    assert_eq!(read_folder(path, &Options::default()), expected);
    assert_eq!(find([path]).len(), expected.len());
}

#[test]
fn a_missing_path_does_not_stop_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("20250822-talks.txt");
    fs::write(&good, GOOD).unwrap();
    let missing = folder.path().join("no.txt");
    let read: Vec<_> = read_paths([&missing, &good], &Options::default()).collect();
    assert!(matches!(
        read[0],
        Err(Skipped {
            reason: Reason::Missing,
            ..
        })
    ));
    let report = read[1].as_ref().unwrap();
    assert_eq!(report.metadata.date.as_deref(), Some("2025-08-22"));
    assert_eq!(report.place.file, "20250822-talks.txt");
}

#[cfg(unix)]
#[test]
fn links_and_pipes() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("d")).unwrap();
    fs::write(path.join("d/x.txt"), GOOD).unwrap();
    symlink("..", path.join("d/up")).unwrap();
    symlink("self", path.join("self")).unwrap();
    symlink("nowhere", path.join("gone")).unwrap();
    symlink("d/x.txt", path.join("y.txt")).unwrap();
    // A socket stands for all that is no file: opening one fails, and opening
    // a pipe would wait for ever.
    let _socket = std::os::unix::net::UnixListener::bind(path.join("s")).unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(path.join("p"))
        .status();
    let mut lines = read_folder(path, &Options::default());
    if pipe.is_ok_and(|status| status.success()) {
        assert!(lines.remove(3).starts_with("p: it is a pipe"));
    } else {
        let _ = writeln!(std::io::stderr(), "skipped: no mkfifo here");
    }
    assert_eq!(
        lines[0],
        "d/up: this leads to a folder that is read already; nothing is lost; remove the link to silence this"
    );
    assert_eq!(lines[1], "ok d/x.txt");
    assert_eq!(
        lines[2],
        "gone: the link leads nowhere; mend or remove the link"
    );
    assert!(
        lines[3].starts_with("s: it is a pipe, a socket"),
        "{lines:?}"
    );
    assert!(
        lines[4].starts_with("self: it cannot be read: "),
        "{lines:?}"
    );
    assert_eq!(lines[5], "ok y.txt");
}

#[cfg(unix)]
#[test]
fn a_folder_without_read_rights() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::write(folder.path().join("open.txt"), GOOD).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: this user may read every folder"
        );
        return;
    }
    let lines = read_folder(folder.path(), &Options::default());
    assert!(
        lines[0].starts_with("closed: it cannot be read: "),
        "{lines:?}"
    );
    assert!(lines[0].ends_with("check its permissions and that the disk is sound"));
    assert_eq!(lines[1], "ok open.txt");
}

#[test]
fn the_pilot_coverage_is_read_unchanged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/coverage");
    let Ok(entries) = fs::read_dir(&folder) else {
        let _ = writeln!(std::io::stderr(), "skipped: no {}", folder.display());
        return;
    };
    let mut texts: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    texts.sort();
    let reports: Vec<Report> = read_paths(&texts, &Options::default())
        .map(Result::unwrap)
        .collect();
    assert_eq!(reports.len(), texts.len());
    for report in &reports {
        assert_eq!(report.text, report.original.replace('\u{a0}', " "));
        let all = report.original.chars().count();
        assert_eq!(
            report.code_points().of_span((0..report.text.len()).into()),
            [[0, all]]
        );
    }
    let dates: Vec<_> = reports.iter().map(|r| r.metadata.date.as_deref()).collect();
    assert_eq!(dates, [None, None, Some("2025-08-22"), None]);
}
