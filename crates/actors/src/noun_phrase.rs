//! Takes a noun phrase apart: joined names, appositions, its head.

use std::ops::Range;

use crate::ActorKind;
use crate::Form;
use crate::entities::What;
use crate::gazetteer::How;
use crate::lexicon::{DETERMINERS, POSTMODIFIERS};
use crate::mention::{Meant, Reader};
use crate::roles;
use crate::times::TIMES;
use crate::words::Gap;

impl Reader<'_> {
    /// A range without the marks and small words at its ends.
    pub(crate) fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let small = |word: &str| {
            matches!(
                word,
                "and"
                    | "or"
                    | "but"
                    | "that"
                    | "by"
                    | "as"
                    | "with"
                    | "to"
                    | "from"
                    | "of"
                    | "for"
                    | "according"
                    | "while"
                    | "when"
                    | "though"
                    | "although"
            )
        };
        while range.len() > 1 {
            let first = &self.scene.words[range.start];
            if small(&first.fold) && self.scene.covering(range.start).is_none() {
                range.start += 1;
            } else {
                break;
            }
        }
        while range.len() > 1
            && matches!(
                self.scene.words[range.end - 1].fold.as_str(),
                "and" | "or" | "who" | "also" | "that" | "then" | "now"
            )
        {
            range.end -= 1;
        }
        // "Evan Blass last month": when it was said is no part of who.
        if range.len() > 2
            && TIMES.contains(&self.scene.words[range.end - 1].fold.as_str())
            && matches!(
                self.scene.words[range.end - 2].fold.as_str(),
                "last" | "this" | "next" | "on" | "in" | "late" | "early"
            )
        {
            range.end -= 2;
        } else if range.len() > 1 && TIMES.contains(&self.scene.words[range.end - 1].fold.as_str())
        {
            range.end -= 1;
        }
        range
    }

    /// Whom a noun phrase means: one, or several that are joined.
    pub(crate) fn units(&mut self, range: Range<usize>) -> Vec<Meant> {
        if let Some(meant) = self.shared(&range) {
            return meant;
        }
        let segments = self.segments(&range);
        if segments.len() > 1 && (self.is_list(&segments) || self.is_list_of_people(&segments)) {
            return segments
                .into_iter()
                .flat_map(|segment| self.joined(segment))
                .collect();
        }
        // "Kari Holm and her counterpart, Marek Dol": the apposition belongs to
        // the second of two.
        if segments.len() > 1
            && let Some(and) = (segments[0].start + 1..segments[0].end)
                .find(|&at| self.scene.words[at].fold == "and" && self.scene.covering(at).is_none())
            && and + 1 < segments[0].end
            && DETERMINERS.contains(&self.scene.words[and + 1].fold)
            && self.scene.covering(and - 1).is_some()
        {
            let mut out = self.joined(segments[0].start..and);
            out.extend(self.units(and + 1..range.end));
            return out;
        }
        // An apposition: the part that names a person tells who it is.
        if segments.len() > 1 {
            // "Speaking beside her counterpart, Marek Dol, Minister Kari Holm",
            // of which the first words may be cut off.
            let first = &segments[0];
            let cut = self.scene.words[first.start].gap == Gap::Comma && self.names_person(first);
            if let Some(last) = segments.last()
                && (cut || self.leans(range.start))
                && self.names_person(last)
            {
                return self.joined(last.clone());
            }
            for segment in &segments {
                // "The ministers of both, Kari Holm and Marek Dol".
                let pair = segment.start > range.start
                    && self.is_list_of_people(std::slice::from_ref(segment));
                if pair {
                    return self.joined(segment.clone());
                }
                if let Some(index) = self.name_at_head(segment)
                    && let Some(actor) = self.scene.enter(index, true)
                {
                    let person = self.scene.drafts.all[actor].kind == ActorKind::Person;
                    let first = segment.start == range.start;
                    if person || first {
                        let form = if first {
                            self.form_of(index)
                        } else {
                            Form::Apposition
                        };
                        return vec![Meant {
                            actor,
                            form,
                            reason: self.reason(actor, index),
                        }];
                    }
                }
            }
            let first = segments[0].clone();
            return self.joined(first);
        }
        self.joined(range)
    }

    /// The parts between commas, without clauses that open with "who".
    fn segments(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut start = range.start;
        for at in range.start + 1..range.end {
            let inside = self
                .scene
                .covering(at)
                .is_some_and(|index| self.scene.entities[index].words.start < at);
            if matches!(self.scene.words[at].gap, Gap::Comma | Gap::Mark) && !inside {
                out.push(start..at);
                start = at;
            }
        }
        out.push(start..range.end);
        out.retain(|part| {
            let first = self.scene.words[part.start].fold.as_str();
            part.start == range.start
                || !POSTMODIFIERS.contains(first)
                    && !matches!(
                        first,
                        "who" | "which" | "whose" | "where" | "when" | "speaking" | "citing"
                    )
        });
        out
    }

    /// "A, B and C", each a name.
    fn is_list(&self, segments: &[Range<usize>]) -> bool {
        let Some(last) = segments.last() else {
            return false;
        };
        let joined = self.scene.words[last.clone()]
            .iter()
            .any(|word| word.fold == "and" || word.fold == "or");
        joined
            && segments.iter().all(|segment| {
                let start = segment.start
                    + usize::from(matches!(
                        self.scene.words[segment.start].fold.as_str(),
                        "and" | "the" | "or"
                    ));
                self.scene
                    .covering(start)
                    .or_else(|| self.scene.covering(start + 1))
                    .is_some_and(|index| {
                        matches!(
                            self.scene.entities[index].what,
                            What::Country(_, How::Name | How::Capital | How::Seat)
                                | What::Body(_)
                                | What::Organisation
                                | What::Name
                                | What::Person
                        )
                    })
            })
    }

    /// "Minister A, President B and Chancellor C": each part names a person.
    fn is_list_of_people(&self, segments: &[Range<usize>]) -> bool {
        let Some((last, others)) = segments.split_last() else {
            return false;
        };
        let opens = matches!(self.scene.words[last.start].fold.as_str(), "and" | "or");
        let inner = (last.start + 1..last.end)
            .find(|&at| self.scene.words[at].fold == "and" && self.scene.covering(at).is_none());
        let and = match inner {
            _ if opens => last.start,
            Some(and) => and,
            None => return false,
        };
        let before = opens || self.names_person(&(last.start..and));
        before
            && self.names_person(&(and + 1..last.end))
            && others.iter().all(|part| self.names_person(part))
    }

    /// Whether a person heads a part.
    fn names_person(&self, part: &Range<usize>) -> bool {
        let head = Some(part)
            .filter(|part| !part.is_empty())
            .and_then(|part| self.name_at_head(part));
        head.is_some_and(|index| self.scene.entities[index].what == What::Person)
    }

    /// Whether a participle opens a clause that leans on the subject behind it.
    fn leans(&self, at: usize) -> bool {
        let word = self.scene.words[at].fold.as_str();
        let participle = word.len() > 5 && word.ends_with("ing")
            || matches!(word, "flanked" | "joined" | "accompanied" | "asked");
        participle && self.scene.covering(at).is_none()
    }

    /// Splits "Clinton and Trump", "the minister and the president".
    pub(crate) fn joined(&mut self, range: Range<usize>) -> Vec<Meant> {
        if let Some(meant) = self.shared(&range) {
            return meant;
        }
        for at in range.start + 1..range.end.saturating_sub(1) {
            if self.scene.words[at].fold != "and" || self.scene.covering(at).is_some() {
                continue;
            }
            let left = self.scene.covering(at - 1).is_some_and(|index| {
                !matches!(
                    self.scene.entities[index].what,
                    What::Country(_, How::Adjective)
                        | What::Adjective
                        | What::Title
                        | What::Backer(_)
                )
            });
            // "Chancellor A and French President B": a person shares no noun.
            let person = self
                .scene
                .covering(at - 1)
                .is_some_and(|index| self.scene.entities[index].what == What::Person);
            let next = at + 1;
            let right = person && self.scene.covering(next).is_some()
                || self.scene.covering(next).is_some_and(|index| {
                    !matches!(
                        self.scene.entities[index].what,
                        What::Country(_, How::Adjective) | What::Adjective | What::Backer(_)
                    )
                })
                || DETERMINERS.contains(&self.scene.words[next].fold);
            let zone = roles::zone_end(&self.scene.words, &self.scene.entities, &range);
            let determined = DETERMINERS.contains(&self.scene.words[next].fold);
            if at < zone && right && (left || determined) {
                let mut out = self.joined(range.start..at);
                out.extend(self.joined(next..range.end));
                return out;
            }
        }
        self.unit(range).into_iter().collect()
    }

    /// The name that heads a part: the last one before its first modifier.
    pub(crate) fn name_at_head(&self, range: &Range<usize>) -> Option<usize> {
        if let Some(person) = self.person_at_end(range) {
            return Some(person);
        }
        let zone = roles::zone_end(&self.scene.words, &self.scene.entities, range);
        let last = zone.checked_sub(1).filter(|&last| last >= range.start)?;
        let index = self.scene.covering(last)?;
        let entity = &self.scene.entities[index];
        let named = matches!(
            entity.what,
            What::Person | What::Name | What::Country(..) | What::Body(_) | What::Organisation
        );
        // "Kerry's" alone is Kerry; "Kerry's plan" is not.
        (named && entity.words.end == zone).then_some(index)
    }

    /// "Head of the Assembly's Budget Committee Jana Adler": a name right after
    /// that of a body is whose office it is.
    fn person_at_end(&self, range: &Range<usize>) -> Option<usize> {
        let index = self.scene.covering(range.end.checked_sub(1)?)?;
        let entity = &self.scene.entities[index];
        let body = &self.scene.entities[index.checked_sub(1)?];
        let follows = entity.words.end == range.end
            && body.words.end == entity.words.start
            && body.words.start > range.start
            && self.scene.words[entity.words.start].joined()
            && !self.scene.words[body.words.end - 1].possessive;
        let kinds =
            entity.what == What::Person && matches!(body.what, What::Body(_) | What::Organisation);
        (follows && kinds).then_some(index)
    }

    pub(crate) fn form_of(&self, index: usize) -> Form {
        let entity = &self.scene.entities[index];
        match entity.what {
            What::Country(_, How::Capital | How::Seat) => Form::Metonym,
            What::Person | What::Name if entity.words.len() > 1 => Form::Full,
            What::Person | What::Name => Form::Surname,
            _ => Form::Name,
        }
    }

    /// Why an entity means its actor.
    pub(crate) fn reason(&self, actor: usize, index: usize) -> String {
        let span = self.scene.span(index);
        let mentions = &self.scene.drafts.all[actor].mentions;
        mentions
            .iter()
            .find(|mention| mention.span.overlaps(span))
            .map_or_else(|| "named".to_owned(), |mention| mention.reason.clone())
    }

    /// The words of a phrase as a name: without determiner, and without what
    /// a comma or "who" cuts off.
    pub(crate) fn plain_name(&self, range: &Range<usize>) -> String {
        let mut range = range.clone();
        for at in range.start + 1..range.end {
            let word = &self.scene.words[at];
            let inside = self
                .scene
                .covering(at)
                .is_some_and(|index| self.scene.entities[index].words.start < at);
            if !inside
                && (matches!(word.gap, Gap::Comma | Gap::Stop | Gap::Paragraph)
                    || (matches!(
                        word.fold.as_str(),
                        "who"
                            | "which"
                            | "whose"
                            | "speaking"
                            | "seen"
                            | "obtained"
                            | "reviewed"
                            | "published"
                    ) && at > range.start + 1))
            {
                range.end = at;
                break;
            }
        }
        if range.len() > 1
            && matches!(
                self.scene.words[range.start].fold.as_str(),
                "the" | "a" | "an" | "this" | "that" | "these" | "those" | "some"
            )
            // "Some in Oslo" has no other noun.
            && !POSTMODIFIERS.contains(&self.scene.words[range.start + 1].fold)
        {
            range.start += 1;
        }
        let text = self.scene.written(&range);
        // A line break or a run of spaces inside a name is no part of it.
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
