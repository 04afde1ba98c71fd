//! The eleven tables of a made-up document, as tab-separated lines.

use super::ledger::{Cents, Ledger};
use super::{amount, blank_if_zero};
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
    fn coded(&mut self, code: &str, name: &str, amounts: &[Cents]) {
        let part = |from: usize, to: usize| code.get(from..to).unwrap_or("").to_owned();
        let mut cells = vec![part(0, 3), part(3, 5), part(5, 7), name.to_owned()];
        cells.extend(amounts.iter().copied().map(blank_if_zero));
        self.row(&cells);
    }
}

/// The classes of the functional classification in the order of the form.
const CLASSES: [(&str, &str); 30] = [
    ("201", "一般公共服务支出"),
    ("202", "外交支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("209", "社会保险基金支出"),
    ("210", "卫生健康支出"),
    ("211", "节能环保支出"),
    ("212", "城乡社区支出"),
    ("213", "农林水支出"),
    ("214", "交通运输支出"),
    ("215", "资源勘探工业信息等支出"),
    ("216", "商业服务业等支出"),
    ("217", "金融支出"),
    ("219", "援助其他地区支出"),
    ("220", "自然资源海洋气象等支出"),
    ("221", "住房保障支出"),
    ("222", "粮油物资储备支出"),
    ("223", "国有资本经营预算支出"),
    ("224", "灾害防治及应急管理支出"),
    ("227", "预备费"),
    ("229", "其他支出"),
    ("230", "转移性支出"),
    ("231", "债务还本支出"),
    ("232", "债务付息支出"),
    ("233", "债务发行费用支出"),
    ("234", "抗疫特别国债安排的支出"),
];

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
    empty_budget(ledger, &mut sheet, 8, "政府性基金预算");
    empty_budget(ledger, &mut sheet, 9, "国有资本经营预算");
    three_public(ledger, &mut sheet);
    carryover(ledger, &mut sheet);
}

/// Codes of the ledger at every level, in order, each with its name.
fn codes(ledger: &Ledger) -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for item in &ledger.items {
        for (len, name) in [(3, item.names[0]), (5, item.names[1]), (7, item.names[2])] {
            let code = &item.code[..len];
            if !all.iter().any(|(known, _)| *known == code) {
                all.push((code, name));
            }
        }
    }
    all
}

fn own_funds_of(ledger: &Ledger, prefix: &str) -> Cents {
    if "2010302".starts_with(prefix) { ledger.own_funds[0] } else { 0 }
}

/// Basic and project expenditure of the general budget under a code.
pub(super) fn spent(ledger: &Ledger, prefix: &str) -> [Cents; 2] {
    let items = ledger.items.iter().filter(|i| i.code.starts_with(prefix));
    items.fold([0, 0], |[basic, project], item| [basic + item.basic, project + ledger.project_of(item.code)])
}

fn overview(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 1, "单位收支总体情况表");
    let [basic, project] = spent(ledger, "");
    let general = basic + project;
    let own = ledger.own_funds[0];
    let income: Vec<(&str, Cents)> = vec![
        ("一、本年收入", general + own),
        ("1. 一般公共预算拨款", general),
        ("其中：一般财力", general),
        ("上级一般公共预算安排转移支付", 0),
        ("2. 政府性基金预算拨款", 0),
        ("其中：政府性基金收入", 0),
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
        ("二、上年结转结余", 0),
        ("1. 财政拨款结转", 0),
        ("其中：一般公共预算拨款", 0),
        ("政府性基金预算拨款", 0),
        ("国有资本经营预算拨款", 0),
        ("2. 非财政拨款结余", 0),
        ("其中：财政专户核拨", 0),
        ("单位资金", 0),
    ];
    sheet.row(&["收 入", "", "支 出", ""]);
    sheet.row(&["项 目", "预算数", "功能分类", "预算数"]);
    for (index, (code, name)) in CLASSES.iter().enumerate() {
        let (label, value) = income.get(index).copied().unwrap_or(("", 0));
        let out: Cents = spent(ledger, code).iter().sum::<Cents>() + own_funds_of(ledger, code);
        sheet.row(&[label.to_owned(), blank_if_zero(value), format!("{code} {name}"), blank_if_zero(out)]);
    }
    let total = amount(general + own);
    sheet.row(&["收 入 总 计".to_owned(), total.clone(), "支 出 总 计".to_owned(), total]);
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
        let general: Cents = spent(ledger, code).iter().sum();
        let own = own_funds_of(ledger, code);
        sheet.coded(code, name, &[general + own, general, general, 0, 0, 0, 0, 0, own, 0, 0]);
    };
    for (code, name) in codes(ledger) {
        line(code, name);
    }
    line("", "合 计");
}

fn expenditure(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 3, "单位支出总体情况表");
    by_code(ledger, sheet, "支出预算", true);
}

fn general(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 5, "一般公共预算支出情况表");
    by_code(ledger, sheet, "一般公共预算支出", false);
}

fn by_code(ledger: &Ledger, sheet: &mut Sheet<'_>, heading: &str, with_own_funds: bool) {
    sheet.row(&["科 目", "", "", "", heading, "", ""]);
    sheet.row(&["功能分类科目编码", "", "", "功能分类科目名称", "合 计", "基本支出", "项目支出"]);
    sheet.row(&["类", "款", "项", "", "", "", ""]);
    let mut line = |code: &str, name: &str| {
        let [basic, project] = spent(ledger, code);
        let project = project + if with_own_funds { own_funds_of(ledger, code) } else { 0 };
        sheet.coded(code, name, &[basic + project, basic, project]);
    };
    for (code, name) in codes(ledger) {
        line(code, name);
    }
    line("", "合 计");
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
    let general: Cents = spent(ledger, "").iter().sum();
    let income = [
        ("一、财政拨款（补助）", general),
        ("一般公共预算", general),
        ("政府性基金预算", 0),
        ("国有资本经营预算", 0),
    ];
    for (index, (code, name)) in CLASSES.iter().enumerate() {
        let (label, value) = income.get(index).copied().unwrap_or(("", 0));
        let out = blank_if_zero(spent(ledger, code).iter().sum());
        sheet.row(&[
            label.to_owned(),
            blank_if_zero(value),
            format!("{code} {name}"),
            out.clone(),
            out,
            String::new(),
            String::new(),
        ]);
    }
    let total = amount(general);
    sheet.row(&["收 入 总 计", &total, "支 出 总 计", &total, &total, "", ""]);
}

fn basic(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 6, "一般公共预算基本支出情况表");
    sheet.row(&["科目", "", "一般公共预算基本支出", "", "", ""]);
    sheet.row(&["经济分类科目编码", "", "经济分类科目名称", "合 计", "人员经费", "公用经费"]);
    sheet.row(&["类", "款", "", "", "", ""]);
    let mut line = |class: &str, section: &str, name: &str, value: Cents, operating: Cents| {
        let cells = [
            class.to_owned(),
            section.to_owned(),
            name.to_owned(),
            blank_if_zero(value),
            blank_if_zero(value - operating),
            blank_if_zero(operating),
        ];
        sheet.row(&cells);
    };
    for (class, name) in [("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")]
    {
        let operating = |value: Cents| if class == "302" { value } else { 0 };
        let total = ledger.economic_of(class);
        line(class, "", name, total, operating(total));
        for section in ledger.economic.iter().filter(|e| e.code.starts_with(class)) {
            line(class, &section.code[3..], section.name, section.amount, operating(section.amount));
        }
    }
    line("", "", "合 计", ledger.economic_of(""), ledger.economic_of("302"));
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
    let sum = |prefix: &str, capital: bool| -> Cents {
        let matching = ledger.projects.iter().filter(|p| p.code.starts_with(prefix) && p.capital == capital);
        matching.map(super::ledger::Project::amount).sum()
    };
    let mut line = |code: &str, name: &str, project: &str, goods: Cents, capital: Cents| {
        let part = |from: usize, to: usize| code.get(from..to).unwrap_or("").to_owned();
        let mut cells = vec![part(0, 3), part(3, 5), part(5, 7), name.to_owned(), project.to_owned()];
        let amounts = [goods + capital, 0, goods, 0, 0, 0, capital, 0, 0, 0, 0];
        cells.extend(amounts.map(blank_if_zero));
        sheet.row(&cells);
    };
    for (code, name) in
        codes(ledger).into_iter().filter(|(code, _)| ledger.projects.iter().any(|p| p.code.starts_with(code)))
    {
        if code.len() < 7 {
            line(code, name, "", sum(code, false), sum(code, true));
        }
        for project in ledger.projects.iter().filter(|p| p.code == code) {
            let [goods, capital] =
                if project.capital { [0, project.amount()] } else { [project.amount(), 0] };
            line(code, name, &project.name, goods, capital);
        }
    }
    line("", "合计", "", sum("", false), sum("", true));
}

fn empty_budget(ledger: &Ledger, sheet: &mut Sheet<'_>, number: u32, budget: &str) {
    sheet.begin(ledger, number, &format!("{budget}支出情况表"));
    sheet.row(&["科 目", "", "", "", &format!("{budget}支出"), "", "", ""]);
    sheet.row(&["功能分类科目编码", "", "", "功能分类科目名称", "合计", "基本支出", "", "项目支出"]);
    sheet.row(&["类", "款", "项", "", "", "人员 经费", "公用 经费", ""]);
    sheet.row(&["", "", "", "合计", "", "", "", ""]);
    let _ = write!(
        sheet.out,
        "\n备注：{} {} 年没有使用{budget}拨款安排的支出，{budget}支出情况表为空表。\n",
        ledger.office, ledger.year
    );
}

fn three_public(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 10, "财政拨款“三公”经费支出情况表");
    let [reception, vehicles] = [ledger.economic_of("30217"), ledger.economic_of("30231")];
    sheet.row(&["“三公”经费支出内容", "合计", "资金来源", "", ""]);
    sheet.row(&["", "", "一般公共预算", "政府性基金", "国有资本经营预算"]);
    let rows = [
        ("合计", reception + vehicles),
        ("因公出国（境）费", 0),
        ("公务接待费", reception),
        ("公务用车购置及运行费 （小计）", vehicles),
        ("其中：公务用车购置费", 0),
        ("公务用车运行费", vehicles),
    ];
    for (label, value) in rows {
        sheet.row(&[
            label.to_owned(),
            blank_if_zero(value),
            blank_if_zero(value),
            String::new(),
            String::new(),
        ]);
    }
}

fn carryover(ledger: &Ledger, sheet: &mut Sheet<'_>) {
    sheet.begin(ledger, 11, "上年结转结余情况明细表");
    sheet.row(&["项 目 名 称", "总计", "财政拨款", "", "", "", "非财政拨款", "", "", ""]);
    sheet.row(&["", "", "合计", "基本支出", "", "项目支出", "合计", "基本支出", "", "项目支出"]);
    sheet.row(&["", "", "", "人员 经费", "公用 经费", "", "", "人员 经费", "公用 经费", ""]);
    sheet.row(&["合计", "", "", "", "", "", "", "", "", ""]);
    let _ = write!(
        sheet.out,
        "\n备注：{} {} 年没有使用上年结转结余预算安排的支出，上年结转结余预算支出情况表为空表。\n",
        ledger.office, ledger.year
    );
}
