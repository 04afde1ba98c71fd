//! How high a table is going to be: Typst breaks its lines, but whether it nearly fits a page is asked before.

use crate::columns::{Fit, PADDING};
use crate::fonts::{Ruler, Rulers};
use mingzhang_manuscript::{RowKind, Table};

/// What the template leaves between the lines of a cell, in thousandths of the size of the letters.
const BETWEEN: u32 = 400;

/// What a heading above a table takes at most, and a line of its caption, in thousandths of a point.
const HEADING: u32 = 46_000;
const LINE: u32 = 24_000;

/// What is kept free for lines that break worse than counted here, in hundredths of the height.
const SPARE: u32 = 2;

/// The height of a table with its caption and remark and so many headings above it, rather too much than too little, in
/// thousandths of a point.
pub(crate) fn height(table: &Table, headings: u32, fit: &Fit, rulers: &Rulers) -> u32 {
    let mut heights: Vec<u32> = Vec::with_capacity(table.rows.len());
    // Cells that are higher than a row, by the row they end before, with the row they begin in and what they need.
    let mut open: Vec<(usize, usize, u32)> = vec![];
    for (y, row) in table.rows.iter().enumerate() {
        let ruler = if row.kind == RowKind::Body { &rulers.song } else { &rulers.hei };
        let mut needed = cell_height(1, fit, ruler);
        for cell in &row.cells {
            let end = fit.widths.len().min(cell.column + cell.width.max(1));
            let width: u32 = fit.widths.get(cell.column..end).unwrap_or_default().iter().sum();
            let own = cell_height(lines(&cell.text, width * 10 / fit.size.max(1), ruler), fit, ruler);
            if cell.height > 1 { open.push((y + cell.height, y, own)) } else { needed = needed.max(own) }
        }
        for (_, from, own) in open.iter().filter(|(end, ..)| *end == y + 1) {
            needed = needed.max(own.saturating_sub(heights[*from..].iter().sum()));
        }
        heights.push(needed);
    }
    let rows: u32 = heights.iter().sum();
    let texts = [&table.label, &table.title, &table.subtitle, &table.unit, &table.remark];
    let caption: u32 = texts.into_iter().filter(|text| !text.is_empty()).map(|_| LINE).sum();
    headings * HEADING + caption + rows + rows / 100 * SPARE
}

/// The height of a cell with so many lines.
fn cell_height(lines: u32, fit: &Fit, ruler: &Ruler) -> u32 {
    let ems = lines * ruler.height() + lines.saturating_sub(1) * BETWEEN + 2 * fit.leading;
    ems * fit.size / 10
}

/// How many lines a text makes in a cell of a width in thousandths of the size of its letters.
fn lines(text: &str, width: u32, ruler: &Ruler) -> u32 {
    let room = width.saturating_sub(PADDING);
    let mut lines = 1;
    // The width of the line so far, and of the word at its end, which goes to the next line as a whole.
    let (mut line, mut word) = (0, 0);
    for character in text.chars() {
        let advance = ruler.advance(character);
        word = if character.is_ascii_graphic() { word + advance } else { 0 };
        line += advance;
        if line > room && line > advance {
            lines += 1;
            line = word.max(advance);
        }
    }
    lines
}
