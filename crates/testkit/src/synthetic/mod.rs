//! Made-up disclosures that are right by construction: clean ground for planting defects.

mod draw;
mod family;
mod forms;
mod ledger;
mod manner;
mod prose;
mod tables;

pub use ledger::{Carried, Cents, CodeStyle, Economic, Item, Ledger, Manner, Project, Spent};
use std::fmt::Write;

/// The text of a unit budget in the form of the Xinjiang profile; the same seed gives the same.
pub fn unit_budget(seed: u64) -> String {
    document(&Ledger::random(seed))
}

/// The text of the document that a ledger makes.
pub fn document(ledger: &Ledger) -> String {
    let mut out = format!("{}预算公开\n\n目 录\n", ledger.office);
    contents(ledger, &mut out);
    let _ = write!(
        out,
        "\n第一部分 {} 年单位概况\n\n一、主要职能\n\n(1) 负责本单位职责范围内的各项工作。\n\n(2) 承办上级交办的其他事项。\n\n二、机构设置及人员情况\n\n",
        ledger.year
    );
    organisation(ledger, &mut out);
    let _ = write!(out, "\n第二部分 {} 年单位预算公开表\n", ledger.year);
    tables::write(ledger, &mut out);
    prose::write(ledger, &mut out);
    manner::rewritten(&out, ledger.manner)
}

fn organisation(ledger: &Ledger, out: &mut String) {
    let office = &ledger.office;
    let [establishment, in_post, retired, veterans] = ledger.staff;
    let moved = if ledger.joined < 0 { "减少" } else { "增加" };
    let _ = write!(
        out,
        "{office}无下属预算单位，下设 {} 个科室，分别是：{}。\n\n{office}编制数 {establishment}，实有人数 {} 人，其中：在职 {in_post} 人，{moved} {} 人；退休 {retired} 人，增加 0 人；离休 {veterans} 人，增加 0 人。\n",
        ledger.rooms.len(),
        ledger.rooms.join("、"),
        in_post + retired + veterans,
        ledger.joined.abs(),
    );
}

const TABLES: [&str; 11] = [
    "一、单位收支总体情况表",
    "二、单位收入总体情况表",
    "三、单位支出总体情况表",
    "四、财政拨款收支预算总体情况表",
    "五、一般公共预算支出情况表",
    "六、一般公共预算基本支出情况表",
    "七、一般公共预算项目支出情况表",
    "八、政府性基金预算支出情况表",
    "九、国有资本经营预算支出情况表",
    "十、财政拨款“三公”经费支出情况表",
    "十一、上年结转结余情况明细表",
];

const SECTIONS: [&str; 11] = [
    "一、关于{}收支预算情况的总体说明",
    "二、关于{}收入预算情况说明",
    "三、关于{}支出预算情况说明",
    "四、关于{}财政拨款收支预算情况的总体说明",
    "五、关于{}一般公共预算当年拨款情况说明",
    "六、关于{}一般公共预算基本支出情况说明",
    "七、关于{}一般公共预算项目支出情况说明",
    "八、关于{}政府性基金预算拨款情况说明",
    "九、关于{}国有资本经营预算拨款情况说明",
    "十、关于{}财政拨款“三公”经费预算情况说明",
    "十一、关于{}上年结转结余预算情况说明",
];

fn contents(ledger: &Ledger, out: &mut String) {
    let year = ledger.year;
    let _ = write!(
        out,
        "\n第一部分 {year} 年单位概况\n\n- 一、主要职能\n- 二、机构设置及人员情况\n\n第二部分 {year} 年单位预算公开表\n\n"
    );
    for table in TABLES {
        let _ = writeln!(out, "- {table}");
    }
    let _ = write!(out, "\n第三部分 {year} 年单位预算情况说明\n\n");
    let who = format!("{} {year} 年", ledger.office);
    for section in SECTIONS {
        let _ = writeln!(out, "{}\n", section.replace("{}", &who));
    }
    out.push_str("十二、其他重要事项的情况说明\n\n第四部分 名词解释\n");
}

/// `1,607.22`
fn amount(cents: Cents) -> String {
    let digits = (cents / 100).to_string();
    let mut whole = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            whole.push(',');
        }
        whole.push(digit);
    }
    format!("{whole}.{:02}", cents % 100)
}

/// `99.95%`, rounded half up.
fn percent(part: Cents, whole: Cents) -> String {
    let hundredths = if whole == 0 { 0 } else { (part * 20_000 + whole) / (2 * whole) };
    format!("{}%", amount(hundredths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_rates_are_printed_as_offices_do() {
        assert_eq!(amount(160_722), "1,607.22");
        assert_eq!(amount(5), "0.05");
        assert_eq!(percent(201_418, 201_518), "99.95%");
        assert_eq!(percent(1, 3), "33.33%");
    }

    #[test]
    fn the_same_seed_gives_the_same_document() {
        assert_eq!(unit_budget(7), unit_budget(7));
        assert_ne!(unit_budget(7), unit_budget(8));
    }
}
