//! From the sheets of a workbook to its document.

use crate::parts::{Filled, Row};
use crate::sheet::Sheet;
use crate::writer::Writer;
use mingzhang_document::{Block, Document, Unreadable};
use mingzhang_model::{Passage, Unseen};
use std::sync::Arc;

/// The document that the sheets are. Hidden sheets come last: what everybody sees goes first where both say it.
pub(crate) fn document(mut sheets: Vec<Sheet>) -> Result<Document, Unreadable> {
    sheets.sort_by_key(|sheet| sheet.hidden);
    let mut writer = Writer::new(true, "Excel");
    for mut sheet in sheets {
        sheet.clear_merged();
        write(&sheet, &mut writer)?;
    }
    writer.document()
}

fn write(sheet: &Sheet, writer: &mut Writer) -> Result<(), Unreadable> {
    let before = writer.blocks.len();
    writer.source.sheet(&sheet.name);
    let hidden = writer.rows(&rows(sheet), sheet.hidden_cell())?;
    let name: Arc<str> = sheet.name.as_str().into();
    let mut written = writer.blocks[before..].iter().flat_map(Block::passages).filter(|p| !p.is_blank());
    if let Some(first) = written.next().map(Passage::location).filter(|_| sheet.hidden) {
        writer.unseen.push(Unseen::HiddenSheet(name, first));
    } else if let Some(at) = hidden {
        writer.unseen.push(Unseen::HiddenCells(name, at));
    }
    Ok(())
}

/// The rows of a sheet that have filled cells.
fn rows(sheet: &Sheet) -> Vec<Row> {
    let spans = sheet.spans();
    let mut rows: Vec<Row> = Vec::new();
    for (&(number, column), text) in &sheet.cells {
        let lines = Filled::lines(text);
        if lines.is_empty() {
            continue;
        }
        let span = spans.get(&(number, column)).copied().unwrap_or(1);
        let cell = Filled { column, span, lines };
        match rows.last_mut() {
            Some(row) if row.number == number => row.cells.push(cell),
            _ => rows.push(Row { number, cells: vec![cell] }),
        }
    }
    rows
}
