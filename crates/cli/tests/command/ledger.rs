//! Ledgers from outside: made, checked, converted.

use crate::{Folder, sample};
use rust_xlsxwriter::Workbook;

const INIT: &str = "init 账册.xlsx --profile xinjiang-unit-budget-2024 --year 2024 --name 甲局";

#[test]
fn a_new_workbook_is_good_and_becomes_a_folder_and_a_workbook_again() {
    let folder = Folder::new("ledger-init", &[]);
    let made = folder.call(INIT);
    assert_eq!((made.status, made.err.as_str()), (0, ""));
    assert_eq!(folder.call("ledger check 账册.xlsx").text(), "账册没有错误。\n");
    assert_eq!(folder.call("ledger convert 账册.xlsx 账册").status, 0);
    assert_eq!(folder.call("ledger check 账册").text(), "账册没有错误。\n");
    assert_eq!(folder.call("ledger convert 账册 又.xlsx").status, 0);
    let read = |name: &str| std::fs::read(folder.0.join(name)).unwrap();
    assert!(read("账册.xlsx") == read("又.xlsx"));
    assert!(String::from_utf8(read("账册/ledger.toml")).unwrap().contains("name = \"甲局\" # 单位名称"));
}

#[test]
fn a_new_ledger_explains_the_terms_that_must_be_explained() {
    let folder = Folder::new("ledger-terms", &[]);
    folder.call("init 新 --profile xinjiang-unit-budget-2024 --year 2024 --name 甲局");
    folder.call(&format!("init 续 --from {}", sample()));
    let terms = |ledger: &str| std::fs::read_to_string(folder.0.join(ledger).join("glossary.csv")).unwrap();
    assert_eq!(terms("新").lines().count(), 9);
    assert!(terms("新").contains("“三公”经费,指用财政拨款安排的"));
    // What last year's document explains stays in its own words.
    assert_eq!(terms("续").lines().count(), 9);
    assert!(terms("续").contains("指部门（单位）因公出国（境）费"));
}

#[test]
fn nothing_is_overwritten_unless_told() {
    let folder =
        Folder::new("ledger-force", &[("账册.xlsx", b"x"), ("账册/ledger.toml", b"x"), ("甲/说明.md", b"x")]);
    let refused = folder.call(INIT);
    assert_eq!(refused.status, 2);
    assert_eq!(refused.err, "mingzhang: 账册.xlsx 已经存在，没有改动。要覆盖请加 --force。\n");
    assert_eq!(std::fs::read(folder.0.join("账册.xlsx")).unwrap(), b"x");
    assert_eq!(folder.call(&format!("{INIT} --force")).status, 0);
    assert_eq!(folder.call("ledger convert 账册.xlsx 账册").status, 2);
    assert_eq!(folder.call("ledger convert 账册.xlsx 甲").status, 0);
    assert_eq!(folder.call("ledger check 甲").status, 0);
    assert_eq!(folder.call("ledger convert 账册.xlsx").status, 2);
}

#[test]
fn every_error_is_told_with_its_cell_and_nothing_is_written() {
    let folder = Folder::new("ledger-errors", &[]);
    assert_eq!(folder.call(INIT).status, 0);
    let mut book = Workbook::new();
    let office = book.add_worksheet().set_name("基本信息").unwrap();
    office.write_row(0, 0, ["单位名称", "甲局"]).unwrap();
    office.write_row(1, 0, ["公开级别", "单位"]).unwrap();
    office.write_row(2, 0, ["预算年度", "2024"]).unwrap();
    office.write_row(3, 0, ["模板", "新疆单位预算"]).unwrap();
    let sheet = book.add_worksheet().set_name("收入明细").unwrap();
    sheet.write_row(0, 0, ["资金来源", "金额（元）"]).unwrap();
    sheet.write_row(1, 0, ["其他收入", "约五万"]).unwrap();
    folder.write("坏.xlsx", &book.save_to_buffer().unwrap());
    folder.write("断.xlsx", &std::fs::read(folder.0.join("账册.xlsx")).unwrap()[..5000]);
    let calls = [
        "ledger check 坏.xlsx",
        "ledger convert 坏.xlsx 新",
        "ledger check 坏.xlsx --lang en",
        "ledger check 断.xlsx",
    ];
    let said = calls.map(|call| {
        let called = folder.call(call);
        assert_eq!(called.status, 1, "{call}");
        assert_eq!(called.text(), "");
        format!("$ mingzhang {call}\n{}", called.err)
    });
    insta::assert_snapshot!(said.join("\n"));
    assert!(!folder.0.join("新").exists());
    assert_eq!(folder.call("ledger check 无.xlsx").status, 2);
}

#[test]
fn a_folder_names_its_files_and_lines() {
    let toml =
        "[office]\nname = \"甲局\"\nlevel = \"unit\"\nyear = 2024\nprofile = \"xinjiang-unit-budget-2024\"\n";
    let files: [(&str, &[u8]); 3] = [
        ("账册/ledger.toml", toml.as_bytes()),
        ("账册/revenue.csv", "fund,amount\n其他收入,10\n".as_bytes()),
        ("账册/.~lock.revenue.csv", b"x"),
    ];
    let folder = Folder::new("ledger-folder", &files);
    let called = folder.call("ledger check 账册");
    assert_eq!(
        called.err,
        "账册/revenue.csv:2:2：“其他收入”收支不等：收入明细合计 10.00 元，支出明细合计 0.00 元，支出少 10.00 元。请核对两表中这一来源的各笔。\n账册有 1 处错误，请改正后再试；没有写任何文件。\n"
    );
}

/// The sample ledger is made by `mingzhang ledger extract samples/wuqia-2024-unit-budget.txt samples/wuqia-2024-ledger`.
#[test]
fn the_ledger_of_a_document_is_the_sample() {
    let folder = Folder::new("ledger-extract", &[]);
    let called = folder.call(&format!("ledger extract {} 账册", sample()));
    assert_eq!((called.status, called.err.as_str()), (0, ""));
    insta::assert_snapshot!(called.text());
    assert_eq!(folder.call("ledger check 账册").text(), "账册没有错误。\n");
    let samples = format!("{}/../../samples/wuqia-2024-ledger", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<_> =
        std::fs::read_dir(folder.0.join("账册")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    let read =
        |folder: &std::path::Path, name| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    for name in &names {
        let made = read(&folder.0.join("账册"), name);
        assert_eq!(made, read(samples.as_ref(), name), "{name:?}");
        // Persons are no part of a ledger.
        assert!(
            ["联系人甲", "负责人甲", "13800000000"].iter().all(|person| !made.contains(person)),
            "{name:?}"
        );
    }
    assert_eq!(names.len(), std::fs::read_dir(samples).unwrap().count());
}

#[test]
fn a_new_ledger_begins_where_last_years_document_ended() {
    let folder = Folder::new("ledger-from", &[]);
    assert_eq!(folder.call(&format!("init 账册 --from {}", sample())).status, 0);
    assert_eq!(folder.call("ledger check 账册").text(), "账册没有错误。\n");
    let read = |name: &str| std::fs::read_to_string(folder.0.join("账册").join(name)).unwrap();
    assert!(read("ledger.toml").contains("2025"));
    let of_this_year = std::fs::read_to_string(format!(
        "{}/../../samples/wuqia-2024-ledger/expenditure.csv",
        env!("CARGO_MANIFEST_DIR")
    ));
    assert_eq!(read("prior-expenditure.csv"), of_this_year.unwrap());
    assert!(read("projects.csv").contains("2025年政府租车费"));
    let refused = folder.call("init 又 --year 2025");
    assert_eq!(refused.status, 2);
    let unknown = folder.call("ledger extract 账册/staff.csv 丙");
    assert_eq!((unknown.status, folder.0.join("丙").exists()), (2, false));
}
