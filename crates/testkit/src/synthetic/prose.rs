//! The narrative of a made-up document.

use super::ledger::{Cents, Ledger, Project, Spent};
use super::{amount, percent};
use std::fmt::Write;

/// The words for a change from last year, with the rate and a reason.
fn change(now: Cents, before: Cents, reason: &str) -> String {
    let (up, down) = (now - before, before - now);
    if up == 0 {
        return "与上年预算持平".to_owned();
    }
    if before == 0 {
        return format!("比上年预算增加 {} 万元，主要原因是上年未安排", amount(up));
    }
    let (more, grew, by) = if up > 0 { ("增加", "增长", up) } else { ("减少", "下降", down) };
    format!("比上年预算{more} {} 万元，{grew} {}，主要原因是{reason}", amount(by), percent(by, before))
}

fn heading(out: &mut String, ledger: &Ledger, number: &str, title: &str) {
    let _ = write!(out, "\n{number}、关于{} {} 年{title}\n", ledger.office, ledger.year);
}

/// Writes sections one to twelve, with the forms and the glossary.
pub(super) fn write(ledger: &Ledger, out: &mut String) {
    let _ = write!(out, "\n第三部分 {} 年单位预算情况说明\n", ledger.year);
    overview(ledger, out);
    expenditure(ledger, out);
    appropriation(ledger, out);
    general(ledger, out);
    basic(ledger, out);
    heading(out, ledger, "七", "一般公共预算项目支出情况说明");
    let general = ledger.projects.iter().filter(|p| !ledger.is_of_funds(p));
    general.enumerate().for_each(|(index, project)| describe(ledger, out, index + 1, project));
    funds(ledger, out);
    let (office, year) = (&ledger.office, ledger.year);
    heading(out, ledger, "九", "国有资本经营预算拨款情况说明");
    let _ = write!(
        out,
        "\n{office} {year} 年没有使用国有资本经营预算拨款安排的支出，国有资本经营预算支出情况表为空表。\n"
    );
    three_public(ledger, out);
    heading(out, ledger, "十一", "上年结转结余预算情况说明");
    let all = ledger.spent("");
    let _ = if ledger.carried.is_empty() {
        write!(out, "\n{office} {year} 年无上年结转结余预算的支出，结转结余预算支出情况表为空表。\n")
    } else {
        let carried = amount(all.fiscal_carried + all.other_carried);
        write!(out, "\n{office} {year} 年上年结转结余 {carried} 万元，用于未完工的项目。\n")
    };
    other_matters(ledger, out);
    super::forms::write(ledger, out);
    let _ = write!(out, "\n(五) 其他需说明的事项\n\n无其他需说明的事项。\n");
    glossary(out);
    let _ = write!(out, "\n{office}\n\n{}\n", date(ledger));
}

fn date(ledger: &Ledger) -> String {
    let (year, (month, day)) = (ledger.year, ledger.date);
    if !ledger.manner.chinese_date {
        return format!("{year} 年 {month:02} 月 {day:02} 日");
    }
    let digits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| digits[n as usize % 10];
    let number = |n: u32| match (n / 10, n % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    };
    let year: String = year.to_string().chars().filter_map(|c| Some(digit(c.to_digit(10)?))).collect();
    format!("{year}年{}月{}日", number(month), number(day))
}

fn overview(ledger: &Ledger, out: &mut String) {
    let (office, year, all) = (&ledger.office, ledger.year, ledger.spent(""));
    let [basic_prior, project_prior, funds_prior] = ledger.prior();
    let total = all.total();
    let classes: Vec<&str> = ledger.classes(Spent::total).into_iter().map(|(_, name)| name).collect();
    heading(out, ledger, "一", "收支预算情况的总体说明");
    let _ = write!(
        out,
        "\n按照全口径预算的原则，{office} {year} 年所有收入和支出均纳入单位预算管理。收支总预算 {} 万元。\n\n收入预算包括：一般公共预算、单位资金。\n\n支出预算包括：{}。\n",
        amount(total),
        classes.join("、"),
    );
    heading(out, ledger, "二", "收入预算情况说明");
    let _ = write!(out, "\n{office}收入预算 {} 万元，其中：", amount(total));
    let mut source = |name: &str, now: Cents, before: Cents, reason: &str| {
        let _ = if now == 0 {
            write!(out, "{name}未安排。\n\n")
        } else {
            let [now_written, share] = [amount(now), percent(now, total)];
            write!(out, "{name} {now_written} 万元，占 {share}，{}。\n\n", change(now, before, reason))
        };
    };
    source("一般公共预算", all.general(), basic_prior + project_prior, "人员和项目变动");
    source("上级一般公共预算安排的转移支付资金", 0, 0, "");
    source("政府性基金预算", all.funds, funds_prior, "基金项目变动");
    source("国有资本经营预算", 0, 0, "");
    source("单位资金", all.own, ledger.own_funds[1], "单位资金收入变动");
    let [fiscal_prior, other_prior] = ledger.carried_prior;
    source("财政拨款结转", all.fiscal_carried, fiscal_prior, "上年项目未完工");
    source("非财政拨款结转结余", all.other_carried, other_prior, "上年收入结余");
}

fn expenditure(ledger: &Ledger, out: &mut String) {
    let all = ledger.spent("");
    let [basic_prior, project_prior, funds_prior] = ledger.prior();
    let before =
        project_prior + funds_prior + ledger.own_funds[1] + ledger.carried_prior.iter().sum::<Cents>();
    heading(out, ledger, "三", "支出预算情况说明");
    let _ = write!(
        out,
        "\n{} {} 年支出预算 {} 万元，其中：\n\n基本支出 {} 万元，占 {}，{}。\n\n项目支出 {} 万元，占 {}，{}。\n",
        ledger.office,
        ledger.year,
        amount(all.total()),
        amount(all.basic),
        percent(all.basic, all.total()),
        change(all.basic, basic_prior, "人员变动"),
        amount(all.all_projects()),
        percent(all.all_projects(), all.total()),
        change(all.all_projects(), before, "项目变动"),
    );
}

fn appropriation(ledger: &Ledger, out: &mut String) {
    let all = ledger.spent("");
    heading(out, ledger, "四", "财政拨款收支预算情况的总体说明");
    let _ = write!(out, "\n{} 年财政拨款收支总预算 {} 万元。\n\n", ledger.year, amount(all.fiscal()));
    let general = amount(all.general());
    let _ = if all.funds == 0 {
        write!(
            out,
            "收入全部为一般公共预算拨款，无政府性基金预算拨款和国有资本经营预算。\n\n收入预算包括：一般公共预算拨款 {general} 万元。\n\n"
        )
    } else {
        let funds = amount(all.funds);
        write!(
            out,
            "收入预算包括：一般公共预算拨款 {general} 万元，政府性基金预算拨款 {funds} 万元，国有资本经营预算拨款未安排。\n\n"
        )
    };
    out.push_str("一般公共预算支出包括：");
    for (code, name) in ledger.classes(Spent::general) {
        let spent = amount(ledger.spent(&code).general());
        let _ = write!(out, "{name} {spent} 万元，主要用于单位履行职责。");
    }
    out.push('\n');
}

fn general(ledger: &Ledger, out: &mut String) {
    let all = ledger.spent("");
    let [basic_prior, project_prior, _] = ledger.prior();
    heading(out, ledger, "五", "一般公共预算当年拨款情况说明");
    let _ = write!(
        out,
        "\n(一) 一般公共预算当年拨款规模变化情况\n\n{} {} 年一般公共预算拨款合计 {} 万元，其中：基本支出 {} 万元，{}。\n\n项目支出 {} 万元，{}。\n\n(二) 一般公共预算当年拨款结构情况\n\n",
        ledger.office,
        ledger.year,
        amount(all.general()),
        amount(all.basic),
        change(all.basic, basic_prior, "人员变动"),
        amount(all.project),
        change(all.project, project_prior, "项目变动"),
    );
    for (index, (code, name)) in ledger.classes(Spent::general).iter().enumerate() {
        let value = ledger.spent(code).general();
        let share = percent(value, all.general());
        let _ = writeln!(out, "{}、{name}（类）{} 万元，占 {share}。\n", index + 1, amount(value));
    }
    out.push_str("(三) 一般公共预算当年拨款具体使用情况\n");
    uses(ledger, out, false);
}

/// One line for each item, also for those that had money only last year.
fn uses(ledger: &Ledger, out: &mut String, funds: bool) {
    let mut number = 0;
    for item in ledger.items.iter().filter(|i| i.funds == funds) {
        let [class, section, name] = item.names;
        let now = item.basic + ledger.project_of(&item.code);
        let before = item.basic_prior + item.project_prior;
        if now == 0 && before == 0 {
            continue;
        }
        number += 1;
        let _ = write!(
            out,
            "\n{number}. {class}（类）{section}（款）{name}（项）：{} 年预算数为 {} 万元，{}。\n",
            ledger.year,
            amount(now),
            change(now, before, "人员和业务变动"),
        );
    }
}

fn basic(ledger: &Ledger, out: &mut String) {
    let names = |classes: &[&str]| {
        let of = ledger.economic.iter().filter(|e| classes.iter().any(|c| e.code.starts_with(c)));
        of.map(|e| e.name).collect::<Vec<_>>().join("、")
    };
    let [all, operating] = [ledger.economic_of(""), ledger.economic_of("302")];
    heading(out, ledger, "六", "一般公共预算基本支出情况说明");
    let _ = write!(
        out,
        "\n{} {} 年一般公共预算基本支出 {} 万元，其中：\n\n人员经费 {} 万元，主要包括：{}。\n\n公用经费 {} 万元，主要包括：{}。\n",
        ledger.office,
        ledger.year,
        amount(all),
        amount(all - operating),
        names(&["301", "303"]),
        amount(operating),
        names(&["302"]),
    );
}

fn describe(ledger: &Ledger, out: &mut String, number: usize, project: &Project) {
    let Project { name, quantity, word, unit_cost, .. } = project;
    let total = amount(project.amount());
    let (basis, allocation) = if project.classified {
        ("完全不予公开".to_owned(), "完全不予公开".to_owned())
    } else {
        let unit_cost = amount(*unit_cost);
        let costing = format!("{quantity} {word}，{unit_cost} 万元/{word}，共计 {total} 万元");
        ("县委办公室会议纪要".to_owned(), costing)
    };
    let _ = write!(
        out,
        "\n{number}、项目名称：{name}\n\n设立的政策依据：{basis}\n\n预算安排规模：{total} 万元\n\n项目承担单位：{}\n\n资金分配情况：{allocation}\n\n资金执行时间：{year} 年 1 月 1 日-{year} 年 12 月 31 日\n",
        ledger.office,
        year = ledger.year,
    );
}

fn funds(ledger: &Ledger, out: &mut String) {
    let (office, year, funds) = (&ledger.office, ledger.year, ledger.spent("").funds);
    heading(out, ledger, "八", "政府性基金预算拨款情况说明");
    if funds == 0 {
        let _ = write!(
            out,
            "\n{office} {year} 年没有使用政府性基金预算拨款安排的支出，政府性基金预算支出情况表为空表。\n"
        );
        return;
    }
    let [_, _, before] = ledger.prior();
    let moved = change(funds, before, "基金项目变动");
    let _ = write!(out, "\n{office} {year} 年政府性基金预算拨款合计 {} 万元，{moved}。\n", amount(funds));
    uses(ledger, out, true);
    let projects = ledger.projects.iter().filter(|p| ledger.is_of_funds(p));
    projects.enumerate().for_each(|(index, project)| describe(ledger, out, index + 1, project));
}

fn three_public(ledger: &Ledger, out: &mut String) {
    heading(out, ledger, "十", "财政拨款“三公”经费预算情况说明");
    let [abroad, purchase, operation, reception] = ledger.three_public.map(amount);
    let sum = |parts: &[Cents; 4]| parts.iter().sum::<Cents>();
    let (total, prior) = (sum(&ledger.three_public), sum(&ledger.three_public_prior));
    let _ = write!(
        out,
        "\n{} {year} 年财政拨款“三公”经费数为 {} 万元，其中：因公出国（境）费 {abroad} 万元，公务用车购置费 {purchase} 万元，公务用车运行费 {operation} 万元，公务接待费 {reception} 万元。\n\n{year} 年财政拨款“三公”经费{}，其中：",
        ledger.office,
        amount(total),
        change(total, prior, "厉行节约").split("，主要原因").next().unwrap_or_default(),
        year = ledger.year,
    );
    let names = ["因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"];
    let moves = ledger.three_public.iter().zip(&ledger.three_public_prior);
    let parts = names.iter().zip(moves).map(|(name, (&now, &before))| {
        if (now, before) == (0, 0) {
            return format!("{name}增加 0.00 万元，增长 0.00%，主要原因是两年均未安排{name}");
        }
        format!("{name}{}", change(now, before, "厉行节约"))
    });
    let _ = writeln!(out, "{}。", parts.collect::<Vec<_>>().join("；"));
}

fn other_matters(ledger: &Ledger, out: &mut String) {
    let office = &ledger.office;
    let year = ledger.year;
    let operating = ledger.economic_of("302");
    let [goods, works, services] = ledger.procurement;
    let (vehicles, value) = ledger.vehicles;
    let _ = write!(
        out,
        "\n十二、其他重要事项的情况说明\n\n（一）单位运行经费情况\n\n{office} {year} 年的机关运行经费财政拨款预算 {} 万元，{}。\n\n（二）政府采购情况\n\n{year} 年，{office}政府采购预算 {} 万元，其中：政府采购货物预算 {} 万元，政府采购工程预算 {} 万元，政府采购服务预算 {} 万元。\n\n{year} 年，{office}面向中小企业预留政府采购项目预算金额 {} 万元，小微企业预留政府采购项目预算金额 {} 万元。\n",
        amount(operating),
        change(operating, ledger.operating_prior, "办公经费变动"),
        amount(goods + works + services),
        amount(goods),
        amount(works),
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
    performance(ledger, out);
}

fn performance(ledger: &Ledger, out: &mut String) {
    let all = ledger.spent("");
    let _ = write!(
        out,
        "\n（四）预算绩效情况\n\n{} 年，本单位预算绩效管理整体预算绩效目标 1 个，涉及金额 {} 万元；当年财政拨款项目 {} 个，涉及预算金额 {} 万元；当年非财政拨款项目 {} 个，涉及预算金额 {} 万元。具体情况见下表（按项目分别填报）：\n",
        ledger.year,
        amount(all.total()),
        ledger.projects.len(),
        amount(all.project + all.funds),
        i64::from(all.own > 0),
        amount(all.own),
    );
    let withheld: Vec<&Project> = ledger.projects.iter().filter(|p| p.classified).collect();
    if !withheld.is_empty() {
        let hidden: Cents = withheld.iter().map(|p| p.amount()).sum();
        let _ =
            write!(out, "\n本单位涉密项目 {} 个，涉及预算金额 {} 万元。\n", withheld.len(), amount(hidden));
    }
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
