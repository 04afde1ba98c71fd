//! Tables for spreadsheets: the template, and whatever a page gives to be worked on.

use crate::columns::Column;
use mingzhang_model::{Text, text};
use rust_xlsxwriter::{DataValidation, Format, FormatBorder, Workbook, XlsxError};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Words(String),
    /// A count, which sorts as a number.
    Count(i64),
}

/// Rows in which the template offers choices.
const ROWS: u32 = 20_000;

/// A workbook of one sheet.
///
/// # Errors
/// It cannot be written: it has more rows than a sheet can have.
pub fn workbook(name: &str, headings: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, Text> {
    written(name, headings, rows).map_err(|error| unwritten(&error))
}

/// CSV, with the mark by which spreadsheets know that it is UTF-8. What a spreadsheet would compute is made words.
///
/// # Errors
/// It cannot be written.
pub fn csv(headings: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, Text> {
    let failed = |error: &dyn std::fmt::Display| {
        text!("写不出表格：{0}", "the table cannot be written: {0}", error.to_string())
    };
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(headings).map_err(|error| failed(&error))?;
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Words(words) => harmless(words.clone()),
            Cell::Count(count) => count.to_string(),
        });
        writer.write_record(cells).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// Words that a spreadsheet does not take for a formula.
pub fn harmless(words: String) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{words}") } else { words }
}

fn unwritten(error: &XlsxError) -> Text {
    text!("写不出工作簿：{0}", "the workbook cannot be written: {0}", error.to_string())
}

fn heading() -> Format {
    Format::new().set_bold().set_background_color("#DCE6F1").set_border(FormatBorder::Thin)
}

fn written(name: &str, headings: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(name)?;
    for (column, words) in (0_u16..).zip(headings) {
        sheet.write_with_format(0, column, *words, &heading())?;
        sheet.set_column_width(column, if column == 0 { 32 } else { 18 })?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Words(words) => sheet.write_string(row, column, words)?,
                Cell::Count(count) => sheet.write(row, column, *count)?,
            };
        }
    }
    book.save_to_buffer()
}

pub(crate) fn template() -> Result<Vec<u8>, Text> {
    let made = || {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("名册")?;
        // Days and years are typed as words, so that what is seen is what is read.
        let words = Format::new().set_num_format("@");
        for (at, column) in (0_u16..).zip(Column::ALL) {
            sheet.set_column_format(at, &words)?;
            sheet.set_column_width(at, if at < 3 { 28 } else { 14 })?;
            sheet.write_with_format(0, at, column.heading(), &heading())?;
            let choices: &[&str] = match column {
                Column::Level => &["单位", "部门"],
                Column::Kind => &["预算", "决算"],
                _ => continue,
            };
            let choice = DataValidation::new().allow_list_strings(choices)?;
            sheet.add_data_validation(1, at, ROWS, at, &choice)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let guide = book.add_worksheet().set_name("填写说明")?;
        guide.set_column_width(0, 14)?.set_column_width(1, 70)?;
        for (row, column) in (0_u32..).zip(Column::ALL) {
            guide.write_with_format(row, 0, column.heading(), &heading())?;
            guide.write(row, 1, column.help())?;
        }
        book.save_to_buffer()
    };
    made().map_err(|error| unwritten(&error))
}
