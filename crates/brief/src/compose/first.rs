//! The first page below the matrix: what an analyst asks every morning, a line
//! each. The words behind it follow in detail.

use demarche_positions::{Fit, Reception};

use super::findings::{news, turn};
use super::sources::{FIRST_OPEN, opened};
use super::{about, capital, count, line, listed, nothing_stated, text};
use crate::brief::{Arranged, ArrangedParty, Brief, ClashView, Outlook, OutlookLine, Shift};
use crate::document::{Block, Inline};

use Inline::{Faint, Notes, Strong};

/// How many lines a section has on the first page.
const LINES: usize = 6;

/// What is new, what shifted, what contradicts, which arrangement meets what,
/// what could hold and what is open. What is too long for the page is told
/// once more in full in `rest`.
pub(super) fn answers<'b>(brief: &'b Brief, page: &mut Vec<Block<'b>>, rest: &mut Vec<Block<'b>>) {
    let mut new = Vec::new();
    news(brief, &mut new);
    for block in new {
        match block {
            Block::List(items) if items.len() > LINES => {
                rest.push(Block::Heading("Everything that is new".into()));
                rest.push(Block::List(items.clone()));
                page.push(Block::List(first(items)));
            }
            other => page.push(other),
        }
    }
    let none = || Block::Paragraph(vec![text("None that these reports show.")]);
    page.push(Block::Heading("Shifts".into()));
    page.push(if brief.shifts.is_empty() {
        none()
    } else {
        let line = |shift: &Shift| {
            let mut line = turn(brief, shift);
            let notes = shift.before.into_iter().chain([shift.after]);
            line.extend([text(" "), Notes(notes.collect())]);
            line
        };
        Block::List(first(brief.shifts.iter().map(line).collect()))
    });
    page.push(Block::Heading("Contradictions".into()));
    page.push(if brief.contradictions.is_empty() {
        none()
    } else {
        let line = |clash: &ClashView| {
            let mut line = about(brief, Some(&clash.party), Some(&clash.question));
            line.push(text(format!("{} ", clash.clash.words())));
            line.push(Notes(clash.notes.to_vec()));
            line
        };
        Block::List(first(brief.contradictions.iter().map(line).collect()))
    });
    arrangements(brief, page);
    outlook(brief, page);
    if !brief.open.is_empty() {
        page.push(Block::Heading("Open questions".into()));
        let mut items: Vec<_> = brief
            .open
            .iter()
            .take(FIRST_OPEN)
            .map(|open| opened(brief, open))
            .collect();
        items.extend(more(brief.open.len().saturating_sub(FIRST_OPEN)));
        page.push(Block::List(items));
    }
}

/// As many items as the first page holds, and how many more there are.
fn first(mut items: Vec<Vec<Inline>>) -> Vec<Vec<Inline>> {
    let beyond = items.len().saturating_sub(LINES);
    items.truncate(LINES);
    items.extend(more(beyond));
    items
}

fn more(beyond: usize) -> Option<Vec<Inline>> {
    (beyond > 0).then(|| vec![Faint(format!("and {beyond} more, in detail below"))])
}

fn arrangements(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.arrangements.is_empty() {
        return;
    }
    page.push(Block::Heading("Arrangements".into()));
    if nothing_stated(brief) {
        page.push(Block::Paragraph(vec![text(
            "Nothing is stated yet, so no arrangement can be held against positions.",
        )]));
        return;
    }
    let items = brief.arrangements.iter().map(|a| received(brief, a));
    page.push(Block::List(items.collect()));
}

/// `Istanbul 2022: Russia accepts in part; Ukraine objects [4]; nothing from Europe`.
fn received(brief: &Brief, arranged: &Arranged) -> Vec<Inline> {
    let mut line = vec![Strong(arranged.name.clone())];
    let mut lead = ": ";
    for (reception, one, many) in [
        (Reception::Accepts, "accepts", "accept"),
        (
            Reception::AcceptsInPart,
            "accepts in part",
            "accept in part",
        ),
        (Reception::Wavers, "wavers", "waver"),
        (Reception::Objects, "objects", "object"),
        (Reception::NotSaid, "", ""),
    ] {
        let parties = || arranged.parties.iter().filter(|p| p.reception == reception);
        let names: Vec<String> = parties()
            .map(|party| brief.party(&party.party).to_owned())
            .collect();
        if names.is_empty() {
            continue;
        }
        let verb = if names.len() == 1 { one } else { many };
        line.push(text(match reception {
            Reception::NotSaid => format!("{lead}nothing from {}", listed(&names)),
            _ => format!("{lead}{} {verb}", listed(&names)),
        }));
        // What a party minds most decides how it receives the whole.
        let mut notes: Vec<usize> = parties().filter_map(deciding).collect();
        notes.sort_unstable();
        notes.dedup();
        if !notes.is_empty() {
            line.extend([text(" "), Notes(notes)]);
        }
        lead = "; ";
    }
    line
}

/// The note behind the answer that decides how a party receives an
/// arrangement.
fn deciding(party: &ArrangedParty) -> Option<usize> {
    let decides = |(_, fit, _): &&(String, Fit, Option<usize>)| fit.decides(party.reception);
    party.answers.iter().find(decides)?.2
}

/// What could hold, in a few lines.
fn outlook(brief: &Brief, page: &mut Vec<Block<'_>>) {
    let Some(outlook) = &brief.outlook else {
        return;
    };
    // Arrangements say that nothing is stated; without any, this does.
    if nothing_stated(brief) {
        if brief.arrangements.is_empty() {
            page.push(Block::Heading("What could hold".into()));
            page.push(Block::Paragraph(vec![text(
                "Nothing is stated yet, so nothing can be said.",
            )]));
        }
        return;
    }
    page.push(Block::Heading("What could hold".into()));
    let mut items = vec![held(brief, outlook), resting(outlook)];
    items.extend(outlook.levers.first().map(|lever| line(brief, lever)));
    items.retain(|item| !item.is_empty());
    page.push(Block::List(items));
}

/// Which arrangements could hold, and who would leave the others.
fn held(brief: &Brief, outlook: &Outlook) -> Vec<Inline> {
    let arranged = || outlook.outcomes.iter().filter(|o| o.arrangement.is_some());
    if arranged().next().is_none() {
        return Vec::new();
    }
    let stable: Vec<String> = arranged()
        .filter(|outcome| outcome.stable)
        .map(|outcome| outcome.name.clone())
        .collect();
    let mut line = match stable.as_slice() {
        [] => vec![text("None of the arrangements could hold")],
        names => vec![Strong(listed(names)), text(" could hold")],
    };
    // Outcomes that the same parties would leave are told together.
    let mut left: Vec<(&[String], Vec<&OutlookLine>)> = Vec::new();
    for outcome in arranged().filter(|outcome| !outcome.stable) {
        let known = left
            .iter_mut()
            .find(|(by, _)| **by == *outcome.unstable_for);
        match known {
            Some((_, outcomes)) => outcomes.push(outcome),
            None => left.push((&outcome.unstable_for, vec![outcome])),
        }
    }
    for (index, (by, outcomes)) in left.iter().enumerate() {
        let names: Vec<String> = outcomes.iter().map(|o| o.name.clone()).collect();
        let parties: Vec<String> = by.iter().map(|id| brief.party(id).to_owned()).collect();
        let lead = if index == 0 { ": " } else { "; " };
        line.push(text(format!(
            "{lead}{} would leave {} ",
            listed(&parties),
            listed(&names)
        )));
        let mut notes: Vec<usize> = outcomes.iter().flat_map(|o| &o.notes).copied().collect();
        notes.sort_unstable();
        notes.dedup();
        line.push(Notes(notes));
    }
    line
}

/// What else could hold, and on how much that is assumed.
fn resting(outlook: &Outlook) -> Vec<Inline> {
    let others = outlook.outcomes.iter().filter(|o| o.arrangement.is_none());
    let others = others.count();
    let outside = if others < outlook.outcomes.len() {
        " outside the arrangements"
    } else {
        ""
    };
    let mut told = Vec::new();
    if others > 0 {
        told.push(format!("{}{outside} could hold", count(others, "outcome")));
    }
    if !outlook.assumptions.is_empty() {
        told.push(format!(
            "all this rests on {} without a sentence behind {}",
            count(outlook.assumptions.len(), "assumption"),
            if outlook.assumptions.len() == 1 {
                "it"
            } else {
                "them"
            }
        ));
    }
    if told.is_empty() {
        return Vec::new();
    }
    vec![Faint(format!("{}, see below", capital(&told.join("; "))))]
}
