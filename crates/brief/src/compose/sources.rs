//! Who else spoke, what is open, how we know, and the footnotes.

use demarche_statements::Grade;

use super::{line, listed, notes, question, text, verb};
use crate::brief::{Brief, Note, Open};
use crate::days::short;
use crate::document::{Block, Inline, PictureKind, excerpt, quotation};

use Inline::{Faint, Quote, Strong};

pub(super) fn answering(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.answering.is_empty() {
        return;
    }
    page.push(Block::Heading("Who answers whom".into()));
    page.push(Block::Picture(PictureKind::Answers));
    let items = brief.answering.iter().map(|edge| {
        let mut parts = Vec::new();
        for (n, words) in [
            (edge.agrees, "with it"),
            (edge.objects, "against it"),
            (edge.other, "neither"),
        ] {
            if n > 0 {
                parts.push(format!("{n} {words}"));
            }
        }
        vec![
            Strong(brief.party(&edge.from).to_owned()),
            text(" to "),
            Strong(brief.party(&edge.to).to_owned()),
            text(format!(": {} ", parts.join(", "))),
            notes(&edge.notes),
        ]
    });
    page.push(Block::List(items.collect()));
}

pub(super) fn others(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.others.is_empty() {
        return;
    }
    page.push(Block::Heading("What others say".into()));
    page.push(Block::Paragraph(vec![Faint(
        "Papers, experts, the press and everybody who speaks for no party. None of it is a party's position."
            .into(),
    )]));
    page.push(Block::List(
        brief.others.iter().map(|l| line(brief, l)).collect(),
    ));
}

pub(super) fn open(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.open.len() <= FIRST_OPEN {
        return;
    }
    page.push(Block::Heading("All open questions".into()));
    let items = brief.open.iter().map(|open| opened(brief, open));
    page.push(Block::List(items.collect()));
}

/// How many open questions are told on the first page.
pub(super) const FIRST_OPEN: usize = 3;

/// Who has said nothing on a question, and in whose hands it is.
pub(super) fn opened(brief: &Brief, open: &Open) -> Vec<Inline> {
    let mut line = vec![text(format!("“{}”: ", question(brief, &open.question)))];
    if open.nobody {
        line.push(text("no party has said where it stands"));
    } else if !open.unstated.is_empty() {
        let names: Vec<String> = open
            .unstated
            .iter()
            .map(|id| brief.party(id).to_owned())
            .collect();
        line.push(text(format!("nothing from {}", listed(&names))));
    }
    if let Some(controller) = &open.controller {
        let lead = if open.nobody || !open.unstated.is_empty() {
            "; "
        } else {
            ""
        };
        line.push(text(format!("{lead}it is in the hands of ")));
        line.push(Strong(brief.party(controller).to_owned()));
        if !open.unstated.contains(controller) {
            line.push(text(", who does not commit"));
        }
    }
    line
}

pub(super) fn provenance(brief: &Brief, page: &mut Vec<Block<'_>>) {
    page.push(Block::Heading("How we know".into()));
    let known = &brief.provenance;
    let mut hands = Vec::new();
    for (n, words) in [
        (known.first_hand, "at first hand"),
        (known.relayed, "through one named outlet or paper"),
        (known.second_hand, "told by somebody else"),
        (known.unnamed, "from sources without a name"),
    ] {
        if n > 0 {
            hands.push(format!("{n} {words}"));
        }
    }
    let mut items = Vec::new();
    if !hands.is_empty() {
        items.push(format!(
            "Utterances behind the positions: {}.",
            hands.join(", ")
        ));
    }
    if !known.outlets.is_empty() {
        let mut carriers: Vec<String> = known
            .outlets
            .iter()
            .filter(|(outlet, _)| !known.files.contains(outlet))
            .map(|(outlet, n)| format!("{outlet} ({n})"))
            .collect();
        match known.files.len() {
            0 => {}
            1 => carriers.push("a file that names no outlet".to_owned()),
            n => carriers.push(format!("{n} files that name no outlet")),
        }
        items.push(format!("Carried by {}.", carriers.join(", ")));
    }
    items.push(format!(
        "Stances judged by the machine: {}; by people: {}.",
        known.by_machine, known.by_people
    ));
    items.extend(brief.unknown.iter().cloned());
    page.push(Block::List(
        items.into_iter().map(|i| vec![text(i)]).collect(),
    ));
}

/// A footnote in words: who, when, where, the sentence, and how it was judged.
pub(crate) fn source(note: &Note) -> Vec<Inline> {
    let mut line = vec![Strong(note.voice.clone())];
    if let Some(office) = &note.office {
        line.push(text(format!(", {office}")));
    }
    line.push(text(format!(", {}. ", note.when)));
    let via: Vec<String> = note
        .via
        .iter()
        .filter(|name| **name != note.outlet)
        .cloned()
        .collect();
    let mut place = note.outlet.clone();
    if let Some(title) = &note.title {
        place = format!("{place}, {}", quotation(title));
    }
    if let Some(date) = &note.date {
        place = format!("{place}, {}", short(date.get(..10).unwrap_or(date)));
    }
    if !via.is_empty() {
        place = format!("{place}, through {}", listed(&via));
    }
    line.push(text(place));
    line.push(Faint(match note.grade {
        Some(Grade::FirstHand) => ", first-hand: ".into(),
        Some(Grade::Relayed) => ", relayed: ".into(),
        Some(Grade::SecondHand) => ", second-hand: ".into(),
        Some(Grade::Unnamed) => ", from unnamed sources: ".into(),
        None => ": ".to_owned(),
    }));
    line.push(Quote(excerpt(&note.sentence)));
    for judged in &note.judged {
        let whose = if judged.voice == note.voice {
            String::new()
        } else {
            format!("{} ", judged.voice)
        };
        let coder = match &judged.coder {
            demarche_positions::Coder::Person(name) => format!(", judged by {name}"),
            demarche_positions::Coder::Machine(_) => {
                format!(", {:.2} sure", f64::from(judged.confidence) / 100.0)
            }
        };
        line.push(Faint(format!(
            " {}: {whose}{}{coder}, counts {:.2} ({}).",
            judged.question,
            verb(judged.stance),
            f64::from(judged.score) / 100.0,
            judged.reason.trim_end_matches('.')
        )));
    }
    line.push(Faint(format!(
        " {}",
        &note.statement.get(..8).unwrap_or(&note.statement)
    )));
    line
}
