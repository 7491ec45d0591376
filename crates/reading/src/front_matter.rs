//! The front matter of a Markdown file: `key: value` lines, no more of YAML than that.

use crate::{Metadata, Note, dates};

/// Reads the lines between the fences into `metadata`.
pub(crate) fn read(block: &str, metadata: &mut Metadata, notes: &mut Vec<Note>) {
    let mut lines = block.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(at) = line.find([':', '=']) else {
            continue;
        };
        let key = line[..at].trim().to_ascii_lowercase().replace('-', "_");
        let mut value = unquote(&line[at + 1..]);
        // A list below the key: authors, mostly.
        while value.is_empty() || value.ends_with('\u{1f}') {
            let Some(item) = lines.next_if(|next| next.trim_start().starts_with("- ")) else {
                break;
            };
            value = format!("{value}{}\u{1f}", unquote(&item.trim_start()[1..]));
        }
        let value = value.trim_end_matches('\u{1f}').replace('\u{1f}', ", ");
        if value.is_empty() {
            continue;
        }
        let field = match key.as_str() {
            "id" => &mut metadata.id,
            "title" | "headline" => &mut metadata.title,
            "author" | "authors" | "byline" => &mut metadata.author,
            "outlet" | "publisher" | "publication" | "site" | "site_name" => &mut metadata.outlet,
            "source" if !value.starts_with("http") => &mut metadata.outlet,
            "source" | "url" | "link" | "canonical" | "canonical_url" | "source_url" => {
                &mut metadata.url
            }
            "lang" | "language" | "locale" => &mut metadata.language,
            "date" | "published" | "pubdate" | "publish_date" | "date_published" => {
                match dates::iso(&value) {
                    Some(date) => metadata.date = metadata.date.take().or(Some(date)),
                    None => notes.push(Note::Unread { field: key, value }),
                }
                continue;
            }
            _ => continue,
        };
        field.get_or_insert(value);
    }
}

fn unquote(value: &str) -> String {
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
    if let Some(list) = list {
        let items: Vec<String> = list.split(',').map(unquote).collect();
        return items.join(", ");
    }
    for quote in ['"', '\''] {
        let inner = value
            .strip_prefix(quote)
            .and_then(|v| v.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner.replace("\\\"", "\"").replace("''", "'");
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_reports_carry() {
        let block = "title: \"Talks: day three\"\nauthors:\n  - Jane Roe\n  - 'John Doe'\ndate: 22 August 2025\nsource: https://post.example/a\noutlet = \"The Lakeside Post\"\nlang: en-GB\ntags: [a, b]\nnonsense\n";
        let (mut metadata, mut notes) = (Metadata::default(), Vec::new());
        read(block, &mut metadata, &mut notes);
        assert_eq!(metadata.title.as_deref(), Some("Talks: day three"));
        assert_eq!(metadata.author.as_deref(), Some("Jane Roe, John Doe"));
        assert_eq!(metadata.date.as_deref(), Some("2025-08-22"));
        assert_eq!(metadata.url.as_deref(), Some("https://post.example/a"));
        assert_eq!(metadata.outlet.as_deref(), Some("The Lakeside Post"));
        assert_eq!(metadata.language.as_deref(), Some("en-GB"));
        assert!(notes.is_empty());
    }

    #[test]
    fn an_unclear_date_is_noted() {
        let (mut metadata, mut notes) = (Metadata::default(), Vec::new());
        read("date: 03/04/2025\r\nauthor:\r\n", &mut metadata, &mut notes);
        assert_eq!(metadata, Metadata::default());
        assert_eq!(notes.len(), 1);
    }
}
