//! What a page says, from top to bottom: lines of print and tables.

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
    let (tables, outside) = tables::tables(page);
    let lines = lines::lines(outside).into_iter().flat_map(parted).map(Item::Line);
    let mut items: Vec<Item> = lines.chain(tables.into_iter().map(Item::Table)).collect();
    // Lines come from top to bottom, and parts of one line share their top, more or less; a table begins where its
    // first ruling is, below the feet of what stands over it.
    items.sort_by_key(|item| match item {
        Item::Line(line) => (line.bbox.bottom, line.bbox.left),
        Item::Table(table) => (table.bbox.top, table.bbox.left),
    });
    Flow { items }
}

/// Parts a line where it says two things: `编制单位：…` on the left, `单位：元` on the right.
fn parted(line: Line) -> Vec<Line> {
    const SHORTEST: usize = 3;
    let wide = |bbox: Bbox| bbox.right - bbox.left > line.size * 3;
    let gaps = line.characters.iter().enumerate().filter(|(_, (c, bbox))| *c == ' ' && wide(*bbox));
    let gaps: Vec<usize> = gaps.map(|(at, _)| at).collect();
    let mut parts: Vec<&[(char, Bbox)]> = Vec::new();
    let mut from = 0;
    for gap in gaps.into_iter().chain([line.characters.len()]) {
        parts.push(&line.characters[from..gap]);
        from = gap + 1;
    }
    if parts.len() < 2 || parts.iter().any(|part| part.len() < SHORTEST) {
        return vec![line];
    }
    let part = |characters: &[(char, Bbox)]| {
        let bbox = characters.iter().map(|&(_, bbox)| bbox).reduce(Bbox::around)?;
        Some(Line {
            characters: characters.to_vec(),
            bbox: Bbox { bottom: line.bbox.bottom, ..bbox },
            size: line.size,
        })
    };
    parts.into_iter().filter_map(part).collect()
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
