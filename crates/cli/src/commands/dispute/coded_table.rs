//! Coded statements as tables: CSV and XLSX, out and in.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use demarche_ledger::{Ledger, Statement, StatementFilter};
use demarche_positions::dispute::folded;
use demarche_positions::{Coder, Dispute, Saying, stance_named};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::args::Global;
use crate::commands::dispute;
use crate::failure::{Failure, Outcome};
use crate::render::csv::cell;
use crate::screen;

/// The columns, out and in. In, they may stand in any order; `question`,
/// `stance`, and `id` or `statement` must be there.
const HEAD: [&str; 12] = [
    "id",
    "statement",
    "person",
    "organisation",
    "question",
    "stance",
    "conditions",
    "date",
    "coder",
    "confidence",
    "why",
    "source",
];

/// Before the machine's version in the column `coder`.
const MACHINE: &str = "machine ";

/// A row that came in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its line or row, from 1.
    pub line: usize,
    pub id: String,
    pub statement: String,
    pub question: String,
    pub stance: String,
    pub conditions: Vec<String>,
    pub coder: String,
    pub why: String,
}

impl Row {
    /// The machine's version, where the row is the machine's.
    pub fn machine(&self) -> Option<&str> {
        self.coder.strip_prefix(MACHINE)
    }
}

/// What became of the rows.
#[derive(Debug, Default)]
pub struct Placed {
    /// Rows with the statements they mean.
    pub placed: Vec<(Row, Statement)>,
    /// Lines left out, and why.
    pub left: Vec<(usize, String)>,
}

/// Whether the file's name asks for a workbook.
fn workbook(file: &Path) -> bool {
    file.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// Writes what bears on the questions of a dispute.
pub fn export(global: &Global, dispute: &Dispute, file: &Path) -> Result<Outcome, Failure> {
    let Some((_, case)) = dispute::hold(global, dispute, None)? else {
        return Ok(Outcome::Interrupted);
    };
    let by_parties = case
        .positions
        .iter()
        .flat_map(|p| p.evidence.iter().map(|e| &e.saying));
    let mut sayings: Vec<&Saying> = by_parties.chain(&case.others).collect();
    let key = |s: &Saying| (s.question.clone(), s.statement.clone(), s.voice.id.clone());
    sayings.sort_by_key(|saying| key(saying));
    sayings.dedup_by_key(|saying| key(saying));
    let rows: Vec<[String; 12]> = sayings.into_iter().map(row).collect();
    let cannot = |source: std::io::Error| Failure::Write {
        file: file.display().to_string(),
        source,
    };
    if workbook(file) {
        write_workbook(file, &rows).map_err(|error| cannot(std::io::Error::other(error)))?;
    } else {
        let out = File::create(file).map_err(cannot)?;
        let mut table = csv::Writer::from_writer(out);
        table.write_record(HEAD)?;
        for row in &rows {
            table.write_record(row.iter().map(|text| cell(text)))?;
        }
        table.flush().map_err(cannot)?;
    }
    if !global.quiet {
        anstream::eprintln!("{} written", screen::count(rows.len(), "coded statement"));
    }
    Ok(Outcome::Done)
}

fn row(saying: &Saying) -> [String; 12] {
    let coder = match &saying.coder {
        Coder::Person(name) => name.clone(),
        Coder::Machine(version) => format!("{MACHINE}{version}"),
    };
    let place = &saying.place;
    [
        saying.statement.clone(),
        saying.sentence.clone(),
        saying.voice.name.clone(),
        saying.voice.side.clone().unwrap_or_default(),
        saying.question.clone(),
        saying.stance.to_string(),
        saying.conditions.join("; "),
        saying.days.day().unwrap_or_default().to_owned(),
        coder,
        format!("{:.2}", saying.confidence),
        saying.reason.clone(),
        place.outlet.clone().unwrap_or_else(|| place.file.clone()),
    ]
}

/// Every cell is text: nothing of a report is taken for a formula.
fn write_workbook(file: &Path, rows: &[[String; 12]]) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("coded statements")?;
    for (column, name) in (0u16..).zip(HEAD) {
        sheet.write_string(0, column, name)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, text) in (0u16..).zip(row) {
            // More does not fit into a cell.
            let text: String = text.chars().take(32_000).collect();
            sheet.write_string(line, column, text)?;
        }
    }
    book.save(file)
}

/// Reads the rows of a table.
pub fn read(file: &Path) -> Result<Vec<Row>, Failure> {
    let name = || file.display().to_string();
    let broken = |detail: String| Failure::Table {
        file: name(),
        detail,
    };
    let lines: Vec<Vec<String>> = if workbook(file) {
        let mut book: Xlsx<_> =
            open_workbook(file).map_err(|e: calamine::XlsxError| broken(e.to_string()))?;
        let sheet = book
            .worksheet_range_at(0)
            .ok_or_else(|| broken("it has no sheet".into()))?
            .map_err(|e| broken(e.to_string()))?;
        sheet
            .rows()
            .map(|row| row.iter().map(text).collect())
            .collect()
    } else {
        let mut table = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_path(file)
            .map_err(|e| broken(e.to_string()))?;
        table
            .records()
            .map(|record| {
                let record = record.map_err(|e| broken(e.to_string()))?;
                Ok(record.iter().map(plain).collect())
            })
            .collect::<Result<_, Failure>>()?
    };
    let mut lines = lines.into_iter();
    let head: BTreeMap<String, usize> = lines
        .next()
        .unwrap_or_default()
        .iter()
        .enumerate()
        .map(|(column, name)| (folded(name), column))
        .collect();
    for column in ["question", "stance"] {
        if !head.contains_key(column) {
            return Err(broken(format!("it has no column `{column}`")));
        }
    }
    if !head.contains_key("id") && !head.contains_key("statement") {
        return Err(broken(
            "it has neither a column `id` nor `statement`".into(),
        ));
    }
    let rows = lines.zip(2..).map(|(cells, line)| {
        let at = |name: &str| {
            let column = head.get(name)?;
            cells.get(*column).map(|text| text.trim().to_owned())
        };
        let at = |name: &str| at(name).unwrap_or_default();
        Row {
            line,
            id: at("id"),
            statement: at("statement"),
            question: at("question"),
            stance: at("stance"),
            conditions: at("conditions")
                .split("; ")
                .filter(|condition| !condition.is_empty())
                .map(str::to_owned)
                .collect(),
            coder: at("coder"),
            why: at("why"),
        }
    });
    Ok(rows
        .filter(|row| !(row.id.is_empty() && row.statement.is_empty()))
        .collect())
}

fn text(data: &Data) -> String {
    data.to_string()
}

/// A cell without the apostrophe that keeps spreadsheets from calculating.
fn plain(text: &str) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

/// Finds the statements that rows mean: by identifier, or by their words.
pub fn place(ledger: &Ledger, dispute: &Dispute, rows: &[Row]) -> Result<Placed, Failure> {
    let mut by_words: Option<BTreeMap<String, Statement>> = None;
    let mut found = Placed::default();
    for row in rows {
        let mut row = row.clone();
        let left = |found: &mut Placed, line, why: String| found.left.push((line, why));
        if dispute.question(&row.question).is_none() {
            let why = format!("the dispute has no question `{}`", row.question);
            left(&mut found, row.line, why);
            continue;
        }
        row.stance = match row.stance.to_lowercase().as_str() {
            "yes" | "1" | "agree" | "agreement" => "support".into(),
            "no" | "0" | "-1" | "disagree" | "disagreement" => "oppose".into(),
            other => other.to_owned(),
        };
        if stance_named(&row.stance).is_none() {
            let why = format!("`{}` is no stance", row.stance);
            left(&mut found, row.line, why);
            continue;
        }
        let statement = if row.id.is_empty() {
            if by_words.is_none() {
                by_words = Some(words(ledger)?);
            }
            by_words
                .as_ref()
                .and_then(|known| known.get(&folded(&row.statement)).cloned())
        } else {
            ledger.statement(&row.id).ok()
        };
        match statement {
            Some(statement) => found.placed.push((row, statement)),
            None => left(
                &mut found,
                row.line,
                "the ledger has no such statement".into(),
            ),
        }
    }
    Ok(found)
}

/// Statements by their words.
fn words(ledger: &Ledger) -> Result<BTreeMap<String, Statement>, Failure> {
    let mut found = BTreeMap::new();
    for statement in ledger.statements(&StatementFilter::default())? {
        found.insert(folded(&statement.text), statement);
    }
    Ok(found)
}
