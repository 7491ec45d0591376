//! Tells where the words of a set of copies come from, and how many sources
//! stand behind reports of one utterance.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::wording::lines;

/// A news agency: its name, how texts credit it, and its own outlets.
struct Agency {
    name: &'static str,
    credits: Vec<&'static str>,
    outlets: Vec<&'static str>,
}

static AGENCIES: LazyLock<Vec<Agency>> = LazyLock::new(|| {
    let parts = |field: &'static str| field.split('|').filter(|part| !part.is_empty()).collect();
    lines(include_str!("../data/agencies.txt"))
        .into_iter()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some(Agency {
                name: fields.next()?,
                credits: parts(fields.next()?),
                outlets: parts(fields.next()?),
            })
        })
        .collect()
});

/// One of several reports that are copies.
#[derive(Debug, Clone, Copy)]
pub struct Issue<'a> {
    /// The outlet, by name or by host ("www.reuters.com").
    pub outlet: &'a str,
    /// The day it came out, where that is known.
    pub day: Option<Date>,
    /// The moment, where that is known too.
    pub moment: Option<Timestamp>,
    /// Its text.
    pub text: &'a str,
}

/// Whose words a set of copies has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Where they come from.
    pub source: Source,
    /// Why, for a person to read.
    pub reason: String,
}

/// Where the words of copies come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// One of the reports, by its place.
    Report(usize),
    /// An agency that is credited, none of whose own reports is among them.
    Agency(&'static str),
    /// Nothing tells.
    Unknown,
}

/// Tells where the words of copies come from: an agency that most of them
/// credit, and its own report where it is among them; else the earliest, if
/// one is earlier than all others.
#[must_use]
pub fn origin(issues: &[Issue<'_>]) -> Origin {
    let mut best: Option<(usize, &Agency)> = None;
    for agency in AGENCIES.iter() {
        let credits = issues.iter().filter(|issue| credits(agency, issue)).count();
        if credits > 0 && best.is_none_or(|(most, _)| credits > most) {
            best = Some((credits, agency));
        }
    }
    if let Some((credits, agency)) = best {
        let own: Vec<usize> = (0..issues.len())
            .filter(|at| is_own(agency, issues[*at].outlet))
            .collect();
        let reason = format!(
            "{credits} of {} reports credit {}",
            issues.len(),
            agency.name
        );
        return match earliest(issues, &own).or_else(|| own.first().copied()) {
            Some(at) => Origin {
                source: Source::Report(at),
                reason: format!("{reason}, whose own this is"),
            },
            None => Origin {
                source: Source::Agency(agency.name),
                reason,
            },
        };
    }
    let all: Vec<usize> = (0..issues.len()).collect();
    match earliest(issues, &all) {
        Some(at) => Origin {
            source: Source::Report(at),
            reason: "the earliest; no agency is credited".to_owned(),
        },
        None => Origin {
            source: Source::Unknown,
            reason: "no agency is credited, and no report is earlier than all others".to_owned(),
        },
    }
}

/// A credit stands at the beginning or the end of a text; in the middle an
/// agency is a source like others.
const EDGE: usize = 300;

fn credits(agency: &Agency, issue: &Issue<'_>) -> bool {
    let text = issue.text;
    let head = &text[..text.floor_char_boundary(EDGE)];
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub(EDGE))..];
    is_own(agency, issue.outlet)
        || agency
            .credits
            .iter()
            .any(|credit| head.contains(credit) || tail.contains(credit))
}

/// Whether an outlet is an agency's own, by a part of its host or by its name.
fn is_own(agency: &Agency, outlet: &str) -> bool {
    let outlet = outlet.to_lowercase();
    let host = outlet.strip_prefix("www.").unwrap_or(&outlet);
    agency
        .outlets
        .iter()
        .map(|own| own.to_lowercase())
        .any(|own| {
            host.strip_prefix(own.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ' ']))
        })
}

/// The one that is earlier than all others; none where two are equally early
/// or the day of one is not known.
fn earliest(issues: &[Issue<'_>], among: &[usize]) -> Option<usize> {
    if let [only] = among {
        return Some(*only);
    }
    let moments: Option<Vec<_>> = among.iter().map(|at| issues[*at].moment).collect();
    if let Some(moments) = moments {
        let least = moments.iter().min()?;
        let mut first = among
            .iter()
            .zip(&moments)
            .filter(|(_, moment)| *moment == least);
        return first
            .next()
            .filter(|_| first.next().is_none())
            .map(|(at, _)| *at);
    }
    let days: Option<Vec<_>> = among.iter().map(|at| issues[*at].day).collect();
    let days = days?;
    let least = days.iter().min()?;
    let mut first = among.iter().zip(&days).filter(|(_, day)| *day == least);
    first
        .next()
        .filter(|_| first.next().is_none())
        .map(|(at, _)| *at)
}

/// How many reports stand behind an utterance when copies count as one, as do
/// several statements of one report. `reports` are those that carry it;
/// `copies` are pairs of reports that are copies of each other, of which
/// others than these may be part.
#[must_use]
pub fn independent(reports: &[u64], copies: &[(u64, u64)]) -> usize {
    let mut beside: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for &(a, b) in copies {
        beside.entry(a).or_default().push(b);
        beside.entry(b).or_default().push(a);
    }
    let mut reached = BTreeSet::new();
    let mut count = 0;
    for &report in reports {
        if !reached.insert(report) {
            continue;
        }
        count += 1;
        let mut open = vec![report];
        while let Some(at) = open.pop() {
            let next = beside.get(&at).into_iter().flatten();
            open.extend(next.filter(|&&other| reached.insert(other)));
        }
    }
    count
}
