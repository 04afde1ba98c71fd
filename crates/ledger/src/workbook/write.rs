//! From a ledger to the bytes of its workbook.

use super::lists::Lists;
use super::style::Styles;
use super::{guide, overview, sheet};
use crate::ledger::Ledger;
use crate::names::shown;
use crate::topics::{sheets, sheets_of};
use mingzhang_model::{Text, text};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// What a cell can hold, in UTF-16 units.
const LONGEST: usize = 32_767;

/// The workbook of a ledger; of an empty one the workbook to be filled. The same ledger gives the same bytes.
///
/// # Errors
/// A text or a list is longer than Excel allows.
pub fn write_workbook(ledger: &Ledger) -> Result<Vec<u8>, Text> {
    if let Some(too_long) = too_long(ledger) {
        return Err(too_long);
    }
    book(ledger)
        .map_err(|error| text!("无法写成工作簿：{0}", "no workbook can be made: {0}", error.to_string()))
}

fn book(ledger: &Ledger) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A workbook says when it was made; the same ledger is to give the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title("明账账册").set_creation_datetime(&made));
    let styles = Styles::new();
    let lists = Lists::of(ledger);
    guide::write(&mut book, ledger, &styles)?;
    for topic in sheets_of(ledger) {
        sheet::topic(&mut book, topic, ledger, &lists, &styles)?;
    }
    overview::write(&mut book, ledger, &styles)?;
    lists.write(&mut book, &styles)?;
    sheet::define_names(&mut book)?;
    book.save_to_buffer()
}

fn too_long(ledger: &Ledger) -> Option<Text> {
    for sheet in sheets() {
        let columns = sheet.columns();
        for (number, row) in (1_usize..).zip(sheet.rows(ledger)) {
            let mut values = columns.iter().zip(&row);
            let long = values.find(|(column, value)| units(&shown(column, value, ledger)) > LONGEST);
            if let Some((column, _)) = long {
                return Some(text!(
                    "“{0}”第 {1} 条的“{2}”超过一个单元格能容纳的 {3} 字，请分成几条。",
                    "“{2}” of record {1} in “{0}” is longer than the {3} characters of a cell. Please split it.",
                    sheet.title(),
                    number,
                    column.heading,
                    LONGEST
                ));
            }
        }
    }
    None
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
