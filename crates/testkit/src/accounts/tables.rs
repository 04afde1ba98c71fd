//! The nine tables of made-up final accounts.

use super::{Accounts, Item, TABLES, Yuan, in_table};
use crate::classes::of_accounts;
use std::fmt::Write;

const NUMERALS: [&str; 26] = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
    "二十一",
    "二十二",
    "二十三",
    "二十四",
    "二十五",
    "二十六",
];

pub(super) fn write(accounts: &Accounts, out: &mut String) {
    title(out, 0);
    overview(accounts, out);
    title(out, 1);
    income(accounts, out);
    title(out, 2);
    expenditure(accounts, out);
    title(out, 3);
    appropriation(accounts, out);
    title(out, 4);
    general(accounts, out);
    title(out, 5);
    basic(accounts, out);
    title(out, 6);
    three_public(accounts, out);
    for (table, name) in [(7, "政府性基金预算"), (8, "国有资本经营预算")] {
        title(out, table);
        out.push_str("项目\t\t\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余\n支出功能分类科目编码\t\t\t科目名称\t\t\t小计\t基本支出\t项目支出\t\n类\t款\t项\t\t\t\t\t\t\t\n\t\t\t合计\t\t\t\t\t\t\n\n");
        let _ = write!(out, "注：{}无{name}财政拨款支出，故本表无数据。\n\n", accounts.office);
    }
}

fn title(out: &mut String, table: usize) {
    let _ = write!(out, "{}\n\n单位：万元\n\n", TABLES[table]);
}

/// An amount as tables print it; nothing stays blank.
fn cell(yuan: Yuan) -> String {
    if yuan == 0 { String::new() } else { in_table(yuan) }
}

fn spent_on(accounts: &Accounts, class: &str) -> Yuan {
    accounts.items.iter().filter(|i| i.code[0] == class).map(Item::spent).sum()
}

fn overview(accounts: &Accounts, out: &mut String) {
    out.push_str("收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n");
    let revenue = accounts.general_revenue();
    let left: [(&str, Yuan); 8] = [
        ("一、一般公共预算财政拨款收入", revenue),
        ("二、政府性基金预算财政拨款收入", 0),
        ("三、国有资本经营预算财政拨款收入", 0),
        ("四、上级补助收入", 0),
        ("五、事业收入", 0),
        ("六、经营收入", 0),
        ("七、附属单位上缴收入", 0),
        ("八、其他收入", accounts.other_revenue),
    ];
    for (at, (code, name)) in of_accounts().enumerate() {
        let (label, amount) = left.get(at).copied().unwrap_or(("", 0));
        let _ = writeln!(
            out,
            "{label}\t{}\t{}、{name}\t{}",
            cell(amount),
            NUMERALS[at],
            cell(spent_on(accounts, code))
        );
    }
    let (opening, closing) = (
        accounts.opening + accounts.other_opening,
        accounts.closing + accounts.other_opening + accounts.other_revenue,
    );
    let total = accounts.spent() + closing;
    let _ = write!(
        out,
        "本年收入合计\t{}\t本年支出合计\t{}\n使用非财政拨款结余（含专用结余）\t\t结余分配\t\n年初结转和结余\t{}\t年末结转和结余\t{}\n总计\t{}\t总计\t{}\n\n",
        cell(revenue + accounts.other_revenue),
        cell(accounts.spent()),
        cell(opening),
        cell(closing),
        cell(total),
        cell(total)
    );
}

/// The rows of a table by function: class, section and item, each with the amounts of its items.
fn by_function<const N: usize>(accounts: &Accounts, amounts: impl Fn(&Item) -> [Yuan; N], out: &mut String) {
    let sum = |items: &[&Item]| {
        let mut sums = [0; N];
        for item in items {
            sums.iter_mut().zip(amounts(item)).for_each(|(sum, amount)| *sum += amount);
        }
        sums.map(cell).join("\t")
    };
    for (code, name, items) in accounts.classes() {
        let _ = writeln!(out, "{code}\t\t\t{name}\t{}", sum(&items));
        let mut section = "";
        for item in &items {
            if item.code[1] != section {
                section = item.code[1];
                let of_section: Vec<&Item> = items.iter().filter(|i| i.code[1] == section).copied().collect();
                let _ = writeln!(out, "{code}\t{section}\t\t{}\t{}", item.names[1], sum(&of_section));
            }
            let _ = writeln!(out, "{}\t{}\t{}", item.code.join("\t"), item.names[2], sum(&[item]));
        }
    }
}

fn income(accounts: &Accounts, out: &mut String) {
    out.push_str("项目\t\t\t\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入\n支出功能分类科目编码\t\t\t科目名称\t\t\t\t\t\t\t\n类\t款\t项\t\t\t\t\t\t\t\t\n");
    let first = accounts.items.first().map(|i| i.code);
    let own = accounts.general_revenue() - accounts.spent();
    let amounts = |item: &Item| {
        let is_first = Some(item.code) == first;
        let fiscal = item.spent() + if is_first { own } else { 0 };
        let other = if is_first { accounts.other_revenue } else { 0 };
        [fiscal + other, fiscal, 0, 0, 0, 0, other]
    };
    let (fiscal, other) = (accounts.general_revenue(), accounts.other_revenue);
    let total = [fiscal + other, fiscal, 0, 0, 0, 0, other].map(cell).join("\t");
    let _ = writeln!(out, "\t\t\t合计\t{total}");
    by_function(accounts, amounts, out);
    out.push('\n');
}

fn expenditure(accounts: &Accounts, out: &mut String) {
    out.push_str("项目\t\t\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n支出功能分类科目编码\t\t\t科目名称\t\t\t\t\t\t\n类\t款\t项\t\t\t\t\t\t\t\n");
    let (spent, basic) = (accounts.spent(), accounts.basic());
    let total = [spent, basic, spent - basic, 0, 0, 0].map(cell).join("\t");
    let _ = writeln!(out, "\t\t\t合计\t{total}");
    by_function(accounts, |i| [i.spent(), i.basic, i.project, 0, 0, 0], out);
    out.push('\n');
}

fn appropriation(accounts: &Accounts, out: &mut String) {
    out.push_str("收入\t\t支出\t\t\t\t\n项目\t决算数\t项目\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款\n");
    let revenue = accounts.general_revenue();
    let left: [(&str, Yuan); 3] = [
        ("一、一般公共预算财政拨款", revenue),
        ("二、政府性基金预算财政拨款", 0),
        ("三、国有资本经营预算财政拨款", 0),
    ];
    for (at, (code, name)) in of_accounts().enumerate() {
        let (label, amount) = left.get(at).copied().unwrap_or(("", 0));
        let spent = cell(spent_on(accounts, code));
        let _ = writeln!(out, "{label}\t{}\t{}、{name}\t{spent}\t{spent}\t\t", cell(amount), NUMERALS[at]);
    }
    let [spent, opening, closing] = [accounts.spent(), accounts.opening, accounts.closing].map(cell);
    let total = cell(accounts.spent() + accounts.closing);
    let _ = write!(
        out,
        "本年收入合计\t{}\t本年支出合计\t{spent}\t{spent}\t\t\n年初财政拨款结转和结余\t{opening}\t年末财政拨款结转和结余\t{closing}\t{closing}\t\t\n一、一般公共预算财政拨款\t{opening}\t\t\t\t\t\n二、政府性基金预算财政拨款\t\t\t\t\t\t\n三、国有资本经营预算财政拨款\t\t\t\t\t\t\n总计\t{total}\t总计\t{total}\t{total}\t\t\n\n",
        cell(revenue)
    );
}

fn general(accounts: &Accounts, out: &mut String) {
    out.push_str("项目\t\t\t\t合计\t基本支出\t项目支出\n支出功能分类科目编码\t\t\t科目名称\t\t\t\n类\t款\t项\t\t\t\t\n");
    by_function(accounts, |i| [i.spent(), i.basic, i.project], out);
    let (spent, basic) = (accounts.spent(), accounts.basic());
    let _ = write!(out, "\t\t\t合计\t{}\n\n", [spent, basic, spent - basic].map(cell).join("\t"));
}

fn basic(accounts: &Accounts, out: &mut String) {
    out.push_str("经济分类科目编码\t\t科目名称\t决算数\t经济分类科目编码\t\t科目名称\t决算数\n类\t款\t\t\t类\t款\t\t\n");
    let sum = |list: &[(&str, &str, Yuan)]| list.iter().map(|(_, _, y)| y).sum::<Yuan>();
    let lane = |class: &str, name: &str, list: &[(&str, &str, Yuan)]| {
        let head = format!("{class}\t\t{name}\t{}", cell(sum(list)));
        let row =
            |(code, name, amount): &(&str, &str, Yuan)| format!("{class}\t{code}\t{name}\t{}", cell(*amount));
        std::iter::once(head).chain(list.iter().map(row)).collect::<Vec<_>>()
    };
    let left = lane("301", "工资福利支出", &accounts.personnel);
    let right = lane("302", "商品和服务支出", &accounts.operating);
    for at in 0..left.len().max(right.len()) {
        let part = |lane: &[String]| lane.get(at).cloned().unwrap_or_else(|| "\t\t\t".to_owned());
        let _ = writeln!(out, "{}\t{}", part(&left), part(&right));
    }
    let (personnel, operating) = (sum(&accounts.personnel), sum(&accounts.operating));
    let _ = write!(out, "人员经费合计\t\t\t{}\t公用经费合计\t\t\t{}\n\n", cell(personnel), cell(operating));
}

fn three_public(accounts: &Accounts, out: &mut String) {
    out.push_str("财政拨款“三公”经费\t\t\t\t\t\t\t\t\t\t\t\n合计\t\t因公出国（境）费\t\t公务用车购置及运行费\t\t\t\t\t\t公务接待费\t\n\t\t\t\t小计\t\t公务用车购置费\t\t公务用车运行费\t\t\t\n预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n");
    let told = &accounts.three_public;
    let add = |a: [Yuan; 2], b: [Yuan; 2]| [a[0] + b[0], a[1] + b[1]];
    let vehicles = add(told.purchase, told.operation);
    let total = add(add(told.abroad, vehicles), told.reception);
    let cells = [total, told.abroad, vehicles, told.purchase, told.operation, told.reception];
    let cells: Vec<String> = cells.as_flattened().iter().map(|&y| cell(y)).collect();
    let _ = write!(out, "{}\n\n", cells.join("\t"));
}
