//! Tables of a page: which glyphs stand in which cell.

use crate::lattice::Lattice;
use crate::lines::{self, Line};
use crate::page::{Glyph, Page};
use crate::rulings::{self, SNAP};
use mingzhang_model::Bbox;

/// A table of a page, or the piece of one that stands on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub bbox: Bbox,
    /// Where columns begin, and where the last one ends.
    pub columns: Vec<i32>,
    /// All rows have the same number of cells.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell; a merged one is written at its first field, and its other fields are blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub bbox: Bbox,
    pub lines: Vec<Line>,
}

/// The ruled tables of a page, from top to bottom, and the glyphs that stand in none.
pub(crate) fn tables(page: &Page) -> (Vec<Table>, Vec<Glyph>) {
    let frames = rulings::frames(&page.strokes);
    let mut lattices: Vec<Lattice> = frames.iter().filter_map(Lattice::of).collect();
    // A table inside another's cell is asked first.
    lattices.sort_by_key(|lattice| area(lattice.bbox()));
    let mut inside: Vec<Vec<Vec<Glyph>>> =
        lattices.iter().map(|l| vec![Vec::new(); l.width() * l.height()]).collect();
    let mut outside = Vec::new();
    for &glyph in &page.glyphs {
        let (x, y) = middle(glyph.bbox);
        let at = lattices.iter().enumerate().find_map(|(at, l)| l.cell_at(x, y).map(|cell| (at, cell)));
        match at {
            Some((at, cell)) => inside[at][cell].push(glyph),
            None => outside.push(glyph),
        }
    }
    let tables = lattices.iter().zip(inside).map(|(lattice, fields)| table(lattice, fields));
    let mut tables: Vec<Table> = tables.filter(|table| !table.is_blank()).collect();
    tables.sort_by_key(|table| (table.bbox.top, table.bbox.left));
    (tables, outside)
}

fn table(lattice: &Lattice, fields: Vec<Vec<Glyph>>) -> Table {
    let cells = fields.into_iter().enumerate().map(|(index, glyphs)| {
        let bbox = lattice.field(index / lattice.width(), index % lattice.width());
        Cell { bbox, lines: lines::lines(glyphs) }
    });
    let cells: Vec<Cell> = cells.collect();
    let rows = cells.chunks(lattice.width()).map(<[Cell]>::to_vec).collect();
    Table { bbox: lattice.bbox(), columns: lattice.columns().to_vec(), rows }
}

impl Table {
    /// Takes over the columns of the table that this one continues: where a page holds nothing but a total, its merged
    /// cell hides them.
    pub(crate) fn continue_columns(&mut self, before: &Self) {
        let near = |a: i32, b: i32| (a - b).abs() <= SNAP;
        let own: Option<Vec<usize>> =
            self.columns.iter().map(|&at| before.columns.iter().position(|&b| near(at, b))).collect();
        let sides = |columns: &[i32]| columns.first().copied().zip(columns.last().copied());
        let same_sides = sides(&self.columns).zip(sides(&before.columns)).is_some_and(
            |((left, right), (left_before, right_before))| {
                near(left, left_before) && near(right, right_before)
            },
        );
        let Some(own) = own.filter(|own| same_sides && own.len() < before.columns.len()) else { return };
        let width = before.columns.len() - 1;
        for row in &mut self.rows {
            let mut cells = std::mem::take(row).into_iter().zip(&own).peekable();
            for column in 0..width {
                let bbox = |cell: Bbox| Bbox {
                    left: before.columns[column],
                    right: before.columns[column + 1],
                    ..cell
                };
                let begins = cells.next_if(|(_, first)| **first == column).map(|(cell, _)| cell);
                let level = begins.as_ref().or(row.last()).map(|cell| cell.bbox).unwrap_or(self.bbox);
                let lines = begins.map(|cell| cell.lines).unwrap_or_default();
                row.push(Cell { bbox: bbox(level), lines });
            }
        }
        self.columns.clone_from(&before.columns);
    }

    fn is_blank(&self) -> bool {
        self.rows.iter().flatten().all(|cell| cell.lines.is_empty())
    }
}

fn middle(bbox: Bbox) -> (i32, i32) {
    (i32::midpoint(bbox.left, bbox.right), i32::midpoint(bbox.top, bbox.bottom))
}

fn area(bbox: Bbox) -> i64 {
    i64::from(bbox.right - bbox.left) * i64::from(bbox.bottom - bbox.top)
}
