//! The bureau's inspection sheet, read back as a workbook.

use crate::{Folder, PHONE, sample};
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use std::fs;
use std::io::Cursor;

/// Every sheet by its name, its rows with ` | ` between cells.
fn sheets(folder: &Folder, file: &str) -> Vec<(String, Vec<String>)> {
    let bytes = fs::read(folder.0.join(file)).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let row = |cells: &[Data]| cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
    let rows = |(name, range): (String, calamine::Range<Data>)| (name, range.rows().map(row).collect());
    book.worksheets().into_iter().map(rows).collect()
}

fn filled(name: &str, document: &str, options: &str) -> Vec<String> {
    let folder = Folder::new(name, &[("甲.txt", document.as_bytes())]);
    let called = folder.call(&format!("check 甲.txt -f inspection {options} -o 表.xlsx"));
    assert_eq!(called.err, "");
    let sheets = sheets(&folder, "表.xlsx");
    assert_eq!(sheets.len(), 1);
    sheets.into_iter().next().unwrap().1
}

#[test]
fn every_row_is_answered_with_the_remarks_of_an_inspector() {
    let document = fs::read_to_string(sample()).unwrap();
    let rows = filled("inspection-sample", &document, "--approved 2024-02-20");
    insta::assert_snapshot!(rows.join("\n"));
}

#[test]
fn the_sheet_speaks_english() {
    let document = fs::read_to_string(sample()).unwrap();
    let rows = filled("inspection-english", &document, "--lang en");
    insta::assert_snapshot!(rows.join("\n"));
}

#[test]
fn a_document_without_a_profile_has_the_general_rows() {
    let rows = filled("inspection-general", PHONE, "--approved 2024-02-20 --published 2024-03-13");
    insta::assert_snapshot!(rows.join("\n"));
}

#[test]
fn a_batch_has_a_summary_and_a_sheet_for_each_document() {
    let document = fs::read_to_string(sample()).unwrap();
    let files = [("a.txt", document.as_bytes()), ("b.txt", document.as_bytes()), ("c.txt", b"\0\0")];
    let folder = Folder::new("inspection-batch", &files);
    folder.write("mingzhang.toml", b"approved = 2024-03-01\n");
    let called = folder.call("check a.txt b.txt c.txt -f inspection -o sheets.xlsx");
    assert_eq!(called.status, 2);
    let sheets = sheets(&folder, "sheets.xlsx");
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["汇总", "乌恰县人民政府办公室", "乌恰县人民政府办公室(2)"]);
    insta::assert_snapshot!(sheets[0].1.join("\n"));
}

#[test]
fn a_date_that_is_none_is_told() {
    let folder = Folder::new("inspection-date", &[("甲.txt", PHONE.as_bytes())]);
    let called = folder.call("check 甲.txt -f inspection --approved 2024-02-30 -o 表.xlsx");
    assert_eq!(called.status, 2);
    assert!(
        called.err.contains("--approved <日期> 不能是“2024-02-30”，应是：日期，如 2026-01-20"),
        "{}",
        called.err
    );
}
