//! Direct, indirect or mixed: told by quotation marks.

use crate::Kind;
use crate::quotation::Quotation;
use crate::tokens::Token;

/// The kind of a content, given as token indexes.
///
/// Only words count; a content without any counts its marks.
pub(crate) fn of(tokens: &[Token], content: &[usize]) -> Kind {
    let words: Vec<&Token> = content
        .iter()
        .map(|&t| &tokens[t])
        .filter(|t| t.is_word())
        .collect();
    let all: Vec<&Token> = if words.is_empty() {
        content.iter().map(|&t| &tokens[t]).collect()
    } else {
        words
    };
    let quoted = all
        .iter()
        .filter(|t| t.quotation != Quotation::Outside)
        .count();
    match quoted {
        0 => Kind::Indirect,
        n if n == all.len() => Kind::Direct,
        _ => Kind::Mixed,
    }
}
