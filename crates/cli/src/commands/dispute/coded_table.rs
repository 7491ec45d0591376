//! Coded statements as tables: CSV, also as Excel writes it in Europe, TSV and
//! XLSX, out and in.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use demarche_positions::dispute::folded;
use demarche_reading::decoded;

use crate::commands::dispute::{coded_sheet, conditions};
use crate::failure::Failure;
use crate::render::csv::cell;

/// How many columns there are.
pub const COLUMNS: usize = 14;

/// The columns, out and in. In, they may stand in any order; `question`,
/// `stance`, and `id`, `statement` or `words` must be there.
pub const HEAD: [&str; COLUMNS] = [
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
    "machine",
    "words",
];

/// Before the machine's version in the column `coder`.
pub const MACHINE: &str = "machine ";

/// What delimits cells, in the order in which they are tried.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A row that came in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its line or row, from 1.
    pub line: usize,
    pub id: String,
    pub statement: String,
    pub words: String,
    pub person: String,
    pub organisation: String,
    pub question: String,
    pub stance: String,
    pub conditions: Vec<String>,
    /// ISO 8601, or empty where it is not written so that it can be told.
    pub date: String,
    pub source: String,
    pub coder: String,
    pub why: String,
}

impl Row {
    /// The machine's version, where the row is the machine's.
    pub fn machine(&self) -> Option<&str> {
        self.coder.strip_prefix(MACHINE)
    }
}

/// What a table is kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A workbook.
    Xlsx,
    /// Text with this between the cells.
    Text(u8),
}

/// The form that a file's ending asks for; without one it is CSV.
pub fn form(file: &Path) -> Result<Form, Failure> {
    let ending = file.extension().unwrap_or_default();
    match ending.to_ascii_lowercase().to_str() {
        Some("xlsx") => Ok(Form::Xlsx),
        Some("csv" | "") => Ok(Form::Text(b',')),
        Some("tsv") => Ok(Form::Text(b'\t')),
        _ => Err(Failure::told(format!(
            "{}: no form of table has this ending; give .csv, .tsv or .xlsx",
            file.display()
        ))),
    }
}

/// Writes a table.
pub fn write(file: &Path, form: Form, rows: &[[String; COLUMNS]]) -> Result<(), Failure> {
    let cannot = |source: std::io::Error| Failure::Write {
        file: file.display().to_string(),
        source,
    };
    match form {
        Form::Xlsx => {
            coded_sheet::write(file, rows).map_err(|error| cannot(std::io::Error::other(error)))
        }
        Form::Text(delimiter) => {
            let out = File::create(file).map_err(cannot)?;
            let mut table = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .from_writer(out);
            table.write_record(HEAD)?;
            for row in rows {
                table.write_record(row.iter().map(|text| cell(text)))?;
            }
            table.flush().map_err(cannot)
        }
    }
}

/// A line of cells with its number, from 1.
type Line = (usize, Vec<String>);

/// Reads the rows of a table.
pub fn read(file: &Path) -> Result<Vec<Row>, Failure> {
    let broken = |detail: String| Failure::Table {
        file: file.display().to_string(),
        detail,
    };
    // What cannot be read is no matter of the table's form.
    let unreadable = |source| Failure::Open {
        file: file.display().to_string(),
        source,
    };
    let lines = match form(file)? {
        Form::Xlsx => {
            let book = File::open(file).map_err(unreadable)?;
            sheet_lines(BufReader::new(book)).map_err(broken)?
        }
        Form::Text(_) => {
            let bytes = fs::read(file).map_err(unreadable)?;
            text_lines(&decoded(&bytes)).map_err(broken)?
        }
    };
    rows(lines).map_err(broken)
}

fn sheet_lines(book: impl Read + Seek) -> Result<Vec<Line>, String> {
    let mut book = Xlsx::new(book).map_err(|e| e.to_string())?;
    let sheet = book
        .worksheet_range_at(0)
        .ok_or("it has no sheet")?
        .map_err(|e| e.to_string())?;
    let first = sheet.start().map_or(0, |(row, _)| row as usize) + 1;
    let cells = sheet.rows().map(|row| row.iter().map(text).collect());
    Ok((first..).zip(cells).collect())
}

/// A cell's text; a day that a spreadsheet keeps as a number is a day again.
fn text(data: &Data) -> String {
    match data {
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => data.to_string(),
    }
}

/// The cells of delimited text, with whatever delimits them.
fn text_lines(text: &str) -> Result<Vec<Line>, String> {
    // Excel's own first line, which names the delimiter.
    let named = text.lines().next().and_then(|line| {
        let mark = line.strip_prefix("sep=")?.bytes().next()?;
        Some((mark, line.len()))
    });
    let (text, skipped) = match named {
        Some((_, length)) => (text[length..].trim_start_matches(['\r', '\n']), 1),
        None => (text, 0),
    };
    let delimiter = named.map_or_else(|| delimiter(text), |(mark, _)| mark);
    let mut table = reader(text, delimiter);
    let (mut known, mut line) = (0, 1 + skipped);
    let records = table.records().map(|record| {
        let record = record.map_err(|error| error.to_string())?;
        // The reader takes a record to begin before line breaks that end the last.
        let before = record.position().map_or(0, csv::Position::byte);
        let before = usize::try_from(before).unwrap_or(usize::MAX);
        let rest = text.get(before..).unwrap_or_default();
        let breaks = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let start = before.saturating_add(breaks);
        line += text
            .get(known..start)
            .unwrap_or_default()
            .matches('\n')
            .count();
        known = start;
        Ok((line, record.iter().map(plain).collect()))
    });
    records.collect()
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// What delimits the cells: with it the head has the most columns that we know.
fn delimiter(text: &str) -> u8 {
    let known = |delimiter: u8| {
        let head = reader(text, delimiter).records().next();
        head.and_then(Result::ok).map_or(0, |head| {
            head.iter().filter(|name| column(name).is_some()).count()
        })
    };
    let mut best = (DELIMITERS[0], 0);
    for delimiter in DELIMITERS {
        let columns = known(delimiter);
        if columns > best.1 {
            best = (delimiter, columns);
        }
    }
    best.0
}

/// The column that a head names.
fn column(name: &str) -> Option<&'static str> {
    let name = folded(name);
    let name = if name == "organization" {
        "organisation"
    } else {
        &name
    };
    HEAD.into_iter().find(|known| *known == name)
}

fn rows(lines: Vec<Line>) -> Result<Vec<Row>, String> {
    let mut lines = lines.into_iter();
    let (_, names) = lines.next().unwrap_or_default();
    let mut head: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        if let Some(name) = column(name) {
            head.entry(name).or_insert(index);
        }
    }
    for column in ["question", "stance"] {
        if !head.contains_key(column) {
            return Err(format!("it has no column `{column}`"));
        }
    }
    if !["id", "statement", "words"]
        .iter()
        .any(|name| head.contains_key(name))
    {
        return Err("it has none of the columns `id`, `statement` and `words`".into());
    }
    // A line without a word is a gap; any other is told what it lacks.
    let filled = lines.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let rows = filled.map(|(line, cells)| {
        let at = |name: &str| {
            let cell = head.get(name).and_then(|column| cells.get(*column));
            cell.map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        Row {
            line,
            id: at("id"),
            statement: at("statement"),
            words: at("words"),
            person: at("person"),
            organisation: at("organisation"),
            question: at("question"),
            stance: at("stance"),
            conditions: conditions::parted(&at("conditions")),
            date: day(&at("date")),
            source: at("source"),
            coder: at("coder"),
            why: at("why"),
        }
    });
    Ok(rows.collect())
}

/// A day as ISO 8601 has it. Spreadsheets write it anew in their own way; of
/// those only the one with full stops has but one meaning.
fn day(text: &str) -> String {
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    match parts[..] {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ if text.contains('-') => text.get(..10).unwrap_or(text).to_owned(),
        _ => String::new(),
    }
}

/// A cell without the apostrophe that keeps spreadsheets from calculating.
fn plain(text: &str) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Form, Row, form, rows, text_lines};

    fn read(text: &str) -> Result<Vec<Row>, String> {
        rows(text_lines(text)?)
    }

    #[test]
    fn cells_are_told_apart_by_whatever_delimits_them() {
        let known = read("Statement,Question,Stance,Date\n\"a; b\",q,yes,2025-08-19\n").unwrap();
        assert_eq!(known[0].statement, "a; b");
        for (mark, line) in [(";", 2), ("\t", 2)] {
            let text = ["Statement", "Question", "Stance", "Date"].join(mark);
            let row = ["\"a; b\"", "q", "yes", "19.8.2025"].join(mark);
            let found = read(&format!("{text}\r\n{row}\r\n")).unwrap();
            assert_eq!(found, known, "{mark}");
            assert_eq!(found[0].line, line);
        }
        let found = read("sep=;\nid;question;stance\n\n1;q;no\n").unwrap();
        assert_eq!((found[0].line, found[0].stance.as_str()), (4, "no"));
        // A day that may be either is none.
        let found = read("id,question,stance,date\n1,q,no,8/9/2025\n").unwrap();
        assert_eq!(found[0].date, "");
    }

    #[test]
    fn what_a_table_lacks_is_named() {
        assert_eq!(read(""), Err("it has no column `question`".into()));
        assert!(read("question,stance\nq,yes\n").is_err());
    }

    #[test]
    fn only_known_endings_are_tables() {
        assert_eq!(form(Path::new("a.XLSX")).unwrap(), Form::Xlsx);
        assert_eq!(form(Path::new("a.tsv")).unwrap(), Form::Text(b'\t'));
        assert_eq!(form(Path::new("/dev/stdout")).unwrap(), Form::Text(b','));
        for other in ["a.ods", "a.xls", "a.json", "a.csv.gz"] {
            let told = form(Path::new(other)).unwrap_err().to_string();
            assert!(told.contains(".csv, .tsv or .xlsx"), "{told}");
        }
    }
}
