//! Files that people write in TOML: taken apart key by key, so that everything
//! that is wrong with one is told at once, each fault at its place and with
//! what to do.
//!
//! ```
//! use demarche_forms::{Faults, Table, parse};
//!
//! let text = "nam = 3\nsides = \"North\"\n";
//! let parsed = parse(text, "README.md shows the form").unwrap();
//! let mut faults = Faults::default();
//! let mut top = Table::new(parsed.get_ref(), 0..0, "a party");
//! top.string("name", &mut faults);
//! top.strings("sides", &mut faults);
//! top.finish(&mut faults);
//! let told: Vec<String> = faults
//!     .placed(text)
//!     .iter()
//!     .map(|f| format!("{}:{}: {}; {}", f.line, f.column, f.what, f.remedy))
//!     .collect();
//! assert_eq!(told, [
//!     "1:1: a party has no key `nam`; did you mean `name`?",
//!     "2:9: `sides` is a string; write a list: sides = [\"North\"]",
//! ]);
//! ```

mod fault;
mod near;
mod table;
mod text;

pub use fault::{Fault, Faults};
pub use near::{distance, listed, near};
pub use table::{Table, Value, integer, pair, string};
pub use text::{At, Text};

use toml::Spanned;
use toml::de::DeTable;

const QUOTE: &str = "put text in quotation marks";

/// Reads a file as TOML; `remedy` is what to do where the fault itself does
/// not say.
///
/// # Errors
/// [`Faults`] of its form: all of them, of a line the first.
pub fn parse<'t>(text: &'t str, remedy: &str) -> Result<Spanned<DeTable<'t>>, Faults> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut errors: Vec<_> = errors
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message()))
        .collect();
    errors.sort_by_key(|(at, _)| at.start);
    // What else is wrong on a line is mostly a consequence.
    let line_of = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count();
    errors.dedup_by_key(|(at, _)| line_of(at.start));
    let mut faults = Faults::default();
    for (at, message) in errors {
        let line = message.trim().lines().next().unwrap_or("not TOML");
        // A bare word is taken for the beginning of `nan` or of `true`.
        let word = text.get(at.clone()).unwrap_or_default();
        let value = ["invalid float", "invalid boolean"]
            .iter()
            .any(|what| line.starts_with(what));
        if value && word.starts_with(char::is_alphabetic) {
            faults.add(at.clone(), format!("`{word}` is no value"), QUOTE);
            continue;
        }
        let remedy = match line {
            _ if line.contains("duplicate key") => "keep one of the two",
            _ if line.contains("string") => QUOTE,
            _ => remedy,
        };
        faults.add(at, line, remedy);
    }
    if faults.0.is_empty() {
        Ok(table)
    } else {
        Err(faults)
    }
}

/// A file's name without folder and ending.
#[must_use]
pub fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn every_fault_of_form_is_told() {
        let text = "name = Talks on the dam\n\n[[party]]\nname = \"North\nsides = [\"N\"]\n\n[[question]]\nid = \"a\"\nid = \"b\"\ncontrolled_by = North\n\n[[question]\n";
        let faults = parse(text, "docs show the form").unwrap_err();
        let told: Vec<String> = faults
            .placed(text)
            .iter()
            .map(|f| format!("{}:{}: {}; {}", f.line, f.column, f.what, f.remedy))
            .collect();
        let key = parse("größe = 1\n", "docs show the form").unwrap_err();
        assert!(key.placed("größe = 1\n")[0].what.contains("unquoted key"));
        insta::assert_snapshot!(told.join("\n"), @r#"
        1:8: string values must be quoted, expected literal string; put text in quotation marks
        4:14: invalid basic string, expected `"`; put text in quotation marks
        9:1: duplicate key; keep one of the two
        10:17: `North` is no value; put text in quotation marks
        12:12: unclosed array table, expected `]`; docs show the form
        "#);
    }
}
