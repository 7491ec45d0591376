//! Coded statements as a workbook.

use std::path::Path;

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use crate::commands::dispute::coded_table::{COLUMNS, HEAD};

/// Text is text: nothing of a report is taken for a formula. Confidence is a
/// number, to be sorted and filtered by.
pub fn write(file: &Path, rows: &[[String; COLUMNS]]) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("coded statements")?;
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new()
        .set_num_format("0.00")
        .set_align(FormatAlign::Top);
    for (column, name) in (0u16..).zip(HEAD) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        let width = match name {
            "statement" | "words" => 60,
            "conditions" | "why" | "machine" => 36,
            "person" | "organisation" | "source" | "coder" | "id" => 20,
            _ => 14,
        };
        sheet.set_column_width(column, width)?;
    }
    let mut last = 0;
    for (line, row) in (1u32..).zip(rows) {
        for ((column, text), name) in (0u16..).zip(row).zip(HEAD) {
            match text.parse::<f64>() {
                Ok(share) if name == "confidence" => {
                    sheet.write_number_with_format(line, column, share, &number)?;
                }
                _ => {
                    // More does not fit into a cell.
                    let text: String = text.chars().take(32_000).collect();
                    sheet.write_string_with_format(line, column, text, &wrapped)?;
                }
            }
        }
        last = line;
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns = u16::try_from(COLUMNS - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, columns)?;
    book.save(file)
}
