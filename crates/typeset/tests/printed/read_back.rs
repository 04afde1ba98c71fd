//! Our own reader gets back what was printed. It leaves out spaces beside Chinese characters, so they are not compared.

use crate::specimen;
use mingzhang_document::{Block as Seen, Document, Grid, Limits};
use mingzhang_manuscript::{Block, Manuscript, Table};

#[test]
fn paragraphs_come_back_in_order() {
    let manuscript = specimen::manuscript();
    assert_eq!(seen_paragraphs(&read(&manuscript)), printed_paragraphs(&manuscript));
}

#[test]
fn a_draft_reads_like_the_document_itself() {
    let manuscript = specimen::manuscript();
    let draft = Manuscript { draft: Some("草稿 不得公开".to_owned()), ..manuscript.clone() };
    assert_eq!(read(&draft).blocks, read(&manuscript).blocks);
}

#[test]
fn tables_come_back_cell_by_cell() {
    let manuscript = specimen::manuscript();
    let printed: Vec<_> = manuscript.tables().map(printed_rows).collect();
    let heads: Vec<_> = manuscript.tables().map(Table::header_rows).collect();
    let seen = seen_tables(&read(&manuscript), &heads);
    assert_eq!(seen.len(), printed.len());
    for (seen, printed) in seen.iter().zip(&printed) {
        assert_eq!(seen, printed);
    }
}

fn read(manuscript: &Manuscript) -> Document {
    let pdf = mingzhang_typeset::pdf(manuscript, &specimen::fonts()).expect("it can be printed");
    mingzhang_read::document(&pdf, Limits::default()).expect("it can be read")
}

fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The paragraphs of a document, the dots and page numbers of its contents left out.
fn seen_paragraphs(document: &Document) -> Vec<String> {
    let paragraphs = document.blocks.iter().filter_map(|block| match block {
        Seen::Paragraph(passage) => Some(bare(passage.text())),
        Seen::Table(_) => None,
    });
    paragraphs
        .map(|text| text.split_once("....").map_or(text.clone(), |(entry, _)| entry.to_owned()))
        .collect()
}

fn printed_paragraphs(manuscript: &Manuscript) -> Vec<String> {
    let mut printed = vec![manuscript.title.clone(), manuscript.office.clone(), "2024年3月10日".to_owned()];
    for block in &manuscript.blocks {
        match block {
            Block::Contents(heading) => {
                printed.push(heading.clone());
                printed.extend(manuscript.entries().map(|entry| entry.text.to_owned()));
            }
            Block::Heading(heading) => printed.push(heading.text.clone()),
            Block::Paragraph(paragraph) => printed.push(paragraph.text.clone()),
            Block::Table(table) => {
                let lines =
                    [&table.label, &table.title, &table.subtitle, &table.office, &table.unit, &table.remark];
                printed.extend(lines.into_iter().filter(|line| !line.is_empty()).cloned());
            }
        }
    }
    printed.iter().map(|text| bare(text)).collect()
}

fn printed_rows(table: &Table) -> Vec<Vec<String>> {
    let rows = table.rows.iter().map(|row| {
        let mut texts = vec![String::new(); table.columns.len()];
        row.cells.iter().for_each(|cell| texts[cell.column] = bare(&cell.text));
        texts
    });
    rows.collect()
}

/// The tables of a document, what page breaks parted put together and repeated headings left out.
fn seen_tables(document: &Document, heads: &[usize]) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = vec![];
    for (index, block) in document.blocks.iter().enumerate() {
        let Seen::Table(grid) = block else { continue };
        let goes_on = index > 0 && matches!(document.blocks[index - 1], Seen::Table(_));
        match (goes_on, tables.len().checked_sub(1)) {
            (true, Some(last)) => {
                assert_eq!(rows(grid)[..heads[last]], tables[last][..heads[last]], "the heading is repeated");
                tables[last].extend(rows(grid).into_iter().skip(heads[last]));
            }
            _ => tables.push(rows(grid)),
        }
    }
    tables
}

fn rows(grid: &Grid) -> Vec<Vec<String>> {
    grid.rows.iter().map(|row| row.iter().map(|cell| bare(cell.text())).collect()).collect()
}
