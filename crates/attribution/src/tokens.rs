//! A text as tokens, with what the model is told of each.
//!
//! Tokens are runs of letters, digits and `_`, and every other visible
//! character by itself: the tokens that scoring counts in. Training makes the
//! same ones (`training/data.py`).

use crate::quotation::{self, Quotation};
use demarche_encoder::{is_word, words};
use demarche_reading::Span;

/// A token of a text.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub span: Span,
    /// The number of its paragraph (line), from 0.
    pub paragraph: u32,
    pub case: Case,
    pub quotation: Quotation,
}

/// The letter case of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Case {
    Lower = 0,
    Title = 1,
    Upper = 2,
    Mixed = 3,
    Number = 4,
    Mark = 5,
}

impl Token {
    /// Whether it is a word or number, not a mark.
    pub fn is_word(&self) -> bool {
        self.case != Case::Mark
    }

    /// Whether it has a capital letter, as a name has.
    pub fn is_capital(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper | Case::Mixed)
    }
}

/// Cuts a text into tokens.
pub(crate) fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let (mut paragraph, mut last) = (0, 0);
    for range in words(text) {
        // Blank lines, and line ends before the first token, count once.
        if !tokens.is_empty() && text[last..range.start].contains('\n') {
            paragraph += 1;
        }
        last = range.end;
        tokens.push(Token {
            case: case_of(&text[range.clone()]),
            span: Span::new(range.start, range.end),
            paragraph,
            quotation: Quotation::Outside,
        });
    }
    quotation::mark(text, &mut tokens);
    tokens
}

fn case_of(word: &str) -> Case {
    let mut characters = word.chars();
    let Some(first) = characters.next() else {
        return Case::Mark;
    };
    if !is_word(first) {
        Case::Mark
    } else if first.is_numeric() {
        Case::Number
    } else if has_case(word, char::is_lowercase, char::is_uppercase) {
        Case::Lower
    } else if first.is_uppercase()
        && (word.len() == first.len_utf8()
            || has_case(
                &word[first.len_utf8()..],
                char::is_lowercase,
                char::is_uppercase,
            ))
    {
        Case::Title
    } else if has_case(word, char::is_uppercase, char::is_lowercase) {
        Case::Upper
    } else {
        Case::Mixed
    }
}

/// Whether a word has letters of the wanted case and none of the other.
fn has_case(word: &str, wanted: impl Fn(char) -> bool, other: impl Fn(char) -> bool) -> bool {
    word.chars().any(wanted) && !word.chars().any(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_marks_and_paragraphs() {
        let text = "A U.S. aide\n\nsaid 3rd_time.";
        let tokens = tokenise(text);
        let words: Vec<_> = tokens
            .iter()
            .map(|t| (&text[t.span.range()], t.paragraph))
            .collect();
        assert_eq!(
            words,
            [
                ("A", 0),
                ("U", 0),
                (".", 0),
                ("S", 0),
                (".", 0),
                ("aide", 0),
                ("said", 1),
                ("3rd_time", 1),
                (".", 1)
            ]
        );
    }

    #[test]
    fn cases() {
        for (word, case) in [
            ("said", Case::Lower),
            ("Mao", Case::Title),
            ("A", Case::Title),
            ("NATO", Case::Upper),
            ("McCain", Case::Mixed),
            ("1990s", Case::Number),
            ("é", Case::Lower),
            (",", Case::Mark),
            ("习", Case::Mixed),
        ] {
            assert_eq!(case_of(word), case, "{word}");
        }
    }
}
