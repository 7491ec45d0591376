//! `demarche show`: one statement, the passage around it, and its relatives.

use std::io::Write;

use demarche_ledger::{
    Answered, Copy, Evidence, Ledger, Passage, Roles, Sibling, Statement, StatementFilter,
};
use demarche_reading::Span;
use demarche_statements::Part;
use serde::Serialize;

use crate::args::{Global, Show};
use crate::commands::statements::marks;
use crate::failure::{Failure, Outcome};
use crate::render::marked::wrap;
use crate::render::{json, people, table};
use crate::screen::{self, FAINT, STRONG};

/// A statement with all that belongs to it.
#[derive(Serialize)]
struct Shown {
    statement: Statement,
    /// The paragraphs around it, as read.
    passage: String,
    /// The statement in whose content this one stands.
    parent: Option<Statement>,
    /// The statements that stand in this one's content.
    children: Vec<Statement>,
    /// The same utterance in other reports.
    siblings: Vec<Sibling>,
    /// Statements of other reports that this one denies.
    denies_elsewhere: Vec<Answered>,
    /// Statements of other reports that deny this one.
    denied_elsewhere: Vec<Answered>,
    /// The reports that have words of this one.
    copies: Vec<Copy>,
}

pub fn run(global: &Global, args: &Show) -> Result<Outcome, Failure> {
    let ledger = Ledger::open_read_only(&global.ledger)?;
    let statement = ledger.statement(&args.id)?;
    let passage = ledger.passage(&statement, args.around)?;
    let parent = statement
        .parent
        .as_deref()
        .map(|id| ledger.statement(id))
        .transpose()?;
    let mut children = ledger.statements(&StatementFilter {
        report: Some(statement.report.id.clone()),
        ..StatementFilter::default()
    })?;
    children.retain(|child| child.parent.as_ref() == Some(&statement.id));
    let siblings = ledger.siblings(&statement)?;
    let copies = ledger.copies(&statement.report.id)?;
    let shown = Shown {
        siblings,
        denies_elsewhere: ledger.denied_elsewhere(&statement)?,
        denied_elsewhere: ledger.denials_elsewhere(&statement)?,
        copies,
        statement,
        passage: passage.text.clone(),
        parent,
        children,
    };
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &shown)?;
        out.flush()?;
    } else {
        print(&shown, &passage)?;
    }
    Ok(Outcome::Done)
}

fn print(shown: &Shown, passage: &Passage) -> Result<(), Failure> {
    let mut out = screen::out();
    let width = screen::width();
    let statement = &shown.statement;
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}\n",
        screen::cut(&table::head(&statement.report), width)
    )?;
    for line in wrap_paragraphs(passage, width) {
        writeln!(out, "{}", format!("  {line}").trim_end())?;
    }
    writeln!(out, "\n{FAINT}Marks:{FAINT:#} {}\n", marks().legend())?;
    for (name, value) in fields(statement) {
        for (index, line) in wrap(&value, &Roles::default(), marks(), width - 14)
            .iter()
            .enumerate()
        {
            let name = if index == 0 { name } else { "" };
            writeln!(out, "{FAINT}{name:12}{FAINT:#}  {line}")?;
        }
    }
    let relatives = shown.parent.iter().map(|s| ("inside", s));
    for (name, other) in relatives.chain(shown.children.iter().map(|s| ("holds", s))) {
        let words = format!(
            "{}  {} {} {}",
            table::short(&other.id),
            other.source_text,
            other.cue_text,
            other.text
        );
        writeln!(
            out,
            "{FAINT}{name:12}{FAINT:#}  {}",
            screen::cut(&words, width - 14)
        )?;
    }
    for (name, value) in elsewhere(shown) {
        for (index, line) in wrap(&value, &Roles::default(), marks(), width - 14)
            .iter()
            .enumerate()
        {
            let name = if index == 0 { name } else { "" };
            writeln!(out, "{FAINT}{name:12}{FAINT:#}  {line}")?;
        }
    }
    Ok(out.flush()?)
}

/// The same utterance, and the same words, in other reports.
fn elsewhere(shown: &Shown) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    if let Some(one) = &shown.statement.utterance {
        let reports = screen::count(one.reports, "report");
        let origins = format!("{reports}, {} independent of one another", one.origins);
        fields.push(("carried by", origins));
    }
    let siblings = shown.siblings.iter();
    let siblings = siblings.map(|one| ("also in", &one.statement, one.why.as_deref()));
    let answers = [
        ("denies", &shown.denies_elsewhere),
        ("denied by", &shown.denied_elsewhere),
    ];
    let answers = answers
        .into_iter()
        .flat_map(|(name, all)| all.iter().map(move |one| (name, one)))
        .map(|(name, one)| (name, &one.statement, Some(one.why.as_str())));
    for (name, other, why) in siblings.chain(answers) {
        let why = why.map(|why| format!(" [{why}]"));
        fields.push((
            name,
            format!(
                "{}  {}: {} {}{}",
                table::short(&other.id),
                table::head(&other.report),
                other.cue_text,
                other.text,
                why.unwrap_or_default()
            ),
        ));
    }
    for copy in &shown.copies {
        let which = if copy.kinship == "same" {
            "the same report"
        } else {
            "passages in common"
        };
        let place = table::head(&copy.report);
        fields.push(("copy", format!("{place}: {which} [{}]", copy.why)));
    }
    fields
}

/// The passage, a blank line between its paragraphs.
fn wrap_paragraphs(passage: &Passage, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut at = 0;
    for paragraph in passage.text.split_inclusive('\n') {
        let part = Span::new(at, at + paragraph.len());
        at = part.end;
        let inside = |spans: &[Span]| {
            let spans = spans.iter().filter(|span| span.overlaps(part));
            spans
                .map(|span| {
                    let (start, end) = (span.start.max(part.start), span.end.min(part.end));
                    Span::new(start - part.start, end - part.start)
                })
                .collect()
        };
        let spans = Roles {
            source: inside(&passage.spans.source),
            cue: inside(&passage.spans.cue),
            content: inside(&passage.spans.content),
        };
        let wrapped = wrap(paragraph, &spans, marks(), width - 2);
        if !wrapped.is_empty() && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrapped);
    }
    lines
}

/// Every field that has a value, in the order of the statement line.
fn fields(statement: &Statement) -> Vec<(&'static str, String)> {
    let report = &statement.report;
    let places = |places: &[[usize; 2]]| {
        let parts: Vec<String> = places
            .iter()
            .map(|[start, end]| format!("{start}–{end}"))
            .collect();
        parts.join(", ")
    };
    let words = |text: &str, at: &[[usize; 2]]| format!("{text} ({})", places(at));
    let source = if statement.source.is_empty() {
        "not named".to_owned()
    } else {
        words(&statement.source_text, &statement.source)
    };
    let fields = [
        ("statement", Some(statement.id.clone())),
        ("source", Some(source)),
        ("cue", Some(words(&statement.cue_text, &statement.cue))),
        ("content", Some(words(&statement.text, &statement.content))),
        ("kind", Some(table::kind(statement.kind).to_owned())),
        ("confidence", Some(format!("{:.2}", statement.confidence))),
        ("report", Some(report.id.clone())),
        ("title", report.title.clone()),
        ("outlet", report.outlet.clone()),
        ("date", report.date.clone()),
        ("address", report.url.clone()),
        ("file", Some(report.path.clone())),
        ("line", report.line.map(|line| line.to_string())),
        (
            "revision",
            (report.revision > 1).then(|| report.revision.to_string()),
        ),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .chain(resolution(statement))
        .collect()
}

/// Who, to whom, when and through whom, each with the words it rests on.
fn resolution(statement: &Statement) -> Vec<(&'static str, String)> {
    let rests = |evidence: &Evidence| {
        if evidence.words.is_empty() {
            String::new()
        } else {
            format!(" [{}]", evidence.words)
        }
    };
    let mut fields = Vec::new();
    for speaker in &statement.speakers {
        let name = match speaker.part {
            Part::Speaks => "speaker",
            Part::SpokenFor => "spoken for",
            Part::Supports => "supported by",
            Part::Opposes => "opposed by",
        };
        let (who, why) = (people::actor(&speaker.actor), &speaker.reason);
        fields.push((name, format!("{who}: {why}{}", rests(&speaker.evidence))));
    }
    for to in &statement.to {
        let who = people::actor(&to.actor);
        fields.push(("said to", format!("{who}{}", rests(&to.evidence))));
    }
    let about: Vec<&str> = statement
        .about
        .iter()
        .map(|about| about.actor.name.as_str())
        .collect();
    if !about.is_empty() {
        fields.push(("about", about.join(", ")));
    }
    if let Some(on) = &statement.on {
        let days = people::days(on).unwrap_or_else(|| "not known".to_owned());
        let words = rests(&on.evidence);
        fields.push(("said on", format!("{days}: {}{words}", on.reason)));
    }
    for link in &statement.via {
        fields.push(("through", format!("{}{}", link.name, rests(&link.evidence))));
    }
    if let Some(grade) = statement.grade {
        fields.push(("grade", people::grade(grade).to_owned()));
    }
    if let Some(denial) = &statement.denies {
        let what = if denial.own { "takes back" } else { "denies" };
        let which = denial
            .statement
            .as_deref()
            .map(|id| format!(" ({})", table::short(id)));
        let which = which.unwrap_or_default();
        fields.push((
            what,
            format!("{}{which}{}", denial.claim, rests(&denial.evidence)),
        ));
    }
    fields
}
