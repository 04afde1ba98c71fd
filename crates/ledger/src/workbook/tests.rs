//! Workbooks that clerks send: what is wrong with each, told of its bytes.

use super::{open_workbook, write_workbook};
use crate::choices::{Fund, Nature};
use crate::ledger::{Expenditure, Ledger, Project, Revenue};
use crate::{check, in_order};
use mingzhang_model::Money;
use mingzhang_standard::builtin;
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::io::{Cursor, Write as _};

/// What is wrong with a workbook, of its cells and as a whole.
fn faults(bytes: &[u8]) -> Vec<String> {
    let (entered, mut faults) = open_workbook("账册.xlsx", bytes);
    let profile = builtin().iter().find(|profile| *profile.id == *entered.ledger.office.profile);
    faults.extend(check(&entered, profile));
    in_order(&mut faults);
    faults.iter().map(|fault| format!("{} {}", fault.spot, fault.message.zh)).collect()
}

/// A ledger with two lines that balance.
fn small() -> Ledger {
    let mut ledger = Ledger::default();
    ledger.office.name = "甲局".to_owned();
    ledger.office.year = 2024;
    ledger.office.profile = "xinjiang-unit-budget-2024".to_owned();
    ledger.projects.push(Project { name: "办公设备购置".to_owned(), ..Project::default() });
    ledger.year.revenue.push(Revenue { fund: Fund::General, amount: Money(160_722), ..Revenue::default() });
    let basic = Expenditure {
        functional: "2010301".parse().ok(),
        economic: "30101".parse().ok(),
        fund: Fund::General,
        nature: Nature::Basic,
        amount: Money(160_720),
        ..Expenditure::default()
    };
    let project = Expenditure {
        functional: "2010302".parse().ok(),
        economic: "31002".parse().ok(),
        nature: Nature::Project,
        project: "办公设备购置".to_owned(),
        amount: Money(2),
        ..basic.clone()
    };
    ledger.year.expenditure.extend([basic, project]);
    ledger
}

/// A workbook typed from nothing: the office, and two sheets that start with their headings.
fn typed(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    let office = book.add_worksheet().set_name("基本信息").unwrap();
    let values = [
        ("单位名称", "甲局"),
        ("公开级别", "单位"),
        ("预算年度", "2024"),
        ("模板", "新疆维吾尔自治区单位预算公开"),
    ];
    for (row, (name, value)) in (0..).zip(values) {
        office.write(row, 0, name).unwrap().write(row, 1, value).unwrap();
    }
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

const HEADINGS: [&str; 6] =
    ["功能分类科目", "部门经济分类", "资金来源", "支出性质", "项目名称", "金额（元）"];

#[test]
fn a_workbook_that_we_wrote_has_no_faults() {
    let bytes = write_workbook(&small()).unwrap();
    assert_eq!(faults(&bytes), [""; 0]);
    assert_eq!(open_workbook("", &bytes).0.ledger, small());
    assert_eq!(write_workbook(&small()).unwrap(), bytes);
}

#[test]
fn a_workbook_that_cannot_be_opened_says_why() {
    let bytes = write_workbook(&small()).unwrap();
    let mut locked = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    locked.create_stream("EncryptedPackage").unwrap().write_all(b"x").unwrap();
    let locked = locked.into_inner().into_inner();
    let mut old = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    old.create_stream("Workbook").unwrap().write_all(b"x").unwrap();
    let old = old.into_inner().into_inner();
    let said: Vec<String> = [&locked[..], &bytes[..bytes.len() / 2], &old, b"a,b\n1,2\n", b""]
        .iter()
        .flat_map(|b| faults(b))
        .collect();
    assert_eq!(
        said,
        [
            "账册.xlsx 这份 Office 文件设有打开密码，无法读取。请去掉密码后另存，再试一次。",
            "账册.xlsx 这份 Excel 文件已损坏或不完整，无法读取。请重新下载或导出后再试。",
            "账册.xlsx 这是 Excel 97-2003 的工作簿（.xls）。请在 Excel 中另存为 .xlsx 后再试。",
            "账册.xlsx 这不是 Excel 工作簿（.xlsx）。账册可用 mingzhang init 生成。",
            "账册.xlsx 这不是 Excel 工作簿（.xlsx）。账册可用 mingzhang init 生成。"
        ]
    );
}

#[test]
fn a_workbook_that_was_cut_off_or_damaged_is_told_and_never_taken_for_whole() {
    let bytes = write_workbook(&small()).unwrap();
    for cut in (0..bytes.len()).step_by(bytes.len() / 50) {
        let (_, faults) = open_workbook("账册.xlsx", &bytes[..cut]);
        assert_eq!(faults.len(), 1, "cut at {cut}");
    }
    for at in (0..bytes.len()).step_by(bytes.len() / 50) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let (entered, faults) = open_workbook("账册.xlsx", &damaged);
        assert!(!faults.is_empty() || entered.ledger == small(), "damaged at {at}");
    }
}

#[test]
fn every_fault_of_the_cells_is_told_at_once() {
    let bytes = typed(|book| {
        let sheet = book.add_worksheet().set_name("支出明细").unwrap();
        sheet.write_row(0, 0, HEADINGS).unwrap();
        let rows = [
            ["2010301 行政运行", "30101 基本工资", "一般公共预算", "基本支出", "", "五千"],
            ["2010399", "30199", "一般公共预算", "基本支出", "", "100"],
            ["2010302", "31002", "一般公共预算", "项目支出", "", "1,234.56"],
            ["2010302", "31002", "一般公共预算", "项目支出", "车辆购置", "-3"],
            ["合计", "", "", "", "", "5000"],
        ];
        for (row, cells) in (1..).zip(rows) {
            sheet.write_row(row, 0, cells).unwrap();
        }
        sheet.write(7, 0, "2010301").unwrap().write(7, 7, "备忘").unwrap();
        let sheet = book.add_worksheet().set_name("收入明细").unwrap();
        sheet.write_row(0, 0, ["资金来源", "金额（元）", "说明"]).unwrap();
        sheet.write(1, 0, "一般公共预算").unwrap().write(1, 1, 1_607.219_999_999_999_8).unwrap();
        sheet.write(2, 0, "其他收入").unwrap().write(2, 1, 0.001).unwrap();
        book.add_worksheet().set_name("草稿").unwrap().write(0, 0, "x").unwrap();
        book.add_worksheet().set_name("Sheet1").unwrap();
    });
    assert_eq!(
        faults(&bytes),
        [
            "草稿 不认识这张工作表。账册的工作表有：基本信息、主要职能、内设机构、所属单位、人员编制、收入明细、支出明细、项目、绩效目标、绩效指标、三公经费、政府采购、国有资产、其他数据、上年收入、上年支出、其他上年数、原因与说明、名词解释、补充科目。请改名，或移到别的工作簿。",
            "收入明细!C1 不认识“说明”这一栏。可用的栏：资金来源（fund）、功能分类科目（functional）、金额（元）（amount）。请改名或删去。",
            "收入明细!B2 “一般公共预算”收支不等：收入明细合计 1,607.22 元，支出明细合计 1,334.56 元，支出少 272.66 元。请核对两表中这一来源的各笔（另有 3 笔填写有误，没有计入）。",
            "收入明细!B3 “0.001”细于一分。金额以元为单位，最多两位小数。",
            "支出明细!F2 “五千”不是数字。请只填数字，如 1234.56 或 1,234.56，不带单位和文字。",
            "支出明细!E4 这是项目支出，没有写明是哪个项目。请填项目名称；不属于项目的，支出性质改为基本支出。",
            "支出明细!E5 “项目”表中没有项目“车辆购置”。请改成表中的名称，或先在“项目”表中登记。",
            "支出明细!F5 “-3”是负数。金额不能为负，请核实。",
            "支出明细!6:6 这一行是“合计”。合计会自动计算，请删去这一行，否则会重复计入。",
            "支出明细!B8 “部门经济分类”是必填项，请填写。",
            "支出明细!C8 “资金来源”是必填项，请填写。",
            "支出明细!D8 “支出性质”是必填项，请填写。",
            "支出明细!F8 “金额（元）”是必填项，请填写。",
            "支出明细!H8 “备忘”上方没有栏名，不知道是什么。请移到有栏名的一栏，或删去。"
        ]
    );
}

#[test]
fn merged_cells_and_formulas_without_a_value_are_told_once() {
    let bytes = typed(|book| {
        let sheet = book.add_worksheet().set_name("收入明细").unwrap();
        sheet.write_row(2, 0, ["资金来源", "金额（元）"]).unwrap();
        sheet.merge_range(0, 0, 0, 1, "收入", &Format::new()).unwrap();
        sheet.merge_range(3, 0, 4, 0, "其他收入", &Format::new()).unwrap();
        sheet.write(3, 1, 1).unwrap().write(4, 1, 2).unwrap();
        let failed = Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write(5, 0, "其他收入").unwrap().write_formula(5, 1, failed).unwrap();
        let good = Formula::new("=1+2").set_result("3");
        sheet.write(6, 0, "其他收入").unwrap().write_formula(6, 1, good).unwrap();
    });
    assert_eq!(
        faults(&bytes),
        [
            "收入明细!A4 A4:A5 是合并单元格：只有第一格有内容，其余各格都是空的。请取消合并，每一格分别填写。",
            "收入明细!B4 “其他收入”收支不等：收入明细合计 4.00 元，支出明细合计 0.00 元，支出少 4.00 元。请核对两表中这一来源的各笔（另有 2 笔填写有误，没有计入）。",
            "收入明细!B6 公式出错（#DIV/0!）。请改正公式，或直接填写数值。"
        ]
    );
}

#[test]
fn a_workbook_without_its_office_or_its_headings_says_so() {
    let mut book = Workbook::new();
    let office = book.add_worksheet().set_name("基本信息").unwrap();
    office.write_row(3, 0, ["栏目", "填写内容", "说明"]).unwrap();
    office.write_row(4, 0, ["单位名称", "", "必填"]).unwrap();
    office.write_row(5, 0, ["年份", "2024", ""]).unwrap();
    book.add_worksheet().set_name("项目").unwrap().write(0, 0, "车辆购置").unwrap();
    assert_eq!(
        faults(&book.save_to_buffer().unwrap()),
        [
            "基本信息 缺少必填的“公开级别”（level）一栏，请补上。",
            "基本信息 缺少必填的“预算年度”（year）一栏，请补上。",
            "基本信息 缺少必填的“模板”（profile）一栏，请补上。",
            "基本信息!B5 “单位名称”是必填项，请填写。",
            "基本信息!A6 不认识“年份”这一栏。可用的栏：单位名称（name）、地区（region）、主管部门（department）、公开级别（level）、预算年度（year）、模板（profile）、公开日期（published）。请改名或删去。",
            "项目 找不到栏名。数据上方应有一行栏名：项目名称、设立的政策依据、项目承担单位、资金分配情况、资金执行时间、惠民情况、是否涉密。"
        ]
    );
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Sheet1").unwrap().write(0, 0, "表1").unwrap();
    assert_eq!(
        faults(&book.save_to_buffer().unwrap()),
        [
            "账册.xlsx 这个工作簿不是账册：没有一张账册的工作表。空白账册用 mingzhang init 新建；已公开的文本用 init --from、财政局模板填好的用 import 转成账册。"
        ]
    );
    book.add_worksheet().set_name("总览").unwrap();
    assert_eq!(
        faults(&book.save_to_buffer().unwrap()),
        [
            "Sheet1 不认识这张工作表。账册的工作表有：基本信息、主要职能、内设机构、所属单位、人员编制、收入明细、支出明细、项目、绩效目标、绩效指标、三公经费、政府采购、国有资产、其他数据、上年收入、上年支出、其他上年数、原因与说明、名词解释、补充科目。请改名，或移到别的工作簿。",
            "账册.xlsx 缺少“基本信息”工作表，或者改了名。请从 mingzhang init 生成的工作簿中复制过来，或改回原名。"
        ]
    );
}
