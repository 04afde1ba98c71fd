//! Tables without rulings, or with rulings in one direction only: their columns show in how the text is aligned.
//!
//! Lines with several texts, some of them numbers, one below the other make a table. A column is a stretch of the page
//! that texts of these lines fill and others leave free.

use crate::lines::Line;
use crate::page::Stroke;
use crate::tables::{Cell, Table};
use mingzhang_model::Bbox;

/// A line of print, or a table.
pub(crate) enum Piece {
    Line(Line),
    Table(Table),
}

/// Fewer rows than this may stand below each other by chance.
const FEWEST: usize = 3;

/// Finds the tables among the lines of a page; `level` are the rulings across it that enclose nothing.
pub(crate) fn pieces(lines: &[Line], level: &[Stroke]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = lines;
    while let Some((start, end)) = next_run(rest) {
        match table(&rest[start..end], level) {
            Some(table) => {
                pieces.extend(rest[..start].iter().cloned().map(Piece::Line));
                pieces.push(Piece::Table(table));
            }
            None => pieces.extend(rest[..end].iter().cloned().map(Piece::Line)),
        }
        rest = &rest[end..];
    }
    pieces.extend(rest.iter().cloned().map(Piece::Line));
    pieces
}

/// The next lines that may be a table, its header among them.
fn next_run(lines: &[Line]) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(first) = (from..lines.len()).find(|&at| is_row(&lines[at])) {
        let mut end = first + 1;
        let mut rows = 1;
        while let Some(next) = (end..lines.len().min(end + 3)).find(|&at| is_row(&lines[at])) {
            let between = end..next;
            if !between.into_iter().all(|at| is_rest(&lines[at], &lines[first]))
                || !near(&lines[end - 1], &lines[end])
            {
                break;
            }
            end = next + 1;
            rows += 1;
        }
        if rows >= FEWEST {
            let mut start = first;
            while start > from && is_heading(&lines[from..start], &lines[start]) {
                start -= 1;
            }
            return Some((start, end));
        }
        from = end;
    }
    None
}

/// Several texts, and a number that is not the first.
fn is_row(line: &Line) -> bool {
    line.parts().iter().skip(1).any(|part| is_number(&part.text()))
}

/// The second line of a name that was too long.
fn is_rest(line: &Line, row: &Line) -> bool {
    line.parts().len() == 1 && line.bbox.right - line.bbox.left < (row.bbox.right - row.bbox.left) / 2
}

/// Whether the last of the lines has headings of columns for what is below it: several texts, or one close above or below
/// others. A label is none.
fn is_heading(lines: &[Line], below: &Line) -> bool {
    let Some((line, over)) = lines.split_last() else { return false };
    let distance = |a: &Line, b: &Line| b.bbox.bottom - a.bbox.bottom;
    let close = |a: &Line, b: &Line| distance(a, b) * 2 < b.size * 3;
    let parts = line.parts();
    let wrapped = over.last().is_some_and(|over| over.parts().len() > 1 && close(over, line));
    let alone = line.size * 6 <= below.size * 7
        && (close(line, below) || (wrapped && distance(line, below) < below.size * 2));
    let several = parts.len() > 1 && near(line, below);
    (several || alone) && !parts.iter().any(|part| part.text().contains(['：', ':', '。']))
}

fn near(above: &Line, below: &Line) -> bool {
    below.bbox.bottom - above.bbox.bottom <= above.size.max(below.size) * 4
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.chars().all(|c| c.is_ascii_digit() || ",.-%".contains(c)) && !text.is_empty()
}

/// Whether a number is written as amounts are: with separated thousands or with decimals.
fn is_amount(text: &str) -> bool {
    is_number(text) && text.contains([',', '.'])
}

/// The columns and rows of the lines; none if there is only one column, or no amounts.
fn table(lines: &[Line], level: &[Stroke]) -> Option<Table> {
    let first = lines.iter().position(is_row)?;
    let (header, body) = lines.split_at(first);
    let parts: Vec<Line> = body.iter().flat_map(Line::parts).collect();
    let amounts = parts.iter().filter(|part| is_amount(&part.text())).count();
    let numbers = parts.iter().filter(|part| is_number(&part.text())).count();
    if amounts * 3 < numbers {
        return None;
    }
    let mut bands = bands(body);
    if bands.len() < 2 {
        return None;
    }
    for part in header.iter().flat_map(Line::parts) {
        if !bands.iter().any(|&band| overlap(band, part.bbox) > 0) {
            bands.push((part.bbox.left, part.bbox.right));
            bands.sort_unstable();
        }
    }
    let mut rows = headings(header, &bands);
    rows.extend(grouped(body, level).into_iter().map(|group| row(group, &bands)));
    Some(laid_out(rows, &bands))
}

/// A row before it has its boxes: the lines in each column.
struct Row {
    cells: Vec<Vec<Line>>,
    top: i32,
    bottom: i32,
}

/// The stretches that texts of the lines fill. A few lines may reach into the next stretch.
fn bands(body: &[Line]) -> Vec<(i32, i32)> {
    let mut edges: Vec<(i32, i32)> = Vec::new();
    for line in body {
        let parts = line.parts();
        edges.extend(parts.iter().flat_map(|part| [(part.bbox.left, 1), (part.bbox.right, -1)]));
    }
    edges.sort_unstable();
    let with = |allowed: i32| {
        let mut bands: Vec<(i32, i32)> = Vec::new();
        let (mut depth, mut from) = (0, None);
        for &(at, step) in &edges {
            depth += step;
            match from {
                None if depth > allowed => from = Some(at),
                Some(start) if depth <= allowed => {
                    bands.push((start, at));
                    from = None;
                }
                _ => {}
            }
        }
        bands
    };
    let most = body.iter().map(|line| line.parts().len()).max().unwrap_or(0);
    let strict = with(0);
    let allowed = i32::try_from(body.len() / 8).unwrap_or(0);
    let lenient = with(allowed);
    if strict.len() < most && lenient.len() > strict.len() { lenient } else { strict }
}

fn overlap(band: (i32, i32), bbox: Bbox) -> i32 {
    band.1.min(bbox.right) - band.0.max(bbox.left)
}

/// The lines between one ruling and the next are one row, if no more than three of them ever are.
fn grouped<'a>(lines: &'a [Line], level: &[Stroke]) -> Vec<&'a [Line]> {
    const MOST: usize = 3;
    let between = |a: &Line, b: &Line| {
        level.iter().any(|s| s.at > a.bbox.bottom - a.size / 2 && s.at < b.bbox.bottom - b.size / 2)
    };
    let groups: Vec<&[Line]> = lines.chunk_by(|a, b| !between(a, b)).collect();
    if groups.len() >= FEWEST && groups.iter().all(|group| group.len() <= MOST) {
        return groups;
    }
    // Without rulings the rest of a name belongs to the row above it.
    lines.chunk_by(|a, b| b.parts().len() == 1 && is_row(a) && is_rest(b, a)).collect()
}

fn row(group: &[Line], bands: &[(i32, i32)]) -> Row {
    let mut cells = vec![Vec::new(); bands.len()];
    for part in group.iter().flat_map(Line::parts) {
        // A heading over several columns stands in the first, a text elsewhere where most of it is.
        let touched = bands.iter().filter(|&&band| overlap(band, part.bbox) > 0).count();
        let column = if touched > 2 {
            bands.iter().position(|&band| overlap(band, part.bbox) > 0)
        } else {
            (0..bands.len()).max_by_key(|&at| (overlap(bands[at], part.bbox), std::cmp::Reverse(at)))
        };
        let column = column.unwrap_or(0);
        match cells[column].last_mut() {
            Some(last) if beside(last, &part) => last.append(&part),
            _ => cells[column].push(part),
        }
    }
    let boxes = group.iter().map(|line| line.bbox);
    let bbox = boxes.reduce(Bbox::around).unwrap_or_default();
    Row { cells, top: bbox.top, bottom: bbox.bottom }
}

fn beside(a: &Line, b: &Line) -> bool {
    (b.bbox.bottom - a.bbox.bottom).abs() * 2 < a.size && b.bbox.left >= a.bbox.right
}

/// The rows of the header. What stands over several columns has rows of its own above; all else is the heading of its
/// column, however many lines it takes.
fn headings(lines: &[Line], bands: &[(i32, i32)]) -> Vec<Row> {
    let mut lowest: Vec<Vec<Line>> = vec![Vec::new(); bands.len()];
    let mut upper: Vec<Row> = Vec::new();
    for line in lines.iter().rev() {
        let mut above: Vec<Line> = Vec::new();
        for part in line.parts() {
            let covers = |&&band: &&(i32, i32)| overlap(band, part.bbox) * 2 > band.1 - band.0;
            let several = bands.iter().filter(covers).count() > 1;
            let column = (0..bands.len()).max_by_key(|&at| overlap(bands[at], part.bbox)).unwrap_or(0);
            let below = lowest[column].first().map(|first| first.bbox.bottom);
            if !several && below.is_none_or(|bottom| bottom - part.bbox.bottom < part.size * 3 / 2) {
                lowest[column].insert(0, part);
            } else {
                above.push(part);
            }
        }
        if !above.is_empty() {
            upper.push(row(&above, bands));
        }
    }
    upper.reverse();
    let bbox = lowest.iter().flatten().map(|line| line.bbox).reduce(Bbox::around);
    let lowest = bbox.map(|bbox| Row { cells: lowest, top: bbox.top, bottom: bbox.bottom });
    upper.into_iter().chain(lowest).collect()
}

/// Gives every cell its box: the borders are halfway between one text and the next.
fn laid_out(rows: Vec<Row>, bands: &[(i32, i32)]) -> Table {
    let middles = |ends: &[(i32, i32)]| {
        let inner = ends.windows(2).filter_map(|pair| match pair {
            [(_, end), (start, _)] => Some(i32::midpoint(*end, *start)),
            _ => None,
        });
        let first = ends.first().map(|end| end.0);
        let last = ends.last().map(|end| end.1);
        first.into_iter().chain(inner).chain(last).collect::<Vec<i32>>()
    };
    let columns = middles(bands);
    let edges = middles(&rows.iter().map(|row| (row.top, row.bottom)).collect::<Vec<_>>());
    let pairs = |edges: &[i32]| edges.iter().copied().zip(edges.iter().copied().skip(1)).collect::<Vec<_>>();
    let cell = |lines: Vec<Line>, (top, bottom): (i32, i32), (left, right): (i32, i32)| Cell {
        bbox: Bbox { left, top, right, bottom },
        lines,
    };
    let rows: Vec<Vec<Cell>> = rows
        .into_iter()
        .zip(pairs(&edges))
        .map(|(row, height)| {
            let cells = row.cells.into_iter().zip(pairs(&columns));
            cells.map(|(lines, width)| cell(lines, height, width)).collect()
        })
        .collect();
    let bbox = rows.iter().flatten().map(|cell| cell.bbox).reduce(Bbox::around).unwrap_or_default();
    Table { bbox, columns, rows }
}
