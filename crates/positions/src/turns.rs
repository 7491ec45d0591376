//! Phrases that tell of a change, an answer or an evasion.

use std::sync::LazyLock;

use crate::dispute::folded;

/// What a phrase tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    GivesUp,
    GivesWay,
    Resistance,
    Now,
    Answers,
    LedIn,
    Evades,
    /// An answer that starts so is a yes.
    AnswersYes,
    /// An answer that starts so is a no.
    AnswersNo,
    /// What is said to be so is wanted.
    VerdictYes,
    /// What is said to be so is not wanted.
    VerdictNo,
    Condition,
    Requires,
    Saying,
    /// "…, when asked whether …"
    AskedThen,
    /// What follows is asked, or left open.
    LeftOpen,
    /// What follows is supposed, or waited for.
    Supposed,
    /// What follows has not come about.
    NotYet,
    /// Is told what others should or might do.
    LeftToThem,
    /// What it takes up is what somebody did or said, not the thing spoken of.
    Acts,
    /// Whoever tells it guesses.
    Guessed,
    /// Says what will be, not what should.
    Forecasts,
    /// What follows is why or how something is so.
    Reasons,
    /// What follows is a condition of what stands before.
    Proviso,
    /// Whoever denies it, denies words of their own.
    OwnSaying,
    /// Finds fault with somebody.
    Accuses,
    /// Tells what somebody does to people or things, in another's words: "is
    /// inciting".
    Deeds,
    /// Holds against somebody what they did or did not do.
    Blames,
    /// Speaks of a thing and does not say what about it: "mentioned | the topic of".
    Mentions,
    Topic,
    /// Was so before.
    Past,
    /// Was against it.
    Resisted,
    /// Was for it.
    Favoured,
    /// Whoever denies it with these words may mean these words only.
    Unqualified,
}

static PHRASES: LazyLock<Vec<(Turn, Vec<String>)>> = LazyLock::new(|| {
    include_str!("../data/turns.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (kind, phrases) = line.split_once('\t')?;
            let turn = match kind {
                "gives-up" => Turn::GivesUp,
                "gives-way" => Turn::GivesWay,
                "resistance" => Turn::Resistance,
                "now" => Turn::Now,
                "answers" => Turn::Answers,
                "led-in" => Turn::LedIn,
                "evades" => Turn::Evades,
                "answers-yes" => Turn::AnswersYes,
                "answers-no" => Turn::AnswersNo,
                "verdict-yes" => Turn::VerdictYes,
                "verdict-no" => Turn::VerdictNo,
                "condition" => Turn::Condition,
                "requires" => Turn::Requires,
                "saying" => Turn::Saying,
                "asked-then" => Turn::AskedThen,
                "left-open" => Turn::LeftOpen,
                "supposed" => Turn::Supposed,
                "not-yet" => Turn::NotYet,
                "left-to-them" => Turn::LeftToThem,
                "acts" => Turn::Acts,
                "guessed" => Turn::Guessed,
                "forecasts" => Turn::Forecasts,
                "reasons" => Turn::Reasons,
                "proviso" => Turn::Proviso,
                "unqualified" => Turn::Unqualified,
                "own-saying" => Turn::OwnSaying,
                "accuses" => Turn::Accuses,
                "deeds" => Turn::Deeds,
                "blames" => Turn::Blames,
                "mentions" => Turn::Mentions,
                "topic" => Turn::Topic,
                "past" => Turn::Past,
                "resisted" => Turn::Resisted,
                "favoured" => Turn::Favoured,
                _ => return None,
            };
            Some((turn, phrases.split(',').map(folded).collect()))
        })
        .collect()
});

fn phrases(turn: Turn) -> impl Iterator<Item = &'static str> {
    PHRASES
        .iter()
        .filter(move |(kind, _)| *kind == turn)
        .flat_map(|(_, phrases)| phrases.iter().map(String::as_str))
}

/// The longest phrase of that kind that `text` holds as whole words.
pub(crate) fn holds(text: &str, turn: Turn) -> Option<&'static str> {
    let text = format!(" {} ", folded(text));
    phrases(turn)
        .filter(|phrase| text.contains(&format!(" {phrase} ")))
        .max_by_key(|phrase| phrase.len())
}

/// The phrase of that kind that `text` starts with.
pub(crate) fn starts(text: &str, turn: Turn) -> Option<&'static str> {
    let text = format!("{} ", folded(text));
    phrases(turn)
        .filter(|phrase| text.starts_with(&format!("{phrase} ")))
        .max_by_key(|phrase| phrase.len())
}

/// The phrase of that kind that `text` ends with.
pub(crate) fn ends(text: &str, turn: Turn) -> Option<&'static str> {
    let text = format!(" {}", folded(text));
    phrases(turn)
        .filter(|phrase| text.ends_with(&format!(" {phrase}")))
        .max_by_key(|phrase| phrase.len())
}

/// What `text` says from the first phrase of that kind on.
pub(crate) fn from(text: &str, turn: Turn) -> Option<&str> {
    let starts_word = |at: usize| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
    };
    text.char_indices()
        .map(|(at, _)| at)
        .filter(|at| starts_word(*at))
        .map(|at| &text[at..])
        .find(|rest| rest.starts_with(char::is_alphanumeric) && starts(rest, turn).is_some())
}

/// Whether `text` tells that somebody was of that mind before and is not now:
/// "had rejected it for years, now …", "once backed it, but would now …".
pub(crate) fn was(text: &str, mind: Turn) -> bool {
    let text = folded(text);
    let words: Vec<&str> = text.split(' ').collect();
    let Some(now) = words.iter().rposition(|word| *word == "now") else {
        return false;
    };
    (0..now).any(|at| {
        let rest = words[at..now].join(" ");
        starts(&rest, Turn::Past).is_some_and(|past| {
            // "had for years rejected"
            let next: Vec<&str> = rest[past.len()..].split_whitespace().collect();
            (0..=2.min(next.len())).any(|skip| starts(&next[skip..].join(" "), mind).is_some())
        })
    })
}

/// Whether a content says nothing by itself: it points to something said
/// before ("this", "such commitments", "the proposal").
pub(crate) fn points_back(content: &str) -> bool {
    const POINTERS: [&str; 8] = [
        "this", "that", "it", "these", "those", "such", "so", "similar",
    ];
    const NOUNS: [&str; 18] = [
        "proposal",
        "idea",
        "plan",
        "demand",
        "offer",
        "suggestion",
        "request",
        "call",
        "claim",
        "report",
        "allegation",
        "accusation",
        "condition",
        "conditions",
        "terms",
        "formula",
        "statement",
        "role",
    ];
    let text = folded(content);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [first] => POINTERS.contains(first) || NOUNS.contains(first),
        [first, rest @ ..] if rest.len() <= 2 => {
            let noun = rest.last().is_some_and(|word| NOUNS.contains(word));
            matches!(*first, "such" | "similar")
                || (noun && POINTERS.contains(first))
                || (noun && rest.len() == 1 && matches!(*first, "the" | "his" | "her" | "their"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Turn, ends, from, holds, points_back, starts, was};

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(
            holds("has abandoned the demand", Turn::GivesUp),
            Some("abandoned")
        );
        assert_eq!(holds("raindrops", Turn::GivesUp), None);
        assert_eq!(
            starts("Asked whether it rains, she", Turn::LedIn),
            Some("asked whether")
        );
        assert_eq!(starts("She asked", Turn::LedIn), None);
        assert_eq!(
            ends("It is unclear whether ", Turn::LeftOpen),
            Some("whether")
        );
        assert_eq!(ends("in the heather", Turn::LeftOpen), None);
        assert_eq!(
            from("” Orr said, when asked whether it rains.", Turn::AskedThen),
            Some("when asked whether it rains.")
        );
        assert_eq!(from("tasked about", Turn::AskedThen), None);
    }

    #[test]
    fn who_was_of_another_mind_has_turned() {
        for text in [
            "Norland previously refused the ferry but is now willing to run it",
            "which had rejected the ferry for years, now supports it",
            "who had for years opposed it and now agrees",
        ] {
            assert!(was(text, Turn::Resisted), "{text}");
            assert!(!was(text, Turn::Favoured), "{text}");
        }
        assert!(was(
            "had backed it until May, and now rejects it",
            Turn::Favoured
        ));
        for text in [
            "now refuses what it had accepted",
            "had rejected the ferry for years",
            "is now willing",
        ] {
            assert!(!was(text, Turn::Resisted), "{text}");
        }
    }

    #[test]
    fn some_contents_point_back() {
        for content in [
            "this",
            "such commitments",
            "the proposal",
            "that idea",
            "It.",
        ] {
            assert!(points_back(content), "{content}");
        }
        for content in [
            "that it rains",
            "the ferry",
            "such a ferry should run at night",
            "",
        ] {
            assert!(!points_back(content), "{content}");
        }
    }
}
