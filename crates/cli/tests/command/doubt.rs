//! PDFs whose tables a reader gets wrong, because they are drawn so: one finding, and no accusations.

use crate::Folder;
use mingzhang_testkit::pdf::{self, Page};

const INCOME: [&str; 9] = [
    "类",
    "款",
    "项",
    "功能分类科目名称",
    "合计",
    "财政拨款收入",
    "事业收入",
    "事业单位经营收入",
    "其他收入",
];
const SPENDING: [&str; 7] = ["类", "款", "项", "功能分类科目名称", "合计", "基本支出", "项目支出"];

/// Codes, name, then in 元: income in all, from the treasury, earned; basic and project expenditure.
const ROWS: [(&str, &str, &str, &str, [&str; 5]); 8] = [
    (
        "205",
        "",
        "",
        "教育支出",
        ["9,640,000.00", "9,040,000.00", "600,000.00", "7,430,000.00", "2,210,000.00"],
    ),
    (
        "205",
        "02",
        "",
        "普通教育",
        ["9,640,000.00", "9,040,000.00", "600,000.00", "7,430,000.00", "2,210,000.00"],
    ),
    ("205", "02", "01", "学前教育", ["3,120,000.00", "3,120,000.00", "", "2,370,000.00", "750,000.00"]),
    (
        "205",
        "02",
        "02",
        "小学教育",
        ["6,520,000.00", "5,920,000.00", "600,000.00", "5,060,000.00", "1,460,000.00"],
    ),
    ("210", "", "", "卫生健康支出", ["1,250,000.00", "1,250,000.00", "", "1,250,000.00", ""]),
    ("210", "11", "", "行政事业单位医疗", ["1,250,000.00", "1,250,000.00", "", "1,250,000.00", ""]),
    ("210", "11", "02", "事业单位医疗", ["1,250,000.00", "1,250,000.00", "", "1,250,000.00", ""]),
    ("", "", "", "合计", ["10,890,000.00", "10,290,000.00", "600,000.00", "8,680,000.00", "2,210,000.00"]),
];

fn income() -> Vec<Vec<&'static str>> {
    let row = |(a, b, c, name, [all, treasury, earned, ..]): &(_, _, _, _, [_; 5])| {
        vec![*a, *b, *c, *name, *all, *treasury, *earned, "", ""]
    };
    ROWS.iter().map(row).collect()
}

fn spending() -> Vec<Vec<&'static str>> {
    ROWS.iter()
        .map(|(a, b, c, name, [all, .., basic, project])| vec![*a, *b, *c, *name, *all, *basic, *project])
        .collect()
}

const HIGH: u32 = 20;

/// Left edges of the columns, and the right edge of the last.
fn edges(count: usize) -> Vec<u32> {
    let widths = [30, 30, 30, 110].into_iter().chain(std::iter::repeat(62)).take(count);
    let mut right = 30;
    let rights = widths.map(|width| {
        right += width;
        right
    });
    std::iter::once(30).chain(rights).collect()
}

/// Draws rows into their cells, from `top` down.
fn rows(mut page: Page, top: u32, rows: &[Vec<&str>], rulings: bool) -> Page {
    let Some(columns) = rows.first().map(Vec::len) else { return page };
    let edges = edges(columns);
    let lines: Vec<u32> = (0..=u32::try_from(rows.len()).unwrap()).map(|n| top + n * HIGH).collect();
    if rulings {
        page = page.ruled(&edges, &lines);
    }
    for (row, y) in rows.iter().zip(&lines) {
        for (cell, x) in row.iter().zip(&edges) {
            if !cell.is_empty() {
                page = page.text(x + 2, y + 14, 8, cell);
            }
        }
    }
    page
}

fn page(title: &str, unit: &str) -> Page {
    Page::sized(700, 842).text(200, 60, 14, title).text(500, 90, 9, unit)
}

const INCOME_TITLE: &str = "2024年预算单位收入预算总表";
const SPENDING_TITLE: &str = "2024年预算单位支出预算总表";
const IN_YUAN: &str = "单位：元";

fn income_page() -> Page {
    let mut all = vec![INCOME.to_vec()];
    all.extend(income());
    rows(page(INCOME_TITLE, IN_YUAN), 100, &all, true)
}

/// What is found in a file whose first page is the income table.
fn found(name: &str, others: &[Page]) -> Vec<String> {
    let pages: Vec<Page> = std::iter::once(income_page()).chain(others.iter().cloned()).collect();
    let folder = Folder::new(&format!("doubt-{name}"), &[("a.pdf", &pdf::file(&pages))]);
    let called = folder.call("check a.pdf --profile shanghai-unit-budget --select A,X,C,S112,S113 -f json");
    let report = called.json();
    let findings = report["documents"][0]["findings"].as_array().unwrap();
    let text = |finding: &serde_json::Value| {
        format!(
            "p{} {} {}",
            finding["location"]["page"],
            finding["severity"].as_str().unwrap(),
            finding["message"].as_str().unwrap()
        )
    };
    findings.iter().map(text).collect()
}

/// The page of the expenditure table, its body changed.
fn spending_page(unit: &str, change: impl Fn(Vec<&'static str>) -> Vec<&'static str>) -> Page {
    let mut all = vec![SPENDING.to_vec()];
    all.extend(spending().into_iter().map(change));
    rows(page(SPENDING_TITLE, unit), 100, &all, true)
}

/// The amounts of a row one column to the right; the last is lost.
fn shifted(mut row: Vec<&'static str>) -> Vec<&'static str> {
    row.insert(4, "");
    row.truncate(7);
    row
}

#[test]
fn a_sound_file_has_no_findings() {
    assert_eq!(found("sound", &[spending_page(IN_YUAN, |row| row)]), [] as [&str; 0]);
}

#[test]
fn columns_that_do_not_line_up_with_the_header() {
    assert_eq!(
        found("unaligned", &[spending_page(IN_YUAN, shifted)]),
        [
            "p2 warning 表3《2024年预算单位支出预算总表》未能可靠读取：“合计”栏一个数也没有，而有 16 个关系式要求这一栏有数。表中的数暂未核对，请对照原件查看各栏是否对齐。"
        ]
    );
}

#[test]
fn a_body_that_is_shifted_on_the_second_page() {
    let all: Vec<Vec<&str>> = std::iter::once(SPENDING.to_vec()).chain(spending()).collect();
    let first = rows(page(SPENDING_TITLE, IN_YUAN), 100, &all[..4], true);
    let rest: Vec<Vec<&str>> = spending()[3..].iter().cloned().map(shifted).collect();
    let second = rows(Page::sized(700, 842), 60, &rest, true);
    assert_eq!(
        found("second-page", &[first, second]),
        [
            "p2 warning 表3《2024年预算单位支出预算总表》未能可靠读取：有 5 行的数不在该在的栏里，例如“小学教育”行“基本支出”栏的数与其他各处的“合计”栏相符。表中的数暂未核对，请对照原件查看各栏是否对齐。"
        ]
    );
}

#[test]
fn a_table_that_goes_on_over_a_page_is_whole() {
    let all: Vec<Vec<&str>> = std::iter::once(SPENDING.to_vec()).chain(spending()).collect();
    let first = rows(page(SPENDING_TITLE, IN_YUAN), 100, &all[..4], true);
    let second = rows(Page::sized(700, 842), 60, &all[4..], true);
    assert_eq!(found("cut", &[first, second]), [] as [&str; 0]);
}

#[test]
fn yuan_below_ten_thousand_yuan() {
    assert_eq!(
        found("unit", &[spending_page("单位：万元", |row| row)]),
        [
            "p2 error 表3《2024年预算单位支出预算总表》的金额单位是万元，按其中的数与其他各处的 8 个关系式，应为元。"
        ]
    );
}

#[test]
fn a_page_that_is_turned_is_read() {
    let turned = spending_page(IN_YUAN, |row| row).entry("/Rotate 90");
    assert_eq!(found("turned", &[turned]), [] as [&str; 0]);
}

#[test]
fn a_table_cut_at_the_border_of_the_page() {
    let cut = spending_page(IN_YUAN, |row| row).entry("/CropBox[0 0 400 842]");
    // What is cut off is still written in the file.
    assert_eq!(found("border", &[cut]), [] as [&str; 0]);
}

#[test]
fn a_page_that_is_a_picture_is_told_and_its_table_not_missed() {
    let picture =
        Page::sized(700, 842).raw("q 600 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{41} EI Q");
    let folder = Folder::new("doubt-picture", &[("a.pdf", &pdf::file(&[income_page(), picture]))]);
    let report = folder.call("check a.pdf --profile shanghai-unit-budget --select S1,X -f json").json();
    let document = &report["documents"][0];
    let findings = document["findings"].as_array().unwrap();
    let said: Vec<&str> = findings.iter().map(|f| f["rule"].as_str().unwrap()).collect();
    // Table 1 should stand before the page that was read.
    assert_eq!(said, ["S101", "S113"]);
    let missing = document["rules"].as_array().unwrap().iter().find(|r| r["rule"] == "S101").unwrap();
    assert!(missing["why"].as_str().unwrap().contains("表3应在的地方有图像页，未能核对"), "{missing}");
}
