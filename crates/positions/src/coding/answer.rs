//! Answers to what was asked: a plain yes or no, or neither.

use super::together::Held;
use super::{INFERRED, Opinion, Piece, REACH, is_asked};
use crate::Stance;
use crate::dispute::folded;
use crate::saying::{SURE_ENOUGH, turned};
use crate::turns::{Turn, from, holds, starts};

/// What an answer's words say by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    Yes,
    No,
    /// Speaks of what was asked by a pronoun, and it is not known what it says.
    OfIt,
    /// Says something else.
    Else,
}

/// A reply that does not say what it replies to: asked about the question, the
/// speaker says yes or no, or speaks of something else.
pub(super) fn answer<E>(
    pieces: &[Piece],
    index: usize,
    before: &[Held],
    judge: &mut impl FnMut(usize, &Piece) -> Result<Opinion, E>,
) -> Result<Option<(Opinion, Option<usize>)>, E> {
    let piece = &pieces[index];
    let reply = reply(&piece.content);
    // "Asked whether …, she said that …", "she said when asked whether …"
    let led_in = starts(&piece.lead, Turn::LedIn).map(|_| piece.lead.as_str());
    if let Some(question) = led_in.or_else(|| from(&piece.tail, Turn::AskedThen)) {
        let about = question.trim_end_matches([',', '.', ' ']);
        let words = Piece {
            cue: "asked".into(),
            content: question.to_owned(),
            sentence: question.to_owned(),
            ..Piece::default()
        };
        let asked = judge(index, &words)?;
        if !is_asked(&asked) {
            return Ok(None);
        }
        let clause = asserted(about);
        let found = answered(index, piece, reply, (&asked, about, &clause), judge)?;
        return Ok(Some((found, None)));
    }
    // A question just before, and an answer.
    let plain = matches!(reply, Reply::Yes | Reply::No);
    let replies = holds(&piece.cue, Turn::Answers).is_some();
    let evades = holds(&piece.content, Turn::Evades).is_some();
    if !plain && !replies && !evades {
        return Ok(None);
    }
    // Nobody answers themselves, or their own side.
    let other = |at: &usize| {
        let before = &pieces[*at];
        let same_voice = before.speaker.is_some() && before.speaker == piece.speaker;
        let same_side = before.side.is_some() && before.side == piece.side;
        !same_voice && !same_side
    };
    // "No" by itself answers what was asked last; and only what was asked.
    let reach = if plain { 1 } else { REACH };
    let found = (index.saturating_sub(reach)..index)
        .rev()
        .filter(other)
        .filter(|at| pieces[*at].content.contains(' '))
        .find(|at| is_asked(&before[*at].0) && (!plain || is_question(&pieces[*at])));
    let Some(at) = found else {
        return Ok(None);
    };
    let about = pieces[at].content.trim_matches(['“', '”', '"', ' ', '?']);
    let clause = ("said", about.to_owned());
    let found = answered(index, piece, reply, (&before[at].0, about, &clause), judge)?;
    Ok(Some((found, Some(at))))
}

fn is_question(piece: &Piece) -> bool {
    holds(&piece.cue, Turn::LedIn).is_some() || piece.content.contains('?')
}

/// The clause that was asked, as somebody would assert it, with the cue of that:
/// what stands behind "whether", or the thing asked about.
fn asserted(question: &str) -> (&'static str, String) {
    let text = format!(" {question} ");
    let clause = [" whether ", " if "].iter().find_map(|opener| {
        let at = text.find(opener)?;
        Some(text[at + opener.len()..].trim().to_owned())
    });
    match clause {
        Some(clause) => ("said", clause),
        None => ("supports", question.to_owned()),
    }
}

/// What the answer makes of what was asked.
fn answered<E>(
    index: usize,
    piece: &Piece,
    reply: Reply,
    (asked, about, (cue, clause)): (&Opinion, &str, &(&str, String)),
    judge: &mut impl FnMut(usize, &Piece) -> Result<Opinion, E>,
) -> Result<Opinion, E> {
    if matches!(reply, Reply::Yes | Reply::No) {
        let said = Piece {
            source: piece.source.clone(),
            cue: (*cue).to_owned(),
            content: clause.clone(),
            sentence: clause.clone(),
            ..Piece::default()
        };
        let mut yes = judge(index, &said)?;
        let sided = matches!(
            yes.stance,
            Stance::Support | Stance::Oppose | Stance::Conditional
        );
        if sided && yes.confidence >= SURE_ENOUGH {
            let word = if reply == Reply::Yes { "yes" } else { "no" };
            yes.stance = match (reply, yes.stance) {
                (Reply::No, Stance::Conditional) => Stance::Oppose,
                (Reply::No, stance) => turned(stance),
                (_, stance) => stance,
            };
            if yes.stance != Stance::Conditional {
                yes.conditions.clear();
            }
            // That it was asked about is as sure as what was asked.
            let sure = yes.confidence.max(asked.confidence);
            yes.confidence = (sure * INFERRED).max(SURE_ENOUGH);
            yes.reason = format!(
                "asked about it (“{about}”), answers {word} (“{}”); {}",
                piece.content.trim_matches(['“', '”', '"', ' ']),
                yes.reason
            );
            return Ok(yes);
        }
    }
    // What speaks of it without our knowing how is no evasion.
    let known = reply == Reply::Else || holds(&piece.content, Turn::Evades).is_some();
    let confidence = if known {
        (asked.confidence * INFERRED).max(SURE_ENOUGH)
    } else {
        (asked.confidence * INFERRED).min(UNKNOWN)
    };
    let what = if known {
        "answers without a yes or no"
    } else {
        "and what the answer is cannot be told"
    };
    Ok(Opinion {
        stance: Stance::NonCommittal,
        confidence,
        sided: 0.0,
        conditions: Vec::new(),
        force: asked.force,
        nearest: asked.nearest,
        reason: format!("asked about it (“{about}”), {what}"),
    })
}

/// How sure an answer may be at most that takes up what was asked in words that
/// are not understood: not enough to count.
const UNKNOWN: f64 = 0.45;

/// What a content says as an answer.
fn reply(content: &str) -> Reply {
    const SUBJECTS: [&str; 12] = [
        "i", "we", "he", "she", "it", "they", "that", "this", "there", "these", "those", "such",
    ];
    const AUXILIARIES: [&str; 26] = [
        "would", "will", "does", "do", "did", "is", "are", "was", "were", "has", "have", "had",
        "could", "can", "should", "must", "may", "might", "won", "wouldn", "doesn", "don", "didn",
        "isn", "cannot", "aren",
    ];
    const TAILS: [&[&str]; 6] = [
        &["do", "so"],
        &["do", "that"],
        &["do", "it"],
        &["do", "this"],
        &["be", "so"],
        &["think", "so"],
    ];
    /// What is said of it is said in few words.
    const SHORT: usize = 9;
    if holds(content, Turn::Evades).is_some() {
        return Reply::Else;
    }
    // "No, not now", but not "No country has asked for it".
    let first = content.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = first
        .split([',', '.', ';', ':', '!', '”', '"', '—', '–'])
        .next();
    let first = folded(first.unwrap_or_default());
    let whole = |turn| starts(&first, turn).is_some_and(|phrase| phrase.len() == first.len());
    if whole(Turn::AnswersNo) {
        return Reply::No;
    }
    if whole(Turn::AnswersYes) {
        return Reply::Yes;
    }
    let text = folded(content);
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.first() == Some(&"that") && words.get(1).is_some_and(|word| SUBJECTS.contains(word)) {
        words.remove(0);
    }
    let of_it = words.first().is_some_and(|word| SUBJECTS.contains(word));
    if !of_it || words.len() > SHORT {
        return Reply::Else;
    }
    let text = words.join(" ");
    if holds(&text, Turn::VerdictNo).is_some() {
        return Reply::No;
    }
    if holds(&text, Turn::VerdictYes).is_some() {
        return Reply::Yes;
    }
    // "he would not", "it won't do that"
    let mut words = words.as_slice();
    for tail in TAILS {
        words = words.strip_suffix(tail).unwrap_or(words);
    }
    match words {
        [_, "cannot"] => Reply::No,
        [_, auxiliary, "not" | "never" | "t"] if AUXILIARIES.contains(auxiliary) => Reply::No,
        [_, auxiliary] if AUXILIARIES.contains(auxiliary) => Reply::Yes,
        _ => Reply::OfIt,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reply, asserted, reply};

    #[test]
    fn short_answers_are_yes_or_no() {
        for no in [
            "“No.”",
            "no",
            "Never",
            "Absolutely not.",
            "“No, not now.”",
            "he would not",
            "that it won’t",
            "it will not do so",
            "that was out of the question",
            "This is not acceptable to us",
            "I don’t think so",
        ] {
            assert_eq!(reply(no), Reply::No, "{no}");
        }
        for yes in [
            "“Yes, of course.”",
            "Certainly",
            "“Absolutely.”",
            "that he would",
            "it does",
            "he was in favour of that",
        ] {
            assert_eq!(reply(yes), Reply::Yes, "{yes}");
        }
        for other in [
            "the tide decides",
            "No comment",
            "No country has asked for a ferry, and the harbour has other cares",
            "Norland had told us what it wanted long before that",
        ] {
            assert_eq!(reply(other), Reply::Else, "{other}");
        }
        assert_eq!(reply("they should stay"), Reply::OfIt);
    }

    #[test]
    fn what_was_asked_is_a_clause_or_a_thing() {
        assert_eq!(
            asserted("Asked on Friday if the ferry would run"),
            ("said", "the ferry would run".into())
        );
        assert_eq!(
            asserted("asked about a night ferry"),
            ("supports", "asked about a night ferry".into())
        );
    }
}
