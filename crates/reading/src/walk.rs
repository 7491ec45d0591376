//! Finds the files to read: paths as given, folders with all that is in them.

use std::collections::BTreeSet;
use std::fs::{self, File, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::{Options, Place, Reason, Report, Reports, Skipped};

/// A file to be read, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: PathBuf,
    place: Place,
    /// Its length in bytes when it was found; `None` of a stream.
    pub size: Option<u64>,
}

impl Source {
    /// Where its reports are read from.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Opens it and reads its reports, each when it is asked for.
    #[must_use]
    pub fn read(&self, options: &Options) -> Reports {
        if self.place.path == "-" {
            let input = Box::new(io::stdin());
            return Reports::from_reader(self.place.clone(), input, None, options);
        }
        match File::open(&self.path) {
            Ok(file) => {
                // The length may have changed since the walk.
                let size = file
                    .metadata()
                    .ok()
                    .filter(Metadata::is_file)
                    .map(|m| m.len());
                Reports::from_reader(self.place.clone(), Box::new(file), size, options)
            }
            Err(error) => Reports::failed(Skipped::new(self.place.clone(), io_reason(error))),
        }
    }
}

/// The files behind `paths`, in the order given; a folder's in the order of
/// their names, with those of the folders in it. `-` is standard input.
///
/// What cannot be read is in the list too, as what it was skipped for.
pub fn find<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Vec<Result<Source, Skipped>> {
    let mut walk = Walk::default();
    for path in paths {
        walk.given(path.as_ref());
    }
    walk.found
}

/// The reports of one path: a file, a folder, or `-`.
pub fn read_path(path: &Path, options: &Options) -> impl Iterator<Item = Result<Report, Skipped>> {
    read_paths([path], options)
}

/// The reports behind `paths`, in the order of [`find`].
pub fn read_paths<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
    options: &Options,
) -> impl Iterator<Item = Result<Report, Skipped>> {
    let options = options.clone();
    find(paths).into_iter().flat_map(move |found| match found {
        Ok(source) => source.read(&options),
        Err(skipped) => Reports::failed(skipped),
    })
}

#[derive(Default)]
struct Walk {
    found: Vec<Result<Source, Skipped>>,
    /// Folders entered, by their real paths: links can make loops.
    entered: BTreeSet<PathBuf>,
}

impl Walk {
    fn given(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            self.found.push(Ok(Source {
                path: path.to_owned(),
                place: Place::file("-"),
                size: None,
            }));
            return;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            // A pipe that a person names is meant: `<(zcat reports.gz)`.
            Ok(metadata) => self.file(path.to_owned(), &metadata),
            Err(error) => self.fault(path, error),
        }
    }

    /// Walks a folder with a list of its own, so that depth costs no stack.
    fn folder(&mut self, folder: &Path) {
        let mut open = vec![folder.to_owned()];
        while let Some(path) = open.pop() {
            if path != folder && is_hidden(&path) {
                self.skip(&path, Reason::Hidden);
                continue;
            }
            let metadata = match fs::metadata(&path) {
                Ok(metadata) => metadata,
                Err(error) => {
                    self.fault(&path, error);
                    continue;
                }
            };
            if metadata.is_file() && path.extension().is_some_and(|end| end == "toml") {
                self.skip(&path, Reason::Settings);
            } else if metadata.is_file() {
                self.file(path, &metadata);
            } else if metadata.is_dir() {
                match self.entries(&path) {
                    Ok(entries) => open.extend(entries.into_iter().rev()),
                    Err(reason) => self.skip(&path, reason),
                }
            } else {
                self.skip(&path, Reason::Special);
            }
        }
    }

    fn entries(&mut self, folder: &Path) -> Result<Vec<PathBuf>, Reason> {
        let real = fs::canonicalize(folder).map_err(io_reason)?;
        if !self.entered.insert(real) {
            return Err(Reason::Repeated);
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(io_reason)? {
            match entry {
                Ok(entry) => names.push(entry.file_name()),
                Err(error) => self.skip(folder, io_reason(error)),
            }
        }
        names.sort_unstable();
        Ok(names.into_iter().map(|name| folder.join(name)).collect())
    }

    fn file(&mut self, path: PathBuf, metadata: &Metadata) {
        let size = metadata.is_file().then_some(metadata.len());
        let place = place(&path);
        self.found.push(Ok(Source { path, place, size }));
    }

    fn fault(&mut self, path: &Path, error: io::Error) {
        let link = fs::symlink_metadata(path).is_ok_and(|m| FileType::is_symlink(&m.file_type()));
        let reason = match io_reason(error) {
            Reason::Missing if link => Reason::DanglingLink,
            reason => reason,
        };
        self.skip(path, reason);
    }

    fn skip(&mut self, path: &Path, reason: Reason) {
        self.found.push(Err(Skipped::new(place(path), reason)));
    }
}

fn place(path: &Path) -> Place {
    let base = path.file_name().unwrap_or(path.as_os_str());
    Place {
        path: path.to_string_lossy().into_owned(),
        file: base.to_string_lossy().into_owned(),
        line: None,
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn io_reason(error: io::Error) -> Reason {
    if error.kind() == io::ErrorKind::NotFound {
        Reason::Missing
    } else {
        Reason::Io(error)
    }
}
