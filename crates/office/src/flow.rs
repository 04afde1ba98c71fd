//! What a word processor's document and a web page have in common: paragraphs and tables one after the other, and
//! tables in the cells of tables.

use crate::parts::{Filled, Row};
use crate::writer::Writer;
use mingzhang_document::{Document, Unreadable};
use std::collections::BTreeMap;

/// A piece of a document. Readers leave out blank paragraphs and tables without text, so that whatever there is has
/// content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// A paragraph; line breaks within it begin new ones.
    Paragraph(String),
    /// Rows of cells.
    Table(Vec<Vec<Cell>>),
    /// A picture large enough to show a table.
    Picture,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// How many columns and rows it takes; at least one.
    pub columns: u32,
    pub rows: u32,
    pub content: Vec<Flow>,
}

/// No table is wider, and no cell taller.
const WIDEST: u32 = 1000;
const TALLEST: u32 = 10_000;

/// Tables one in the other. Deeper ones arrange nothing that a person could read.
pub(crate) const NESTED: usize = 24;

/// The document that the pieces are.
pub(crate) fn document(flow: &[Flow], format: &'static str) -> Result<Document, Unreadable> {
    let mut writer = Writer::new(false, format);
    write(flow, &mut writer)?;
    writer.document()
}

fn write(flow: &[Flow], writer: &mut Writer) -> Result<(), Unreadable> {
    for piece in flow {
        match piece {
            Flow::Paragraph(text) => text.split('\n').for_each(|line| writer.paragraph(line)),
            Flow::Picture => writer.picture(),
            Flow::Table(rows) if is_layout(rows) => {
                for cell in rows.iter().flatten() {
                    write(&cell.content, writer)?;
                }
            }
            Flow::Table(rows) => drop(writer.rows(&placed(rows), None)?),
        }
    }
    Ok(())
}

/// Whether a table only arranges what stands in it: one of its cells holds a table of its own, or no row has two
/// cells with content.
fn is_layout(rows: &[Vec<Cell>]) -> bool {
    let real = |piece: &Flow| match piece {
        Flow::Table(rows) => (rows.len() > 1 && rows.iter().any(|row| filled(row) > 1)) || nests(rows),
        _ => false,
    };
    rows.iter().flatten().flat_map(|cell| &cell.content).any(real) || rows.iter().all(|row| filled(row) <= 1)
}

/// Whether a cell of a table holds another that is not one row only.
fn nests(rows: &[Vec<Cell>]) -> bool {
    let content = rows.iter().flatten().flat_map(|cell| &cell.content);
    content.into_iter().any(|piece| matches!(piece, Flow::Table(rows) if rows.len() > 1 || nests(rows)))
}

fn filled(row: &[Cell]) -> usize {
    row.iter().filter(|cell| cell.content.iter().any(|piece| *piece != Flow::Picture)).count()
}

/// The rows with their filled cells in their columns.
fn placed(rows: &[Vec<Cell>]) -> Vec<Row> {
    let mut placed = Vec::new();
    // For each column that a cell from above reaches into, how many more rows it does.
    let mut reached: BTreeMap<u32, u32> = BTreeMap::new();
    for (number, row) in (0..).zip(rows) {
        let mut cells = Vec::new();
        let mut below = BTreeMap::new();
        let mut column = 0;
        for cell in row {
            while reached.contains_key(&column) {
                column += 1;
            }
            let span = cell.columns.clamp(1, WIDEST);
            if column + span > WIDEST {
                break;
            }
            if cell.rows > 1 {
                below.extend((column..column + span).map(|at| (at, cell.rows.min(TALLEST) - 1)));
            }
            let lines = lines(&cell.content);
            if !lines.is_empty() {
                cells.push(Filled { column, span, lines });
            }
            column += span;
        }
        reached.retain(|_, rows| {
            *rows -= 1;
            *rows > 0
        });
        reached.extend(below);
        if !cells.is_empty() {
            placed.push(Row { number, cells });
        }
    }
    placed
}

/// All lines of text, those of tables within too.
fn lines(content: &[Flow]) -> Vec<String> {
    let of = |piece: &Flow| match piece {
        Flow::Paragraph(text) => Filled::lines(text),
        Flow::Table(rows) => rows.iter().flatten().flat_map(|cell| lines(&cell.content)).collect(),
        Flow::Picture => Vec::new(),
    };
    content.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mingzhang_document::Block;
    use mingzhang_model::Passage;

    fn text(words: &str) -> Cell {
        Cell { columns: 1, rows: 1, content: vec![Flow::Paragraph(words.to_owned())] }
    }

    fn wide(words: &str, columns: u32, rows: u32) -> Cell {
        Cell { columns, rows, ..text(words) }
    }

    fn shown(flow: &[Flow]) -> Vec<String> {
        let row = |row: &Vec<Passage>| row.iter().map(Passage::text).collect::<Vec<_>>().join("|");
        let show = |block: &Block| match block {
            Block::Paragraph(passage) => passage.text().to_owned(),
            Block::Table(grid) => grid.rows.iter().map(row).collect::<Vec<_>>().join("/"),
        };
        document(flow, "Word").unwrap().blocks.iter().map(show).collect()
    }

    fn table() -> Flow {
        Flow::Table(vec![
            vec![wide("收支总表", 3, 1)],
            vec![wide("项目", 1, 2), wide("预算数", 2, 1)],
            vec![text("基本"), text("项目")],
            vec![text("合计"), text("5.00"), text("6.00")],
            vec![wide("注：空表", 3, 1)],
        ])
    }

    #[test]
    fn merged_cells_keep_their_columns() {
        assert_eq!(shown(&[table()]), ["收支总表", "项目|预算数|/|基本|项目/合计|5.00|6.00", "注：空表"]);
    }

    #[test]
    fn a_table_that_arranges_a_table_is_no_table() {
        let menu = text("首页");
        let page = Cell { content: vec![table()], ..text("") };
        let outer = Flow::Table(vec![vec![menu, page]]);
        assert_eq!(shown(std::slice::from_ref(&outer))[..2], ["首页", "收支总表"]);
        let around = Flow::Table(vec![vec![text("页眉"), Cell { content: vec![outer], ..text("") }]]);
        assert_eq!(shown(&[around])[..3], ["页眉", "首页", "收支总表"]);
    }

    #[test]
    fn spans_without_end_are_bounded() {
        let rows = vec![
            vec![text("甲"), wide("乙", u32::MAX, u32::MAX), text("丙")],
            vec![wide("丁", 1, u32::MAX), text("戊")],
        ];
        assert_eq!(shown(&[Flow::Table(rows)]), ["甲", "丁|戊"]);
    }
}
