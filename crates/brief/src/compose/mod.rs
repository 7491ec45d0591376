//! Puts a brief into words.

mod findings;
mod first;
mod sources;

use demarche_positions::{Firmness, Stance, Stand};

use crate::brief::{Brief, Cell, Line};
use crate::days::{long, within};
use crate::document::{Block, Inline, MatrixCell, MatrixColumn, MatrixRow, PictureKind, excerpt};

use findings::{arrangements, contradictions, outlook, shifts};
pub(crate) use sources::source;
use sources::{answering, open, others, provenance};

use Inline::{Faint, Notes, Quote, Strong, Text};

pub(crate) fn document(brief: &Brief) -> Vec<Block<'_>> {
    let mut page = vec![Block::Title(brief.title.clone())];
    page.extend(
        brief
            .about
            .iter()
            .map(|about| Block::Paragraph(vec![Text(about.clone())])),
    );
    let mut head = Vec::new();
    if let Some(on) = &brief.on {
        head.push(Strong(format!("As known on {}.", long(on))));
        head.push(text(" "));
    }
    head.push(Faint(rests_on(brief)));
    page.push(Block::Paragraph(head));
    matrix(brief, &mut page);
    let mut rest = Vec::new();
    first::answers(brief, &mut page, &mut rest);
    page.push(Block::Part("In detail".into()));
    page.push(Block::Picture(PictureKind::Matrix));
    details(brief, &mut page);
    page.append(&mut rest);
    shifts(brief, &mut page);
    contradictions(brief, &mut page);
    arrangements(brief, &mut page);
    outlook(brief, &mut page);
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
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Footnotes of a line, each once.
fn notes(numbers: &[usize]) -> Inline {
    let mut each: Vec<usize> = Vec::new();
    for number in numbers {
        if !each.contains(number) {
            each.push(*number);
        }
    }
    Notes(each)
}

/// What somebody's stance is, as a verb with its object left out.
fn verb(stance: Stance) -> &'static str {
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
            format!(", published {}", long(first))
        } else {
            format!(", published {} to {}", long(first), long(last))
        });
    }
    if coverage.undated > 0 {
        words.push_str(&format!(" ({} without a day)", coverage.undated));
    }
    words.push_str(". Numbers lead to the sources at the end.");
    words
}

fn question(brief: &Brief, id: &str) -> String {
    brief
        .question(id)
        .map_or_else(|| id.to_owned(), |asked| asked.yes.clone())
}

/// Whether no party has a position on anything.
fn nothing_stated(brief: &Brief) -> bool {
    let mut cells = brief.matrix.iter().flat_map(|row| &row.cells);
    cells.all(|cell| cell.stand == Stand::Unstated)
}

fn matrix(brief: &Brief, page: &mut Vec<Block<'_>>) {
    page.push(Block::Heading("Where they stand".into()));
    let cell = |cell: &Cell| MatrixCell {
        stand: cell.stand,
        firmness: cell.firmness,
        shifted: cell.shifted,
        heard: match cell.stand {
            Stand::Unstated => cell.heard.clone(),
            _ => Vec::new(),
        }
        .into_iter()
        .filter(|word| *word != "told of others")
        .collect(),
        notes: cell.notes.iter().take(1).copied().collect(),
    };
    page.push(Block::Matrix {
        columns: brief
            .parties
            .iter()
            .map(|party| MatrixColumn {
                id: party.id.clone(),
                name: party.name.clone(),
            })
            .collect(),
        rows: brief
            .matrix
            .iter()
            .map(|row| MatrixRow {
                id: row.question.clone(),
                question: question(brief, &row.question),
                cells: row.cells.iter().map(cell).collect(),
            })
            .collect(),
    });
}

impl Cell {
    /// Since when, in words: `since 20 August 2025`, `since a day in 2022`,
    /// `since 20 August 2025 at the latest`.
    #[must_use]
    pub fn since_when(&self) -> Option<String> {
        let day = self.since.as_deref()?;
        Some(match self.since_is {
            "on" => format!("since {}", long(day)),
            "before" => format!("since before {}", long(day)),
            _ => match within(self.since_from.as_ref(), day) {
                Some(within) => format!("since a day {within}"),
                None => format!("since {} at the latest", long(day)),
            },
        })
    }

    /// What stands behind it, in words: utterances, speakers, outlets (or reports
    /// that name none), and how many of the utterances are at first hand.
    #[must_use]
    pub fn behind(&self) -> String {
        let at_first_hand = match self.first_hand {
            0 if self.utterances == 1 => "not at first hand".to_owned(),
            0 => "none of them at first hand".to_owned(),
            n if n == self.utterances => "at first hand".to_owned(),
            n => format!("{n} of them at first hand"),
        };
        let carriers = match (self.named, self.bare) {
            (named, 0) => count(named, "outlet"),
            (0, bare) => count(bare, "report"),
            (named, bare) => format!(
                "{} and {} without one",
                count(named, "outlet"),
                count(bare, "report")
            ),
        };
        format!(
            "{} by {} in {carriers}, {at_first_hand}",
            count(self.utterances, "utterance"),
            count(self.voices, "speaker"),
        )
    }

    /// Who is for and who is against, in words, where divided.
    #[must_use]
    pub fn divided(&self) -> Option<String> {
        let (for_it, against) = self.sides.as_ref()?;
        let [for_it, against] = [for_it, against].map(|names| listed(names));
        Some(format!("{for_it} for and {against} against"))
    }
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
    if let Some(sides) = cell.divided() {
        line.push(text(format!(", {sides}")));
    }
    for (index, condition) in cell.conditions.iter().enumerate() {
        line.push(text(if index == 0 { ", on condition: " } else { "; " }));
        line.push(Quote(excerpt(condition)));
    }
    if let Some(since) = cell.since_when() {
        line.push(text(format!(", {since}")));
    }
    let firmness = cell.firmness.map_or("", Firmness::word);
    line.push(Faint(format!(
        ". {} ({:.2}): {} ",
        capital(firmness),
        cell.strength,
        cell.behind()
    )));
    line.push(notes(&cell.notes));
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

fn line(brief: &Brief, line: &Line) -> Vec<Inline> {
    let mut words = about(brief, line.party.as_ref(), line.question.as_ref());
    words.push(text(format!("{} ", line.text)));
    words.push(notes(&line.notes));
    words
}
