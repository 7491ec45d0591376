//! Where quotation marks stand and what stands between them.
//!
//! The model is told of every token whether it is quoted, and a relation's
//! [`Kind`](crate::Kind) follows from it. Marks are paired within a paragraph.

use crate::tokens::Token;
use demarche_encoder::is_double_quote;
use std::ops::Range;

/// What quotation marks make of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Quotation {
    Outside = 0,
    Inside = 1,
    Opening = 2,
    Closing = 3,
}

/// Fills in the quotation state of every token.
///
/// A straight mark (and `''`, and a curly closing mark where nothing is open)
/// opens or closes by the blanks on either side of it; where they do not
/// tell, as in copy whose sentences run together, by what is open.
pub(crate) fn mark(text: &str, tokens: &mut [Token]) {
    let (mut inside, mut paragraph) = (false, u32::MAX);
    let mut i = 0;
    while i < tokens.len() {
        let token = &tokens[i];
        let (start, mut end) = (token.span.start, token.span.end);
        if token.paragraph != paragraph {
            (paragraph, inside) = (token.paragraph, false);
        }
        let word = &text[start..end];
        let mut width = 1;
        if matches!(word, "`" | "'")
            && tokens
                .get(i + 1)
                .is_some_and(|next| next.span.start == end && &text[next.span.range()] == word)
        {
            (width, end) = (2, end + 1);
        } else if !is_double_quote(word) {
            tokens[i].quotation = if inside {
                Quotation::Inside
            } else {
                Quotation::Outside
            };
            i += 1;
            continue;
        }
        let opens = match word {
            "\u{201c}" | "\u{201e}" | "\u{201f}" | "\u{ab}" | "`" => true,
            "\u{bb}" => false,
            "\u{201d}" if inside => false,
            _ => by_neighbours(
                text[..start].chars().next_back(),
                text[end..].chars().next(),
            )
            .unwrap_or(!inside),
        };
        for token in &mut tokens[i..i + width] {
            token.quotation = match (opens, inside) {
                (true, _) => Quotation::Opening,
                (false, true) => Quotation::Closing,
                (false, false) => Quotation::Outside,
            };
        }
        inside = opens;
        i += width;
    }
}

/// Whether a mark between these characters opens; `None` if they do not tell.
fn by_neighbours(before: Option<char>, after: Option<char>) -> Option<bool> {
    let loose_before =
        before.is_none_or(|c| c.is_whitespace() || "([{-\u{2013}\u{2014}/\u{2018}".contains(c));
    let loose_after =
        after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}-\u{2013}\u{2014}".contains(c));
    (loose_before != loose_after).then_some(loose_before)
}

/// A stretch between quotation marks, the marks included.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it runs to the end of its paragraph unclosed and the next
    /// paragraph opens with a mark: one quotation over several paragraphs.
    pub goes_on: bool,
}

/// The quotations of a text, in order.
pub(crate) fn quoted(tokens: &[Token]) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    // Two marks that touch, as in '', are one.
    let touches =
        |t: usize, other: usize| tokens[t.min(other)].span.end == tokens[t.max(other)].span.start;
    for (t, token) in tokens.iter().enumerate() {
        if let Some(first) = open.filter(|&first| tokens[first].paragraph != token.paragraph) {
            found.push(Quoted {
                tokens: first..t,
                goes_on: token.quotation == Quotation::Opening,
            });
            open = None;
        }
        match token.quotation {
            Quotation::Opening => {
                let doubled =
                    t > 0 && tokens[t - 1].quotation == Quotation::Opening && touches(t - 1, t);
                if open.is_none() || !doubled {
                    if let Some(first) = open {
                        found.push(Quoted {
                            tokens: first..t,
                            goes_on: false,
                        });
                    }
                    open = Some(t);
                }
            }
            Quotation::Closing => {
                let doubled = tokens
                    .get(t + 1)
                    .is_some_and(|next| next.quotation == Quotation::Closing)
                    && touches(t, t + 1);
                if let Some(first) = open.filter(|_| !doubled) {
                    found.push(Quoted {
                        tokens: first..t + 1,
                        goes_on: false,
                    });
                    open = None;
                }
            }
            Quotation::Inside | Quotation::Outside => {}
        }
    }
    found.extend(open.map(|first| Quoted {
        tokens: first..tokens.len(),
        goes_on: false,
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokenise;

    fn inside(text: &str) -> Vec<&str> {
        let tokens = tokenise(text);
        tokens
            .iter()
            .filter(|t| t.quotation == Quotation::Inside)
            .map(|t| &text[t.span.range()])
            .collect()
    }

    #[test]
    fn pairs_every_style() {
        for text in [
            "He “agreed” then.",
            "He \"agreed\" then.",
            "He ``agreed'' then.",
            "He ''agreed'' then.",
            "He «agreed» then.",
        ] {
            assert_eq!(inside(text), ["agreed"], "{text}");
        }
    }

    #[test]
    fn sentences_run_together_keep_their_state() {
        let text =
            "a role to that end.\"In fact, we try,\" Wang said.\"China aims high,\" he said.";
        assert_eq!(
            inside(text),
            [
                "In", "fact", ",", "we", "try", ",", "China", "aims", "high", ","
            ]
        );
    }

    #[test]
    fn a_paragraph_left_open_ends_with_itself() {
        assert_eq!(inside("“One goes on\nno more"), ["One", "goes", "on"]);
        assert_eq!(inside("“One\n“two” three"), ["One", "two"]);
    }

    #[test]
    fn a_stray_closing_mark_opens_nothing() {
        assert_eq!(inside("too late\" he said. Then more."), Vec::<&str>::new());
    }

    #[test]
    fn quotations_are_whole_and_may_go_on() {
        let text = "“One two” and ''three'' she said. “Four\n“five six,” he said. “Seven";
        let tokens = tokenise(text);
        let stretches: Vec<_> = quoted(&tokens)
            .into_iter()
            .map(|q| {
                (
                    &text[tokens[q.tokens.start].span.start..tokens[q.tokens.end - 1].span.end],
                    q.goes_on,
                )
            })
            .collect();
        assert_eq!(
            stretches,
            [
                ("“One two”", false),
                ("''three''", false),
                ("“Four", true),
                ("“five six,”", false),
                ("“Seven", false)
            ]
        );
    }
}
