//! What makes a report the same report, and the identifiers that follow.
//!
//! An *address* stays when a report changes: its URL, or the file it lies in,
//! as seen from the ledger's folder, so that neither the working directory nor
//! the place of a whole project on the disk matters. An *identifier* follows
//! from the bytes and from the part of the address that travels with them (the
//! URL, or the file's base name), so that it is the same in every ledger.

use std::path::{Component, Path, PathBuf};

use demarche_reading::{Place, Report};
use sha2::{Digest, Sha256};

/// Hexadecimal digits of an identifier: 64 bits, so that among 10^6 statements
/// two share one with a chance of about 3 in 10^8.
pub(crate) const DIGITS: usize = 16;

/// Where a report belongs.
pub(crate) struct Identity {
    /// The address within this ledger.
    pub(crate) key: String,
    /// The part of it that holds in any ledger.
    portable: String,
    /// SHA-256 of the bytes.
    pub(crate) sha256: [u8; 32],
    /// Whether its address is a file that holds nothing else, so that what is
    /// read there last is what stands there now. Of two captures of one web
    /// page both may be read again every night.
    pub(crate) alone: bool,
}

impl Identity {
    /// The identity of a report, for a ledger in `folder` (absolute).
    pub(crate) fn of(report: &Report, folder: &Path) -> Self {
        let sha256: [u8; 32] = Sha256::digest(&report.bytes).into();
        let Place { path, file, line } = &report.place;
        let (key, portable) = if let Some(url) = report.metadata.url.as_deref().and_then(address) {
            (format!("url {url}"), format!("url {url}"))
        } else {
            // Bytes without a lasting place are their own address: what was
            // piped in, and a JSON line that no identifier marks (its number
            // changes when a line is put in before it).
            let content = || hex(&sha256, DIGITS);
            let mark = match (&report.metadata.id, line) {
                (Some(id), _) => format!(" id {id}"),
                (None, Some(_)) => format!(" line {}", content()),
                (None, None) if path == "-" => format!(" input {}", content()),
                (None, None) => String::new(),
            };
            let place = if path == "-" {
                "-".into()
            } else {
                relative(path, folder)
            };
            (format!("file {place}{mark}"), format!("file {file}{mark}"))
        };
        let url = report.metadata.url.as_deref().and_then(address).is_some();
        Self {
            key,
            portable,
            sha256,
            alone: !url && line.is_none() && path != "-",
        }
    }

    /// The report's identifier.
    pub(crate) fn name(&self) -> String {
        hex(&digest(&[self.portable.as_bytes(), &self.sha256]), DIGITS)
    }

    /// The identifier for a byte-for-byte copy under the same base name in
    /// another folder, whose plain identifier is taken.
    pub(crate) fn name_of_copy(&self) -> String {
        hex(
            &digest(&[self.key.as_bytes(), &self.sha256, b"copy"]),
            DIGITS,
        )
    }
}

/// A statement's identifier, from its report's and its spans' places in the
/// original: those stay when a later release normalises otherwise.
pub(crate) fn statement_name(report: &str, roles: [&[[usize; 2]]; 3]) -> String {
    let mut bytes = Vec::new();
    for spans in roles {
        bytes.extend((spans.len() as u64).to_le_bytes());
        for offset in spans.iter().flatten() {
            bytes.extend((*offset as u64).to_le_bytes());
        }
    }
    hex(&digest(&[report.as_bytes(), &bytes]), DIGITS)
}

/// SHA-256 of several fields, each with its length before it, so that no two
/// lists of fields look alike.
pub(crate) fn digest(fields: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update((field.len() as u64).to_le_bytes());
        hasher.update(field);
    }
    hasher.finalize().into()
}

/// The first `digits` hexadecimal digits.
pub(crate) fn hex(bytes: &[u8], digits: usize) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .take(digits)
        .filter_map(|nibble| char::from_digit(u32::from(nibble), 16))
        .collect()
}

/// A URL that can tell one article from another: without its fragment, scheme
/// and host in small letters. A bare host is none: sites that name their front
/// page as every article's canonical address would have one article.
fn address(url: &str) -> Option<String> {
    let url = url.trim().split('#').next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("://") else {
        return (!url.is_empty()).then(|| url.to_owned());
    };
    let cut = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(cut);
    (!matches!(path, "" | "/")).then(|| {
        format!(
            "{}://{}{path}",
            scheme.to_ascii_lowercase(),
            host.to_ascii_lowercase()
        )
    })
}

/// `path` as seen from `folder`, with `/` between the parts; by the names
/// alone, without asking the disk.
fn relative(path: &str, folder: &Path) -> String {
    let path = plain(Path::new(path));
    let mut from = folder.components().peekable();
    let mut to = path.components().peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let mut parts: Vec<String> = from.map(|_| "..".to_owned()).collect();
    parts.extend(to.map(|part| part.as_os_str().to_string_lossy().into_owned()));
    parts.join("/")
}

/// The absolute path without `.` and `..`.
pub(crate) fn plain(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{address, digest, hex, relative};

    #[test]
    fn addresses_are_compared_without_fragment_and_case_of_host() {
        let plain = Some("https://example.org/A?b=1".to_owned());
        assert_eq!(address(" HTTPS://Example.ORG/A?b=1#top "), plain);
        assert_eq!(address("https://example.org/"), None);
        assert_eq!(address("https://example.org"), None);
        assert_eq!(address(""), None);
        assert_eq!(address("urn:x:1"), Some("urn:x:1".into()));
    }

    #[test]
    fn paths_are_seen_from_the_ledger() {
        let folder = Path::new("/a/b");
        for path in ["/a/b/c/d.txt", "/a/b/./c//d.txt", "/a/b/../b/c/x/../d.txt"] {
            assert_eq!(relative(path, folder), "c/d.txt", "{path}");
        }
        assert_eq!(relative("/a/x.txt", folder), "../x.txt");
        assert_eq!(relative("/z", folder), "../../z");
    }

    #[test]
    fn fields_do_not_run_together() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
        assert_eq!(hex(&[0x0f, 0xa0], 3), "0fa");
    }
}
