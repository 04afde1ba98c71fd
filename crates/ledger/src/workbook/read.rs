//! From the bytes of a workbook to a ledger, or to all that is wrong with them.

use super::{COMPUTED, FORM, GUIDE, LISTS, OVERVIEW};
use crate::column::{ColumnView, Sheet};
use crate::entered::{Entered, Filled, Place, is_named};
use crate::fault::{Fault, Spot};
use crate::ledger::Ledger;
use crate::names::plain;
use crate::topics::{OFFICE, sheets, sheets_of};
use mingzhang_model::{Text, column_name, fold, text};
use mingzhang_office::{Area, Broken, Container, Worksheet};
use std::collections::BTreeMap;

/// The headings stand in one of the first rows.
const HEADING_WITHIN: u32 = 30;

/// Nobody reads more of the same fault.
const MOST_MERGED: usize = 1000;

/// Reads a workbook, called `name`: what could be taken of it, and all that is wrong.
pub fn open_workbook(name: &str, bytes: &[u8]) -> (Entered, Vec<Fault>) {
    let mut entered = Entered::default();
    let mut faults = Vec::new();
    match worksheets(bytes) {
        Ok(found) if found.iter().all(is_unknown) => {
            faults.push(Fault { spot: Spot::File(name.to_owned()), message: no_ledger() });
        }
        Ok(found) => {
            for sheet in sheets() {
                let there = found.iter().find(|w| fold(&w.name) == fold(sheet.title()));
                match there {
                    Some(there) => take(*sheet, there, &mut entered, &mut faults),
                    None if sheet.is_single() && sheet.columns().iter().any(|c| c.required) => {
                        faults.push(Fault { spot: Spot::File(name.to_owned()), message: missing(*sheet) });
                    }
                    None => {}
                }
            }
            // Which sheets there may be depends on what the office fills them for.
            let unknown = found.iter().filter_map(|found| unknown(found, &entered.ledger));
            faults.splice(0..0, unknown.collect::<Vec<_>>());
        }
        Err(message) => faults.push(Fault { spot: Spot::File(name.to_owned()), message }),
    }
    (entered, faults)
}

/// Whether a workbook is a ledger: it has the sheet that tells the office, and more of the ledger's sheets.
pub(crate) fn is_ledger(bytes: &[u8]) -> bool {
    let Ok(found) = worksheets(bytes) else { return false };
    let mut known = found.iter().filter(|sheet| !is_unknown(sheet));
    known.clone().count() > 2 && known.any(|sheet| fold(&sheet.name) == fold(OFFICE.title()))
}

fn worksheets(bytes: &[u8]) -> Result<Vec<Worksheet>, Text> {
    let no_workbook = || {
        text!(
            "这不是 Excel 工作簿（.xlsx）。账册可用 mingzhang init 生成。",
            "this is no Excel workbook (.xlsx). mingzhang init makes one."
        )
    };
    match mingzhang_office::container(bytes) {
        Ok(Some(Container::Xlsx)) => mingzhang_office::worksheets(bytes).map_err(|why| why.message()),
        Ok(Some(Container::Xls)) => Err(text!(
            "这是 Excel 97-2003 的工作簿（.xls）。请在 Excel 中另存为 .xlsx 后再试。",
            "this is a workbook of Excel 97-2003 (.xls). Please save it as .xlsx."
        )),
        Ok(_) => Err(no_workbook()),
        Err(why) => Err(why.message()),
    }
}

fn missing(sheet: &dyn Sheet) -> Text {
    text!(
        "缺少“{0}”工作表，或者改了名。请从 mingzhang init 生成的工作簿中复制过来，或改回原名。",
        "sheet “{0}” is missing or was renamed. Please copy it from a workbook that mingzhang init made, or rename it.",
        sheet.title()
    )
}

fn no_ledger() -> Text {
    text!(
        "这个工作簿不是账册：没有一张账册的工作表。空白账册用 mingzhang init 新建；已公开的文本用 init --from、财政局模板填好的用 import 转成账册。",
        "this workbook is no ledger: it has none of its sheets. mingzhang init makes a ledger, init --from makes it of a published document, import of the bureau's workbook."
    )
}

/// Whether a sheet is none of the ledger's.
fn is_unknown(found: &Worksheet) -> bool {
    let name = fold(&found.name);
    let helps = [GUIDE, OVERVIEW, LISTS].iter().any(|help| fold(help) == name);
    !helps && !sheets().iter().any(|sheet| fold(sheet.title()) == name)
}

/// What to say of a filled sheet that is none of the ledger's.
fn unknown(found: &Worksheet, ledger: &Ledger) -> Option<Fault> {
    if found.cells.is_empty() || !is_unknown(found) {
        return None;
    }
    let titles: Vec<&str> = sheets_of(ledger).map(Sheet::title).collect();
    let message = text!(
        "不认识这张工作表。账册的工作表有：{0}。请改名，或移到别的工作簿。",
        "this sheet is unknown. A ledger has {0}. Please rename it or move it elsewhere.",
        titles.join("、")
    );
    Some(Fault { spot: Spot::Sheet(found.name.clone()), message })
}

fn take(sheet: &'static dyn Sheet, found: &Worksheet, entered: &mut Entered, faults: &mut Vec<Fault>) {
    let columns = sheet.columns();
    let filled = if sheet.is_single() {
        form(found, &columns, entered)
    } else if let Some(heading) = heading_row(found, &columns) {
        rows(found, heading, &columns, entered)
    } else {
        if !found.cells.is_empty() {
            faults.push(Fault { spot: Spot::Sheet(found.name.clone()), message: headless(&columns) });
        }
        return;
    };
    let merged = merged(found, &filled);
    faults.extend(merged.iter().map(|area| merged_fault(found, area)));
    let mut filled = filled;
    filled.untaken = untaken(found, &filled, &merged);
    entered.take(sheet, &filled, faults);
}

/// The first row that names most columns, from 0.
fn heading_row(found: &Worksheet, columns: &[ColumnView]) -> Option<u32> {
    let named = |row: u32| {
        let cells = found.cells.range((row, 0)..=(row, u32::MAX));
        cells.filter(|(_, text)| columns.iter().any(|column| is_named(column, text))).count()
    };
    let counts = (0..HEADING_WITHIN).map(|row| (named(row), row)).filter(|(count, _)| *count > 0);
    counts.min_by_key(|(count, row)| (std::cmp::Reverse(*count), *row)).map(|(_, row)| row)
}

fn headless(columns: &[ColumnView]) -> Text {
    let headings: Vec<&str> = columns.iter().map(|column| column.heading).collect();
    text!(
        "找不到栏名。数据上方应有一行栏名：{0}。",
        "the headings are missing. Above the rows should stand: {0}.",
        headings.join("、")
    )
}

fn rows(found: &Worksheet, heading: u32, columns: &[ColumnView], entered: &Entered) -> Filled {
    let last = found.cells.keys().filter(|(row, _)| *row >= heading).map(|(_, column)| *column).max();
    let text = |row: u32, column: u32| found.cells.get(&(row, column)).map_or("", |text| text);
    let kept: Vec<u32> =
        (0..=last.unwrap_or(0)).filter(|c| !text(heading, *c).starts_with(COMPUTED)).collect();
    let headings = kept.iter().map(|&c| (c + 1, text(heading, c).to_owned())).collect();
    let views: Vec<Option<&ColumnView>> =
        kept.iter().map(|&c| columns.iter().find(|view| is_named(view, text(heading, c)))).collect();
    let mut numbers: Vec<u32> =
        found.cells.keys().map(|(row, _)| *row).filter(|row| *row > heading).collect();
    numbers.dedup();
    let cells = |row: u32| {
        let said = kept.iter().map(|&column| text(row, column).trim());
        let plain = |(said, view): (&str, Option<&ColumnView>)| {
            view.map_or_else(|| said.to_owned(), |view| plain(view, said, &entered.ledger))
        };
        (row + 1, said.zip(views.iter().copied()).map(plain).collect())
    };
    let rows = numbers.into_iter().map(cells).collect();
    let place = Place::Sheet(found.name.clone());
    Filled { place, heading_row: heading + 1, headings, rows, untaken: BTreeMap::new() }
}

/// A name and a value in each row.
fn form(found: &Worksheet, columns: &[ColumnView], entered: &Entered) -> Filled {
    let text = |row: u32, column: u32| found.cells.get(&(row, column)).map_or("", |text| text.trim());
    let mut numbers: Vec<u32> = found.cells.keys().map(|(row, _)| *row).collect();
    numbers.dedup();
    let heading = numbers.iter().position(|&row| text(row, 0) == FORM[0] && text(row, 1) == FORM[1]);
    let values = numbers.into_iter().skip(heading.map_or(0, |at| at + 1)).map(|row| {
        let view = columns.iter().find(|view| is_named(view, text(row, 0)));
        let said = text(row, 1);
        let said = view.map_or_else(|| said.to_owned(), |view| plain(view, said, &entered.ledger));
        (row + 1, text(row, 0).to_owned(), said)
    });
    Filled::values(Place::Form(found.name.clone()), values.collect())
}

/// Merged regions that take cells from rows.
fn merged(found: &Worksheet, filled: &Filled) -> Vec<Area> {
    let is_form = matches!(filled.place, Place::Form(_));
    let last = if is_form { 2 } else { filled.headings.iter().map(|(field, _)| *field).max().unwrap_or(0) };
    let first_row =
        if is_form { filled.headings.first().map_or(0, |(row, _)| row - 1) } else { filled.heading_row - 1 };
    let takes = |area: &&Area| {
        // A wide cell beside a name takes nothing from another.
        let splits = area.bottom > area.top || !is_form;
        let mut within = found.cells.range((area.top, 0)..=(area.bottom, u32::MAX));
        splits && area.bottom >= first_row && area.left < last && within.next().is_some()
    };
    found.merged.iter().filter(takes).take(MOST_MERGED).copied().collect()
}

fn merged_fault(found: &Worksheet, area: &Area) -> Fault {
    let cell = |row: u32, column: u32| format!("{}{}", column_name(column), row + 1);
    let region = format!("{}:{}", cell(area.top, area.left), cell(area.bottom, area.right));
    let message = text!(
        "{0} 是合并单元格：只有第一格有内容，其余各格都是空的。请取消合并，每一格分别填写。",
        "{0} is a merged cell: only its first cell has a content. Please unmerge it and fill every cell.",
        region
    );
    Fault { spot: Spot::Cell(found.name.clone(), area.top + 1, Some(area.left + 1)), message }
}

/// Cells that cannot be taken: of merged regions, and those whose formula gave nothing.
fn untaken(found: &Worksheet, filled: &Filled, merged: &[Area]) -> BTreeMap<(u32, u32), Option<Text>> {
    let is_form = matches!(filled.place, Place::Form(_));
    // The values of a form are one record, each a field of it.
    let place = |row: u32, column: u32| if is_form { (1, row + 1) } else { (row + 1, column + 1) };
    let wanted =
        |&&(row, column): &&(u32, u32)| if is_form { column == 1 } else { row >= filled.heading_row };
    let broken = found.broken.keys().filter(wanted).map(|&(row, column)| {
        let shown = found.cells.get(&(row, column)).map_or("", |text| text);
        (place(row, column), Some(formula_fault(found.broken[&(row, column)], shown)))
    });
    let mut untaken: BTreeMap<_, _> = broken.collect();
    for area in merged {
        let cells = if is_form { form_cells(filled, area) } else { row_cells(filled, area) };
        let hidden = cells.into_iter().filter(|&at| at != (area.top, area.left));
        untaken.extend(hidden.map(|(row, column)| (place(row, column), None)));
    }
    untaken
}

/// The values that a merged region covers, by row and column from 0.
fn form_cells(filled: &Filled, area: &Area) -> Vec<(u32, u32)> {
    let rows =
        filled.headings.iter().map(|(row, _)| row - 1).filter(|row| (area.top..=area.bottom).contains(row));
    rows.filter(|_| (area.left..=area.right).contains(&1)).map(|row| (row, 1)).collect()
}

/// The cells of rows that a merged region covers, by row and column from 0.
fn row_cells(filled: &Filled, area: &Area) -> Vec<(u32, u32)> {
    let from = filled.rows.partition_point(|(number, _)| number - 1 < area.top);
    let rows = filled.rows[from..].iter().map(|(number, _)| number - 1).take_while(|row| *row <= area.bottom);
    let columns = filled.headings.iter().map(|(field, _)| field - 1);
    let columns: Vec<u32> = columns.filter(|column| (area.left..=area.right).contains(column)).collect();
    rows.flat_map(|row| columns.iter().map(move |&column| (row, column))).collect()
}

fn formula_fault(broken: Broken, shown: &str) -> Text {
    match broken {
        Broken::Failed => text!(
            "公式出错（{0}）。请改正公式，或直接填写数值。",
            "the formula fails ({0}). Please mend it, or write the value itself.",
            shown
        ),
        Broken::Uncomputed => text!(
            "公式“{0}”还没有算出结果。请用 Excel 打开、保存一次，或直接填写数值。",
            "the formula “{0}” has not been computed. Please open and save the workbook in Excel, or write the value itself.",
            shown
        ),
    }
}
