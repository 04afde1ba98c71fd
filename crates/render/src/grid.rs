//! The cells of a table on a full grid: which place holds a cell, which is covered by one, which is blank.

use mingzhang_manuscript::{Cell, RowKind, Table};

/// What stands in one row and column of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Slot<'a> {
    /// The upper left corner of a cell.
    Cell(Merged<'a>),
    /// Covered by a cell that begins in the same row.
    Beside,
    /// Covered by a cell that begins in a row above; `first` in the column that the cell begins in.
    Below {
        /// The cell.
        cell: Merged<'a>,
        /// Whether this is the cell's first column.
        first: bool,
    },
    /// Nothing: printed as a blank cell.
    #[default]
    Blank,
}

/// A cell with the columns and rows that it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merged<'a> {
    pub cell: &'a Cell,
    pub width: usize,
    pub height: usize,
}

/// The table's rows, each with as many slots as the table is wide.
///
/// A cell that would reach over another one or out of the table, or from the headings into what is below them, takes
/// less room instead: no text is lost. Of two cells that begin at the same place the first stays.
pub(crate) fn grid(table: &Table) -> Vec<Vec<Slot<'_>>> {
    let width = width(table);
    let mut slots = vec![vec![Slot::Blank; width]; table.rows.len()];
    for (row, slots) in table.rows.iter().zip(&mut slots) {
        for cell in row.cells.iter().rev() {
            slots[cell.column] = Slot::Cell(Merged { cell, width: 1, height: 1 });
        }
    }
    for row in 0..slots.len() {
        for column in 0..width {
            if let Slot::Cell(merged) = slots[row][column] {
                spread(table, &mut slots, (row, column), merged.cell);
            }
        }
    }
    slots
}

/// How many columns a table has.
pub(crate) fn width(table: &Table) -> usize {
    let reached = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + 1).max();
    table.columns.len().max(reached.unwrap_or(0))
}

/// Merges the slots that a cell reaches over, as far as they are free.
fn spread<'a>(table: &Table, slots: &mut [Vec<Slot<'a>>], (row, column): (usize, usize), cell: &'a Cell) {
    let free = |slot: &Slot<'_>| *slot == Slot::Blank;
    let beside = slots[row][column + 1..].iter().take(cell.width.max(1) - 1);
    let width = 1 + beside.take_while(|slot| free(slot)).count();
    let is_heading = |row: usize| table.rows[row].kind == RowKind::Header;
    let below = (row + 1..slots.len()).take(cell.height.max(1) - 1);
    let fits =
        |&at: &usize| is_heading(at) == is_heading(row) && slots[at][column..column + width].iter().all(free);
    let height = 1 + below.take_while(fits).count();
    let merged = Merged { cell, width, height };
    for (at, slots) in slots[row..row + height].iter_mut().enumerate() {
        for (across, slot) in slots[column..column + width].iter_mut().enumerate() {
            *slot = match (at, across) {
                (0, 0) => Slot::Cell(merged),
                (0, _) => Slot::Beside,
                (_, across) => Slot::Below { cell: merged, first: across == 0 },
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_manuscript::Row;

    fn table(rows: Vec<(RowKind, Vec<Cell>)>) -> Table {
        Table {
            rows: rows.into_iter().map(|(kind, cells)| Row { kind, cells }).collect(),
            ..Table::default()
        }
    }

    fn wide(column: usize, text: &str, width: usize, height: usize) -> Cell {
        Cell { width, height, ..Cell::new(column, text) }
    }

    fn shown(table: &Table) -> Vec<String> {
        let show = |slot: &Slot<'_>| match slot {
            Slot::Cell(merged) => format!("{}{}x{}", merged.cell.text, merged.width, merged.height),
            Slot::Beside => "<".to_owned(),
            Slot::Below { first: true, .. } => "^".to_owned(),
            Slot::Below { .. } => "\\".to_owned(),
            Slot::Blank => ".".to_owned(),
        };
        grid(table).iter().map(|row| row.iter().map(show).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn merged_cells_cover_their_places() {
        let rows = vec![
            (RowKind::Header, vec![wide(0, "甲", 2, 2), wide(2, "乙", 1, 1)]),
            (RowKind::Header, vec![wide(2, "丙", 1, 1)]),
            (RowKind::Body, vec![wide(1, "丁", 1, 1)]),
        ];
        assert_eq!(shown(&table(rows)), ["甲2x2 < 乙1x1", "^ \\ 丙1x1", ". 丁1x1 ."]);
    }

    #[test]
    fn a_cell_gives_way_to_others_and_to_borders() {
        let rows = vec![
            (RowKind::Header, vec![wide(0, "甲", 9, 9), wide(2, "乙", 0, 0)]),
            (RowKind::Body, vec![wide(0, "丙", 3, 2), wide(0, "丁", 1, 1)]),
            (RowKind::Body, vec![wide(1, "戊", 1, 1)]),
        ];
        assert_eq!(shown(&table(rows)), ["甲2x1 < 乙1x1", "丙3x1 < <", ". 戊1x1 ."]);
    }
}
