//! Whether a statement shares nothing with a question but the name of whom it asks about.
//!
//! "Is Ek fit to be president?" asks about Ek, and so does much else: that Ek was
//! seen in Norland, or is a fraud, has the name and nothing of the question.

use std::collections::BTreeSet;

use crate::lexicon::Lexicon;
use crate::overlap::Bag;
use crate::prepared::Prepared;
use crate::token::{Token, tokenise};

/// Whether all that the content shares with the wordings are names that wordings begin with.
///
/// `tokens` are those of `content`, `bag` its words. A wording's first word has a
/// capital letter in any case: it is a name where another follows, or where the
/// content has it within with a capital.
pub(crate) fn names_alone(
    asked: &Prepared,
    content: &str,
    tokens: &[Token],
    bag: &Bag,
    lexicon: &Lexicon,
) -> bool {
    let within: BTreeSet<&str> = tokens
        .iter()
        .skip(1)
        .filter(|token| has_capital(content, token))
        .map(|token| token.text.as_str())
        .collect();
    let wordings: Vec<(&str, Vec<Token>, Vec<usize>)> = asked
        .wordings()
        .map(|one| {
            let covered = one.bag.touched(bag).covered;
            (one.text.as_str(), tokenise(&one.text), covered)
        })
        .collect();
    let mut names: Vec<&str> = Vec::new();
    for (text, words, _) in &wordings {
        let run: Vec<&str> = words
            .iter()
            .skip_while(|word| word.text == "the")
            .take_while(|word| has_capital(text, word))
            .map(|word| word.text.as_str())
            .collect();
        if run.len() > 1 || run.iter().any(|word| within.contains(word)) {
            names.extend(run);
        }
    }
    let is_name = |word: &str| {
        let kin = lexicon.kin(word);
        let mut known = names.iter();
        known.any(|name| *name == word || (kin.is_some() && lexicon.kin(name) == kin))
    };
    let mut shared = wordings
        .iter()
        .flat_map(|(_, words, covered)| covered.iter().map(|at| words[*at].text.as_str()))
        .peekable();
    shared.peek().is_some() && shared.all(is_name)
}

fn has_capital(text: &str, token: &Token) -> bool {
    text[token.span.clone()].starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlap::Bags;
    use crate::{Judge, Proposition};

    #[test]
    fn a_name_by_itself_is_not_the_question() {
        let judge = Judge::new().expect("the shipped model");
        let (bags, lexicon) = (Bags::load().expect("shipped"), Lexicon::load());
        let asked = judge.prepare(&Proposition {
            text: "Jo Ek is fit to be president".into(),
            synonyms: vec!["Ek has the temperament for the office".into()],
            counters: vec!["The country is not safe with Jo Ek".into()],
        });
        let alone = |content: &str| {
            let tokens = tokenise(content);
            let bag = bags.bag(&tokens, &lexicon);
            names_alone(&asked, content, &tokens, &bag, &lexicon)
        };
        assert!(alone("that Ek was a fraud"));
        assert!(alone("Jo Ek as a liar"));
        assert!(!alone("that Ek was unfit to be president"));
        assert!(!alone("that Ek lacked the temperament"));
        // What shares nothing at all is another matter.
        assert!(!alone("that the man was a fraud"));
        let peace = judge.prepare(&Proposition::new("Peacekeepers guard the border"));
        let content = "peacekeepers were a dream";
        let tokens = tokenise(content);
        let bag = bags.bag(&tokens, &lexicon);
        assert!(!names_alone(&peace, content, &tokens, &bag, &lexicon));
    }
}
