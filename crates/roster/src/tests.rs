//! Tables that bureaus fill, right and wrong.

use crate::{Cell, Entry, csv, open, template, workbook};
use encoding_rs::GB18030;
use mingzhang_model::{Kind, Level};

const TABLE: &str = "\
2024年应公开名册,,,,,,,
地区,部门,单位,单位级次,年度,公开内容,批复日期,公开期限
克州/乌恰县,乌恰县教育局,,,2024,部门预算,2024-02-20,
克州/乌恰县,乌恰县教育局,乌恰县第一中学,单位,2024年度,预算,2024年2月20日,2024/3/1

克州/乌恰县,,乌恰县档案馆,,2023,决算,,
";

fn problems(table: &str) -> Vec<(String, String)> {
    let roster = open(table.as_bytes()).unwrap();
    roster.problems.into_iter().map(|problem| (problem.place, problem.message.zh)).collect()
}

#[test]
fn a_table_is_read_in_any_encoding_and_as_a_workbook() {
    let read = open(TABLE.as_bytes()).unwrap();
    assert_eq!(read.problems, []);
    let entry = |row: u32, department: Option<&str>, office: &str, level: Level| Entry {
        row,
        regions: vec!["克州".into(), "乌恰县".into()],
        department: department.map(str::to_owned),
        office: office.into(),
        level,
        year: 2024,
        kind: Kind::Budget,
        approved_on: Some("2024-02-20".into()),
        due_on: Some("2024-03-11".into()),
    };
    let expected = [
        entry(3, None, "乌恰县教育局", Level::Department),
        Entry {
            due_on: Some("2024-03-01".into()),
            ..entry(4, Some("乌恰县教育局"), "乌恰县第一中学", Level::Unit)
        },
        Entry {
            year: 2023,
            kind: Kind::FinalAccounts,
            approved_on: None,
            due_on: None,
            ..entry(6, None, "乌恰县档案馆", Level::Unit)
        },
    ];
    assert_eq!(read.entries, expected);
    let (national, ..) = GB18030.encode(TABLE);
    assert_eq!(open(&national).unwrap(), read);
    assert_eq!(open(format!("\u{feff}{TABLE}").as_bytes()).unwrap(), read);
    // As a workbook, whose days are numbers.
    let lines: Vec<&str> = TABLE.lines().filter(|line| !line.is_empty()).collect();
    let cells = |line: &str| line.split(',').map(|cell| Cell::Words(cell.to_owned())).collect::<Vec<_>>();
    let mut rows: Vec<Vec<Cell>> = lines[2..].iter().map(|line| cells(line)).collect();
    rows[0][6] = Cell::Count(45_342);
    let headings: Vec<&str> = lines[1].split(',').collect();
    let bytes = workbook("名册", &headings, &rows).unwrap();
    let mut read = open(&bytes).unwrap();
    for (entry, row) in read.entries.iter_mut().zip([3, 4, 6]) {
        assert_eq!(entry.row, row - if row == 6 { 2 } else { 1 });
        entry.row = row;
    }
    assert_eq!((read.entries.as_slice(), read.problems.as_slice()), (&expected[..], &[][..]));
}

#[test]
fn every_problem_is_told_with_its_cell() {
    let table = TABLE.replace("2024/3/1", "2024-02-01").replace("2023,决算,,", "23,预决算,2024-02-31,");
    let double = "克州/乌恰县,甲局,乌恰县教育局,单位,2024,预算,,\n,,,科室,,,,\n克州//县,,某馆,,2024,预算,,\n";
    let told = problems(&format!("{table}{double}"));
    let told: Vec<(&str, &str)> = told.iter().map(|(place, said)| (place.as_str(), said.as_str())).collect();
    assert_eq!(
        told,
        [
            ("H4", "公开期限早于批复日期。"),
            ("E6", "“23”不是年度，应写作 2024。"),
            ("F6", "“预决算”应写作 预算 或 决算。"),
            ("G6", "“2024-02-31”不是日期，应写作 2024-02-20。"),
            ("7", "与第 3 行重复。"),
            ("7", "“乌恰县教育局”的级次或部门与第 3 行不一致。"),
            ("A8", "“地区”没有填。"),
            ("D8", "“科室”应写作 单位 或 部门。"),
            ("E8", "“年度”没有填。"),
            ("F8", "“公开内容”没有填。"),
            ("A9", "“克州//县”不是地区，请写作 克州/乌恰县。"),
        ]
    );
}

#[test]
fn what_is_no_table_is_told() {
    for bytes in [&b"\x7fELF\0\0"[..], "单位,金额\n甲,5\n".as_bytes(), b"", &[0xff, 0xfe, 0xfd]] {
        let why = open(bytes).unwrap_err();
        assert!(why.zh.contains("模板"), "{}", why.zh);
    }
}

#[test]
fn the_template_has_the_headings() {
    let empty = open(&template().unwrap()).unwrap();
    assert_eq!((empty.entries, empty.problems), (vec![], vec![]));
}

#[test]
fn a_spreadsheet_computes_nothing_of_a_table() {
    let rows = [vec![Cell::Words("=1+1".into()), Cell::Count(-3)]];
    let bytes = csv(&["单位", "剩余天数"], &rows).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}单位,剩余天数\n'=1+1,-3\n");
}
