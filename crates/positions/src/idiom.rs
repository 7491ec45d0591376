//! Phrases that mean something else than their words do ("hands off the reserve"
//! is for keeping it), put into words that say it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use demarche_stance::Proposition;

use crate::dispute::folded;

/// Phrases in lower case and what they mean, the longer first.
static IDIOMS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("../data/idioms.txt").lines();
    let mut all: Vec<_> = lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    all.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    all
});

/// A cue or content in plain words, with the phrase that was replaced; nothing where
/// there is none. A phrase whose words the question itself has ("is the border
/// negotiable?") stays as it is.
pub(crate) fn plainly(content: &str, proposition: &Proposition) -> Option<(String, &'static str)> {
    let text = content.to_lowercase().replace('\u{2019}', "'");
    // Only where lower case is as long can what was found be replaced in place.
    if text.len() != content.replace('\u{2019}', "'").len() {
        return None;
    }
    let content = content.replace('\u{2019}', "'");
    let whole = |at: usize, phrase: &str| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        ends(before) && ends(after)
    };
    let (at, phrase, words) = IDIOMS.iter().find_map(|(phrase, words)| {
        let at = text.find(phrase).filter(|at| whole(*at, phrase))?;
        Some((at, *phrase, *words))
    })?;
    if shares(phrase, proposition) {
        return None;
    }
    let plain = format!("{}{words}{}", &content[..at], &content[at + phrase.len()..]);
    Some((plain, phrase))
}

/// Whether a wording of the question has a telling word of the phrase.
fn shares(phrase: &str, proposition: &Proposition) -> bool {
    // Inflected forms of a word begin alike; shorter words tell nothing.
    const STEM: usize = 5;
    let stems = |text: &str| -> BTreeSet<String> {
        folded(text)
            .split(' ')
            .filter(|word| word.chars().count() >= STEM)
            .map(|word| word.chars().take(STEM).collect())
            .collect()
    };
    let own = stems(phrase);
    std::iter::once(&proposition.text)
        .chain(&proposition.synonyms)
        .chain(&proposition.counters)
        .any(|wording| !own.is_disjoint(&stems(wording)))
}

#[cfg(test)]
mod tests {
    use demarche_stance::Proposition;

    use super::plainly;

    #[test]
    fn idioms_are_put_into_plain_words() {
        let asked = Proposition::new("The reserve is given up");
        let plain = |content| plainly(content, &asked).map(|(words, _)| words);
        assert_eq!(
            plain("\u{201c}Hands off the reserve\u{201d}").as_deref(),
            Some("\u{201c}we must keep the reserve\u{201d}")
        );
        assert_eq!(
            plain("that Norland wouldn\u{2019}t hesitate to use it").as_deref(),
            Some("that Norland would use it")
        );
        assert_eq!(
            plain("that the border was non-negotiable").as_deref(),
            Some("that the border was required")
        );
        assert_eq!(
            plain("would not hesitate for a single second").as_deref(),
            Some("would be prepared")
        );
        assert_eq!(plain("the reserve"), None);
        assert_eq!(plain("the handshands offer"), None);
    }

    #[test]
    fn what_is_asked_about_is_no_idiom() {
        let asked = Proposition::new("The border is negotiated");
        assert_eq!(plainly("the border is not negotiable", &asked), None);
    }
}
