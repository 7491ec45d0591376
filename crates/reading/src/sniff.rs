//! Tells the form of a report, and what is no text, from names and first bytes.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{Format, Reason};

/// Bytes that are looked at; the signs are all at the front.
pub(crate) const SAMPLE: usize = 16 << 10;

/// The form by the file's extension, where it is one of ours.
pub(crate) fn by_name(file: &str) -> Option<Format> {
    let (_, extension) = file.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Format::Text),
        "md" | "markdown" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        _ => None,
    }
}

/// The form by name and content. A page saved as `.txt` is still a page.
pub(crate) fn format(file: &str, bytes: &[u8]) -> Format {
    let named = by_name(file);
    match named {
        Some(Format::Text) | None => {}
        Some(format) => return format,
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let start = String::from_utf8_lossy(sample)
        .replace('\0', "")
        .trim_start_matches(['\u{feff}', '\u{fffd}'])
        .trim_start()
        .to_ascii_lowercase();
    if is_page(&start) {
        return Format::Html;
    }
    if named.is_some() {
        return Format::Text;
    }
    if looks_like_json(&start) {
        return Format::JsonLines;
    }
    if [
        "<head", "<body", "<div", "<p>", "<p ", "<article", "<meta", "<h1", "<section",
    ]
    .iter()
    .any(|tag| start.starts_with(tag))
    {
        return Format::Html;
    }
    if start.starts_with("---\n") || start.starts_with("---\r\n") {
        return Format::Markdown;
    }
    Format::Text
}

/// Whether what begins so is JSON rather than prose in brackets.
pub(crate) fn looks_like_json(start: &str) -> bool {
    let mut rest = start.trim_start().chars();
    let first = rest.next();
    let next = rest.find(|c| !c.is_whitespace());
    match first {
        Some('{') => matches!(next, Some('"' | '}')),
        Some('[') => matches!(next, Some('{')),
        _ => false,
    }
}

fn is_page(start: &str) -> bool {
    let mut rest = start;
    // Comments and an XML declaration may come first.
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("<!--") {
            let Some((_, after)) = after.split_once("-->") else {
                return false;
            };
            rest = after;
        } else if let Some(after) = rest.strip_prefix("<?xml") {
            let Some((_, after)) = after.split_once('>') else {
                return false;
            };
            rest = after;
        } else {
            return rest.starts_with("<!doctype html") || rest.starts_with("<html");
        }
    }
}

/// What the bytes are, where they are no text.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive or office document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an old office document",
        ),
        (b"{\\rtf", "a rich-text document"),
        (b"\x1f\x8b", "compressed data"),
        (b"BZh", "compressed data"),
        (b"\xfd7zXZ\0", "compressed data"),
        (b"\x28\xb5\x2f\xfd", "compressed data"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "a database"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if crate::encoding::utf16(bytes).is_some() {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let odd = sample
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127))
        .count();
    // A stray control character is dirt; more than one in a hundred is no text.
    (odd * 100 > sample.len()).then_some("binary data")
}

/// Tells JSON Lines from other JSON where no name says which it is.
pub(crate) fn one_object_a_line(sample: &[u8]) -> Result<(), Reason> {
    let sample = sample
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(sample)
        .trim_ascii_start();
    let whole = sample
        .iter()
        .position(|byte| *byte == b'\n')
        .map(|at| &sample[..at]);
    match whole {
        _ if sample.starts_with(b"[") => Err(Reason::JsonDocument),
        // An object that goes on below its first line is spread over lines.
        Some(line) if serde_json::from_slice::<Value>(line).is_err_and(|e| e.is_eof()) => {
            Err(Reason::JsonDocument)
        }
        _ => Ok(()),
    }
}

/// Tells records about texts, such as labels or statements, from reports by
/// the whole lines of a file's first bytes.
pub(crate) fn lines_of_reports(sample: &[u8]) -> Result<(), Reason> {
    let sample = sample.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample);
    let whole = sample.iter().rposition(|byte| *byte == b'\n');
    let lines = sample[..whole.unwrap_or(0)].split(|byte| *byte == b'\n');
    let records: Vec<Map<String, Value>> = lines
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    let Some(first) = records.first() else {
        return Ok(());
    };
    if first.contains_key("cue") && first.get("content").is_some_and(Value::is_array) {
        return Err(Reason::NotReports(
            "each line lists the spans of a statement",
        ));
    }
    let mut texts: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for record in &records {
        if let (Some(Value::String(id)), Some(text)) = (record.get("id"), record.get("text")) {
            texts.entry(id).or_default().push(text);
        }
    }
    let several = |texts: &&Vec<&Value>| texts.iter().any(|text| *text != texts[0]);
    let shared: usize = texts.values().filter(several).map(Vec::len).sum();
    if 2 * shared > records.len() {
        return Err(Reason::NotReports("most lines share an `id` with others"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_contents_tell_the_form() {
        assert_eq!(format("a.md", b"plain"), Format::Markdown);
        assert_eq!(format("a.TXT", b"plain"), Format::Text);
        assert_eq!(
            format("a.txt", b"\xef\xbb\xbf <!DOCTYPE html><p>x"),
            Format::Html
        );
        assert_eq!(format("a", b"<!-- saved --><html lang=en>"), Format::Html);
        assert_eq!(format("a", b"<?xml version='1.0'?>\n<html>"), Format::Html);
        assert_eq!(format("a", b"{\"text\": 1}\n"), Format::JsonLines);
        assert_eq!(format("a", b"{so it is said} in prose"), Format::Text);
        assert_eq!(format("a", b"---\ntitle: x\n---\n"), Format::Markdown);
        assert_eq!(format("a", b"<3 is what she wrote"), Format::Text);
        assert_eq!(format("a", b"<h\0t\0m\0l\0>\0"), Format::Html);
    }

    #[test]
    fn tells_binary_from_dirty_text() {
        assert_eq!(binary(b"%PDF-1.7"), Some("a PDF document"));
        assert_eq!(binary(&[0, 1, 2, 3, 250, 7]), Some("binary data"));
        let dirty = format!("{}\0{}", "words ".repeat(30), "and more ".repeat(30));
        assert_eq!(binary(dirty.as_bytes()), None);
        assert_eq!(binary(b""), None);
        assert_eq!(binary(b"\xff\xfea\0b\0"), None);
    }
}
