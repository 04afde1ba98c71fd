//! Sheets of a workbook: a frozen heading, filters, columns of a fitting width, wrapped words.

use crate::trouble::trouble;
use mingzhang_model::{Lang, Text, text};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};

/// What stands in a cell.
#[derive(Clone)]
pub(crate) enum Cell {
    Blank,
    /// Words and amounts as the document writes them.
    Words(String),
    /// A count, which sorts as a number.
    Count(i64),
    /// An exact decimal number, which a workbook computes with.
    Decimal(String),
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        if words.is_empty() { Self::Blank } else { Self::Words(words.to_owned()) }
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        i64::try_from(count).map_or_else(|_| Self::Words(count.to_string()), Self::Count)
    }
}

/// A column: its heading in Chinese and in English, its width in characters.
pub(crate) type Column = (&'static str, &'static str, u16);

/// What a cell of a workbook can hold, in UTF-16 units.
const LONGEST: usize = 32_767;
/// Rows of a sheet.
const MOST_ROWS: usize = 1_048_576;

/// Adds a sheet.
///
/// # Errors
/// More rows than a sheet can have.
pub(crate) fn sheet(
    book: &mut Workbook,
    name: &Text,
    columns: &[Column],
    rows: &[Vec<Cell>],
    lang: Lang,
) -> anyhow::Result<()> {
    if rows.len() >= MOST_ROWS {
        return Err(trouble(text!(
            "内容超过一张工作表的 {0} 行。请分批核对，或用 --format json。",
            "there are more rows than the {0} of a sheet. Please check fewer files at a time, or use --format json.",
            MOST_ROWS
        )));
    }
    let sheet = book.add_worksheet().set_name(name.get(lang))?;
    let heading = Format::new().set_bold().set_background_color("#DCE6F1").set_border(FormatBorder::Thin);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, (zh, en, width)) in (0_u16..).zip(columns) {
        let title = if lang == Lang::Zh { zh } else { en };
        sheet.write_string_with_format(0, column, *title, &heading)?;
        sheet.set_column_width(column, *width)?;
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Blank => {}
                Cell::Words(words) => {
                    sheet.write_string_with_format(row, column, shortened(words), &body)?;
                }
                Cell::Decimal(number) => {
                    // A cell is a binary float whatever is written to it; fifteen digits survive.
                    match number.parse::<f64>() {
                        Ok(value) => sheet.write_number_with_format(row, column, value, &body)?,
                        Err(_) => sheet.write_string_with_format(row, column, number, &body)?,
                    };
                }
                // Lines, columns and counts are far below the 2^53 that a cell counts exactly.
                Cell::Count(count) => {
                    sheet.write_number_with_format(row, column, i32::try_from(*count)?, &body)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u32::try_from(rows.len().max(1))?;
    sheet.autofilter(0, 0, last, u16::try_from(columns.len())?.saturating_sub(1))?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// As much as a cell can hold.
fn shortened(words: &str) -> &str {
    let mut units = 0;
    let too_far = |c: char| {
        units += c.len_utf16();
        units > LONGEST
    };
    words.find(too_far).map_or(words, |end| &words[..end])
}
