//! Puts a brief into words.

use demarche_positions::{Firmness, Fit, Reception, Stance, Stand, Told};
use demarche_statements::Grade;

use crate::brief::{Arranged, Brief, Cell, ClashView, Line, Note, Outlook, Shift};
use crate::days::{long, short};
use crate::document::{Block, Inline, MatrixCell, PictureKind};

use Inline::{Faint, Notes, Quote, Strong, Text};

pub(crate) fn document(brief: &Brief) -> Vec<Block<'_>> {
    let mut page = vec![Block::Title(brief.title.clone())];
    page.extend(
        brief
            .about
            .iter()
            .map(|about| Block::Paragraph(vec![Text(about.clone())])),
    );
    page.push(Block::Paragraph(vec![Faint(rests_on(brief))]));
    matrix(brief, &mut page);
    news(brief, &mut page);
    shifts(brief, &mut page);
    contradictions(brief, &mut page);
    arrangements(brief, &mut page);
    outlook(brief, &mut page);
    details(brief, &mut page);
    answering(brief, &mut page);
    others(brief, &mut page);
    open(brief, &mut page);
    provenance(brief, &mut page);
    if !brief.notes.is_empty() {
        page.push(Block::Heading("Sources".into()));
        page.push(Block::Sources(&brief.notes));
    }
    page
}

fn text(words: impl Into<String>) -> Inline {
    Text(words.into())
}

/// `1 report`, `2 reports`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What somebody's stance is, as a verb with its object left out.
pub(crate) fn verb(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "says so",
        Stance::Oppose => "says no",
        Stance::Conditional => "says so on conditions",
        Stance::NonCommittal => "does not commit",
        Stance::Asks => "asks",
        Stance::Reports => "tells it of others",
        Stance::Unrelated => "speaks of other things",
    }
}

fn rests_on(brief: &Brief) -> String {
    let coverage = &brief.coverage;
    let mut words = format!(
        "{}, {}",
        count(coverage.reports, "report"),
        count(coverage.statements, "statement")
    );
    if let Some((first, last)) = &coverage.days {
        words.push_str(&if first == last {
            format!(", of {}", long(first))
        } else {
            format!(", from {} to {}", long(first), long(last))
        });
    }
    words.push_str(". Numbers in brackets lead to outlet, date and sentence at the end.");
    words
}

fn question(brief: &Brief, id: &str) -> String {
    brief
        .question(id)
        .map_or_else(|| id.to_owned(), |asked| asked.yes.clone())
}

fn matrix(brief: &Brief, page: &mut Vec<Block<'_>>) {
    page.push(Block::Heading("Where they stand".into()));
    let cell = |cell: &Cell| {
        let mut words = Vec::new();
        if let Some(firmness @ (Firmness::Firm | Firmness::Thin)) = cell.firmness {
            words.push(firmness.word());
        }
        if cell.shifted {
            words.push("shifted");
        }
        if cell.stand == Stand::Unstated {
            words.extend(cell.heard.iter().filter(|word| **word != "told of others"));
        }
        MatrixCell {
            stand: cell.stand,
            words: words.join(", "),
            notes: cell.notes.iter().take(1).copied().collect(),
        }
    };
    page.push(Block::Matrix {
        columns: brief
            .parties
            .iter()
            .map(|party| party.name.clone())
            .collect(),
        rows: brief
            .matrix
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(cell).collect();
                (question(brief, &row.question), cells)
            })
            .collect(),
    });
    page.push(Block::Picture(PictureKind::Matrix));
}

/// `since 20 August 2025`, `since August 2025 at the latest`.
fn since(cell: &Cell) -> Option<String> {
    let day = cell.since.as_deref()?;
    Some(match cell.since_is {
        "on" => format!("since {}", long(day)),
        "before" => format!("since before {}", long(day)),
        _ => format!("since {} at the latest", long(day)),
    })
}

fn details(brief: &Brief, page: &mut Vec<Block<'_>>) {
    page.push(Block::Heading("Question by question".into()));
    for (index, row) in brief.matrix.iter().enumerate() {
        let Some(asked) = brief.question(&row.question) else {
            continue;
        };
        let mut head = vec![Strong(asked.yes.clone()), Faint(format!(" ({})", asked.id))];
        if let Some(party) = &asked.controlled_by {
            head.push(Faint(format!(", in the hands of {party}")));
        }
        page.push(Block::Subheading(head));
        let items: Vec<Vec<Inline>> = row
            .cells
            .iter()
            .filter(|cell| cell.stand != Stand::Unstated)
            .map(|cell| detail(brief, cell))
            .collect();
        let silent: Vec<String> = row
            .cells
            .iter()
            .filter(|cell| cell.stand == Stand::Unstated)
            .map(|cell| brief.party(&cell.party).to_owned())
            .collect();
        if items.is_empty() {
            page.push(Block::Paragraph(vec![text(
                "No party has said where it stands.",
            )]));
        } else {
            page.push(Block::List(items));
            if !silent.is_empty() {
                page.push(Block::Paragraph(vec![Faint(format!(
                    "Nothing from {}.",
                    listed(&silent)
                ))]));
            }
            page.push(Block::Picture(PictureKind::Timeline(index)));
        }
    }
}

fn detail(brief: &Brief, cell: &Cell) -> Vec<Inline> {
    let mut line = vec![
        Strong(brief.party(&cell.party).to_owned()),
        text(": "),
        Inline::Stand(cell.stand),
    ];
    if let Some((for_it, against)) = &cell.sides {
        line.push(text(format!(
            ", {} for and {} against",
            listed(for_it),
            listed(against)
        )));
    }
    for (index, condition) in cell.conditions.iter().enumerate() {
        line.push(text(if index == 0 { ", on condition: " } else { "; " }));
        line.push(Quote(condition.clone()));
    }
    if let Some(since) = since(cell) {
        line.push(text(format!(", {since}")));
    }
    let firmness = cell.firmness.map_or("", Firmness::word);
    let at_first_hand = match cell.first_hand {
        0 => "none of them at first hand".to_owned(),
        n if n == cell.utterances => "at first hand".to_owned(),
        n => format!("{n} of them at first hand"),
    };
    line.push(Faint(format!(
        ". {} ({:.2}): {} by {} in {}, {at_first_hand} ",
        capital(firmness),
        cell.strength,
        count(cell.utterances, "utterance"),
        count(cell.voices, "speaker"),
        count(cell.outlets, "outlet"),
    )));
    line.push(Notes(cell.notes.clone()));
    line
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

fn about(brief: &Brief, party: Option<&String>, asked: Option<&String>) -> Vec<Inline> {
    let mut line = Vec::new();
    if let Some(party) = party {
        line.push(Strong(brief.party(party).to_owned()));
    }
    if let Some(asked) = asked {
        if party.is_some() {
            line.push(text(" on “"));
        } else {
            line.push(text("“"));
        }
        line.push(text(question(brief, asked)));
        line.push(text("”: "));
    }
    line
}

fn news(brief: &Brief, page: &mut Vec<Block<'_>>) {
    let Some(since) = &brief.since else { return };
    page.push(Block::Heading(format!("New since {}", long(since))));
    if brief.news.is_empty() {
        page.push(Block::Paragraph(vec![text(
            "Nothing that bears on the questions.",
        )]));
        return;
    }
    page.push(Block::List(
        brief.news.iter().map(|l| line(brief, l)).collect(),
    ));
}

fn line(brief: &Brief, line: &Line) -> Vec<Inline> {
    let mut words = about(brief, line.party.as_ref(), line.question.as_ref());
    words.push(text(format!("{} ", line.text)));
    words.push(Notes(line.notes.clone()));
    words
}

fn shifts(brief: &Brief, page: &mut Vec<Block<'_>>) {
    page.push(Block::Heading("Shifts".into()));
    if brief.shifts.is_empty() {
        page.push(Block::Paragraph(vec![text(
            "None that these reports show.",
        )]));
        return;
    }
    let items = brief.shifts.iter().map(|s| shift(brief, s)).collect();
    page.push(Block::List(items));
}

fn shift(brief: &Brief, shift: &Shift) -> Vec<Inline> {
    let mut line = about(brief, Some(&shift.party), Some(&shift.question));
    if let Some(from) = shift.from {
        line.extend([text("from "), Inline::Stand(from), text(" to ")]);
    }
    line.push(Inline::Stand(shift.to));
    line.push(text(format!(", {}", shift.kind.word())));
    if let Some(day) = &shift.day {
        let by = match shift.day_is {
            "on" => "on",
            "before" => "before",
            _ => "by",
        };
        line.push(text(format!(" {by} {}", long(day))));
    }
    line.push(text(match shift.told {
        Some(Told::GaveUp) => ". The report itself says that it was given up",
        Some(Told::GaveWay) => ". The report itself says that it gave way",
        _ => "",
    }));
    let quoted = |line: &mut Vec<Inline>, lead: &str, number: usize| {
        if let Some(note) = brief.note(number) {
            line.push(text(lead));
            line.push(Quote(note.sentence.clone()));
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

fn contradictions(brief: &Brief, page: &mut Vec<Block<'_>>) {
    page.push(Block::Heading("Contradictions".into()));
    if brief.contradictions.is_empty() {
        page.push(Block::Paragraph(vec![text(
            "None that these reports show.",
        )]));
        return;
    }
    let clash = |clash: &ClashView| {
        let mut line = about(brief, Some(&clash.party), Some(&clash.question));
        line.push(text(clash.clash.words()));
        for (index, number) in clash.notes.iter().enumerate() {
            if let Some(note) = brief.note(*number) {
                line.push(text(if index == 0 { ". " } else { " Against it: " }));
                line.push(text(format!("{}: ", note.voice)));
                line.push(Quote(note.sentence.clone()));
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

fn arrangements(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.arrangements.is_empty() {
        return;
    }
    page.push(Block::Heading("Arrangements".into()));
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
            (Fit::NonCommittal, "does not commit on"),
            (Fit::Agrees, "agrees on"),
        ] {
            for (id, _, note) in party.answers.iter().filter(|(_, f, _)| *f == fit) {
                line.push(text(format!("{lead}{words} “{}” ", question(brief, id))));
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

fn outlook(brief: &Brief, page: &mut Vec<Block<'_>>) {
    let Some(Outlook {
        method,
        outcomes,
        assumptions,
        levers,
    }) = &brief.outlook
    else {
        return;
    };
    page.push(Block::Heading("What could hold".into()));
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
        line.push(Notes(outcome.notes.clone()));
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

fn answering(brief: &Brief, page: &mut Vec<Block<'_>>) {
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
            Notes(edge.notes.clone()),
        ]
    });
    page.push(Block::List(items.collect()));
}

fn others(brief: &Brief, page: &mut Vec<Block<'_>>) {
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

fn open(brief: &Brief, page: &mut Vec<Block<'_>>) {
    if brief.open.is_empty() {
        return;
    }
    page.push(Block::Heading("Open questions".into()));
    let items = brief.open.iter().map(|open| {
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
            line.push(text(", who does not commit"));
        }
        line
    });
    page.push(Block::List(items.collect()));
}

fn provenance(brief: &Brief, page: &mut Vec<Block<'_>>) {
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
        let outlets: Vec<String> = known
            .outlets
            .iter()
            .map(|(outlet, n)| format!("{outlet} ({n})"))
            .collect();
        items.push(format!("Carried by {}.", outlets.join(", ")));
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
pub(crate) fn source(brief: &Brief, note: &Note) -> Vec<Inline> {
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
        place = format!("{place}, “{title}”");
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
    line.push(Quote(note.sentence.clone()));
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
    let _ = brief;
    line
}
