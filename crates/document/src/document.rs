//! What a reader saw in a file, without budget meaning.

use mingzhang_model::{Passage, Source, Unseen};
use std::sync::Arc;

/// The blocks of a file, or of the files of a bundle, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Paragraphs and tables.
    pub blocks: Vec<Block>,
    /// The lines that the places of all passages count.
    pub source: Arc<Source>,
    /// What could not be read, or is not seen by who opens the file.
    pub unseen: Vec<Unseen>,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, a label line, a list item or a paragraph, wrapped lines joined. Never blank.
    Paragraph(Passage),
    /// A table, or what a page break left of one.
    Table(Grid),
}

/// Rows of cells. Rows may differ in length, and a merged cell shows as one filled cell and blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The rows; every cell is trimmed and knows its place, blank ones too.
    pub rows: Vec<Vec<Passage>>,
}

impl Document {
    /// Appends a file of a bundle, with its name.
    pub fn append(&mut self, name: &str, mut other: Self) {
        let before = Arc::make_mut(&mut self.source).append(name, &other.source);
        for block in &mut other.blocks {
            match block {
                Block::Paragraph(passage) => passage.move_down(before),
                Block::Table(grid) => grid.rows.iter_mut().flatten().for_each(|cell| cell.move_down(before)),
            }
        }
        self.blocks.append(&mut other.blocks);
        other.unseen.iter_mut().for_each(|unseen| unseen.move_down(before));
        self.unseen.append(&mut other.unseen);
    }

    /// Every passage in reading order, blank cells left out.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.blocks.iter().flat_map(Block::passages).filter(|passage| !passage.is_blank())
    }
}

impl Block {
    /// The paragraph, or the cells row by row.
    pub fn passages(&self) -> Box<dyn Iterator<Item = &Passage> + '_> {
        match self {
            Self::Paragraph(passage) => Box::new(std::iter::once(passage)),
            Self::Table(grid) => Box::new(grid.rows.iter().flatten()),
        }
    }
}
