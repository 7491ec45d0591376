//! Offices as people write them: kept in one spelling without capitals, they
//! get those of proper names back.

use crate::gazetteer::{Entry, gazetteer};

/// An office with the capitals of its states, their adjectives, bodies known by
/// acronyms, and places: `chinese foreign ministry spokesperson` is `Chinese
/// foreign ministry spokesperson`.
#[must_use]
pub fn written(office: &str) -> String {
    let words: Vec<&str> = office.split(' ').collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    while out.len() < words.len() {
        let rest = &words[out.len()..];
        let (count, acronym) = proper(rest).unwrap_or((0, false));
        if count == 0 {
            out.push(rest[0].to_owned());
        }
        out.extend(rest[..count].iter().map(|word| match *word {
            small @ ("of" | "the" | "and") => small.to_owned(),
            word if acronym => word.to_uppercase(),
            word => capitalised(word),
        }));
    }
    out.join(" ")
}

/// How many of the first words are a proper name, and whether it is an acronym.
fn proper(words: &[&str]) -> Option<(usize, bool)> {
    let tables = gazetteer();
    let longest = tables.longest.get(words[0]).copied().unwrap_or(1);
    (1..=longest.min(words.len())).rev().find_map(|count| {
        let key = words[..count].join(" ");
        let name = tables.phrases.get(&key).and_then(|phrase| {
            let state = matches!(phrase.entry, Entry::Country(..));
            (state || phrase.upper).then_some(phrase.upper)
        });
        let noun = || count == 1 && tables.heads.contains_key(words[0]);
        let place = || tables.places.contains_key(&key) && !noun();
        let acronym = name.or_else(|| place().then_some(false))?;
        Some((count, acronym))
    })
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn proper_names_get_their_capitals_back() {
        for (office, expected) in [
            (
                "chinese foreign ministry spokesperson",
                "Chinese foreign ministry spokesperson",
            ),
            ("indiana governor", "Indiana governor"),
            (
                "south korean deputy minister",
                "South Korean deputy minister",
            ),
            ("foreign minister", "foreign minister"),
            ("secretary of state", "secretary of state"),
            ("head of state", "head of state"),
            ("un special envoy", "UN special envoy"),
            ("", ""),
        ] {
            assert_eq!(written(office), expected);
        }
    }
}
