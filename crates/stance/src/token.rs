//! Words of a text, in lower case, and when two words are forms of one.

use demarche_encoder::words;
use std::ops::Range;

/// A word or mark.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// In lower case; `n't` and its like are "not".
    pub text: String,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
}

impl Token {
    /// Whether it is a word or number, not a mark.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    /// Whether it carries meaning of its own.
    pub fn is_content(&self) -> bool {
        self.is_word() && !is_small(&self.text)
    }
}

/// Cuts a text into words and marks.
pub(crate) fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for span in words(text) {
        let word = &text[span.clone()];
        // "don't" and "don’t" come as don, ', t.
        if let [.., stem, mark] = tokens.as_mut_slice()
            && matches!(mark.text.as_str(), "'" | "\u{2019}" | "`")
            && mark.span.end == span.start
            && stem.span.end == mark.span.start
        {
            if word == "t" && stem.text.ends_with('n') {
                stem.text.pop();
                match stem.text.as_str() {
                    "ca" => "can".clone_into(&mut stem.text),
                    "wo" => "will".clone_into(&mut stem.text),
                    _ => {}
                }
                "not".clone_into(&mut mark.text);
                mark.span.end = span.end;
                continue;
            }
            // "Trump's", "we'll": the mark goes with what follows it.
            if matches!(word, "s" | "ll" | "re" | "ve" | "d" | "m") {
                let end = span.end;
                word_after_mark(word).clone_into(&mut mark.text);
                mark.span.end = end;
                continue;
            }
        }
        tokens.push(Token {
            text: word.to_lowercase(),
            span,
        });
    }
    tokens
}

fn word_after_mark(word: &str) -> &str {
    match word {
        "ll" => "will",
        "re" => "are",
        "ve" => "have",
        "d" => "would",
        "m" => "am",
        _ => "s",
    }
}

/// Words too common to tell what a text is about.
const SMALL: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "another", "any", "are",
    "as", "at", "be", "because", "been", "before", "being", "both", "but", "by", "can", "could",
    "did", "do", "does", "doing", "done", "during", "each", "even", "ever", "every", "for", "from",
    "further", "get", "go", "going", "got", "had", "has", "have", "having", "he", "her", "here",
    "him", "himself", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just",
    "let", "like", "make", "many", "may", "me", "might", "more", "most", "much", "must", "my",
    "need", "new", "no", "not", "now", "of", "off", "on", "once", "one", "only", "or", "other",
    "our", "out", "over", "own", "people", "s", "said", "same", "say", "she", "should", "so",
    "some", "such", "take", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "thing", "this", "those", "through", "time", "to", "too", "under", "until", "up", "us",
    "very", "was", "way", "we", "well", "were", "what", "when", "where", "whether", "which",
    "while", "who", "whom", "why", "will", "with", "would", "yes", "you", "your",
];

/// Whether a word in lower case is one of the small ones.
pub(crate) fn is_small(word: &str) -> bool {
    SMALL.binary_search(&word).is_ok()
}

/// Whether `word` is `lemma` or one of its inflections, by spelling.
pub(crate) fn inflects(word: &str, lemma: &str) -> bool {
    if word.as_bytes().first() != lemma.as_bytes().first() {
        return false; // Most words, at once.
    }
    if word == lemma {
        return true;
    }
    let stem = lemma.strip_suffix(['e', 'y']).unwrap_or(lemma);
    if stem.len() < 2 || lemma.len() < 3 {
        return false;
    }
    let Some(rest) = word.strip_prefix(stem) else {
        return false;
    };
    if stem.len() < lemma.len() {
        return match lemma.as_bytes()[stem.len()] {
            b'e' => matches!(rest, "es" | "ed" | "ing"),
            _ => matches!(rest, "ies" | "ied" | "ying" | "ys" | "yed"),
        };
    }
    // "ban": bans, banned, banning.
    let doubled = rest
        .strip_prefix(|c| stem.ends_with(c))
        .is_some_and(|rest| matches!(rest, "ed" | "ing"));
    matches!(rest, "s" | "es" | "ed" | "ing") || doubled
}

/// Whether two words in lower case are near forms of one another: they begin
/// alike over four letters or more, and over most of the longer one.
pub(crate) fn akin(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    // "Part" and "party".
    let other = short == 4 && [a.strip_prefix(b), b.strip_prefix(a)].contains(&Some("y"));
    !other && same >= 4 && same * 10 >= long * 6 && same + 3 >= short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_are_sorted() {
        assert!(SMALL.is_sorted());
    }

    #[test]
    fn contractions() {
        let text = "They won't and can\u{2019}t; we'll see Trump's n'te";
        let found: Vec<_> = tokenise(text).into_iter().map(|t| t.text).collect();
        assert_eq!(
            found,
            [
                "they", "will", "not", "and", "can", "not", ";", "we", "will", "see", "trump", "s",
                "n", "'", "te"
            ]
        );
    }

    #[test]
    fn inflections() {
        for (word, lemma, is) in [
            ("denied", "deny", true),
            ("denies", "deny", true),
            ("opposing", "oppose", true),
            ("banned", "ban", true),
            ("bank", "ban", false),
            ("bans", "ban", true),
            ("asks", "ask", true),
            ("saying", "say", true),
            ("says", "say", true),
            ("essay", "say", false),
        ] {
            assert_eq!(inflects(word, lemma), is, "{word} {lemma}");
        }
    }

    #[test]
    fn kinship() {
        for (a, b, is) in [
            ("guarantee", "guarantor", true),
            ("negotiate", "negotiation", true),
            ("withdraw", "withdrawal", true),
            ("russia", "russian", true),
            ("present", "president", false),
            ("international", "intervene", false),
            ("deport", "department", false),
            ("part", "party", false),
        ] {
            assert_eq!(akin(a, b), is, "{a} {b}");
        }
    }
}
