//! A workbook: the contents with links, a sheet for each table, and the prose between them.

mod formats;
mod names;
mod prose;
mod table;

use crate::package::{Unwritten, date};
use mingzhang_manuscript::{Block, Manuscript};
use names::Names;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

/// Where blocks came to stand: the sheet's name, and the row from 0.
type Places = Vec<Option<(String, u32)>>;

/// The manuscript as a workbook.
///
/// Sheets are in the order of the document. A heading right above a table stands on the table's sheet.
///
/// # Errors
/// A text is longer than a cell can hold, or the parts could not be packed.
pub fn xlsx(manuscript: &Manuscript) -> Result<Vec<u8>, Unwritten> {
    let mut book = Workbook::new();
    book.set_properties(&properties(manuscript)?);
    let sheets = sheets(manuscript);
    let mut names = Names::default();
    let contents = names.give("目录");
    set_up(book.add_worksheet().set_name(contents)?, manuscript);
    let is_prose = |sheet: &Vec<usize>| !matches!(last(manuscript, sheet), Some(Block::Table(_)));
    let several = sheets.iter().filter(|sheet| is_prose(sheet)).count() > 1;
    let mut proses = 0;
    let mut places: Places = vec![None; manuscript.blocks.len()];
    for blocks in &sheets {
        let name = match last(manuscript, blocks) {
            Some(Block::Table(table)) => names.of_table(table),
            _ if several => {
                proses += 1;
                names.give(&format!("说明{proses}"))
            }
            _ => names.give("说明"),
        };
        let sheet = book.add_worksheet().set_name(&name)?;
        set_up(sheet, manuscript);
        write(sheet, &name, manuscript, blocks, &mut places)?;
    }
    prose::contents(book.worksheet_from_index(0)?, manuscript, &places)?;
    Ok(book.save_to_buffer()?)
}

fn last<'a>(manuscript: &'a Manuscript, blocks: &[usize]) -> Option<&'a Block> {
    manuscript.blocks.get(*blocks.last()?)
}

/// The blocks of each sheet: runs of prose, and tables with the headings right above them.
fn sheets(manuscript: &Manuscript) -> Vec<Vec<usize>> {
    let mut sheets: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, block) in manuscript.blocks.iter().enumerate() {
        match block {
            Block::Contents(_) => {}
            Block::Heading(_) | Block::Paragraph(_) => open.push(at),
            Block::Table(_) => {
                let is_heading = |at: &usize| matches!(manuscript.blocks[*at], Block::Heading(_));
                let headings = open.iter().rev().take_while(|at| is_heading(at)).count();
                let mut above = open.split_off(open.len() - headings);
                above.push(at);
                sheets
                    .extend([std::mem::take(&mut open), above].into_iter().filter(|sheet| !sheet.is_empty()));
            }
        }
    }
    sheets.extend(Some(open).filter(|sheet| !sheet.is_empty()));
    sheets
}

fn write(
    sheet: &mut Worksheet,
    name: &str,
    manuscript: &Manuscript,
    blocks: &[usize],
    places: &mut Places,
) -> Result<(), Unwritten> {
    let table = match last(manuscript, blocks) {
        Some(Block::Table(table)) => Some(table),
        _ => None,
    };
    let mut row = 0;
    for &at in blocks {
        places[at] = Some((name.to_owned(), if table.is_some() { 0 } else { row }));
        row = match &manuscript.blocks[at] {
            Block::Table(table) => table::write(sheet, table, row)?,
            block => prose::write(sheet, block, row, table.is_some())?,
        };
    }
    match table {
        Some(table) => table::set_up(sheet, table)?,
        None => prose::set_up(sheet)?,
    }
    Ok(())
}

/// Paper and what stands around every page.
fn set_up(sheet: &mut Worksheet, manuscript: &Manuscript) {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_footer("&C— &P —");
    if let Some(draft) = &manuscript.draft {
        // In headings of pages & begins an instruction.
        sheet.set_header(format!("&C&\"黑体\"&16&KA40000{}", crate::words::line(draft).replace('&', "&&")));
    }
}

/// Who made it and when; a workbook that does not say is of the first day that archives know.
fn properties(manuscript: &Manuscript) -> Result<DocProperties, Unwritten> {
    let (year, month, day) = date(&manuscript.published).unwrap_or((1980, 1, 1));
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    Ok(DocProperties::new()
        .set_title(&manuscript.title)
        .set_author(&manuscript.office)
        .set_creation_datetime(&made))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How wide a line is, in Chinese characters.
fn letters(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2)
}

/// The height of so many lines, in points; no row is higher than Excel allows.
fn height(lines: usize, line: u32) -> u32 {
    count(lines).saturating_mul(line).saturating_add(3).min(409)
}
