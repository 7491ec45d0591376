//! Which date of a sentence is about the speaking, and which about the matter.

use demarche_dates::Precision;

use crate::frame::Frame;
use crate::when::{Clock, Dated};

impl Clock<'_> {
    /// The date expression of the sentence that is about the speaking.
    pub(crate) fn governing(&self, frame: &Frame, others: &[Frame]) -> Option<&Dated> {
        let first = self.dates.partition_point(|d| d.words.0 < frame.bounds.0);
        self.dates[first..]
            .iter()
            .take_while(|d| d.words.0 < frame.bounds.1)
            .filter_map(|dated| Some((self.nearness(dated, frame, others)?, dated)))
            .min_by_key(|&(rank, dated)| (rank, dated.words.0.abs_diff(frame.cue.0)))
            .map(|(_, dated)| dated)
    }

    /// How surely a date is about the speaking, 0 the surest; `None` where it
    /// is about something else.
    fn nearness(&self, dated: &Dated, frame: &Frame, others: &[Frame]) -> Option<u8> {
        let words = self.words;
        let (at, after) = dated.words;
        let report = self.known.day.day.as_ref().and(self.known.reference);
        if dated.from.zip(report).is_some_and(|(from, day)| from > day) {
            return None;
        }
        if frame.cue.0 <= at && at < frame.cue.1 {
            return Some(0);
        }
        // "a day after X accused": X's own day is another.
        if words.is_any(after - 1, &["after", "before"]) && at < frame.cue.0 {
            return None;
        }
        if self.in_a_clause(dated, frame, others) || self.is_of_a_noun(dated, frame) {
            return None;
        }
        if frame.in_source(at) {
            // "The ruling, published on Friday, says": a paper speaks on the
            // day it comes out.
            return self.comes_out(at).then_some(2);
        }
        // Another relation's cue between the two takes the date for itself.
        let taken = |first: usize, last: usize| {
            others.iter().any(|other| {
                other.bounds == frame.bounds
                    && first <= other.cue.0
                    && other.cue.1 <= last
                    && other.cue != frame.cue
            })
        };
        if at >= frame.cue.1 {
            let content = frame
                .content
                .iter()
                .filter(|(first, _)| *first >= frame.cue.1)
                .map(|(first, _)| *first)
                .min();
            return match content {
                Some(first) if at >= first => {
                    let reaction = self.ends_reaction(dated, frame, first);
                    (reaction || self.splits_object(dated, first)).then_some(1)
                }
                _ if taken(frame.cue.1, at) => None,
                _ => Some(1),
            };
        }
        if frame.in_content(at) {
            return None;
        }
        let has_source = frame.source.0 < frame.source.1;
        if has_source && at >= frame.source.1 {
            // "X, who on Friday said": the clause is the cue's own.
            let relative = (frame.source.1..at.saturating_sub(2))
                .any(|w| words.is_any(w, &["who", "which", "whose", "whom", "where"]));
            let clear = !taken(at, frame.cue.0) && !taken(frame.source.1, at);
            return (!relative && clear).then_some(2);
        }
        // Before the source: at the head of the sentence it governs all that
        // follows; elsewhere only what follows at once.
        let opening = (frame.bounds.0..at).all(|w| {
            others
                .iter()
                .all(|other| !(other.cue.0 <= w && w < other.cue.1))
        });
        let until = if has_source {
            frame.source.0
        } else {
            frame.cue.0
        };
        let relative = words.is_any(after, &["who", "which"]);
        // ", while on Monday the president vetoed": a clause of its own.
        let before = (frame.bounds.0..at)
            .rev()
            .find(|&w| !words.is_any(w, &["on", "in", "by", "the", "at"]));
        let clause = until <= after + 1
            && before
                .is_none_or(|w| words.is_any(w, &[";", ",", "and", "while", "but", "whereas"]));
        (!relative && (opening || clause && !taken(after, until))).then_some(3)
    }

    /// "X, who refused in May, said", "the accord, which Y left in 2018,": what
    /// a relative clause dates is what it tells, once it is over. What stands
    /// in the source of another relation is no day of this one either.
    fn in_a_clause(&self, dated: &Dated, frame: &Frame, others: &[Frame]) -> bool {
        let words = self.words;
        let (at, after) = dated.words;
        if at >= frame.cue.0 {
            return false;
        }
        let closes = |w: usize| words.is_any(w, &[",", ";", "\u{2014}", "\u{2013}", ")"]);
        let opens = (frame.bounds.0..at)
            .rev()
            .take_while(|&w| !closes(w))
            .find(|&w| words.is_any(w, &["who", "which", "whose", "whom", "where"]));
        let until = if frame.source.0 >= after {
            frame.source.0
        } else {
            frame.cue.0
        };
        // A paper speaks on the day on which it comes out.
        let over = (after..until).any(closes) && !self.comes_out(at);
        let elsewhere = others.iter().any(|other| {
            other.in_source(at) && !other.in_source(frame.cue.0) && other.cue != frame.cue
        });
        opens.is_some() && over || elsewhere && !frame.in_source(at)
    }

    /// "Under the 2015 accord": the year tells which accord. Only for whoever
    /// agreed to it, it is a day, too.
    fn is_of_a_noun(&self, dated: &Dated, frame: &Frame) -> bool {
        const PACTS: [&str; 10] = [
            "accord",
            "accords",
            "agreement",
            "deal",
            "pact",
            "treaty",
            "convention",
            "protocol",
            "settlement",
            "armistice",
        ];
        const BINDING: [&str; 8] = [
            "agreed",
            "pledged",
            "promised",
            "committed",
            "undertook",
            "undertaken",
            "consented",
            "accepted",
        ];
        let words = self.words;
        let (at, after) = dated.words;
        let article = at > frame.bounds.0 && words.is_any(at - 1, &["the", "a", "this", "that"])
            || words.is(at, "the");
        let noun = words
            .all
            .get(after)
            .is_some_and(|word| word.lettered && !word.capital && !joins(words.get(after)));
        if !(dated.precision == Precision::Year && at < frame.cue.0 && article && noun) {
            return false;
        }
        let pact = (after..after + 3).any(|w| words.is_any(w, &PACTS));
        let binds = (frame.cue.0..frame.cue.1).any(|w| words.is_any(w, &BINDING));
        let under = at >= 2 && words.is_any(at - 2, &["under", "in"]);
        !(pact && binds && under)
    }

    fn comes_out(&self, at: usize) -> bool {
        let out = ["published", "released", "issued", "posted", "dated"];
        (at.saturating_sub(2)..at).any(|w| self.words.is_any(w, &out))
    }

    /// "accused | Ukraine on Thursday of walking back": the date parts the
    /// cue's object from the rest of its content.
    fn splits_object(&self, dated: &Dated, content: usize) -> bool {
        let words = self.words;
        let (at, after) = dated.words;
        at > content
            && at - content <= 7
            && words.is_any(
                after,
                &["of", "to", "that", "not", "whether", "over", "for"],
            )
            && (content..at).all(|w| words.all[w].capital || !words.get(w).ends_with("ed"))
            && !(content..at).any(|w| {
                words.is_any(
                    w,
                    &["that", "to", "is", "was", "would", "will", "has", "had"],
                )
            })
    }

    /// "denied | the report on Tuesday": after the short object of a verb
    /// that reacts, the date is the verb's.
    fn ends_reaction(&self, dated: &Dated, frame: &Frame, content: usize) -> bool {
        const REACTING: [&str; 43] = [
            "denied",
            "rejected",
            "dismissed",
            "refuted",
            "disputed",
            "vetoed",
            "welcomed",
            "criticized",
            "criticised",
            "condemned",
            "confirmed",
            "withdrew",
            "praised",
            "thanked",
            "backed",
            "approved",
            "endorsed",
            "retracted",
            "defended",
            "acknowledged",
            "answered",
            "corrected",
            "apologised",
            "apologized",
            "congratulated",
            "rebuffed",
            "ratified",
            "repeated",
            "denounced",
            "hailed",
            // Who takes a stand on a thing does so on the day behind it.
            "supported",
            "opposed",
            "favoured",
            "favored",
            "accepted",
            "resisted",
            "blocked",
            "ruled",
            "objected",
            "abandoned",
            "dropped",
            "embraced",
            "renounced",
        ];
        // What these want may have a day of its own, but seldom a year that is over.
        const WANTING: [&str; 7] = [
            "called", "agreed", "demanded", "proposed", "sought", "spoke", "refused",
        ];
        let words = self.words;
        let cue = |list: &[&str]| (frame.cue.0..frame.cue.1).any(|w| words.is_any(w, list));
        let long_ago = matches!(dated.precision, Precision::Month | Precision::Year);
        let reacts = cue(&REACTING) || long_ago && cue(&WANTING);
        let at = dated.words.0;
        let object = at - content <= 8
            && !(content..at).any(|w| {
                let clause = ["that", "is", "was", "would", "will", "has", "had"];
                // "agreed to | the ferry", "a ferry for | Norland": no clause.
                let noun = words.is_any(w + 1, &["the", "a", "an", "any", "this", "such"])
                    || words.all.get(w + 1).is_some_and(|next| next.capital);
                words.is_any(w, &clause)
                    || words.is_any(w, &["to", "for"]) && !noun
                    || !words.all[w].lettered && !words.is_any(w, &["'", "\u{2019}"])
            });
        reacts && object
    }
}

/// Words that go on after a date and are no noun that it belongs to.
fn joins(word: &str) -> bool {
    const SMALL: [&str; 22] = [
        "that", "to", "of", "in", "on", "at", "by", "and", "but", "or", "when", "as", "with",
        "after", "before", "for", "from", "while", "the", "is", "was", "said",
    ];
    SMALL.iter().any(|small| word.eq_ignore_ascii_case(small))
}
