//! What is read of workbooks: made here, saved by Excel 97, and the blank ones that offices fill in.

#![allow(clippy::unwrap_used)]

use mingzhang_document::{Block, Document};
use mingzhang_model::{Passage, Spot, Unseen};
use mingzhang_office::{Area, Broken};
use rust_xlsxwriter::{Format, Formula, Workbook};

/// Paragraphs, and rows of tables with their cells parted by `|`.
fn shown(document: &Document) -> Vec<String> {
    let row = |row: &Vec<Passage>| row.iter().map(Passage::text).collect::<Vec<_>>().join("|");
    let show = |block: &Block| match block {
        Block::Paragraph(passage) => vec![passage.text().to_owned()],
        Block::Table(grid) => grid.rows.iter().map(row).collect(),
    };
    document.blocks.iter().flat_map(show).collect()
}

/// The sheet and the cell where a text begins.
fn cell(document: &Document, text: &str) -> String {
    let passage = document.passages().find(|p| p.text().contains(text)).unwrap();
    let start = passage.text().find(text).unwrap();
    match document.source.place(passage.locate(start, start + text.len())).spot {
        Spot::Cell { sheet, cell } => format!("{sheet}!{cell}"),
        other => panic!("{other:?}"),
    }
}

fn read(mut book: Workbook) -> Document {
    mingzhang_office::xlsx(&book.save_to_buffer().unwrap()).unwrap()
}

#[test]
fn a_filled_sheet_is_a_title_a_unit_and_a_table() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("收入总表").unwrap();
    let plain = Format::new();
    let money = Format::new().set_num_format("#,##0.00");
    let rate = Format::new().set_num_format("0.00%");
    sheet.merge_range(1, 1, 1, 5, "2026年收入预算总表", &plain).unwrap();
    sheet.merge_range(3, 1, 3, 4, "编制单位：", &plain).unwrap();
    sheet.write(3, 5, "单位：元").unwrap();
    sheet.merge_range(5, 1, 6, 1, "科目编码", &plain).unwrap();
    sheet.merge_range(5, 2, 6, 2, "科目名称", &plain).unwrap();
    sheet.merge_range(5, 3, 5, 5, "收入预算", &plain).unwrap();
    for (column, heading) in (3..).zip(["合计", "财政\n拨款收入", "占比"]) {
        sheet.write(6, column, heading).unwrap();
    }
    sheet.write(7, 1, 201).unwrap().write(7, 2, " 一般公共服务支出 ").unwrap();
    sheet.write_with_format(7, 3, 1_607.219_999_999_999_8, &money).unwrap();
    sheet.write(7, 4, "1,607.22").unwrap();
    sheet.write_with_format(7, 5, 0.123_45, &rate).unwrap();
    sheet.write(10, 1, "合计").unwrap();
    sheet.write_formula(10, 3, Formula::new("=SUM(D8:D9)").set_result("1607.2199999999998")).unwrap();
    sheet.write_formula(10, 4, Formula::new("=SUM(#REF!)").set_result("#REF!")).unwrap();
    sheet.write(12, 1, "注：本表金额以元为单位。").unwrap();
    let document = read(book);
    insta::assert_snapshot!(shown(&document).join("\n"), @"
    2026年收入预算总表
    编制单位：
    单位：元
    科目编码|科目名称|收入预算||
    ||合计|财政拨款收入|占比
    201|一般公共服务支出|1,607.22|1,607.22|12.35%
    合计||1607.22|#REF!|
    注：本表金额以元为单位。
    ");
    assert_eq!(cell(&document, "1,607.22"), "收入总表!D8");
    assert_eq!(cell(&document, "单位：元"), "收入总表!F4");
    assert_eq!(cell(&document, "注："), "收入总表!B13");
    assert_eq!(document.unseen, []);
}

#[test]
fn prose_in_cells_is_paragraphs() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("编制说明").unwrap();
    sheet.write(0, 0, "2026年预算编制说明").unwrap();
    sheet.write(2, 0, "    2026年，收入预算5.00万元，\n比上年增加。\n    支出预算5.00万元。\n").unwrap();
    sheet.write(3, 0, "    1. “行政运行”科目5.00万元，主要用于人员").unwrap();
    sheet.write(4, 0, "经费。").unwrap();
    let document = read(book);
    let paragraphs = [
        "2026年预算编制说明",
        "2026年，收入预算5.00万元，比上年增加。",
        "支出预算5.00万元。",
        "1. “行政运行”科目5.00万元，主要用于人员经费。",
    ];
    assert_eq!(shown(&document), paragraphs);
    assert_eq!(cell(&document, "支出预算"), "编制说明!A3");
    assert_eq!(cell(&document, "经费"), "编制说明!A5");
}

#[test]
fn what_is_hidden_is_read_and_named() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("封面").unwrap();
    book.add_worksheet().set_name("底稿").unwrap().set_hidden(true).write(0, 0, "草稿").unwrap();
    let sheet = book.add_worksheet().set_name("公开表").unwrap();
    sheet.write(0, 0, "项目").unwrap().write(0, 1, "数").unwrap();
    sheet.write(1, 0, "工资").unwrap().write(1, 1, 5).unwrap();
    sheet.write(2, 0, "奖金").unwrap().write(2, 1, 6).unwrap();
    sheet.set_row_hidden(2).unwrap();
    let document = read(book);
    assert_eq!(shown(&document), ["项目|数", "工资|5", "奖金|6", "草稿"]);
    let named: Vec<(&str, String)> = document
        .unseen
        .iter()
        .map(|unseen| match unseen {
            Unseen::HiddenSheet(name, _) | Unseen::HiddenCells(name, _) => {
                let line = document.source.line(unseen.location().line).unwrap();
                (&**name, line.to_owned())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(named, [("公开表", "奖金\t6".to_owned()), ("底稿", "草稿".to_owned())]);
}

#[test]
fn a_cell_at_the_end_of_the_world_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "项目").unwrap().write(0, 1, "数").unwrap();
    sheet.write(1_048_575, 16_383, "终").unwrap();
    let document = read(book);
    assert_eq!(shown(&document), ["项目|数", "终"]);
    assert_eq!(cell(&document, "终"), "Sheet1!XFD1048576");
}

const TEMPLATES: [&str; 2] =
    ["shanghai-unit-budget-template.xlsx", "shanghai-department-budget-template.xlsx"];

fn template(name: &str) -> Option<Vec<u8>> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/").to_owned() + name).ok()
}

#[test]
fn the_templates_of_shanghai_are_read() {
    for name in TEMPLATES {
        // The samples stand beside the repository, and not everybody has them.
        let Some(bytes) = template(name) else { continue };
        let document = mingzhang_office::xlsx(&bytes).unwrap();
        insta::assert_snapshot!(name, shown(&document).join("\n"));
    }
}

/// Another reader sees the same texts in the same cells.
#[test]
fn the_cells_of_the_templates_are_those_that_calamine_sees() {
    use calamine::{Data, Reader as _, Xlsx};
    for name in TEMPLATES {
        let Some(bytes) = template(name) else { continue };
        let document = mingzhang_office::xlsx(&bytes).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes)).unwrap();
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let mut theirs = String::new();
        for (_, range) in book.worksheets() {
            for (_, _, value) in range.used_cells().filter(|(_, _, value)| **value != Data::Empty) {
                theirs.push_str(&squeezed(&value.to_string()));
            }
        }
        let ours: String = document.passages().map(|p| squeezed(p.text())).collect();
        assert_eq!(ours, theirs);
    }
}

#[test]
fn a_workbook_of_excel_97_shows_the_same() {
    let document = mingzhang_office::xls(include_bytes!("data/excel97.xls")).unwrap();
    let mut lines = shown(&document);
    // The table of strings goes over several records; all of it is there.
    assert_eq!(lines.len(), 9 + 220 + 1);
    lines.drain(10..228);
    insta::assert_snapshot!(lines.join("\n"), @"
    2026年收入预算总表
    编制单位：
    单位：元
    科目编码|科目名称|收入预算||
    ||合计|财政拨款收入|占比
    201|一般公共服务支出|1,607.22|1.23|12.35%
    02|外交支出|22118861.34|2026年1月30日|TRUE
    合计||-5.80||
    注：长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长。
    第0条名词解释，说明其含义与范围。abc
    第219条名词解释，说明其含义与范围。
    草稿
    ");
    assert_eq!(cell(&document, "1,607.22"), "收入总表!D6");
    let hidden: Vec<&str> = document
        .unseen
        .iter()
        .map(|unseen| match unseen {
            Unseen::HiddenSheet(name, _) | Unseen::HiddenCells(name, _) => &**name,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(hidden, ["收入总表", "底稿"]);
}

#[test]
fn data_has_all_its_digits_and_says_which_formulas_gave_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("明细").unwrap();
    let money = Format::new().set_num_format("#,##0");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_with_format(0, 0, 1_607.219_999_999_999_8, &money).unwrap();
    sheet.write_with_format(0, 1, 45_361, &day).unwrap();
    sheet.write(0, 2, "=文字").unwrap();
    sheet.write_formula(0, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_formula(0, 4, Formula::new("=A1").set_result("1607.22")).unwrap();
    sheet.merge_range(1, 0, 2, 1, "合并", &Format::new()).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let first = |document: Document| shown(&document)[0].split('|').next().unwrap().to_owned();
    assert_eq!(first(mingzhang_office::xlsx(&bytes).unwrap()), "1,607");
    assert_eq!(first(mingzhang_office::xlsx_exact(&bytes).unwrap()), "1607.22");
    let sheets = mingzhang_office::worksheets(&bytes).unwrap();
    let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
    let held: Vec<&str> = sheet.cells.values().map(|text| &**text).collect();
    assert_eq!(held, ["1607.22", "2024年3月10日", "=文字", "#DIV/0!", "1607.22", "合并"]);
    assert_eq!(sheet.broken, [((0, 3), Broken::Failed)].into());
    assert_eq!(sheet.merged, [Area { top: 1, left: 0, bottom: 2, right: 1 }]);
}
