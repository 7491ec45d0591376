//! For build scripts: unpacks a crate's files, so that they are small in the
//! repository and need no unpacking when the program starts.
//!
//! A network's integers take a byte each and carry five or six bits; zstd
//! (RFC 8878) stores them in about that. A build script is one line,
//! `demarche_unpacking::folder("model")`; the crate then includes
//! `concat!(env!("OUT_DIR"), "/NAME")`, without the `.zst`.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

/// A file that could not be unpacked.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}; restore the file from the repository", path.display())]
pub struct UnpackingError {
    path: PathBuf,
    why: String,
}

/// Unpacks each `.zst` in a folder of the crate that is being built into its
/// build folder, and has cargo do so again when one changes.
///
/// # Errors
/// When a file cannot be read, is damaged, or its contents cannot be written.
///
/// # Panics
/// Outside a build script.
pub fn folder(name: &str) -> Result<(), UnpackingError> {
    let variable = |name| PathBuf::from(std::env::var_os(name).expect("a build script"));
    let from = variable("CARGO_MANIFEST_DIR").join(name);
    println!("cargo::rerun-if-changed={}", from.display());
    all(&from, &variable("OUT_DIR"))
}

fn all(from: &Path, to: &Path) -> Result<(), UnpackingError> {
    let fault = |path: &Path, why: String| UnpackingError {
        path: path.to_owned(),
        why,
    };
    let listed = fs::read_dir(from).map_err(|error| fault(from, error.to_string()))?;
    for entry in listed {
        let packed = entry
            .map_err(|error| fault(from, error.to_string()))?
            .path();
        if packed
            .extension()
            .is_some_and(|extension| extension == "zst")
        {
            let name = packed.file_stem().expect("a file with an extension");
            one(&packed, &to.join(name)).map_err(|why| fault(&packed, why))?;
        }
    }
    Ok(())
}

fn one(packed: &Path, out: &Path) -> Result<(), String> {
    let told = |error: io::Error| error.to_string();
    let file = BufReader::new(File::open(packed).map_err(told)?);
    let mut contents = ruzstd::decoding::StreamingDecoder::new(file).map_err(|e| e.to_string())?;
    let mut out = File::create(out).map_err(told)?;
    io::copy(&mut contents, &mut out).map_err(told)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "a ceasefire, a truce", packed by the zstd command at level 19.
    const PACKED: [u8; 33] = [
        40, 181, 47, 253, 4, 104, 161, 0, 0, 97, 32, 99, 101, 97, 115, 101, 102, 105, 114, 101, 44,
        32, 97, 32, 116, 114, 117, 99, 101, 15, 84, 215, 110,
    ];

    #[test]
    fn packed_files_come_back() {
        let (from, to) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        fs::write(from.path().join("words.txt.zst"), PACKED).expect("a file");
        fs::write(from.path().join("settings.json"), "{}").expect("a file");
        all(from.path(), to.path()).expect("whole files");
        let names: Vec<_> = fs::read_dir(to.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        assert_eq!(names, ["words.txt"]);
        assert_eq!(
            fs::read_to_string(to.path().join("words.txt")).expect("a text"),
            "a ceasefire, a truce"
        );
    }

    #[test]
    fn a_damaged_file_is_named() {
        let (from, to) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        fs::write(from.path().join("words.txt.zst"), &PACKED[..9]).expect("a file");
        let told = all(from.path(), to.path())
            .expect_err("a fault")
            .to_string();
        assert!(
            told.contains("words.txt.zst: ")
                && told.ends_with("restore the file from the repository"),
            "{told}"
        );
    }
}
