//! Names as they are compared: without case, accents and articles.

use demarche_actors::fold;

/// A name without case, accents, marks and a leading article, so that
/// "The European Union" and "european union" are one.
#[must_use]
pub fn folded(name: &str) -> String {
    let plain: String = fold(name)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

/// Whether folded words stand in a folded text as whole words.
pub(crate) fn holds(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// A name as an identifier: `European Union` gives `european-union`.
pub(crate) fn slug(name: &str) -> String {
    folded(name).replace(' ', "-")
}
