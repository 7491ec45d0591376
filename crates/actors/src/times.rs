//! Times that stand where a source should: nobody is called "January".

use std::ops::Range;

use crate::lexicon::{CALENDAR, Pronoun, pronoun};
use crate::mention::Reader;

/// Words of a time that end a source by mistake.
pub(crate) const TIMES: &[&str] = &[
    "week",
    "month",
    "year",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "earlier",
    "recently",
    "later",
    "morning",
    "afternoon",
    "evening",
    "night",
    "weekend",
];

/// Months that people are called, too.
const MONTHS: &[&str] = &["march", "april", "may", "june", "july", "august"];

/// Words before a time.
const BEFORE: &[&str] = &[
    "in", "until", "till", "since", "last", "this", "next", "late", "early",
];

/// So far before a time the clause that it stands in opens.
const REACH: usize = 4;

impl Reader<'_> {
    /// The words of a source that can be somebody's: "which" of "which until
    /// January", and where the time alone was taken for the source. None where
    /// nobody can be meant.
    pub(crate) fn somebody(&self, range: Range<usize>) -> Option<Range<usize>> {
        let words = &self.scene.words;
        let relative = |at: usize| pronoun(&words[at].fold) == Some(Pronoun::Relative);
        if matches!(words[range.start].fold.as_str(), "which" | "who") {
            return Some(range.start..range.start + 1);
        }
        let article = |at: usize| matches!(words[at].fold.as_str(), "the" | "a" | "an");
        if range.clone().all(article) {
            return None;
        }
        if !range.clone().all(|at| self.is_time(at, range.start)) {
            return Some(range);
        }
        let clause = range.start.saturating_sub(REACH)..range.start;
        let joined = |at: &usize| (at + 1..=range.start).all(|at| words[at].joined());
        clause
            .rev()
            .find(|at| relative(*at) && joined(at))
            .map(|at| at..at + 1)
    }

    /// Whether a word is one of a time, in a stretch that starts at `start`.
    fn is_time(&self, at: usize, start: usize) -> bool {
        let words = &self.scene.words;
        let word = words[at].fold.as_str();
        let told = |before: &str| BEFORE.contains(&before) && words[start].joined();
        let before = start.checked_sub(1).map(|at| words[at].fold.as_str());
        CALENDAR.contains(word)
            || TIMES.contains(&word)
            || BEFORE.contains(&word)
            || word.starts_with(|c: char| c.is_ascii_digit())
            || MONTHS.contains(&word) && (before.is_some_and(told) || at > start)
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn a_time_speaks_no_words() {
        for text in [
            "Sweden, [which until January] had rejected the line, agreed.",
            "Sweden, which until [January] had rejected the line, agreed.",
            "Sweden, which until [May] had rejected the line, agreed.",
            "Sweden, [who] on Monday had rejected the line, agreed.",
        ] {
            assert_eq!(told(text), ["Sweden; state; ; Sweden"], "{text}");
        }
        for text in [
            "In [January] it rained.",
            "Rain fell [last Monday].",
            "It rejected [the] line.",
        ] {
            assert_eq!(told(text), [""], "{text}");
        }
        assert_eq!(
            told("[Ann May] left, and [May] was late.")[1],
            "Ann May; person; ; "
        );
    }
}
