//! The narrative, the performance forms and the glossary of a made-up document.

use super::ledger::{Cents, Ledger, Project};
use super::tables::spent;
use super::{amount, percent};
use std::fmt::Write;

/// The words for a change from last year, with the rate and a reason.
fn change(now: Cents, before: Cents, reason: &str) -> String {
    let (up, down) = (now - before, before - now);
    if up == 0 {
        return "与上年预算持平".to_owned();
    }
    let (more, grew, by) = if up > 0 { ("增加", "增长", up) } else { ("减少", "下降", down) };
    format!("比上年预算{more} {} 万元，{grew} {}，主要原因是{reason}", amount(by), percent(by, before))
}

fn heading(out: &mut String, ledger: &Ledger, number: &str, title: &str) {
    let _ = write!(out, "\n{number}、关于{} {} 年{title}\n", ledger.office, ledger.year);
}

/// Writes sections one to twelve.
pub(super) fn write(ledger: &Ledger, out: &mut String) {
    let office = &ledger.office;
    let year = ledger.year;
    let [basic, project] = spent(ledger, "");
    let general = basic + project;
    let own = ledger.own_funds[0];
    let total = general + own;
    let basic_prior: Cents = ledger.items.iter().map(|i| i.basic_prior).sum();
    let project_prior: Cents = ledger.items.iter().map(|i| i.project_prior).sum();
    let _ = write!(out, "\n第三部分 {year} 年单位预算情况说明\n");
    heading(out, ledger, "一", "收支预算情况的总体说明");
    let _ = write!(
        out,
        "\n按照全口径预算的原则，{office} {year} 年所有收入和支出均纳入单位预算管理。收支总预算 {} 万元。\n\n收入预算包括：一般公共预算、单位资金。\n\n支出预算包括：一般公共服务支出、社会保障和就业支出、卫生健康支出、住房保障支出。\n",
        amount(total)
    );
    heading(out, ledger, "二", "收入预算情况说明");
    let _ = write!(
        out,
        "\n{office}收入预算 {} 万元，其中：一般公共预算 {} 万元，占 {}，{}。\n\n上级一般公共预算安排的转移支付资金未安排。\n\n政府性基金预算未安排。\n\n国有资本经营预算未安排。\n\n单位资金 {} 万元，占 {}，{}。\n",
        amount(total),
        amount(general),
        percent(general, total),
        change(general, basic_prior + project_prior, "人员和项目变动"),
        amount(own),
        percent(own, total),
        change(own, ledger.own_funds[1], "单位资金收入变动"),
    );
    heading(out, ledger, "三", "支出预算情况说明");
    let _ = write!(
        out,
        "\n{office} {year} 年支出预算 {} 万元，其中：\n\n基本支出 {} 万元，占 {}，{}。\n\n项目支出 {} 万元，占 {}，{}。\n",
        amount(total),
        amount(basic),
        percent(basic, total),
        change(basic, basic_prior, "人员变动"),
        amount(project + own),
        percent(project + own, total),
        change(project + own, project_prior + ledger.own_funds[1], "项目变动"),
    );
    heading(out, ledger, "四", "财政拨款收支预算情况的总体说明");
    let _ = write!(
        out,
        "\n{year} 年财政拨款收支总预算 {} 万元。\n\n收入全部为一般公共预算拨款，无政府性基金预算拨款和国有资本经营预算。\n\n收入预算包括：一般公共预算拨款 {} 万元。\n\n",
        amount(general),
        amount(general)
    );
    out.push_str("一般公共预算支出包括：");
    for (name, code) in CLASSES {
        let _ =
            write!(out, "{name} {} 万元，主要用于单位履行职责。", amount(spent(ledger, code).iter().sum()));
    }
    out.push('\n');
    appropriation(ledger, out, [basic, basic_prior, project, project_prior]);
    heading(out, ledger, "六", "一般公共预算基本支出情况说明");
    let _ = write!(
        out,
        "\n{office} {year} 年一般公共预算基本支出 {} 万元，其中：\n\n人员经费 {} 万元，主要包括：{}。\n\n公用经费 {} 万元，主要包括：{}。\n",
        amount(basic),
        amount(basic - ledger.economic_of("302")),
        names(ledger, &["301", "303"]),
        amount(ledger.economic_of("302")),
        names(ledger, &["302"]),
    );
    projects(ledger, out);
    for (number, budget) in [("八", "政府性基金预算"), ("九", "国有资本经营预算")] {
        heading(out, ledger, number, &format!("{budget}拨款情况说明"));
        let _ =
            write!(out, "\n{office} {year} 年没有使用{budget}拨款安排的支出，{budget}支出情况表为空表。\n");
    }
    three_public(ledger, out);
    heading(out, ledger, "十一", "上年结转结余预算情况说明");
    let _ = write!(out, "\n{office} {year} 年无上年结转结余预算的支出，结转结余预算支出情况表为空表。\n");
    other_matters(ledger, out, total, project);
    super::forms::write(ledger, out);
    let _ = write!(out, "\n(五) 其他需说明的事项\n\n无其他需说明的事项。\n");
    glossary(out);
    let _ = write!(out, "\n{office}\n\n{year} 年 02 月 20 日\n");
}

const CLASSES: [(&str, &str); 4] = [
    ("一般公共服务支出", "201"),
    ("社会保障和就业支出", "208"),
    ("卫生健康支出", "210"),
    ("住房保障支出", "221"),
];

fn names(ledger: &Ledger, classes: &[&str]) -> String {
    let of = ledger.economic.iter().filter(|e| classes.iter().any(|c| e.code.starts_with(c)));
    of.map(|e| e.name).collect::<Vec<_>>().join("、")
}

fn appropriation(
    ledger: &Ledger,
    out: &mut String,
    [basic, basic_prior, project, project_prior]: [Cents; 4],
) {
    let total = basic + project;
    heading(out, ledger, "五", "一般公共预算当年拨款情况说明");
    let _ = write!(
        out,
        "\n(一) 一般公共预算当年拨款规模变化情况\n\n{} {} 年一般公共预算拨款合计 {} 万元，其中：基本支出 {} 万元，{}。\n\n项目支出 {} 万元，{}。\n\n(二) 一般公共预算当年拨款结构情况\n\n",
        ledger.office,
        ledger.year,
        amount(total),
        amount(basic),
        change(basic, basic_prior, "人员变动"),
        amount(project),
        change(project, project_prior, "项目变动"),
    );
    for (index, (name, code)) in CLASSES.iter().enumerate() {
        let value: Cents = spent(ledger, code).iter().sum();
        let _ = writeln!(
            out,
            "{}、{name}（类）{} 万元，占 {}。\n",
            index + 1,
            amount(value),
            percent(value, total)
        );
    }
    out.push_str("(三) 一般公共预算当年拨款具体使用情况\n");
    for (index, item) in ledger.items.iter().enumerate() {
        let [class, section, name] = item.names;
        let now = item.basic + ledger.project_of(item.code);
        let _ = write!(
            out,
            "\n{}. {class}（类）{section}（款）{name}（项）：{} 年预算数为 {} 万元，{}。\n",
            index + 1,
            ledger.year,
            amount(now),
            change(now, item.basic_prior + item.project_prior, "人员和业务变动"),
        );
    }
}

fn projects(ledger: &Ledger, out: &mut String) {
    heading(out, ledger, "七", "一般公共预算项目支出情况说明");
    for (index, project) in ledger.projects.iter().enumerate() {
        let Project { name, quantity, word, unit_cost, .. } = project;
        let total = amount(project.amount());
        let _ = write!(
            out,
            "\n{}、项目名称：{name}\n\n设立的政策依据：县委办公室会议纪要\n\n预算安排规模：{total} 万元\n\n项目承担单位：{}\n\n资金分配情况：{quantity} {word}，{} 万元/{word}，共计 {total} 万元\n\n资金执行时间：{year} 年 1 月 1 日-{year} 年 12 月 31 日\n",
            index + 1,
            ledger.office,
            amount(*unit_cost),
            year = ledger.year,
        );
    }
}

fn three_public(ledger: &Ledger, out: &mut String) {
    heading(out, ledger, "十", "财政拨款“三公”经费预算情况说明");
    let [reception, vehicles] = [ledger.economic_of("30217"), ledger.economic_of("30231")];
    let [reception_prior, vehicles_prior] = ledger.three_public_prior;
    let (total, prior) = (reception + vehicles, reception_prior + vehicles_prior);
    let _ = write!(
        out,
        "\n{} {year} 年财政拨款“三公”经费数为 {} 万元，其中：因公出国（境）费 0.00 万元，公务用车购置费 0.00 万元，公务用车运行费 {} 万元，公务接待费 {} 万元。\n\n{year} 年财政拨款“三公”经费{}，其中：因公出国（境）费增加 0.00 万元，增长 0.00%，主要原因是两年均未安排因公出国（境）费；公务用车购置费增加 0.00 万元，增长 0.00%，主要原因是两年均未安排公务用车购置；公务用车运行费{}；公务接待费{}。\n",
        ledger.office,
        amount(total),
        amount(vehicles),
        amount(reception),
        change(total, prior, "厉行节约").split("，主要原因").next().unwrap_or_default(),
        change(vehicles, vehicles_prior, "厉行节约"),
        change(reception, reception_prior, "厉行节约"),
        year = ledger.year,
    );
}

fn other_matters(ledger: &Ledger, out: &mut String, total: Cents, project: Cents) {
    let office = &ledger.office;
    let year = ledger.year;
    let operating = ledger.economic_of("302");
    let [goods, services] = ledger.procurement;
    let (vehicles, value) = ledger.vehicles;
    let _ = write!(
        out,
        "\n十二、其他重要事项的情况说明\n\n（一）单位运行经费情况\n\n{office} {year} 年的机关运行经费财政拨款预算 {} 万元，{}。\n\n（二）政府采购情况\n\n{year} 年，{office}政府采购预算 {} 万元，其中：政府采购货物预算 {} 万元，政府采购工程预算 0.00 万元，政府采购服务预算 {} 万元。\n\n{year} 年，{office}面向中小企业预留政府采购项目预算金额 {} 万元，小微企业预留政府采购项目预算金额 {} 万元。\n",
        amount(operating),
        change(operating, ledger.operating_prior, "办公经费变动"),
        amount(goods + services),
        amount(goods),
        amount(services),
        amount(goods),
        amount(goods / 2),
    );
    let _ = write!(
        out,
        "\n（三）国有资产占用使用情况\n\n截至 {} 年底，{office}占用使用国有资产总体情况为：\n\n1. 房屋 1,250.00 平方米，价值 386.40 万元。\n\n2. 车辆 {vehicles} 辆，价值 {value} 万元；其中：一般公务用车 0 辆，价值 0.00 万元；执法执勤用车 0 辆，价值 0.00 万元；其他车辆 {vehicles} 辆，价值 {value} 万元。\n\n3. 办公家具价值 21.07 万元。\n\n4. 其他资产价值 95.62 万元。\n\n单位价值 50 万元以上大型设备 0 台，单位价值 100 万元以上大型设备 0 台。\n",
        year - 1,
        value = amount(value),
    );
    let _ = write!(
        out,
        "\n（四）预算绩效情况\n\n{year} 年，本单位预算绩效管理整体预算绩效目标 1 个，涉及金额 {} 万元；当年财政拨款项目 {} 个，涉及预算金额 {} 万元；当年非财政拨款项目 1 个，涉及预算金额 {} 万元。具体情况见下表（按项目分别填报）：\n",
        amount(total),
        ledger.projects.len(),
        amount(project),
        amount(ledger.own_funds[0]),
    );
}

fn glossary(out: &mut String) {
    out.push_str("\n第四部分 名词解释\n");
    let terms = [
        "财政拨款：指由一般公共预算、政府性基金预算、国有资本经营预算安排的财政拨款数。",
        "一般公共预算：包括公共财政拨款（补助）资金、专项收入。",
        "财政专户管理资金：包括专户管理行政事业性收费、其他非税收入。",
        "其他资金：包括事业收入、事业经营收入、其他收入等。",
        "基本支出：包括人员经费、公用经费（定额）。",
        "项目支出：单位为完成其特定的行政任务或事业发展目标，在基本支出之外编制的年度支出计划。",
        "“三公”经费：指单位因公出国（境）费、公务用车购置及运行维护费和公务接待费。",
        "机关运行经费：指行政单位的公用经费。",
    ];
    for (number, term) in ["一", "二", "三", "四", "五", "六", "七", "八"].iter().zip(terms) {
        let _ = write!(out, "\n{number}、{term}\n");
    }
}
