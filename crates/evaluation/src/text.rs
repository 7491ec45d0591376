//! A text cut into the tokens that all figures count.

use crate::quotes::quoted_regions;
use crate::relation::Offsets;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Tokens by their index in the text.
pub(crate) type TokenSet = BTreeSet<usize>;

/// The type of a content by its quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Direct,
    Indirect,
    Mixed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token {
    start: usize,
    end: usize,
    word: bool,
}

/// A run of word characters (group 1), or one other character that is no blank.
///
/// Word characters are Python's: letters, numbers, the underscore. Rust's own
/// `\w` would also take combining marks, enclosed letters such as `Ⓐ`, joiners
/// and the other connectors; Python's blanks include U+001C to U+001F.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{L}\p{N}_]+)|[^\p{L}\p{N}_\s\x1c-\x1f]").expect("a constant that compiles")
});

/// The text of an article with what the metrics need to know of it.
#[derive(Debug, Clone)]
pub struct Text {
    string: String,
    length: usize,
    tokens: Vec<Token>,
    quoted: TokenSet,
}

impl Text {
    /// Cuts a text into tokens.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let chars: Vec<char> = text.chars().collect();
        let mut this = Self {
            tokens: tokenise(&text),
            length: chars.len(),
            string: text,
            quoted: TokenSet::new(),
        };
        this.quoted = this.token_set(&quoted_regions(&chars));
        this
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// The length in code points: the largest offset there is.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// The tokens as spans, in order.
    #[must_use]
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = Offsets> {
        self.tokens.iter().map(|token| [token.start, token.end])
    }

    /// The tokens that share at least one character with the spans.
    pub(crate) fn token_set(&self, spans: &[Offsets]) -> TokenSet {
        let mut found = TokenSet::new();
        for &[start, end] in spans {
            let first = self.tokens.partition_point(|token| token.end <= start);
            let inside = self.tokens[first..]
                .iter()
                .take_while(|token| token.start < end)
                .count();
            found.extend(first..first + inside);
        }
        found
    }

    /// The words among the tokens; all of them where there is no word.
    pub(crate) fn without_punctuation(&self, tokens: &TokenSet) -> TokenSet {
        let words: TokenSet = tokens
            .iter()
            .copied()
            .filter(|&t| self.tokens[t].word)
            .collect();
        if words.is_empty() {
            tokens.clone()
        } else {
            words
        }
    }

    /// The type of a content.
    pub(crate) fn kind(&self, content: &TokenSet) -> Kind {
        let words = self.without_punctuation(content);
        match words.intersection(&self.quoted).count() {
            0 => Kind::Indirect,
            quoted if quoted == words.len() => Kind::Direct,
            _ => Kind::Mixed,
        }
    }
}

/// The unbroken runs of tokens, as first and last.
pub(crate) fn runs(tokens: &TokenSet) -> BTreeSet<(usize, usize)> {
    let mut runs = BTreeSet::new();
    let mut current: Option<(usize, usize)> = None;
    for &token in tokens {
        current = match current {
            Some((first, last)) if last + 1 == token => Some((first, token)),
            Some(done) => {
                runs.insert(done);
                Some((token, token))
            }
            None => Some((token, token)),
        };
    }
    runs.extend(current);
    runs
}

fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    // Where the last match ended, in bytes and in code points.
    let (mut byte, mut point) = (0, 0);
    for captures in TOKEN.captures_iter(text) {
        let found = captures.get_match();
        let start = point + text[byte..found.start()].chars().count();
        let end = start + found.as_str().chars().count();
        tokens.push(Token {
            start,
            end,
            word: captures.get(1).is_some(),
        });
        (byte, point) = (found.end(), end);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, bool)> {
        let chars: Vec<char> = text.chars().collect();
        tokenise(text)
            .iter()
            .map(|t| (chars[t.start..t.end].iter().collect(), t.word))
            .collect()
    }

    #[test]
    fn offsets_count_code_points_and_newlines_stay() {
        let text = Text::new("\u{1d4d0}\r\n\u{e9} na\u{ef}ve\u{2019}s \u{1f600}!");
        let tokens: Vec<_> = text.tokens().collect();
        assert_eq!(
            tokens,
            [
                [0, 1],
                [3, 4],
                [5, 10],
                [10, 11],
                [11, 12],
                [13, 14],
                [14, 15]
            ]
        );
        assert_eq!(text.length(), 15);
    }

    /// `str.isalnum() or "_"` of Python 3.11 over characters on which word
    /// patterns tend to disagree.
    const WORD_CHARACTERS: &[(char, bool)] = &[
        ('_', true),
        ('\u{203f}', false),  // undertie, a connector
        ('\u{ff3f}', false),  // fullwidth low line, a connector
        ('\u{301}', false),   // combining acute
        ('\u{903}', false),   // Devanagari visarga, a spacing mark
        ('\u{94d}', false),   // Devanagari virama
        ('\u{e31}', false),   // Thai vowel sign
        ('\u{5b0}', false),   // Hebrew point
        ('\u{200c}', false),  // zero-width non-joiner
        ('\u{200d}', false),  // zero-width joiner
        ('\u{ad}', false),    // soft hyphen
        ('\u{feff}', false),  // byte order mark
        ('\u{24b6}', false),  // circled A, alphabetic but a symbol
        ('\u{1f130}', false), // squared A
        ('\u{20e3}', false),  // enclosing keycap
        ('\u{2460}', true),   // circled one
        ('\u{b2}', true),     // superscript two
        ('\u{bd}', true),     // one half
        ('\u{2167}', true),   // Roman numeral eight
        ('\u{3007}', true),   // ideographic zero
        ('\u{4e09}', true),   // ideograph three
        ('\u{661}', true),    // Arabic-Indic one
        ('\u{f33}', true),    // Tibetan half zero
        ('\u{aa}', true),     // feminine ordinal
        ('\u{2b0}', true),    // modifier letter
        ('\u{2c2}', false),   // modifier symbol
        ('\u{2019}', false),  // apostrophe
        ('\u{2bc}', true),    // modifier letter apostrophe
        ('\u{1f600}', false),
        ('\u{20ac}', false),
        ('\u{2122}', false),
        ('\u{1d4d0}', true), // mathematical script A
        ('\u{10330}', true), // Gothic
        ('\u{fb01}', true),  // ligature fi
    ];

    #[test]
    fn word_characters_are_those_of_the_reference() {
        for &(c, word) in WORD_CHARACTERS {
            assert_eq!(words(&c.to_string()), [(c.to_string(), word)], "{c:?}");
            let joined = words(&format!("a{c}b")).len();
            assert_eq!(joined, if word { 1 } else { 3 }, "{c:?}");
        }
    }

    #[test]
    fn blanks_are_no_tokens() {
        for c in [
            '\u{1c}', '\u{1f}', '\u{85}', '\u{a0}', '\u{1680}', '\u{2009}', '\u{202f}', '\u{3000}',
        ] {
            assert!(words(&c.to_string()).is_empty(), "{c:?}");
        }
        // Zero width, but no blanks.
        for c in ['\u{200b}', '\u{2060}', '\u{180e}', '\u{0}'] {
            assert_eq!(words(&c.to_string()).len(), 1, "{c:?}");
        }
    }

    #[test]
    fn spans_take_every_token_they_touch() {
        let text = Text::new("one two, three");
        let set = |start, end| {
            text.token_set(&[[start, end]])
                .into_iter()
                .collect::<Vec<_>>()
        };
        assert_eq!(set(2, 5), [0, 1]);
        assert_eq!(set(3, 4), [] as [usize; 0]);
        assert_eq!(set(7, 8), [2]);
        assert_eq!(set(0, usize::MAX), [0, 1, 2, 3]);
        assert_eq!(set(5, 2), [] as [usize; 0]);
        assert_eq!(set(usize::MAX, usize::MAX), [] as [usize; 0]);
        // An empty span shares no character with anything, yet the reference
        // counts the token around it.
        assert_eq!(set(1, 1), [0]);
        assert_eq!(set(0, 0), [] as [usize; 0]);
    }

    #[test]
    fn runs_break_at_gaps() {
        let of = |tokens: &[usize]| {
            runs(&tokens.iter().copied().collect())
                .into_iter()
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[4]), [(4, 4)]);
        assert_eq!(of(&[0, 1, 3, 4, 5, 9]), [(0, 1), (3, 5), (9, 9)]);
    }

    #[test]
    fn kinds_look_at_words_only() {
        let text =
            Text::new("\u{201c}We will,\u{201d} he said. It is \u{201c}late\u{201d} now. Rain.");
        let kind = |start, end| text.kind(&text.token_set(&[[start, end]]));
        assert_eq!(kind(0, 10), Kind::Direct);
        assert_eq!(kind(0, 13), Kind::Mixed);
        assert_eq!(kind(20, 36), Kind::Mixed);
        assert_eq!(kind(38, 43), Kind::Indirect);
        // A mark alone is judged by itself.
        assert_eq!(kind(0, 1), Kind::Direct);
    }
}
