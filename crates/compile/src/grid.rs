//! Tables as profiles draw them: rows of cells, `<` where the cell to the left reaches, `^` where the one above does.

use mingzhang_manuscript::{Align, Cell, Row, RowKind};

/// The rows of a drawing. A reach that begins nowhere is a blank cell.
pub(crate) fn rows(drawing: &[Vec<String>], kind: RowKind) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (at, line) in drawing.iter().enumerate() {
        let mut cells: Vec<Cell> = Vec::new();
        for (column, text) in line.iter().enumerate() {
            match text.as_str() {
                "<" => {
                    // Below a cell of several columns each of its columns is drawn; its first row has made it wide.
                    if let Some(last) = cells.last_mut().filter(|last| last.column + last.width == column) {
                        last.width += 1;
                    } else if !reaches(&rows, at, column) {
                        cells.push(cell(column, ""));
                    }
                }
                "^" => {
                    let above = rows.iter().enumerate().rev().find_map(|(from, row)| {
                        let index = row.cells.iter().position(|cell| cell.column == column)?;
                        (from + row.cells[index].height == at).then_some((from, index))
                    });
                    match above {
                        Some((row, index)) => rows[row].cells[index].height += 1,
                        None if reaches(&rows, at, column) => {}
                        None => cells.push(cell(column, "")),
                    }
                }
                text => cells.push(cell(column, text)),
            }
        }
        rows.push(Row { kind, cells });
    }
    rows
}

fn cell(column: usize, text: &str) -> Cell {
    Cell { align: Align::Center, is_label: true, ..Cell::new(column, text) }
}

/// Whether a cell of a row above reaches down to this place.
fn reaches(rows: &[Row], at: usize, column: usize) -> bool {
    let covers = |cell: &Cell| (cell.column..cell.column + cell.width).contains(&column);
    rows.iter().enumerate().any(|(from, row)| row.cells.iter().any(|c| covers(c) && from + c.height > at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(lines: &[&[&str]]) -> Vec<Vec<(usize, usize, usize, String)>> {
        let drawing: Vec<Vec<String>> =
            lines.iter().map(|l| l.iter().map(|c| (*c).to_owned()).collect()).collect();
        let of = |row: Row| row.cells.into_iter().map(|c| (c.column, c.width, c.height, c.text)).collect();
        rows(&drawing, RowKind::Header).into_iter().map(of).collect()
    }

    #[test]
    fn cells_reach_right_and_down() {
        let rows = drawn(&[&["科目", "<", "合计"], &["类", "款", "^"], &["^", "^", "^"]]);
        assert_eq!(rows[0], [(0, 2, 1, "科目".into()), (2, 1, 3, "合计".into())]);
        assert_eq!(rows[1], [(0, 1, 2, "类".into()), (1, 1, 2, "款".into())]);
        assert!(rows[2].is_empty());
    }

    #[test]
    fn a_cell_may_reach_both_ways() {
        let rows = drawn(&[&["预算", "<", "金额"], &["^", "<", "数"]]);
        assert_eq!(rows[0], [(0, 2, 2, "预算".into()), (2, 1, 1, "金额".into())]);
        assert_eq!(rows[1], [(2, 1, 1, "数".into())]);
    }
}
