//! Workbooks are made, annotated and read again.

use crate::{Note, Refused, Weight, Words, annotate};
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use mingzhang_model::Spot;
use rust_xlsxwriter::{Color, ConditionalFormatDuplicate, Format, Formula, Note as Comment, Table, Workbook};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

const WORDS: Words<'static> = Words { author: "明账 & 明账", heading: "" };

fn note(number: usize, sheet: &'static str, cell: &str) -> Note<'static> {
    let text = format!("{number}. 合计应为 <5.00>\n对照：第 {number} 行");
    let spot = Some(Spot::Cell { sheet, cell: cell.to_owned() });
    Note { number, weight: Weight::Error, spot, title: String::new(), text, evidence: Vec::new() }
}

/// Two sheets with what a clerk's workbook has: formats, merged cells, a formula, a table, a rule, a comment, a link.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let red = Format::new().set_background_color(Color::Red);
    let sheet = book.add_worksheet().set_name("收入 & 支出").unwrap();
    sheet.merge_range(0, 0, 0, 2, "收入表", &red).unwrap();
    sheet.write(1, 0, 3.5).unwrap().write(2, 0, 1.25).unwrap();
    sheet.write_formula(3, 0, Formula::new("=SUM(A2:A3)").set_result("4.75")).unwrap();
    sheet.insert_note(3, 0, &Comment::new("原有的批注").set_author("经办人")).unwrap();
    sheet.write_url(6, 0, "https://example.com").unwrap();
    sheet.add_conditional_format(1, 0, 3, 0, &ConditionalFormatDuplicate::new().set_format(red)).unwrap();
    let other = book.add_worksheet().set_name("其他").unwrap();
    other.write(0, 0, "项目").unwrap().write(0, 1, "金额").unwrap().write(1, 1, 7).unwrap();
    other.add_table(0, 0, 2, 1, &Table::new()).unwrap();
    book.add_worksheet().set_name("不动").unwrap().write(0, 0, "不动").unwrap();
    book.save_to_buffer().unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |index: usize| {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    };
    (0..count).map(part).collect()
}

/// What a part has now and had not before, where all it had before is still there in the same order.
fn inserted(before: &str, after: &str) -> bool {
    let mut rest = after.chars();
    before.chars().all(|c| rest.any(|d| d == c))
}

#[test]
fn everything_that_was_there_is_still_there() {
    let original = workbook();
    let notes = [note(1, "收入 & 支出", "A4"), note(2, "收入 & 支出", "B7"), note(3, "其他", "AB2")];
    let copy = annotate(&original, &notes, WORDS).unwrap();
    let (before, after) = (parts(&original), parts(&copy));
    let changed: Vec<&str> =
        before.iter().filter(|(path, text)| after[*path] != **text).map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        changed,
        [
            "[Content_Types].xml",
            "xl/comments1.xml",
            "xl/drawings/vmlDrawing1.vml",
            "xl/worksheets/_rels/sheet2.xml.rels",
            "xl/worksheets/sheet2.xml",
        ]
    );
    for path in changed {
        assert!(inserted(&before[path], &after[path]), "{path}");
    }
    let new: Vec<&String> = after.keys().filter(|path| !before.contains_key(*path)).collect();
    assert_eq!(new, ["xl/comments2.xml", "xl/drawings/vmlDrawing2.vml"]);
    let values = |bytes: &[u8]| {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
        let formulas = book.worksheet_formula("收入 & 支出").unwrap();
        let sheets: Vec<(String, calamine::Range<Data>)> = book.worksheets();
        (sheets, formulas)
    };
    assert_eq!(values(&copy), values(&original));
}

#[test]
fn a_comment_goes_on_after_the_words_of_another() {
    let copy =
        annotate(&workbook(), &[note(1, "收入 & 支出", "A4"), note(2, "收入 & 支出", "B7")], WORDS).unwrap();
    let comments = &parts(&copy)["xl/comments1.xml"];
    let (first, second) = comments.split_once("ref=\"B7\"").unwrap();
    let own = first.find("原有的批注").unwrap();
    assert!(first[own..].contains("1. 合计应为 &lt;5.00&gt;"));
    assert!(second.contains("2. 合计应为 &lt;5.00&gt;"));
    assert!(comments.contains("<author>明账 &amp; 明账</author></authors>"));
    // The cell that had a comment has a shape for it.
    assert_eq!(parts(&copy)["xl/drawings/vmlDrawing1.vml"].matches("<v:shape ").count(), 2);
}

#[test]
fn several_remarks_on_a_cell_are_one_comment_and_those_on_the_whole_stand_first() {
    let whole = Note { spot: None, ..note(3, "其他", "A1") };
    let copy = annotate(&workbook(), &[note(1, "其他", "B2"), note(2, "其他", "B2"), whole], WORDS).unwrap();
    let parts = parts(&copy);
    let other = &parts["xl/comments2.xml"];
    assert_eq!(other.matches("<comment ").count(), 1);
    assert!(other.contains("1. 合计") && other.contains("2. 合计"));
    assert!(parts["xl/comments1.xml"].contains("ref=\"A1\""));
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    let (shapes, table) = (sheet.find("<legacyDrawing").unwrap(), sheet.find("<tableParts").unwrap());
    assert!(shapes < table);
}

#[test]
fn a_copy_takes_remarks_like_any_other_file() {
    let once = annotate(&workbook(), &[note(1, "不动", "A1")], WORDS).unwrap();
    let twice = annotate(&once, &[note(2, "不动", "A1"), note(3, "不动", "A2")], WORDS).unwrap();
    let comments = &parts(&twice)["xl/comments2.xml"];
    assert_eq!(comments.matches("<comment ").count(), 2);
    assert_eq!(parts(&twice)["xl/drawings/vmlDrawing2.vml"].matches("<v:shape ").count(), 2);
}

#[test]
fn other_packages_are_refused() {
    let book = workbook();
    let mut archive = ZipArchive::new(Cursor::new(book.as_slice())).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    out.raw_copy_file(archive.by_name("_rels/.rels").unwrap()).unwrap();
    let cut = out.finish().unwrap().into_inner();
    assert_eq!(annotate(&cut, &[], WORDS).err(), Some(Refused::Damaged));
    assert_eq!(annotate(&book[..book.len() / 2], &[], WORDS).err(), Some(Refused::Damaged));
}
