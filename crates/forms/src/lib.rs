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

/// Reads a file as TOML; `remedy` is what to do where the fault itself does
/// not say.
///
/// # Errors
/// [`Faults`] of its form.
pub fn parse<'t>(text: &'t str, remedy: &str) -> Result<Spanned<DeTable<'t>>, Faults> {
    DeTable::parse(text).map_err(|error| {
        let line = error.message().trim().lines().next().unwrap_or("not TOML");
        let remedy = match line {
            _ if line.contains("duplicate key") => "keep one of the two",
            _ if line.contains("string") => "put text in quotation marks",
            _ => remedy,
        };
        let mut faults = Faults::default();
        faults.add(error.span().unwrap_or(0..0), line, remedy);
        faults
    })
}

/// A file's name without folder and ending.
#[must_use]
pub fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name).to_owned()
}
