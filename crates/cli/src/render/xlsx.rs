//! XLSX for spreadsheets: the rows of the CSV export on one sheet.

use std::path::Path;

use demarche_ledger::Statement;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::failure::Failure;
use crate::render::csv;

/// What a cell of a workbook can hold, in characters.
const MOST: usize = 32_767;

/// Writes all rows to a file. Cells are text, never formulas; confidence is a
/// number, to be sorted and filtered by.
pub fn write(file: &Path, statements: &[Statement]) -> Result<(), Failure> {
    let rows = statements
        .iter()
        .map(csv::values)
        .collect::<Result<Vec<_>, _>>()?;
    save(file, &rows).map_err(|error| Failure::Write {
        file: file.display().to_string(),
        source: std::io::Error::other(error),
    })
}

fn save(file: &Path, rows: &[[String; csv::COLUMNS]]) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("statements")?;
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    for (column, name) in (0_u16..).zip(csv::HEAD) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        let width = match name {
            "text" => 60,
            "title" | "speaker" | "actor" | "chain" => 28,
            _ => 14,
        };
        sheet.set_column_width(column, width)?;
    }
    let mut last = 0;
    for (row, values) in (1_u32..).zip(rows) {
        for ((column, value), name) in (0_u16..).zip(values).zip(csv::HEAD) {
            if let ("confidence", Ok(share)) = (name, value.parse::<f64>()) {
                sheet.write_number_with_format(row, column, share, &wrapped)?;
                continue;
            }
            let shown: String = value.chars().take(MOST).collect();
            sheet.write_string_with_format(row, column, shown, &wrapped)?;
        }
        last = row;
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns = u16::try_from(csv::COLUMNS - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, columns)?;
    book.save(file)
}
