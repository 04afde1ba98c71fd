//! From bytes to the rows of a table: a workbook, or CSV in UTF-8 or GB18030.

use encoding_rs::{Encoding, GB18030};
use mingzhang_model::{Text, text};
use mingzhang_office::Container;
use std::borrow::Cow;

/// A row with its number in the file, from 1.
pub(crate) struct Row {
    pub number: u32,
    pub cells: Vec<String>,
}

/// More rows than any region has offices.
const MOST: usize = 100_000;

/// The rows that have something in them.
pub(crate) fn rows(bytes: &[u8]) -> Result<Vec<Row>, Text> {
    let rows = match mingzhang_office::container(bytes).map_err(|why| why.message())? {
        Some(Container::Xlsx) => sheet(bytes)?,
        Some(Container::Xls) => {
            return Err(text!(
                "这是 Excel 97-2003 的工作簿（.xls）。请在 Excel 中另存为 .xlsx 或 CSV 后再试。",
                "this is a workbook of Excel 97-2003 (.xls). Please save it as .xlsx or CSV."
            ));
        }
        Some(_) => return Err(no_table()),
        None => records(bytes)?,
    };
    if rows.len() > MOST {
        return Err(text!("超过 {0} 行，请分几次导入。", "there are more than {0} rows.", MOST));
    }
    Ok(rows)
}

fn no_table() -> Text {
    text!(
        "这不是表格。请用 Excel 工作簿（.xlsx）或 CSV 文件，可从模板填起。",
        "this is no table. Please use a workbook (.xlsx) or CSV; the template is a beginning."
    )
}

/// The first sheet that has rows.
fn sheet(bytes: &[u8]) -> Result<Vec<Row>, Text> {
    let sheets = mingzhang_office::worksheets(bytes).map_err(|why| why.message())?;
    let Some(sheet) = sheets.into_iter().find(|sheet| !sheet.cells.is_empty()) else { return Ok(Vec::new()) };
    let mut rows: Vec<Row> = Vec::new();
    for ((row, column), said) in sheet.cells {
        if rows.last().is_none_or(|last| last.number != row + 1) {
            rows.push(Row { number: row + 1, cells: Vec::new() });
        }
        let column = column as usize;
        // What stands far to the right belongs to no column of ours.
        if let Some(last) = rows.last_mut().filter(|_| column < 64) {
            last.cells.resize(last.cells.len().max(column + 1), String::new());
            last.cells[column] = said.to_string();
        }
    }
    Ok(rows)
}

fn records(bytes: &[u8]) -> Result<Vec<Row>, Text> {
    let text = decoded(bytes).ok_or_else(no_table)?;
    let tabs = text.lines().next().is_some_and(|line| line.contains('\t') && !line.contains(','));
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    let (mut rows, mut blank) = (Vec::new(), 0);
    for record in reader.into_records() {
        let record = record.map_err(|_| no_table())?;
        // The number of a record is that of the row which a spreadsheet shows; it shows blank lines, too.
        let at = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        let rest = text.get(at..).unwrap_or_default();
        let skipped = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
        blank += skipped.matches('\n').count() as u64;
        let line = record.position().map_or(0, |at| at.record() + 1) + blank;
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { number: u32::try_from(line).unwrap_or(u32::MAX), cells });
        }
    }
    Ok(rows)
}

/// The text of a file: UTF-8, or the national encoding that spreadsheets save in.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, bom)) => {
            encoding.decode_without_bom_handling_and_without_replacement(&bytes[bom..])?
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes)?,
        },
    };
    (!text.contains('\0')).then_some(text)
}
