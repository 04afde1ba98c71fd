//! A table on its sheet: captions above, merged headings, numbers that can be summed, a remark below.

use super::{count, formats, height, letters};
use crate::grid::{Merged, Slot, grid, width};
use crate::package::Unwritten;
use crate::words::{line, lines};
use mingzhang_manuscript::{Align, Cell, RowKind, Table};
use mingzhang_model::Numeral;
use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, Worksheet};

/// Writes the table from a row on; returns the row after it.
pub(super) fn write(sheet: &mut Worksheet, table: &Table, start: u32) -> Result<u32, Unwritten> {
    let wide = last_column(table);
    let mut row = captions(sheet, table, start, wide)?;
    let first = row;
    for (at, slots) in grid(table).iter().enumerate() {
        let kind = table.rows[at].kind;
        for (column, slot) in (0..).zip(slots) {
            match slot {
                Slot::Cell(merged) => cell(sheet, row, column, *merged, kind)?,
                Slot::Blank => drop(sheet.write_blank(row, column, &formats::cell(Align::Start, false))?),
                Slot::Beside | Slot::Below { .. } => {}
            }
        }
        set_height(sheet, row, table, slots)?;
        row += 1;
    }
    let headings = count(table.header_rows());
    if headings > 0 {
        sheet.set_repeat_rows(first, first + headings - 1)?;
        // Above more rows than these nothing is left to scroll on a small screen.
        if first + headings <= 12 {
            sheet.set_freeze_panes(first + headings, 0)?;
        }
    }
    if row > first {
        // Codes are texts although they look like numbers.
        sheet.ignore_error_range(first, 0, row - 1, wide, IgnoreError::NumberStoredAsText)?;
    }
    if !line(&table.remark).is_empty() {
        row += 1;
        across(sheet, row, (0, wide), &table.remark, &formats::prose())?;
        let width = table.columns.iter().map(|column| column.width as usize).sum::<usize>().max(1);
        sheet.set_row_height(row, height(self::letters(&line(&table.remark)).div_ceil(width), 18))?;
    }
    Ok(row + 1)
}

/// Widths of columns, and how the page lies.
pub(super) fn set_up(sheet: &mut Worksheet, table: &Table) -> Result<(), Unwritten> {
    for (at, column) in (0..).zip(&table.columns) {
        // A Chinese character is as wide as two digits.
        sheet.set_column_width(at, column.width.clamp(2, 100) * 2 + 2)?;
    }
    if table.landscape {
        sheet.set_landscape();
    }
    Ok(())
}

fn last_column(table: &Table) -> u16 {
    u16::try_from(width(table).saturating_sub(1)).unwrap_or(u16::MAX)
}

/// Number, title, the line below it, and who made it with the unit; returns the row after them.
fn captions(sheet: &mut Worksheet, table: &Table, mut row: u32, wide: u16) -> Result<u32, Unwritten> {
    let center = FormatAlign::Center;
    let lines = [
        (&table.label, formats::words(formats::BODY)),
        (&table.title, formats::heading(formats::TITLE).set_align(center)),
        (&table.subtitle, formats::words(formats::BODY).set_align(center)),
    ];
    for (text, format) in lines.into_iter().filter(|(text, _)| !line(text).is_empty()) {
        across(sheet, row, (0, wide), text, &format)?;
        if *text == table.title {
            sheet.set_row_height(row, 30)?;
        }
        row += 1;
    }
    let left = formats::words(formats::BODY);
    let right = formats::words(formats::BODY).set_align(FormatAlign::Right);
    let (office, unit) = (line(&table.office), line(&table.unit));
    if !office.is_empty() && !unit.is_empty() && wide > 0 {
        let part = unit_column(table, wide);
        across(sheet, row, (0, part - 1), &office, &left)?;
        across(sheet, row, (part, wide), &unit, &right)?;
        return Ok(row + 1);
    }
    for (text, format) in [(office, left), (unit, right)] {
        if !text.is_empty() {
            across(sheet, row, (0, wide), &text, &format)?;
            row += 1;
        }
    }
    Ok(row)
}

/// Where the unit begins: so far from the right that it has room.
fn unit_column(table: &Table, wide: u16) -> u16 {
    const ROOM: u32 = 8;
    let mut room = 0;
    let enough = |at: &u16| {
        room += table.columns.get(usize::from(*at)).map_or(0, |column| column.width);
        room >= ROOM
    };
    (1..=wide).rev().find(enough).unwrap_or(1)
}

/// Writes a text over several columns.
fn across(
    sheet: &mut Worksheet,
    row: u32,
    (first, last): (u16, u16),
    text: &str,
    format: &Format,
) -> Result<(), Unwritten> {
    if first == last {
        sheet.write_string_with_format(row, first, line(text), format)?;
    } else {
        sheet.merge_range(row, first, row, last, &line(text), format)?;
    }
    Ok(())
}

fn cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    merged: Merged<'_>,
    kind: RowKind,
) -> Result<(), Unwritten> {
    let Merged { cell, width, height } = merged;
    let is_heading = kind == RowKind::Header;
    let align = if kind == RowKind::Header { Align::Center } else { cell.align };
    let format = formats::cell(align, is_heading);
    let text = lines(&cell.text).collect::<Vec<_>>().join("\n");
    if width > 1 || height > 1 {
        let last = (row + count(height) - 1, column + u16::try_from(width - 1).unwrap_or(u16::MAX));
        sheet.merge_range(row, column, last.0, last.1, &text, &format)?;
    }
    if let Some((value, shown)) = number(cell) {
        sheet.write_number_with_format(row, column, value, &format.set_num_format(shown))?;
    } else if text.is_empty() {
        sheet.write_blank(row, column, &format)?;
    } else {
        sheet.write_string_with_format(row, column, text, &format)?;
    }
    Ok(())
}

/// The number that a cell says, and the format that shows it as the text does.
fn number(cell: &Cell) -> Option<(f64, String)> {
    let amount = cell.amount?;
    let text = line(&cell.text);
    let numeral = Numeral::parse(&text)?;
    let says = numeral.scaled(amount.unit.exponent()) == Some(amount.money.0) && numeral.to_string() == text;
    let value = text.replace(',', "").parse().ok().filter(|_| says)?;
    Some((value, formats::number(numeral)))
}

/// Makes a row as high as its longest text needs: programs do so of themselves, but not for merged cells.
fn set_height(sheet: &mut Worksheet, row: u32, table: &Table, slots: &[Slot<'_>]) -> Result<(), Unwritten> {
    let needed = |(at, slot): (usize, &Slot<'_>)| match slot {
        Slot::Cell(merged) if merged.height == 1 => {
            let columns = table.columns.iter().skip(at).take(merged.width);
            let room = columns.map(|column| column.width.clamp(2, 100) as usize).sum::<usize>().max(2);
            lines(&merged.cell.text).map(|line| letters(&line).div_ceil(room)).sum::<usize>().max(1)
        }
        _ => 1,
    };
    let lines = slots.iter().enumerate().map(needed).max().unwrap_or(1);
    sheet.set_row_height(row, height(lines, 15))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_manuscript::Amount;
    use mingzhang_model::{Money, MoneyUnit};

    #[test]
    fn only_a_text_that_is_its_amount_becomes_a_number() {
        let number = |text: &str, fen| {
            let amount = Amount { money: Money(fen), unit: MoneyUnit::WanYuan, decimals: 2 };
            number(&Cell { amount: Some(amount), ..Cell::new(0, text) }).map(|(_, format)| format)
        };
        assert_eq!(number("1,606.50", 1_606_500_000), Some("#,##0.00".into()));
        assert_eq!(number("1606.50", 1_606_500_000), Some("0.00".into()));
        assert_eq!(number("5", 5_000_000), Some("#,##0".into()));
        assert_eq!(number("-6.5", -6_500_000), Some("#,##0.0".into()));
        for (text, fen) in
            [("1,606.51", 1_606_500_000), ("6.50万元", 6_500_000), ("(6.50)", -6_500_000), ("", 0)]
        {
            assert_eq!(number(text, fen), None, "{text}");
        }
        assert_eq!(super::number(&Cell::new(0, "2010301")), None);
    }
}
