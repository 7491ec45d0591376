//! Gives every statement of a report its day.

use demarche_dates::Precision;
use jiff::civil::Date;

use crate::frame::{Frame, Tense};
use crate::report_day::Known;
use crate::when::{Clock, Found};
use crate::words::Words;
use crate::{Aspect, Part, Resolved, When};

/// A dated statement that others may lean on.
struct Told {
    index: usize,
    speaker: Option<usize>,
    found: Found,
    aspect: Aspect,
    tense: Tense,
}

/// Fills in `on` of every statement.
pub(crate) fn date(
    words: &Words,
    known: &Known,
    frames: &[Frame],
    parents: &[Option<usize>],
    resolved: &mut [Resolved],
) {
    let clock = Clock::new(words, known);
    let mut order: Vec<usize> = (0..frames.len()).collect();
    order.sort_by_key(|&index| (frames[index].cue.0, index));
    let mut told: Vec<Told> = Vec::new();
    let mut whens: Vec<Option<When>> = vec![None; frames.len()];
    for &index in &order {
        let frame = &frames[index];
        let speaker = speaker(&resolved[index]);
        let found = if frame.tense == Tense::Future {
            None
        } else {
            clock
                .own(frame, frames, told.last().map(|told| &told.found))
                .or_else(|| same_sentence(words, frames, parents, index, speaker, &told))
                .or_else(|| same_occasion(words, &told, frame, speaker))
                .or_else(|| answer(resolved, &told, index, frame, &clock))
        };
        if let Some(found) = found {
            whens[index] = Some(found.clone().into_when(frame.aspect));
            told.push(Told {
                index,
                speaker,
                found,
                aspect: frame.aspect,
                tense: frame.tense,
            });
        }
    }
    for &index in &order {
        if whens[index].is_none() {
            whens[index] = headline(words, &frames[index], speaker(&resolved[index]), &told);
        }
    }
    for (index, when) in whens.into_iter().enumerate() {
        resolved[index].on = when.unwrap_or_else(|| clock.unknown(&frames[index], frames));
    }
    bound_by_parents(parents, resolved);
}

fn speaker(resolved: &Resolved) -> Option<usize> {
    resolved
        .speakers
        .iter()
        .find(|speaker| speaker.part == Part::Speaks)
        .map(|speaker| speaker.actor)
}

/// "…, Mao said on Friday, adding that": one breath, one day.
fn same_sentence(
    words: &Words,
    frames: &[Frame],
    parents: &[Option<usize>],
    index: usize,
    speaker: Option<usize>,
    told: &[Told],
) -> Option<Found> {
    let frame = &frames[index];
    if frame.aspect != Aspect::Once {
        return None;
    }
    let leans = frame.is_participle(words);
    let before = told.iter().rev().find(|told| {
        let other = &frames[told.index];
        other.sentence == frame.sentence
            && parents[told.index] == parents[index]
            && told.aspect == Aspect::Once
            && (told.speaker.is_some() && told.speaker == speaker || leans && speaker.is_none())
    })?;
    Some(Found {
        reason: format!(
            "said in one sentence with what is dated: {}",
            base(&before.found.reason)
        ),
        ..before.found.clone()
    })
}

/// A report gives a speaker's words of one occasion together: a later "said"
/// without a day means the day told before, unless the report dates this
/// speaker to several.
fn same_occasion(
    words: &Words,
    told: &[Told],
    frame: &Frame,
    speaker: Option<usize>,
) -> Option<Found> {
    let speaker = speaker?;
    let plain = matches!(frame.tense, Tense::Past)
        && frame.aspect == Aspect::Once
        && frame.source.0 <= frame.cue.0;
    if frame.aspect != Aspect::Once || !(plain || frame.tense == Tense::Past) {
        return None;
    }
    let mut own = told.iter().filter(|told| {
        told.speaker == Some(speaker)
            && told.aspect == Aspect::Once
            && matches!(told.tense, Tense::Past | Tense::Present)
    });
    let first = own.next()?;
    let last = own.next_back().unwrap_or(first);
    let days = |told: &Told| (told.found.from, told.found.to);
    let agree = told
        .iter()
        .filter(|told| told.speaker == Some(speaker) && told.aspect == Aspect::Once)
        .all(|told| days(told) == days(first));
    let close = {
        let here = words.paragraphs.get(frame.sentence)?;
        let there = words
            .all
            .get(words.from(last.found.evidence.last()?.start))
            .and_then(|word| words.paragraphs.get(word.sentence as usize))?;
        here == there
    };
    let exact = last.found.precision == Precision::Day;
    if !(agree && exact || close) {
        return None;
    }
    let day = last.found.from?;
    Some(Found {
        reason: format!(
            "nothing sets this apart from what the same speaker said on {day}: {}",
            base(&last.found.reason)
        ),
        ..last.found.clone()
    })
}

/// The reason behind a reason that is itself passed on.
fn base(reason: &str) -> &str {
    reason.split_once(": “").map_or(reason, |(head, _)| {
        if head.starts_with("nothing sets") || head.starts_with("said in one") {
            &reason[head.len() + 2..]
        } else {
            reason
        }
    })
}

/// An answer is not older than what it answers.
fn answer(
    resolved: &[Resolved],
    told: &[Told],
    index: usize,
    frame: &Frame,
    clock: &Clock,
) -> Option<Found> {
    if frame.aspect != Aspect::Once || frame.tense != Tense::Past {
        return None;
    }
    let denied = resolved[index].denies?;
    let before = told.iter().find(|told| told.index == denied)?;
    let from = before.found.from?;
    let report: Option<Date> = clock.known.day.day.as_ref().and(clock.known.reference);
    let mut evidence = resolved[index]
        .denial
        .as_ref()
        .map(|denial| denial.evidence.clone())
        .unwrap_or_default();
    evidence.extend(before.found.evidence.iter().copied());
    Some(Found {
        from: Some(from),
        to: report,
        precision: Precision::Range,
        evidence,
        reason: match report {
            Some(day) => {
                format!("answers what was said on {from}; not after the report's day {day}")
            }
            None => format!("answers what was said on {from}"),
        },
    })
}

/// A headline tells of what the text below dates.
fn headline(words: &Words, frame: &Frame, speaker: Option<usize>, told: &[Told]) -> Option<When> {
    let paragraph = *words.paragraphs.get(frame.sentence)?;
    let last = frame.bounds.1.checked_sub(1)?;
    let open = words.all.get(last)?.lettered;
    if paragraph > 2 || !open || frame.tense == Tense::Future {
        return None;
    }
    let first = told.iter().find(|told| {
        told.speaker.is_some()
            && told.speaker == speaker
            && told.aspect == Aspect::Once
            && told.found.precision == Precision::Day
    })?;
    let found = Found {
        reason: format!(
            "a headline over what is dated: {}",
            base(&first.found.reason)
        ),
        ..first.found.clone()
    };
    Some(found.into_when(frame.aspect))
}

/// Nobody tells today what another will say tomorrow: what stands inside a
/// statement is not later than it.
fn bound_by_parents(parents: &[Option<usize>], resolved: &mut [Resolved]) {
    for index in 0..resolved.len() {
        let mut up = parents[index];
        while let Some(parent) = up {
            let bound = resolved[parent].on.to.clone();
            let on = &mut resolved[index].on;
            let open = on.from.is_none() && on.precision == Precision::Unknown;
            if open
                && let Some(bound) = bound
                && on.to.as_ref().is_some_and(|to| *to > bound)
            {
                on.reason = format!(
                    "{}; told inside a statement of {bound} at the latest",
                    on.reason
                );
                on.to = Some(bound);
            }
            up = parents[parent];
        }
    }
}
