//! From the sheets of a workbook to its document.

use crate::parts::{Filled, Part, Row, parts};
use crate::sheet::{Budget, Sheet};
use mingzhang_document::{Block, Document, Grid, Unreadable, prose};
use mingzhang_model::{Location, Passage, Source, Unseen};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The document that the sheets are. Hidden sheets come last: what everybody sees goes first where both say it.
pub(crate) fn document(mut sheets: Vec<Sheet>) -> Result<Document, Unreadable> {
    sheets.sort_by_key(|sheet| sheet.hidden);
    let mut writer = Writer {
        source: Source::default(),
        blocks: Vec::new(),
        unseen: Vec::new(),
        budget: Budget::new("Excel"),
        open: None,
        hidden: None,
        hidden_at: None,
    };
    for mut sheet in sheets {
        sheet.clear_merged();
        if !sheet.cells.is_empty() {
            writer.sheet(&sheet)?;
        }
    }
    if writer.blocks.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(Document { blocks: writer.blocks, source: Arc::new(writer.source), unseen: writer.unseen })
}

struct Writer {
    source: Source,
    blocks: Vec<Block>,
    unseen: Vec<Unseen>,
    /// What the blank cells of tables may still take.
    budget: Budget,
    /// The first and the last line of the paragraph written last, if the next row may go on with it.
    open: Option<(String, String)>,
    /// The hidden cell that is to be told of, and where it came to stand.
    hidden: Option<(u32, u32)>,
    hidden_at: Option<Location>,
}

impl Writer {
    fn sheet(&mut self, sheet: &Sheet) -> Result<(), Unreadable> {
        self.source.sheet(&sheet.name);
        self.open = None;
        (self.hidden, self.hidden_at) = (sheet.hidden_cell(), None);
        let before = self.blocks.len();
        let rows = rows(sheet);
        for part in parts(&rows) {
            match part {
                Part::Prose(at) | Part::Line(at) if rows[at].cells.len() > 1 => {
                    self.captions(&rows[at], matches!(part, Part::Line(_)));
                }
                Part::Prose(at) | Part::Line(at) => self.prose(&rows[at]),
                Part::Table(range) => self.table(&rows[range])?,
            }
        }
        let name: Arc<str> = sheet.name.as_str().into();
        let mut written = self.blocks[before..].iter().flat_map(Block::passages).filter(|p| !p.is_blank());
        if let Some(first) = written.next().map(Passage::location).filter(|_| sheet.hidden) {
            self.unseen.push(Unseen::HiddenSheet(name, first));
        } else if let Some(at) = self.hidden_at {
            self.unseen.push(Unseen::HiddenCells(name, at));
        }
        Ok(())
    }

    /// The cell of one column: its lines are paragraphs, or go on with the paragraph of the row above.
    fn prose(&mut self, row: &Row) {
        let Some(cell) = row.cells.first() else { return };
        for line in &cell.lines {
            if prose::page_mark(line) {
                continue;
            }
            let number = self.source.row(line, row.number, cell.column);
            let passage = Passage::new(line.as_str(), number, 1);
            self.see(row, cell, &passage);
            let open = self.open.take().filter(|(first, last)| prose::continues(first, last, line));
            match (&open, self.blocks.last_mut()) {
                (Some(_), Some(Block::Paragraph(paragraph))) => paragraph.append(&passage),
                _ => self.blocks.push(Block::Paragraph(passage)),
            }
            self.open = Some((open.map_or_else(|| line.clone(), |(first, _)| first), line.clone()));
        }
    }

    /// Several cells of one row: each a paragraph, or a label with its value, or all one paragraph.
    fn captions(&mut self, row: &Row, joined: bool) {
        self.open = None;
        let mut paragraphs: Vec<Passage> = Vec::new();
        for (cell, passage) in row.cells.iter().zip(self.row(row, None)) {
            self.see(row, cell, &passage);
            let at = passage.location();
            match paragraphs.last_mut() {
                Some(last) if joined => {
                    last.join(" ", at.line, at.column);
                    last.append(&passage);
                }
                Some(last) if last.text().ends_with(['：', ':']) && !passage.text().contains(['：', ':']) =>
                {
                    last.append(&passage);
                }
                _ => paragraphs.push(passage),
            }
        }
        self.blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
    }

    fn table(&mut self, rows: &[Row]) -> Result<(), Unreadable> {
        self.open = None;
        let columns = || rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column);
        let (Some(left), Some(right)) = (columns().min(), columns().max()) else { return Ok(()) };
        let mut grid = Grid::default();
        for row in rows {
            self.budget.pay((right - left) as usize, 0)?;
            let cells = self.row(row, Some((left, right)));
            for cell in &row.cells {
                if let Some(passage) = cells.get((cell.column - left) as usize) {
                    self.see(row, cell, passage);
                }
            }
            grid.rows.push(cells);
        }
        self.blocks.push(Block::Table(grid));
        Ok(())
    }

    /// Writes a row into the source. Returns its filled cells, or all cells between two columns.
    fn row(&mut self, row: &Row, between: Option<(u32, u32)>) -> Vec<Passage> {
        let filled: BTreeMap<u32, String> = row.cells.iter().map(|cell| (cell.column, cell.text())).collect();
        let first = row.cells.first().map_or(0, |cell| cell.column);
        let last = row.cells.last().map_or(0, |cell| cell.column);
        let (left, right) = between.unwrap_or((first, last));
        let (mut line, mut width) = (String::new(), 0);
        let mut cells: Vec<(&str, u32)> = Vec::new();
        for column in left..=right {
            if column > left {
                line.push('\t');
                width += 1;
            }
            let text = filled.get(&column).map_or("", String::as_str);
            if between.is_some() || !text.is_empty() {
                cells.push((text, width + 1));
            }
            line.push_str(text);
            width += u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        }
        let number = self.source.row(&line, row.number, left);
        cells.into_iter().map(|(text, column)| Passage::new(text, number, column)).collect()
    }

    /// Remembers where the hidden cell stands.
    fn see(&mut self, row: &Row, cell: &Filled, passage: &Passage) {
        if self.hidden_at.is_none() && self.hidden == Some((row.number, cell.column)) {
            self.hidden_at = Some(passage.location());
        }
    }
}

/// The rows of a sheet that have filled cells.
fn rows(sheet: &Sheet) -> Vec<Row> {
    let spans = sheet.spans();
    let mut rows: Vec<Row> = Vec::new();
    for (&(number, column), text) in &sheet.cells {
        let lines = Filled::lines(text);
        if lines.is_empty() {
            continue;
        }
        let span = spans.get(&(number, column)).copied().unwrap_or(1);
        let cell = Filled { column, span, lines };
        match rows.last_mut() {
            Some(row) if row.number == number => row.cells.push(cell),
            _ => rows.push(Row { number, cells: vec![cell] }),
        }
    }
    rows
}
