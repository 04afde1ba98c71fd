//! Tables of a page: which glyphs stand in which cell.

use crate::lattice::Lattice;
use crate::lines::{self, Line};
use crate::page::{Glyph, Page, Stroke};
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

/// A page with more of what looks like tables is a drawing.
const MOST_TABLES: usize = 300;

/// The ruled tables of a page, the glyphs that stand in none, and the rulings across the page that enclose nothing.
pub(crate) fn tables(page: &Page) -> (Vec<Table>, Vec<Glyph>, Vec<Stroke>) {
    let frames = rulings::frames(&page.strokes);
    let loose = frames.iter().filter(|frame| frame.upright.is_empty());
    let level = loose.flat_map(|frame| frame.level.iter().copied()).collect();
    let mut lattices: Vec<Lattice> = frames.iter().filter_map(Lattice::of).collect();
    // A table inside another's cell is asked first.
    lattices.sort_by_key(|lattice| area(lattice.bbox()));
    if lattices.len() > MOST_TABLES {
        lattices.clear();
    }
    let mut inside: Vec<Vec<Vec<Glyph>>> =
        lattices.iter().map(|l| vec![Vec::new(); l.width() * l.height()]).collect();
    let mut outside = Vec::new();
    for word in words(&page.glyphs) {
        for (glyph, (x, y)) in seats(word, &lattices) {
            let at = lattices.iter().enumerate().find_map(|(at, l)| l.cell_at(x, y).map(|cell| (at, cell)));
            match at {
                Some((at, cell)) => inside[at][cell].push(glyph),
                None => outside.push(glyph),
            }
        }
    }
    let tables = lattices.iter().zip(inside).map(|(lattice, fields)| table(lattice, fields));
    (tables.filter(|table| !table.is_blank()).collect(), outside, level)
}

/// Parts a row that holds several, one below the other with no ruling between them: at least two cells have numbers on
/// the same lines, each of them whole.
fn parted(row: Vec<Cell>) -> Vec<Vec<Cell>> {
    let feet = |cell: &Cell| cell.lines.iter().map(|line| line.bbox.bottom).collect::<Vec<_>>();
    let numbers =
        |cell: &&Cell| cell.lines.len() > 1 && cell.lines.iter().all(|line| is_whole_number(&line.text()));
    let columns: Vec<Vec<i32>> = row.iter().filter(numbers).map(feet).collect();
    let Some(lines) = columns.first().cloned() else { return vec![row] };
    let level =
        |a: &[i32], b: &[i32]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= SNAP);
    if columns.len() < 2 || !columns.iter().all(|column| level(column, &lines)) {
        return vec![row];
    }
    let mut rows: Vec<Vec<Cell>> = vec![Vec::with_capacity(row.len()); lines.len()];
    let end = |index: usize| lines.get(index).copied().unwrap_or(i32::MAX);
    for cell in row {
        let mut rest = cell.lines.into_iter().peekable();
        let mut top = cell.bbox.top;
        for (index, part) in rows.iter_mut().enumerate() {
            // What stands between two numbers goes with the one below it, if it is nearer to that.
            let last = index + 1 == lines.len();
            let limit = if last { i32::MAX } else { i32::midpoint(end(index), end(index + 1)) };
            let bottom = if last { cell.bbox.bottom } else { limit };
            let lines = std::iter::from_fn(|| rest.next_if(|line| line.bbox.bottom <= limit)).collect();
            part.push(Cell { bbox: Bbox { top, bottom, ..cell.bbox }, lines });
            top = bottom;
        }
    }
    rows
}

/// An amount with two decimals, or with all its thousands separated: not what a narrow cell broke off another.
fn is_whole_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let whole = text.strip_prefix('-').unwrap_or(text);
    if let Some((_, decimals)) = whole.split_once('.') {
        return decimals.len() == 2 && digits(decimals);
    }
    let mut groups = whole.split(',');
    groups.next().is_some_and(|first| digits(first) && first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group))
}

/// The glyphs in runs that touch each other.
fn words(glyphs: &[Glyph]) -> Vec<Vec<Glyph>> {
    let mut glyphs = glyphs.to_vec();
    glyphs.sort_by_key(|g| (g.bbox.bottom, g.bbox.left, g.character, g.bbox.right, g.bbox.top));
    let touches = |a: &Glyph, b: &Glyph| {
        let gap = b.bbox.left - a.bbox.right;
        a.bbox.bottom == b.bbox.bottom && a.size == b.size && gap.abs() * 10 <= a.size
    };
    glyphs.chunk_by(touches).map(<[Glyph]>::to_vec).collect()
}

/// The point of each glyph that says in which cell it stands: its middle. But if a ruling cuts through a word, its text is
/// too long for the cell, and stands where it begins, ends, or has its middle, whichever fits the cell best.
fn seats(word: Vec<Glyph>, lattices: &[Lattice]) -> Vec<(Glyph, (i32, i32))> {
    let cut = |glyph: &Glyph| {
        let eighth = (glyph.bbox.right - glyph.bbox.left) / 8;
        let y = middle(glyph.bbox).1;
        let cell = |x: i32| lattices.iter().find_map(|lattice| lattice.cell_at(x, y));
        cell(glyph.bbox.left + eighth) != cell(glyph.bbox.right - eighth)
    };
    let whole = word.iter().map(|glyph| glyph.bbox).reduce(Bbox::around).unwrap_or_default();
    let (x, y) = middle(whole);
    let size = word.first().map_or(0, |glyph| glyph.size);
    let fits = |at: i32| {
        let cell = lattices.iter().find_map(|lattice| lattice.cell_box(at, y))?;
        let left = (whole.left - cell.left).abs();
        let right = (whole.right - cell.right).abs();
        let centre = (x - i32::midpoint(cell.left, cell.right)).abs();
        Some(left.min(right).min(centre)).filter(|off| *off < size)
    };
    let seat = if word.iter().any(cut) {
        [whole.left + size / 4, x, whole.right - size / 4]
            .into_iter()
            .min_by_key(|&at| fits(at).unwrap_or(i32::MAX))
    } else {
        None
    };
    let seat = seat.filter(|&at| fits(at).is_some());
    word.into_iter().map(|glyph| (glyph, seat.map_or(middle(glyph.bbox), |at| (at, y)))).collect()
}

fn table(lattice: &Lattice, fields: Vec<Vec<Glyph>>) -> Table {
    let cells = fields.into_iter().enumerate().map(|(index, glyphs)| {
        let bbox = lattice.field(index / lattice.width(), index % lattice.width());
        Cell { bbox, lines: lines::lines(glyphs) }
    });
    let cells: Vec<Cell> = cells.collect();
    let rows = cells.chunks(lattice.width()).flat_map(|row| parted(row.to_vec())).collect();
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
                let level = begins.as_ref().or(row.last()).map_or(self.bbox, |cell| cell.bbox);
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
