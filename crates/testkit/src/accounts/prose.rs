//! The narrative of made-up final accounts.

use super::{Accounts, Item, NUMERALS, SECTIONS, Yuan, in_prose, percent};
use std::cmp::Ordering;
use std::fmt::Write;

pub(super) fn write(accounts: &Accounts, out: &mut String) {
    let sections: [fn(&Accounts) -> String; 11] = [
        overview,
        income,
        expenditure,
        appropriation,
        general,
        basic,
        three_public,
        |a| format!("{}{}年度无政府性基金预算财政拨款收入和支出。\n\n", a.office, a.year),
        |a| format!("{}{}年度无国有资本经营预算财政拨款收入和支出。\n\n", a.office, a.year),
        performance,
        other_matters,
    ];
    for (at, section) in sections.iter().enumerate() {
        let _ = write!(out, "{}、{}\n\n{}", NUMERALS[at], SECTIONS[at], section(accounts));
    }
    out.push_str("第四部分 名词解释\n\n");
    for (number, term) in NUMERALS.iter().zip(TERMS) {
        let _ = write!(out, "{number}、{term}：指有关制度规定的相应收入、支出或资金。\n\n");
    }
}

const TERMS: [&str; 11] = [
    "财政拨款收入",
    "事业收入",
    "经营收入",
    "其他收入",
    "使用非财政拨款结余",
    "年初结转和结余",
    "年末结转和结余",
    "基本支出",
    "项目支出",
    "“三公”经费",
    "机关运行经费",
];

/// 减少56.95万元，下降1.87%: of the amounts as they are printed.
fn change(now: Yuan, last: Yuan) -> String {
    let printed = |yuan: Yuan| (yuan + 50) / 100 * 100;
    let (now, last) = (printed(now), printed(last));
    let moved = (now - last).abs();
    let (verb, rate) = if now < last { ("减少", "下降") } else { ("增加", "增长") };
    format!("{verb}{}万元，{rate}{}", in_prose(moved), percent(moved, last))
}

fn compared(spent: Yuan, budget: Yuan) -> &'static str {
    match in_hundredths(spent).cmp(&in_hundredths(budget)) {
        Ordering::Less => "决算数小于预算数的主要原因：厉行节约。",
        Ordering::Equal => "决算数与预算数持平。",
        Ordering::Greater => "决算数大于预算数的主要原因：工作任务增加。",
    }
}

fn in_hundredths(yuan: Yuan) -> Yuan {
    (yuan + 50) / 100
}

fn overview(a: &Accounts) -> String {
    let total = a.spent() + a.closing + a.other_opening + a.other_revenue;
    format!(
        "{}{}年度收入支出总计{}万元。与{}年度相比，收入支出总计{}。主要原因：人员变化。\n\n",
        a.office,
        a.year,
        in_prose(total),
        a.year - 1,
        change(total, a.last_year[0])
    )
}

fn income(a: &Accounts) -> String {
    let (fiscal, other) = (a.general_revenue(), a.other_revenue);
    let total = fiscal + other;
    format!(
        "本年收入合计{}万元，其中：财政拨款收入{}万元，占{}；其他收入{}万元，占{}。\n\n",
        in_prose(total),
        in_prose(fiscal),
        percent(fiscal, total),
        in_prose(other),
        percent(other, total)
    )
}

fn expenditure(a: &Accounts) -> String {
    let (total, basic) = (a.spent(), a.basic());
    format!(
        "本年支出合计{}万元，其中：基本支出{}万元，占{}；项目支出{}万元，占{}。\n\n",
        in_prose(total),
        in_prose(basic),
        percent(basic, total),
        in_prose(total - basic),
        percent(total - basic, total)
    )
}

fn appropriation(a: &Accounts) -> String {
    let total = a.spent() + a.closing;
    format!(
        "{}{}年度财政拨款收入支出总计{}万元。与{}年度相比，财政拨款收入支出总计{}。主要原因：人员变化。\n\n",
        a.office,
        a.year,
        in_prose(total),
        a.year - 1,
        change(total, a.last_year[1])
    )
}

fn general(a: &Accounts) -> String {
    let (spent, budget) = (a.spent(), a.budget());
    let mut out = format!(
        "（一）一般公共预算财政拨款支出决算总体情况\n\n一般公共预算财政拨款支出{0}万元，占本年支出合计的100.00%。与{1}年度相比，一般公共预算财政拨款支出{2}。主要原因：人员变化。\n\n（二）一般公共预算财政拨款支出决算结构情况\n\n一般公共预算财政拨款支出{0}万元，主要用于以下方面：",
        in_prose(spent),
        a.year - 1,
        change(spent, a.last_year[2])
    );
    let class = |(_, name, items): (&str, &str, Vec<&Item>)| {
        let amount: Yuan = items.iter().map(|i| i.spent()).sum();
        format!("{name}（类）{}万元，占{}", in_prose(amount), percent(amount, spent))
    };
    out += &a.classes().into_iter().map(class).collect::<Vec<_>>().join("；");
    let _ = write!(
        out,
        "。\n\n（三）一般公共预算财政拨款支出决算具体情况\n\n一般公共预算财政拨款支出年初预算为{}万元，支出决算为{}万元，完成年初预算的{}。{}其中：\n\n",
        in_prose(budget),
        in_prose(spent),
        percent(spent, budget),
        compared(spent, budget)
    );
    for (at, item) in a.items.iter().enumerate() {
        let _ = write!(
            out,
            "{}、{}（类）{}（款）{}（项）。主要用于：本单位的基本支出和项目支出。年初预算为{}万元，支出决算为{}万元。{}\n\n",
            at + 1,
            item.names[0],
            item.names[1],
            item.names[2],
            in_prose(item.budget),
            in_prose(item.spent()),
            compared(item.spent(), item.budget)
        );
    }
    out
}

fn basic(a: &Accounts) -> String {
    let sum = |list: &[(&str, &str, Yuan)]| list.iter().map(|(_, _, y)| y).sum::<Yuan>();
    format!(
        "一般公共预算财政拨款基本支出{}万元。其中：人员经费{}万元，主要包括：基本工资、奖金、住房公积金；公用经费{}万元，主要包括：办公费、邮电费。\n\n",
        in_prose(a.basic()),
        in_prose(sum(&a.personnel)),
        in_prose(sum(&a.operating))
    )
}

fn three_public(a: &Accounts) -> String {
    let told = &a.three_public;
    let add = |a: [Yuan; 2], b: [Yuan; 2]| [a[0] + b[0], a[1] + b[1]];
    let vehicles = add(told.purchase, told.operation);
    let total = add(add(told.abroad, vehicles), told.reception);
    let one = |[budget, spent]: [Yuan; 2]| {
        let [planned, told] = [budget, spent].map(in_prose);
        format!("支出预算为{planned}万元，支出决算为{told}万元，完成预算的{}", percent(spent, budget))
    };
    format!(
        "（一）“三公”经费财政拨款支出决算总体情况说明。\n\n“三公”经费财政拨款支出年初预算为{}万元，支出决算为{}万元，完成预算的{}，其中：因公出国（境）费{}；公务用车购置及运行维护费{}；公务接待费{}。{}年度“三公”经费支出{}\n\n",
        in_prose(total[0]),
        in_prose(total[1]),
        percent(total[1], total[0]),
        one(told.abroad),
        one(vehicles),
        one(told.reception),
        a.year,
        compared(total[1], total[0])
    )
}

fn performance(a: &Accounts) -> String {
    format!(
        "{}{}年度预算绩效管理工作开展情况如下：编报绩效目标的{1}年度项目3个，涉及预算金额598.42万元；绩效自评的{1}年度项目3个，涉及预算金额598.42万元，平均得分95.10分。\n\n",
        a.office, a.year
    )
}

fn other_matters(a: &Accounts) -> String {
    let running: Yuan = a.operating.iter().map(|(_, _, y)| y).sum();
    let [goods, works, services] = a.procurement;
    let [official, enforcement, other] = a.vehicles;
    format!(
        "（一）机关运行经费支出情况\n\n机关运行经费支出{}万元，比{}年度{}。主要原因是厉行节约。\n\n（二）政府采购支出情况\n\n{}{}年度政府采购金额（以合同签订为准）为{}万元，其中：货物采购金额{}万元、工程采购金额{}万元、服务采购金额{}万元。\n\n（三）国有资产占有使用情况说明\n\n截至{4}年12月31日，{3}共有车辆{9}辆，其中：主要领导干部用车{10}辆、执法执勤用车{11}辆、其他用车{12}辆。单价100万元（含）以上设备（不含车辆）2台（套）。\n\n",
        in_prose(running),
        a.year - 1,
        change(running, a.last_year[3]),
        a.office,
        a.year,
        in_prose(goods + works + services),
        in_prose(goods),
        in_prose(works),
        in_prose(services),
        official + enforcement + other,
        official,
        enforcement,
        other
    )
}
