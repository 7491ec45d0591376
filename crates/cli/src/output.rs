//! Files that a command writes, and what must not be written over.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::args::Global;
use crate::failure::Failure;

/// What `SQLite` keeps beside a ledger, by its ending.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Refuses a file to write that is the ledger or one of those that the command
/// reads, by whatever name or link; a folder among these holds what is read.
/// To be asked before any work is done.
pub fn spare(global: &Global, output: &Path, reads: &[&Path]) -> Result<(), Failure> {
    let refuse = |what: &str| {
        Err(Failure::told(format!(
            "{}: {what}, which would be lost; give another file to write",
            output.display()
        )))
    };
    let target = resolved(output);
    let ledger = resolved(&global.ledger);
    if same(&target, &ledger) {
        return refuse("this is the ledger");
    }
    let beside = |ending: &&str| {
        let mut name = OsString::from(&ledger);
        name.push(ending);
        same(&target, Path::new(&name))
    };
    if BESIDE.iter().any(beside) {
        return refuse("this is a part of the ledger");
    }
    for read in reads {
        let read = resolved(read);
        if same(&target, &read) {
            return refuse("this is a file that is read here");
        }
        if read.is_dir() && target.starts_with(&read) && target.exists() {
            return refuse("this is a file in a folder that is read here");
        }
    }
    Ok(())
}

/// A path without links, also where nothing stands there yet.
fn resolved(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    // A link to what is not there yet is followed, too; more than this is a
    // ring of links.
    for _ in 0..16 {
        if let Ok(found) = path.canonicalize() {
            return found;
        }
        let Ok(aim) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(aim);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

/// Whether two resolved paths lead to one file: hard links do.
fn same(one: &Path, other: &Path) -> bool {
    one == other || is_one_file(one, other)
}

#[cfg(unix)]
fn is_one_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => {
            one.is_file() && (one.dev(), one.ino()) == (other.dev(), other.ino())
        }
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_one_file(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Color;

    #[test]
    fn what_is_read_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let global = Global {
            ledger: at("q.db"),
            quiet: false,
            json: false,
            color: Color::Never,
        };
        let told = |output: &Path| {
            spare(&global, output, &[&at("p.toml"), &at("reports")]).map_err(|e| e.to_string())
        };
        fs::create_dir(at("reports")).expect("a folder");
        for name in ["q.db", "p.toml", "reports/a.txt", "other.txt"] {
            fs::write(at(name), "x").expect("written");
        }
        fs::hard_link(at("q.db"), at("hard.db")).expect("a link");
        for name in [
            "q.db",
            "reports/../q.db",
            "hard.db",
            "q.db-wal",
            "q.db-shm",
            "p.toml",
            "reports/a.txt",
        ] {
            let error = told(&at(name)).expect_err(name);
            assert!(error.contains("give another file"), "{name}: {error}");
        }
        for name in ["other.txt", "new.txt", "no/folder.txt", "reports/new.txt"] {
            assert_eq!(told(&at(name)), Ok(()), "{name}");
        }
        #[cfg(unix)]
        for (link, aim) in [("to-ledger", "q.db"), ("to-wal", "q.db-wal")] {
            std::os::unix::fs::symlink(aim, at(link)).expect("a link");
            assert!(told(&at(link)).is_err(), "{link}");
        }
    }
}
