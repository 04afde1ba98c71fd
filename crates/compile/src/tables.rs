//! The tables as they are printed.

use crate::book::Book;
use crate::grid;
use crate::print::{self, DECIMALS};
use crate::sheet::{Sheet, SheetRow};
use mingzhang_manuscript::{Align, Amount, Cell, Column, Row, RowKind, Table};
use mingzhang_model::Money;
use mingzhang_standard::{PrintSpec, RowScheme, TableSpec};

/// What is written above and below a table.
pub(crate) struct Frame {
    pub entry: Option<String>,
    pub label: String,
    pub title: String,
    pub office: String,
    /// What stands below it where it is empty.
    pub when_empty: String,
    /// What stands below it where its sums are off by a last digit.
    pub when_rounded: String,
    /// Its headings as the profile draws them.
    pub header: Vec<Vec<String>>,
}

/// A table of the profile, its lanes side by side.
pub(crate) fn table(book: &Book<'_>, spec: &TableSpec, print: &PrintSpec, frame: Frame) -> Table {
    let lanes: Vec<Lane<'_>> = book
        .sheets
        .iter()
        .filter(|sheet| std::ptr::eq(sheet.table, spec))
        .map(|sheet| Lane { book, sheet, zeros: print.zeros, decimals: decimals(book, sheet) })
        .collect();
    let mut rows = grid::rows(&frame.header, RowKind::Header);
    rows.extend(body(&lanes));
    let is_empty = lanes.iter().all(Lane::is_empty);
    let remark = if is_empty {
        frame.when_empty
    } else if lanes.iter().any(|lane| !book.adds_up(lane.sheet)) {
        frame.when_rounded
    } else {
        String::new()
    };
    let unit = lanes.first().map_or("", |lane| lane.sheet.unit.name());
    Table {
        key: spec.key.to_string(),
        entry: frame.entry,
        label: frame.label,
        title: frame.title,
        office: frame.office,
        unit: format!("{}{unit}", print.unit_label),
        columns: widths(&rows),
        remark,
        landscape: spec.landscape,
        rows,
        ..Table::default()
    }
}

/// The rows of a lane.
#[derive(Default)]
struct Parts {
    /// Those above its foot.
    head: Vec<Vec<Cell>>,
    /// Those of its foot, if it has one.
    foot: Vec<Vec<Cell>>,
    /// Its total, where that stands at the end.
    total: Option<Vec<Cell>>,
}

/// Rows of a lane that stand together.
#[derive(Clone, Copy)]
enum Stretch {
    Head,
    Foot,
}

impl Parts {
    fn rows(&self, stretch: Stretch) -> &[Vec<Cell>] {
        match stretch {
            Stretch::Head => &self.head,
            Stretch::Foot => &self.foot,
        }
    }
}

/// A lane about to be printed.
struct Lane<'b> {
    book: &'b Book<'b>,
    sheet: &'b Sheet<'b>,
    zeros: bool,
    decimals: u8,
}

/// Tables in yuan print no decimals where all amounts are whole.
fn decimals(book: &Book<'_>, sheet: &Sheet<'_>) -> u8 {
    let whole = 10_i64.pow(u32::from(sheet.unit.exponent()));
    let mut cells = sheet.rows.iter().flat_map(|row| &row.cells);
    let is_whole = cells.all(|id| book.amount(*id, sheet.unit).printed % whole == 0);
    if is_whole && sheet.unit == mingzhang_model::MoneyUnit::Yuan { 0 } else { DECIMALS }
}

/// The rows of lanes next to each other: heads beside heads, feet beside feet, whichever lane is longer, and the totals in
/// the last row.
fn body(lanes: &[Lane<'_>]) -> Vec<Row> {
    let parts: Vec<Parts> = lanes.iter().map(Lane::parts).collect();
    let mut printed = Vec::new();
    for stretch in [Stretch::Head, Stretch::Foot] {
        let longest = parts.iter().map(|parts| parts.rows(stretch).len()).max().unwrap_or(0);
        for at in 0..longest {
            let row = |(lane, parts): (&Lane<'_>, &Parts)| {
                parts.rows(stretch).get(at).cloned().unwrap_or_else(|| lane.blank())
            };
            let cells = lanes.iter().zip(&parts).map(row);
            printed.push(Row { kind: RowKind::Body, cells: beside(lanes, cells) });
        }
    }
    if parts.iter().any(|parts| parts.total.is_some()) {
        let cells = lanes.iter().zip(parts).map(|(lane, parts)| parts.total.unwrap_or_else(|| lane.blank()));
        printed.push(Row { kind: RowKind::Total, cells: beside(lanes, cells) });
    }
    printed
}

/// The cells of each lane, moved to the right of the lanes before it.
fn beside(lanes: &[Lane<'_>], cells: impl Iterator<Item = Vec<Cell>>) -> Vec<Cell> {
    let mut left = 0;
    let mut all = Vec::new();
    for (lane, cells) in lanes.iter().zip(cells) {
        all.extend(cells.into_iter().map(|cell| Cell { column: cell.column + left, ..cell }));
        left += lane.width();
    }
    all
}

impl Lane<'_> {
    /// How many columns there are, labels included.
    fn width(&self) -> usize {
        match self.sheet.lane.scheme {
            RowScheme::OneRow => self.sheet.rows.len(),
            _ if self.sheet.table.crosswise => self.sheet.rows.len() * self.sheet.lane.columns.len(),
            scheme => labels(scheme) + self.sheet.lane.columns.len(),
        }
    }

    /// Whether no cell has an amount.
    fn is_empty(&self) -> bool {
        self.sheet.rows.iter().flat_map(|row| &row.cells).all(|id| self.book.is_blank(*id))
    }

    /// A row of it that says nothing.
    fn blank(&self) -> Vec<Cell> {
        (0..self.width()).map(|column| Cell::new(column, "")).collect()
    }

    fn parts(&self) -> Parts {
        if self.sheet.lane.scheme == RowScheme::OneRow {
            let amounts = self.sheet.rows.iter().enumerate();
            let row = amounts.map(|(at, row)| self.amount(at, row, 0)).collect();
            return Parts { head: vec![row], ..Parts::default() };
        }
        if self.sheet.table.crosswise {
            return Parts { head: vec![self.crosswise()], ..Parts::default() };
        }
        let mut head: Vec<Vec<Cell>> = self.sheet.rows.iter().map(|row| self.row(row)).collect();
        let ends_with_total = self.sheet.rows.last().is_some_and(|row| row.is_total);
        let total = if ends_with_total { head.pop() } else { None };
        let begins = self.sheet.rows.iter().position(|row| row.is_foot).unwrap_or(head.len());
        let foot = head.split_off(begins.min(head.len()));
        Parts { head, foot, total }
    }

    /// All rows side by side, each with all of its columns.
    fn crosswise(&self) -> Vec<Cell> {
        let columns = self.sheet.lane.columns.len();
        let of_row = |(at, row): (usize, &'_ SheetRow)| -> Vec<Cell> {
            (0..columns).map(|column| self.amount(at * columns + column, row, column)).collect()
        };
        self.sheet.rows.iter().enumerate().flat_map(of_row).collect()
    }

    fn row(&self, row: &SheetRow) -> Vec<Cell> {
        let scheme = self.sheet.lane.scheme;
        let mut cells = code_cells(scheme, row);
        let align = if row.is_total { Align::Center } else { Align::Start };
        cells.push(Cell { align, is_label: true, ..Cell::new(cells.len(), &row.label) });
        if scheme == RowScheme::FunctionalProjects {
            cells.push(Cell::new(cells.len(), row.project.clone().unwrap_or_default()));
        }
        let labels = cells.len();
        cells.extend(
            (0..self.sheet.lane.columns.len()).map(|column| self.amount(labels + column, row, column)),
        );
        cells
    }

    fn amount(&self, at: usize, row: &SheetRow, column: usize) -> Cell {
        let (id, unit) = (row.cells[column], self.sheet.unit);
        let printed = self.book.amount(id, unit).printed;
        if self.book.is_blank(id) && !self.zeros && self.sheet.lane.scheme != RowScheme::OneRow {
            return Cell { align: Align::End, ..Cell::new(at, "") };
        }
        let text = print::amount(printed, unit, self.decimals);
        let amount = Amount { money: Money(printed), unit, decimals: self.decimals };
        Cell { align: Align::End, amount: Some(amount), ..Cell::new(at, text) }
    }
}

/// How many columns of codes and labels rows begin with.
fn labels(scheme: RowScheme) -> usize {
    match scheme {
        RowScheme::OneRow => 0,
        RowScheme::Named | RowScheme::FunctionalLabel | RowScheme::FunctionalName | RowScheme::Projects => 1,
        RowScheme::Economic => 3,
        RowScheme::Functional => 4,
        RowScheme::FunctionalProjects => 5,
    }
}

/// The code in as many columns as it has levels: 201, 03, 01.
fn code_cells(scheme: RowScheme, row: &SheetRow) -> Vec<Cell> {
    const ENDS: [usize; 4] = [0, 3, 5, 7];
    let columns = match scheme {
        RowScheme::Functional | RowScheme::FunctionalProjects => 3,
        RowScheme::Economic => 2,
        _ => 0,
    };
    let digits = row.code.map(|code| code.to_string()).unwrap_or_default();
    let part = |column: usize| digits.get(ENDS[column]..ENDS[column + 1]).unwrap_or("");
    (0..columns).map(|at| Cell { align: Align::Center, ..Cell::new(at, part(at)) }).collect()
}

/// How wide columns should be: as their longest text, within reason; amounts always fit.
pub(crate) fn widths(rows: &[Row]) -> Vec<Column> {
    let columns = rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column + cell.width)).max();
    let mut widths = vec![3_u32; columns.unwrap_or(0)];
    for cell in rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.width == 1) {
        // A digit is half as wide as a Chinese character.
        let halves: u32 = cell.text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let wanted = halves.div_ceil(2) + 1;
        let most = match cell.amount {
            Some(_) => wanted,
            None if cell.is_label && cell.align == Align::Center => HEADING,
            None => MOST,
        };
        widths[cell.column] = widths[cell.column].max(wanted.min(most));
    }
    widths.into_iter().map(|width| Column { width }).collect()
}

/// The widest column of names, in characters.
const MOST: u32 = 16;
/// The width that a heading alone may ask for.
const HEADING: u32 = 5;
