//! Paragraphs and grids of a document, every character with its place.

use crate::flow::{Flow, Item};
use crate::lines::Line;
use crate::page::Page;
use crate::paragraphs::{Margins, Open, Placed};
use crate::tables::{Cell, Table};
use mingzhang_document::{Block, Document, Grid};
use mingzhang_model::{Bbox, Location, Passage, Source, Unseen};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The document that the pages make.
pub(crate) fn assemble(pages: &[Page], flows: &[Flow]) -> Document {
    let mut common: BTreeMap<(i32, i32), Margins> = BTreeMap::new();
    for (page, margins) in pages.iter().zip(flows.iter().map(Margins::of)) {
        let Some(margins) = margins else { continue };
        let all = common.entry((page.width, page.height)).or_insert(margins);
        *all = all.around(margins);
    }
    let mut writer = Writer::default();
    for (page, flow) in pages.iter().zip(flows) {
        let margins = Margins::of(flow).or_else(|| common.get(&(page.width, page.height)).copied());
        writer.page(page, flow, margins.unwrap_or_default());
    }
    Document { blocks: writer.blocks, source: Arc::new(writer.source), unseen: writer.unseen }
}

#[derive(Default)]
struct Writer<'a> {
    blocks: Vec<Block>,
    source: Source,
    unseen: Vec<Unseen>,
    open: Option<Open<'a>>,
}

impl<'a> Writer<'a> {
    fn page(&mut self, page: &Page, flow: &'a Flow, margins: Margins) {
        if page.is_picture() || page.is_unmapped() {
            let whole = Bbox { left: 0, top: 0, right: page.width, bottom: page.height };
            let line = self.source.print("", page.number, [whole]);
            let at = Location { line, column: 1, end_column: 1 };
            self.unseen.push(if page.is_unmapped() { Unseen::Unmapped(at) } else { Unseen::Picture(at) });
        }
        if page.is_unmapped() {
            return;
        }
        for item in &flow.items {
            match item {
                Item::Line(line) => {
                    self.line(page, Placed { line, text: line.text(), page: page.number, margins });
                }
                Item::Table(table) => self.table(page, table),
            }
        }
    }

    fn line(&mut self, page: &Page, placed: Placed<'a>) {
        let boxes = placed.line.characters.iter().map(|&(_, bbox)| page.displayed(bbox));
        let number = self.source.print(&placed.text, page.number, boxes);
        match (&mut self.open, self.blocks.last_mut()) {
            (Some(open), Some(Block::Paragraph(paragraph))) if open.continues(&placed) => {
                paragraph.join(&placed.text, number, 1);
                open.push(placed);
            }
            _ => {
                self.blocks.push(Block::Paragraph(Passage::new(placed.text.as_str(), number, 1)));
                self.open = Some(Open::new(placed));
            }
        }
    }

    fn table(&mut self, page: &Page, table: &Table) {
        let rows = table.rows.iter().map(|row| self.row(page, row)).collect();
        self.blocks.push(Block::Table(Grid { rows }));
        self.open = None;
    }

    /// A row is one line whose cells are parted by tabs. A blank cell is nothing before a tab that has its box.
    fn row(&mut self, page: &Page, row: &[Cell]) -> Vec<Passage> {
        let mut line = String::new();
        let mut boxes = Vec::new();
        let mut starts = Vec::with_capacity(row.len());
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                line.push('\t');
            }
            let text = joined(&cell.lines);
            starts.push((boxes.len() + 1, text.iter().map(|(c, _)| c).collect::<String>()));
            line.extend(text.iter().map(|(c, _)| c));
            boxes.extend(text.iter().map(|&(_, bbox)| page.displayed(bbox)));
            boxes.push(page.displayed(cell.bbox));
        }
        let number = self.source.print(&line, page.number, boxes);
        let column = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        starts.into_iter().map(|(at, text)| Passage::new(text, number, column(at))).collect()
    }
}

/// The lines of a cell as one text. Only between Latin words does the end of a line stand for a blank.
fn joined(lines: &[Line]) -> Vec<(char, Bbox)> {
    let mut text: Vec<(char, Bbox)> = Vec::new();
    for line in lines {
        if let (Some(&(last, bbox)), Some((next, _))) = (text.last(), line.characters.first())
            && last.is_ascii_alphabetic()
            && next.is_ascii_alphabetic()
        {
            text.push((' ', bbox));
        }
        text.extend(&line.characters);
    }
    text
}
