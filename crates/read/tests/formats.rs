//! The same disclosure gives the same facts, whichever format it comes in.

#![allow(clippy::unwrap_used)]

use mingzhang_document::{Block, Document, Limits};
use mingzhang_model::Passage;
use mingzhang_read::{Options, Reading, document, recognize};
use mingzhang_standard::builtin;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

fn options() -> Options<'static> {
    Options { profiles: builtin(), forced: None, limits: Limits::default() }
}

/// The name of a format, and how a document is written in it.
type Writer = (&'static str, fn(&Document) -> Vec<u8>);
const XLSX: Writer = ("xlsx", xlsx);
const DOCX: Writer = ("docx", docx);
const HTML: Writer = ("html", html);

/// Everything that is said of the disclosure but where it stands.
fn facts(reading: &Reading<'_>) -> Vec<String> {
    let disclosure = &reading.disclosure;
    let text = |passage: &Passage| passage.text().to_owned();
    let mut facts = vec![format!(
        "{:?} {:?} {:?}",
        disclosure.profile,
        disclosure.year,
        disclosure.unit.as_ref().map(text)
    )];
    facts.extend(disclosure.contents.iter().map(|entry| format!("contents {}", entry.title.text())));
    for table in &disclosure.tables {
        facts.push(format!("table {} {:?} {}", table.key, table.unit, table.title.text()));
        facts.extend(table.rows.iter().map(|row| format!("row {} {}", row.key, row.label.text())));
    }
    for (id, figure) in disclosure.figure_ids() {
        facts.push(format!(
            "{} {} {:?} {}",
            figure.numeral,
            figure.value,
            figure.unit,
            disclosure.describe(id).zh
        ));
    }
    facts.push(format!("{} projects, {} forms", disclosure.projects.len(), disclosure.forms.len()));
    facts
}

/// A workbook with one sheet; amounts are numbers that the cells show as the text wrote them.
fn xlsx(document: &Document) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut at = 0;
    for block in &document.blocks {
        match block {
            Block::Paragraph(passage) => {
                sheet.write(at, 0, passage.text()).unwrap();
            }
            Block::Table(grid) => {
                for row in &grid.rows {
                    for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_blank()) {
                        write_cell(sheet, at, column, cell.text());
                    }
                    at += 1;
                }
            }
        }
        at += 2;
    }
    book.save_to_buffer().unwrap()
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    let amount = text.split_once('.').zip(text.replace(',', "").parse::<f64>().ok());
    let Some(((_, decimals), amount)) = amount else {
        sheet.write(row, column, text).unwrap();
        return;
    };
    let whole = if text.contains(',') { "#,##0" } else { "0" };
    let format = Format::new().set_num_format(format!("{whole}.{}", "0".repeat(decimals.len())));
    sheet.write_with_format(row, column, amount, &format).unwrap();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Paragraphs and rows of cells between the tags of a format.
fn tagged(document: &Document, tags: [&str; 8]) -> String {
    let [paragraph, paragraph_end, table, table_end, row, row_end, cell, cell_end] = tags;
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(passage) => {
                write!(out, "{paragraph}{}{paragraph_end}", escaped(passage.text())).unwrap();
            }
            Block::Table(grid) => {
                out.push_str(table);
                let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
                for cells in &grid.rows {
                    out.push_str(row);
                    for at in 0..width {
                        let text = cells.get(at).map_or("", Passage::text);
                        write!(out, "{cell}{}{cell_end}", escaped(text)).unwrap();
                    }
                    out.push_str(row_end);
                }
                out.push_str(table_end);
            }
        }
    }
    out
}

fn docx(document: &Document) -> Vec<u8> {
    let tags = [
        "<w:p><w:r><w:t>",
        "</w:t></w:r></w:p>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc><w:p><w:r><w:t>",
        "</w:t></w:r></w:p></w:tc>",
    ];
    let body = tagged(document, tags);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>")),
    ];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn html(document: &Document) -> Vec<u8> {
    let tags = ["<p>", "</p>\n", "<table>", "</table>", "<tr>", "</tr>\n", "<td>", "</td>"];
    format!("<!DOCTYPE html><html><body>{}</body></html>", tagged(document, tags)).into_bytes()
}

fn assert_same(text: &str, formats: &[Writer]) {
    let plain = document(text.as_bytes(), Limits::default()).unwrap();
    let expected = facts(&recognize(&plain, &options()));
    assert!(expected.len() > 50, "{expected:?}");
    for (format, write) in formats {
        let read = document(&write(&plain), Limits::default()).unwrap();
        let found = facts(&recognize(&read, &options()));
        let lost: Vec<&String> = expected.iter().filter(|fact| !found.contains(fact)).collect();
        let made_up: Vec<&String> = found.iter().filter(|fact| !expected.contains(fact)).collect();
        assert!(lost.is_empty() && made_up.is_empty(), "{format}: lost {lost:#?}, made up {made_up:#?}");
        assert_eq!(found, expected, "{format}");
    }
}

#[test]
fn a_made_up_disclosure_is_the_same_in_every_format() {
    for seed in 1..=5 {
        assert_same(&mingzhang_testkit::synthetic::unit_budget(seed), &[XLSX, DOCX, HTML]);
    }
}

#[test]
fn the_founding_disclosure_is_the_same_in_every_format() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
    // Its tables are cut by pages, and what goes on after the cut may begin with a blank column. A sheet cannot say that.
    assert_same(&std::fs::read_to_string(path).unwrap(), &[DOCX, HTML]);
}
