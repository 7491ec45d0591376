//! Adjectives of lands that no table holds, told by the names that a report has:
//! "Taldoran" of "Taldora", "Khareshi" of "Kharesh".

use std::collections::HashMap;

use crate::words::Word;

/// What turns a land's name into an adjective. Not "ic", "ish" or "ist", which
/// turn beliefs into adjectives, too: "Islamic", "Democratic".
const ENDINGS: [&str; 6] = ["n", "an", "ian", "ean", "i", "ese"];

/// Lands that nobody speaks for.
const CONTINENTS: [&str; 5] = ["africa", "america", "asia", "europe", "eurasia"];

/// The shortest stem: with less, too many words look like one another.
const STEM: usize = 4;

/// Tells each word that looks like the adjective of another which that is.
pub(crate) fn mark(words: &mut [Word]) {
    let names: HashMap<&str, &str> = words
        .iter()
        .filter(|word| word.capital && !word.upper)
        .filter(|word| !CONTINENTS.contains(&word.fold.as_str()))
        .map(|word| (word.fold.as_str(), &*word.text))
        .collect();
    let found: Vec<Option<Box<str>>> = words
        .iter()
        .map(|word| land(word, &names).map(Into::into))
        .collect();
    for (word, land) in words.iter_mut().zip(found) {
        word.land = land;
    }
}

fn land<'a>(word: &Word, names: &HashMap<&str, &'a str>) -> Option<&'a str> {
    if !word.capital || word.upper || word.possessive {
        return None;
    }
    stems(&word.fold).find_map(|stem| {
        let whole = ["", "a", "e", "i", "o", "u", "y", "ia", "ea"];
        let mut called = whole.iter().map(|end| format!("{stem}{end}"));
        called.find_map(|name| {
            names
                .get(name.as_str())
                .copied()
                .filter(|_| name != word.fold)
        })
    })
}

/// What an adjective may have been made of, without a last vowel.
fn stems(adjective: &str) -> impl Iterator<Item = &str> {
    ENDINGS
        .iter()
        .filter_map(|ending| adjective.strip_suffix(ending))
        .filter(|stem| stem.len() >= STEM)
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn an_adjective_is_that_of_the_land_that_the_report_names() {
        for (text, side) in [
            (
                "Taldora closed the dam. [The Taldoran delegation] left.",
                "Taldora",
            ),
            (
                "Taldora closed the dam. [Taldoran Energy Minister Deva Kolm] left.",
                "Taldora",
            ),
            (
                "The Taldoran delegation left. [Taldora] was late.",
                "Taldora",
            ),
            (
                "Kharesh tested a missile. [A Khareshi official] left.",
                "Kharesh",
            ),
            ("Ortasu voted. [The Ortasuan government] left.", "Ortasu"),
            // A surname that ends so is no adjective.
            ("Sarkis voted. [Sarkisian] left.", ""),
            ("Islam is old. [Islamic leaders] left.", ""),
            ("Africa waits. [African leaders] left.", ""),
            ("The Democrat lost. [Democratic leaders] left.", ""),
            // Nor has every such word a land.
            ("[The Taldoran delegation] left.", ""),
        ] {
            let found = told(text);
            assert!(
                found[0].ends_with(&format!("; {side}")),
                "{text}\n{found:?}"
            );
        }
    }
}
