//! Stretches of tokens made fit to read: gaps closed, stray marks trimmed,
//! quotations and names whole.

use crate::quotation::{Quotation, Quoted};
use crate::tokens::Token;
use demarche_reading::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// A source grown to the left over the rest of a name, a possessor and an
/// article, so that nobody is called "'s" or "Xiaoquan, an expert".
pub(crate) fn whole_name(
    text: &str,
    tokens: &[Token],
    source: Vec<usize>,
    cue: &[usize],
) -> Vec<usize> {
    let Some(&first) = source.first() else {
        return source;
    };
    let word = |t: usize| &text[tokens[t].span.range()];
    let free = |t: usize| !cue.contains(&t) && tokens[t].paragraph == tokens[first].paragraph;
    // The token `back` places before `from`, if the source may take it in.
    let before = |from: usize, back: usize| from.checked_sub(back).filter(|&t| free(t));
    let mark = |t: usize| matches!(word(t), "'" | "\u{2019}");
    let mut start = first;
    if mark(start) {
        start = before(start, 1)
            .filter(|&t| tokens[t].is_word())
            .unwrap_or(start);
    } else if word(start) == "s" && before(start, 1).is_some_and(mark) {
        start = before(start, 2).unwrap_or(start);
    }
    while let Some(t) = before(start, 1)
        && tokens[start].is_capital()
        && tokens[t].is_capital()
        && !is_small_word(word(t))
    {
        start = t;
    }
    if let Some(t) = before(start, 1)
        && is_article(word(t))
        && tokens[t].quotation == tokens[start].quotation
    {
        start = t;
    }
    (start..first).chain(source).collect()
}

fn is_article(word: &str) -> bool {
    ["the", "a", "an"]
        .iter()
        .any(|article| word.eq_ignore_ascii_case(article))
}

/// Words that stand before a name in capitals at a sentence's start without
/// being part of it.
fn is_small_word(word: &str) -> bool {
    const SMALL: &str = " the a an in on at but and as for when while if however after before yet still so then that \
        though although because since with by from to of or it he she they i we you this these those there what who \
        which his her their its our my your is was are were even not no also why how where monday tuesday wednesday \
        thursday friday saturday sunday ";
    let word = word.to_lowercase();
    SMALL.split(' ').any(|small| small == word)
}

/// Content grown to the quotations that it holds the better part of, unless
/// the relation's cue or source stands in them.
pub(crate) fn whole_quotations(
    tokens: &[Token],
    quotations: &[Quoted],
    mut content: BTreeSet<usize>,
    blocked: &BTreeSet<usize>,
    share: f32,
) -> BTreeSet<usize> {
    let free = |quoted: &Quoted| blocked.range(quoted.tokens.clone()).next().is_none();
    for (n, quoted) in quotations
        .iter()
        .enumerate()
        .filter(|(_, quoted)| free(quoted))
    {
        let words = quoted.tokens.clone().filter(|&t| tokens[t].is_word());
        let (all, held) = words.fold((0, 0), |(all, held), t| {
            (all + 1, held + usize::from(content.contains(&t)))
        });
        if all == 0 || (held as f32) < share * all as f32 {
            continue;
        }
        content.extend(quoted.tokens.clone());
        if let Some(next) = quotations
            .get(n + 1)
            .filter(|next| quoted.goes_on && free(next))
        {
            content.extend(next.tokens.clone());
        }
    }
    content
}

/// Content grown to its paragraph's end where whole sentences follow a colon
/// without quotation marks ("gave a short answer: One. Two."): in the corpus,
/// six of seven contents that begin so run so far.
pub(crate) fn whole_speech(
    text: &str,
    tokens: &[Token],
    mut content: BTreeSet<usize>,
    blocked: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let Some(&first) = content.first() else {
        return content;
    };
    let plain = tokens[first].is_capital() && tokens[first].quotation == Quotation::Outside;
    let after_colon = first > 1
        && &text[tokens[first - 1].span.range()] == ":"
        && (blocked.contains(&(first - 1)) || blocked.contains(&(first - 2)));
    if !plain || !after_colon {
        return content;
    }
    let home = tokens[first].paragraph;
    let ends = |t: usize| {
        matches!(&text[tokens[t].span.range()], "." | "!" | "?")
            && tokens
                .get(t + 1)
                .is_none_or(|next| next.span.start > tokens[t].span.end)
    };
    // Content up to the first sentence's end, or to where it breaks off.
    let stop = (first..tokens.len()).find(|&t| ends(t) || !content.contains(&t));
    if let Some(stop) = stop.filter(|&t| ends(t)) {
        let rest = (stop..tokens.len())
            .take_while(|&t| tokens[t].paragraph == home && !blocked.contains(&t))
            .take_while(|&t| tokens[t].quotation != Quotation::Opening);
        content.extend(rest);
    }
    content
}

/// Content grown by what one of its stretches still wants at its end: the word
/// after a preposition or an article ("would be inspected in | May"), the rest
/// of a number ("1 | ,200 miles").
pub(crate) fn whole_phrases(
    text: &str,
    tokens: &[Token],
    mut content: BTreeSet<usize>,
    blocked: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    const OPEN: &str = " in on at by of to for from with into until through during against \
        between under about the a an ";
    let wants = |t: usize| {
        let word = text[tokens[t].span.range()].to_lowercase();
        OPEN.split(' ').any(|open| open == word)
    };
    let ends: Vec<usize> = content
        .iter()
        .copied()
        .filter(|t| !content.contains(&(t + 1)))
        .collect();
    for mut end in ends {
        while splits_number(text, tokens, end) && !blocked.contains(&(end + 2)) {
            content.extend([end + 1, end + 2]);
            end += 2;
        }
        while wants(end)
            && let Some(next) = tokens.get(end + 1)
            && next.is_word()
            && next.paragraph == tokens[end].paragraph
            && next.quotation == tokens[end].quotation
            && !blocked.contains(&(end + 1))
        {
            end += 1;
            content.insert(end);
        }
    }
    content
}

/// Whether a number goes on after a token, behind a comma or a point.
fn splits_number(text: &str, tokens: &[Token], end: usize) -> bool {
    let Some([number, mark, rest]) = tokens.get(end..end + 3) else {
        return false;
    };
    let digits = |token: &Token| {
        let word = &text[token.span.range()];
        word.bytes().all(|byte| byte.is_ascii_digit())
    };
    digits(number)
        && matches!(&text[mark.span.range()], "," | ".")
        && digits(rest)
        && number.span.end == mark.span.start
        && mark.span.end == rest.span.start
}

/// Runs of tokens with small gaps closed, and without outer marks that belong
/// elsewhere.
pub(crate) fn tidy(
    text: &str,
    tokens: &[Token],
    found: impl Iterator<Item = usize>,
    blocked: &BTreeSet<usize>,
    gap: usize,
) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for t in found {
        match runs.last_mut() {
            Some(run)
                if t - run.end <= gap
                    && blocked.range(run.end..t).next().is_none()
                    && tokens[t].paragraph == tokens[run.end - 1].paragraph =>
            {
                run.end = t + 1;
            }
            _ => runs.push(t..t + 1),
        }
    }
    for run in &mut runs {
        while run.start < run.end && !may_begin(text, &tokens[run.start]) {
            run.start += 1;
        }
        while run.start < run.end && !may_end(text, &tokens[run.end - 1]) {
            run.end -= 1;
        }
    }
    runs.retain(|run| tokens[run.clone()].iter().any(Token::is_word));
    runs
}

fn may_begin(text: &str, token: &Token) -> bool {
    token.is_word()
        || token.quotation == Quotation::Opening
        || matches!(
            &text[token.span.range()],
            "(" | "[" | "$" | "#" | "@" | "\u{2018}" | "'"
        )
}

fn may_end(text: &str, token: &Token) -> bool {
    token.is_word()
        || matches!(token.quotation, Quotation::Inside | Quotation::Closing)
        || matches!(
            &text[token.span.range()],
            ")" | "]" | "%" | "\u{2019}" | "'"
        )
}

/// Whether a sentence may begin at a token.
pub(crate) fn may_start_sentence(text: &str, tokens: &[Token], t: usize) -> bool {
    if t == 0 || tokens[t - 1].paragraph != tokens[t].paragraph {
        return true;
    }
    let ends = |t: usize| matches!(&text[tokens[t].span.range()], "." | "!" | "?");
    let ended =
        ends(t - 1) || (tokens[t - 1].quotation == Quotation::Closing && t > 1 && ends(t - 2));
    ended && (tokens[t].quotation == Quotation::Opening || tokens[t].is_capital())
}

/// The sentence that a token stands in, as far as marks and capitals tell.
fn sentence(text: &str, tokens: &[Token], t: usize) -> Range<usize> {
    let starts = |t: &usize| may_start_sentence(text, tokens, *t);
    let first = (0..=t).rev().find(starts).unwrap_or(0);
    let last = (t + 1..tokens.len()).find(starts).unwrap_or(tokens.len());
    first..last
}

/// Runs of content without strays: a few words in the middle of a sentence
/// that holds nothing else of the relation.
pub(crate) fn without_strays(
    text: &str,
    tokens: &[Token],
    runs: &[Range<usize>],
    blocked: &BTreeSet<usize>,
) -> Vec<Range<usize>> {
    const FEW: usize = 3;
    let longest = runs.iter().map(Range::len).max().unwrap_or(0);
    let stray = |run: &Range<usize>| {
        if run.len() > FEW
            || run.len() == longest
            || tokens[run.start].quotation == Quotation::Opening
        {
            return false;
        }
        let home = sentence(text, tokens, run.start);
        let beside = |other: &Range<usize>| other.start < home.end && home.start < other.end;
        home.start < run.start
            && blocked.range(home.clone()).next().is_none()
            && !runs.iter().any(|other| other != run && beside(other))
    };
    runs.iter().filter(|run| !stray(run)).cloned().collect()
}

/// Neighbouring tokens as one span.
pub(crate) fn spans(tokens: &[Token], indexes: &[usize]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut last = usize::MAX;
    for &t in indexes.iter().collect::<BTreeSet<_>>() {
        let span = tokens[t].span;
        match out.last_mut() {
            Some(open) if last.checked_add(1) == Some(t) => open.end = span.end,
            _ => out.push(span),
        }
        last = t;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokenise;

    /// What `whole_speech` makes of the first `words` tokens after the colon,
    /// with everything up to the colon as source and cue.
    fn grown(text: &str, words: usize) -> String {
        let tokens = tokenise(text);
        let colon = tokens
            .iter()
            .position(|t| &text[t.span.range()] == ":")
            .unwrap();
        let blocked = (0..=colon).collect();
        let content = (colon + 1..=colon + words).collect();
        let content = whole_speech(text, &tokens, content, &blocked);
        let (first, last) = (content.first().unwrap(), content.last().unwrap());
        text[tokens[*first].span.start..tokens[*last].span.end].to_owned()
    }

    #[test]
    fn a_number_stays_whole() {
        let text = "It flew 1,200.5 miles, she said.";
        let tokens = tokenise(text);
        let content = whole_phrases(text, &tokens, (0..3).collect(), &BTreeSet::new());
        let last = tokens[*content.last().unwrap()].span;
        assert_eq!(&text[..last.end], "It flew 1,200.5");
    }

    #[test]
    fn a_stray_word_in_another_sentence_is_left_out() {
        let text = "The paper said the port would close. It added that the minister had resigned. \
            He had not, he wrote.";
        let tokens = tokenise(text);
        let run = |from: &str, to: &str| {
            let at = |word: &str| tokens.iter().position(|t| &text[t.span.range()] == word);
            at(from).unwrap()..at(to).unwrap() + 1
        };
        let blocked: BTreeSet<usize> = run("The", "said").collect();
        let port = run("the", "close");
        let left = |runs: &[Range<usize>]| without_strays(text, &tokens, runs, &blocked);
        assert_eq!(
            left(&[port.clone(), run("resigned", "resigned")]),
            std::slice::from_ref(&port)
        );
        // A whole sentence, several words, a piece beside another of its sentence.
        for kept in [
            vec![port.clone(), run("He", "not")],
            vec![port, run("that", "resigned")],
            vec![run("port", "port"), run("would", "close")],
        ] {
            assert_eq!(left(&kept), kept);
        }
    }

    #[test]
    fn speech_after_a_colon_runs_to_its_paragraph() {
        let answer = "We will see. We have time.";
        assert_eq!(
            grown(
                &format!("The envoy gave a short answer: {answer}\nThe talks ended."),
                3
            ),
            answer
        );
        // A list, a clause, or a sentence that somebody else goes on from.
        assert_eq!(
            grown("The plan includes: free tuition. It is dear.", 2),
            "free tuition"
        );
        assert_eq!(
            grown("He wrote: We will see, and more. Yes.", 3),
            "We will see"
        );
        assert_eq!(
            grown("He said: We will see. \"No,\" said another.", 3),
            "We will see."
        );
    }
}
