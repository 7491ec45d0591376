//! Canonical names of actors.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Spelling variants of actors and the names they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorNames {
    /// From the variant in lower case.
    canonical: BTreeMap<String, String>,
}

/// Why a list of names could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {text:?} has no tab; write VARIANT, a tab, NAME, or begin the line with #")]
pub struct NamesError {
    /// The line, counted from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
}

static OFFICERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("../../data/officers.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

impl ActorNames {
    /// Reads names: a variant, a tab and the canonical name on each line;
    /// blank lines and lines that begin with `#` are passed over. Of a variant
    /// that stands twice the last counts.
    ///
    /// # Errors
    /// [`NamesError`] for a line without a tab.
    pub fn read(text: &str) -> Result<Self, NamesError> {
        let mut canonical = BTreeMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((variant, name)) = line.split_once('\t') else {
                return Err(NamesError {
                    line: number,
                    text: line.to_owned(),
                });
            };
            let name = name.split('\t').next().unwrap_or(name).trim();
            canonical.insert(key(variant), name.to_owned());
        }
        Ok(Self { canonical })
    }

    /// Whether no names are known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.canonical.is_empty()
    }

    /// The actor that words name; `None` where they name none that counts.
    #[must_use]
    pub fn of(&self, words: &str) -> Option<String> {
        let words = bare(words);
        if self.is_empty() {
            return is_party(words).then(|| words.to_owned());
        }
        let without_brackets = words.split('(').next().unwrap_or(words).trim();
        // "G-77/CHINA" is the group by the first of its names.
        let first = words.split('/').next().unwrap_or(words).trim();
        let joined = words
            .to_lowercase()
            .strip_suffix(" and china")
            .map(str::to_owned)
            .unwrap_or_default();
        [words, without_brackets, first, &joined]
            .iter()
            .find_map(|name| self.canonical.get(&key(name)))
            .cloned()
    }
}

/// A name for comparison: lower case, one blank between words.
fn key(name: &str) -> String {
    let lower = name.to_lowercase().replace(['\u{2019}', '_'], " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let words = words.join(" ");
    words.strip_prefix("the ").unwrap_or(&words).to_owned()
}

/// The words without article.
fn bare(words: &str) -> &str {
    crate::chain::without_article(words.trim())
}

/// Whether words name a party: a name, and no officer or body of the meeting.
fn is_party(words: &str) -> bool {
    const QUANTITIES: [&str; 14] = [
        "many", "some", "several", "others", "most", "all", "both", "other", "few", "one", "two",
        "another", "numerous", "various",
    ];

    let mut capital = false;
    for word in words.split(|c: char| !c.is_alphanumeric() && c != '-') {
        if word.is_empty() {
            continue;
        }
        if OFFICERS.contains(word.to_lowercase().as_str()) {
            return false;
        }
        capital |= word.chars().next().is_some_and(char::is_uppercase);
    }
    // "Many developing countries", "Some", "Others": a capital, but no name.
    let first = words.split(' ').next().unwrap_or_default().to_lowercase();
    let rest = words
        .split(' ')
        .skip(1)
        .any(|word| word.starts_with(char::is_uppercase));
    capital
        && (rest || !QUANTITIES.contains(&first.as_str()))
        && !words
            .split(' ')
            .all(|word| word.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_looked_up() {
        let names =
            ActorNames::read("# parties\nUS\tUnited_States\nG-77\tGroup_of_77\n").expect("sound");
        let found = |text: &str| names.of(text);
        assert_eq!(found("the US").as_deref(), Some("United_States"));
        assert_eq!(found("The G-77/CHINA").as_deref(), Some("Group_of_77"));
        assert_eq!(found("Ruritania"), None);
        assert_eq!(
            ActorNames::read("US United States")
                .expect_err("no tab")
                .line,
            1
        );
    }

    #[test]
    fn without_names_a_party_has_a_name_of_its_own() {
        let names = ActorNames::default();
        let found = |text: &str| names.of(text);
        assert_eq!(found("the EU").as_deref(), Some("EU"));
        assert_eq!(found("Many developing countries"), None);
        assert_eq!(found("Co-Chair Rosland"), None);
        assert_eq!(found("others"), None);
    }
}
