//! Whose words the clauses of a resolution are: "The Security Council, …", and
//! then, a paragraph each, "Recalling …", "1. Decides that …, and urges …".

use demarche_reading::Span;

use crate::frame::Frame;
use crate::words::Words;

/// The name of the body that a clause without a subject belongs to.
pub(crate) fn body(words: &Words, frame: &Frame) -> Option<Span> {
    let paragraph = *words.paragraphs.get(frame.sentence)?;
    let (first, _) = lines(words).find(|&(line, _)| line == paragraph)?.1;
    let opens = frame.cue.0 == first;
    let goes_on = (first..frame.cue.0)
        .rev()
        .find(|&at| words.all[at].lettered);
    let goes_on = goes_on.is_some_and(|at| words.is(at, "and"));
    if !is_verb(words, first) || !(opens || goes_on) {
        return None;
    }
    let mut before: Vec<_> = lines(words)
        .take_while(|&(line, _)| line < paragraph)
        .map(|(_, bounds)| bounds)
        .collect();
    while let Some((first, last)) = before.pop() {
        let open = [",", ":"].contains(&words.get(last - 1));
        if open && words.is(first, "the") {
            return name(words, first, last);
        }
        let heading = last - first <= HEADING && words.all[last - 1].lettered;
        if !is_verb(words, first) && !heading {
            return None;
        }
    }
    None
}

/// A line of no more words, without a mark at its end, is a heading.
const HEADING: usize = 6;

/// The lines of the text: their numbers, and their words from the first that is
/// no number, mark or letter of a list.
fn lines<'w>(words: &'w Words<'_>) -> impl Iterator<Item = (u32, (usize, usize))> + 'w {
    let of = |sentence: usize| words.paragraphs[sentence];
    let starts = (0..words.sentences.len()).filter(move |&at| at == 0 || of(at - 1) != of(at));
    starts.filter_map(move |start| {
        let end = (start..words.sentences.len()).take_while(|&at| of(at) == of(start));
        let last = words.sentences[end.last()?].1;
        let first = (words.sentences[start].0..last).find(|&at| {
            let word = words.get(at);
            words.all[at].lettered
                && word.len() > 1
                && !word.starts_with(|c: char| c.is_ascii_digit())
        })?;
        Some((of(start), (first, last)))
    })
}

/// "Decides", "Recalling", "Is convinced".
fn is_verb(words: &Words, at: usize) -> bool {
    let word = words.get(at);
    let finite = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let participle = word.len() > 5 && word.ends_with("ing") || word == "Having";
    words.all[at].capital && (finite || participle || word == "Is")
}

/// "The Peace and Security Council", of words from `first` on.
fn name(words: &Words, first: usize, last: usize) -> Option<Span> {
    let mut end = first + 1;
    for at in first + 1..last {
        if words.all[at].capital {
            end = at + 1;
        } else if !words.is_any(at, &["of", "the", "and", "for", "on"]) {
            break;
        }
    }
    (end > first + 1).then(|| words.span(first, end)).flatten()
}

#[cfg(test)]
mod tests {
    use demarche_attribution::{Attribution, Kind};

    use super::*;

    /// The body of the clause whose cue stands in brackets.
    fn shown(marked: &str) -> Option<String> {
        let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let text = marked.replace(['[', ']'], "");
        let words = Words::new(&text);
        let relation = Attribution {
            source: Vec::new(),
            cue: vec![Span::new(start, end)],
            content: vec![Span::new(end + 1, text.len())],
            kind: Kind::Indirect,
            confidence: 1.0,
            parent: None,
        };
        let found = body(&words, &Frame::new(&words, &relation));
        found.map(|span| text[span.range()].to_owned())
    }

    #[test]
    fn clauses_are_the_words_of_the_body_before_them() {
        let head = "The Peace and Security Council, having met on 24 March,";
        for clause in [
            "1. [Decides] that the ferry sails.",
            "*[Recalling]* its earlier words,",
            "1. *Welcomes* the talks, and *[urges]* all sides to sail.",
            "Recalling the ferry,\n\n(a) [Notes with concern] that nobody sails.",
            "The ferry\n\n2. [Is convinced] that it sails.",
        ] {
            let found = shown(&format!("{head}\n\n{clause}"));
            assert_eq!(
                found.as_deref(),
                Some("The Peace and Security Council"),
                "{clause}"
            );
        }
        let found = shown("The European Council:\n\n1. [Welcomes] the ferry.");
        assert_eq!(found.as_deref(), Some("The European Council"));
    }

    #[test]
    fn what_is_no_clause_has_no_body() {
        for text in [
            "The Council met.\n\n1. [Decides] that the ferry sails.",
            "The Council, having met,\n\nIt rained all day in the port.\n\n1. [Decides] to sail.",
            "The Council, having met,\n\nTalks went on, and it [urges] them to sail.",
            "[Decides] that the ferry sails.",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
