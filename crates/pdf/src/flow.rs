//! What a page says, from top to bottom: lines of print and tables.

use crate::aligned::{self, Piece};
use crate::lines::{self, Line};
use crate::page::Page;
use crate::tables::{self, Table};
use mingzhang_document::prose;
use mingzhang_model::Bbox;
use std::collections::BTreeMap;

/// A page in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flow {
    pub items: Vec<Item>,
}

/// A line of print outside of tables, or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Line(Line),
    Table(Table),
}

impl Item {
    fn bbox(&self) -> Bbox {
        match self {
            Self::Line(line) => line.bbox,
            Self::Table(table) => table.bbox,
        }
    }
}

/// Reads a page.
pub(crate) fn flow(page: &Page) -> Flow {
    let (tables, outside, level) = tables::tables(page);
    let mut items: Vec<Item> = tables.into_iter().map(Item::Table).collect();
    for piece in aligned::pieces(&lines::lines(outside), &level) {
        match piece {
            Piece::Line(line) => items.extend(parted(line).into_iter().map(Item::Line)),
            Piece::Table(table) => items.push(Item::Table(table)),
        }
    }
    // Parts of one line share their foot; a table begins where its first ruling is, below the feet of what stands
    // over it.
    items.sort_by_key(|item| match item {
        Item::Line(line) => (line.bbox.bottom, line.bbox.left),
        Item::Table(table) => (table.bbox.top, table.bbox.left),
    });
    Flow { items }
}

/// Parts a line where it says two things: `编制单位：…` on the left, `单位：元` on the right.
fn parted(line: Line) -> Vec<Line> {
    const SHORTEST: usize = 3;
    let mut parts = line.parted_at(line.size * 3);
    if parts.len() < 2 || parts.iter().any(|part| part.characters.len() < SHORTEST) {
        return vec![line];
    }
    for part in &mut parts {
        part.bbox.bottom = line.bbox.bottom;
    }
    parts
}

/// Gives tables that a page break cut the columns of their first part.
pub(crate) fn continue_tables(flows: &mut [Flow]) {
    for index in 1..flows.len() {
        let (before, after) = flows.split_at_mut(index);
        let last = before.last().and_then(|flow| flow.items.last());
        let first = after.first_mut().and_then(|flow| flow.items.first_mut());
        if let (Some(Item::Table(before)), Some(Item::Table(table))) = (last, first) {
            table.continue_columns(before);
        }
    }
}

/// Takes page numbers away, and the heads and feet that pages have in common.
pub(crate) fn without_marks(pages: &[Page], flows: &mut [Flow]) {
    /// Heads and feet stand within this distance of the edge.
    const MARGIN: i32 = 5500;
    /// A head that fewer pages have in common may be a title.
    const FEWEST: usize = 3;
    let in_margin =
        |page: &Page, bbox: Bbox| bbox.bottom < MARGIN || bbox.top > page.upright_height() - MARGIN;
    let key = |line: &Line| {
        let words: String = line.text().chars().filter(|c| !c.is_ascii_digit()).collect();
        (words, line.bbox.bottom / 200)
    };
    let mut common: BTreeMap<(String, i32), usize> = BTreeMap::new();
    for (page, flow) in pages.iter().zip(flows.iter()) {
        for item in &flow.items {
            if let Item::Line(line) = item
                && in_margin(page, line.bbox)
            {
                *common.entry(key(line)).or_default() += 1;
            }
        }
    }
    for (page, flow) in pages.iter().zip(flows.iter_mut()) {
        flow.items.retain(|item| {
            let Item::Line(line) = item else { return true };
            let text = line.text();
            let number = text.chars().all(|c| c.is_ascii_digit() || "-—– /·•".contains(c));
            let running = || common.get(&key(line)).is_some_and(|&count| count >= FEWEST);
            !(in_margin(page, item.bbox()) && (number || prose::page_mark(&text) || running()))
        });
    }
}
