//! What is to be printed: headings, paragraphs and tables, in order, without a format and without budget meaning.
//!
//! A compiler makes a [`Manuscript`], renderers turn it into files. Everything a reader sees is said here, so that all
//! formats say the same; how it looks is the renderer's. A [`Picture`] is the page for citizens, likewise.

mod picture;
mod table;

pub use picture::{Change, Picture, Share};
pub use table::{Align, Amount, Cell, Column, Row, RowKind, Table};

/// A document to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// The title: 乌恰县人民政府办公室预算公开.
    pub title: String,
    /// The office that publishes it.
    pub office: String,
    /// The fiscal year.
    pub year: i32,
    /// The date of publication, `2024-03-10`; the only date that files may carry.
    pub published: String,
    /// What every page says of a document that must not be published yet.
    pub draft: Option<String>,
    /// What is printed, in order. The title page is not among it.
    pub blocks: Vec<Block>,
}

/// Something printed on its own lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The contents, under this heading: the [`Manuscript::entries`] with their pages.
    Contents(String),
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table with its caption and remark.
    Table(Table),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 for a part (第一部分), 2 for a section (一、), 3 for what divides a section ((一)).
    pub level: u8,
    /// The heading with its number.
    pub text: String,
    /// Its line in the contents; none if they do not list it.
    pub entry: Option<String>,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The text, without a break.
    pub text: String,
    /// What kind of paragraph.
    pub style: Style,
}

/// How a paragraph stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Running text, its first line indented by two characters.
    #[default]
    Body,
    /// A label with its text on a line of its own (项目名称：…), indented likewise.
    Item,
    /// Who signs and when, at the right.
    Signature,
}

/// A line of the contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its level, as of headings; tables are of level 2.
    pub level: u8,
    /// The text with its number.
    pub text: &'a str,
    /// The index of the block it leads to.
    pub block: usize,
}

impl Manuscript {
    /// What the contents list, in order.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.blocks.iter().enumerate().filter_map(|(block, printed)| match printed {
            Block::Heading(heading) => {
                Some(Entry { level: heading.level, text: heading.entry.as_deref()?, block })
            }
            Block::Table(table) => Some(Entry { level: 2, text: table.entry.as_deref()?, block }),
            Block::Contents(_) | Block::Paragraph(_) => None,
        })
    }

    /// Its tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}
