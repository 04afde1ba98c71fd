//! The sheets of a workbook, before anyone looked for tables on them.

use crate::bounds::{CELLS, TEXT};
use mingzhang_document::Unreadable;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A sheet: what its filled cells show.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub name: String,
    /// Whether a person who opens the workbook sees it.
    pub hidden: bool,
    /// By row and column, from 0.
    pub cells: BTreeMap<(u32, u32), Arc<str>>,
    /// Of the filled cells those whose formula has given nothing.
    pub broken: BTreeMap<(u32, u32), Broken>,
    /// The merged regions.
    pub merged: Vec<Area>,
    /// Whether rows or columns that have filled cells may be hidden.
    pub hidden_rows: Vec<u32>,
    /// First and last column of each hidden run.
    pub hidden_columns: Vec<(u32, u32)>,
}

/// Why a formula gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It failed: the cell shows `#REF!`.
    Failed,
    /// Nobody has computed it: a program wrote the workbook, and no Excel has saved it since.
    Uncomputed,
}

/// A rectangle of cells, borders included, rows and columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its first row.
    pub top: u32,
    /// Its first column.
    pub left: u32,
    /// Its last row.
    pub bottom: u32,
    /// Its last column.
    pub right: u32,
}

impl Area {
    /// `A1:C3`, or one cell.
    pub(crate) fn parse(reference: &str) -> Option<Self> {
        let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
        let ((top, left), (bottom, right)) = (address(first)?, address(last)?);
        (top <= bottom && left <= right).then_some(Self { top, left, bottom, right })
    }
}

/// Row and column of `B7`, from 0.
pub(crate) fn address(reference: &str) -> Option<(u32, u32)> {
    const ROWS: u32 = 1 << 20;
    const COLUMNS: u32 = 1 << 14;
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at(digits);
    let row: u32 = row.parse().ok()?;
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let number = |b: u8| u32::from(b.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, b| column * 26 + number(b));
    ((1..=ROWS).contains(&row) && column <= COLUMNS).then(|| (row - 1, column - 1))
}

impl Sheet {
    /// Leaves only the upper left cell of every merged region.
    ///
    /// Excel empties the others, other writers forget to, and nobody sees them.
    pub(crate) fn clear_merged(&mut self) {
        // Merged regions do not overlap, so this many looks at cells are more than an honest workbook needs.
        let mut patience = 20_000_000_usize;
        for area in &self.merged {
            let within = |&(_, column): &(u32, u32)| (area.left..=area.right).contains(&column);
            let rows = self.cells.range((area.top, area.left)..=(area.bottom, area.right)).map(|(&at, _)| at);
            let looked_at: Vec<(u32, u32)> = rows.take(patience).collect();
            patience -= looked_at.len();
            for at in looked_at.into_iter().filter(within).filter(|&at| at != (area.top, area.left)) {
                self.cells.remove(&at);
            }
        }
    }

    /// The width of the cell at a place, in columns.
    pub(crate) fn spans(&self) -> BTreeMap<(u32, u32), u32> {
        self.merged.iter().map(|a| ((a.top, a.left), a.right - a.left + 1)).collect()
    }

    /// The first filled cell that nobody sees although the sheet is open.
    pub(crate) fn hidden_cell(&self) -> Option<(u32, u32)> {
        let hidden = |&(row, column): &(u32, u32)| {
            self.hidden_rows.binary_search(&row).is_ok()
                || self.hidden_columns.iter().any(|&(first, last)| (first..=last).contains(&column))
        };
        self.cells.keys().copied().find(hidden)
    }
}

/// A sheet of a workbook that is data: what its cells hold, whatever their formats show of it.
#[derive(Debug)]
pub struct Worksheet {
    /// Its name.
    pub name: String,
    /// The filled cells by row and column, from 0. Numbers have all their digits; of a merged region only the first
    /// cell is there.
    pub cells: BTreeMap<(u32, u32), Arc<str>>,
    /// Of these the ones whose formula has given nothing.
    pub broken: BTreeMap<(u32, u32), Broken>,
    /// The merged regions.
    pub merged: Vec<Area>,
}

impl From<Sheet> for Worksheet {
    fn from(mut sheet: Sheet) -> Self {
        sheet.clear_merged();
        Self { name: sheet.name, cells: sheet.cells, broken: sheet.broken, merged: sheet.merged }
    }
}

/// What the cells of a workbook may still take.
pub(crate) struct Budget {
    cells: usize,
    text: usize,
    format: &'static str,
}

impl Budget {
    pub(crate) fn new(format: &'static str) -> Self {
        Self { cells: CELLS, text: TEXT, format }
    }

    /// Pays for so many cells with so many bytes of text.
    pub(crate) fn pay(&mut self, cells: usize, text: usize) -> Result<(), Unreadable> {
        let left = self.cells.checked_sub(cells).zip(self.text.checked_sub(text));
        (self.cells, self.text) = left.ok_or(Unreadable::Excessive { format: self.format })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        assert_eq!(address("A1"), Some((0, 0)));
        assert_eq!(address("AB7"), Some((6, 27)));
        assert_eq!(address("XFD1048576"), Some((1_048_575, 16_383)));
        for wrong in ["", "A", "7", "A0", "XFE1", "AAAA1", "A1048577", "一1", "A-1"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
        assert_eq!(Area::parse("B2:C3"), Some(Area { top: 1, left: 1, bottom: 2, right: 2 }));
        assert_eq!(Area::parse("C3:B2"), None);
    }

    #[test]
    fn a_merged_region_keeps_its_first_cell() {
        let cells = [((0, 0), "甲"), ((0, 1), "乙"), ((1, 1), "丙"), ((2, 1), "丁")];
        let mut sheet = Sheet {
            cells: cells.into_iter().map(|(at, text)| (at, text.into())).collect(),
            merged: vec![Area::parse("A1:B2").unwrap(), Area::parse("A3:XFD1048576").unwrap()],
            ..Sheet::default()
        };
        sheet.clear_merged();
        assert_eq!(sheet.cells.keys().copied().collect::<Vec<_>>(), [(0, 0)]);
    }
}
