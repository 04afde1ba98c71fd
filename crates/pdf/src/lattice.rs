//! The cells that the rulings of a frame enclose.

use crate::rulings::{Frame, Groups, SNAP};
use mingzhang_model::Bbox;

/// More fields than this make no table that a person would publish.
const MOST_FIELDS: usize = 400_000;

/// A net of rows and columns, some of whose fields are merged to larger cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lattice {
    /// Where columns and rows begin, and where the last one ends.
    columns: Vec<i32>,
    rows: Vec<i32>,
    /// For each field, row by row, the cell it is a part of: the index of the field at its upper left corner.
    cells: Vec<usize>,
    /// The box of each cell, at the index of its first field.
    boxes: Vec<Bbox>,
}

impl Lattice {
    /// The cells of a frame; none if it encloses less than two.
    pub(crate) fn of(frame: &Frame) -> Option<Self> {
        let bbox = frame.bbox();
        // A side that is not drawn is where the rulings that would meet it end.
        let columns = lines(frame.upright.iter().map(|s| s.at), bbox.left, bbox.right);
        let rows = lines(frame.level.iter().map(|s| s.at), bbox.top, bbox.bottom);
        let (width, height) = (columns.len() - 1, rows.len() - 1);
        if width * height < 2 || width * height > MOST_FIELDS {
            return None;
        }
        let mut lattice = Self { columns, rows, cells: Vec::new(), boxes: Vec::new() };
        lattice.cells = lattice.merged(frame);
        lattice.drop_unused();
        lattice.boxes = lattice.boxes();
        (lattice.cells.len() > 1).then_some(lattice)
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len() - 1
    }

    pub(crate) fn height(&self) -> usize {
        self.rows.len() - 1
    }

    /// Where columns begin, and where the last one ends.
    pub(crate) fn columns(&self) -> &[i32] {
        &self.columns
    }

    /// The box of one field.
    pub(crate) fn field(&self, row: usize, column: usize) -> Bbox {
        Bbox {
            left: self.columns[column],
            top: self.rows[row],
            right: self.columns[column + 1],
            bottom: self.rows[row + 1],
        }
    }

    pub(crate) fn bbox(&self) -> Bbox {
        self.field(0, 0).around(self.field(self.height() - 1, self.width() - 1))
    }

    /// The cell at a point, as the index of its first field.
    pub(crate) fn cell_at(&self, x: i32, y: i32) -> Option<usize> {
        let column = self.columns.partition_point(|&at| at <= x).checked_sub(1)?;
        let row = self.rows.partition_point(|&at| at <= y).checked_sub(1)?;
        (column < self.width() && row < self.height()).then(|| self.cells[row * self.width() + column])
    }

    /// The box of the cell at a point.
    pub(crate) fn cell_box(&self, x: i32, y: i32) -> Option<Bbox> {
        self.boxes.get(self.cell_at(x, y)?).copied()
    }

    fn boxes(&self) -> Vec<Bbox> {
        let field = |index: usize| self.field(index / self.width(), index % self.width());
        let mut boxes: Vec<Bbox> = (0..self.cells.len()).map(field).collect();
        for (index, &cell) in self.cells.iter().enumerate() {
            boxes[cell] = boxes[cell].around(field(index));
        }
        boxes
    }

    /// For each field the first field of its cell.
    fn merged(&self, frame: &Frame) -> Vec<usize> {
        let (width, height) = (self.width(), self.height());
        let mut walls = Walls { left: vec![false; width * height], above: vec![false; width * height] };
        for stroke in &frame.upright {
            let Some(column) = nearest(&self.columns, stroke.at).filter(|&column| column < width) else {
                continue;
            };
            for row in covered(&self.rows, stroke.from, stroke.to) {
                walls.left[row * width + column] = true;
            }
        }
        for stroke in &frame.level {
            let Some(row) = nearest(&self.rows, stroke.at).filter(|&row| row < height) else { continue };
            for column in covered(&self.columns, stroke.from, stroke.to) {
                walls.above[row * width + column] = true;
            }
        }
        let mut groups = Groups::new(width * height);
        for index in 0..width * height {
            if index % width > 0 && !walls.left[index] {
                groups.unite(index - 1, index);
            }
            if index >= width && !walls.above[index] {
                groups.unite(index - width, index);
            }
        }
        let roots: Vec<usize> = (0..width * height).map(|index| groups.root(index)).collect();
        rectangles(&roots, width)
    }

    /// Leaves out the rows and columns in which no cell begins: a ruling that parts nothing made them.
    fn drop_unused(&mut self) {
        let width = self.width();
        let begins = |index: usize| self.cells[index] == index;
        let row_used = |row: usize| (0..width).any(|column| begins(row * width + column));
        let column_used = |column: usize| (0..self.height()).any(|row| begins(row * width + column));
        let rows: Vec<usize> = (0..self.height()).filter(|&row| row_used(row)).collect();
        let columns: Vec<usize> = (0..width).filter(|&column| column_used(column)).collect();
        let place = |index: usize| {
            let row = rows.partition_point(|&row| row < index / width);
            row * columns.len() + columns.partition_point(|&column| column < index % width)
        };
        let fields = rows.iter().flat_map(|row| columns.iter().map(move |column| row * width + column));
        self.cells = fields.map(|index| place(self.cells[index])).collect();
        let kept = |lines: &[i32], used: &[usize]| {
            used.iter().map(|&at| lines[at]).chain(lines.last().copied()).collect::<Vec<_>>()
        };
        self.rows = kept(&self.rows, &rows);
        self.columns = kept(&self.columns, &columns);
    }
}

/// Which sides of the fields are ruled.
struct Walls {
    left: Vec<bool>,
    above: Vec<bool>,
}

/// The lines of one direction, those that are almost one taken together, and the two sides.
fn lines(at: impl Iterator<Item = i32>, first: i32, last: i32) -> Vec<i32> {
    let mut all: Vec<i32> = at.chain([first, last]).collect();
    all.sort_unstable();
    let mut lines: Vec<i32> = Vec::new();
    for at in all {
        if lines.last().is_none_or(|&line| at - line > SNAP) {
            lines.push(at);
        }
    }
    if lines.len() < 2 {
        lines.push(last.max(first + 1));
    }
    lines
}

fn nearest(lines: &[i32], at: i32) -> Option<usize> {
    (0..lines.len()).min_by_key(|&index| (lines[index] - at).abs())
}

/// The stretches between lines most of which lies between two ends.
fn covered(lines: &[i32], from: i32, to: i32) -> impl Iterator<Item = usize> {
    lines.windows(2).enumerate().filter_map(move |(index, pair)| {
        let [start, end] = pair else { return None };
        let overlap = to.min(*end) - from.max(*start);
        (overlap * 10 > (end - start) * 6).then_some(index)
    })
}

/// Names each field after the first of its cell; what hangs together without being a rectangle is cut into rows.
fn rectangles(roots: &[usize], width: usize) -> Vec<usize> {
    let mut bounds = vec![(usize::MAX, usize::MAX, 0, 0, 0_usize); roots.len()];
    for (index, &root) in roots.iter().enumerate() {
        let (row, column) = (index / width, index % width);
        let (top, left, bottom, right, count) = bounds[root];
        bounds[root] = (top.min(row), left.min(column), bottom.max(row), right.max(column), count + 1);
    }
    let mut cells: Vec<usize> = Vec::with_capacity(roots.len());
    for (index, &root) in roots.iter().enumerate() {
        let (top, left, bottom, right, count) = bounds[root];
        let whole = (bottom - top + 1) * (right - left + 1) == count;
        let continued = index % width > 0 && roots[index - 1] == root;
        cells.push(match cells.last() {
            _ if whole => top * width + left,
            Some(&before) if continued => before,
            _ => index,
        });
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Stroke;

    fn across(at: i32, from: i32, to: i32) -> Stroke {
        Stroke { level: true, at, from, to }
    }

    fn down(at: i32, from: i32, to: i32) -> Stroke {
        Stroke { level: false, at, from, to }
    }

    /// Each cell by a letter, row by row.
    fn drawn(strokes: &[Stroke]) -> Vec<String> {
        let frames = crate::rulings::frames(strokes);
        let Some(lattice) = frames.iter().find_map(Lattice::of) else { return Vec::new() };
        let mut names: Vec<usize> = lattice.cells.clone();
        names.sort_unstable();
        names.dedup();
        let letter =
            |cell: &usize| char::from(b'a' + u8::try_from(names.binary_search(cell).unwrap()).unwrap());
        lattice.cells.chunks(lattice.width()).map(|row| row.iter().map(letter).collect()).collect()
    }

    #[test]
    fn merged_cells() {
        let strokes = [
            across(0, 0, 9000),
            across(2000, 3000, 9000),
            across(4000, 0, 9000),
            down(0, 0, 4000),
            down(3000, 0, 4000),
            down(6000, 2000, 4000),
            down(9000, 0, 4000),
        ];
        assert_eq!(drawn(&strokes), ["abb", "acd"]);
    }

    #[test]
    fn open_sides_end_where_the_rulings_do() {
        let strokes = [across(0, 0, 9000), across(2000, 0, 9000), down(3000, 0, 4000), down(6000, 0, 4000)];
        assert_eq!(drawn(&strokes), ["abc", "def"]);
    }

    #[test]
    fn doubled_dashed_and_skewed_rulings() {
        let mut strokes = vec![
            across(0, 0, 6000),
            across(150, 0, 6000),
            across(4000, 0, 6000),
            down(0, 0, 4000),
            down(6000, 0, 2000),
            down(6080, 2000, 4000),
        ];
        strokes.extend((0..12).map(|piece| down(3000, piece * 350, piece * 350 + 100)));
        assert_eq!(drawn(&strokes), ["ab"]);
    }

    #[test]
    fn a_frame_around_everything_is_no_table() {
        let strokes = [across(0, 0, 9000), across(4000, 0, 9000), down(0, 0, 4000), down(9000, 0, 4000)];
        assert_eq!(drawn(&strokes), Vec::<String>::new());
    }
}
