//! Every fault of a ledger as a whole, with its place and its words.

use super::{check, yuan};
use crate::{Files, in_order, open_directory};
use mingzhang_standard::{Catalogue, builtin};

const OFFICE: &str =
    "[office]\nname = \"甲局\"\nlevel = \"unit\"\nyear = 2024\nprofile = \"xinjiang-unit-budget-2024\"\n";

/// What is wrong with a folder of these files.
fn faults(files: &[(&str, &str)]) -> Vec<String> {
    faults_of(OFFICE, files)
}

/// The same, of the office's own.
fn faults_of(office: &str, files: &[(&str, &str)]) -> Vec<String> {
    let mut all = Files::from([("ledger.toml".to_owned(), office.as_bytes().to_vec())]);
    all.extend(files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())));
    let (entered, mut faults) = open_directory(&all);
    let profile = builtin().iter().find(|profile| *profile.id == *entered.ledger.office.profile);
    faults.extend(check(&entered, profile));
    in_order(&mut faults);
    faults.iter().map(|fault| format!("{} {}", fault.spot, fault.message.zh)).collect()
}

const LINES: &str = "functional,economic,fund,nature,project,amount\n";

fn lines(lines: &str) -> Vec<String> {
    let csv = format!("{LINES}{lines}");
    let revenue = "fund,amount\ngeneral.own,100\n";
    faults(&[("expenditure.csv", &csv), ("revenue.csv", revenue), ("projects.csv", "name\n办公设备购置\n")])
}

#[test]
fn a_good_ledger_has_no_faults() {
    // Of other funds, and of projects, the class will do.
    let good = "2010301 行政运行,30101,general.own,basic,,60.00\n2010301,302,own_funds.other,basic,,0\n2010302,310,general.own,project,办公设备购置,40\n";
    assert_eq!(lines(good), [""; 0]);
}

#[test]
fn codes_are_those_of_the_year() {
    assert_eq!(
        lines(
            "2019999,30101,general.own,basic,,10\n201,301,general.own,basic,,10\n2010333,50101,general.own,basic,,10\n\
             行政运行,基本公资,general.own,basic,,10\n2010302 行政运行,30199,general.own,basic,,60\n"
        ),
        [
            "expenditure.csv:3:1 “201 一般公共服务支出”是类级科目，这里要填 7 位的项级编码。其下有：2010101 行政运行、2010102 一般行政管理事务、2010103 机关服务、2010104 人大会议。请改填其中之一。",
            "expenditure.csv:3:2 “301 工资福利支出”是类级科目，这里要填 5 位的款级编码。其下有：30101 基本工资、30102 津贴补贴、30103 奖金、30106 伙食补助费。请改填其中之一。",
            "expenditure.csv:4:1 2024 年度的支出功能分类中没有编码 2010333。是不是：2010303 机关服务、2010301 行政运行、2010302 一般行政管理事务、2010304 专项服务？确有此科目的，请先在“补充科目”中登记编码和名称。",
            "expenditure.csv:4:2 “50101 工资奖金津补贴”是政府预算支出经济分类的科目，这一栏要填部门预算支出经济分类的科目。请换一栏，或改填。",
            "expenditure.csv:5:1 “行政运行”不是科目编码。是不是：2010101 行政运行、2010201 行政运行、2010301 行政运行、2010401 行政运行？请从下拉列表中选，或填编码。",
            "expenditure.csv:5:2 “基本公资”不是科目编码。是不是：30101 基本工资？请从下拉列表中选，或填编码。",
            "expenditure.csv:6:1 编码 2010302 的名称是“一般行政管理事务”，这里写的却是“行政运行”。请核对编码，从列表中重选（2010302 一般行政管理事务、2010301 行政运行、2010101 行政运行、2010201 行政运行）。"
        ]
    );
}

#[test]
fn next_years_budget_is_made_with_the_codes_that_are_known() {
    let next = Catalogue::years().end() + 1;
    let judged = |year: i32, code: &str| {
        let toml = OFFICE.replace("2024\n", &format!("{year}\n"));
        let csv = format!("{LINES}{code},30101,general.own,basic,,100\n");
        faults(&[
            ("ledger.toml", &toml),
            ("expenditure.csv", &csv),
            ("revenue.csv", "fund,amount\ngeneral.own,100\n"),
        ])
    };
    assert_eq!(judged(next, "2010301"), [""; 0]);
    assert!(judged(next, "2010333").iter().any(|fault| fault.starts_with("expenditure.csv:2:1 ")));
    assert!(judged(next + 1, "2010301").iter().any(|fault| fault.starts_with("ledger.toml:4 ")));
}

#[test]
fn projects_are_those_of_the_list() {
    assert_eq!(
        lines(
            "2010302,31002,general.own,project,,10\n2010302,31002,general.own,basic,办公设备购置,10\n\
             2010302,31002,general.own,project,办公设备采购,10\n2010302,31002,general.own,project,乙,70\n"
        ),
        [
            "expenditure.csv:2:5 这是项目支出，没有写明是哪个项目。请填项目名称；不属于项目的，支出性质改为基本支出。",
            "expenditure.csv:3:5 这是基本支出，却写了项目“办公设备购置”。请删去项目名称，或把支出性质改为项目支出。",
            "expenditure.csv:4:5 “项目”表中没有项目“办公设备采购”。是不是“办公设备购置”？请改成表中的名称，或先在“项目”表中登记。",
            "expenditure.csv:5:5 “项目”表中没有项目“乙”。请改成表中的名称，或先在“项目”表中登记。"
        ]
    );
}

#[test]
fn every_source_balances_and_what_was_not_read_is_not_counted() {
    assert_eq!(
        lines("2010301,30101,general.own,basic,,60\n2010301,30101,own_funds.other,basic,,1234567.8\n"),
        [
            "revenue.csv:2:2 “一般公共预算”收支不等：收入明细合计 100.00 元，支出明细合计 60.00 元，支出少 40.00 元。请核对两表中这一来源的各笔。",
            "expenditure.csv:3:6 “其他收入”收支不等：收入明细合计 0.00 元，支出明细合计 1,234,567.80 元，收入少 1,234,567.80 元。请核对两表中这一来源的各笔。"
        ]
    );
    assert_eq!(
        lines("2010301,30101,general.own,basic,,六十\n"),
        [
            "revenue.csv:2:2 “一般公共预算”收支不等：收入明细合计 100.00 元，支出明细合计 0.00 元，支出少 100.00 元。请核对两表中这一来源的各笔（另有 1 笔填写有误，没有计入）。",
            "expenditure.csv:2:6 “六十”不是数字。请只填数字，如 1234.56 或 1,234.56，不带单位和文字。"
        ]
    );
}

#[test]
fn nothing_stands_twice() {
    let staff = "kind,count\nin_post,10\n在职,9\n";
    let texts = "section,subject,topic,text\nincome,,paragraph,甲\nincome,,paragraph,乙\nincome,x,reason,丙\nincome,x,reason,丁\n编造,,reason,戊\n";
    let divisions = "name\n办公室\n办公室\n";
    assert_eq!(
        faults(&[("staff.csv", staff), ("explanations.csv", texts), ("divisions.csv", divisions)]),
        [
            "divisions.csv:3:1 “办公室”重复，前面（divisions.csv:2:1）已有。请合并为一条，或改正。",
            "staff.csv:3:1 “在职”重复，前面（staff.csv:2:1）已有。请合并为一条，或改正。",
            "explanations.csv:5:2 “income x 增减原因”重复，前面（explanations.csv:4:2）已有。请合并为一条，或改正。",
            "explanations.csv:6:1 模板中没有“编造”这一部分。可用的有：主要职能（functions）、机构设置及人员情况（organisation）、收支预算情况的总体说明（overview）、收入预算情况说明（income）、支出预算情况说明（expenditure）、财政拨款收支预算情况的总体说明（appropriation）、一般公共预算当年拨款情况说明（general_appropriation）、一般公共预算基本支出情况说明（general_basic）、一般公共预算项目支出情况说明（general_project）、政府性基金预算拨款情况说明（fund_expenditure）、国有资本经营预算拨款情况说明（capital_expenditure）、“三公”经费预算情况说明（three_public）、上年结转结余预算情况说明（carryover）、其他重要事项的情况说明（other_matters）、名词解释（glossary）。"
        ]
    );
}

#[test]
fn the_office_and_its_profile_fit() {
    let toml = OFFICE.replace("2024\n", "2031\n").replace("unit\"\nyear", "department\"\nyear");
    let indicators = "project,class,section,name,operator,value\n甲,产出,数量,车辆,≥,3\n";
    let figures = "at,amount\n收入,3\n";
    assert_eq!(
        faults(&[("ledger.toml", &toml), ("indicators.csv", indicators), ("prior-figures.csv", figures)]),
        [
            "ledger.toml:3 模板“新疆维吾尔自治区单位预算公开”用于单位公开，这里填的是部门。请改公开级别，或换用相应的模板。",
            "ledger.toml:4 没有 2031 年度的科目代码表（现有 2023 至 2026 年度），科目无从核对。请核实年度。",
            "indicators.csv:2:1 “项目”表中没有项目“甲”。请改成表中的名称，或先在“项目”表中登记。",
            "indicators.csv:2:5 “≥”不是可用的符号。请填 = >= <= > < 之一（“≥”写作 >=，“≤”写作 <=），文字指标不填。"
        ]
    );
}

#[test]
fn amounts_are_grouped() {
    assert_eq!([yuan(5), yuan(-123_456_789), yuan(100_000)], ["0.05", "-1,234,567.89", "1,000.00"]);
}

/// What is wrong with a ledger of final accounts.
fn faults_of_accounts(files: &[(&str, &str)]) -> Vec<String> {
    let office = OFFICE.replace("xinjiang-unit-budget-2024", "shanghai-unit-final-accounts");
    let spent =
        format!("{LINES}2010301,30101,general.own,basic,,90\n2010301,302,own_funds.other,business,,5\n");
    let mut all = vec![("expenditure.csv", spent.as_str())];
    all.extend(files);
    faults_of(&office, &all)
}

const RECEIVED: &str = "fund,functional,amount\ngeneral.own,2010301,100\nown_funds.other,2010301,8\n";
const LEFT: &str = "kind,budget,functional,amount\nopening,general,,20\nclosing,general,,30\nreserves_used,own_funds,,1\ndistribution,own_funds,,2\nclosing,own_funds,,2\n";

#[test]
fn final_accounts_balance_with_what_is_left_over() {
    assert_eq!(faults_of_accounts(&[("revenue.csv", RECEIVED), ("balances.csv", LEFT)]), [""; 0]);
    let spoilt = LEFT.replace("closing,general,,30", "closing,general,,29");
    assert_eq!(
        faults_of_accounts(&[("revenue.csv", RECEIVED), ("balances.csv", &spoilt)]),
        [
            "balances.csv:3:4 “一般公共预算”收支不平衡：年初结转和结余 20.00 元 + 本年收入 100.00 元，合计 120.00 元；本年支出 90.00 元 + 年末结转和结余 29.00 元，合计 119.00 元，相差 1.00 元。请核对收入明细、支出明细和结转结余。"
        ]
    );
    assert_eq!(
        faults_of_accounts(&[("revenue.csv", RECEIVED)]),
        [
            "结转结余 “一般公共预算”收支不平衡：年初结转和结余 0.00 元 + 本年收入 100.00 元，合计 100.00 元；本年支出 90.00 元，合计 90.00 元，相差 10.00 元。请核对收入明细、支出明细和结转结余。",
            "结转结余 “财政拨款以外的资金”收支不平衡：年初结转和结余 0.00 元 + 本年收入 8.00 元，合计 8.00 元；本年支出 5.00 元，合计 5.00 元，相差 3.00 元。请核对收入明细、支出明细和结转结余。"
        ]
    );
}

#[test]
fn final_accounts_tell_what_their_tables_ask() {
    let revenue = format!("{RECEIVED}general.own,,0\ncarryover.general,2010301,0\n");
    let left = format!("{LEFT}opening,funds,,1\nclosing,funds,2120803,1\ndistribution,general,,0\n");
    let planned =
        "functional,expense,amount\n2010301,,5\n,,6\n2010302,reception,7\n201,,8\n,abroad,9\n2010301,,5\n";
    let files = [("revenue.csv", &*revenue), ("balances.csv", &left), ("initial-budget.csv", planned)];
    assert_eq!(
        faults_of_accounts(&files),
        [
            "revenue.csv:4:2 收入决算表按科目列示，请填这笔收入的功能分类科目。",
            "revenue.csv:5:1 “上年结转：一般公共预算”不是本年收入，请填在“结转结余”表的年初结转和结余。",
            "balances.csv:7:3 “政府性基金预算”的结转结余要按科目列示，请填功能分类科目。",
            "balances.csv:9:2 财政拨款没有“结余分配”，请核实预算一栏。",
            "initial-budget.csv:3:1 请填功能分类科目，或“三公”经费项目。",
            "initial-budget.csv:4:1 功能分类科目和“三公”经费项目只填一个：“三公”经费的预算数另起一行。",
            "initial-budget.csv:5:1 “201 一般公共服务支出”是类级科目，这里要填 7 位的项级编码。其下有：2010101 行政运行、2010102 一般行政管理事务、2010103 机关服务、2010104 人大会议。请改填其中之一。",
            "initial-budget.csv:7:1 “2010301”重复，前面（initial-budget.csv:2:1）已有。请合并为一条，或改正。"
        ]
    );
}
