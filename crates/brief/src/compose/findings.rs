//! What is new, what shifted, what contradicts, which arrangement meets what.

use demarche_positions::{Fit, Reception, Told, stance_word};

use super::{about, line, listed, notes, nothing_stated, question, text};
use crate::brief::{Arranged, Brief, ClashView, News, Outlook, Shift};
use crate::days::{long, within};
use crate::document::{Block, Inline, excerpt};

use Inline::{Faint, Notes, Quote, Strong};

pub(super) fn news(brief: &Brief, page: &mut Vec<Block<'_>>) {
    let Some(since) = &brief.since else { return };
    page.push(Block::Heading(format!("New since {}", long(since))));
    if brief.news.is_empty() {
        page.push(Block::Paragraph(vec![text(
            "Nothing that bears on the questions.",
        )]));
        return;
    }
    page.push(Block::List(
        brief.news.iter().map(|new| fresh(brief, new)).collect(),
    ));
}

fn fresh(brief: &Brief, new: &News) -> Vec<Inline> {
    let mut line = about(brief, Some(&new.party), Some(&new.question));
    line.push(text(format!("{} ", new.text)));
    line.push(notes(&new.notes));
    let mut lead = "; also said: ";
    for (stance, numbers) in &new.also {
        line.push(text(format!("{lead}{} ", stance_word(*stance))));
        line.push(notes(numbers));
        lead = ", ";
    }
    line
}

pub(super) fn shifts(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.shifts.is_empty() {
        return;
    }
    page.push(Block::Heading("Shifts, in their words".into()));
    let items = brief.shifts.iter().map(|s| shift(brief, s)).collect();
    page.push(Block::List(items));
}

/// What shifted, from where to where, and when.
pub(super) fn turn(brief: &Brief, shift: &Shift) -> Vec<Inline> {
    let mut line = about(brief, Some(&shift.party), Some(&shift.question));
    if let Some(speaker) = &shift.speaker {
        line.extend([Strong(speaker.clone()), text(" ")]);
    }
    if let Some(from) = shift.from {
        line.extend([text("from "), Inline::Stand(from), text(" to ")]);
    }
    line.push(Inline::Stand(shift.to));
    line.push(text(format!(", {}", shift.kind.word())));
    if let Some(day) = &shift.day {
        let when = match shift.day_is {
            by @ ("on" | "before") => format!("{by} {}", long(day)),
            _ => {
                within(shift.day_from.as_ref(), day).unwrap_or_else(|| format!("by {}", long(day)))
            }
        };
        line.push(text(format!(" {when}")));
    }
    line
}

fn shift(brief: &Brief, shift: &Shift) -> Vec<Inline> {
    let mut line = turn(brief, shift);
    line.push(text(match shift.told {
        Some(Told::GaveUp) => ". The report itself says that it was given up",
        Some(Told::GaveWay) => ". The report itself says that it gave way",
        Some(Told::CameRound) => ". The report itself says that it came round",
        _ => "",
    }));
    let quoted = |line: &mut Vec<Inline>, lead: &str, number: usize| {
        if let Some(note) = brief.note(number) {
            line.push(text(lead));
            line.push(Quote(excerpt(&note.sentence)));
            line.push(text(" "));
            line.push(Notes(vec![number]));
        }
    };
    if let Some(before) = shift.before {
        quoted(&mut line, ". Before: ", before);
    }
    let lead = if shift.before.is_some() {
        " After: "
    } else {
        ": "
    };
    quoted(&mut line, lead, shift.after);
    line
}

pub(super) fn contradictions(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.contradictions.is_empty() {
        return;
    }
    page.push(Block::Heading("Contradictions, in their words".into()));
    let clash = |clash: &ClashView| {
        let mut line = about(brief, Some(&clash.party), Some(&clash.question));
        line.push(text(clash.clash.words()));
        for (index, number) in clash.notes.iter().enumerate() {
            if let Some(note) = brief.note(*number) {
                line.push(text(if index == 0 { ". " } else { " Against it: " }));
                line.push(text(format!("{}: ", note.voice)));
                line.push(Quote(excerpt(&note.sentence)));
                line.push(text(" "));
                line.push(Notes(vec![*number]));
            }
        }
        line
    };
    page.push(Block::List(
        brief.contradictions.iter().map(clash).collect(),
    ));
}

pub(super) fn arrangements(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.arrangements.is_empty() || nothing_stated(brief) {
        return;
    }
    page.push(Block::Heading("Arrangements, answer by answer".into()));
    for arranged in &brief.arrangements {
        let mut head = vec![Strong(arranged.name.clone())];
        if let Some(source) = &arranged.source {
            head.push(Faint(format!(" ({source})")));
        }
        page.push(Block::Subheading(head));
        let answers: Vec<String> = arranged
            .answers
            .iter()
            .map(|(id, yes)| {
                let word = if *yes { "yes" } else { "no" };
                format!("{}: {word}", question(brief, id))
            })
            .collect();
        page.push(Block::Paragraph(vec![Faint(format!(
            "{}.",
            answers.join("; ")
        ))]));
        page.push(Block::List(receptions(brief, arranged)));
    }
}

fn receptions(brief: &Brief, arranged: &Arranged) -> Vec<Vec<Inline>> {
    let mut items = Vec::new();
    let mut silent = Vec::new();
    for party in &arranged.parties {
        if party.reception == Reception::NotSaid {
            silent.push(brief.party(&party.party).to_owned());
            continue;
        }
        let mut line = vec![
            Strong(brief.party(&party.party).to_owned()),
            text(format!(" {}", party.reception.words())),
        ];
        let mut lead = ": ";
        for (fit, words) in [
            (Fit::Objects, "objects to"),
            (Fit::Divided, "is divided on"),
            (Fit::OnConditions, "has conditions on"),
            (Fit::ObjectsOnConditions, "wants on conditions"),
            (Fit::NonCommittal, "does not commit on"),
            (Fit::Agrees, "agrees on"),
        ] {
            for (id, _, note) in party.answers.iter().filter(|(_, f, _)| *f == fit) {
                let no = arranged
                    .answers
                    .iter()
                    .any(|(other, yes)| other == id && !yes);
                let asked = question(brief, id);
                // What a party wants is told as it wants it; that the
                // arrangement rules it out, beside it.
                let told = match fit {
                    Fit::ObjectsOnConditions => format!("“{asked}”, which this rules out"),
                    _ if no => format!("“{asked}: no”"),
                    _ => format!("“{asked}”"),
                };
                line.push(text(format!("{lead}{words} {told}")));
                if matches!(fit, Fit::OnConditions | Fit::ObjectsOnConditions) {
                    conditions(brief, &party.party, id, &mut line);
                }
                line.push(text(" "));
                line.extend(note.map(|number| Notes(vec![number])));
                lead = "; ";
            }
        }
        let open = party
            .answers
            .iter()
            .filter(|(_, f, _)| *f == Fit::NotSaid)
            .count();
        if open > 0 {
            line.push(Faint(format!(
                "; has not said on {open} of {}",
                party.answers.len()
            )));
        }
        items.push(line);
    }
    if !silent.is_empty() {
        items.push(vec![Faint(format!("Nothing from {}.", listed(&silent)))]);
    }
    items
}

/// The conditions of a position, in the words of the reports.
fn conditions(brief: &Brief, party: &str, question: &str, line: &mut Vec<Inline>) {
    let row = brief.matrix.iter().find(|row| row.question == question);
    let cell = row.and_then(|row| row.cells.iter().find(|cell| cell.party == party));
    let told = cell.map_or(&[][..], |cell| &cell.conditions);
    if told.is_empty() {
        line.push(text(", which are not told"));
    }
    for (index, condition) in told.iter().enumerate() {
        line.push(text(if index == 0 { ": " } else { ", " }));
        line.push(Quote(excerpt(condition)));
    }
}

pub(super) fn outlook(brief: &Brief, page: &mut Vec<Block<'_>>) {
    let Some(Outlook {
        method,
        outcomes,
        assumptions,
        levers,
    }) = &brief.outlook
    else {
        return;
    };
    if nothing_stated(brief) {
        return;
    }
    page.push(Block::Heading("What could hold, and why".into()));
    page.push(Block::Paragraph(vec![Faint(method.clone())]));
    let items = outcomes.iter().map(|outcome| {
        let mut line = vec![Strong(outcome.name.clone())];
        let parties: Vec<String> = outcome
            .unstable_for
            .iter()
            .map(|id| brief.party(id).to_owned())
            .collect();
        line.push(text(if outcome.stable {
            " could hold. ".to_owned()
        } else if parties.is_empty() {
            " could not hold. ".to_owned()
        } else {
            format!(" could not hold: {} would move. ", listed(&parties))
        }));
        line.push(text(format!("{} ", outcome.why)));
        line.push(notes(&outcome.notes));
        line
    });
    page.push(Block::List(items.collect()));
    if !levers.is_empty() {
        page.push(Block::Subheading(vec![Strong(
            "What would have to change".into(),
        )]));
        page.push(Block::List(levers.iter().map(|l| line(brief, l)).collect()));
    }
    if !assumptions.is_empty() {
        page.push(Block::Subheading(vec![Strong(
            "Assumed, without a sentence behind it".into(),
        )]));
        page.push(Block::List(
            assumptions.iter().map(|a| vec![text(a.clone())]).collect(),
        ));
    }
}
