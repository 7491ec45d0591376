//! Interviews and transcripts: each turn has a label at its line's start that
//! names who speaks.
//!
//! "Q: Would you sign? A: Not yet." Nothing but the label and its colon says
//! that somebody speaks here, and the network, which learnt from running text,
//! misses most such turns. Their form leaves no doubt, so they are read by it.

use demarche_reading::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::{Attribution, Kind};

/// Whom a label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// "Q:": whoever asks.
    Asks,
    /// "A:": whoever answers.
    Answers,
    /// "Bech:": whoever bears the name.
    Named,
}

/// What one speaker says until the next begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The label, without its colon.
    pub label: Span,
    /// Whom it stands for.
    pub speaker: Speaker,
    /// The mark behind it.
    pub mark: Span,
    /// What is said, a span a paragraph. Never empty.
    pub said: Vec<Span>,
}

const ASKING: [&str; 14] = [
    "Q",
    "QUESTION",
    "Question",
    "REPORTER",
    "Reporter",
    "INTERVIEWER",
    "Interviewer",
    "MODERATOR",
    "Moderator",
    "PRESENTER",
    "Presenter",
    "HOST",
    "Host",
    "ANCHOR",
];
const ANSWERING: [&str; 3] = ["A", "ANSWER", "Answer"];

/// Words of a name that are written small.
const SMALL: [&str; 12] = [
    "de", "da", "di", "du", "la", "van", "von", "der", "den", "bin", "al", "el",
];

/// A name in a label has no more words than this.
const WORDS: usize = 5;

/// So many turns of either side make a transcript.
const EACH: usize = 2;

/// How sure it is that a labelled turn is its speaker's.
const SURE: f32 = 0.98;

/// The turns of a text, where it has the form of an interview or a transcript;
/// none elsewhere.
///
/// Either somebody asks and somebody answers, at least twice; or two names, at
/// least, label turns by turns, names that the text has elsewhere, too. A single
/// line that begins with a word and a colon is no turn.
#[must_use]
pub fn turns(text: &str) -> Vec<Turn> {
    let lines = lines(text);
    let labels: Vec<Option<(Span, Speaker, Span)>> =
        lines.iter().map(|line| label(text, line)).collect();
    let turns = labels.iter().flatten();
    let asked = turns.clone().filter(|(_, who, _)| *who == Speaker::Asks);
    let named: Vec<&str> = turns
        .clone()
        .filter(|(_, who, _)| *who == Speaker::Named)
        .map(|(span, _, _)| &text[span.range()])
        .collect();
    let told = capitals(text, &labels);
    let elsewhere = |name: &&str| {
        let last = name.split_whitespace().last();
        last.is_some_and(|last| told.contains(&last.to_lowercase()))
    };
    let answered = turns.filter(|(_, who, _)| *who == Speaker::Answers).count();
    let asked = asked.count();
    let speakers: BTreeSet<&str> = if asked >= EACH {
        named.iter().copied().filter(elsewhere).collect()
    } else {
        let mut often: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &named {
            *often.entry(*name).or_default() += 1;
        }
        let often = often.into_iter().filter(|(_, count)| *count >= EACH);
        often.map(|(name, _)| name).filter(elsewhere).collect()
    };
    let by_name = named.iter().filter(|name| speakers.contains(**name));
    let talk = if asked >= EACH {
        answered + by_name.count() >= EACH
    } else {
        speakers.len() >= 2
    };
    if !talk {
        return Vec::new();
    }
    let counts = |(span, who, _): &(Span, Speaker, Span)| {
        *who != Speaker::Named || speakers.contains(&text[span.range()])
    };
    let starts: Vec<usize> = (0..lines.len())
        .filter(|&at| labels[at].as_ref().is_some_and(counts))
        .collect();
    let mut found = Vec::new();
    for (number, &at) in starts.iter().enumerate() {
        let Some((label, speaker, mark)) = labels[at] else {
            continue;
        };
        // What stands behind the last turn may be no turn's any more, and what
        // stands behind a question may be an answer without a label.
        let next = starts.get(number + 1).copied();
        let end = next.filter(|_| speaker != Speaker::Asks).unwrap_or(at + 1);
        let rest = mark.end..lines[at].end;
        let said: Vec<Span> = std::iter::once(rest)
            .chain(lines[at + 1..end].iter().cloned())
            .filter_map(|range| bare(text, range))
            .collect();
        if !said.is_empty() {
            found.push(Turn {
                label,
                speaker,
                mark,
                said,
            });
        }
    }
    found
}

/// Puts the turns of a text among the relations found in it: those whose cue
/// stands in what a turn says become its children, and what reads a label or
/// runs over a turn's edge gives way to it.
pub(crate) fn with_turns(text: &str, mut relations: Vec<Attribution>) -> Vec<Attribution> {
    let turns = turns(text);
    if turns.is_empty() {
        return relations;
    }
    let holds = |turn: &Turn, span: &Span| {
        let mut said = turn.said.iter();
        said.any(|one| one.start <= span.start && span.end <= one.end)
    };
    let touches = |turn: &Turn, span: &Span| {
        let zone = turn.label.start..turn.said.last().map_or(turn.mark.end, |last| last.end);
        span.start < zone.end && zone.start < span.end
    };
    let mut within: Vec<Option<usize>> = Vec::with_capacity(relations.len());
    let mut stays: Vec<bool> = Vec::with_capacity(relations.len());
    for relation in &relations {
        let mut spans = relation
            .source
            .iter()
            .chain(&relation.cue)
            .chain(&relation.content);
        let turn = (turns.iter()).position(|turn| relation.cue.iter().all(|cue| holds(turn, cue)));
        stays.push(match turn {
            Some(turn) => spans.all(|span| holds(&turns[turn], span)),
            None => !spans.any(|span| turns.iter().any(|turn| touches(turn, span))),
        });
        within.push(turn);
    }
    let first = relations.len();
    for (relation, within) in relations.iter_mut().zip(&within) {
        let parent = relation.parent.filter(|&parent| stays[parent]);
        relation.parent = parent.or(within.map(|turn| first + turn));
    }
    relations.extend(turns.into_iter().map(|turn| Attribution {
        source: vec![turn.label],
        cue: vec![turn.mark],
        content: turn.said,
        kind: Kind::Direct,
        confidence: SURE,
        parent: None,
    }));
    stays.resize(relations.len(), true);
    in_order(&relations, &stays)
}

/// The relations that stay, in the order of their cues, parents renumbered.
fn in_order(relations: &[Attribution], stays: &[bool]) -> Vec<Attribution> {
    let mut places: Vec<usize> = (0..relations.len()).filter(|&at| stays[at]).collect();
    places.sort_by_key(|&at| relations[at].cue.first().map_or(0, |cue| cue.start));
    let mut numbers = vec![None; relations.len()];
    for (new, &old) in places.iter().enumerate() {
        numbers[old] = Some(new);
    }
    places
        .iter()
        .map(|&at| Attribution {
            parent: relations[at].parent.and_then(|parent| numbers[parent]),
            ..relations[at].clone()
        })
        .collect()
}

/// The lines of a text that are not empty.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if !line.trim().is_empty() {
            found.push(start..end);
        }
        start += line.len();
    }
    found
}

/// The label of a line, if it begins with one, whom it stands for, and the mark
/// behind it.
fn label(text: &str, line: &Range<usize>) -> Option<(Span, Speaker, Span)> {
    let whole = &text[line.clone()];
    let decoration = [' ', '\t', '*', '_'];
    let start = line.start + whole.len() - whole.trim_start_matches(decoration).len();
    let rest = &text[start..line.end];
    let mark = rest.find(':').or_else(|| {
        // "Q. Will you?"
        let short = rest.starts_with("Q. ") || rest.starts_with("A. ");
        short.then_some(1)
    })?;
    let name = rest[..mark].trim_end_matches(decoration);
    // "VOSSAR (recording):"
    let aside = name.ends_with(')').then(|| name.find(" (")).flatten();
    let name = name[..aside.unwrap_or(name.len())].trim_end_matches(decoration);
    let behind = rest[mark + 1..].trim_matches(decoration);
    if name.is_empty() || !behind.contains(char::is_alphanumeric) {
        return None;
    }
    // "Q:30", "A://"
    if !rest[mark + 1..].starts_with(decoration) {
        return None;
    }
    let speaker = if ASKING.contains(&name) {
        Speaker::Asks
    } else if ANSWERING.contains(&name) {
        Speaker::Answers
    } else if is_name(name) {
        Speaker::Named
    } else {
        return None;
    };
    let mark = start + mark;
    Some((
        Span::new(start, start + name.len()),
        speaker,
        Span::new(mark, mark + 1),
    ))
}

/// "Bech", "MR. BECH", "Foreign Minister Ana de Ruiz".
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let letters = |word: &&str| {
        let mark = |c: char| matches!(c, '.' | '-' | '’' | '\'');
        word.chars().all(|c| c.is_alphabetic() || mark(c)) && word.chars().any(char::is_alphabetic)
    };
    (1..=WORDS).contains(&words.len())
        && words.iter().all(letters)
        && words
            .iter()
            .all(|word| capital(word) || SMALL.contains(word))
        && words.last().is_some_and(capital)
}

/// The words, in lower case, that stand in the text outside the labels with a
/// capital inside a line: a caption's "Photo:" does not.
fn capitals(text: &str, labels: &[Option<(Span, Speaker, Span)>]) -> BTreeSet<String> {
    let labels: Vec<Span> = labels.iter().flatten().map(|(span, _, _)| *span).collect();
    let in_label = |at: usize| {
        let next = labels.partition_point(|label| label.end <= at);
        labels.get(next).is_some_and(|label| label.start <= at)
    };
    let mut start = 0;
    let mut found = BTreeSet::new();
    for piece in
        text.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '’' | '\''))
    {
        let at = start;
        start += piece.len();
        let opens_line = text[..at].ends_with('\n') || at == 0;
        if !piece.starts_with(char::is_uppercase) || opens_line || in_label(at) {
            continue;
        }
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let own = word.strip_suffix("'s").or(word.strip_suffix("’s"));
        found.insert(own.unwrap_or(word).to_lowercase());
    }
    found
}

/// A line without white space and emphasis around it; nothing of nothing.
fn bare(text: &str, range: Range<usize>) -> Option<Span> {
    let decoration = [' ', '\t', '*', '_'];
    let line = &text[range.clone()];
    let start = range.start + line.len() - line.trim_start_matches(decoration).len();
    let end = range.start + line.trim_end_matches(decoration).len();
    (start < end).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let of = |span: &Span| &text[span.range()];
        let one = |turn: &Turn| {
            let said: Vec<&str> = turn.said.iter().map(of).collect();
            format!(
                "{:?} {}: {}",
                turn.speaker,
                of(&turn.label),
                said.join(" / ")
            )
        };
        turns(text).iter().map(one).collect()
    }

    #[test]
    fn questions_and_answers_take_turns() {
        let text = "Lars Bech spoke to us.\n\nQ: Should it end?\n\nBech: It should.\n\n\
                    In May, too.\n\n**Q:** And the port?\n\n**A:** No: never.\n\nHe left.";
        assert_eq!(
            shown(text),
            [
                "Asks Q: Should it end?",
                "Named Bech: It should. / In May, too.",
                "Asks Q: And the port?",
                "Answers A: No: never.",
            ]
        );
        let text = "Q: Why?\nA: So.\nQ: Now?\n\nIt was late.\nA: No.";
        assert_eq!(shown(text)[2..], ["Asks Q: Now?", "Answers A: No."]);
        assert_eq!(shown("Q. Why?\nA. So.\nQ. Now?\nA. Yes.").len(), 4);
    }

    #[test]
    fn names_alone_take_turns_where_the_text_has_them_elsewhere() {
        let talk = "ADLER: Will you?\nBECH: No.\nADLER: Never?\nBECH: Ask me in May.";
        let text = format!("Jana Adler spoke with Lars Bech.\n{talk}");
        assert_eq!(shown(&text).len(), 4);
        assert_eq!(shown(&text)[3], "Named BECH: Ask me in May.");
        assert!(shown(talk).is_empty());
    }

    #[test]
    fn a_presenter_asks_and_a_recording_is_of_whom_its_label_names() {
        let text = "PRESENTER: Our Jana Adler spoke with Lars Bech. Jana?\n\n\
                    ADLER: I asked him twice.\n\nBECH (recording, translated): Never.\n\n\
                    PRESENTER: Never?\n\nADLER: His very word.";
        assert_eq!(
            shown(text),
            [
                "Asks PRESENTER: Our Jana Adler spoke with Lars Bech. Jana?",
                "Named ADLER: I asked him twice.",
                "Named BECH: Never.",
                "Asks PRESENTER: Never?",
                "Named ADLER: His very word.",
            ]
        );
    }

    #[test]
    fn a_line_with_a_colon_is_no_turn() {
        for text in [
            "Lars Bech left.\n\nA: it rained.\n\nB: it did not.",
            "Photo: Reuters\nRead more: Port shut\nPhoto: AP\nRead more: Port open",
            "Bech: It should end\nBy Ana Ruiz\n\nLars Bech said so.",
            // Whoever answers has no label.
            "Lars Bech spoke.\n\nQ: Why?\n\nIt rained.\n\nQ: When?\n\nIn May.\n\nQ: Now?\n\nNo.",
            "The sides agreed: nothing moves.\nQ:30 is a code.\nQ: ?\nQ:\nQ: ...",
            "",
            "\n\n:\n",
        ] {
            assert!(shown(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_a_turn_tells_stands_in_it() {
        let text = "Q: Is it over?\nA: No, Adler said so.\nQ: When?\nA: In May.";
        let relation =
            |source: Range<usize>, cue: Range<usize>, content: Range<usize>| Attribution {
                source: vec![source.into()],
                cue: vec![cue.into()],
                content: vec![content.into()],
                kind: Kind::Indirect,
                confidence: 0.5,
                parent: None,
            };
        let inner = relation(22..27, 28..32, 33..35);
        assert_eq!(&text[22..35], "Adler said so");
        // Over the edge of a turn.
        let across = relation(0..1, 1..2, 3..20);
        let found = with_turns(text, vec![across, inner.clone()]);
        let cues: Vec<(usize, Option<usize>)> = found
            .iter()
            .map(|one| (one.cue[0].start, one.parent))
            .collect();
        assert_eq!(
            cues,
            [(1, None), (16, None), (28, Some(1)), (38, None), (47, None)]
        );
        // Without turns all stays as it was.
        let plain = "Adler said so.";
        assert_eq!(with_turns(plain, vec![inner.clone()]), [inner]);
    }

    proptest::proptest! {
        #[test]
        fn turns_lie_in_the_text_and_apart(text in "((Q|A|Bech|x): ?[a-z:é ]{0,8}\n{0,2}){0,9}") {
            let mut end = 0;
            for turn in turns(&text) {
                for span in [turn.label, turn.mark].into_iter().chain(turn.said) {
                    proptest::prop_assert!(end <= span.start && span.start < span.end);
                    proptest::prop_assert!(text.get(span.range()).is_some());
                    end = span.end;
                }
            }
        }
    }
}
