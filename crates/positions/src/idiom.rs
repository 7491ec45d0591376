//! Phrases that mean something else than their words do ("hands off the reserve"
//! is for keeping it), put into words that say it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use demarche_stance::Proposition;

use crate::dispute::folded;

/// Phrases in lower case, what they mean, and whether they do whatever is asked; the
/// longer first.
static IDIOMS: LazyLock<Vec<(&'static str, &'static str, bool)>> = LazyLock::new(|| {
    let lines = include_str!("../data/idioms.txt").lines();
    let mut all: Vec<_> = lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(phrase, words)| {
            let plain = words.strip_suffix("\talways");
            (phrase, plain.unwrap_or(words), plain.is_some())
        })
        .collect();
    all.sort_by_key(|(phrase, ..)| std::cmp::Reverse(phrase.len()));
    all
});

/// A cue or content in plain words, with the phrase that was replaced; nothing where
/// there is none. A phrase whose words the question itself has ("is the border
/// negotiable?") stays as it is, unless it always means something else.
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
    let (at, phrase, words, always) = IDIOMS.iter().find_map(|(phrase, words, always)| {
        let at = text.find(phrase).filter(|at| whole(*at, phrase))?;
        Some((at, *phrase, *words, *always))
    })?;
    if !always && shares(phrase, proposition) {
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
        // That somebody gives no guarantee is another matter.
        let asked = Proposition::new("Norland gives a guarantee");
        let found = plainly("Observers are no guarantee", &asked).map(|(plain, _)| plain);
        assert_eq!(found.as_deref(), Some("Observers do not suffice"));
        assert_eq!(plainly("Norland will give no guarantee", &asked), None);
    }
}
