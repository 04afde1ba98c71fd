//! Writes what stands in rows into a document: its lines, its paragraphs and its tables.

use crate::parts::{Filled, Part, Row, parts};
use crate::sheet::Budget;
use mingzhang_document::{Block, Document, Grid, Unreadable, prose};
use mingzhang_model::{Location, Passage, Source, Unseen};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A document being written.
pub(crate) struct Writer {
    pub source: Source,
    pub blocks: Vec<Block>,
    pub unseen: Vec<Unseen>,
    /// Whether the rows are those of a sheet.
    sheet: bool,
    /// What the blank cells of tables may still take.
    budget: Budget,
    /// The first and the last line of the paragraph written last, if the next row may go on with it.
    open: Option<(String, String)>,
    /// A cell of the sheet whose place is wanted, and the place.
    wanted: Option<(u32, u32)>,
    found: Option<Location>,
}

impl Writer {
    /// For the sheets of a workbook, or for a document of another kind.
    pub(crate) fn new(sheet: bool, format: &'static str) -> Self {
        Self {
            source: Source::default(),
            blocks: Vec::new(),
            unseen: Vec::new(),
            sheet,
            budget: Budget::new(format),
            open: None,
            wanted: None,
            found: None,
        }
    }

    /// What was written.
    pub(crate) fn document(self) -> Result<Document, Unreadable> {
        if self.blocks.is_empty() && self.unseen.is_empty() {
            return Err(Unreadable::Empty);
        }
        Ok(Document { blocks: self.blocks, source: Arc::new(self.source), unseen: self.unseen })
    }

    /// Writes rows as tables and paragraphs. Returns where the wanted cell came to stand.
    pub(crate) fn rows(
        &mut self,
        rows: &[Row],
        wanted: Option<(u32, u32)>,
    ) -> Result<Option<Location>, Unreadable> {
        self.open = None;
        (self.wanted, self.found) = (wanted, None);
        for part in parts(rows) {
            match part {
                Part::Prose(at) if rows[at].cells.len() > 1 => self.captions(&rows[at], false),
                Part::Line(at) => self.captions(&rows[at], true),
                Part::Prose(at) => self.prose(&rows[at]),
                Part::Table(range) => self.table(&rows[range])?,
            }
        }
        Ok(self.found)
    }

    /// Writes a paragraph that stands in no table.
    pub(crate) fn paragraph(&mut self, line: &str) {
        let line = line.trim();
        if !line.is_empty() && !prose::page_mark(line) {
            // A tab would part cells.
            let line = line.replace('\t', " ");
            let number = self.source.paragraph(&line);
            self.blocks.push(Block::Paragraph(Passage::new(line, number, 1)));
        }
    }

    /// Notes a picture.
    pub(crate) fn picture(&mut self) {
        let line = self.source.paragraph("");
        self.unseen.push(Unseen::Picture(Location { line, column: 1, end_column: 1 }));
    }

    /// The only cell of a row: its lines are paragraphs. In a sheet, where people break lines by hand, they may go on
    /// with the paragraph of the row above.
    fn prose(&mut self, row: &Row) {
        let Some(cell) = row.cells.first() else { return };
        for line in &cell.lines {
            if prose::page_mark(line) {
                continue;
            }
            let number = self.line(line, row.number, cell.column);
            let passage = Passage::new(line.as_str(), number, 1);
            self.see(row, cell, &passage);
            let open =
                self.open.take().filter(|(first, last)| self.sheet && prose::continues(first, last, line));
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
        let number = self.line(&line, row.number, left);
        cells.into_iter().map(|(text, column)| Passage::new(text, number, column)).collect()
    }

    fn line(&mut self, text: &str, row: u32, column: u32) -> u32 {
        if self.sheet { self.source.row(text, row, column) } else { self.source.paragraph(text) }
    }

    /// Remembers where the wanted cell stands.
    fn see(&mut self, row: &Row, cell: &Filled, passage: &Passage) {
        if self.found.is_none() && self.wanted == Some((row.number, cell.column)) {
            self.found = Some(passage.location());
        }
    }
}
