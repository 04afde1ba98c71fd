//! The whole document as JSON, for programs. Its types are its own, so that it outlives changes of the manuscript.

use crate::data::{DataFact, yuan};
use crate::package::Unwritten;
use crate::words;
use mingzhang_manuscript::{Block, Cell, Manuscript, Row, RowKind, Style, Table};
use mingzhang_model::MoneyUnit;
use serde::Serialize;

/// Version of the format.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    title: String,
    office: String,
    year: i32,
    published: &'a str,
    draft: Option<String>,
    sections: Vec<Section>,
    tables: Vec<Printed<'a>>,
    facts: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Section {
    /// 0 for what stands before the first heading.
    level: u8,
    heading: String,
    content: Vec<Content>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Content {
    Paragraph(String),
    Item(String),
    Signature(String),
    /// Which of the tables.
    Table(usize),
}

#[derive(Serialize)]
struct Printed<'a> {
    key: &'a str,
    label: String,
    title: String,
    subtitle: String,
    office: String,
    unit: String,
    remark: String,
    columns: usize,
    header_rows: usize,
    rows: Vec<PrintedRow>,
}

#[derive(Serialize)]
struct PrintedRow {
    kind: &'static str,
    cells: Vec<PrintedCell>,
}

#[derive(Serialize)]
struct PrintedCell {
    column: usize,
    width: usize,
    height: usize,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_label: bool,
}

#[derive(Serialize)]
struct Fact<'a> {
    table: &'a str,
    table_title: &'a str,
    row: &'a str,
    code: &'a str,
    label: &'a str,
    column: &'a str,
    column_heading: &'a str,
    amount: String,
    unit: Option<&'static str>,
}

/// The manuscript and its facts as JSON; `docs/schema/disclosure.schema.json` describes it.
///
/// # Errors
/// The JSON could not be written.
pub fn json(manuscript: &Manuscript, facts: &[DataFact]) -> Result<String, Unwritten> {
    let document = Document {
        version: VERSION,
        title: words::line(&manuscript.title),
        office: words::line(&manuscript.office),
        year: manuscript.year,
        published: &manuscript.published,
        draft: manuscript.draft.as_deref().map(words::line),
        sections: sections(manuscript),
        tables: manuscript.tables().map(table).collect(),
        facts: facts.iter().map(fact).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn sections(manuscript: &Manuscript) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut tables = 0;
    for block in &manuscript.blocks {
        let content = match block {
            Block::Contents(_) => continue,
            Block::Heading(heading) => {
                let (level, heading) = (heading.level, words::line(&heading.text));
                sections.push(Section { level, heading, content: Vec::new() });
                continue;
            }
            Block::Paragraph(paragraph) => {
                let text = words::line(&paragraph.text);
                match paragraph.style {
                    Style::Body => Content::Paragraph(text),
                    Style::Item => Content::Item(text),
                    Style::Signature => Content::Signature(text),
                }
            }
            Block::Table(_) => {
                tables += 1;
                Content::Table(tables - 1)
            }
        };
        if sections.is_empty() {
            sections.push(Section { level: 0, heading: String::new(), content: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            section.content.push(content);
        }
    }
    sections
}

fn table(table: &Table) -> Printed<'_> {
    Printed {
        key: &table.key,
        label: words::line(&table.label),
        title: words::line(&table.title),
        subtitle: words::line(&table.subtitle),
        office: words::line(&table.office),
        unit: words::line(&table.unit),
        remark: words::line(&table.remark),
        columns: crate::grid::width(table),
        header_rows: table.header_rows(),
        rows: table.rows.iter().map(row).collect(),
    }
}

fn row(row: &Row) -> PrintedRow {
    let kind = match row.kind {
        RowKind::Header => "header",
        RowKind::Body => "body",
        RowKind::Total => "total",
    };
    PrintedRow { kind, cells: row.cells.iter().map(cell).collect() }
}

fn cell(cell: &Cell) -> PrintedCell {
    PrintedCell {
        column: cell.column,
        width: cell.width.max(1),
        height: cell.height.max(1),
        text: words::lines(&cell.text).collect::<Vec<_>>().join("\n"),
        amount: cell.amount.map(|amount| yuan(amount.money)),
        is_label: cell.is_label,
    }
}

fn fact(fact: &DataFact) -> Fact<'_> {
    Fact {
        table: &fact.table,
        table_title: &fact.table_title,
        row: &fact.row,
        code: &fact.code,
        label: &fact.label,
        column: &fact.column,
        column_heading: &fact.column_heading,
        amount: yuan(fact.amount),
        unit: fact.unit.map(MoneyUnit::name),
    }
}
