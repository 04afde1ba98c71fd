//! Shanghai's blank templates, filled as an office fills them, become ledgers.

use crate::Folder;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A template of the samples; none where they are not at hand.
fn template(name: &str) -> Option<Vec<u8>> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples").join(name)).ok()
}

/// The template with these numbers in these cells: the number of the sheet, then cells and what is typed into them.
fn filled(template: &[u8], sheets: &[(u32, Typed)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(template)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let cells = sheets.iter().find(|(number, _)| name == format!("xl/worksheets/sheet{number}.xml"));
        if let Some((_, cells)) = cells {
            let mut xml = String::from_utf8(bytes).unwrap();
            for (cell, value) in cells {
                type_into(&mut xml, cell, value);
            }
            bytes = xml.into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// `<c r="B10" s="33"/>` becomes `<c r="B10" s="33"><v>5</v></c>`; words replace what stands there.
fn type_into(xml: &mut String, cell: &str, value: &str) {
    let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap();
    let opened = start + xml[start..].find('>').unwrap();
    let is_blank = xml[..opened].ends_with('/');
    let end = if is_blank { opened + 1 } else { opened + xml[opened..].find("</c>").unwrap() + 4 };
    let head = xml[start..opened].trim_end_matches('/').replace(" t=\"s\"", "");
    let typed = if value.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{head}><v>{value}</v></c>")
    } else {
        format!("{head} t=\"inlineStr\"><is><t>{value}</t></is></c>")
    };
    xml.replace_range(start..end, &typed);
}

type Typed = Vec<(String, &'static str)>;

/// The same in several rows, column by column.
fn rows(rows: &[u32], columns: &[(&str, &'static str)]) -> Typed {
    rows.iter().flat_map(|row| columns.iter().map(move |(c, v)| (format!("{c}{row}"), *v))).collect()
}

/// A school's budget, typed into the sheets of the template for units; their cells show whole yuan.
fn school() -> Vec<(u32, Typed)> {
    let spent = [("D", "20300000.55"), ("E", "14000000.25"), ("F", "3000000.3"), ("G", "3300000")];
    let mut overview = rows(&[10, 21], &spent);
    overview.extend(rows(&[10], &[("C", "一、教育支出"), ("B", "20000000.25")]));
    overview.extend(rows(&[11], &[("B", "20000000.25")]));
    overview.extend(rows(&[14], &[("B", "300000.3")]));
    overview.extend(rows(&[21], &[("B", "20300000.55")]));
    let mut appropriation =
        rows(&[8, 21], &[("B", "20000000.25"), ("D", "20000000.25"), ("E", "20000000.25")]);
    appropriation.extend(rows(&[8], &[("C", "一、教育支出")]));
    let mut basic = rows(&[9, 10], &[("D", "14000000.25"), ("E", "14000000.25")]);
    basic.extend(rows(&[12], &[("A", "302"), ("C", "商品和服务支出")]));
    basic.extend(rows(&[13], &[("A", "302"), ("B", "01"), ("C", "办公费")]));
    basic.extend(rows(&[12, 13], &[("D", "3000000"), ("F", "3000000")]));
    basic.extend(rows(&[21], &[("D", "17000000.25"), ("E", "14000000.25"), ("F", "3000000")]));
    vec![
        (1, rows(&[9], &[("A", "预算单位：上海市普陀区某某学校")])),
        (7, overview),
        (8, rows(&[9, 10, 11, 20], &[("E", "20300000.55"), ("F", "20000000.25"), ("G", "300000.3")])),
        (9, rows(&[9, 10, 11, 20], &[("E", "20300000.55"), ("F", "17000000.55"), ("G", "3300000")])),
        (10, appropriation),
        (11, rows(&[9, 10, 11, 21], &[("E", "20000000.25"), ("F", "17000000.25"), ("G", "3000000")])),
        (14, basic),
    ]
}

#[test]
fn the_filled_template_of_a_unit_is_a_ledger_exact_to_the_fen() {
    let Some(template) = template("shanghai-unit-budget-template.xlsx") else { return };
    let folder = Folder::new("import", &[("填好.xlsx", &filled(&template, &school()))]);
    let called = folder.call("import 填好.xlsx 账册");
    assert_eq!((called.status, called.err.as_str()), (0, ""));
    let checked = folder.call("ledger check 账册");
    assert_eq!((checked.text(), checked.err.as_str()), ("账册没有错误。\n", ""));
    let read = |name: &str| fs::read_to_string(folder.0.join("账册").join(name)).unwrap();
    insta::assert_snapshot!([called.text(), &read("revenue.csv"), &read("expenditure.csv")].join("\n"));
    assert!(!read("explanations.csv").contains("XX"));
}

#[test]
fn a_blank_template_is_an_empty_ledger_without_an_office() {
    for name in ["shanghai-unit-budget-template.xlsx", "shanghai-department-budget-template.xlsx"] {
        let Some(template) = template(name) else { return };
        let folder = Folder::new("import-blank", &[("空白.xlsx", &template)]);
        let called = folder.call("import 空白.xlsx 账册.xlsx");
        assert_eq!((called.status, called.err.as_str()), (0, ""), "{name}");
        assert!(called.text().contains("没有导入"), "{}", called.text());
        let checked = folder.call("ledger check 账册.xlsx");
        assert!(checked.err.starts_with("账册.xlsx 基本信息!B5：“上海市普陀区XX"), "{}", checked.err);
        assert_eq!(checked.err.lines().count(), 2, "{}", checked.err);
    }
}
