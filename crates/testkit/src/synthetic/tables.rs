//! The eleven tables of a made-up document, as tab-separated lines.

use super::amount;
use super::ledger::{Cents, CodeStyle, Ledger, Project, Spent};
use crate::classes::CLASSES;
use std::fmt::Write;

/// Writes a table's caption, then its rows.
struct Sheet<'a> {
    out: &'a mut String,
}

impl Sheet<'_> {
    fn begin(&mut self, ledger: &Ledger, number: u32, title: &str) {
        let _ = write!(self.out, "\n表 {number}\n\n{title}\n\n编制单位：{}\n\n单位：万元\n\n", ledger.office);
    }

    fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        self.out.push_str(&cells.join("\t"));
        self.out.push('\n');
    }

    /// A coded row: the code in three columns, the name, the amounts.
    fn coded(&mut self, ledger: &Ledger, code: &str, name: &str, amounts: &[Cents]) {
        let mut cells = code_cells(ledger, code, 3);
        cells.push(name.to_owned());
        cells.extend(amounts.iter().map(|&a| money(ledger, a)));
        self.row(&cells);
    }
}

/// A code in as many columns as it has levels, as the writer is used to.
fn code_cells(ledger: &Ledger, code: &str, columns: usize) -> Vec<String> {
    let ends = [0, 3, 5, 7];
    let level = ends.iter().position(|&end| end == code.len()).unwrap_or(0);
    let cell = |column: usize| {
        let shown = match ledger.manner.codes {
            CodeStyle::Parted => column < level,
            CodeStyle::Last => column + 1 == level,
            CodeStyle::Whole => return if column == 0 { code.to_owned() } else { String::new() },
        };
        if shown { code[ends[column]..ends[column + 1]].to_owned() } else { String::new() }
    };
    (0..columns).map(cell).collect()
}

/// An amount, or what the writer puts where there is none.
fn money(ledger: &Ledger, cents: Cents) -> String {
    if cents == 0 && !ledger.manner.zeros { String::new() } else { amount(cents) }
}

/// Writes all eleven.
pub(super) fn write(ledger: &Ledger, out: &mut String) {
    let mut sheet = Sheet { out };
    overview(ledger, &mut sheet);
    income(ledger, &mut sheet);
    expenditure(ledger, &mut sheet);
    appropriation(ledger, &mut sheet);
    general(ledger, &mut sheet);
    basic(ledger, &mut sheet);
    projects(ledger, &mut sheet);
    if ledger.spent("").funds > 0 {
        funds(ledger, &mut sheet);
    } else {
        empty_budget(ledger, &mut sheet, 8, "政府性基金预算");
    }
    empty_budget(ledger, &mut sheet, 9, "国有资本经营预算");
    three_public(ledger, &mut sheet);
    carryover(ledger, &mut sheet);
}

fn overview(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 1, "单位收支总体情况表");
    let all = ledger.spent("");
    let (general, own, carried) = (all.general(), all.own, all.fiscal_carried + all.other_carried);
    let income: [(&str, Cents); 25] = [
        ("一、本年收入", all.fiscal() + own),
        ("1. 一般公共预算拨款", general),
        ("其中：一般财力", general),
        ("上级一般公共预算安排转移支付", 0),
        ("2. 政府性基金预算拨款", all.funds),
        ("其中：政府性基金收入", all.funds),
        ("上级政府性基金安排转移支付", 0),
        ("3. 国有资本经营预算拨款", 0),
        ("其中：国有资本经营收入", 0),
        ("上级国有资本经营预算安排转移支付", 0),
        ("4. 财政专户核拨", 0),
        ("5. 单位资金", own),
        ("其中：事业收入", 0),
        ("上级补助收入", 0),
        ("附属单位上缴收入", 0),
        ("事业单位经营收入", 0),
        ("其他收入", own),
        ("二、上年结转结余", carried),
        ("1. 财政拨款结转", all.fiscal_carried),
        ("其中：一般公共预算拨款", all.fiscal_carried),
        ("政府性基金预算拨款", 0),
        ("国有资本经营预算拨款", 0),
        ("2. 非财政拨款结余", all.other_carried),
        ("其中：财政专户核拨", 0),
        ("单位资金", all.other_carried),
    ];
    sheet.row(&["收 入", "", "支 出", ""]);
    sheet.row(&["项 目", "预算数", "功能分类", "预算数"]);
    for (index, (code, name)) in CLASSES.iter().enumerate() {
        let (label, value) = entry(ledger, &income, index);
        let out = money(ledger, ledger.spent(code).total());
        sheet.row(&[label, value, format!("{code} {name}"), out]);
    }
    let total = amount(all.total());
    sheet.row(&["收 入 总 计".to_owned(), total.clone(), "支 出 总 计".to_owned(), total]);
}

/// The label and amount of an income list that is shorter than the list beside it.
fn entry(ledger: &Ledger, list: &[(&str, Cents)], index: usize) -> (String, String) {
    let entry = list.get(index).map(|&(label, value)| (label.to_owned(), money(ledger, value)));
    entry.unwrap_or_default()
}

fn income(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 2, "单位收入总体情况表");
    sheet.row(&[
        "功能分类 科目编码",
        "",
        "",
        "功能分类科目名称",
        "总 计",
        "财 政 拨 款 (补 助)",
        "",
        "",
        "",
        "",
        "",
        "财政专户(教育收费)",
        "单位资金",
        "财政拨款结转",
        "非财政拨款结转结余",
    ]);
    sheet.row(&[
        "类",
        "款",
        "项",
        "",
        "",
        "财政拨款(补助)小计",
        "一般公共预算",
        "上级一般公共预算安排的转移支付",
        "政府性基金预算",
        "上级政府性基金安排的转移支付",
        "国有资本经营预算",
        "",
        "",
        "",
        "",
    ]);
    let mut line = |code: &str, name: &str| {
        let of = ledger.spent(code);
        let sources =
            [of.fiscal(), of.general(), 0, of.funds, 0, 0, 0, of.own, of.fiscal_carried, of.other_carried];
        let amounts: Vec<Cents> = std::iter::once(of.total()).chain(sources).collect();
        sheet.coded(ledger, code, name, &amounts);
    };
    for (code, name) in ledger.codes(Spent::total) {
        line(&code, name);
    }
    line("", "合 计");
}

fn expenditure(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 3, "单位支出总体情况表");
    by_code(ledger, sheet, "支出预算", Spent::all_projects);
}

fn general(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 5, "一般公共预算支出情况表");
    by_code(ledger, sheet, "一般公共预算支出", |of| of.project);
}

fn by_code(ledger: &Ledger, sheet: &mut Sheet<'_>, heading: &str, projects: fn(&Spent) -> Cents) {
    sheet.row(&["科 目", "", "", "", heading, "", ""]);
    sheet.row(&["功能分类科目编码", "", "", "功能分类科目名称", "合 计", "基本支出", "项目支出"]);
    sheet.row(&["类", "款", "项", "", "", "", ""]);
    let mut line = |code: &str, name: &str| {
        let of = ledger.spent(code);
        sheet.coded(ledger, code, name, &[of.basic + projects(&of), of.basic, projects(&of)]);
    };
    for (code, name) in ledger.codes(|of| of.basic + projects(of)) {
        line(&code, name);
    }
    line("", "合 计");
}

fn funds(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 8, "政府性基金预算支出情况表");
    budget_header(sheet, "政府性基金预算");
    let mut line = |code: &str, name: &str| {
        let funds = ledger.spent(code).funds;
        sheet.coded(ledger, code, name, &[funds, 0, 0, funds]);
    };
    for (code, name) in ledger.codes(|of| of.funds) {
        line(&code, name);
    }
    line("", "合计");
}

fn appropriation(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 4, "财政拨款收支预算总体情况表");
    sheet.row(&["财政拨款收入", "", "财政拨款支出", "", "", "", ""]);
    sheet.row(&[
        "项 目",
        "合 计",
        "功 能 分 类",
        "合 计",
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
    ]);
    let all = ledger.spent("");
    let income = [
        ("一、财政拨款（补助）", all.fiscal()),
        ("一般公共预算", all.general()),
        ("政府性基金预算", all.funds),
        ("国有资本经营预算", 0),
    ];
    let spent = |of: &Spent| [of.fiscal(), of.general(), of.funds, 0].map(|a| money(ledger, a));
    for (index, (code, name)) in CLASSES.iter().enumerate() {
        let (label, value) = entry(ledger, &income, index);
        let mut cells = vec![label, value, format!("{code} {name}")];
        cells.extend(spent(&ledger.spent(code)));
        sheet.row(&cells);
    }
    let mut cells = vec!["收 入 总 计".to_owned(), amount(all.fiscal()), "支 出 总 计".to_owned()];
    cells.extend(spent(&all));
    sheet.row(&cells);
}

fn basic(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 6, "一般公共预算基本支出情况表");
    sheet.row(&["科目", "", "一般公共预算基本支出", "", "", ""]);
    sheet.row(&["经济分类科目编码", "", "经济分类科目名称", "合 计", "人员经费", "公用经费"]);
    sheet.row(&["类", "款", "", "", "", ""]);
    let mut line = |code: &str, name: &str, value: Cents, operating: Cents| {
        let mut cells = code_cells(ledger, code, 2);
        cells.push(name.to_owned());
        cells.extend([value, value - operating, operating].map(|a| money(ledger, a)));
        sheet.row(&cells);
    };
    for (class, name) in [("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")]
    {
        let operating = |value: Cents| if class == "302" { value } else { 0 };
        let total = ledger.economic_of(class);
        line(class, name, total, operating(total));
        for section in ledger.economic.iter().filter(|e| e.code.starts_with(class)) {
            line(section.code, section.name, section.amount, operating(section.amount));
        }
    }
    line("", "合 计", ledger.economic_of(""), ledger.economic_of("302"));
}

fn projects(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 7, "一般公共预算项目支出情况表");
    sheet.row(&[
        "科目编码",
        "",
        "",
        "科目名称",
        "项目名称",
        "项目支出合计",
        "工资福利支出",
        "商品和服务支出",
        "对个人和家庭的补助",
        "债务利息及费用支出",
        "资本性支出（基本建设）",
        "资本性支出",
        "对企业补助（基本建设）",
        "对企业补助",
        "对社会保障基金补助",
        "其他支出",
    ]);
    sheet.row(&["类", "款", "项", "", "", "", "", "", "", "", "", "", "", "", "", ""]);
    let general = || ledger.projects.iter().filter(|p| !ledger.is_of_funds(p));
    let sum = |prefix: &str, capital: bool| -> Cents {
        let matching = general().filter(|p| p.code.starts_with(prefix) && p.capital == capital);
        matching.map(Project::amount).sum()
    };
    let mut line = |code: &str, name: &str, project: &str, goods: Cents, capital: Cents| {
        let mut cells = code_cells(ledger, code, 3);
        cells.extend([name.to_owned(), project.to_owned()]);
        let amounts = [goods + capital, 0, goods, 0, 0, 0, capital, 0, 0, 0, 0];
        cells.extend(amounts.map(|a| money(ledger, a)));
        sheet.row(&cells);
    };
    for (code, name) in ledger.codes(|of| of.project) {
        if code.len() < 7 {
            line(&code, name, "", sum(&code, false), sum(&code, true));
        }
        for project in general().filter(|p| p.code == code) {
            let [goods, capital] =
                if project.capital { [0, project.amount()] } else { [project.amount(), 0] };
            line(&code, name, &project.name, goods, capital);
        }
    }
    line("", "合计", "", sum("", false), sum("", true));
}

fn budget_header(sheet: &mut Sheet<'_>, budget: &str) {
    sheet.row(&["科 目", "", "", "", &format!("{budget}支出"), "", "", ""]);
    sheet.row(&["功能分类科目编码", "", "", "功能分类科目名称", "合计", "基本支出", "", "项目支出"]);
    sheet.row(&["类", "款", "项", "", "", "人员 经费", "公用 经费", ""]);
}

fn empty_budget(ledger: &Ledger, sheet: &mut Sheet<'_>, number: u32, budget: &str) {
    sheet.begin(ledger, number, &format!("{budget}支出情况表"));
    budget_header(sheet, budget);
    sheet.row(&["", "", "", "合计", "", "", "", ""]);
    let _ = write!(
        sheet.out,
        "\n备注：{} {} 年没有使用{budget}拨款安排的支出，{budget}支出情况表为空表。\n",
        ledger.office, ledger.year
    );
}

fn three_public(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 10, "财政拨款“三公”经费支出情况表");
    let [abroad, purchase, operation, reception] = ledger.three_public;
    sheet.row(&["“三公”经费支出内容", "合计", "资金来源", "", ""]);
    sheet.row(&["", "", "一般公共预算", "政府性基金", "国有资本经营预算"]);
    let rows = [
        ("合计", abroad + purchase + operation + reception),
        ("因公出国（境）费", abroad),
        ("公务接待费", reception),
        ("公务用车购置及运行费 （小计）", purchase + operation),
        ("其中：公务用车购置费", purchase),
        ("公务用车运行费", operation),
    ];
    for (label, value) in rows {
        let mut cells = vec![label.to_owned()];
        cells.extend([value, value, 0, 0].map(|a| money(ledger, a)));
        sheet.row(&cells);
    }
}

fn carryover(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 11, "上年结转结余情况明细表");
    sheet.row(&["项 目 名 称", "总计", "财政拨款", "", "", "", "非财政拨款", "", "", ""]);
    sheet.row(&["", "", "合计", "基本支出", "", "项目支出", "合计", "基本支出", "", "项目支出"]);
    sheet.row(&["", "", "", "人员 经费", "公用 经费", "", "", "人员 经费", "公用 经费", ""]);
    let mut line = |name: &str, fiscal: Cents, other: Cents| {
        let mut cells = vec![name.to_owned()];
        let amounts = [fiscal + other, fiscal, 0, 0, fiscal, other, 0, 0, other];
        cells.extend(amounts.map(|a| money(ledger, a)));
        sheet.row(&cells);
    };
    for carried in &ledger.carried {
        let [fiscal, other] = if carried.fiscal { [carried.amount, 0] } else { [0, carried.amount] };
        line(carried.name, fiscal, other);
    }
    let all = ledger.spent("");
    if !ledger.carried.is_empty() {
        return line("合计", all.fiscal_carried, all.other_carried);
    }
    sheet.row(&["合计", "", "", "", "", "", "", "", "", ""]);
    let _ = write!(
        sheet.out,
        "\n备注：{} {} 年没有使用上年结转结余预算安排的支出，上年结转结余预算支出情况表为空表。\n",
        ledger.office, ledger.year
    );
}
