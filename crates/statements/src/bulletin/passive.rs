//! Propositions without a finite verb of their party: passives and nouns.

use super::clause::Reader;
use super::verbs;
use crate::parties;
use crate::voices;
use crate::words::Words;

impl Reader<'_> {
    /// "X was supported by A and B, but opposed by C".
    pub fn passives(&mut self, first: usize) {
        const HELD: [&str; 16] = [
            "supported",
            "opposed",
            "endorsed",
            "rejected",
            "accepted",
            "favored",
            "favoured",
            "welcomed",
            "advocated",
            "criticized",
            "proposed",
            "suggested",
            "requested",
            "submitted",
            "introduced",
            "questioned",
        ];
        let words = self.words;
        let mut start = first;
        for at in first..self.last {
            // "On Tuesday, 10 November, draft programmes were submitted by".
            if words.is(at, ",") && (words.is(at + 1, "the") || number_before(words, at)) {
                start = at + 1;
            }
            if words.is(at, ",") && at == first + 1 {
                start = at + 1;
            }
            if !words.is_any(at, &["was", "were", "is", "are"]) {
                continue;
            }
            let mut verb = verbs::skip_adverbs(words, at + 1, self.last);
            let message = self.text(start, at);
            let mut any = false;
            while words.is_any(verb, &HELD) && words.is(verb + 1, "by") {
                let Some(end) = self.agents(verb, &message) else {
                    break;
                };
                any = true;
                let mut next = end;
                while words.is_any(next, &[",", "but", "and"]) {
                    next += 1;
                }
                verb = verbs::skip_adverbs(words, next, self.last);
            }
            if any {
                self.topic = Some(message);
                return;
            }
        }
    }

    /// Those after "by", with the ones they speak for; the word after them.
    fn agents(&mut self, verb: usize, message: &str) -> Option<usize> {
        let words = self.words;
        let predicate = words.get(verb).to_owned();
        let mut list = parties::list(words, verb + 2)?;
        loop {
            for party in list.spans {
                self.push(party, &predicate, message);
            }
            let mut end = list.end;
            if words.is(end, "(")
                && let Some((_, after)) = voices::marker_at(words, end + 1, self.last)
            {
                let inner = parties::list(words, after)?;
                for party in inner.spans {
                    self.push(party, &predicate, message);
                }
                end = inner.end + usize::from(words.is(inner.end, ")"));
            }
            // "by A (on behalf of B), C and D".
            let more = words.is(end, ",") && end > list.end;
            match parties::list(words, end + 1).filter(|_| more) {
                Some(next) => list = next,
                None => return Some(end),
            }
        }
    }

    /// "the G-77/China's objection to this concept".
    pub fn nouns(&mut self, first: usize) {
        const NOUNS: [&str; 6] = [
            "objection",
            "objections",
            "opposition",
            "support",
            "endorsement",
            "rejection",
        ];
        let words = self.words;
        for at in first + 2..self.last {
            let owned = words.is(at - 1, "s") && words.is_any(at - 2, &["'", "\u{2019}"]);
            if !owned || !words.is_any(at, &NOUNS) || !words.is_any(at + 1, &["to", "of", "for"]) {
                continue;
            }
            let holder = (at.saturating_sub(8).max(first)..at - 2)
                .find(|&w| parties::party(words, w).is_some_and(|(_, end)| end >= at - 2));
            let end = (at + 2..self.last)
                .find(|&w| words.is_any(w, &[",", ";"]))
                .unwrap_or(self.last);
            let message = self.text(at + 2, end);
            if let Some(party) = holder.and_then(|w| words.span(w, at - 2)) {
                self.push(party, words.get(at), &message);
            }
        }
    }
}

/// Whether a number or a month stands right before a word: the end of a date.
fn number_before(words: &Words, at: usize) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    at > 1
        && words.is_any(at - 1, &MONTHS)
        && words.get(at - 2).starts_with(|c: char| c.is_ascii_digit())
}
